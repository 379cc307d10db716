//! The payment page: what a payer sees behind a pay link.

pub mod answer;
pub mod asked;
pub mod handlers;
pub mod join;
pub mod later;
pub mod opt_out;
pub mod page;
