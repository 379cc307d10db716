//! The faces of the program towards browsers and programs.

pub mod dashboard;
pub mod pay;
