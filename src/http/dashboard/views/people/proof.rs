//! All that the ledger knows of a contact's addresses, to be read and printed.

use super::list::name_of;
use super::source;
use crate::domain::channel::Channel;
use crate::domain::phone;
use crate::http::dashboard::views::frame::Frame;
use crate::i18n::formats;
use crate::operations::prove_consent::{HOW_TO_CHECK, Proof, ProofEntry};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "dashboard/people/proof.html")]
pub struct ProofPage {
    frame: Frame,
    id: String,
    name: String,
    external_id: String,
    made: String,
    parts: Vec<Part>,
    how: &'static str,
}

struct Part {
    title: String,
    hash: String,
    entries: Vec<Entry>,
}

struct Entry {
    title: String,
    lines: Vec<(String, String)>,
    wording: Option<String>,
    hash: String,
}

impl ProofPage {
    /// From a proof.
    pub fn new(frame: Frame, proof: &Proof) -> Self {
        let parts = proof.parts.iter().map(|part| {
            let address = match part.channel {
                Channel::Sms => phone::spaced(&part.address),
                Channel::Email => part.address.clone(),
            };
            Part {
                title: format!("{} · {address}", frame.t(&format!("people-channel-{}", part.channel))),
                hash: part.address_hash.clone(),
                entries: part.entries.iter().map(|entry| Entry::of(&frame, entry)).collect(),
            }
        });
        Self {
            id: proof.contact.id.to_string(),
            name: name_of(&frame, &proof.contact),
            external_id: proof.contact.external_id.clone().unwrap_or_default(),
            made: formats::date_time(frame.language, proof.made_at, &frame.zone),
            parts: parts.collect(),
            how: HOW_TO_CHECK,
            frame,
        }
    }
}

impl Entry {
    fn of(frame: &Frame, entry: &ProofEntry) -> Self {
        let consent = &entry.consent;
        let time = |at| format!("{} ({})", formats::date_time(frame.language, at, &frame.zone), at.to_rfc3339());
        let word = if consent.given { "given" } else { "withdrawn" };
        let all = [
            ("people-proof-when", Some(time(consent.happened_at))),
            ("people-proof-recorded", Some(time(consent.created_at))),
            ("people-proof-source", Some(source(frame, consent.source))),
            ("people-proof-noted-by", entry.noted_by.clone()),
            ("people-proof-evidence", consent.evidence.clone()),
            ("people-proof-ip", consent.ip.clone()),
            ("people-proof-agent", consent.user_agent.clone()),
            ("people-proof-wording", consent.wording.clone()),
            ("people-proof-id", Some(consent.id.to_string())),
        ];
        Self {
            title: frame.t(&format!("people-said-{word}-{}", consent.channel)),
            lines: all.into_iter().filter_map(|(key, value)| Some((frame.t(key), value?))).collect(),
            wording: entry.wording_text.clone(),
            hash: entry.hash.clone(),
        }
    }
}
