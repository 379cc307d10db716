//! Twilio's error codes, in plain words.

use super::super::super::channel::Reason;

/// What a code means to a merchant. Codes that are not here are told in Twilio's own words.
pub(super) fn meaning(code: u32) -> Option<(Reason, &'static str)> {
    Some(match code {
        20003 | 20008 | 20404 => (Reason::Credentials, "Twilio does not accept the account's credentials."),
        20005 | 30002 => (Reason::Credentials, "The account at Twilio is suspended."),
        21211 | 21217 | 21401 | 21421 => (Reason::BadAddress, "This is not a valid phone number."),
        21214 | 21614 | 30006 => {
            (Reason::BadAddress, "This number cannot receive text messages; it may be a landline.")
        }
        30003 => (Reason::Other, "The phone is switched off or out of reach."),
        30005 => (Reason::BadAddress, "The number is not assigned to anybody."),
        21610 => (Reason::OptedOut, "The recipient has replied STOP. Nothing may be sent until they reply START."),
        21408 | 30450 => (Reason::Blocked, "The account at Twilio may not send to this country."),
        21606 | 21612 | 21659 | 21660 | 21661 => (Reason::Blocked, "This sender cannot be used for this recipient."),
        21212 | 21603 | 21618 => (Reason::Blocked, "The sender is not a number or name that Twilio knows."),
        21703 | 21704 => (Reason::Blocked, "The messaging service has no sender for this recipient."),
        30004 => (Reason::Blocked, "The recipient's operator blocks the message; the recipient may have asked for it."),
        30007 => (Reason::Blocked, "An operator filtered the message out as unwanted."),
        30034 | 30035 => (Reason::Blocked, "The sender is not registered with the operators of the country."),
        30038 => (Reason::Blocked, "Twilio filtered the message out for its content."),
        21605 | 21617 => (Reason::TooLong, "The text is longer than 1,600 characters."),
        21602 | 21619 => (Reason::Other, "The text is empty."),
        30001 => (Reason::Other, "Too much was waiting at Twilio; it gave the message up."),
        30008 => (Reason::Other, "The operator gave no reason."),
        30010 => (Reason::Blocked, "The message is dearer than the account allows."),
        30022 => (Reason::Other, "The operator's limit for this sender is reached."),
        _ => return None,
    })
}

/// Codes that say "later": limits and queues. Nothing was accepted.
pub(super) fn is_not_now(code: u32) -> bool {
    matches!(code, 14107 | 20429 | 21611 | 30022 | 63018)
}
