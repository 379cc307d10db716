//! What payers see when something is not as it should be: another address, a provider that takes its time.

use crate::dashboard::Person;
use crate::support::payer::Shown;
use crate::support::{TestApp, hours, seconds};
use paylink::domain::payment::PaymentState;
use paylink::providers::client::http_client;
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::time::{Duration, Instant};

#[tokio::test(flavor = "multi_thread")]
async fn the_address_of_the_form_leads_back_to_the_page() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    let payer = app.payer();
    let client = http_client(Duration::from_secs(10)).expect("a client");
    for (query, place) in [
        ("", asked.link.clone()),
        ("?lang=en", format!("{}?lang=en", asked.link)),
        ("?utm_source=x&lang=de", format!("{}?lang=de", asked.link)),
        ("?lang=xx", asked.link.clone()),
    ] {
        let form = format!("{}/checkout{query}", asked.link);
        let shown = payer.opens(&form).await;
        assert_eq!((shown.status, shown.location.as_deref()), (StatusCode::SEE_OTHER, Some(place.as_str())), "{query}");
        let head = client.head(format!("{}{form}", app.base)).send().await.expect("an answer");
        let led = head.headers()["location"].to_str().expect("text");
        assert_eq!((head.status(), led), (StatusCode::SEE_OTHER, place.as_str()));
        assert!(payer.opens(&place).await.can_be_paid());
    }
    let mistyped = payer.opens("/p/x/checkout").await;
    assert!(
        mistyped.status == StatusCode::NOT_FOUND && mistyped.says("Diesen Link gibt es nicht"),
        "{}",
        mistyped.html
    );
    assert!(merchant.sees_payments(&asked).await.is_empty(), "nothing was started");
    app.ends().await;
}

/// A provider that answers after seconds, and payers who are not kept waiting for so long.
async fn with_a_slow_provider() -> TestApp {
    TestApp::start_with(|config| {
        config.provider_timeout = Duration::from_secs(4);
        config.preparing_wait = Duration::from_millis(700);
    })
    .await
}

fn in_time(since: Instant, shown: &Shown) {
    assert!(since.elapsed() < Duration::from_secs(3), "{:?}: {}", since.elapsed(), shown.html);
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.html);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_presses_pay_is_not_kept_before_a_blank_screen() {
    let app = with_a_slow_provider().await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    merchant.sandbox_faults(json!({ "start_answer": "timeout" })).await;
    let pressed = Instant::now();
    let shown = app.payer().presses_pay(&asked).await;
    in_time(pressed, &shown);
    assert!(shown.says("Ihre Zahlung wird vorbereitet") && shown.says("Weiter zu Sandbox"), "{}", shown.html);
    assert!(merchant.sees_payments(&asked).await[0].lease_until.is_some(), "the call goes on");
    merchant.sandbox_faults(json!({})).await;
    // The call comes to its own end, and whoever comes next takes over.
    for _ in 0..100 {
        if merchant.sees_payments(&asked).await[0].lease_until.is_none() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(merchant.sees_payments(&asked).await[0].lease_until.is_none(), "it was not cut");
    app.payer().pays(&asked).await;
    merchant.sees_paid(&asked).await;
    assert_eq!(merchant.sees_payments(&asked).await.len(), 1);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_method_in_a_second_tab_is_not_waited_for_either() {
    let app = with_a_slow_provider().await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    let payer = app.payer();
    payer.reaches_sandbox(&asked).await;
    let slow = json!({ "end_answer": "timeout", "lookup_answer": "timeout", "lose_notifications": true });
    merchant.sandbox_faults(slow).await;
    let pressed = Instant::now();
    let shown = payer.presses_pay_by(&asked, "sepa_debit").await;
    in_time(pressed, &shown);
    assert!(shown.says("Ihre letzte Zahlung wird geprüft") && !shown.can_be_paid(), "{}", shown.html);
    assert_eq!(merchant.sees_states(&asked).await, [PaymentState::Closing]);
    merchant.sandbox_faults(json!({})).await;
    app.passes_and_works(seconds(60)).await;
    assert_eq!(merchant.sees_states(&asked).await, [PaymentState::Cancelled]);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_back_is_told_that_it_is_checked() {
    let app = with_a_slow_provider().await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    let payer = app.payer();
    let checkout = payer.reaches_sandbox(&asked).await;
    merchant.sandbox_faults(json!({ "lookup_answer": "timeout", "lose_notifications": true })).await;
    let back = payer.chooses(&checkout, "succeed").await;
    let came = Instant::now();
    let shown = payer.opens(&back).await;
    in_time(came, &shown);
    assert!(shown.says("Ihre letzte Zahlung wird geprüft") && !shown.can_be_paid(), "{}", shown.html);
    merchant.sandbox_faults(json!({})).await;
    app.passes_and_works(seconds(60)).await;
    merchant.sees_paid(&asked).await;
    app.ends().await;
}

const NOT_NOW: &str = "Gerade ist keine Online-Zahlung möglich";

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_takes_payments_the_page_says_so_and_so_does_pressing_pay() {
    // The page may be known from before; what the database says decides.
    let app = TestApp::start_with(|config| config.shop_memory = Duration::from_secs(3600)).await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    let payer = app.payer();
    assert!(payer.opens(&asked.link).await.can_be_paid());
    merchant.disables_the_sandbox(true).await;
    for shown in [payer.presses_pay(&asked).await, payer.opens(&asked.link).await, payer.presses_pay(&asked).await] {
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.html);
        assert!(shown.says(NOT_NOW) && shown.says("Es wurde kein Geld abgebucht."), "{}", shown.html);
        assert!(shown.says("tel:+494611234567") && !shown.html.contains("<button"), "{}", shown.html);
    }
    assert!(merchant.sees_payments(&asked).await.is_empty());
    let live = merchant.in_live_mode().requests().await;
    for shown in [payer.opens(&live.link).await, payer.presses_pay(&live).await] {
        assert!(shown.says(NOT_NOW) && !shown.says("nimmt"), "{}", shown.html);
    }
    let english = payer.opens(&format!("{}?lang=en", live.link)).await;
    assert!(english.says("This can’t be paid online right now") && english.says("No money was taken."));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_under_way_at_a_disabled_account_is_still_asked_about_by_name() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    let payer = app.payer();
    payer.reaches_sandbox(&asked).await;
    merchant.disables_the_sandbox(true).await;
    let shown = payer.opens(&asked.link).await;
    assert!(shown.says(NOT_NOW) && shown.says("Wir fragen gerade bei Sandbox nach."), "{}", shown.html);
    assert!(!shown.says("kein Geld abgebucht"), "that is not known");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_method_that_nobody_offers_leads_to_those_there_are() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    let payer = app.payer();
    let shown = payer.presses_pay_by(&asked, "paypal").await;
    assert!(shown.can_be_paid() && shown.says("Diese Zahlungsart gibt es hier nicht."), "{}", shown.html);
    assert!(shown.html.contains("value=\"card\"") && shown.html.contains("value=\"sepa_debit\""));
    assert!(merchant.sees_payments(&asked).await.is_empty());
    payer.pays(&asked).await;
    merchant.sees_paid(&asked).await;
    app.ends().await;
}

/// What browsers and programs send to a payer's addresses when something is wrong: method, address, content type, body.
fn bad_inputs(link: &str, sandbox: &str) -> Vec<(Method, String, &'static str, String)> {
    const FORM: &str = "application/x-www-form-urlencoded";
    let mut inputs = Vec::new();
    let mut gets = |places: &[String]| {
        inputs.extend(places.iter().map(|place| (Method::GET, place.clone(), "", String::new())));
    };
    let queries = ["lang=de&lang=en", "lang", "lang[]=de&lang[x]=1", "%ff=%ff&&=", "version=x&method[]=", "lang=%zz"];
    for path in ["", "/checkout", "/return"] {
        gets(&queries.map(|query| format!("{link}{path}?{query}")));
    }
    gets(
        &[
            "/p/%ff",
            "/p/%00",
            "/p/a%2fb",
            "/p/%ff/checkout",
            "/p/%ff/return",
            "/p/%ff/qr.svg",
            "/p/x/qr.png",
            "/p",
            "/p/",
        ]
        .map(str::to_owned),
    );
    gets(&["/sandbox/checkout/unknown", "/sandbox/checkout/%ff", "/sandbox/checkout/", "/sandbox"].map(str::to_owned));
    gets(&[
        format!("{sandbox}?lang=de&lang=en"),
        format!("{sandbox}/more"),
        format!("{link}/more"),
        "/favicon.ico".to_owned(),
    ]);
    for place in [format!("{link}/checkout"), sandbox.to_owned(), "/sandbox/checkout/unknown".to_owned()] {
        for (kind, body) in [
            ("text/plain", "outcome=succeed&method=card"),
            ("application/json", "{}"),
            ("", ""),
            (FORM, "method=gold&outcome=gold"),
            (FORM, "method=card&method=paypal&outcome=cancel&outcome=decline"),
            (FORM, "version=many&outcome="),
            (FORM, "%ff=%ff&lang[]=de&method="),
        ] {
            inputs.push((Method::POST, place.clone(), kind, body.to_owned()));
        }
        inputs.push((Method::POST, place, FORM, format!("method={}", "x".repeat(40_000))));
    }
    for place in [link.to_owned(), format!("{link}/return"), format!("{link}/checkout"), format!("{link}/qr.svg")] {
        inputs.extend([Method::PUT, Method::DELETE].map(|method| (method, place.clone(), FORM, String::new())));
    }
    inputs.push((Method::POST, link.to_owned(), FORM, "method=card".to_owned()));
    inputs.push((Method::DELETE, sandbox.to_owned(), "", String::new()));
    inputs
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_sent_a_payer_reads_a_page_of_ours() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    let sandbox = app.payer().reaches_sandbox(&asked).await.replace(&app.base, "");
    let client = http_client(Duration::from_secs(10)).expect("a client");
    for (method, place, kind, body) in bad_inputs(&asked.link, &sandbox) {
        let what = format!("{method} {place} {kind} {body:.60}");
        let mut request = client.request(method, format!("{}{place}", app.base)).header("origin", &app.base);
        if !kind.is_empty() {
            request = request.header("content-type", kind);
        }
        let answer = request.header("accept-language", "de").body(body).send().await.expect("an answer");
        let status = answer.status();
        if status == StatusCode::SEE_OTHER {
            continue;
        }
        assert!(!status.is_server_error(), "{what}: {status}");
        assert_eq!(answer.headers()["content-type"], "text/html; charset=utf-8", "{what}: {status}");
        let html = answer.text().await.expect("text");
        assert!(html.contains("<h1") && html.contains("rel=\"icon\""), "{what}: {status} {html}");
    }
    assert_eq!(merchant.sees_states(&asked).await, [PaymentState::Open], "nothing came of it");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_says_which_methods_it_knows() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    let shown = app.payer().posts(&asked.link, &[("method", "card")]).await;
    assert_eq!((shown.status, shown.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD"));
    assert!(shown.says("Das konnten wir nicht annehmen") && shown.says("Zur Zahlungsseite"), "{}", shown.html);
    app.ends().await;
}

/// A dashboard on an origin of its own.
#[tokio::test(flavor = "multi_thread")]
async fn on_the_other_origin_there_is_a_page_too() {
    let app = TestApp::start_with(|config| {
        config.dashboard_url = Some("http://dashboard.example.org".parse().expect("an address"));
    })
    .await;
    let shown = app.payer().opens("/dashboard/login").await;
    assert_eq!(shown.status, StatusCode::NOT_FOUND);
    assert!(shown.says("Diesen Link gibt es nicht") && shown.header("x-content-type-options") == "nosniff");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_went_wrong_is_told_in_the_language_of_the_page() {
    let app = TestApp::start_with(|config| config.rate_limits = true).await;
    let merchant = app.merchant().await;
    let german = merchant.requests().await;
    let english = merchant.requests_with(|draft| draft.payer.language = Some("en".to_owned())).await;
    let client = http_client(Duration::from_secs(10)).expect("a client");
    let press = async |link: &str, headers: &[(&str, &str)]| {
        let mut request = client.post(format!("{}{link}/checkout", app.base)).form(&[("method", "card")]);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = request.send().await.expect("an answer");
        (answer.status(), answer.text().await.expect("text"))
    };
    let evil = ("origin", "https://evil.example");
    for (link, headers, sentence) in [
        (&german.link, vec![evil], "Das konnten wir nicht annehmen"),
        (&german.link, vec![evil, ("accept-language", "en")], "We could not accept that"),
        (&english.link, vec![evil, ("accept-language", "de")], "We could not accept that"),
    ] {
        let (status, html) = press(link, &headers).await;
        assert!(status == StatusCode::BAD_REQUEST && html.contains(sentence), "{status} {headers:?} {html}");
    }
    let mut last = (StatusCode::OK, String::new());
    for _ in 0..25 {
        last = press(&german.link, &[("origin", &app.base)]).await;
    }
    assert!(last.0 == StatusCode::TOO_MANY_REQUESTS && last.1.contains("Zu viele Aufrufe"), "{last:?}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_opened_before_its_checkout_begins() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    let payer = app.payer();
    payer.opens(&asked.link).await;
    payer.reaches_sandbox(&asked).await;
    app.works().await;
    let events = merchant.sees_events(&asked).await;
    assert_eq!(events[..3], ["payment_request.created", "payment_request.opened", "payment.started"], "{events:?}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_back_without_paying_is_told_so_and_the_merchant_sees_it() {
    const NOT_PAID: &str = "Sie haben nicht bezahlt. Es wurde kein Geld abgebucht.";
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    let payer = app.payer();
    let person = Person::logs_in(&app).await;
    let list = || async { person.opens("/dashboard/requests").await.text().await.expect("a page") };
    let checkout = payer.reaches_sandbox(&asked).await;
    assert!(list().await.contains("ist auf der Bezahlseite"));
    let back = payer.chooses(&checkout, "cancel").await;
    let page = payer.comes_back(&back).await;
    assert!(page.says(NOT_PAID) && page.can_be_paid(), "{}", page.html);
    let told = list().await;
    assert!(told.contains("abgebrochen heute") && !told.contains("ist auf der Bezahlseite"), "{told}");
    for (language, words) in [("en", "You have not paid."), ("pl", "Nie pobrano pieniędzy."), ("it", "Non ha pagato.")]
    {
        let page = payer.opens(&format!("{}?lang={language}", asked.link)).await;
        assert!(page.says(words), "{}", page.html);
    }
    // There again: the same checkout, and nothing is said of it.
    assert_eq!(payer.reaches_sandbox(&asked).await, checkout);
    assert!(!payer.opens(&asked.link).await.says(NOT_PAID) && list().await.contains("ist auf der Bezahlseite"));
    // Who paid while the provider does not answer is told nothing untrue.
    app.passes(seconds(5));
    assert!(payer.comes_back(&back).await.says(NOT_PAID));
    let paid = payer.chooses(&checkout, "succeed").await;
    merchant.sandbox_faults(json!({ "lookup_answer": "error", "lose_notifications": true })).await;
    app.passes(seconds(5));
    payer.comes_back(&paid).await;
    assert!(!payer.opens(&asked.link).await.says(NOT_PAID));
    merchant.sandbox_faults(json!({})).await;
    app.passes_and_works(hours(2)).await;
    merchant.sees_paid(&asked).await;
    // Somebody who just closes the page is not there for ever.
    let other = merchant.requests().await;
    payer.reaches_sandbox(&other).await;
    app.passes(seconds(31 * 60));
    let told = list().await;
    assert!(told.contains("zu bezahlen") && !told.contains("ist auf der Bezahlseite"), "{told}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_names_the_debit_that_was_chosen_at_the_provider() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    app.payer().tries(&asked, "pending_then_succeed").await;
    app.passes_and_works(hours(24)).await;
    merchant.sees_paid(&asked).await;
    let receipt = app.payer().opens(&asked.link).await;
    assert!(receipt.says("SEPA DE •••• 3000") && !receipt.says("Visa"), "{}", receipt.html);
    app.ends().await;
}
