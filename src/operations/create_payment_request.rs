//! A merchant asks for money.

use super::book::{Doer, write_events};
use super::idempotency::{Once, made_before, once};
use super::{Context, OperationError, Outcome};
use crate::domain::card_number::contains_card_number;
use crate::domain::event::{EventType, NewEvent};
use crate::domain::field::{Faults, FieldError};
use crate::domain::ids::{PaymentRequestId, UserId};
use crate::domain::language::Language;
use crate::domain::learn::Decision;
use crate::domain::money::{MAX_MINOR, Money};
use crate::domain::payer::{self, Payer};
use crate::domain::payment_request::{DEFAULT_LIFE, LONGEST_LIFE, PaymentRequest, Sums, Terms};
use crate::domain::scope::Scope;
use crate::domain::text::line;
use crate::domain::time::{Timestamp, Zone, parse_date};
use crate::store::Db;
use crate::store::idempotency::IdempotencyClaim;
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
    /// The id of an earlier request.
    pub replaces: Option<String>,
}

/// A payer as somebody wrote it.
#[derive(Clone, Debug, Default)]
pub struct DraftPayer {
    /// At most 120 characters.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// With country code.
    pub phone: Option<String>,
    /// "de", "en".
    pub language: Option<String>,
    /// At most 200 characters.
    pub address: Option<String>,
}

/// Checks a draft; says all that is wrong with it.
pub fn check_draft(draft: &Draft, now: Timestamp, zone: &Zone) -> Result<(Terms, Payer), Vec<FieldError>> {
    let mut faults = Faults::new();
    let amount = faults.take(check_amount(draft.amount, draft.currency.as_deref()));
    let mut short = |field: &str, text: &Option<String>, max| {
        faults.take(line(field, text.as_deref().unwrap_or(""), max)).flatten()
    };
    let reference = short("reference", &draft.reference, 64);
    let external_id = short("external_id", &draft.external_id, 100);
    let description = short("description", &draft.description, 140);
    let due_date = draft.due_date.as_deref().map(str::trim).filter(|text| !text.is_empty()).and_then(|text| {
        let day =
            parse_date(text).ok_or_else(|| FieldError::new("due_date", "invalid", "Write a day like 2026-12-19."));
        faults.take(day)
    });
    if due_date.is_some_and(|due| zone.end_of_day(due) > now.plus(LONGEST_LIFE)) {
        faults.add("due_date", "too_late", "The due date must lie within five years.");
    }
    if due_date.is_some_and(|due| due < zone.date(now)) {
        faults.add("due_date", "in_the_past", "The due date must be today or later.");
    }
    let expires_at =
        faults.take(check_expiry(draft.expires_at.as_deref(), due_date.map(|due| zone.end_of_day(due)), now));
    if draft.countdown_days.is_some_and(|days| !(1..=365).contains(&days)) {
        faults.add("countdown_days", "out_of_range", "Use 1 to 365 days.");
    }
    let metadata = faults.take(check_metadata(draft.metadata.as_ref()));
    let return_paid = faults.take(check_url("return_urls.paid", draft.return_paid.as_deref())).flatten();
    let return_unpaid = faults.take(check_url("return_urls.unpaid", draft.return_unpaid.as_deref())).flatten();
    let payer = faults.take_all(check_payer(&draft.payer));
    faults.check()?;
    match (amount, expires_at, metadata, payer) {
        (Some(amount), Some(expires_at), Some(metadata), Some(payer)) => Ok((
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
        )),
        _ => Err(vec![FieldError::new("", "invalid", "The request could not be read.")]),
    }
}

fn check_amount(minor: Option<i64>, currency: Option<&str>) -> Result<Money, FieldError> {
    let currency = currency.filter(|code| !code.is_empty());
    let currency = currency.ok_or_else(|| FieldError::new("currency", "required", "Say the currency, like EUR."))?;
    let currency = currency
        .parse()
        .map_err(|_| FieldError::new("currency", "invalid", "Use a code of ISO 4217 in capitals, like EUR."))?;
    let minor = minor.ok_or_else(|| {
        FieldError::new(
            "amount",
            "required",
            "Say the amount as an integer in the currency's smallest unit: 11900 is 119.00 EUR.",
        )
    })?;
    if (1..=MAX_MINOR).contains(&minor) {
        Ok(Money::new(minor, currency))
    } else {
        Err(FieldError::new("amount", "out_of_range", format!("Use 1 to {MAX_MINOR} in the currency's smallest unit.")))
    }
}

/// The default is 90 days, but never before the end of the due date.
fn check_expiry(text: Option<&str>, due_end: Option<Timestamp>, now: Timestamp) -> Result<Timestamp, FieldError> {
    let wrong = |code, detail: &str| Err(FieldError::new("expires_at", code, detail));
    let at = match text.map(str::trim).filter(|text| !text.is_empty()) {
        None => {
            let usual = now.plus(DEFAULT_LIFE);
            due_end.map_or(usual, |end| usual.max(end))
        }
        Some(text) => match Timestamp::parse_rfc3339(text) {
            Some(at) => at,
            None => return wrong("invalid", "Write a time of RFC 3339, like 2027-03-15T22:59:59Z."),
        },
    };
    if at <= now {
        return wrong("in_the_past", "The expiry must lie ahead.");
    }
    if at > now.plus(LONGEST_LIFE) {
        return wrong("too_late", "The expiry must lie within five years.");
    }
    Ok(at)
}

/// At most 50 texts of at most 500 characters, keys of at most 40.
pub fn check_metadata(value: Option<&Value>) -> Result<Value, FieldError> {
    let wrong = |code, detail: &str| Err(FieldError::new("metadata", code, detail));
    let map = match value {
        None | Some(Value::Null) => return Ok(Value::Object(Map::new())),
        Some(Value::Object(map)) => map,
        Some(_) => return wrong("invalid", "Send an object of texts."),
    };
    if map.len() > 50 {
        return wrong("too_many", "Use at most 50 keys.");
    }
    for (key, value) in map {
        let Value::String(text) = value else { return wrong("invalid", "Every value must be a text.") };
        if key.is_empty() || key.chars().count() > 40 || text.chars().count() > 500 {
            return wrong("too_long", "Keys may have 1 to 40 characters, values at most 500.");
        }
        if key.contains('\0') || text.contains('\0') {
            return wrong("invalid", "Remove null characters.");
        }
        if contains_card_number(text) || contains_card_number(key) {
            return wrong("card_number", "This looks like a card number. Card numbers must never be sent here.");
        }
    }
    Ok(Value::Object(map.clone()))
}

fn check_url(field: &str, text: Option<&str>) -> Result<Option<String>, FieldError> {
    let Some(text) = line(field, text.unwrap_or(""), 1000)? else { return Ok(None) };
    let url = Url::parse(&text).ok().filter(|url| matches!(url.scheme(), "https" | "http") && url.host().is_some());
    match url {
        // As it was understood, not as it was typed: it becomes an address on a page.
        Some(url) => Ok(Some(url.into())),
        None => Err(FieldError::new(field, "invalid", "Write an address that begins with https://.")),
    }
}

/// Checks a payer; says all that is wrong with it.
pub fn check_payer(draft: &DraftPayer) -> Result<Payer, Vec<FieldError>> {
    let mut faults = Faults::new();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let payer = Payer {
        name: faults.take(line("payer.name", &text(&draft.name), 120)).flatten(),
        email: faults.take(payer::email("payer.email", &text(&draft.email))).flatten(),
        phone: faults.take(payer::phone("payer.phone", &text(&draft.phone))).flatten(),
        language: draft.language.as_deref().filter(|tag| !tag.is_empty()).and_then(|tag| {
            let known = tag.parse::<Language>();
            faults.take(known.map_err(|()| FieldError::new("payer.language", "unknown", "Use de or en.")))
        }),
        address: faults.take(line("payer.address", &text(&draft.address), 200)).flatten(),
    };
    faults.check().map(|()| payer)
}

/// Creates a request with its first pay link. With a claim, a repeat gives the same request.
pub async fn create_payment_request(
    context: &Context,
    scope: Scope,
    draft: &Draft,
    user: Option<UserId>,
    claim: Option<IdempotencyClaim>,
) -> Outcome<PaymentRequestId> {
    if let Some(id) = made_before(context, claim.as_ref()).await? {
        return id.parse().map_err(|_| OperationError::Internal("a kept answer names no request"));
    }
    let now = context.now();
    let zone = super::read_payment_request::zone_of(context, scope).await?;
    let (terms, payer) = check_draft(draft, now, &zone).map_err(OperationError::Invalid)?;
    let replaces = match draft.replaces.as_deref().filter(|text| !text.is_empty()) {
        None => None,
        Some(text) => Some(
            text.parse()
                .map_err(|_| OperationError::field("replaces", "invalid", "Send the id of a payment request."))?,
        ),
    };
    let wish = Wish { scope, terms, payer, replaces, user };
    let id = context
        .store
        .transact((context.clone(), wish, claim), |db, (context, wish, claim)| {
            Box::pin(write(db, context, wish, claim.as_ref()))
        })
        .await?;
    context.wake_workers();
    Ok(id)
}

struct Wish {
    scope: Scope,
    terms: Terms,
    payer: Payer,
    replaces: Option<PaymentRequestId>,
    user: Option<UserId>,
}

async fn write(
    db: &mut Db<'_>,
    context: &Context,
    wish: &Wish,
    claim: Option<&IdempotencyClaim>,
) -> Outcome<PaymentRequestId> {
    let now = context.now();
    if let Once::Before(id) = once(db, claim, now).await? {
        return id.parse().map_err(|_| OperationError::Internal("a kept answer names no request"));
    }
    if let Some(earlier) = wish.replaces
        && db.payment_request(wish.scope, earlier).await?.is_none()
    {
        return Err(OperationError::field("replaces", "unknown", "There is no payment request with this id."));
    }
    let profile =
        db.default_profile(wish.scope).await?.ok_or(OperationError::Internal("a merchant without a profile"))?;
    let id = PaymentRequestId(context.random.uuid(now));
    let request = PaymentRequest {
        scope: wish.scope,
        id,
        version: 1,
        terms_version: 1,
        profile: profile.id,
        terms: wish.terms.clone(),
        replaces: wish.replaces,
        created_at: now,
        cancelled_at: None,
        paid_at: None,
        late: false,
        sums: Sums::default(),
        last_sequence: 0,
        last_event_at: now,
        expiry_recorded_at: None,
        opened_at: None,
    };
    let mut decision = Decision::unchanged(&request, &[]);
    decision.events.push(NewEvent::of(EventType::RequestCreated));
    // The event counts on the request, so the request is written with the count that it will have.
    decision.request.last_sequence = 1;
    if !db.insert_payment_request(&decision.request, &wish.payer).await? {
        return Err(OperationError::Invalid(vec![FieldError::new(
            "external_id",
            "taken",
            "There is a payment request with this external_id already.",
        )]));
    }
    decision.request.last_sequence = 0;
    db.insert_pay_link(wish.scope, id, &context.random.pay_token(), now).await?;
    let doer = Doer { user: wish.user, ..Doer::default() };
    write_events(db, context, &mut decision, &[], &doer, now).await?;
    if let Some(claim) = claim {
        db.finish_idempotency(claim, 201, &id.to_string()).await?;
    }
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn draft() -> Draft {
        Draft { amount: Some(11900), currency: Some("EUR".into()), ..Draft::default() }
    }

    fn codes(draft: &Draft) -> Vec<(String, &'static str)> {
        let now = Timestamp::parse_rfc3339("2026-11-21T12:00:00Z").unwrap();
        let zone = Zone::named("Europe/Berlin").unwrap();
        check_draft(draft, now, &zone).err().unwrap_or_default().into_iter().map(|e| (e.field, e.code)).collect()
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
            due_date: Some("2026-11-20".into()),
            expires_at: Some("2036-01-01T00:00:00Z".into()),
            countdown_days: Some(0),
            metadata: Some(json!({ "a": 1 })),
            return_paid: Some("javascript:alert(1)".into()),
            payer: DraftPayer { email: Some("nobody".into()), phone: Some("0151".into()), ..DraftPayer::default() },
            ..Draft::default()
        };
        let expected = [
            ("amount", "out_of_range"),
            ("reference", "too_long"),
            ("description", "card_number"),
            ("due_date", "in_the_past"),
            ("expires_at", "too_late"),
            ("countdown_days", "out_of_range"),
            ("metadata", "invalid"),
            ("return_urls.paid", "invalid"),
            ("payer.email", "invalid"),
            ("payer.phone", "invalid"),
        ];
        assert_eq!(codes(&bad), expected.map(|(field, code)| (field.to_owned(), code)));
    }

    #[test]
    fn the_default_expiry_is_never_before_the_due_date() {
        let now = Timestamp::parse_rfc3339("2026-11-21T12:00:00Z").unwrap();
        let zone = Zone::named("Europe/Berlin").unwrap();
        let far = Draft { due_date: Some("2027-06-01".into()), ..draft() };
        assert_eq!(
            check_draft(&far, now, &zone).unwrap().0.expires_at,
            zone.end_of_day(parse_date("2027-06-01").unwrap())
        );
        assert_eq!(check_draft(&draft(), now, &zone).unwrap().0.expires_at, now.plus(DEFAULT_LIFE));
    }
}
