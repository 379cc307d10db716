//! Wordings: own and built in, right and wrong.

use super::super::{EditorData, ProfileChoice};
use super::parts::ago;
use crate::domain::channel::Channel;
use crate::domain::ids::ProfileId;
use crate::domain::language::Language;
use crate::domain::purpose::{Purpose, Slot};
use crate::domain::template::{TemplateKey, Wording};
use crate::operations::manage_templates::Template;
use crate::operations::preview_template::{
    Cost, Encoding, Filled, Outline, Piece, Preview, TemplateError, WordingFault,
};

const NORTH: ProfileId = ProfileId(uuid::Uuid::from_u128(1));
const SMS: &str = "Moin {{ payer.name|shorten }}, {{ merchant.name }} bekommt {{ amount }}: {{ link }}";

/// One of them is the merchant's own.
pub(super) fn templates() -> Vec<Template> {
    TemplateKey::all().map(template).collect()
}

fn template(key: TemplateKey) -> Template {
    let own = key.purpose == Purpose::Request && key.channel == Channel::Sms;
    let wording =
        Wording { subject: (key.channel == Channel::Email).then(|| "{{ amount }}".to_owned()), text: SMS.to_owned() };
    let saved_at = own.then(|| ago(86_400));
    Template { key, profile: NORTH, own, inherited: false, version: i64::from(own), wording, saved_at }
}

fn key(id: &str) -> TemplateKey {
    let first = TemplateKey { purpose: Purpose::Request, channel: Channel::Sms, language: Language::De };
    id.parse().unwrap_or(first)
}

/// As it is in force.
pub(super) fn editor(id: &str) -> EditorData {
    let key = key(id);
    let text =
        "Moin Max Beispiel, Klempnerei Nord bekommt 248,00 €: https://pay.example/p/AbCdEfGhIjKlMnOpQrStUv".to_owned();
    let sms = key.channel == Channel::Sms;
    let subject = (!sms).then(|| "248,00 € für Klempnerei Nord".to_owned());
    let preview = Preview {
        about: None,
        faults: Vec::new(),
        unfit: None,
        filled: Some(Filled { subject, text }),
        cost: sms.then(|| Cost {
            encoding: Encoding::Ucs2,
            segments: 2,
            units: 93,
            left: 41,
            dearer: vec!['ł'],
            segments_without: 1,
            double: Vec::new(),
        }),
        mail: (!sms).then(mail),
        from: "Klempnerei Nord".to_owned(),
        placeholders: vec![
            ("amount".to_owned(), "248,00 €".to_owned()),
            ("payer.name".to_owned(), "Max Beispiel".to_owned()),
            ("metadata.projekt".to_owned(), "Küche".to_owned()),
        ],
    };
    let choice = ProfileChoice::default();
    EditorData {
        choice,
        stored: template(key),
        typed: None,
        typed_from: None,
        preview,
        overtaken: false,
        elsewhere: false,
    }
}

fn mail() -> Outline {
    let line = |text: &str| Piece::Paragraph(vec![text.to_owned()]);
    Outline {
        pieces: vec![line("Moin Max Beispiel,"), line("Klempnerei Nord bekommt 248,00 €."), Piece::Button],
        button: "248,00 € bezahlen".to_owned(),
        foot: vec!["Keine E-Mails mehr von Klempnerei Nord".to_owned(), "Impressum".to_owned()],
        test_mode: Some("Testmodus: Es fließt kein Geld"),
    }
}

/// With a placeholder that does not exist, saved while somebody else did.
pub(super) fn editor_wrong() -> EditorData {
    let whole = editor("request.sms.de");
    let error = TemplateError {
        line: 2,
        column: Some(4),
        code: "unknown_variable",
        detail: "There is no \"ammount\".".to_owned(),
        suggestion: Some("amount".to_owned()),
    };
    let faults = vec![WordingFault { slot: Slot::Sms, error }];
    let typed = Wording { subject: None, text: "Moin,\n{{ ammount }} bitte: {{ link }}".to_owned() };
    let preview = Preview { faults, filled: None, cost: None, ..whole.preview };
    EditorData { preview, typed: Some(typed), typed_from: Some(1), overtaken: true, ..whole }
}
