//! Channels and wording of messages. They never see a database or a transaction; what they learn comes back as values.

pub mod account;
pub mod callback;
pub mod channel;
pub mod defaults;
pub mod email;
pub mod facts;
pub mod heard;
pub mod keywords;
pub mod letter;
pub mod outgoing;
pub mod purpose;
#[cfg(test)]
mod reading_tests;
pub mod segments;
pub mod sign_up;
pub mod sms;
pub mod template;
pub mod trial;
