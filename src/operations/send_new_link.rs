//! The dead link that helps: who asks for a new one gets it at the address on file, never at one typed in, if the merchant allows it.
//!
//! An expired request cannot be paid again, so a new one is made that stands in for it, over what was still due.

use super::attach_files::same_files;
use super::book::Doer;
use super::carry::takers_in;
use super::create_payment_request::{Wish, make_request};
use super::follow_plan::MessageWishes;
use super::plan_messages::{NewMessage, plan_one};
use super::{Context, OperationError, Outcome};
use crate::domain::channel::Channel;
use crate::domain::ids::{ContactId, PaymentRequestId};
use crate::domain::payer::Payer;
use crate::domain::payment_request::{PaymentRequest, Status, Terms, default_expiry};
use crate::domain::purpose::Purpose;
use crate::domain::scope::Scope;
use crate::domain::time::{Timestamp, Zone, date_text};
use crate::store::Db;

/// A request whose payer asks again after that many links needs a person.
const LONGEST_CHAIN: usize = 5;
/// So many times a link is sent again.
const MOST_MESSAGES: usize = 3;

/// Where a new link went: the channel, and the address with most of it hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLinkSent {
    /// How it travels.
    pub channel: Channel,
    /// "e•••@example.org", "••• 678".
    pub address_masked: String,
}

/// Sends a new link for an expired request.
pub async fn send_new_link(context: &Context, scope: Scope, id: PaymentRequestId, doer: Doer) -> Outcome<NewLinkSent> {
    let sent = context
        .store
        .transact((context.clone(), scope, id, doer), |db, (context, scope, id, doer)| {
            Box::pin(write(db, context, *scope, *id, doer))
        })
        .await?;
    context.wake_workers();
    Ok(sent)
}

async fn write(
    db: &mut Db<'_>,
    context: &Context,
    scope: Scope,
    id: PaymentRequestId,
    doer: &Doer,
) -> Outcome<NewLinkSent> {
    let now = context.now();
    let asked = db.lock_payment_request(scope, id).await?.ok_or(OperationError::NotFound)?;
    if asked.status(now) != Status::Expired || !db.message_settings(scope).await?.new_links {
        return Err(OperationError::conflict("not_offered", "No new link is sent for this request."));
    }
    let merchant = db.merchant(scope.merchant).await?.ok_or(OperationError::NotFound)?;
    let zone = Zone::named(&merchant.zone).ok_or(OperationError::Internal("a merchant in an unknown time zone"))?;
    let payer = db.payer(scope, id).await?;
    let unreachable = || OperationError::conflict("unreachable", "There is no address on file that may be written to.");
    let (channel, address) = address_of(db, &asked, &payer).await?.ok_or_else(unreachable)?;
    let newest = newest_of(db, asked, now).await?;
    let mut current = match newest.status(now) {
        Status::Open => newest,
        Status::Expired => {
            // Nobody could pay over it.
            if takers_in(db, context, scope).await?.carriage(newest.amount_due()).fault().is_some() {
                return Err(OperationError::conflict("not_offered", "No provider that is enabled takes this amount."));
            }
            let contact = db.contact_of(scope, newest.id).await?;
            let files = same_files(db, context, scope, newest.id).await?;
            let wish = Wish { files, ..wish_for(&newest, (payer, contact), doer, zone.clone(), now) };
            make_request(db, context, &wish).await?
        }
        Status::Paid | Status::Processing | Status::Cancelled => {
            return Err(OperationError::conflict("not_offered", "What stands in for this request cannot be paid."));
        }
    };
    // One a day, however often somebody presses.
    let step = format!("new_link/{}", date_text(zone.date(now)));
    let links = db.messages_of(scope, current.id).await?;
    if links.iter().filter(|message| message.purpose == Purpose::NewLink).count() < MOST_MESSAGES {
        let new = NewMessage { step, purpose: Purpose::NewLink, channel, due_at: now, user: None };
        if plan_one(db, context, &mut current, new).await?.is_some() {
            db.save_count(&current).await?;
        }
    }
    Ok(NewLinkSent { channel, address_masked: masked(channel, &address) })
}

/// What stands in for it by now, locked.
async fn newest_of(db: &mut Db<'_>, asked: PaymentRequest, now: Timestamp) -> Outcome<PaymentRequest> {
    let mut newest = asked;
    for _ in 0..LONGEST_CHAIN {
        let Some(next) = db.replacement_of(newest.scope, newest.id).await? else { return Ok(newest) };
        newest = db.lock_payment_request(newest.scope, next).await?.ok_or(OperationError::NotFound)?;
        if newest.status(now) == Status::Open {
            return Ok(newest);
        }
    }
    Err(OperationError::conflict("not_offered", "New links were asked for too often. Somebody has to look at it."))
}

/// The same once more, over what was still due, with the usual time to pay it.
fn wish_for(
    dead: &PaymentRequest,
    (payer, contact): (Payer, Option<ContactId>),
    doer: &Doer,
    zone: Zone,
    now: Timestamp,
) -> Wish {
    let terms = Terms {
        amount: dead.amount_due(),
        // The merchant's key stays with the first; its due date is past.
        external_id: None,
        due_date: None,
        expires_at: default_expiry(None, now, &zone),
        ..dead.terms.clone()
    };
    Wish {
        scope: dead.scope,
        profile: Some(dead.profile),
        terms,
        payer,
        contact,
        replaces: Some(dead.id),
        doer: doer.clone(),
        messages: MessageWishes::default(),
        files: Vec::new(),
        zone,
    }
}

/// Where to: the way on which the payer was written to, else any that the payer has not closed.
async fn address_of(db: &mut Db<'_>, request: &PaymentRequest, payer: &Payer) -> Outcome<Option<(Channel, String)>> {
    let messages = db.messages_of(request.scope, request.id).await?;
    let known = messages.iter().rfind(|message| message.sent_at.is_some()).map(|message| message.channel);
    for channel in known.into_iter().chain(Channel::ALL.iter().copied()) {
        let Some(address) = payer.reached_by(channel) else { continue };
        let hash = db.address_hash(request.scope, channel, address);
        let said = db.latest_consent(request.scope, channel, &hash).await?;
        if said.is_none_or(|said| said.given) {
            return Ok(Some((channel, address.to_owned())));
        }
    }
    Ok(None)
}

/// Enough to know it again, too little to learn it: the link is a bearer secret.
fn masked(channel: Channel, address: &str) -> String {
    match channel {
        Channel::Sms => {
            let digits: Vec<char> = address.chars().collect();
            let last: String = digits.iter().rev().take(3).rev().collect();
            format!("••• {last}")
        }
        Channel::Email => match address.split_once('@') {
            Some((name, domain)) => format!("{}•••@{domain}", name.chars().next().unwrap_or('•')),
            None => "•••".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_hidden_but_for_what_their_owner_knows_again() {
        assert_eq!(masked(Channel::Sms, "+4915112345678"), "••• 678");
        assert_eq!(masked(Channel::Email, "erika@example.org"), "e•••@example.org");
    }
}
