//! What Stripe's events say, and who may say it.

use super::{HEARD, PAID, PAYMENT, account, at, charge, complete, intent, object, session, stripe};
use crate::domain::fact::{Fact, FactKind};
use crate::domain::refund::RefundStatus;
use crate::providers::{About, BadSignature, Notification, Provider};
use serde_json::{Value, json};
use stripe_webhook::Webhook;

fn event(word: &str, object: Value) -> Value {
    json!({ "id": "evt_1", "object": "event", "type": word, "created": HEARD, "livemode": false,
        "api_version": "2026-09-30.endive", "pending_webhooks": 1, "data": { "object": object } })
}

/// Signed by somebody else's code.
fn header(body: &str, secret: &str, seconds: i64) -> String {
    Webhook::generate_test_header(body, secret, Some(seconds))
}

fn receive(secrets: Value, header: &str, body: &str) -> Result<Notification, BadSignature> {
    let account = account(json!({ "secret_key": "sk_test_1", "webhook_secret": secrets }));
    let headers = [("host".to_owned(), "pay.example".to_owned()), ("stripe-signature".to_owned(), header.to_owned())];
    stripe().verify_notification(&account, &headers, body.as_bytes(), at(HEARD + 5))?;
    Ok(stripe().read_notification(&account, body.as_bytes()))
}

fn hear(event: &Value) -> Notification {
    let body = event.to_string();
    receive(json!("whsec_a"), &header(&body, "whsec_a", HEARD + 4), &body).unwrap()
}

#[test]
fn only_a_fresh_signature_with_one_of_our_secrets_counts() {
    let body = event("checkout.session.expired", session(json!({ "status": "expired", "url": null }))).to_string();
    let signed = |secret: &str, seconds: i64| header(&body, secret, seconds);
    let now = HEARD + 5;
    let good = |secrets: Value, header: &str| receive(secrets, header, &body).is_ok();
    assert!(good(json!("whsec_a"), &signed("whsec_a", now)));
    assert!(good(json!(["whsec_b", "whsec_a"]), &signed("whsec_a", now)), "while ours is replaced");
    let old_and_new = format!("{},{}", signed("whsec_b", now), signed("whsec_a", now).split_once(',').unwrap().1);
    assert!(good(json!("whsec_a"), &old_and_new), "while theirs is replaced");
    assert!(good(json!("whsec_a"), &signed("whsec_a", now - 300)));
    assert!(good(json!("whsec_a"), &signed("whsec_a", now + 300)));
    for bad in [
        signed("whsec_b", now),
        signed("whsec_a", now - 301),
        signed("whsec_a", now + 301),
        signed("whsec_a", now).replace("v1=", "v0="),
        signed("whsec_a", now).replace(&format!("t={now}"), &format!("t={}", now + 1)),
        format!("t={},v1=00", i64::MIN),
        format!("t={now},v1="),
        "v1=00".to_owned(),
        String::new(),
    ] {
        assert!(!good(json!("whsec_a"), &bad), "{bad}");
    }
    assert!(!good(json!(null), &signed("", now)), "no secret, no notification");
    assert!(!good(json!([]), &signed("", now)));
    assert!(receive(json!("whsec_a"), &signed("whsec_a", now), &body.replace("11900", "11901")).is_err());
    let without = account(json!({ "secret_key": "sk_test_1", "webhook_secret": "whsec_a" }));
    assert!(stripe().verify_notification(&without, &[], body.as_bytes(), at(now)).is_err());
}

#[test]
fn expired_tells_the_end() {
    let ended = hear(&event("checkout.session.expired", session(json!({ "status": "expired", "url": null }))));
    assert_eq!(ended.facts, [Fact { kind: FactKind::Ended, at: at(HEARD) }]);
}

#[test]
fn who_paid_when_and_how_has_to_be_asked_for() {
    for word in ["completed", "async_payment_succeeded", "async_payment_failed"] {
        let told = hear(&event(&format!("checkout.session.{word}"), complete("paid", json!("pi_1"))));
        assert_eq!((told.key.as_str(), told.about), ("evt_1", About::Payment(PAYMENT)));
        assert!(told.facts.is_empty() && told.refund.is_none() && !told.unreadable, "{word}");
    }
}

#[test]
fn refunds_come_as_totals_and_one_by_one() {
    let total = hear(&event("charge.refunded", charge(json!({ "amount_refunded": 500 }))));
    assert_eq!(total.about, About::Reference("pi_1".to_owned()));
    assert_eq!(total.facts, [Fact { kind: FactKind::Refunded { total: 500 }, at: at(HEARD) }]);
    let ours =
        hear(&event("charge.refunded", charge(json!({ "amount_refunded": 1, "metadata": { "payment_id": PAYMENT } }))));
    assert_eq!(ours.about, About::Payment(PAYMENT));

    let refund = |fields: Value| {
        let mut refund = object("refund", json!({ "id": "re_Stripe", "payment_intent": "pi_1" }));
        for (name, value) in fields.as_object().unwrap() {
            refund[name] = value.clone();
        }
        refund
    };
    let failed = hear(&event(
        "refund.failed",
        refund(json!({ "status": "failed", "failure_reason": "expired_or_canceled_card" })),
    ));
    assert_eq!((failed.about, failed.facts), (About::Reference("pi_1".to_owned()), vec![]));
    let told = failed.refund.unwrap();
    assert_eq!((told.reference.as_str(), told.status), ("re_Stripe", RefundStatus::Failed));
    assert_eq!(told.failure.as_deref(), Some("expired_or_canceled_card"));

    let id = "re_00000000000000000000000000000009";
    for (status, expected) in [
        ("succeeded", RefundStatus::Succeeded),
        ("pending", RefundStatus::Pending),
        ("requires_action", RefundStatus::Pending),
        ("canceled", RefundStatus::Failed),
    ] {
        let told = hear(&event("refund.updated", refund(json!({ "status": status, "metadata": { "refund_id": id } }))));
        let told = told.refund.unwrap();
        assert_eq!((told.reference.as_str(), told.status), (id, expected), "found by our own id");
    }
    let odd = hear(&event("refund.updated", refund(json!({ "status": "brand_new" }))));
    assert!(odd.unreadable && odd.refund.is_none());
}

#[test]
fn disputes_are_opened_and_decided() {
    let dispute = |status: &str| {
        object(
            "dispute",
            json!({ "id": "dp_1", "status": status, "amount": 11_900, "currency": "eur", "created": PAID,
            "payment_intent": "pi_1" }),
        )
    };
    let opened = hear(&event("charge.dispute.created", dispute("needs_response")));
    assert_eq!(opened.about, About::Reference("pi_1".to_owned()));
    let kind = FactKind::DisputeOpened { reference: "dp_1".to_owned(), amount: 11_900 };
    assert_eq!(opened.facts, [Fact { kind, at: at(PAID) }]);
    for (status, won) in [("won", true), ("lost", false), ("warning_closed", true)] {
        let closed = hear(&event("charge.dispute.closed", dispute(status)));
        let kind = FactKind::DisputeClosed { reference: "dp_1".to_owned(), amount: 11_900, won };
        assert_eq!(closed.facts, [Fact { kind, at: at(HEARD) }], "{status}");
    }
    assert!(hear(&event("charge.dispute.closed", dispute("brand_new"))).unreadable);
}

#[test]
fn what_is_nothing_to_us_is_no_error() {
    for nothing in [
        event("payment_intent.succeeded", intent("succeeded", Value::Null, json!("ch_1"))),
        event("customer.created", json!({ "id": "cus_1", "object": "customer" })),
        json!({ "id": "evt_2", "object": "v2.core.event", "type": "v2.core.account.updated", "livemode": false }),
    ] {
        let told = hear(&nothing);
        assert_eq!((told.about, told.facts, told.unreadable), (About::Nothing, vec![], false));
    }
    let mut other_mode = event("checkout.session.completed", complete("paid", json!("pi_1")));
    other_mode["livemode"] = json!(true);
    let told = hear(&other_mode);
    assert_eq!((told.about, told.facts, told.unreadable), (About::Nothing, vec![], false), "live money in test mode");
}

#[test]
fn an_authentic_event_of_unknown_shape_still_says_what_it_is_about() {
    let mut odd = event("checkout.session.expired", complete("paid", json!("pi_1")));
    odd["data"]["object"]["created"] = json!("yesterday");
    let told = hear(&odd);
    assert_eq!((told.about, told.facts, told.unreadable), (About::Payment(PAYMENT), vec![], true));
    for missing in ["created", "livemode"] {
        let mut odd = event("checkout.session.completed", complete("paid", json!("pi_1")));
        odd.as_object_mut().unwrap().remove(missing);
        let told = hear(&odd);
        assert_eq!((told.about, told.facts, told.unreadable), (About::Payment(PAYMENT), vec![], true), "{missing}");
    }
    let empty = hear(&json!({ "id": "evt_1", "type": "charge.refunded", "created": 1, "livemode": false }));
    assert_eq!((empty.about, empty.unreadable), (About::Nothing, true));
    let (first, second) = (hear(&json!({ "type": "charge.refunded" })), hear(&json!([1])));
    assert!(first.unreadable && second.unreadable && first.key != second.key);
    assert_eq!(first.key, hear(&json!({ "type": "charge.refunded" })).key, "a repeat has the same key");
}

#[test]
fn a_payer_cannot_name_our_payment_in_a_payment_link() {
    let mut foreign = complete("paid", json!("pi_1"));
    foreign["metadata"] = json!({});
    let told = hear(&event("checkout.session.completed", foreign));
    assert_eq!(told.about, About::Reference("cs_test_1".to_owned()));
}
