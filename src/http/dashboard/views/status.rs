//! Where a request stands, in a word, a colour and a reason. The colour is never the only sign.

use super::frame::Frame;
use crate::domain::payment::{Payment, PaymentState};
use crate::domain::payment_request::{PaymentRequest, Status};
use crate::domain::time::Date;
use crate::i18n::{Arg, text};
use std::time::Duration;

/// A status as pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusView {
    /// Class of the style sheet: `open`, `over`, `processing`, `paid`, `dead`.
    pub tone: &'static str,
    /// "Bezahlt".
    pub word: String,
    /// "heute 14:32".
    pub reason: String,
    /// Whether a person has to do something.
    pub attention: bool,
}

impl StatusView {
    /// Of a request; `payment` is the one that explains it best: the one that awaits a decision, or else the newest.
    pub fn of(frame: &Frame, request: &PaymentRequest, payment: Option<&Payment>) -> Self {
        let status = request.status(frame.now);
        let overdue = request.overdue(frame.now, &frame.zone);
        let tone = match status {
            Status::Open if overdue => "over",
            Status::Open => "open",
            Status::Processing => "processing",
            Status::Paid => "paid",
            Status::Expired | Status::Cancelled => "dead",
        };
        let attention = payment.is_some_and(|payment| payment.awaits_decision);
        let foreign = payment.is_some_and(|payment| payment.is_foreign(request.terms.amount.currency));
        let reason = match status {
            _ if attention && foreign => frame.t("dash-reason-foreign-decide"),
            _ if attention && request.sums.clarifying > 0 => frame.t("dash-reason-late-decide"),
            _ if attention => frame.t("dash-reason-surplus-decide"),
            Status::Open if overdue => overdue_reason(frame, request, payment),
            Status::Open => open_reason(frame, request, payment),
            Status::Processing => processing_reason(frame, payment),
            Status::Paid => paid_reason(frame, request),
            Status::Expired => on(frame, frame.last_day(request.terms.expires_at)),
            Status::Cancelled => on(frame, frame.zone.date(request.cancelled_at.unwrap_or(request.last_event_at))),
        };
        Self { tone, word: word(frame, status, overdue), reason, attention }
    }
}

fn word(frame: &Frame, status: Status, overdue: bool) -> String {
    if overdue { frame.t("dash-status-overdue") } else { text(frame.language, &format!("status-{}", status.word())) }
}

fn on(frame: &Frame, date: Date) -> String {
    frame.with("dash-reason-on", &[("when", frame.near_day(date).into())])
}

fn paid_reason(frame: &Frame, request: &PaymentRequest) -> String {
    let sums = request.sums;
    if sums.disputed > 0 {
        frame.t("dash-reason-disputed")
    } else if sums.refunded >= request.terms.amount.minor && sums.refunded > 0 {
        frame.t("dash-reason-refunded")
    } else if sums.refunded > 0 {
        frame.t("dash-reason-part-refunded")
    } else {
        let when = frame.moment(request.paid_at.unwrap_or(request.last_event_at));
        if request.late { frame.with("dash-reason-paid-late", &[("when", when.into())]) } else { when }
    }
}

fn processing_reason(frame: &Frame, payment: Option<&Payment>) -> String {
    match payment.filter(|payment| payment.state == PaymentState::Pending) {
        Some(payment) => frame.with(
            "dash-reason-pending",
            &[("method", frame.t(&format!("dash-method-{}", payment.method.word())).into())],
        ),
        None => frame.t("dash-reason-clarifying"),
    }
}

fn overdue_reason(frame: &Frame, request: &PaymentRequest, payment: Option<&Payment>) -> String {
    let days = request.terms.due_date.map_or(0, |due| (frame.today() - due).whole_days());
    let since = frame.with("dash-reason-overdue", &[("days", Arg::Number(days))]);
    match trial(frame, payment) {
        Some(trial) => format!("{since}, {trial}"),
        None => since,
    }
}

fn open_reason(frame: &Frame, request: &PaymentRequest, payment: Option<&Payment>) -> String {
    if let Some(trial) = trial(frame, payment) {
        return trial;
    }
    if let Some(days) = request.countdown(frame.now, &frame.zone) {
        return frame.with("dash-reason-countdown", &[("days", Arg::Number(days))]);
    }
    match request.opened_at {
        Some(at) => frame.with("dash-reason-opened", &[("when", frame.moment(at).into())]),
        None => frame.t("dash-reason-unopened"),
    }
}

/// What the payer is trying, or tried last.
fn trial(frame: &Frame, payment: Option<&Payment>) -> Option<String> {
    let payment = payment?;
    let at = |key: &str, when| Some(frame.with(key, &[("when", frame.moment(when).into())]));
    match (payment.state, payment.left_at) {
        (PaymentState::Open | PaymentState::Cancelled, Some(left)) => at("dash-reason-left", left),
        // Who closes the page says nothing.
        (PaymentState::Open, None) if frame.now > payment.created_at.plus(PAYING) => {
            at("dash-reason-began", payment.created_at)
        }
        (PaymentState::Starting | PaymentState::Open, _) => Some(frame.t("dash-reason-paying")),
        (PaymentState::Closing, _) => Some(frame.t("dash-reason-checked")),
        (PaymentState::Failed, _) => Some(frame.t("dash-reason-failed")),
        (PaymentState::Pending | PaymentState::Succeeded | PaymentState::Cancelled | PaymentState::Abandoned, _) => {
            None
        }
    }
}

/// How long somebody may take to pay on a provider's page.
const PAYING: Duration = Duration::from_secs(30 * 60);
