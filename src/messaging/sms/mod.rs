//! SMS: Twilio, configurable HTTP gateways, SMPP.

#[cfg(test)]
mod tests;
pub mod twilio;
mod wire;
