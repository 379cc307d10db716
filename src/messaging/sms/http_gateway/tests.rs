use super::*;
use crate::guard::Guard;
use crate::messaging::account::sample;
use crate::messaging::channel::Part;
use crate::messaging::sms::tests::{Served, message, serve};
use crate::providers::client::{guarded_client, http_client};
use serde_json::json;

fn gateway() -> HttpGateway {
    let patience = Duration::from_millis(500);
    HttpGateway::new(http_client(patience).unwrap(), guarded_client(patience, &Guard::default()).unwrap())
}

fn account(preset: &str, base: &str) -> MessageAccount {
    let values = match preset {
        "seven" => json!({ "api_key": "k-1", "base_url": base }),
        _ => json!({ "base_url": format!("{base}/"), "username": "pay", "password": "l&nk" }),
    };
    sample("http", json!({ "preset": preset, "values": values }))
}

async fn send(
    preset: &str,
    text: &str,
    status: &'static str,
    body: &'static str,
) -> (Result<Taken, SendError>, String) {
    let Served { base, heard } = serve(status, body).await;
    let result = gateway().send(&account(preset, &base), &message(text)).await;
    (result, heard.await.unwrap())
}

#[tokio::test]
async fn each_gateway_hears_what_it_wants() {
    let (taken, heard) = send("kannel", "Größe & Preis", "202 Accepted", "0: Accepted for delivery").await;
    assert_eq!(taken.unwrap().reference, None);
    let line = heard.lines().next().unwrap();
    assert_eq!(
        line,
        "GET /cgi-bin/sendsms?username=pay&password=l%26nk&from=Nord&to=%2B4915112345678&text=Gr%C3%B6%C3%9Fe+%26+Preis&charset=UTF-8&coding=0\
         &validity=60&dlr-mask=31&dlr-url=https%3A%2F%2Fpay.example%2Fn%2Fsms%3Fa%3D1%26message%3Dmsg_00000000000000000000000000000042\
         %26type%3D%25d%26answer%3D%25A HTTP/1.1"
    );
    let (taken, heard) = send("jasmin", "ç", "200 OK", "Success \"07033084-5cfd\"").await;
    assert_eq!(taken.unwrap().reference.as_deref(), Some("07033084-5cfd"));
    assert!(
        heard.contains("POST /send ") && heard.contains("&hex-content=00e7&coding=8&validity-period=60&dlr=yes"),
        "{heard}"
    );
    let answer = r#"{"success":"100","messages":[{"id":"77229318510","parts":2,"success":true,"error":null}]}"#;
    let (taken, heard) = send("seven", "\"}", "200 OK", answer).await;
    let taken = taken.unwrap();
    assert_eq!((taken.reference.as_deref(), taken.parts), (Some("77229318510"), Some(2)));
    assert!(
        heard.contains("x-api-key: k-1") && heard.contains(r#""text":"\"}""#) && heard.contains(r#""ttl":60"#),
        "{heard}"
    );
}

#[tokio::test]
async fn answers_mean_what_the_description_says() {
    for (preset, status, body, expected) in [
        ("kannel", "202 Accepted", "3: Queued for later delivery", "taken"),
        ("kannel", "503 Service Unavailable", "Temporal failure, try again later.", "not now"),
        ("kannel", "403 Forbidden", "Authorization failed for sendsms", "refused 403 credentials"),
        ("kannel", "403 Forbidden", "Not routable. Do not try again.", "refused 403 blocked"),
        ("kannel", "400 Bad Request", "Missing receiver and/or text", "refused 400 other"),
        ("kannel", "500 Internal Server Error", "", "unknown"),
        ("kannel", "200 OK", "Welcome", "unknown"),
        ("kannel", "silence", "", "unknown"),
        ("kannel", "", "", "unknown"),
        ("jasmin", "403 Forbidden", "Error \"User throughput exceeded\"", "not now"),
        ("jasmin", "403 Forbidden", "Error \"Authentication failure for username:pay\"", "refused 403 credentials"),
        ("jasmin", "412 Precondition Failed", "Error \"No route found\"", "refused 412 blocked"),
        ("jasmin", "200 OK", "Error", "unknown"),
        ("seven", "200 OK", r#"{"success":"202","messages":[]}"#, "refused 202 bad_address"),
        ("seven", "200 OK", r#"{"success":900}"#, "refused 900 credentials"),
        ("seven", "401 Unauthorized", "900", "refused 401 credentials"),
        ("seven", "200 OK", r#"{"success":"403"}"#, "not now"),
        ("seven", "200 OK", r#"{"success":"600"}"#, "unknown"),
        ("seven", "429 Too Many Requests", "", "not now"),
    ] {
        let told = match send(preset, "x", status, body).await.0 {
            Ok(_) => "taken".to_owned(),
            Err(SendError::Refused { code, reason, .. }) => format!("refused {code} {}", reason.word()),
            Err(SendError::NotNow { .. }) => "not now".to_owned(),
            Err(SendError::Unknown { .. }) => "unknown".to_owned(),
        };
        assert_eq!(told, expected, "{preset} {status} {body}");
    }
    let nobody = gateway().send(&account("kannel", "http://127.0.0.1:1"), &message("x")).await;
    let Err(SendError::NotNow { detail, .. }) = nobody else { panic!("{nobody:?}") };
    assert!(!detail.contains("l%26nk") && !detail.contains("l&nk"), "no password in errors: {detail}");
}

#[tokio::test]
async fn what_a_merchant_set_leads_to_no_machine_of_ours_and_shows_nothing_of_it() {
    let Served { base, heard } = serve("200 OK", "root:x:0:0").await;
    let port = base.rsplit(':').next().unwrap();
    for place in [base.clone(), format!("http://localhost:{port}"), format!("http://2130706433:{port}")] {
        let account = MessageAccount { by_operator: false, ..account("kannel", &place) };
        for told in [gateway().send(&account, &message("x")).await.map(drop), gateway().test(&account).await.map(drop)]
        {
            // Kannel has no call that sends nothing.
            let Err(SendError::NotNow { detail, .. }) = told else { continue };
            assert!(detail.contains("PAYLINK_ALLOWED_NETWORKS"), "{place}: {detail}");
        }
        assert!(gateway().send(&account, &message("x")).await.is_err(), "{place}");
    }
    assert!(!heard.is_finished(), "nobody was spoken to");
    let open = gateway().send(&account("kannel", &base), &message("x")).await;
    let Err(SendError::Unknown { detail }) = open else { panic!("{open:?}") };
    assert!(!detail.contains("root"), "{detail}");
}

#[test]
fn the_address_of_a_gateway_has_no_query_and_no_fragment() {
    for base in [
        "http://10.0.0.1/admin?x=",
        "http://10.0.0.1/admin#",
        "http://a@10.0.0.1",
        "http://a:b@gateway.example",
        "http:\\\\gateway.example",
        "http://gateway.example\\@10.0.0.1",
        "http://gateway.example/ x",
        "http://gateway\texample",
        "gateway.example",
        "ftp://gateway.example",
        "http://",
    ] {
        let values = json!({ "base_url": base, "username": "u", "password": "p" });
        let checked = gateway().check_credentials(&json!({ "preset": "kannel", "values": values }), true);
        assert_eq!(checked.map_err(|why| why.field), Err("credentials.values.base_url".to_owned()), "{base}");
    }
    let places = gateway().places(&account("jasmin", "https://gateway.example/x/").credentials);
    assert_eq!(places, vec![Place { host: "gateway.example".to_owned(), port: 443 }; 2]);
}

fn told(preset: &str, query: &str, form: &str, json: &Value) -> Result<Vec<Heard>, BadSignature> {
    let body = if json.is_null() { form.to_owned() } else { json.to_string() };
    let kind = if json.is_null() { "application/x-www-form-urlencoded" } else { "application/json" };
    let headers = [("content-type".to_owned(), kind.to_owned())];
    let url = format!("https://pay.example/notifications/callback-secret-of-tests{query}");
    let call = Callback { method: "POST", url: &url, headers: &headers, body: body.as_bytes() };
    gateway().read_callback(&account(preset, "http://127.0.0.1"), &call)
}

#[test]
fn receipts_are_read() {
    let message = "message=msg_00000000000000000000000000000042";
    for (preset, query, form, json, delivery, reference) in [
        ("kannel", format!("?{message}&type=1&answer="), "", Value::Null, Delivery::Delivered, None),
        ("kannel", format!("?{message}&type=8&answer=ACK%2F"), "", Value::Null, Delivery::Sent, None),
        ("kannel", format!("?{message}&type=16&answer=NACK"), "", Value::Null, Delivery::Failed, None),
        (
            "jasmin",
            format!("?{message}"),
            "id=0703&level=1&message_status=ESME_ROK",
            Value::Null,
            Delivery::Sent,
            Some("0703"),
        ),
        (
            "jasmin",
            format!("?{message}"),
            "id=0703&level=1&message_status=ESME_RINVDSTADR",
            Value::Null,
            Delivery::Failed,
            Some("0703"),
        ),
        (
            "jasmin",
            format!("?{message}"),
            "id=0703&level=2&message_status=DELIVRD&err=000",
            Value::Null,
            Delivery::Delivered,
            Some("0703"),
        ),
        (
            "seven",
            String::new(),
            "",
            json!({"data": {"msg_id": "771", "status": "NOTDELIVERED"}, "webhook_event": "dlr", "webhook_timestamp": "2026-11-21T08:08:00+02:00"}),
            Delivery::Failed,
            Some("771"),
        ),
    ] {
        let heard = told(preset, &query, form, &json).unwrap();
        let [Heard::Receipt { reference: told, message, delivery: state, at, .. }] = &heard[..] else {
            panic!("{preset} {heard:?}")
        };
        assert_eq!((told.as_deref(), *state), (reference, delivery), "{preset} {query} {form}");
        assert_eq!(message.is_some(), preset != "seven");
        assert_eq!(at.is_some(), preset == "seven");
    }
}

#[test]
fn inbound_messages_are_read() {
    for (preset, query, form, json, expected) in [
        ("kannel", "?from=4915111111111&to=4917600000&text=STOP&id=7", "", Value::Null, "+4915111111111 STOP"),
        (
            "jasmin",
            "",
            "id=9&from=4915111111111&to=32665&origin-connector=c&coding=%00&content=Danke+%1B&binary=44616e6b651b65",
            Value::Null,
            "+4915111111111 Danke€",
        ),
        (
            "jasmin",
            "",
            "id=9&from=4915111111111&to=32665&origin-connector=c&coding=%08&content=%00&binary=201e00e7",
            Value::Null,
            "+4915111111111 „ç",
        ),
        (
            "seven",
            "",
            "",
            json!({"data": {"id": "681590", "sender": "491771783130", "system": "4917612", "text": "Hallo", "time": "1605878104"}, "webhook_event": "sms_mo"}),
            "+491771783130 Hallo",
        ),
    ] {
        let heard = told(preset, query, form, &json).unwrap();
        let [Heard::Inbound { from, text, reference, .. }] = &heard[..] else { panic!("{preset} {heard:?}") };
        assert_eq!(format!("{from} {text}"), expected, "{preset}");
        assert!(reference.is_some());
    }
    assert_eq!(told("seven", "", "", &json!({"webhook_event": "voice"})), Ok(Vec::new()));
    assert_eq!(told("kannel", "?type=99", "", &Value::Null), Ok(Vec::new()));
}

#[test]
fn a_call_without_the_secret_is_nobodys() {
    let call =
        Callback { method: "GET", url: "https://pay.example/notifications/guess?type=1", headers: &[], body: b"" };
    assert_eq!(gateway().read_callback(&account("kannel", "http://127.0.0.1"), &call), Err(BadSignature));
    let call = Callback { url: "https://pay.example/n", ..call };
    assert_eq!(gateway().callback_answer(&account("jasmin", "http://127.0.0.1"), &call).body, "ACK/Jasmin");
    assert_eq!(gateway().callback_answer(&account("kannel", "http://127.0.0.1"), &call), CallbackAnswer::empty());
}

#[test]
fn presets_are_whole_and_mistakes_are_found_when_saved() {
    let check = |credentials: &Value| gateway().check_credentials(credentials, true);
    for (preset, _) in settings::PRESETS {
        assert_eq!(check(&account(preset, "https://gateway.example").credentials), Ok(()), "{preset}");
    }
    let own = |send: Value, answers: Value| json!({ "gateway": { "send": send, "answers": answers }, "values": { "key": "a\nb" } });
    let taken = json!([{ "status": [200], "then": "taken" }]);
    let get = json!({ "method": "GET", "url": "https://g.example/{{ to }}" });
    assert_eq!(check(&own(get.clone(), taken.clone())), Ok(()));
    for (credentials, said) in [
        (json!({}), "preset"),
        (json!({ "preset": "kanel" }), "kannel, jasmin, seven"),
        (json!({ "preset": "kannel", "values": { "base_url": "http://x" } }), "needed"),
        (json!({ "preset": "kannel", "values": { "base_url": "x", "username": "u", "password": "p" } }), "https://"),
        (own(json!({ "method": "GET", "url": "https://g.example/{{ too }}" }), taken.clone()), "\"too\""),
        (own(json!({ "method": "DELETE", "url": "https://g.example" }), taken.clone()), "DELETE"),
        (own(json!({ "method": "GET", "url": "ftp://g.example" }), taken.clone()), "http"),
        (
            own(
                json!({ "method": "GET", "url": "https://g.example", "headers": { "X-Key": "{{ key }}" } }),
                taken.clone(),
            ),
            "line break",
        ),
        (
            own(json!({ "method": "POST", "url": "https://g.example", "json": {}, "form": {} }), taken.clone()),
            "one body",
        ),
        (own(get.clone(), json!([])), "taken"),
        (own(get.clone(), json!([{ "then": "taken" }])), "which answers"),
        (own(get, json!([{ "status": [200], "then": "taken", "reason": "mood" }])), "mood"),
    ] {
        let why = check(&credentials).unwrap_err();
        assert!(why.detail.contains(said), "{credentials}: {why:?}");
    }
}

#[test]
fn kannel_tells_parts_by_their_header() {
    let place = "?from=4915111111111&to=4917600000&text=OP&udh=%05%00%03%C8%02%02";
    let url = format!("https://pay.example/notifications/callback-secret-of-tests{place}");
    let call = Callback { method: "GET", url: &url, headers: &[], body: b"" };
    let heard = gateway().read_callback(&account("kannel", "http://127.0.0.1"), &call).unwrap();
    let [Heard::Inbound { part, .. }] = &heard[..] else { panic!("{heard:?}") };
    assert_eq!(*part, Some(Part { of: 200, number: 2, count: 2 }));
}
