//! Contacts as the API shows them.

use crate::domain::channel::Channel;
use crate::domain::consent::{Consent, ConsentSource};
use crate::domain::contact::Contact;
use crate::domain::ids::{ConsentId, ContactId};
use crate::domain::language::Language;
use crate::domain::time::Timestamp;
use crate::operations::keep_contacts::Standing;
use serde::Serialize;
use utoipa::ToSchema;

/// Somebody in the address book.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Contact)]
pub struct ContactObject {
    /// Its id.
    #[schema(value_type = String, pattern = "^con_[0-9a-f]{32}$", example = "con_019aa59d040070008000000000000004")]
    pub id: ContactId,
    /// As it should be addressed.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// E.164.
    pub phone: Option<String>,
    /// Language of page and messages.
    #[schema(value_type = Option<String>, example = "de")]
    pub language: Option<Language>,
    /// The merchant's own key.
    pub external_id: Option<String>,
    /// One line.
    pub address: Option<String>,
    /// For the merchant's people only.
    pub notes: Option<String>,
    /// How the ledger stands, for each channel on which the contact is reached.
    pub consents: Vec<StandingObject>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was changed last.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

/// What was said last about an address.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ConsentStanding)]
pub struct StandingObject {
    /// On this way.
    pub channel: Channel,
    /// What was said; missing: nothing so far.
    pub status: StandingWord,
    /// Since when.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub since: Option<Timestamp>,
    /// Where it comes from.
    pub source: Option<ConsentSource>,
    /// The entry of the ledger.
    #[schema(value_type = Option<String>, pattern = "^cns_[0-9a-f]{32}$")]
    pub consent: Option<ConsentId>,
}

/// What was said last.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StandingWord {
    /// Messages are agreed to.
    Given,
    /// No more messages.
    Withdrawn,
    /// Nothing: there is no proof.
    Missing,
}

/// That something is gone.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DeletedContact)]
pub struct DeletedObject {
    /// Its id.
    #[schema(value_type = String, pattern = "^con_[0-9a-f]{32}$", example = "con_019aa59d040070008000000000000004")]
    pub id: ContactId,
    /// Always true.
    pub deleted: bool,
    /// Whether the person was forgotten everywhere, not only in the address book.
    pub erased: bool,
}

impl ContactObject {
    /// A contact with what was said last.
    pub fn of(contact: &Contact, standing: &Standing) -> Self {
        let person = contact.person.clone();
        let reached = Channel::ALL.iter().filter(|channel| contact.person.reached_by(**channel).is_some());
        Self {
            id: contact.id,
            consents: reached.map(|channel| StandingObject::of(*channel, standing.on(*channel))).collect(),
            name: person.name,
            email: person.email,
            phone: person.phone,
            language: contact.language,
            external_id: contact.external_id.clone(),
            address: person.address,
            notes: person.notes,
            created_at: contact.created_at,
            updated_at: contact.updated_at,
        }
    }
}

impl StandingObject {
    fn of(channel: Channel, said: Option<&Consent>) -> Self {
        let status = match said.map(|said| said.given) {
            Some(true) => StandingWord::Given,
            Some(false) => StandingWord::Withdrawn,
            None => StandingWord::Missing,
        };
        Self {
            channel,
            status,
            since: said.map(|said| said.happened_at),
            source: said.map(|said| said.source),
            consent: said.map(|said| said.id),
        }
    }
}
