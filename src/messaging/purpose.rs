//! What a message is for, and which of its texts a template fills.

pub use crate::domain::purpose::{Purpose, Slot};
