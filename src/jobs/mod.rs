//! What is done in the background: jobs by lane, and what is due by the clock.

pub mod schedule;
pub mod worker;
