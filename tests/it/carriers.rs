//! The channels of messages against parts that others wrote: aiosmtpd and dkimpy, npm's smpp, Kannel. `tests/rigs/carriers` starts them and
//! names them in `PAYLINK_TEST_CARRIERS`; without it these stories are left out.

use mail_parser::MimeHeaders;
use paylink::domain::attachment::{LARGEST_FILE, LARGEST_TOGETHER, LONGEST_NAME, MEDIA_TYPE, MOST_FILES};
use paylink::domain::channel::Channel;
use paylink::domain::ids::{MerchantId, MessageAccountId, MessageId};
use paylink::domain::phone::Numbering;
use paylink::domain::scope::Scope;
use paylink::domain::time::Timestamp;
use paylink::guard::Guard;
use paylink::messaging::account::{MessageAccount, MessageSender};
use paylink::messaging::callback::Callback;
use paylink::messaging::channel::{
    Attachment, Carrier, Delivery, Heard, Outgoing, Part, Reason, SendError, Sender, Taken,
};
use paylink::messaging::email::dkim::Signer;
use paylink::messaging::email::smtp::Smtp;
use paylink::messaging::sms::http_gateway::HttpGateway;
use paylink::messaging::sms::smpp::Smpp;
use paylink::messaging::sms::smpp::link::Arrived;
use paylink::messaging::sms::twilio::Twilio;
use paylink::providers::client::{guarded_client, http_client};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::time::timeout;
use uuid::Uuid;

/// The part of that name, with everything else; `None` where it is not there.
#[expect(clippy::disallowed_methods, reason = "tests are told where the parts are by the environment")]
fn part(name: &str) -> Option<Value> {
    let Ok(file) = std::env::var("PAYLINK_TEST_CARRIERS") else {
        eprintln!("left out: PAYLINK_TEST_CARRIERS names no parts, see tests/rigs/carriers");
        return None;
    };
    let parts: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    (!parts[name].is_null()).then_some(parts)
}

fn account(carrier: &str, credentials: Value) -> MessageAccount {
    MessageAccount {
        scope: Scope { merchant: MerchantId(Uuid::from_u128(1)), live: false },
        id: MessageAccountId(Uuid::from_u128(2)),
        profile: None,
        channel: if carrier == "smtp" { Channel::Email } else { Channel::Sms },
        carrier: carrier.to_owned(),
        name: "Rig".to_owned(),
        credentials,
        callback_secret: "secret-of-the-rig".to_owned(),
        by_operator: true,
        sender: MessageSender { address: "4917600000".to_owned(), name: None, reply_to: None, can_reply: true },
        created_at: Timestamp::from_millis(0),
        disabled_at: None,
    }
}

fn gateway() -> HttpGateway {
    let patience = Duration::from_secs(5);
    HttpGateway::new(http_client(patience).unwrap(), guarded_client(patience, &Guard::default()).unwrap())
}

fn message(to: &str, text: &str) -> Outgoing {
    Outgoing {
        id: MessageId(Uuid::from_u128(0x42)),
        to: to.to_owned(),
        from: Sender { address: "4917600000".to_owned(), name: None, reply_to: None },
        subject: None,
        text: text.to_owned(),
        html: None,
        attachments: Vec::new(),
        status_url: None,
        unsubscribe_url: None,
        return_path: None,
        valid_for: Duration::from_secs(3600),
        at: Timestamp::parse_rfc3339("2026-11-21T12:00:00Z").unwrap(),
    }
}

fn kind(result: &Result<Taken, SendError>) -> String {
    match result {
        Ok(_) => "taken".to_owned(),
        Err(SendError::Refused { reason, .. }) => reason.word().to_owned(),
        Err(SendError::NotNow { .. }) => "not now".to_owned(),
        Err(SendError::Unknown { .. }) => "unknown".to_owned(),
    }
}

fn mail(to: &str) -> Outgoing {
    Outgoing {
        from: Sender {
            address: "rechnung@pay.example".to_owned(),
            name: Some("Müller & Söhne, Flensburg".to_owned()),
            reply_to: Some("buero@pay.example".to_owned()),
        },
        subject: Some("Rechnung über 119,00 € – fällig in 14 Tagen, mit einem Betreff, der länger ist als eine Zeile lang sein darf".to_owned()),
        html: Some("<p>Gruß   mit  Lücken \t</p>\n\n".to_owned()),
        attachments: vec![Attachment {
            name: "Rechnung.pdf".to_owned(),
            content_type: "application/pdf".to_owned(),
            bytes: (0..=255).cycle().take(5000).collect(),
        }],
        unsubscribe_url: Some(format!("https://pay.example/u/{}", "x".repeat(120))),
        return_path: Some("bounces+42-aa@pay.example".to_owned()),
        ..message(to, "Guten Tag,\n\n.\nFrom hier\n  zwei Leerzeichen  \nhttps://pay.example/p/AAAA\n\n\n")
    }
}

#[tokio::test]
async fn a_mail_server_takes_mails_and_finds_them_well_signed() {
    let Some(parts) = part("smtp") else { return };
    let text = |name: &str| std::fs::read_to_string(parts[name].as_str().unwrap()).unwrap();
    let url = format!("smtp://user:pass%2Fword@localhost:{}", parts["smtp"]);
    let dkim = json!({ "domain": "pay.example", "selector": "s1", "private_key": text("dkim") });
    let record = Signer::new(&serde_json::from_value(dkim.clone()).unwrap()).unwrap().record();
    assert_eq!(
        record,
        ("s1._domainkey.pay.example".to_owned(), text("record").trim().to_owned()),
        "as OpenSSL writes it"
    );
    let credentials = json!({ "url": url, "ca": text("ca"), "dkim": dkim });
    let signed = account("smtp", credentials.clone());
    let smtp = Smtp::default();
    let told = smtp.test(&signed).await.unwrap();
    assert!(told.contains("over TLS and takes the log-in"), "{told}");

    // STARTTLS and a key as PKCS#1, TLS from the start and a key as PKCS#8.
    let mut other = credentials.clone();
    other["url"] = json!(format!("smtps://user:pass%2Fword@localhost:{}", parts["smtps"]));
    other["dkim"]["private_key"] = json!(text("dkim8"));
    let folder = parts["mails"].as_str().unwrap();
    let mut raw = Vec::new();
    for credentials in [&credentials, &other] {
        let taken = smtp.send(&account("smtp", credentials.clone()), &mail("erika@example.com")).await.unwrap();
        let name = taken.reference.unwrap().replace("RIG", "");
        let facts: Value =
            serde_json::from_str(&std::fs::read_to_string(format!("{folder}/{name}.json")).unwrap()).unwrap();
        assert_eq!(facts["from"], "bounces+42-aa@pay.example");
        assert_eq!((&facts["signed"], &facts["encrypted"]), (&json!(true), &json!(true)), "{name}");
        raw = std::fs::read(format!("{folder}/{name}.eml")).unwrap();
    }
    let read = mail_parser::MessageParser::default().parse(&raw).unwrap();
    assert_eq!(read.subject(), mail("x").subject.as_deref());
    assert!(
        read.body_text(0).unwrap().contains("\n.\r\nFrom hier")
            || read.body_text(0).unwrap().contains("\n.\nFrom hier")
    );
    assert_eq!(read.attachment(0).unwrap().contents(), mail("x").attachments[0].bytes);

    // The second one does not speak RFC 6531.
    let plain = account("smtp", other);
    let taken = smtp.send(&plain, &mail("erika@müller.example")).await.unwrap();
    let name = taken.reference.unwrap().replace("RIG", "");
    let facts: Value =
        serde_json::from_str(&std::fs::read_to_string(format!("{folder}/{name}.json")).unwrap()).unwrap();
    assert_eq!((&facts["to"], &facts["signed"]), (&json!(["erika@xn--mller-kva.example"]), &json!(true)));
    assert_eq!(kind(&smtp.send(&plain, &mail("jürgen@example.com")).await), "bad_address");
    assert_eq!(kind(&smtp.send(&signed, &mail("jürgen@müller.example")).await), "taken");

    for (to, expected) in [("unknown", "bad_address"), ("later", "not now"), ("spam", "blocked"), ("broken", "unknown")]
    {
        let result = smtp.send(&signed, &mail(&format!("{to}@example.com"))).await;
        assert_eq!(kind(&result), expected, "{to}: {result:?}");
    }
    let mut wrong = credentials.clone();
    wrong["url"] = json!(url.replace("word", "port"));
    assert_eq!(kind(&smtp.send(&account("smtp", wrong), &mail("a@example.com")).await), "not now", "a wrong password");
    let stranger = json!({ "url": url });
    assert_eq!(
        kind(&smtp.send(&account("smtp", stranger), &mail("a@example.com")).await),
        "not now",
        "an authority nobody knows"
    );
}

#[tokio::test]
async fn a_mail_with_as_many_files_as_can_be_arrives_whole_and_well_signed() {
    let Some(parts) = part("smtp") else { return };
    let text = |name: &str| std::fs::read_to_string(parts[name].as_str().unwrap()).unwrap();
    let url = format!("smtp://user:pass%2Fword@localhost:{}", parts["smtp"]);
    let dkim = json!({ "domain": "pay.example", "selector": "s1", "private_key": text("dkim") });
    let account = account("smtp", json!({ "url": url, "ca": text("ca"), "dkim": dkim }));
    let file = |name: &str, size: usize| Attachment {
        name: name.to_owned(),
        content_type: MEDIA_TYPE.to_owned(),
        bytes: b"%PDF-1.7\r\n.\r\nFrom ".iter().copied().chain((0..=255).cycle()).take(size).collect(),
    };
    let long = format!("{}.pdf", "ä".repeat(LONGEST_NAME - 4));
    let rest = (LARGEST_TOGETHER - LARGEST_FILE) / (MOST_FILES - 1);
    let mut files = vec![file("Rechnung für März.pdf", LARGEST_FILE), file(&long, rest)];
    files.extend((2..MOST_FILES).map(|number| file(&format!("Anlage \u{201e}{number}\u{201c}.pdf"), rest)));
    let sent = Outgoing { attachments: files.clone(), ..mail("erika@example.com") };
    let name = Smtp::default().send(&account, &sent).await.unwrap().reference.unwrap().replace("RIG", "");
    let folder = parts["mails"].as_str().unwrap();
    let facts: Value =
        serde_json::from_str(&std::fs::read_to_string(format!("{folder}/{name}.json")).unwrap()).unwrap();
    assert_eq!(facts["signed"], json!(true));
    let raw = std::fs::read(format!("{folder}/{name}.eml")).unwrap();
    let read = mail_parser::MessageParser::default().parse(&raw).unwrap();
    let arrived: Vec<(&str, &[u8])> =
        read.attachments().map(|file| (file.attachment_name().unwrap(), file.contents())).collect();
    let expected: Vec<(&str, &[u8])> = files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice())).collect();
    assert!(arrived == expected, "{:?}", arrived.iter().map(|(name, bytes)| (name, bytes.len())).collect::<Vec<_>>());
}

async fn next(arrived: &mut mpsc::Receiver<Arrived>) -> Heard {
    let Arrived { heard, kept } =
        timeout(Duration::from_secs(10), arrived.recv()).await.expect("nothing arrived").unwrap();
    kept.send(()).unwrap();
    heard
}

#[tokio::test]
async fn an_smsc_takes_messages_and_brings_receipts_and_answers() {
    let Some(parts) = part("smpp") else { return };
    let (smpp, client) = (Smpp::default(), http_client(Duration::from_secs(5)).unwrap());
    let ask = async |path: &str| {
        client.get(format!("{}{path}", parts["smsc"].as_str().unwrap())).send().await.unwrap().text().await.unwrap()
    };
    let url = |password: &str| json!({ "url": format!("smpp://pay:{password}@127.0.0.1:{}", parts["smpp"]) });
    let refused = smpp.test(&account("smpp", url("wrong"))).await;
    assert!(matches!(&refused, Err(SendError::NotNow { detail, .. }) if detail.contains("log-in")), "{refused:?}");
    let account = account("smpp", url("secret1"));
    assert_eq!(smpp.test(&account).await.unwrap(), "The SMSC takes the log-in.");
    let mut arrived = smpp.keep(&account).unwrap();
    let mut link = smpp.link(account.id).unwrap();
    timeout(Duration::from_secs(10), link.bound()).await.unwrap();

    let long = "Größe 119,00 € [Rest] ".repeat(15);
    for (to, text, parts, delivery) in [
        ("+4915100000010", "Guten Tag: 119,00 €", 1, Delivery::Delivered),
        ("+4915100000001", &long, 3, Delivery::Failed),
        ("+4915100000003", "„ç“ 😀", 1, Delivery::Failed),
    ] {
        let taken = smpp.send(&account, &message(to, text)).await.unwrap();
        assert_eq!(taken.parts, Some(parts), "{text}");
        // The first time it is not kept, so it is brought again.
        drop(timeout(Duration::from_secs(10), arrived.recv()).await.unwrap().unwrap());
        let Heard::Receipt { reference, delivery: state, .. } = next(&mut arrived).await else { panic!("no receipt") };
        assert_eq!((reference, state), (taken.reference, delivery), "{text}");
        let log: Value = serde_json::from_str(&ask("/log").await).unwrap();
        let read: String = log
            .as_array()
            .unwrap()
            .iter()
            .filter(|m| m["to"] == to[1..])
            .map(|m| m["text"].as_str().unwrap())
            .collect();
        assert_eq!(read, text, "as the SMSC reads it");
    }
    ask("/inbound?from=4915111111111&to=4917600000&text=STOP%20%C3%A4%E2%82%AC").await;
    let Heard::Inbound { from, text, .. } = next(&mut arrived).await else { panic!("no message") };
    assert_eq!((from.as_str(), text.as_str()), ("+4915111111111", "STOP ä€"));
    for (from, ton, told, numbering) in [
        ("15111111111", 2, "15111111111", Numbering::National),
        ("015111111111", 2, "015111111111", Numbering::National),
        ("4915111111111", 0, "+4915111111111", Numbering::Unknown),
        ("15111111111", 0, "15111111111", Numbering::Unknown),
    ] {
        ask(&format!("/inbound?from={from}&to=4917600000&text=STOP&ton={ton}")).await;
        let Heard::Inbound { from, numbering: said, .. } = next(&mut arrived).await else { panic!("no message") };
        assert_eq!((from.as_str(), said), (told, numbering));
    }
    ask("/inbound?from=4915111111111&to=4917600000&text=OP&of=200&number=2&count=2").await;
    let Heard::Inbound { text, part, .. } = next(&mut arrived).await else { panic!("no message") };
    assert_eq!((text.as_str(), part), ("OP", Some(Part { of: 200, number: 2, count: 2 })));
    for (to, expected) in
        [("+4915100000098", "not now"), ("+4915100000099", "bad_address"), ("+4915100000097", "unknown")]
    {
        assert_eq!(kind(&smpp.send(&account, &message(to, "x")).await), expected, "{to}");
    }
    // The last one broke the connection.
    let again = async {
        loop {
            link.bound().await;
            let told = kind(&smpp.send(&account, &message("+4915100000010", "x")).await);
            if told != "not now" {
                break told;
            }
            tokio::task::yield_now().await;
        }
    };
    assert_eq!(timeout(Duration::from_secs(10), again).await.expect("the session comes back"), "taken");
    let _ = next(&mut arrived).await;
    smpp.let_go(account.id);
}

/// Serves a gateway's callbacks as the program will: reads, then answers.
async fn callbacks(port: u64, account: MessageAccount) -> mpsc::UnboundedReceiver<Heard> {
    let (sender, receiver) = mpsc::unbounded_channel();
    let listener = TcpListener::bind(format!("127.0.0.1:{port}")).await.unwrap();
    tokio::spawn(async move {
        let gateway = gateway();
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = String::new();
            while !is_whole(&request) {
                let mut buffer = vec![0; 8192];
                let length = stream.read(&mut buffer).await.unwrap();
                request.push_str(&String::from_utf8_lossy(&buffer[..length]));
            }
            let (head, body) = request.split_once("\r\n\r\n").unwrap();
            let [method, path] = head.split(' ').take(2).collect::<Vec<_>>()[..] else { panic!("{head}") };
            let headers: Vec<(String, String)> = head
                .lines()
                .filter_map(|line| line.split_once(": "))
                .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
                .collect();
            let url = format!("http://127.0.0.1:{port}{path}");
            let call = Callback { method, url: &url, headers: &headers, body: body.as_bytes() };
            for heard in gateway.read_callback(&account, &call).unwrap() {
                let _ = sender.send(heard);
            }
            let answer = gateway.callback_answer(&account, &call);
            let length = answer.body.len();
            let head =
                format!("HTTP/1.1 {} OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n", answer.status);
            let _ = stream.write_all(format!("{head}{}", answer.body).as_bytes()).await;
        }
    });
    receiver
}

fn is_whole(request: &str) -> bool {
    let Some((head, body)) = request.split_once("\r\n\r\n") else { return false };
    let length =
        head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ").map(str::to_owned));
    length.is_none_or(|length| body.len() >= length.parse::<usize>().unwrap())
}

/// Waits for the receipt that says so; messages may arrive in between.
async fn until(wanted: Delivery, heard: &mut mpsc::UnboundedReceiver<Heard>) {
    loop {
        if let Heard::Receipt { message, delivery, .. } =
            timeout(Duration::from_secs(30), heard.recv()).await.unwrap().unwrap()
        {
            assert_eq!(message, Some(MessageId(Uuid::from_u128(0x42))));
            if delivery == wanted {
                break;
            }
        }
    }
}

#[tokio::test]
async fn kannel_takes_messages_and_brings_receipts_and_answers() {
    let Some(parts) = part("kannel") else { return };
    let port = parts["callback"].as_u64().unwrap();
    let gateway = gateway();
    let values = |password: &str| json!({ "base_url": format!("http://127.0.0.1:{}", parts["kannel"]), "username": "pay", "password": password });
    let wrong = account("http", json!({ "preset": "kannel", "values": values("wrong") }));
    let account = account("http", json!({ "preset": "kannel", "values": values("link") }));
    let mut heard = callbacks(port, account.clone()).await;

    let Some(Heard::Inbound { from, to, text, .. }) = timeout(Duration::from_secs(30), heard.recv()).await.unwrap()
    else {
        panic!("no message")
    };
    assert_eq!((from.as_str(), to.as_str(), text.as_str()), ("+4915111111111", "4917600000", "STOP"));

    for text in ["Guten Tag: 119,00 € & mehr", "„ç“ 😀"] {
        let mut sms = message("+4915100000010", text);
        sms.status_url = Some(format!("http://127.0.0.1:{port}/kannel/secret-of-the-rig"));
        assert_eq!(kind(&gateway.send(&account, &sms).await), "taken", "{text}");
        until(Delivery::Delivered, &mut heard).await;
    }
    let refused = gateway.send(&wrong, &message("+4915100000010", "x")).await;
    assert!(matches!(refused, Err(SendError::Refused { reason: Reason::Credentials, .. })), "{refused:?}");
}

/// Jasmin needs Redis and RabbitMQ, so the script does not start it; "jasmin" and "smsc" name one that was set up by hand.
#[tokio::test]
async fn jasmin_takes_messages_and_brings_receipts_and_answers() {
    let Some(parts) = part("jasmin") else { return };
    let port = parts["callback"].as_u64().unwrap();
    let client = http_client(Duration::from_secs(5)).unwrap();
    let gateway = gateway();
    let values = |password: &str| json!({ "base_url": format!("http://127.0.0.1:{}", parts["jasmin"]), "username": "pay", "password": password });
    let wrong = account("http", json!({ "preset": "jasmin", "values": values("wrong") }));
    let account = account("http", json!({ "preset": "jasmin", "values": values("link1234") }));
    let mut heard = callbacks(port, account.clone()).await;
    gateway.test(&account).await.unwrap();

    for (to, text, wanted) in [
        ("+4915100000010", "Guten Tag: 119,00 € & mehr", Delivery::Delivered),
        ("+4915100000001", "„ç“ 😀", Delivery::Failed),
        ("+4915100000011", &"Größe 119,00 € [Rest] ".repeat(15), Delivery::Delivered),
    ] {
        let mut sms = message(to, text);
        sms.status_url = Some(format!("http://127.0.0.1:{port}/jasmin/secret-of-the-rig"));
        let taken = gateway.send(&account, &sms).await.unwrap();
        assert!(taken.reference.is_some());
        until(wanted, &mut heard).await;
        let log =
            client.get(format!("{}/log", parts["smsc"].as_str().unwrap())).send().await.unwrap().text().await.unwrap();
        let log: Value = serde_json::from_str(&log).unwrap();
        let read: String = log
            .as_array()
            .unwrap()
            .iter()
            .filter(|m| m["to"] == to[1..])
            .map(|m| m["text"].as_str().unwrap())
            .collect();
        assert_eq!(read, text, "as the SMSC behind it reads it");
    }
    let inbound = "/inbound?from=4915111111111&to=4917600000&text=%E2%80%9ESTOP%E2%80%9C%20%C3%A7";
    client.get(format!("{}{inbound}", parts["smsc"].as_str().unwrap())).send().await.unwrap();
    loop {
        if let Heard::Inbound { from, text, .. } =
            timeout(Duration::from_secs(30), heard.recv()).await.unwrap().unwrap()
        {
            assert_eq!((from.as_str(), text.as_str()), ("+4915111111111", "„STOP“ ç"));
            break;
        }
    }
    let refused = gateway.send(&wrong, &message("+4915100000010", "x")).await;
    assert!(matches!(refused, Err(SendError::Refused { reason: Reason::Credentials, .. })), "{refused:?}");
}

/// The same Jasmin as an SMSC: a second one, written by other people than the first.
#[tokio::test]
async fn jasmin_as_an_smsc_takes_messages_and_brings_receipts() {
    let Some(parts) = part("jasmin_smpp") else { return };
    let smpp = Smpp::default();
    let account = account("smpp", json!({ "url": format!("smpp://pay:link1234@127.0.0.1:{}", parts["jasmin_smpp"]) }));
    let mut arrived = smpp.keep(&account).unwrap();
    timeout(Duration::from_secs(10), smpp.link(account.id).unwrap().bound()).await.unwrap();
    let long = "Größe 119,00 € [Rest] ".repeat(15);
    for (to, text, parts, wanted) in [
        ("+4915100000020", "Guten Tag: 119,00 €", 1, Delivery::Delivered),
        ("+4915100000201", "„ç“ 😀", 1, Delivery::Failed),
        ("+4915100000021", &long, 3, Delivery::Delivered),
    ] {
        let taken = smpp.send(&account, &message(to, text)).await.unwrap();
        assert_eq!(taken.parts, Some(parts), "{text}");
        let Heard::Receipt { reference, delivery, .. } = next(&mut arrived).await else { panic!("no receipt") };
        assert_eq!((reference, delivery), (taken.reference, wanted), "{text}");
    }
    smpp.let_go(account.id);
}

/// A server that refuses what Twilio's own description does not know.
#[tokio::test]
async fn twilios_own_description_knows_what_is_sent() {
    let Some(parts) = part("twilio") else { return };
    let url = parts["twilio"].as_str().unwrap();
    let twilio = Twilio::new(http_client(Duration::from_secs(10)).unwrap(), url);
    let sid = |prefix: &str| format!("{prefix}{}", "1a".repeat(16));
    let plain = json!({ "account_sid": sid("AC"), "auth_token": "t" });
    let service = json!({ "account_sid": sid("AC"), "auth_token": "t", "messaging_service_sid": sid("MG") });
    for credentials in [plain, service] {
        let account = account("twilio", credentials);
        let told = twilio.test(&account).await.unwrap();
        assert!(told.starts_with("Twilio knows the account"), "{told}");
        let mut sms = message("+4915100000010", "Guten Tag: 119,00 € & mehr");
        sms.status_url = Some("https://pay.example/notifications/sms/ma_1".to_owned());
        let taken = twilio.send(&account, &sms).await.unwrap();
        assert_eq!((taken.status, taken.parts), (Delivery::Queued, Some(1)));
        assert!(taken.reference.unwrap().starts_with("SM"));
    }
    let refused = http_client(Duration::from_secs(10))
        .unwrap()
        .post(format!("{url}/2010-04-01/Accounts/{}/Messages.json", sid("AC")))
        .basic_auth("AC", Some("t"))
        .form(&[("To", "+4915100000010"), ("StatusCalback", "https://pay.example")])
        .send()
        .await
        .unwrap();
    assert_eq!(refused.status(), 400, "the server has to know the names");
}

/// What Twilio's own library signs is believed, and nothing else.
#[tokio::test]
async fn twilios_own_library_signs_what_is_believed() {
    let Some(parts) = part("python") else { return };
    let twilio = Twilio::new(http_client(Duration::from_secs(10)).unwrap(), "http://127.0.0.1:9");
    let token = "9f86d081884c7d659a2feaa0c55ad015";
    let account = account("twilio", json!({ "account_sid": format!("AC{}", "1a".repeat(16)), "auth_token": token }));
    let sign = |url: &str, body: &str| {
        let mut signing = std::process::Command::new(parts["python"].as_str().unwrap());
        let done = signing.args(["tests/rigs/sms/twilio_sign.py", token, url, body]).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap().trim().to_owned()
    };
    let receipt = "MessageSid=SM1a&MessageStatus=delivered&To=%2B4915100000010&From=%2B4917600000&AddedLater=x";
    let reply = "MessageSid=SM2b&From=%2B4915100000010&To=%2B4917600000&Body=Gr%C3%BC%C3%9Fe+%26+mehr%0AZeile&NumMedia=0&Empty=";
    for url in ["https://pay.example/notifications/messages/ma_1/geheim", "https://pay.example:8443/n/ma_1?a=b&c=%20d"]
    {
        for body in [receipt, reply] {
            let signature = sign(url, body);
            let read = |body: &str, signature: &str| {
                let headers = [
                    ("x-twilio-signature".to_owned(), signature.to_owned()),
                    ("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned()),
                ];
                let callback = Callback { method: "POST", url, headers: &headers, body: body.as_bytes() };
                twilio.read_callback(&account, &callback).map(|heard| heard.len())
            };
            assert_eq!(read(body, &signature).ok(), Some(1), "{url} {body}");
            assert!(read(&format!("{body}&x=1"), &signature).is_err(), "another body");
            assert!(read(body, &sign("https://pay.example/other", body)).is_err(), "another address");
        }
    }
}
