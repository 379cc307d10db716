//! The provider's answer may be lost, and so may we.

use crate::support::{TestApp, days, seconds};
use paylink::domain::method::Method;
use paylink::domain::payment::PaymentState;
use paylink::operations::Context;
use paylink::operations::book::Doer;
use paylink::operations::start_checkout::{Choice, StartOutcome, start_checkout};
use paylink::providers::Providers;
use paylink::providers::client::http_client;
use paylink::providers::sandbox::Sandbox;
use serde_json::json;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn a_start_that_is_accepted_but_not_answered_leads_to_one_checkout() {
    for wrong in ["timeout", "error", "rubbish"] {
        let app = TestApp::start().await;
        let merchant = app.merchant().await;
        let payer = app.payer();
        let asked = merchant.requests().await;
        merchant.sandbox_faults(json!({ "start_answer": wrong })).await;
        let page = payer.presses_pay(&asked).await;
        assert!(page.location.is_none(), "no address was handed out, so no money was taken");
        assert_eq!(merchant.sees_states(&asked).await, [PaymentState::Starting]);
        merchant.sandbox_faults(json!({})).await;
        app.passes_and_works(seconds(60)).await;
        assert_eq!(merchant.sees_states(&asked).await, [PaymentState::Open], "{wrong}: asked again with the same key");
        payer.pays(&asked).await;
        merchant.sees_paid(&asked).await;
        assert_eq!(merchant.sees_payments(&asked).await.len(), 1);
        app.ends().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_payer_takes_an_unanswered_start_over() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let payer = app.payer();
    let asked = merchant.requests().await;
    merchant.sandbox_faults(json!({ "start_answer": "error" })).await;
    assert!(payer.presses_pay(&asked).await.location.is_none());
    merchant.sandbox_faults(json!({})).await;
    assert!(payer.presses_pay(&asked).await.location.is_some());
    assert_eq!(merchant.sees_payments(&asked).await.len(), 1, "same payment, same key, same bytes");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unanswered_end_keeps_the_slot_and_the_page_says_that_it_is_checked() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let payer = app.payer();
    let asked = merchant.requests().await;
    payer.reaches_sandbox(&asked).await;
    merchant
        .sandbox_faults(json!({ "end_answer": "error", "lookup_answer": "error", "lose_notifications": true }))
        .await;
    let page = payer.presses_pay_by(&asked, "sepa_debit").await;
    assert!(page.location.is_none() && !page.can_be_paid(), "{}", page.html);
    assert_eq!(merchant.sees_states(&asked).await, [PaymentState::Closing], "no second checkout was opened");
    assert!(!payer.opens(&asked.link).await.can_be_paid());
    merchant.sandbox_faults(json!({})).await;
    app.passes_and_works(seconds(60)).await;
    assert_eq!(merchant.sees_states(&asked).await, [PaymentState::Cancelled]);
    payer.pays(&asked).await;
    merchant.sees_paid(&asked).await;
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_goes_away_does_not_cut_a_start_in_half() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let payer = app.payer();
    let asked = merchant.requests().await;
    let form = payer.posting(&format!("{}/checkout", asked.link), &[("method", "card")]);
    let gone = form.timeout(Duration::from_millis(2)).send().await;
    drop(gone);
    app.passes_and_works(seconds(60)).await;
    let checkout = payer.reaches_sandbox(&asked).await;
    payer.chooses(&checkout, "succeed").await;
    app.works().await;
    merchant.sees_paid(&asked).await;
    assert_eq!(merchant.sees_payments(&asked).await.len(), 1);
    app.ends().await;
}

/// A program that commits and dies before it calls: its provider is nowhere.
fn dies_before_calling(context: &Context) -> Context {
    let nowhere = Arc::new(OnceLock::new());
    let _ = nowhere.set("http://127.0.0.1:1".to_owned());
    let client = http_client(Duration::from_millis(300)).expect("a client");
    let sandbox = Sandbox::new(client, nowhere, String::new());
    Context { providers: Providers::new(vec![Arc::new(sandbox)]), ..context.clone() }
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_between_commit_and_call_somebody_else_finishes() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    let token = merchant.sees(asked.id).await.token.expect("a link");
    let choice = Choice { method: Method::Card, terms_version: None, language: None, doer: Doer::default() };
    let outcome = start_checkout(&dies_before_calling(app.context()), token, choice).await.expect("an outcome");
    assert_eq!(outcome, StartOutcome::Preparing);
    app.passes_and_works(seconds(60)).await;
    assert_eq!(merchant.sees_states(&asked).await, [PaymentState::Open]);
    app.payer().pays(&asked).await;
    merchant.sees_paid(&asked).await;
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_never_answered_is_called_abandoned_and_visible() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let payer = app.payer();
    let asked = merchant.requests().await;
    let checkout = payer.reaches_sandbox(&asked).await;
    merchant.sandbox_faults(json!({ "lookup_answer": "error", "end_answer": "error", "lose_notifications": true, "ended_may_succeed": true })).await;
    app.passes_and_works(days(5)).await;
    assert_eq!(merchant.sees_states(&asked).await, [PaymentState::Abandoned]);
    let events = merchant.sees_events(&asked).await;
    assert!(events.contains(&"payment.abandoned".to_owned()), "{events:?}");
    // Money that arrives even later is still recorded.
    merchant.sandbox_faults(json!({ "ended_may_succeed": true })).await;
    payer.chooses(&checkout, "succeed").await;
    app.works().await;
    merchant.sees_paid(&asked).await;
    app.ends().await;
}
