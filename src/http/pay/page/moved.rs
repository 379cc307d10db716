//! Whether money moved: the line that every dead end owes the payer, and what happened to money besides what was asked.

use super::PageInput;
use crate::domain::money::Money;
use crate::domain::payment::{DisputeState, Payment, PaymentKind, PaymentState};
use crate::domain::refund::{Refund, RefundReason, RefundStatus};
use crate::i18n::formats;
use std::time::Duration;

/// How long coming back is news.
pub(super) const JUST: Duration = Duration::from_secs(15 * 60);

/// Something about money that the payer should know.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// A sentence or two.
    pub text: String,
    /// Whether it is not settled well.
    pub warn: bool,
}

impl PageInput<'_> {
    /// For a page without a way to pay. Never claims that no money was taken where that is not known; says nothing where the
    /// notices say it.
    pub(super) fn money_moved(&self, undecided: bool) -> Option<String> {
        let paid = self.request.sums.allocated;
        if undecided {
            Some(self.tell("pay-money-undecided", 0))
        } else if paid > 0 {
            let due = self.request.amount_due().minor;
            let args = [("paid", self.money(paid)), ("total", self.money(self.asked())), ("due", self.money(due))];
            Some(self.say("pay-money-part", &args.map(|(name, amount)| (name, amount.into()))))
        } else if self.has_received() {
            None
        } else if self.has_lost_sight() {
            Some(self.tell("pay-money-none-known", 0))
        } else {
            Some(self.tell("pay-money-none", 0))
        }
    }

    /// Whether some checkout may still turn out paid.
    pub(super) fn has_unfinished_checkout(&self) -> bool {
        let checkouts = self.payments.iter().filter(|payment| payment.kind == PaymentKind::Checkout);
        checkouts.into_iter().any(|payment| payment.state.is_unfinished())
    }

    /// Whether the payer has just come back from the provider without having paid. Later they may have gone there again by themselves.
    pub(super) fn has_just_left(&self) -> bool {
        let last = self.payments.iter().rfind(|payment| payment.kind == PaymentKind::Checkout);
        let left = last.filter(|payment| payment.state == PaymentState::Open).and_then(|payment| payment.left_at);
        left.is_some_and(|left| self.now < left.plus(JUST))
    }

    /// Whether any money ever came in.
    pub(super) fn has_received(&self) -> bool {
        self.payments.iter().any(|payment| payment.received > 0)
    }

    /// Whether the end of some payment was never learned.
    pub(super) fn has_lost_sight(&self) -> bool {
        self.payments.iter().any(|payment| payment.state == PaymentState::Abandoned)
    }

    /// Late money, surplus, refunds, disputes.
    pub(super) fn notices(&self) -> Vec<Notice> {
        let unsettled = self.payments.iter().filter_map(|payment| self.unsettled(payment));
        let refunds = self.refunds.iter().map(|refund| self.refund(refund));
        let disputes = self.payments.iter().flat_map(|payment| {
            payment.disputes.iter().filter_map(|dispute| {
                let key = match dispute.state {
                    DisputeState::Open => "pay-dispute-open",
                    DisputeState::Lost => "pay-dispute-lost",
                    DisputeState::Won => return None,
                };
                let amount = Money::new(dispute.amount, payment.amount.currency);
                Some(Notice { text: self.tell_of(key, amount), warn: true })
            })
        });
        unsettled.chain(refunds).chain(disputes).collect()
    }

    /// Money of a payment that neither counts nor goes back.
    fn unsettled(&self, payment: &Payment) -> Option<Notice> {
        let surplus = payment.surplus();
        let gave_up = self.refunds.iter().any(|r| r.payment == payment.id && r.status == RefundStatus::Failed);
        if surplus == 0 || gave_up {
            return None;
        }
        let foreign = payment.is_foreign(self.request.terms.amount.currency);
        let key = match (payment.late && payment.allocated == 0, payment.awaits_decision) {
            (_, true) if foreign => "pay-foreign-asked",
            (_, false) if foreign => "pay-foreign-kept",
            (true, true) => "pay-clarifying-money",
            (true, false) => "pay-late-unsettled",
            (false, true) => "pay-surplus-asked",
            (false, false) => "pay-surplus-kept",
        };
        Some(Notice { text: self.tell_of(key, Money::new(surplus, payment.amount.currency)), warn: true })
    }

    fn refund(&self, refund: &Refund) -> Notice {
        // Money of another currency was not too much of it, it never counted.
        let reason = match refund.reason {
            RefundReason::Surplus if refund.amount.currency != self.request.terms.amount.currency => {
                RefundReason::Requested
            }
            told => told,
        };
        let key = match (refund.status, reason) {
            (RefundStatus::Failed, _) => "pay-refund-failed",
            (RefundStatus::Succeeded, RefundReason::Late) => "pay-refund-late-done",
            (RefundStatus::Succeeded, RefundReason::Surplus) => "pay-refund-surplus-done",
            (RefundStatus::Succeeded, RefundReason::Requested | RefundReason::AtProvider) => "pay-refund-done",
            (RefundStatus::Created | RefundStatus::Pending, RefundReason::Late) => "pay-refund-late-underway",
            (RefundStatus::Created | RefundStatus::Pending, RefundReason::Surplus) => "pay-refund-surplus-underway",
            (RefundStatus::Created | RefundStatus::Pending, RefundReason::Requested | RefundReason::AtProvider) => {
                "pay-refund-underway"
            }
        };
        let date = self.day(refund.finished_at.unwrap_or(refund.created_at));
        let args = [
            ("merchant", self.profile.display_name.as_str().into()),
            ("amount", formats::money(self.language, refund.amount).into()),
            ("date", date.into()),
        ];
        Notice { text: self.say(key, &args), warn: refund.status == RefundStatus::Failed }
    }
}

#[cfg(test)]
mod tests {
    use super::super::render;
    use super::super::samples::{Scene, at, money, payment};
    use super::super::scenes::scenes;
    use super::*;
    use crate::domain::language::Language;
    use std::collections::BTreeMap;

    fn german(scene: &Scene) -> String {
        render(&scene.input(Language::De)).html
    }

    #[test]
    fn who_comes_back_without_having_paid_is_told_so_for_a_while() {
        let left = Payment { left_at: Some(at("2026-12-16T13:30:00Z")), ..payment(PaymentState::Open) };
        let says = |scene: &Scene, text: &str| german(scene).contains(text);
        let back = Scene::open().and(left.clone()).at("2026-12-16T13:40:00Z");
        assert!(says(&back, "Sie haben nicht bezahlt. Es wurde kein Geld abgebucht."));
        assert_eq!(render(&back.input(Language::De)).valid_until.to_rfc3339(), "2026-12-16T13:45:00Z");
        let parts = Scene::open().and(money(5_000, 5_000)).and(left.clone()).at("2026-12-16T13:40:00Z");
        assert!(
            says(&parts, "Bei diesem Versuch wurde kein Geld abgebucht.") && !says(&parts, "Sie haben nicht bezahlt.")
        );
        for later in ["2026-12-16T13:45:00Z", "2026-12-17T08:00:00Z"] {
            let later = Scene::open().and(left.clone()).at(later);
            assert!(!says(&later, "nicht bezahlt"), "they may have gone there again by themselves");
        }
        for state in [PaymentState::Closing, PaymentState::Pending, PaymentState::Succeeded] {
            let other = Scene::open().and(Payment { left_at: left.left_at, ..payment(state) });
            assert!(!says(&other, "nicht bezahlt"), "{state:?}");
        }
    }

    #[test]
    fn each_way_to_pay_says_who_takes_it_where_that_differs() {
        let all = scenes().into_iter().collect::<BTreeMap<_, _>>();
        let html = german(&all["open-two-takers"]);
        assert!(
            html.contains("über Sandbox") && html.contains("über Stripe") && html.contains("Weitere Zahlungsarten")
        );
        assert!(html.contains("Die Zahlung nimmt entgegen, wer bei der Zahlungsart steht."), "{html}");
        let html = german(&all["open-methods"]);
        assert!(!html.contains("über Stripe") && html.contains("Die Zahlung nimmt Stripe entgegen."));
    }
}
