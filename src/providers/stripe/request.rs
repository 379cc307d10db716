//! What we ask of Stripe. Made from the frozen parameters alone, so that a repeat has the same bytes.

use super::amount::to_stripe;
use super::method::chosen_beforehand;
use crate::domain::language::Language;
use crate::domain::method::Method;
use crate::domain::time::Timestamp;
use crate::providers::{RefundParameters, StartParameters};
use std::collections::HashMap;
use stripe_checkout::checkout_session::{
    CreateCheckoutSession, CreateCheckoutSessionAdaptivePricing, CreateCheckoutSessionLineItems,
    CreateCheckoutSessionLineItemsPriceData, CreateCheckoutSessionPaymentIntentData, ListCheckoutSession, ProductData,
    RetrieveCheckoutSession,
};
use stripe_checkout::{CheckoutSessionLocale, CheckoutSessionMode};
use stripe_core::refund::{CreateRefund, ListRefund};
use stripe_types::{RangeBoundsTs, RangeQueryTs};

/// How much is said for the payer's comfort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comfort {
    /// All.
    Full,
    /// Nothing: Stripe has refused some of it.
    None,
}

/// A checkout for one payment, or a sentence why Stripe cannot have it.
pub(super) fn create_session(p: &StartParameters, comfort: Comfort) -> Result<CreateCheckoutSession, String> {
    let mut price = CreateCheckoutSessionLineItemsPriceData::new(currency(p.amount.currency.code()));
    price.unit_amount = Some(to_stripe(p.amount)?);
    price.product_data = Some(ProductData::new(&p.description));
    let mut item = CreateCheckoutSessionLineItems::new();
    item.price_data = Some(price);
    item.quantity = Some(1);
    let mut intent = CreateCheckoutSessionPaymentIntentData::new();
    intent.metadata = Some(named("payment_id", &p.payment));
    intent.description = (comfort == Comfort::Full).then(|| in_the_merchants_books(p));
    // Asked for in one currency, paid in that one, whatever the merchant's dashboard says.
    let mut one_currency = CreateCheckoutSessionAdaptivePricing::new();
    one_currency.enabled = Some(false);
    let mut request = CreateCheckoutSession::new()
        .mode(CheckoutSessionMode::Payment)
        .line_items(vec![item])
        .payment_intent_data(intent)
        .adaptive_pricing(one_currency)
        .client_reference_id(p.payment.to_string())
        .metadata(named("payment_id", &p.payment))
        .success_url(&p.return_url)
        .cancel_url(&p.return_url)
        .expires_at(p.ends_at.seconds());
    if comfort == Comfort::Full {
        request = request.locale(locale(p.language));
        if let Some(email) = p.payer_email.as_deref().filter(|email| is_plain(email)) {
            request = request.customer_email(email);
        }
    }
    if p.method != Method::Any {
        let word = p.method.word();
        let only = chosen_beforehand(p.method).ok_or_else(|| format!("Stripe's page cannot be only for {word}."))?;
        request = request.allowed_payment_method_types(vec![only]);
    }
    Ok(request)
}

fn locale(language: Language) -> CheckoutSessionLocale {
    match language {
        Language::De => CheckoutSessionLocale::De,
        Language::En => CheckoutSessionLocale::En,
        Language::Fr => CheckoutSessionLocale::Fr,
        Language::Nl => CheckoutSessionLocale::Nl,
        Language::It => CheckoutSessionLocale::It,
        Language::Es => CheckoutSessionLocale::Es,
        Language::Pl => CheckoutSessionLocale::Pl,
    }
}

/// Stripe refuses addresses with other letters, however their domain is written.
fn is_plain(email: &str) -> bool {
    email.is_ascii() && !email.to_ascii_lowercase().contains("xn--")
}

/// A session with all that tells how it stands.
pub(super) fn retrieve_session(id: &str) -> RetrieveCheckoutSession {
    RetrieveCheckoutSession::new(id).expand(vec!["payment_intent.latest_charge".to_owned()])
}

/// Sessions made within a day of a start whose answer is lost, a page of them after the last known one.
pub(super) fn list_sessions(started_at: Timestamp, after: Option<&str>) -> ListCheckoutSession {
    let from = started_at.seconds() - CLOCKS_APART;
    let until = from + A_DAY + 2 * CLOCKS_APART;
    let range = RangeBoundsTs { gte: Some(from), lte: Some(until), ..RangeBoundsTs::default() };
    let list = ListCheckoutSession::new().created(RangeQueryTs::Bounds(range)).limit(PAGE);
    match after {
        Some(after) => list.starting_after(after),
        None => list,
    }
}

/// The refunds of a charge, which is a PaymentIntent. More than a page full are not made by anybody.
pub(super) fn list_refunds(charge: &str) -> ListRefund {
    ListRefund::new().payment_intent(charge).limit(PAGE)
}

/// The most that Stripe puts into one answer.
const PAGE: i64 = 100;
const CLOCKS_APART: i64 = 300;
const A_DAY: i64 = 86_400;

/// Money back, or a sentence why Stripe cannot do it. `charge` is the PaymentIntent.
pub(super) fn create_refund(p: &RefundParameters, charge: &str) -> Result<CreateRefund, String> {
    Ok(CreateRefund::new().payment_intent(charge).amount(to_stripe(p.amount)?).metadata(named("refund_id", &p.refund)))
}

/// One entry only: several would go out in an order of their own each time.
fn named(name: &str, id: &impl ToString) -> HashMap<String, String> {
    HashMap::from([(name.to_owned(), id.to_string())])
}

/// What the merchant sees of it at Stripe.
fn in_the_merchants_books(p: &StartParameters) -> String {
    match &p.reference {
        Some(reference) if *reference != p.description => format!("{reference} · {}", p.description),
        Some(_) | None => p.description.clone(),
    }
}

fn currency(code: &str) -> stripe_types::Currency {
    let code = code.to_ascii_lowercase();
    // It keeps the codes that it has no name for.
    code.parse().unwrap_or(stripe_types::Currency::Unknown(code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{PaymentId, RefundId};
    use crate::domain::money::Money;
    use crate::domain::time::Timestamp;
    use stripe::StripeRequest;
    use uuid::Uuid;

    fn parameters() -> StartParameters {
        StartParameters {
            payment: PaymentId(Uuid::from_u128(7)),
            amount: Money::new(11_900, "EUR".parse().unwrap()),
            description: "Reifenwechsel".to_owned(),
            reference: Some("R-1".to_owned()),
            merchant_name: "Werkstatt".to_owned(),
            language: Language::De,
            method: Method::Any,
            payer_email: None,
            return_url: "https://pay.example/p/t/return".to_owned(),
            notify_url: "https://pay.example/notifications/stripe/pa_1".to_owned(),
            ends_at: Timestamp::from_millis(1_795_000_000_999),
        }
    }

    fn sent(p: &StartParameters) -> HashMap<String, String> {
        let body = create_session(p, Comfort::Full).unwrap().build().body.unwrap();
        serde_urlencoded::from_str(&body).unwrap()
    }

    #[test]
    fn a_session_asks_for_exactly_this_payment() {
        let sent = sent(&parameters());
        let id = "pay_00000000000000000000000000000007";
        for (name, value) in [
            ("mode", "payment"),
            ("client_reference_id", id),
            ("metadata[payment_id]", id),
            ("payment_intent_data[metadata][payment_id]", id),
            ("payment_intent_data[description]", "R-1 · Reifenwechsel"),
            ("line_items[0][quantity]", "1"),
            ("line_items[0][price_data][currency]", "eur"),
            ("line_items[0][price_data][unit_amount]", "11900"),
            ("line_items[0][price_data][product_data][name]", "Reifenwechsel"),
            ("locale", "de"),
            ("success_url", "https://pay.example/p/t/return"),
            ("cancel_url", "https://pay.example/p/t/return"),
            ("expires_at", "1795000000"),
            ("adaptive_pricing[enabled]", "false"),
        ] {
            assert_eq!(sent.get(name).map(String::as_str), Some(value), "{name} in {sent:?}");
        }
        assert_eq!(sent.len(), 14, "nothing else: {sent:?}");
    }

    #[test]
    fn choices_of_payer_and_merchant_go_along() {
        let chosen = StartParameters {
            method: Method::SepaDebit,
            language: Language::En,
            payer_email: Some("payer@example.com".to_owned()),
            amount: Money::new(500, "ISK".parse().unwrap()),
            ..parameters()
        };
        let sent = sent(&chosen);
        assert_eq!(sent["allowed_payment_method_types[0]"], "sepa_debit");
        assert_eq!(sent["customer_email"], "payer@example.com");
        assert_eq!(sent["locale"], "en");
        assert_eq!(sent["line_items[0][price_data][unit_amount]"], "50000");
        for (code, written) in [("JPY", "jpy"), ("KWD", "kwd")] {
            assert_eq!(currency(code).to_string(), written);
        }
    }

    #[test]
    fn what_stripe_may_refuse_is_not_said() {
        let with = |email: &str| StartParameters { payer_email: Some(email.to_owned()), ..parameters() };
        for email in ["erika@müller.example", "jürgen@example.org", "erika@xn--mller-kva.example"] {
            assert!(!sent(&with(email)).contains_key("customer_email"), "{email}");
        }
        let bare = create_session(&with("erika@example.org"), Comfort::None).unwrap().build().body.unwrap();
        for spare in ["customer_email", "locale", "payment_intent_data%5Bdescription%5D"] {
            assert!(!bare.contains(spare), "{bare}");
        }
        assert!(bare.contains("unit_amount") && bare.contains("payment_id"), "{bare}");
    }

    #[test]
    fn a_repeat_has_the_same_bytes() {
        let body = || create_session(&parameters(), Comfort::Full).unwrap().build().body;
        let first = body();
        assert!((0..50).all(|_| body() == first));
    }

    #[test]
    fn what_stripe_cannot_have_is_refused_beforehand() {
        for refused in [
            StartParameters { method: Method::Transfer, ..parameters() },
            StartParameters { method: Method::Other, ..parameters() },
            StartParameters { amount: Money::new(1_234, "KWD".parse().unwrap()), ..parameters() },
        ] {
            assert!(create_session(&refused, Comfort::Full).is_err(), "{refused:?}");
        }
    }

    #[test]
    fn a_refund_names_payment_and_refund() {
        let refund = RefundParameters {
            refund: RefundId(Uuid::from_u128(9)),
            payment: parameters().payment,
            reference: None,
            charge_reference: None,
            amount: Money::new(500, "EUR".parse().unwrap()),
        };
        let body = create_refund(&refund, "pi_1").unwrap().build().body.unwrap();
        let sent: HashMap<String, String> = serde_urlencoded::from_str(&body).unwrap();
        assert_eq!(sent["payment_intent"], "pi_1");
        assert_eq!(sent["amount"], "500");
        assert_eq!(sent["metadata[refund_id]"], "re_00000000000000000000000000000009");
        assert_eq!(sent.len(), 3);
    }
}
