//! What an SMSC's answer says about a message, and what no answer says.

use super::super::super::channel::{Reason, SendError};
use rusmpp::CommandStatus;
use rusmppc::error::Error;

/// What is known about a message that was not taken.
pub(super) fn read(why: &Error) -> SendError {
    match why {
        Error::UnexpectedResponse { response } => by_status(response.status()),
        // Never written.
        Error::Encode(_) => SendError::refused(Reason::Other, "smpp", words(why)),
        // Not even a connection.
        Error::Connect(_) => SendError::not_now(words(why)),
        // It may have been written, and what was written may have been taken.
        _ => SendError::unknown(words(why)),
    }
}

fn by_status(status: CommandStatus) -> SendError {
    let number = u32::from(status);
    let code = format!("0x{number:02X}");
    let refused = |reason, detail: &str| SendError::refused(reason, &code, detail);
    match number {
        0x58 => SendError::not_now("The SMSC asks to slow down."),
        0x14 => SendError::not_now("The SMSC's queue is full."),
        0x08 | 0x64 => SendError::not_now(format!("The SMSC reports an error of its own ({code}).")),
        0x04 => SendError::not_now("The SMSC does not take messages in this session."),
        0x0B | 0x33 | 0x50 | 0x51 => refused(Reason::BadAddress, "The SMSC does not accept this phone number."),
        0x01 => refused(Reason::TooLong, "The text is longer than the SMSC takes."),
        0x0A | 0x48 | 0x49 => refused(Reason::Blocked, "The SMSC does not accept this sender."),
        0x66 | 0x101 | 0x103 => refused(Reason::Blocked, "The SMSC rejects the message."),
        0x0D..=0x0F => refused(Reason::Credentials, "The SMSC does not accept the log-in."),
        _ => refused(Reason::Other, &format!("The SMSC refuses the message ({code}).")),
    }
}

/// In words, without the PDU, which holds number and text.
pub(super) fn words(why: &Error) -> String {
    match why {
        Error::UnexpectedResponse { response } => match u32::from(response.status()) {
            0x0D..=0x0F => "The SMSC does not accept the log-in.".to_owned(),
            0x05 => "The SMSC knows this log-in as bound already.".to_owned(),
            number => format!("The SMSC answers with status 0x{number:02X}."),
        },
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusmpp::{Command, Pdu};
    use std::time::Duration;

    #[test]
    fn answers_and_silence_are_told_apart() {
        let answered = |status: u32| Error::UnexpectedResponse {
            response: Box::new(Command::new(CommandStatus::from(status), 1, Pdu::EnquireLink)),
        };
        for (status, expected) in [
            (0x58, "not now"),
            (0x14, "not now"),
            (0x64, "not now"),
            (0x0B, "bad_address"),
            (0x01, "too_long"),
            (0x0A, "blocked"),
            (0x45, "other"),
            (0x499, "other"),
        ] {
            let told = match read(&answered(status)) {
                SendError::Refused { reason, .. } => reason.word(),
                SendError::NotNow { .. } => "not now",
                SendError::Unknown { .. } => "unknown",
            };
            assert_eq!(told, expected, "{status:#x}");
        }
        let silence = Error::ResponseTimeout { sequence_number: 1, timeout: Duration::from_secs(1) };
        for lost in [silence, Error::ConnectionClosed, Error::ConnectionClosedByPeer] {
            assert!(matches!(read(&lost), SendError::Unknown { .. }), "{lost}");
        }
    }
}
