//! paylink asks people for money by a link and gets it safely. The map of the house, one line a room:

pub mod clock;
pub mod config;
pub mod domain;
pub mod http;
pub mod operations;
pub mod providers;
pub mod randomness;
pub mod store;
