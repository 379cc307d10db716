//! What payers write, how they are answered, what did not arrive, and how messages fare.

use crate::dashboard::{Person, place_of};
use crate::support::gateway::{MAIL, PHONE, World, receipt};
use crate::support::{Asked, TestApp, days, seconds};
use paylink::domain::channel::Channel;
use paylink::domain::conversation::Conversation;
use paylink::domain::inbound_message::InboundMeaning;
use paylink::domain::message::MessageState;
use paylink::domain::message_setting::MessageSettings;
use paylink::domain::phone::Numbering;
use paylink::domain::purpose::Purpose;
use paylink::messaging::channel::{Delivery, Heard, Part, Reason, SendError};
use paylink::operations::OperationError;
use paylink::operations::answer_payer::{Answer, Answerable, answer_payer};
use paylink::operations::manage_message_accounts::{NewMessageAccount, replace_message_account};
use paylink::operations::read_inbox::{WholeConversation, list_conversations, list_lost_messages, read_conversation};
use paylink::operations::read_messages::read_previews;
use paylink::operations::report_messages::report_messages;
use reqwest::StatusCode;
use uuid::Uuid;

const STRANGER: &str = "+4915199999999";

fn texts(from: &str, text: &str) -> Heard {
    texts_as(from, Numbering::Unknown, text)
}

pub(crate) fn texts_as(from: &str, numbering: Numbering, text: &str) -> Heard {
    Heard::Inbound {
        from: from.to_owned(),
        numbering,
        to: "+4917600000".to_owned(),
        text: text.to_owned(),
        subject: None,
        reference: None,
        message: None,
        opt_out_handled_by_carrier: false,
        part: None,
        at: None,
    }
}

fn piece(text: &str, of: u16, number: u8, count: u8) -> Heard {
    match texts(PHONE, text) {
        Heard::Inbound { from, numbering, to, text, reference, .. } => Heard::Inbound {
            from,
            numbering,
            to,
            text,
            subject: None,
            reference,
            message: None,
            opt_out_handled_by_carrier: false,
            part: Some(Part { of, number, count }),
            at: None,
        },
        other => other,
    }
}

impl World<'_> {
    async fn conversations(&self) -> Vec<Conversation> {
        let found = list_conversations(&self.context, self.merchant.scope, true, None, 50).await.expect("the inbox");
        found.0.into_iter().map(|row| row.conversation).collect()
    }

    async fn talk(&self) -> WholeConversation {
        let first = self.conversations().await.remove(0);
        read_conversation(&self.context, self.merchant.scope, first.id).await.expect("a conversation")
    }

    async fn answers(&self, text: &str) -> Result<Purpose, OperationError> {
        let whole = self.talk().await;
        let answer = Answer {
            conversation: whole.conversation.id,
            inbound: whole.conversation.last_inbound,
            text: text.to_owned(),
            user: paylink::domain::ids::UserId(Uuid::from_u128(7)),
        };
        answer_payer(&self.context, self.merchant.scope, answer).await.map(|message| message.purpose)
    }

    async fn asked_and_sent(&self) -> Asked {
        let asked = self.asks(&[Channel::Sms]).await;
        self.sends().await;
        asked
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_waits_unread_is_answered_once_and_belongs_to_its_request() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let asked = world.asked_and_sent().await;
    world.hears(texts(PHONE, "Kommt am Freitag jemand?")).await;
    let person = Person::logs_in(&app).await;
    let inbox = person.opens("/dashboard/inbox").await.text().await.expect("a page");
    assert!(inbox.contains("Kommt am Freitag jemand?") && inbox.contains("is-unread"), "{inbox}");
    assert!(inbox.contains("Erika Mustermann") && inbox.contains("nav-count"));
    let talk = world.talk().await;
    let place = format!("/dashboard/inbox/{}", talk.conversation.id);
    let page = person.opens(&place).await.text().await.expect("a page");
    assert!(page.contains("Rohrreparatur am 15. Dezember") && page.contains(&asked.link), "both sides and the request");
    assert!(!page.contains("nav-count"), "it is read now");
    let inbound = talk.conversation.last_inbound.to_string();
    for _ in 0..2 {
        let form = [("inbound", inbound.as_str()), ("text", "Ja, „um neun“.")];
        let answer = person.posts(&format!("{place}/answer"), &form).await;
        assert_eq!(place_of(&answer), format!("{place}?notice=answer-on-its-way"));
    }
    world.sends().await;
    assert_eq!(
        world.gateway.got.lock().unwrap()[1..],
        ["Ja, \"um neun\"."],
        "once, however often the button is pressed"
    );
    let answer = world.messages(&asked).await.pop().expect("a message");
    assert_eq!((answer.purpose, answer.state, answer.channel), (Purpose::Answer, MessageState::Sent, Channel::Sms));
    assert_eq!(answer.ground, Some(format!("answer {inbound}")));
    let page = person.opens(&place).await.text().await.expect("a page");
    assert!(page.contains("um neun"), "{page}");
    let wrong = person.posts(&format!("{place}/answer"), &[("inbound", inbound.as_str()), ("text", " ")]).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let done = person.posts(&format!("{place}/mark"), &[("as", "done")]).await;
    assert!(place_of(&done).starts_with("/dashboard/inbox?"));
    let inbox = person.opens("/dashboard/inbox").await.text().await.expect("a page");
    assert!(!inbox.contains("Freitag"), "what is done is out of sight");
    world.hears(texts(PHONE, "Danke!")).await;
    assert!(person.opens("/dashboard/inbox").await.text().await.expect("a page").contains("Danke!"), "and comes back");
    let events = world.merchant.sees_events(&asked).await;
    assert_eq!(events.iter().filter(|kind| *kind == "message.replied").count(), 2);
    let timeline = person.opens(&format!("/dashboard/requests/{}", asked.id)).await.text().await.expect("a page");
    let way = format!("/dashboard/inbox/of/{inbound}");
    assert!(timeline.contains(&way), "{timeline}");
    assert_eq!(place_of(&person.opens(&way).await), format!("{place}#{inbound}"));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_sounds_like_a_withdrawal_is_for_a_person_to_decide() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let asked = world.asked_and_sent().await;
    world.hears(texts(PHONE, "Bitte keine SMS mehr, rufen Sie an")).await;
    let person = Person::logs_in(&app).await;
    let talk = world.talk().await;
    assert_eq!(talk.inbound[0].meaning, InboundMeaning::MaybeStop);
    let place = format!("/dashboard/inbox/{}", talk.conversation.id);
    let page = person.opens(&place).await.text().await.expect("a page");
    assert!(page.contains("Möchte diese Person keine SMS mehr?"), "{page}");
    let inbound = talk.conversation.last_inbound.to_string();
    let decision = [("inbound", inbound.as_str()), ("decision", "stop")];
    let first = person.posts(&format!("{place}/suggestion"), &decision).await;
    assert_eq!(place_of(&first), format!("{place}?notice=stop-noted"));
    let second = person.posts(&format!("{place}/suggestion"), &decision).await;
    assert_eq!(place_of(&second), format!("{place}?notice=already-decided"));
    let talk = world.talk().await;
    let consent = talk.consent.clone().expect("an entry");
    assert!(!consent.given && consent.recorded_by.is_some());
    assert_eq!(consent.evidence.as_deref(), Some("Bitte keine SMS mehr, rufen Sie an"));
    assert_eq!(talk.answerable, Answerable::OptedOut);
    assert!(matches!(world.answers("Gut.").await, Err(OperationError::Conflict { code: "opted_out", .. })));
    assert!(world.merchant.sees_events(&asked).await.contains(&"consent.withdrawn".to_owned()));
    let again = world.asks(&[Channel::Sms]).await;
    world.sends().await;
    assert_eq!(world.messages(&again).await[0].reason.as_deref(), Some("opted_out"));
    world.hears(texts(STRANGER, "Bitte keine SMS mehr")).await;
    let talk = world.talk().await;
    let place = format!("/dashboard/inbox/{}", talk.conversation.id);
    let inbound = talk.conversation.last_inbound.to_string();
    let form = [("inbound", inbound.as_str()), ("decision", "reply")];
    assert_eq!(
        place_of(&person.posts(&format!("{place}/suggestion"), &form).await),
        format!("{place}?notice=reply-noted")
    );
    assert!(world.talk().await.consent.is_none());
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_never_written_to_or_wrote_long_ago_is_not_answered() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    world.hears(texts(STRANGER, "Wer sind Sie denn?")).await;
    assert_eq!(world.talk().await.answerable, Answerable::NoRequest);
    assert!(matches!(world.answers("Wir.").await, Err(OperationError::Conflict { code: "no_request", .. })));
    let asked = world.asked_and_sent().await;
    world.hears(texts(PHONE, "Ich zahle morgen")).await;
    assert_eq!(world.talk().await.answerable, Answerable::About(asked.id));
    app.passes(days(14));
    assert_eq!(world.talk().await.answerable, Answerable::TooLate);
    assert!(matches!(world.answers("Danke").await, Err(OperationError::Conflict { code: "too_late", .. })));
    world.sends().await;
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_by_a_replaced_account_of_the_same_number_means_the_newest_request() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let first = world.asked_and_sent().await;
    let new = NewMessageAccount {
        profile: None,
        carrier: world.account.carrier.clone(),
        name: String::new(),
        credentials: world.account.credentials.clone(),
        sender: world.account.sender.clone(),
    };
    replace_message_account(&world.context, world.merchant.scope, new).await.expect("another account");
    app.passes(seconds(60));
    let second = world.asked_and_sent().await;
    assert_ne!(world.messages(&first).await[0].account, world.messages(&second).await[0].account);
    app.passes(seconds(60));
    // The carrier still calls the address that it was given first.
    world.hears(texts(PHONE, "HILFE")).await;
    assert_eq!(world.talk().await.inbound[0].payment_request, Some(second.id));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_text_becomes_one_message_whatever_order_its_parts_come_in() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let asked = world.asked_and_sent().await;
    for heard in
        [piece("zahle am Ersten, ", 7, 2, 3), piece("Guten Tag, ich ", 7, 1, 3), piece("zahle am Ersten, ", 7, 2, 3)]
    {
        world.hears(heard).await;
    }
    assert!(world.conversations().await.is_empty(), "a part is missing");
    world.hears(piece("versprochen.", 7, 3, 3)).await;
    world.hears(piece("versprochen.", 7, 3, 3)).await;
    let talk = world.talk().await;
    assert_eq!(talk.inbound.len(), 1);
    assert_eq!(talk.inbound[0].letter.text, "Guten Tag, ich zahle am Ersten, versprochen.");
    // A word that was cut in two is a word.
    world.hears(piece("OP", 8, 2, 2)).await;
    world.hears(piece("ST", 8, 1, 2)).await;
    let talk = world.talk().await;
    assert_eq!(talk.inbound[0].meaning, InboundMeaning::Stop);
    assert!(talk.consent.is_some_and(|consent| !consent.given));
    world.sends().await;
    let confirmed = world.messages(&asked).await.pop().expect("a message");
    assert_eq!(confirmed.purpose, Purpose::OptOutConfirmed);
    // The number is given out again, an hour later and at once.
    app.passes(seconds(3700));
    world.hears(piece("Guten Tag, ich ", 7, 1, 3)).await;
    world.hears(piece("Und noch etwas: ", 7, 1, 3)).await;
    assert_eq!(world.talk().await.inbound[0].letter.missing, 2, "the first is shown with its gaps");
    app.passes(seconds(3700));
    world.sends().await;
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_that_stays_away_is_waited_for_in_vain_and_may_come_later() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    world.asked_and_sent().await;
    world.hears(piece("STOP", 9, 2, 2)).await;
    world.sends().await;
    assert!(world.conversations().await.is_empty());
    app.passes(seconds(181));
    world.sends().await;
    let talk = world.talk().await;
    assert_eq!((talk.inbound[0].letter.missing, talk.inbound[0].meaning), (1, InboundMeaning::MaybeStop));
    assert!(
        talk.inbound[0].letter.text.contains("[…]") && talk.consent.is_none(),
        "half a text does nothing by itself"
    );
    world.hears(piece("Don't ", 9, 1, 2)).await;
    let talk = world.talk().await;
    assert_eq!((talk.inbound.len(), talk.inbound[0].letter.text.as_str()), (1, "Don't STOP"));
    assert_eq!(talk.inbound[0].letter.missing, 0);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_did_not_arrive_is_corrected_and_sent_again_or_seen_to() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    world.gateway.will([
        Some(Err(SendError::refused(Reason::BadAddress, "30003", "The number does not exist."))),
        Some(Err(SendError::unknown("no answer"))),
    ]);
    let asked = world
        .merchant
        .requests_with(|draft| {
            draft.payer.phone = Some("+4915100000001".to_owned());
            draft.messages.channels = vec![Channel::Sms];
        })
        .await;
    let test_recipients = vec![PHONE.to_owned(), MAIL.to_owned(), "+4915100000001".to_owned()];
    let settings = MessageSettings { test_recipients, ..MessageSettings::default() };
    paylink::operations::manage_message_accounts::save_message_settings(&world.context, world.merchant.scope, settings)
        .await
        .expect("settings");
    world.sends().await;
    world.asked_and_sent().await;
    let person = Person::logs_in(&app).await;
    let page = person.opens("/dashboard/inbox/failures").await.text().await.expect("a page");
    assert!(page.contains("Diese Nummer oder Adresse gibt es nicht.") && page.contains("The number does not exist."));
    assert!(page.contains("Der Versanddienst hat nicht geantwortet."), "{page}");
    let (lost, _) = list_lost_messages(&world.context, world.merchant.scope, None, 10).await.expect("failures");
    let [unsure, failed] = &lost[..] else { panic!("{lost:?}") };
    let place = format!("/dashboard/messages/{}/correction", failed.message.id);
    for wrong in ["", "0151", "+4915100000001"] {
        let answer = person.posts(&place, &[("address", wrong)]).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(answer.text().await.expect("a page").contains("aria-invalid=\"true\""), "{wrong}");
    }
    for _ in 0..2 {
        let answer = person.posts(&place, &[("address", "0151 12345678")]).await;
        assert_eq!(place_of(&answer), "/dashboard/inbox/failures?notice=sent-again");
    }
    world.sends().await;
    let messages = world.messages(&asked).await;
    assert_eq!(messages.len(), 2, "once, however often it is wished for");
    assert_eq!(
        (messages[1].state, messages[1].letter.as_ref().map(|letter| letter.to.as_str())),
        (MessageState::Sent, Some(PHONE))
    );
    assert_eq!(world.merchant.sees(asked.id).await.payer.phone.as_deref(), Some(PHONE));
    let form = [("id", unsure.message.id.to_string())];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, id)| (*name, id.as_str())).collect();
    assert_eq!(
        place_of(&person.posts("/dashboard/inbox/failures/handled", &form).await),
        "/dashboard/inbox/failures?notice=handled"
    );
    let (lost, _) = list_lost_messages(&world.context, world.merchant.scope, None, 10).await.expect("failures");
    assert!(lost.is_empty());
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_outbox_and_the_report_tell_what_became_of_messages() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let asked = world.asked_and_sent().await;
    world.hears(receipt("usual", Delivery::Delivered)).await;
    let payer = app.payer();
    let client = paylink::providers::client::http_client(seconds(10)).expect("a client");
    let preview = client.get(format!("{}{}", app.base, asked.link)).header("user-agent", "WhatsApp/2.23.20.0");
    let seen = preview.send().await.expect("an answer").bytes().await.expect("a page");
    let head = client.head(format!("{}{}", app.base, asked.link)).header("user-agent", "Mozilla/5.0 (iPhone)");
    assert!(head.send().await.expect("an answer").status().is_success());
    app.works().await;
    assert!(world.messages(&asked).await[0].opened_at.is_none());
    assert_eq!(read_previews(&world.context, world.merchant.scope, asked.id).await.expect("a count").0, 2);
    let person_sees = payer.opens(&asked.link).await;
    assert_eq!(person_sees.html.len(), seen.len(), "everybody gets the same bytes");
    payer.pays(&asked).await;
    app.works().await;
    let message = world.messages(&asked).await.remove(0);
    assert!(message.opened_at.is_some());
    let now = world.context.now();
    let report = report_messages(&world.context, world.merchant.scope, now.minus(days(1)), now.plus(days(1))).await;
    let report = report.expect("a report");
    let line = report.lines.iter().find(|line| line.purpose == Purpose::Request).expect("a line");
    let fate = line.fate;
    assert_eq!((line.carrier.as_str(), fate.sent, fate.delivered, fate.opened, fate.paid), ("gateway", 1, 1, 1, 1));
    assert!(report.openings >= 1 && report.previews == 2, "{report:?}");
    let person = Person::logs_in(&app).await;
    let page = async |place: String| person.opens(&place).await.text().await.expect("a page");
    let list = page("/dashboard/messages?state=delivered&channel=sms".to_owned()).await;
    assert!(list.contains(&format!("/dashboard/messages/{}", message.id)) && list.contains("zugestellt"), "{list}");
    assert!(!page("/dashboard/messages?state=bounced".to_owned()).await.contains(&message.id.to_string()));
    let one = page(format!("/dashboard/messages/{}", message.id)).await;
    assert!(one.contains(&asked.link) && one.contains("Vertrag") && one.contains(PHONE.get(..4).unwrap_or_default()));
    assert!(page("/dashboard/messages/report".to_owned()).await.contains("gateway"));
    let timeline = page(format!("/dashboard/requests/{}", asked.id)).await;
    assert!(timeline.contains("Link-Vorschau abgerufen, 2 Mal") && timeline.contains("Link von einer Person geöffnet"));
    let wrong = person.opens("/dashboard/messages/report?from=2026-12-02&to=2026-12-01").await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    app.ends().await;
}
