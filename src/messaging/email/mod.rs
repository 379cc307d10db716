//! E-mail: making a mail, signing it, handing it to a mail server, and reading what comes back.

pub mod bounce;
pub mod dkim;
pub mod dns;
pub mod letter;
pub mod plain;
pub mod published;
pub mod quoted;
pub mod recipient;
mod report;
pub mod server;
mod signature;
pub mod smtp;
pub mod verp;
