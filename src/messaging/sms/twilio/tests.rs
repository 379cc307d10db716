use super::*;
use crate::messaging::account::sample;
use crate::messaging::sms::tests::{Served, message, serve};
use crate::providers::client::http_client;
use serde_json::json;
use std::time::Duration;

fn credentials() -> Value {
    json!({ "account_sid": format!("AC{}", "1".repeat(32)), "auth_token": "12345" })
}

async fn send(status: &'static str, body: &'static str) -> (Result<Taken, SendError>, String) {
    let Served { base, heard } = serve(status, body).await;
    let twilio = Twilio::new(http_client(Duration::from_millis(500)).unwrap(), base);
    let result = twilio.send(&sample("twilio", credentials()), &message("Guten Tag: 119,00 €")).await;
    (result, heard.await.unwrap())
}

#[tokio::test]
async fn a_message_is_taken() {
    let answer = r#"{"sid": "SM1", "status": "accepted", "num_segments": "2", "error_code": null, "more": {}}"#;
    let (result, heard) = send("201 Created", answer).await;
    let taken = result.unwrap();
    assert_eq!((taken.reference.as_deref(), taken.status, taken.parts), (Some("SM1"), Delivery::Queued, Some(2)));
    assert!(heard.starts_with(&format!("POST /2010-04-01/Accounts/AC{}/Messages.json ", "1".repeat(32))), "{heard}");
    assert!(heard.contains("authorization: Basic "));
    assert!(heard.ends_with(
        "To=%2B4915112345678&Body=Guten+Tag%3A+119%2C00+%E2%82%AC&From=Nord&StatusCallback=https%3A%2F%2Fpay.example%2Fn%2Fsms%3Fa%3D1%26message%3Dmsg_00000000000000000000000000000042&ValidityPeriod=3600"
    ));
}

/// What is known about a message after each kind of answer.
#[tokio::test]
async fn answers_mean_what_they_say() {
    for (status, body, expected) in [
        ("400 Bad Request", r#"{"code": 21610, "message": "unsubscribed"}"#, "refused 21610 opted_out"),
        ("400 Bad Request", r#"{"code": 21211, "message": "invalid"}"#, "refused 21211 bad_address"),
        ("400 Bad Request", r#"{"code": 21614, "message": "no mobile"}"#, "refused 21614 bad_address"),
        ("400 Bad Request", r#"{"code": 99999, "message": "new"}"#, "refused 99999 other"),
        ("401 Unauthorized", r#"{"code": 20003, "message": "Authenticate"}"#, "refused 20003 credentials"),
        ("403 Forbidden", "<html>", "refused 403 credentials"),
        ("429 Too Many Requests", r#"{"code": 20429, "message": "slow down"}"#, "not now"),
        ("429 Too Many Requests", "", "not now"),
        ("500 Internal Server Error", "", "unknown"),
        ("503 Service Unavailable", r#"{"code": 20503, "message": "later"}"#, "unknown"),
        ("201 Created", "<html>", "unknown"),
        ("302 Found", "", "unknown"),
        // Hangs up, or never answers.
        ("", "", "unknown"),
        ("silence", "", "unknown"),
    ] {
        let told = match send(status, body).await.0 {
            Ok(_) => "taken".to_owned(),
            Err(SendError::Refused { code, reason, .. }) => format!("refused {code} {}", reason.word()),
            Err(SendError::NotNow { .. }) => "not now".to_owned(),
            Err(SendError::Unknown { .. }) => "unknown".to_owned(),
        };
        assert_eq!(told, expected, "{status} {body}");
    }
    let nobody = Twilio::new(http_client(Duration::from_secs(5)).unwrap(), "http://127.0.0.1:1");
    let result = nobody.send(&sample("twilio", credentials()), &message("x")).await;
    assert!(matches!(result, Err(SendError::NotNow { .. })), "{result:?}");
}

fn read(form: &str) -> Vec<Heard> {
    let parameters: Vec<(String, String)> = serde_urlencoded::from_str(form).unwrap();
    heard(&parameters, None).into_iter().collect()
}

#[test]
fn callbacks_become_what_was_heard() {
    let filtered = read("MessageSid=SM1&MessageStatus=undelivered&ErrorCode=30007&To=%2B49");
    let [Heard::Receipt { reference, delivery, code, detail, .. }] = &filtered[..] else { panic!("{filtered:?}") };
    assert_eq!((reference.as_deref(), *delivery, code.as_deref()), (Some("SM1"), Delivery::Failed, Some("30007")));
    assert!(detail.as_deref().unwrap().contains("filtered"));
    let nobody = read("MessageSid=SM1&MessageStatus=undelivered&ErrorCode=30005&To=%2B49");
    assert!(matches!(nobody[..], [Heard::Receipt { reason: Some(Reason::BadAddress), .. }]), "{nobody:?}");
    let stop =
        read("MessageSid=SM2&SmsStatus=received&From=%2B4915112345678&To=%2B14155550100&Body=STOP&OptOutType=STOP");
    let [Heard::Inbound { from, text, opt_out_handled_by_carrier, .. }] = &stop[..] else { panic!("{stop:?}") };
    assert_eq!((from.as_str(), text.as_str(), *opt_out_handled_by_carrier), ("+4915112345678", "STOP", true));
    let words = read("MessageSid=SM2&From=%2B4915112345678&To=%2B14155550100&Body=Danke&OptOutType=");
    assert!(matches!(&words[..], [Heard::Inbound { opt_out_handled_by_carrier: false, .. }]));
    for nothing in ["", "MessageSid=SM1&MessageStatus=brand_new", "MessageSid=SM1"] {
        assert!(read(nothing).is_empty(), "{nothing}");
    }
}

#[test]
fn unsigned_callbacks_are_nobodys() {
    let twilio = Twilio::new(http_client(Duration::from_secs(1)).unwrap(), API);
    let call = Callback { method: "POST", url: "https://pay.example/n", headers: &[], body: b"MessageSid=SM1" };
    assert_eq!(twilio.read_callback(&sample("twilio", credentials()), &call), Err(BadSignature));
}

#[test]
fn credentials_are_looked_at_before_they_are_used() {
    let twilio = Twilio::new(http_client(Duration::from_secs(1)).unwrap(), API);
    assert!(twilio.check_credentials(&credentials(), true).is_ok());
    for (name, value, field) in [
        ("account_sid", "AC1", "credentials.account_sid"),
        ("auth_token", " ", "credentials.auth_token"),
        ("api_key_sid", "SK1", "credentials.api_key_sid"),
        ("messaging_service_sid", "x", "credentials.messaging_service_sid"),
        ("password", "x", "credentials"),
    ] {
        let mut given = credentials();
        given[name] = json!(value);
        assert_eq!(twilio.check_credentials(&given, true).unwrap_err().field, field, "{name}");
    }
}
