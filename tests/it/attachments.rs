//! PDFs that go with payment requests: sent along, offered on the page, mailed, taken away and forgotten.

use crate::dashboard::{Person, place_of};
use crate::support::mail_server::MailServer;
use crate::support::program::{Answer, Program, asked};
use crate::support::{TestApp, days};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mail_parser::{MessageParser, MimeHeaders};
use paylink::config::Secret;
use paylink::domain::attachment::{LARGEST_FILE, LARGEST_TOGETHER};
use paylink::domain::message::MessageState;
use paylink::domain::message_setting::MessageSettings;
use paylink::domain::scope::Scope;
use paylink::operations::erase_person::erase_person;
use paylink::operations::manage_access::make_api_key;
use paylink::operations::manage_message_accounts::save_message_settings;
use paylink::operations::read_messages::read_messages_of;
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

/// A request with these files.
async fn asks(program: &Program<'_>, files: Value) -> Answer {
    let body =
        json!({ "amount": 11900, "currency": "EUR", "payer": { "name": "Erika Mustermann" }, "attachments": files });
    program.posts("/payment_requests", &body).await
}

/// The files of a request as it is shown.
async fn sees(program: &Program<'_>, id: &str) -> Vec<Value> {
    program.gets(&format!("/payment_requests/{id}")).await.body["attachments"].as_array().expect("a list").clone()
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
        asks(&program, json!([file("C:\\Rechnungen\\Rechnung für März.pdf", &invoice), file("AGB", &terms)])).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let made = made.body;
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
    let once = async || program.calls(Method::POST, &place, Some(third.clone()), Some("third")).await;
    let (added, again) = (once().await, once().await);
    assert_eq!((added.status, again.status), (StatusCode::CREATED, StatusCode::CREATED), "{}", added.body);
    assert_eq!(added.body, again.body, "one effect");
    assert_eq!(added.headers["location"], format!("/api/v1{place}/{}", id_of(&added.body)).as_str());
    let other = program.calls(Method::POST, &place, Some(file("B.pdf", &pdf(20, "x"))), Some("third")).await;
    assert_eq!(other.code(), (422, "idempotency_mismatch".to_owned()));
    assert_eq!(sees(&program, &id).await.len(), 3);

    let left = program.calls(Method::DELETE, &of_first, None, None).await;
    assert_eq!((left.status, left.body["attachments"].as_array().unwrap().len()), (StatusCode::OK, 2));
    assert_eq!(program.calls(Method::DELETE, &of_first, None, None).await.status, StatusCode::NOT_FOUND);
    assert_eq!(program.gets(&of_first).await.status, StatusCode::NOT_FOUND);
    let listed = program.gets("/payment_requests").await.body;
    assert_eq!(listed["data"][0]["attachments"].as_array().unwrap().len(), 2);
    let events = merchant.sees_events(&asked(&made)).await;
    assert_eq!(events, ["payment_request.created", "payment_request.updated", "payment_request.updated"]);
    let told = program.gets(&format!("/payment_requests/{id}/events")).await.body;
    assert_eq!(told["data"][1]["data"]["attachment"], json!({ "id": id_of(&added.body), "change": "added" }));
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
        let refused = asks(&program, files).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
        assert_eq!(refused.faults(), expected);
    }
    let all = asks(
        &program,
        json!([file("a.pdf", &pdf(LARGEST_FILE, "a")), file("b.pdf", &pdf(LARGEST_TOGETHER - LARGEST_FILE, "b"))]),
    )
    .await;
    assert_eq!(all.status, StatusCode::CREATED, "{}", all.body);
    let place = format!("/payment_requests/{}/attachments", id_of(&all.body));
    assert_eq!(program.posts(&place, &file("c.pdf", &small)).await.code(), (409, "too_large".to_owned()));
    assert_eq!(program.posts(&place, &file("c.pdf", b"no")).await.faults(), [fault("content", "not_a_pdf")]);
    let much = program.posts(&place, &file("c.pdf", &pdf(LARGEST_TOGETHER, "c"))).await;
    assert_eq!(much.code(), (413, "too_large".to_owned()));
    assert!(much.body["detail"].as_str().unwrap().contains("5 MB"), "{}", much.body);
    let five = asks(&program, json!((0..5).map(|_| file("a.pdf", &small)).collect::<Vec<_>>())).await.body;
    let place = format!("/payment_requests/{}/attachments", id_of(&five));
    assert_eq!(program.posts(&place, &file("c.pdf", &small)).await.code(), (409, "too_many".to_owned()));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_nobody_elses() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let program = Program::of(&merchant);
    let made = asks(&program, json!([file("a.pdf", &pdf(20, "a"))])).await.body;
    let another = asks(&program, json!([])).await.body;
    let (id, attachment) = (id_of(&made), id_of(&made["attachments"][0]));
    let place = format!("/payment_requests/{id}/attachments/{attachment}");
    let elsewhere = format!("/payment_requests/{}/attachments/{attachment}", id_of(&another));
    let stranger = app.merchant_named("Bäckerei Süd", "sued@example.org").await;
    let live = Scope { live: true, ..merchant.scope };
    let key = make_api_key(app.context(), live, "live").await.expect("a key").1;
    let other_mode = Program::with_key(&app, key);
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
    let made = asks(&program, json!([file("Rechnung \"für\" März.pdf", &invoice)])).await.body;
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

    let ended = asks(&program, json!([file("a.pdf", &pdf(20, "a"))])).await.body;
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
        program.posts("/contacts", &json!({ "name": "Erika Mustermann", "email": "erika@example.org" })).await.body;
    let body = json!({ "amount": 100, "currency": "EUR", "contact": contact["id"], "attachments": [file("Rechnung.pdf", &pdf(20, "a"))] });
    let made = program.posts("/payment_requests", &body).await.body;
    let (id, attachment) = (id_of(&made), id_of(&made["attachments"][0]));
    app.passes_and_works(days(100)).await;
    let contact = id_of(&contact).parse().expect("an id");
    erase_person(app.context(), merchant.scope, contact, None).await.expect("erased");
    assert!(sees(&program, &id).await.is_empty());
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

/// Names and bytes of the files in a mail.
fn enclosed(mail: &str) -> Vec<(String, Vec<u8>)> {
    let mail = MessageParser::default().parse(mail.as_bytes()).expect("a mail");
    let named = |name: Option<&str>| name.expect("a name").to_owned();
    mail.attachments().map(|file| (named(file.attachment_name()), file.contents().to_vec())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_that_ask_for_money_carry_them_also_by_a_new_link() {
    let server = MailServer::starts().await;
    let url = format!("smtp://{}?tls=none&from=post@house.example", server.address);
    let app = TestApp::start_with(|config| config.smtp_url = Some(Secret::new(url))).await;
    let merchant = app.merchant().await;
    let settings = MessageSettings {
        test_recipients: vec!["erika@example.org".to_owned()],
        most_in_seven_days: 9,
        new_links: true,
        ..MessageSettings::default()
    };
    save_message_settings(app.context(), merchant.scope, settings).await.expect("settings");
    let program = Program::of(&merchant);
    let (invoice, map) = (pdf(150_000, "invoice"), pdf(LARGEST_FILE, "map"));
    let body = json!({ "amount": 11900, "currency": "EUR", "payer": { "email": "erika@example.org" }, "messages": ["email"],
        "attachments": [file("Rechnung für März.pdf", &invoice)] });
    let made = program.posts("/payment_requests", &body).await.body;
    app.works().await;
    let first = ("Rechnung für März.pdf".to_owned(), invoice);
    assert_eq!(enclosed(&server.mails()[0]), std::slice::from_ref(&first));

    let place = format!("/payment_requests/{}", id_of(&made));
    program.posts(&format!("{place}/attachments"), &file("Plan.pdf", &map)).await;
    program.posts(&format!("{place}/messages"), &json!({ "channel": "email", "purpose": "reminder_1" })).await;
    app.works().await;
    let both = [first.clone(), ("Plan.pdf".to_owned(), map)];
    assert_eq!(enclosed(&server.mails()[1]), both, "read when it is sent");

    app.passes_and_works(days(100)).await;
    let asked = asked(&made);
    assert!(app.payer().posts(&format!("{}/new-link", asked.link), &[]).await.says("e•••@example.org"));
    app.works().await;
    let mails = server.mails();
    let new = mails.last().expect("a mail");
    assert_eq!(enclosed(new), both, "what stands in for the request has its files");
    let listed = program.gets("/payment_requests").await.body;
    let (newer, older) = (&listed["data"][0], &listed["data"][1]);
    assert_eq!((newer["replaces"].clone(), newer["attachments"].as_array().unwrap().len()), (made["id"].clone(), 2));
    assert_ne!(newer["attachments"][0]["id"], older["attachments"][0]["id"], "each is removed for itself");
    let messages = read_messages_of(app.context(), merchant.scope, asked.id).await.expect("messages");
    assert!(messages.iter().all(|message| message.state == MessageState::Sent), "{messages:?}");

    let paid = program.posts("/payment_requests", &body).await.body;
    app.works().await;
    app.payer().pays(&self::asked(&paid)).await;
    program
        .posts(
            &format!("/payment_requests/{}/messages", id_of(&paid)),
            &json!({ "channel": "email", "purpose": "paid" }),
        )
        .await;
    app.works().await;
    assert!(enclosed(server.mails().last().expect("a mail")).is_empty(), "thanks need no invoice");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_is_too_large_for_a_server_goes_out_with_its_link_alone() {
    let server = MailServer::starts().await;
    let url = format!("smtp://{}?tls=none&from=post@house.example", server.address);
    let app = TestApp::start_with(|config| config.smtp_url = Some(Secret::new(url))).await;
    let merchant = app.merchant().await;
    let test_recipients = vec!["smallbox@example.org".to_owned()];
    let settings = MessageSettings { test_recipients, ..MessageSettings::default() };
    save_message_settings(app.context(), merchant.scope, settings).await.expect("settings");
    let body = json!({ "amount": 11900, "currency": "EUR", "payer": { "email": "smallbox@example.org" }, "messages": ["email"],
        "attachments": [file("Rechnung.pdf", &pdf(20_000, "invoice"))] });
    let made = Program::of(&merchant).posts("/payment_requests", &body).await.body;
    app.works().await;
    let mails = server.mails();
    assert_eq!(mails.iter().map(|mail| enclosed(mail).len()).collect::<Vec<_>>(), [0]);
    let messages = read_messages_of(app.context(), merchant.scope, asked(&made).id).await.expect("messages");
    assert_eq!(messages[0].state, MessageState::Sent, "{messages:?}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_attaches_files_in_the_form_and_on_the_page_of_the_request() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let person = Person::logs_in(&app).await;
    let scope = format!("{}/test", merchant.scope.merchant);
    let form =
        [("scope", scope.as_str()), ("amount", "119,00"), ("currency", "EUR"), ("payer.name", "Erika Mustermann")];
    let invoice = pdf(48_213, "invoice");
    let large = pdf(LARGEST_TOGETHER + 1, "large");
    for (files, told) in [
        (vec![("attachments", "a.pdf", invoice.as_slice()), ("attachments", "b.docx", b"PK")], "Datei 2 ist kein PDF"),
        (vec![("attachments", "a.pdf", large.as_slice())], "zusammen zu groß"),
        (vec![("attachments", "a.pdf", &large[..LARGEST_FILE + 1])], "Datei 1 ist zu groß"),
        ((0..9).map(|_| ("attachments", "a.pdf", invoice.as_slice())).collect(), "zu viele Dateien"),
    ] {
        let refused = person.uploads("/dashboard/requests", &form, &files).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{told}");
        let page = refused.text().await.expect("text");
        assert!(page.contains(told) && page.contains("Erika Mustermann"), "nothing typed is lost: {page}");
        assert!(page.contains("Dateien behält der Browser nicht") && page.contains("a.pdf"), "{page}");
    }
    let files = [("attachments", "Rechnung für März.pdf", invoice.as_slice()), ("attachments", "", b"")];
    let made = person.uploads("/dashboard/requests", &form, &files).await;
    assert_eq!(made.status(), StatusCode::SEE_OTHER, "{}", made.text().await.expect("text"));
    let detail = place_of(&made).split('?').next().expect("a place").to_owned();
    let page = person.opens(&detail).await.text().await.expect("text");
    assert!(page.contains("Rechnung für März.pdf") && page.contains("48\u{a0}KB"), "{page}");
    let id = detail.rsplit('/').next().expect("an id").parse().expect("an id");
    let attachment = merchant.sees(id).await.attachments[0].id;
    let of_first = format!("{detail}/attachments/{attachment}");
    let read = person.opens(&of_first).await;
    assert_eq!(read.headers()["content-type"], "application/pdf");
    assert_eq!(read.bytes().await.expect("a body"), invoice);

    let place = format!("{detail}/attachments");
    for (name, content, notice) in [
        ("", b"".as_slice(), "attachment-missing"),
        ("b.docx", b"PK", "attachment-no-pdf"),
        ("c.pdf", &large, "attachment-too-large"),
        ("Plan.pdf", &pdf(20, "map"), "attachment-added"),
    ] {
        let answer = person.uploads(&place, &[], &[("file", name, content)]).await;
        assert_eq!(place_of(&answer), format!("{detail}?notice={notice}"));
    }
    let answer = person.posts(&format!("{of_first}/removal"), &[]).await;
    assert_eq!(place_of(&answer), format!("{detail}?notice=attachment-removed"));
    let page = person.opens(&detail).await.text().await.expect("text");
    assert!(page.contains("Anhang hinzugefügt: Plan.pdf") && page.contains("Anhang entfernt"), "{page}");
    assert!(!page.contains("Rechnung für März.pdf"), "{page}");
    assert_eq!(person.opens(&of_first).await.status(), StatusCode::NOT_FOUND);
    app.ends().await;
}
