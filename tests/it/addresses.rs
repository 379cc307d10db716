//! One person is one key, however their number or address is written, and wherever it comes from.

use crate::dashboard::{Person, place_of};
use crate::inbox::texts_as;
use crate::support::TestApp;
use crate::support::gateway::{MAIL, PHONE, World};
use crate::support::program::Program;
use paylink::domain::channel::Channel;
use paylink::domain::consent::{Consent, ConsentSource};
use paylink::domain::conversation::Conversation;
use paylink::domain::ids::{ConsentId, ConversationId, InboundMessageId, UserId};
use paylink::domain::inbound_message::{InboundLetter, InboundMeaning, InboundMessage};
use paylink::domain::message::MessageState;
use paylink::domain::phone::Numbering;
use paylink::domain::time::Timestamp;
use paylink::operations::OperationError;
use paylink::operations::keep_contacts::{DraftContact, create_contact};
use paylink::operations::mend_addresses::mend_addresses;
use paylink::operations::read_inbox::{count_waiting, list_conversations, read_conversation};
use paylink::operations::record_consent::{Saying, record_consent};
use paylink::operations::sort_inbox::{Decision, decide_suggestion};
use serde_json::json;
use sqlx::{Connection, PgConnection, SqliteConnection};
use uuid::Uuid;

impl World<'_> {
    async fn said_last(&self, channel: Channel, address: &str) -> Option<bool> {
        let mut session = self.context.store.read().await.expect("a connection");
        let hash = session.db().address_hash(self.merchant.scope, channel, address);
        let latest = session.db().latest_consent(self.merchant.scope, channel, &hash).await.expect("the ledger");
        latest.map(|latest| latest.given)
    }

    async fn talks(&self) -> Vec<Conversation> {
        let found = list_conversations(&self.context, self.merchant.scope, true, None, 50).await.expect("the inbox");
        found.0.into_iter().map(|row| row.conversation).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_holds_in_whatever_way_the_network_writes_the_number() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    world.asks(&[Channel::Sms]).await;
    world.sends().await;
    for (from, numbering) in [
        ("15112345678", Numbering::National),
        ("015112345678", Numbering::National),
        ("015112345678", Numbering::Unknown),
        ("15112345678", Numbering::Unknown),
        ("tel:+4915112345678", Numbering::Unknown),
        ("%2B4915112345678", Numbering::Unknown),
        ("004915112345678", Numbering::Unknown),
        ("4915112345678", Numbering::International),
    ] {
        world.hears(texts_as(from, numbering, "STOP")).await;
        assert_eq!(world.said_last(Channel::Sms, PHONE).await, Some(false), "{from} {numbering:?}");
        world.hears(texts_as(PHONE, Numbering::International, "START")).await;
        assert_eq!(world.said_last(Channel::Sms, PHONE).await, Some(true), "{from} {numbering:?}");
    }
    assert_eq!(world.talks().await.len(), 1, "one person");
    assert_eq!(world.said_last(Channel::Sms, "+15112345678").await, None, "nobody else");
    world.hears(texts_as("15112345678", Numbering::National, "STOP")).await;
    let asked = world.asks(&[Channel::Sms]).await;
    world.sends().await;
    let message = world.messages(&asked).await.remove(0);
    assert_eq!((message.state, message.reason.as_deref()), (MessageState::Skipped, Some("opted_out")));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawal_that_cannot_be_booked_waits_for_a_person() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    world.hears(texts_as("Erika", Numbering::Private, "STOP")).await;
    let waiting = count_waiting(&world.context, world.merchant.scope).await.expect("the inbox");
    assert_eq!(waiting.unread, 1);
    let talk = world.talks().await.remove(0);
    let inbound = talk.suggested_by.expect("something to decide");
    let person = Person::logs_in(&app).await;
    let place = format!("/dashboard/inbox/{}", talk.id);
    let page = person.opens(&place).await.text().await.expect("a page");
    assert!(
        page.contains("Ein Widerruf, der nicht gebucht werden konnte") && page.contains("Ist eingetragen"),
        "{page}"
    );
    assert!(!page.contains("Keine SMS mehr an diese Person"), "nobody can tell to whom");
    let decision = Decision { conversation: talk.id, inbound, stop: true, user: UserId(Uuid::from_u128(7)) };
    let refused = decide_suggestion(&world.context, world.merchant.scope, decision).await;
    assert!(matches!(refused, Err(OperationError::Conflict { .. })), "{refused:?}");
    let whole = read_conversation(&world.context, world.merchant.scope, talk.id).await.expect("a conversation");
    assert_eq!(whole.conversation.suggested_by, Some(inbound), "and it still waits");
    let done = [("inbound", inbound.to_string()), ("decision", "reply".to_owned())];
    let done: Vec<(&str, &str)> = done.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert!(place_of(&person.posts(&format!("{place}/suggestion"), &done).await).starts_with(&place));
    assert_eq!(world.talks().await.remove(0).suggested_by, None);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_opt_out_holds_for_every_way_to_write_a_domain() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    for (said, asked) in [
        ("erika@xn--mller-kva.example", "erika@müller.example"),
        ("info@STRASSE-Süd.example", "info@xn--strasse-sd-ieb.example"),
    ] {
        let saying = Saying::no_more(Channel::Email, said, ConsentSource::Agent);
        record_consent(&world.context, world.merchant.scope, saying).await.expect("a withdrawal");
        assert_eq!(world.said_last(Channel::Email, asked).await, Some(false), "{asked}");
    }
    let program = Program::of(&world.merchant);
    let body = json!({ "amount": 11900, "currency": "EUR", "description": "Rohr", "payer": { "email": "Erika@XN--MLLER-KVA.example" } });
    let made = program.posts("/payment_requests", body).await;
    assert_eq!(made.body["payer"]["email"], "Erika@müller.example", "as people read it");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_keeps_one_form_of_a_number_and_says_what_is_wrong() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let program = Program::of(&merchant);
    let asks = async |phone: &str| {
        let body = json!({ "amount": 11900, "currency": "EUR", "description": "Rohr", "payer": { "phone": phone } });
        program.posts("/payment_requests", body).await
    };
    for (written, kept) in [
        ("+43 0664 1234567", "+436641234567"),
        ("+44 (07700) 900123", "+447700900123"),
        ("0033 06 12 34 56 78", "+33612345678"),
        ("+39 (0)6 6982 1234", "+390669821234"),
        ("\u{202a}+49 151 12345678\u{202c}", "+4915112345678"),
        ("tel:+49-151-12345678", "+4915112345678"),
        ("＋４９１５１１２３４５６７８", "+4915112345678"),
        ("+52 1 55 1234 5678", "+525512345678"),
        ("+55 11 8123 4567", "+5511981234567"),
    ] {
        assert_eq!(asks(written).await.body["payer"]["phone"], kept, "{written}");
    }
    for (written, code) in [
        ("+33 6 1234567", "too_short"),
        ("+33 6 12 34 56 78 90", "too_long"),
        ("+34 0612 345 678", "trunk_zero"),
        ("+999 1234567", "unknown_country"),
        ("15202345678", "ambiguous"),
        ("Klempner", "invalid"),
    ] {
        let faults = asks(written).await.faults();
        assert_eq!(faults, [("payer.phone".to_owned(), code.to_owned())], "{written}");
    }
    let warned = asks("030 12345678").await.body;
    assert_eq!(
        (&warned["payer"]["phone"], &warned["warnings"][0]["code"]),
        (&json!("+493012345678"), &json!("fixed_line"))
    );
    assert_eq!(asks("0151 12345678").await.body["warnings"], json!([]));
    let nameless = program.posts("/contacts", json!({ "name": "\u{200b}\u{2060}" })).await;
    assert_eq!(nameless.faults(), [("name".to_owned(), "required".to_owned())], "{:?}", nameless.body);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_noted_of_a_number_as_it_is_dialled_at_home_holds_for_it() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let program = Program::of(&merchant);
    let no = json!({ "address": "0151 / 123 456 78", "channel": "sms", "action": "withdrawn", "source": "phone" });
    let noted = program.posts("/consents", no).await;
    assert_eq!((noted.status.as_u16(), &noted.body["address"]), (201, &json!("+4915112345678")), "{:?}", noted.body);
    for written in ["+4915112345678", "015112345678", "0049151%2012345678"] {
        let found = program.gets(&format!("/consents?address={written}")).await;
        assert_eq!(found.body["data"][0]["id"], noted.body["id"], "{written}: {:?}", found.body);
    }
    app.ends().await;
}

/// Changes the database behind the program's back, as an older version would have written it.
async fn alters(url: &str, sql: &'static str) {
    if url.starts_with("postgres") {
        let mut connection = PgConnection::connect(url).await.expect("a connection");
        sqlx::query(sql).execute(&mut connection).await.expect("a change");
    } else {
        let mut connection = SqliteConnection::connect(url).await.expect("a connection");
        sqlx::query(sql).execute(&mut connection).await.expect("a change");
    }
}

impl World<'_> {
    /// An entry of the ledger under the key that an older version made of the address.
    async fn said_of_old(&self, channel: Channel, address: &str, given: bool, at: &str, is_erased: bool) {
        let (context, scope) = (&self.context, self.merchant.scope);
        let entry = (context.random.uuid(context.now()), address.to_owned(), at.to_owned());
        let input = (entry, scope, channel, given, is_erased);
        let written = context.store.transact(input, |db, ((id, address, at), scope, channel, given, is_erased)| {
            Box::pin(async move {
                let at = Timestamp::parse_rfc3339(at).expect("a time");
                let consent = Consent {
                    scope: *scope,
                    id: ConsentId(*id),
                    channel: *channel,
                    address_hash: db.hash_as_written(*scope, *channel, address),
                    address: (!*is_erased).then(|| address.clone()),
                    given: *given,
                    source: ConsentSource::Keyword,
                    wording: None,
                    evidence: None,
                    ip: None,
                    user_agent: None,
                    recorded_by: None,
                    happened_at: at,
                    undated: false,
                    created_at: at,
                };
                db.insert_consent(&consent).await?;
                Ok::<_, OperationError>(())
            })
        });
        written.await.expect("an entry");
    }

    /// A message of a payer's as an older version kept it.
    async fn wrote_of_old(&self, from: &str, text: &str) {
        let (context, scope, account) = (&self.context, self.merchant.scope, self.account.id);
        let ids = (context.random.uuid(context.now()), context.random.uuid(context.now()));
        let input = (ids, from.to_owned(), text.to_owned(), context.now());
        let written = context.store.transact(input, move |db, (ids, from, text, now)| {
            Box::pin(async move {
                let letter = InboundLetter { from: from.clone(), text: text.clone(), ..InboundLetter::default() };
                let inbound = InboundMessage {
                    scope,
                    id: InboundMessageId(ids.0),
                    account,
                    channel: Channel::Sms,
                    letter,
                    meaning: InboundMeaning::Stop,
                    payment_request: None,
                    received_at: *now,
                    read_at: None,
                };
                let hash = db.hash_as_written(scope, Channel::Sms, from);
                db.insert_inbound(&inbound, &hash).await?;
                db.note_in_conversation(ConversationId(ids.1), &inbound, &hash).await?;
                Ok::<_, OperationError>(())
            })
        });
        written.await.expect("a message");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_older_version_kept_under_other_keys_is_mended_and_withdrawals_survive() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let scope = world.merchant.scope;
    let asked = world.asks(&[]).await;
    let contact = DraftContact {
        name: Some("Sepp".to_owned()),
        phone: Some("+43 664 7654321".to_owned()),
        ..DraftContact::default()
    };
    create_contact(&world.context, scope, &contact, None).await.expect("a contact");
    let url = world.context.config.database_url.reveal();
    alters(url, "UPDATE payer SET phone = '+4306641234567', email = 'erika@xn--mller-kva.example'").await;
    alters(url, "DELETE FROM address_reading").await;
    world.said_of_old(Channel::Sms, "+4306641234567", true, "2026-01-05T10:00:00Z", false).await;
    world.said_of_old(Channel::Sms, "+436641234567", false, "2026-01-06T10:00:00Z", false).await;
    // Erased since: known by its hash alone, and by whoever is still asked there.
    world.said_of_old(Channel::Sms, "+4306641234567", false, "2026-01-07T10:00:00Z", true).await;
    world.said_of_old(Channel::Email, "erika@xn--mller-kva.example", false, "2026-01-05T10:00:00Z", false).await;
    world.said_of_old(Channel::Sms, "+541123456789", false, "2026-01-05T10:00:00Z", false).await;
    world.said_of_old(Channel::Sms, "+5215512345678", false, "2026-01-05T10:00:00Z", false).await;
    // A number of Germany that was taken for one of America, and one that was not understood at all.
    let german = world.asks(&[]).await;
    world.said_of_old(Channel::Sms, "+15112345678", false, "2026-01-05T10:00:00Z", false).await;
    world.wrote_of_old("+15112345678", "STOP").await;
    world.wrote_of_old("015199999999", "STOP").await;
    for (channel, address) in
        [(Channel::Sms, PHONE), (Channel::Sms, "+4915199999999"), (Channel::Email, "erika@müller.example")]
    {
        assert_eq!(world.said_last(channel, address).await, None, "{address} before");
    }

    let mended = mend_addresses(&world.context).await.expect("mended").expect("something");
    assert_eq!((mended.senders, mended.withdrawals), (2, 1), "{mended:?}");
    assert!(mended.payers >= 2 && mended.moved >= 6, "{mended:?}");
    for (channel, address) in [
        (Channel::Sms, "+436641234567"),
        (Channel::Sms, PHONE),
        (Channel::Sms, "+4915199999999"),
        (Channel::Sms, "+5491123456789"),
        (Channel::Sms, "+525512345678"),
        (Channel::Email, "erika@müller.example"),
    ] {
        assert_eq!(world.said_last(channel, address).await, Some(false), "{address}");
    }
    let payer = world.merchant.sees(asked.id).await.payer;
    assert_eq!((payer.phone.as_deref(), payer.email.as_deref()), (Some("+436641234567"), Some("erika@müller.example")));
    assert_eq!(world.merchant.sees(german.id).await.payer.phone.as_deref(), Some(PHONE));
    assert_eq!(world.talks().await.len(), 2);
    assert_eq!(mend_addresses(&world.context).await.expect("read"), None, "once");
    let again =
        paylink::app::build((*world.context.config).clone(), world.context.clock.clone(), world.context.random.clone());
    again.await.expect("a start").context.store.close().await;
    assert_eq!(world.said_last(Channel::Sms, "+436641234567").await, Some(false));
    assert_eq!(world.said_last(Channel::Email, MAIL).await, None);
    app.ends().await;
}
