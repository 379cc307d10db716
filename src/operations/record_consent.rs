//! What payers say about being written to goes into the ledger, which is only ever added to.

use super::book::{Doer, write_event};
use super::{Context, OperationError, Outcome};
use crate::domain::channel::Channel;
use crate::domain::consent::{Consent, ConsentSource, read_wording, same_address};
use crate::domain::event::EventType;
use crate::domain::field::FieldError;
use crate::domain::ids::{ConsentId, PaymentRequestId, UserId};
use crate::domain::mail_address;
use crate::domain::phone;
use crate::domain::said_at::check_said_at;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::store::Db;
use crate::store::person::KnownBy;
use serde_json::json;
use std::collections::BTreeSet;
use std::time::Duration;

/// The clock of whoever tells of a withdrawal may be so far ahead: none is refused for that.
const SKEW: Duration = Duration::from_secs(300);

/// What was said.
#[derive(Clone)]
pub struct Saying {
    /// About this channel.
    pub channel: Channel,
    /// A number with country code, or a mail address.
    pub address: String,
    /// Yes, or no more.
    pub given: bool,
    /// Where it comes from.
    pub source: ConsentSource,
    /// Which wording was agreed to.
    pub wording: Option<String>,
    /// What proves it.
    pub evidence: Option<String>,
    /// Address of the browser with its last part zeroed.
    pub ip: Option<String>,
    /// What the browser called itself.
    pub user_agent: Option<String>,
    /// Who noted it.
    pub recorded_by: Option<UserId>,
    /// When it was said; now when absent.
    pub happened_at: Option<Timestamp>,
    /// Nobody knows when it was said.
    pub undated: bool,
}

impl Saying {
    /// That somebody wants no more messages.
    pub fn no_more(channel: Channel, address: &str, source: ConsentSource) -> Self {
        Self {
            channel,
            address: address.to_owned(),
            given: false,
            source,
            wording: None,
            evidence: None,
            ip: None,
            user_agent: None,
            recorded_by: None,
            happened_at: None,
            undated: false,
        }
    }
}

/// Writes down what was said, and in the timelines of the requests that it matters for.
pub async fn record_consent(context: &Context, scope: Scope, saying: Saying) -> Outcome<Consent> {
    context
        .store
        .transact((context.clone(), scope, saying), |db, (context, scope, saying)| {
            Box::pin(async move { write_and_tell(db, context, *scope, saying, None).await })
        })
        .await
}

/// A payer ends the messages of a channel, from a request's page or a mail about it; it stands in the request's timeline too, and in those
/// of all others that ask them.
pub async fn record_opt_out(
    context: &Context,
    scope: Scope,
    request: PaymentRequestId,
    saying: Saying,
) -> Outcome<Consent> {
    context
        .store
        .transact((context.clone(), scope, request, saying), |db, (context, scope, request, saying)| {
            Box::pin(async move {
                db.payment_request(*scope, *request).await?.ok_or(OperationError::NotFound)?;
                write_and_tell(db, context, *scope, saying, Some(*request)).await
            })
        })
        .await
}

/// Inside a transaction that holds no request's lock yet.
pub(super) async fn write_and_tell(
    db: &mut Db<'_>,
    context: &Context,
    scope: Scope,
    saying: &Saying,
    also: Option<PaymentRequestId>,
) -> Outcome<Consent> {
    let (consent, is_news) = write_saying(db, context, scope, saying).await?;
    if is_news {
        tell_requests(db, context, &consent, also).await?;
    }
    Ok(consent)
}

/// Events belong to requests, so a consent is told in those that it matters for: all that the person could still pay, and the one where
/// it was said. They are locked in the order of their ids.
async fn tell_requests(
    db: &mut Db<'_>,
    context: &Context,
    consent: &Consent,
    also: Option<PaymentRequestId>,
) -> Outcome<()> {
    let (scope, now) = (consent.scope, context.now());
    let mut requests: BTreeSet<PaymentRequestId> = also.into_iter().collect();
    if let Some(address) = &consent.address {
        let known_by = KnownBy::Address(consent.channel, address.clone());
        requests.extend(db.open_requests_of(scope, &known_by, now).await?);
    }
    let kind = if consent.given { EventType::ConsentGiven } else { EventType::ConsentWithdrawn };
    let about = json!({ "consent": { "id": consent.id, "channel": consent.channel, "source": consent.source } });
    let doer = Doer { ip: consent.ip.clone(), user_agent: consent.user_agent.clone(), user: consent.recorded_by };
    for id in requests {
        let Some(mut request) = db.lock_payment_request(scope, id).await? else { continue };
        write_event(db, context, &mut request, kind, about.clone(), &doer, now).await?;
        db.save_payment_request(&mut request).await?;
    }
    Ok(())
}

/// The same inside a transaction. Every statement is written, also one that was made before; the latest counts. Tells whether it is news: what
/// is older than what is known, or ends what was ended before, is none.
pub(super) async fn write_saying(
    db: &mut Db<'_>,
    context: &Context,
    scope: Scope,
    saying: &Saying,
) -> Outcome<(Consent, bool)> {
    let now = context.now();
    let address =
        check_address(saying.channel, &saying.address).map_err(|fault| OperationError::Invalid(vec![fault]))?;
    let happened_at = match saying.happened_at {
        Some(at) if !saying.given && at > now && at <= now.plus(SKEW) => now,
        Some(at) => at,
        None => now,
    };
    check_said_at("happened_at", happened_at, now).map_err(|fault| OperationError::Invalid(vec![fault]))?;
    let address_hash = db.address_hash(scope, saying.channel, &address);
    if let Some(reference) = &saying.wording {
        check_wording(db, scope, saying.channel, reference).await?;
    }
    let latest = db.latest_consent(scope, saying.channel, &address_hash).await?;
    let withdrawn = latest.filter(|latest| !latest.given);
    if let Some(withdrawn) = withdrawn.as_ref().filter(|_| saying.given && saying.undated) {
        return Err(refuse_undated(withdrawn));
    }
    let same_time = withdrawn.as_ref().is_some_and(|latest| latest.happened_at == happened_at);
    // Of a yes and a no of one instant, told later, the no is the later one.
    let happened_at = if saying.given && same_time && happened_at < now {
        happened_at.minus(Duration::from_millis(1))
    } else {
        happened_at
    };
    let consent = Consent {
        scope,
        id: ConsentId(context.random.uuid(now)),
        channel: saying.channel,
        address: Some(address),
        address_hash,
        given: saying.given,
        source: saying.source,
        wording: saying.wording.clone(),
        evidence: saying.evidence.clone(),
        ip: saying.ip.clone(),
        user_agent: saying.user_agent.clone(),
        recorded_by: saying.recorded_by,
        happened_at,
        undated: saying.undated,
        created_at: now,
    };
    db.insert_consent(&consent).await?;
    let counts = db.latest_consent(scope, saying.channel, &consent.address_hash).await?;
    let counts = counts.is_some_and(|latest| latest.id == consent.id);
    Ok((consent, counts && (saying.given || withdrawn.is_none())))
}

/// Whoever was erased comes back by an act of their own only: a word of theirs by SMS. Nobody else can say yes for them.
pub(super) async fn refuse_erased(db: &mut Db<'_>, scope: Scope, saying: &Saying) -> Outcome<()> {
    let Ok(address) = check_address(saying.channel, &saying.address) else { return Ok(()) };
    let hash = db.address_hash(scope, saying.channel, &address);
    if saying.given && is_erased(db, scope, saying.channel, &hash).await? {
        let detail = "This person was erased. Only they themselves can sign up again.";
        return Err(OperationError::field("address", "erased", detail));
    }
    Ok(())
}

/// An erasure stands in the ledger and no yes after it: withdrawals that follow it change nothing.
async fn is_erased(db: &mut Db<'_>, scope: Scope, channel: Channel, hash: &[u8]) -> Outcome<bool> {
    let all = db.consents_of(scope, channel, hash).await?;
    let since = all.iter().rev().take_while(|entry| !entry.given);
    Ok(since.into_iter().any(|entry| entry.source == ConsentSource::Erasure))
}

/// A yes of nobody knows when may be older than a withdrawal: it is refused, for somebody to find out.
fn refuse_undated(withdrawn: &Consent) -> OperationError {
    let at = withdrawn.happened_at.to_rfc3339();
    let detail = format!(
        "This address was withdrawn at {at}. Say when the consent was given: without its time it counts for nothing."
    );
    OperationError::field("happened_at", "undated", &detail)
}

/// The ledger names texts that are kept, about the same channel.
async fn check_wording(db: &mut Db<'_>, scope: Scope, channel: Channel, reference: &str) -> Outcome<()> {
    let unknown = || {
        let detail = "There is no such wording about this channel. Name one like sms/de/1.";
        OperationError::field("wording", "unknown", detail)
    };
    let named = read_wording(reference).filter(|(of, _, _)| *of == channel).ok_or_else(unknown)?;
    db.wording(scope, named).await?.map(drop).ok_or_else(unknown)
}

/// The address in the one form in which it is compared, or what is wrong with it.
pub fn check_address(channel: Channel, text: &str) -> Result<String, FieldError> {
    typed_address(channel, text, "")
}

/// The same of what somebody in that country wrote: a number may lack its country code.
pub(super) fn typed_address(channel: Channel, text: &str, country: &str) -> Result<String, FieldError> {
    let known = match channel {
        // What a network wrote is believed, though a plan may not know it yet.
        Channel::Sms => match phone::plain(text) {
            Some(known) => Some(known),
            None => phone::read("address", text, country)?,
        },
        Channel::Email => mail_address::read("address", text)?,
    };
    let known = known.ok_or_else(|| FieldError::new("address", "required", "Say which number or address."))?;
    Ok(same_address(channel, &known))
}
