//! Refunds: full and partial, once per wish, tried again, failure visible.

use crate::dashboard::Person;
use crate::support::program::Program;
use crate::support::{Asked, Merchant, TestApp, eur, hours, seconds};
use paylink::domain::fact::{Fact, FactKind, Success};
use paylink::domain::money::Money;
use paylink::domain::payment::Payment;
use paylink::domain::payment_request::Status;
use paylink::domain::refund::RefundStatus;
use paylink::operations::OperationError;
use paylink::operations::apply_facts::{Hearing, apply_facts};
use paylink::operations::cancel_payment_request::cancel_payment_request;
use paylink::operations::decide_payment::decide_payment;
use paylink::operations::refund_payment::{RefundWish, refund_payment};
use paylink::providers::Told;
use paylink::store::idempotency::IdempotencyClaim;
use reqwest::StatusCode;
use serde_json::json;

async fn paid(merchant: &Merchant<'_>) -> (Asked, RefundWish) {
    let asked = merchant.requests().await;
    merchant.app.payer().pays(&asked).await;
    merchant.app.works().await;
    let payment = merchant.sees_payments(&asked).await[0].id;
    (asked, RefundWish { payment, amount: None, requested_by: None, refunded_before: None })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_never_undoes_paid() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let (asked, wish) = paid(&merchant).await;
    refund_payment(app.context(), merchant.scope, RefundWish { amount: Some(4_900), ..wish.clone() }, None)
        .await
        .expect("a refund");
    app.works().await;
    let whole = merchant.sees(asked.id).await;
    assert_eq!(whole.request.status(app.context().now()), Status::Paid);
    assert_eq!((whole.request.sums.allocated, whole.request.sums.refunded), (11_900, 4_900));
    assert_eq!(whole.refunds[0].status, RefundStatus::Succeeded);
    let rest = refund_payment(app.context(), merchant.scope, wish.clone(), None).await.expect("the rest");
    assert_eq!(rest.amount, eur(7_000));
    app.works().await;
    let again = refund_payment(app.context(), merchant.scope, wish, None).await;
    assert!(matches!(again, Err(OperationError::Conflict { code: "nothing_to_refund", .. })), "{again:?}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn never_more_goes_back_than_came_in() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let (_, wish) = paid(&merchant).await;
    for amount in [0, -1, 11_901] {
        let refused =
            refund_payment(app.context(), merchant.scope, RefundWish { amount: Some(amount), ..wish.clone() }, None)
                .await;
        assert!(matches!(&refused, Err(OperationError::Invalid(faults)) if faults[0].field == "amount"), "{refused:?}");
    }
    let many = (0..6).map(|_| {
        refund_payment(app.context(), merchant.scope, RefundWish { amount: Some(5_000), ..wish.clone() }, None)
    });
    let done = futures_util::future::join_all(many).await.into_iter().filter(Result::is_ok).count();
    assert_eq!(done, 2, "two times 50 of 119 fit");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_wish_has_one_refund() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let (asked, wish) = paid(&merchant).await;
    let claim = |body: u8| IdempotencyClaim {
        scope: merchant.scope,
        method: "POST",
        path: "/refunds".to_owned(),
        key: "once".to_owned(),
        body_hash: vec![body; 32],
    };
    let wish = RefundWish { amount: Some(1_000), ..wish };
    let first = refund_payment(app.context(), merchant.scope, wish.clone(), Some(claim(1))).await.expect("a refund");
    let second = refund_payment(app.context(), merchant.scope, wish.clone(), Some(claim(1))).await.expect("the same");
    assert_eq!(first.id, second.id);
    let other = refund_payment(app.context(), merchant.scope, wish, Some(claim(2))).await;
    assert!(matches!(other, Err(OperationError::IdempotencyMismatch)), "{other:?}");
    app.works().await;
    assert_eq!(merchant.sees_refunds(&asked).await.len(), 1);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unanswered_refund_is_tried_again_with_one_effect() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let (asked, wish) = paid(&merchant).await;
    merchant.sandbox_faults(json!({ "refund_answer": "error", "lose_notifications": true })).await;
    refund_payment(app.context(), merchant.scope, wish, None).await.expect("a refund");
    app.works().await;
    assert_eq!(merchant.sees_refunds(&asked).await[0].status, RefundStatus::Created);
    merchant.sandbox_faults(json!({})).await;
    app.passes_and_works(seconds(120)).await;
    let refund = &merchant.sees_refunds(&asked).await[0];
    assert_eq!(refund.status, RefundStatus::Succeeded);
    assert!(refund.tries >= 2, "{}", refund.tries);
    assert_eq!(merchant.sees_payments(&asked).await[0].refunded, 11_900);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_whose_key_is_old_is_asked_about_and_never_sent_again() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let (asked, wish) = paid(&merchant).await;
    merchant.sandbox_faults(json!({ "refund_answer": "error", "lookup_answer": "error" })).await;
    refund_payment(app.context(), merchant.scope, wish, None).await.expect("a refund");
    app.works().await;
    app.passes_and_works(hours(21)).await;
    let tries = merchant.sees_refunds(&asked).await[0].tries;
    app.passes_and_works(hours(1)).await;
    let refund = merchant.sees_refunds(&asked).await.remove(0);
    assert_eq!((refund.status, refund.tries), (RefundStatus::Created, tries), "it is only asked about");
    assert!(refund.failure.is_some(), "that it is not answered is visible");
    merchant.sandbox_faults(json!({})).await;
    app.passes_and_works(hours(7)).await;
    let refund = merchant.sees_refunds(&asked).await.remove(0);
    assert_eq!((refund.status, refund.tries), (RefundStatus::Succeeded, tries));
    assert_eq!(refund.failure, None);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_refund_is_visible_and_can_be_asked_for_again() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let (asked, wish) = paid(&merchant).await;
    merchant.sandbox_faults(json!({ "refuse_refunds": true })).await;
    refund_payment(app.context(), merchant.scope, wish.clone(), None).await.expect("a refund");
    app.works().await;
    let refund = merchant.sees_refunds(&asked).await.remove(0);
    assert_eq!(refund.status, RefundStatus::Failed);
    assert!(refund.failure.is_some());
    assert_eq!(merchant.sees_payments(&asked).await[0].refunded, 0, "nothing went back");
    merchant.sandbox_faults(json!({})).await;
    refund_payment(app.context(), merchant.scope, wish, None).await.expect("a new refund");
    app.works().await;
    assert_eq!(merchant.sees_refunds(&asked).await[1].status, RefundStatus::Succeeded);
    app.ends().await;
}

/// What a provider tells about a payment.
async fn hears(merchant: &Merchant<'_>, payment: &Payment, kind: FactKind) {
    let context = merchant.app.context();
    let told = Told { facts: vec![Fact { kind, at: context.now() }], body: Vec::new() };
    apply_facts(context, Hearing::of_answer(payment, "test", told).expect("an account")).await.expect("it is heard");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_payers_bank_contests_is_not_sent_back() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let (asked, wish) = paid(&merchant).await;
    let payment = merchant.sees_payments(&asked).await.remove(0);
    let opened = |reference: &str| FactKind::DisputeOpened { reference: reference.to_owned(), amount: 11_900 };
    let closed = |won| FactKind::DisputeClosed { reference: "dp_1".to_owned(), amount: 11_900, won };
    let person = Person::logs_in(&app).await;
    let place = format!("/dashboard/requests/{}", asked.id);
    let offered = || async { person.opens(&place).await.text().await.expect("a page").contains("/refunds\"") };
    assert!(offered().await);
    for (fact, code) in [(opened("dp_1"), "disputed"), (closed(false), "lost_to_dispute")] {
        hears(&merchant, &payment, fact).await;
        for amount in [None, Some(100)] {
            let refused =
                refund_payment(app.context(), merchant.scope, RefundWish { amount, ..wish.clone() }, None).await;
            assert!(
                matches!(&refused, Err(OperationError::Conflict { code: told, .. }) if *told == code),
                "{refused:?}"
            );
        }
        let path = format!("/payments/{}/refunds", payment.id);
        let answer = Program::of(&merchant).posts(&path, json!({})).await;
        assert_eq!(answer.code(), (409, code.to_owned()), "{}", answer.body);
        assert!(!offered().await);
        assert_eq!(merchant.sees(asked.id).await.request.sums.disputed, 11_900);
        merchant.sees_paid(&asked).await;
    }
    // Lost, and won after all; an older word that comes late changes nothing.
    hears(&merchant, &payment, closed(true)).await;
    hears(&merchant, &payment, closed(false)).await;
    hears(&merchant, &payment, opened("dp_1")).await;
    assert_eq!(merchant.sees(asked.id).await.request.sums.disputed, 0);
    assert!(offered().await);
    refund_payment(app.context(), merchant.scope, wish, None).await.expect("what was won can be refunded");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_payment_that_lost_a_part_to_a_dispute_only_the_rest_goes_back() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let (asked, wish) = paid(&merchant).await;
    let payment = merchant.sees_payments(&asked).await.remove(0);
    let lost = FactKind::DisputeClosed { reference: "dp_1".to_owned(), amount: 4_000, won: false };
    hears(&merchant, &payment, lost).await;
    let too_much = RefundWish { amount: Some(8_000), ..wish.clone() };
    let refused = refund_payment(app.context(), merchant.scope, too_much, None).await;
    assert!(matches!(&refused, Err(OperationError::Invalid(faults)) if faults[0].code == "too_large"), "{refused:?}");
    let rest = refund_payment(app.context(), merchant.scope, wish, None).await.expect("the rest");
    assert_eq!(rest.amount, eur(7_900));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn money_of_another_currency_is_clarified_before_anybody_pays_again() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    for accept in [false, true] {
        let asked = merchant.requests().await;
        app.payer().reaches_sandbox(&asked).await;
        let payment = merchant.sees_payments(&asked).await.remove(0);
        let francs = Money::new(11_900, "CHF".parse().expect("a currency"));
        let success = Success {
            amount: francs,
            succeeded_at: app.context().now(),
            charge_reference: None,
            method: None,
            payer_account: None,
            fee: None,
        };
        hears(&merchant, &payment, FactKind::Succeeded(success)).await;
        assert_eq!(merchant.sees_status(asked.id).await, Status::Processing);
        let page = app.payer().opens(&asked.link).await;
        assert!(!page.can_be_paid() && page.says("Ihre Zahlung wird geklärt"), "{}", page.html);
        assert!(page.says("119.00 CHF") || page.says("119,00 CHF"), "in its own currency: {}", page.html);
        let pressed = app.payer().presses_pay(&asked).await;
        assert_eq!(pressed.status, StatusCode::OK, "nobody is led to a provider");
        let refused = cancel_payment_request(app.context(), merchant.scope, asked.id, None, None).await;
        assert!(matches!(&refused, Err(OperationError::Conflict { .. })), "{refused:?}");
        let person = Person::logs_in(&app).await;
        let html = person.opens(&format!("/dashboard/requests/{}", asked.id)).await.text().await.expect("a page");
        assert!(html.contains("in einer anderen Währung") && html.contains("CHF"), "{html}");
        decide_payment(app.context(), merchant.scope, payment.id, accept, None).await.expect("decided");
        assert_eq!(merchant.sees_status(asked.id).await, Status::Open);
        let told = merchant.sees_events(&asked).await;
        let count = |word: &str| told.iter().filter(|event| *event == word).count();
        assert_eq!((count("payment_request.processing"), count("payment_request.reopened")), (1, 1), "{told:?}");
        assert!(app.payer().opens(&asked.link).await.can_be_paid());
    }
    app.works().await;
    // The sandbox was never paid; what it does not know it does not send back.
    let context = app.context();
    assert!(paylink::operations::audit::audit(context).await.expect("the audit").findings.is_empty());
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_has_a_line_for_what_went_back() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let (asked, wish) = paid(&merchant).await;
    let before = app.payer().opens(&asked.link).await;
    assert!(!before.says("Erstattet am"), "{}", before.html);
    refund_payment(app.context(), merchant.scope, RefundWish { amount: Some(4_900), ..wish }, None)
        .await
        .expect("a refund");
    let under_way = app.payer().opens(&asked.link).await;
    assert!(under_way.html.contains("<dt>Erstattung unterwegs</dt>"), "{}", under_way.html);
    app.works().await;
    let after = app.payer().opens(&asked.link).await;
    assert!(after.says("<dt>Erstattet am 21. November 2026</dt><dd class=\"num\">49,00 €"), "{}", after.html);
    app.ends().await;
}
