//! The languages in which messages are written.

pub use crate::domain::tongue::Tongue;
