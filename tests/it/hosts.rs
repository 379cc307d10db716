//! The names that the program is there under, the figures at their own address, and limits on every way in for payers.

use crate::support::TestApp;
use paylink::http::rate_limit::{Limited, RateLimits};
use paylink::providers::client::http_client;
use reqwest::{Client, Response, StatusCode};
use std::time::Duration;

fn client() -> Client {
    http_client(Duration::from_secs(20)).expect("a client")
}

async fn asks(app: &TestApp, host: &str, path: &str) -> Response {
    client().get(format!("{}{path}", app.base)).header("host", host).send().await.expect("an answer")
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_served_under_a_name_that_is_not_ours() {
    let app = TestApp::start_with(|config| {
        config.public_url = "https://pay.example.org".parse().expect("an address");
        config.dashboard_url = Some("https://desk.example.org".parse().expect("an address"));
    })
    .await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    for path in
        [asked.link.as_str(), "/dashboard/login", "/api/v1/openapi.json", "/static/css/pay.css", "/", "/nothing"]
    {
        let answer = asks(&app, "evil.example", path).await;
        assert_eq!(answer.status(), StatusCode::MISDIRECTED_REQUEST, "{path}");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff", "{path}");
        assert!(answer.headers().contains_key("strict-transport-security"), "{path}");
        let told = client().get(format!("{}{path}", app.base)).header("host", "evil.example");
        let told = told.header("x-forwarded-host", "pay.example.org").send().await.expect("an answer");
        assert_eq!(told.status(), StatusCode::MISDIRECTED_REQUEST, "nobody said that this caller is a proxy: {path}");
    }
    for (host, path, status) in [
        ("pay.example.org", asked.link.as_str(), 200),
        ("PAY.example.org:443", asked.link.as_str(), 200),
        ("pay.example.org:80", asked.link.as_str(), 200),
        ("desk.example.org", asked.link.as_str(), 404),
        ("desk.example.org", "/dashboard/login", 200),
        ("pay.example.org", "/dashboard/login", 404),
        ("10.9.8.7", "/livez", 200),
        ("anything.cluster.local", "/readyz", 200),
    ] {
        assert_eq!(asks(&app, host, path).await.status().as_u16(), status, "{host} {path}");
    }
    let brought = asks(&app, "paylink", "/notifications/messages/ma_x/secret?from=1&text=STOP").await.status();
    assert_eq!(brought, StatusCode::NOT_FOUND, "what a gateway next door brings proves itself, whatever it calls us");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_figures_are_at_an_address_of_their_own_only() {
    let app =
        TestApp::start_with(|config| config.metrics_listen = Some("127.0.0.1:0".parse().expect("an address"))).await;
    for forwarded in [None, Some("203.0.113.9")] {
        let mut call = client().get(format!("{}/metrics", app.base)).header("accept-language", "de");
        if let Some(address) = forwarded {
            call = call.header("x-forwarded-for", address);
        }
        let answer = call.send().await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
        let unknown = app.payer().opens("/nothing").await;
        assert_eq!(answer.text().await.expect("a body"), unknown.html, "like any address that there is not");
    }
    let place = format!("http://{}", app.figures.expect("an address"));
    let answer = client().get(format!("{place}/metrics")).send().await.expect("an answer");
    assert_eq!((answer.status(), &answer.headers()["x-content-type-options"] == "nosniff"), (StatusCode::OK, true));
    assert!(answer.text().await.expect("a body").contains("paylink_http_requests_total"));
    let page = client().get(format!("{place}/dashboard/login")).send().await.expect("an answer");
    assert_eq!(page.status(), StatusCode::NOT_FOUND, "nothing else is there");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_of_all_kinds_carry_their_headers() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = merchant.requests().await;
    let place = |path: &str| format!("{}{path}", app.base);
    let checkout = place(&format!("{}/checkout", asked.link));
    let form = |body: Vec<u8>| {
        client()
            .post(&checkout)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", &app.base)
            .body(body)
    };
    let api = || client().post(place("/api/v1/payment_requests")).bearer_auth(&merchant.api_key);
    for (what, call) in [
        ("a form that is too large", form(vec![b'a'; 40_000])),
        ("a form that is none", form(b"%ff%fe=%".to_vec())),
        ("another content type", client().post(&checkout).body("x")),
        ("a method that is not known there", client().delete(place(&asked.link))),
        ("a body that is too large", api().body(vec![b'a'; 12_000_000])),
        ("a body that is no JSON", api().header("content-type", "application/json").body("{")),
        ("no key", client().get(place("/api/v1/payment_requests"))),
        ("a path that is no text", client().get(place("/p/%ff%fe"))),
        ("an unknown address", client().get(place("/api/v1/nothing"))),
        ("a notification to nobody", client().post(place("/notifications/x/y")).body("x")),
        (
            "no encoding that we speak",
            client().get(place("/dashboard/login")).header("accept-encoding", "identity;q=0, *;q=0"),
        ),
    ] {
        let Ok(answer) = call.send().await else { continue };
        for (name, value) in
            [("x-content-type-options", "nosniff"), ("cache-control", "no-store"), ("x-frame-options", "DENY")]
        {
            let found = answer.headers().get(name).map(|found| found.to_str().expect("text"));
            assert_eq!(found, Some(value), "{what}: {} {name}", answer.status());
        }
        assert!(answer.headers().contains_key("content-security-policy"), "{what}");
    }
    app.ends().await;
}

/// Every address for payers, as the table of addresses names it.
fn payers_addresses() -> Vec<String> {
    let table = include_str!("../../src/http/routes.rs");
    let found = table.split("payers(\"").skip(1).filter_map(|rest| rest.split('"').next());
    let whole = |path: &str| if path.starts_with("/checkout") { format!("/sandbox{path}") } else { path.to_owned() };
    let filled = |path: String| path.replace("{token}", "AAAAAAAAAAAAAAAAAAAAAA").replace("{id}", "x");
    found.map(whole).map(filled).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_address_for_payers_is_without_a_limit_per_caller() {
    let app = TestApp::start_with(|config| config.rate_limits = true).await;
    let (client, addresses) = (client(), payers_addresses());
    assert!(addresses.len() >= 14 && addresses.iter().any(|path| path.ends_with("/new-link")), "{addresses:?}");
    let looks = async |path: &str| client.get(format!("{}{path}", app.base)).send().await.expect("an answer").status();
    let acts = async |path: &str| {
        let call = client.post(format!("{}{path}", app.base)).header("origin", &app.base);
        call.form(&[("List-Unsubscribe", "One-Click")]).send().await.expect("an answer").status()
    };
    // Some is given back while we try; no limit but that of opting out is above a thousand a minute.
    for path in &addresses {
        let mut looked = 0;
        while looked < 1000 && looks(path).await != StatusCode::TOO_MANY_REQUESTS {
            looked += 1;
        }
        assert!(looked < 1000, "GET {path} has no limit");
        // Of each link, too, there is a limit for whatever is done: that of opting out is looked at with many links.
        let place = |turn: u32| if path.ends_with("/opt-out") { format!("/p/{turn}/opt-out") } else { path.clone() };
        let (mut acted, most) = (0, 150);
        while acted < most && acts(&place(acted)).await != StatusCode::TOO_MANY_REQUESTS {
            acted += 1;
        }
        assert_eq!(acted < most, !path.ends_with("/opt-out"), "POST {path} after {acted}");
    }
    app.ends().await;
}

#[test]
fn mailbox_providers_may_press_for_many_people_and_still_not_without_end() {
    let config = paylink::config::Config::from_variables(std::iter::empty()).expect("defaults");
    let limits = RateLimits::new(&config);
    let taken = (0..10_000).take_while(|_| limits.allows(Limited::OptOutByAddress, "203.0.113.9")).count();
    assert!((3000..4000).contains(&taken), "{taken}");
}
