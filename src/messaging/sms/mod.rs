//! SMS: Twilio, configurable HTTP gateways, SMPP.

pub mod alphabet;
mod concatenation;
pub mod http_gateway;
pub mod number;
pub mod smpp;
#[cfg(test)]
mod tests;
pub mod twilio;
mod wire;
