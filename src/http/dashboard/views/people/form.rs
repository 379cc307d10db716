//! The form of a contact, new or known.

use super::{Fault, faults, field, remedy};
use crate::domain::contact::Contact;
use crate::domain::field::FieldError;
use crate::http::dashboard::views::form::{Choice, Field, languages};
use crate::http::dashboard::views::frame::Frame;
use crate::operations::keep_contacts::{ContactPatch, DraftContact};
use askama::Template;
use serde::Deserialize;

/// What the form sends; names are those of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the fields are those of a draft")]
pub struct ContactForm {
    /// Merchant and mode that the form was opened in.
    pub scope: String,
    pub name: String,
    pub phone: String,
    pub email: String,
    pub language: String,
    pub external_id: String,
    pub address: String,
    pub notes: String,
}

impl ContactForm {
    /// A known contact, to be changed.
    pub fn of(contact: &Contact) -> Self {
        let draft = DraftContact::of(contact);
        Self {
            scope: String::new(),
            name: draft.name.unwrap_or_default(),
            phone: draft.phone.unwrap_or_default(),
            email: draft.email.unwrap_or_default(),
            language: draft.language.unwrap_or_default(),
            external_id: draft.external_id.unwrap_or_default(),
            address: draft.address.unwrap_or_default(),
            notes: draft.notes.unwrap_or_default(),
        }
    }

    /// As a new contact.
    pub fn draft(&self) -> DraftContact {
        let some = |text: &str| Some(text.to_owned());
        DraftContact {
            name: some(&self.name),
            email: some(&self.email),
            phone: some(&self.phone),
            language: some(&self.language),
            external_id: some(&self.external_id),
            address: some(&self.address),
            notes: some(&self.notes),
        }
    }

    /// As a change: the form holds all fields.
    pub fn patch(&self) -> ContactPatch {
        let draft = self.draft();
        ContactPatch {
            name: Some(draft.name),
            email: Some(draft.email),
            phone: Some(draft.phone),
            language: Some(draft.language),
            external_id: Some(draft.external_id),
            address: Some(draft.address),
            notes: Some(draft.notes),
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "dashboard/people/form.html")]
pub struct ContactFormPage {
    frame: Frame,
    title: String,
    action: String,
    back: String,
    scope: String,
    who: Vec<Field>,
    more: Vec<Field>,
    languages: Vec<Choice>,
    notes: String,
    notes_error: Option<String>,
    faults: Vec<Fault>,
}

const FIELDS: [&str; 7] = ["name", "phone", "email", "language", "external_id", "address", "notes"];

impl ContactFormPage {
    /// `known`: the contact that is changed, by its id; otherwise a new one.
    pub fn new(frame: Frame, known: Option<&str>, values: &ContactForm, errors: &[FieldError]) -> Self {
        let line = |name, value: &str| field(&frame, name, value, errors);
        let first = line("name", &values.name).at_most(120);
        let who = vec![
            Field { autofocus: errors.is_empty() || first.autofocus, ..first },
            line("phone", &values.phone).kind("tel", "tel").at_most(40).example(frame.t("dash-example-phone")),
            line("email", &values.email).kind("email", "email").at_most(254).example(frame.t("dash-example-email")),
        ];
        let more = vec![
            line("external_id", &values.external_id).at_most(100).hint(frame.t("people-hint-external-id")),
            line("address", &values.address).at_most(200),
        ];
        let place = known.map(|id| format!("/dashboard/contacts/{id}"));
        Self {
            title: frame.t(if known.is_some() { "people-edit-title" } else { "people-new-title" }),
            action: place.clone().unwrap_or_else(|| "/dashboard/contacts".to_owned()),
            back: place.unwrap_or_else(|| "/dashboard/contacts".to_owned()),
            scope: frame.scope_word(),
            languages: languages(&frame, &values.language),
            notes: values.notes.clone(),
            notes_error: errors.iter().find(|error| error.field == "notes").map(|error| remedy(&frame, error)),
            faults: faults(&frame, &FIELDS, errors),
            who,
            more,
            frame,
        }
    }
}
