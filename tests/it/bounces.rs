//! Mails that come back to us: bounces, complaints, machines and people that answer.

use crate::dashboard::{Person, place_of};
use crate::support::{Asked, Merchant, TestApp};
use async_trait::async_trait;
use paylink::domain::channel::Channel;
use paylink::domain::field::FieldError;
use paylink::domain::inbound_message::InboundMeaning;
use paylink::domain::message::{Message, MessageState};
use paylink::domain::message_account::{MessageAccount, MessageSender};
use paylink::domain::message_setting::MessageSettings;
use paylink::jobs::worker::{FAIR_LANES, run_due_jobs};
use paylink::messaging::callback::{BadSignature, Callback, CallbackAnswer};
use paylink::messaging::channel::{Carrier, Carriers, Delivery, Heard, Outgoing, SendError, Taken};
use paylink::operations::Context;
use paylink::operations::follow_plan::MessageWishes;
use paylink::operations::manage_message_accounts::{NewMessageAccount, add_message_account, save_message_settings};
use paylink::operations::read_inbox::{WholeConversation, list_conversations, read_conversation};
use paylink::operations::read_messages::read_messages_of;
use paylink::providers::client::http_client;
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const MAIL: &str = "erika@example.org";

/// A mail server that takes everything and remembers it.
#[derive(Default)]
pub struct Post(pub Mutex<Vec<Outgoing>>);

#[async_trait]
impl Carrier for Post {
    fn word(&self) -> &'static str {
        "smtp"
    }

    fn channel(&self) -> Channel {
        Channel::Email
    }

    fn check_credentials(&self, _: &Value, _: bool) -> Result<(), FieldError> {
        Ok(())
    }

    async fn test(&self, _: &MessageAccount) -> Result<String, SendError> {
        Ok("It answers.".to_owned())
    }

    async fn send(&self, _: &MessageAccount, message: &Outgoing) -> Result<Taken, SendError> {
        self.0.lock().unwrap().push(message.clone());
        Ok(Taken { reference: None, status: Delivery::Sent, parts: None, answer: Vec::new() })
    }

    fn read_callback(&self, _: &MessageAccount, _: &Callback<'_>) -> Result<Vec<Heard>, BadSignature> {
        Err(BadSignature)
    }

    fn callback_answer(&self, _: &MessageAccount, _: &Callback<'_>) -> CallbackAnswer {
        CallbackAnswer::empty()
    }
}

/// The program with that server for what goes out; what comes in reaches the real address.
struct World<'a> {
    app: &'a TestApp,
    context: Context,
    post: Arc<Post>,
    account: MessageAccount,
    merchant: Merchant<'a>,
}

impl<'a> World<'a> {
    async fn of(app: &'a TestApp, credentials: Value) -> Self {
        let merchant = app.merchant().await;
        let post = Arc::new(Post::default());
        let mut context = app.context().clone();
        context.carriers = Carriers::new(vec![Arc::clone(&post) as Arc<dyn Carrier>]);
        let settings = MessageSettings {
            test_recipients: vec![MAIL.to_owned()],
            most_in_seven_days: 20,
            ..MessageSettings::default()
        };
        save_message_settings(&context, merchant.scope, settings).await.expect("settings");
        let address = "rechnung@nord.example".to_owned();
        let sender = MessageSender { address, name: None, reply_to: None, can_reply: true };
        let new =
            NewMessageAccount { profile: None, carrier: "smtp".to_owned(), name: String::new(), credentials, sender };
        let account = add_message_account(&context, merchant.scope, new).await.expect("an account");
        Self { app, context, post, account, merchant }
    }

    async fn asks(&self) -> (Asked, Outgoing) {
        let asked = self
            .merchant
            .requests_with(|draft| {
                draft.payer.email = Some(MAIL.to_owned());
                draft.messages = MessageWishes { channels: vec![Channel::Email], ..MessageWishes::default() };
            })
            .await;
        self.sends().await;
        let sent = self.post.0.lock().unwrap().last().cloned();
        (asked, sent.expect("a mail"))
    }

    async fn sends(&self) {
        for lane in FAIR_LANES {
            while run_due_jobs(&self.context, lane).await.expect("jobs") > 0 {}
        }
    }

    async fn message(&self, asked: &Asked) -> Message {
        let all = read_messages_of(&self.context, self.merchant.scope, asked.id).await.expect("messages");
        all.into_iter().next().expect("a message")
    }

    /// A mail server hands a mail over.
    async fn brings(&self, mail: &str) -> StatusCode {
        self.brings_as("message/rfc822", mail).await
    }

    async fn brings_as(&self, kind: &str, mail: &str) -> StatusCode {
        let place =
            format!("{}/notifications/messages/{}/{}", self.app.base, self.account.id, self.account.callback_secret);
        let client = http_client(Duration::from_secs(10)).expect("a client");
        let answer = client.post(place).header("content-type", kind).body(mail.replace('\n', "\r\n")).send().await;
        answer.expect("an answer").status()
    }

    async fn talk(&self) -> WholeConversation {
        let scope = self.merchant.scope;
        let (rows, _) = list_conversations(&self.context, scope, true, None, 50).await.expect("the inbox");
        let first = &rows.first().expect("a conversation").conversation;
        read_conversation(&self.context, scope, first.id).await.expect("it")
    }
}

fn bounce(to: &str, code: &str, words: &str) -> String {
    report(to, &format!("rfc822; {MAIL}"), "failed", code, words)
}

fn report(to: &str, recipient: &str, action: &str, code: &str, words: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example\nTo: <{to}>\nSubject: Undelivered\nMIME-Version: 1.0\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\nNo.\n\
         --b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: {recipient}\n\
         Action: {action}\nStatus: {code}\nDiagnostic-Code: smtp; {words}\n\n--b--\n"
    )
}

fn letter(head: &str, text: &str) -> String {
    format!(
        "From: Erika <{MAIL}>\nTo: rechnung@nord.example\nSubject: Re: Rechnung\nMIME-Version: 1.0\n{head}Content-Type: text/plain; charset=utf-8\n\n{text}\n"
    )
}

fn with_intake() -> Value {
    json!({ "url": "smtp://127.0.0.1:9?tls=none", "bounces": "bounces@nord.example" })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bounce_finds_its_message_and_a_hard_one_spoils_the_address() {
    let app = TestApp::start().await;
    let world = World::of(&app, with_intake()).await;
    let (asked, sent) = world.asks().await;
    let path = sent.return_path.expect("a return address of its own");
    assert!(path.starts_with("bounces+") && path.ends_with("@nord.example"), "{path}");
    let forged = path.replace(path.get(41..53).expect("a code"), "000000000000");
    assert_eq!(world.brings(&bounce(&forged, "5.1.1", "550 no such user")).await, StatusCode::NO_CONTENT);
    assert_eq!(world.message(&asked).await.state, MessageState::Sent, "nobody else can say that it came back");
    assert_eq!(world.brings(&bounce(&path, "5.2.2", "552 mailbox full")).await, StatusCode::NO_CONTENT);
    let soft = world.message(&asked).await;
    assert_eq!((soft.state, soft.reason.as_deref()), (MessageState::Bounced, Some("soft_bounce")));
    let (again, sent) = world.asks().await;
    assert_eq!(world.message(&again).await.state, MessageState::Sent, "a full mailbox is not for good");
    let path = sent.return_path.expect("a return address");
    for _ in 0..2 {
        assert_eq!(world.brings(&bounce(&path, "5.1.1", "550 no such user")).await, StatusCode::NO_CONTENT);
    }
    let hard = world.message(&again).await;
    assert_eq!((hard.state, hard.reason.as_deref()), (MessageState::Bounced, Some("bad_address")));
    assert_eq!(hard.detail.as_deref(), Some("550 no such user"));
    let events = world.merchant.sees_events(&again).await;
    assert_eq!(events.iter().filter(|kind| *kind == "message.bounced").count(), 1);
    let count = world.post.0.lock().unwrap().len();
    let third = world
        .merchant
        .requests_with(|draft| {
            draft.payer.email = Some(MAIL.to_owned());
            draft.messages = MessageWishes { channels: vec![Channel::Email], ..MessageWishes::default() };
        })
        .await;
    world.sends().await;
    assert_eq!(world.message(&third).await.reason.as_deref(), Some("bad_address"));
    assert_eq!(world.post.0.lock().unwrap().len(), count, "nothing more is sent there");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_intake_mails_have_the_senders_return_address() {
    let app = TestApp::start().await;
    let world = World::of(&app, json!({ "url": "smtp://127.0.0.1:9?tls=none" })).await;
    let (_, sent) = world.asks().await;
    assert_eq!(sent.return_path, None);
    assert_eq!(world.brings_as("application/json", "{}").await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let stranger = format!("{}/notifications/messages/{}/wrong", app.base, world.account.id);
    let client = http_client(Duration::from_secs(10)).expect("a client");
    let answer =
        client.post(stranger).header("content-type", "message/rfc822").body("From: a@b.c\r\n\r\nx").send().await;
    assert_eq!(answer.expect("an answer").status(), StatusCode::NOT_FOUND);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn machines_are_not_read_people_are_and_answered_by_mail() {
    let app = TestApp::start().await;
    let world = World::of(&app, with_intake()).await;
    let (asked, sent) = world.asks().await;
    let away = letter("Auto-Submitted: auto-replied\nMessage-ID: <1@x>\n", "Ich bin im Urlaub. STOP");
    assert_eq!(world.brings(&away).await, StatusCode::NO_CONTENT);
    let (rows, _) = list_conversations(&world.context, world.merchant.scope, true, None, 9).await.expect("the inbox");
    assert!(rows.is_empty(), "a machine answered");
    let answers = format!("Message-ID: <2@x>\nIn-Reply-To: <{}@nord.example>\n", sent.id);
    let quoting =
        "Ist überwiesen.\n\nAm 21.11.2026 um 13:02 schrieb Nord <rechnung@nord.example>:\n> Keine E-Mails mehr: STOP";
    for _ in 0..2 {
        assert_eq!(world.brings(&letter(&answers, quoting)).await, StatusCode::NO_CONTENT);
    }
    let talk = world.talk().await;
    assert_eq!(talk.inbound.len(), 1, "brought twice, kept once");
    let reply = &talk.inbound[0];
    assert_eq!((reply.letter.text.as_str(), reply.meaning), ("Ist überwiesen.", InboundMeaning::Reply));
    assert!(reply.letter.quoted.as_deref().is_some_and(|quoted| quoted.contains("STOP")));
    assert_eq!(reply.payment_request, Some(asked.id));
    let person = Person::logs_in(&app).await;
    let place = format!("/dashboard/inbox/{}", talk.conversation.id);
    let inbound = talk.conversation.last_inbound.to_string();
    let form = [("inbound", inbound.as_str()), ("text", "Danke,\nist angekommen.")];
    assert!(place_of(&person.posts(&format!("{place}/answer"), &form).await).ends_with("answer-on-its-way"));
    world.sends().await;
    let answer = world.post.0.lock().unwrap().last().cloned().expect("a mail");
    assert_eq!((answer.to.as_str(), answer.subject.as_deref()), (MAIL, Some("Re: Rechnung")));
    assert!(answer.text.contains("Danke,\nist angekommen.") && answer.text.contains("\n-- \n"), "{}", answer.text);
    assert!(answer.html.is_some() && answer.unsubscribe_url.is_some());
    let kept = world.talk().await.sent.remove(0);
    assert_eq!(kept.letter.expect("a text").text, "Danke,\nist angekommen.");
    let stop = letter("Message-ID: <3@x>\n", "STOP\n\n> Guten Tag");
    assert_eq!(world.brings(&stop).await, StatusCode::NO_CONTENT);
    assert!(world.talk().await.consent.is_some_and(|consent| !consent.given));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_complaint_is_a_withdrawal() {
    let app = TestApp::start().await;
    let world = World::of(&app, with_intake()).await;
    let (asked, sent) = world.asks().await;
    let complaint = format!(
        "From: fbl@isp.example\nTo: fbl@nord.example\nSubject: Complaint\nMIME-Version: 1.0\n\
         Content-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\n\
         Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n\n--b\nContent-Type: message/rfc822\n\n\
         Message-ID: <{}@nord.example>\nSubject: Rechnung\n\nGuten Tag\n--b--\n",
        sent.id
    );
    for _ in 0..2 {
        assert_eq!(world.brings(&complaint).await, StatusCode::NO_CONTENT);
    }
    let events = world.merchant.sees_events(&asked).await;
    assert_eq!(events.iter().filter(|kind| *kind == "consent.withdrawn").count(), 1);
    let again = world
        .merchant
        .requests_with(|draft| {
            draft.payer.email = Some(MAIL.to_owned());
            draft.messages = MessageWishes { channels: vec![Channel::Email], ..MessageWishes::default() };
        })
        .await;
    world.sends().await;
    assert_eq!(world.message(&again).await.reason.as_deref(), Some("opted_out"));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_about_somebody_else_leaves_the_address_as_it_is() {
    let app = TestApp::start().await;
    let world = World::of(&app, with_intake()).await;
    for recipient in ["rfc822; erika@dead.example", "X-LOCAL; erika", &format!("rfc822; {MAIL}\nOriginal-Recipient: x")]
    {
        let (asked, sent) = world.asks().await;
        let path = sent.return_path.expect("a return address");
        let arrived = report(&path, "rfc822; erika@dead.example", "delivered", "2.1.5", "250 ok");
        assert_eq!(world.brings(&arrived).await, StatusCode::NO_CONTENT);
        assert_eq!(world.message(&asked).await.state, MessageState::Sent, "it arrived with somebody else");
        let dead = report(&path, recipient, "failed", "5.1.1", "550 no such user <erika@dead.example>");
        assert_eq!(world.brings(&dead).await, StatusCode::NO_CONTENT);
        let message = world.message(&asked).await;
        assert_eq!(
            (message.state, message.reason.as_deref()),
            (MessageState::Bounced, Some("soft_bounce")),
            "{recipient}"
        );
    }
    let (asked, sent) = world.asks().await;
    let path = sent.return_path.expect("a return address");
    let ours =
        report(&path, "RFC822; Erika@EXAMPLE.org", "failed", "5.1.1", "550 5.1.1 <erika@example.org> no such user");
    assert_eq!(world.brings(&ours).await, StatusCode::NO_CONTENT);
    assert_eq!(world.message(&asked).await.reason.as_deref(), Some("bad_address"));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delay_is_told_and_whatever_follows_outweighs_it() {
    let app = TestApp::start().await;
    let world = World::of(&app, with_intake()).await;
    let (asked, sent) = world.asks().await;
    let path = sent.return_path.expect("a return address");
    let recipient = format!("rfc822; {MAIL}");
    for _ in 0..2 {
        let late = report(&path, &recipient, "delayed", "4.4.1", "451 connection timed out");
        assert_eq!(world.brings(&late).await, StatusCode::NO_CONTENT);
    }
    let message = world.message(&asked).await;
    assert_eq!((message.state, message.reason.as_deref()), (MessageState::Sent, Some("delayed")));
    assert_eq!(message.detail.as_deref(), Some("451 connection timed out"));
    let person = Person::logs_in(&app).await;
    let page = person.opens(&format!("/dashboard/requests/{}", asked.id)).await.text().await.expect("a page");
    assert!(page.contains("versucht es weiter"), "{page}");
    let there = report(&path, &recipient, "delivered", "2.1.5", "250 ok");
    assert_eq!(world.brings(&there).await, StatusCode::NO_CONTENT);
    let message = world.message(&asked).await;
    assert_eq!((message.state, message.reason, message.detail), (MessageState::Delivered, None, None));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_writes_to_a_return_address_is_a_machine_whatever_it_says() {
    let app = TestApp::start().await;
    let world = World::of(&app, with_intake()).await;
    let (whole, sent) = world.asks().await;
    let path = sent.return_path.expect("a return address");
    let away = letter("X-Autoreply: yes\n", "Ik ben op vakantie.").replace("rechnung@nord.example", &path);
    assert_eq!(world.brings(&away).await, StatusCode::NO_CONTENT);
    assert_eq!(world.message(&whole).await.state, MessageState::Sent, "an absence is no bounce");
    for (words, reason) in [
        ("Mail size limit exceeded", Some("soft_bounce")),
        ("Das Postfach ist voll", Some("soft_bounce")),
        ("Empfänger existiert nicht", Some("soft_bounce")),
        ("550 Address rejected", Some("soft_bounce")),
        ("Blergh", Some("soft_bounce")),
        ("Votre message n'a pas encore été remis, le serveur continuera.", Some("delayed")),
    ] {
        let (asked, sent) = world.asks().await;
        let path = sent.return_path.expect("a return address");
        let form = letter("", words).replace("rechnung@nord.example", &path);
        assert_eq!(world.brings(&form).await, StatusCode::NO_CONTENT);
        let message = world.message(&asked).await;
        assert_eq!(message.reason.as_deref(), reason, "{words}");
        assert_eq!(message.detail.as_deref(), Some(words));
    }
    let forged = path.replace(path.get(41..53).expect("a code"), "000000000000");
    let forged = letter("", "Guten Tag").replace("rechnung@nord.example", &forged);
    assert_eq!(world.brings(&forged).await, StatusCode::NO_CONTENT);
    let (rows, _) = list_conversations(&world.context, world.merchant.scope, true, None, 9).await.expect("the inbox");
    assert!(rows.is_empty(), "nobody wrote");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_complaint_without_a_feedback_part_is_a_withdrawal_too() {
    let app = TestApp::start().await;
    let world = World::of(&app, with_intake()).await;
    let (asked, sent) = world.asks().await;
    let complaint = format!(
        "From: staff@hotmail.com\nTo: fbl@nord.example\nSubject: complaint about message from 192.0.2.1\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n\
         Message-ID: <{}@nord.example>\nSubject: Rechnung\n\nGuten Tag\n--b--\n",
        sent.id
    );
    assert_eq!(world.brings(&complaint).await, StatusCode::NO_CONTENT);
    let events = world.merchant.sees_events(&asked).await;
    assert_eq!(events.iter().filter(|kind| *kind == "consent.withdrawn").count(), 1);
    app.ends().await;
}
