//! The payments of a request: what came, what it cost, why it did not work, what went back, and what a person has to decide.

use super::detail::{DetailData, Line, RefundProblem};
use super::form::refund_error_text;
use super::frame::Frame;
use super::timeline::provider_name;
use crate::domain::language::Language;
use crate::domain::money::{Currency, Money};
use crate::domain::payment::{Dispute, DisputeState, Failure, Payment, PaymentState};
use crate::domain::refund::{Refund, RefundReason, RefundStatus};
use crate::i18n::formats;

pub(super) struct PaymentView {
    pub(super) id: String,
    pub(super) request: String,
    pub(super) refunded_minor: i64,
    pub(super) amount: String,
    pub(super) tone: &'static str,
    pub(super) word: String,
    pub(super) account: String,
    pub(super) when: String,
    pub(super) machine: String,
    pub(super) late: bool,
    pub(super) facts: Vec<Line>,
    pub(super) failure: Option<FailureView>,
    pub(super) decision: Option<DecisionView>,
    pub(super) surplus: Option<String>,
    pub(super) disputes: Vec<NoteView>,
    pub(super) refunds: Vec<RefundView>,
    pub(super) form: Option<RefundForm>,
    /// Why a refund was not taken, where no form is left to say it.
    pub(super) refused: Option<String>,
}

pub(super) struct FailureView {
    pub(super) sentence: String,
    pub(super) detail: Option<String>,
}

pub(super) struct DecisionView {
    pub(super) sentence: String,
    pub(super) accept: String,
    /// Absent while the payer's bank contests the money, or when it has taken it.
    pub(super) refund: Option<String>,
    pub(super) allowed: bool,
}

pub(super) struct NoteView {
    pub(super) tone: &'static str,
    pub(super) text: String,
}

pub(super) struct RefundView {
    pub(super) amount: String,
    pub(super) tone: &'static str,
    pub(super) word: String,
    pub(super) when: String,
    pub(super) machine: String,
    pub(super) reason: String,
    pub(super) failure: Option<String>,
}

pub(super) struct RefundForm {
    pub(super) open: bool,
    pub(super) amount: String,
    pub(super) hint: String,
    pub(super) currency: &'static str,
    pub(super) error: Option<String>,
}

pub(super) fn views(frame: &Frame, data: &DetailData) -> Vec<PaymentView> {
    data.payments.iter().rev().map(|payment| PaymentView::of(frame, data, payment)).collect()
}

impl PaymentView {
    fn of(frame: &Frame, data: &DetailData, payment: &Payment) -> Self {
        let minor = if payment.received > 0 { payment.received } else { payment.amount.minor };
        let at = payment.succeeded_at.or(payment.acted_at).unwrap_or(payment.created_at);
        let refunds = data.refunds.iter().filter(|refund| refund.payment == payment.id);
        let surplus = payment.surplus();
        let form = RefundForm::of(frame, payment, data.refund_problem.as_ref());
        let problem = data.refund_problem.as_ref().filter(|problem| problem.payment == payment.id && form.is_none());
        let held = payment.awaits_decision || surplus == 0;
        Self {
            id: payment.id.to_string(),
            request: data.request.id.to_string(),
            refunded_minor: payment.refunded,
            amount: frame.money(Money::new(minor, payment.amount.currency)),
            tone: tone(payment.state),
            word: frame.t(&format!("dash-payment-{}", payment.state.word())),
            account: account(frame, payment),
            when: frame.moment(at),
            machine: at.to_rfc3339(),
            late: payment.late,
            facts: facts(frame, payment),
            failure: payment
                .failure
                .as_ref()
                .map(|failure| FailureView { sentence: failure_text(frame, failure), detail: failure.detail.clone() }),
            decision: payment.awaits_decision.then(|| DecisionView::of(frame, data, payment)),
            surplus: (!held).then(|| {
                let over = frame.money(Money::new(surplus, payment.amount.currency));
                let foreign = payment.is_foreign(data.request.terms.amount.currency);
                let key = if foreign { "dash-payment-foreign" } else { "dash-payment-surplus" };
                frame.with(key, &[("amount", over.into())])
            }),
            disputes: payment.disputes.iter().map(|dispute| NoteView::of(frame, payment, dispute)).collect(),
            refunds: refunds.map(|refund| RefundView::of(frame, refund, data.request.terms.amount.currency)).collect(),
            refused: problem.map(|problem| refund_error_text(frame, &problem.error, payment.amount.currency)),
            form,
        }
    }
}

fn tone(state: PaymentState) -> &'static str {
    match state {
        PaymentState::Succeeded => "paid",
        PaymentState::Pending | PaymentState::Closing => "processing",
        PaymentState::Starting | PaymentState::Open => "open",
        PaymentState::Failed => "fail",
        PaymentState::Cancelled | PaymentState::Abandoned => "dead",
    }
}

fn facts(frame: &Frame, payment: &Payment) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut add = |key: &str, value: Option<String>| {
        lines.extend(value.map(|value| Line::new(frame.t(key), value)));
    };
    let money = |minor: i64| frame.money(Money::new(minor, payment.amount.currency));
    add("dash-payment-fee", payment.fee.map(money));
    add("dash-payment-net", payment.fee.map(|fee| money(payment.received - fee)));
    let counted = payment.allocated > 0 && payment.allocated != payment.received;
    add("dash-payment-allocated", counted.then(|| money(payment.allocated)));
    add("dash-payment-provider", provider_name(payment));
    add("dash-payment-reference", payment.provider_reference.clone());
    lines
}

/// "Visa •••• 4242", or the method as far as it is known.
pub(super) fn account(frame: &Frame, payment: &Payment) -> String {
    let told = payment.payer_account.as_ref();
    let parts: Vec<&str> =
        told.iter().flat_map(|account| [account.name.as_deref(), account.number.as_deref()]).flatten().collect();
    if parts.is_empty() { frame.t(&format!("dash-method-{}", payment.method.word())) } else { parts.join(" ") }
}

/// Why a payment did not work, for the merchant.
pub(super) fn failure_text(frame: &Frame, failure: &Failure) -> String {
    frame.t(&format!("dash-failure-{}", failure.code.word().replace('_', "-")))
}

impl DecisionView {
    fn of(frame: &Frame, data: &DetailData, payment: &Payment) -> Self {
        let left = frame.money(Money::new(payment.surplus(), payment.amount.currency));
        let late = payment.late && payment.allocated == 0 && data.request.amount_due().minor > 0;
        let (sentence, accept) = if payment.is_foreign(data.request.terms.amount.currency) {
            ("dash-decide-foreign", "dash-decide-foreign-accept")
        } else if late {
            ("dash-decide-late", "dash-decide-late-accept")
        } else {
            ("dash-decide-surplus", "dash-decide-surplus-accept")
        };
        let returnable = payment.returnable() > 0;
        Self {
            sentence: frame.with(sentence, &[("amount", left.clone().into())]),
            accept: frame.t(accept),
            refund: returnable.then(|| frame.with("dash-decide-refund", &[("amount", left.into())])),
            allowed: frame.role.may_refund(),
        }
    }
}

impl NoteView {
    fn of(frame: &Frame, payment: &Payment, dispute: &Dispute) -> Self {
        let (key, tone) = match dispute.state {
            DisputeState::Open => ("dash-dispute-open", "bad"),
            DisputeState::Won => ("dash-dispute-won", "good"),
            DisputeState::Lost => ("dash-dispute-lost", "bad"),
        };
        let amount = frame.money(Money::new(dispute.amount, payment.amount.currency));
        Self { tone, text: frame.with(key, &[("amount", amount.into())]) }
    }
}

impl RefundView {
    fn of(frame: &Frame, refund: &Refund, asked: Currency) -> Self {
        let tone = match refund.status {
            RefundStatus::Created | RefundStatus::Pending => "processing",
            RefundStatus::Succeeded => "paid",
            RefundStatus::Failed => "fail",
        };
        let at = refund.finished_at.unwrap_or(refund.created_at);
        let reason = match refund.reason {
            RefundReason::Requested => String::new(),
            RefundReason::Late => frame.t("dash-refund-reason-late"),
            RefundReason::Surplus if refund.amount.currency != asked => frame.t("dash-refund-reason-foreign"),
            RefundReason::Surplus => frame.t("dash-refund-reason-surplus"),
            RefundReason::AtProvider => frame.t("dash-refund-reason-provider"),
        };
        Self {
            amount: frame.money(refund.amount),
            tone,
            word: frame.t(&format!("dash-refund-{}", refund.status.word())),
            when: frame.moment(at),
            machine: at.to_rfc3339(),
            reason,
            failure: refund.failure.clone(),
        }
    }
}

impl RefundForm {
    fn of(frame: &Frame, payment: &Payment, problem: Option<&RefundProblem>) -> Option<Self> {
        let left = payment.returnable();
        if payment.state != PaymentState::Succeeded || left == 0 || !frame.role.may_refund() || payment.awaits_decision
        {
            return None;
        }
        let most = Money::new(left, payment.amount.currency);
        let problem = problem.filter(|problem| problem.payment == payment.id);
        Some(Self {
            open: problem.is_some(),
            amount: problem.map_or_else(|| typed(frame.language, most), |problem| problem.amount.clone()),
            hint: frame.with("dash-refund-hint", &[("amount", frame.money(most).into())]),
            currency: payment.amount.currency.code(),
            error: problem.map(|problem| refund_error_text(frame, &problem.error, payment.amount.currency)),
        })
    }
}

/// An amount as a person would type it: no grouping, no currency.
fn typed(language: Language, amount: Money) -> String {
    let plain = amount.to_decimal().to_string();
    let mark = formats::money_number(language, amount).chars().rev().find(|c| !c.is_ascii_digit());
    if mark == Some(',') { plain.replace('.', ",") } else { plain }
}
