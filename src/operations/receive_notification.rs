//! A provider tells us something unasked. It is committed before it is answered.

use super::apply_facts::{Hearing, KEEP_BODY, apply_facts};
use super::book::{enqueue, kinds};
use super::refund_payment::learn_refund;
use super::{Context, OperationError, Outcome};
use crate::domain::ids::{FactId, PaymentId, ProviderAccountId};
use crate::domain::payment::Payment;
use crate::domain::provider_account::ProviderAccount;
use crate::domain::scope::Scope;
use crate::providers::{About, Headers, Notification};
use crate::store::provider_fact::NewProviderFact;

/// What became of a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// Written down and carried out.
    News,
    /// Known already.
    Repeat,
    /// Authentic, but about nothing of ours, or unreadable; written down.
    Noted,
}

/// Whether there is such an account: asked before a body is read, so that nobody makes us hold bodies for accounts that are none.
pub async fn expect_notification(context: &Context, provider: &str, account: ProviderAccountId) -> Outcome<()> {
    find_account(context, provider, account).await.map(drop)
}

async fn find_account(context: &Context, provider: &str, account: ProviderAccountId) -> Outcome<ProviderAccount> {
    let account = context.store.read().await?.db().provider_account(account).await?;
    account.filter(|account| account.provider == provider).ok_or(OperationError::NotFound)
}

/// Verifies, writes down and carries out a notification to an account. A bad signature is `Forbidden`.
pub async fn receive_notification(
    context: &Context,
    provider: &str,
    account: ProviderAccountId,
    headers: &Headers,
    body: Vec<u8>,
) -> Outcome<Received> {
    let account = find_account(context, provider, account).await?;
    let reader = context.providers.get(provider).ok_or(OperationError::NotFound)?;
    let now = context.now();
    reader.verify_notification(&account, headers, &body, now).map_err(|_| OperationError::Forbidden)?;
    carry_out(context, &account, reader.read_notification(&account, &body), body).await
}

/// Reads notifications again that came before their payment was known by the name that they use.
pub async fn read_again(context: &Context, scope: Scope, payment: PaymentId) -> Outcome<()> {
    let (account, bodies) = {
        let mut session = context.store.read().await?;
        let mut db = session.db();
        let payment = db.payment(scope, payment).await?.ok_or(OperationError::NotFound)?;
        let account = payment.provider_account.ok_or(OperationError::Internal("a checkout without an account"))?;
        let account = db.provider_account(account).await?.ok_or(OperationError::NotFound)?;
        let names = [payment.charge_reference.as_deref(), payment.provider_reference.as_deref()];
        let bodies = db.unmatched_notifications(scope, account.id, names).await?;
        (account, bodies)
    };
    let reader = context.providers.get(&account.provider).ok_or(OperationError::Internal("an unknown provider"))?;
    for body in bodies {
        carry_out(context, &account, reader.read_notification(&account, &body), body).await?;
    }
    Ok(())
}

async fn carry_out(
    context: &Context,
    account: &ProviderAccount,
    notification: Notification,
    body: Vec<u8>,
) -> Outcome<Received> {
    let payment = find_payment(context, account, &notification.about).await?;
    let Some(payment) = payment else { return note(context, account, &notification, None, &body).await };
    if notification.facts.is_empty() && notification.refund.is_none() {
        return note(context, account, &notification, Some(&payment), &body).await;
    }
    if let Some(refund) = &notification.refund {
        learn_refund(context, &payment, refund).await?;
    }
    let news = apply_facts(
        context,
        Hearing {
            scope: account.scope,
            account: account.id,
            key: notification.key,
            source: "notification",
            word: notification.word,
            payment: payment.id,
            facts: notification.facts,
            body,
        },
    )
    .await?;
    Ok(if news { Received::News } else { Received::Repeat })
}

async fn find_payment(context: &Context, account: &ProviderAccount, about: &About) -> Outcome<Option<Payment>> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let payment = match about {
        About::Payment(id) => db.payment(account.scope, *id).await?,
        About::Reference(reference) => db.payment_by_reference(account.id, reference).await?,
        About::Nothing => None,
    };
    // Another account of the same merchant must not speak for this one.
    Ok(payment.filter(|payment| payment.provider_account == Some(account.id)))
}

/// Authentic, but nothing to carry out by itself: kept, and where it is about a payment, the provider is asked about that, also when we
/// believe that we know its end.
async fn note(
    context: &Context,
    account: &ProviderAccount,
    notification: &Notification,
    payment: Option<&Payment>,
    body: &[u8],
) -> Outcome<Received> {
    if notification.unreadable {
        tracing::error!(account = %account.id, "an authentic notification could not be read");
        metrics::counter!("paylink_notifications_unreadable_total").increment(1);
    }
    let now = context.now();
    let input = (context.clone(), account.clone(), notification.clone(), payment.cloned(), body.to_vec());
    let written = context
        .store
        .transact(input, |db, (context, account, notification, payment, body)| {
            Box::pin(async move {
                let written = db
                    .insert_provider_fact(&NewProviderFact {
                        scope: account.scope,
                        id: FactId(context.random.uuid(now)),
                        account: account.id,
                        // One whose payment is not known yet is no repeat when the provider sends it again.
                        key: &match payment {
                            Some(_) => notification.key.clone(),
                            None => format!("unmatched:{}", notification.key),
                        },
                        source: "notification",
                        word: if notification.unreadable { "unreadable" } else { &notification.word },
                        payment: payment.as_ref().map(|payment| payment.id),
                        about: match (payment, &notification.about) {
                            (None, About::Reference(reference)) => Some(reference.as_str()),
                            (None, About::Payment(_) | About::Nothing) | (Some(_), _) => None,
                        },
                        fact: "{}",
                        body: Some(body),
                        keep_body_until: now.plus(KEEP_BODY),
                        received_at: now,
                    })
                    .await?;
                if let (true, Some(payment)) = (written, payment) {
                    enqueue(db, context, payment.scope, kinds::ASK_PAYMENT, payment.id.0, now).await?;
                }
                if let (None, About::Reference(reference)) = (payment, &notification.about)
                    && let Some(known) = db.payment_by_reference(account.id, reference).await?
                {
                    // It became known while we were looking.
                    enqueue(db, context, known.scope, kinds::READ_AGAIN, known.id.0, now).await?;
                }
                Ok::<_, OperationError>(written)
            })
        })
        .await?;
    context.wake_workers();
    Ok(if written { Received::Noted } else { Received::Repeat })
}
