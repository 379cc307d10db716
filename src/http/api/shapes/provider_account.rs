//! Provider accounts and ways to pay as the API shows them.

use crate::domain::ids::ProviderAccountId;
use crate::domain::method::Method;
use crate::domain::provider_account::ProviderAccount;
use crate::domain::time::Timestamp;
use crate::operations::Context;
use crate::operations::sandbox::SandboxFaults;
use serde::Serialize;
use utoipa::ToSchema;

/// A way to pay, and who would take the payment.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OfferedMethod)]
pub struct MethodObject {
    /// The way to pay.
    pub method: Method,
    /// The provider.
    #[schema(example = "sandbox")]
    pub provider: &'static str,
}

/// A merchant's account at a payment service provider, without its keys.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProviderAccount)]
pub struct ProviderAccountObject {
    /// Its id.
    #[schema(value_type = String, pattern = "^pa_[0-9a-f]{32}$", example = "pa_019aa59d040070008000000000000004")]
    pub id: ProviderAccountId,
    /// The provider.
    #[schema(example = "sandbox")]
    pub provider: String,
    /// The merchant's word for it.
    #[schema(example = "Sandbox")]
    pub name: String,
    /// Whether it moves real money.
    pub live: bool,
    /// The ways to pay that it offers.
    pub methods: Vec<Method>,
    /// Faults that are switched on; `null` where the provider is not the sandbox.
    pub faults: Option<SandboxFaults>,
    /// When it was added.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// Since when no new checkout goes through it.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub disabled_at: Option<Timestamp>,
}

impl ProviderAccountObject {
    /// An account as it stands.
    pub fn of(context: &Context, account: &ProviderAccount) -> Self {
        let provider = context.providers.get(&account.provider);
        let faults =
            (account.provider == "sandbox").then(|| serde_json::from_value(account.faults.clone()).unwrap_or_default());
        Self {
            id: account.id,
            provider: account.provider.clone(),
            name: account.name.clone(),
            live: account.scope.live,
            methods: provider.map(|provider| provider.methods(account)).unwrap_or_default(),
            faults,
            created_at: account.created_at,
            disabled_at: account.disabled_at,
        }
    }
}
