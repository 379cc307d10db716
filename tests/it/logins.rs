//! Log-ins and what ends them: a new password, another log-in, time; and what happens when too many come at once.

use crate::dashboard::{Person, place_of};
use crate::support::{PASSWORD, TestApp, days};
use futures_util::future::join_all;
use paylink::domain::ids::UserId;
use paylink::operations::change_password::{NewPassword, change_own_password, change_password};
use paylink::operations::log_in::{Attempt, find_session, list_sessions, log_in};
use paylink::operations::setup_merchant::find_user;
use paylink::operations::{Context, OperationError, Outcome};
use paylink::store::session::LoginSession;
use reqwest::StatusCode;
use std::collections::BTreeSet;

const NEW: &str = "grün zange rohr ostsee";
const CHEF: &str = "chef@example.org";

async fn tries(context: &Context, password: &str) -> Outcome<String> {
    let (email, password) = (CHEF.to_owned(), password.to_owned());
    log_in(context, Attempt { email, password, ip: None, user_agent: None, presented: None }).await
}

async fn chef(context: &Context) -> UserId {
    find_user(context, CHEF).await.expect("an answer").expect("a user").id
}

/// The sessions that somebody has after years with many devices, each like the one behind that secret.
async fn has_many(context: &Context, secret: &str, count: u8) {
    let like = find_session(context, secret).await.expect("an answer").expect("a session").session;
    for number in 0..count {
        let id = context.random.uuid(context.now());
        let hash = id.as_bytes().repeat(2);
        let session = LoginSession { id, user_agent: Some(format!("device {number}")), ..like.clone() };
        context
            .store
            .transact((hash, session), |db, (hash, session)| Box::pin(db.insert_session(hash, session)))
            .await
            .expect("a session");
    }
}

async fn count(context: &Context) -> usize {
    let user = chef(context).await;
    list_sessions(context, user, None, 1000).await.expect("sessions").0.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_every_session_however_many_there_are() {
    let app = TestApp::start().await;
    app.merchant().await;
    let context = app.context();
    let secret = tries(context, PASSWORD).await.expect("a session");
    has_many(context, &secret, 130).await;
    assert_eq!(count(context).await, 131);
    let found = find_session(context, &secret).await.expect("an answer").expect("a session");
    let typed = NewPassword { old: PASSWORD.to_owned(), new: NEW.to_owned(), again: NEW.to_owned() };
    change_own_password(context, &found.user, found.session.id, typed).await.expect("it is changed");
    assert_eq!(count(context).await, 1, "only the one that changed it goes on");
    assert!(find_session(context, &secret).await.expect("an answer").is_some());
    has_many(context, &secret, 110).await;
    change_password(context, CHEF, PASSWORD.to_owned()).await.expect("it is changed");
    assert_eq!(count(context).await, 0, "whoever operates it ends all of them");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_log_in_under_way_does_not_outlive_a_new_password() {
    let app = TestApp::start().await;
    app.merchant().await;
    for round in 0..4 {
        let (old, new) = if round % 2 == 0 { (PASSWORD, NEW) } else { (NEW, PASSWORD) };
        let under_way: Vec<_> = (0..14)
            .map(|_| {
                let context = app.context().clone();
                tokio::spawn(async move { tries(&context, old).await })
            })
            .collect();
        change_password(app.context(), CHEF, new.to_owned()).await.expect("it is changed");
        for tried in join_all(under_way).await {
            match tried.expect("it ends") {
                Ok(secret) => {
                    let found = find_session(app.context(), &secret).await.expect("an answer");
                    assert!(found.is_none(), "a session on the old password lives on");
                }
                Err(OperationError::Forbidden) => {}
                Err(error) => panic!("{error}"),
            }
        }
        assert_eq!(count(app.context()).await, 0);
    }
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_change_a_password_at_once_the_second_is_told_that_the_old_one_is_wrong() {
    let app = TestApp::start().await;
    app.merchant().await;
    let context = app.context();
    let secret = tries(context, PASSWORD).await.expect("a session");
    let before = find_session(context, &secret).await.expect("an answer").expect("a session");
    change_password(context, CHEF, NEW.to_owned()).await.expect("it is changed");
    // Whoever read the user before that believes the old password to be the current one.
    let other = "vier kleine frösche singen".to_owned();
    let typed = NewPassword { old: PASSWORD.to_owned(), new: other.clone(), again: other.clone() };
    let refused = change_own_password(context, &before.user, before.session.id, typed).await;
    let Err(OperationError::Invalid(faults)) = refused else { panic!("{refused:?}") };
    assert_eq!(faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect::<Vec<_>>(), [("old", "wrong")]);
    assert!(tries(context, &other).await.is_err());
    assert!(tries(context, NEW).await.is_ok());
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_after_thirty_days_of_daily_use_and_after_fourteen_of_none() {
    let app = TestApp::start().await;
    app.merchant().await;
    let (daily, seldom) = (Person::logs_in(&app).await, Person::logs_in(&app).await);
    for day in 1..30 {
        app.passes(days(1));
        assert_eq!(daily.opens("/dashboard/sessions").await.status(), StatusCode::OK, "day {day}");
    }
    assert_eq!(seldom.opens("/dashboard/sessions").await.status(), StatusCode::SEE_OTHER);
    app.passes(days(1));
    assert_eq!(daily.opens("/dashboard/sessions").await.status(), StatusCode::SEE_OTHER, "day 30");
    assert_eq!(count(app.context()).await, 0);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_log_in_ends_the_session_that_the_browser_had() {
    let app = TestApp::start().await;
    app.merchant().await;
    let (one, other) = (Person::logs_in(&app).await, Person::logs_in(&app).await);
    let again = one.posts("/dashboard/login", &[("email", CHEF), ("password", PASSWORD)]).await;
    assert_eq!(again.status(), StatusCode::SEE_OTHER);
    let cookie = again.headers()["set-cookie"].to_str().expect("text");
    assert!(cookie.contains("Max-Age=2592000"), "the server says when it ends before: {cookie}");
    assert_eq!(one.opens("/dashboard/requests").await.status(), StatusCode::SEE_OTHER, "the old cookie");
    assert_eq!(other.opens("/dashboard/requests").await.status(), StatusCode::OK, "another browser's");
    let wrong = other.posts("/dashboard/login", &[("email", CHEF), ("password", NEW)]).await;
    assert_eq!(wrong.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(other.opens("/dashboard/requests").await.status(), StatusCode::OK, "a wrong password ends nothing");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_session_stands_on_one_of_the_pages() {
    let app = TestApp::start().await;
    app.merchant().await;
    let secret = tries(app.context(), PASSWORD).await.expect("a session");
    has_many(app.context(), &secret, 130).await;
    let person = Person::logs_in(&app).await;
    let (mut place, mut ids, mut pages) = ("/dashboard/sessions".to_owned(), BTreeSet::new(), 0);
    loop {
        let html = person.opens(&place).await.text().await.expect("a page");
        let forms = html.split("action=\"/dashboard/sessions/").skip(1);
        ids.extend(forms.filter_map(|rest| rest.split('/').next()).map(str::to_owned));
        pages += 1;
        let Some((_, rest)) = html.split_once("rel=\"next\" href=\"") else { break };
        place = rest.split('"').next().expect("an address").to_owned();
    }
    assert_eq!((ids.len(), pages), (131, 3), "all but the own one can be ended");
    let last = ids.last().expect("one");
    let ended = person.posts(&format!("/dashboard/sessions/{last}/revoke"), &[]).await;
    assert_eq!(place_of(&ended), "/dashboard/sessions?notice=session-revoked");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_is_wrong_with_a_new_password_is_said_together() {
    let app = TestApp::start().await;
    app.merchant().await;
    for (language, sentences) in [
        (
            "de",
            ["Das ist nicht Ihr bisheriges Passwort.", "Das ist zu kurz.", "die zu Ihnen gehören", "nicht dasselbe"],
        ),
        ("en", ["This is not your current password.", "This is too short.", "belong to you", "not the same as above"]),
    ] {
        let person = Person::logs_in(&app).await.speaking(language);
        let form = [("old", "falsch, und lang genug"), ("new", "klempnerei26"), ("again", "anders")];
        let answer = person.posts("/dashboard/password", &form).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let html = answer.text().await.expect("a page");
        for sentence in sentences {
            assert!(html.contains(sentence), "{sentence}: {html}");
        }
    }
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_of_the_person_and_the_business_are_no_passwords() {
    let app = TestApp::start().await;
    app.merchant().await;
    let person = Person::logs_in(&app).await.speaking("en");
    for (new, sentence) in [
        ("KlempnereiNord2026", "belong to you"),
        ("klempnerei-nord-klempnerei-nord", "belong to you"),
        ("chef@example.org1", "belong to you"),
        ("iloveyouiloveyou", "Somebody would try this first"),
        ("1234567890123456", "Somebody would try this first"),
        ("changemechangeme", "Somebody would try this first"),
        ("paylinkpaylink12", "Somebody would try this first"),
    ] {
        let answer = person.posts("/dashboard/password", &[("old", PASSWORD), ("new", new), ("again", new)]).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{new}");
        assert!(answer.text().await.expect("a page").contains(sentence), "{new}");
    }
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn when_too_many_log_in_at_once_the_last_are_asked_to_come_again() {
    let app = TestApp::start().await;
    app.merchant().await;
    let person = Person::logs_in(&app).await.speaking("en");
    let form = [("email", "nobody@example.org"), ("password", "wrong password, and long")];
    let answers = join_all((0..120).map(|_| person.posts("/dashboard/login", &form))).await;
    let mut busy = 0;
    for answer in answers {
        if answer.status() == StatusCode::UNAUTHORIZED {
            continue;
        }
        busy += 1;
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.headers()["retry-after"], "5");
        let html = answer.text().await.expect("a page");
        assert!(html.contains("Too much is happening at once.") && html.contains("nobody@example.org"), "{html}");
    }
    assert!(busy > 0, "the queue has an end");
    let right = [("email", CHEF), ("password", PASSWORD)];
    assert_eq!(person.posts("/dashboard/login", &right).await.status(), StatusCode::SEE_OTHER, "it passes");
    app.ends().await;
}
