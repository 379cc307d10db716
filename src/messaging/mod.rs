//! Channels and wording of messages. They never see a database or a transaction; what they learn comes back as values.

pub mod account;
pub mod callback;
pub mod channel;
pub mod email;
pub mod heard;
pub mod outgoing;
pub mod sms;
