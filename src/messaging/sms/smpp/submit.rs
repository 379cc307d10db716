//! A message as SMPP carries it: encoded, cut into parts, addressed.

use super::super::super::channel::{Outgoing, Reason, SendError};
use super::super::alphabet::{gsm7_char, ucs2};
use super::settings::{Charset, Long, Settings};
use rusmpp::pdus::SubmitSm;
use rusmpp::tlvs::MessageSubmissionRequestTlvValue;
use rusmpp::types::{AnyOctetString, COctetString, EmptyOrFullCOctetString, OctetString};
use rusmpp::values::{DataCoding, EsmClass, MessagePayload, Npi, RegisteredDelivery, Ton};
use std::time::Duration;

/// More parts than anybody wants to pay for, fewer than the protocol's 255.
const MOST_PARTS: usize = 10;

/// A text in the bytes of one alphabet, in pieces that may not be cut.
struct Encoded {
    coding: DataCoding,
    pieces: Vec<Vec<u8>>,
    /// Bytes in a message that stands alone, and in a part of several.
    alone: usize,
    in_part: usize,
}

fn encode(text: &str, charset: Charset) -> Encoded {
    let pieces: Option<Vec<Vec<u8>>> = match charset {
        Charset::Gsm7 => text.chars().map(gsm7_char).collect(),
        Charset::Latin1 => text.chars().map(|c| u8::try_from(u32::from(c)).ok().map(|byte| vec![byte])).collect(),
    };
    match (pieces, charset) {
        (Some(pieces), Charset::Gsm7) => Encoded { coding: DataCoding::McSpecific, pieces, alone: 160, in_part: 153 },
        (Some(pieces), Charset::Latin1) => Encoded { coding: DataCoding::Latin1, pieces, alone: 140, in_part: 134 },
        (None, _) => {
            let pieces = text.chars().map(|c| ucs2(c.encode_utf8(&mut [0; 4]))).collect();
            Encoded { coding: DataCoding::Ucs2, pieces, alone: 140, in_part: 134 }
        }
    }
}

/// Parts of at most so many bytes; a character is never cut in two.
fn cut(encoded: &Encoded) -> Vec<Vec<u8>> {
    let whole = encoded.pieces.concat();
    if whole.len() <= encoded.alone {
        return vec![whole];
    }
    let mut parts: Vec<Vec<u8>> = vec![Vec::new()];
    for piece in &encoded.pieces {
        match parts.last_mut() {
            Some(part) if part.len() + piece.len() <= encoded.in_part => part.extend(piece),
            _ => parts.push(piece.clone()),
        }
    }
    parts
}

/// The PDUs of a message, in order. Only the last asks for a receipt: its id is the message's reference.
pub(super) fn parts(settings: &Settings, message: &Outgoing) -> Result<Vec<SubmitSm>, SendError> {
    let encoded = encode(&message.text, settings.charset);
    let parts = cut(&encoded);
    if parts.len() > MOST_PARTS {
        return Err(SendError::refused(
            Reason::TooLong,
            "parts",
            format!("The text would need {} messages.", parts.len()),
        ));
    }
    let head = addressed(settings, message)?;
    if settings.long == Long::Payload && parts.len() > 1 {
        let payload = MessagePayload::new(AnyOctetString::from_vec(encoded.pieces.concat()));
        let mut whole = head.with_data_coding(encoded.coding);
        whole.push_tlv(MessageSubmissionRequestTlvValue::MessagePayload(payload));
        return Ok(vec![whole]);
    }
    // One number for all parts of a message; two messages to one phone within minutes should differ in it.
    let number = message.id.0.as_bytes()[15];
    let count = parts.len();
    let built = parts.into_iter().enumerate().map(|(at, part)| {
        let header = if count > 1 { vec![5, 0, 3, number, octet(count), octet(at + 1)] } else { Vec::new() };
        let text = OctetString::from_vec([header, part].concat()).map_err(|why| unwritable(&why))?;
        let mut pdu = head.clone().with_data_coding(encoded.coding).with_short_message(text);
        // Never the library's default, which is 0x08 and means something else.
        pdu.esm_class = EsmClass::from(if count > 1 { 0x40_u8 } else { 0 });
        pdu.registered_delivery = RegisteredDelivery::from(u8::from(at + 1 == count));
        Ok(pdu)
    });
    built.collect()
}

fn octet(number: usize) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

fn unwritable(why: &dyn std::fmt::Display) -> SendError {
    SendError::refused(Reason::Other, "smpp", format!("The message cannot be written: {why}."))
}

fn addressed(settings: &Settings, message: &Outgoing) -> Result<SubmitSm, SendError> {
    let (ton, npi, from) = sender(&message.from.address);
    let from = c_string(from).ok_or_else(|| {
        SendError::refused(
            Reason::Blocked,
            "sender",
            "The sender is too long or has letters that networks do not know.",
        )
    })?;
    let to = c_string(message.to.trim_start_matches('+'));
    let to = to.filter(|_| {
        message.to.trim_start_matches('+').bytes().all(|byte| byte.is_ascii_digit()) && message.to.len() > 3
    });
    let to = to.ok_or_else(|| SendError::refused(Reason::BadAddress, "recipient", "This is not a phone number."))?;
    let validity = if settings.validity { relative(message.valid_for) } else { None };
    Ok(SubmitSm::builder()
        .source_addr_ton(settings.source_ton.map_or(ton, Ton::from))
        .source_addr_npi(settings.source_npi.map_or(npi, Npi::from))
        .source_addr(from)
        .dest_addr_ton(Ton::International)
        .dest_addr_npi(Npi::Isdn)
        .destination_addr(to)
        .esm_class(EsmClass::from(0_u8))
        .registered_delivery(RegisteredDelivery::from(1_u8))
        .validity_period(validity.unwrap_or_else(EmptyOrFullCOctetString::empty))
        .build())
}

/// Type of number and numbering plan as networks expect them.
fn sender(address: &str) -> (Ton, Npi, &str) {
    match address.strip_prefix('+') {
        Some(digits) => (Ton::International, Npi::Isdn, digits),
        // A short code.
        None if address.bytes().all(|byte| byte.is_ascii_digit()) => (Ton::Unknown, Npi::Unknown, address),
        None => (Ton::Alphanumeric, Npi::Unknown, address),
    }
}

fn c_string<const MAX: usize>(text: &str) -> Option<COctetString<1, MAX>> {
    COctetString::from_string(text.to_owned()).ok()
}

/// "YYMMDDhhmmsstnnR": from the moment of handing over on. At most 28 days.
fn relative(life: Duration) -> Option<EmptyOrFullCOctetString<17>> {
    let seconds = life.as_secs().clamp(60, 28 * 86_400);
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let text = format!("0000{days:02}{:02}{:02}{:02}000R", rest / 3600, rest / 60 % 60, rest % 60);
    EmptyOrFullCOctetString::from_string(text).ok()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::message;
    use super::super::settings::tests::settings;
    use super::*;
    use serde_json::json;

    fn sent(text: &str, more: serde_json::Value) -> Vec<SubmitSm> {
        parts(&settings(more), &message(text)).unwrap()
    }

    #[test]
    fn texts_are_cut_where_phones_expect_it() {
        for (text, charset, coding, lengths) in [
            ("a".repeat(160), "gsm7", DataCoding::McSpecific, vec![160]),
            ("a".repeat(161), "gsm7", DataCoding::McSpecific, vec![153 + 6, 8 + 6]),
            // An escape pair is not cut in two.
            (format!("{}€{}", "a".repeat(152), "a".repeat(20)), "gsm7", DataCoding::McSpecific, vec![152 + 6, 22 + 6]),
            ("ç".repeat(70), "gsm7", DataCoding::Ucs2, vec![140]),
            ("ç".repeat(71), "gsm7", DataCoding::Ucs2, vec![134 + 6, 8 + 6]),
            // Nor a surrogate pair.
            (format!("{}😀{}", "ç".repeat(66), "ç".repeat(9)), "gsm7", DataCoding::Ucs2, vec![132 + 6, 22 + 6]),
            ("ç".repeat(140), "latin1", DataCoding::Latin1, vec![140]),
            ("€".to_owned(), "latin1", DataCoding::Ucs2, vec![2]),
            (String::new(), "gsm7", DataCoding::McSpecific, vec![0]),
        ] {
            let parts = sent(&text, json!({ "charset": charset }));
            let found: Vec<usize> = parts.iter().map(|part| part.short_message().len()).collect();
            assert_eq!((found, parts[0].data_coding), (lengths, coding), "{text}");
        }
    }

    #[test]
    fn parts_belong_together_and_the_last_asks_for_a_receipt() {
        let parts = sent(&"a".repeat(400), json!({}));
        let told: Vec<(u8, u8, Vec<u8>)> = parts
            .iter()
            .map(|part| {
                (part.esm_class.into(), part.registered_delivery.into(), part.short_message().as_ref()[..6].to_vec())
            })
            .collect();
        let header = |at| vec![5, 0, 3, 0x42, 3, at];
        assert_eq!(told, [(0x40, 0, header(1)), (0x40, 0, header(2)), (0x40, 1, header(3))]);
        let alone = &sent("a", json!({}))[0];
        assert_eq!((u8::from(alone.esm_class), u8::from(alone.registered_delivery)), (0, 1));
        let whole = sent(&"a".repeat(400), json!({ "long": "payload" }));
        assert_eq!((whole.len(), whole[0].tlvs().len(), whole[0].short_message().len()), (1, 1, 0));
        let endless = parts_of_endless();
        assert!(matches!(endless, Err(SendError::Refused { reason: Reason::TooLong, .. })));
    }

    fn parts_of_endless() -> Result<Vec<SubmitSm>, SendError> {
        parts(&settings(json!({})), &message(&"a".repeat(1600)))
    }

    #[test]
    fn addresses_say_what_they_are() {
        for (from, ton, npi, written) in [
            ("Nord", Ton::Alphanumeric, Npi::Unknown, "Nord"),
            ("+4917600000", Ton::International, Npi::Isdn, "4917600000"),
            ("32665", Ton::Unknown, Npi::Unknown, "32665"),
        ] {
            let mut message = message("a");
            message.from.address = from.to_owned();
            let pdu = &parts(&settings(json!({})), &message).unwrap()[0];
            assert_eq!((pdu.source_addr_ton, pdu.source_addr_npi, pdu.source_addr.as_str()), (ton, npi, written));
            assert_eq!((pdu.dest_addr_ton, pdu.destination_addr.as_str()), (Ton::International, "4915112345678"));
            assert_eq!(pdu.validity_period.as_str(), "000000010000000R");
        }
        for (from, to, reason) in [
            ("Büro", "+4915112345678", Reason::Blocked),
            ("A sender that is far too long", "+4915112345678", Reason::Blocked),
            ("Nord", "erika@example.com", Reason::BadAddress),
            ("Nord", "+", Reason::BadAddress),
        ] {
            let mut message = message("a");
            (message.from.address, message.to) = (from.to_owned(), to.to_owned());
            let refused = parts(&settings(json!({})), &message);
            assert!(matches!(refused, Err(SendError::Refused { reason: given, .. }) if given == reason), "{from} {to}");
        }
    }
}
