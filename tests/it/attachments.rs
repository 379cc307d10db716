//! PDFs that go with payment requests: sent along, offered on the page, mailed, taken away and forgotten.

use crate::support::{Asked, Merchant, TestApp, days};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use paylink::domain::attachment::{LARGEST_FILE, LARGEST_TOGETHER};
use paylink::domain::scope::Scope;
use paylink::operations::erase_person::erase_person;
use paylink::operations::manage_access::make_api_key;
use paylink::providers::client::http_client;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::time::Duration;

/// A PDF as far as anybody looks, of so many bytes, told apart by its mark.
pub fn pdf(size: usize, mark: &str) -> Vec<u8> {
    let mut bytes = format!("%PDF-1.7\n%{mark}\n").into_bytes();
    bytes.resize(size.max(bytes.len()), b' ');
    bytes
}

fn file(name: &str, content: &[u8]) -> Value {
    json!({ "file_name": name, "content": STANDARD.encode(content) })
}

/// A merchant's program.
struct Program<'a> {
    app: &'a TestApp,
    key: String,
    client: reqwest::Client,
}

struct Answer {
    status: StatusCode,
    headers: reqwest::header::HeaderMap,
    bytes: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }

    /// The fields at fault, each with its code.
    fn faults(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let errors = self.json()["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|error| (text(&error["field"]), text(&error["code"]))).collect()
    }

    fn code(&self) -> (u16, String) {
        (self.status.as_u16(), self.json()["code"].as_str().unwrap_or_default().to_owned())
    }
}

impl<'a> Program<'a> {
    fn of(merchant: &Merchant<'a>) -> Self {
        Self {
            app: merchant.app,
            key: merchant.api_key.clone(),
            client: http_client(Duration::from_secs(60)).expect("a client"),
        }
    }

    async fn calls(&self, method: Method, path: &str, body: Option<&Value>, once: Option<&str>) -> Answer {
        let mut call = self.client.request(method, format!("{}/api/v1{path}", self.app.base)).bearer_auth(&self.key);
        if let Some(body) = body {
            call = call.json(body);
        }
        if let Some(key) = once {
            call = call.header("idempotency-key", key);
        }
        let answer = call.send().await.expect("an answer");
        let (status, headers) = (answer.status(), answer.headers().clone());
        Answer { status, headers, bytes: answer.bytes().await.expect("a body").to_vec() }
    }

    async fn gets(&self, path: &str) -> Answer {
        self.calls(Method::GET, path, None, None).await
    }

    async fn posts(&self, path: &str, body: &Value) -> Answer {
        self.calls(Method::POST, path, Some(body), None).await
    }

    async fn asks(&self, files: Value) -> Answer {
        let body = json!({ "amount": 11900, "currency": "EUR", "payer": { "name": "Erika Mustermann" }, "attachments": files });
        self.posts("/payment_requests", &body).await
    }

    /// The files of a request as it is shown.
    async fn sees(&self, id: &str) -> Vec<Value> {
        self.gets(&format!("/payment_requests/{id}")).await.json()["attachments"].as_array().expect("a list").clone()
    }
}

fn asked(object: &Value) -> Asked {
    let url = object["pay_url"].as_str().expect("a link");
    Asked {
        id: object["id"].as_str().expect("an id").parse().expect("an id"),
        link: url[url.find("/p/").expect("/p/")..].to_owned(),
    }
}

fn id_of(object: &Value) -> String {
    object["id"].as_str().expect("an id").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn files_come_with_a_request_are_read_back_added_and_removed() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let program = Program::of(&merchant);
    let (invoice, terms) = (pdf(4_000, "invoice"), pdf(300, "terms"));
    let made =
        program.asks(json!([file("C:\\Rechnungen\\Rechnung für März.pdf", &invoice), file("AGB", &terms)])).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
    let made = made.json();
    let (id, files) = (id_of(&made), made["attachments"].as_array().expect("a list"));
    let named: Vec<&str> = files.iter().map(|file| file["file_name"].as_str().expect("a name")).collect();
    assert_eq!(named, ["Rechnung für März.pdf", "AGB.pdf"], "in their order");
    assert_eq!(files[0]["size"], 4_000);
    assert_eq!(files[0]["sha256"], hex::encode(Sha256::digest(&invoice)));
    let of_first = format!("/payment_requests/{id}/attachments/{}", id_of(&files[0]));
    let read = program.gets(&of_first).await;
    assert_eq!((read.status, read.bytes), (StatusCode::OK, invoice));
    assert_eq!(read.headers["content-type"], "application/pdf");
    assert!(
        read.headers["content-disposition"].to_str().unwrap().contains("UTF-8''Rechnung%20f%C3%BCr%20M%C3%A4rz.pdf")
    );

    let place = format!("/payment_requests/{id}/attachments");
    let third = file("Aufmaß.pdf", &pdf(20, "more"));
    let once = async || program.calls(Method::POST, &place, Some(&third), Some("third")).await;
    let (added, again) = (once().await, once().await);
    assert_eq!((added.status, again.status), (StatusCode::CREATED, StatusCode::CREATED), "{}", added.json());
    assert_eq!(added.json(), again.json(), "one effect");
    assert_eq!(added.headers["location"], format!("/api/v1{place}/{}", id_of(&added.json())).as_str());
    let other = program.calls(Method::POST, &place, Some(&file("B.pdf", &pdf(20, "x"))), Some("third")).await;
    assert_eq!(other.code(), (422, "idempotency_mismatch".to_owned()));
    assert_eq!(program.sees(&id).await.len(), 3);

    let left = program.calls(Method::DELETE, &of_first, None, None).await;
    assert_eq!((left.status, left.json()["attachments"].as_array().unwrap().len()), (StatusCode::OK, 2));
    assert_eq!(program.calls(Method::DELETE, &of_first, None, None).await.status, StatusCode::NOT_FOUND);
    assert_eq!(program.gets(&of_first).await.status, StatusCode::NOT_FOUND);
    let listed = program.gets("/payment_requests").await.json();
    assert_eq!(listed["data"][0]["attachments"].as_array().unwrap().len(), 2);
    let events = merchant.sees_events(&asked(&made)).await;
    assert_eq!(events, ["payment_request.created", "payment_request.updated", "payment_request.updated"]);
    let told = program.gets(&format!("/payment_requests/{id}/events")).await.json();
    assert_eq!(told["data"][1]["data"]["attachment"], json!({ "id": id_of(&added.json()), "change": "added" }));
    assert!(!told.to_string().contains("Aufmaß"), "names are personal");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_pdf_too_large_or_too_much_is_told_by_its_field() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let program = Program::of(&merchant);
    let fault = |field: &str, code: &str| (field.to_owned(), code.to_owned());
    let small = pdf(20, "a");
    for (files, expected) in [
        (
            json!([file("a.pdf", &small), file("b.pdf", b"PK\x03\x04")]),
            vec![fault("attachments.1.content", "not_a_pdf")],
        ),
        (json!([file("", &small)]), vec![fault("attachments.0.file_name", "required")]),
        (
            json!([{ "content": "a b" }]),
            vec![fault("attachments.0.file_name", "required"), fault("attachments.0.content", "invalid")],
        ),
        (
            json!([{ "file_name": "a", "content": "", "url": "https://example.org" }]),
            vec![fault("attachments.0.url", "unknown_field")],
        ),
        (json!("a"), vec![fault("attachments", "wrong_type")]),
        (json!((0..6).map(|_| file("a.pdf", &small)).collect::<Vec<_>>()), vec![fault("attachments", "out_of_range")]),
        (json!([file("a.pdf", &pdf(LARGEST_FILE + 1, "a"))]), vec![fault("attachments.0.content", "too_large")]),
        (
            json!([
                file("a.pdf", &pdf(LARGEST_FILE, "a")),
                file("b.pdf", &pdf(LARGEST_TOGETHER - LARGEST_FILE + 1, "b"))
            ]),
            vec![fault("attachments", "too_large")],
        ),
    ] {
        let refused = program.asks(files).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.json());
        assert_eq!(refused.faults(), expected);
    }
    let all = program
        .asks(json!([
            file("a.pdf", &pdf(LARGEST_FILE, "a")),
            file("b.pdf", &pdf(LARGEST_TOGETHER - LARGEST_FILE, "b"))
        ]))
        .await;
    assert_eq!(all.status, StatusCode::CREATED, "{}", all.json());
    let place = format!("/payment_requests/{}/attachments", id_of(&all.json()));
    assert_eq!(program.posts(&place, &file("c.pdf", &small)).await.code(), (409, "too_large".to_owned()));
    assert_eq!(program.posts(&place, &file("c.pdf", b"no")).await.faults(), [fault("content", "not_a_pdf")]);
    let much = program.posts(&place, &file("c.pdf", &pdf(LARGEST_TOGETHER, "c"))).await;
    assert_eq!(much.code(), (413, "too_large".to_owned()));
    assert!(much.json()["detail"].as_str().unwrap().contains("5 MB"), "{}", much.json());
    let five = program.asks(json!((0..5).map(|_| file("a.pdf", &small)).collect::<Vec<_>>())).await.json();
    let place = format!("/payment_requests/{}/attachments", id_of(&five));
    assert_eq!(program.posts(&place, &file("c.pdf", &small)).await.code(), (409, "too_many".to_owned()));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_nobody_elses() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let program = Program::of(&merchant);
    let made = program.asks(json!([file("a.pdf", &pdf(20, "a"))])).await.json();
    let another = program.asks(json!([])).await.json();
    let (id, attachment) = (id_of(&made), id_of(&made["attachments"][0]));
    let place = format!("/payment_requests/{id}/attachments/{attachment}");
    let elsewhere = format!("/payment_requests/{}/attachments/{attachment}", id_of(&another));
    let stranger = app.merchant_named("Bäckerei Süd", "sued@example.org").await;
    let live = Scope { live: true, ..merchant.scope };
    let key = make_api_key(app.context(), live, "live").await.expect("a key").1;
    let other_mode = Program { key, ..Program::of(&merchant) };
    for (program, place) in [(&Program::of(&stranger), &place), (&other_mode, &place), (&program, &elsewhere)] {
        for method in [Method::GET, Method::DELETE] {
            assert_eq!(program.calls(method, place, None, None).await.status, StatusCode::NOT_FOUND);
        }
    }
    let place = format!("/payment_requests/{id}/attachments");
    let posted = Program::of(&stranger).posts(&place, &file("b.pdf", &pdf(20, "b"))).await;
    assert_eq!(posted.status, StatusCode::NOT_FOUND);
    let payer = app.payer();
    assert_eq!(payer.opens(&format!("{}/attachments/{attachment}", asked(&made).link)).await.status, StatusCode::OK);
    let unknown = payer.opens("/p/AAAAAAAAAAAAAAAAAAAAAA").await.html;
    let zero = format!("att_{}", "0".repeat(32));
    for place in [
        format!("{}/attachments/{attachment}", asked(&another).link),
        format!("{}/attachments/{zero}", asked(&made).link),
        format!("{}/attachments/x", asked(&made).link),
        format!("/p/AAAAAAAAAAAAAAAAAAAAAA/attachments/{attachment}"),
    ] {
        let shown = payer.opens(&place).await;
        assert_eq!((shown.status, &shown.html), (StatusCode::NOT_FOUND, &unknown), "{place}");
    }
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_payer_opens_them_on_the_page_also_when_it_is_paid() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let program = Program::of(&merchant);
    let invoice = pdf(48_213, "invoice");
    let made = program.asks(json!([file("Rechnung \"für\" März.pdf", &invoice)])).await.json();
    let asked = asked(&made);
    let payer = app.payer();
    let page = payer.opens(&asked.link).await;
    assert!(page.says("Anhänge") && page.says("PDF, 48 KB") && page.can_be_paid(), "{}", page.html);
    let place = format!("{}/attachments/{}", asked.link, id_of(&made["attachments"][0]));
    assert!(page.html.contains(&format!("href=\"{place}\"")), "{}", page.html);
    let client = http_client(Duration::from_secs(20)).expect("a client");
    let got = client.get(format!("{}{place}", app.base)).send().await.expect("an answer");
    let header = |name: &str| got.headers()[name].to_str().expect("text").to_owned();
    assert_eq!(header("content-type"), "application/pdf");
    assert_eq!(
        header("content-disposition"),
        "inline; filename=\"Rechnung _f_r_ M_rz.pdf\"; filename*=UTF-8''Rechnung%20%22f%C3%BCr%22%20M%C3%A4rz.pdf"
    );
    assert_eq!((header("cache-control").as_str(), header("x-content-type-options").as_str()), ("no-store", "nosniff"));
    assert!(header("content-security-policy").starts_with("default-src 'none'"));
    assert_eq!(got.bytes().await.expect("a body"), invoice);

    payer.pays(&asked).await;
    let place = format!("/payment_requests/{}/attachments", asked.id);
    assert_eq!(program.posts(&place, &file("Quittung.pdf", &pdf(20, "b"))).await.status, StatusCode::CREATED);
    let paid = payer.opens(&asked.link).await;
    assert!(!paid.can_be_paid() && paid.says("Quittung.pdf") && paid.says("PDF, 48 KB"), "{}", paid.html);

    let ended = program.asks(json!([file("a.pdf", &pdf(20, "a"))])).await.json();
    let id = id_of(&ended);
    program.posts(&format!("/payment_requests/{id}/cancellation"), &json!({})).await;
    let place = format!("/payment_requests/{id}/attachments");
    assert_eq!(program.posts(&place, &file("b.pdf", &pdf(20, "b"))).await.code(), (409, "ended".to_owned()));
    let removed =
        program.calls(Method::DELETE, &format!("{place}/{}", id_of(&ended["attachments"][0])), None, None).await;
    assert_eq!(removed.status, StatusCode::OK, "a wrong file can be taken away at any time");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_forgotten_leaves_no_file_behind() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let program = Program::of(&merchant);
    let contact =
        program.posts("/contacts", &json!({ "name": "Erika Mustermann", "email": "erika@example.org" })).await.json();
    let body = json!({ "amount": 100, "currency": "EUR", "contact": contact["id"], "attachments": [file("Rechnung.pdf", &pdf(20, "a"))] });
    let made = program.posts("/payment_requests", &body).await.json();
    let (id, attachment) = (id_of(&made), id_of(&made["attachments"][0]));
    app.passes_and_works(days(100)).await;
    let contact = id_of(&contact).parse().expect("an id");
    erase_person(app.context(), merchant.scope, contact, None).await.expect("erased");
    assert!(program.sees(&id).await.is_empty());
    let mut session = app.context().store.read().await.expect("a connection");
    let kept = session.db().attachment_content(merchant.scope, attachment.parse().expect("an id")).await.expect("read");
    assert!(kept.is_none(), "its bytes are gone, too");
    drop(session);
    assert_eq!(
        app.payer().opens(&format!("{}/attachments/{attachment}", asked(&made).link)).await.status,
        StatusCode::NOT_FOUND
    );
    app.ends().await;
}
