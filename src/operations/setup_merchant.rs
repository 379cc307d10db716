//! A new merchant with an owner, profiles, the sandbox and a test key.

use super::check_profile::{FIRST_ACCENT, check_support};
use super::hash_passwords::{fits_password, hash_password};
use super::manage_access::make_api_key;
use super::manage_providers::{Trial, add_provider_account};
use super::{Context, OperationError, Outcome};
use crate::domain::field::Faults;
use crate::domain::ids::{MerchantId, ProfileId, UserId};
use crate::domain::language::Language;
use crate::domain::mail_address;
use crate::domain::merchant::{FIRST_PROFILE, Merchant, Profile, Support};
use crate::domain::password::check_password;
use crate::domain::policy::Policy;
use crate::domain::scope::Scope;
use crate::domain::text::line;
use crate::domain::time::Zone;
use crate::domain::user::{Role, User};

/// What is needed to set a merchant up.
#[derive(Clone, Debug)]
pub struct NewMerchant {
    /// As payers know it.
    pub name: String,
    /// The owner's address; an existing user becomes owner here too, with the password they have.
    pub email: String,
    /// The owner's password; needed unless the user exists.
    pub password: Option<String>,
    /// IANA time zone.
    pub zone: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Language of its pages.
    pub language: Language,
    /// Town beneath the name.
    pub town: Option<String>,
    /// How payers reach it.
    pub support: Support,
}

/// What was made.
#[derive(Clone, Debug)]
pub struct SetUp {
    /// The merchant.
    pub merchant: MerchantId,
    /// The owner.
    pub user: UserId,
    /// A test key's secret.
    pub api_key: String,
    /// The user existed and has another password than the one given now.
    pub password_kept: bool,
}

/// The user who logs in with that address, if there is one.
pub async fn find_user(context: &Context, address: &str) -> Outcome<Option<User>> {
    Ok(context.store.read().await?.db().user_by_email(address.trim()).await?)
}

/// Sets a merchant up.
pub async fn setup_merchant(context: &Context, new: NewMerchant) -> Outcome<SetUp> {
    let mut faults = Faults::new();
    let name = faults.take(line("merchant", &new.name, 120)).flatten();
    let address = faults.take(mail_address::read("email", &new.email)).flatten();
    if name.is_none() && faults.is_empty() {
        faults.add("merchant", "required", "Say the merchant's name.");
    }
    if address.is_none() && faults.is_empty() {
        faults.add("email", "required", "Say the owner's e-mail address.");
    }
    if Zone::named(&new.zone).is_none() {
        faults.add("zone", "unknown", "Use a name of the IANA time zone database, like Europe/Berlin.");
    }
    let support = check_support(&new.support, &new.country, "support_", &mut faults);
    let existing = match &address {
        Some(address) => find_user(context, address).await?,
        None => None,
    };
    let password = new.password.clone().unwrap_or_default();
    if existing.is_none() {
        let host = context.config.public_url.host_str().unwrap_or("");
        let about = [new.name.as_str(), new.email.as_str(), new.town.as_deref().unwrap_or(""), host];
        faults.take_all(check_password("password", &password, &about));
    }
    faults.check().map_err(OperationError::Invalid)?;
    let (Some(name), Some(address)) = (name, address) else { return Err(OperationError::Internal("checked fields")) };
    let new = NewMerchant { support, ..new };
    let now = context.now();
    let (user, password_kept) = match existing {
        // Whoever may set merchants up is not thereby allowed to log in as somebody else.
        Some(user) => {
            let other =
                new.password.is_some() && !fits_password(context, password, Some(user.password_hash.clone())).await?;
            (user, other)
        }
        None => (new_user(context, &address, password).await?, false),
    };
    let merchant = Merchant {
        id: MerchantId(context.random.uuid(now)),
        name: name.clone(),
        zone: new.zone.clone(),
        country: new.country.clone(),
        policy: Policy::default(),
        created_at: now,
    };
    let profiles = [false, true].map(|live| first_profile(context, &merchant, &new, live));
    context
        .store
        .transact((merchant.clone(), user.clone(), profiles, now), |db, (merchant, user, profiles, now)| {
            Box::pin(async move {
                db.insert_merchant(merchant).await?;
                db.insert_user(user, *now).await?;
                db.insert_membership(merchant.id, user.id, Role::Owner).await?;
                for profile in profiles {
                    db.insert_profile(profile).await?;
                }
                Ok::<_, OperationError>(())
            })
        })
        .await?;
    let scope = Scope { merchant: merchant.id, live: false };
    add_provider_account(context, scope, "sandbox", "Sandbox", None, Trial::Skipped).await?;
    let (_, api_key) = make_api_key(context, scope, "setup").await?;
    Ok(SetUp { merchant: merchant.id, user: user.id, api_key, password_kept })
}

async fn new_user(context: &Context, address: &str, password: String) -> Outcome<User> {
    Ok(User {
        id: UserId(context.random.uuid(context.now())),
        email: address.to_lowercase(),
        name: address.to_owned(),
        password_hash: hash_password(context, password).await?,
        disabled_at: None,
    })
}

/// What a merchant wants done with late money and surplus from now on.
pub async fn set_merchant_policy(context: &Context, merchant: MerchantId, policy: Policy) -> Outcome<()> {
    Ok(context
        .store
        .transact((merchant, policy), |db, (merchant, policy)| {
            Box::pin(async move { db.set_policy(*merchant, *policy).await })
        })
        .await?)
}

fn first_profile(context: &Context, merchant: &Merchant, new: &NewMerchant, live: bool) -> Profile {
    Profile {
        scope: Scope { merchant: merchant.id, live },
        id: ProfileId(context.random.uuid(merchant.created_at)),
        version: 1,
        is_default: true,
        name: FIRST_PROFILE.to_owned(),
        display_name: merchant.name.clone(),
        legal_name: None,
        town: new.town.clone(),
        accent: FIRST_ACCENT.to_owned(),
        language: new.language,
        support: new.support.clone(),
        imprint_url: None,
        privacy_url: None,
        archived_at: None,
    }
}
