//! What samples are made of.

use super::super::{DetailData, Frame, ProfileChoice, Section};
use crate::domain::carriage::Carriage;
use crate::domain::channel::Channel;
use crate::domain::event::{Event, EventType};
use crate::domain::ids::{EventId, MerchantId, PaymentId, PaymentRequestId, ProfileId, RefundId};
use crate::domain::language::Language;
use crate::domain::merchant::{Profile, Support};
use crate::domain::message::WhyNot;
use crate::domain::method::Method;
use crate::domain::money::{Currency, Money};
use crate::domain::payer::Payer;
use crate::domain::payment::{PayerAccount, Payment, PaymentKind, PaymentState};
use crate::domain::payment_request::{PaymentRequest, Sums, Terms};
use crate::domain::refund::{Refund, RefundReason, RefundStatus};
use crate::domain::scope::Scope;
use crate::domain::time::{Timestamp, Zone, parse_date};
use crate::domain::user::Role;
use crate::operations::may_write::WayToPayer;
use crate::operations::read_inbox::Waiting;
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

pub(super) const MINUTE: u64 = 60;
pub(super) const HOUR: u64 = 60 * MINUTE;
pub(super) const DAY: u64 = 24 * HOUR;
pub(super) const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
pub(super) const EDGE: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0";

/// Wednesday, 16 December 2026, 14:40 in Berlin.
pub(in crate::http::dashboard::views) fn now() -> Timestamp {
    Timestamp::parse_rfc3339("2026-12-16T13:40:12Z").unwrap_or(Timestamp::from_millis(0))
}

pub(in crate::http::dashboard::views) fn ago(seconds: u64) -> Timestamp {
    now().minus(Duration::from_secs(seconds))
}

pub(in crate::http::dashboard::views) fn scope() -> Scope {
    Scope { merchant: MerchantId(Uuid::from_u128(1)), live: false }
}

pub(in crate::http::dashboard::views) fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

pub(in crate::http::dashboard::views) fn frame(language: Language) -> Frame {
    Frame {
        language,
        merchant: MerchantId(Uuid::from_u128(1)),
        other_merchants: vec![(MerchantId(Uuid::from_u128(9)), "Dachdecker Süd".to_owned())],
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
        told: None,
        waiting: Waiting { unread: 2, lost: 1 },
    }
}

pub(in crate::http::dashboard::views) fn new_frame(language: Language) -> Frame {
    Frame { active: Section::New, ..frame(language) }
}

pub(in crate::http::dashboard::views) fn profile() -> Profile {
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
        archived_at: None,
    }
}

pub(in crate::http::dashboard::views) fn second_profile() -> Profile {
    Profile {
        id: ProfileId(Uuid::from_u128(3)),
        version: 4,
        is_default: false,
        name: "Notdienst".into(),
        display_name: "Rohr-Notdienst Nord".into(),
        accent: "#a81d1d".into(),
        support: Support { hours: Some("rund um die Uhr".into()), ..profile().support },
        ..profile()
    }
}

/// The second one was asked for.
pub(super) fn choice() -> ProfileChoice {
    ProfileChoice { all: vec![profile(), second_profile()], here: Some(second_profile().id) }
}

pub(in crate::http::dashboard::views) fn request(
    number: u128,
    minor: i64,
    purpose: &str,
    created: Timestamp,
) -> PaymentRequest {
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

pub(in crate::http::dashboard::views) fn payer(name: &str, phone: Option<&str>, email: Option<&str>) -> Payer {
    Payer { name: Some(name.into()), phone: phone.map(Into::into), email: email.map(Into::into), ..Payer::default() }
}

pub(in crate::http::dashboard::views) fn payment(
    request: &PaymentRequest,
    number: u128,
    state: PaymentState,
    at: Timestamp,
) -> Payment {
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
        left_at: None,
        answered_at: None,
    }
}

pub(in crate::http::dashboard::views) fn refund(
    of: &Payment,
    number: u128,
    minor: i64,
    status: RefundStatus,
    at: Timestamp,
) -> Refund {
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

/// One event after the other, `of` so many seconds ago, about a payment or refund.
pub(in crate::http::dashboard::views) fn events(
    request: &PaymentRequest,
    of: &[(EventType, u64, Option<String>)],
) -> Vec<Event> {
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

fn open_way(payer: &Payer, channel: Channel) -> WayToPayer {
    let refused = payer.reached_by(channel).is_none().then_some(WhyNot::NoAddress);
    WayToPayer { channel, refused, remark: None }
}

pub(in crate::http::dashboard::views) fn detail(request: PaymentRequest, payer: Payer) -> DetailData {
    let events = events(&request, &[(EventType::RequestCreated, now().since(request.created_at).as_secs(), None)]);
    let ways = Channel::ALL.iter().map(|channel| open_way(&payer, *channel)).collect();
    let pay_url = "https://pay.klempnerei-nord.example/p/3q2kXw8ZtV5mYb1nRc7dLg".to_owned();
    DetailData {
        carriage: Carriage::of(request.amount_due(), [("Stripe", Ok(()))]),
        request,
        payer,
        profile: profile(),
        payments: Vec::new(),
        refunds: Vec::new(),
        events,
        qr_svg: qr(&pay_url),
        pay_url,
        refund_problem: None,
        messages: Vec::new(),
        attachments: Vec::new(),
        ways,
        previews: (0, None),
    }
}

/// A code as an SVG of one path, dark modules only.
pub(in crate::http::dashboard::views) fn qr(text: &str) -> String {
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
