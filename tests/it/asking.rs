//! Asking from the dashboard: a tick does what it says, the page after it tells what goes out, and what cannot go out is told before.

use crate::dashboard::{Person, place_of};
use crate::support::{Merchant, TestApp, days};
use paylink::domain::channel::Channel;
use paylink::domain::consent::ConsentSource;
use paylink::domain::ids::PaymentRequestId;
use paylink::domain::message::{Message, MessageState};
use paylink::domain::purpose::Purpose;
use paylink::domain::time::{Zone, date_text};
use paylink::operations::read_messages::read_messages_of;
use paylink::operations::record_consent::{Saying, record_consent};
use reqwest::StatusCode;

const PHONE: &str = "+4915112345678";
const MAIL: &str = "erika@example.org";

fn in_days(app: &TestApp, number: u64) -> String {
    let zone = Zone::named("Europe/Berlin").expect("a zone");
    date_text(zone.date(app.context().now().plus(days(number))))
}

/// Fills in the form, with both addresses of the payer, and shows the page that follows.
async fn asks(merchant: &Merchant<'_>, person: &Person<'_>, more: &[(&str, &str)]) -> (StatusCode, String, String) {
    let scope = format!("{}/test", merchant.scope.merchant);
    let mut form = vec![("scope", scope.as_str()), ("amount", "10"), ("currency", "EUR")];
    form.extend([("payer.phone", PHONE), ("payer.email", MAIL)]);
    form.extend(more);
    let answer = person.posts("/dashboard/requests", &form).await;
    if answer.status() != StatusCode::SEE_OTHER {
        return (answer.status(), String::new(), answer.text().await.expect("text"));
    }
    let place = place_of(&answer);
    let page = person.opens(&place).await.text().await.expect("text").replace('\u{a0}', " ");
    (StatusCode::SEE_OTHER, place, page)
}

async fn messages(merchant: &Merchant<'_>, place: &str) -> Vec<Message> {
    let id = place.split('/').next_back().and_then(|end| end.split('?').next()).expect("an id");
    let id: PaymentRequestId = id.parse().expect("an id");
    read_messages_of(merchant.app.context(), merchant.scope, id).await.expect("messages")
}

fn planned(messages: &[Message]) -> Vec<(Purpose, Channel, MessageState)> {
    messages.iter().map(|message| (message.purpose, message.channel, message.state)).collect()
}

async fn opts_out(merchant: &Merchant<'_>) {
    let saying = Saying::no_more(Channel::Sms, PHONE, ConsentSource::Phone);
    record_consent(merchant.app.context(), merchant.scope, saying).await.expect("a withdrawal");
}

#[tokio::test(flavor = "multi_thread")]
async fn to_remind_alone_sends_nothing_now_and_the_page_says_when_it_will() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let person = Person::logs_in(&app).await;
    let due = in_days(&app, 30);
    let (_, place, page) = asks(&merchant, &person, &[("due_date", &due), ("remind", "on")]).await;
    use MessageState::Scheduled;
    assert_eq!(
        planned(&messages(&merchant, &place).await),
        [
            (Purpose::Reminder1, Channel::Sms, Scheduled),
            (Purpose::Reminder2, Channel::Sms, Scheduled),
            (Purpose::DueToday, Channel::Sms, Scheduled)
        ]
    );
    assert!(page.contains("Gesendet ist noch nichts"), "{page}");
    assert!(page.contains("Geplant: Erinnerung am ") && page.contains(" per SMS"), "{page}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn to_send_by_sms_and_to_remind_sends_one_sms_and_asks_for_nothing_more() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let person = Person::logs_in(&app).await;
    let due = in_days(&app, 30);
    let ticks = [("due_date", due.as_str()), ("remind", "on"), ("send_sms", "on")];
    let (_, place, page) = asks(&merchant, &person, &ticks).await;
    let all = messages(&merchant, &place).await;
    let now: Vec<&Message> = all.iter().filter(|message| message.purpose == Purpose::Request).collect();
    assert_eq!(now.len(), 1, "{all:?}");
    assert_eq!((now[0].channel, all.len()), (Channel::Sms, 4));
    assert!(page.contains("Sie wird jetzt per SMS gesendet") && !page.contains("noch nichts"), "{page}");
    assert!(page.contains("Wird gerade gesendet.") && !page.contains("button main\" href=\"sms:"), "{page}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn reminders_that_would_never_come_are_told_at_their_field() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let person = Person::logs_in(&app).await;
    let (status, _, page) = asks(&merchant, &person, &[("remind", "on"), ("send_sms", "on")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("due-date-error") && page.contains("Ohne Fälligkeit gibt es keine Erinnerungen."), "{page}");
    let today = in_days(&app, 0);
    let (status, _, page) = asks(&merchant, &person, &[("remind", "on"), ("due_date", &today)]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Bis dahin ist keine Erinnerung mehr möglich."), "{page}");
    let due = in_days(&app, 30);
    let nowhere = [("remind", "on"), ("due_date", due.as_str()), ("payer.phone", ""), ("payer.email", "")];
    let scope = format!("{}/test", merchant.scope.merchant);
    let mut form = vec![("scope", scope.as_str()), ("amount", "10"), ("currency", "EUR")];
    form.extend(nowhere);
    let page = person.posts("/dashboard/requests", &form).await.text().await.expect("text");
    assert!(page.contains("payer-phone-error") && page.contains("Erinnerungen brauchen ein Ziel"), "{page}");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_opted_out_cannot_be_sent_to_by_hand_and_the_button_says_why() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let person = Person::logs_in(&app).await;
    opts_out(&merchant).await;
    let (status, _, page) = asks(&merchant, &person, &[("send_sms", "on")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Diese Person hat SMS abbestellt."), "{page}");
    let (_, place, page) = asks(&merchant, &person, &[]).await;
    let off = "<span class=\"button is-off\">Per SMS senden</span>";
    assert!(page.contains(off) && !page.contains("name=\"channel\" value=\"sms\""), "{page}");
    assert!(
        page.contains("name=\"channel\" value=\"email\"") && page.contains("Der Zahler möchte keine SMS."),
        "{page}"
    );
    let at = place.split('?').next().expect("a place");
    let sent = person.posts(&format!("{at}/messages"), &[("channel", "sms"), ("purpose", "request")]).await;
    assert!(place_of(&sent).ends_with("notice=cannot-opted-out"), "{}", place_of(&sent));
    assert_eq!(messages(&merchant, &place).await.len(), 0, "nothing is planned that could not go out");
    let told = person.opens(&place_of(&sent)).await.text().await.expect("text");
    assert!(told.contains("Nicht gesendet: Der Zahler hat Nachrichten auf diesem Kanal abbestellt."), "{told}");
    let sent = person.posts(&format!("{at}/messages"), &[("channel", "email"), ("purpose", "request")]).await;
    assert!(place_of(&sent).ends_with("notice=message-on-its-way"));
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn amounts_are_taken_as_they_stand_on_an_invoice_and_found_again() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let person = Person::logs_in(&app).await;
    let scope = format!("{}/test", merchant.scope.merchant);
    let other = [("scope", scope.as_str()), ("amount", "119,00 €"), ("currency", "CHF")];
    let refused = person.posts("/dashboard/requests", &other).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let refused = refused.text().await.expect("text");
    assert!(refused.contains("Der Betrag nennt eine andere Währung. Gewählt ist CHF."), "{refused}");
    for (amount, currency, name) in
        [("1.234,50 €", "EUR", "Anna"), ("€ 89,90", "EUR", "Berta"), ("119", "JPY", "Clara"), ("119,00", "EUR", "Dora")]
    {
        let form = [("scope", scope.as_str()), ("amount", amount), ("currency", currency), ("payer.name", name)];
        assert_eq!(person.posts("/dashboard/requests", &form).await.status(), StatusCode::SEE_OTHER, "{amount}");
    }
    let phone = [("scope", scope.as_str()), ("amount", "7"), ("currency", "EUR"), ("payer.name", "Emil")];
    let phone = [&phone[..], &[("payer.phone", PHONE)]].concat();
    assert_eq!(person.posts("/dashboard/requests", &phone).await.status(), StatusCode::SEE_OTHER);
    for (q, found) in [
        ("1.234,50 €", &["Anna"][..]),
        ("1234,50", &["Anna"]),
        ("89,90", &["Berta"]),
        ("119", &["Clara", "Dora"]),
        ("119,00", &["Dora"]),
        ("0151 12345", &["Emil"]),
        ("+49 151 123", &["Emil"]),
        ("0049 151 12345678", &["Emil"]),
        ("Dora 119", &["Dora"]),
        ("Anna 119", &[]),
        ("0160 9", &[]),
    ] {
        let q: String = url::form_urlencoded::byte_serialize(q.as_bytes()).collect();
        let list = person.opens(&format!("/dashboard/requests?q={q}")).await.text().await.expect("text");
        for name in ["Anna", "Berta", "Clara", "Dora", "Emil"] {
            let row = format!("<td class=\"c-payer\">{name}<");
            assert_eq!(list.contains(&row), found.contains(&name), "{q}: {name}");
        }
    }
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_past_due_date_and_a_huge_amount_are_asked_about_once() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let person = Person::logs_in(&app).await;
    let zone = Zone::named("Europe/Berlin").expect("a zone");
    let ago = |number| date_text(zone.date(app.context().now().minus(days(number))));
    let (week, ancient) = (ago(7), ago(6 * 366));
    let scope = format!("{}/test", merchant.scope.merchant);
    let form = async |more: &[(&str, &str)]| {
        let form = [&[("scope", scope.as_str()), ("currency", "EUR")][..], more].concat();
        let answer = person.posts("/dashboard/requests", &form).await;
        (answer.status(), answer.text().await.expect("text"))
    };
    let (status, page) = form(&[("amount", "10"), ("due_date", &week)]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let tick = format!("name=\"sure_due_date\" value=\"{week}\"");
    assert!(page.contains(&tick) && page.contains("Dieser Tag ist schon vorbei."), "{page}");
    let sure = [("due_date", week.as_str()), ("sure_due_date", week.as_str())];
    let (status, page) = form(&[&[("amount", "abc")][..], &sure].concat()).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains(&format!("type=\"hidden\" {tick}")), "it was confirmed already: {page}");
    assert_eq!(form(&[&[("amount", "10")][..], &sure].concat()).await.0, StatusCode::SEE_OTHER);
    let (status, page) = form(&[("amount", "10"), ("due_date", &ancient), ("sure_due_date", &ancient)]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("höchstens fünf Jahre"), "{page}");
    let much = ("amount", "1.000.000.000,00");
    let (status, page) = form(&[much]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Das ist ungewöhnlich viel.") && page.contains("name=\"sure_amount\""), "{page}");
    assert_eq!(form(&[much, ("sure_amount", much.1)]).await.0, StatusCode::SEE_OTHER);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_payer_has_said_stays_on_the_page() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let asked = merchant.requests_with(|draft| draft.payer.phone = Some(PHONE.to_owned())).await;
    let payer = app.payer();
    let page = payer.opens(&asked.link).await;
    assert!(page.says("Später erinnern") && !page.says("Wir erinnern Sie am"), "{}", page.html);
    let day = in_days(&app, 3);
    assert!(payer.posts(&format!("{}/reminder", asked.link), &[("day", &day)]).await.says("Wir erinnern Sie am"));
    let page = payer.opens(&asked.link).await;
    assert!(page.says("Wir erinnern Sie am") && page.says("Anderen Tag wählen"), "{}", page.html);
    payer.posts(&format!("{}/opt-out", asked.link), &[("channel", "sms")]).await;
    let page = payer.opens(&asked.link).await;
    assert!(page.says("Sie haben SMS von") && page.can_be_paid(), "{}", page.html);
    assert!(!page.says("Wir erinnern Sie am") && !page.says("/reminder"), "nothing would come: {}", page.html);
    let other = merchant.requests_with(|draft| draft.payer.email = Some(MAIL.to_owned())).await;
    payer.posts(&format!("{}/reminder", other.link), &[("day", &day)]).await;
    assert!(payer.opens(&other.link).await.says("Wir erinnern Sie am"));
    app.passes(days(4));
    assert!(!app.payer().opens(&other.link).await.says("Wir erinnern Sie am"), "that day is past");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_planned_stands_apart_from_what_was_sent() {
    let app = TestApp::start().await;
    let merchant = app.merchant().await;
    let person = Person::logs_in(&app).await;
    let due = in_days(&app, 30);
    asks(&merchant, &person, &[("due_date", &due), ("remind", "on"), ("send_sms", "on")]).await;
    app.works().await;
    let shows = async |place: &str| person.opens(place).await.text().await.expect("text");
    let (sent, planned) = (shows("/dashboard/messages").await, shows("/dashboard/messages?list=planned").await);
    let kept = shows("/dashboard/messages?list=kept").await;
    let threads = |html: &str| html.matches("class=\"thread\"").count();
    assert_eq!((threads(&sent), threads(&planned), threads(&kept)), (0, 3, 1), "no sender is set up, so it was kept");
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_does_not_exist_keeps_the_way_on() {
    let app = TestApp::start().await;
    app.merchant().await;
    let person = Person::logs_in(&app).await;
    let missing = person.opens("/dashboard/requests/pr_00000000000000000000000000000042").await;
    assert_eq!(missing.status(), StatusCode::NOT_FOUND);
    let page = missing.text().await.expect("text");
    for place in ["/dashboard/requests", "/dashboard/inbox", "/dashboard/contacts", "/dashboard/messages"] {
        assert!(page.contains(&format!("href=\"{place}\"")), "{page}");
    }
    app.ends().await;
}
