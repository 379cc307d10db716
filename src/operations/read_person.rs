//! A contact with all that hangs on it: requests, messages, what was said about being written to.

use super::erase_person::{known_by, open_requests};
use super::keep_contacts::{Standing, hashes_of, with_standing};
use super::note_consent::wordings_of;
use super::{Context, OperationError, Outcome};
use crate::domain::channel::Channel;
use crate::domain::consent::Consent;
use crate::domain::contact::Contact;
use crate::domain::direct_message::DirectMessage;
use crate::domain::ids::{ContactId, MessageId, PaymentRequestId};
use crate::domain::message::Message;
use crate::domain::payment_request::PaymentRequest;
use crate::domain::scope::Scope;
use std::collections::{BTreeSet, HashMap};

/// So many requests and messages a contact's page shows.
const MOST_SHOWN: i64 = 20;

/// A contact and what hangs on it.
#[derive(Clone, Debug)]
pub struct PersonData {
    /// Who it is.
    pub contact: Contact,
    /// What was said last.
    pub standing: Standing,
    /// All that was said about the addresses, the newest first.
    pub ledger: Vec<Consent>,
    /// The texts that the ledger names, by their references.
    pub wordings: HashMap<String, String>,
    /// The newest requests.
    pub requests: Vec<PaymentRequest>,
    /// How many of them could still be paid.
    pub open: usize,
    /// The newest messages about requests.
    pub messages: Vec<Message>,
    /// The newest messages without one.
    pub directs: Vec<DirectMessage>,
}

/// Reads it.
pub async fn read_person(context: &Context, scope: Scope, id: ContactId) -> Outcome<PersonData> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let contact = db.contact(scope, id).await?.ok_or(OperationError::NotFound)?;
    let mut ids: BTreeSet<PaymentRequestId> = BTreeSet::new();
    for known_by in known_by(&contact) {
        ids.extend(db.requests_of(scope, &known_by, MOST_SHOWN).await?);
    }
    let mut requests = Vec::new();
    for id in ids.into_iter().rev().take(20) {
        requests.extend(db.payment_request(scope, id).await?);
    }
    let hashes = hashes_of(&db, scope, &contact.person);
    let (mut ledger, mut directs, mut messages) = (Vec::new(), Vec::new(), BTreeSet::<MessageId>::new());
    for (channel, hash) in [(Channel::Sms, &hashes.sms), (Channel::Email, &hashes.email)] {
        let Some(hash) = hash else { continue };
        ledger.extend(db.consents_of(scope, channel, hash).await?);
        directs.extend(db.directs_to(scope, channel, hash).await?);
        messages.extend(db.message_ids_to(scope, channel, hash, MOST_SHOWN).await?);
    }
    ledger.sort_by_key(|consent| std::cmp::Reverse((consent.happened_at, consent.id)));
    let mut written = Vec::new();
    for id in messages.into_iter().rev().take(20) {
        written.extend(db.message(scope, id).await?);
    }
    let open = open_requests(&mut db, context, &contact).await?.len();
    let standing = with_standing(&mut db, scope, vec![contact.clone()]).await?.pop();
    let standing = standing.map(|(_, standing)| standing).unwrap_or_default();
    drop(session);
    let wordings = wordings_of(context, scope, &ledger).await?;
    Ok(PersonData { contact, standing, ledger, wordings, requests, open, messages: written, directs })
}
