//! Events as the API shows them.

use crate::domain::event::Event;
use crate::domain::ids::{EventId, PaymentRequestId};
use crate::domain::time::Timestamp;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// Something that happened.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Event)]
pub struct EventObject {
    /// Its id.
    #[schema(value_type = String, pattern = "^evt_[0-9a-f]{32}$", example = "evt_019aa59d040070008000000000000003")]
    pub id: EventId,
    /// What happened, in the past tense. There may be words that this program's version does not know yet.
    #[serde(rename = "type")]
    #[schema(example = "payment_request.paid")]
    pub kind: String,
    /// Counts up within its request, from 1, without gaps.
    #[schema(minimum = 1)]
    pub sequence: i64,
    /// Counts up within merchant and mode, without gaps; given shortly after the event is written.
    #[schema(minimum = 1)]
    pub position: Option<i64>,
    /// The request that it is about.
    #[schema(value_type = String, pattern = "^pr_[0-9a-f]{32}$", example = "pr_019aa59d040070008000000000000000")]
    pub payment_request: PaymentRequestId,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// How things stood then, without personal data.
    #[schema(value_type = Object)]
    pub data: Value,
    /// For the payer's doings: the address with its last part zeroed.
    pub ip: Option<String>,
    /// For the payer's doings: what their browser calls itself.
    pub user_agent: Option<String>,
}

impl From<Event> for EventObject {
    fn from(event: Event) -> Self {
        Self {
            id: event.id,
            kind: event.kind,
            sequence: event.sequence,
            position: event.position,
            payment_request: event.payment_request,
            created_at: event.created_at,
            data: event.data,
            ip: event.ip,
            user_agent: event.user_agent,
        }
    }
}
