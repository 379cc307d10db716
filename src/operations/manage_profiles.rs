//! A merchant's profiles: how its pages look, what its messages are called, and which of them a request gets.
//!
//! A profile is put away, never deleted: requests that were made with it keep its page, its senders and its wordings.

use super::check_profile::FIRST_ACCENT;
use super::idempotency::{Once, made_before, once};
use super::read_payment_request::read_merchant;
use super::{Context, OperationError, Outcome, one_more, page};
use crate::domain::ids::ProfileId;
use crate::domain::language::Language;
use crate::domain::merchant::{Profile, Support};
use crate::domain::scope::Scope;
use crate::store::idempotency::IdempotencyClaim;
use crate::store::{Db, StoreError};

pub use super::check_profile::ProfileDraft;

/// So many are in use at a time, in each mode.
const MOST_PROFILES: usize = 100;

/// A profile of the merchant's, also one that was put away; without an id the one of requests that name none.
pub(super) async fn profile_of(db: &mut Db<'_>, scope: Scope, id: Option<ProfileId>) -> Outcome<Profile> {
    match id {
        Some(id) => db.profile(scope, id).await?.ok_or_else(unknown),
        None => db.default_profile(scope).await?.ok_or(OperationError::Internal("a merchant without a profile")),
    }
}

fn unknown() -> OperationError {
    OperationError::field("profile", "unknown", "There is no profile with this id.")
}

/// The profile that a new request is made with.
pub(super) async fn profile_for_new(db: &mut Db<'_>, scope: Scope, id: Option<ProfileId>) -> Outcome<Profile> {
    let profile = profile_of(db, scope, id).await?;
    if profile.archived_at.is_some() {
        let detail = "This profile was put away. Name another one.";
        return Err(OperationError::field("profile", "archived", detail));
    }
    Ok(profile)
}

/// Makes a profile. Without a language it speaks that of the default one; all else that is not said of it stays blank: a profile never shows
/// what nobody typed for it. With a claim, a repeat gives the same one.
pub async fn create_profile(
    context: &Context,
    scope: Scope,
    draft: ProfileDraft,
    claim: Option<IdempotencyClaim>,
) -> Outcome<Profile> {
    if let Some(id) = made_before(context, claim.as_ref()).await? {
        return read_profile(context, scope, kept(&id)?).await;
    }
    let country = read_merchant(context, scope).await?.country;
    let mut profile = blank(context, scope);
    let named = |text: Option<String>| Some(text.unwrap_or_default());
    let display_name = draft.display_name.clone().or_else(|| draft.name.clone());
    let whole = ProfileDraft { name: named(draft.name.clone()), display_name: named(display_name), ..draft };
    whole.apply(&mut profile, &country).map_err(OperationError::Invalid)?;
    let says_language = whole.language.is_some();
    context
        .store
        .transact((context.clone(), profile, says_language, claim), |db, (context, profile, says_language, claim)| {
            Box::pin(async move {
                if let Once::Before(id) = once(db, claim.as_ref(), context.now()).await? {
                    return profile_of(db, profile.scope, Some(kept(&id)?)).await;
                }
                let mut profile = profile.clone();
                if !*says_language {
                    profile.language = profile_of(db, profile.scope, None).await?.language;
                }
                insert(db, &mut profile).await?;
                if let Some(claim) = claim {
                    db.finish_idempotency(claim, 201, &profile.id.to_string()).await?;
                }
                Ok(profile)
            })
        })
        .await
}

fn kept(id: &str) -> Outcome<ProfileId> {
    id.parse().map_err(|_| OperationError::Internal("a kept answer names no profile"))
}

fn blank(context: &Context, scope: Scope) -> Profile {
    Profile {
        scope,
        id: ProfileId(context.random.uuid(context.now())),
        version: 1,
        is_default: false,
        name: String::new(),
        display_name: String::new(),
        legal_name: None,
        town: None,
        accent: FIRST_ACCENT.to_owned(),
        language: Language::De,
        support: Support::default(),
        imprint_url: None,
        privacy_url: None,
        archived_at: None,
    }
}

async fn insert(db: &mut Db<'_>, profile: &mut Profile) -> Outcome<()> {
    let others = db.profiles(profile.scope, None, one_more(MOST_PROFILES)).await?;
    refuse_taken(&others, profile)?;
    if others.len() >= MOST_PROFILES {
        let detail = format!("There are {MOST_PROFILES} profiles already. Put one away first.");
        return Err(OperationError::conflict("too_many", &detail));
    }
    // It becomes the default one by being written back: only there the other one steps aside.
    let becomes_default = std::mem::take(&mut profile.is_default);
    db.insert_profile(profile).await?;
    if becomes_default {
        profile.is_default = true;
        db.save_profile(profile).await.map_err(other_default)?;
    }
    Ok(())
}

/// There is one default profile: of two that become it at once, one is told so.
fn other_default(error: StoreError) -> OperationError {
    OperationError::overtaken(error, "Another profile has just become the default one. Read it first.")
}

/// Two of one name could not be told apart where one is chosen.
fn refuse_taken(others: &[Profile], profile: &Profile) -> Outcome<()> {
    let same =
        |other: &Profile| other.id != profile.id && other.label().to_lowercase() == profile.label().to_lowercase();
    if others.iter().any(same) {
        let detail = "Another profile has this name. Take another one.";
        return Err(OperationError::field("name", "taken", detail));
    }
    Ok(())
}

/// Changes a profile: pages and messages show it from now on, also those of requests that were made before.
pub async fn change_profile(context: &Context, scope: Scope, id: ProfileId, draft: ProfileDraft) -> Outcome<Profile> {
    let country = read_merchant(context, scope).await?.country;
    rewrite(context, scope, id, Rewriting::Change(Box::new(draft), country)).await
}

/// Puts a profile away: no new request is made with it. Doing it again is no error.
pub async fn archive_profile(context: &Context, scope: Scope, id: ProfileId) -> Outcome<Profile> {
    rewrite(context, scope, id, Rewriting::Archive).await
}

enum Rewriting {
    Change(Box<ProfileDraft>, String),
    Archive,
}

async fn rewrite(context: &Context, scope: Scope, id: ProfileId, what: Rewriting) -> Outcome<Profile> {
    let written = context
        .store
        .transact((context.clone(), scope, id, what), |db, (context, scope, id, what)| {
            Box::pin(write(db, context, *scope, *id, what))
        })
        .await;
    // Also after a conflict: then somebody else has just changed it.
    context.shops.forget(scope, id);
    written
}

async fn write(db: &mut Db<'_>, context: &Context, scope: Scope, id: ProfileId, what: &Rewriting) -> Outcome<Profile> {
    let now = context.now();
    let before = db.profile(scope, id).await?.ok_or(OperationError::NotFound)?;
    let mut profile = before.clone();
    let newer = || OperationError::conflict("changed", "Somebody has changed this profile meanwhile. Read it first.");
    match what {
        Rewriting::Archive if before.is_default => {
            let detail = "Requests that name no profile get this one. Make another one the default first.";
            return Err(OperationError::conflict("is_default", detail));
        }
        Rewriting::Archive => profile.archived_at = before.archived_at.or(Some(now)),
        Rewriting::Change(draft, country) => {
            if draft.instead_of.is_some_and(|instead_of| instead_of != before.version) {
                return Err(newer());
            }
            draft.apply(&mut profile, country).map_err(OperationError::Invalid)?;
            if profile.is_default && profile.archived_at.is_some() {
                let detail = "This profile was put away. Make another one the default.";
                return Err(OperationError::field("default", "archived", detail));
            }
            refuse_taken(&db.profiles(scope, None, one_more(MOST_PROFILES)).await?, &profile)?;
        }
    }
    if profile == before {
        return Ok(profile);
    }
    if !db.save_profile(&mut profile).await.map_err(other_default)? {
        return Err(newer());
    }
    db.insert_profile_change(scope, context.random.uuid(now), id, now).await?;
    Ok(profile)
}

/// One profile, also one that was put away.
pub async fn read_profile(context: &Context, scope: Scope, id: ProfileId) -> Outcome<Profile> {
    context.store.read().await?.db().profile(scope, id).await?.ok_or(OperationError::NotFound)
}

/// The profile of requests that name none.
pub async fn read_default_profile(context: &Context, scope: Scope) -> Outcome<Profile> {
    profile_of(&mut context.store.read().await?.db(), scope, None).await
}

/// A page of the profiles in use, in the order of their making, and the place after it where there is more.
pub async fn list_profiles(
    context: &Context,
    scope: Scope,
    after: Option<ProfileId>,
    limit: usize,
) -> Outcome<(Vec<Profile>, Option<ProfileId>)> {
    let found = context.store.read().await?.db().profiles(scope, after, one_more(limit)).await?;
    Ok(page(found, limit, |profile| profile.id))
}

/// All profiles in use, to choose from: the default one first, the others in the order of their making.
pub async fn profiles_to_choose(context: &Context, scope: Scope) -> Outcome<Vec<Profile>> {
    let mut found = context.store.read().await?.db().profiles(scope, None, one_more(MOST_PROFILES)).await?;
    found.sort_by_key(|profile| !profile.is_default);
    Ok(found)
}
