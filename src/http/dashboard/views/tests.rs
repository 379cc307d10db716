//! Every page in every language.

use super::sample;
use super::*;
use crate::domain::carriage::Carriage;
use crate::domain::language::Language;
use askama::Template;
use std::path::Path;

/// With `PAYLINK_WRITE_SAMPLES=<folder>` the pages are also written there, with the files they need, to be looked at.
#[test]
fn every_page_renders_in_every_language() {
    #[expect(
        clippy::disallowed_methods,
        reason = "a switch for people who look at the pages, not a setting of the program"
    )]
    let folder = std::env::var("PAYLINK_WRITE_SAMPLES").ok();
    for language in Language::OF_DASHBOARD {
        for (name, html) in sample::pages(language) {
            let what = format!("{name} in {}", language.tag());
            assert!(html.contains("</"), "{what} is empty");
            assert!(!html.contains(" style=") && !html.contains("<style"), "{what}: the CSP forbids inline style");
            assert!(!html.contains(" on") || !html.contains("onclick"), "{what}: the CSP forbids inline script");
            let whole = html.starts_with("<!doctype html>");
            assert!(!whole || html.contains("<link rel=\"icon\" href=\"/"), "{what}: a browser asks for one more file");
            assert!(whole || name == "live", "{what} is no page");
            if let Some(folder) = &folder {
                write(Path::new(folder), &format!("{name}.{}.html", language.tag()), &html);
            }
        }
    }
    if let Some(folder) = &folder {
        for file in assets::FILES {
            write(Path::new(folder), file.name, file.body);
        }
    }
}

/// Addresses of files become relative, so that the pages work from a folder.
fn write(folder: &Path, name: &str, text: &str) {
    std::fs::create_dir_all(folder).unwrap();
    let prefix = assets::address("");
    std::fs::write(folder.join(name), text.replace(&prefix, "")).unwrap();
}

#[test]
fn what_people_write_is_never_markup() {
    let mut data = sample::details::detail_open();
    data.request.terms.description = Some("<script>alert(1)</script>".into());
    data.payer.name = Some("\"><img src=x>".into());
    let html = DetailPage::new(sample::parts::frame(Language::De), &data).render().unwrap();
    assert!(!html.contains("<script>alert") && !html.contains("<img"));
    assert!(html.contains("&#60;script&#62;alert(1)"));
}

#[test]
fn forms_that_would_be_refused_are_not_shown() {
    let html = |role| {
        let frame = Frame { role, ..sample::parts::frame(Language::En) };
        DetailPage::new(frame, &sample::details::detail_late()).render().unwrap()
    };
    assert!(html(crate::domain::user::Role::Owner).contains("/decision\""));
    assert!(!html(crate::domain::user::Role::Viewer).contains("/decision\""));
}

#[test]
fn the_fragment_changes_its_version_with_what_it_shows() {
    let frame = sample::parts::frame(Language::De);
    let data = sample::details::detail_open();
    let version = live_version(&frame, &data);
    assert_eq!(version, live_version(&frame, &data));
    assert_eq!(DetailLive::new(frame.clone(), &data).version(), version);
    assert_ne!(
        version,
        live_version(&frame, &DetailData { carriage: Carriage::of(data.request.amount_due(), []), ..data.clone() })
    );
    let mut expired = frame.clone();
    expired.now = data.request.terms.expires_at;
    assert_ne!(version, live_version(&expired, &data));
    let mut opened = data.clone();
    opened.events.push(data.events[0].clone());
    assert_ne!(version, live_version(&frame, &opened));
}

#[test]
fn a_notice_has_a_sentence_in_every_language() {
    for language in Language::OF_DASHBOARD {
        for notice in Notice::ALL {
            let frame = Frame { notice: Some(*notice), ..sample::parts::frame(language) };
            assert!(!frame.notice_text().is_empty());
            assert_eq!(Notice::of(notice.word()), Some(*notice));
        }
    }
}
