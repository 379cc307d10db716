//! Payers are written to and shown pages in their language; the dashboard keeps to those that it speaks.

use crate::dashboard::Person;
use crate::support::{Asked, Merchant, TestApp};
use paylink::domain::channel::Channel;
use paylink::domain::consent::Wording;
use paylink::domain::ids::OptInPageId;
use paylink::domain::language::Language;
use paylink::domain::message::Message;
use paylink::domain::opt_in::OptInPage;
use paylink::messaging::segments::{Encoding, measure};
use paylink::operations::OperationError;
use paylink::operations::follow_plan::{MessageWishes, PlanWish};
use paylink::operations::note_consent::list_wordings;
use paylink::operations::opt_in_pages::create_opt_in_page;
use paylink::operations::read_messages::read_messages_of;
use paylink::providers::client::http_client;
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::time::Duration;
use uuid::Uuid;

const PHONE: &str = "+33612345678";

/// Asked by SMS, in that language where one is known.
async fn asks(merchant: &Merchant<'_>, language: Option<&str>) -> Asked {
    merchant
        .requests_with(|draft| {
            draft.payer.phone = Some(PHONE.to_owned());
            draft.payer.language = language.map(str::to_owned);
            draft.messages = MessageWishes { channels: vec![Channel::Sms], plan: PlanWish::None };
        })
        .await
}

async fn message(merchant: &Merchant<'_>, asked: &Asked) -> Message {
    merchant.app.works().await;
    read_messages_of(merchant.app.context(), merchant.scope, asked.id).await.expect("messages").remove(0)
}

async fn posts(merchant: &Merchant<'_>, path: &str, body: Value) -> (StatusCode, Value) {
    let client = http_client(Duration::from_secs(20)).expect("a client");
    let request = client.post(format!("{}/api/v1{path}", merchant.app.base)).bearer_auth(&merchant.api_key);
    let answer = request.json(&body).send().await.expect("an answer");
    (answer.status(), answer.json().await.unwrap_or(Value::Null))
}

#[tokio::test(flavor = "multi_thread")]
async fn who_speaks_french_gets_a_french_sms_that_leads_to_a_french_page() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let payer = app.payer();
    let asked = asks(&merchant, Some("fr")).await;
    let letter = message(&merchant, &asked).await.letter.expect("a text");
    assert!(
        letter.text.contains("vous invite à régler 119,00 €") && letter.text.contains(&asked.link),
        "{}",
        letter.text
    );
    // Also with a German browser.
    let page = payer.opens(&asked.link).await;
    assert!(page.html.contains("<html lang=\"fr\"") && page.says("Payer 119,00 €</button>"), "{}", page.html);
    let paid = payer.pays(&asked).await;
    assert!(paid.says("Paiement reçu : 119,00 €</h1>"), "{}", paid.html);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whose_language_is_not_known_is_shown_that_of_the_browser() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let payer = app.payer();
    let asked = asks(&merchant, None).await;
    let letter = message(&merchant, &asked).await.letter.expect("a text");
    assert!(letter.text.contains("119,00 €") && letter.text.contains("bittet um"), "the profile's: {}", letter.text);
    for (accepted, query, tag) in [
        ("nl-BE,nl;q=0.9,fr;q=0.5", "", "nl"),
        ("pt-BR,es;q=0.4", "", "es"),
        ("nl", "?lang=pl", "pl"),
        ("pt", "", "de"),
    ] {
        let page = payer.opens_in(accepted, &format!("{}{query}", asked.link)).await;
        assert!(page.html.contains(&format!("<html lang=\"{tag}\"")), "{accepted} {query}");
        for language in Language::ALL {
            assert!(page.html.contains(&format!("?lang={0}\" hreflang=\"{0}\"", language.tag())));
        }
    }
    let unknown = payer.opens_in("it", "/p/AAAAAAAAAAAAAAAAAAAAAA").await;
    assert!(unknown.says("Questo link non esiste"), "{}", unknown.html);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_name_seven_languages_and_hear_of_them_when_they_name_another() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    for language in Language::ALL {
        let tag = language.tag();
        let request = json!({ "amount": 100, "currency": "EUR", "payer": { "language": tag } });
        let (status, made) = posts(&merchant, "/payment_requests", request).await;
        assert_eq!((status, &made["payer"]["language"]), (StatusCode::CREATED, &json!(tag)));
        let (status, made) = posts(&merchant, "/contacts", json!({ "name": "Erika", "language": tag })).await;
        assert_eq!((status, &made["language"]), (StatusCode::CREATED, &json!(tag)));
    }
    let (status, problem) = posts(&merchant, "/contacts", json!({ "name": "Erika", "language": "pt" })).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
    assert!(problem.to_string().contains(Language::ADVICE), "{problem}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_up_page_that_is_older_than_a_language_speaks_it_all_the_same() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let context = app.context();
    // As it was made when there were no texts to agree to in that language.
    let page = OptInPage {
        scope: merchant.scope,
        id: OptInPageId(Uuid::from_u128(9)),
        name: "Tresen".to_owned(),
        token: context.random.pay_token(),
        created_at: context.now(),
        revoked_at: None,
    };
    let place = format!("/join/{}", page.token.reveal());
    let made = context.store.transact(page, |db, page| {
        Box::pin(async move { db.insert_opt_in_page(page, None).await.map_err(OperationError::from) })
    });
    made.await.expect("a page");
    for language in Language::ALL {
        let shown = app.payer().opens(&format!("{place}?lang={}", language.tag())).await;
        assert_eq!(shown.status, StatusCode::OK);
        for channel in ["sms", "email"] {
            assert!(shown.html.contains(&format!("value=\"{channel}/{}/1\"", language.tag())), "{}", shown.html);
        }
    }
    let form = [("name", ""), ("phone", PHONE), ("email", ""), ("agree", "yes"), ("wording_1", "sms/pl/1")];
    let asked = app.payer().posts(&format!("{place}?lang=pl"), &form).await;
    assert!(asked.says("Jeszcze jeden krok"), "{}", asked.html);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_built_in_text_to_agree_to_that_was_worded_anew_is_another_version_and_the_old_one_stays() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let (context, scope) = (app.context(), merchant.scope);
    let page = create_opt_in_page(context, scope, "Tresen", None).await.expect("a page");
    let place = format!("/join/{}", page.token.reveal());
    // As an earlier release worded it, and as somebody may have agreed to it.
    let old = Wording {
        scope,
        channel: Channel::Sms,
        language: Language::De,
        version: 2,
        text: "Ich bin einverstanden, dass Klempnerei Nord mir Zahlungsanfragen schickt.".to_owned(),
        offered: true,
        created_at: context.now(),
        created_by: None,
    };
    let kept = context.store.transact(old.clone(), |db, old| {
        Box::pin(async move { db.insert_wording(old).await.map_err(OperationError::from) })
    });
    assert!(kept.await.expect("a version"));
    let shown = app.payer().opens(&place).await;
    assert!(shown.html.contains("value=\"sms/de/3\"") && shown.html.contains("value=\"email/de/1\""), "{}", shown.html);
    for kind in ["Erinnerungen", "neue Links", "Ablauf eines Links", "Erstattungsbestätigungen", "für die Zukunft"] {
        assert!(shown.says(kind), "{kind}: {}", shown.html);
    }
    let all = list_wordings(context, scope).await.expect("texts");
    let of_sms = all.iter().filter(|known| (known.channel, known.language) == (old.channel, old.language));
    let texts: Vec<(i64, &str)> = of_sms.map(|known| (known.version, known.text.as_str())).collect();
    assert_eq!(texts.iter().map(|(version, _)| *version).collect::<Vec<_>>(), [3, 2, 1]);
    assert_eq!(texts[1].1, old.text);
    assert_eq!(texts[0].1, texts[2].1, "the text of today");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_polish_sms_to_a_polish_name_is_one_part_and_says_which_day_ends_what() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = merchant
        .requests_with(|draft| {
            draft.payer.name = Some("Łukasz Wójcik".to_owned());
            draft.payer.phone = Some("+48512345678".to_owned());
            draft.payer.language = Some("pl".to_owned());
            draft.description = Some("Przegląd kotła".to_owned());
            draft.messages = MessageWishes { channels: vec![Channel::Sms], plan: PlanWish::None };
        })
        .await;
    let text = message(&merchant, &asked).await.letter.expect("a text").text;
    assert!(text.starts_with("Dzien dobry, Lukasz Wojcik. "), "{text}");
    let cost = measure(&text);
    assert_eq!((cost.encoding, cost.parts), (Encoding::Gsm7, 1), "{text}");
    let page = app.payer().opens(&asked.link).await;
    assert!(page.says("Przegląd kotła") && page.says("Link ważny do"), "{}", page.html);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_dashboard_speaks_its_own_languages_only() {
    let app = TestApp::start().await;
    app.merchant().await;
    let dashboard = Person::logs_in(&app).await;
    assert_eq!(dashboard.posts("/dashboard/language", &[("language", "en")]).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(dashboard.posts("/dashboard/language", &[("language", "fr")]).await.status(), StatusCode::BAD_REQUEST);
    let list = dashboard.opens("/dashboard/requests").await.text().await.expect("a page");
    assert!(list.contains("<html lang=\"en\">") && !list.contains("value=\"fr\""), "{list}");
    // Payers may speak more.
    let form = dashboard.opens("/dashboard/requests/new").await.text().await.expect("a page");
    for language in Language::ALL {
        assert!(form.contains(&format!("<option value=\"{}\"", language.tag())), "{}", language.tag());
    }
    let gate = app.payer().opens_in("fr, pl;q=0.9, de;q=0.1", "/dashboard/login").await;
    assert!(gate.html.contains("<html lang=\"de\">"), "{}", gate.html);
    app.ends().await;
}
