//! Gives events their gap-free position, after their commit.

use super::{Context, Outcome};
use crate::domain::scope::Scope;

const BATCH: i64 = 500;

/// Numbers whatever waits in one merchant and mode; read the feed after it.
pub async fn number_events(context: &Context, scope: Scope) -> Outcome<()> {
    while context.store.read().await?.db().has_unnumbered_events(scope).await? {
        let numbered = context
            .store
            .transact(scope, |db, scope| Box::pin(async move { db.number_events(*scope, BATCH).await }))
            .await?;
        // A batch that was not full has caught up; what came meanwhile is the next round's.
        if numbered < usize::try_from(BATCH).unwrap_or(usize::MAX) {
            break;
        }
    }
    Ok(())
}

/// Numbers whatever waits anywhere.
pub async fn number_all_events(context: &Context) -> Outcome<()> {
    let scopes = context.store.read().await?.db().scopes_with_unnumbered_events().await?;
    for scope in scopes {
        number_events(context, scope).await?;
    }
    Ok(())
}
