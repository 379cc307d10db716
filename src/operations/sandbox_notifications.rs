//! How the sandbox tells its merchants' programs what happened: signed HTTP, repeated until it is taken, spoiled as its faults want it.

use super::sandbox::{SandboxFaults, object};
use super::{Context, OperationError, Outcome};
use crate::providers::sandbox::{NotificationObject, credentials, sign};
use crate::store::Db;
use crate::store::sandbox::{SandboxCheckout, SandboxNotification};
use std::time::Duration;

/// Writes notifications of a change, as the account's faults want them.
pub(super) async fn notify(db: &mut Db<'_>, context: &Context, checkout: &SandboxCheckout) -> Outcome<()> {
    let account = db.provider_account(checkout.account).await?.ok_or(OperationError::NotFound)?;
    let faults: SandboxFaults = serde_json::from_value(account.faults).unwrap_or_default();
    if faults.lose_notifications {
        return Ok(());
    }
    let now = context.now();
    let event_id = format!("sbe_{}", context.random.uuid(now).simple());
    let page_base = crate::config::origin_text(&context.config.public_url);
    let body = NotificationObject {
        id: event_id.clone(),
        r#type: format!("checkout.{}", checkout.status),
        created_at: now,
        checkout: object(checkout, page_base),
    };
    let body = serde_json::to_string(&body).map_err(|_| OperationError::Internal("a notification"))?;
    let mut send_at = now.plus(Duration::from_secs(u64::from(faults.delay_notifications_seconds)));
    if faults.reorder_notifications && matches!(checkout.status.as_str(), "pending" | "open") {
        // What is decided later overtakes it.
        send_at = send_at.plus(context.config.sandbox_settle * 2);
    }
    for _ in 0..=faults.repeat_notifications {
        let notification = SandboxNotification {
            id: context.random.uuid(now),
            account: checkout.account,
            event_id: event_id.clone(),
            url: checkout.notify_url.clone(),
            body: body.clone(),
            tries: 0,
        };
        db.insert_sandbox_notification(&notification, checkout.id, send_at, now).await?;
    }
    Ok(())
}

const MOST_TRIES: i64 = 12;
const LEASE: Duration = Duration::from_secs(30);

/// Sends notifications that are due, signed, like any provider; tells how many were tried.
pub async fn send_notifications(context: &Context, client: &reqwest::Client) -> Outcome<usize> {
    let now = context.now();
    let due = context.store.read().await?.db().due_sandbox_notifications(now, 50).await?;
    let mut sent = 0;
    for notification in due {
        let lease = (notification.id, now.plus(LEASE), now);
        let ours = context
            .store
            .transact(lease, |db, (id, until, now)| {
                Box::pin(async move { db.lease_sandbox_notification(*id, *until, *now).await })
            })
            .await?;
        if ours {
            sent += 1;
            send_one(context, client, &notification).await?;
        }
    }
    Ok(sent)
}

async fn send_one(context: &Context, client: &reqwest::Client, notification: &SandboxNotification) -> Outcome<()> {
    let account = context.store.read().await?.db().provider_account(notification.account).await?;
    let account = account.ok_or(OperationError::NotFound)?;
    let secret = credentials(&account)
        .map_err(|_| OperationError::Internal("a sandbox account without credentials"))?
        .webhook_secret;
    let now = context.now();
    let answer = client
        .post(&notification.url)
        .header("content-type", "application/json")
        .header("sandbox-signature", sign(&secret, now, notification.body.as_bytes()))
        .body(notification.body.clone())
        .send()
        .await;
    let taken = answer.is_ok_and(|answer| answer.status().is_success());
    let tries = notification.tries + 1;
    let again = (!taken && tries < MOST_TRIES).then(|| now.plus(Duration::from_secs(1 << tries.clamp(0, 12))));
    context
        .store
        .transact((notification.id, again, now), |db, (id, again, now)| {
            Box::pin(async move {
                match again {
                    Some(at) => db.retry_sandbox_notification(*id, *at).await,
                    None => db.finish_sandbox_notification(*id, *now).await,
                }
            })
        })
        .await?;
    Ok(())
}
