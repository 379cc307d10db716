//! Requests in every state.

use super::super::{DetailData, RefundProblem};
use super::parts::*;
use crate::domain::event::{Event, EventType};
use crate::domain::field::FieldError;
use crate::domain::ids::EventId;
use crate::domain::language::Language;
use crate::domain::method::Method;
use crate::domain::payer::Payer;
use crate::domain::payment::{Dispute, DisputeState, Failure, FailureCode, PayerAccount, Payment, PaymentState};
use crate::domain::refund::{Refund, RefundReason, RefundStatus};
use uuid::Uuid;

/// A request that was just made.
pub(in crate::http::dashboard::views) fn detail_new() -> DetailData {
    detail(
        request(925, 11_900, "Rohrreparatur am 15. Dezember", ago(2)),
        payer("Erika Mustermann", Some("+4915112345678"), None),
    )
}

/// A request that was opened and not paid.
pub(in crate::http::dashboard::views) fn detail_open() -> DetailData {
    let mut data = detail(
        request(924, 24_800, "Wartung Gastherme", ago(3 * HOUR)),
        payer("Max Beispiel", None, Some("max@example.org")),
    );
    data.request.opened_at = Some(ago(2 * HOUR));
    data.request.terms.external_id = Some("WW-2026-4711".into());
    data.messages = super::letters::messages(&data.request);
    data.attachments = super::letters::attachments(&data.request);
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
pub(in crate::http::dashboard::views) fn detail_paid() -> DetailData {
    let erika = Payer {
        language: Some(Language::De),
        address: Some("Musterweg 4, 24937 Flensburg".into()),
        ..payer("Erika Mustermann", Some("+4915112345678"), Some("erika@example.org"))
    };
    let mut data = detail(request(911, 11_900, "Rohrreparatur am 14. Dezember", ago(DAY + 2 * HOUR)), erika);
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
    data.request.sums = data.request.sums_of(&data.payments);
    data.refunds = vec![back, stuck, under_way];
    data
}

/// A bank debit that takes days.
pub(in crate::http::dashboard::views) fn detail_processing() -> DetailData {
    let house = payer("Hausverwaltung Muster", None, Some("buchhaltung@example.org"));
    let mut data = detail(request(921, 131_240, "Notdienst, Zählerraum", ago(21 * HOUR)), house);
    let account = PayerAccount { name: Some("SEPA".into()), number: Some("•••• 3000".into()) };
    let debit = payment(&data.request, 3, PaymentState::Pending, ago(20 * HOUR));
    data.payments = vec![Payment { method: Method::SepaDebit, payer_account: Some(account), ..debit }];
    data.request.sums = data.request.sums_of(&data.payments);
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
pub(in crate::http::dashboard::views) fn detail_late() -> DetailData {
    let mut data = detail(
        request(640, 16_000, "Rohrreinigung", ago(95 * DAY)),
        payer("Alex Probe", None, Some("alex@example.org")),
    );
    let came = payment(&data.request, 4, PaymentState::Succeeded, ago(HOUR));
    data.payments = vec![Payment { late: true, awaits_decision: true, allocated: 0, fee: Some(265), ..came }];
    data.request.sums = data.request.sums_of(&data.payments);
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

/// Paid twice in two tabs: the second payment is surplus and waits for a person; an earlier surplus went back.
pub(in crate::http::dashboard::views) fn detail_surplus() -> DetailData {
    let robin = payer("Robin Vorlage", Some("+4915112345000"), None);
    let mut data = detail(request(890, 24_800, "Wartung Gastherme", ago(3 * DAY)), robin);
    let first = payment(&data.request, 8, PaymentState::Succeeded, ago(DAY));
    let second = payment(&data.request, 9, PaymentState::Succeeded, ago(DAY - MINUTE));
    let third = payment(&data.request, 10, PaymentState::Succeeded, ago(DAY - 2 * MINUTE));
    let second = Payment { allocated: 0, refunded: 24_800, ..second };
    let third = Payment { allocated: 0, awaits_decision: true, method: Method::Paypal, payer_account: None, ..third };
    let back = refund(&second, 4, 24_800, RefundStatus::Succeeded, ago(DAY - 5 * MINUTE));
    data.refunds = vec![Refund { reason: RefundReason::Surplus, ..back }];
    let one = |payment: &Payment| Some(payment.id.to_string());
    data.events = events(
        &data.request,
        &[
            (EventType::RequestCreated, 3 * DAY, None),
            (EventType::PaymentSucceeded, DAY, one(&first)),
            (EventType::RequestPaid, DAY, None),
            (EventType::PaymentSucceeded, DAY - MINUTE, one(&second)),
            (EventType::PaymentSurplus, DAY - MINUTE, one(&second)),
            (EventType::RefundCreated, DAY - MINUTE, Some(data.refunds[0].id.to_string())),
            (EventType::PaymentSucceeded, DAY - 2 * MINUTE, one(&third)),
            (EventType::PaymentSurplus, DAY - 2 * MINUTE, one(&third)),
            (EventType::RefundSucceeded, DAY - 5 * MINUTE, Some(data.refunds[0].id.to_string())),
        ],
    );
    data.request.paid_at = first.succeeded_at;
    data.payments = vec![first, second, third];
    data.request.sums = data.request.sums_of(&data.payments);
    data
}

/// Part of it is there; a refund form comes back with what is wrong.
pub(in crate::http::dashboard::views) fn detail_part() -> DetailData {
    let mut data = detail(
        request(812, 60_000, "Badsanierung, zweite Rate", ago(6 * DAY)),
        payer("Robin Vorlage", Some("+4915112345000"), None),
    );
    let came = payment(&data.request, 7, PaymentState::Succeeded, ago(2 * DAY));
    data.payments = vec![Payment { received: 20_000, allocated: 20_000, amount: eur(20_000), ..came }];
    data.request.sums = data.request.sums_of(&data.payments);
    data.request.terms.countdown_days = Some(14);
    let id = data.payments[0].id;
    data.events = events(
        &data.request,
        &[
            (EventType::RequestCreated, 6 * DAY, None),
            (EventType::PaymentSucceeded, 2 * DAY, Some(id.to_string())),
            (EventType::RequestPartPaid, 2 * DAY, None),
        ],
    );
    data.refund_problem = Some(RefundProblem {
        payment: id,
        amount: "900,00".into(),
        error: FieldError::new("amount", "too_large", "At most 200.00 EUR can be refunded."),
    });
    data
}
