//! What an SMSC delivers to us: receipts, by their fields or by their text, and messages.

use super::super::super::channel::{Delivery, Heard, Part};
use super::super::alphabet::{from_gsm7, from_ucs2};
use super::super::concatenation::part_of;
use super::super::number::e164;
use super::settings::{Charset, Settings};
use crate::domain::phone::Numbering;
use rusmpp::pdus::DeliverSm;
use rusmpp::tlvs::TlvValue;
use rusmpp::values::{DataCoding, MessageState, Ton};

/// The receipt or message in a PDU; `None` for what is neither.
pub(super) fn read(settings: &Settings, pdu: &DeliverSm) -> Option<Heard> {
    let class = u8::from(pdu.esm_class);
    let (udh, body) = body(pdu, class & 0x40 != 0);
    match class & 0x3c {
        // A receipt, or an intermediate notification.
        0x04 | 0x20 => receipt(settings, pdu, &String::from_utf8_lossy(&body)),
        0 => {
            let text = String::from_utf8_lossy(&body);
            // Some SMSCs forget to say that it is a receipt.
            if field(&text, "id").is_some() && field(&text, "stat").is_some() {
                return receipt(settings, pdu, &text);
            }
            Some(inbound(settings, pdu, udh.as_deref(), &body))
        }
        // Acknowledgements of phones: nothing that was asked for.
        _ => None,
    }
}

fn values(pdu: &DeliverSm) -> impl Iterator<Item = &TlvValue> {
    pdu.tlvs().iter().filter_map(|tlv| tlv.value())
}

/// User data header and text.
fn body(pdu: &DeliverSm, has_header: bool) -> (Option<Vec<u8>>, Vec<u8>) {
    let payload = values(pdu).find_map(|value| match value {
        TlvValue::MessagePayload(payload) => Some(payload.value.as_ref().to_vec()),
        _ => None,
    });
    let bytes = payload.unwrap_or_else(|| pdu.short_message().as_ref().to_vec());
    let header = usize::from(bytes.first().copied().unwrap_or(0)) + 1;
    if has_header && header <= bytes.len() {
        return (Some(bytes[1..header].to_vec()), bytes[header..].to_vec());
    }
    (None, bytes)
}

fn receipt(settings: &Settings, pdu: &DeliverSm, text: &str) -> Option<Heard> {
    let id = values(pdu).find_map(|value| match value {
        TlvValue::ReceiptedMessageId(id) => Some(id.as_str().trim_end_matches('\0').to_owned()),
        _ => None,
    });
    let state = values(pdu).find_map(|value| match value {
        TlvValue::MessageState(state) => by_number(*state),
        _ => None,
    });
    let word = field(text, "stat").unwrap_or_default().to_ascii_uppercase();
    let code = field(text, "err").filter(|code| !code.bytes().all(|byte| byte == b'0'));
    Some(Heard::Receipt {
        reason: None,
        reference: id.or_else(|| field(text, "id")).filter(|id| !id.is_empty()).map(|id| settings.reference(&id, true)),
        message: None,
        // The word is what was written for people; where both exist they agree.
        delivery: by_word(&word).or(state)?,
        detail: detail(&word).map(str::to_owned),
        code,
        // "done date" leaves the zone open.
        at: None,
    })
}

/// The value of "name:value" in a receipt's text: "id:… sub:001 dlvrd:001 submit date:… done date:… stat:DELIVRD err:000 text:…".
fn field(text: &str, name: &str) -> Option<String> {
    // What follows "text:" was written by ourselves.
    let lower = text.to_ascii_lowercase();
    let ours = lower.find(" text:").unwrap_or(lower.len());
    let wanted = format!("{name}:");
    let mut from = 0;
    while let Some(found) = lower[from..ours].find(&wanted) {
        let at = from + found;
        if at == 0 || lower.as_bytes()[at - 1] == b' ' {
            return text[at + wanted.len()..ours].split(' ').next().map(str::to_owned);
        }
        from = at + wanted.len();
    }
    None
}

fn by_word(word: &str) -> Option<Delivery> {
    Some(match word {
        "SCHEDULED" => Delivery::Queued,
        // "Unknown" says that nobody knows what became of it: nothing better than that it was sent.
        "ENROUTE" | "ACCEPTD" | "ACCEPTED" | "UNKNOWN" => Delivery::Sent,
        "DELIVRD" | "DELIVERED" => Delivery::Delivered,
        "EXPIRED" | "DELETED" | "UNDELIV" | "REJECTD" | "REJECTED" | "FAILED" | "SKIPPED" => Delivery::Failed,
        _ => return None,
    })
}

fn by_number(state: MessageState) -> Option<Delivery> {
    Some(match state {
        MessageState::Scheduled => Delivery::Queued,
        MessageState::Enroute | MessageState::Accepted | MessageState::Unknown => Delivery::Sent,
        MessageState::Delivered => Delivery::Delivered,
        MessageState::Expired
        | MessageState::Deleted
        | MessageState::Undeliverable
        | MessageState::Rejected
        | MessageState::Skipped => Delivery::Failed,
        MessageState::Other(_) => return None,
    })
}

fn detail(word: &str) -> Option<&'static str> {
    Some(match word {
        "EXPIRED" => "The phone could not be reached in time.",
        "DELETED" => "The message was deleted at the operator.",
        "UNDELIV" => "The message cannot be delivered to this number.",
        "REJECTD" | "REJECTED" => "The operator rejected the message.",
        "UNKNOWN" => "The operator does not know what became of it.",
        _ => return None,
    })
}

fn inbound(settings: &Settings, pdu: &DeliverSm, udh: Option<&[u8]>, body: &[u8]) -> Heard {
    let text = match (pdu.data_coding, settings.charset) {
        (DataCoding::Ucs2, _) => from_ucs2(body),
        (DataCoding::Latin1, _) | (DataCoding::McSpecific, Charset::Latin1) => {
            body.iter().copied().map(char::from).collect()
        }
        (DataCoding::McSpecific, Charset::Gsm7) => from_gsm7(body),
        // Some SMSCs say ASCII and send GSM 7-bit; an escape gives it away.
        (DataCoding::Ia5, _) if body.contains(&0x1b) => from_gsm7(body),
        _ => String::from_utf8_lossy(body).into_owned(),
    };
    let numbering = numbering(pdu.source_addr_ton);
    Heard::Inbound {
        from: e164(pdu.source_addr.as_str().trim_end_matches('\0'), numbering),
        numbering,
        to: e164(pdu.destination_addr.as_str().trim_end_matches('\0'), self::numbering(pdu.dest_addr_ton)),
        text,
        reference: None,
        message: None,
        subject: None,
        opt_out_handled_by_carrier: false,
        part: udh.and_then(part_of).or_else(|| part_of_fields(pdu)),
        at: None,
    }
}

/// A type of number that nobody has told us of says nothing.
fn numbering(ton: Ton) -> Numbering {
    match ton {
        Ton::International => Numbering::International,
        Ton::National => Numbering::National,
        Ton::Alphanumeric => Numbering::Private,
        Ton::Unknown | Ton::SubscriberNumber | Ton::NetworkSpecific | Ton::Abbreviated | Ton::Other(_) => {
            Numbering::Unknown
        }
    }
}

/// Concatenation in fields of their own.
fn part_of_fields(pdu: &DeliverSm) -> Option<Part> {
    let (mut of, mut number, mut count) = (None, None, None);
    for value in values(pdu) {
        match value {
            TlvValue::SarMsgRefNum(value) => of = Some(*value),
            TlvValue::SarSegmentSeqnum(value) => number = Some(*value),
            TlvValue::SarTotalSegments(value) => count = Some(*value),
            _ => {}
        }
    }
    Some(Part { of: of?, number: number?, count: count? })
}

#[cfg(test)]
mod tests {
    use super::super::settings::tests::settings;
    use super::*;
    use rusmpp::tlvs::MessageDeliveryRequestTlvValue as Tlv;
    use rusmpp::types::{COctetString, OctetString};
    use rusmpp::values::EsmClass;
    use serde_json::json;

    fn pdu(class: u8, coding: DataCoding, bytes: &[u8], tlvs: Vec<Tlv>) -> DeliverSm {
        let address = |text: &str| COctetString::from_string(text.to_owned()).unwrap();
        DeliverSm::builder()
            .source_addr_ton(Ton::International)
            .source_addr(address("4915111111111"))
            .destination_addr(address("32665"))
            .esm_class(EsmClass::from(class))
            .data_coding(coding)
            .short_message(OctetString::from_slice(bytes).unwrap())
            .tlvs(tlvs)
            .build()
    }

    #[test]
    fn receipts_are_read_from_fields_and_from_text() {
        let id = |id: &str| Tlv::ReceiptedMessageId(COctetString::from_string(id.to_owned()).unwrap());
        let text = |stat: &str| {
            format!(
                "id:0A7 sub:001 dlvrd:001 submit date:2611211200 done date:2611211201 stat:{stat} err:000 text:stat:UNDELIV id:9"
            )
        };
        for (class, body, tlvs, delivery, reference) in [
            (0x04, text("DELIVRD"), vec![], Delivery::Delivered, Some("0A7")),
            (0x04, text("UNDELIV"), vec![], Delivery::Failed, Some("0A7")),
            (0x04, text("ACCEPTD"), vec![], Delivery::Sent, Some("0A7")),
            (0x00, text("EXPIRED"), vec![], Delivery::Failed, Some("0A7")),
            (
                0x04,
                String::new(),
                vec![id("7"), Tlv::MessageState(MessageState::Delivered)],
                Delivery::Delivered,
                Some("7"),
            ),
            (
                0x04,
                text("REJECTD"),
                vec![id("7"), Tlv::MessageState(MessageState::Rejected)],
                Delivery::Failed,
                Some("7"),
            ),
            (0x20, text("ENROUTE"), vec![], Delivery::Sent, Some("0A7")),
            (0x04, "ID:5 Stat:delivrd Err:000".to_owned(), vec![], Delivery::Delivered, Some("5")),
        ] {
            let heard = read(&settings(json!({})), &pdu(class, DataCoding::McSpecific, body.as_bytes(), tlvs));
            let Some(Heard::Receipt { reference: found, delivery: state, code, .. }) = &heard else {
                panic!("{body} {heard:?}")
            };
            assert_eq!((found.as_deref(), *state, code), (reference, delivery, &None), "{body}");
        }
        for nothing in [(0x04, "id:1 stat:BRANDNEW"), (0x04, ""), (0x08, "id:1 stat:DELIVRD")] {
            assert_eq!(
                read(&settings(json!({})), &pdu(nothing.0, DataCoding::McSpecific, nothing.1.as_bytes(), vec![])),
                None
            );
        }
    }

    #[test]
    fn messages_are_read_in_their_alphabet() {
        for (charset, coding, bytes, expected) in [
            ("gsm7", DataCoding::McSpecific, &[0x53, 0x54, 0x4f, 0x50, 0x1b, 0x65, 0x7c][..], "STOP€ö"),
            ("latin1", DataCoding::McSpecific, &[0x53, 0xf6], "Sö"),
            ("gsm7", DataCoding::Latin1, &[0x53, 0xf6], "Sö"),
            ("gsm7", DataCoding::Ucs2, &[0x20, 0x1e, 0, 0xe7], "„ç"),
            ("gsm7", DataCoding::Ia5, b"HELP {", "HELP {"),
            ("gsm7", DataCoding::Ia5, &[0x7b, 0x1b, 0x65], "ä€"),
        ] {
            let heard = read(&settings(json!({ "charset": charset })), &pdu(0, coding, bytes, vec![]));
            let Some(Heard::Inbound { from, to, text, part, .. }) = heard else { panic!("{heard:?}") };
            assert_eq!((from.as_str(), to.as_str(), text.as_str(), part), ("+4915111111111", "32665", expected, None));
        }
    }

    #[test]
    fn the_type_of_a_number_goes_along() {
        let mut pdu = pdu(0, DataCoding::McSpecific, b"STOP", vec![]);
        for (ton, address, number, numbering) in [
            (Ton::International, "15112345670", "+15112345670", Numbering::International),
            (Ton::National, "15112345670", "15112345670", Numbering::National),
            (Ton::National, "015112345670", "015112345670", Numbering::National),
            (Ton::Unknown, "4915112345670", "+4915112345670", Numbering::Unknown),
            (Ton::Unknown, "15112345670", "15112345670", Numbering::Unknown),
            (Ton::Alphanumeric, "4915112345670", "4915112345670", Numbering::Private),
        ] {
            pdu.source_addr_ton = ton;
            pdu.source_addr = COctetString::from_string(address.to_owned()).unwrap();
            let Some(Heard::Inbound { from, numbering: told, .. }) = read(&settings(json!({})), &pdu) else { panic!() };
            assert_eq!((from.as_str(), told), (number, numbering), "{ton:?} {address}");
        }
    }

    #[test]
    fn pieces_of_a_long_message_say_so() {
        let part = |class, bytes: &[u8], tlvs| match read(
            &settings(json!({})),
            &pdu(class, DataCoding::McSpecific, bytes, tlvs),
        ) {
            Some(Heard::Inbound { text, part, .. }) => (text, part),
            other => panic!("{other:?}"),
        };
        let piece = Some(Part { of: 7, number: 2, count: 3 });
        assert_eq!(part(0x40, &[5, 0, 3, 7, 3, 2, b'h'], vec![]), ("h".to_owned(), piece));
        assert_eq!(part(0x40, &[6, 8, 4, 0, 7, 3, 2, b'h'], vec![]), ("h".to_owned(), piece));
        let fields = vec![Tlv::SarMsgRefNum(7), Tlv::SarSegmentSeqnum(2), Tlv::SarTotalSegments(3)];
        assert_eq!(part(0, b"h", fields), ("h".to_owned(), piece));
        assert_eq!(part(0x40, &[9, 1], vec![]).1, None, "a header that is cut off");
        assert_eq!(part(0x40, &[3, 1, 9, 1, b'h'], vec![]), ("h".to_owned(), None));
    }
}
