//! What must hold of every call to a carrier, worked out apart from the program.

use super::carrier::{Call, Post};
use super::{Context, Merchant, Person};
use crate::support::{Asked, days, hours};
use paylink::domain::channel::Channel;
use paylink::domain::ids::{MessageId, PaymentRequestId};
use paylink::domain::message::{Message, MessageState};
use paylink::domain::message_setting::{Ground, MessageSettings};
use paylink::domain::payment_request::Status;
use paylink::domain::time::{Timestamp, Zone};
use paylink::operations::read_messages::read_message;
use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

pub struct Rules {
    settings: MessageSettings,
    stopped: HashMap<PaymentRequestId, Timestamp>,
    said: HashMap<(Channel, String), bool>,
    put_off: HashMap<PaymentRequestId, Timestamp>,
    taken_back: HashSet<MessageId>,
    /// How many calls were looked at.
    seen: usize,
    /// What may not be asked for when the round begins.
    closed: HashSet<PaymentRequestId>,
    round_began: Timestamp,
}

impl Rules {
    pub fn of(settings: MessageSettings) -> Self {
        Self {
            settings,
            stopped: HashMap::new(),
            said: HashMap::new(),
            put_off: HashMap::new(),
            taken_back: HashSet::new(),
            seen: 0,
            closed: HashSet::new(),
            round_began: Timestamp::from_millis(0),
        }
    }

    pub fn stops(&mut self, request: PaymentRequestId, at: Timestamp) {
        self.stopped.entry(request).or_insert(at);
    }

    pub fn says(&mut self, channel: Channel, address: &str, given: bool) {
        self.said.insert((channel, address.to_owned()), given);
    }

    pub fn puts_off(&mut self, request: PaymentRequestId, until: Timestamp) {
        self.put_off.insert(request, until);
    }

    pub fn takes_back(&mut self, message: MessageId) {
        self.taken_back.insert(message);
    }

    pub async fn before(&mut self, context: &Context, merchant: &Merchant<'_>, requests: &[(Asked, usize)]) {
        let now = context.now();
        self.closed.clear();
        self.round_began = now;
        let mut session = context.store.read().await.unwrap();
        for (asked, _) in requests {
            let request = session.db().payment_request(merchant.scope, asked.id).await.unwrap().unwrap();
            if request.status(now) != Status::Open {
                self.closed.insert(asked.id);
            }
        }
    }

    /// Looks at the calls of a round.
    pub async fn check(&mut self, context: &Context, merchant: &Merchant<'_>, people: &[Person], post: &Mutex<Post>) {
        let calls = post.lock().unwrap().calls.clone();
        if calls.len() == self.seen {
            return;
        }
        for (at, call) in calls.iter().enumerate().skip(self.seen) {
            let message = read_message(context, merchant.scope, call.message).await.unwrap();
            let earlier = &calls[..at];
            assert!(people.iter().any(|person| person.phone == call.to || person.email == call.to), "to a stranger");
            let twice = earlier.iter().any(|before| before.message == call.message && before.may_have_arrived);
            assert!(!twice, "sent twice: {call:?} {message:?}");
            assert!(!self.taken_back.contains(&message.id), "taken back, and sent: {call:?}");
            self.check_ground(call, &message);
            self.check_hours(call);
            if message.purpose.asks_for_money() {
                let request = message.payment_request;
                let closed = call.at >= self.round_began && self.closed.contains(&request);
                assert!(!closed, "after a stop: {call:?} {message:?}");
                assert!(self.stopped.get(&request).is_none_or(|at| *at > call.at), "after a stop: {call:?}");
                self.check_cap(call, earlier, context, merchant).await;
                let asleep = self.put_off.get(&request).is_some_and(|until| call.at < *until);
                assert!(!asleep, "put off, and sent: {call:?} {message:?}");
            }
        }
        self.learn_opt_outs(context, merchant, calls.get(self.seen..).unwrap_or_default()).await;
        self.seen = calls.len();
    }

    /// A carrier that says "opted out" is believed.
    async fn learn_opt_outs(&mut self, context: &Context, merchant: &Merchant<'_>, calls: &[Call]) {
        for call in calls {
            let message = read_message(context, merchant.scope, call.message).await.unwrap();
            if message.reason.as_deref() == Some("opted_out") && message.state == MessageState::Failed {
                self.said.entry((call.channel, call.to.clone())).or_insert(false);
            }
        }
    }

    fn check_ground(&self, call: &Call, message: &Message) {
        let said = self.said.get(&(call.channel, call.to.clone()));
        assert_ne!(said, Some(&false), "opted out, and written to: {call:?} {message:?}");
        let needs = self.settings.ground(call.channel) == Ground::Consent;
        assert!(!needs || said == Some(&true), "without ground: {call:?} {message:?}");
        assert!(message.ground.is_some());
    }

    fn check_hours(&self, call: &Call) {
        if call.channel != Channel::Sms {
            return;
        }
        let zones: &[&str] = match call.to.get(..3) {
            Some("+49") => &["Europe/Berlin"],
            Some("+44") => &["Europe/London"],
            // A mobile may be anywhere in its country, an area is where it is.
            Some("+61") => &["Australia/Sydney", "Australia/Perth", "Australia/Adelaide"],
            _ => &["America/New_York"],
        };
        for zone in zones {
            let hour = Zone::named(zone).unwrap().local(call.at).hour();
            assert!((8..20).contains(&hour), "at {hour} o'clock in {zone}: {call:?}");
        }
    }

    async fn check_cap(&self, call: &Call, earlier: &[Call], context: &Context, merchant: &Merchant<'_>) {
        let since = call.at.minus(days(7)).plus(hours(1));
        let mut sent = HashSet::new();
        for before in earlier.iter().filter(|before| before.to == call.to && before.at >= since) {
            let message = read_message(context, merchant.scope, before.message).await.unwrap();
            let counts = message.purpose.asks_for_money() && message.sent_at.is_some();
            // Two at the very same time are seen by each other only when one is written down.
            if counts && before.at < call.at && message.id != call.message {
                sent.insert(before.message);
            }
        }
        let count = i64::try_from(sent.len()).unwrap();
        assert!(count < self.settings.most_in_seven_days, "more than the cap: {call:?}, {count} before");
    }

    /// What is true of a message in the end.
    pub fn check_end(&self, message: &Message, post: &Mutex<Post>) {
        let post = post.lock().unwrap();
        let arrived = post.calls.iter().filter(|call| call.message == message.id && call.taken).count();
        let says_sent = matches!(
            message.state,
            MessageState::Sent | MessageState::Delivered | MessageState::Unconfirmed | MessageState::Failed
        );
        assert!(arrived <= 1, "{message:?}");
        assert!(arrived == 0 || says_sent, "it was taken, and the book says {message:?}");
    }
}
