//! Pages about people: the address book, what they have said about being written to, and how they sign up.

mod contact;
mod form;
mod import;
mod list;
mod note;
mod proof;
pub mod samples;
mod sign_up;

pub use contact::ContactPage;
pub use form::{ContactForm, ContactFormPage};
pub use import::{ImportPage, ImportReport};
pub use list::{ContactList, ContactsPage, ProofTab};
pub use note::{NoteForm, NotePage};
pub use proof::ProofPage;
pub use sign_up::{SignUpData, SignUpPage};

use super::form::{Field, error_text, phone_error_text};
use super::frame::Frame;
use crate::domain::channel::Channel;
use crate::domain::consent::{Consent, ConsentSource};
use crate::domain::field::FieldError;
use crate::domain::money::Currency;

/// A line of the summary above a form.
struct Fault {
    href: String,
    label: String,
    text: String,
}

/// Faults of a form whose fields have these names; others have their line without a link.
fn faults(frame: &Frame, fields: &[&str], errors: &[FieldError]) -> Vec<Fault> {
    let each = errors.iter().map(|error| {
        let known = fields.iter().find(|name| **name == error.field);
        let id = known.map(|name| name.replace(['.', '_'], "-"));
        Fault {
            href: id.as_ref().map(|id| format!("#{id}")).unwrap_or_default(),
            label: match id {
                Some(id) => frame.t(&format!("dash-field-{id}")),
                None if error.field == "scope" => frame.t("dash-mode"),
                None => frame.t("dash-fault-field"),
            },
            text: remedy(frame, error),
        }
    });
    each.collect()
}

/// A field with what is wrong with it, in the words of these pages.
fn field(frame: &Frame, name: &'static str, value: &str, errors: &[FieldError]) -> Field {
    let error = errors.iter().find(|error| error.field == name).map(|error| remedy(frame, error));
    Field { error, ..Field::of(frame, name, value, errors, Currency::EUR) }
}

/// The remedy in the person's language.
fn remedy(frame: &Frame, error: &FieldError) -> String {
    if let Some(text) = phone_error_text(frame, error) {
        return text;
    }
    let key = match (error.code, error.field.as_str()) {
        ("changed", "scope") => "people-error-scope",
        ("invalid", "email") => "dash-error-email",
        ("required", "name") => "people-error-nobody",
        ("taken", "external_id") => "people-error-taken",
        ("required", "evidence") => "people-error-evidence",
        ("in_the_future", _) => "people-error-future",
        ("too_old", _) => "people-error-too-old",
        ("undated", _) => "people-error-undated",
        ("required", "file") => "people-error-file",
        ("broken", "file") => "people-error-broken",
        ("no_columns", _) => "people-error-columns",
        ("repeated", _) => "people-error-repeated",
        ("unreadable", _) => "people-error-unreadable",
        ("unknown", "language") => "people-error-language",
        ("unknown" | "reserved", "consent_source" | "source") => "people-error-source",
        ("unknown", "consent_sms" | "consent_email") => "people-error-yes-or-no",
        ("required", "consent_sms") => "people-error-says-nothing",
        ("unknown", "wording") => "people-error-wording",
        ("contradiction", _) => "people-error-two-wordings",
        ("changed", _) => "people-error-changed",
        ("no_address", _) => "people-error-no-address",
        ("erased", _) => "people-error-erased",
        ("encoding", _) => "people-error-encoding",
        ("too_large", "file") => "people-error-large",
        ("ambiguous", _) => "people-error-ambiguous",
        ("invalid", "happened_on" | "consent_at") => "dash-error-date",
        ("invalid", "name" | "external_id" | "address" | "notes" | "evidence" | "consent_wording") => "dash-error-line",
        _ => return error_text(frame, error, Currency::EUR),
    };
    frame.t(key)
}

/// How the ledger stands for one address, in a word and a colour.
struct Stand {
    channel: String,
    icon: &'static str,
    tone: &'static str,
    word: String,
    /// "seit 3. Dezember · Formular".
    since: String,
}

fn icon_of(channel: Channel) -> &'static str {
    match channel {
        Channel::Sms => "phone",
        Channel::Email => "mail",
    }
}

impl Stand {
    fn of(frame: &Frame, channel: Channel, said: Option<&Consent>) -> Self {
        let (tone, word) = match said.map(|said| said.given) {
            Some(true) => ("paid", "people-stand-given"),
            Some(false) => ("over", "people-stand-withdrawn"),
            None => ("dead", "people-stand-missing"),
        };
        Self {
            channel: frame.t(&format!("people-channel-{channel}")),
            icon: icon_of(channel),
            tone,
            word: frame.t(word),
            since: said.map(|said| since(frame, said)).unwrap_or_default(),
        }
    }
}

fn since(frame: &Frame, said: &Consent) -> String {
    let args = [("when", frame.moment(said.happened_at).into()), ("source", source(frame, said.source).into())];
    frame.with("people-since", &args)
}

fn source(frame: &Frame, source: ConsentSource) -> String {
    frame.t(&format!("people-source-{}", source.word().replace('_', "-")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::http::dashboard::views::sample::parts;

    /// All that a file of contacts or a note can be refused for.
    const FAULTS: &[(&str, &[&str])] = &[
        ("required", &["file", "name", "evidence", "consent_sms"]),
        ("broken", &["file"]),
        ("too_large", &["file"]),
        ("encoding", &["file", ""]),
        ("unreadable", &["file", ""]),
        ("no_columns", &["file"]),
        ("repeated", &["consent_sms", "consent_at"]),
        (
            "invalid",
            &[
                "name",
                "email",
                "phone",
                "external_id",
                "address",
                "notes",
                "evidence",
                "consent_wording",
                "consent_at",
                "happened_on",
            ],
        ),
        ("too_long", &["name", "email", "phone", "external_id", "address", "notes", "evidence", "consent_wording"]),
        ("card_number", &["name", "notes"]),
        ("taken", &["external_id"]),
        ("ambiguous", &["external_id"]),
        ("unknown", &["language", "consent_source", "consent_sms", "consent_email", "wording"]),
        ("reserved", &["consent_source", "source"]),
        ("contradiction", &["consent_wording"]),
        ("in_the_future", &["consent_at", "happened_on"]),
        ("too_old", &["consent_at", "happened_on"]),
        ("undated", &["consent_at", "happened_on"]),
        ("no_address", &["phone", "email"]),
        ("erased", &["phone", "email"]),
        ("changed", &["scope", "consent_wording"]),
    ];

    #[test]
    fn no_fault_is_told_in_the_words_of_the_api() {
        for language in Language::OF_DASHBOARD {
            let frame = parts::frame(language);
            for (code, fields) in FAULTS {
                for field in *fields {
                    let told = remedy(&frame, &FieldError::new(*field, code, "~ a sentence for programs ~"));
                    assert!(!told.contains('~') && !told.is_empty(), "{code} of {field} in {}: {told}", language.tag());
                }
            }
        }
    }
}
