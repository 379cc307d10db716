//! Passwords are replaced: by whoever operates the program, or by the person. With the old one all sessions end.

use super::hash_passwords::{fits_password, hash_password};
use super::log_in::list_merchants;
use super::{Context, OperationError, Outcome};
use crate::domain::field::{Faults, FieldError};
use crate::domain::ids::UserId;
use crate::domain::password::{LONGEST, check_password};
use crate::domain::user::User;
use uuid::Uuid;

/// Gives a user a new password and ends all their sessions.
pub async fn change_password(context: &Context, email: &str, password: String) -> Outcome<()> {
    let user = context.store.read().await?.db().user_by_email(email.trim()).await?.ok_or(OperationError::NotFound)?;
    judge(context, &user, "password", &password).await?.map_err(OperationError::Invalid)?;
    replace(context, user.id, Replacing { hash: hash_password(context, password).await?, known: None, keep: None })
        .await
}

/// What a person types to replace their password.
#[derive(Clone, Debug)]
pub struct NewPassword {
    /// The one until now.
    pub old: String,
    /// The next one.
    pub new: String,
    /// The next one again.
    pub again: String,
}

/// A person takes a new password; their other sessions end, and so does a log-in with the old one that is under way. All faults of the
/// fields `old`, `new` and `again` are told together.
pub async fn change_own_password(context: &Context, user: &User, session: Uuid, typed: NewPassword) -> Outcome<()> {
    const WRONG: &str = "This is not the current password.";
    let mut faults = Faults::new();
    let old: String = typed.old.chars().take(LONGEST + 1).collect();
    if !fits_password(context, old, Some(user.password_hash.clone())).await? {
        faults.add("old", "wrong", WRONG);
    }
    faults.take_all(judge(context, user, "new", &typed.new).await?);
    if typed.new != typed.again {
        faults.add("again", "differs", "Write the new password twice.");
    }
    faults.check().map_err(OperationError::Invalid)?;
    let hash = hash_password(context, typed.new).await?;
    let replacing = Replacing { hash, known: Some(user.password_hash.clone()), keep: Some(session) };
    match replace(context, user.id, replacing).await {
        // Somebody else was quicker: what was typed is not the current one any more.
        Err(OperationError::Forbidden) => Err(OperationError::field("old", "wrong", WRONG)),
        done => done,
    }
}

/// Names of the person, of the merchants that they serve and of this installation are no passwords.
async fn judge(context: &Context, user: &User, field: &str, password: &str) -> Outcome<Result<(), Vec<FieldError>>> {
    let merchants = list_merchants(context, user.id).await?;
    let hosts = [&context.config.public_url, context.config.dashboard_origin()].map(|url| url.host_str().unwrap_or(""));
    let mut about = vec![user.email.as_str(), user.name.as_str()];
    about.extend(merchants.iter().map(|(_, name)| name.as_str()));
    about.extend(hosts);
    Ok(check_password(field, password, &about))
}

struct Replacing {
    hash: String,
    /// The hash that must not have been replaced meanwhile.
    known: Option<String>,
    /// The session that goes on.
    keep: Option<Uuid>,
}

/// The user's row is the lock: a log-in that checked the old hash has either opened its session, which ends here, or opens none.
async fn replace(context: &Context, user: UserId, replacing: Replacing) -> Outcome<()> {
    let now = context.now();
    context
        .store
        .transact((user, replacing, now), |db, (user, replacing, now)| {
            Box::pin(async move {
                if let Some(known) = &replacing.known
                    && !db.lock_password(*user, known).await?
                {
                    return Err(OperationError::Forbidden);
                }
                db.set_password_hash(*user, &replacing.hash).await?;
                Ok(db.revoke_sessions_of(*user, replacing.keep, *now).await?)
            })
        })
        .await
}
