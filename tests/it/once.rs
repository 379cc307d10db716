//! No message twice, whatever a carrier answers and in whatever order it tells.

use crate::bounces::Post;
use crate::support::gateway::{PHONE, World, receipt, taken};
use crate::support::{TestApp, days, seconds};
use paylink::domain::channel::Channel;
use paylink::domain::ids::UserId;
use paylink::domain::message::MessageState;
use paylink::domain::message_account::MessageSender;
use paylink::domain::message_setting::MessageSettings;
use paylink::domain::purpose::Purpose;
use paylink::jobs::worker::run_due_jobs;
use paylink::messaging::channel::{Carrier, Carriers, Delivery, Heard, Reason, SendError};
use paylink::operations::create_payment_request::{Draft, DraftPayer, create_payment_request};
use paylink::operations::follow_plan::{MessageWishes, PlanWish};
use paylink::operations::manage_message_accounts::{NewMessageAccount, add_message_account};
use paylink::operations::opt_in_pages::create_opt_in_page;
use paylink::operations::plan_messages::{SendWish, send_about};
use paylink::operations::read_messages::read_messages_of;
use serde_json::json;
use std::sync::Arc;
use uuid::Uuid;

#[tokio::test(flavor = "multi_thread")]
async fn receipts_count_in_any_order_also_before_the_answer() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let asked = world.asks(&[Channel::Sms]).await;
    world.hears(receipt("ahead", Delivery::Delivered)).await;
    world.gateway.will([Some(Ok(taken("ahead")))]);
    world.sends().await;
    assert_eq!(world.state(&asked).await, MessageState::Delivered);
    world.hears(receipt("ahead", Delivery::Sent)).await;
    assert_eq!(world.state(&asked).await, MessageState::Delivered, "a message only climbs");
    // An old reference that is given out again says nothing of a new message.
    app.passes(seconds(700));
    let another = world.asks(&[Channel::Sms]).await;
    world.gateway.will([Some(Ok(taken("ahead")))]);
    world.sends().await;
    assert_eq!(world.state(&another).await, MessageState::Sent);
    world.hears(receipt("ahead", Delivery::Delivered)).await;
    assert_eq!(world.state(&another).await, MessageState::Delivered);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn receipts_ahead_of_the_answer_count_for_messages_without_a_request_too() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let scope = world.merchant.scope;
    let page = create_opt_in_page(&world.context, scope, "Tresen", None).await.expect("a page");
    let form = [("name", "Erika"), ("phone", PHONE), ("agree", "yes"), ("wording_1", "sms/de/1")];
    app.payer().posts(&format!("/join/{}", page.token.reveal()), &form).await;
    world.hears(receipt("ahead", Delivery::Delivered)).await;
    world.gateway.will([Some(Ok(taken("ahead")))]);
    world.sends().await;
    let mut session = world.context.store.read().await.expect("a connection");
    let hash = session.db().address_hash(scope, Channel::Sms, PHONE);
    let sent = session.db().directs_to(scope, Channel::Sms, &hash).await.expect("messages");
    assert_eq!(sent.iter().map(|message| message.state).collect::<Vec<_>>(), [MessageState::Delivered]);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unanswered_message_is_never_sent_again_and_a_receipt_resolves_it() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let asked = world.asks(&[Channel::Sms]).await;
    world.gateway.will([Some(Err(SendError::unknown("the connection broke")))]);
    world.sends().await;
    assert_eq!(world.state(&asked).await, MessageState::Unconfirmed);
    app.passes(days(2));
    world.sends().await;
    assert_eq!(world.gateway.got(), 1);
    let id = world.messages(&asked).await[0].id;
    let delivered = Heard::Receipt {
        reason: None,
        reference: None,
        message: Some(id),
        delivery: Delivery::Delivered,
        code: None,
        detail: None,
        at: None,
    };
    world.hears(delivered).await;
    assert_eq!(world.state(&asked).await, MessageState::Delivered);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_dies_while_sending_leaves_no_second_message() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let asked = world.asks(&[Channel::Sms]).await;
    world.gateway.will([None]);
    let context = world.context.clone();
    let dying = tokio::spawn(async move { run_due_jobs(&context, "sms").await });
    while world.gateway.got() == 0 {
        tokio::task::yield_now().await;
    }
    dying.abort();
    assert_eq!(world.state(&asked).await, MessageState::Sending);
    for _ in 0..4 {
        app.passes(seconds(61));
        world.sends().await;
    }
    assert_eq!((world.state(&asked).await, world.gateway.got()), (MessageState::Unconfirmed, 1));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_taken_is_tried_again_until_it_is() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let asked = world.asks(&[Channel::Sms]).await;
    let keys = SendError::refused(Reason::Credentials, 401, "The password is wrong.");
    world.gateway.will([Some(Err(SendError::not_now("busy"))), Some(Err(keys))]);
    world.sends().await;
    let waiting = world.messages(&asked).await.remove(0);
    assert_eq!((waiting.state, waiting.detail.as_deref()), (MessageState::Scheduled, Some("busy")));
    for _ in 0..3 {
        app.passes(seconds(60));
        world.sends().await;
    }
    let sent = world.messages(&asked).await.remove(0);
    assert_eq!((sent.state, sent.tries, sent.detail), (MessageState::Sent, 3, None), "nothing is wrong any more");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_other_channel_steps_in_unless_it_says_the_same_anyway() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let lost = || Some(Err(SendError::refused(Reason::BadAddress, 30003, "There is nobody.")));
    for (channels, expected) in [(&[Channel::Sms][..], 2), (&[Channel::Sms, Channel::Email], 2)] {
        let asked = world.asks(channels).await;
        world.gateway.will([lost()]);
        world.sends().await;
        let messages = world.messages(&asked).await;
        assert_eq!(messages.len(), expected, "{messages:?}");
        assert_eq!(messages.iter().filter(|message| message.channel == Channel::Email).count(), 1, "{messages:?}");
    }
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_more_than_the_cap_but_by_a_persons_own_hand() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let asked = world.asks(&[]).await;
    let presses = async |user: Option<UserId>| {
        app.passes(seconds(60));
        let (channel, purpose) = (Channel::Sms, Purpose::Reminder1);
        let wish = SendWish { payment_request: asked.id, channel, purpose, user };
        send_about(&world.context, world.merchant.scope, wish, None).await.expect("a message");
        world.sends().await;
        world.messages(&asked).await.into_iter().max_by_key(|message| message.created_at).expect("a message")
    };
    for _ in 0..4 {
        assert_eq!(presses(None).await.state, MessageState::Sent);
    }
    let fifth = presses(None).await;
    assert_eq!((fifth.state, fifth.reason.as_deref()), (MessageState::Scheduled, Some("cap")), "it waits for room");
    assert_eq!(
        presses(Some(UserId(Uuid::from_u128(5)))).await.state,
        MessageState::Sent,
        "who presses the button knows why"
    );
    // One by hand took the room that the fifth would have had first.
    for (passed, state) in [(days(7) - seconds(270), MessageState::Scheduled), (seconds(60), MessageState::Sent)] {
        app.passes(passed);
        world.sends().await;
        let fifth = world.messages(&asked).await.into_iter().find(|message| message.id == fifth.id);
        assert_eq!(fifth.expect("the fifth").state, state);
    }
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_cap_stops_goes_by_the_other_channel_and_waits_where_that_is_full_too() {
    let app = TestApp::start().await;
    let mut world = World::of(&app).await;
    let post = Arc::new(Post::default());
    let carriers: Vec<Arc<dyn Carrier>> = vec![Arc::clone(&world.gateway) as _, Arc::clone(&post) as _];
    world.context.carriers = Carriers::new(carriers);
    let sender = MessageSender { address: "r@nord.example".to_owned(), name: None, reply_to: None, can_reply: false };
    let (profile, carrier, name) = (None, "smtp".to_owned(), String::new());
    let new = NewMessageAccount { profile, carrier, name, credentials: json!({}), sender };
    add_message_account(&world.context, world.merchant.scope, new).await.expect("an account");
    let mut asked = Vec::new();
    for _ in 0..9 {
        app.passes(seconds(60));
        asked.push(world.asks(&[Channel::Sms]).await);
        world.sends().await;
    }
    assert_eq!((world.gateway.got(), post.0.lock().unwrap().len()), (4, 4));
    for (at, one) in asked.iter().enumerate() {
        let all = world.messages(one).await;
        let states: Vec<_> =
            all.iter().map(|message| (message.channel, message.state, message.reason.as_deref())).collect();
        let (sms, mail) = (Channel::Sms, Channel::Email);
        match at {
            0..4 => assert_eq!(states, [(sms, MessageState::Sent, None)]),
            4..8 => {
                assert_eq!(states, [(sms, MessageState::Skipped, Some("cap")), (mail, MessageState::Sent, None)]);
            }
            _ => assert_eq!(states, [(sms, MessageState::Scheduled, Some("cap"))]),
        }
    }
    app.passes(days(7));
    world.sends().await;
    assert_eq!(world.messages(&asked[8]).await[0].state, MessageState::Sent, "there is room again");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_cap_stops_waits_where_the_other_channel_is_not_wanted() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    for _ in 0..5 {
        app.passes(seconds(60));
        world.asks(&[Channel::Sms]).await;
        world.sends().await;
    }
    let last = world.asks(&[Channel::Sms]).await;
    world.sends().await;
    let messages = world.messages(&last).await;
    assert_eq!(messages.len(), 1, "no mail leaves the house: {messages:?}");
    assert_eq!((messages[0].state, messages[0].reason.as_deref()), (MessageState::Scheduled, Some("cap")));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn reminders_of_a_persons_request_go_by_the_plan() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let person = UserId(Uuid::from_u128(5));
    let draft = Draft {
        amount: Some(11_900),
        currency: Some("EUR".to_owned()),
        due_date: Some("2026-12-20".to_owned()),
        payer: DraftPayer { phone: Some(PHONE.to_owned()), ..DraftPayer::default() },
        messages: MessageWishes { channels: vec![Channel::Sms], plan: PlanWish::Default },
        ..Draft::default()
    };
    let made = create_payment_request(&world.context, world.merchant.scope, &draft, Some(person), None).await;
    let messages = read_messages_of(&world.context, world.merchant.scope, made.expect("a request")).await;
    let wanted_by: Vec<_> = messages.expect("messages").iter().map(|message| message.requested_by).collect();
    assert_eq!(wanted_by, [Some(person), None, None, None]);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_that_says_nobody_is_there_spoils_the_number() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let asked = world.asks(&[Channel::Sms]).await;
    world.gateway.will([Some(Ok(taken("gone")))]);
    world.sends().await;
    let Heard::Receipt { reference, message, delivery, detail, at, .. } = receipt("gone", Delivery::Failed) else {
        panic!("a receipt")
    };
    let (code, reason) = (Some("30005".to_owned()), Some(Reason::BadAddress));
    world.hears(Heard::Receipt { reference, message, delivery, code, reason, detail, at }).await;
    assert_eq!(world.messages(&asked).await[0].reason.as_deref(), Some("bad_address"));
    let next = world.asks(&[Channel::Sms]).await;
    world.sends().await;
    let skipped = world.messages(&next).await.remove(0);
    assert_eq!((skipped.state, skipped.reason.as_deref()), (MessageState::Skipped, Some("bad_address")));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_requests_at_one_instant_bring_nobody_more_than_the_cap() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    for _ in 0..12 {
        world.asks(&[Channel::Sms]).await;
    }
    tokio::join!(world.sends(), world.sends(), world.sends(), world.sends());
    assert_eq!(world.gateway.got(), usize::try_from(MessageSettings::default().most_in_seven_days).unwrap());
    app.ends().await;
}
