//! The dashboard over HTTP: log in, ask, cancel, refund. What it looks like is the browser stories' matter.

use crate::support::{PASSWORD, TestApp, hours};
use paylink::operations::log_in::has_live_mode;
use paylink::operations::manage_access::make_api_key;
use paylink::providers::client::http_client;
use reqwest::{Response, StatusCode};
use std::time::Duration;

/// Somebody of the merchant with a browser.
pub struct Person<'a> {
    app: &'a TestApp,
    client: reqwest::Client,
    cookie: String,
    language: &'static str,
}

impl<'a> Person<'a> {
    pub async fn logs_in(app: &'a TestApp) -> Self {
        let client = http_client(Duration::from_secs(20)).expect("a client");
        let form = [("email", "CHEF@example.org"), ("password", PASSWORD)];
        let answer = client
            .post(format!("{}/dashboard/login", app.base))
            .header("origin", &app.base)
            .form(&form)
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let cookie = answer.headers()["set-cookie"].to_str().expect("text").to_owned();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        Self { app, client, cookie: cookie.split(';').next().expect("a pair").to_owned(), language: "de" }
    }

    pub fn speaking(self, language: &'static str) -> Self {
        Self { language, ..self }
    }

    pub async fn opens(&self, place: &str) -> Response {
        self.client
            .get(format!("{}{place}", self.app.base))
            .header("cookie", &self.cookie)
            .header("accept-language", self.language)
            .send()
            .await
            .expect("an answer")
    }

    /// A form with files.
    pub async fn uploads(&self, place: &str, fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Response {
        const BOUNDARY: &str = "----paylink";
        let mut body = Vec::new();
        let mut part = |about: String, content: &[u8]| {
            body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {about}\r\n\r\n").bytes());
            body.extend(content);
            body.extend(b"\r\n");
        };
        for (name, value) in fields {
            part(format!("name=\"{name}\""), value.as_bytes());
        }
        for (name, file, content) in files {
            part(format!("name=\"{name}\"; filename=\"{file}\"\r\nContent-Type: application/octet-stream"), content);
        }
        body.extend(format!("--{BOUNDARY}--\r\n").bytes());
        self.client
            .post(format!("{}{place}", self.app.base))
            .header("cookie", &self.cookie)
            .header("accept-language", self.language)
            .header("origin", &self.app.base)
            .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"))
            .body(body)
            .send()
            .await
            .expect("an answer")
    }

    pub async fn posts(&self, place: &str, form: &[(&str, &str)]) -> Response {
        self.client
            .post(format!("{}{place}", self.app.base))
            .header("cookie", &self.cookie)
            .header("accept-language", self.language)
            .header("origin", &self.app.base)
            .form(form)
            .send()
            .await
            .expect("an answer")
    }
}

pub fn place_of(answer: &Response) -> String {
    answer.headers()["location"].to_str().expect("text").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_session_everything_leads_to_the_log_in() {
    let app = TestApp::start().await;
    app.merchant().await;
    let payer = app.payer();
    for place in ["/dashboard/requests", "/dashboard/requests/new", "/dashboard/sessions"] {
        let shown = payer.opens(place).await;
        assert!(shown.location.expect("a place").starts_with("/dashboard/login?next="), "{place}");
    }
    let shown = payer.posts("/dashboard/requests", &[("amount", "5"), ("currency", "EUR")]).await;
    assert!(shown.location.expect("a place").starts_with("/dashboard/login"));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_asks_and_the_link_works() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let person = Person::logs_in(&app).await;
    let scope = format!("{}/test", merchant.scope.merchant);
    let wrong = [("scope", scope.as_str()), ("amount", "abc"), ("currency", "EUR"), ("reference", "LI-1")];
    let wrong = person.posts("/dashboard/requests", &wrong).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().await.expect("text").contains("LI-1"), "nothing typed is lost");
    for (amount, currency, example) in
        [("119,005", "EUR", "wie 119,00."), ("12.34.56", "EUR", "wie 119,00."), ("1.5", "JPY", "wie 119.")]
    {
        let form = [("scope", scope.as_str()), ("amount", amount), ("currency", currency)];
        let refused = person.posts("/dashboard/requests", &form).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{amount}");
        assert!(refused.text().await.expect("text").contains(example), "{amount}");
    }
    let mut form =
        [("scope", "me_0/live"), ("amount", "1.234,50"), ("currency", "EUR"), ("payer.name", "Erika Mustermann")];
    let elsewhere = person.posts("/dashboard/requests", &form).await;
    assert_eq!(elsewhere.status(), StatusCode::UNPROCESSABLE_ENTITY, "merchant or mode were switched in another tab");
    assert!(elsewhere.text().await.expect("text").contains("1.234,50"), "nothing typed is lost");
    form[0].1 = &scope;
    let made = person.posts("/dashboard/requests", &form).await;
    assert_eq!(made.status(), StatusCode::SEE_OTHER);
    let detail = person.opens(&place_of(&made)).await.text().await.expect("text");
    let at = detail.find(&format!("{}/p/", app.base)).expect("the link");
    let link: String = detail[at..].chars().take_while(|c| !matches!(c, '"' | '<' | ' ' | '&')).collect();
    let page = app.payer().opens(&link).await;
    assert!(page.can_be_paid() && page.says("1.234,50 €"), "{}", page.html);
    let list = person.opens("/dashboard/requests?q=muster").await.text().await.expect("text");
    assert!(list.contains("Erika Mustermann"));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_cancels_and_refunds() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let person = Person::logs_in(&app).await;
    let cancelled = merchant.requests().await;
    let answer = person.posts(&format!("/dashboard/requests/{}/cancellation", cancelled.id), &[]).await;
    assert!(place_of(&answer).ends_with("notice=cancelled"));
    assert!(!app.payer().opens(&cancelled.link).await.can_be_paid());
    let paid = merchant.requests().await;
    app.payer().pays(&paid).await;
    let payment = merchant.sees_payments(&paid).await[0].id;
    let place = format!("/dashboard/payments/{payment}/refunds");
    assert_eq!(person.posts(&place, &[("amount", "500,00")]).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(place_of(&person.posts(&place, &[("amount", "19,00")]).await).ends_with("notice=refund-created"));
    app.works().await;
    assert_eq!(merchant.sees(paid.id).await.request.sums.refunded, 1_900);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_live_part_answers_304_until_something_moves() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let person = Person::logs_in(&app).await;
    let asked = merchant.requests().await;
    let place = format!("{}/dashboard/requests/{}/live", app.base, asked.id);
    let get =
        |tag: String| person.client.get(&place).header("cookie", &person.cookie).header("if-none-match", tag).send();
    let first = get(String::new()).await.expect("an answer");
    assert_eq!(first.status(), StatusCode::OK);
    let tag = first.headers()["etag"].to_str().expect("text").to_owned();
    assert_eq!(get(tag.clone()).await.expect("an answer").status(), StatusCode::NOT_MODIFIED);
    app.payer().pays(&asked).await;
    assert_eq!(get(tag).await.expect("an answer").status(), StatusCode::OK);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn merchant_and_payer_are_told_the_same_last_day() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let person = Person::logs_in(&app).await.speaking("en");
    for (expires_at, german, english) in [
        ("2027-02-20T23:00:00Z", "20. Februar 2027</dd>", "20 February 2027"),
        ("2027-02-20T14:30:00Z", "20. Februar 2027, 15:30</dd>", "20 February 2027, 15:30"),
    ] {
        let asked = merchant.requests_with(|draft| draft.expires_at = Some(expires_at.to_owned())).await;
        let page = app.payer().opens(&asked.link).await;
        assert!(page.says(german), "{}", page.html);
        let detail = person.opens(&format!("/dashboard/requests/{}", asked.id)).await.text().await.expect("text");
        let detail = detail.replace('\u{a0}', " ");
        assert!(detail.contains(&format!("Link valid until {english}.")), "{detail}");
        assert!(detail.contains(&format!("<dd>{english}</dd>")) && !detail.contains("21 February"), "{detail}");
    }
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_names_the_last_day_of_what_expired() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let midnight = "2026-11-22T23:00:00Z";
    merchant.requests_with(|draft| draft.expires_at = Some(midnight.to_owned())).await;
    app.passes(hours(36));
    let person = Person::logs_in(&app).await.speaking("en");
    let list = person.opens("/dashboard/requests").await.text().await.expect("text");
    assert!(list.contains("Expired</span><small>yesterday"), "it is the 23rd in Berlin: {list}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn live_mode_can_be_looked_at_as_soon_as_something_is_there() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let person = Person::logs_in(&app).await.speaking("en");
    let list = || async { person.opens("/dashboard/requests").await.text().await.expect("text") };
    assert!(!list().await.contains("action=\"/dashboard/mode\""));
    assert_eq!(person.posts("/dashboard/mode", &[("live", "true")]).await.status(), StatusCode::NOT_FOUND);
    // A live key makes requests before there is anybody who takes the money.
    let asked = merchant.in_live_mode().requests().await;
    assert!(list().await.contains("action=\"/dashboard/mode\""));
    assert_eq!(person.posts("/dashboard/mode", &[("live", "true")]).await.status(), StatusCode::SEE_OTHER);
    let detail = person.opens(&format!("/dashboard/requests/{}", asked.id)).await.text().await.expect("text");
    assert!(detail.contains("no payment service provider is switched on in live mode"), "{detail}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_live_key_alone_shows_live_mode() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let live = merchant.in_live_mode();
    make_api_key(app.context(), live.scope, "shop").await.expect("a key");
    assert!(has_live_mode(app.context(), live.scope.merchant).await.expect("an answer"));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merchants_look_at_their_own_link_is_no_opening() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let other = app.merchant_named("Dachdecker Süd", "sued@example.org").await;
    let person = Person::logs_in(&app).await;
    let (own, strange) = (merchant.requests().await, other.requests().await);
    let looks = async |link: &str, cookie: &str| {
        let look = person.client.get(format!("{}{link}", app.base)).header("user-agent", "Mozilla/5.0 (iPhone) Safari");
        look.header("cookie", cookie)
            .header("accept-language", "de")
            .send()
            .await
            .expect("a page")
            .text()
            .await
            .expect("text")
    };
    let page = looks(&own.link, &person.cookie).await;
    looks(&strange.link, &person.cookie).await;
    app.works().await;
    assert!(!merchant.sees_events(&own).await.contains(&"payment_request.opened".to_owned()));
    assert!(other.sees_events(&strange).await.contains(&"payment_request.opened".to_owned()), "a payer like any other");
    assert_eq!(looks(&own.link, "paylink=worthless").await, page, "the same bytes for everybody");
    app.works().await;
    assert!(merchant.sees_events(&own).await.contains(&"payment_request.opened".to_owned()));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_the_other_sessions() {
    const NEW: &str = "grün zange rohr ostsee";
    let app = TestApp::start().await;
    app.merchant().await;
    let (one, other) = (Person::logs_in(&app).await.speaking("en"), Person::logs_in(&app).await.speaking("en"));
    assert!(
        one.opens("/dashboard/sessions").await.text().await.expect("text").contains("href=\"/dashboard/password\"")
    );
    for (old, new, again, sentence) in [
        ("falsch, und lang genug", NEW, NEW, "This is not your current password."),
        (PASSWORD, "kurz", "kurz", "This is too short. Please use at least 15 characters."),
        (PASSWORD, "passwort123456789", "passwort123456789", "Somebody would try this first: "),
        (PASSWORD, NEW, "grün zange rohr nordsee", "This is not the same as above."),
    ] {
        let answer = one.posts("/dashboard/password", &[("old", old), ("new", new), ("again", again)]).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{sentence}");
        let html = answer.text().await.expect("text");
        assert!(html.contains(sentence) && !html.contains(new) && !html.contains(PASSWORD), "{html}");
    }
    assert_eq!(other.opens("/dashboard/requests").await.status(), StatusCode::OK, "nothing has changed so far");
    let changed = one.posts("/dashboard/password", &[("old", PASSWORD), ("new", NEW), ("again", NEW)]).await;
    assert_eq!(place_of(&changed), "/dashboard/sessions?notice=password-changed");
    assert_eq!(one.opens("/dashboard/requests").await.status(), StatusCode::OK, "this one goes on");
    assert_eq!(other.opens("/dashboard/requests").await.status(), StatusCode::SEE_OTHER);
    let login = |password| [("email", "chef@example.org"), ("password", password)];
    assert_eq!(one.posts("/dashboard/login", &login(PASSWORD)).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(one.posts("/dashboard/login", &login(NEW)).await.status(), StatusCode::SEE_OTHER);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_finds_an_open_dashboard_cannot_guess_the_password() {
    let app = TestApp::start_with(|config| config.rate_limits = true).await;
    app.merchant().await;
    let person = Person::logs_in(&app).await;
    let mut last = StatusCode::OK;
    for _ in 0..7 {
        let guess =
            [("old", "geraten, und lang"), ("new", "grün zange rohr ostsee"), ("again", "grün zange rohr ostsee")];
        last = person.posts("/dashboard/password", &guess).await.status();
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_session_is_over() {
    let app = TestApp::start().await;
    app.merchant().await;
    let (one, other) = (Person::logs_in(&app).await, Person::logs_in(&app).await);
    assert_eq!(other.opens("/dashboard/requests").await.status(), StatusCode::OK);
    let out = one.posts("/dashboard/logout", &[]).await;
    assert_eq!(out.status(), StatusCode::SEE_OTHER);
    assert_eq!(
        one.opens("/dashboard/requests").await.status(),
        StatusCode::SEE_OTHER,
        "the old cookie is worth nothing"
    );
    assert_eq!(other.opens("/dashboard/requests").await.status(), StatusCode::OK);
    app.ends().await;
}
