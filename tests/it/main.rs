//! One binary for all integration tests: stories over HTTP against the real program, on SQLite or PostgreSQL.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod addresses;
mod api;
mod architecture;
mod asking;
mod attachments;
mod bodies;
mod bounces;
mod carriage;
mod carriers;
mod command_line;
mod consents;
mod contacts;
mod dashboard;
mod exhaustive;
mod expiry;
mod guard;
mod heart;
mod hosts;
mod inbox;
mod languages;
mod logins;
mod messages;
mod model;
mod money_back;
mod notifications;
mod once;
mod pages;
mod plan_model;
mod plans;
mod profiles;
mod reminders;
mod safety;
mod senders;
mod store;
mod support;
mod templates;
mod unanswered;
mod wire;
mod withdrawal_model;
mod withdrawals;
