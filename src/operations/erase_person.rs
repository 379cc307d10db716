//! Forgets a person: what is personal goes, from the address book, from requests, messages and the ledger. That money was asked for and
//! came stays, and so does a hash of each address, so that nothing is ever sent there again.

use super::book::{Doer, write_event};
use super::keep_contacts::hashes_of;
use super::{Context, OperationError, Outcome};
use crate::domain::channel::Channel;
use crate::domain::consent::{Consent, ConsentSource, same_address};
use crate::domain::contact::Contact;
use crate::domain::event::EventType;
use crate::domain::ids::{ConsentId, ContactId, PaymentRequestId, UserId};
use crate::domain::scope::Scope;
use crate::store::Db;
use crate::store::person::KnownBy;
use serde_json::json;
use std::collections::BTreeSet;

/// No one was asked more often; what is beyond is found by doing it again.
const MOST_REQUESTS: i64 = 100_000;

/// By what a contact's requests are known.
pub(super) fn known_by(contact: &Contact) -> Vec<KnownBy> {
    let addresses = Channel::ALL.iter().filter_map(|channel| {
        let address = contact.person.reached_by(*channel)?;
        Some(KnownBy::Address(*channel, same_address(*channel, address)))
    });
    std::iter::once(KnownBy::Contact(contact.id)).chain(addresses).collect()
}

/// Requests of a contact that could still be paid, or are being paid.
pub(super) async fn open_requests(
    db: &mut Db<'_>,
    context: &Context,
    contact: &Contact,
) -> Outcome<BTreeSet<PaymentRequestId>> {
    let mut open = BTreeSet::new();
    for known_by in known_by(contact) {
        open.extend(db.open_requests_of(contact.scope, &known_by, context.now()).await?);
    }
    Ok(open)
}

/// Forgets a contact's person. Refused while they are asked for money: the link and its messages need to know whom.
pub async fn erase_person(context: &Context, scope: Scope, id: ContactId, user: Option<UserId>) -> Outcome<()> {
    context
        .store
        .transact((context.clone(), scope, id, user), |db, (context, scope, id, user)| {
            Box::pin(async move {
                let contact = db.lock_contact(*scope, *id).await?.ok_or(OperationError::NotFound)?;
                let open = open_requests(db, context, &contact).await?.len();
                if open > 0 {
                    let detail = format!(
                        "{open} payment requests to this person can still be paid or are being paid. Cancel them, or wait for their end."
                    );
                    return Err(OperationError::conflict("open_requests", detail));
                }
                forget_requests(db, context, &contact, *user).await?;
                forget_addresses(db, context, &contact, *user).await?;
                db.forget_import(*scope, *id).await?;
                db.delete_contact(*scope, *id).await?;
                Ok(())
            })
        })
        .await
}

async fn forget_requests(db: &mut Db<'_>, context: &Context, contact: &Contact, user: Option<UserId>) -> Outcome<()> {
    let (scope, now) = (contact.scope, context.now());
    let mut requests = BTreeSet::new();
    for known_by in known_by(contact) {
        requests.extend(db.requests_of(scope, &known_by, MOST_REQUESTS).await?);
    }
    let doer = Doer { user, ..Doer::default() };
    for id in requests {
        let Some(mut request) = db.lock_payment_request(scope, id).await? else { continue };
        db.forget_payer(scope, id).await?;
        db.forget_messages_of(scope, id).await?;
        // An invoice holds name and address.
        db.forget_attachments_of(scope, id).await?;
        let about = json!({ "payer": "erased" });
        write_event(db, context, &mut request, EventType::RequestUpdated, about, &doer, now).await?;
        db.save_payment_request(&mut request).await?;
        db.insert_page_change(scope, context.random.uuid(now), id, now).await?;
    }
    Ok(())
}

async fn forget_addresses(db: &mut Db<'_>, context: &Context, contact: &Contact, user: Option<UserId>) -> Outcome<()> {
    let (scope, now) = (contact.scope, context.now());
    let hashes = hashes_of(db, scope, &contact.person);
    for (channel, hash) in [(Channel::Sms, hashes.sms), (Channel::Email, hashes.email)] {
        let Some(hash) = hash else { continue };
        db.forget_address(scope, channel, &hash).await?;
        let entry = Consent {
            scope,
            id: ConsentId(context.random.uuid(now)),
            channel,
            address: None,
            address_hash: hash,
            given: false,
            source: ConsentSource::Erasure,
            wording: None,
            evidence: None,
            ip: None,
            user_agent: None,
            recorded_by: user,
            happened_at: now,
            undated: false,
            created_at: now,
        };
        db.insert_consent(&entry).await?;
    }
    Ok(())
}
