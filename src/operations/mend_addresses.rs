//! What was kept under another key than it would be today is read again, once, when the program first starts with new rules: numbers with a
//! zero too many, domains as DNS writes them, senders whom nobody could tell. Withdrawals come along: where two keys become one the latest
//! statement counts.

use super::keep_contacts::hashes_of;
use super::{Context, Outcome};
use crate::domain::channel::Channel;
use crate::domain::consent::{Consent, ConsentSource, same_address};
use crate::domain::ids::ConsentId;
use crate::domain::inbound_message::{InboundMeaning, InboundMessage};
use crate::domain::mail_address;
use crate::domain::phone::{self, Numbering, from_network};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::store::Db;
use crate::store::consent::ConsentFilter;
use crate::store::contact::ContactFilter;
use crate::store::person::KnownBy;

/// The rules of today. Whoever changes how numbers or addresses are read counts up.
const READING: i64 = 1;
/// Rows that are in memory at once.
const PAGE: i64 = 500;

/// How much was changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// Requests whose payer is written otherwise now.
    pub payers: u64,
    /// Contacts that are.
    pub contacts: u64,
    /// Profiles whose number for questions is.
    pub profiles: u64,
    /// Messages of payers whose sender is.
    pub senders: u64,
    /// Rows that hang on another key now: messages, consents, conversations.
    pub moved: u64,
    /// Withdrawals that had been said and not been written down.
    pub withdrawals: u64,
}

/// Reads everything again that was written by older rules; tells what that changed, or nothing where it is done.
pub async fn mend_addresses(context: &Context) -> Outcome<Option<Mended>> {
    let mended = context
        .store
        .transact(context.clone(), |db, context| {
            Box::pin(async move {
                let now = context.now();
                if !db.begin_address_reading(READING, now).await? {
                    return Ok(None);
                }
                let mut mended = Mended::default();
                for merchant in db.merchants().await? {
                    for live in [false, true] {
                        let scope = Scope { merchant: merchant.id, live };
                        mend_scope(db, context, scope, &merchant.country, &mut mended).await?;
                    }
                }
                Ok::<_, super::OperationError>(Some(mended))
            })
        })
        .await?;
    if let Some(Mended { payers, contacts, profiles, senders, moved, withdrawals }) =
        mended.filter(|mended| *mended != Mended::default())
    {
        tracing::warn!(
            payers,
            contacts,
            profiles,
            senders,
            moved,
            withdrawals,
            "numbers and addresses were kept in forms that are read as others now, and were mended"
        );
    }
    Ok(mended)
}

async fn mend_scope(
    db: &mut Db<'_>,
    context: &Context,
    scope: Scope,
    country: &str,
    mended: &mut Mended,
) -> Outcome<()> {
    mend_contacts(db, scope, mended).await?;
    mend_payers(db, scope, mended).await?;
    mend_profiles(db, scope, mended).await?;
    mend_ledger(db, scope, mended).await?;
    mend_senders(db, context, scope, country, mended).await
}

/// An address as it would be kept today.
fn as_kept_today(channel: Channel, address: &str) -> String {
    let read = match channel {
        Channel::Sms => phone::mended(address),
        // Large letters say nothing new.
        Channel::Email => mail_address::read("address", address)
            .ok()
            .flatten()
            .filter(|read| read.to_lowercase() != address.trim().to_lowercase()),
    };
    read.unwrap_or_else(|| address.to_owned())
}

/// The key that an address had by the rules of before: as it was written, mail addresses in small letters.
fn old_key(db: &Db<'_>, scope: Scope, channel: Channel, address: &str) -> Vec<u8> {
    match channel {
        Channel::Sms => db.hash_as_written(scope, channel, address.trim()),
        Channel::Email => db.hash_as_written(scope, channel, &address.trim().to_lowercase()),
    }
}

/// Whatever hung on the old key of an address hangs on that of today, also what is known by its hash alone.
async fn move_key(
    db: &mut Db<'_>,
    scope: Scope,
    channel: Channel,
    old: &str,
    new: &str,
    mended: &mut Mended,
) -> Outcome<()> {
    let (old, new) = (old_key(db, scope, channel, old), db.address_hash(scope, channel, new));
    if old != new {
        mended.moved += db.move_to_key(scope, channel, &old, &new).await?;
    }
    Ok(())
}

async fn mend_contacts(db: &mut Db<'_>, scope: Scope, mended: &mut Mended) -> Outcome<()> {
    let mut before = None;
    loop {
        let page = db.list_contacts(scope, &ContactFilter::default(), before, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        before = Some(last.id);
        for mut contact in page {
            let known = contact.person.clone();
            for (channel, address) in
                [(Channel::Sms, &mut contact.person.phone), (Channel::Email, &mut contact.person.email)]
            {
                if let Some(address) = address {
                    let new = as_kept_today(channel, address);
                    move_key(db, scope, channel, address, &new, mended).await?;
                    *address = new;
                }
            }
            if contact.person != known {
                let hashes = hashes_of(db, scope, &contact.person);
                db.save_contact(&contact, &hashes).await?;
                mended.contacts += 1;
            }
        }
    }
}

async fn mend_payers(db: &mut Db<'_>, scope: Scope, mended: &mut Mended) -> Outcome<()> {
    let mut after = String::new();
    loop {
        let page = db.payers_phones(scope, &after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after.clone_from(last);
        for phone in page {
            mend_payer(db, scope, Channel::Sms, &phone, mended).await?;
        }
    }
    for mail in db.payers_unusual_mails(scope).await? {
        mend_payer(db, scope, Channel::Email, &mail, mended).await?;
    }
    Ok(())
}

async fn mend_payer(db: &mut Db<'_>, scope: Scope, channel: Channel, old: &str, mended: &mut Mended) -> Outcome<()> {
    let new = as_kept_today(channel, old);
    if new != old {
        mended.payers += db.rewrite_payers(scope, channel, old, &new).await?;
    }
    move_key(db, scope, channel, old, &new, mended).await
}

async fn mend_profiles(db: &mut Db<'_>, scope: Scope, mended: &mut Mended) -> Outcome<()> {
    let mut after = None;
    loop {
        let page = db.profiles(scope, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.id);
        for mut profile in page {
            let new = profile.support.phone.as_deref().map(|phone| as_kept_today(Channel::Sms, phone));
            if new != profile.support.phone {
                profile.support.phone = new;
                mended.profiles += u64::from(db.save_profile(&mut profile).await?);
            }
        }
    }
}

/// What the ledger says of an address stays word for word; it is found by the key of today.
async fn mend_ledger(db: &mut Db<'_>, scope: Scope, mended: &mut Mended) -> Outcome<()> {
    let mut before = None;
    loop {
        let page = db.list_consents(scope, &ConsentFilter::default(), before, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        before = Some(last.id);
        for consent in page {
            let Some(address) = &consent.address else { continue };
            // What was moved already, by whatever told whose it is, stays there.
            if consent.address_hash == old_key(db, scope, consent.channel, address) {
                let new = as_kept_today(consent.channel, address);
                move_key(db, scope, consent.channel, address, &new, mended).await?;
            }
        }
    }
}

async fn mend_senders(
    db: &mut Db<'_>,
    context: &Context,
    scope: Scope,
    country: &str,
    mended: &mut Mended,
) -> Outcome<()> {
    let mut before = None;
    loop {
        let page = db.list_inbound(scope, before, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        before = Some(last.id);
        for mut inbound in page {
            let old = inbound.letter.from.clone();
            let new = match inbound.channel {
                Channel::Sms => sender_today(db, scope, country, &old).await?,
                Channel::Email => as_kept_today(Channel::Email, &old),
            };
            move_key(db, scope, inbound.channel, &old, &new, mended).await?;
            if old == new {
                continue;
            }
            inbound.letter.from.clone_from(&new);
            db.complete_inbound(&inbound).await?;
            mended.senders += 1;
            // Until now nothing was written down of what came from a number that could not be told.
            if inbound.meaning == InboundMeaning::Stop && inbound.channel == Channel::Sms && !old.starts_with('+') {
                db.insert_consent(&withdrawal(db, context, &inbound, context.now())).await?;
                mended.withdrawals += 1;
            }
        }
    }
}

/// The number of a sender as it would be read today. A number of the merchant's country that a network wrote without its country code was
/// taken for another country's: it is the one that somebody was asked under, where nobody was under the other.
async fn sender_today(db: &mut Db<'_>, scope: Scope, country: &str, old: &str) -> Outcome<String> {
    let Some(digits) = old.strip_prefix('+') else {
        return Ok(from_network(old, Numbering::Unknown, &[country]).unwrap_or_else(|| old.to_owned()));
    };
    let abroad = as_kept_today(Channel::Sms, old);
    let within = from_network(digits, Numbering::National, &[country]).filter(|within| *within != abroad);
    if let Some(within) = within
        && !is_asked(db, scope, &abroad).await?
        && is_asked(db, scope, &within).await?
    {
        return Ok(within);
    }
    Ok(abroad)
}

async fn is_asked(db: &mut Db<'_>, scope: Scope, number: &str) -> Outcome<bool> {
    let hash = db.address_hash(scope, Channel::Sms, number);
    let known_by = KnownBy::Address(Channel::Sms, same_address(Channel::Sms, number));
    Ok(!db.contacts_at(scope, Channel::Sms, &hash).await?.is_empty()
        || !db.requests_of(scope, &known_by, 1).await?.is_empty()
        || !db.message_ids_to(scope, Channel::Sms, &hash, 1).await?.is_empty())
}

fn withdrawal(db: &Db<'_>, context: &Context, inbound: &InboundMessage, now: Timestamp) -> Consent {
    let address = same_address(inbound.channel, &inbound.letter.from);
    Consent {
        scope: inbound.scope,
        id: ConsentId(context.random.uuid(now)),
        channel: inbound.channel,
        address_hash: db.address_hash(inbound.scope, inbound.channel, &address),
        address: Some(address),
        given: false,
        source: ConsentSource::Keyword,
        wording: None,
        evidence: Some(inbound.letter.text.clone()),
        ip: None,
        user_agent: None,
        recorded_by: None,
        happened_at: inbound.received_at,
        undated: false,
        created_at: now,
    }
}
