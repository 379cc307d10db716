//! Safe from the first day: headers, origins, uniform 404, merchants and modes apart, nothing secret written.

use crate::support::database::{TestDatabase, open};
use crate::support::{PASSWORD, TestApp, eur};
use paylink::domain::scope::Scope;
use paylink::operations::OperationError;
use paylink::operations::manage_providers::{Trial, add_provider_account};
use paylink::operations::note_forwarders::untrusted_forwarders;
use paylink::operations::read_payment_request::read_payment_request;
use paylink::operations::refund_payment::{RefundWish, refund_payment};
use paylink::providers::client::http_client;
use reqwest::StatusCode;
use sqlx::{Connection, PgConnection, SqliteConnection};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_its_headers() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    let payer = app.payer();
    for place in [asked.link.as_str(), "/p/AAAAAAAAAAAAAAAAAAAAAA", "/dashboard/login", "/livez", "/nothing"] {
        let shown = payer.opens(place).await;
        assert!(shown.header("content-security-policy").contains("default-src 'none'"), "{place}");
        assert!(shown.header("content-security-policy").contains("frame-ancestors 'none'"), "{place}");
        assert_eq!(shown.header("x-content-type-options"), "nosniff", "{place}");
        assert_eq!(shown.header("referrer-policy"), "same-origin", "{place}");
        assert_eq!(shown.header("cache-control"), "no-store", "{place}");
        assert!(!shown.header("x-request-id").is_empty(), "{place}");
        assert!(!shown.header("content-security-policy").contains("unsafe"), "{place}");
    }
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_and_mistyped_links_look_alike_to_the_byte() {
    let app = TestApp::start().await;
    let payer = app.payer();
    let unknown = payer.opens("/p/AAAAAAAAAAAAAAAAAAAAAA").await;
    for place in ["/p/x", "/p/AAAAAAAAAAAAAAAAAAAAAB", "/p/AAAAAAAAAAAAAAAAAAAAAAA", "/p/%00", "/p/..%2f"] {
        let mistyped = payer.opens(place).await;
        assert_eq!((mistyped.status, &mistyped.html), (StatusCode::NOT_FOUND, &unknown.html), "{place}");
    }
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_gets_the_same_bytes_and_opening_changes_nothing() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    let client = http_client(Duration::from_secs(10)).expect("a client");
    let place = format!("{}{}", app.base, asked.link);
    let mut pages = Vec::new();
    for robot in ["Mozilla/5.0", "facebookexternalhit/1.1", "WhatsApp/2", ""] {
        pages.push(
            client.get(&place).header("user-agent", robot).send().await.expect("a page").text().await.expect("text"),
        );
    }
    assert!(pages.iter().all(|page| *page == pages[0]));
    let head = client.head(&place).send().await.expect("an answer");
    assert!(
        head.status().is_success()
            || head.status() == StatusCode::METHOD_NOT_ALLOWED
            || head.status() == StatusCode::NOT_FOUND
    );
    assert!(merchant.sees_payments(&asked).await.is_empty());
    let og: Vec<&str> = pages[0].lines().filter(|line| line.contains("og:")).collect();
    assert!(!og.is_empty() && og.iter().all(|line| !line.contains("119") && !line.contains("Klempnerei")), "{og:?}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn paying_is_taken_from_our_own_page_only() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    let client = http_client(Duration::from_secs(10)).expect("a client");
    let place = format!("{}{}/checkout", app.base, asked.link);
    for (name, value) in
        [("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site"), ("x-none", "x")]
    {
        let answer =
            client.post(&place).header(name, value).form(&[("method", "card")]).send().await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{name}: {value}");
    }
    assert!(merchant.sees_payments(&asked).await.is_empty());
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_merchant_or_mode_never_sees_anothers() {
    let app = TestApp::start().await;
    let one = app.merchant().await;
    let other = app.merchant_named("Dachdecker Süd", "sued@example.org").await;
    let asked = one.requests().await;
    app.payer().pays(&asked).await;
    let payment = one.sees_payments(&asked).await[0].id;
    let live = Scope { live: true, ..one.scope };
    for scope in [other.scope, live] {
        let seen = read_payment_request(app.context(), scope, asked.id).await;
        assert!(matches!(seen, Err(OperationError::NotFound)));
        let wish = RefundWish { payment, amount: None, requested_by: None, refunded_before: None };
        assert!(matches!(refund_payment(app.context(), scope, wish, None).await, Err(OperationError::NotFound)));
    }
    assert_eq!(one.sees_payments(&asked).await[0].amount, eur(11_900));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sandbox_cannot_be_reached_in_live_mode() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let live = Scope { live: true, ..merchant.scope };
    let refused = add_provider_account(app.context(), live, "sandbox", "x", None, Trial::Real).await;
    assert!(
        matches!(&refused, Err(OperationError::Invalid(faults)) if faults[0].code == "sandbox_live"),
        "{refused:?}"
    );
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_stop_those_who_try_too_often() {
    let app = TestApp::start_with(|config| config.rate_limits = true).await;
    app.merchant().await;
    let payer = app.payer();
    let right = [("email", "chef@example.org"), ("password", PASSWORD)];
    for _ in 0..7 {
        assert_eq!(
            payer.posts("/dashboard/login", &right).await.status,
            StatusCode::SEE_OTHER,
            "right ones do not count"
        );
    }
    let form = [("email", "chef@example.org"), ("password", "wrong password, and long")];
    let mut answers = Vec::new();
    for _ in 0..7 {
        answers.push(payer.posts("/dashboard/login", &form).await.status);
    }
    assert_eq!(answers[0], StatusCode::UNAUTHORIZED);
    assert_eq!(answers[6], StatusCode::TOO_MANY_REQUESTS);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_proxy_is_named_instead_of_throttled() {
    let app = TestApp::start_with(|config| config.rate_limits = true).await;
    app.merchant().await;
    let client = http_client(Duration::from_secs(10)).expect("a client");
    let login = || {
        let form = [("email", "nobody@example.org"), ("password", "wrong password, and long")];
        let sent = client.post(format!("{}/dashboard/login", app.base)).form(&form);
        sent.header("origin", &app.base).header("x-forwarded-for", "203.0.113.9").send()
    };
    login().await.expect("an answer");
    app.works().await;
    let context = app.context();
    let seen = untrusted_forwarders(context, &context.config).await.expect("addresses");
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert!(seen[0].0.is_loopback());
    let mut trusting = (*context.config).clone();
    trusting.trusted_proxies = vec!["127.0.0.0/8".parse().expect("a network")];
    assert!(untrusted_forwarders(context, &trusting).await.expect("addresses").is_empty(), "trusted now");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_secret_key_is_noticed_at_the_start() {
    let app = TestApp::start().await;
    let mut config = (*app.context().config).clone();
    config.secret_keys = vec![paylink::config::Secret::new("22".repeat(32))];
    let refused = paylink::app::build(config.clone(), app.context().clock.clone(), app.context().random.clone()).await;
    assert!(matches!(refused, Err(paylink::app::StartError::WrongKey(_))));
    config.secret_keys.push(paylink::config::Secret::new("11".repeat(32)));
    let mut turned = config.clone();
    turned.secret_keys.reverse();
    app.passes(Duration::from_secs(1));
    assert!(
        paylink::app::build(config, app.context().clock.clone(), app.context().random.clone()).await.is_ok(),
        "a list rotates"
    );
    let refused = paylink::app::build(turned, app.context().clock.clone(), app.context().random.clone()).await;
    assert!(matches!(refused, Err(paylink::app::StartError::KeyOrder(_))), "its order counts");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_may_begin_with_several_keys() {
    let app = TestApp::start().await;
    let database = TestDatabase::fresh().await;
    let mut config = (*app.context().config).clone();
    config.database_url = paylink::config::Secret::new(database.url.clone());
    config.secret_keys = ["22", "11"].map(|key| paylink::config::Secret::new(key.repeat(32))).to_vec();
    for start in ["first", "second"] {
        let parts =
            paylink::app::build(config.clone(), app.context().clock.clone(), app.context().random.clone()).await;
        parts.unwrap_or_else(|error| panic!("{start} start: {error}")).context.store.close().await;
    }
    config.secret_keys.pop();
    let refused = paylink::app::build(config, app.context().clock.clone(), app.context().random.clone()).await;
    assert!(matches!(refused, Err(paylink::app::StartError::WrongKey(_))), "the earliest is still needed");
    database.remove().await;
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_secret_or_personal_is_in_events_jobs_and_facts() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = merchant
        .requests_with(|draft| {
            draft.payer.email = Some("erika.privat@example.org".to_owned());
            draft.payer.phone = Some("+4915155501234".to_owned());
        })
        .await;
    app.payer().pays(&asked).await;
    app.works().await;
    let token = asked.link.trim_start_matches("/p/").to_owned();
    let store = open(app.context().config.database_url.reveal()).await;
    let texts = store
        .all_texts(&[
            "event",
            "job",
            "provider_fact",
            "payment",
            "idempotency",
            "page_change",
            "sandbox_checkout",
            "sandbox_notification",
        ])
        .await
        .expect("texts");
    assert!(!texts.is_empty());
    for secret in [token.as_str(), "erika.privat", "Mustermann", "15155501234", merchant.api_key.as_str()] {
        let found: Vec<&String> = texts.iter().filter(|text| text.contains(secret)).collect();
        assert!(found.is_empty(), "{secret} stands in {found:?}");
    }
    store.close().await;
    app.ends().await;
}

/// Puts an address to go back to in clear, as a version that did not seal it would have written it.
async fn unseal(url: &str, plain: &str) {
    let sql = "UPDATE sandbox_checkout SET return_url = $1, return_url_sealed = NULL";
    if url.starts_with("postgres") {
        let mut connection = PgConnection::connect(url).await.expect("a connection");
        sqlx::query(sql).bind(plain).execute(&mut connection).await.expect("an address");
    } else {
        let mut connection = SqliteConnection::connect(url).await.expect("a connection");
        sqlx::query(sql).bind(plain).execute(&mut connection).await.expect("an address");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn checkouts_from_before_their_addresses_were_sealed_are_sealed_and_paid() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    let payer = app.payer();
    let checkout = payer.reaches_sandbox(&asked).await;
    let back = format!("{}{}/return", app.base, asked.link);
    let url = app.context().config.database_url.reveal();
    unseal(url, &back).await;
    let (config, clock, random) =
        ((*app.context().config).clone(), app.context().clock.clone(), app.context().random.clone());
    paylink::app::build(config, clock, random).await.expect("the next start").context.store.close().await;
    let store = open(url).await;
    let texts = store.all_texts(&["sandbox_checkout"]).await.expect("texts");
    let token = asked.link.trim_start_matches("/p/");
    assert!(!texts.is_empty() && texts.iter().all(|text| !text.contains(token)), "{texts:?}");
    store.close().await;
    assert_eq!(payer.chooses(&checkout, "succeed").await, back);
    assert_eq!(payer.comes_back(&back).await.status, StatusCode::OK);
    app.works().await;
    merchant.sees_paid(&asked).await;
    app.ends().await;
}
