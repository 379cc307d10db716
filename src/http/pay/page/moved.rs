//! Whether money moved: the line that every dead end owes the payer, and what happened to money besides what was asked.

use super::PageInput;
use crate::domain::payment::{DisputeState, Payment, PaymentKind, PaymentState};
use crate::domain::refund::{Refund, RefundReason, RefundStatus};

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
        let disputes = self.payments.iter().flat_map(|payment| &payment.disputes).filter_map(|dispute| {
            let key = match dispute.state {
                DisputeState::Open => "pay-dispute-open",
                DisputeState::Lost => "pay-dispute-lost",
                DisputeState::Won => return None,
            };
            Some(Notice { text: self.tell(key, dispute.amount), warn: true })
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
        let key = match (payment.late && payment.allocated == 0, payment.awaits_decision) {
            (true, true) => "pay-clarifying-money",
            (true, false) => "pay-late-unsettled",
            (false, true) => "pay-surplus-asked",
            (false, false) => "pay-surplus-kept",
        };
        Some(Notice { text: self.tell(key, surplus), warn: true })
    }

    fn refund(&self, refund: &Refund) -> Notice {
        let amount = refund.amount.minor;
        let key = match (refund.status, refund.reason) {
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
            ("amount", self.money(amount).into()),
            ("date", date.into()),
        ];
        Notice { text: self.say(key, &args), warn: refund.status == RefundStatus::Failed }
    }
}
