//! The pages about people with made-up data.

use super::*;
use crate::domain::consent::Wording;
use crate::domain::contact::{Contact, Person};
use crate::domain::direct_message::{DirectMessage, DirectPurpose};
use crate::domain::ids::{ConsentId, ContactId, MessageId};
use crate::domain::language::Language;
use crate::domain::merchant::Merchant;
use crate::domain::message::{Letter, MessageState};
use crate::domain::time::Timestamp;
use crate::http::dashboard::views::frame::{Notice, Section};
use crate::http::dashboard::views::sample::parts;
use crate::operations::import_contacts::{RowOutcome, RowResult};
use crate::operations::keep_contacts::Standing;
use crate::operations::prove_consent::{Proof, ProofEntry, ProofPart};
use crate::operations::read_person::PersonData;
use askama::Template;
use std::collections::HashMap;
use uuid::Uuid;

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;
const WORDING: &str = "Ich bin damit einverstanden, dass Klempnerei Nord mir Zahlungsanfragen per SMS schickt. Ich kann das jederzeit widerrufen.";

fn contact(number: u128, name: &str, phone: Option<&str>, email: Option<&str>) -> Contact {
    Contact {
        scope: parts::scope(),
        id: ContactId(Uuid::from_u128(number)),
        external_id: number.is_multiple_of(2).then(|| format!("K-10{number}")),
        person: Person {
            name: Some(name.to_owned()).filter(|name| !name.is_empty()),
            email: email.map(str::to_owned),
            phone: phone.map(str::to_owned),
            address: Some("Hafendamm 3, 24937 Flensburg".into()),
            notes: Some("Ruft lieber an.\nSchlüssel beim Nachbarn.".into()),
        },
        language: Some(Language::De),
        created_at: parts::ago(40 * DAY),
        updated_at: parts::ago(DAY),
    }
}

fn erika() -> Contact {
    contact(42, "Erika Mustermann", Some("+4915112345678"), Some("erika@example.org"))
}

fn entry(number: u128, channel: Channel, given: bool, source: ConsentSource, at: Timestamp) -> Consent {
    Consent {
        scope: parts::scope(),
        id: ConsentId(Uuid::from_u128(number)),
        channel,
        address: Some("+4915112345678".into()),
        address_hash: vec![7; 32],
        given,
        source,
        wording: given.then(|| "sms/de/1".to_owned()),
        evidence: Some(if given { "Formular „Tresen“, bestätigt durch die Antwort „JA“" } else { "STOP" }.into()),
        ip: given.then(|| "203.0.113.0".to_owned()),
        user_agent: given.then(|| "Mozilla/5.0 (iPhone)".to_owned()),
        recorded_by: None,
        happened_at: at,
        undated: false,
        created_at: at,
    }
}

fn standing() -> Standing {
    Standing { sms: Some(entry(1, Channel::Sms, true, ConsentSource::Form, parts::ago(3 * DAY))), email: None }
}

fn list() -> ContactList {
    let out = Standing {
        sms: Some(entry(2, Channel::Sms, false, ConsentSource::Keyword, parts::ago(DAY))),
        email: Some(entry(3, Channel::Email, true, ConsentSource::Import, parts::ago(30 * DAY))),
    };
    ContactList {
        rows: vec![
            (erika(), standing()),
            (contact(41, "Otto Beispiel", Some("+491701112233"), Some("otto.beispiel@hausverwaltung.example")), out),
            (
                contact(40, "Hausverwaltung Muster GmbH & Co. KG", None, Some("rechnung@muster.example")),
                Standing::default(),
            ),
            (contact(39, "", Some("+436641234567"), None), Standing::default()),
        ],
        all: 1204,
        missing: 87,
        next: Some("con_00000000000000000000000000000027".into()),
        ..ContactList::default()
    }
}

fn person(open: usize) -> PersonData {
    let at = parts::ago(3 * DAY);
    let direct = DirectMessage {
        scope: parts::scope(),
        id: MessageId(Uuid::from_u128(5)),
        purpose: DirectPurpose::ConfirmOptIn,
        channel: Channel::Sms,
        state: MessageState::Delivered,
        reason: None,
        detail: None,
        letter: Some(Letter {
            to: "+4915112345678".into(),
            from: None,
            subject: None,
            text: "Klempnerei Nord: Sie möchten SMS zu Zahlungen erhalten? Antworten Sie mit JA.".into(),
            language: "de".into(),
            wording: None,
        }),
        address_hash: vec![7; 32],
        account: None,
        reference: None,
        tries: 1,
        lease_until: None,
        created_at: at,
        sent_at: Some(at),
    };
    PersonData {
        contact: erika(),
        standing: standing(),
        ledger: vec![
            entry(1, Channel::Sms, true, ConsentSource::Form, at),
            entry(2, Channel::Sms, false, ConsentSource::Keyword, parts::ago(9 * DAY)),
        ],
        wordings: HashMap::from([("sms/de/1".to_owned(), WORDING.to_owned())]),
        requests: vec![crate::http::dashboard::views::sample::details::detail_new().request],
        open,
        messages: Vec::new(),
        directs: vec![direct],
    }
}

fn wordings() -> Vec<Wording> {
    vec![Wording {
        scope: parts::scope(),
        channel: Channel::Sms,
        language: Language::De,
        version: 1,
        text: WORDING.to_owned(),
        offered: true,
        created_at: parts::ago(40 * DAY),
        created_by: None,
    }]
}

fn proof() -> Proof {
    let consent = entry(1, Channel::Sms, true, ConsentSource::Form, parts::ago(3 * DAY));
    let shown = serde_json::json!({ "id": consent.id });
    let entry = ProofEntry {
        consent,
        wording_text: Some(WORDING.to_owned()),
        noted_by: Some("Ines Büro".into()),
        shown,
        hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
    };
    let part = |channel, address: &str, entries| ProofPart {
        channel,
        address: address.to_owned(),
        address_hash: "07".repeat(32),
        entries,
    };
    Proof {
        contact: erika(),
        merchant: Merchant {
            id: parts::scope().merchant,
            name: "Klempnerei Nord".into(),
            zone: "Europe/Berlin".into(),
            country: "DE".into(),
            policy: crate::domain::policy::Policy::default(),
            created_at: parts::ago(90 * DAY),
        },
        made_at: parts::now(),
        parts: vec![
            part(Channel::Sms, "+4915112345678", vec![entry]),
            part(Channel::Email, "erika@example.org", Vec::new()),
        ],
    }
}

fn report() -> ImportReport {
    let mut report = ImportReport { dry_run: true, file: "kunden.csv".into(), ..ImportReport::default() };
    let fault = |field: &str, code, detail: &str| FieldError::new(field, code, detail);
    for outcome in [
        RowOutcome::Created,
        RowOutcome::Updated,
        RowOutcome::Unchanged,
        RowOutcome::Bad(vec![fault("phone", "invalid", ""), fault("evidence", "required", "")]),
    ] {
        report.add(RowResult { line: 7, outcome });
    }
    report.not_read = vec!["umsatz".into(), "ort".into()];
    report
}

/// Every page in one language, with a name for its file.
pub fn pages(language: Language) -> Vec<(&'static str, askama::Result<String>)> {
    let frame = || Frame { active: Section::Contacts, ..parts::frame(language) };
    let wrong = [FieldError::new("phone", "invalid", ""), FieldError::new("external_id", "taken", "")];
    let typed = ContactForm { name: "Erika".into(), phone: "ruf an".into(), ..ContactForm::default() };
    let unproven = NoteForm { action: "given".into(), ..NoteForm::default() };
    let no_evidence = [FieldError::new("evidence", "required", "")];
    let missing = ContactList { tab: ProofTab::Missing, ..list() };
    let nothing = ContactList { q: "Niemand".into(), rows: Vec::new(), next: None, later: true, ..list() };
    let url = "https://pay.example/join/AbCdEfGhIjKlMnOpQrStUv".to_owned();
    let qr = crate::documents::qr::svg(&url).unwrap_or_default();
    let sign_up = SignUpData {
        pages: vec![("oip_00000000000000000000000000000001".into(), "Tresen".into(), url, qr)],
        offered: wordings(),
        words: vec!["JA".into(), "KLEMPNER".into()],
        ..SignUpData::default()
    };
    let content = Some("name;phone\nErika;0151".to_owned());
    let noted = Frame { notice: Some(Notice::ConsentNoted), ..frame() };
    vec![
        ("contacts", ContactsPage::new(frame(), &list()).render()),
        ("contacts-missing", ContactsPage::new(frame(), &missing).render()),
        ("contacts-nothing", ContactsPage::new(frame(), &nothing).render()),
        ("contacts-none-yet", ContactsPage::new(frame(), &ContactList::default()).render()),
        ("contact", ContactPage::new(frame(), &person(0)).render()),
        ("contact-open", ContactPage::new(noted, &person(2)).render()),
        ("contact-new", ContactFormPage::new(frame(), None, &ContactForm::default(), &[]).render()),
        ("contact-wrong", ContactFormPage::new(frame(), None, &typed, &wrong).render()),
        ("contact-edit", ContactFormPage::new(frame(), Some("con_1"), &ContactForm::of(&erika()), &[]).render()),
        ("consent-note", NotePage::new(frame(), &erika(), &wordings(), &NoteForm::default(), &[]).render()),
        ("consent-note-wrong", NotePage::new(frame(), &erika(), &wordings(), &unproven, &no_evidence).render()),
        ("consent-proof", ProofPage::new(frame(), &proof()).render()),
        ("contact-import", ImportPage::new(frame(), None, None, &[]).render()),
        ("contact-import-tried", ImportPage::new(frame(), Some(&report()), content, &[]).render()),
        ("sign-up-pages", SignUpPage::new(frame(), &sign_up, &[]).render()),
    ]
}
