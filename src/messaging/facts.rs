//! What a template's variables are filled with: everything already written as people of the payer's language write it.

use super::purpose::Purpose;
use crate::domain::language::Language;
use std::collections::BTreeMap;
use std::fmt;

/// What is known when a message is written. Personal data: never logged.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Of the message. Decides how names are written in an SMS.
    pub language: Option<Language>,
    /// `payer.name`
    pub payer_name: Option<String>,
    /// `payer.first_name`
    pub payer_first_name: Option<String>,
    /// `merchant.name`, as the profile shows it.
    pub merchant_name: String,
    /// `amount`: what was asked.
    pub amount: Option<String>,
    /// `amount_due`: what is left of it.
    pub amount_due: Option<String>,
    /// `amount_paid`: what came in.
    pub amount_paid: Option<String>,
    /// `amount_refunded`: what goes back.
    pub amount_refunded: Option<String>,
    /// `currency`: the code of ISO 4217.
    pub currency: Option<String>,
    /// `reference`
    pub reference: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `due_date`: the day on which it should be paid.
    pub due_date: Option<String>,
    /// `expires_at`: the last day on which it can be paid.
    pub expires_at: Option<String>,
    /// `link`: the pay link.
    pub link: Option<String>,
    /// `days_left`: whole days until it expires.
    pub days_left: Option<i64>,
    /// `days_overdue`: whole days since the due date.
    pub days_overdue: Option<i64>,
    /// `support.phone`
    pub support_phone: Option<String>,
    /// `support.email`
    pub support_email: Option<String>,
    /// `can_reply`: whether the sender receives answers.
    pub can_reply: bool,
    /// `metadata.<key>`
    pub metadata: BTreeMap<String, String>,
    /// `opt_out_link`: where a payer ends these messages.
    pub opt_out_link: Option<String>,
}

impl fmt::Debug for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Facts(…)")
    }
}

type IsOffered = fn(Purpose) -> bool;

/// What a template may name, and for which purposes.
const VARIABLES: [(&str, IsOffered); 20] = [
    ("payer.name", |_| true),
    ("payer.first_name", |_| true),
    ("merchant.name", |_| true),
    ("amount", is_about_a_request),
    ("amount_due", is_about_a_request),
    ("amount_paid", |purpose| matches!(purpose, Purpose::Paid | Purpose::Refunded)),
    ("amount_refunded", |purpose| matches!(purpose, Purpose::Refunded)),
    ("currency", is_about_a_request),
    ("reference", is_about_a_request),
    ("description", is_about_a_request),
    ("due_date", is_unpaid),
    ("expires_at", is_unpaid),
    ("link", is_about_a_request),
    ("days_left", Purpose::asks_for_money),
    ("days_overdue", is_unpaid),
    ("support.phone", |_| true),
    ("support.email", |_| true),
    ("can_reply", |_| true),
    ("metadata", is_about_a_request),
    ("opt_out_link", |_| true),
];

fn is_about_a_request(purpose: Purpose) -> bool {
    !purpose.is_answer()
}

fn is_unpaid(purpose: Purpose) -> bool {
    purpose.asks_for_money() || matches!(purpose, Purpose::Expired)
}

/// The variables of a purpose; `metadata` stands for every `metadata.<key>`.
pub fn offered(purpose: Purpose) -> impl Iterator<Item = &'static str> {
    VARIABLES.into_iter().filter(move |(_, offered)| offered(purpose)).map(|(name, _)| name)
}

impl Facts {
    /// The same with names and purpose in the letters that the language keeps to in an SMS; none where it has no such habit. What may be a
    /// code (a reference, a note of the merchant's) stays as it is.
    pub fn in_plain_letters(&self) -> Option<Self> {
        let language = self.language?;
        let plain = |text: &Option<String>| text.as_deref().map(|text| language.in_plain_letters(text));
        let facts = Self {
            payer_name: plain(&self.payer_name),
            payer_first_name: plain(&self.payer_first_name),
            merchant_name: language.in_plain_letters(&self.merchant_name),
            description: plain(&self.description),
            ..self.clone()
        };
        (facts != *self).then_some(facts)
    }

    /// Facts as they often are, to try a template with and to show how it looks.
    pub fn sample() -> Self {
        let some = |text: &str| Some(text.to_owned());
        Self {
            language: None,
            payer_name: some("Erika Mustermann"),
            payer_first_name: some("Erika"),
            merchant_name: "Klempnerei Nord".to_owned(),
            amount: some("119,00 €"),
            amount_due: some("119,00 €"),
            amount_paid: some("119,00 €"),
            amount_refunded: some("119,00 €"),
            currency: some("EUR"),
            reference: some("R-2026-0815"),
            description: some("Wartung der Heizung"),
            due_date: some("19.12.2026"),
            expires_at: some("15.03.2027"),
            link: some("https://pay.example/p/AbCdEfGhIjKlMnOpQrStUv"),
            days_left: Some(30),
            days_overdue: Some(3),
            support_phone: some("+49 461 1234567"),
            support_email: some("kontakt@klempnerei-nord.example"),
            can_reply: true,
            metadata: BTreeMap::new(),
            opt_out_link: some("https://pay.example/o/AbCdEfGhIjKlMnOpQrStUv"),
        }
    }

    /// The same with everything away that a request may lack.
    pub fn sparse_sample() -> Self {
        Self {
            payer_name: None,
            payer_first_name: None,
            reference: None,
            description: None,
            due_date: None,
            days_left: None,
            days_overdue: None,
            support_phone: None,
            support_email: None,
            can_reply: false,
            opt_out_link: None,
            ..Self::sample()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_knows_no_payment_request() {
        let help: Vec<&str> = offered(Purpose::Help).collect();
        assert_eq!(
            help,
            [
                "payer.name",
                "payer.first_name",
                "merchant.name",
                "support.phone",
                "support.email",
                "can_reply",
                "opt_out_link"
            ]
        );
        assert!(offered(Purpose::Request).any(|name| name == "link"));
        assert!(!offered(Purpose::Request).any(|name| name == "amount_refunded"));
    }

    #[test]
    fn personal_data_are_not_printed() {
        assert_eq!(format!("{:?}", Facts::sample()), "Facts(…)");
    }
}
