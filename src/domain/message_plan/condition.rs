//! Whether a step's conditions hold when its time comes.

use super::Condition;
use crate::domain::message::{Message, MessageState};
use crate::domain::payment_request::{PaymentRequest, Status};
use crate::domain::time::{Timestamp, Zone};

/// What a step's conditions are judged by.
pub struct Standing<'a> {
    /// The request.
    pub request: &'a PaymentRequest,
    /// Its messages.
    pub messages: &'a [Message],
    /// Whether the payer asked to be reminded later.
    pub snoozed: bool,
    /// The merchant's zone.
    pub zone: &'a Zone,
    /// The instant of judging.
    pub now: Timestamp,
}

impl Condition {
    /// Whether it is so.
    pub fn holds(self, standing: &Standing<'_>) -> bool {
        let Standing { request, messages, snoozed, zone, now } = standing;
        let status = request.status(*now);
        let any = |states: &[MessageState]| messages.iter().any(|message| states.contains(&message.state));
        match self {
            Self::Open => status == Status::Open,
            Self::Countdown => request.countdown(*now, zone).is_some(),
            Self::Overdue => request.overdue(*now, zone),
            Self::PartPaid => status == Status::Open && request.sums.allocated > 0,
            Self::Processing => status == Status::Processing,
            Self::Paid => status == Status::Paid,
            Self::Expired => status == Status::Expired,
            Self::Delivered => any(&[MessageState::Delivered]),
            Self::Undelivered => !any(&[MessageState::Delivered]),
            Self::Bounced => any(&[MessageState::Bounced, MessageState::Failed]),
            Self::Opened => request.opened_at.is_some(),
            Self::Unopened => request.opened_at.is_none(),
            Self::Snoozed => *snoozed,
            Self::Unsnoozed => !snoozed,
        }
    }
}
