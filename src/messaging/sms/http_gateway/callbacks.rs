//! What a gateway tells, read by its description.

use super::super::super::callback::Callback;
use super::super::super::channel::{Delivery, Heard};
use super::super::alphabet::{from_gsm7, from_ucs2};
use super::super::concatenation::part_of_whole;
use super::super::number::e164;
use super::plain;
use super::settings::{Alphabet, InboundShape, ReceiptShape, Shape, When};
use crate::domain::phone::Numbering;
use crate::domain::time::Timestamp;
use serde_json::Value;
use std::collections::BTreeMap;

/// A call's fields, wherever they stand.
struct Fields {
    pairs: Vec<(String, String)>,
    json: Value,
}

impl Fields {
    fn of(call: &Callback<'_>) -> Self {
        Self { pairs: call.query().into_iter().chain(call.form()).collect(), json: call.json() }
    }

    /// A place that begins with "/" is a JSON pointer, any other the name of a field.
    fn get(&self, place: &str) -> Option<String> {
        if place.starts_with('/') {
            return self.json.pointer(place).and_then(plain);
        }
        self.pairs.iter().find(|(name, _)| name == place).map(|(_, value)| value.clone())
    }

    fn optional(&self, place: &Option<String>) -> Option<String> {
        place.as_ref().and_then(|place| self.get(place)).filter(|value| !value.is_empty())
    }

    fn are(&self, when: &When) -> bool {
        when.iter()
            .all(|(place, allowed)| self.get(place).is_some_and(|value| allowed.is_empty() || allowed.contains(&value)))
    }
}

/// A receipt, an inbound message, or nothing that is described.
pub(super) fn read(shape: &Shape, call: &Callback<'_>) -> Option<Heard> {
    let fields = Fields::of(call);
    if let Some(known) = shape.receipt.as_ref().filter(|known| fields.are(&known.when)) {
        return receipt(known, &fields, call);
    }
    shape.inbound.as_ref().filter(|known| fields.are(&known.when)).and_then(|known| inbound(known, &fields, call))
}

fn receipt(shape: &ReceiptShape, fields: &Fields, call: &Callback<'_>) -> Option<Heard> {
    Some(Heard::Receipt {
        reason: None,
        reference: fields.optional(&shape.reference),
        message: call.message(),
        delivery: state(&shape.words, &fields.get(&shape.status)?)?,
        code: fields.optional(&shape.code),
        detail: fields.optional(&shape.detail),
        at: fields.optional(&shape.at).and_then(|text| instant(&text)),
    })
}

/// The exact word first, then the longest beginning that fits.
fn state(words: &BTreeMap<String, String>, said: &str) -> Option<Delivery> {
    let exact = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(said));
    let beginning = |word: &str| word.strip_suffix('*').is_some_and(|start| said.starts_with(start));
    let (_, ours) =
        exact.or_else(|| words.iter().filter(|(word, _)| beginning(word)).max_by_key(|(word, _)| word.len()))?;
    Delivery::from_word(ours)
}

fn inbound(shape: &InboundShape, fields: &Fields, call: &Callback<'_>) -> Option<Heard> {
    let header = shape.header.as_ref().and_then(|name| call.query_bytes(name));
    let coded = shape.hex.iter().find(|coded| fields.are(&coded.when));
    let decoded = coded.and_then(|coded| {
        let bytes = hex::decode(fields.get(&coded.at)?).ok().filter(|bytes| !bytes.is_empty())?;
        Some(match coded.r#as {
            Alphabet::Gsm7 => from_gsm7(&bytes),
            Alphabet::Ucs2 => from_ucs2(&bytes),
        })
    });
    Some(Heard::Inbound {
        from: e164(&fields.get(&shape.from)?, Numbering::Unknown),
        numbering: Numbering::Unknown,
        to: e164(&fields.get(&shape.to).unwrap_or_default(), Numbering::Unknown),
        text: match decoded {
            Some(text) => text,
            None => fields.get(&shape.text)?,
        },
        reference: fields.optional(&shape.reference),
        message: None,
        subject: None,
        opt_out_handled_by_carrier: false,
        part: header.as_deref().and_then(part_of_whole),
        at: fields.optional(&shape.at).and_then(|text| instant(&text)),
    })
}

/// RFC 3339 or seconds since the epoch. Other forms leave the zone open, and a wrong time is worse than none.
fn instant(text: &str) -> Option<Timestamp> {
    Timestamp::parse_rfc3339(text)
        .or_else(|| text.parse().ok().filter(|seconds| *seconds > 1_000_000_000).map(Timestamp::from_seconds))
}
