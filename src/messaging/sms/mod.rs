//! SMS: Twilio, configurable HTTP gateways, SMPP.
