//! The REST API as a merchant's program uses it.

use crate::support::TestApp;
use crate::support::program::{Program, asked};
use paylink::domain::scope::Scope;
use paylink::operations::manage_access::make_api_key;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn a_program_asks_sees_paid_and_refunds() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let program = Program::of(&merchant);
    let made = program
        .posts(
            "/payment_requests",
            json!({ "amount": 11900, "currency": "EUR", "reference": "LI-1", "external_id": "erp-1", "metadata": { "order": "7" },
                "payer": { "name": "Erika Mustermann", "email": "erika@example.org" } }),
        )
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    assert_eq!((made.body["status"].as_str(), made.body["amount_due"].as_i64()), (Some("open"), Some(11_900)));
    let asked = asked(&made.body);
    app.payer().pays(&asked).await;
    app.works().await;
    let seen = program.gets(&format!("/payment_requests/{}", asked.id)).await.body;
    assert_eq!(
        (seen["status"].as_str(), seen["amount_paid"].as_i64(), seen["late"].as_bool()),
        (Some("paid"), Some(11_900), Some(false))
    );
    let payments = program.gets(&format!("/payment_requests/{}/payments", asked.id)).await.body;
    let payment = payments["data"][0]["id"].as_str().expect("a payment").to_owned();
    let path = format!("/payments/{payment}/refunds");
    let refund = program.posts(&path, json!({ "amount": 1900 })).await;
    assert_eq!(refund.status, StatusCode::CREATED, "{}", refund.body);
    let too_much = program.posts(&path, json!({ "amount": 11_900 })).await;
    assert_eq!(too_much.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", too_much.body);
    assert_eq!(too_much.body["errors"][0]["field"], "amount");
    app.works().await;
    let seen = program.gets(&format!("/payment_requests/{}", asked.id)).await.body;
    assert_eq!((seen["status"].as_str(), seen["amount_refunded"].as_i64()), (Some("paid"), Some(1_900)));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeat_with_the_same_key_has_one_effect_also_at_once() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let program = Program::of(&merchant);
    let body = json!({ "amount": 100, "currency": "EUR" });
    let calls = (0..12).map(|_| program.calls(Method::POST, "/payment_requests", Some(body.clone()), Some("key-1")));
    let answers = futures_util::future::join_all(calls).await;
    let ids: Vec<&Value> =
        answers.iter().filter(|answer| answer.status == StatusCode::CREATED).map(|answer| &answer.body["id"]).collect();
    assert!(!ids.is_empty() && ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    assert!(answers.iter().all(|answer| matches!(answer.status, StatusCode::CREATED | StatusCode::CONFLICT)));
    let list = program.gets("/payment_requests").await.body;
    assert_eq!(list["data"].as_array().expect("rows").len(), 1);
    let other = program
        .calls(Method::POST, "/payment_requests", Some(json!({ "amount": 200, "currency": "EUR" })), Some("key-1"))
        .await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    let refused = program
        .calls(Method::POST, "/payment_requests", Some(json!({ "amount": 0, "currency": "EUR" })), Some("key-2"))
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let then = program.calls(Method::POST, "/payment_requests", Some(body), Some("key-2")).await;
    assert_eq!(then.status, StatusCode::CREATED, "a refusal keeps nothing");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_name_the_field_and_the_remedy() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let program = Program::of(&merchant);
    let bad = program
        .posts(
            "/payment_requests",
            json!({ "amount": 5, "currency": "EUR", "description": "4242 4242 4242 4242", "payer": { "email": "x" } }),
        )
        .await;
    assert_eq!((bad.status, bad.kind()), (StatusCode::UNPROCESSABLE_ENTITY, "application/problem+json"));
    let fields: Vec<&str> =
        bad.body["errors"].as_array().expect("errors").iter().filter_map(|error| error["field"].as_str()).collect();
    assert_eq!(fields, ["description", "payer.email"]);
    assert!(bad.body["request_id"].is_string() && bad.body["code"].is_string());
    let taken = json!({ "amount": 5, "currency": "EUR", "external_id": "erp-1" });
    assert_eq!(program.posts("/payment_requests", taken.clone()).await.status, StatusCode::CREATED);
    let again = program.posts("/payment_requests", taken).await;
    assert!(again.status.is_client_error() && again.body["errors"][0]["field"] == "external_id", "{}", again.body);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_key_or_with_anothers_nothing_is_seen() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let other = app.merchant_named("Dachdecker Süd", "sued@example.org").await;
    let asked = merchant.requests().await;
    let path = format!("/payment_requests/{}", asked.id);
    let nobody = Program::with_key(&app, "pl_test_nonsense".to_owned()).gets(&path).await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    assert_eq!(Program::of(&other).gets(&path).await.status, StatusCode::NOT_FOUND);
    let live = Scope { live: true, ..merchant.scope };
    let (_, key) = make_api_key(app.context(), live, "live").await.expect("a key");
    assert_eq!(
        Program::with_key(&app, key).gets(&path).await.status,
        StatusCode::NOT_FOUND,
        "live keys do not see test requests"
    );
    assert_eq!(Program::of(&merchant).gets(&path).await.status, StatusCode::OK);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_a_list_hold_every_request_once() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    for _ in 0..25 {
        merchant.requests().await;
    }
    let program = Program::of(&merchant);
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = program.gets(&format!("/payment_requests?status=open&limit=10{cursor}")).await.body;
        let rows =
            page["data"].as_array().expect("rows").iter().map(|row| row["id"].as_str().expect("an id").to_owned());
        seen.extend(rows);
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(seen.len(), 25);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 25);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_feed_has_no_gaps_and_keeps_each_requests_order() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let program = Program::of(&merchant);
    let asked = [merchant.requests().await, merchant.requests().await, merchant.requests().await];
    let payer = app.payer();
    futures_util::future::join_all(asked.iter().map(|asked| payer.pays(asked))).await;
    app.works().await;
    let (mut events, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = program.gets(&format!("/events?limit=4{cursor}")).await.body;
        let rows = page["data"].as_array().expect("rows").clone();
        if rows.is_empty() {
            break;
        }
        events.extend(rows);
        cursor = format!("&cursor={}", page["next_cursor"].as_str().expect("a cursor to go on from"));
    }
    let positions: Vec<i64> = events.iter().filter_map(|event| event["position"].as_i64()).collect();
    assert_eq!(positions, (1..=i64::try_from(events.len()).expect("few")).collect::<Vec<_>>());
    for asked in &asked {
        let of_one = events.iter().filter(|event| event["payment_request"] == json!(asked.id));
        let sequences: Vec<i64> = of_one.filter_map(|event| event["sequence"].as_i64()).collect();
        assert_eq!(sequences, (1..=i64::try_from(sequences.len()).expect("few")).collect::<Vec<_>>());
        assert!(sequences.len() >= 4);
    }
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_are_switched_on_in_test_mode() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let program = Program::of(&merchant);
    let account =
        program.gets("/provider_accounts").await.body["data"][0]["id"].as_str().expect("an account").to_owned();
    let path = format!("/provider_accounts/{account}");
    let changed =
        program.calls(Method::PATCH, &path, Some(json!({ "faults": { "lose_notifications": true } })), None).await;
    assert_eq!(
        (changed.status, &changed.body["faults"]["lose_notifications"]),
        (StatusCode::OK, &json!(true)),
        "{}",
        changed.body
    );
    let wrong = program.calls(Method::PATCH, &path, Some(json!({ "faults": { "explode": true } })), None).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!changed.body.to_string().contains("secret"), "credentials are never shown");
    app.ends().await;
}
