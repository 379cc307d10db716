//! Every page with made-up data: for the test that renders all of them, for pictures and for looking at while styling.

use super::*;
use crate::domain::event::{Event, EventType};
use crate::domain::field::FieldError;
use crate::domain::ids::{EventId, MerchantId, PaymentId, PaymentRequestId, ProfileId, RefundId};
use crate::domain::language::Language;
use crate::domain::merchant::{Profile, Support};
use crate::domain::method::Method;
use crate::domain::money::{Currency, Money};
use crate::domain::payer::Payer;
use crate::domain::payment::{
    Dispute, DisputeState, Failure, FailureCode, PayerAccount, Payment, PaymentKind, PaymentState,
};
use crate::domain::payment_request::{PaymentRequest, Sums, Terms};
use crate::domain::refund::{Refund, RefundReason, RefundStatus};
use crate::domain::scope::Scope;
use crate::domain::time::{Timestamp, Zone, parse_date};
use crate::domain::user::Role;
use askama::Template;
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// Every page in one language, with a name for its file.
pub fn pages(language: Language) -> Vec<(&'static str, String)> {
    let mut pages = Vec::new();
    let mut add = |name: &'static str, html: askama::Result<String>| pages.push((name, html.unwrap_or_default()));
    add("login", LoginPage::sample(language).render());
    let values =
        LoginValues { email: "buero@klempnerei-nord.example".into(), next: Some("/dashboard/requests".into()) };
    add("login-wrong", LoginPage::new(language, values.clone(), Some(LoginProblem::Wrong)).render());
    let wait = LoginProblem::TooMany { wait: Duration::from_secs(130) };
    add("login-wait", LoginPage::new(language, values, Some(wait)).render());
    add("list", ListPage::sample(language).render());
    add("list-live", ListPage::new(Frame { live: true, ..frame(language) }, &list()).render());
    let searched = ListData { q: "Müller".into(), rows: Vec::new(), previous: None, next: None, ..list() };
    add("list-nothing", ListPage::new(frame(language), &searched).render());
    let tab = ListData { tab: Tab::Cancelled, rows: Vec::new(), previous: None, next: None, ..list() };
    add("list-empty-tab", ListPage::new(frame(language), &tab).render());
    add("list-none-yet", ListPage::new(frame(language), &ListData::default()).render());
    add("new", NewPage::sample(language).render());
    add("new-wrong", NewPage::new(new_frame(language), &wrong_values(), &faults()).render());
    let created = Frame { notice: Some(Notice::Created), ..frame(language) };
    add("detail-created", DetailPage::new(created, &detail_new()).render());
    add("detail-open", DetailPage::new(frame(language), &detail_open()).render());
    add("detail-paid", DetailPage::sample(language).render());
    add("detail-processing", DetailPage::new(frame(language), &detail_processing()).render());
    add("detail-decide", DetailPage::new(frame(language), &detail_late()).render());
    add("detail-part", DetailPage::new(frame(language), &detail_part()).render());
    let viewer = Frame { role: Role::Viewer, notice: Some(Notice::NotAllowed), ..frame(language) };
    add("detail-viewer", DetailPage::new(viewer, &detail_late()).render());
    add("live", DetailLive::sample(language).render());
    add("sessions", SessionsPage::sample(language).render());
    let id = || Some("0193f0a2-7c11-7e52-9b0d-5a1f1c7e9d10".to_owned());
    add("error-not-found", ErrorPage::new(language, ErrorKind::NotFound, None, true).render());
    add("error-forbidden", ErrorPage::new(language, ErrorKind::Forbidden, id(), true).render());
    add("error-too-many", ErrorPage::new(language, ErrorKind::TooMany, None, false).render());
    add("error-problem", ErrorPage::sample(language).render());
    pages
}

impl LoginPage {
    /// A fresh log-in.
    pub fn sample(language: Language) -> Self {
        Self::new(language, LoginValues::default(), None)
    }
}

impl ErrorPage {
    /// Our fault.
    pub fn sample(language: Language) -> Self {
        Self::new(language, ErrorKind::Problem, Some("0193f0a2-7c11-7e52-9b0d-5a1f1c7e9d10".into()), true)
    }
}

impl ListPage {
    /// One request in every status.
    pub fn sample(language: Language) -> Self {
        Self::new(frame(language), &list())
    }
}

impl NewPage {
    /// A form that nobody has touched.
    pub fn sample(language: Language) -> Self {
        Self::new(new_frame(language), &FormValues::fresh(Currency::EUR), &[])
    }
}

impl DetailPage {
    /// Paid after a declined try, with a refund that worked and one that did not.
    pub fn sample(language: Language) -> Self {
        Self::new(frame(language), &detail_paid())
    }
}

impl DetailLive {
    /// The body of [`DetailPage::sample`].
    pub fn sample(language: Language) -> Self {
        Self::new(frame(language), &detail_paid())
    }
}

impl SessionsPage {
    /// A desk, a phone, and a program.
    pub fn sample(language: Language) -> Self {
        Self::new(Frame { active: Section::Sessions, ..frame(language) }, &sessions())
    }
}

/// Wednesday, 16 December 2026, 14:40 in Berlin.
fn now() -> Timestamp {
    Timestamp::parse_rfc3339("2026-12-16T13:40:12Z").unwrap_or(Timestamp::from_millis(0))
}

fn ago(seconds: u64) -> Timestamp {
    now().minus(Duration::from_secs(seconds))
}

fn scope() -> Scope {
    Scope { merchant: MerchantId(Uuid::from_u128(1)), live: false }
}

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

pub(super) fn frame(language: Language) -> Frame {
    Frame {
        language,
        merchant_name: "Klempnerei Nord".into(),
        user_name: "Ines Büro".into(),
        user_email: "buero@klempnerei-nord.example".into(),
        role: Role::Owner,
        live: false,
        has_live: true,
        zone: Zone::named("Europe/Berlin").unwrap_or_else(Zone::utc),
        now: now(),
        active: Section::Requests,
        notice: None,
    }
}

fn new_frame(language: Language) -> Frame {
    Frame { active: Section::New, ..frame(language) }
}

fn profile() -> Profile {
    Profile {
        scope: scope(),
        id: ProfileId(Uuid::from_u128(2)),
        version: 1,
        is_default: true,
        name: "Standard".into(),
        display_name: "Klempnerei Nord".into(),
        legal_name: Some("Klempnerei Nord GmbH".into()),
        town: Some("Flensburg".into()),
        accent: "#1f5fa8".into(),
        language: Language::De,
        support: Support { phone: Some("+494611234567".into()), email: None, hours: None },
        imprint_url: None,
        privacy_url: None,
    }
}

fn request(number: u128, minor: i64, purpose: &str, created: Timestamp) -> PaymentRequest {
    PaymentRequest {
        scope: scope(),
        id: PaymentRequestId(Uuid::from_u128(0x0193_f0a2_7c11_7e52_9b0d_0000_0000_0000 + number)),
        version: 1,
        terms_version: 1,
        profile: profile().id,
        terms: Terms {
            amount: eur(minor),
            reference: Some(format!("LI-{}", 748_000 + number)),
            external_id: None,
            description: Some(purpose.into()),
            due_date: parse_date("2026-12-19"),
            expires_at: created.plus(Duration::from_secs(90 * DAY)),
            countdown_days: None,
            metadata: json!({}),
            return_paid: None,
            return_unpaid: None,
        },
        replaces: None,
        created_at: created,
        cancelled_at: None,
        paid_at: None,
        late: false,
        sums: Sums::default(),
        last_sequence: 1,
        last_event_at: created,
        expiry_recorded_at: None,
        opened_at: None,
    }
}

fn payer(name: &str, phone: Option<&str>, email: Option<&str>) -> Payer {
    Payer { name: Some(name.into()), phone: phone.map(Into::into), email: email.map(Into::into), ..Payer::default() }
}

fn payment(request: &PaymentRequest, number: u128, state: PaymentState, at: Timestamp) -> Payment {
    let came = if state == PaymentState::Succeeded { request.terms.amount.minor } else { 0 };
    Payment {
        scope: scope(),
        id: PaymentId(Uuid::from_u128(0x0193_f0a3_0000_7000_8000_0000_0000_0000 + number)),
        payment_request: request.id,
        kind: PaymentKind::Checkout,
        state,
        holds_slot: false,
        amount: request.terms.amount,
        received: came,
        allocated: came,
        refunded: 0,
        refunds_reported: 0,
        disputed: 0,
        disputes: Vec::new(),
        fee: None,
        method: Method::Card,
        provider: Some("stripe".into()),
        provider_account: None,
        provider_reference: Some(format!("cs_test_a1B2c3D4e5F6g7H8i9J0k{number}")),
        charge_reference: None,
        idempotency_key: String::new(),
        redirect_url: None,
        ends_at: None,
        lease_until: None,
        failure: None,
        acted_at: Some(at),
        late: false,
        awaits_decision: false,
        payer_account: Some(PayerAccount { name: Some("Visa".into()), number: Some("•••• 4242".into()) }),
        created_at: at,
        succeeded_at: (state == PaymentState::Succeeded).then_some(at),
        asked_at: None,
    }
}

fn refund(of: &Payment, number: u128, minor: i64, status: RefundStatus, at: Timestamp) -> Refund {
    Refund {
        scope: scope(),
        id: RefundId(Uuid::from_u128(number)),
        payment: of.id,
        payment_request: of.payment_request,
        amount: eur(minor),
        status,
        reason: RefundReason::Requested,
        idempotency_key: String::new(),
        provider_account: None,
        provider_reference: None,
        failure: None,
        tries: 1,
        requested_by: None,
        created_at: at,
        finished_at: None,
    }
}

fn list() -> ListData {
    ListData {
        counts: Counts { all: 1204, open: 38, overdue: 7, processing: 2, paid: 1131, expired: 24, cancelled: 9 },
        totals: Totals {
            received_this_month: vec![eur(1_842_050), Money::new(84_000, "CHF".parse().unwrap_or(Currency::EUR))],
            open: vec![eur(431_000)],
            overdue: vec![eur(89_000)],
        },
        rows: rows(),
        next: Some("b2xkZXI".into()),
        previous: Some("bmV3ZXI".into()),
        ..ListData::default()
    }
}

fn rows() -> Vec<ListRow> {
    let erika = payer("Erika Mustermann", Some("+4915112345678"), None);
    let plain = |request: PaymentRequest, payer: Payer| ListRow { request, payer, payment: None };
    let paid = detail_paid();
    let mut opened = request(924, 24_800, "Wartung Gastherme", ago(3 * HOUR + 35 * MINUTE));
    opened.opened_at = Some(ago(2 * HOUR));
    let pending = detail_processing();
    let mut over = request(870, 8_990, "Armatur Bad", ago(14 * DAY + 5 * HOUR));
    over.terms.due_date = parse_date("2026-12-11");
    let declined = request(866, 4_500, "Anfahrt", ago(16 * DAY));
    let failed = payment(&declined, 5, PaymentState::Failed, ago(HOUR));
    let late = detail_late();
    let part = detail_part();
    let mut ending =
        request(802, 32_000, "Anzahlung Wärmepumpe, Angebot 2026-118 für das Haus am Hafen", ago(88 * DAY));
    ending.terms.countdown_days = Some(7);
    ending.terms.due_date = None;
    let old = request(102, 16_000, "Rohrreinigung", ago(106 * DAY));
    let mut gone = request(99, 9_900, "Notdienst", ago(400 * DAY));
    gone.cancelled_at = Some(ago(390 * DAY));
    gone.terms.reference = None;
    vec![
        ListRow { payment: paid.payments.last().cloned(), request: paid.request, payer: paid.payer },
        plain(opened, payer("Max Beispiel", None, Some("max@example.org"))),
        ListRow { payment: pending.payments.last().cloned(), request: pending.request, payer: pending.payer },
        plain(over, payer("Kim Platzhalter", Some("+4917012345112"), None)),
        ListRow { request: declined, payer: payer("Toni Muster", Some("+4916012345909"), None), payment: Some(failed) },
        ListRow { payment: late.payments.last().cloned(), request: late.request, payer: late.payer },
        ListRow { payment: part.payments.last().cloned(), request: part.request, payer: part.payer },
        plain(ending, Payer::default()),
        plain(request(801, 1_204_000, "Heizungstausch, erste Rate", ago(20 * DAY)), erika),
        plain(old, payer("Alex Probe", None, Some("alex@example.org"))),
        plain(
            gone,
            payer("Alexandra-Maria von und zu Musterhausen", None, Some("alexandra.von.musterhausen@example.org")),
        ),
    ]
}

/// One event after the other, `of` so many seconds ago, about a payment or refund.
fn events(request: &PaymentRequest, of: &[(EventType, u64, Option<String>)]) -> Vec<Event> {
    let visitor = |kind: EventType| matches!(kind, EventType::RequestOpened | EventType::PaymentStarted);
    of.iter()
        .zip(1_i64..)
        .map(|((kind, seconds, about), sequence)| Event {
            scope: scope(),
            id: EventId(Uuid::from_u128(sequence.unsigned_abs().into())),
            payment_request: request.id,
            kind: kind.word().into(),
            sequence,
            position: Some(sequence),
            created_at: ago(*seconds),
            data: json!({ "about": about }),
            ip: visitor(*kind).then(|| "203.0.113.0".into()),
            user_agent: visitor(*kind).then(|| IPHONE.into()),
        })
        .collect()
}

const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
const EDGE: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0";

fn detail(request: PaymentRequest, payer: Payer) -> DetailData {
    let events = events(&request, &[(EventType::RequestCreated, now().since(request.created_at).as_secs(), None)]);
    let pay_url = "https://pay.klempnerei-nord.example/p/3q2kXw8ZtV5mYb1nRc7dLg".to_owned();
    DetailData {
        request,
        payer,
        profile: profile(),
        payments: Vec::new(),
        refunds: Vec::new(),
        events,
        qr_svg: qr(&pay_url),
        pay_url,
        refund_problem: None,
    }
}

/// A request that was just made.
fn detail_new() -> DetailData {
    detail(
        request(925, 11_900, "Rohrreparatur am 15. Dezember", ago(2)),
        payer("Erika Mustermann", Some("+4915112345678"), None),
    )
}

/// A request that was opened and not paid.
pub(super) fn detail_open() -> DetailData {
    let mut data = detail(
        request(924, 24_800, "Wartung Gastherme", ago(3 * HOUR)),
        payer("Max Beispiel", None, Some("max@example.org")),
    );
    data.request.opened_at = Some(ago(2 * HOUR));
    data.request.terms.external_id = Some("WW-2026-4711".into());
    let declined = payment(&data.request, 6, PaymentState::Failed, ago(HOUR));
    let failure = Failure { code: FailureCode::InsufficientFunds, detail: Some("insufficient_funds".into()) };
    data.payments = vec![Payment { failure: Some(failure), ..declined }];
    let id = Some(data.payments[0].id.to_string());
    data.events = events(
        &data.request,
        &[
            (EventType::RequestCreated, 3 * HOUR, None),
            (EventType::RequestOpened, 2 * HOUR, None),
            (EventType::PaymentStarted, HOUR + 50, id.clone()),
            (EventType::PaymentFailed, HOUR, id),
        ],
    );
    data
}

/// Paid at the second try; part of it went back, one refund failed, a dispute is open.
fn detail_paid() -> DetailData {
    let erika = Payer {
        language: Some(Language::De),
        address: Some("Musterweg 4, 24937 Flensburg".into()),
        ..payer("Erika Mustermann", Some("+4915112345678"), Some("erika@example.org"))
    };
    let mut data = detail(request(925, 11_900, "Rohrreparatur am 15. Dezember", ago(DAY + 2 * HOUR)), erika);
    let failure = Failure { code: FailureCode::Declined, detail: Some("do_not_honor".into()) };
    let first = Payment { failure: Some(failure), ..payment(&data.request, 1, PaymentState::Failed, ago(14 * MINUTE)) };
    let second = payment(&data.request, 2, PaymentState::Succeeded, ago(8 * MINUTE + 5));
    let dispute = Dispute { reference: "dp_1".into(), amount: 4_000, state: DisputeState::Open };
    let second = Payment { fee: Some(198), refunded: 3_000, disputed: 4_000, disputes: vec![dispute], ..second };
    let back = refund(&second, 1, 2_000, RefundStatus::Succeeded, ago(5 * MINUTE));
    let under_way = refund(&second, 3, 1_000, RefundStatus::Pending, ago(MINUTE));
    let stuck = Refund {
        failure: Some("charge_disputed: The charge is disputed and cannot be refunded.".into()),
        ..refund(&second, 2, 5_000, RefundStatus::Failed, ago(3 * MINUTE))
    };
    let (one, two) = (Some(first.id.to_string()), Some(second.id.to_string()));
    data.events = events(
        &data.request,
        &[
            (EventType::RequestCreated, DAY + 2 * HOUR, None),
            (EventType::RequestOpened, 17 * MINUTE, None),
            (EventType::PaymentStarted, 16 * MINUTE, one.clone()),
            (EventType::PaymentFailed, 14 * MINUTE, one),
            (EventType::PaymentStarted, 9 * MINUTE, two.clone()),
            (EventType::PaymentSucceeded, 8 * MINUTE + 5, two.clone()),
            (EventType::RequestPaid, 8 * MINUTE + 5, None),
            (EventType::RefundCreated, 5 * MINUTE, Some(back.id.to_string())),
            (EventType::RefundSucceeded, 4 * MINUTE, Some(back.id.to_string())),
            (EventType::DisputeOpened, 4 * MINUTE, two),
            (EventType::RefundFailed, 3 * MINUTE, Some(stuck.id.to_string())),
        ],
    );
    let strange = Event { kind: "loyalty.points_given".into(), sequence: 12, ..data.events[0].clone() };
    data.events.push(Event { created_at: ago(2 * MINUTE), id: EventId(Uuid::from_u128(99)), ..strange });
    data.request.paid_at = second.succeeded_at;
    data.payments = vec![first, second];
    data.request.sums = Sums::of(&data.payments);
    data.refunds = vec![back, stuck, under_way];
    data
}

/// A bank debit that takes days.
fn detail_processing() -> DetailData {
    let house = payer("Hausverwaltung Muster", None, Some("buchhaltung@example.org"));
    let mut data = detail(request(921, 131_240, "Notdienst, Zählerraum", ago(21 * HOUR)), house);
    let account = PayerAccount { name: Some("SEPA".into()), number: Some("•••• 3000".into()) };
    let debit = payment(&data.request, 3, PaymentState::Pending, ago(20 * HOUR));
    data.payments = vec![Payment { method: Method::SepaDebit, payer_account: Some(account), ..debit }];
    data.request.sums = Sums::of(&data.payments);
    data.request.opened_at = Some(ago(20 * HOUR));
    let id = Some(data.payments[0].id.to_string());
    data.events = events(
        &data.request,
        &[
            (EventType::RequestCreated, 21 * HOUR, None),
            (EventType::RequestOpened, 20 * HOUR + 90, None),
            (EventType::PaymentStarted, 20 * HOUR + 60, id.clone()),
            (EventType::PaymentPending, 20 * HOUR, id),
            (EventType::RequestProcessing, 20 * HOUR, None),
        ],
    );
    data
}

/// Money that came after expiry and waits for a person.
pub(super) fn detail_late() -> DetailData {
    let mut data = detail(
        request(640, 16_000, "Rohrreinigung", ago(95 * DAY)),
        payer("Alex Probe", None, Some("alex@example.org")),
    );
    let came = payment(&data.request, 4, PaymentState::Succeeded, ago(HOUR));
    data.payments = vec![Payment { late: true, awaits_decision: true, allocated: 0, fee: Some(265), ..came }];
    data.request.sums = Sums::of(&data.payments);
    let id = Some(data.payments[0].id.to_string());
    data.events = events(
        &data.request,
        &[
            (EventType::RequestCreated, 95 * DAY, None),
            (EventType::RequestExpired, 5 * DAY, None),
            (EventType::PaymentSucceeded, HOUR, id.clone()),
            (EventType::PaymentLate, HOUR, id),
            (EventType::RequestProcessing, HOUR, None),
        ],
    );
    data
}

/// Part of it is there; a refund form comes back with what is wrong.
fn detail_part() -> DetailData {
    let mut data = detail(
        request(812, 60_000, "Badsanierung, zweite Rate", ago(6 * DAY)),
        payer("Robin Vorlage", Some("+4915112345000"), None),
    );
    let came = payment(&data.request, 7, PaymentState::Succeeded, ago(2 * DAY));
    data.payments = vec![Payment { received: 25_000, allocated: 20_000, amount: eur(25_000), ..came }];
    data.request.sums = Sums::of(&data.payments);
    data.request.terms.countdown_days = Some(14);
    let id = data.payments[0].id;
    data.events = events(
        &data.request,
        &[
            (EventType::RequestCreated, 6 * DAY, None),
            (EventType::PaymentSucceeded, 2 * DAY, Some(id.to_string())),
            (EventType::PaymentSurplus, 2 * DAY, Some(id.to_string())),
            (EventType::RequestPartPaid, 2 * DAY, None),
        ],
    );
    data.refund_problem = Some(RefundProblem {
        payment: id,
        amount: "900,00".into(),
        reason: "Kulanz".into(),
        error: FieldError::new("amount", "exceeds_refundable", "At most 250.00 EUR can be refunded."),
    });
    data
}

fn wrong_values() -> FormValues {
    FormValues {
        amount: "119,00 und".into(),
        description: "Rohrreparatur am 15. Dezember".into(),
        payer_name: "Erika Mustermann".into(),
        payer_phone: "0151 12345678".into(),
        payer_language: "de".into(),
        due_date: "2026-12-19".into(),
        external_id: "WW-1".into(),
        ..FormValues::fresh(Currency::EUR)
    }
}

fn faults() -> Vec<FieldError> {
    vec![
        FieldError::new("amount", "invalid", "Write an amount like 119.00."),
        FieldError::new("payer.phone", "invalid", "Write the number with its country code."),
        FieldError::new("external_id", "taken", "Another request has it."),
    ]
}

fn sessions() -> Vec<SessionRow> {
    let row = |id: &str, agent: Option<&str>, ip: &str, seen: u64, current: bool| SessionRow {
        id: id.into(),
        user_agent: agent.map(Into::into),
        ip: Some(ip.into()),
        created_at: ago(seen + 3 * DAY),
        last_seen_at: ago(seen),
        current,
    };
    vec![
        row("1", Some(EDGE), "203.0.113.7", 12, true),
        row("2", Some(IPHONE), "198.51.100.23", 26 * HOUR, false),
        row("3", None, "2001:db8::17", 9 * DAY, false),
    ]
}

/// A code as an SVG of one path, dark modules only.
fn qr(text: &str) -> String {
    let Ok(code) = qrcode::QrCode::new(text) else { return String::new() };
    let width = code.width();
    let modules = code.to_colors();
    let dark = modules.iter().enumerate().filter(|(_, color)| **color == qrcode::Color::Dark);
    let path: String = dark.map(|(at, _)| format!("M{} {}h1v1h-1z", at % width + 4, at / width + 4)).collect();
    let side = width + 8;
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" aria-label="QR"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{path}"/></svg>"##
    )
}
