//! The dashboard: where a merchant asks for money and watches it come.

pub mod answer;
pub mod attachments;
pub mod gate;
pub mod inbox;
pub mod messages;
pub mod outbox;
pub mod password;
pub mod payments;
pub mod people;
pub mod plans;
pub mod profiles;
pub mod requests;
mod sender_account;
pub mod sender_change;
pub mod senders;
pub mod settings;
pub mod templates;
pub mod upload;
pub mod views;
pub mod visitor;
