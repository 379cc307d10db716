//! What the API shows of the things of the house. Fields are only ever added; every one is always there, `null` where nothing is known.

mod attachment;
mod consent;
mod contact;
mod event;
mod message;
mod message_plan;
mod payment;
mod payment_request;
mod profile;
mod provider_account;
mod template;

pub use attachment::AttachmentObject;
pub use consent::{ConsentAction, ConsentObject};
pub use contact::{ContactObject, DeletedObject, StandingObject, StandingWord};
pub use event::EventObject;
pub use message::MessageObject;
pub use message_plan::MessagePlanObject;
pub use payment::{FailureObject, PaymentObject, RefundObject};
pub use payment_request::{PayerObject, RequestObject, ReturnUrls};
pub use profile::{ProfileObject, SupportObject};
pub use provider_account::{MethodObject, ProviderAccountObject};
pub use template::{PreviewObject, TemplateObject};

use serde::Serialize;
use utoipa::ToSchema;

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The rows.
    pub data: Vec<T>,
    /// Send it as `cursor` to go on; `null` after the last page.
    #[schema(example = "AQAAAZqlnQQAAZqlnQQAcACAAAAAAAAAAA")]
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// All there is.
    pub fn whole(data: Vec<T>) -> Self {
        Self { data, next_cursor: None }
    }
}
