//! What people say about being written to: noted by others, said by themselves, and proven.

use crate::inbox::texts_as;
use crate::support::program::calls;
use crate::support::{Merchant, TestApp, days};
use paylink::domain::channel::Channel;
use paylink::domain::consent::ConsentSource;
use paylink::domain::direct_message::DirectMessage;
use paylink::domain::ids::{MessageAccountId, UserId};
use paylink::domain::language::Language;
use paylink::domain::message::MessageState;
use paylink::domain::message_account::{MessageAccount, MessageSender};
use paylink::domain::opt_in::OptInPage;
use paylink::domain::phone::Numbering;
use paylink::operations::follow_plan::MessageWishes;
use paylink::operations::hear_carrier::hear;
use paylink::operations::keep_contacts::{ContactsWanted, DraftContact, create_contact, list_contacts};
use paylink::operations::manage_profiles::{ProfileDraft, change_profile, read_default_profile};
use paylink::operations::note_consent::{ConsentsWanted, list_consents, offer_wording};
use paylink::operations::opt_in_pages::{create_opt_in_page, offered_wordings, revoke_opt_in_page, save_sign_up_words};
use paylink::operations::prove_consent::prove_consent;
use paylink::operations::read_messages::read_messages_of;
use paylink::operations::record_consent::{Saying, record_consent};
use paylink::operations::sweep::forget;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::{Connection, PgConnection, SqliteConnection};
use uuid::Uuid;

const PHONE: &str = "+4915112345678";
const MAIL: &str = "erika@example.org";

/// What was sent to somebody without a request, the newest first.
async fn sent(merchant: &Merchant<'_>, channel: Channel, address: &str) -> Vec<DirectMessage> {
    let mut session = merchant.app.context().store.read().await.expect("a connection");
    let hash = session.db().address_hash(merchant.scope, channel, address);
    session.db().directs_to(merchant.scope, channel, &hash).await.expect("messages")
}

/// The ledger of a channel: given or not, from where, the newest first.
async fn ledger(merchant: &Merchant<'_>, channel: Channel) -> Vec<(bool, ConsentSource)> {
    let wanted = ConsentsWanted { channel: Some(channel), ..ConsentsWanted::default() };
    let (found, _) =
        list_consents(merchant.app.context(), merchant.scope, &wanted, None, 50).await.expect("the ledger");
    found.into_iter().map(|entry| (entry.given, entry.source)).collect()
}

/// Somebody writes an SMS.
async fn writes(merchant: &Merchant<'_>, text: &str) {
    let account = MessageAccount {
        scope: merchant.scope,
        id: MessageAccountId(Uuid::from_u128(7)),
        profile: None,
        channel: Channel::Sms,
        carrier: "http".to_owned(),
        name: String::new(),
        credentials: json!({}),
        callback_secret: String::new(),
        by_operator: true,
        sender: MessageSender { address: "+4917600000".to_owned(), name: None, reply_to: None, can_reply: true },
        created_at: merchant.app.context().now(),
        disabled_at: None,
    };
    let heard = texts_as(PHONE, Numbering::International, text);
    hear(merchant.app.context(), &account, heard, b"raw").await.expect("it is stored");
}

async fn page(merchant: &Merchant<'_>) -> (OptInPage, String) {
    let page = create_opt_in_page(merchant.app.context(), merchant.scope, "Tresen", None).await.expect("a page");
    let place = format!("/join/{}", page.token.reveal());
    (page, place)
}

fn form<'f>(phone: &'f str, email: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("name", "Erika Mustermann"),
        ("phone", phone),
        ("email", email),
        ("agree", "yes"),
        ("wording_1", "sms/de/1"),
        ("wording_2", "email/de/1"),
    ]
}

/// Where a message leads to, below our origin.
fn link_in(message: &DirectMessage) -> String {
    let text = &message.letter.as_ref().expect("a text").text;
    let at = text.find("/join/yes/").expect("a link");
    text[at..].chars().take_while(|c| !c.is_whitespace()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_notes_what_was_said_and_the_requests_tell_it() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = merchant.requests_with(|draft| draft.payer.phone = Some(PHONE.to_owned())).await;
    let yes = json!({ "address": "+49 151 12345678", "channel": "sms", "action": "given", "source": "agent",
        "wording_text": "Ja, gern per SMS.", "happened_at": "2026-11-20T10:00:00Z" });
    let (status, told) = calls(&merchant, Method::POST, "/consents", Some(yes.clone())).await;
    assert_eq!((status, &told["errors"][0]["field"]), (422, &json!("evidence")));
    let mut yes = yes;
    yes["evidence"] = json!("Gesagt am Tresen zu Ines");
    let (status, given) = calls(&merchant, Method::POST, "/consents", Some(yes)).await;
    assert_eq!(status, 201, "{given}");
    assert_eq!((&given["wording"], &given["wording_text"]), (&json!("sms/de/1"), &json!("Ja, gern per SMS.")));
    let no = json!({ "address": PHONE, "channel": "sms", "action": "withdrawn", "source": "letter" });
    let (_, first) = calls(&merchant, Method::POST, "/consents", Some(no.clone())).await;
    let (_, second) = calls(&merchant, Method::POST, "/consents", Some(no)).await;
    assert_ne!(first["id"], second["id"], "every statement is written");
    for (bad, field) in [
        (
            json!({ "address": PHONE, "channel": "sms", "action": "given", "evidence": "x", "source": "erasure" }),
            "source",
        ),
        (
            json!({ "address": PHONE, "channel": "sms", "action": "given", "evidence": "x", "wording": "sms/de/9" }),
            "wording",
        ),
        (
            json!({ "address": PHONE, "channel": "sms", "action": "given", "evidence": "x", "happened_at": "2027-01-01T00:00:00Z" }),
            "happened_at",
        ),
        (
            json!({ "address": PHONE, "channel": "sms", "action": "withdrawn", "happened_at": "0026-11-03T00:00:00Z" }),
            "happened_at",
        ),
        (json!({ "address": PHONE, "channel": "sms", "action": "given", "evidence": "x" }), "happened_at"),
        (json!({ "channel": "sms", "action": "withdrawn" }), "contact"),
        (json!({ "address": "nobody", "channel": "email", "action": "withdrawn" }), "address"),
    ] {
        let (status, told) = calls(&merchant, Method::POST, "/consents", Some(bad)).await;
        assert_eq!((status, &told["errors"][0]["field"]), (422, &json!(field)), "{told}");
    }
    let (_, listed) = calls(&merchant, Method::GET, "/consents?channel=sms&address=%2B4915112345678", None).await;
    let actions: Vec<&Value> = listed["data"].as_array().expect("rows").iter().map(|row| &row["action"]).collect();
    assert_eq!(actions, ["withdrawn", "withdrawn", "given"], "nothing is changed, the latest is first");
    let (_, none) = calls(&merchant, Method::GET, "/consents?address=other@example.org", None).await;
    assert_eq!(none["data"], json!([]));
    let one = format!("/consents/{}", given["id"].as_str().expect("an id"));
    assert_eq!(calls(&merchant, Method::GET, &one, None).await.1, given);
    let events = merchant.sees_events(&asked).await;
    let said: Vec<&String> = events.iter().filter(|kind| kind.starts_with("consent.")).collect();
    assert_eq!(said, ["consent.given", "consent.withdrawn"], "saying it once more is no news");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_is_a_consent_only_when_the_address_says_yes() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let (_, place) = page(&merchant).await;
    let payer = app.payer();
    let shown = payer.opens(&place).await;
    assert!(shown.says("Klempnerei Nord mir Zahlungsanfragen") && !shown.html.contains(" checked"), "{}", shown.html);
    let mut unticked = form("0151 12345678", "");
    unticked.retain(|(name, _)| *name != "agree");
    let wrong = payer.posts(&place, &unticked).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("Bitte kreuzen Sie das an") && wrong.says("0151 12345678"), "{}", wrong.html);
    let asked = payer.posts(&place, &form("0151 12345678", MAIL)).await;
    assert!(asked.says("Bitte bestätigen Sie noch"), "{}", asked.html);
    app.works().await;
    assert!(ledger(&merchant, Channel::Sms).await.is_empty(), "a form alone is nothing");
    let message = sent(&merchant, Channel::Sms, PHONE).await.remove(0);
    assert_eq!((message.state, message.reason.as_deref()), (MessageState::Held, Some("no_carrier")));
    let link = link_in(&message);
    assert!(payer.opens(&link).await.says("Ja, ich stimme zu"));
    assert!(ledger(&merchant, Channel::Sms).await.is_empty(), "looking changes nothing");
    for _ in 0..2 {
        assert!(payer.posts(&link, &[]).await.says("Sie sind angemeldet"));
    }
    assert_eq!(ledger(&merchant, Channel::Sms).await, [(true, ConsentSource::Form)], "once");
    assert!(ledger(&merchant, Channel::Email).await.is_empty(), "each address for itself");
    let wanted = ContactsWanted { q: Some("Erika".to_owned()), ..ContactsWanted::default() };
    let (found, _) = list_contacts(app.context(), merchant.scope, &wanted, None, 10).await.expect("contacts");
    let person = &found[0].0.person;
    assert_eq!((person.phone.as_deref(), person.email.as_deref()), (Some(PHONE), None), "only what was confirmed");
    app.passes(days(1));
    let mail = link_in(&sent(&merchant, Channel::Email, MAIL).await[0]);
    payer.posts(&mail, &[]).await;
    let (found, _) = list_contacts(app.context(), merchant.scope, &wanted, None, 10).await.expect("contacts");
    assert_eq!((found.len(), found[0].0.person.email.as_deref()), (1, Some(MAIL)), "one person, both confirmed");
    let entry = found[0].1.sms.clone().expect("a consent");
    assert!(entry.evidence.expect("evidence").contains("Tresen") && entry.user_agent.is_some());
    assert_eq!((entry.wording.as_deref(), entry.ip.as_deref()), (Some("sms/de/1"), Some("127.0.0.0")));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_are_not_pestered_and_nothing_is_told_about_anybody() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let (page, place) = page(&merchant).await;
    let payer = app.payer();
    let mut answers = Vec::new();
    for _ in 0..5 {
        answers.push(payer.posts(&place, &form(PHONE, "")).await.html);
    }
    app.works().await;
    assert_eq!(sent(&merchant, Channel::Sms, PHONE).await.len(), 3, "so many a day, whoever types it");
    writes(&merchant, "STOP").await;
    app.passes(days(2));
    answers.push(payer.posts(&place, &form(PHONE, "")).await.html);
    app.works().await;
    assert_eq!(sent(&merchant, Channel::Sms, PHONE).await.len(), 3, "who said STOP is not asked");
    assert!(answers.iter().all(|answer| *answer == answers[0]), "the same answer, whatever is known");
    let late = link_in(&sent(&merchant, Channel::Sms, PHONE).await[0]);
    app.passes(days(6));
    assert!(payer.posts(&late, &[]).await.says("Dieser Link gilt nicht mehr"));
    app.passes(days(2));
    forget(app.context()).await.expect("it is forgotten");
    let kept = sent(&merchant, Channel::Sms, PHONE).await;
    assert!(
        kept.len() == 3 && kept.iter().all(|message| message.letter.is_none()),
        "what nobody confirmed is not kept"
    );
    revoke_opt_in_page(app.context(), merchant.scope, page.id).await.expect("revoked");
    assert_eq!(payer.opens(&place).await.status, StatusCode::NOT_FOUND);
    assert_eq!(payer.opens("/join/AAAAAAAAAAAAAAAAAAAAAA").await.status, StatusCode::NOT_FOUND);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_by_sms_confirms_and_the_merchants_word_signs_up_and_is_answered_once() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let (_, place) = page(&merchant).await;
    writes(&merchant, "Ja").await;
    assert!(ledger(&merchant, Channel::Sms).await.is_empty(), "a yes to nothing is talk");
    app.payer().posts(&place, &form(PHONE, "")).await;
    app.works().await;
    writes(&merchant, " JA! ").await;
    assert_eq!(ledger(&merchant, Channel::Sms).await, [(true, ConsentSource::Form)]);
    writes(&merchant, "Stopp").await;
    let words = save_sign_up_words(app.context(), merchant.scope, "KLEMPNER, Stop").await;
    assert!(words.is_err(), "a word that means the contrary");
    save_sign_up_words(app.context(), merchant.scope, "KLEMPNER, Ja").await.expect("words");
    for _ in 0..2 {
        writes(&merchant, "klempner").await;
    }
    app.works().await;
    let entries = ledger(&merchant, Channel::Sms).await;
    assert_eq!(entries[0], (true, ConsentSource::Keyword));
    assert_eq!(entries.len(), 3, "{entries:?}");
    let answers = sent(&merchant, Channel::Sms, PHONE).await;
    assert_eq!(answers.len(), 2, "the question, and one answer");
    assert!(answers[0].letter.as_ref().expect("a text").text.contains("STOP"));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_built_in_text_follows_the_name_of_the_merchant_and_a_text_of_its_own_gets_no_company() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let (context, scope) = (app.context(), merchant.scope);
    let (_, place) = page(&merchant).await;
    let payer = app.payer();
    assert!(payer.opens(&place).await.says("sms/de/1"));
    let profile = read_default_profile(context, scope).await.expect("a profile");
    let draft = ProfileDraft { display_name: Some("Rohre Nord".to_owned()), ..ProfileDraft::default() };
    change_profile(context, scope, profile.id, draft).await.expect("another name");
    for _ in 0..2 {
        let shown = payer.opens(&place).await;
        assert!(shown.says("sms/de/2") && shown.says("Rohre Nord") && !shown.says("Klempnerei Nord"), "{}", shown.html);
    }
    assert!(payer.opens_in("fr", &place).await.says("sms/fr/2"));
    app.ends().await;

    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let (context, scope) = (app.context(), merchant.scope);
    let (user, text) = (Some(UserId(Uuid::from_u128(7))), "Ja, schreibt mir.".to_owned());
    offer_wording(context, scope, (Channel::Sms, Language::De), text, user).await.expect("a text");
    let (_, place) = page(&merchant).await;
    let payer = app.payer();
    let shown = payer.opens_in("fr", &place).await;
    assert!(shown.says("Ja, schreibt mir.") && shown.says("email/de/1"), "{}", shown.html);
    let offered = offered_wordings(context, scope).await.expect("texts");
    assert!(offered.len() == 2 && offered.iter().all(|wording| wording.language == Language::De), "{offered:?}");
    assert!(payer.posts(&format!("{place}?lang=fr"), &form(PHONE, "")).await.status.is_success());
    app.works().await;
    assert_eq!(sent(&merchant, Channel::Sms, PHONE).await.len(), 1, "the text that was shown is the one agreed to");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn stop_is_told_in_every_open_request_and_says_why_nothing_follows() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asks = async || {
        merchant
            .requests_with(|draft| {
                draft.payer.phone = Some(PHONE.to_owned());
                draft.messages = MessageWishes { channels: vec![Channel::Sms], ..MessageWishes::default() };
            })
            .await
    };
    let (one, other) = (asks().await, asks().await);
    app.works().await;
    writes(&merchant, "STOP").await;
    app.works().await;
    for asked in [&one, &other] {
        assert!(merchant.sees_events(asked).await.contains(&"consent.withdrawn".to_owned()));
    }
    let third = asks().await;
    app.works().await;
    let message = read_messages_of(app.context(), merchant.scope, third.id).await.expect("messages").remove(0);
    assert_eq!((message.state, message.reason.as_deref()), (MessageState::Skipped, Some("opted_out")));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_proof_holds_everything_in_order_and_can_be_checked() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let draft =
        DraftContact { phone: Some(PHONE.to_owned()), name: Some("Erika".to_owned()), ..DraftContact::default() };
    let contact = create_contact(app.context(), merchant.scope, &draft, None).await.expect("a contact");
    let (_, place) = page(&merchant).await;
    app.payer().posts(&place, &form(PHONE, "")).await;
    app.works().await;
    writes(&merchant, "ja").await;
    app.passes(days(1));
    writes(&merchant, "STOP").await;
    let proof = prove_consent(app.context(), merchant.scope, contact.id).await.expect("a proof");
    let entries = &proof.parts[0].entries;
    assert_eq!(entries.iter().map(|entry| entry.consent.given).collect::<Vec<_>>(), [true, false]);
    assert!(entries[0].wording_text.as_ref().expect("a text").contains("Klempnerei Nord"));
    assert_ne!(entries[0].hash, entries[1].hash);
    let table = String::from_utf8(proof.csv()).expect("text");
    assert_eq!(table.lines().count(), 3);
    assert!(table.contains("STOP") && table.contains(&entries[1].hash));
    let file = proof.json();
    assert_eq!(file["addresses"][0]["entries"][1]["entry"]["evidence"], "STOP");
    app.ends().await;
}

/// Puts a digest in the place of those that the ledger holds, as a version before keyed ones would have written it.
async fn unkey(url: &str, plain: &[u8]) {
    let (ledger, check) = ("UPDATE consent SET address_hash = $1", "UPDATE key_check SET keys_addresses = FALSE");
    if url.starts_with("postgres") {
        let mut connection = PgConnection::connect(url).await.expect("a connection");
        sqlx::query(ledger).bind(plain).execute(&mut connection).await.expect("digests");
        sqlx::query(check).execute(&mut connection).await.expect("a mark");
    } else {
        let mut connection = SqliteConnection::connect(url).await.expect("a connection");
        sqlx::query(ledger).bind(plain).execute(&mut connection).await.expect("digests");
        sqlx::query(check).execute(&mut connection).await.expect("a mark");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawal_from_before_addresses_were_keyed_still_counts() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let context = app.context();
    let scope = merchant.scope;
    let saying = Saying::no_more(Channel::Sms, PHONE, ConsentSource::Agent);
    record_consent(context, scope, saying).await.expect("a withdrawal");
    let text = format!("{}/{}/sms/{PHONE}", scope.merchant, scope.live);
    let plain = Sha256::digest(text).to_vec();
    let mut session = context.store.read().await.expect("a connection");
    let keyed = session.db().address_hash(scope, Channel::Sms, PHONE);
    assert_ne!(keyed, plain, "whoever has the database cannot try numbers");
    unkey(context.config.database_url.reveal(), &plain).await;
    assert!(session.db().latest_consent(scope, Channel::Sms, &keyed).await.expect("the ledger").is_none());
    for start in ["first", "second"] {
        let parts = paylink::app::build((*context.config).clone(), context.clock.clone(), context.random.clone()).await;
        parts.expect("a start").context.store.close().await;
        let said = session.db().latest_consent(scope, Channel::Sms, &keyed).await.expect("the ledger");
        assert!(said.is_some_and(|said| !said.given), "{start} start");
    }
    app.ends().await;
}
