//! Refunds: full and partial, once per wish, tried again, failure visible.

use crate::support::{Asked, Merchant, TestApp, eur, hours, seconds};
use paylink::domain::payment_request::Status;
use paylink::domain::refund::RefundStatus;
use paylink::operations::OperationError;
use paylink::operations::refund_payment::{RefundWish, refund_payment};
use paylink::store::idempotency::IdempotencyClaim;
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
