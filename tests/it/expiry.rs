//! Expiry by the clock, cancellation, and money that comes late.

use crate::support::{TestApp, days, eur, seconds};
use paylink::domain::payment::PaymentState;
use paylink::domain::payment_request::Status;
use paylink::domain::policy::Wish;
use paylink::domain::refund::RefundReason;
use paylink::operations::OperationError;
use paylink::operations::cancel_payment_request::cancel_payment_request;
use paylink::operations::decide_payment::decide_payment;
use serde_json::json;

const IN_AN_HOUR: &str = "2026-11-21T13:00:00Z";

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_dead_by_the_clock_without_any_sweeper() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let payer = app.payer();
    let asked = merchant.requests_with(|draft| draft.expires_at = Some(IN_AN_HOUR.to_owned())).await;
    app.passes(seconds(3599));
    assert!(payer.opens(&asked.link).await.can_be_paid());
    app.passes(seconds(1));
    let page = payer.opens(&asked.link).await;
    assert!(!page.can_be_paid() && page.says("abgelaufen") && page.says("kein Geld"), "{}", page.html);
    assert!(payer.presses_pay(&asked).await.location.is_none());
    assert!(merchant.sees_payments(&asked).await.is_empty());
    app.works().await;
    app.works().await;
    let expired =
        merchant.sees_events(&asked).await.into_iter().filter(|kind| kind == "payment_request.expired").count();
    assert_eq!(expired, 1, "written down once");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sweeper_also_ends_the_providers_checkout() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let payer = app.payer();
    let asked = merchant.requests_with(|draft| draft.expires_at = Some(IN_AN_HOUR.to_owned())).await;
    let checkout = payer.reaches_sandbox(&asked).await;
    app.passes(seconds(3600));
    app.works().await;
    assert_eq!(merchant.sees_states(&asked).await, [PaymentState::Cancelled]);
    assert!(
        !payer.opens(&checkout).await.html.contains("name=\"outcome\""),
        "the sandbox's page cannot be paid any more"
    );
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn paid_in_time_but_heard_after_expiry_counts_and_is_not_late() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    merchant.wants(Wish::Refund, Wish::Refund).await;
    merchant.sandbox_faults(json!({ "delay_notifications_seconds": 7200 })).await;
    let payer = app.payer();
    let asked = merchant.requests_with(|draft| draft.expires_at = Some(IN_AN_HOUR.to_owned())).await;
    let checkout = payer.reaches_sandbox(&asked).await;
    app.passes(seconds(3000));
    payer.chooses(&checkout, "succeed").await;
    app.passes(seconds(6000));
    app.passes_and_works(seconds(7200)).await;
    merchant.sees_paid(&asked).await;
    let whole = merchant.sees(asked.id).await;
    assert!(!whole.request.late && whole.refunds.is_empty());
    app.ends().await;
}

/// Pays at a provider that lets an ended checkout succeed, after the request has expired.
async fn pays_late(app: &TestApp, wish: Wish) -> (crate::support::Merchant<'_>, crate::support::Asked, String) {
    let merchant = app.merchant().await;
    merchant.wants(wish, Wish::Refund).await;
    merchant.sandbox_faults(json!({ "ended_may_succeed": true, "ignore_end": true })).await;
    let payer = app.payer();
    let asked = merchant.requests_with(|draft| draft.expires_at = Some(IN_AN_HOUR.to_owned())).await;
    let checkout = payer.reaches_sandbox(&asked).await;
    app.passes(seconds(3700));
    let back = payer.chooses(&checkout, "succeed").await;
    app.works().await;
    (merchant, asked, back)
}

#[tokio::test(flavor = "multi_thread")]
async fn late_money_is_accepted_by_default() {
    let app = TestApp::start().await;
    let (merchant, asked, _) = pays_late(&app, Wish::Accept).await;
    merchant.sees_paid(&asked).await;
    assert!(merchant.sees(asked.id).await.request.late);
    let events = merchant.sees_events(&asked).await;
    assert!(events.contains(&"payment.late".to_owned()), "{events:?}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn late_money_goes_back_where_the_merchant_wants_that() {
    let app = TestApp::start().await;
    let (merchant, asked, back) = pays_late(&app, Wish::Refund).await;
    assert_eq!(merchant.sees_status(asked.id).await, Status::Expired);
    let refunds = merchant.sees_refunds(&asked).await;
    assert_eq!((refunds[0].amount, refunds[0].reason), (eur(11_900), RefundReason::Late));
    let page = app.payer().comes_back(&back).await;
    assert!(page.says("119,00 €") && !page.can_be_paid(), "the payer is told: {}", page.html);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn late_money_waits_for_a_decision_and_the_request_is_processing_meanwhile() {
    let app = TestApp::start().await;
    let (merchant, asked, _) = pays_late(&app, Wish::Ask).await;
    assert_eq!(merchant.sees_status(asked.id).await, Status::Processing);
    let payment = merchant.sees_payments(&asked).await[0].id;
    decide_payment(app.context(), merchant.scope, payment, true, None).await.expect("a decision");
    merchant.sees_paid(&asked).await;
    let again = decide_payment(app.context(), merchant.scope, payment, false, None).await;
    assert!(matches!(again, Err(OperationError::Conflict { code: "no_decision_needed", .. })), "{again:?}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_request_cannot_be_paid_and_says_so() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let payer = app.payer();
    let asked = merchant.requests().await;
    let checkout = payer.reaches_sandbox(&asked).await;
    cancel_payment_request(app.context(), merchant.scope, asked.id, None, None).await.expect("a cancellation");
    assert!(payer.presses_pay(&asked).await.location.is_none());
    app.works().await;
    assert!(!payer.opens(&checkout).await.html.contains("name=\"outcome\""));
    let page = payer.opens(&asked.link).await;
    assert!(!page.can_be_paid() && page.says("kein Geld"), "{}", page.html);
    let again = cancel_payment_request(app.context(), merchant.scope, asked.id, None, None).await;
    assert!(again.is_ok(), "cancelling twice is no error");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn paid_after_cancellation_is_late() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    merchant.sandbox_faults(json!({ "ended_may_succeed": true })).await;
    let payer = app.payer();
    let asked = merchant.requests().await;
    let checkout = payer.reaches_sandbox(&asked).await;
    cancel_payment_request(app.context(), merchant.scope, asked.id, None, None).await.expect("a cancellation");
    app.passes(seconds(10));
    payer.chooses(&checkout, "succeed").await;
    app.works().await;
    merchant.sees_paid(&asked).await;
    assert!(merchant.sees(asked.id).await.request.late, "money is a fact, our wish is not");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_processing_or_paid_cannot_be_cancelled() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let payer = app.payer();
    let asked = merchant.requests().await;
    payer.tries(&asked, "pending_then_succeed").await;
    let refused = cancel_payment_request(app.context(), merchant.scope, asked.id, None, None).await;
    assert!(matches!(refused, Err(OperationError::Conflict { code: "processing", .. })), "{refused:?}");
    app.passes_and_works(seconds(60)).await;
    let refused = cancel_payment_request(app.context(), merchant.scope, asked.id, None, None).await;
    assert!(matches!(refused, Err(OperationError::Conflict { code: "paid", .. })), "{refused:?}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_debit_decided_after_expiry_was_in_time() {
    let app = TestApp::start_with(|config| config.sandbox_settle = days(2)).await;
    let merchant = app.merchant().await;
    merchant.wants(Wish::Refund, Wish::Refund).await;
    let asked = merchant.requests_with(|draft| draft.expires_at = Some(IN_AN_HOUR.to_owned())).await;
    app.payer().tries(&asked, "pending_then_succeed").await;
    app.passes(seconds(4000));
    assert_eq!(merchant.sees_status(asked.id).await, Status::Processing, "money on its way outlives the expiry");
    app.passes_and_works(days(4)).await;
    merchant.sees_paid(&asked).await;
    assert!(!merchant.sees(asked.id).await.request.late);
    app.ends().await;
}
