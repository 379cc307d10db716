//! A new password: the old one, and the new one twice. What was typed never comes back.

use super::form::{Field, error_text};
use super::frame::Frame;
use crate::domain::field::FieldError;
use crate::domain::money::Currency;
use crate::domain::password::{LONGEST, SHORTEST};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "dashboard/password.html")]
pub struct PasswordPage {
    frame: Frame,
    fields: Vec<Field>,
    alarm: Option<String>,
}

impl PasswordPage {
    /// A fresh form, or one that comes back with what is wrong.
    pub fn new(frame: Frame, faults: &[FieldError]) -> Self {
        let fields = vec![
            field(&frame, "old", "current-password", faults),
            field(&frame, "new", "new-password", faults),
            field(&frame, "again", "new-password", faults),
        ];
        let about_all = faults.iter().find(|fault| fault.field.is_empty());
        let alarm =
            about_all.map(|fault| frame.t(if fault.code == "busy" { "dash-busy" } else { "dash-password-too-many" }));
        Self { frame, fields, alarm }
    }
}

fn field(frame: &Frame, name: &'static str, autocomplete: &'static str, faults: &[FieldError]) -> Field {
    let number = |count: usize| [("length", i64::try_from(count).unwrap_or(0).into())];
    let told = |fault: &FieldError| match fault.code {
        "wrong" => frame.t("dash-password-wrong"),
        "differs" => frame.t("dash-password-differs"),
        "too_short" => frame.with("dash-password-short", &number(SHORTEST)),
        "too_long" => frame.with("dash-password-long", &number(LONGEST)),
        "too_common" => frame.t("dash-password-common"),
        "too_personal" => frame.t("dash-password-personal"),
        _ => error_text(frame, fault, Currency::EUR),
    };
    let errors: Vec<String> = faults.iter().filter(|fault| fault.field == name).map(told).collect();
    Field {
        name,
        id: name.to_owned(),
        label: frame.t(&format!("dash-password-{name}")),
        kind: "password",
        autocomplete,
        maxlength: 1000,
        required: true,
        hint: if name == "new" { frame.with("dash-password-hint", &number(SHORTEST)) } else { String::new() },
        error: (!errors.is_empty()).then(|| errors.join(" ")),
        autofocus: faults.first().map_or("old", |fault| fault.field.as_str()) == name,
        ..Field::default()
    }
}
