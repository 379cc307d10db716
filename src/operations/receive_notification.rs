//! A provider tells us something unasked. It is committed before it is answered.

use super::apply_facts::{Hearing, KEEP_BODY, apply_facts};
use super::book::{enqueue, kinds};
use super::refund_payment::learn_refund;
use super::{Context, OperationError, Outcome};
use crate::domain::ids::{FactId, ProviderAccountId};
use crate::domain::payment::Payment;
use crate::domain::provider_account::ProviderAccount;
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

/// Verifies, writes down and carries out a notification to an account. A bad signature is `Forbidden`.
pub async fn receive_notification(
    context: &Context,
    provider: &str,
    account: ProviderAccountId,
    headers: &Headers,
    body: Vec<u8>,
) -> Outcome<Received> {
    let account = context.store.read().await?.db().provider_account(account).await?;
    let account = account.filter(|account| account.provider == provider).ok_or(OperationError::NotFound)?;
    let reader = context.providers.get(provider).ok_or(OperationError::NotFound)?;
    let notification =
        reader.read_notification(&account, headers, &body, context.now()).map_err(|_| OperationError::Forbidden)?;
    let payment = find_payment(context, &account, &notification.about).await?;
    let Some(payment) = payment else { return note(context, &account, &notification, None, &body).await };
    if notification.facts.is_empty() && notification.refund.is_none() {
        return note(context, &account, &notification, Some(&payment), &body).await;
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
                        fact: "{}",
                        body: Some(body),
                        keep_body_until: now.plus(KEEP_BODY),
                        received_at: now,
                    })
                    .await?;
                if let (true, Some(payment)) = (written, payment) {
                    enqueue(db, context, payment.scope, kinds::ASK_PAYMENT, payment.id.0, now).await?;
                }
                Ok::<_, OperationError>(written)
            })
        })
        .await?;
    context.wake_workers();
    Ok(if written { Received::Noted } else { Received::Repeat })
}
