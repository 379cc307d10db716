//! The consent ledger as the API shows it.

use crate::domain::channel::Channel;
use crate::domain::consent::{Consent, ConsentSource};
use crate::domain::ids::ConsentId;
use crate::domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::ToSchema;

/// An entry of the ledger.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Consent)]
pub struct ConsentObject {
    /// Its id.
    #[schema(value_type = String, pattern = "^cns_[0-9a-f]{32}$", example = "cns_019aa59d040070008000000000000005")]
    pub id: ConsentId,
    /// About this way.
    pub channel: Channel,
    /// Number or mail address, until the person is erased.
    pub address: Option<String>,
    /// What was said.
    pub action: ConsentAction,
    /// Where it comes from.
    pub source: ConsentSource,
    /// Which text was agreed to: channel, language and version.
    #[schema(example = "sms/de/1")]
    pub wording: Option<String>,
    /// That text.
    pub wording_text: Option<String>,
    /// What proves it.
    pub evidence: Option<String>,
    /// Address of the browser with its last part zeroed.
    pub ip: Option<String>,
    /// What the browser called itself.
    pub user_agent: Option<String>,
    /// When it was said.
    #[schema(value_type = String, format = DateTime)]
    pub happened_at: Timestamp,
    /// When it was written down.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

/// What was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConsentAction {
    /// Yes.
    Given,
    /// No more.
    Withdrawn,
}

impl ConsentObject {
    /// An entry, with the texts that entries name.
    pub fn of(consent: &Consent, wordings: &HashMap<String, String>) -> Self {
        let wording_text = consent.wording.as_ref().and_then(|reference| wordings.get(reference)).cloned();
        Self {
            id: consent.id,
            channel: consent.channel,
            address: consent.address.clone(),
            action: if consent.given { ConsentAction::Given } else { ConsentAction::Withdrawn },
            source: consent.source,
            wording: consent.wording.clone(),
            wording_text,
            evidence: consent.evidence.clone(),
            ip: consent.ip.clone(),
            user_agent: consent.user_agent.clone(),
            happened_at: consent.happened_at,
            created_at: consent.created_at,
        }
    }
}
