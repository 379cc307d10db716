//! Channels and wording of messages. They never see a database or a transaction; what they learn comes back as values.

pub mod defaults;
pub mod facts;
pub mod figures;
pub mod keywords;
pub mod letter;
pub mod purpose;
pub mod segments;
pub mod template;
pub mod tongue;
