//! What is done in the background: jobs by lane, and what is due by the clock.

mod dispatch;
pub mod schedule;
pub mod worker;
