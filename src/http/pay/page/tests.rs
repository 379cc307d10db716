//! Every page in every language, and what each may and may not say.

use super::samples::{Scene, at, every_page, late, money, payment, ways};
use super::scenes::scenes;
use super::*;
use crate::domain::channel::Channel;
use crate::domain::method::Method;
use crate::domain::payment::{FailureCode, PaymentState};
use crate::domain::time::parse_date;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

fn german(scene: &Scene) -> String {
    render(&scene.input(Language::De)).html
}

/// Every page and every variant, in every language.
pub(super) fn gallery() -> Vec<(String, RenderedPage)> {
    let mut pages = Vec::new();
    for language in Language::ALL {
        let tag = language.tag();
        pages.extend(every_page(language).into_iter().map(|(name, page)| (format!("{name}.{tag}"), page)));
        pages.extend(scenes().iter().map(|(name, scene)| (format!("{name}.{tag}"), render(&scene.input(language)))));
        for problem in Problem::ALL {
            let page = render_problem(language, problem, None);
            pages.push((format!("problem-{}.{tag}", page.status), page));
        }
        for (name, talk) in talks() {
            pages.push((format!("talk-{name}.{tag}"), render_talk(&Scene::open().input(language), &talk)));
        }
        for (name, remark) in [("changed", Remark::Changed), ("not-offered", Remark::NotOffered)] {
            pages.push((format!("open-{name}.{tag}"), render_remarking(&Scene::open().input(language), remark)));
        }
    }
    pages
}

fn talks() -> Vec<(&'static str, Talk)> {
    let day = |text| parse_date(text).unwrap();
    let sent = |channel, to: &str| Talk::NewLink(NewLink::Sent(channel, to.to_owned()));
    vec![
        ("opt-out-ask", Talk::OptOut(OptOut::Ask(Channel::Sms))),
        ("opt-out-done", Talk::OptOut(OptOut::Done(Channel::Email))),
        ("opt-out-nowhere", Talk::OptOut(OptOut::Nowhere)),
        ("later-ask", Talk::Later(Later::Choose(vec![day("2026-12-17"), day("2026-12-19"), day("2026-12-23")]))),
        ("later-done", Talk::Later(Later::Done(day("2026-12-19")))),
        ("later-refused", Talk::Later(Later::Refused)),
        ("new-link-sms", sent(Channel::Sms, "••• 678")),
        ("new-link-email", sent(Channel::Email, "e•••@example.org")),
        ("new-link-refused", Talk::NewLink(NewLink::Refused)),
    ]
}

/// `PAYLINK_WRITE_SAMPLES=folder cargo test --lib pay::page` writes them to look at.
#[test]
fn every_page_is_written_in_every_language() {
    let folder = option_env!("PAYLINK_WRITE_SAMPLES");
    for (name, page) in gallery() {
        let html = &page.html;
        assert!(html.starts_with("<!doctype html>"), "{name}");
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        assert_eq!(html.matches("<main>").count(), 1, "{name}");
        assert!(html.contains(&format!("<html lang=\"{}\"", &name[name.len() - 2..])), "{name}");
        assert!(!html.contains("pay-") && !html.contains("method-"), "{name} shows the key of a text");
        assert!(!html.contains(" style=") && !html.contains("onclick"), "{name}: the policy forbids it");
        assert!(!html.contains("//") || !html.contains("src=\"http"), "{name} loads from elsewhere");
        assert_eq!(page.refreshes, html.contains("refresh.js"), "{name}");
        assert!(
            html.contains("<link rel=\"icon\" href=\"data:image/svg+xml,"),
            "{name}: a browser asks for one more file"
        );
        if let Some(folder) = folder {
            std::fs::create_dir_all(folder).unwrap();
            std::fs::write(format!("{folder}/{name}.html"), html).unwrap();
        }
    }
}

#[test]
fn every_page_fits_into_the_first_round_trip() {
    for (name, page) in gallery() {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(page.html.as_bytes()).unwrap();
        let size = gzip.finish().unwrap().len();
        assert!(size < 7 * 1024, "{name} is {size} bytes compressed");
    }
}

#[test]
fn every_text_of_the_page_is_used() {
    let sources = [
        include_str!("../../../../templates/layouts/pay.html"),
        include_str!("../../../../templates/components/pay.html"),
        include_str!("../../../../templates/pay/open.html"),
        include_str!("../../../../templates/pay/declined.html"),
        include_str!("../../../../templates/pay/preparing.html"),
        include_str!("../../../../templates/pay/checking.html"),
        include_str!("../../../../templates/pay/processing.html"),
        include_str!("../../../../templates/pay/paid.html"),
        include_str!("../../../../templates/pay/expired.html"),
        include_str!("../../../../templates/pay/cancelled.html"),
        include_str!("../../../../templates/pay/problem.html"),
        include_str!("../../../../templates/pay/unpayable.html"),
        include_str!("apart.rs"),
        include_str!("closed.rs"),
        include_str!("facts.rs"),
        include_str!("files.rs"),
        include_str!("frame.rs"),
        include_str!("join.rs"),
        include_str!("../../../../templates/pay/join.html"),
        include_str!("moved.rs"),
        include_str!("paid.rs"),
        include_str!("talk.rs"),
        include_str!("payable.rs"),
        include_str!("unpayable.rs"),
        include_str!("waiting.rs"),
    ]
    .concat();
    let made: BTreeSet<String> = ["processing", "clarifying"]
        .iter()
        .flat_map(|what| ["headline", "money", "then"].map(|part| format!("pay-{what}-{part}")))
        .chain(
            ["rate-limited", "unavailable", "refused"]
                .iter()
                .flat_map(|what| ["headline", "then"].map(|part| format!("pay-problem-{what}-{part}"))),
        )
        .chain(
            [
                "ask-headline-sms",
                "ask-headline-email",
                "ask-then",
                "done-headline-sms",
                "done-headline-email",
                "done-then",
            ]
            .iter()
            .chain(&["nowhere-headline", "nowhere-then", "button-sms", "button-email"])
            .map(|part| format!("pay-opt-out-{part}")),
        )
        .chain(
            ["ask", "done", "refused"]
                .iter()
                .flat_map(|what| ["headline", "then"].map(|part| format!("pay-later-{what}-{part}"))),
        )
        .chain(["sms", "email"].map(|channel| format!("pay-new-link-then-{channel}")))
        .chain(["sms", "email"].map(|channel| format!("pay-told-no-{channel}")))
        .chain(
            ["by-sms", "by-email", "asked-headline", "too-late-headline", "too-late-then"]
                .iter()
                .chain(&["confirm-headline-sms", "confirm-headline-email", "done-headline-sms", "done-headline-email"])
                .chain(&["done-then-sms", "done-then-email"])
                .map(|part| format!("pay-join-{part}")),
        )
        .collect();
    for line in include_str!("../../../i18n/de/pay.ftl").lines() {
        let Some((key, _)) = line.split_once(" =").filter(|_| line.starts_with("pay-")) else { continue };
        assert!(sources.contains(&format!("\"{key}\"")) || made.contains(key), "{key} is used nowhere");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for (name, scene) in scenes() {
        assert_eq!(german(&scene), german(&scene.clone()), "{name}");
    }
}

#[test]
fn what_a_merchant_writes_is_never_markup() {
    let scene = Scene::open().with(|scene| {
        let evil = "<script>alert(\"1\")</script>' onclick=x".to_owned();
        scene.request.terms.description = Some(evil.clone());
        scene.request.terms.reference = Some(evil.clone());
        scene.payer = Some(evil.clone());
        *scene = scene.clone().attaching(&[(&evil, 1)]);
        let profile = &mut scene.profile;
        profile.display_name = evil.clone();
        profile.legal_name = Some(evil.clone());
        profile.town = Some(evil.clone());
        profile.accent = "red}</style><script>".into();
        profile.support.phone = Some(evil.clone());
        profile.support.email = Some(evil.clone());
        profile.support.hours = Some(evil);
        profile.imprint_url = Some("javascript:alert(1)".into());
        profile.privacy_url = Some("https://example.org/\"><script>".into());
    });
    for html in [german(&scene), german(&Scene { now: at("2028-01-01T00:00:00Z"), ..scene.clone() })] {
        for markup in ["<script>", "javascript:", "alert(\"", "' onclick"] {
            assert!(!html.contains(markup), "{markup} in {html}");
        }
    }
}

#[test]
fn an_open_page_asks_for_what_is_due() {
    let html = german(&Scene::open());
    assert!(html.contains("119,00\u{a0}€ bezahlen</button>"));
    assert!(html.contains("Fällig am Samstag, 19.\u{a0}Dezember 2026"));
    assert!(html.contains("Die Zahlung nimmt Stripe entgegen."));
    assert!(html.contains("action=\"/p/AAAAAAAAAAAAAAAAAAAAAA/checkout\""));
    assert!(html.contains("name=\"version\" value=\"1\"") && html.contains("name=\"method\" value=\"any\""));
    assert!(html.contains("15.\u{a0}März 2027</dd>"), "payable until midnight means until that day");
    assert!(!html.contains("type=\"radio\"") && !html.contains("Testmodus") && !html.contains("refresh"));
    let part = german(&Scene::open().and(money(5_000, 5_000)));
    assert!(
        part.contains("69,00\u{a0}€ bezahlen</button>")
            && part.contains("Schon bezahlt: 50,00\u{a0}€ von 119,00\u{a0}€.")
    );
    let english = render(&Scene::open().input(Language::En)).html;
    assert!(english.contains("Pay €119.00</button>") && english.contains("Due on Saturday, 19\u{a0}December 2026"));
}

#[test]
fn a_choice_of_methods_is_a_group_of_radio_buttons() {
    let html = german(&Scene { ways: ways(&[Method::Card, Method::Paypal]), ..Scene::open() });
    assert_eq!(html.matches("type=\"radio\"").count(), 2);
    assert_eq!(html.matches(" checked").count(), 1);
    assert!(html.contains("<legend") && !html.contains("type=\"hidden\" name=\"method\""));
    let one = german(&Scene { ways: ways(&[Method::Card]), ..Scene::open() });
    assert!(one.contains("type=\"hidden\" name=\"method\" value=\"card\""));
}

#[test]
fn previews_name_nobody_and_no_amount() {
    for (name, page) in gallery() {
        for line in
            page.html.lines().filter(|line| line.contains("property=\"og:") || line.contains("name=\"description\""))
        {
            for told in ["Klempnerei", "119", "LI-", "Mustermann"] {
                assert!(!line.contains(told), "{name}: {line}");
            }
        }
    }
}

#[test]
fn a_declined_page_says_that_no_money_was_taken() {
    for (code, why) in [
        (FailureCode::Declined, "Die Bank hat die Zahlung abgelehnt"),
        (FailureCode::InsufficientFunds, "reichte für diesen Betrag nicht aus"),
        (FailureCode::AuthenticationFailed, "nicht abgeschlossen"),
        (FailureCode::DebitFailed, "nicht eingelöst"),
        (FailureCode::ProviderRefused, "Stripe konnte die Zahlung nicht annehmen"),
        (FailureCode::Other, "nicht genannt"),
    ] {
        let html = german(&Scene::declined(code));
        assert!(html.contains("Es wurde kein Geld abgebucht.") && html.contains(why), "{code:?}");
        assert!(html.contains("Erneut versuchen: 119,00\u{a0}€</button>"));
    }
}

#[test]
fn nothing_untrue_is_said_about_money() {
    const NONE: &str = "Es wurde kein Geld abgebucht.";
    let none_taken =
        [Scene::expired(), Scene::open().cancelled(), Scene::expired().and(payment(PaymentState::Cancelled))];
    for scene in none_taken {
        assert!(german(&scene).contains(NONE));
    }
    let unknown = [PaymentState::Open, PaymentState::Closing].map(payment);
    for scene in unknown.into_iter().flat_map(|p| [Scene::expired().and(p.clone()), Scene::open().cancelled().and(p)]) {
        let html = german(&scene);
        assert!(html.contains("steht noch nicht fest") && !html.contains("kein Geld abgebucht"));
        assert!(html.contains("refresh.js"), "it looks for news");
    }
    let abandoned = german(&Scene::expired().and(payment(PaymentState::Abandoned)));
    assert!(abandoned.contains("Uns ist keine Zahlung bekannt.") && !abandoned.contains(NONE));
    let part = german(&Scene::expired().and(money(5_000, 5_000)));
    assert!(
        part.contains("Schon bezahlt: 50,00\u{a0}€ von 119,00\u{a0}€. Der Rest (69,00\u{a0}€)") && !part.contains(NONE)
    );
    let late = german(&Scene::expired().and(late(11_900)));
    assert!(late.contains("Klempnerei Nord klärt das mit Ihnen") && !late.contains(NONE));
    assert!(!german(&Scene::processing()).contains(NONE) && !german(&Scene::checking()).contains(NONE));
}

#[test]
fn a_paid_page_is_a_receipt() {
    let html = german(&Scene::paid());
    assert!(html.contains("119,00\u{a0}€ bezahlt</h1>") && html.contains("Sie müssen nichts weiter tun"));
    for fact in
        ["LI-748925", "E. Mustermann", "Klempnerei Nord GmbH", "16.\u{a0}Dezember 2026, 14:32", "Visa •••• 4242"]
    {
        assert!(html.contains(&format!("{fact}</dd>")), "{fact}");
    }
    assert!(!html.contains("<form"), "never payable again");
}

#[test]
fn files_are_offered_where_the_details_are_shown() {
    let named: BTreeMap<String, RenderedPage> = gallery().into_iter().collect();
    for (name, told) in [("open", "PDF, 48\u{a0}KB"), ("paid", "PDF, 48\u{a0}KB"), ("expired", "PDF, 1,2\u{a0}MB")] {
        let html = &named[&format!("{name}-attachment.de")].html;
        let link = "href=\"/p/AAAAAAAAAAAAAAAAAAAAAA/attachments/att_00000000000000000000000000000001\"";
        assert!(html.contains(">Anhänge</h2>") && html.contains(link) && html.contains(told), "{name}: {html}");
    }
    assert!(named["expired-attachment.en"].html.contains("PDF, 1.2\u{a0}MB"));
    for (name, page) in named {
        assert_eq!(page.html.contains("class=\"files\""), name.contains("-attachment"), "{name}");
    }
}

#[test]
fn only_open_and_declined_pages_can_be_paid() {
    for (name, page) in gallery() {
        let payable = ["open", "declined", "preparing"].iter().any(|word| name.starts_with(word));
        assert_eq!(page.html.contains("/checkout\""), payable, "{name}");
    }
}

#[test]
fn surplus_and_refunds_are_told() {
    let told = |wanted: &str, text: &str| {
        let (_, scene) = scenes().into_iter().find(|(name, _)| *name == wanted).unwrap();
        let html = german(&scene);
        assert!(html.contains(text), "{wanted} lacks {text:?}");
    };
    told("paid-twice", "Zu viel bezahlt: 119,00\u{a0}€. Der Betrag wird Ihnen erstattet");
    told(
        "paid-surplus-back",
        "Zu viel bezahlt: 20,00\u{a0}€. Der Betrag wurde am 18.\u{a0}Dezember\u{a0}2026 erstattet.",
    );
    told("paid-surplus-failed", "Die Erstattung von 20,00\u{a0}€ hat noch nicht geklappt.");
    told("paid-surplus-asked", "Klempnerei Nord entscheidet, was damit geschieht.");
    told("paid-partly-back", "hat Ihnen 30,00\u{a0}€ am 18.\u{a0}Dezember\u{a0}2026 erstattet.");
    told("refunded", "119,00\u{a0}€ erstattet</h1>");
    told("refunding", "Erstattung unterwegs: 119,00\u{a0}€</h1>");
    told(
        "expired-late-back",
        "Eine Zahlung von 119,00\u{a0}€ ging ein, als dieser Link nicht mehr gültig war. Sie wird Ihnen erstattet",
    );
    told("clarifying", "Klempnerei Nord entscheidet, ob der Betrag angenommen");
    told("clarifying-foreign", "ging in einer anderen Währung ein");
    told("clarifying-foreign", "CHF");
    told("paid-partly-back", "<dt>Erstattet am 18.\u{a0}Dezember\u{a0}2026</dt>");
    told("refunding", "<dt>Erstattung unterwegs</dt>");
}

#[test]
fn a_page_is_valid_until_the_clock_changes_it() {
    let valid = |scene: &Scene| render(&scene.input(Language::De)).valid_until.to_rfc3339();
    assert_eq!(valid(&Scene::open()), "2026-12-16T23:00:00Z", "midnight in Flensburg");
    let ends_today = Scene::open().with(|scene| scene.request.terms.expires_at = at("2026-12-16T15:00:00Z"));
    assert_eq!(valid(&ends_today), "2026-12-16T15:00:00Z");
}

#[test]
fn a_countdown_counts_days_of_the_calendar() {
    let shown = |expires: &str, now: &str| {
        let counting = |scene: &mut Scene| {
            scene.request.terms.expires_at = at(expires);
            scene.request.terms.countdown_days = Some(7);
            scene.request.terms.due_date = None;
        };
        german(&Scene::open().with(counting).at(now)).replace('\u{a0}', " ")
    };
    let midnight = "2027-03-15T23:00:00Z";
    for (expires, now, sentence) in [
        (midnight, "2027-03-15T22:59:00Z", "Nur noch heute zahlbar"),
        (midnight, "2027-03-14T23:00:00Z", "Nur noch heute zahlbar"),
        // Thirty hours before the end.
        (midnight, "2027-03-14T17:00:00Z", "Nur noch bis morgen zahlbar"),
        (midnight, "2027-03-12T08:00:00Z", "Noch 3 Tage zahlbar, bis 15. März 2027"),
        (midnight, "2027-03-09T08:00:00Z", "Noch 6 Tage zahlbar, bis 15. März 2027"),
        ("2027-03-15T15:00:00Z", "2027-03-15T08:00:00Z", "Nur noch heute bis 16:00 Uhr zahlbar"),
        ("2027-03-15T15:00:00Z", "2027-03-14T08:00:00Z", "Nur noch bis morgen, 16:00 Uhr, zahlbar"),
        ("2027-03-15T15:00:00Z", "2027-03-13T08:00:00Z", "Noch 2 Tage zahlbar, bis 15. März 2027, 16:00"),
    ] {
        let html = shown(expires, now);
        assert!(html.contains(sentence), "{now}: {html}");
    }
    assert!(!shown(midnight, "2027-03-08T22:00:00Z").contains("Noch 7 Tage"), "the last seven days only");
}

#[test]
fn an_overdue_request_names_the_day_that_was_still_in_time() {
    let scene = Scene::open().with(|scene| scene.request.terms.due_date = parse_date("2026-10-27"));
    assert!(german(&scene).replace('\u{a0}', " ").contains("War am 27. Oktober 2026 fällig"));
}

#[test]
fn statuses_are_those_of_http() {
    assert_eq!(render_not_found(Language::De).status, 404);
    assert_eq!(render(&Scene::expired().input(Language::De)).status, 200);
    assert_eq!(Problem::ALL.map(|problem| render_problem(Language::En, problem, None).status), [429, 503, 500, 400]);
}

#[test]
fn waiting_pages_look_for_news_where_there_are_some() {
    let scene = Scene::checking();
    let input = scene.input(Language::De);
    let news = |html: &str, url: &str| {
        assert!(html.contains(&format!("content=\"10;url=/p/AAAAAAAAAAAAAAAAAAAAAA{url}?lang=de\"></noscript>")));
        assert!(html.contains(&format!("data-url=\"/p/AAAAAAAAAAAAAAAAAAAAAA{url}?lang=de\"")));
    };
    news(&render(&input).html, "");
    news(&render_checking(&input).html, "/return");
    news(&render_preparing(&input, Method::Paypal).html, "/return");
    let preparing = render_preparing(&Scene::open().input(Language::De), Method::Paypal).html;
    assert!(!preparing.contains("refresh"), "the open page would take its place");
    assert!(preparing.contains("name=\"method\" value=\"paypal\"") && preparing.contains("Weiter zu Stripe</button>"));
    assert_ne!(render(&input).html, german(&Scene::processing()));
}

#[test]
fn where_nobody_takes_payments_there_is_no_button_but_a_word() {
    for scene in [Scene::unpayable(), Scene::unpayable().and(Scene::declined(FailureCode::Other).payments.remove(0))] {
        let input = scene.input(Language::De);
        for page in [render(&input), render_remarking(&input, Remark::NotOffered)] {
            assert_eq!(page.status, 200);
            assert!(page.html.contains("Gerade ist keine Online-Zahlung möglich</h1>"), "{}", page.html);
            assert!(page.html.contains("Es wurde kein Geld abgebucht.") && page.html.contains("tel:+494611234567"));
            assert!(page.html.contains("119,00\u{a0}€") && !page.html.contains("<button"));
        }
    }
    let open = german(&Scene::unpayable().and(payment(PaymentState::Open)));
    assert!(open.contains("steht noch nicht fest") && !open.contains("kein Geld abgebucht"));
    let part = german(&Scene::unpayable().and(money(5_000, 5_000)));
    assert!(part.contains("Schon bezahlt: 50,00\u{a0}€ von 119,00\u{a0}€.") && !part.contains("nicht mehr"));
}

#[test]
fn what_is_known_meanwhile_takes_the_place_of_waiting() {
    for scene in [Scene::paid(), Scene::expired(), Scene::processing()] {
        let input = scene.input(Language::De);
        for waited in [render_preparing(&input, Method::Card), render_checking(&input)] {
            assert_eq!(waited.html, render(&input).html);
        }
    }
    let cancelled = Scene::open().and(payment(PaymentState::Cancelled));
    assert!(render_checking(&cancelled.input(Language::De)).html.contains("bezahlen</button>"), "nothing is unknown");
    let open = Scene::open().and(payment(PaymentState::Open));
    assert!(render_checking(&open.input(Language::De)).html.contains("steht noch nicht fest"));
}

#[test]
fn a_declined_try_speaks_for_itself_only_where_others_are_not_known() {
    let failed = Scene::declined(FailureCode::Declined).payments.remove(0);
    for earlier in [payment(PaymentState::Abandoned), money(5_000, 5_000)] {
        let html = german(&Scene::open().and(earlier).and(failed.clone()));
        assert!(html.contains("Bei diesem Versuch wurde kein Geld abgebucht."));
        assert!(!html.contains("Es wurde kein Geld abgebucht."));
    }
}
