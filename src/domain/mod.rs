//! The business itself: no async, no SQL, no HTTP, no clock, no randomness.

pub mod card_number;
pub mod event;
pub mod fact;
pub mod field;
pub mod ids;
pub mod language;
pub mod learn;
pub mod merchant;
pub mod method;
pub mod money;
pub mod page_state;
pub mod pay_token;
pub mod payer;
pub mod payment;
pub mod payment_request;
pub mod phone;
pub mod policy;
pub mod provider_account;
pub mod refund;
pub mod scope;
pub mod start;
pub mod text;
pub mod time;
pub mod typed_amount;
pub mod user;
