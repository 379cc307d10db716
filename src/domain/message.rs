//! One SMS or e-mail to a payer: planned as a row with state and reason, sent at most once.

use super::channel::Channel;
use super::ids::{MessageAccountId, MessageId, PaymentRequestId, ProfileId, UserId};
use super::payment::words;
use super::payment_request::{PaymentRequest, Status};
use super::purpose::Purpose;
use super::scope::Scope;
use super::template::TemplateVersion;
use super::time::{Timestamp, Zone};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

words! {
    /// How far a message is.
    MessageState {
        /// Waits for its time.
        Scheduled = "scheduled",
        /// Being handed to the carrier right now.
        Sending = "sending",
        /// The carrier did not answer: it may have been sent, and is not sent again.
        Unconfirmed = "unconfirmed",
        /// Kept in the outbox: nothing left the house.
        Held = "held",
        /// The carrier has it.
        Sent = "sent",
        /// It arrived.
        Delivered = "delivered",
        /// It did not arrive.
        Failed = "failed",
        /// A mail came back.
        Bounced = "bounced",
        /// It was not sent, see the reason.
        Skipped = "skipped",
    }
}

words! {
    /// In which of the three lists of messages it stands.
    #[derive(Default)]
    Stage {
        /// It left the house, or may have.
        #[default]
        Sent = "sent",
        /// It waits for its time.
        Planned = "planned",
        /// It was not sent, and will not be.
        Kept = "kept",
    }
}

impl Stage {
    /// The states of its messages.
    pub fn states(self) -> impl Iterator<Item = MessageState> {
        MessageState::ALL.iter().copied().filter(move |state| state.stage() == self)
    }
}

impl MessageState {
    /// The list that it stands in.
    pub fn stage(self) -> Stage {
        match self {
            Self::Scheduled => Stage::Planned,
            Self::Held | Self::Skipped => Stage::Kept,
            Self::Sending | Self::Unconfirmed | Self::Sent | Self::Delivered | Self::Failed | Self::Bounced => {
                Stage::Sent
            }
        }
    }

    /// Whether it says more than what was known: a message only climbs, so that receipts may come in any order and any number of times.
    pub fn overrules(self, known: Self) -> bool {
        self.rank() > known.rank()
    }

    /// Whether a payer got it, as far as anybody knows; what lies in the outbox counts as it would if there were a carrier.
    pub fn went_out(self) -> bool {
        match self {
            Self::Sending | Self::Unconfirmed | Self::Held | Self::Sent | Self::Delivered => true,
            Self::Scheduled | Self::Failed | Self::Bounced | Self::Skipped => false,
        }
    }

    /// Arrived stands highest: gateways that gave up sometimes hear better later, never the other way round.
    fn rank(self) -> u8 {
        match self {
            Self::Scheduled => 0,
            Self::Sending => 1,
            Self::Unconfirmed => 2,
            Self::Held | Self::Skipped => 3,
            Self::Sent => 4,
            Self::Failed => 5,
            Self::Bounced => 6,
            Self::Delivered => 7,
        }
    }
}

words! {
    /// Why a message was not sent, or not yet.
    WhyNot {
        /// It is paid.
        Paid = "paid",
        /// Money is on its way, or being clarified.
        Processing = "processing",
        /// The request was cancelled.
        Cancelled = "cancelled",
        /// The link cannot be paid any more.
        Expired = "expired",
        /// The payer wants no such messages.
        OptedOut = "opted_out",
        /// Neither consent nor a contract allows it.
        NoGround = "no_ground",
        /// The payer has no number or address for this channel.
        NoAddress = "no_address",
        /// An earlier message to this address came back for good.
        BadAddress = "bad_address",
        /// The payer got as many as are allowed: it went on the other channel, or waits until there is room.
        Cap = "cap",
        /// A later step of the plan was due as well.
        Overtaken = "overtaken",
        /// Somebody of the merchant took it back.
        Withdrawn = "withdrawn",
        /// What the plan asks for was not so.
        Condition = "condition",
        /// It says something that is not so any more.
        NotTrue = "not_true",
        /// The payer asked to be reminded later.
        Snoozed = "snoozed",
        /// Night, at the payer's.
        QuietHours = "quiet_hours",
        /// A checkout is unfinished, and its provider has not said how it stands.
        Checkout = "checkout",
        /// Test mode writes to nobody but the addresses that are allowed.
        TestMode = "test_mode",
        /// No carrier is set up.
        NoCarrier = "no_carrier",
    }
}

/// A message as it stands in the book.
#[derive(Clone, PartialEq)]
pub struct Message {
    /// Merchant and mode.
    pub scope: Scope,
    /// Its id.
    pub id: MessageId,
    /// The request it is about.
    pub payment_request: PaymentRequestId,
    /// Which step of the request's plan it is; each has one message.
    pub step: String,
    /// What it is for.
    pub purpose: Purpose,
    /// How it travels.
    pub channel: Channel,
    /// How far it is.
    pub state: MessageState,
    /// Why it was not sent, or what the carrier says, as a word.
    pub reason: Option<String>,
    /// The same in plain words.
    pub detail: Option<String>,
    /// When it goes out, or should have.
    pub due_at: Timestamp,
    /// Recipient and text, once it is written.
    pub letter: Option<Letter>,
    /// The account that it goes through; none for the outbox.
    pub account: Option<MessageAccountId>,
    /// The carrier's id of it.
    pub reference: Option<String>,
    /// Parts that are charged for.
    pub parts: Option<i64>,
    /// What allows it: "contract", or "consent" and the id of its entry.
    pub ground: Option<String>,
    /// How often a carrier was asked.
    pub tries: i64,
    /// Until then somebody is sending it.
    pub lease_until: Option<Timestamp>,
    /// Who sent it, where it was a person.
    pub requested_by: Option<UserId>,
    /// When it was planned.
    pub created_at: Timestamp,
    /// When the carrier took it.
    pub sent_at: Option<Timestamp>,
    /// When it arrived, or was known not to.
    pub finished_at: Option<Timestamp>,
    /// When a person first opened the link after it, and before the next message.
    pub opened_at: Option<Timestamp>,
    /// When somebody of the merchant saw to it that it did not arrive.
    pub handled_at: Option<Timestamp>,
}

impl Message {
    /// Whether it did not arrive, as far as known, so that a person has to see to it.
    pub fn is_lost(&self) -> bool {
        match self.state {
            MessageState::Failed | MessageState::Bounced | MessageState::Unconfirmed => true,
            MessageState::Scheduled
            | MessageState::Sending
            | MessageState::Held
            | MessageState::Sent
            | MessageState::Delivered
            | MessageState::Skipped => false,
        }
    }
}

impl fmt::Debug for Message {
    /// Without recipient and text: those are personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Message({} {} {} {})", self.id, self.purpose.word(), self.channel, self.state.word())
    }
}

/// What was written, and to whom. Personal: kept sealed, never logged.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// A number in E.164, or a mail address.
    pub to: String,
    /// The sender as the payer sees it.
    pub from: Option<String>,
    /// Of a mail.
    pub subject: Option<String>,
    /// The text.
    pub text: String,
    /// BCP 47.
    pub language: String,
    /// The merchant's own wording that it was made of; none: the built-in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wording: Option<OwnWording>,
}

/// Which wording of the merchant's own a message was made of.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OwnWording {
    /// Whose it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<ProfileId>,
    /// Its version.
    pub version: i64,
    /// Why it could not be filled in, so that the built-in one was taken: "line 2: …".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
}

impl OwnWording {
    /// A wording that could be filled in.
    pub fn of(version: &TemplateVersion) -> Self {
        Self { profile: Some(version.profile), version: version.number, fault: None }
    }
}

impl Letter {
    /// Why the merchant's own wording was not taken, where that is so.
    pub fn wording_fault(&self) -> Option<&str> {
        self.wording.as_ref().and_then(|wording| wording.fault.as_deref())
    }
}

impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Letter(…)")
    }
}

/// What stops a message about a request in that status.
pub fn stopped_by(purpose: Purpose, status: Status) -> Option<WhyNot> {
    match (purpose.asks_for_money(), status) {
        (true, Status::Paid) => Some(WhyNot::Paid),
        (true, Status::Processing) => Some(WhyNot::Processing),
        (true, Status::Cancelled) => Some(WhyNot::Cancelled),
        (true, Status::Expired) => Some(WhyNot::Expired),
        (true, Status::Open) | (false, _) => None,
    }
}

/// Whether a message says what is so.
pub fn is_true(purpose: Purpose, request: &PaymentRequest, now: Timestamp) -> bool {
    match purpose {
        Purpose::Paid => request.status(now) == Status::Paid,
        Purpose::Refunded => request.sums.refunded > 0,
        Purpose::Expired => request.status(now) == Status::Expired,
        Purpose::OptOutConfirmed
        | Purpose::Help
        | Purpose::Answer
        | Purpose::Request
        | Purpose::Reminder1
        | Purpose::Reminder2
        | Purpose::Reminder3
        | Purpose::DueToday
        | Purpose::LastNotice
        | Purpose::NewLink => true,
    }
}

/// Which text a message gets: a reminder is called the second only if one went out before it, whatever the plan counts, and says "today"
/// only on that day. `reminded`: so many other steps have asked for the money since the link was first sent.
pub fn worded_as(planned: Purpose, is_due_today: bool, reminded: usize) -> Purpose {
    let by_count = |most: Purpose| match (reminded, most) {
        (0, _) | (_, Purpose::Reminder1) => Purpose::Reminder1,
        (1, _) | (_, Purpose::Reminder2) => Purpose::Reminder2,
        (_, _) => Purpose::Reminder3,
    };
    match planned {
        Purpose::Reminder1 | Purpose::Reminder2 | Purpose::Reminder3 => by_count(planned),
        Purpose::DueToday if !is_due_today => by_count(Purpose::Reminder3),
        Purpose::DueToday
        | Purpose::Request
        | Purpose::LastNotice
        | Purpose::Paid
        | Purpose::Refunded
        | Purpose::Expired
        | Purpose::NewLink
        | Purpose::OptOutConfirmed
        | Purpose::Help
        | Purpose::Answer => planned,
    }
}

/// Hours of the wall clock between which messages may arrive.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Hours {
    /// From this hour on, 0 to 23.
    pub from: u8,
    /// Before this hour, 1 to 24.
    pub until: u8,
}

impl Hours {
    /// What nobody takes for night.
    pub const DAY: Self = Self { from: 8, until: 20 };

    /// `at`, or the next instant after it that lies within the hours of all those zones. Where that never is, it is day in all of them; where
    /// that never is either, it is the hours of the first.
    pub fn next(self, at: Timestamp, zones: &[Zone]) -> Timestamp {
        let first = zones.get(..1).unwrap_or_default();
        let by_day = || Self::DAY.within(at, zones);
        self.within(at, zones).or_else(by_day).or_else(|| self.within(at, first)).unwrap_or(at)
    }

    fn within(self, at: Timestamp, zones: &[Zone]) -> Option<Timestamp> {
        // Clock changes move hours about by at most a few, so steps of a quarter of an hour find the edge whatever the zones do.
        const STEP: Duration = Duration::from_secs(900);
        let holds = |at: Timestamp| zones.iter().all(|zone| self.holds(at, zone));
        if holds(at) {
            return Some(at);
        }
        let quarter = i64::try_from(STEP.as_millis()).unwrap_or(900_000);
        let mut next = Timestamp::from_millis(at.millis().div_euclid(quarter) * quarter);
        for _ in 0..(2 * 24 * 4) {
            next = next.plus(STEP);
            if holds(next) {
                return Some(next);
            }
        }
        None
    }

    fn holds(self, at: Timestamp, zone: &Zone) -> bool {
        (self.from..self.until).contains(&zone.local(at).hour())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse_rfc3339(text).unwrap()
    }

    #[test]
    fn nights_are_slept_through_also_when_the_clocks_change() {
        let (hours, berlin) = (Hours { from: 8, until: 20 }, [Zone::named("Europe/Berlin").unwrap()]);
        for (given, allowed) in [
            ("2026-12-01T10:00:00+01:00", "2026-12-01T10:00:00+01:00"),
            ("2026-12-01T07:59:59+01:00", "2026-12-01T08:00:00+01:00"),
            ("2026-12-01T20:00:00+01:00", "2026-12-02T08:00:00+01:00"),
            ("2027-03-27T23:30:00+01:00", "2027-03-28T08:00:00+02:00"),
            ("2026-10-24T23:30:00+02:00", "2026-10-25T08:00:00+01:00"),
        ] {
            assert_eq!(hours.next(at(given), &berlin), at(allowed), "{given}");
        }
        let kathmandu = [Zone::named("Asia/Kathmandu").unwrap()];
        assert_eq!(
            hours.next(at("2026-12-01T00:10:00Z"), &kathmandu),
            at("2026-12-01T02:15:00Z"),
            "five hours and three quarters"
        );
    }

    #[test]
    fn the_order_of_receipts_does_not_matter() {
        use MessageState::{Bounced, Delivered, Failed, Scheduled, Sent};
        for (heard, left) in [
            // Kannel: delivered before accepted by the SMSC.
            (vec![Delivered, Sent], Delivered),
            (vec![Sent, Sent], Sent),
            (vec![Failed, Delivered], Delivered),
            (vec![Sent, Bounced, Failed], Bounced),
        ] {
            let climb = |so_far: MessageState, next: &MessageState| if next.overrules(so_far) { *next } else { so_far };
            let climbed = heard.iter().fold(Scheduled, climb);
            let backwards = heard.iter().rev().fold(Scheduled, climb);
            assert_eq!((climbed, backwards), (left, left), "{heard:?}");
        }
    }

    #[test]
    fn reminders_are_counted_by_what_went_out() {
        use Purpose::{DueToday, LastNotice, Reminder1, Reminder2, Reminder3, Request};
        for (planned, today, reminded, worded) in [
            (Reminder2, false, 0, Reminder1),
            (Reminder2, false, 1, Reminder2),
            (Reminder3, false, 0, Reminder1),
            (Reminder3, false, 1, Reminder2),
            (Reminder3, false, 5, Reminder3),
            // A plan that stays friendly stays so.
            (Reminder1, false, 3, Reminder1),
            (Reminder2, false, 3, Reminder2),
            (DueToday, true, 0, DueToday),
            (DueToday, false, 0, Reminder1),
            (DueToday, false, 2, Reminder3),
            (LastNotice, false, 0, LastNotice),
            (Request, false, 2, Request),
        ] {
            assert_eq!(worded_as(planned, today, reminded), worded, "{planned:?} after {reminded}");
        }
    }

    #[test]
    fn only_messages_that_ask_for_money_are_stopped_by_it() {
        assert_eq!(stopped_by(Purpose::Reminder1, Status::Paid), Some(WhyNot::Paid));
        assert_eq!(stopped_by(Purpose::Reminder1, Status::Open), None);
        assert_eq!(stopped_by(Purpose::Paid, Status::Paid), None);
    }
}
