//! Through whom messages go: set up at the dashboard, tried out, replaced, and what the mails' domain publishes.

use crate::support::mail_server::MailServer;
use crate::support::{Merchant, PASSWORD, TestApp};
use hickory_resolver::proto::op::{Message, MessageType, OpCode, ResponseCode};
use hickory_resolver::proto::rr::rdata::TXT;
use hickory_resolver::proto::rr::{RData, Record, RecordType};
use paylink::config::Secret;
use paylink::domain::channel::Channel;
use paylink::domain::consent::ConsentSource;
use paylink::domain::message::MessageState;
use paylink::operations::follow_plan::MessageWishes;
use paylink::operations::manage_message_accounts::{list_message_accounts, read_message_settings};
use paylink::operations::opt_in_pages::create_opt_in_page;
use paylink::operations::read_messages::read_messages_of;
use paylink::operations::record_consent::{Saying, record_consent};
use paylink::providers::client::http_client;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpListener, UdpSocket};

/// A name server that knows these texts, and nothing else.
async fn name_server(texts: &[(&str, &str)]) -> SocketAddr {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap();
    let texts: Vec<(String, String)> =
        texts.iter().map(|(name, text)| (format!("{name}."), (*text).to_owned())).collect();
    tokio::spawn(async move {
        let mut buffer = [0; 2048];
        while let Ok((length, from)) = socket.recv_from(&mut buffer).await {
            let Ok(asked) = Message::from_vec(&buffer[..length]) else { continue };
            let mut answer = Message::new();
            answer.set_id(asked.id()).set_message_type(MessageType::Response).set_op_code(OpCode::Query);
            answer.set_recursion_available(true).set_response_code(ResponseCode::NoError);
            for query in asked.queries() {
                answer.add_query(query.clone());
                let name = query.name().to_string().to_lowercase();
                let known = texts.iter().filter(|(known, _)| *known == name && query.query_type() == RecordType::TXT);
                for (_, text) in known {
                    let data = RData::TXT(TXT::new(vec![text.clone()]));
                    answer.add_answer(Record::from_rdata(query.name().clone(), 60, data));
                }
            }
            let _ = socket.send_to(&answer.to_vec().unwrap(), from).await;
        }
    });
    address
}

/// Somebody at the dashboard.
pub(crate) struct Person<'a> {
    app: &'a TestApp,
    client: reqwest::Client,
    cookie: String,
    scope: String,
}

impl<'a> Person<'a> {
    pub(crate) async fn of(merchant: &Merchant<'a>) -> Self {
        Self::named(merchant, "chef@example.org").await
    }

    pub(crate) async fn named(merchant: &Merchant<'a>, email: &str) -> Self {
        let client = http_client(Duration::from_secs(60)).expect("a client");
        let form = [("email", email), ("password", PASSWORD)];
        let address = format!("{}/dashboard/login", merchant.app.base);
        let answer = client.post(address).header("origin", &merchant.app.base).form(&form).send().await.unwrap();
        let cookie = answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        Self { app: merchant.app, client, cookie, scope: format!("{}/test", merchant.scope.merchant) }
    }

    pub(crate) async fn posts(&self, place: &str, fields: &[(&str, &str)]) -> (u16, String) {
        let mut form = vec![("scope", self.scope.as_str())];
        form.extend(fields);
        let call = self.client.post(format!("{}/dashboard/{place}", self.app.base));
        let call = call.header("cookie", &self.cookie).header("accept-language", "de").header("origin", &self.app.base);
        let answer = call.form(&form).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    pub(crate) async fn opens(&self, place: &str) -> String {
        let call = self.client.get(format!("{}/dashboard/{place}", self.app.base));
        let answer = call.header("cookie", &self.cookie).header("accept-language", "de").send().await.unwrap();
        answer.text().await.unwrap()
    }

    async fn sets_a_mail_server_up(&self, server: &MailServer) {
        let port = server.address.port().to_string();
        let fields = [
            ("kind", "smtp"),
            ("host", "127.0.0.1"),
            ("port", &port),
            ("security", "none"),
            ("user", "chef"),
            ("password", ""),
            ("sender", "rechnung@nord.example"),
        ];
        let (status, page) = self.posts("senders", &fields).await;
        assert_eq!(status, 422, "a user without a password is a slip");
        assert!(page.contains("Bitte füllen Sie das aus"), "{page}");
        let without: Vec<(&str, &str)> = fields.into_iter().filter(|(name, _)| *name != "user").collect();
        assert_eq!(self.posts("senders", &without).await.0, 303);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_is_set_up_tried_out_replaced_and_disabled() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let server = MailServer::starts().await;
    let person = Person::of(&merchant).await;
    assert!(person.opens("senders").await.contains("Nur Postausgang"));
    person.sets_a_mail_server_up(&server).await;
    let trial = |to: &'static str| [("channel", "email"), ("to", to)];
    let (status, page) = person.posts("senders/trial", &trial("ines@example.org")).await;
    assert_eq!(status, 200);
    assert!(page.contains("Der Versanddienst hat die Testnachricht an ines@example.org angenommen"), "{page}");
    assert!(server.mails()[0].contains("Subject: Testnachricht von Klempnerei Nord"), "{:?}", server.mails());
    let (_, page) = person.posts("senders/trial", &trial("nobody@example.org")).await;
    assert!(
        page.contains("Diesen Empfänger nimmt der Versanddienst nicht an") && page.contains("no such user"),
        "{page}"
    );
    let (status, page) = person.posts("senders/trial", &trial("ines")).await;
    assert!(status == 422 && page.contains("value=\"ines\""), "{page}");
    let saying = Saying::no_more(Channel::Email, "gone@example.org", ConsentSource::Agent);
    record_consent(app.context(), merchant.scope, saying).await.expect("a withdrawal");
    let (status, _) = person.posts("senders/trial", &trial("gone@example.org")).await;
    assert_eq!((status, server.mails().len()), (422, 1));

    let other = MailServer::starts().await;
    person.sets_a_mail_server_up(&other).await;
    let accounts = list_message_accounts(app.context(), merchant.scope).await.expect("accounts");
    let in_use: Vec<_> = accounts.iter().filter(|account| account.disabled_at.is_none()).collect();
    assert_eq!((accounts.len(), in_use.len()), (2, 1), "the earlier one is disabled, never deleted");
    let place = format!("senders/{}/disabling", in_use[0].id);
    assert_eq!(person.posts(&place, &[]).await.0, 303);
    assert!(person.opens("senders").await.contains("Nur Postausgang"));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_carrier_that_is_not_there_is_explained_and_secrets_are_not_shown_again() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let person = Person::of(&merchant).await;
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port().to_string();
    let fields = [
        ("kind", "kannel"),
        ("base_url", &format!("http://127.0.0.1:{closed}")),
        ("user", "nord"),
        ("password", "sehr-geheim"),
        ("sender", "+4915100000000"),
    ];
    assert_eq!(person.posts("senders", &fields).await.0, 303);
    let page = person.opens("senders").await;
    assert!(page.contains("Kannel") && !page.contains("sehr-geheim"), "{page}");
    let (_, page) = person.posts("senders/trial", &[("channel", "sms"), ("to", "+4915112345678")]).await;
    assert!(page.contains("nicht erreicht") && page.contains("Prüfen Sie Server und Port"), "{page}");
    let wrong = [("kind", "twilio"), ("account_sid", "AC1"), ("auth_token", "geheim"), ("sender", "Klempnerei Nord")];
    let (status, page) = person.posts("senders", &wrong).await;
    assert!(status == 422 && page.contains("34 Zeichen") && !page.contains("geheim\""), "{page}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_allowed_is_changed_and_what_cannot_be_read_comes_back_as_typed() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let person = Person::of(&merchant).await;
    let form = |recipients: &'static str, from: &'static str| {
        [
            ("from", from),
            ("until", "18"),
            ("most", "2"),
            ("sms_ground", "consent"),
            ("email_ground", "contract"),
            ("recipients", recipients),
        ]
    };
    let (status, page) = person.posts("senders/settings", &form("+4915112345678\nunsinn", "9")).await;
    assert!(status == 422 && page.contains("„unsinn“") && page.contains("+4915112345678\nunsinn"), "{page}");
    assert_eq!(person.posts("senders/settings", &form("", "19")).await.0, 422, "nights are not days");
    assert_eq!(person.posts("senders/settings", &form("+4915112345678, ines@example.org", "9")).await.0, 303);
    let saved = read_message_settings(app.context(), merchant.scope).await.expect("settings");
    assert_eq!((saved.sms_hours.from, saved.most_in_seven_days, saved.fallback), (9, 2, false));
    assert_eq!(saved.test_recipients, ["+4915112345678", "ines@example.org"]);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_domain_publishes_is_told_apart_from_no_answer() {
    let dns = name_server(&[
        ("nord.example", "v=spf1 ip4:127.0.0.0/8 -all"),
        ("nord.example", "some other text"),
        ("s1._domainkey.nord.example", "v=DKIM1; k=rsa; p=MIIB"),
    ])
    .await;
    let app = TestApp::start_with(|config| config.name_server = Some(dns)).await;
    let merchant = app.merchant().await;
    let server = MailServer::starts().await;
    let person = Person::of(&merchant).await;
    person.sets_a_mail_server_up(&server).await;
    let page = person.opens("senders").await;
    assert!(page.contains("v=spf1 ip4:127.0.0.1 ~all") && page.contains("_dmarc.nord.example"), "{page}");
    assert!(!page.contains("Nicht nachgesehen"), "nothing is looked up unasked");
    let (_, page) = person.posts("senders/dns", &[]).await;
    assert!(page.contains("Nicht nachgesehen"), "without a selector there is nowhere to look: {page}");
    let (_, page) = person.posts("senders/dns", &[("selector", "s1")]).await;
    let count = |what: &str| page.matches(what).count();
    assert_eq!((count(">In Ordnung<"), count(">Fehlt<")), (2, 1), "{page}");
    assert!(page.contains("v=spf1 ip4:127.0.0.0/8 -all") && !page.contains("some other text"), "{page}");
    app.ends().await;

    let silent = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let address = silent.local_addr().unwrap();
    let app = TestApp::start_with(|config| config.name_server = Some(address)).await;
    let merchant = app.merchant().await;
    let person = Person::of(&merchant).await;
    person.sets_a_mail_server_up(&server).await;
    drop(silent);
    let (_, page) = person.posts("senders/dns", &[("selector", "s1")]).await;
    assert_eq!((page.matches(">Keine Auskunft<").count(), page.matches(">Fehlt<").count()), (3, 0), "{page}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_house_mail_server_carries_mails_of_merchants_without_one() {
    let server = MailServer::starts().await;
    let url = format!("smtp://{}?tls=none&from=post@house.example", server.address);
    let app = TestApp::start_with(|config| config.smtp_url = Some(Secret::new(url))).await;
    let merchant = app.merchant().await;
    let person = Person::of(&merchant).await;
    assert!(person.opens("senders").await.contains("gemeinsame Mailserver"));
    let allowed = [("from", "0"), ("until", "24"), ("most", "9"), ("recipients", "erika@example.org")];
    assert_eq!(person.posts("senders/settings", &allowed).await.0, 303);
    let asked = merchant
        .requests_with(|draft| {
            draft.payer.email = Some("erika@example.org".to_owned());
            draft.messages = MessageWishes { channels: vec![Channel::Email], ..MessageWishes::default() };
        })
        .await;
    app.works().await;
    let message = read_messages_of(app.context(), merchant.scope, asked.id).await.expect("messages").remove(0);
    assert_eq!((message.state, message.account), (MessageState::Sent, None));
    assert!(server.mails()[0].contains("From: \"Klempnerei Nord\" <post@house.example>"), "{:?}", server.mails());
    person.sets_a_mail_server_up(&server).await;
    let page = person.opens("senders").await;
    assert!(page.contains("Nachrichten gehen dann über post@house.example."), "disabling is not silence: {page}");
    let own = list_message_accounts(app.context(), merchant.scope).await.expect("accounts").remove(0);
    assert_eq!(person.posts(&format!("senders/{}/disabling", own.id), &[]).await.0, 303);
    let page = person.opens("senders?notice=sender-disabled-instead").await;
    assert!(page.contains("gemeinsame Mailserver") && page.contains("über den gemeinsamen Versandweg"), "{page}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_house_mail_server_carries_the_question_after_a_sign_up() {
    let server = MailServer::starts().await;
    let url = format!("smtp://{}?tls=none&from=post@house.example", server.address);
    let app = TestApp::start_with(|config| config.smtp_url = Some(Secret::new(url))).await;
    let merchant = app.merchant().await;
    let person = Person::of(&merchant).await;
    let allowed = [("from", "0"), ("until", "24"), ("most", "9"), ("recipients", "erika@example.org")];
    assert_eq!(person.posts("senders/settings", &allowed).await.0, 303);
    let page = create_opt_in_page(app.context(), merchant.scope, "Tresen", None).await.expect("a page");
    let form = [("name", "Erika"), ("email", "erika@example.org"), ("agree", "yes"), ("wording_1", "email/de/1")];
    let answer = app.payer().posts(&format!("/join/{}", page.token.reveal()), &form).await;
    assert!(answer.status.is_success(), "{}", answer.html);
    app.works().await;
    let mut session = app.context().store.read().await.expect("a connection");
    let hash = session.db().address_hash(merchant.scope, Channel::Email, "erika@example.org");
    let asked = session.db().directs_to(merchant.scope, Channel::Email, &hash).await.expect("messages").remove(0);
    assert_eq!((asked.state, asked.account), (MessageState::Sent, None));
    assert!(server.mails()[0].contains("From: \"Klempnerei Nord\" <post@house.example>"), "{:?}", server.mails());
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_longest_wording_of_a_mail_goes_through_the_form_and_a_longer_form_is_refused_on_a_page() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let person = Person::of(&merchant).await;
    let text = format!("{} {{{{ link }}}}", "ü".repeat(9_900));
    let fields = |text| [("version", "0"), ("subject", "Rechnung {{ reference }}"), ("text", text)];
    let (status, html) = person.posts("templates/request.email.de", &fields(&text)).await;
    assert_eq!(status, 303, "{html}");
    let (status, html) = person.posts("templates/request.email.de", &fields(&text.repeat(3))).await;
    assert_eq!(status, 413, "{html}");
    assert!(html.contains("<html"), "{html}");
    app.ends().await;
}
