//! What somebody wrote becomes terms and a payer, or a list of all that is wrong with it.

use super::carry::Takers;
use super::follow_plan::MessageWishes;
use crate::domain::attachment::{DraftFile, Pdf, check_files};
use crate::domain::card_number::contains_card_number;
use crate::domain::field::{Faults, FieldError};
use crate::domain::language::Language;
use crate::domain::mail_address;
use crate::domain::merchant::Home;
use crate::domain::money::{Currency, MAX_MINOR, Money};
use crate::domain::payer::Payer;
use crate::domain::payment_request::{LONGEST_LIFE, Terms, default_expiry, earliest_due_date};
use crate::domain::phone;
use crate::domain::text::line;
use crate::domain::time::{Date, Timestamp, Zone, parse_date};
use serde_json::{Map, Value};
use url::Url;

/// A request as somebody wrote it, not yet checked. Absent and blank mean the same.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Minor units.
    pub amount: Option<i64>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// At most 64 characters.
    pub reference: Option<String>,
    /// At most 100 characters, unique per merchant and mode.
    pub external_id: Option<String>,
    /// At most 140 characters.
    pub description: Option<String>,
    /// "2026-12-19".
    pub due_date: Option<String>,
    /// RFC 3339.
    pub expires_at: Option<String>,
    /// 1 to 365.
    pub countdown_days: Option<i64>,
    /// At most 50 keys.
    pub metadata: Option<Value>,
    /// http(s) address.
    pub return_paid: Option<String>,
    /// http(s) address.
    pub return_unpaid: Option<String>,
    /// Who is asked.
    pub payer: DraftPayer,
    /// The id of a profile; the default one when absent.
    pub profile: Option<String>,
    /// The id of a contact: the payer is taken from it unless one is written here.
    pub contact: Option<String>,
    /// The id of an earlier request.
    pub replaces: Option<String>,
    /// What the payer is sent.
    pub messages: MessageWishes,
    /// PDFs.
    pub attachments: Vec<DraftFile>,
}

/// A payer as somebody wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftPayer {
    /// At most 120 characters.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// With country code, or as it is dialled in the merchant's country.
    pub phone: Option<String>,
    /// "de", "en".
    pub language: Option<String>,
    /// At most 200 characters.
    pub address: Option<String>,
}

/// Checks a draft; says all that is wrong with it, also that nobody of the takers could ever carry it.
pub fn check_draft(
    draft: &Draft,
    now: Timestamp,
    home: &Home,
    takers: &Takers,
) -> Result<(Terms, Payer, Vec<Pdf>), Vec<FieldError>> {
    let mut faults = Faults::new();
    let amount = faults.take_all(check_amount(draft.amount, draft.currency.as_deref()));
    if let Some(fault) = amount.and_then(|amount| takers.carriage(amount).fault()) {
        faults.note(fault);
    }
    let mut short = |field: &str, text: &Option<String>, max| {
        faults.take(line(field, text.as_deref().unwrap_or(""), max)).flatten()
    };
    let reference = short("reference", &draft.reference, 64);
    let external_id = short("external_id", &draft.external_id, 100);
    let description = short("description", &draft.description, 140);
    let due_date = faults.take(check_due_date(draft.due_date.as_deref(), now, &home.zone)).flatten();
    let expires_at = faults.take(match filled(draft.expires_at.as_deref()) {
        Some(text) => check_expiry(text, due_date, now, now, &home.zone),
        None => Ok(default_expiry(due_date, now, &home.zone)),
    });
    if draft.countdown_days.is_some_and(|days| !(1..=365).contains(&days)) {
        faults.add("countdown_days", "out_of_range", "Use 1 to 365 days.");
    }
    let metadata = faults.take_all(check_metadata(draft.metadata.as_ref()));
    let return_paid = faults.take(check_url("return_urls.paid", draft.return_paid.as_deref())).flatten();
    let return_unpaid = faults.take(check_url("return_urls.unpaid", draft.return_unpaid.as_deref())).flatten();
    let payer = faults.take_all(check_payer(&draft.payer, &home.country));
    let files = faults.take_all(check_files(&draft.attachments));
    faults.check()?;
    match (amount, expires_at, metadata, payer, files) {
        (Some(amount), Some(expires_at), Some(metadata), Some(payer), Some(files)) => Ok((
            Terms {
                amount,
                reference,
                external_id,
                description,
                due_date,
                expires_at,
                countdown_days: draft.countdown_days,
                metadata,
                return_paid,
                return_unpaid,
            },
            payer,
            files,
        )),
        _ => Err(vec![FieldError::new("", "invalid", "The request could not be read.")]),
    }
}

/// Absent and blank mean the same.
fn filled(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

fn check_amount(minor: Option<i64>, currency: Option<&str>) -> Result<Money, Vec<FieldError>> {
    let mut faults = Faults::new();
    let minor = faults.take(check_minor(minor));
    let currency = faults.take(match currency.filter(|code| !code.is_empty()) {
        None => Err(FieldError::new("currency", "required", "Say the currency, like EUR.")),
        Some(code) => check_currency(code),
    });
    faults.check()?;
    match (minor, currency) {
        (Some(minor), Some(currency)) => Ok(Money::new(minor, currency)),
        _ => Err(vec![FieldError::new("amount", "invalid", "The amount could not be read.")]),
    }
}

fn check_currency(code: &str) -> Result<Currency, FieldError> {
    let invalid = |_| FieldError::new("currency", "invalid", "Use a code of ISO 4217 in capitals, like EUR.");
    let currency: Currency = code.parse().map_err(invalid)?;
    if currency.is_money() {
        Ok(currency)
    } else {
        let detail = format!("{currency} is a unit of account that nobody can pay in. Ask in a currency, like EUR.");
        Err(FieldError::new("currency", "no_money", detail))
    }
}

fn check_minor(minor: Option<i64>) -> Result<i64, FieldError> {
    let required = "Say the amount as an integer in the currency's smallest unit: 11900 is 119.00 EUR.";
    let minor = minor.ok_or_else(|| FieldError::new("amount", "required", required))?;
    if (1..=MAX_MINOR).contains(&minor) {
        Ok(minor)
    } else {
        Err(FieldError::new("amount", "out_of_range", format!("Use 1 to {MAX_MINOR} in the currency's smallest unit.")))
    }
}

/// It may be past: an overdue invoice carries its true due date.
fn check_due_date(text: Option<&str>, now: Timestamp, zone: &Zone) -> Result<Option<Date>, FieldError> {
    let Some(text) = filled(text) else { return Ok(None) };
    let wrong = |code, detail| Err(FieldError::new("due_date", code, detail));
    let Some(due) = parse_date(text) else { return wrong("invalid", "Write a day like 2026-12-19.") };
    if zone.end_of_day(due) > now.plus(LONGEST_LIFE) {
        wrong("too_late", "The due date must lie within five years.")
    } else if due < earliest_due_date(zone.date(now)) {
        wrong("too_early", "The due date must not be older than ten years.")
    } else {
        Ok(Some(due))
    }
}

/// An expiry that somebody wrote: ahead, not before the due date is over, within five years of `made`.
pub fn check_expiry(
    text: &str,
    due_date: Option<Date>,
    made: Timestamp,
    now: Timestamp,
    zone: &Zone,
) -> Result<Timestamp, FieldError> {
    let wrong = |code, detail: &str| Err(FieldError::new("expires_at", code, detail));
    let Some(at) = Timestamp::parse_rfc3339(text) else {
        return wrong("invalid", "Write a time of RFC 3339, like 2027-03-15T22:59:59Z.");
    };
    if at <= now {
        return wrong("in_the_past", "The expiry must lie ahead. To end a request now, cancel it.");
    }
    if at > made.plus(LONGEST_LIFE) {
        return wrong("too_late", "The expiry must lie within five years.");
    }
    match due_date.map(|due| zone.end_of_day(due)).filter(|end| at < *end) {
        None => Ok(at),
        Some(end) => wrong(
            "before_due_date",
            &format!("The request must live to the end of its due date: use {} or later.", end.to_rfc3339()),
        ),
    }
}

/// At most 50 texts of at most 500 characters, keys of at most 40.
pub fn check_metadata(value: Option<&Value>) -> Result<Value, Vec<FieldError>> {
    let map = match value {
        None | Some(Value::Null) => return Ok(Value::Object(Map::new())),
        Some(Value::Object(map)) => map,
        Some(_) => return Err(vec![FieldError::new("metadata", "invalid", "Send an object of texts.")]),
    };
    let mut faults = Faults::new();
    if map.len() > 50 {
        faults.add("metadata", "too_many", "Use at most 50 keys.");
    }
    for (key, value) in map.iter().take(50) {
        faults.take(check_note(key, value));
    }
    faults.check().map(|()| Value::Object(map.clone()))
}

/// One key of metadata with its text.
fn check_note(key: &str, value: &Value) -> Result<(), FieldError> {
    let card_number = "This looks like a card number. Card numbers must never be sent here.";
    if contains_card_number(key) {
        // Not repeated to the caller, and so into no log of theirs.
        return Err(FieldError::new("metadata", "card_number", card_number));
    }
    let wrong = |code, detail: &str| Err(FieldError::new(format!("metadata.{}", short_key(key)), code, detail));
    let Value::String(text) = value else { return wrong("invalid", "The value must be a text.") };
    if key.is_empty() || key.chars().count() > LONGEST_KEY {
        return wrong("too_long", "Keys may have 1 to 40 characters.");
    }
    if text.chars().count() > 500 {
        return wrong("too_long", "Values may have at most 500 characters.");
    }
    if key.contains('\0') || text.contains('\0') {
        return wrong("invalid", "Remove null characters.");
    }
    if contains_card_number(text) { wrong("card_number", card_number) } else { Ok(()) }
}

const LONGEST_KEY: usize = 40;

fn short_key(key: &str) -> String {
    let short: String = key.chars().filter(|c| !c.is_control()).take(LONGEST_KEY).collect();
    if key.chars().count() > LONGEST_KEY { short + "…" } else { short }
}

/// An address on the web.
pub(super) fn check_url(field: &str, text: Option<&str>) -> Result<Option<String>, FieldError> {
    let Some(text) = line(field, text.unwrap_or(""), 1000)? else { return Ok(None) };
    let url = Url::parse(&text).ok().filter(|url| matches!(url.scheme(), "https" | "http") && url.host().is_some());
    match url {
        // As it was understood, not as it was typed: it becomes an address on a page.
        Some(url) => Ok(Some(url.into())),
        None => Err(FieldError::new(field, "invalid", "Write an address that begins with https://.")),
    }
}

/// Checks a payer; says all that is wrong with it. Phone numbers without a country code are of that country (ISO 3166-1 alpha-2).
pub fn check_payer(draft: &DraftPayer, country: &str) -> Result<Payer, Vec<FieldError>> {
    let mut faults = Faults::new();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let payer = Payer {
        name: faults.take(line("payer.name", &text(&draft.name), 120)).flatten(),
        email: faults.take(mail_address::read("payer.email", &text(&draft.email))).flatten(),
        phone: faults.take(phone::read("payer.phone", &text(&draft.phone), country)).flatten(),
        language: draft.language.as_deref().filter(|tag| !tag.is_empty()).and_then(|tag| {
            let known = tag.parse::<Language>();
            faults.take(known.map_err(|()| FieldError::new("payer.language", "unknown", Language::ADVICE)))
        }),
        address: faults.take(line("payer.address", &text(&draft.address), 200)).flatten(),
    };
    faults.check().map(|()| payer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn draft() -> Draft {
        Draft { amount: Some(11900), currency: Some("EUR".into()), ..Draft::default() }
    }

    fn checked(draft: &Draft) -> Result<(Terms, Payer, Vec<Pdf>), Vec<FieldError>> {
        let home = Home { zone: Zone::named("Europe/Berlin").unwrap(), country: "DE".into() };
        let now = Timestamp::parse_rfc3339("2026-11-21T12:00:00Z").unwrap();
        check_draft(draft, now, &home, &Takers::default())
    }

    fn codes(draft: &Draft) -> Vec<(String, &'static str)> {
        checked(draft).err().unwrap_or_default().into_iter().map(|e| (e.field, e.code)).collect()
    }

    fn expiry(draft: &Draft) -> String {
        checked(draft).unwrap().0.expires_at.to_rfc3339()
    }

    #[test]
    fn a_small_draft_is_enough() {
        assert!(codes(&draft()).is_empty());
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let bad = Draft {
            amount: Some(0),
            currency: Some("EUR".into()),
            reference: Some("x".repeat(65)),
            description: Some("4242 4242 4242 4242".into()),
            due_date: Some("1926-11-20".into()),
            expires_at: Some("2036-01-01T00:00:00Z".into()),
            countdown_days: Some(0),
            metadata: Some(json!({ "a": 1 })),
            return_paid: Some("javascript:alert(1)".into()),
            payer: DraftPayer { email: Some("nobody".into()), phone: Some("ruf an".into()), ..DraftPayer::default() },
            ..Draft::default()
        };
        let expected = [
            ("amount", "out_of_range"),
            ("reference", "too_long"),
            ("description", "card_number"),
            ("due_date", "too_early"),
            ("expires_at", "too_late"),
            ("countdown_days", "out_of_range"),
            ("metadata.a", "invalid"),
            ("return_urls.paid", "invalid"),
            ("payer.email", "invalid"),
            ("payer.phone", "invalid"),
        ];
        assert_eq!(codes(&bad), expected.map(|(field, code)| (field.to_owned(), code)));
    }

    #[test]
    fn the_default_expiry_is_the_end_of_the_ninetieth_day_but_never_before_the_due_date() {
        assert_eq!(expiry(&draft()), "2027-02-19T23:00:00Z", "midnight in Berlin after 19 February");
        for (due, expires) in [
            ("2027-06-01", "2027-06-01T22:00:00Z"),
            ("2026-11-21", "2027-02-19T23:00:00Z"),
            ("2026-10-27", "2027-02-19T23:00:00Z"),
            ("2016-11-21", "2027-02-19T23:00:00Z"),
        ] {
            assert_eq!(expiry(&Draft { due_date: Some(due.into()), ..draft() }), expires, "{due}");
        }
    }

    #[test]
    fn a_request_lives_to_the_end_of_its_due_date() {
        let with = |due: &str, expires: &str| {
            codes(&Draft { due_date: Some(due.into()), expires_at: Some(expires.into()), ..draft() })
        };
        assert_eq!(with("2026-12-19", "2026-12-19T22:59:59Z"), [("expires_at".to_owned(), "before_due_date")]);
        assert_eq!(with("2026-12-19", "2026-12-19T23:00:00Z"), []);
        assert_eq!(with("2026-11-01", "2026-11-21T12:00:01Z"), [], "a due date may be past");
        let draft =
            Draft { due_date: Some("2026-12-19".into()), expires_at: Some("2026-12-01T00:00:00Z".into()), ..draft() };
        assert!(checked(&draft).unwrap_err()[0].detail.contains("2026-12-19T23:00:00Z"), "the remedy names the hour");
    }

    #[test]
    fn amount_and_currency_are_each_told() {
        let pair = |amount, currency: Option<&str>| {
            codes(&Draft { amount, currency: currency.map(str::to_owned), ..Draft::default() })
        };
        let both = |amount, currency| vec![("amount".to_owned(), amount), ("currency".to_owned(), currency)];
        assert_eq!(pair(None, None), both("required", "required"));
        assert_eq!(pair(Some(0), Some("EURO")), both("out_of_range", "invalid"));
        assert_eq!(pair(Some(1), Some("")), [("currency".to_owned(), "required")]);
    }

    #[test]
    fn metadata_is_told_by_its_keys() {
        let long = "k".repeat(41);
        let faults = check_metadata(Some(&json!({
            "fine": "text", "number": 1, "card": "4242 4242 4242 4242 12/27", "4242424242424242": "x", long: "x",
            "text": "x".repeat(501),
        })));
        let told: Vec<(String, &str)> = faults.unwrap_err().into_iter().map(|e| (e.field, e.code)).collect();
        let expected = [
            ("metadata.number".to_owned(), "invalid"),
            ("metadata.card".to_owned(), "card_number"),
            ("metadata".to_owned(), "card_number"),
            (format!("metadata.{}…", "k".repeat(40)), "too_long"),
            ("metadata.text".to_owned(), "too_long"),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn local_phone_numbers_are_of_the_merchants_country() {
        let payer = DraftPayer { phone: Some("0151 12345678".into()), ..DraftPayer::default() };
        let (_, payer, _) = checked(&Draft { payer, ..draft() }).unwrap();
        assert_eq!(payer.phone.as_deref(), Some("+4915112345678"));
    }
}
