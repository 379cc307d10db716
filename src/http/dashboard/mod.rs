//! The dashboard: where a merchant asks for money and watches it come.

pub mod views;
