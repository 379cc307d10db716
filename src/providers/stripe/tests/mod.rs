//! What Stripe's objects say, over the shapes that Stripe publishes.

mod notifications;
mod spare;

use super::{Stripe, told};
use crate::domain::fact::{Fact, FactKind, Success};
use crate::domain::ids::{MerchantId, PaymentId, ProviderAccountId};
use crate::domain::method::Method;
use crate::domain::money::Money;
use crate::domain::payment::{Failure, FailureCode, PayerAccount};
use crate::domain::provider_account::ProviderAccount;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::providers::stripe::object::Session;
use crate::providers::{CheckoutRef, Provider, ProviderError};
use serde_json::{Value, json};
use std::time::Duration;
use uuid::Uuid;

const PAYMENT: PaymentId = PaymentId(Uuid::from_u128(7));
const CREATED: i64 = 1_795_000_000;
const ENDS: i64 = CREATED + 3_600;
const PAID: i64 = CREATED + 100;
const HEARD: i64 = CREATED + 102;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(seconds)
}

fn account(credentials: Value) -> ProviderAccount {
    ProviderAccount {
        scope: Scope { merchant: MerchantId(Uuid::from_u128(1)), live: false },
        id: ProviderAccountId(Uuid::from_u128(2)),
        provider: "stripe".to_owned(),
        name: "Stripe".to_owned(),
        credentials,
        faults: json!({}),
        created_at: at(0),
        disabled_at: None,
    }
}

fn stripe() -> Stripe {
    Stripe::new(None, Duration::from_secs(1))
}

/// A shape of Stripe's with some fields of our own.
fn object(kind: &str, fields: Value) -> Value {
    let shapes: Value = serde_json::from_str(include_str!("../../../../tests/rigs/stripe/fixtures.json")).unwrap();
    let mut object = shapes[kind].clone();
    for (name, value) in fields.as_object().unwrap() {
        object[name] = value.clone();
    }
    object
}

fn session(fields: Value) -> Value {
    let mut session = object(
        "checkout.session",
        json!({
            "id": "cs_test_1", "created": CREATED, "expires_at": ENDS, "amount_total": 11_900, "currency": "eur",
            "client_reference_id": PAYMENT, "metadata": { "payment_id": PAYMENT }, "payment_intent": null,
        }),
    );
    for (name, value) in fields.as_object().unwrap() {
        session[name] = value.clone();
    }
    session
}

fn complete(payment_status: &str, intent: Value) -> Value {
    session(json!({ "status": "complete", "url": null, "payment_status": payment_status, "payment_intent": intent }))
}

fn intent(status: &str, error: Value, charge: Value) -> Value {
    let fields = json!({ "id": "pi_1", "created": CREATED + 50, "status": status, "last_payment_error": error,
        "latest_charge": charge });
    object("payment_intent", fields)
}

fn charge(fields: Value) -> Value {
    let mut charge = object(
        "charge",
        json!({ "id": "ch_1", "created": PAID, "amount": 11_900, "currency": "eur", "payment_intent": "pi_1" }),
    );
    for (name, value) in fields.as_object().unwrap() {
        charge[name] = value.clone();
    }
    charge
}

fn debit(fields: Value) -> Value {
    let mut charge = charge(fields);
    charge["payment_method_details"] = json!({ "type": "sepa_debit", "sepa_debit": { "last4": "3000" } });
    charge
}

fn facts(session: Value) -> Vec<Fact> {
    serde_json::from_value::<Session>(session).unwrap().facts(None).unwrap()
}

fn success(details: bool) -> FactKind {
    FactKind::Succeeded(Success {
        amount: Money::new(11_900, "EUR".parse().unwrap()),
        succeeded_at: if details { at(PAID) } else { at(HEARD) },
        charge_reference: Some("pi_1".to_owned()),
        method: details.then_some(Method::Card),
        payer_account: details
            .then(|| PayerAccount { name: Some("Visa".to_owned()), number: Some("•••• 4242".to_owned()) }),
        fee: None,
    })
}

#[test]
fn an_open_session_has_a_page() {
    let open = FactKind::Open {
        reference: "cs_test_1".to_owned(),
        url: "https://checkout.stripe.com/c/pay/cs_test_1".to_owned(),
        ends_at: at(ENDS),
    };
    let answer = session(json!({ "status": "open", "url": "https://checkout.stripe.com/c/pay/cs_test_1" }));
    assert_eq!(facts(answer), [Fact { kind: open, at: at(CREATED) }]);
}

#[test]
fn an_expired_session_has_ended() {
    let answer = session(json!({ "status": "expired", "url": null }));
    assert_eq!(facts(answer), [Fact { kind: FactKind::Ended, at: at(ENDS) }]);
}

#[test]
fn a_paid_session_tells_amount_and_way_and_when_the_payer_acted() {
    let paid = complete("paid", intent("succeeded", Value::Null, charge(json!({}))));
    assert_eq!(facts(paid), [Fact { kind: success(true), at: at(PAID) }]);
}

#[test]
fn refunds_made_at_stripe_are_seen_when_asking() {
    let charge = charge(json!({ "amount_refunded": 500 }));
    let told = facts(complete("paid", intent("succeeded", Value::Null, charge)));
    assert_eq!(told[1], Fact { kind: FactKind::Refunded { total: 500 }, at: at(PAID) });
}

#[test]
fn a_bank_debit_is_pending_until_it_is_decided() {
    let pending = complete("unpaid", intent("processing", Value::Null, debit(json!({}))));
    assert_eq!(facts(pending), [Fact { kind: FactKind::Pending, at: at(PAID) }]);
    let error = json!({ "type": "invalid_request_error", "code": "payment_intent_payment_attempt_failed" });
    let failed = debit(json!({ "status": "failed", "failure_code": "debit_not_authorized" }));
    let failure = Failure { code: FailureCode::DebitFailed, detail: Some("debit_not_authorized".to_owned()) };
    for status in ["requires_payment_method", "canceled"] {
        let told = facts(complete("unpaid", intent(status, error.clone(), failed.clone())));
        assert_eq!(told, [Fact { kind: FactKind::Failed(failure.clone()), at: at(PAID) }], "{status}");
    }
    let under_way = complete("unpaid", intent("requires_payment_method", Value::Null, Value::Null));
    assert_eq!(facts(under_way), [Fact { kind: FactKind::Pending, at: at(CREATED + 50) }], "no error, no failure");
    let settled = facts(complete("paid", intent("succeeded", Value::Null, debit(json!({})))));
    assert_eq!(settled[0].at, at(PAID), "the payer acted days before");
    let ahead = facts(complete("unpaid", intent("succeeded", Value::Null, charge(json!({})))));
    assert_eq!(ahead, [Fact { kind: success(true), at: at(PAID) }], "money is a fact");
}

#[test]
fn what_cannot_be_understood_is_no_fact() {
    for odd in [
        session(json!({ "status": "brand_new" })),
        complete("no_payment_required", Value::Null),
        complete("paid", Value::Null)
            .as_object()
            .map(|o| {
                let mut o = o.clone();
                o.remove("currency");
                o.into()
            })
            .unwrap(),
        session(json!({ "status": "complete", "payment_status": "paid", "amount_total": 50, "currency": "isk" })),
    ] {
        assert!(serde_json::from_value::<Session>(odd).unwrap().facts(None).is_err());
    }
}

#[test]
fn what_stripe_adds_elsewhere_does_not_hide_money() {
    let mut paid = complete("paid", intent("succeeded", Value::Null, charge(json!({}))));
    paid["brand_new"] = json!({ "field": [1] });
    paid["ui_mode"] = json!(7);
    paid["payment_intent"]["latest_charge"]["outcome"] = json!("another shape");
    paid["payment_intent"]["latest_charge"]["payment_method_details"]["card"]["checks"] = json!([]);
    assert_eq!(facts(paid), [Fact { kind: success(true), at: at(PAID) }]);
}

#[test]
fn methods_are_the_merchants_choice() {
    let methods = |credentials: Value| stripe().methods(&account(credentials));
    assert_eq!(methods(json!({ "secret_key": "sk_test_1", "webhook_secret": "whsec_1" })), [Method::Any]);
    let chosen = json!({ "secret_key": "sk_test_1", "methods": ["card", "sepa_debit"] });
    assert_eq!(methods(chosen), [Method::Card, Method::SepaDebit]);
}

#[test]
fn payers_may_be_sent_to_stripe_and_to_the_stripe_of_tests() {
    assert_eq!(stripe().checkout_origins(), ["https://checkout.stripe.com"]);
    let other = Stripe::new(Some("http://127.0.0.1:4242/".parse().unwrap()), Duration::from_secs(1));
    assert_eq!(other.checkout_origins(), ["https://checkout.stripe.com", "http://127.0.0.1:4242"]);
}

#[tokio::test]
async fn without_a_session_id_nothing_is_asked() {
    let account = account(json!({ "secret_key": "sk_test_1" }));
    let which = CheckoutRef { payment: PAYMENT, reference: None, created_at: at(CREATED) };
    assert!(matches!(stripe().look_up(&account, &which).await, Err(ProviderError::Unanswered { .. })));
    assert!(matches!(stripe().end_checkout(&account, &which).await, Err(ProviderError::Unanswered { .. })));
}

#[tokio::test]
async fn credentials_that_cannot_be_used_are_not_shown() {
    let secret = "sk_test_\u{1}hidden";
    for credentials in [json!({ "secret_key": secret }), json!({ "secret_key": [secret] })] {
        let error = stripe().test_account(&account(credentials)).await.unwrap_err();
        assert!(matches!(&error, ProviderError::Refused { .. }), "{error:?}");
        assert!(!format!("{error:?} {error}").contains("hidden"), "{error:?}");
    }
}

#[test]
fn a_session_of_another_payment_or_mode_tells_nothing() {
    let read = || serde_json::from_value::<Session>(complete("paid", json!("pi_1"))).unwrap();
    assert!(told(&read(), PAYMENT, false, Vec::new()).is_ok());
    assert!(told(&read(), PaymentId(Uuid::from_u128(8)), false, Vec::new()).is_err());
    assert!(told(&read(), PAYMENT, true, Vec::new()).is_err());
}
