//! Reminders that would be wrong: to somebody who has just paid, or numbered by the calendar instead of by what went out.

use crate::support::{Asked, Merchant, TestApp, days, seconds};
use paylink::domain::channel::Channel;
use paylink::domain::message::{Message, MessageState};
use paylink::domain::purpose::Purpose;
use paylink::domain::time::{Zone, date_text};
use paylink::operations::follow_plan::{MessageWishes, PlanWish};
use paylink::operations::read_messages::read_messages_of;
use serde_json::json;

const PHONE: &str = "+4915112345678";

async fn asks(merchant: &Merchant<'_>, due_in: u64) -> Asked {
    let zone = Zone::named("Europe/Berlin").expect("a zone");
    let due = zone.date(merchant.app.context().now().plus(days(due_in)));
    merchant
        .requests_with(|draft| {
            draft.payer.phone = Some(PHONE.to_owned());
            draft.due_date = Some(date_text(due));
            draft.messages = MessageWishes { channels: vec![Channel::Sms], plan: PlanWish::Default };
        })
        .await
}

async fn messages(merchant: &Merchant<'_>, asked: &Asked) -> Vec<Message> {
    read_messages_of(merchant.app.context(), merchant.scope, asked.id).await.expect("messages")
}

async fn last(merchant: &Merchant<'_>, asked: &Asked) -> Message {
    messages(merchant, asked).await.pop().expect("a message")
}

/// Pays at the provider and does not come back.
async fn pays_unheard(app: &TestApp, asked: &Asked) {
    let payer = app.payer();
    let checkout = payer.presses_pay(asked).await.location.expect("a checkout");
    payer.chooses(&checkout, "succeed").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_who_has_paid_is_reminded_because_the_news_was_lost() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = asks(&merchant, 2).await;
    app.works().await;
    merchant.sandbox_faults(json!({ "lose_notifications": true })).await;
    // The evening before it is due; then nothing runs until after the reminder's time.
    app.passes(days(1));
    pays_unheard(&app, &asked).await;
    app.passes(days(1));
    app.works().await;
    app.passes_and_works(seconds(60)).await;
    let due = messages(&merchant, &asked).await.into_iter().find(|message| message.purpose == Purpose::DueToday);
    let due = due.expect("planned");
    assert_eq!((due.state, due.reason.as_deref()), (MessageState::Skipped, Some("paid")));
    assert!(due.letter.is_none(), "it was never written");
    merchant.sees_paid(&asked).await;
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reminder_waits_for_a_silent_provider_and_goes_out_once_it_says_that_nothing_came() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = asks(&merchant, 2).await;
    app.works().await;
    app.passes(days(2).saturating_sub(seconds(3 * 3600 + 600)));
    app.payer().presses_pay(&asked).await.location.expect("a checkout");
    app.works().await;
    merchant.sandbox_faults(json!({ "lookup_answer": "error" })).await;
    app.passes(seconds(900));
    app.works().await;
    app.passes_and_works(seconds(600)).await;
    let waiting = last(&merchant, &asked).await;
    assert_eq!((waiting.state, waiting.reason.as_deref()), (MessageState::Scheduled, Some("checkout")));
    merchant.sandbox_faults(json!({})).await;
    app.passes_and_works(seconds(240)).await;
    let sent = last(&merchant, &asked).await;
    assert_eq!((sent.state, sent.purpose), (MessageState::Held, Purpose::DueToday));
    assert_eq!(sent.reason.as_deref(), Some("no_carrier"), "why it waited is forgotten");
    app.passes_and_works(days(2)).await;
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_reminder_is_called_the_first() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = asks(&merchant, 5).await;
    app.works().await;
    let planned: Vec<Purpose> = messages(&merchant, &asked).await.iter().map(|message| message.purpose).collect();
    assert_eq!(planned, [Purpose::Request, Purpose::Reminder2, Purpose::DueToday], "too late for the week before");
    app.passes_and_works(days(3)).await;
    let reminder = messages(&merchant, &asked).await.remove(1);
    assert_eq!((reminder.purpose, reminder.state), (Purpose::Reminder1, MessageState::Held));
    let text = reminder.letter.expect("a text").text;
    assert!(!text.contains("weite") && !text.contains("2."), "{text}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_out_a_day_late_does_not_say_today() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = asks(&merchant, 2).await;
    app.works().await;
    app.passes(days(4));
    app.works().await;
    let late = last(&merchant, &asked).await;
    assert_eq!((late.purpose, late.state), (Purpose::Reminder1, MessageState::Held));
    assert!(!late.letter.expect("a text").text.contains("eute"));
    app.ends().await;
}
