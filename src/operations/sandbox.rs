//! The sandbox's own side: a little payment service provider with books of its own. It knows nothing of payment requests; it speaks to
//! paylink only by signed HTTP. Test mode only.

use super::{Context, OperationError, Outcome};
use crate::domain::ids::{ProviderAccountId, SandboxCheckoutId};
use crate::domain::method::Method;
use crate::domain::money::{Currency, Money};
use crate::domain::payment::PayerAccount;
use crate::domain::provider_account::ProviderAccount;
use crate::domain::time::Timestamp;
use crate::operations::sandbox_notifications::notify;
use crate::providers::sandbox::{CheckoutObject, credentials};
use crate::store::Db;
use crate::store::sandbox::SandboxCheckout;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// Faults that can be switched on per account, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SandboxFaults {
    /// Notifications are never sent.
    pub lose_notifications: bool,
    /// Each notification is sent so many times more.
    #[schema(maximum = 255)]
    pub repeat_notifications: u8,
    /// Each notification is sent so much later.
    #[schema(maximum = 4_294_967_295_i64)]
    pub delay_notifications_seconds: u32,
    /// A later notification overtakes an earlier one.
    pub reorder_notifications: bool,
    /// Starting a checkout is accepted and then answered wrongly.
    pub start_answer: Option<WrongAnswer>,
    /// Looking a checkout up is answered wrongly.
    pub lookup_answer: Option<WrongAnswer>,
    /// Ending a checkout is accepted and then answered wrongly.
    pub end_answer: Option<WrongAnswer>,
    /// A refund is accepted and then answered wrongly.
    pub refund_answer: Option<WrongAnswer>,
    /// Refunds are refused.
    pub refuse_refunds: bool,
    /// "End the checkout" is answered, but nothing ends.
    pub ignore_end: bool,
    /// The page of an ended checkout can still be paid.
    pub ended_may_succeed: bool,
}

/// What comes instead of an answer, after the effect was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WrongAnswer {
    /// Nothing, for longer than anybody waits.
    Timeout,
    /// Status 500.
    Error,
    /// Status 200 with something unreadable.
    Rubbish,
}

/// What a merchant's program asks for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewSandboxCheckout {
    /// Minor units.
    pub amount: i64,
    /// ISO 4217.
    pub currency: Currency,
    /// What for.
    pub description: String,
    /// Whom.
    pub merchant_name: String,
    /// Language of the page.
    pub language: String,
    /// The caller's own id of it.
    pub client_reference: String,
    /// Where the payer goes afterwards.
    pub return_url: String,
    /// Where notifications go.
    pub notify_url: String,
    /// The way to pay.
    pub method: Method,
    /// When it ends by itself.
    pub ends_at: Timestamp,
}

/// What the person on the hosted page chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SandboxOutcome {
    /// The money is there at once.
    Succeed,
    /// The bank says no.
    Decline,
    /// The payer cannot be authenticated.
    FailAuthentication,
    /// A bank debit that works.
    PendingThenSucceed,
    /// A bank debit that comes back.
    PendingThenFail,
    /// Back without paying; the checkout stays open.
    Cancel,
}

/// The account of a call, if its secret fits. Only sandbox accounts of test mode are known here.
pub async fn authenticate(
    context: &Context,
    account: ProviderAccountId,
    secret: &str,
) -> Outcome<(ProviderAccount, SandboxFaults)> {
    let account = context.store.read().await?.db().provider_account(account).await?;
    let account = account.filter(|account| account.provider == "sandbox" && !account.scope.live);
    let account = account.ok_or(OperationError::NotFound)?;
    let known = credentials(&account).map_err(|_| OperationError::Internal("a sandbox account without credentials"))?;
    if !bool::from(known.secret_key.as_bytes().ct_eq(secret.as_bytes())) {
        return Err(OperationError::Forbidden);
    }
    let faults = serde_json::from_value(account.faults.clone()).unwrap_or_default();
    Ok((account, faults))
}

/// Makes a checkout; the same key and body give the same one.
pub async fn make_checkout(
    context: &Context,
    account: &ProviderAccount,
    key: &str,
    body: &[u8],
    page_base: &str,
) -> Outcome<CheckoutObject> {
    let new: NewSandboxCheckout =
        serde_json::from_slice(body).map_err(|error| OperationError::field("body", "invalid", &error.to_string()))?;
    if new.amount <= 0 {
        return Err(OperationError::field("amount", "invalid", "The amount must be positive."));
    }
    let now = context.now();
    let checkout = SandboxCheckout {
        id: SandboxCheckoutId(context.random.uuid(now)),
        account: account.id,
        idempotency_key: key.to_owned(),
        body_hash: Sha256::digest(body).to_vec(),
        status: "open".to_owned(),
        amount: Money::new(new.amount, new.currency),
        description: new.description,
        merchant_name: new.merchant_name,
        language: new.language,
        client_reference: new.client_reference,
        return_url: new.return_url,
        notify_url: new.notify_url,
        method: new.method.word().to_owned(),
        acted_at: None,
        settles_at: None,
        settles_as: None,
        succeeded_at: None,
        failure_code: None,
        charge_reference: None,
        refunded: 0,
        created_at: now,
        ends_at: new.ends_at,
    };
    let kept = context
        .store
        .transact(checkout, |db, checkout| {
            Box::pin(async move {
                if db.insert_sandbox_checkout(checkout).await? {
                    return Ok(checkout.clone());
                }
                let earlier = db.sandbox_checkout_by_key(checkout.account, &checkout.idempotency_key).await?;
                let earlier = earlier.ok_or(OperationError::Internal("a key that is taken by nothing"))?;
                if earlier.body_hash != checkout.body_hash {
                    return Err(OperationError::field("idempotency-key", "reused", "Used with another body before."));
                }
                Ok(earlier)
            })
        })
        .await?;
    Ok(object(&kept, page_base))
}

/// How a checkout stands, by the sandbox's id or the caller's.
pub async fn find_checkout(
    context: &Context,
    account: &ProviderAccount,
    which: &str,
    page_base: &str,
) -> Outcome<CheckoutObject> {
    let checkout = find(&mut context.store.read().await?.db(), account, which).await?;
    let id = checkout.id;
    let now = context.now();
    if checkout.status == "open" && now >= checkout.ends_at {
        return end_checkout(context, account, &id.to_string(), false, page_base).await;
    }
    Ok(object(&checkout, page_base))
}

async fn find(db: &mut Db<'_>, account: &ProviderAccount, which: &str) -> Outcome<SandboxCheckout> {
    let found = match which.parse::<SandboxCheckoutId>() {
        Ok(id) => db.sandbox_checkout(id).await?,
        Err(_) => db.sandbox_checkout_by_client(account.id, which).await?,
    };
    found.filter(|checkout| checkout.account == account.id).ok_or(OperationError::NotFound)
}

/// Ends an open checkout; tells how it stands then.
pub async fn end_checkout(
    context: &Context,
    account: &ProviderAccount,
    which: &str,
    ignore: bool,
    page_base: &str,
) -> Outcome<CheckoutObject> {
    let found = find(&mut context.store.read().await?.db(), account, which).await?;
    if ignore {
        return Ok(object(&found, page_base));
    }
    let checkout = context
        .store
        .transact((context.clone(), found.id), |db, (context, id)| {
            Box::pin(async move {
                let mut checkout = db.lock_sandbox_checkout(*id).await?.ok_or(OperationError::NotFound)?;
                if checkout.status == "open" {
                    checkout.status = "ended".to_owned();
                    db.save_sandbox_checkout(&checkout).await?;
                    notify(db, context, &checkout).await?;
                }
                Ok::<_, OperationError>(checkout)
            })
        })
        .await?;
    context.wake_workers();
    Ok(object(&checkout, page_base))
}

/// Sends money back; the same key has one effect. Gives the refund's id.
pub async fn make_refund(
    context: &Context,
    account: &ProviderAccount,
    key: &str,
    checkout: &str,
    amount: i64,
) -> Outcome<String> {
    let found = find(&mut context.store.read().await?.db(), account, checkout).await?;
    let input = (context.clone(), found.id, account.id, key.to_owned(), amount);
    let id = context
        .store
        .transact(input, |db, (context, id, account, key, amount)| {
            Box::pin(async move {
                let now = context.now();
                let mut checkout = db.lock_sandbox_checkout(*id).await?.ok_or(OperationError::NotFound)?;
                if let Some((refund, of, before)) = db.sandbox_refund_by_key(*account, key).await? {
                    return if of == *id && before == *amount {
                        Ok(refund)
                    } else {
                        Err(OperationError::field("idempotency-key", "reused", "Used with another refund before."))
                    };
                }
                if checkout.status != "succeeded" || *amount <= 0 || checkout.refunded + amount > checkout.amount.minor
                {
                    return Err(OperationError::field("amount", "too_large", "More than what is left of the payment."));
                }
                let refund = context.random.uuid(now);
                db.insert_sandbox_refund(refund, &checkout, key, *amount, now).await?;
                checkout.refunded += amount;
                db.save_sandbox_checkout(&checkout).await?;
                notify(db, context, &checkout).await?;
                Ok::<_, OperationError>(refund)
            })
        })
        .await?;
    context.wake_workers();
    Ok(refund_id(id))
}

/// The refund that was made with a key.
pub async fn find_refund(context: &Context, account: &ProviderAccount, key: &str) -> Outcome<String> {
    let known = context.store.read().await?.db().sandbox_refund_by_key(account.id, key).await?;
    known.map(|(id, _, _)| refund_id(id)).ok_or(OperationError::NotFound)
}

fn refund_id(id: Uuid) -> String {
    format!("sbr_{}", id.simple())
}

/// What the hosted page shows; `None` for no such checkout.
pub async fn read_checkout(context: &Context, id: SandboxCheckoutId) -> Outcome<SandboxCheckout> {
    context.store.read().await?.db().sandbox_checkout(id).await?.ok_or(OperationError::NotFound)
}

/// A person pressed a button on the hosted page. Gives where they go on.
pub async fn choose_outcome(context: &Context, id: SandboxCheckoutId, outcome: SandboxOutcome) -> Outcome<String> {
    let url = context
        .store
        .transact((context.clone(), id, outcome), |db, (context, id, outcome)| {
            Box::pin(async move {
                let mut checkout = db.lock_sandbox_checkout(*id).await?.ok_or(OperationError::NotFound)?;
                let account = db.provider_account(checkout.account).await?.ok_or(OperationError::NotFound)?;
                let faults: SandboxFaults = serde_json::from_value(account.faults).unwrap_or_default();
                if payable(&checkout, &faults, context.now()) && *outcome != SandboxOutcome::Cancel {
                    settle(context, &mut checkout, *outcome);
                    db.save_sandbox_checkout(&checkout).await?;
                    notify(db, context, &checkout).await?;
                }
                Ok::<_, OperationError>(checkout.return_url)
            })
        })
        .await?;
    context.wake_workers();
    Ok(url)
}

/// Whether the page of a checkout can be paid.
pub fn payable(checkout: &SandboxCheckout, faults: &SandboxFaults, now: Timestamp) -> bool {
    match checkout.status.as_str() {
        "open" => now < checkout.ends_at || faults.ended_may_succeed,
        "ended" => faults.ended_may_succeed,
        _ => false,
    }
}

fn settle(context: &Context, checkout: &mut SandboxCheckout, outcome: SandboxOutcome) {
    let now = context.now();
    checkout.acted_at = Some(now);
    let later = now.plus(context.config.sandbox_settle);
    let charge = format!("sbc_{}", context.random.uuid(now).simple());
    match outcome {
        SandboxOutcome::Succeed => succeed(checkout, charge, now),
        SandboxOutcome::Decline => fail(checkout, "declined"),
        SandboxOutcome::FailAuthentication => fail(checkout, "authentication_failed"),
        SandboxOutcome::PendingThenSucceed | SandboxOutcome::PendingThenFail => {
            let end = if outcome == SandboxOutcome::PendingThenSucceed { "succeeded" } else { "failed" };
            checkout.status = "pending".to_owned();
            Method::SepaDebit.word().clone_into(&mut checkout.method);
            checkout.charge_reference = Some(charge);
            checkout.settles_at = Some(later);
            checkout.settles_as = Some(end.to_owned());
        }
        SandboxOutcome::Cancel => {}
    }
}

fn succeed(checkout: &mut SandboxCheckout, charge: String, now: Timestamp) {
    checkout.status = "succeeded".to_owned();
    checkout.succeeded_at = Some(now);
    checkout.charge_reference.get_or_insert(charge);
}

fn fail(checkout: &mut SandboxCheckout, code: &str) {
    checkout.status = "failed".to_owned();
    checkout.failure_code = Some(code.to_owned());
}

/// Decides pending checkouts whose time has come; tells how many.
pub async fn settle_pending(context: &Context) -> Outcome<usize> {
    let due = context.store.read().await?.db().sandbox_checkouts_to_settle(context.now(), 100).await?;
    for id in &due {
        context
            .store
            .transact((context.clone(), *id), |db, (context, id)| {
                Box::pin(async move {
                    let Some(mut checkout) = db.lock_sandbox_checkout(*id).await? else { return Ok(()) };
                    let (Some(_), Some(end)) = (checkout.settles_at.take(), checkout.settles_as.take()) else {
                        return Ok(());
                    };
                    if end == "succeeded" {
                        succeed(&mut checkout, String::new(), context.now());
                    } else {
                        fail(&mut checkout, "debit_failed");
                    }
                    db.save_sandbox_checkout(&checkout).await?;
                    notify(db, context, &checkout).await?;
                    Ok::<_, OperationError>(())
                })
            })
            .await?;
    }
    Ok(due.len())
}

pub(super) fn object(checkout: &SandboxCheckout, page_base: &str) -> CheckoutObject {
    let card = checkout.method != Method::SepaDebit.word();
    let acted = checkout.acted_at.is_some();
    let (name, number) = if card { ("Visa", "•••• 4242") } else { ("SEPA", "DE •••• 3000") };
    CheckoutObject {
        id: checkout.id.to_string(),
        status: checkout.status.clone(),
        amount: checkout.amount.minor,
        currency: checkout.amount.currency,
        client_reference: checkout.client_reference.clone(),
        url: format!("{page_base}/sandbox/checkout/{}", checkout.id),
        ends_at: checkout.ends_at,
        created_at: checkout.created_at,
        acted_at: checkout.acted_at,
        succeeded_at: checkout.succeeded_at,
        failure_code: checkout.failure_code.clone(),
        charge: checkout.charge_reference.clone(),
        method: acted.then_some(if card { Method::Card } else { Method::SepaDebit }),
        payer_account: acted.then(|| PayerAccount { name: Some(name.to_owned()), number: Some(number.to_owned()) }),
        fee: (checkout.status == "succeeded").then(|| 25 + checkout.amount.minor / 100),
        refunded: checkout.refunded,
    }
}
