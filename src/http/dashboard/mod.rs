//! The dashboard: where a merchant asks for money and watches it come.

pub mod answer;
pub mod gate;
pub mod messages;
pub mod password;
pub mod requests;
mod sender_account;
pub mod senders;
pub mod settings;
pub mod templates;
pub mod views;
pub mod visitor;
