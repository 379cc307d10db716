use super::*;
use crate::messaging::defaults::template;
use crate::messaging::facts::Facts;
use crate::messaging::purpose::Slot;
use crate::messaging::template::render;

const LINK: &str = "https://pay.example/p/AbCdEfGhIjKlMnOpQrStUv";

fn letter(text: &str) -> Letter<'_> {
    Letter {
        language: Language::De,
        purpose: Purpose::Request,
        merchant_name: "Klempnerei Nord & Söhne",
        subject: "Klempnerei Nord bittet um 119,00 €",
        text,
        link: Some(LINK),
        amount: Some("119,00 €"),
        opt_out_link: Some("https://pay.example/o/xyz"),
        imprint_url: Some("https://klempnerei-nord.example/impressum"),
        privacy_url: None,
        live: true,
    }
}

#[test]
fn the_line_with_the_link_becomes_the_button() {
    let text = format!("Guten Tag,\n\nhier bezahlen Sie:\n{LINK}\n\nFreundliche Grüße\nKlempnerei Nord");
    let html = email_html(&letter(&text));
    assert!(html.contains(&format!("<a href=\"{LINK}\" style=\"display:inline-block")));
    assert_eq!(html.matches(">119,00 € bezahlen</a>").count(), 1);
    assert!(html.contains(">hier bezahlen Sie:</p>"));
    assert!(html.contains("Freundliche Grüße<br>Klempnerei Nord</p>"));
    assert!(html.starts_with("<!doctype html>\n<html lang=\"de\""));
}

#[test]
fn a_link_within_a_sentence_still_gets_its_button() {
    let html = email_html(&letter(&format!("Bitte zahlen Sie hier: {LINK} Danke.")));
    assert_eq!(html.matches(">119,00 € bezahlen</a>").count(), 1);
    let without = email_html(&Letter { link: None, ..letter("Hallo") });
    assert!(!without.contains("bezahlen</a>"));
}

#[test]
fn what_people_wrote_never_becomes_markup() {
    let text = "<b>Hallo</b> & \"willkommen\"\n<script>alert(1)</script>\njavascript:alert(1)";
    let html = email_html(&Letter {
        merchant_name: "<i>Nord</i>",
        subject: "</title><script>",
        amount: Some("<u>1</u>"),
        link: Some("https://pay.example/\"><script>"),
        ..letter(text)
    });
    for evil in ["<b>", "<i>", "<u>", "<script", "</title><", "\"><script"] {
        assert!(!html.contains(evil), "{evil}");
    }
    assert_eq!(html.matches("</title>").count(), 1);
}

#[test]
fn the_foot_says_why_and_how_it_ends() {
    let letter = letter("Hallo");
    let (html, plain) = (email_html(&letter), email_plain(&letter));
    assert!(html.contains("weil Klempnerei Nord &#38; Söhne Ihnen"), "{html}");
    assert!(html.contains("<a href=\"https://pay.example/o/xyz\" style=\"color:#59626d\">Keine E-Mails mehr von"));
    assert!(html.contains(">Impressum</a>") && !html.contains(">Datenschutz</a>"));
    assert_eq!(
        plain,
        "Hallo\n\n-- \nSie erhalten diese E-Mail, weil Klempnerei Nord & Söhne Ihnen eine Zahlungsanfrage gesendet hat.\n\
         Keine E-Mails mehr von Klempnerei Nord & Söhne: https://pay.example/o/xyz\n\
         Impressum: https://klempnerei-nord.example/impressum\n"
    );
}

#[test]
fn the_test_mode_shows() {
    let test = Letter { live: false, ..letter("Hallo") };
    assert!(email_html(&test).contains(">Testmodus: Es fließt kein Geld</td>"));
    assert!(email_plain(&test).starts_with("*** Testmodus: Es fließt kein Geld ***\n\nHallo"));
    assert!(!email_html(&letter("Hallo")).contains("Testmodus"));
}

#[test]
fn nothing_is_loaded_from_anywhere() {
    let html = email_html(&letter("Hallo"));
    for tag in ["<img", "<link", "<script", "url(", "@import", "src="] {
        assert!(!html.contains(tag), "{tag}");
    }
}

#[test]
fn every_default_becomes_an_email_in_every_language() {
    let facts = Facts::sample();
    for language in Language::ALL {
        for purpose in Purpose::ALL.iter().copied() {
            let write = |slot| render(template(language, purpose, slot), slot, &facts).unwrap();
            let (subject, text) = (write(Slot::EmailSubject), write(Slot::EmailText));
            let link = facts.link.as_deref().filter(|_| !purpose.is_answer());
            let letter = Letter { language, purpose, subject: &subject, text: &text, link, ..letter("") };
            let html = email_html(&letter);
            let buttons = html.matches("display:inline-block").count();
            assert_eq!(buttons, usize::from(link.is_some()), "{} {}", language.tag(), purpose.word());
            assert!(!html.contains(['{', '}']) || html.matches('{').count() == html.matches('}').count());
            assert!(!html.contains("{amount}") && !html.contains("{merchant}"));
            assert!(html.len() < 12_000, "mail programs cut long letters off");
            if purpose.asks_for_money() {
                assert!(letter.button().contains("119,00 €"), "{}", letter.button());
            }
        }
    }
}
