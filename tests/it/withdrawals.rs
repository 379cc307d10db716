//! Withdrawals hold: however, wherever and in whatever order they are said.

use crate::dashboard::Person;
use crate::inbox::texts_as;
use crate::support::gateway::{MAIL, PHONE, World};
use crate::support::program::calls;
use crate::support::{TestApp, days, hours};
use paylink::domain::channel::Channel;
use paylink::domain::consent::{Consent, ConsentSource};
use paylink::domain::contact::Contact;
use paylink::domain::ids::MessageId;
use paylink::domain::inbound_message::InboundMeaning;
use paylink::domain::message::MessageState;
use paylink::domain::message_account::{MessageAccount, MessageSender};
use paylink::domain::message_setting::MessageSettings;
use paylink::domain::phone::Numbering;
use paylink::domain::time::Timestamp;
use paylink::messaging::channel::Heard;
use paylink::operations::erase_person::erase_person;
use paylink::operations::hear_carrier::hear;
use paylink::operations::import_contacts::{ImportWish, RowOutcome, import_contacts};
use paylink::operations::keep_contacts::{DraftContact, create_contact};
use paylink::operations::manage_message_accounts::{read_message_settings, save_message_settings};
use paylink::operations::opt_in_pages::create_opt_in_page;
use paylink::operations::read_inbox::{list_conversations, read_conversation};
use paylink::operations::record_consent::{Saying, record_consent};
use paylink::providers::client::http_client;
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::time::Duration;

fn texts(text: &str) -> Heard {
    texts_as(PHONE, Numbering::International, text)
}

impl World<'_> {
    async fn ledger(&self, channel: Channel, address: &str) -> Vec<Consent> {
        let mut session = self.context.store.read().await.unwrap();
        let mut db = session.db();
        let hash = db.address_hash(self.merchant.scope, channel, address);
        db.consents_of(self.merchant.scope, channel, &hash).await.unwrap()
    }

    /// Whether a request that is sent now goes out by SMS.
    async fn reaches(&self) -> bool {
        let asked = self.asks(&[Channel::Sms]).await;
        self.sends().await;
        self.state(&asked).await == MessageState::Sent
    }

    async fn reads(&self, file: &str) -> Vec<RowOutcome> {
        let mut rows = Vec::new();
        let wish = ImportWish { dry_run: false, user: None };
        let told = |row: paylink::operations::import_contacts::RowResult| rows.push(row.outcome);
        import_contacts(&self.context, self.merchant.scope, file.as_bytes(), wish, told).await.unwrap();
        rows
    }

    async fn is_told(&self, given: bool, at: &str) {
        let saying = Saying {
            given,
            happened_at: Some(Timestamp::parse_rfc3339(at).unwrap()),
            evidence: Some("Auftrag 12".to_owned()),
            ..Saying::no_more(Channel::Sms, PHONE, ConsentSource::Letter)
        };
        record_consent(&self.context, self.merchant.scope, saying).await.unwrap();
    }

    /// The clock stands at this time of 2026 in Berlin's winter.
    fn it_is(&self, at: &str) {
        let at = Timestamp::parse_rfc3339(at).unwrap();
        self.context.clock.advance(at.since(self.context.now()));
        assert_eq!(self.context.now(), at, "time goes forward only");
    }
}

/// The codes of what is wrong with a line.
fn codes(outcome: &RowOutcome) -> Vec<(&str, &str)> {
    match outcome {
        RowOutcome::Bad(faults) => faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect(),
        RowOutcome::Created | RowOutcome::Updated | RowOutcome::Unchanged => Vec::new(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_stop_outweighs_a_consent_from_between_that_is_read_later() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    world.is_told(false, "2026-01-10T10:00:00Z").await;
    world.hears(texts("STOP")).await;
    let read = world
        .reads("name;phone;consent_sms;consent_at;evidence\nErika;0151 12345678;ja;2026-06-01;Auftrag 12, Seite 3\n")
        .await;
    assert_eq!(read, [RowOutcome::Created]);
    assert_eq!(world.ledger(Channel::Sms, PHONE).await.len(), 3, "every statement is written");
    assert!(!world.reaches().await);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_that_nobody_knows_the_time_of_outweighs_no_withdrawal() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let file = "name;phone;consent_sms;evidence\nErika;0151 12345678;ja;Liste\n";
    world.hears(texts("STOP")).await;
    app.passes(days(3));
    assert_eq!(codes(&world.reads(file).await[0]), [("consent_at", "undated")]);
    let yes = json!({ "address": PHONE, "channel": "sms", "action": "given", "evidence": "Liste" });
    let (status, told) = calls(&world.merchant, Method::POST, "/consents", Some(yes)).await;
    assert_eq!((status, &told["errors"][0]["code"]), (422, &json!("undated")), "{told}");
    assert_eq!(world.ledger(Channel::Sms, PHONE).await.len(), 1);
    assert!(!world.reaches().await);
    app.ends().await;

    // Written down first it outweighs none either.
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    assert_eq!(world.reads(file).await, [RowOutcome::Created]);
    assert!(world.reaches().await);
    world.is_told(false, "2026-03-01T10:00:00Z").await;
    assert!(!world.reaches().await, "it may have been said before March");
    world.is_told(true, "2026-04-01T10:00:00Z").await;
    assert!(world.reaches().await);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_of_a_file_may_be_today_and_never_outweighs_a_withdrawal_of_the_day() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    world.it_is("2026-12-10T06:00:00Z");
    let line = |word: &str, day: &str, name: &str| {
        format!("name;phone;consent_sms;consent_at;evidence\n{name};0151 12345678;{word};{day};Liste\n")
    };
    assert_eq!(world.reads(&line("ja", "10.12.2026", "Erika")).await, [RowOutcome::Created], "before noon");
    world.it_is("2026-12-10T09:00:00Z");
    world.hears(texts("STOP")).await;
    world.it_is("2026-12-10T15:00:00Z");
    assert_eq!(world.reads(&line("ja", "2026-12-10", "Erika M")).await.len(), 1);
    assert!(!world.reaches().await, "the day's yes is older than the STOP of ten o'clock");
    assert_eq!(codes(&world.reads(&line("ja", "11.12.2026", "Erika")).await[0]), [("consent_at", "in_the_future")]);
    world.it_is("2026-12-12T09:00:00Z");
    assert_eq!(codes(&world.reads(&line("ja", "11.12.2026", "Erika")).await[0]), []);
    assert!(world.reaches().await, "a later day's yes counts");
    assert_eq!(codes(&world.reads(&line("nein", "12.12.26", "Erika")).await[0]), [], "a no of today");
    assert!(!world.reaches().await);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_digits_of_a_year_are_of_this_century_and_no_other_goes_into_the_ledger() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let line = |at: &str| format!("name;phone;consent_sms;consent_at;evidence\nErika;0151 12345678;ja;{at};{at}\n");
    assert_eq!(codes(&world.reads(&line("03.11.26")).await[0]), []);
    assert_eq!(world.ledger(Channel::Sms, PHONE).await[0].happened_at.to_rfc3339(), "2026-11-02T23:00:00Z");
    for (at, code) in
        [("03.11.89", "in_the_future"), ("0026-11-03", "too_old"), ("3.11.1926", "too_old"), ("3.11.026", "invalid")]
    {
        assert_eq!(codes(&world.reads(&line(at)).await[0]), [("consent_at", code)], "{at}");
    }
    let no =
        json!({ "address": PHONE, "channel": "sms", "action": "withdrawn", "happened_at": "0026-11-03T10:00:00Z" });
    let (status, told) = calls(&world.merchant, Method::POST, "/consents", Some(no)).await;
    assert_eq!((status, &told["errors"][0]["code"]), (422, &json!("too_old")), "{told}");
    assert_eq!(world.ledger(Channel::Sms, PHONE).await.len(), 1);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_erased_stays_so_also_after_another_stop() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let draft =
        DraftContact { phone: Some(PHONE.to_owned()), name: Some("Erika".to_owned()), ..DraftContact::default() };
    let contact: Contact = create_contact(&world.context, world.merchant.scope, &draft, None).await.unwrap();
    erase_person(&world.context, world.merchant.scope, contact.id, None).await.unwrap();
    app.passes(days(1));
    world.hears(texts("STOP")).await;
    app.passes(days(1));
    let back =
        world.reads("name;phone;consent_sms;consent_at;evidence\nErika;0151 12345678;ja;22.11.2026;Liste\n").await;
    assert_eq!(codes(&back[0]), [("phone", "erased")]);
    world.hears(texts("START")).await;
    assert!(world.reaches().await, "they themselves come back");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_word_is_answered_once_an_hour_and_written_down_each_time() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    assert!(world.reaches().await);
    for _ in 0..100 {
        world.hears(texts("HELP")).await;
    }
    world.sends().await;
    assert_eq!(world.gateway.got(), 2, "the request and one answer");
    for _ in 0..20 {
        world.hears(texts("STOP")).await;
        world.hears(texts("START")).await;
        world.sends().await;
    }
    assert_eq!(world.gateway.got(), 3, "and one confirmation");
    assert_eq!(world.ledger(Channel::Sms, PHONE).await.len(), 40);
    app.passes(hours(2));
    for word in ["HELP", "STOP"] {
        world.hears(texts(word)).await;
    }
    world.sends().await;
    assert_eq!(world.gateway.got(), 5, "later again");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_number_ends_messages_and_waits_for_the_merchant() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    assert!(world.reaches().await);
    world.hears(texts("Sorry, Sie haben die falsche Nummer!")).await;
    assert!(!world.reaches().await);
    let inbox = Person::logs_in(&app).await.opens("/dashboard/inbox").await.text().await.unwrap();
    assert!(inbox.contains("falsche Nummer, abbestellt") && inbox.contains("is-unread"), "{inbox}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_after_a_stop_answers_no_older_question() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let page = create_opt_in_page(&world.context, world.merchant.scope, "Tresen", None).await.unwrap();
    let place = format!("/join/{}", page.token.reveal());
    let form = [
        ("name", "Erika"),
        ("phone", PHONE),
        ("email", ""),
        ("agree", "yes"),
        ("wording_1", "sms/de/1"),
        ("wording_2", "email/de/1"),
    ];
    assert!(app.payer().posts(&place, &form).await.says("Bitte bestätigen Sie noch"));
    app.passes(hours(1));
    world.hears(texts("STOP")).await;
    app.passes(hours(1));
    world.hears(texts("Ja")).await;
    let said: Vec<bool> = world.ledger(Channel::Sms, PHONE).await.iter().map(|entry| entry.given).collect();
    assert_eq!(said, [false]);
    app.works().await;
    app.ends().await;
}

/// What somebody writes by mail, to an account that a mailbox belongs to.
async fn mails(world: &World<'_>, from: &str, subject: &str, text: &str) -> InboundMeaning {
    mails_about(world, from, subject, text, None).await
}

async fn mails_about(
    world: &World<'_>,
    from: &str,
    subject: &str,
    text: &str,
    message: Option<MessageId>,
) -> InboundMeaning {
    let account = MessageAccount {
        channel: Channel::Email,
        carrier: "smtp".to_owned(),
        sender: MessageSender { address: "r@nord.example".to_owned(), name: None, reply_to: None, can_reply: true },
        ..world.account.clone()
    };
    let heard = Heard::Inbound {
        from: from.to_owned(),
        numbering: Numbering::International,
        to: "r@nord.example".to_owned(),
        text: text.to_owned(),
        subject: Some(subject.to_owned()),
        reference: None,
        message,
        opt_out_handled_by_carrier: false,
        part: None,
        at: None,
    };
    hear(&world.context, &account, heard, text.as_bytes()).await.unwrap();
    let found = list_conversations(&world.context, world.merchant.scope, true, None, 50).await.unwrap().0;
    let of = found.into_iter().find(|row| row.last.letter.from == from).unwrap().conversation.id;
    let talk = read_conversation(&world.context, world.merchant.scope, of).await.unwrap();
    talk.inbound.last().unwrap().meaning
}

#[tokio::test(flavor = "multi_thread")]
async fn stop_from_another_mailbox_holds_for_the_one_that_was_written_to() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let asked = world.asks(&[Channel::Email]).await;
    world.sends().await;
    let sent = world.messages(&asked).await.remove(0);
    mails_about(&world, "privat@anders.example", "Re: 119 €", "STOP", Some(sent.id)).await;
    for address in ["privat@anders.example", MAIL] {
        let said: Vec<bool> = world.ledger(Channel::Email, address).await.iter().map(|entry| entry.given).collect();
        assert_eq!(said, [false], "{address}");
    }
    app.works().await;
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn stop_by_mail_is_heard_with_all_that_mail_programs_add() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let ours = "Klempnerei Nord bittet Sie um 119 €";
    for (number, (subject, text)) in [
        (format!("Re: {ours}"), "STOP\r\n\r\n-- \r\nErika Mustermann\r\nMusterweg 1"),
        (format!("AW: {ours}"), "Stop\r\n\r\nVon meinem iPhone gesendet\r\n\r\n> Am 21.11.2026 um 13:02 schrieb Nord <r@nord.example>:\r\n> Guten Tag"),
        (format!("Re: {ours}"), "Sehr geehrte Damen und Herren,\r\n\r\nSTOP\r\n\r\nMit freundlichen Grüßen\r\nErika Mustermann\r\n\r\nDiese E-Mail enthält vertrauliche Informationen."),
        (format!("Re: {ours}"), "Stop. Ich habe schon bezahlt.\r\n\r\nLe sam. 21 nov. 2026 à 13:02, Nord <r@nord.example> a écrit :\r\n> Bonjour"),
        ("STOP".to_owned(), ""),
        ("Abmelden".to_owned(), "-- \r\nErika"),
    ]
    .into_iter()
    .enumerate()
    {
        let from = format!("person{number}@example.org");
        assert_eq!(mails(&world, &from, &subject, text).await, InboundMeaning::Stop, "{text}");
        let said = world.ledger(Channel::Email, &from).await;
        assert!(said.len() == 1 && !said[0].given, "{text}");
    }
    let reply = mails(&world, MAIL, &format!("Re: {ours}"), "Ich stoppe morgen die Überweisung.\r\n\r\nOn Sat, Nov 21, 2026 Nord <r@nord.example> wrote:\r\n\r\nTo unsubscribe: STOP").await;
    assert_eq!(reply, InboundMeaning::Reply, "what is quoted of ours says nothing");
    assert!(world.ledger(Channel::Email, MAIL).await.is_empty());
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_button_of_mail_programs_is_heard_in_whatever_wrapping() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let asked = world.asks(&[Channel::Sms]).await;
    let place = format!("{}{}/opt-out?channel=email", app.base, asked.link);
    let client = http_client(Duration::from_secs(10)).unwrap();
    let multipart = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
    for (number, (kind, body)) in [
        (Some("multipart/form-data; boundary=x"), multipart),
        (Some("text/plain"), "List-Unsubscribe=One-Click"),
        (Some("text/plain; charset=utf-8"), "List-Unsubscribe=One-Click\r\n"),
        (None, "List-Unsubscribe=One-Click"),
        (Some("application/x-www-form-urlencoded"), "List-Unsubscribe=One-Click"),
        (Some("application/x-www-form-urlencoded; charset=UTF-8"), "list-unsubscribe=one-click"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut call = client.post(&place).body(body);
        if let Some(kind) = kind {
            call = call.header("content-type", kind);
        }
        assert_eq!(call.send().await.unwrap().status(), StatusCode::OK, "{kind:?}");
        let said = world.ledger(Channel::Email, MAIL).await;
        assert_eq!(said.len(), number + 1, "{kind:?}");
        assert!(said.iter().all(|entry| !entry.given && entry.source == ConsentSource::MailButton));
    }
    for (kind, body) in [
        ("text/plain", "hello".to_owned()),
        ("text/plain", format!("List-Unsubscribe=One-Click{}", " ".repeat(20_000))),
    ] {
        let refused = client.post(&place).header("content-type", kind).body(body).send().await.unwrap();
        assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    }
    assert_eq!(world.ledger(Channel::Email, MAIL).await.len(), 6);
    app.works().await;
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_up_pages_ask_so_many_numbers_a_day_and_fewer_of_one_foreign_country() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let (context, scope) = (&world.context, world.merchant.scope);
    let settings = read_message_settings(context, scope).await.unwrap();
    let settings = MessageSettings { sign_ups_a_day: 5, sign_ups_a_day_abroad: 2, ..settings };
    save_message_settings(context, scope, settings).await.unwrap();
    let page = create_opt_in_page(context, scope, "Tresen", None).await.unwrap();
    let place = format!("/join/{}", page.token.reveal());
    let payer = app.payer();
    let asks = async |phone: &str| {
        let form = [
            ("name", "Erika"),
            ("phone", phone),
            ("email", ""),
            ("agree", "yes"),
            ("wording_1", "sms/de/1"),
            ("wording_2", "email/de/1"),
        ];
        payer.posts(&place, &form).await
    };
    for number in 1..=2 {
        assert_eq!(asks(&format!("+43 664 123450{number}")).await.status, StatusCode::OK);
    }
    let turned_away = asks("+43 664 1234503").await;
    assert_eq!(turned_away.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(turned_away.says("keine weiteren Anmeldungen per SMS"), "{}", turned_away.html);
    for number in 1..=3 {
        assert_eq!(asks(&format!("0151 1234500{number}")).await.status, StatusCode::OK, "others are not stopped by it");
    }
    assert_eq!(asks("0151 12345009").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let shown = Person::logs_in(&app).await.opens("/dashboard/contacts/sign-up").await.text().await.unwrap();
    assert!(shown.contains("so viele Nummern gefragt"), "the merchant is told");
    app.passes(days(1));
    assert_eq!(asks("0151 12345009").await.status, StatusCode::OK);
    app.works().await;
    app.ends().await;
}
