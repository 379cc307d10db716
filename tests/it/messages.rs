//! Messages: planned as rows, sent at most once, stopped by what happens, and what payers say about them.

use crate::support::{Asked, Merchant, TestApp, days, hours};
use paylink::domain::channel::Channel;
use paylink::domain::consent::ConsentSource;
use paylink::domain::message::{Message, MessageState};
use paylink::domain::purpose::Purpose;
use paylink::domain::time::{Zone, date_text};
use paylink::operations::OperationError;
use paylink::operations::change_message::withdraw_message;
use paylink::operations::follow_plan::{MessageWishes, PlanWish};
use paylink::operations::plan_messages::{SendWish, send_about};
use paylink::operations::read_messages::read_messages_of;
use paylink::operations::record_consent::{Saying, record_consent};
use paylink::providers::client::http_client;
use std::time::Duration;

const PHONE: &str = "+4915112345678";

fn by_sms(reminders: bool) -> MessageWishes {
    let plan = if reminders { PlanWish::Default } else { PlanWish::None };
    MessageWishes { channels: vec![Channel::Sms], plan }
}

async fn asks_by_sms(merchant: &Merchant<'_>, reminders: bool) -> Asked {
    let zone = Zone::named("Europe/Berlin").expect("a zone");
    let due = zone.date(merchant.app.context().now().plus(days(30)));
    merchant
        .requests_with(|draft| {
            draft.payer.phone = Some(PHONE.to_owned());
            draft.due_date = Some(date_text(due));
            draft.messages = by_sms(reminders);
        })
        .await
}

async fn messages(merchant: &Merchant<'_>, asked: &Asked) -> Vec<Message> {
    read_messages_of(merchant.app.context(), merchant.scope, asked.id).await.expect("messages")
}

fn states(messages: &[Message]) -> Vec<(Purpose, MessageState, Option<&str>)> {
    messages.iter().map(|message| (message.purpose, message.state, message.reason.as_deref())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn with_nothing_configured_the_message_lies_in_the_outbox_as_the_payer_would_read_it() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = asks_by_sms(&merchant, false).await;
    app.works().await;
    let message = messages(&merchant, &asked).await.remove(0);
    assert_eq!((message.state, message.reason.as_deref()), (MessageState::Held, Some("no_carrier")));
    let letter = message.letter.expect("a text");
    assert_eq!(letter.to, PHONE);
    assert!(letter.text.contains(&asked.link) && letter.text.contains("119,00 €"), "{}", letter.text);
    assert_eq!(paylink::messaging::segments::measure(&letter.text).parts, 1, "{}", letter.text);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn reminders_follow_and_stop_when_it_is_paid_and_thanks_are_said() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = asks_by_sms(&merchant, true).await;
    app.works().await;
    use MessageState::{Held, Scheduled, Skipped};
    let planned = messages(&merchant, &asked).await;
    assert_eq!(
        states(&planned).iter().map(|(purpose, state, _)| (*purpose, *state)).collect::<Vec<_>>(),
        [
            (Purpose::Request, Held),
            (Purpose::Reminder1, Scheduled),
            (Purpose::Reminder2, Scheduled),
            (Purpose::DueToday, Scheduled)
        ]
    );
    app.passes_and_works(days(24)).await;
    assert_eq!(messages(&merchant, &asked).await[1].state, Held, "a week before it is due");
    app.payer().pays(&asked).await;
    app.works().await;
    let after = messages(&merchant, &asked).await;
    for purpose in [Purpose::Reminder2, Purpose::DueToday] {
        let stopped = after.iter().find(|message| message.purpose == purpose).expect("a planned message");
        assert_eq!((stopped.state, stopped.reason.as_deref()), (Skipped, Some("paid")));
    }
    let thanks = after.iter().find(|message| message.purpose == Purpose::Paid).expect("thanks");
    assert_eq!(thanks.state, Held);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_downtime_only_the_latest_reminder_goes_out() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = asks_by_sms(&merchant, true).await;
    app.works().await;
    app.passes(days(29));
    app.works().await;
    let after = messages(&merchant, &asked).await;
    assert_eq!(states(&after)[1], (Purpose::Reminder1, MessageState::Skipped, Some("overtaken")));
    assert_eq!(after[2].state, MessageState::Held);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_opted_out_is_not_written_to() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let saying = Saying::no_more(Channel::Sms, PHONE, ConsentSource::Phone);
    record_consent(app.context(), merchant.scope, saying).await.expect("a withdrawal");
    let asked = asks_by_sms(&merchant, false).await;
    app.works().await;
    let message = messages(&merchant, &asked).await.remove(0);
    assert_eq!((message.state, message.reason.as_deref()), (MessageState::Skipped, Some("opted_out")));
    let again = Saying { given: true, ..Saying::no_more(Channel::Sms, PHONE, ConsentSource::Phone) };
    let given = record_consent(app.context(), merchant.scope, again).await.expect("a consent");
    let wish = SendWish { payment_request: asked.id, channel: Channel::Sms, purpose: Purpose::Request, user: None };
    send_about(app.context(), merchant.scope, wish, None).await.expect("a message");
    app.works().await;
    let second = messages(&merchant, &asked).await.pop().expect("a message");
    assert_eq!((second.state, second.ground), (MessageState::Held, Some(format!("consent {}", given.id))));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nights_are_quiet_and_nobody_gets_more_than_the_cap() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    // The stories begin at noon; eleven hours later it is night in Berlin.
    app.passes(hours(11));
    let asked = asks_by_sms(&merchant, false).await;
    app.works().await;
    let message = messages(&merchant, &asked).await.remove(0);
    assert_eq!((message.state, message.reason.as_deref()), (MessageState::Scheduled, Some("quiet_hours")));
    app.passes_and_works(hours(10)).await;
    assert_eq!(messages(&merchant, &asked).await[0].state, MessageState::Held);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_planned_can_be_taken_back_and_what_makes_no_sense_is_refused() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = asks_by_sms(&merchant, true).await;
    app.works().await;
    let planned = messages(&merchant, &asked).await.remove(1);
    for _ in 0..2 {
        let back = withdraw_message(app.context(), merchant.scope, planned.id, None).await.expect("taken back");
        assert_eq!((back.state, back.reason.as_deref()), (MessageState::Skipped, Some("withdrawn")));
    }
    let wish = |channel, purpose| SendWish { payment_request: asked.id, channel, purpose, user: None };
    let paid = send_about(app.context(), merchant.scope, wish(Channel::Sms, Purpose::Paid), None).await;
    assert!(matches!(paid, Err(OperationError::Conflict { code: "wrong_purpose", .. })), "{paid:?}");
    let mail = send_about(app.context(), merchant.scope, wish(Channel::Email, Purpose::Request), None).await;
    assert!(matches!(&mail, Err(OperationError::Invalid(faults)) if faults[0].field == "payer.email"), "{mail:?}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payer_ends_messages_on_the_page_and_a_mail_program_by_one_click() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = merchant
        .requests_with(|draft| {
            draft.payer.phone = Some(PHONE.to_owned());
            draft.payer.email = Some("erika@example.org".to_owned());
            draft.messages = MessageWishes { channels: vec![Channel::Email], ..MessageWishes::default() };
        })
        .await;
    app.works().await;
    let payer = app.payer();
    let place = format!("{}/opt-out", asked.link);
    let shown = payer.opens(&format!("{place}?channel=sms")).await;
    assert!(shown.says("Keine SMS mehr?"), "{}", shown.html);
    assert_eq!(merchant.sees_events(&asked).await.iter().filter(|kind| *kind == "consent.withdrawn").count(), 0);
    for _ in 0..2 {
        assert!(payer.posts(&place, &[("channel", "sms")]).await.says("Sie bekommen keine SMS mehr"));
    }
    let client = http_client(Duration::from_secs(10)).expect("a client");
    let form = [("List-Unsubscribe", "One-Click")];
    let one_click =
        client.post(format!("{}{place}?channel=email", app.base)).form(&form).send().await.expect("an answer");
    assert!(one_click.status().is_success(), "{}", one_click.status());
    assert_eq!(merchant.sees_events(&asked).await.iter().filter(|kind| *kind == "consent.withdrawn").count(), 2);
    let wish = SendWish { payment_request: asked.id, channel: Channel::Email, purpose: Purpose::Request, user: None };
    send_about(app.context(), merchant.scope, wish, None).await.expect("a message");
    app.works().await;
    let last = messages(&merchant, &asked).await.pop().expect("a message");
    assert_eq!((last.state, last.reason.as_deref()), (MessageState::Skipped, Some("opted_out")));
    app.ends().await;
}
