//! A merchant's account at a payment service provider.

use super::ids::ProviderAccountId;
use super::scope::Scope;
use super::time::Timestamp;
use serde_json::Value;
use std::fmt;

/// A merchant's account at a provider. Its identity never changes, its keys rotate; it is disabled, never deleted.
#[derive(Clone)]
pub struct ProviderAccount {
    /// Merchant and mode.
    pub scope: Scope,
    /// Its id.
    pub id: ProviderAccountId,
    /// "sandbox", "stripe".
    pub provider: String,
    /// The merchant's word for it.
    pub name: String,
    /// What the provider gave: an object whose shape the provider's module knows.
    pub credentials: Value,
    /// Named faults of the sandbox; an empty object elsewhere.
    pub faults: Value,
    /// When it was added.
    pub created_at: Timestamp,
    /// Since when no new checkout goes through it.
    pub disabled_at: Option<Timestamp>,
}

impl fmt::Debug for ProviderAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ProviderAccount({} {})", self.provider, self.id)
    }
}
