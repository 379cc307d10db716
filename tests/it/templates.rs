//! Wordings of a merchant's own: saved in versions, checked, previewed, and never the reason why a message is lost.

use crate::support::program::calls;
use crate::support::{Asked, Merchant, TestApp};
use paylink::domain::channel::Channel;
use paylink::domain::message::{Message, MessageState};
use paylink::domain::purpose::Purpose;
use paylink::domain::template::{TemplateKey, Wording};
use paylink::operations::follow_plan::MessageWishes;
use paylink::operations::manage_templates::{TemplateChange, change_template, read_template};
use paylink::operations::plan_messages::{SendWish, send_about};
use paylink::operations::read_messages::read_messages_of;
use reqwest::Method;
use serde_json::{Value, json};

const PHONE: &str = "+4915112345678";

async fn asks(merchant: &Merchant<'_>, channel: Channel, city: Option<&str>) -> Asked {
    merchant
        .requests_with(|draft| {
            draft.payer.phone = Some(PHONE.to_owned());
            draft.payer.email = Some("erika@example.org".to_owned());
            draft.payer.language = Some("de".to_owned());
            draft.metadata = city.map(|city| json!({ "city": city }));
            draft.messages = MessageWishes { channels: vec![channel], ..MessageWishes::default() };
        })
        .await
}

async fn last_message(merchant: &Merchant<'_>, asked: &Asked) -> Message {
    let messages = read_messages_of(merchant.app.context(), merchant.scope, asked.id).await.expect("messages");
    messages.into_iter().next_back().expect("a message")
}

const OWN: &str = "Moin{{ payer.name|shorten(before=\" \") }}, {{ merchant.name }} kriegt {{ amount }}: {{ link }}";

#[tokio::test(flavor = "multi_thread")]
async fn messages_say_what_the_merchant_wrote_until_it_goes_back_to_what_is_built_in() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let own = json!({ "text": OWN });
    let (status, saved) = calls(&merchant, Method::PUT, "/templates/request.sms.de", Some(own.clone())).await;
    assert_eq!((status, &saved["own"], &saved["version"]), (200, &json!(true), &json!(1)), "{saved}");
    let (_, again) = calls(&merchant, Method::PUT, "/templates/request.sms.de", Some(own)).await;
    assert_eq!(again["version"], json!(1), "the same text is no new version");
    let asked = asks(&merchant, Channel::Sms, None).await;
    app.works().await;
    let letter = last_message(&merchant, &asked).await.letter.expect("a text");
    assert!(letter.text.starts_with("Moin Erika Mustermann, Klempnerei Nord kriegt 119,00 €: http"), "{}", letter.text);
    assert_eq!(letter.wording.as_ref().map(|wording| wording.version), Some(1));

    let (_, back) = calls(&merchant, Method::DELETE, "/templates/request.sms.de", None).await;
    assert_eq!((&back["own"], &back["version"]), (&json!(false), &json!(2)));
    let (_, list) = calls(&merchant, Method::GET, "/templates?language=de&channel=sms", None).await;
    assert_eq!(list["data"].as_array().map(Vec::len), Some(12));
    let asked = asks(&merchant, Channel::Sms, None).await;
    app.works().await;
    let letter = last_message(&merchant, &asked).await.letter.expect("a text");
    assert!(letter.text.starts_with("Guten Tag Erika Mustermann"), "{}", letter.text);
    assert_eq!(letter.wording, None);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_are_told_with_their_line_and_a_remedy_and_nothing_is_saved() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let text = "Moin,\n{{ ammount }} bitte:\n{{ link }}";
    let (status, told) =
        calls(&merchant, Method::PUT, "/templates/request.sms.de", Some(json!({ "text": text }))).await;
    let error = &told["errors"][0];
    assert_eq!((status, &error["code"], &error["line"]), (422, &json!("unknown_variable"), &json!(2)), "{told}");
    assert!(error["detail"].as_str().is_some_and(|detail| detail.contains("Perhaps: amount")), "{told}");
    let (_, told) =
        calls(&merchant, Method::PUT, "/templates/request.email.de", Some(json!({ "text": "{{ link }}" }))).await;
    assert_eq!((&told["errors"][0]["field"], &told["errors"][0]["code"]), (&json!("subject"), &json!("required")));
    let both = json!({ "subject": "Hallo {{ nobody }}", "text": "ohne Link" });
    let (_, told) = calls(&merchant, Method::PUT, "/templates/request.email.de", Some(both)).await;
    let fields: Vec<&Value> = told["errors"].as_array().unwrap().iter().map(|error| &error["field"]).collect();
    assert_eq!(fields, ["subject", "text"]);
    let subject = json!({ "subject": "?", "text": "{{ link }}" });
    let (_, told) = calls(&merchant, Method::PUT, "/templates/request.sms.de", Some(subject)).await;
    assert_eq!(told["errors"][0]["code"], json!("not_offered"));
    let (_, read) = calls(&merchant, Method::GET, "/templates/request.sms.de", None).await;
    assert_eq!((&read["own"], &read["version"]), (&json!(false), &json!(0)));
    assert_eq!(calls(&merchant, Method::GET, "/templates/request.fax.de", None).await.0, 404);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_who_save_at_once_do_not_overwrite_each_other() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let save = |text: &str, version: i64| {
        let body = json!({ "text": format!("{text} {{{{ link }}}}"), "version": version });
        calls(&merchant, Method::PUT, "/templates/request.sms.de", Some(body))
    };
    assert_eq!(save("eins", 0).await.0, 200);
    let (status, told) = save("zwei", 0).await;
    assert_eq!((status, &told["code"]), (409, &json!("changed")));
    assert_eq!(save("zwei", 1).await.0, 200);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_counts_segments_and_names_the_character_that_makes_it_dearer() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = asks(&merchant, Channel::Sms, None).await;
    let body = json!({ "text": "„Zahlen“ Sie {{ amount }}: {{ link }}" });
    let (status, shown) = calls(&merchant, Method::POST, "/templates/request.sms.de/preview", Some(body)).await;
    assert_eq!((status, &shown["cost"]["encoding"], &shown["cost"]["segments"]), (200, &json!("gsm7"), &json!(1)));
    assert!(shown["text"].as_str().is_some_and(|text| text.starts_with("\"Zahlen\" Sie 119,00 €")), "{shown}");
    let body = json!({ "text": "Łukasz zahlt {{ amount }}: {{ link }}", "payment_request": asked.id });
    let (_, shown) = calls(&merchant, Method::POST, "/templates/request.sms.de/preview", Some(body)).await;
    assert_eq!((&shown["cost"]["encoding"], &shown["cost"]["dearest_character"]), (&json!("ucs2"), &json!("Ł")));
    assert!(shown["text"].as_str().is_some_and(|text| text.contains(&asked.link)), "{shown}");
    let (_, built_in) = calls(&merchant, Method::POST, "/templates/paid.email.en/preview", None).await;
    assert!(built_in["subject"].as_str().is_some_and(|subject| subject.contains("€119.00")), "{built_in}");
    app.works().await;
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wording_that_cannot_be_filled_in_never_loses_the_message() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let key = TemplateKey { purpose: Purpose::Request, channel: Channel::Email, language: "de".parse().unwrap() };
    let wording = Wording {
        subject: Some("{{ amount }} aus {{ metadata.city }}".to_owned()),
        text: "Bitte zahlen:\n\n{{ link }}".to_owned(),
    };
    let change = TemplateChange { profile: None, key, wording: Some(wording), instead_of: None, user: None };
    change_template(app.context(), merchant.scope, change).await.expect("saved");
    let known = asks(&merchant, Channel::Email, Some("Husum")).await;
    let unknown = asks(&merchant, Channel::Email, None).await;
    app.works().await;
    let letter = last_message(&merchant, &known).await.letter.expect("a text");
    assert_eq!(letter.subject.as_deref(), Some("119,00 € aus Husum"));
    let message = last_message(&merchant, &unknown).await;
    assert_eq!(message.state, MessageState::Held);
    let letter = message.letter.expect("a text");
    assert!(letter.subject.as_deref().is_some_and(|subject| subject.contains("bittet um")), "{:?}", letter.subject);
    assert!(letter.wording_fault().is_some_and(|fault| fault.contains("metadata.city")), "{:?}", letter.wording);
    let (_, shown) = calls(&merchant, Method::GET, &format!("/messages/{}", message.id), None).await;
    assert!(shown["detail"].as_str().is_some_and(|detail| detail.contains("metadata.city")), "{shown}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_or_changes_the_wording_of_another_merchant_or_mode() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let other = app.merchant_named("Malerei Süd", "sued@example.org").await;
    calls(&merchant, Method::PUT, "/templates/request.sms.de", Some(json!({ "text": OWN }))).await;
    let key: TemplateKey = "request.sms.de".parse().unwrap();
    for scope in [other.scope, merchant.in_live_mode().scope] {
        let found = read_template(app.context(), scope, None, key).await;
        assert!(found.is_ok_and(|template| !template.own), "{scope:?}");
    }
    let asked = asks(&other, Channel::Sms, None).await;
    let wish = SendWish { payment_request: asked.id, channel: Channel::Sms, purpose: Purpose::Request, user: None };
    send_about(app.context(), other.scope, wish, None).await.expect("a message");
    app.works().await;
    let letter = last_message(&other, &asked).await.letter.expect("a text");
    assert!(!letter.text.contains("Moin"), "{}", letter.text);
    app.ends().await;
}
