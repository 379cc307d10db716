//! Wordings of a merchant's own: which message of a profile says what, saved in versions, and back to what counts without them: what the
//! default profile says, else what is built in.

use super::fill_template::{WordingFault, built_in, checked};
use super::manage_profiles::profile_of;
use super::{Context, OperationError, Outcome};
use crate::domain::channel::Channel;
use crate::domain::field::FieldError;
use crate::domain::ids::{ProfileId, UserId};
use crate::domain::language::Language;
use crate::domain::merchant::Profile;
use crate::domain::purpose::Purpose;
use crate::domain::scope::Scope;
use crate::domain::template::{TemplateKey, TemplateVersion, Wording};
use crate::domain::time::Timestamp;
use crate::store::Db;
use std::collections::HashMap;

/// What a message says now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Template {
    /// Which message.
    pub key: TemplateKey,
    /// Whose messages say it.
    pub profile: ProfileId,
    /// Whether it is the profile's own wording.
    pub own: bool,
    /// Whether it is that of the default profile, because this one has none of its own.
    pub inherited: bool,
    /// Of the last change, back to the built-in wording among them; 0: there was none.
    pub version: i64,
    /// Its texts.
    pub wording: Wording,
    /// When the last change was made.
    pub saved_at: Option<Timestamp>,
}

impl Template {
    /// By what was last saved for the profile and for the default one; that is none where they are the same.
    fn of(
        profile: ProfileId,
        key: TemplateKey,
        latest: Option<TemplateVersion>,
        base: Option<TemplateVersion>,
    ) -> Self {
        let (version, saved_at) = latest.as_ref().map_or((0, None), |latest| (latest.number, Some(latest.saved_at)));
        let own = latest.and_then(|latest| latest.wording);
        let base = base.and_then(|base| base.wording);
        let inherited = own.is_none() && base.is_some();
        let is_own = own.is_some();
        let wording = own.or(base).unwrap_or_else(|| built_in(key));
        Self { key, profile, own: is_own, inherited, version, wording, saved_at }
    }
}

/// Which wordings to list; all that is not named.
#[derive(Clone, Copy, Default, Debug)]
pub struct TemplateFilter {
    /// Of this profile; none: of the default one.
    pub profile: Option<ProfileId>,
    /// For this.
    pub purpose: Option<Purpose>,
    /// On this channel.
    pub channel: Option<Channel>,
    /// In this language.
    pub language: Option<Language>,
}

impl TemplateFilter {
    fn takes(&self, key: TemplateKey) -> bool {
        self.purpose.is_none_or(|purpose| purpose == key.purpose)
            && self.channel.is_none_or(|channel| channel == key.channel)
            && self.language.is_none_or(|language| language == key.language)
    }
}

/// Every wording in force, purpose by purpose: own or built in.
pub async fn list_templates(context: &Context, scope: Scope, filter: TemplateFilter) -> Outcome<Vec<Template>> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let profile = profile_of(&mut db, scope, filter.profile).await?;
    let mut latest = by_key(db.latest_templates(scope, profile.id).await?);
    let mut base = HashMap::new();
    if !profile.is_default {
        let default = profile_of(&mut db, scope, None).await?;
        base = by_key(db.latest_templates(scope, default.id).await?);
    }
    let wanted = TemplateKey::all().filter(|key| filter.takes(*key));
    Ok(wanted.map(|key| Template::of(profile.id, key, latest.remove(&key), base.remove(&key))).collect())
}

fn by_key(versions: Vec<TemplateVersion>) -> HashMap<TemplateKey, TemplateVersion> {
    versions.into_iter().map(|version| (version.key, version)).collect()
}

/// One wording in force, of a profile or of the default one.
pub async fn read_template(
    context: &Context,
    scope: Scope,
    profile: Option<ProfileId>,
    key: TemplateKey,
) -> Outcome<Template> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let profile = profile_of(&mut db, scope, profile).await?;
    let base = base_of(&mut db, &profile, key).await?;
    Ok(Template::of(profile.id, key, db.latest_template(scope, profile.id, key).await?, base))
}

/// What a profile says that has no wording of its own: that of the default profile.
async fn base_of(db: &mut Db<'_>, profile: &Profile, key: TemplateKey) -> Outcome<Option<TemplateVersion>> {
    if profile.is_default {
        return Ok(None);
    }
    let base = profile_of(db, profile.scope, None).await?;
    Ok(db.latest_template(profile.scope, base.id, key).await?)
}

/// The merchant's own wording that a message of a profile is made of: the profile's, else that of the default one; none: the built-in one.
pub(super) async fn wording_in_force(
    db: &mut Db<'_>,
    profile: &Profile,
    key: TemplateKey,
) -> Outcome<Option<TemplateVersion>> {
    let own = db.latest_template(profile.scope, profile.id, key).await?.filter(|own| own.wording.is_some());
    match own {
        Some(own) => Ok(Some(own)),
        None => Ok(base_of(db, profile, key).await?.filter(|base| base.wording.is_some())),
    }
}

/// A change of a wording.
#[derive(Clone, Debug)]
pub struct TemplateChange {
    /// Whose messages; none: those of the default profile.
    pub profile: Option<ProfileId>,
    /// Which message.
    pub key: TemplateKey,
    /// What it says from now on; none: what the default profile says, else what is built in.
    pub wording: Option<Wording>,
    /// The version that was changed: if there is a newer one by now, nothing is done.
    pub instead_of: Option<i64>,
    /// Who did it, where it was a person.
    pub user: Option<UserId>,
}

/// Saves a wording as a new version, or goes back to what counts without one. What would change nothing makes no version.
pub async fn change_template(context: &Context, scope: Scope, change: TemplateChange) -> Outcome<Template> {
    let wording = change.wording.as_ref().map(|wording| fit_to_save(change.key, wording)).transpose()?;
    let change = TemplateChange { wording, ..change };
    let input = (context.now(), scope, change);
    context.store.transact(input, |db, (now, scope, change)| Box::pin(write(db, *scope, change, *now))).await
}

fn fit_to_save(key: TemplateKey, wording: &Wording) -> Outcome<Wording> {
    let subject = wording.subject.as_deref().unwrap_or_default();
    if key.channel == Channel::Sms && !subject.trim().is_empty() {
        return Err(OperationError::field("subject", "not_offered", "An SMS has no subject. Leave it out."));
    }
    checked(key, wording).map_err(|faults| OperationError::Invalid(faults.iter().map(WordingFault::told).collect()))
}

async fn write(db: &mut Db<'_>, scope: Scope, change: &TemplateChange, now: Timestamp) -> Outcome<Template> {
    let profile = profile_of(db, scope, change.profile).await?;
    let base = base_of(db, &profile, change.key).await?;
    let latest = db.latest_template(scope, profile.id, change.key).await?;
    let number = latest.as_ref().map_or(0, |latest| latest.number);
    let newer = || OperationError::conflict("changed", "Somebody has saved another version meanwhile. Read it first.");
    if change.instead_of.is_some_and(|instead_of| instead_of != number) {
        return Err(newer());
    }
    if latest.as_ref().and_then(|latest| latest.wording.as_ref()) == change.wording.as_ref() {
        return Ok(Template::of(profile.id, change.key, latest, base));
    }
    let version = TemplateVersion {
        scope,
        profile: profile.id,
        key: change.key,
        number: number + 1,
        wording: change.wording.clone(),
        saved_by: change.user,
        saved_at: now,
    };
    if !db.insert_template(&version).await? {
        return Err(newer());
    }
    Ok(Template::of(profile.id, change.key, Some(version), base))
}

impl WordingFault {
    /// As callers of the API are told.
    pub fn told(&self) -> FieldError {
        let error = &self.error;
        let perhaps = error.suggestion.as_ref().map(|meant| format!(" Perhaps: {meant}")).unwrap_or_default();
        FieldError::new(self.field(), error.code, format!("{}{perhaps}", error.detail)).in_line(error.line)
    }
}
