//! A list, a form, sessions.

use super::super::{Counts, FormValues, ListData, ListRow, SessionRow, Totals};
use super::details::*;
use super::parts::*;
use crate::domain::field::FieldError;
use crate::domain::money::{Currency, Money};
use crate::domain::payer::Payer;
use crate::domain::payment::PaymentState;
use crate::domain::payment_request::PaymentRequest;
use crate::domain::time::parse_date;

pub(in crate::http::dashboard::views) fn list() -> ListData {
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

pub(in crate::http::dashboard::views) fn rows() -> Vec<ListRow> {
    let erika = payer("Erika Mustermann", Some("+4915112345678"), None);
    let plain = |request: PaymentRequest, payer: Payer| ListRow { request, payer, payment: None };
    let mut paid = detail_new().request;
    paid.created_at = ago(20 * MINUTE);
    paid.paid_at = Some(ago(8 * MINUTE));
    paid.sums.allocated = paid.terms.amount.minor;
    let disputed = detail_paid();
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
    let mut rows = vec![
        plain(paid, detail_new().payer),
        plain(opened, payer("Max Beispiel", None, Some("max@example.org"))),
        ListRow { payment: pending.payments.last().cloned(), request: pending.request, payer: pending.payer },
        plain(over, payer("Kim Platzhalter", Some("+4917012345112"), None)),
        ListRow { request: declined, payer: payer("Toni Muster", Some("+4916012345909"), None), payment: Some(failed) },
        ListRow { payment: late.payments.last().cloned(), request: late.request, payer: late.payer },
        ListRow { payment: part.payments.last().cloned(), request: part.request, payer: part.payer },
        plain(ending, Payer::default()),
        plain(request(801, 1_204_000, "Heizungstausch, erste Rate", ago(20 * DAY)), erika),
        ListRow {
            payment: disputed.payments.last().cloned(),
            request: disputed.request,
            payer: payer("Jona Entwurf", None, Some("jona@example.org")),
        },
        plain(old, payer("Alex Probe", None, Some("alex@example.org"))),
        plain(
            gone,
            payer("Alexandra-Maria von und zu Musterhausen", None, Some("alexandra.von.musterhausen@example.org")),
        ),
    ];
    rows.sort_by_key(|row| std::cmp::Reverse(row.request.created_at));
    rows
}

pub(in crate::http::dashboard::views) fn wrong_values() -> FormValues {
    FormValues {
        amount: "119,00 und".into(),
        description: "Rohrreparatur am 15. Dezember".into(),
        payer_name: "Erika Mustermann".into(),
        payer_phone: "151 12345678".into(),
        payer_language: "de".into(),
        due_date: "2026-12-19".into(),
        external_id: "WW-1".into(),
        ..FormValues::fresh(Currency::EUR)
    }
}

pub(in crate::http::dashboard::views) fn faults() -> Vec<FieldError> {
    vec![
        FieldError::new("amount", "invalid", "Write an amount like 119.00."),
        FieldError::new("payer.phone", "invalid", "Write the number with its country code."),
        FieldError::new("external_id", "taken", "Another request has it."),
    ]
}

pub(in crate::http::dashboard::views) fn sessions() -> Vec<SessionRow> {
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
