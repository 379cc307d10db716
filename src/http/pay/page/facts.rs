//! Details and receipt: a list of names and values.

use super::PageInput;
use crate::domain::method::Method;
use crate::domain::payment::{Payment, PaymentKind};
use crate::domain::refund::{Refund, RefundReason, RefundStatus};
use crate::i18n::{formats, text};

/// One line.
pub struct Fact {
    /// "Referenz".
    pub name: String,
    /// "LI-748925".
    pub value: String,
}

impl PageInput<'_> {
    fn fact(&self, key: &str, value: impl Into<String>) -> Fact {
        Fact { name: text(self.language, key), value: value.into() }
    }

    fn optional(&self, key: &str, value: Option<&str>) -> Option<Fact> {
        value.map(|value| self.fact(key, value))
    }

    /// Whom the money goes to, by its full name.
    fn payee(&self) -> Fact {
        let profile = self.profile;
        self.fact("pay-payee", profile.legal_name.as_ref().unwrap_or(&profile.display_name).as_str())
    }

    /// Beneath the form; the reference only where it does not stand above it already.
    pub(super) fn details(&self, with_reference: bool) -> Vec<Fact> {
        let terms = &self.request.terms;
        let mut facts = Vec::new();
        let reference = terms.reference.as_deref().filter(|_| with_reference);
        facts.extend(self.optional("pay-reference", reference));
        facts.extend(self.optional("pay-issued-to", self.payer_name_masked));
        facts.push(self.payee());
        facts.extend(self.parts());
        // Far days stand beneath the amount already; near ones only by their names.
        let near = terms.due_date.filter(|due| *due <= self.tomorrow());
        facts.extend(near.map(|due| self.fact("pay-due", formats::date_medium(self.language, due))));
        facts.push(self.fact("pay-payable-until", self.payable_until()));
        facts
    }

    /// Beneath the page of a request that is not payable now.
    pub(super) fn outline(&self) -> Vec<Fact> {
        let terms = &self.request.terms;
        let mut facts = Vec::new();
        facts.extend(self.optional("pay-reference", terms.reference.as_deref()));
        facts.extend(self.optional("pay-purpose", terms.description.as_deref()));
        facts.push(self.payee());
        let parts = self.parts();
        if parts.is_empty() {
            facts.push(self.fact("pay-amount", self.money(self.asked())));
        }
        facts.extend(parts);
        facts
    }

    /// Beneath the page of a request that waits for somebody to take the payment.
    pub(super) fn outlook(&self) -> Vec<Fact> {
        let mut facts = self.outline();
        let due = self.request.terms.due_date;
        facts.extend(due.map(|due| self.fact("pay-due", formats::date_medium(self.language, due))));
        facts.push(self.fact("pay-payable-until", self.payable_until()));
        facts
    }

    /// What is paid and what is not, once something is.
    fn parts(&self) -> Vec<Fact> {
        let paid = self.request.sums.allocated;
        if paid == 0 {
            return Vec::new();
        }
        let due = self.request.amount_due().minor;
        vec![
            self.fact("pay-total", self.money(self.asked())),
            self.fact("pay-already-paid", self.money(paid)),
            self.fact("pay-still-due", self.money(due)),
        ]
    }

    /// The receipt: what, from whom, to whom, when, with what, how much.
    pub(super) fn receipt(&self) -> Vec<Fact> {
        let terms = &self.request.terms;
        let mut facts = Vec::new();
        facts.extend(self.optional("pay-reference", terms.reference.as_deref()));
        facts.extend(self.optional("pay-purpose", terms.description.as_deref()));
        facts.extend(self.optional("pay-issued-to", self.payer_name_masked));
        facts.push(self.payee());
        let counted: Vec<&Payment> = self.payments.iter().filter(|payment| payment.allocated > 0).collect();
        if let [payment] = counted.as_slice() {
            facts.push(self.fact("pay-paid-on", self.paid_at(payment)));
            facts.extend(self.means(payment).map(|means| self.fact("pay-paid-with", means)));
            facts.push(self.fact("pay-amount", self.money(payment.allocated)));
        } else {
            facts.extend(counted.into_iter().map(|payment| self.part(payment)));
            facts.push(self.fact("pay-total", self.money(self.request.sums.allocated)));
        }
        facts.extend(self.money_back());
        facts
    }

    /// What of it went back, each in a line. Surplus and late money never counted, so they are told apart from the receipt.
    fn money_back(&self) -> Vec<Fact> {
        if self.request.sums.refunded == 0 {
            return Vec::new();
        }
        let counts = |refund: &&Refund| match refund.reason {
            RefundReason::Requested | RefundReason::AtProvider => refund.status != RefundStatus::Failed,
            RefundReason::Late | RefundReason::Surplus => false,
        };
        let line = |refund: &Refund| {
            let date = [("date", self.day(refund.finished_at.unwrap_or(refund.created_at)).into())];
            let name = match refund.status {
                RefundStatus::Succeeded => self.say("pay-receipt-refunded", &date),
                RefundStatus::Created | RefundStatus::Pending | RefundStatus::Failed => {
                    self.say("pay-receipt-refunding", &[])
                }
            };
            Fact { name, value: formats::money(self.language, refund.amount) }
        };
        self.refunds.iter().filter(counts).map(line).collect()
    }

    /// One of several payments in one line: when, how much, with what.
    fn part(&self, payment: &Payment) -> Fact {
        let amount = self.money(payment.allocated);
        let value = self.means(payment).map_or_else(|| amount.clone(), |means| format!("{means} · {amount}"));
        Fact { name: self.paid_at(payment), value }
    }

    fn paid_at(&self, payment: &Payment) -> String {
        let at = payment.succeeded_at.or(self.request.paid_at).unwrap_or(payment.created_at);
        formats::date_time(self.language, at, self.zone)
    }

    /// "Visa •••• 4242", or the method where the provider told nothing of the account.
    fn means(&self, payment: &Payment) -> Option<String> {
        let account = payment.payer_account.as_ref();
        let told: Vec<&str> =
            account.map(|a| [a.name.as_deref(), a.number.as_deref()]).into_iter().flatten().flatten().collect();
        match (payment.kind, payment.method) {
            (PaymentKind::Manual, _) => Some(self.tell("pay-recorded-by-hand", 0)),
            _ if !told.is_empty() => Some(told.join(" ")),
            (PaymentKind::Transfer, _) => Some(self.method(Method::Transfer)),
            (PaymentKind::Checkout, Method::Any | Method::Other) => None,
            (PaymentKind::Checkout, method) => Some(self.method(method)),
        }
    }

    /// A method in the page's language.
    pub(super) fn method(&self, method: Method) -> String {
        text(self.language, &format!("method-{}", method.word()))
    }
}
