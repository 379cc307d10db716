//! Ask, pay, know: the main way, and every way in which the news of a payment can come.

use crate::support::{TestApp, days, eur, seconds};
use paylink::domain::payment::{FailureCode, PaymentState};
use paylink::domain::payment_request::Status;
use paylink::domain::refund::{RefundReason, RefundStatus};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_paid_once_and_never_again() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let payer = app.payer();
    let asked = merchant.requests().await;

    let page = payer.opens(&asked.link).await;
    assert!(page.can_be_paid() && page.says("119,00 €") && page.says("E. Mustermann"), "{}", page.html);
    assert!(!page.says("Erika"), "the payer's name is masked");
    let page = payer.pays(&asked).await;
    assert!(!page.can_be_paid() && page.says("119,00 €"), "{}", page.html);
    merchant.sees_paid(&asked).await;

    let again = payer.presses_pay(&asked).await;
    assert!(again.location.is_none() && !again.can_be_paid(), "{}", again.html);
    app.works().await;
    let payments = merchant.sees_payments(&asked).await;
    assert_eq!(payments.len(), 1);
    assert_eq!((payments[0].received, payments[0].allocated, payments[0].surplus()), (11_900, 11_900, 0));
    // Opens are written in batches, so the first opening may come anywhere.
    let events: Vec<String> =
        merchant.sees_events(&asked).await.into_iter().filter(|kind| kind != "payment_request.opened").collect();
    assert_eq!(events, ["payment_request.created", "payment.started", "payment.succeeded", "payment_request.paid"]);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_notification_may_come_before_the_redirect() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let payer = app.payer();
    let asked = merchant.requests().await;
    let checkout = payer.reaches_sandbox(&asked).await;
    let back = payer.chooses(&checkout, "succeed").await;
    app.works().await;
    merchant.sees_paid(&asked).await;
    let page = payer.comes_back(&back).await;
    assert!(!page.can_be_paid());
    assert_eq!(merchant.sees_payments(&asked).await.len(), 1);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_redirect_is_enough_when_the_notification_is_lost() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    merchant.sandbox_faults(json!({ "lose_notifications": true })).await;
    let asked = merchant.requests().await;
    app.payer().pays(&asked).await;
    merchant.sees_paid(&asked).await;
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_redirect_and_notification_the_reconciler_finds_out_within_seconds() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    merchant.sandbox_faults(json!({ "lose_notifications": true })).await;
    let payer = app.payer();
    let asked = merchant.requests().await;
    let checkout = payer.reaches_sandbox(&asked).await;
    payer.chooses(&checkout, "succeed").await;
    assert_eq!(merchant.sees_status(asked.id).await, Status::Open, "nobody has told us yet");
    app.passes_and_works(seconds(5)).await;
    merchant.sees_paid(&asked).await;
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notification_repeated_a_hundred_times_has_one_effect() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    merchant.sandbox_faults(json!({ "repeat_notifications": 99 })).await;
    let payer = app.payer();
    let asked = merchant.requests().await;
    let checkout = payer.reaches_sandbox(&asked).await;
    payer.chooses(&checkout, "succeed").await;
    app.works().await;
    merchant.sees_paid(&asked).await;
    let paid = merchant.sees_events(&asked).await.into_iter().filter(|kind| kind == "payment_request.paid").count();
    assert_eq!(paid, 1);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bank_debit_is_processing_until_it_is_decided() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let payer = app.payer();
    let asked = merchant.requests().await;
    let page = payer.tries(&asked, "pending_then_succeed").await;
    assert!(!page.can_be_paid(), "{}", page.html);
    assert_eq!(merchant.sees_status(asked.id).await, Status::Processing);
    assert!(payer.presses_pay(&asked).await.location.is_none(), "no second checkout while money is on its way");
    app.passes_and_works(seconds(120)).await;
    merchant.sees_paid(&asked).await;
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bank_debit_that_comes_back_opens_the_request_again() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let payer = app.payer();
    let asked = merchant.requests().await;
    payer.tries(&asked, "pending_then_fail").await;
    app.passes_and_works(seconds(120)).await;
    assert_eq!(merchant.sees_status(asked.id).await, Status::Open);
    let events = merchant.sees_events(&asked).await;
    assert!(events.contains(&"payment_request.reopened".to_owned()), "{events:?}");
    payer.pays(&asked).await;
    merchant.sees_paid(&asked).await;
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn notifications_out_of_order_end_the_same() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    merchant.sandbox_faults(json!({ "reorder_notifications": true, "repeat_notifications": 2 })).await;
    let payer = app.payer();
    let asked = merchant.requests().await;
    let checkout = payer.reaches_sandbox(&asked).await;
    payer.chooses(&checkout, "pending_then_succeed").await;
    app.passes_and_works(seconds(300)).await;
    merchant.sees_paid(&asked).await;
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_declined_payment_took_no_money_and_can_be_tried_again() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let payer = app.payer();
    let asked = merchant.requests().await;
    let page = payer.tries(&asked, "decline").await;
    assert!(page.can_be_paid() && page.says("kein Geld"), "{}", page.html);
    let failure = merchant.sees_payments(&asked).await[0].failure.clone().expect("a failure");
    assert_eq!(failure.code, FailureCode::Declined);
    payer.pays(&asked).await;
    merchant.sees_paid(&asked).await;
    assert_eq!(merchant.sees_states(&asked).await, [PaymentState::Failed, PaymentState::Succeeded]);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_back_without_paying_gets_the_same_checkout_again() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let payer = app.payer();
    let asked = merchant.requests().await;
    let first = payer.reaches_sandbox(&asked).await;
    let back = payer.chooses(&first, "cancel").await;
    assert!(payer.comes_back(&back).await.can_be_paid());
    assert_eq!(payer.reaches_sandbox(&asked).await, first);
    app.passes_and_works(days(3)).await;
    assert_eq!(merchant.sees_states(&asked).await, [PaymentState::Cancelled], "a checkout left alone ends by itself");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_tabs_get_the_same_checkout() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    let (one, two) = (app.payer(), app.payer());
    let (first, second) = tokio::join!(one.presses_pay(&asked), two.presses_pay(&asked));
    let places: Vec<String> = [first, second].into_iter().filter_map(|shown| shown.location).collect();
    assert!(!places.is_empty() && places.iter().all(|place| *place == places[0]), "{places:?}");
    assert_eq!(merchant.sees_payments(&asked).await.len(), 1);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_choice_ends_the_first_checkout_before_the_second_begins() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let payer = app.payer();
    let asked = merchant.requests().await;
    let first = payer.reaches_sandbox(&asked).await;
    let second = payer.presses_pay_by(&asked, "sepa_debit").await.location.expect("another checkout");
    assert_ne!(first, second);
    assert_eq!(merchant.sees_states(&asked).await, [PaymentState::Cancelled, PaymentState::Open]);
    payer.chooses(&first, "succeed").await;
    app.works().await;
    assert_eq!(merchant.sees_status(asked.id).await, Status::Open, "the first page was ended before");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn when_both_tabs_pay_the_surplus_goes_back() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    merchant.sandbox_faults(json!({ "ended_may_succeed": true })).await;
    let payer = app.payer();
    let asked = merchant.requests().await;
    let first = payer.reaches_sandbox(&asked).await;
    let second = payer.presses_pay_by(&asked, "sepa_debit").await.location.expect("another checkout");
    payer.chooses(&first, "succeed").await;
    let back = payer.chooses(&second, "succeed").await;
    app.works().await;
    merchant.sees_paid(&asked).await;
    let payments = merchant.sees_payments(&asked).await;
    assert_eq!(payments.iter().map(|payment| payment.received).sum::<i64>(), 23_800, "no success is dropped");
    assert_eq!(payments.iter().map(|payment| payment.allocated).sum::<i64>(), 11_900, "never more than asked");
    let refunds = merchant.sees_refunds(&asked).await;
    assert_eq!(refunds.len(), 1);
    assert_eq!(
        (refunds[0].amount, refunds[0].reason, refunds[0].status),
        (eur(11_900), RefundReason::Surplus, RefundStatus::Succeeded)
    );
    let page = payer.comes_back(&back).await;
    assert!(page.says("119,00 €") && !page.can_be_paid(), "{}", page.html);
    assert_eq!(merchant.sees(asked.id).await.request.sums.refunded, 0, "surplus is no refund of what was paid");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_older_than_the_terms_shows_the_page_again() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let payer = app.payer();
    let asked = merchant.requests().await;
    let patch = paylink::operations::patch_payment_request::Patch { amount: Some(9_900), ..Default::default() };
    paylink::operations::patch_payment_request::patch_payment_request(app.context(), merchant.scope, asked.id, patch)
        .await
        .expect("a patch");
    let shown = payer.posts(&format!("{}/checkout", asked.link), &[("method", "card"), ("version", "1")]).await;
    assert!(shown.can_be_paid() && shown.says("99,00 €"), "{}", shown.html);
    assert!(merchant.sees_payments(&asked).await.is_empty());
    app.ends().await;
}
