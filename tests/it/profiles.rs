//! Several profiles of one merchant: pages, senders and wordings of their own, and what they share.

use crate::senders::Person;
use crate::support::mail_server::MailServer;
use crate::support::program::calls;
use crate::support::{Asked, Merchant, TestApp};
use async_trait::async_trait;
use paylink::domain::channel::Channel;
use paylink::domain::field::FieldError;
use paylink::domain::ids::{PaymentRequestId, ProfileId, UserId};
use paylink::domain::language::Language;
use paylink::domain::merchant::Profile;
use paylink::domain::message_account::{MessageAccount, MessageSender};
use paylink::domain::message_plan::built_in_plan;
use paylink::domain::message_setting::MessageSettings;
use paylink::domain::phone::Numbering;
use paylink::domain::template::Wording;
use paylink::jobs::worker::{FAIR_LANES, run_due_jobs};
use paylink::messaging::callback::{BadSignature, Callback, CallbackAnswer};
use paylink::messaging::channel::{Carrier, Carriers, Delivery, Heard, Outgoing, SendError, Taken};
use paylink::operations::answer_payer::{Answer, answer_payer};
use paylink::operations::follow_plan::MessageWishes;
use paylink::operations::hear_carrier::hear;
use paylink::operations::manage_message_accounts::{
    NewMessageAccount, add_message_account, disable_message_account, list_message_accounts, save_message_settings,
};
use paylink::operations::manage_message_plans::{PlanDraft, create_message_plan};
use paylink::operations::manage_profiles::{ProfileDraft, archive_profile, change_profile, create_profile};
use paylink::operations::manage_templates::{TemplateChange, change_template, read_template};
use paylink::operations::read_inbox::{list_conversations, read_conversation};
use paylink::operations::{Context, OperationError};
use reqwest::Method;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

const PHONE: &str = "+4915112345678";
const MAIL: &str = "erika@example.org";
const COMMON: &str = "+4917600001";
const URGENT: &str = "+4917600002";

/// A carrier that takes everything and remembers it.
struct Post(&'static str, Channel, Arc<Mutex<Vec<Outgoing>>>);

#[async_trait]
impl Carrier for Post {
    fn word(&self) -> &'static str {
        self.0
    }

    fn channel(&self) -> Channel {
        self.1
    }

    fn check_credentials(&self, _: &Value, _: bool) -> Result<(), FieldError> {
        Ok(())
    }

    async fn test(&self, _: &MessageAccount) -> Result<String, SendError> {
        Ok("It answers.".to_owned())
    }

    async fn send(&self, _: &MessageAccount, message: &Outgoing) -> Result<Taken, SendError> {
        self.2.lock().unwrap().push(message.clone());
        Ok(Taken { reference: None, status: Delivery::Sent, parts: None, answer: Vec::new() })
    }

    fn read_callback(&self, _: &MessageAccount, _: &Callback<'_>) -> Result<Vec<Heard>, BadSignature> {
        Err(BadSignature)
    }

    fn callback_answer(&self, _: &MessageAccount, _: &Callback<'_>) -> CallbackAnswer {
        CallbackAnswer::empty()
    }
}

/// A merchant with a second profile, and carriers of both kinds.
struct World<'a> {
    context: Context,
    merchant: Merchant<'a>,
    urgent: Profile,
    sent: Arc<Mutex<Vec<Outgoing>>>,
}

impl<'a> World<'a> {
    async fn of(app: &'a TestApp) -> Self {
        let merchant = app.merchant().await;
        let sent = Arc::new(Mutex::new(Vec::new()));
        let mut context = app.context().clone();
        let carrier = |word, channel| Arc::new(Post(word, channel, Arc::clone(&sent))) as Arc<dyn Carrier>;
        context.carriers = Carriers::new(vec![carrier("sms", Channel::Sms), carrier("smtp", Channel::Email)]);
        let recipients = vec![PHONE.to_owned(), MAIL.to_owned()];
        let settings = MessageSettings { test_recipients: recipients, ..MessageSettings::default() };
        save_message_settings(&context, merchant.scope, settings).await.expect("settings");
        let urgent = urgent(&merchant).await;
        Self { context, merchant, urgent, sent }
    }

    async fn sets_up(&self, profile: Option<ProfileId>, channel: Channel, address: &str) -> MessageAccount {
        let carrier = if channel == Channel::Sms { "sms" } else { "smtp" };
        let sender = MessageSender { address: address.to_owned(), name: None, reply_to: None, can_reply: true };
        let new = NewMessageAccount {
            profile,
            carrier: carrier.to_owned(),
            name: String::new(),
            credentials: json!({}),
            sender,
        };
        add_message_account(&self.context, self.merchant.scope, new).await.expect("an account")
    }

    async fn asks(&self, profile: Option<ProfileId>, channels: &[Channel]) -> Asked {
        let asked = self.merchant.requests_with(|draft| {
            draft.profile = profile.map(|id| id.to_string());
            draft.payer.phone = Some(PHONE.to_owned());
            draft.payer.email = Some(MAIL.to_owned());
            draft.messages = MessageWishes { channels: channels.to_vec(), ..MessageWishes::default() };
        });
        let asked = asked.await;
        self.sends().await;
        asked
    }

    async fn sends(&self) {
        for lane in FAIR_LANES {
            while run_due_jobs(&self.context, lane).await.expect("jobs") > 0 {}
        }
    }

    /// What was sent since the last look: from whom, and what.
    fn sent(&self) -> Vec<(String, String)> {
        let sent = std::mem::take(&mut *self.sent.lock().unwrap());
        sent.into_iter().map(|message| (message.from.address, message.text)).collect()
    }

    fn senders(&self) -> Vec<String> {
        self.sent().into_iter().map(|(from, _)| from).collect()
    }

    async fn writes(&self, account: &MessageAccount, text: &str) {
        let heard = Heard::Inbound {
            from: PHONE.to_owned(),
            numbering: Numbering::International,
            to: account.sender.address.clone(),
            text: text.to_owned(),
            subject: None,
            reference: None,
            message: None,
            opt_out_handled_by_carrier: false,
            part: None,
            at: None,
        };
        hear(&self.context, account, heard, b"").await.expect("it is stored");
        self.sends().await;
    }
}

async fn urgent(merchant: &Merchant<'_>) -> Profile {
    let draft = ProfileDraft {
        name: Some("Notdienst".to_owned()),
        display_name: Some("Rohr-Notdienst Nord".to_owned()),
        accent: Some("#A81D1D".to_owned()),
        ..ProfileDraft::default()
    };
    create_profile(merchant.app.context(), merchant.scope, draft, None).await.expect("a profile")
}

fn fault(told: &Value) -> (&str, &str) {
    let error = &told["errors"][0];
    (error["field"].as_str().unwrap_or_default(), error["code"].as_str().unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread")]
async fn each_profile_is_sent_from_its_own_number_and_shows_its_own_page() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    world.sets_up(None, Channel::Sms, COMMON).await;
    let both = [Channel::Sms, Channel::Email];
    let urgent = Some(world.urgent.id);
    world.asks(urgent, &[Channel::Sms]).await;
    assert_eq!(world.senders(), [COMMON], "without one of its own it takes that of all");
    world.sets_up(urgent, Channel::Sms, URGENT).await;
    world.sets_up(urgent, Channel::Email, "notdienst@nord.example").await;
    let asked = world.asks(urgent, &both).await;
    let mut sent = world.sent();
    sent.sort();
    assert_eq!(sent.iter().map(|(from, _)| from.as_str()).collect::<Vec<_>>(), [URGENT, "notdienst@nord.example"]);
    assert!(sent.iter().all(|(_, text)| text.contains("Rohr-Notdienst Nord")), "{sent:?}");
    let page = app.payer().opens(&asked.link).await;
    assert!(page.says("Rohr-Notdienst Nord") && page.says("#a81d1d") && !page.says("Klempnerei Nord"));
    let usual = world.asks(None, &both).await;
    assert_eq!(world.senders(), [COMMON], "the mails of the other profile are no mails of this one");
    assert!(app.payer().opens(&usual.link).await.says("Klempnerei Nord"));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_says_its_own_words_else_those_of_the_default_one_else_the_built_in_ones() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    world.sets_up(None, Channel::Sms, COMMON).await;
    let (scope, urgent) = (world.merchant.scope, Some(world.urgent.id));
    let key = "request.sms.de".parse().unwrap();
    let says = async |profile: Option<ProfileId>, text: Option<&str>| {
        let wording = text.map(|text| Wording { subject: None, text: text.to_owned() });
        let change = TemplateChange { profile, key, wording, instead_of: None, user: None };
        change_template(&world.context, scope, change).await.expect("saved")
    };
    let read = async |profile| read_template(&world.context, scope, profile, key).await.expect("a template");
    assert!(!read(urgent).await.own && !read(urgent).await.inherited);
    says(None, Some("Moin: {{ link }}")).await;
    let inherited = read(urgent).await;
    assert!(!inherited.own && inherited.inherited && inherited.version == 0 && inherited.wording.text.contains("Moin"));
    let asked = world.asks(urgent, &[Channel::Sms]).await;
    assert!(world.sent()[0].1.starts_with("Moin: "));
    let kept = paylink::operations::read_messages::read_messages_of(&world.context, scope, asked.id).await.unwrap();
    let made_of =
        kept[0].letter.as_ref().and_then(|letter| letter.wording.clone()).expect("a wording of the merchant's");
    assert_eq!((made_of.profile, made_of.version), (Some(read(None).await.profile), 1));
    says(urgent, Some("Schnell: {{ link }}")).await;
    world.asks(urgent, &[Channel::Sms]).await;
    world.asks(None, &[Channel::Sms]).await;
    let sent = world.sent();
    assert!(sent[0].1.starts_with("Schnell: ") && sent[1].1.starts_with("Moin: "), "{sent:?}");
    // Going back of one leaves the other as it is.
    let back = says(urgent, None).await;
    assert!(!back.own && back.inherited && back.version == 2);
    assert!(read(None).await.own);
    says(None, None).await;
    assert!(!read(urgent).await.inherited);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_go_back_the_way_that_the_question_came() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let common = world.sets_up(None, Channel::Sms, COMMON).await;
    let own = world.sets_up(Some(world.urgent.id), Channel::Sms, URGENT).await;
    let urgent = world.asks(Some(world.urgent.id), &[Channel::Sms]).await;
    let usual = world.asks(None, &[Channel::Sms]).await;
    world.sent();
    // Written to last about the other one, but they write to this number.
    world.writes(&own, "HILFE").await;
    let sent = world.sent();
    assert!(sent[0].0 == URGENT && sent[0].1.contains("Rohr-Notdienst Nord"), "{sent:?}");
    world.writes(&common, "HILFE").await;
    let sent = world.sent();
    assert!(sent[0].0 == COMMON && sent[0].1.contains("Klempnerei Nord"), "{sent:?}");
    world.writes(&own, "Wann kommen Sie?").await;
    answers(&world, urgent.id, "Um acht.").await;
    assert_eq!(world.senders(), [URGENT]);
    world.writes(&common, "Und die Heizung?").await;
    answers(&world, usual.id, "Morgen.").await;
    assert_eq!(world.senders(), [COMMON]);
    // The way is closed meanwhile: then as messages of that request go.
    world.writes(&own, "Danke, und was kostet das?").await;
    disable_message_account(&world.context, world.merchant.scope, own.id).await.expect("disabled");
    answers(&world, urgent.id, "Nichts.").await;
    assert_eq!(world.senders(), [COMMON]);
    world.writes(&common, "STOP").await;
    assert_eq!(world.senders(), [COMMON]);
    app.ends().await;
}

/// A person answers what came last, about that request.
async fn answers(world: &World<'_>, about: PaymentRequestId, text: &str) {
    let scope = world.merchant.scope;
    let user = UserId(Uuid::from_u128(7));
    let (found, _) = list_conversations(&world.context, scope, true, None, 50).await.expect("the inbox");
    let conversation = found[0].conversation.id;
    let whole = read_conversation(&world.context, scope, conversation).await.expect("the talk");
    let inbound = whole.conversation.last_inbound;
    let answer = Answer { conversation, inbound, text: text.to_owned(), user };
    let message = answer_payer(&world.context, scope, answer).await.expect("an answer");
    assert_eq!(message.payment_request, about);
    world.sends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_shows_on_pages_that_are_out_already() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    let (status, list) = calls(&merchant, Method::GET, "/profiles", None).await;
    assert_eq!((status, list["data"].as_array().map(Vec::len)), (200, Some(1)));
    let first = &list["data"][0];
    assert_eq!((first["default"].as_bool(), first["version"].as_i64()), (Some(true), Some(1)));
    let address = format!("/profiles/{}", first["id"].as_str().unwrap());
    let change = json!({ "town": "Husum", "support": { "phone": "0461 999999" }, "imprint_url": "https://nord.example/impressum" });
    let (status, changed) = calls(&merchant, Method::PATCH, &address, Some(change)).await;
    assert_eq!((status, changed["version"].as_i64()), (200, Some(2)), "{changed}");
    assert_eq!(changed["support"]["phone"], "+49461999999");
    let page = app.payer().opens(&asked.link).await;
    assert!(page.says("Husum") && page.says("https://nord.example/impressum"), "{}", page.html);
    let (status, told) = calls(&merchant, Method::PATCH, &address, Some(json!({ "town": "Kiel", "version": 1 }))).await;
    assert_eq!((status, &told["code"]), (409, &json!("changed")));
    let (_, changed) = calls(&merchant, Method::PATCH, &address, Some(json!({ "town": null, "version": 2 }))).await;
    assert_eq!((&changed["town"], &changed["version"]), (&Value::Null, &json!(3)));
    let (_, same) = calls(&merchant, Method::PATCH, &address, Some(json!({}))).await;
    assert_eq!(same["version"], json!(3), "what changes nothing makes no version");
    assert!(!app.payer().opens(&asked.link).await.says("Husum"));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_of_profiles_are_named_with_their_field() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let post = async |body: Value| calls(&merchant, Method::POST, "/profiles", Some(body)).await;
    for (body, expected) in [
        (json!({}), ("name", "required")),
        (json!({ "name": "  " }), ("name", "required")),
        (json!({ "name": "N", "accent": "rot" }), ("accent", "invalid")),
        (json!({ "name": "N", "language": "tlh" }), ("language", "unknown")),
        (json!({ "name": "N", "support": { "email": "nirgends" } }), ("support.email", "invalid")),
        (json!({ "name": "N", "imprint_url": "javascript:alert(1)" }), ("imprint_url", "invalid")),
        (json!({ "name": "klempnerei nord" }), ("name", "taken")),
    ] {
        let (status, told) = post(body.clone()).await;
        assert_eq!((status, fault(&told)), (422, expected), "{body}: {told}");
    }
    let (_, told) = post(json!({ "name": "N", "language": "tlh" })).await;
    assert_eq!(told["errors"][0]["detail"], json!(Language::ADVICE), "{told}");
    let (status, made) = post(json!({ "name": "Notdienst", "default": true })).await;
    assert_eq!((status, &made["default"], &made["display_name"]), (201, &json!(true), &json!("Notdienst")), "{made}");
    let (_, list) = calls(&merchant, Method::GET, "/profiles?limit=1", None).await;
    let first = &list["data"][0];
    assert!(first["default"] == json!(false) && list["next_cursor"].is_string(), "{list}");
    let own = format!("/profiles/{}", made["id"].as_str().unwrap());
    let (status, told) = calls(&merchant, Method::DELETE, &own, None).await;
    assert_eq!((status, &told["code"]), (409, &json!("is_default")));
    let (_, told) = calls(&merchant, Method::PATCH, &own, Some(json!({ "default": false }))).await;
    assert_eq!(fault(&told), ("default", "invalid"));
    let old = first["id"].as_str().unwrap();
    let ask = async |profile: &str| {
        let body = json!({ "amount": 100, "currency": "EUR", "profile": profile });
        calls(&merchant, Method::POST, "/payment_requests", Some(body)).await
    };
    let (status, asked) = ask(old).await;
    assert_eq!((status, &asked["profile"]), (201, &json!(old)));
    let (status, archived) = calls(&merchant, Method::DELETE, &format!("/profiles/{old}"), None).await;
    assert!(status == 200 && archived["archived_at"].is_string(), "{archived}");
    assert_eq!(fault(&ask(old).await.1), ("profile", "archived"));
    for unknown in ["pro_00000000000000000000000000000000", "Notdienst"] {
        assert_eq!(fault(&ask(unknown).await.1), ("profile", "unknown"));
    }
    let url = asked["pay_url"].as_str().unwrap();
    assert!(app.payer().opens(url).await.says("Klempnerei Nord"), "its requests keep it");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_profile_reaches_another_merchant_or_mode() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let other = app.merchant_named("Malerei Süd", "sued@example.org").await;
    let (mine, theirs) = (world.urgent.id, urgent(&other).await.id);
    let address = format!("/profiles/{theirs}");
    assert_eq!(calls(&world.merchant, Method::GET, &address, None).await.0, 404);
    assert_eq!(calls(&world.merchant, Method::PATCH, &address, Some(json!({ "town": "Kiel" }))).await.0, 404);
    assert_eq!(calls(&world.merchant, Method::DELETE, &address, None).await.0, 404);
    let body = json!({ "amount": 100, "currency": "EUR", "profile": theirs });
    let (_, told) = calls(&world.merchant, Method::POST, "/payment_requests", Some(body)).await;
    assert_eq!(fault(&told), ("profile", "unknown"));
    let (_, told) = calls(&world.merchant, Method::GET, &format!("/templates?profile={theirs}"), None).await;
    assert_eq!(fault(&told), ("profile", "unknown"));
    let sender = MessageSender { address: COMMON.to_owned(), name: None, reply_to: None, can_reply: true };
    for scope in [other.scope, world.merchant.in_live_mode().scope] {
        let new = NewMessageAccount {
            profile: Some(mine),
            carrier: "sms".to_owned(),
            name: String::new(),
            credentials: json!({}),
            sender: sender.clone(),
        };
        let refused = add_message_account(&world.context, scope, new).await;
        assert!(
            matches!(&refused, Err(OperationError::Invalid(faults)) if faults[0].field == "profile"),
            "{refused:?}"
        );
    }
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_is_made_at_the_dashboard_and_given_a_sender_whose_password_changes_alone() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let person = Person::of(&merchant).await;
    assert!(!person.opens("requests/new").await.contains("name=\"profile\""), "there is nothing to choose");
    let fields =
        [("name", "Notdienst"), ("display_name", "Rohr-Notdienst Nord"), ("accent", "#a81d1d"), ("language", "de")];
    let (status, html) =
        person.posts("profiles", &[fields.as_slice(), &[("support.email", "nirgends")]].concat()).await;
    assert!(status == 422 && html.contains("name@example.org"), "{status}");
    assert_eq!(person.posts("profiles", &fields).await.0, 303);
    let (_, list) = calls(&merchant, Method::GET, "/profiles", None).await;
    let id = list["data"][1]["id"].as_str().unwrap().to_owned();
    assert!(person.opens("requests/new").await.contains(&id), "now there is");
    let server = MailServer::starts().await;
    let port = server.address.port().to_string();
    let sender = [
        ("profile", id.as_str()),
        ("kind", "smtp"),
        ("host", "127.0.0.1"),
        ("port", &port),
        ("security", "none"),
        ("sender", "notdienst@nord.example"),
    ];
    let (status, html) = person.posts("senders", &sender).await;
    assert_eq!(status, 303, "{html}");
    assert!(!person.opens("senders").await.contains("notdienst@nord.example"), "the others still have none");
    let page = person.opens(&format!("senders?profile={id}")).await;
    assert!(page.contains("notdienst@nord.example") && page.contains("Eigener"), "{page}");
    let trial = [("profile", id.as_str()), ("channel", "email"), ("to", MAIL)];
    assert_eq!(person.posts("senders/trial", &trial).await.0, 200);
    assert!(server.mails()[0].contains("Rohr-Notdienst Nord"), "{:?}", server.mails());
    let accounts = || async { list_message_accounts(app.context(), merchant.scope).await.expect("accounts") };
    let account = accounts().await.remove(0);
    let place = format!("senders/{}/sender", account.id);
    let change = [("profile", id.as_str()), ("sender_name", "Notdienst"), ("reply_to", "chef@nord.example")];
    assert_eq!(person.posts(&place, &change).await.0, 303);
    let wrong = [("profile", id.as_str()), ("reply_to", "nirgends")];
    assert_eq!(person.posts(&place, &wrong).await.0, 422);
    let changed = accounts().await.remove(0);
    assert_eq!((changed.id, changed.sender.name.as_deref()), (account.id, Some("Notdienst")));
    assert_eq!((changed.sender.reply_to.as_deref(), changed.sender.can_reply), (Some("chef@nord.example"), false));
    assert!(
        person.opens(&format!("senders?profile={id}")).await.contains("Antworten auf diese E-Mails werden gelesen")
    );
    assert_eq!(person.posts(&place, &[("profile", id.as_str()), ("can_reply", "on")]).await.0, 303);
    let kept = accounts().await.remove(0).sender;
    assert!(kept.can_reply && kept == MessageSender { can_reply: true, ..changed.sender }, "what is not sent stays");
    let keys = format!("senders/{}/keys", account.id);
    let secret = [("profile", id.as_str()), ("secret", "neu")];
    assert_eq!(person.posts(&keys, &secret).await.0, 404, "an account without log-in has no password");
    let with_log_in = [sender.as_slice(), &[("user", "chef"), ("password", "alt")]].concat();
    assert_eq!(person.posts("senders", &with_log_in).await.0, 303);
    let account = accounts().await.remove(1);
    let keys = format!("senders/{}/keys", account.id);
    assert_eq!(person.posts(&keys, &[("secret", " ")]).await.0, 422);
    assert_eq!(person.posts(&keys, &[("profile", &id), ("secret", "neu:@/")]).await.0, 303);
    let changed = accounts().await.remove(1);
    assert_eq!(changed.credentials["url"], json!(format!("smtp://chef:neu%3A%40%2F@127.0.0.1:{port}?tls=none")));
    assert_eq!(changed.sender, account.sender);
    let page = person.opens(&format!("templates/request.sms.de?profile={id}")).await;
    assert!(
        page.contains(&format!("restoration?profile={id}")) || page.contains(&format!("preview?profile={id}")),
        "{page}"
    );
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sender_of_a_profile_that_was_put_away_is_found_and_disabled() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let person = Person::of(&world.merchant).await;
    let id = world.urgent.id;
    let own = world.sets_up(Some(id), Channel::Sms, URGENT).await;
    let place = format!("senders?profile={id}");
    archive_profile(&world.context, world.merchant.scope, id).await.expect("put away");
    let page = person.opens("senders").await;
    assert!(page.contains(&place) && page.contains("Notdienst (archiviert)"), "{page}");
    let disabling = format!("senders/{}/disabling", own.id);
    assert_eq!(person.posts(&disabling, &[("profile", &id.to_string())]).await.0, 303);
    assert!(!person.opens("senders").await.contains(&place));
    assert!(!person.opens("requests/new").await.contains(&id.to_string()), "no new request is made with it");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_that_become_the_default_at_once_one_is_it_and_nothing_fails() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let (context, scope) = (app.context(), merchant.scope);
    let named = |name: &str| ProfileDraft { name: Some(name.to_owned()), ..ProfileDraft::default() };
    let one = create_profile(context, scope, named("Eins"), None).await.expect("a profile").id;
    let two = create_profile(context, scope, named("Zwei"), None).await.expect("a profile").id;
    let overtaken = |error: &OperationError| matches!(error, OperationError::Conflict { code: "changed", .. });
    let default = || ProfileDraft { is_default: Some(true), ..ProfileDraft::default() };
    for _ in 0..5 {
        let (one, two) = tokio::join!(
            change_profile(context, scope, one, default()),
            change_profile(context, scope, two, default()),
        );
        assert!(one.is_ok() || two.is_ok());
        assert!([one, two].iter().filter_map(|done| done.as_ref().err()).all(overtaken));
    }
    let plan = || PlanDraft { name: Some("Plan".to_owned()), is_default: Some(true), steps: Some(built_in_plan()) };
    for _ in 0..5 {
        let (one, two) = tokio::join!(
            create_message_plan(context, scope, plan(), None),
            create_message_plan(context, scope, plan(), None),
        );
        assert!(one.is_ok() || two.is_ok());
        assert!([one, two].iter().filter_map(|done| done.as_ref().err()).all(overtaken));
    }
    app.ends().await;
}
