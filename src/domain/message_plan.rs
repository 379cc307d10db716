//! When which message goes out. Each step of a request's plan is one message per channel at most, whatever happens in between.

mod check;
mod condition;

pub use check::check_steps;
pub use condition::Standing;

use super::channel::Channel;
use super::event::EventType;
use super::ids::MessagePlanId;
use super::payment::words;
use super::payment_request::Terms;
use super::purpose::Purpose;
use super::scope::Scope;
use super::time::{Timestamp, Zone};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

words! {
    /// What a step is counted from.
    Anchor {
        /// The request was made.
        Created = "created",
        /// The day on which it should be paid.
        DueDate = "due_date",
        /// The last day on which it can be paid.
        Expiry = "expiry",
        /// A person opened the link for the first time.
        Opened = "opened",
        /// A part of it was paid.
        PartPaid = "part_paid",
        /// Money is on its way.
        Processing = "processing",
        /// It was paid.
        Paid = "paid",
        /// A payment was declined.
        PaymentFailed = "payment_failed",
        /// Money went back.
        Refunded = "refunded",
        /// It was not paid in time.
        Expired = "expired",
        /// The merchant called it off.
        Cancelled = "cancelled",
    }
}

words! {
    /// On which of the request's channels a step goes out.
    #[derive(Default)]
    StepChannel {
        /// The first of them.
        #[default]
        First = "first",
        /// Each of them.
        Each = "each",
        /// The one that is not the first, whether it is among them or not.
        Other = "other",
        /// SMS, whatever they are.
        Sms = "sms",
        /// E-mail, whatever they are.
        Email = "email",
    }
}

words! {
    /// What must be so when a step's time comes; all of a step's conditions together.
    Condition {
        /// It can be paid.
        Open = "open",
        /// Its last days are being counted.
        Countdown = "countdown",
        /// The due date is past.
        Overdue = "overdue",
        /// A part of it is paid, and something is due.
        PartPaid = "part_paid",
        /// Money is on its way.
        Processing = "processing",
        /// It is paid.
        Paid = "paid",
        /// It was not paid in time.
        Expired = "expired",
        /// An earlier message arrived.
        Delivered = "delivered",
        /// No earlier message is known to have arrived.
        Undelivered = "undelivered",
        /// An earlier message came back or failed.
        Bounced = "bounced",
        /// A person opened the link.
        Opened = "opened",
        /// Nobody opened the link yet.
        Unopened = "unopened",
        /// The payer asked to be reminded later.
        Snoozed = "snoozed",
        /// The payer did not.
        Unsnoozed = "unsnoozed",
    }
}

/// What a clock on the wall shows: "10:00".
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ClockTime {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
}

impl ClockTime {
    /// When reminders go out where nothing else is said.
    pub const MORNING: Self = Self { hour: 10, minute: 0 };
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

impl FromStr for ClockTime {
    type Err = ();

    /// "9:30" or "09:30".
    fn from_str(text: &str) -> Result<Self, ()> {
        let (hour, minute) = text.split_once(':').ok_or(())?;
        let number = |part: &str, most: u8| match part.parse::<u8>() {
            Ok(number) if number <= most && part.len() <= 2 && part.chars().all(|c| c.is_ascii_digit()) => Ok(number),
            _ => Err(()),
        };
        Ok(Self {
            hour: number(hour, 23)?,
            minute: number(minute, 59).and_then(|n| (minute.len() == 2).then_some(n).ok_or(()))?,
        })
    }
}

impl Serialize for ClockTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ClockTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(|()| serde::de::Error::custom("not a time of day like 10:00"))
    }
}

/// One message of a plan.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PlanStep {
    /// Its name within the plan: stable, so that it happens once.
    pub name: String,
    /// What it is for.
    pub purpose: Purpose,
    /// On which of the request's channels.
    #[serde(default)]
    pub channel: StepChannel,
    /// What its time is counted from.
    pub from: Anchor,
    /// So many calendar days after that; before it where negative.
    #[serde(default)]
    pub days: i64,
    /// So many minutes more, where no time of day is given.
    #[serde(default)]
    pub minutes: i64,
    /// At that time of day, by the clock of the merchant's zone.
    #[serde(default)]
    pub at: Option<ClockTime>,
    /// Only if all of this is so then.
    #[serde(default)]
    pub only_if: Vec<Condition>,
}

/// The step that brings the link.
pub const REQUEST: &str = "request";
/// The step that thanks.
pub const PAID: &str = "paid";
/// More steps would be a nuisance.
pub const MOST_STEPS: usize = 20;

impl Anchor {
    /// The event that it waits for; `None` for those whose time is known from the start.
    pub fn event(self) -> Option<EventType> {
        Some(match self {
            Self::Created | Self::DueDate | Self::Expiry => return None,
            Self::Opened => EventType::RequestOpened,
            Self::PartPaid => EventType::RequestPartPaid,
            Self::Processing => EventType::RequestProcessing,
            Self::Paid => EventType::RequestPaid,
            Self::PaymentFailed => EventType::PaymentFailed,
            Self::Refunded => EventType::RefundSucceeded,
            Self::Expired => EventType::RequestExpired,
            Self::Cancelled => EventType::RequestCancelled,
        })
    }
}

impl StepChannel {
    /// Which ones, of the request's channels in the order of preference.
    pub fn of(self, channels: &[Channel]) -> Vec<Channel> {
        let first = channels.first().copied();
        match self {
            Self::First => first.into_iter().collect(),
            Self::Each => channels.to_vec(),
            Self::Other => first.map(Channel::other).into_iter().collect(),
            Self::Sms => vec![Channel::Sms],
            Self::Email => vec![Channel::Email],
        }
    }
}

impl PlanStep {
    /// Its key among the messages of a request.
    pub fn key(&self, channel: Channel) -> String {
        format!("{}/{channel}", self.name)
    }

    /// Whether it goes out the moment its anchor is there.
    fn is_at_once(&self) -> bool {
        self.days == 0 && self.minutes == 0 && self.at.is_none()
    }

    /// Whether it is the message with which a request begins, or ends when paid: those have their names, because they also come about
    /// without a plan.
    fn is(&self, name: &str) -> bool {
        self.is_at_once()
            && match name {
                REQUEST => self.purpose == Purpose::Request && self.from == Anchor::Created,
                PAID => self.purpose == Purpose::Paid && self.from == Anchor::Paid,
                _ => false,
            }
    }

    /// When it is due, counted from an instant; never before that, unless it is counted backwards.
    pub fn due_after(&self, anchor: Timestamp, zone: &Zone) -> Timestamp {
        let day = |days: i64| zone.date(anchor).saturating_add(time::Duration::days(days));
        let minutes = |at: Timestamp| {
            let by = Duration::from_secs(self.minutes.unsigned_abs().saturating_mul(60));
            if self.minutes < 0 { at.minus(by) } else { at.plus(by) }
        };
        match self.at {
            None if self.days == 0 => minutes(anchor),
            None => minutes(zone.same_clock(anchor, self.days)),
            Some(clock) => {
                let due_at = zone.at(day(self.days), clock.hour, clock.minute);
                let missed = self.days == 0 && due_at < anchor;
                if missed { zone.at(day(1), clock.hour, clock.minute) } else { due_at }
            }
        }
    }

    /// When it is due about a request, where that is known from the start.
    fn due_of(&self, terms: &Terms, created_at: Timestamp, zone: &Zone) -> Option<Timestamp> {
        let at_clock = |date: time::Date| {
            let day = date.saturating_add(time::Duration::days(self.days));
            let clock = self.at.unwrap_or(ClockTime::MORNING);
            (zone.date(created_at) < day).then(|| zone.at(day, clock.hour, clock.minute))
        };
        match self.from {
            Anchor::Created => Some(self.due_after(created_at, zone)),
            Anchor::DueDate => at_clock(terms.due_date?),
            Anchor::Expiry if self.at.is_none() => {
                Some(self.due_after(terms.expires_at, zone)).filter(|due_at| *due_at > created_at)
            }
            Anchor::Expiry => at_clock(zone.date(terms.expires_at.minus(Duration::from_millis(1)))),
            Anchor::Opened
            | Anchor::PartPaid
            | Anchor::Processing
            | Anchor::Paid
            | Anchor::PaymentFailed
            | Anchor::Refunded
            | Anchor::Expired
            | Anchor::Cancelled => None,
        }
    }
}

/// A merchant's plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MessagePlan {
    /// Merchant and mode.
    pub scope: Scope,
    /// Its id.
    pub id: MessagePlanId,
    /// The merchant's word for it.
    pub name: String,
    /// Whether it is meant by "default".
    pub is_default: bool,
    /// In the order of their writing.
    pub steps: Vec<PlanStep>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed. Requests keep the steps that they were made with.
    pub updated_at: Timestamp,
    /// When it was put away.
    pub archived_at: Option<Timestamp>,
}

/// Days before the due date, what is said then, and the step's name.
const REMINDERS: [(i64, Purpose, &str); 3] = [
    (7, Purpose::Reminder1, "seven_days_before"),
    (3, Purpose::Reminder2, "three_days_before"),
    (0, Purpose::DueToday, "due_today"),
];

/// The request itself, at once.
pub fn request_step(channel: StepChannel) -> PlanStep {
    PlanStep {
        name: REQUEST.to_owned(),
        purpose: Purpose::Request,
        channel,
        from: Anchor::Created,
        days: 0,
        minutes: 0,
        at: None,
        only_if: Vec::new(),
    }
}

/// The plan of a merchant who made none: the request at once; seven and three days before the due date and on it.
pub fn built_in_plan() -> Vec<PlanStep> {
    let reminder = |(days, purpose, name): (i64, Purpose, &str)| PlanStep {
        name: name.to_owned(),
        purpose,
        channel: StepChannel::First,
        from: Anchor::DueDate,
        days: -days,
        minutes: 0,
        at: Some(ClockTime::MORNING),
        only_if: Vec::new(),
    };
    std::iter::once(request_step(StepChannel::Each)).chain(REMINDERS.into_iter().map(reminder)).collect()
}

/// The steps whose time is known from the start, each with it. Days that have passed already, and the day of the request itself, are
/// left out; so is what would ask for money when it can no longer be paid.
pub fn timed<'s>(
    steps: &'s [PlanStep],
    terms: &Terms,
    created_at: Timestamp,
    zone: &Zone,
) -> Vec<(&'s PlanStep, Timestamp)> {
    let due = steps.iter().filter_map(|step| Some((step, step.due_of(terms, created_at, zone)?)));
    due.filter(|(step, due_at)| !step.purpose.asks_for_money() || *due_at < terms.expires_at).collect()
}

#[cfg(test)]
mod tests;
