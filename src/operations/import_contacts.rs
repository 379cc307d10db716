//! Contacts from a file, with what proves that they may be written to. Read line by line; a bad line is told and stops nothing else; a line
//! that was read before has no second effect.

use super::keep_contacts::{Checked, DraftContact, check_contact, hashes_of, save, write_contact};
use super::note_consent::{Noted, Whose, write_noted};
use super::read_payment_request::home_of;
use super::record_consent::Saying;
use super::{Context, OperationError, Outcome};
use crate::domain::channel::Channel;
use crate::domain::consent::ConsentSource;
use crate::domain::contact::Contact;
use crate::domain::field::{Faults, FieldError};
use crate::domain::ids::{ContactId, UserId};
use crate::domain::inbound_message::InboundMeaning;
use crate::domain::language::Language;
use crate::domain::merchant::Home;
use crate::domain::said_at::SaidAt;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::exchange::csv_table::{CsvError, Line, Table};
use crate::messaging::keywords::meaning;
use crate::store::Db;
use std::collections::HashMap;
use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};

/// The columns that are read, with other names that spreadsheets have for them. What stands where is told in the dashboard and by
/// `paylink contacts columns`.
pub const COLUMNS: [(&str, &[&str]); 14] = [
    ("external_id", &["customer_number", "kundennummer", "kunden_nr", "debitor", "id"]),
    ("name", &["kunde", "customer", "full_name"]),
    ("email", &["e_mail", "mail", "e_mail_adresse"]),
    ("phone", &["mobile", "telefon", "handy", "mobilnummer", "mobil"]),
    ("language", &["sprache"]),
    ("address", &["adresse", "anschrift"]),
    ("notes", &["notiz", "notizen", "note"]),
    ("consent_sms", &["einwilligung_sms"]),
    ("consent_email", &["einwilligung_e_mail", "einwilligung_email"]),
    ("consent_at", &["einwilligung_am", "einwilligung_datum"]),
    ("consent_source", &["einwilligung_quelle"]),
    ("consent_wording", &["einwilligung_text", "wording_text"]),
    ("wording", &["einwilligung_version"]),
    ("evidence", &["nachweis", "beleg"]),
];

/// What became of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowOutcome {
    /// A new contact.
    Created,
    /// A contact that was there has more or other data, or a new entry in the ledger.
    Updated,
    /// Nothing is new in it, or it was read before.
    Unchanged,
    /// It has no effect.
    Bad(Vec<FieldError>),
}

/// A line and what became of it.
#[derive(Clone, Debug)]
pub struct RowResult {
    /// Counted from 1, with the head.
    pub line: u64,
    /// What became of it.
    pub outcome: RowOutcome,
}

/// How a file is read.
#[derive(Clone, Copy, Debug)]
pub struct ImportWish {
    /// Tell what would become of each line, and change nothing.
    pub dry_run: bool,
    /// Who wants it, where it is a person at the dashboard.
    pub user: Option<UserId>,
}

/// Reads a file line by line; `tell` hears what became of each. Gives the names of the columns that are not read.
pub async fn import_contacts(
    context: &Context,
    scope: Scope,
    source: impl Read + Send,
    wish: ImportWish,
    mut tell: impl FnMut(RowResult) + Send,
) -> Outcome<Vec<String>> {
    let home = Arc::new(home_of(context, scope).await?);
    let mut table = Table::open(source).map_err(|error| of_file(&error))?;
    let (columns, not_read) = known_columns(&table.columns)?;
    let columns = Arc::new(columns);
    while let Some(line) = table.next_line() {
        let result = match line {
            Ok(line) => {
                let number = line.number;
                let row = Row { line: Arc::new(line), columns: Arc::clone(&columns), home: Arc::clone(&home) };
                RowResult { line: number, outcome: import_row(context, scope, row, wish).await? }
            }
            Err(error) => of_line(&error),
        };
        tell(result);
    }
    Ok(not_read)
}

fn of_file(error: &CsvError) -> OperationError {
    let code = if matches!(error, CsvError::Encoding { .. }) { "encoding" } else { "unreadable" };
    OperationError::field("file", code, &error.to_string())
}

fn of_line(error: &CsvError) -> RowResult {
    let (line, code) = match error {
        CsvError::Encoding { line } => (*line, "encoding"),
        CsvError::Unreadable(_) => (0, "unreadable"),
    };
    RowResult { line, outcome: RowOutcome::Bad(vec![FieldError::new("", code, error.to_string())]) }
}

/// Other programs call the number that takes an SMS like that, and have another column for the one that does not.
const MOBILE: [&str; 4] = ["mobile", "handy", "mobilnummer", "mobil"];

/// Which of our columns stands at which place of the file, and the names of those that are not read: unknown ones, and a second one for the
/// same, but for what was said of messages: there nobody knows which counts.
fn known_columns(names: &[String]) -> Outcome<(HashMap<&'static str, usize>, Vec<String>)> {
    let mut known: HashMap<&'static str, usize> = HashMap::new();
    let mut not_read = Vec::new();
    let mut faults = Faults::new();
    for (place, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        let ours = COLUMNS.iter().find(|(ours, others)| ours == name || others.contains(&name.as_str()));
        let Some((ours, _)) = ours else {
            not_read.push(name.clone());
            continue;
        };
        match known.get(ours).copied() {
            None => drop(known.insert(*ours, place)),
            Some(_) if ours.starts_with("consent") => {
                faults.add(name.as_str(), "repeated", "This column stands there twice.");
            }
            Some(before) if MOBILE.contains(&name.as_str()) && !MOBILE.contains(&names[before].as_str()) => {
                known.insert(*ours, place);
                not_read.push(names[before].clone());
            }
            Some(_) => not_read.push(name.clone()),
        }
    }
    let names_somebody = ["external_id", "name", "email", "phone"].iter().any(|name| known.contains_key(name));
    if faults.is_empty() && !names_somebody {
        let detail = "The first line must name the columns, at least one of external_id, name, email, phone.";
        faults.add("file", "no_columns", detail);
    }
    faults.check().map(|()| (known, not_read)).map_err(OperationError::Invalid)
}

/// About a channel, without its address, with the whole text that was agreed to.
type SayingOfRow = (Channel, Saying, Option<String>);

#[derive(Clone)]
struct Row {
    line: Arc<Line>,
    columns: Arc<HashMap<&'static str, usize>>,
    home: Arc<Home>,
}

impl Row {
    fn cell(&self, name: &str) -> Option<String> {
        let cell = self.columns.get(name).and_then(|place| self.line.cells.get(*place))?;
        Some(cell.clone()).filter(|cell| !cell.is_empty())
    }

    /// The same whatever the order of the columns.
    fn text(&self) -> String {
        let cells = COLUMNS.iter().filter_map(|(name, _)| Some(format!("{name}={}", self.cell(name)?)));
        cells.collect::<Vec<_>>().join("\u{1f}")
    }

    fn draft(&self) -> DraftContact {
        DraftContact {
            name: self.cell("name"),
            email: self.cell("email"),
            phone: self.cell("phone"),
            language: self.cell("language"),
            external_id: self.cell("external_id"),
            address: self.cell("address"),
            notes: self.cell("notes"),
        }
    }

    /// What the line says about being written to.
    fn sayings(&self, now: Timestamp) -> Result<Vec<SayingOfRow>, Vec<FieldError>> {
        let mut faults = Faults::new();
        let said_at = self.cell("consent_at").map(|text| self.said_at(&text));
        let said_at = said_at.and_then(|read| faults.take(read));
        let source = self.cell("consent_source").map(|word| {
            let known = word.to_lowercase().parse::<ConsentSource>().ok().filter(|source| source.may_be_noted());
            let detail = "Use one of: form, keyword, import, agent, phone, letter, api.";
            known.ok_or_else(|| FieldError::new("consent_source", "unknown", detail))
        });
        let source = source.map_or(Some(ConsentSource::Import), |read| faults.take(read));
        let mut sayings = Vec::new();
        for (channel, column) in [(Channel::Sms, "consent_sms"), (Channel::Email, "consent_email")] {
            let Some(word) = self.cell(column) else { continue };
            let Some(given) = faults.take(yes_or_no(column, &word)) else { continue };
            let saying = Saying {
                given,
                wording: self.cell("wording"),
                evidence: self.cell("evidence"),
                happened_at: said_at.map(|said| said.counts_from(given, now, &self.home.zone)),
                ..Saying::no_more(channel, "", source.unwrap_or(ConsentSource::Import))
            };
            sayings.push((channel, saying, self.cell("consent_wording")));
        }
        let proof = ["consent_at", "consent_source", "consent_wording", "wording", "evidence"];
        if sayings.is_empty() && faults.is_empty() && proof.iter().any(|name| self.cell(name).is_some()) {
            let detail =
                "The line proves something, but says neither yes nor no. Fill in consent_sms or consent_email.";
            faults.add("consent_sms", "required", detail);
        }
        faults.check().map(|()| sayings)
    }

    fn said_at(&self, text: &str) -> Result<SaidAt, FieldError> {
        let detail = "Write a day like 2026-12-19 or a time like 2026-12-19T10:00:00Z.";
        SaidAt::read(text, &self.home.country).ok_or_else(|| FieldError::new("consent_at", "invalid", detail))
    }
}

fn yes_or_no(column: &str, word: &str) -> Result<bool, FieldError> {
    match word.to_lowercase().as_str() {
        "given" | "yes" | "y" | "ja" | "j" | "true" | "1" | "x" | "wahr" | "waar" | "oui" | "o" | "vrai" | "si"
        | "sì" | "sí" | "s" | "vero" | "verdadero" | "tak" | "t" | "prawda" => Ok(true),
        "withdrawn" | "no" | "n" | "nein" | "false" | "0" | "falsch" | "nee" | "onwaar" | "non" | "faux" | "falso"
        | "nie" | "fałsz" => Ok(false),
        // Lists of those who have had enough say it in their own words.
        _ if matches!(meaning(word), InboundMeaning::Stop | InboundMeaning::MaybeStop) => Ok(false),
        _ => Err(FieldError::new(column, "unknown", "Use given or withdrawn, yes or no.")),
    }
}

/// One line in a transaction of its own; a dry run takes it back.
async fn import_row(context: &Context, scope: Scope, row: Row, wish: ImportWish) -> Outcome<RowOutcome> {
    let seen = Arc::new(Mutex::new(None));
    let input = (context.clone(), scope, row, wish, Arc::clone(&seen));
    let done = context
        .store
        .transact(input, |db, (context, scope, row, wish, seen)| {
            Box::pin(async move {
                let outcome = write_row(db, context, *scope, row, wish.user).await?;
                *seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
                // The transaction ends here in both cases; what it found is kept beside it.
                if wish.dry_run { Err(OperationError::conflict("dry_run", "Nothing was changed.")) } else { Ok(()) }
            })
        })
        .await;
    let found = seen.lock().unwrap_or_else(PoisonError::into_inner).take();
    match (done, found) {
        (Ok(()), Some(outcome)) => Ok(outcome),
        (Err(OperationError::Conflict { code: "dry_run", .. }), Some(outcome)) => Ok(outcome),
        (Err(OperationError::Invalid(faults)), _) => Ok(RowOutcome::Bad(faults)),
        (Err(OperationError::Conflict { code, detail }), _) => {
            Ok(RowOutcome::Bad(vec![FieldError::new("", code, detail)]))
        }
        (Err(error), _) => Err(error),
        (Ok(()), None) => Err(OperationError::Internal("a line without an outcome")),
    }
}

async fn write_row(
    db: &mut Db<'_>,
    context: &Context,
    scope: Scope,
    row: &Row,
    user: Option<UserId>,
) -> Outcome<RowOutcome> {
    let digests = db.import_digest(scope, &row.text());
    if db.was_imported(scope, &digests).await? {
        return Ok(RowOutcome::Unchanged);
    }
    let digest = digests.into_iter().next().ok_or(OperationError::Internal("no key to seal with"))?;
    if !db.note_import(scope, &digest, context.now()).await? {
        return Ok(RowOutcome::Unchanged);
    }
    let (checked, sayings) = match (check_contact(&row.draft(), &row.home.country), row.sayings(context.now())) {
        (Ok(checked), Ok(sayings)) => (checked, sayings),
        (one, other) => {
            let faults = one.err().into_iter().chain(other.err()).flatten().collect();
            return Err(OperationError::Invalid(faults));
        }
    };
    let language = checked.language;
    let (contact, mut outcome) = match known_contact(db, scope, &checked).await? {
        None => (write_contact(db, context, scope, checked).await?, RowOutcome::Created),
        Some(known) => {
            let merged = merge(&known, checked);
            let same = merged.person == known.person
                && merged.language == known.language
                && merged.external_id == known.external_id;
            let saved = save(db, context, known, merged).await?;
            (saved, if same { RowOutcome::Unchanged } else { RowOutcome::Updated })
        }
    };
    db.link_import(scope, &digest, contact.id).await?;
    for (channel, saying, wording) in sayings {
        note(db, context, &contact, channel, Saying { recorded_by: user, ..saying }, wording, language).await?;
        if outcome == RowOutcome::Unchanged {
            outcome = RowOutcome::Updated;
        }
    }
    Ok(outcome)
}

/// Into the ledger; what is wrong with it is told by the columns of the file.
async fn note(
    db: &mut Db<'_>,
    context: &Context,
    contact: &Contact,
    channel: Channel,
    saying: Saying,
    wording: Option<String>,
    language: Option<Language>,
) -> Outcome<()> {
    let scope = contact.scope;
    let language = match language.or(contact.language) {
        Some(language) => language,
        None => db.default_profile(scope).await?.map_or(Language::De, |profile| profile.language),
    };
    let noted = Noted { saying, whose: Whose::Contact(contact.id), wording_text: wording.map(|text| (language, text)) };
    let column = match channel {
        Channel::Sms => ("consent_sms", "phone"),
        Channel::Email => ("consent_email", "email"),
    };
    match write_noted(db, context, scope, &noted).await {
        Ok(_) => Ok(()),
        Err(OperationError::Invalid(faults)) => Err(OperationError::Invalid(
            faults
                .into_iter()
                .map(|fault| {
                    let field = match fault.field.as_str() {
                        "channel" | "address" => column.1,
                        "happened_at" => "consent_at",
                        "wording_text" => "consent_wording",
                        "source" => "consent_source",
                        other => other,
                    };
                    FieldError::new(field, fault.code, fault.detail)
                })
                .collect(),
        )),
        Err(error) => Err(error),
    }
}

/// By the merchant's own key; without one by number or address, where that is one contact's alone.
async fn known_contact(db: &mut Db<'_>, scope: Scope, checked: &Checked) -> Outcome<Option<Contact>> {
    if let Some(key) = checked.external_id.as_deref() {
        return Ok(db.contact_by_external_id(scope, key).await?);
    }
    let hashes = hashes_of(db, scope, &checked.person);
    let mut found: HashMap<ContactId, Contact> = HashMap::new();
    for (channel, hash) in [(Channel::Sms, hashes.sms), (Channel::Email, hashes.email)] {
        if let Some(hash) = hash {
            found.extend(db.contacts_at(scope, channel, &hash).await?.into_iter().map(|known| (known.id, known)));
        }
    }
    // A family may share a number: another name is another contact.
    let same_name = |known: &Contact| match (&checked.person.name, &known.person.name) {
        (Some(new), Some(old)) => new.to_lowercase() == old.to_lowercase(),
        (None, _) | (_, None) => true,
    };
    found.retain(|_, known| same_name(known));
    if found.len() > 1 {
        let detail = "Several contacts have this number or address. Say which one by external_id.";
        return Err(OperationError::field("external_id", "ambiguous", detail));
    }
    Ok(found.into_values().next())
}

/// What the file leaves blank stays.
fn merge(known: &Contact, checked: Checked) -> Checked {
    let (old, new) = (known.person.clone(), checked.person);
    Checked {
        person: crate::domain::contact::Person {
            name: new.name.or(old.name),
            email: new.email.or(old.email),
            phone: new.phone.or(old.phone),
            address: new.address.or(old.address),
            notes: new.notes.or(old.notes),
        },
        language: checked.language.or(known.language),
        external_id: checked.external_id.or_else(|| known.external_id.clone()),
    }
}
