//! paylink asks people for money by a link and gets it safely. The map of the house, one line a room:

pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod descriptors;
pub mod documents;
pub mod domain;
pub mod exchange;
pub mod guard;
pub mod http;
pub mod i18n;
pub mod jobs;
pub mod messaging;
pub mod operations;
pub mod providers;
pub mod randomness;
pub mod store;
pub mod telemetry;
