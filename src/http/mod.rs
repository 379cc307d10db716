//! The faces of the program towards browsers and programs. Every address is in `routes`.

pub mod api;
pub mod assets;
pub mod bodies;
pub mod client;
pub mod compression;
pub mod connections;
pub mod crowd;
pub mod dashboard;
pub mod files;
pub mod headers;
pub mod hosts;
pub mod notifications;
pub mod operating;
pub mod origin;
pub mod pay;
pub mod rate_limit;
pub mod routes;
pub mod sandbox;
