//! The web faces of the program.

pub mod dashboard;
