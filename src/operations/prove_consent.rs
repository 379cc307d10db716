//! All that the ledger knows of a contact's addresses, as a proof that can be handed over and checked: each entry with the text that was
//! agreed to, in order, chained by digests.

use super::keep_contacts::hashes_of;
use super::note_consent::wordings_of;
use super::{Context, OperationError, Outcome};
use crate::domain::channel::Channel;
use crate::domain::consent::Consent;
use crate::domain::contact::Contact;
use crate::domain::ids::{ContactId, UserId};
use crate::domain::merchant::Merchant;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::exchange::csv_table;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// How the digests are made, for whoever checks them.
pub const HOW_TO_CHECK: &str = "Each hash is the SHA-256, in hex, of the previous hash (64 zeros before the first), a line feed and the entry as compact \
JSON: UTF-8, keys in the order shown, no blanks between tokens, only control characters, quotes and backslashes escaped.";

/// A proof.
#[derive(Clone, Debug)]
pub struct Proof {
    /// Who it is about.
    pub contact: Contact,
    /// Whose ledger it is.
    pub merchant: Merchant,
    /// When it was drawn.
    pub made_at: Timestamp,
    /// One part per address.
    pub parts: Vec<ProofPart>,
}

/// All about one address.
#[derive(Clone, Debug)]
pub struct ProofPart {
    /// The channel.
    pub channel: Channel,
    /// A number of E.164, or a mail address.
    pub address: String,
    /// Under which the ledger keeps it, in hex.
    pub address_hash: String,
    /// In the order of being said.
    pub entries: Vec<ProofEntry>,
}

/// One entry.
#[derive(Clone, Debug)]
pub struct ProofEntry {
    /// The entry.
    pub consent: Consent,
    /// The text that was agreed to, whole.
    pub wording_text: Option<String>,
    /// Who noted it, by name.
    pub noted_by: Option<String>,
    /// As JSON: what the digest is over.
    pub shown: Value,
    /// In hex.
    pub hash: String,
}

/// Draws a proof about a contact's addresses.
pub async fn prove_consent(context: &Context, scope: Scope, id: ContactId) -> Outcome<Proof> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let contact = db.contact(scope, id).await?.ok_or(OperationError::NotFound)?;
    let merchant = db.merchant(scope.merchant).await?.ok_or(OperationError::NotFound)?;
    let hashes = hashes_of(&db, scope, &contact.person);
    let mut found = Vec::new();
    let mut people: HashMap<UserId, String> = HashMap::new();
    for (channel, hash) in [(Channel::Sms, hashes.sms), (Channel::Email, hashes.email)] {
        let (Some(hash), Some(address)) = (hash, contact.person.reached_by(channel)) else { continue };
        let consents = db.consents_of(scope, channel, &hash).await?;
        for user in consents.iter().filter_map(|consent| consent.recorded_by) {
            if let Some(known) = db.user(user).await? {
                people.insert(user, known.name);
            }
        }
        found.push((channel, address.to_owned(), hash, consents));
    }
    drop(session);
    let mut parts = Vec::new();
    for (channel, address, hash, consents) in found {
        let wordings = wordings_of(context, scope, &consents).await?;
        let hash = hex::encode(hash);
        let entries = chained(consents, &hash, &wordings, &people);
        parts.push(ProofPart { channel, address, address_hash: hash, entries });
    }
    Ok(Proof { contact, merchant, made_at: context.now(), parts })
}

fn chained(
    consents: Vec<Consent>,
    address_hash: &str,
    wordings: &HashMap<String, String>,
    people: &HashMap<UserId, String>,
) -> Vec<ProofEntry> {
    let mut previous = "0".repeat(64);
    let each = consents.into_iter().map(|consent| {
        let wording_text = consent.wording.as_ref().and_then(|reference| wordings.get(reference)).cloned();
        let noted_by = consent.recorded_by.and_then(|user| people.get(&user)).cloned();
        let shown = json!({
            "id": consent.id,
            "channel": consent.channel,
            "address": consent.address,
            "address_hash": address_hash,
            "action": if consent.given { "given" } else { "withdrawn" },
            "source": consent.source,
            "happened_at": consent.happened_at,
            "recorded_at": consent.created_at,
            "wording": consent.wording,
            "wording_text": wording_text,
            "evidence": consent.evidence,
            "ip": consent.ip,
            "user_agent": consent.user_agent,
            "noted_by": noted_by,
        });
        previous = hex::encode(Sha256::digest(format!("{previous}\n{shown}")));
        ProofEntry { consent, wording_text, noted_by, shown, hash: previous.clone() }
    });
    each.collect()
}

impl Proof {
    /// As JSON.
    pub fn json(&self) -> Value {
        let person = &self.contact.person;
        let parts = self.parts.iter().map(|part| {
            let entries = part.entries.iter().map(|entry| json!({ "entry": entry.shown, "hash": entry.hash }));
            json!({
                "channel": part.channel,
                "address": part.address,
                "address_hash": part.address_hash,
                "entries": entries.collect::<Vec<_>>(),
            })
        });
        json!({
            "merchant": { "id": self.merchant.id, "name": self.merchant.name },
            "live": self.contact.scope.live,
            "contact": { "id": self.contact.id, "name": person.name, "external_id": self.contact.external_id },
            "made_at": self.made_at,
            "how_to_check": HOW_TO_CHECK,
            "addresses": parts.collect::<Vec<_>>(),
        })
    }

    /// As a table, with the digest of each entry.
    pub fn csv(&self) -> Vec<u8> {
        let cell = |value: &Value| match value {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let entries = || self.parts.iter().flat_map(|part| &part.entries);
        let nothing = Map::new();
        let head: Vec<&str> = COLUMNS.iter().copied().chain(["hash"]).collect();
        let lines = entries().map(|entry| {
            let shown = entry.shown.as_object().unwrap_or(&nothing);
            let cells = COLUMNS.iter().map(|name| shown.get(*name).map(cell).unwrap_or_default());
            cells.chain([entry.hash.clone()]).collect()
        });
        csv_table::write(&head, &lines.collect::<Vec<Vec<String>>>())
    }
}

const COLUMNS: [&str; 14] = [
    "id",
    "channel",
    "address",
    "address_hash",
    "action",
    "source",
    "happened_at",
    "recorded_at",
    "wording",
    "wording_text",
    "evidence",
    "ip",
    "user_agent",
    "noted_by",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::consent::ConsentSource;
    use crate::domain::ids::{ConsentId, MerchantId};
    use uuid::Uuid;

    fn entry(number: u128, evidence: &str) -> Consent {
        Consent {
            scope: Scope { merchant: MerchantId(Uuid::nil()), live: false },
            id: ConsentId(Uuid::from_u128(number)),
            channel: Channel::Sms,
            address: Some("+4915112345678".into()),
            address_hash: vec![7; 32],
            given: number == 1,
            source: ConsentSource::Form,
            wording: Some("sms/de/1".into()),
            evidence: Some(evidence.into()),
            ip: None,
            user_agent: None,
            recorded_by: None,
            happened_at: Timestamp::from_millis(1),
            undated: false,
            created_at: Timestamp::from_millis(2),
        }
    }

    #[test]
    fn a_chain_is_checked_from_what_is_handed_over_and_breaks_with_every_change() {
        let wordings = HashMap::from([("sms/de/1".to_owned(), "Ich möchte \"SMS\"\n\u{1}".to_owned())]);
        let consents = vec![entry(1, "Formular"), entry(2, "STOP")];
        let chain = chained(consents.clone(), "07", &wordings, &HashMap::new());
        let mut previous = "0".repeat(64);
        for entry in &chain {
            // As somebody would who has only the file.
            let read: Value = serde_json::from_str(&serde_json::to_string_pretty(&entry.shown).unwrap()).unwrap();
            previous = hex::encode(Sha256::digest(format!("{previous}\n{read}")));
            assert_eq!(previous, entry.hash);
        }
        assert_eq!(chain[0].shown.as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>(), COLUMNS);
        let forged = chained(vec![entry(1, "etwas anderes"), entry(2, "STOP")], "07", &wordings, &HashMap::new());
        assert_ne!(forged[1].hash, chain[1].hash, "what comes later depends on what came before");
    }
}
