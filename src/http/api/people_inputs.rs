//! What callers send about people. The structs describe the bodies for OpenAPI; the functions beside them read one field by field.

use super::body::Fields;
use super::problem::Problem;
use super::shapes::ConsentAction;
use crate::domain::channel::Channel;
use crate::domain::consent::ConsentSource;
use crate::domain::field::FieldError;
use crate::domain::ids::ContactId;
use crate::domain::language::Language;
use crate::domain::time::Timestamp;
use crate::operations::keep_contacts::{ContactPatch, DraftContact};
use crate::operations::note_consent::{Noted, Whose};
use crate::operations::record_consent::Saying;
use utoipa::ToSchema;

/// A new contact. Texts are trimmed; blank and absent mean the same. A name, a number, an address or a key has to be there.
#[derive(ToSchema)]
#[schema(example = json!({ "name": "Erika Mustermann", "phone": "+49 151 12345678", "external_id": "K-1047", "language": "de" }))]
pub struct NewContact {
    /// As it should be addressed.
    #[schema(max_length = 120)]
    pub name: Option<String>,
    /// E-mail address.
    #[schema(format = Email, max_length = 254)]
    pub email: Option<String>,
    /// With the country code, or as it is dialled in the merchant's country; kept in the form of E.164.
    #[schema(max_length = 40, example = "+49 151 12345678")]
    pub phone: Option<String>,
    /// Language of page and messages: de, en, fr, nl, it, es or pl.
    #[schema(example = "de")]
    pub language: Option<String>,
    /// The merchant's own key, unique per merchant and mode.
    #[schema(max_length = 100)]
    pub external_id: Option<String>,
    /// One line.
    #[schema(max_length = 200)]
    pub address: Option<String>,
    /// For the merchant's people only.
    #[schema(max_length = 1000)]
    pub notes: Option<String>,
}

/// What to change; absent fields stay, `null` takes a field away.
#[derive(ToSchema)]
#[schema(example = json!({ "phone": "+49 151 87654321", "notes": null }))]
pub struct ContactChange {
    /// As it should be addressed.
    #[schema(max_length = 120)]
    pub name: Option<String>,
    /// E-mail address.
    #[schema(format = Email, max_length = 254)]
    pub email: Option<String>,
    /// With the country code, or as it is dialled in the merchant's country.
    #[schema(max_length = 40)]
    pub phone: Option<String>,
    /// Language of page and messages: de, en, fr, nl, it, es or pl.
    pub language: Option<String>,
    /// The merchant's own key.
    #[schema(max_length = 100)]
    pub external_id: Option<String>,
    /// One line.
    #[schema(max_length = 200)]
    pub address: Option<String>,
    /// For the merchant's people only.
    #[schema(max_length = 1000)]
    pub notes: Option<String>,
}

/// Something that was said about being written to.
#[derive(ToSchema)]
#[schema(example = json!({
    "contact": "con_019aa59d040070008000000000000004",
    "channel": "sms",
    "action": "withdrawn",
    "source": "phone",
    "evidence": "Anruf am 3. Dezember, Frau Büro",
}))]
pub struct NewConsent {
    /// Of this contact: its address on the channel. Or else `address`.
    #[schema(pattern = "^con_[0-9a-f]{32}$")]
    pub contact: Option<String>,
    /// Of this number with country code or mail address. Or else `contact`.
    #[schema(max_length = 254)]
    pub address: Option<String>,
    /// About this way.
    pub channel: Channel,
    /// What was said.
    pub action: ConsentAction,
    /// Where it comes from: form, keyword, import, agent, phone, letter; api when absent.
    pub source: Option<ConsentSource>,
    /// Which text was agreed to: channel, language and version.
    #[schema(example = "sms/de/1")]
    pub wording: Option<String>,
    /// Or that text itself: it is kept and numbered.
    #[schema(max_length = 2000)]
    pub wording_text: Option<String>,
    /// Of `wording_text`; German when absent.
    #[schema(example = "de")]
    pub language: Option<String>,
    /// When it was said, not before 1990. When absent, nobody knows: it is taken down as of now, but a consent outweighs no withdrawal then.
    #[schema(format = DateTime)]
    pub happened_at: Option<String>,
    /// What proves it; has to be there for what was given.
    #[schema(max_length = 2000)]
    pub evidence: Option<String>,
}

impl NewContact {
    /// Reads a body.
    pub fn read(mut fields: Fields) -> Result<DraftContact, Problem> {
        let draft = DraftContact {
            name: fields.text("name"),
            email: fields.text("email"),
            phone: fields.text("phone"),
            language: fields.text("language"),
            external_id: fields.text("external_id"),
            address: fields.text("address"),
            notes: fields.text("notes"),
        };
        fields.finish().map(|()| draft)
    }
}

impl ContactChange {
    /// Reads a body.
    pub fn read(mut fields: Fields) -> Result<ContactPatch, Problem> {
        let mut change = |name: &'static str| {
            let taken_away = fields.is_null(name);
            let text = fields.text(name);
            if taken_away { Some(None) } else { text.map(Some) }
        };
        let patch = ContactPatch {
            name: change("name"),
            email: change("email"),
            phone: change("phone"),
            language: change("language"),
            external_id: change("external_id"),
            address: change("address"),
            notes: change("notes"),
        };
        fields.finish().map(|()| patch)
    }
}

const CHANNEL: &str = "Use sms or email.";

impl NewConsent {
    /// Reads a body.
    pub fn read(mut fields: Fields) -> Result<Noted, Problem> {
        fields.require("channel");
        fields.require("action");
        let contact = fields.text("contact");
        let address = fields.text("address");
        let channel = fields.word::<Channel>("channel", CHANNEL);
        let action = fields.word::<ConsentAction>("action", "Use given or withdrawn.");
        let sources = "Use one of: form, keyword, import, agent, phone, letter, api.";
        let source = fields.word::<ConsentSource>("source", sources);
        let (wording, wording_text) = (fields.text("wording"), fields.text("wording_text"));
        let language = fields.text("language");
        let happened_at = fields.text("happened_at");
        let evidence = fields.text("evidence");
        fields.finish()?;
        let wrong = |field: &str, code, detail: &str| Problem::invalid(vec![FieldError::new(field, code, detail)]);
        let whose = match (&contact, &address) {
            (Some(text), None) => Whose::Contact(
                text.parse::<ContactId>()
                    .map_err(|_| wrong("contact", "unknown", "There is no contact with this id."))?,
            ),
            (None, Some(_)) => Whose::Address,
            (None, None) => return Err(wrong("contact", "required", "Say whose: send contact or address.")),
            (Some(_), Some(_)) => return Err(wrong("address", "contradiction", "Send contact or address, not both.")),
        };
        let language = match language.as_deref() {
            None => Language::De,
            Some(tag) => tag.parse().map_err(|()| wrong("language", "unknown", Language::ADVICE))?,
        };
        let happened_at = match happened_at.as_deref() {
            None => None,
            Some(text) => {
                let detail = "Write a time of RFC 3339, like 2026-12-19T10:00:00Z.";
                Some(Timestamp::parse_rfc3339(text).ok_or_else(|| wrong("happened_at", "invalid", detail))?)
            }
        };
        // Without a channel or an action there was a fault.
        let (channel, given) = (channel.unwrap_or(Channel::Email), action == Some(ConsentAction::Given));
        let source = source.unwrap_or(ConsentSource::Api);
        let saying = Saying {
            given,
            wording,
            evidence,
            happened_at,
            ..Saying::no_more(channel, address.as_deref().unwrap_or(""), source)
        };
        Ok(Noted { saying, whose, wording_text: wording_text.map(|text| (language, text)) })
    }
}
