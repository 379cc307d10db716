//! The address book: whom a merchant asks again and again.

use super::check_draft::{DraftPayer, check_payer};
use super::idempotency::{Once, made_before, once};
use super::read_payment_request::home_of;
use super::{Context, OperationError, Outcome};
use crate::domain::channel::Channel;
use crate::domain::consent::Consent;
use crate::domain::contact::{Contact, Person, searched_words};
use crate::domain::field::{Faults, FieldError};
use crate::domain::ids::ContactId;
use crate::domain::mail_address;
use crate::domain::phone;
use crate::domain::scope::Scope;
use crate::domain::text::line;
use crate::store::Db;
use crate::store::contact::{ContactFilter, ContactHashes, ProofFilter};
use crate::store::idempotency::IdempotencyClaim;
use std::collections::HashMap;

/// A contact as somebody wrote it, not yet checked. Absent and blank mean the same.
#[derive(Clone, Debug, Default)]
pub struct DraftContact {
    /// At most 120 characters.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// With country code, or as it is dialled in the merchant's country.
    pub phone: Option<String>,
    /// "de", "en".
    pub language: Option<String>,
    /// At most 100 characters, unique per merchant and mode.
    pub external_id: Option<String>,
    /// At most 200 characters.
    pub address: Option<String>,
    /// At most 1,000 characters, lines allowed.
    pub notes: Option<String>,
}

/// What to change of a contact: `None` stays, `Some(None)` goes.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs, reason = "the fields are those of a draft")]
pub struct ContactPatch {
    pub name: Option<Option<String>>,
    pub email: Option<Option<String>>,
    pub phone: Option<Option<String>>,
    pub language: Option<Option<String>>,
    pub external_id: Option<Option<String>>,
    pub address: Option<Option<String>>,
    pub notes: Option<Option<String>>,
}

impl DraftContact {
    /// A contact as it could have been written.
    pub fn of(contact: &Contact) -> Self {
        let person = contact.person.clone();
        Self {
            name: person.name,
            email: person.email,
            phone: person.phone,
            language: contact.language.map(|language| language.tag().to_owned()),
            external_id: contact.external_id.clone(),
            address: person.address,
            notes: person.notes,
        }
    }

    fn changed(self, patch: &ContactPatch) -> Self {
        let take = |old: Option<String>, new: &Option<Option<String>>| new.clone().unwrap_or(old);
        Self {
            name: take(self.name, &patch.name),
            email: take(self.email, &patch.email),
            phone: take(self.phone, &patch.phone),
            language: take(self.language, &patch.language),
            external_id: take(self.external_id, &patch.external_id),
            address: take(self.address, &patch.address),
            notes: take(self.notes, &patch.notes),
        }
    }
}

/// A draft that is in order.
#[derive(Clone)]
pub(super) struct Checked {
    pub person: Person,
    pub language: Option<crate::domain::language::Language>,
    pub external_id: Option<String>,
}

const LONGEST_NOTE: usize = 1000;

/// Checks a contact; says all that is wrong with it.
pub(super) fn check_contact(draft: &DraftContact, country: &str) -> Result<Checked, Vec<FieldError>> {
    let mut faults = Faults::new();
    let as_payer = DraftPayer {
        name: draft.name.clone(),
        email: draft.email.clone(),
        phone: draft.phone.clone(),
        language: draft.language.clone(),
        address: draft.address.clone(),
    };
    let payer = match check_payer(&as_payer, country) {
        Ok(payer) => Some(payer),
        Err(found) => {
            for fault in found {
                let field = fault.field.trim_start_matches("payer.").to_owned();
                faults.add(field, fault.code, fault.detail);
            }
            None
        }
    };
    let external_id = draft.external_id.as_deref().unwrap_or("");
    let external_id = faults.take(line("external_id", external_id, 100)).flatten();
    let notes = faults.take(check_notes(draft.notes.as_deref().unwrap_or(""))).flatten();
    if payer.as_ref().is_some_and(|payer| {
        payer.name.is_none() && payer.email.is_none() && payer.phone.is_none() && external_id.is_none()
    }) {
        faults.add("name", "required", "Say who it is: a name, a number, an address or a key of your own.");
    }
    faults.check()?;
    let payer = payer.unwrap_or_default();
    let person = Person { name: payer.name, email: payer.email, phone: payer.phone, address: payer.address, notes };
    Ok(Checked { person, language: payer.language, external_id })
}

/// Several lines: each is checked as one.
fn check_notes(text: &str) -> Result<Option<String>, FieldError> {
    let text = text.replace("\r\n", "\n");
    if text.trim().chars().count() > LONGEST_NOTE {
        let detail = format!("Use at most {LONGEST_NOTE} characters.");
        return Err(FieldError::new("notes", "too_long", detail));
    }
    for one in text.lines() {
        line("notes", &one.replace('\t', " "), LONGEST_NOTE)?;
    }
    Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
}

/// What a contact is found by.
pub(super) fn hashes_of(db: &Db<'_>, scope: Scope, person: &Person) -> ContactHashes {
    let hash = |channel| person.reached_by(channel).map(|address| db.address_hash(scope, channel, address));
    ContactHashes { sms: hash(Channel::Sms), email: hash(Channel::Email) }
}

fn taken() -> OperationError {
    OperationError::field("external_id", "taken", "There is a contact with this external_id already.")
}

/// Adds a contact. With a claim, a repeat gives the same contact.
pub async fn create_contact(
    context: &Context,
    scope: Scope,
    draft: &DraftContact,
    claim: Option<IdempotencyClaim>,
) -> Outcome<Contact> {
    if let Some(id) = made_before(context, claim.as_ref()).await? {
        let id = id.parse().map_err(|_| OperationError::Internal("a kept answer names no contact"))?;
        return read_contact(context, scope, id).await;
    }
    let home = home_of(context, scope).await?;
    let checked = check_contact(draft, &home.country).map_err(OperationError::Invalid)?;
    context
        .store
        .transact((context.clone(), scope, checked, claim), |db, (context, scope, checked, claim)| {
            Box::pin(async move {
                if let Once::Before(id) = once(db, claim.as_ref(), context.now()).await? {
                    let id = id.parse().map_err(|_| OperationError::Internal("a kept answer names no contact"))?;
                    return db.contact(*scope, id).await?.ok_or(OperationError::NotFound);
                }
                let contact = write_contact(db, context, *scope, checked.clone()).await?;
                if let Some(claim) = claim {
                    db.finish_idempotency(claim, 201, &contact.id.to_string()).await?;
                }
                Ok(contact)
            })
        })
        .await
}

pub(super) async fn write_contact(
    db: &mut Db<'_>,
    context: &Context,
    scope: Scope,
    checked: Checked,
) -> Outcome<Contact> {
    let now = context.now();
    let contact = Contact {
        scope,
        id: ContactId(context.random.uuid(now)),
        external_id: checked.external_id,
        person: checked.person,
        language: checked.language,
        created_at: now,
        updated_at: now,
    };
    let hashes = hashes_of(db, scope, &contact.person);
    if db.insert_contact(&contact, &hashes).await? { Ok(contact) } else { Err(taken()) }
}

/// Changes a contact; requests that were made from it keep the payer that they have.
pub async fn change_contact(context: &Context, scope: Scope, id: ContactId, patch: ContactPatch) -> Outcome<Contact> {
    let home = home_of(context, scope).await?;
    context
        .store
        .transact((context.clone(), scope, id, patch, home), |db, (context, scope, id, patch, home)| {
            Box::pin(async move {
                let known = db.lock_contact(*scope, *id).await?.ok_or(OperationError::NotFound)?;
                let draft = DraftContact::of(&known).changed(patch);
                let checked = check_contact(&draft, &home.country).map_err(OperationError::Invalid)?;
                save(db, context, known, checked).await
            })
        })
        .await
}

pub(super) async fn save(
    db: &mut Db<'_>,
    context: &Context,
    mut contact: Contact,
    checked: Checked,
) -> Outcome<Contact> {
    let same = contact.person == checked.person
        && contact.language == checked.language
        && contact.external_id == checked.external_id;
    if same {
        return Ok(contact);
    }
    if let Some(key) = checked.external_id.as_deref()
        && db.contact_by_external_id(contact.scope, key).await?.is_some_and(|other| other.id != contact.id)
    {
        return Err(taken());
    }
    contact.person = checked.person;
    contact.language = checked.language;
    contact.external_id = checked.external_id;
    contact.updated_at = context.now();
    let hashes = hashes_of(db, contact.scope, &contact.person);
    db.save_contact(&contact, &hashes).await?;
    Ok(contact)
}

/// Takes a contact out of the address book. Requests, messages and the ledger stay as they are; to forget the person, erase them.
pub async fn delete_contact(context: &Context, scope: Scope, id: ContactId) -> Outcome<()> {
    context
        .store
        .transact((scope, id), |db, (scope, id)| {
            Box::pin(async move {
                // The same file brings them back, if it is read again.
                db.forget_import(*scope, *id).await?;
                if db.delete_contact(*scope, *id).await? { Ok(()) } else { Err(OperationError::NotFound) }
            })
        })
        .await
}

/// One contact.
pub async fn read_contact(context: &Context, scope: Scope, id: ContactId) -> Outcome<Contact> {
    context.store.read().await?.db().contact(scope, id).await?.ok_or(OperationError::NotFound)
}

/// What was said last about a contact's addresses.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// About its number.
    pub sms: Option<Consent>,
    /// About its mail address.
    pub email: Option<Consent>,
}

impl Standing {
    /// What was said last about that channel.
    pub fn on(&self, channel: Channel) -> Option<&Consent> {
        match channel {
            Channel::Sms => self.sms.as_ref(),
            Channel::Email => self.email.as_ref(),
        }
    }
}

/// Contacts with what was said last about their addresses.
pub async fn with_standing(db: &mut Db<'_>, scope: Scope, contacts: Vec<Contact>) -> Outcome<Vec<(Contact, Standing)>> {
    let hashes: Vec<ContactHashes> = contacts.iter().map(|contact| hashes_of(db, scope, &contact.person)).collect();
    let all: Vec<Vec<u8>> = hashes.iter().flat_map(|of| [&of.sms, &of.email]).flatten().cloned().collect();
    let latest: HashMap<Vec<u8>, Consent> = db.latest_consents(scope, &all).await?;
    let said = |hash: &Option<Vec<u8>>| hash.as_ref().and_then(|hash| latest.get(hash)).cloned();
    let standings = hashes.iter().map(|of| Standing { sms: said(&of.sms), email: said(&of.email) });
    Ok(contacts.iter().cloned().zip(standings).collect())
}

/// One contact with what was said last about its addresses.
pub async fn read_contact_with_standing(
    context: &Context,
    scope: Scope,
    id: ContactId,
) -> Outcome<(Contact, Standing)> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let contact = db.contact(scope, id).await?.ok_or(OperationError::NotFound)?;
    with_standing(&mut db, scope, vec![contact]).await?.pop().ok_or(OperationError::NotFound)
}

/// Which contacts are wanted.
#[derive(Clone, Debug, Default)]
pub struct ContactsWanted {
    /// Words, an address or a number to look for.
    pub q: Option<String>,
    /// Exactly this key of the merchant's own.
    pub external_id: Option<String>,
    /// As the ledger stands.
    pub proof: Option<ProofFilter>,
}

/// A page of the address book, the newest first, with what was said last about the addresses.
///
/// Contacts are sealed, so a search cannot look into them as that of requests looks into their payers: it goes by digests of the beginnings
/// of words. All of the first six words have to be found, as there, but a word's middle finds nobody. A whole number or mail
/// address is found in whatever way it is written.
pub async fn list_contacts(
    context: &Context,
    scope: Scope,
    wanted: &ContactsWanted,
    before: Option<ContactId>,
    limit: usize,
) -> Outcome<(Vec<(Contact, Standing)>, Option<ContactId>)> {
    let country = home_of(context, scope).await?.country;
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let filter = match wanted.q.as_deref().map(str::trim).filter(|q| !q.is_empty()) {
        None => ContactFilter::default(),
        Some(q) => {
            let (words, hashes) = (searched_words(q), addresses_in(&db, scope, q, &country));
            if words.is_empty() && hashes.is_empty() {
                return Ok((Vec::new(), None));
            }
            ContactFilter { words, hashes, ..ContactFilter::default() }
        }
    };
    let filter = ContactFilter { external_id: wanted.external_id.clone(), proof: wanted.proof, ..filter };
    let one_more = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut found = db.list_contacts(scope, &filter, before, one_more).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|contact| contact.id);
    Ok((with_standing(&mut db, scope, found).await?, next))
}

/// The hashes of what may be a number or a mail address.
fn addresses_in(db: &Db<'_>, scope: Scope, text: &str, country: &str) -> Vec<Vec<u8>> {
    let phone = phone::read("q", text, country).ok().flatten();
    let email = mail_address::read("q", text).ok().flatten();
    let hash = |channel, address: Option<String>| address.map(|address| db.address_hash(scope, channel, &address));
    [hash(Channel::Sms, phone), hash(Channel::Email, email)].into_iter().flatten().collect()
}

/// No more contacts are counted for a tab.
const MOST_COUNTED: i64 = 10_000;

/// How many contacts there are, and how many of them without proof.
pub async fn count_contacts(context: &Context, scope: Scope) -> Outcome<(i64, i64)> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let all = db.count_contacts(scope, None, MOST_COUNTED).await?;
    Ok((all, db.count_contacts(scope, Some(ProofFilter::Missing), MOST_COUNTED).await?))
}
