//! The API as a program sees it, on a database of its own.

use super::{PREFIX, routes};
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::language::Language;
use crate::domain::merchant::Support;
use crate::domain::time::Timestamp;
use crate::http::rate_limit::RateLimits;
use crate::messaging::channel::Carriers;
use crate::operations::Context;
use crate::operations::setup_merchant::{NewMerchant, setup_merchant};
use crate::providers::Providers;
use crate::providers::client::http_client;
use crate::providers::sandbox::Sandbox;
use crate::randomness::Randomness;
use crate::store::Store;
use crate::store::seal::Sealer;
use actix_web::body::MessageBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::Method;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::{App, web};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::Notify;

/// A merchant with a test key on an empty SQLite file.
struct World {
    context: Context,
    key: String,
    folder: PathBuf,
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

async fn world() -> World {
    let name = format!("paylink-api-{}", hex::encode(Randomness::from_system().bytes::<8>()));
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let random = Randomness::seeded(1);
    let url = format!("sqlite:{}", folder.join("paylink.db").display());
    let store = Store::open(&url, Sealer::new(&[[1; 32]], random.clone())).await.unwrap();
    store.migrate().await.unwrap();
    let config = Config::from_variables(std::iter::empty()).unwrap();
    let sandbox = Sandbox::new(http_client(Duration::from_secs(1)).unwrap(), Arc::new(OnceLock::new()), String::new());
    let context = Context {
        store,
        clock: Clock::standing_at(Timestamp::parse_rfc3339("2026-11-21T12:00:00Z").unwrap()),
        random,
        providers: Providers::new(vec![Arc::new(sandbox)]),
        config: Arc::new(config),
        wake: Arc::new(Notify::new()),
        opens: Arc::default(),
        carriers: Carriers::new(Vec::new()),
        forwarders: Arc::default(),
        shops: Arc::default(),
        hashing: Arc::default(),
        enclosing: Arc::default(),
    };
    let new = NewMerchant {
        name: "Klempnerei Nord".into(),
        email: "chef@example.org".into(),
        password: Some("blau rohr zange nordsee".into()),
        zone: "Europe/Berlin".into(),
        country: "DE".into(),
        language: Language::De,
        town: None,
        support: Support::default(),
    };
    let key = setup_merchant(&context, new).await.unwrap().api_key;
    World { context, key, folder }
}

/// Starts the API; a macro because its type has no name.
macro_rules! api {
    ($world:expr) => {
        init_service(
            App::new().app_data(web::Data::new($world.context.clone())).service(web::scope(PREFIX).configure(routes)),
        )
        .await
    };
}

/// One call; gives status and body.
macro_rules! call {
    ($api:expr, $request:expr) => {
        told(call_service(&$api, $request.to_request()).await).await
    };
}

mod described;

async fn told(response: ServiceResponse<impl MessageBody>) -> (u16, Value) {
    let status = response.status().as_u16();
    assert!(response.headers().contains_key("x-request-id"));
    let media = response.headers().get("content-type").unwrap().to_str().unwrap().to_owned();
    assert_eq!(media, if status < 400 { "application/json" } else { "application/problem+json" });
    (status, serde_json::from_slice(&read_body(response).await).unwrap())
}

fn to(method: Method, path: &str) -> TestRequest {
    TestRequest::default().method(method).uri(&format!("{PREFIX}{path}"))
}

impl World {
    fn get(&self, path: &str) -> TestRequest {
        self.send(Method::GET, path)
    }

    fn send(&self, method: Method, path: &str) -> TestRequest {
        to(method, path).insert_header(("authorization", format!("Bearer {}", self.key)))
    }

    fn post(&self, path: &str, body: &Value) -> TestRequest {
        self.send(Method::POST, path).set_json(body)
    }
}

fn fields(body: &Value) -> Vec<(&str, &str)> {
    let errors = body["errors"].as_array().unwrap().iter();
    errors.map(|error| (error["field"].as_str().unwrap(), error["code"].as_str().unwrap())).collect()
}

#[actix_web::test]
async fn a_request_is_made_listed_changed_and_cancelled() {
    let world = world().await;
    let api = api!(world);
    let new = json!({ "amount": 11900, "currency": "EUR", "reference": "LI-748925", "due_date": "2026-12-19",
        "payer": { "name": "Erika Mustermann", "language": "de" }, "metadata": { "project": "Küche" },
        "return_urls": { "paid": "https://shop.example.org/danke" } });
    let (status, made) = call!(api, world.post("/payment_requests", &new));
    assert_eq!((status, &made["status"], &made["amount_due"]), (201, &json!("open"), &json!(11900)), "{made}");
    assert_eq!(made["qr_url"], json!(format!("{}/qr.svg", made["pay_url"].as_str().unwrap())));
    assert_eq!(made["return_urls"], json!({ "paid": "https://shop.example.org/danke", "unpaid": null }));
    let one = format!("/payment_requests/{}", made["id"].as_str().unwrap());
    assert_eq!(call!(api, world.get(&one)), (200, made.clone()));

    let (_, list) = call!(api, world.get("/payment_requests?status=open&q=erika&reference=LI-748925"));
    assert_eq!(list, json!({ "data": [made], "next_cursor": null }));
    let (_, none) = call!(api, world.get("/payment_requests?overdue=true"));
    assert_eq!(none["data"], json!([]));

    let change = json!({ "amount": 9900, "payer": null, "metadata": { "project": "Bad" } });
    let (status, changed) = call!(api, world.send(Method::PATCH, &one).set_json(&change));
    assert_eq!((status, &changed["amount"], &changed["payer"]["name"]), (200, &json!(9900), &Value::Null));
    assert_eq!(changed["metadata"], json!({ "project": "Bad" }));

    let (status, cancelled) = call!(api, world.send(Method::POST, &format!("{one}/cancellation")));
    assert_eq!((status, &cancelled["status"]), (200, &json!("cancelled")));
    let (status, refused) = call!(api, world.send(Method::PATCH, &one).set_json(json!({ "amount": 1 })));
    assert_eq!((status, &refused["code"]), (409, &json!("not_open")));

    let (_, events) = call!(api, world.get(&format!("{one}/events?limit=2")));
    let types: Vec<&Value> = events["data"].as_array().unwrap().iter().map(|event| &event["type"]).collect();
    assert_eq!(types, ["payment_request.created", "payment_request.updated"]);
    let rest = format!("{one}/events?cursor={}", events["next_cursor"].as_str().unwrap());
    let (_, rest) = call!(api, world.get(&rest));
    assert_eq!((&rest["data"][0]["type"], &rest["next_cursor"]), (&json!("payment_request.cancelled"), &Value::Null));
    let (_, methods) = call!(api, world.get(&format!("{one}/methods")));
    assert_eq!(methods["data"], json!([]));
}

#[actix_web::test]
async fn an_overdue_invoice_keeps_its_due_date_and_lives_ninety_days() {
    let world = world().await;
    let api = api!(world);
    let new =
        json!({ "amount": 1, "currency": "EUR", "due_date": "2026-10-27", "payer": { "phone": "0151 12345678" } });
    let (status, made) = call!(api, world.post("/payment_requests", &new));
    assert_eq!((status, &made["due_date"], &made["overdue"]), (201, &json!("2026-10-27"), &json!(true)), "{made}");
    assert_eq!(made["payer"]["phone"], json!("+4915112345678"));
    let expires_at = made["expires_at"].as_str().unwrap();
    assert!(
        expires_at.ends_with("T22:00:00Z") || expires_at.ends_with("T23:00:00Z"),
        "midnight in Berlin: {expires_at}"
    );
    let (_, list) = call!(api, world.get("/payment_requests?overdue=true"));
    assert_eq!(list["data"], json!([made]));
}

#[actix_web::test]
async fn a_change_that_contradicts_the_terms_is_refused() {
    let world = world().await;
    let api = api!(world);
    let due = json!({ "amount": 1, "currency": "EUR", "due_date": "2026-12-19", "expires_at": "2026-12-10T00:00:00Z" });
    let (status, told) = call!(api, world.post("/payment_requests", &due));
    assert_eq!((status, fields(&told)), (422, vec![("expires_at", "before_due_date")]));
    let due = json!({ "amount": 1, "currency": "EUR", "due_date": "2026-12-19" });
    let (_, made) = call!(api, world.post("/payment_requests", &due));
    let one = format!("/payment_requests/{}", made["id"].as_str().unwrap());
    let change = |change: Value| world.send(Method::PATCH, &one).set_json(change);
    let (status, told) = call!(api, change(json!({ "expires_at": "2026-12-19T22:59:59Z" })));
    assert_eq!((status, fields(&told)), (422, vec![("expires_at", "before_due_date")]));
    let (status, told) = call!(api, change(json!({ "metadata": { "card": "4242 4242 4242 4242 12/27" } })));
    assert_eq!((status, fields(&told)), (422, vec![("metadata.card", "card_number")]));
    assert_eq!(call!(api, change(json!({ "expires_at": "2026-12-19T23:00:00Z" }))).0, 200);
    world.context.clock.advance(Duration::from_secs(60 * 86_400));
    for change in [change(json!({ "amount": 2 })), change(json!({ "expires_at": "2027-12-19T23:00:00Z" }))] {
        let (status, told) = call!(api, change);
        assert_eq!((status, &told["code"]), (409, &json!("not_open")));
        assert!(told["detail"].as_str().unwrap().contains("expired, not open"), "{told}");
    }
}

#[actix_web::test]
async fn pages_and_the_feed_go_on_where_they_stopped() {
    let world = world().await;
    let api = api!(world);
    for amount in 1..=5 {
        world.context.clock.advance(Duration::from_millis(amount % 2));
        call!(api, world.post("/payment_requests", &json!({ "amount": amount, "currency": "EUR" })));
    }
    let (mut seen, mut path) = (Vec::new(), "/payment_requests?limit=2".to_owned());
    loop {
        let (_, page) = call!(api, world.get(&path));
        seen.extend(page["data"].as_array().unwrap().iter().map(|one| one["amount"].as_i64().unwrap()));
        let Some(next) = page["next_cursor"].as_str() else { break };
        path = format!("/payment_requests?limit=2&cursor={next}");
    }
    seen.sort_unstable();
    assert_eq!(seen, [1, 2, 3, 4, 5]);

    let (_, first) = call!(api, world.get("/events?limit=3"));
    let next = first["next_cursor"].as_str().unwrap();
    let (_, second) = call!(api, world.get(&format!("/events?cursor={next}")));
    let positions = |page: &Value| -> Vec<i64> {
        page["data"].as_array().unwrap().iter().map(|event| event["position"].as_i64().unwrap()).collect()
    };
    assert_eq!((positions(&first), positions(&second)), (vec![1, 2, 3], vec![4, 5]));
    let end = format!("/events?cursor={}", second["next_cursor"].as_str().unwrap());
    let (_, nothing) = call!(api, world.get(&end));
    assert_eq!((&nothing["data"], &nothing["next_cursor"]), (&json!([]), &second["next_cursor"]));
}

#[actix_web::test]
async fn a_repeat_with_an_idempotency_key_has_one_effect() {
    let world = world().await;
    let api = api!(world);
    let new = json!({ "amount": 1, "currency": "EUR" });
    let again = |body: &Value, key: &str| world.post("/payment_requests", body).insert_header(("idempotency-key", key));
    let first = call!(api, again(&new, "k1"));
    assert_eq!(call!(api, again(&new, "k1")), first);
    assert_ne!(call!(api, again(&new, "k2")).1["id"], first.1["id"]);
    let (status, other) = call!(api, again(&json!({ "amount": 2, "currency": "EUR" }), "k1"));
    assert_eq!((status, &other["code"]), (422, &json!("idempotency_mismatch")));
    let (long, spaced) = ("x".repeat(256), "a b".to_owned());
    for bad in [String::new(), long, spaced] {
        let (status, told) = call!(api, again(&new, &bad));
        assert_eq!((status, &told["code"]), (400, &json!("bad_idempotency_key")), "{bad}");
    }
}

#[actix_web::test]
async fn what_cannot_be_is_told_by_the_callers_own_names() {
    let world = world().await;
    let api = api!(world);
    let bad = json!({ "amount": "1", "curency": "EUR", "payer": { "e-mail": "x" }, "reference": "a\u{0}b" });
    let (status, told) = call!(api, world.post("/payment_requests", &bad));
    assert_eq!((status, fields(&told)), (422, vec![("reference", "null_character")]));
    let (_, told) = call!(api, world.post("/payment_requests", &json!({})));
    assert_eq!(fields(&told), [("amount", "required"), ("currency", "required")]);
    let (_, told) = call!(api, world.post("/payment_requests", &json!({ "amount": 0, "currency": "EURO" })));
    assert_eq!(fields(&told), [("amount", "out_of_range"), ("currency", "invalid")]);
    let bad = json!({ "amount": "1", "curency": "EUR", "payer": { "e-mail": "x" } });
    let (_, told) = call!(api, world.post("/payment_requests", &bad));
    let expected = [("amount", "wrong_type"), ("payer.e-mail", "unknown_field"), ("curency", "unknown_field")];
    assert_eq!(fields(&told), expected);
    let bad =
        json!({ "amount": 0, "currency": "EUR", "payer": { "email": "x" }, "description": "4242 4242 4242 4242" });
    let (_, told) = call!(api, world.post("/payment_requests", &bad));
    let expected = [("amount", "out_of_range"), ("description", "card_number"), ("payer.email", "invalid")];
    assert_eq!(fields(&told), expected);
    let (_, told) = call!(api, world.get("/payment_requests?limit=0&cursor=x&q=%00&state=open"));
    let expected = [("q", "invalid"), ("limit", "out_of_range"), ("cursor", "invalid"), ("state", "unknown_parameter")];
    assert_eq!(fields(&told), expected);

    let post_to = |path: &str, media: &'static str, body: String| {
        world.send(Method::POST, path).insert_header(("content-type", media)).set_payload(body)
    };
    let post = |media, body| post_to("/payment_requests", media, body);
    let blank = |length| " ".repeat(length);
    let file_of = "/payment_requests/pr_00000000000000000000000000000000/attachments";
    for (request, status, code) in [
        (post("application/json", "{\"amount\":".into()), 400, "malformed_json"),
        (post("application/json", "{\"amount\":1,\"amount\":2}".into()), 422, "invalid"),
        (post("text/plain", "{}".into()), 415, "unsupported_media_type"),
        (post_to("/contacts", "application/json", blank(65_537)), 413, "too_large"),
        (post("application/json", blank(65_537)), 400, "malformed_json"),
        (post("application/json", blank(11 * 1024 * 1024)), 413, "too_large"),
        (post_to(file_of, "application/json", blank(7 * 1024 * 1024 + 65_537)), 413, "too_large"),
        (world.get("/payment_requests/pr_0"), 404, "not_found"),
        (world.get("/payment_requests/%00"), 404, "not_found"),
        (world.get("/payments/pay_00000000000000000000000000000000"), 404, "not_found"),
        (world.get("/nonsense"), 404, "not_found"),
        (to(Method::GET, ""), 404, "not_found"),
        (to(Method::GET, "/events"), 401, "unauthenticated"),
        (to(Method::GET, "/events").insert_header(("authorization", "Bearer pl_test_x")), 401, "invalid_key"),
        (to(Method::DELETE, "/events"), 405, "method_not_allowed"),
    ] {
        let (found, told) = call!(api, request);
        assert_eq!((found, told["code"].as_str()), (status, Some(code)), "{told}");
    }
}

#[actix_web::test]
async fn guessing_keys_is_slowed_down_and_working_ones_go_on() {
    let world = world().await;
    let limits = web::Data::new(RateLimits::new(&world.context.config));
    let context = web::Data::new(world.context.clone());
    let scope = web::scope(PREFIX).configure(routes);
    let api = init_service(App::new().app_data(context).app_data(limits).service(scope)).await;
    let mut codes = Vec::new();
    for _ in 0..40 {
        codes.push(call!(api, to(Method::GET, "/events")).1["code"].clone());
    }
    assert_eq!((&codes[0], &codes[39]), (&json!("unauthenticated"), &json!("rate_limited")));
    assert_eq!(call!(api, world.get("/events")).0, 200);
}

#[actix_web::test]
async fn faults_of_the_sandbox_are_switched_by_name() {
    let world = world().await;
    let api = api!(world);
    let (_, accounts) = call!(api, world.get("/provider_accounts"));
    assert!(!accounts.to_string().contains("secret"), "{accounts}");
    let one = format!("/provider_accounts/{}", accounts["data"][0]["id"].as_str().unwrap());
    let change = |faults: Value| world.send(Method::PATCH, &one).set_json(json!({ "faults": faults }));
    let (_, changed) = call!(api, change(json!({ "lose_notifications": true, "end_answer": "timeout" })));
    assert_eq!(
        (&changed["faults"]["lose_notifications"], &changed["faults"]["end_answer"]),
        (&json!(true), &json!("timeout"))
    );
    let (_, off) = call!(api, change(json!({})));
    assert_eq!(off["faults"]["lose_notifications"], json!(false));
    let (status, told) = call!(api, change(json!({ "repeat_notifications": 256, "start_answer": "no", "lose": 1 })));
    let expected = [
        ("faults.start_answer", "unknown"),
        ("faults.repeat_notifications", "out_of_range"),
        ("faults.lose", "unknown_field"),
    ];
    assert_eq!((status, fields(&told)), (422, expected.to_vec()));
}
