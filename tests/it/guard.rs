//! What merchants point somewhere leads to no machine of ours, unless the operator opens the way.

use crate::senders::Person;
use crate::support::mail_server::MailServer;
use crate::support::{Merchant, TestApp};
use paylink::domain::channel::Channel;
use paylink::domain::ids::MessageAccountId;
use paylink::domain::message_account::{MessageAccount, MessageSender};
use paylink::operations::Context;
use paylink::operations::judge_places::closed_accounts;
use paylink::operations::manage_message_accounts::{
    NewMessageAccount, SetBy, add_message_account, list_message_accounts, read_message_account, rotate_message_account,
    test_message_account,
};
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::net::TcpListener;

/// Only public addresses are open.
async fn closed_app() -> TestApp {
    TestApp::start_with(|config| config.allowed_networks.clear()).await
}

fn gateway(base: &str) -> [(&str, &str); 5] {
    [("kind", "kannel"), ("base_url", base), ("user", "pay"), ("password", "link"), ("sender", "+4917600000")]
}

fn mail_server(host: &str) -> [(&str, &str); 6] {
    let log_in = [("user", "chef"), ("password", "geheim")];
    [("kind", "smtp"), ("host", host), ("security", "tls"), log_in[0], log_in[1], ("sender", "chef@example.org")]
}

fn smsc(host: &str) -> [(&str, &str); 5] {
    [("kind", "smpp"), ("host", host), ("user", "paylink"), ("password", "secret1"), ("sender", "+4917600000")]
}

#[tokio::test(flavor = "multi_thread")]
async fn no_sender_of_a_merchant_is_set_up_in_a_closed_network() {
    let app = closed_app().await;
    let merchant = app.merchant().await;
    let person = Person::of(&merchant).await;
    for host in
        ["127.0.0.1", "localhost", "10.1.2.3", "169.254.169.254", "127.1", "2130706433", "[::1]", "[::ffff:7f00:1]"]
    {
        let base = format!("http://{host}:8080");
        for form in [&gateway(&base)[..], &mail_server(host)[..], &smsc(host)[..]] {
            let (status, page) = person.posts("senders", form).await;
            assert_eq!(status, 422, "{form:?}");
            assert!(page.contains("PAYLINK_ALLOWED_NETWORKS"), "{form:?}: {page}");
        }
    }
    for base in ["http://10.0.0.1/?x=", "http://gateway.example/#", "http://u:p@gateway.example", "http://a\\@10.0.0.1"]
    {
        let (status, page) = person.posts("senders", &gateway(base)).await;
        assert!(status == 422 && page.contains("https://gateway.example.org"), "{base}: {page}");
    }
    assert!(list_message_accounts(app.context(), merchant.scope).await.expect("accounts").is_empty());
    app.ends().await;
}

/// An account that stands there already, set up at the dashboard, when nothing was judged or the network was open.
async fn stands_there(merchant: &Merchant<'_>, number: u128, url: &str) -> MessageAccount {
    let account = MessageAccount {
        scope: merchant.scope,
        id: MessageAccountId(uuid::Uuid::from_u128(number)),
        profile: None,
        channel: Channel::Email,
        carrier: "smtp".to_owned(),
        name: "Alt".to_owned(),
        credentials: json!({ "url": url }),
        callback_secret: "secret".to_owned(),
        by_operator: false,
        sender: MessageSender { address: "chef@example.org".to_owned(), name: None, reply_to: None, can_reply: false },
        created_at: merchant.app.context().now(),
        disabled_at: None,
    };
    let store = &merchant.app.context().store;
    let input = account.clone();
    store.transact(input, |db, account| Box::pin(db.insert_message_account(account))).await.expect("an account");
    account
}

#[tokio::test(flavor = "multi_thread")]
async fn trying_a_sender_out_tells_nothing_of_ports_in_a_closed_network() {
    let app = closed_app().await;
    let server = MailServer::starts().await;
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let mut told = Vec::new();
    for (number, address) in [(1, server.address), (2, nobody)] {
        let merchant = app.merchant_named(&format!("Betrieb {number}"), &format!("{number}@example.org")).await;
        let account = stands_there(&merchant, number, &format!("smtp://{address}?tls=none")).await;
        let person = Person::named(&merchant, &format!("{number}@example.org")).await;
        let (status, page) = person.posts("senders/trial", &[("channel", "email"), ("to", "ines@example.org")]).await;
        assert_eq!(status, 200);
        assert!(page.contains("PAYLINK_ALLOWED_NETWORKS") && !page.contains("refused"), "{page}");
        let tested = test_message_account(app.context(), merchant.scope, account.id).await.expect_err("it is closed");
        told.push(tested.to_string().replace(&address.port().to_string(), "PORT"));
    }
    assert_eq!(told[0], told[1], "whether anybody listens there makes no difference");
    assert!(server.mails().is_empty());
    let closed = closed_accounts(app.context()).await.expect("accounts");
    assert_eq!(closed.len(), 2, "whoever runs `check` hears of them: {closed:?}");
    let opened = Context {
        config: Arc::new({
            let mut config = (*app.context().config).clone();
            config.allowed_networks = vec!["127.0.0.1/32".parse().expect("a network")];
            config
        }),
        ..app.context().clone()
    };
    assert!(closed_accounts(&opened).await.expect("accounts").is_empty());
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_operator_sets_leads_anywhere_until_a_merchant_lets_it_lead_elsewhere() {
    let app = closed_app().await;
    let merchant = app.merchant().await;
    let (server, other) = (MailServer::starts().await, MailServer::starts().await);
    let url = |address, password: &str| json!({ "url": format!("smtp://chef:{password}@{address}?tls=none") });
    let new = NewMessageAccount {
        profile: None,
        carrier: "smtp".to_owned(),
        name: String::new(),
        credentials: url(server.address, "alt"),
        sender: MessageSender { address: "chef@example.org".to_owned(), name: None, reply_to: None, can_reply: false },
    };
    let context = app.context();
    let account = add_message_account(context, merchant.scope, new).await.expect("an account");
    let by_operator = async || read_message_account(context, merchant.scope, account.id).await.expect("it").by_operator;
    let rotate = async |credentials: Value, by| {
        rotate_message_account(context, merchant.scope, account.id, credentials, by).await
    };
    // This server lets nobody log in: so it was reached.
    let reached =
        async || format!("{:?}", test_message_account(context, merchant.scope, account.id).await).contains("log-in");
    assert!(reached().await, "it leads to this machine");

    let person = Person::of(&merchant).await;
    let place = format!("senders/{}/keys", account.id);
    let (status, page) = person.posts(&place, &[("secret", "neu"), ("channel", "email")]).await;
    assert_eq!(status, 303, "{page}");
    assert!(by_operator().await, "another password leads nowhere else");
    assert!(reached().await, "it still does");

    rotate(url(other.address, "neu"), SetBy::Merchant).await.expect_err("that is closed to merchants");
    rotate(json!({ "url": "smtps://chef:neu@mail.nowhere.invalid" }), SetBy::Merchant).await.expect("a name of theirs");
    assert!(!by_operator().await);
    rotate(url(server.address, "neu"), SetBy::Merchant).await.expect_err("and there is no way back");
    rotate(url(other.address, "neu"), SetBy::Operator).await.expect("but for the operator");
    assert!(by_operator().await);
    app.ends().await;
}
