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

use super::form::{Field, error_text};
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
    let key = match (error.code, error.field.as_str()) {
        ("changed", "scope") => "people-error-scope",
        ("invalid", "email") => "dash-error-email",
        ("invalid", "phone") => "dash-error-phone",
        ("required", "name") => "people-error-nobody",
        ("taken", "external_id") => "people-error-taken",
        ("required", "evidence") => "people-error-evidence",
        ("in_the_future", _) => "people-error-future",
        ("no_address", _) => "people-error-no-address",
        ("erased", _) => "people-error-erased",
        ("encoding", _) => "people-error-encoding",
        ("too_large", "file") => "people-error-large",
        ("ambiguous", _) => "people-error-ambiguous",
        ("invalid", "happened_on" | "consent_at") => "dash-error-date",
        ("invalid", "name" | "external_id" | "address" | "notes" | "evidence") => "dash-error-line",
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
