//! People log in and out. Sessions are kept by the hash of their secret.

use super::hash_passwords::fits_password;
use super::{Context, OperationError, Outcome};
use crate::domain::ids::{MerchantId, UserId};
use crate::domain::password::LONGEST;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::domain::user::{Role, User};
use crate::store::session::LoginSession;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use std::time::Duration;
use uuid::Uuid;

/// A session ends after so long without use.
const SESSION_REST: Duration = Duration::from_secs(14 * 86_400);
/// And after so long in any case (NIST SP 800-63B-4 for one factor).
pub const LONGEST_SESSION: Duration = Duration::from_secs(30 * 86_400);
/// How often the last use of a session is written down.
const SEEN_EVERY: Duration = Duration::from_secs(60);

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
    /// The secret of the session that the browser had until now; it ends.
    pub presented: Option<String>,
}

/// Logs in; gives the secret for the cookie. Wrong address and wrong password look alike and take alike.
pub async fn log_in(context: &Context, attempt: Attempt) -> Outcome<String> {
    let typed: String = attempt.email.trim().chars().filter(|c| !c.is_control()).take(254).collect();
    let user = context.store.read().await?.db().user_by_email(&typed).await?;
    let user = user.filter(|user| user.disabled_at.is_none());
    let password: String = attempt.password.chars().take(LONGEST + 1).collect();
    let fits = fits_password(context, password, user.as_ref().map(|user| user.password_hash.clone())).await?;
    let Some(user) = user.filter(|_| fits) else { return Err(OperationError::Forbidden) };
    let merchants = context.store.read().await?.db().merchants_of(user.id).await?;
    let (merchant, _, _) = merchants.into_iter().next().ok_or(OperationError::Forbidden)?;
    let scope = Scope { merchant, live: has_live_account(context, merchant).await? };
    let visit = Visit { ip: attempt.ip, user_agent: attempt.user_agent, presented: attempt.presented };
    open_session(context, user, scope, visit).await
}

/// A merchant with a live account sees live mode first.
pub async fn has_live_account(context: &Context, merchant: MerchantId) -> Outcome<bool> {
    let accounts = context.store.read().await?.db().provider_accounts(Scope { merchant, live: true }).await?;
    Ok(accounts.iter().any(|account| account.disabled_at.is_none()))
}

/// Whether there is anything in live mode to look at: an account, also a disabled one, a key, or a request.
pub async fn has_live_mode(context: &Context, merchant: MerchantId) -> Outcome<bool> {
    Ok(context.store.read().await?.db().has_live_mode(merchant).await?)
}

/// From where and with what somebody came in, and with which session until now.
struct Visit {
    ip: Option<String>,
    user_agent: Option<String>,
    presented: Option<String>,
}

/// Opens a session, unless the password that was checked has been replaced meanwhile.
async fn open_session(context: &Context, user: User, scope: Scope, visit: Visit) -> Outcome<String> {
    let now = context.now();
    let secret = URL_SAFE_NO_PAD.encode(context.random.bytes::<32>());
    let session = LoginSession {
        id: context.random.uuid(now),
        user: user.id,
        scope,
        language: None,
        ip: visit.ip,
        user_agent: visit.user_agent.map(|text| text.chars().take(200).collect()),
        created_at: now,
        last_seen_at: now,
        expires_at: now.plus(SESSION_REST),
    };
    let hash = session_hash(&secret);
    let presented = visit.presented.as_deref().map(session_hash);
    context
        .store
        .transact((hash, session, user, presented), |db, (hash, session, user, presented)| {
            Box::pin(async move {
                if !db.lock_password(user.id, &user.password_hash).await? {
                    return Err(OperationError::Forbidden);
                }
                if let Some(presented) = presented {
                    db.revoke_session_of(presented, session.created_at).await?;
                }
                Ok(db.insert_session(hash, session).await?)
            })
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
        let found = db.find_session(&session_hash(secret), now, now.minus(LONGEST_SESSION)).await?;
        let Some(session) = found else { return Ok(None) };
        let user = db.user(session.user).await?.filter(|user| user.disabled_at.is_none());
        let role = db.role(session.scope.merchant, session.user).await?;
        let (Some(user), Some(role)) = (user, role) else { return Ok(None) };
        (user, session, role)
    };
    if now >= session.last_seen_at.plus(SEEN_EVERY) {
        let until = now.plus(SESSION_REST).min(session.created_at.plus(LONGEST_SESSION));
        context
            .store
            .transact((session.id, now, until), |db, (id, now, until)| {
                Box::pin(async move { db.session_seen(*id, *now, *until).await })
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

/// Where a page of sessions ends: the last one's last use, and its id.
pub type SessionPlace = (Timestamp, Uuid);

/// Sessions of a user that still work, the last used first, beginning after a place; and where the next page begins, if there is one.
pub async fn list_sessions(
    context: &Context,
    user: UserId,
    after: Option<SessionPlace>,
    limit: usize,
) -> Outcome<(Vec<LoginSession>, Option<SessionPlace>)> {
    let now = context.now();
    let mut reading = context.store.read().await?;
    let found = reading.db().sessions_of(user, now, now.minus(LONGEST_SESSION), after, super::one_more(limit)).await?;
    Ok(super::page(found, limit, |session| (session.last_seen_at, session.id)))
}
