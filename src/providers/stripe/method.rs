//! Ways to pay, payers' accounts and reasons for failure, from Stripe's words to ours.

use super::object::{Charge, LastError};
use crate::domain::method::Method;
use crate::domain::payment::{Failure, FailureCode, PayerAccount};
use serde_json::Value;
use stripe_checkout::checkout_session::CreateCheckoutSessionAllowedPaymentMethodTypes as Allowed;

/// Stripe's word for a way to pay that its page can be restricted to.
pub(super) fn chosen_beforehand(method: Method) -> Option<Allowed> {
    match method {
        Method::Card => Some(Allowed::Card),
        Method::Ideal => Some(Allowed::Ideal),
        Method::Bancontact => Some(Allowed::Bancontact),
        Method::SepaDebit => Some(Allowed::SepaDebit),
        Method::Paypal => Some(Allowed::Paypal),
        Method::Twint => Some(Allowed::Twint),
        Method::Eps => Some(Allowed::Eps),
        Method::Blik => Some(Allowed::Blik),
        Method::P24 => Some(Allowed::P24),
        Method::Klarna => Some(Allowed::Klarna),
        // A bank transfer needs a customer at Stripe, which we do not make.
        Method::Any | Method::Transfer | Method::Other => None,
    }
}

/// Our word for a charge's `payment_method_details.type`.
pub(super) fn method_of(word: &str) -> Method {
    match word {
        "customer_balance" => Method::Transfer,
        word => match word.parse() {
            Ok(Method::Any) | Err(_) => Method::Other,
            Ok(method) => method,
        },
    }
}

/// From where the money came: brand or bank, and the last digits.
pub(super) fn payer_account(details: &Value) -> Option<PayerAccount> {
    let kind = details["type"].as_str()?;
    let of_kind = &details[kind];
    let text = |names: [&str; 3]| names.iter().find_map(|name| of_kind[*name].as_str()).filter(|text| !text.is_empty());
    let name = text(["brand", "bank_name", "bank"]).map(display_name);
    let number = text(["last4", "iban_last4", "account_number_last4"]).map(|digits| format!("•••• {digits}"));
    (name.is_some() || number.is_some()).then_some(PayerAccount { name, number })
}

/// "visa" as "Visa", "abn_amro" as "ABN Amro"; a name that is written as one stays as it is.
fn display_name(word: &str) -> String {
    match word {
        "amex" => return "American Express".to_owned(),
        "diners" => return "Diners Club".to_owned(),
        "unionpay" => return "UnionPay".to_owned(),
        _ => {}
    }
    if word.chars().any(|c| c.is_whitespace() || c.is_uppercase()) {
        return word.to_owned();
    }
    let capitalised = |part: &str| {
        let upper = if part.chars().count() <= 3 { part.chars().count() } else { 1 };
        part.chars().enumerate().map(|(at, c)| if at < upper { c.to_ascii_uppercase() } else { c }).collect::<String>()
    };
    word.split('_').map(capitalised).collect::<Vec<_>>().join(" ")
}

/// Why a payment did not work. The most telling word is the bank's own.
pub(super) fn failure(error: Option<&LastError>, charge: Option<&Charge>) -> Failure {
    let declined = error.and_then(|error| error.decline_code.as_deref());
    let charged = charge.and_then(|charge| charge.failure_code.as_deref());
    let code = error.and_then(|error| error.code.as_deref());
    let words: Vec<&str> = [declined, charged, code].into_iter().flatten().collect();
    let is_debit = charge.is_some_and(|charge| {
        charge.method_word().is_some_and(|word| word.ends_with("_debit") || word == "us_bank_account")
    });
    let authentication = ["authentication_required", "payment_intent_authentication_failure", "authentication_failed"];
    let code = if words.contains(&"insufficient_funds") {
        FailureCode::InsufficientFunds
    } else if words.iter().any(|word| authentication.contains(word)) {
        FailureCode::AuthenticationFailed
    } else if is_debit || words.iter().any(|word| word.starts_with("debit_")) {
        FailureCode::DebitFailed
    } else if words.is_empty() {
        FailureCode::Other
    } else {
        FailureCode::Declined
    };
    Failure { code, detail: words.first().map(|word| (*word).to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn stripes_ways_to_pay_have_words_of_ours() {
        for method in Method::ALL {
            if let Some(allowed) = chosen_beforehand(*method) {
                assert_eq!(method_of(allowed.as_str()), *method, "the same word in both directions");
            }
        }
        assert_eq!(method_of("customer_balance"), Method::Transfer);
        for unknown in ["link", "any", "konbini", ""] {
            assert_eq!(method_of(unknown), Method::Other, "{unknown}");
        }
    }

    #[test]
    fn the_payers_account_is_masked_and_readable() {
        let shown = |details: Value| payer_account(&details).map(|account| (account.name, account.number));
        let text = |text: &str| Some(text.to_owned());
        let card = json!({ "type": "card", "card": { "brand": "visa", "last4": "4242" } });
        assert_eq!(shown(card), Some((text("Visa"), text("•••• 4242"))));
        let amex = json!({ "type": "card", "card": { "brand": "amex", "last4": "0005" } });
        assert_eq!(shown(amex), Some((text("American Express"), text("•••• 0005"))));
        let debit = json!({ "type": "sepa_debit", "sepa_debit": { "bank_code": "37040044", "last4": "3000" } });
        assert_eq!(shown(debit), Some((None, text("•••• 3000"))));
        let ideal = json!({ "type": "ideal", "ideal": { "bank": "abn_amro", "iban_last4": "0300" } });
        assert_eq!(shown(ideal), Some((text("ABN Amro"), text("•••• 0300"))));
        let bancontact = json!({ "type": "bancontact", "bancontact": { "bank_name": "KBC Brussels" } });
        assert_eq!(shown(bancontact), Some((text("KBC Brussels"), None)));
        assert_eq!(shown(json!({ "type": "twint", "twint": {} })), None);
        assert_eq!(
            shown(json!({ "type": "card", "card": { "brand": "cartes_bancaires" } })),
            Some((text("Cartes Bancaires"), None))
        );
    }

    #[test]
    fn the_banks_reason_comes_first() {
        let error = |code: &str, decline: Option<&str>| LastError {
            code: Some(code.to_owned()),
            decline_code: decline.map(str::to_owned),
        };
        let charge = |kind: &str, code: &str| -> Charge {
            serde_json::from_value(json!({ "id": "ch_1", "created": 1, "failure_code": code,
                "payment_method_details": { "type": kind } }))
            .unwrap()
        };
        for (error, charge, code, detail) in [
            (
                Some(error("card_declined", Some("insufficient_funds"))),
                None,
                FailureCode::InsufficientFunds,
                "insufficient_funds",
            ),
            (Some(error("card_declined", Some("generic_decline"))), None, FailureCode::Declined, "generic_decline"),
            (
                Some(error("authentication_required", None)),
                None,
                FailureCode::AuthenticationFailed,
                "authentication_required",
            ),
            (
                Some(error("payment_intent_payment_attempt_failed", None)),
                Some(charge("sepa_debit", "debit_not_authorized")),
                FailureCode::DebitFailed,
                "debit_not_authorized",
            ),
            (
                None,
                Some(charge("sepa_debit", "insufficient_funds")),
                FailureCode::InsufficientFunds,
                "insufficient_funds",
            ),
        ] {
            let failure = failure(error.as_ref(), charge.as_ref());
            assert_eq!((failure.code, failure.detail.as_deref()), (code, Some(detail)));
        }
        assert_eq!(failure(None, None), Failure { code: FailureCode::Other, detail: None });
    }
}
