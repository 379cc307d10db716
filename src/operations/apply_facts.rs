//! The one function for every fact: redirect, notification, poll and answer end here.

use super::book::{Doer, enqueue, kinds, lock, write_decision};
use super::{Context, OperationError, Outcome};
use crate::domain::fact::Fact;
use crate::domain::ids::{FactId, PaymentId, ProviderAccountId};
use crate::domain::learn::learn;
use crate::domain::payment::Payment;
use crate::domain::scope::Scope;
use crate::providers::Told;
use crate::store::Db;
use crate::store::provider_fact::NewProviderFact;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::time::Duration;

/// How long the raw body of an answer or notification is kept.
pub const KEEP_BODY: Duration = Duration::from_secs(180 * 86_400);

/// Facts about one payment, from one answer or notification.
#[derive(Clone, Debug)]
pub struct Hearing {
    /// Merchant and mode.
    pub scope: Scope,
    /// Who told it.
    pub account: ProviderAccountId,
    /// Unique per account; repeats have the same.
    pub key: String,
    /// "start", "poll", "end" or "notification".
    pub source: &'static str,
    /// The provider's word for it.
    pub word: String,
    /// What it is about.
    pub payment: PaymentId,
    /// What it says.
    pub facts: Vec<Fact>,
    /// Word for word.
    pub body: Vec<u8>,
}

impl Hearing {
    /// An answer to a question of ours. Equal answers have equal keys, so that asking often does not fill the book.
    pub fn of_answer(payment: &Payment, source: &'static str, told: Told) -> Option<Self> {
        let words: Vec<&str> = told.facts.iter().map(|fact| fact.kind.word()).collect();
        let digest = Sha256::digest(format!("{:?}", told.facts));
        Some(Self {
            scope: payment.scope,
            account: payment.provider_account?,
            key: format!("answer:{}:{}", payment.id, hex::encode(&digest[..16])),
            source,
            word: words.join(","),
            payment: payment.id,
            facts: told.facts,
            body: told.body,
        })
    }
}

/// Writes down what was heard and carries out what it means, once. `true` when it was news.
pub async fn apply_facts(context: &Context, hearing: Hearing) -> Outcome<bool> {
    let news = context
        .store
        .transact((context.clone(), hearing), |db, (context, hearing)| Box::pin(hear(db, context, hearing)))
        .await?;
    if news {
        context.wake_workers();
    }
    Ok(news)
}

async fn hear(db: &mut Db<'_>, context: &Context, hearing: &Hearing) -> Outcome<bool> {
    let now = context.now();
    let words: Vec<&str> = hearing.facts.iter().map(|fact| fact.kind.word()).collect();
    let fact = json!({ "facts": words, "at": hearing.facts.iter().map(|fact| fact.at).collect::<Vec<_>>(),
        "amount": received(&hearing.facts) });
    let written = db
        .insert_provider_fact(&NewProviderFact {
            scope: hearing.scope,
            id: FactId(context.random.uuid(now)),
            account: hearing.account,
            key: &hearing.key,
            source: hearing.source,
            word: &hearing.word,
            payment: Some(hearing.payment),
            about: None,
            fact: &fact.to_string(),
            body: Some(&hearing.body),
            keep_body_until: now.plus(KEEP_BODY),
            received_at: now,
        })
        .await?;
    // An answer may be the same as before and still be news: our own wishes (closing, abandoned) may have come between.
    if !written && hearing.source == "notification" {
        return Ok(false);
    }
    let payment = db.payment(hearing.scope, hearing.payment).await?.ok_or(OperationError::NotFound)?;
    let names = |payment: &Payment| [payment.charge_reference.clone(), payment.provider_reference.clone()];
    let mut locked = lock(db, hearing.scope, payment.payment_request).await?;
    if hearing.source != "notification" {
        // A notification tells how it stood, an answer how it stands.
        db.note_answer(hearing.scope, payment.id, now).await?;
    }
    let version = locked.request.version;
    for fact in &hearing.facts {
        let decision = learn(&locked.request, &locked.payments, hearing.payment, fact, &locked.policy, now);
        let payments = decision.payments.clone();
        let request = write_decision(db, context, &locked, decision, &Doer::default()).await?;
        locked.payments = payments_after(db, hearing.scope, request.id, payments, &locked.payments).await?;
        locked.request = request;
    }
    let after = locked.payments.iter().find(|known| known.id == payment.id);
    if after.is_some_and(|after| names(after) != names(&payment)) {
        // What came under that name before it was known.
        let [charge, checkout] = names(after.unwrap_or(&payment));
        let unmatched = db
            .unmatched_notifications(hearing.scope, hearing.account, [charge.as_deref(), checkout.as_deref()])
            .await?;
        if !unmatched.is_empty() {
            enqueue(db, context, hearing.scope, kinds::READ_AGAIN, payment.id.0, now).await?;
        }
    }
    Ok(locked.request.version != version)
}

/// Refunds raise sums on payments while a decision is written, so they are read again where anything changed.
async fn payments_after(
    db: &mut Db<'_>,
    scope: Scope,
    request: crate::domain::ids::PaymentRequestId,
    decided: Vec<Payment>,
    before: &[Payment],
) -> Outcome<Vec<Payment>> {
    if decided == before { Ok(decided) } else { Ok(db.payments_of(scope, request).await?) }
}

fn received(facts: &[Fact]) -> Option<i64> {
    facts.iter().find_map(|fact| match &fact.kind {
        crate::domain::fact::FactKind::Succeeded(success) => Some(success.amount.minor),
        crate::domain::fact::FactKind::Open { .. }
        | crate::domain::fact::FactKind::Pending
        | crate::domain::fact::FactKind::Failed(_)
        | crate::domain::fact::FactKind::Ended
        | crate::domain::fact::FactKind::Refunded { .. }
        | crate::domain::fact::FactKind::DisputeOpened { .. }
        | crate::domain::fact::FactKind::DisputeClosed { .. } => None,
    })
}
