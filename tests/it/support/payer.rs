//! A person with a browser: opens links, presses buttons, comes back. No script runs.

use super::{Asked, TestApp};
use paylink::providers::client::http_client;
use reqwest::{RequestBuilder, Response, StatusCode};
use std::time::Duration;

pub struct Payer<'a> {
    app: &'a TestApp,
    client: reqwest::Client,
}

/// A page that was shown.
#[derive(Debug)]
pub struct Shown {
    pub status: StatusCode,
    pub html: String,
    pub location: Option<String>,
    pub headers: reqwest::header::HeaderMap,
}

impl Shown {
    async fn of(answer: Response) -> Self {
        let location = answer.headers().get("location").map(|value| value.to_str().expect("text").to_owned());
        let (status, headers) = (answer.status(), answer.headers().clone());
        Self { status, location, headers, html: answer.text().await.expect("a body") }
    }

    /// Whether the page offers to pay.
    pub fn can_be_paid(&self) -> bool {
        self.status == StatusCode::OK && self.html.contains("/checkout\"")
    }

    pub fn says(&self, text: &str) -> bool {
        self.html.replace('\u{a0}', " ").replace("&nbsp;", " ").contains(text)
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }
}

impl<'a> Payer<'a> {
    pub fn new(app: &'a TestApp) -> Self {
        Self { app, client: http_client(Duration::from_secs(20)).expect("a client") }
    }

    fn place(&self, place: &str) -> String {
        if place.starts_with("http") { place.to_owned() } else { format!("{}{place}", self.app.base) }
    }

    async fn sends(&self, request: RequestBuilder) -> Shown {
        self.sends_in("de", request).await
    }

    async fn sends_in(&self, languages: &str, request: RequestBuilder) -> Shown {
        let request = request.header("user-agent", "Mozilla/5.0 (iPhone) Safari").header("accept-language", languages);
        Shown::of(request.send().await.expect("an answer")).await
    }

    pub async fn opens(&self, place: &str) -> Shown {
        self.sends(self.client.get(self.place(place))).await
    }

    /// With a browser that prefers these languages.
    pub async fn opens_in(&self, languages: &str, place: &str) -> Shown {
        self.sends_in(languages, self.client.get(self.place(place))).await
    }

    pub fn posting(&self, place: &str, form: &[(&str, &str)]) -> RequestBuilder {
        self.client.post(self.place(place)).header("origin", &self.app.base).form(form)
    }

    pub async fn posts(&self, place: &str, form: &[(&str, &str)]) -> Shown {
        self.sends(self.posting(place, form)).await
    }

    /// Presses Pay on the page as it is.
    pub async fn presses_pay(&self, asked: &Asked) -> Shown {
        self.presses_pay_by(asked, "card").await
    }

    pub async fn presses_pay_by(&self, asked: &Asked, method: &str) -> Shown {
        self.posts(&format!("{}/checkout", asked.link), &[("method", method)]).await
    }

    /// Presses Pay and is led to the sandbox; gives its address.
    pub async fn reaches_sandbox(&self, asked: &Asked) -> String {
        let shown = self.presses_pay(asked).await;
        assert_eq!(shown.status, StatusCode::SEE_OTHER, "{}", shown.html);
        shown.location.expect("an address")
    }

    /// Presses a button at the sandbox; gives the address to come back to.
    pub async fn chooses(&self, checkout: &str, outcome: &str) -> String {
        let shown = self.posts(checkout, &[("outcome", outcome)]).await;
        assert_eq!(shown.status, StatusCode::SEE_OTHER, "{}", shown.html);
        shown.location.expect("an address")
    }

    /// Comes back and is led on to the page.
    pub async fn comes_back(&self, place: &str) -> Shown {
        let shown = self.opens(place).await;
        match shown.location {
            Some(place) => self.opens(&place).await,
            None => shown,
        }
    }

    /// The whole way: Pay, the sandbox, back.
    pub async fn pays(&self, asked: &Asked) -> Shown {
        self.tries(asked, "succeed").await
    }

    pub async fn tries(&self, asked: &Asked, outcome: &str) -> Shown {
        let checkout = self.reaches_sandbox(asked).await;
        let back = self.chooses(&checkout, outcome).await;
        self.comes_back(&back).await
    }
}
