//! People log in and out. Passwords are hashed with argon2id, sessions are kept by the hash of their secret.

use super::{Context, OperationError, Outcome};
use crate::domain::field::FieldError;
use crate::domain::ids::{MerchantId, UserId};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::domain::user::{Role, User};
use crate::store::session::LoginSession;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use std::time::Duration;
use uuid::Uuid;

/// A session ends after so long without use.
pub const SESSION_LIFE: Duration = Duration::from_secs(14 * 86_400);
/// How often the last use of a session is written down.
const SEEN_EVERY: Duration = Duration::from_secs(60);
/// NIST SP 800-63B-4: 15 characters where the password is the only factor.
pub const SHORTEST_PASSWORD: usize = 15;
const LONGEST_PASSWORD: usize = 200;

/// Who is looking at the dashboard, and at what.
#[derive(Clone, Debug)]
pub struct LoggedIn {
    /// The person.
    pub user: User,
    /// Their browser.
    pub session: LoginSession,
    /// What they may do here.
    pub role: Role,
    /// Merchant and mode that they look at.
    pub scope: Scope,
}

fn hasher() -> Argon2<'static> {
    // OWASP: 19 MiB, two passes, one lane at least.
    let params = Params::new(19_456, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Checks a new password: long enough, not one everybody tries.
pub fn check_password(password: &str) -> Result<(), FieldError> {
    let length = password.chars().count();
    if length < SHORTEST_PASSWORD {
        let detail = format!("Use at least {SHORTEST_PASSWORD} characters; a few words are easy to remember.");
        return Err(FieldError::new("password", "too_short", detail));
    }
    if length > LONGEST_PASSWORD {
        return Err(FieldError::new("password", "too_long", format!("Use at most {LONGEST_PASSWORD} characters.")));
    }
    let mut distinct: Vec<char> = password.to_lowercase().chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    let common = ["password", "passwort", "123456789", "qwertz", "qwerty"];
    let lower = password.to_lowercase();
    let leftover = common.iter().fold(lower, |text, word| text.replace(word, ""));
    if distinct.len() < 5 || leftover.chars().count() < 6 {
        return Err(FieldError::new(
            "password",
            "too_common",
            "This is one of the first that would be tried. Take another.",
        ));
    }
    Ok(())
}

/// Hashes a password, off the worker threads and only a few at a time.
pub async fn hash_password(context: &Context, password: String) -> Outcome<String> {
    let salt: [u8; 16] = context.random.bytes();
    let _turn = context.hashing.acquire().await.map_err(|_| OperationError::Internal("stopping"))?;
    tokio::task::spawn_blocking(move || {
        hasher().hash_password_with_salt(password.as_bytes(), &salt).map(|hash| hash.to_string())
    })
    .await
    .map_err(|_| OperationError::Internal("hashing was cut off"))?
    .map_err(|_| OperationError::Internal("hashing failed"))
}

/// Whether a password is the one behind a hash.
pub async fn fits_password(context: &Context, password: String, hash: String) -> Outcome<bool> {
    let _turn = context.hashing.acquire().await.map_err(|_| OperationError::Internal("stopping"))?;
    tokio::task::spawn_blocking(move || {
        PasswordHash::new(&hash).is_ok_and(|parsed| hasher().verify_password(password.as_bytes(), &parsed).is_ok())
    })
    .await
    .map_err(|_| OperationError::Internal("hashing was cut off"))
}

/// Somebody's try to log in.
pub struct Attempt {
    /// As typed.
    pub email: String,
    /// As typed.
    pub password: String,
    /// From where.
    pub ip: Option<String>,
    /// With what.
    pub user_agent: Option<String>,
}

/// Logs in; gives the secret for the cookie. Wrong address and wrong password look alike and take alike.
pub async fn log_in(context: &Context, attempt: Attempt) -> Outcome<String> {
    let typed: String = attempt.email.trim().chars().filter(|c| !c.is_control()).take(254).collect();
    let user = context.store.read().await?.db().user_by_email(&typed).await?;
    let user = user.filter(|user| user.disabled_at.is_none());
    let hash = match &user {
        Some(user) => user.password_hash.clone(),
        // The same work for nobody, so that time does not tell who exists.
        None => NOBODY.to_owned(),
    };
    let password: String = attempt.password.chars().take(LONGEST_PASSWORD + 1).collect();
    let fits = fits_password(context, password, hash).await?;
    let Some(user) = user.filter(|_| fits) else { return Err(OperationError::Forbidden) };
    let merchants = context.store.read().await?.db().merchants_of(user.id).await?;
    let (merchant, _, _) = merchants.into_iter().next().ok_or(OperationError::Forbidden)?;
    let scope = Scope { merchant, live: has_live_account(context, merchant).await? };
    open_session(context, user.id, scope, attempt.ip, attempt.user_agent).await
}

/// PHC string of a password that nobody has, with the same costs as real ones.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// A merchant with a live account sees live mode first.
pub async fn has_live_account(context: &Context, merchant: MerchantId) -> Outcome<bool> {
    let accounts = context.store.read().await?.db().provider_accounts(Scope { merchant, live: true }).await?;
    Ok(accounts.iter().any(|account| account.disabled_at.is_none()))
}

/// Whether there is anything in live mode to look at: an account, also a disabled one, a key, or a request.
pub async fn has_live_mode(context: &Context, merchant: MerchantId) -> Outcome<bool> {
    Ok(context.store.read().await?.db().has_live_mode(merchant).await?)
}

async fn open_session(
    context: &Context,
    user: UserId,
    scope: Scope,
    ip: Option<String>,
    user_agent: Option<String>,
) -> Outcome<String> {
    let now = context.now();
    let secret = URL_SAFE_NO_PAD.encode(context.random.bytes::<32>());
    let session = LoginSession {
        id: context.random.uuid(now),
        user,
        scope,
        language: None,
        ip,
        user_agent: user_agent.map(|text| text.chars().take(200).collect()),
        created_at: now,
        last_seen_at: now,
        expires_at: now.plus(SESSION_LIFE),
    };
    let hash = session_hash(&secret);
    context
        .store
        .transact((hash, session), |db, (hash, session)| {
            Box::pin(async move { db.insert_session(hash, session).await })
        })
        .await?;
    Ok(secret)
}

fn session_hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// Who holds that secret, if the session still works.
pub async fn find_session(context: &Context, secret: &str) -> Outcome<Option<LoggedIn>> {
    let now = context.now();
    let (user, session, role) = {
        let mut reading = context.store.read().await?;
        let mut db = reading.db();
        let Some(session) = db.find_session(&session_hash(secret), now).await? else { return Ok(None) };
        let user = db.user(session.user).await?.filter(|user| user.disabled_at.is_none());
        let role = db.role(session.scope.merchant, session.user).await?;
        let (Some(user), Some(role)) = (user, role) else { return Ok(None) };
        (user, session, role)
    };
    if now >= session.last_seen_at.plus(SEEN_EVERY) {
        context
            .store
            .transact((session.id, now), |db, (id, now)| {
                Box::pin(async move { db.session_seen(*id, *now, now.plus(SESSION_LIFE)).await })
            })
            .await?;
    }
    Ok(Some(LoggedIn { scope: session.scope, user, session, role }))
}

/// Ends one of a user's sessions.
pub async fn revoke_session(context: &Context, user: UserId, id: Uuid) -> Outcome<()> {
    let now = context.now();
    let revoked = context
        .store
        .transact((id, user, now), |db, (id, user, now)| {
            Box::pin(async move { db.revoke_session(*id, *user, *now).await })
        })
        .await?;
    if revoked { Ok(()) } else { Err(OperationError::NotFound) }
}

/// The dashboard shows the other mode.
pub async fn switch_mode(context: &Context, session: Uuid, live: bool) -> Outcome<()> {
    Ok(context
        .store
        .transact((session, live), |db, (id, live)| Box::pin(async move { db.set_session_mode(*id, *live).await }))
        .await?)
}

/// The merchants that a user may look at: id and name.
pub async fn list_merchants(context: &Context, user: UserId) -> Outcome<Vec<(MerchantId, String)>> {
    let merchants = context.store.read().await?.db().merchants_of(user).await?;
    Ok(merchants.into_iter().map(|(id, name, _)| (id, name)).collect())
}

/// The dashboard shows another merchant, if the user serves it.
pub async fn switch_merchant(context: &Context, session: Uuid, user: UserId, merchant: MerchantId) -> Outcome<()> {
    if context.store.read().await?.db().role(merchant, user).await?.is_none() {
        return Err(OperationError::NotFound);
    }
    let scope = Scope { merchant, live: has_live_account(context, merchant).await? };
    Ok(context
        .store
        .transact((session, scope), |db, (id, scope)| {
            Box::pin(async move { db.set_session_merchant(*id, *scope).await })
        })
        .await?)
}

/// Gives a user a new password and ends all their sessions.
pub async fn change_password(context: &Context, email: &str, password: String) -> Outcome<()> {
    check_password(&password).map_err(|fault| OperationError::Invalid(vec![fault]))?;
    let user = context.store.read().await?.db().user_by_email(email.trim()).await?.ok_or(OperationError::NotFound)?;
    set_password(context, user.id, password, None).await
}

/// A person takes a new password; their other sessions end. The faults are those of the fields `old` and `new`.
pub async fn change_own_password(
    context: &Context,
    user: &User,
    session: Uuid,
    old: String,
    new: String,
) -> Outcome<()> {
    let old: String = old.chars().take(LONGEST_PASSWORD + 1).collect();
    if !fits_password(context, old, user.password_hash.clone()).await? {
        return Err(OperationError::field("old", "wrong", "This is not the current password."));
    }
    check_password(&new)
        .map_err(|fault| OperationError::Invalid(vec![FieldError::new("new", fault.code, fault.detail)]))?;
    set_password(context, user.id, new, Some(session)).await
}

async fn set_password(context: &Context, user: UserId, password: String, keep: Option<Uuid>) -> Outcome<()> {
    let hash = hash_password(context, password).await?;
    let sessions = list_sessions(context, user).await?;
    let ending: Vec<Uuid> = sessions.into_iter().map(|session| session.id).filter(|id| Some(*id) != keep).collect();
    let now = context.now();
    Ok(context
        .store
        .transact((user, hash, ending, now), |db, (user, hash, ending, now)| {
            Box::pin(async move {
                db.set_password_hash(*user, hash).await?;
                for session in ending {
                    db.revoke_session(*session, *user, *now).await?;
                }
                Ok::<_, crate::store::StoreError>(())
            })
        })
        .await?)
}

/// The dashboard speaks another language.
pub async fn switch_language(
    context: &Context,
    session: Uuid,
    language: crate::domain::language::Language,
) -> Outcome<()> {
    Ok(context
        .store
        .transact((session, language), |db, (id, language)| {
            Box::pin(async move { db.set_session_language(*id, *language).await })
        })
        .await?)
}

/// All sessions of a user that still work.
pub async fn list_sessions(context: &Context, user: UserId) -> Outcome<Vec<LoginSession>> {
    let now: Timestamp = context.now();
    Ok(context.store.read().await?.db().sessions_of(user, now).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_judged_by_length_and_commonness() {
        assert_eq!(check_password("short").unwrap_err().code, "too_short");
        assert_eq!(check_password("aaaaaaaaaaaaaaaaaa").unwrap_err().code, "too_common");
        assert_eq!(check_password("passwort123456789").unwrap_err().code, "too_common");
        assert!(check_password("blau rohr zange nordsee").is_ok());
    }

    #[test]
    fn nobody_costs_what_a_user_costs() {
        let parsed = PasswordHash::new(NOBODY).unwrap();
        assert!(parsed.to_string().contains("m=19456,t=2,p=1"));
        assert!(hasher().verify_password(b"anything", &parsed).is_err());
    }
}
