//! Plans of messages: what goes out when, what changes it, and what payers put off or ask for again.

use crate::support::gateway::{MAIL, PHONE, World, taken};
use crate::support::{Asked, TestApp, days, hours, seconds};
use paylink::domain::channel::Channel;
use paylink::domain::message::{Message, MessageState};
use paylink::domain::message_plan::{Anchor, ClockTime, Condition, PlanStep, StepChannel, built_in_plan};
use paylink::domain::message_setting::MessageSettings;
use paylink::domain::payment_request::Status;
use paylink::domain::purpose::Purpose;
use paylink::domain::time::{Date, Timestamp, Zone, date_text};
use paylink::messaging::channel::SendError;
use paylink::operations::OperationError;
use paylink::operations::book::Doer;
use paylink::operations::change_message::{MessageChange, change_message};
use paylink::operations::follow_plan::{MessageWishes, PlanWish};
use paylink::operations::manage_message_accounts::save_message_settings;
use paylink::operations::manage_message_plans::{
    PlanDraft, archive_message_plan, change_message_plan, create_message_plan,
};
use paylink::operations::patch_payment_request::{Patch, patch_payment_request};
use paylink::operations::put_off_reminder::{days_to_choose, put_off_reminder};
use paylink::operations::send_new_link::send_new_link;

fn step(name: &str, purpose: Purpose, from: Anchor, days: i64) -> PlanStep {
    PlanStep {
        name: name.to_owned(),
        purpose,
        channel: StepChannel::First,
        from,
        days,
        minutes: 0,
        at: Some(ClockTime::MORNING),
        only_if: Vec::new(),
    }
}

impl World<'_> {
    async fn plans(&self, steps: Vec<PlanStep>) -> PlanWish {
        let draft = PlanDraft { name: Some("Eigener".to_owned()), is_default: None, steps: Some(steps) };
        let made = create_message_plan(&self.context, self.merchant.scope, draft, None).await;
        PlanWish::Own(made.expect("a plan").id)
    }

    async fn asks_by(&self, plan: PlanWish, due_in: u64) -> Asked {
        let due = self.day(due_in);
        self.merchant
            .requests_with(|draft| {
                draft.payer.phone = Some(PHONE.to_owned());
                draft.payer.email = Some(MAIL.to_owned());
                draft.due_date = Some(date_text(due));
                draft.messages = MessageWishes { channels: vec![Channel::Sms], plan };
            })
            .await
    }

    fn day(&self, ahead: u64) -> Date {
        berlin().date(self.context.now().plus(days(ahead)))
    }

    /// Days pass, and what falls due is sent.
    async fn passes(&self, app: &TestApp, count: u64) {
        for _ in 0..(count * 4) {
            app.passes(hours(6));
            self.sends().await;
        }
    }

    async fn allows(&self, change: impl FnOnce(&mut MessageSettings)) {
        let mut settings =
            MessageSettings { test_recipients: vec![PHONE.to_owned(), MAIL.to_owned()], ..MessageSettings::default() };
        change(&mut settings);
        save_message_settings(&self.context, self.merchant.scope, settings).await.expect("settings");
    }
}

fn berlin() -> Zone {
    Zone::named("Europe/Berlin").expect("a zone")
}

fn told(messages: &[Message]) -> Vec<String> {
    let word = |message: &Message| {
        let reason = message.reason.as_deref().map(|reason| format!(" {reason}")).unwrap_or_default();
        format!("{} {}{reason}", message.step, message.state.word())
    };
    messages.iter().map(word).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merchants_own_plan_is_followed_with_its_conditions() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let unopened = PlanStep {
        channel: StepChannel::Other,
        only_if: vec![Condition::Unopened],
        ..step("nobody_looked", Purpose::Reminder1, Anchor::Created, 2)
    };
    let opened =
        PlanStep { only_if: vec![Condition::Opened], ..step("looked", Purpose::Reminder1, Anchor::Created, 3) };
    let steps = vec![unopened, opened, step("overdue", Purpose::Reminder2, Anchor::DueDate, 2)];
    let asked = world.asks_by(world.plans(steps).await, 10).await;
    assert_eq!(told(&world.messages(&asked).await).len(), 4, "all of it can be seen before it is sent");
    world.passes(&app, 14).await;
    assert_eq!(
        told(&world.messages(&asked).await),
        ["request/sms sent", "nobody_looked/email held no_carrier", "looked/sms skipped condition", "overdue/sms sent",]
    );
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn steps_that_wait_for_an_event_are_planned_when_it_happens() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let steps = vec![
        PlanStep { at: None, minutes: 15, ..step("try_again", Purpose::Reminder1, Anchor::PaymentFailed, 0) },
        PlanStep { at: None, ..step("expired", Purpose::Expired, Anchor::Expired, 1) },
    ];
    let asked = world.asks_by(world.plans(steps).await, 10).await;
    world.sends().await;
    let payer = app.payer();
    payer.tries(&asked, "decline").await;
    app.works().await;
    let planned = world.messages(&asked).await;
    assert_eq!(told(&planned), ["request/sms sent", "try_again/sms scheduled"]);
    payer.tries(&asked, "decline").await;
    app.works().await;
    app.passes(seconds(16 * 60));
    world.sends().await;
    assert_eq!(told(&world.messages(&asked).await), ["request/sms sent", "try_again/sms sent"], "once");
    app.passes(days(92));
    app.works().await;
    world.passes(&app, 2).await;
    assert_eq!(told(&world.messages(&asked).await)[2], "expired/sms sent");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_that_changes_leaves_older_requests_alone() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let scope = world.merchant.scope;
    let plan = world.plans(vec![step("later", Purpose::Reminder1, Anchor::Created, 5)]).await;
    let PlanWish::Own(id) = plan else { panic!("a plan of our own") };
    let before = world.asks_by(plan, 30).await;
    let change = PlanDraft {
        is_default: Some(true),
        steps: Some(vec![step("sooner", Purpose::Reminder1, Anchor::Created, 1)]),
        ..PlanDraft::default()
    };
    change_message_plan(&world.context, scope, id, change).await.expect("changed");
    let after = world.asks_by(PlanWish::Default, 30).await;
    assert_eq!(told(&world.messages(&before).await)[1], "later/sms scheduled");
    assert_eq!(told(&world.messages(&after).await)[1], "sooner/sms scheduled", "default means it now");
    archive_message_plan(&world.context, scope, id).await.expect("put away");
    let built_in = world.asks_by(PlanWish::Default, 30).await;
    assert_eq!(world.messages(&built_in).await.len(), built_in_plan().len());
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_counted_from_the_end_moves_with_it() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let plan = world.plans(vec![step("last", Purpose::LastNotice, Anchor::Expiry, -1)]).await;
    let asked = world.asks_by(plan, 5).await;
    let due_before = world.messages(&asked).await[1].due_at;
    let expires_at = berlin().end_of_day(world.day(20));
    let patch = Patch { expires_at: Some(expires_at.to_rfc3339()), ..Patch::default() };
    patch_payment_request(&world.context, world.merchant.scope, asked.id, patch).await.expect("changed");
    let due = world.messages(&asked).await[1].due_at;
    assert!(due < due_before);
    assert_eq!(due, berlin().at(world.day(19), 10, 0));
    world.passes(&app, 21).await;
    assert_eq!(told(&world.messages(&asked).await)[1], "last/sms sent");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_planned_message_can_be_moved_until_it_is_sent() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let scope = world.merchant.scope;
    let asked = world.asks_by(PlanWish::Default, 10).await;
    let planned = world.messages(&asked).await.remove(1);
    let at = |send_at: Timestamp| MessageChange { send_at: Some(send_at), channel: None };
    let now = world.context.now();
    for (send_at, code) in [(now.minus(hours(1)), "in_the_past"), (now.plus(days(200)), "too_late")] {
        match change_message(&world.context, scope, planned.id, at(send_at), None).await {
            Err(OperationError::Invalid(faults)) => assert_eq!(faults[0].code, code),
            other => panic!("{other:?}"),
        }
    }
    let other = MessageChange { send_at: Some(now.plus(hours(2))), channel: Some(Channel::Email) };
    change_message(&world.context, scope, planned.id, other, None).await.expect("moved");
    app.passes(hours(3));
    world.sends().await;
    let sent = world.messages(&asked).await.into_iter().find(|message| message.id == planned.id).expect("still there");
    assert_eq!((sent.state, sent.channel), (MessageState::Held, Channel::Email));
    let refused = change_message(&world.context, scope, planned.id, at(now.plus(days(1))), None).await;
    assert!(matches!(refused, Err(OperationError::Conflict { code: "already_sent", .. })), "{refused:?}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_to_be_reminded_later_is_left_alone_until_then() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let scope = world.merchant.scope;
    let asked = world.asks_by(PlanWish::Default, 10).await;
    world.sends().await;
    let request = world.merchant.sees(asked.id).await.request;
    assert_eq!(days_to_choose(&request, &berlin(), world.context.now()).len(), 4);
    let until = put_off_reminder(&world.context, scope, asked.id, world.day(7)).await.expect("put off");
    assert_eq!(until, berlin().at(world.day(7), 10, 0));
    let again = put_off_reminder(&world.context, scope, asked.id, world.day(7)).await.expect("the same");
    assert_eq!(again, until, "pressing twice is once");
    world.passes(&app, 12).await;
    assert_eq!(
        told(&world.messages(&asked).await),
        [
            "request/sms sent",
            "seven_days_before/sms skipped snoozed",
            "three_days_before/sms skipped snoozed",
            "snooze/1/sms sent",
            "due_today/sms sent",
        ]
    );
    for ahead in [1, 2] {
        put_off_reminder(&world.context, scope, asked.id, world.day(ahead)).await.expect("put off");
    }
    let fourth = put_off_reminder(&world.context, scope, asked.id, world.day(3)).await;
    assert!(matches!(fourth, Err(OperationError::Conflict { code: "too_often", .. })), "{fourth:?}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_sms_that_nobody_confirms_goes_out_by_mail_when_its_time_is_over() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    world.allows(|settings| settings.fallback_after_minutes = Some(60)).await;
    let asked = world.asks_by(PlanWish::None, 10).await;
    world.gateway.will([Some(Ok(taken("quiet")))]);
    world.sends().await;
    app.passes(seconds(59 * 60));
    world.sends().await;
    assert_eq!(world.messages(&asked).await.len(), 1);
    app.passes(seconds(2 * 60));
    world.sends().await;
    assert_eq!(told(&world.messages(&asked).await), ["request/sms sent", "request/sms/fallback held no_carrier"]);
    // What is known to have arrived is not sent again, and neither is what nobody may be sent.
    let heard = world.asks_by(PlanWish::None, 10).await;
    world.gateway.will([Some(Ok(taken("heard")))]);
    world.sends().await;
    world.hears(crate::support::gateway::receipt("heard", paylink::messaging::channel::Delivery::Delivered)).await;
    let uncertain = world.asks_by(PlanWish::None, 10).await;
    world.gateway.will([Some(Err(SendError::unknown("the connection broke")))]);
    world.sends().await;
    app.passes(hours(2));
    world.sends().await;
    assert_eq!(world.messages(&heard).await.len(), 1);
    assert_eq!(
        world.messages(&uncertain).await.len(),
        2,
        "a mail beside an SMS that may have arrived is no second SMS"
    );
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_link_gets_a_new_one_at_the_address_on_file() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let scope = world.merchant.scope;
    let asked = world.asks_by(PlanWish::None, 10).await;
    world.sends().await;
    app.passes(days(100));
    app.works().await;
    let refused = send_new_link(&world.context, scope, asked.id, Doer::default()).await;
    assert!(matches!(refused, Err(OperationError::Conflict { code: "not_offered", .. })), "{refused:?}");
    world.allows(|settings| settings.new_links = true).await;
    let sent = send_new_link(&world.context, scope, asked.id, Doer::default()).await.expect("a new link");
    assert_eq!((sent.channel, sent.address_masked.as_str()), (Channel::Sms, "••• 678"));
    send_new_link(&world.context, scope, asked.id, Doer::default()).await.expect("the same link");
    world.sends().await;
    let next = {
        let mut session = world.context.store.read().await.expect("a session");
        session.db().replacement_of(scope, asked.id).await.expect("read").expect("it stands in for the other")
    };
    let whole = world.merchant.sees(next).await;
    assert_eq!(whole.request.status(world.context.now()), Status::Open);
    assert_eq!(whole.request.replaces, Some(asked.id));
    let messages = paylink::operations::read_messages::read_messages_of(&world.context, scope, next).await;
    let messages = messages.expect("messages");
    assert_eq!(messages.len(), 1, "one a day: {messages:?}");
    assert_eq!((messages[0].purpose, messages[0].state), (Purpose::NewLink, MessageState::Sent));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn payers_put_off_and_ask_for_a_new_link_on_their_page() {
    let app = TestApp::start().await;
    let world = World::of(&app).await;
    let asked = world.asks_by(PlanWish::Default, 10).await;
    world.sends().await;
    let payer = app.payer();
    let page = payer.opens(&asked.link).await;
    assert!(page.says("Später erinnern"), "{}", page.html);
    let reminder = format!("{}/reminder", asked.link);
    let day = date_text(world.day(3));
    assert!(payer.opens(&reminder).await.says(&format!("value=\"{day}\"")));
    let nonsense = payer.posts(&reminder, &[("day", "morgen")]).await;
    assert!(nonsense.says("Das konnten wir nicht annehmen"));
    let done = payer.posts(&reminder, &[("day", &day)]).await;
    assert!(done.says("Wir erinnern Sie am"), "{}", done.html);
    assert!(told(&world.messages(&asked).await).contains(&"snooze/1/sms scheduled".to_owned()));
    let far = payer.posts(&reminder, &[("day", "2027-11-01")]).await;
    assert!(far.says("Die Erinnerung lässt sich nicht weiter verschieben"));

    world.allows(|settings| settings.new_links = true).await;
    let new_link = format!("{}/new-link", asked.link);
    assert!(payer.posts(&new_link, &[]).await.says("119,00"), "there is nothing to replace yet");
    app.passes(days(100));
    app.works().await;
    assert!(payer.opens(&asked.link).await.says("Neuen Link anfordern"));
    let sent = payer.posts(&new_link, &[]).await;
    assert!(sent.says("••• 678") && !sent.says(PHONE), "{}", sent.html);
    app.ends().await;
}
