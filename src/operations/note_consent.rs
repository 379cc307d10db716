//! What a program or a person of the merchant's notes in the ledger, the texts that were agreed to, and reading both.

use super::idempotency::{Once, made_before, once};
use super::record_consent::{Saying, refuse_erased, typed_address, write_and_tell};
use super::{Context, OperationError, Outcome};
use crate::domain::channel::Channel;
use crate::domain::consent::{Consent, Wording, read_wording};
use crate::domain::ids::{ConsentId, ContactId, UserId};
use crate::domain::language::Language;
use crate::domain::scope::Scope;
use crate::domain::text::line;
use crate::store::Db;
use crate::store::consent::ConsentFilter;
use crate::store::idempotency::IdempotencyClaim;
use std::collections::HashMap;

/// Whose consent is noted.
#[derive(Clone, Debug)]
pub enum Whose {
    /// The address is in the saying.
    Address,
    /// Of a contact: its address on the channel.
    Contact(ContactId),
}

/// Something that was said elsewhere.
#[derive(Clone)]
pub struct Noted {
    /// What was said.
    pub saying: Saying,
    /// By whom.
    pub whose: Whose,
    /// The text that was agreed to, whole, where it is named by no reference.
    pub wording_text: Option<(Language, String)>,
}

const LONGEST_EVIDENCE: usize = 2000;
const LONGEST_WORDING: usize = 2000;

/// Notes it. With a claim, a repeat gives the same entry.
pub async fn note_consent(
    context: &Context,
    scope: Scope,
    noted: Noted,
    claim: Option<IdempotencyClaim>,
) -> Outcome<Consent> {
    if let Some(id) = made_before(context, claim.as_ref()).await? {
        let id = id.parse().map_err(|_| OperationError::Internal("a kept answer names no consent"))?;
        return read_consent(context, scope, id).await;
    }
    context
        .store
        .transact((context.clone(), scope, noted, claim), |db, (context, scope, noted, claim)| {
            Box::pin(async move {
                if let Once::Before(id) = once(db, claim.as_ref(), context.now()).await? {
                    let id = id.parse().map_err(|_| OperationError::Internal("a kept answer names no consent"))?;
                    return db.consent(*scope, id).await?.ok_or(OperationError::NotFound);
                }
                let consent = write_noted(db, context, *scope, noted).await?;
                if let Some(claim) = claim {
                    db.finish_idempotency(claim, 201, &consent.id.to_string()).await?;
                }
                Ok(consent)
            })
        })
        .await
}

pub(super) async fn write_noted(db: &mut Db<'_>, context: &Context, scope: Scope, noted: &Noted) -> Outcome<Consent> {
    let mut saying = noted.saying.clone();
    if !saying.source.may_be_noted() {
        let detail = "This is noted by paylink itself. Use one of: form, keyword, import, agent, phone, letter, api.";
        return Err(OperationError::field("source", "reserved", detail));
    }
    if let Whose::Contact(id) = noted.whose {
        saying.address = address_of(db, scope, id, saying.channel).await?;
    }
    saying.address = of_the_merchants(db, scope, saying.channel, &saying.address).await?;
    saying.undated = saying.happened_at.is_none();
    refuse_erased(db, scope, &saying).await?;
    if let Some(evidence) = &saying.evidence {
        saying.evidence = check_text("evidence", evidence, LONGEST_EVIDENCE)?;
    }
    if saying.given && saying.evidence.is_none() {
        let detail = "Say what proves it: who said it when, a file number, the words of a letter.";
        return Err(OperationError::field("evidence", "required", detail));
    }
    if let Some((language, text)) = &noted.wording_text {
        if saying.wording.is_some() {
            let detail = "Name a wording or send its text, not both.";
            return Err(OperationError::field("wording_text", "contradiction", detail));
        }
        let wording = keep_wording(db, context, scope, (saying.channel, *language), text, None).await?;
        saying.wording = Some(wording.reference());
    }
    write_and_tell(db, context, scope, &saying, None).await
}

/// An address as it is compared; a number without country code is one of the merchant's country.
async fn of_the_merchants(db: &mut Db<'_>, scope: Scope, channel: Channel, text: &str) -> Outcome<String> {
    let merchant = db.merchant(scope.merchant).await?.ok_or(OperationError::NotFound)?;
    typed_address(channel, text, &merchant.country).map_err(|fault| OperationError::Invalid(vec![fault]))
}

async fn address_of(db: &mut Db<'_>, scope: Scope, id: ContactId, channel: Channel) -> Outcome<String> {
    let contact = db.contact(scope, id).await?;
    let contact =
        contact.ok_or_else(|| OperationError::field("contact", "unknown", "There is no contact with this id."))?;
    let address = contact.person.reached_by(channel).map(str::to_owned);
    let detail = match channel {
        Channel::Sms => "This contact has no phone number.",
        Channel::Email => "This contact has no e-mail address.",
    };
    address.ok_or_else(|| OperationError::field("channel", "no_address", detail))
}

/// Several lines, trimmed; blank is absent.
fn check_text(field: &str, text: &str, max: usize) -> Outcome<Option<String>> {
    let text = text.replace("\r\n", "\n");
    let text = text.trim();
    if text.chars().count() > max {
        return Err(OperationError::field(field, "too_long", &format!("Use at most {max} characters.")));
    }
    for one in text.lines() {
        line(field, &one.replace('\t', " "), max).map_err(|fault| OperationError::Invalid(vec![fault]))?;
    }
    Ok(Some(text.to_owned()).filter(|text| !text.is_empty()))
}

/// The version with that text, or a new one. `offered`: it is to stand on the pages, by whose wish; there the newest stands, so a text that
/// stood there before gets a new number.
pub(super) async fn keep_wording(
    db: &mut Db<'_>,
    context: &Context,
    scope: Scope,
    (channel, language): (Channel, Language),
    text: &str,
    offered: Option<Option<UserId>>,
) -> Outcome<Wording> {
    let text = check_text("wording_text", text, LONGEST_WORDING)?
        .ok_or_else(|| OperationError::field("wording_text", "required", "Write the text that people agree to."))?;
    let known = match offered {
        Some(_) => db.offered_wording(scope, channel, language).await?.filter(|wording| wording.text == text),
        None => db.wording_with_text(scope, channel, language, &text).await?,
    };
    if let Some(known) = known {
        return Ok(known);
    }
    let newest = db.newest_wording(scope, channel, language).await?;
    let wording = Wording {
        scope,
        channel,
        language,
        version: newest.map_or(0, |newest| newest.version) + 1,
        text,
        offered: offered.is_some(),
        created_at: context.now(),
        created_by: offered.flatten(),
    };
    if !db.insert_wording(&wording).await? {
        return Err(OperationError::conflict("changed", "Somebody else has just changed the wording. Try again."));
    }
    Ok(wording)
}

/// The text that stands on the pages from now on.
pub async fn offer_wording(
    context: &Context,
    scope: Scope,
    about: (Channel, Language),
    text: String,
    user: Option<UserId>,
) -> Outcome<Wording> {
    context
        .store
        .transact((context.clone(), scope, about, text, user), |db, (context, scope, about, text, user)| {
            Box::pin(async move { keep_wording(db, context, *scope, *about, text, Some(*user)).await })
        })
        .await
}

/// All texts, by channel and language, the newest first.
pub async fn list_wordings(context: &Context, scope: Scope) -> Outcome<Vec<Wording>> {
    Ok(context.store.read().await?.db().wordings(scope).await?)
}

/// One entry of the ledger.
pub async fn read_consent(context: &Context, scope: Scope, id: ConsentId) -> Outcome<Consent> {
    context.store.read().await?.db().consent(scope, id).await?.ok_or(OperationError::NotFound)
}

/// Which entries are wanted.
#[derive(Clone, Debug, Default)]
pub struct ConsentsWanted {
    /// About this channel.
    pub channel: Option<Channel>,
    /// About the addresses that this contact has now.
    pub contact: Option<ContactId>,
    /// About this number or mail address.
    pub address: Option<String>,
}

/// A page of the ledger, the newest entries first.
pub async fn list_consents(
    context: &Context,
    scope: Scope,
    wanted: &ConsentsWanted,
    before: Option<ConsentId>,
    limit: usize,
) -> Outcome<(Vec<Consent>, Option<ConsentId>)> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let mut hashes = None;
    if let Some(address) = &wanted.address {
        let channel = if address.contains('@') { Channel::Email } else { Channel::Sms };
        let address = of_the_merchants(&mut db, scope, channel, address).await?;
        hashes = Some(vec![db.address_hash(scope, channel, &address)]);
    }
    if let Some(contact) = wanted.contact {
        let contact = db.contact(scope, contact).await?;
        let of = contact.map(|contact| super::keep_contacts::hashes_of(&db, scope, &contact.person));
        let of: Vec<Vec<u8>> = of.into_iter().flat_map(|of| [of.sms, of.email]).flatten().collect();
        hashes = Some(match hashes {
            None => of,
            Some(address) => of.into_iter().filter(|hash| address.contains(hash)).collect(),
        });
    }
    let filter = ConsentFilter { channel: wanted.channel, hashes };
    let one_more = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut found = db.list_consents(scope, &filter, before, one_more).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|consent| consent.id);
    Ok((found, next))
}

/// The texts that entries name, by their references.
pub async fn wordings_of(context: &Context, scope: Scope, consents: &[Consent]) -> Outcome<HashMap<String, String>> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let mut texts = HashMap::new();
    for reference in consents.iter().filter_map(|consent| consent.wording.clone()) {
        if texts.contains_key(&reference) {
            continue;
        }
        if let Some(named) = read_wording(&reference)
            && let Some(wording) = db.wording(scope, named).await?
        {
            texts.insert(reference, wording.text);
        }
    }
    Ok(texts)
}
