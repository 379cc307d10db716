//! What no provider can carry is said when it is asked for, and what only some can carry is not offered where it would lead nowhere.

use crate::dashboard::Person;
use crate::support::program::{Program, asked};
use crate::support::{Merchant, TestApp, days, hours};
use paylink::domain::message_setting::MessageSettings;
use paylink::operations::OperationError;
use paylink::operations::book::Doer;
use paylink::operations::manage_message_accounts::save_message_settings;
use paylink::operations::manage_providers::{Trial, add_provider_account, enable_provider_account};
use paylink::operations::send_new_link::send_new_link;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

/// Stripe at an address where nobody is: nothing here asks it.
async fn app() -> TestApp {
    TestApp::start_with(|config| config.stripe_url = Some("http://127.0.0.1:9/".parse().expect("an address"))).await
}

async fn adds_stripe(merchant: &Merchant<'_>, keys: Value) {
    let context = merchant.app.context();
    add_provider_account(context, merchant.scope, "stripe", "", Some(keys), Trial::Skipped).await.expect("an account");
}

fn keys() -> Value {
    json!({ "secret_key": "sk_test_1" })
}

fn wish(minor: i64, currency: &str) -> Value {
    json!({ "amount": minor, "currency": currency })
}

fn warned(object: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let warnings = object["warnings"].as_array().expect("a list").iter();
    warnings.map(|warning| (text(&warning["field"]), text(&warning["code"]))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stripe_alone_cannot_carry_is_refused_with_the_bound() {
    let app = app().await;
    let merchant = app.merchant().await;
    adds_stripe(&merchant, keys()).await;
    merchant.disables_the_sandbox(true).await;
    let program = Program::of(&merchant);
    for (minor, currency, field, code, detail) in [
        (1_000, "IQD", "currency", "not_carried", "Stripe does not take IQD. Ask in another currency"),
        (1_000, "LYD", "currency", "not_carried", "Stripe does not take LYD."),
        (1_234, "KWD", "amount", "too_fine", "Stripe takes KWD only in steps of 0.010 KWD."),
        (30, "EUR", "amount", "too_small", "Stripe takes at least 0.50 EUR. Ask for another amount"),
        (49, "JPY", "amount", "too_small", "Stripe takes at least 50 JPY."),
        (17_499, "HUF", "amount", "too_small", "Stripe takes at least 175.00 HUF."),
        (100_000_000, "EUR", "amount", "too_large", "Stripe takes at most 999999.99 EUR."),
        (1_000_000, "ISK", "amount", "too_large", "Stripe takes at most 999999 ISK."),
    ] {
        let answer = program.posts("/payment_requests", wish(minor, currency)).await;
        assert_eq!(answer.faults(), [(field.to_owned(), code.to_owned())], "{minor} {currency}: {}", answer.body);
        let told = answer.body["errors"][0]["detail"].as_str().expect("a sentence");
        assert!(told.contains(detail), "{told}");
        assert!(answer.body["errors"][0].get("hindered").is_none(), "{}", answer.body);
    }
    for (minor, currency) in [(50, "EUR"), (99_999_999, "EUR"), (1_230, "KWD"), (50, "JPY"), (30, "GBP")] {
        let answer = program.posts("/payment_requests", wish(minor, currency)).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
        assert_eq!(warned(&answer.body), []);
    }
    // Everything that is wrong is said at once.
    let both =
        program.posts("/payment_requests", json!({ "amount": 30, "currency": "EUR", "payer": { "email": "x" } }));
    assert_eq!(both.await.faults().len(), 2);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_amount_is_not_changed_to_what_nobody_carries() {
    let app = app().await;
    let merchant = app.merchant().await;
    adds_stripe(&merchant, keys()).await;
    merchant.disables_the_sandbox(true).await;
    let program = Program::of(&merchant);
    let made = program.posts("/payment_requests", wish(11_900, "EUR")).await;
    let place = format!("/payment_requests/{}", made.body["id"].as_str().expect("an id"));
    let patched = program.calls(Method::PATCH, &place, Some(json!({ "amount": 30 })), None).await;
    assert_eq!(patched.faults(), [("amount".to_owned(), "too_small".to_owned())]);
    let patched = program.calls(Method::PATCH, &place, Some(json!({ "amount": 3_000 })), None).await;
    assert_eq!((patched.status, warned(&patched.body)), (StatusCode::OK, Vec::new()), "{}", patched.body);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_only_some_carry_is_warned_about_and_offered_by_those_alone() {
    let app = app().await;
    let merchant = app.merchant().await;
    adds_stripe(&merchant, keys()).await;
    let program = Program::of(&merchant);
    let small = program.posts("/payment_requests", wish(30, "EUR")).await;
    assert_eq!(small.status, StatusCode::CREATED, "{}", small.body);
    assert_eq!(warned(&small.body), [("amount".to_owned(), "too_small".to_owned())]);
    let usual = program.posts("/payment_requests", wish(11_900, "EUR")).await;
    assert_eq!(warned(&usual.body), []);
    let read = program.gets(&format!("/payment_requests/{}", small.body["id"].as_str().expect("an id"))).await;
    assert_eq!(read.body["warnings"], small.body["warnings"]);
    let listed = program.gets("/payment_requests").await;
    assert_eq!(warned(&listed.body["data"][1]), warned(&small.body), "{}", listed.body);

    let payer = app.payer();
    let page = payer.opens(&asked(&usual.body).link).await;
    assert!(page.html.contains("value=\"any\"") && page.says("Weitere Zahlungsarten"), "{}", page.html);
    assert!(page.says("über Stripe") && page.says("über Sandbox"), "each way says who takes it: {}", page.html);
    assert!(page.says("wer bei der Zahlungsart steht") && !page.says("Die Zahlung nimmt Sandbox"), "{}", page.html);
    let page = payer.opens(&asked(&small.body).link).await;
    assert!(page.can_be_paid() && !page.html.contains("value=\"any\""), "{}", page.html);
    assert!(page.says("Die Zahlung nimmt Sandbox entgegen."), "{}", page.html);
    let ways = program.gets(&format!("/payment_requests/{}/methods", usual.body["id"].as_str().expect("an id"))).await;
    let taken_by: Vec<_> = ways.body["data"].as_array().expect("a list").iter().map(|way| &way["provider"]).collect();
    assert_eq!(taken_by, ["sandbox", "sandbox", "stripe"]);

    // Who leaves the choice to the provider's page is led to the one that has it.
    let shown = payer.presses_pay_by(&asked(&usual.body), "any").await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.says("Weiter zu Stripe"), "{}", shown.html);
    let payments = merchant.sees_payments(&asked(&usual.body)).await;
    assert_eq!(payments[0].provider.as_deref(), Some("stripe"));
    app.passes_and_works(days(2)).await;
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_way_to_pay_that_knows_another_currency_only_is_not_offered() {
    let app = app().await;
    let merchant = app.merchant().await;
    adds_stripe(&merchant, json!({ "secret_key": "sk_test_1", "methods": ["card", "ideal", "twint"] })).await;
    merchant.disables_the_sandbox(true).await;
    let program = Program::of(&merchant);
    for (currency, offered) in [("EUR", vec!["card", "ideal"]), ("CHF", vec!["card", "twint"]), ("SEK", vec!["card"])] {
        let made = program.posts("/payment_requests", wish(11_900, currency)).await;
        let id = made.body["id"].as_str().expect("an id");
        let ways = program.gets(&format!("/payment_requests/{id}/methods")).await;
        let words: Vec<_> = ways.body["data"].as_array().expect("a list").iter().map(|way| &way["method"]).collect();
        assert_eq!(words, offered, "{currency}");
    }
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_nobody_enabled_it_can_be_asked_for_with_a_warning() {
    let app = app().await;
    let merchant = app.merchant().await;
    merchant.disables_the_sandbox(true).await;
    let program = Program::of(&merchant);
    let made = program.posts("/payment_requests", wish(1_000, "IQD")).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    assert_eq!(warned(&made.body), [(String::new(), "no_provider".to_owned())]);
    adds_stripe(&merchant, keys()).await;
    let id = made.body["id"].as_str().expect("an id");
    let read = program.gets(&format!("/payment_requests/{id}")).await;
    assert_eq!(warned(&read.body), [("currency".to_owned(), "not_carried".to_owned())]);
    let page = app.payer().opens(&asked(&made.body).link).await;
    assert!(page.says("Gerade ist keine Online-Zahlung möglich") && !page.can_be_paid(), "{}", page.html);
    let pressed = app.payer().presses_pay(&asked(&made.body)).await;
    assert!(pressed.says("Es wurde kein Geld abgebucht."), "{}", pressed.html);
    assert!(merchant.sees_payments(&asked(&made.body)).await.is_empty(), "nobody is asked in vain");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sandbox_carries_all_money_but_units_of_account_are_none() {
    let app = app().await;
    let merchant = app.merchant().await;
    let program = Program::of(&merchant);
    for (minor, currency) in [(1, "EUR"), (999_999_999_999, "EUR"), (1_234, "KWD"), (1_000, "IQD"), (1, "VND")] {
        let made = program.posts("/payment_requests", wish(minor, currency)).await;
        assert_eq!((made.status, warned(&made.body)), (StatusCode::CREATED, Vec::new()), "{currency}: {}", made.body);
    }
    for code in ["XXX", "XTS", "XAU", "XDR", "XAD", "CLF", "CHE", "USN", "UYW", "MXV", "EEK", "eur"] {
        let made = program.posts("/payment_requests", wish(11_900, code)).await;
        assert_eq!(made.status, StatusCode::UNPROCESSABLE_ENTITY, "{code}");
        assert_eq!(made.faults()[0].0, "currency", "{code}");
    }
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_says_it_in_the_persons_language() {
    let app = app().await;
    let merchant = app.merchant().await;
    adds_stripe(&merchant, keys()).await;
    let scope = format!("{}/test", merchant.scope.merchant);
    let form = |amount: &'static str| [("scope", scope.as_str()), ("amount", amount), ("currency", "EUR")];
    for (language, refused, warning) in [
        (
            "de",
            "Stripe nimmt höchstens 999.999,99\u{a0}€ an. Bitte fragen Sie einen anderen Betrag an",
            "Stripe nimmt mindestens",
        ),
        ("en", "Stripe takes at most €999,999.99. Please ask for another amount", "Stripe takes at least"),
    ] {
        let person = Person::logs_in(&app).await.speaking(language);
        merchant.disables_the_sandbox(true).await;
        let amount = if language == "de" { "1.000.000,00" } else { "1,000,000.00" };
        let answer = person.uploads("/dashboard/requests", &form(amount), &[]).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let html = answer.text().await.expect("a page");
        assert!(html.contains(refused), "{html}");
        assert!(language == "en" || !html.contains("Stripe takes"), "no word of another language: {html}");
        merchant.disables_the_sandbox(false).await;
        let amount = if language == "de" { "0,30" } else { "0.30" };
        let answer = person.uploads("/dashboard/requests", &form(amount), &[]).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let place = answer.headers()["location"].to_str().expect("text").to_owned();
        let html = person.opens(&place).await.text().await.expect("a page");
        assert!(html.contains(warning), "{html}");
    }
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_new_link_is_sent_that_nobody_could_pay_over() {
    let app = app().await;
    let merchant = app.merchant().await;
    let settings = MessageSettings { new_links: true, ..MessageSettings::default() };
    save_message_settings(app.context(), merchant.scope, settings).await.expect("settings");
    let old = merchant
        .requests_with(|draft| {
            draft.amount = Some(30);
            draft.payer.email = Some("erika@example.org".to_owned());
            draft.expires_at = Some("2026-11-22T12:00:00Z".to_owned());
        })
        .await;
    app.passes_and_works(hours(48)).await;
    adds_stripe(&merchant, keys()).await;
    merchant.disables_the_sandbox(true).await;
    let sent = send_new_link(app.context(), merchant.scope, old.id, Doer::default()).await;
    assert!(matches!(&sent, Err(OperationError::Conflict { detail, .. }) if detail.contains("provider")), "{sent:?}");
    merchant.disables_the_sandbox(false).await;
    send_new_link(app.context(), merchant.scope, old.id, Doer::default()).await.expect("the sandbox takes it");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_tried_before_payers_are_sent_there() {
    let app = app().await;
    let merchant = app.merchant().await;
    let (context, scope) = (app.context(), merchant.scope);
    let added = add_provider_account(context, scope, "stripe", "", Some(keys()), Trial::Real).await;
    let Err(OperationError::Invalid(faults)) = added else { panic!("{added:?}") };
    assert_eq!((faults[0].field.as_str(), faults[0].code), ("credentials", "unreachable"));
    assert!(faults[0].detail.contains("Nothing was stored."), "{}", faults[0].detail);
    let asked = merchant.requests().await;
    let page = app.payer().opens(&asked.link).await;
    assert!(!page.html.contains("value=\"any\"") && page.says("Die Zahlung nimmt Sandbox entgegen."), "{}", page.html);
    let known = add_provider_account(context, scope, "mollie", "", Some(keys()), Trial::Real).await;
    let Err(OperationError::Invalid(faults)) = known else { panic!("{known:?}") };
    assert_eq!(faults[0].detail, "there is no provider mollie; known: sandbox, stripe");
    // What was put away is tried again before it comes back.
    adds_stripe(&merchant, keys()).await;
    let accounts =
        paylink::operations::manage_providers::list_provider_accounts(context, scope).await.expect("accounts");
    let stripe = accounts.iter().find(|account| account.provider == "stripe").expect("the account").id;
    let enabled = enable_provider_account(context, scope, stripe, Trial::Real).await;
    assert!(matches!(&enabled, Err(OperationError::Invalid(faults)) if faults[0].code == "unreachable"), "{enabled:?}");
    let id = merchant.sandbox_account().await;
    assert_eq!(enable_provider_account(context, scope, id, Trial::Real).await.expect("the sandbox is there"), None);
    app.ends().await;
}
