//! All that payers are written, filled in, to be read aloud in one piece a language: `reading/<language>.snap`.

use super::defaults::template;
use super::facts::Facts;
use super::letter::{Letter, email_plain};
use super::purpose::{Purpose, Slot};
use super::segments::measure;
use super::sign_up::{SignUpFacts, default_wording, sign_up_text};
use super::template::render;
use crate::domain::channel::Channel;
use crate::domain::direct_message::DirectPurpose;
use crate::domain::language::Language;
use crate::domain::money::{Currency, Money};
use crate::domain::time::parse_date;
use crate::i18n::typography::{Set, faults};
use crate::i18n::{formats, text};

const MERCHANT: &str = "Klempnerei Nord";

/// Of a text that is filled in with as little as there can be.
const BARE: &str = ", little known";

/// As a message of the language would have it.
fn facts(language: Language) -> Facts {
    let (money, day) = (
        |minor| Some(formats::plain_money(language, Money::new(minor, Currency::EUR))),
        |day| Some(formats::plain_day(language, parse_date(day).unwrap())),
    );
    let (name, purpose) = match language {
        Language::De => ("Erika Mustermann", "Wartung der Heizung"),
        Language::En => ("Mary Miller", "Boiler service"),
        Language::Fr => ("Marie Dupont", "Entretien chaudière"),
        Language::Nl => ("Anna de Vries", "Onderhoud ketel"),
        Language::It => ("Maria Rossi", "Manutenzione caldaia"),
        Language::Es => ("Carmen Serrano", "Mantenimiento de la caldera"),
        Language::Pl => ("Łukasz Wójcik", "Przegląd kotła"),
    };
    Facts {
        language: Some(language),
        payer_name: Some(name.to_owned()),
        description: Some(purpose.to_owned()),
        // One of anything is where verbs and nouns stop agreeing.
        amount: money(100),
        amount_due: money(100),
        amount_paid: money(100),
        amount_refunded: money(100),
        due_date: day("2026-12-08"),
        expires_at: day("2027-03-11"),
        ..Facts::sample()
    }
}

fn write(language: Language, purpose: Purpose, slot: Slot, facts: &Facts) -> String {
    render(template(language, purpose, slot), slot, facts).unwrap()
}

/// Everything that is written in one language: how it is set, what it is, its text.
fn written(language: Language) -> Vec<(Set, String, String)> {
    let (known, mut all) = (facts(language), Vec::new());
    let bare = Facts { language: Some(language), ..Facts::sparse_sample() };
    let page_only = Facts { can_reply: false, description: None, ..known.clone() };
    for purpose in Purpose::templated() {
        for (kind, facts) in [("", &known), (", no answers", &page_only), (BARE, &bare)] {
            let sms = write(language, purpose, Slot::Sms, facts);
            all.push((Set::Plain, format!("{} by SMS{kind}", purpose.word()), sms));
        }
        for (kind, facts) in [("", &known), (BARE, &bare)] {
            let (subject, text) = (Slot::EmailSubject, Slot::EmailText);
            let (subject, text) = (write(language, purpose, subject, facts), write(language, purpose, text, facts));
            let letter = Letter {
                language,
                purpose,
                merchant_name: MERCHANT,
                subject: &subject,
                text: &text,
                link: facts.link.as_deref(),
                amount: facts.amount_due.as_deref(),
                opt_out_link: facts.opt_out_link.as_deref(),
                imprint_url: Some("https://example.org/imprint"),
                privacy_url: Some("https://example.org/privacy"),
                live: false,
            };
            let plain = email_plain(&letter);
            all.push((Set::Printed, format!("{} by mail{kind}", purpose.word()), format!("{subject}\n\n{plain}")));
        }
    }
    all.extend(signing_up(language));
    all
}

fn signing_up(language: Language) -> Vec<(Set, String, String)> {
    let mut all = Vec::new();
    for channel in [Channel::Sms, Channel::Email] {
        let agreed = default_wording(channel, language, MERCHANT);
        all.push((Set::Printed, format!("agreed to by {channel}"), agreed));
        for purpose in DirectPurpose::ALL {
            for can_reply in [true, false] {
                let link = "https://pay.example/join/yes/AbCd";
                let facts = SignUpFacts { merchant: MERCHANT, link, can_reply: Some(can_reply) };
                let told = sign_up_text(*purpose, channel, language, facts);
                let whole = [told.subject.unwrap_or_default(), told.text].join("\n");
                let set = if channel == Channel::Sms { Set::Plain } else { Set::Printed };
                let name = format!("{} by {channel}, answers: {can_reply}", purpose.word());
                all.push((set, name, whole.trim().to_owned()));
            }
        }
    }
    all
}

#[test]
fn all_that_is_written_to_payers_can_be_read_in_one_piece_a_language() {
    for language in Language::ALL {
        let mut page = String::new();
        for (set, name, text) in written(language).into_iter().filter(|(_, name, _)| !name.ends_with(BARE)) {
            let cost = if set == Set::Plain { format!(" [parts: {}]", measure(&text).parts) } else { String::new() };
            page += &format!("## {name}{cost}\n{text}\n\n");
        }
        insta::with_settings!({ snapshot_path => "reading", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(language.tag(), page);
        });
    }
}

#[test]
fn what_is_written_is_set_as_its_language_sets_it() {
    let mut wrong = Vec::new();
    for language in Language::ALL {
        for (set, name, text) in written(language) {
            // Paragraphs are parted by empty lines; the mark of a signature ends with a blank by its standard.
            let text = text.replace("-- \n", "").replace("*** ", "").replace(" ***", "");
            wrong.extend(faults(language, set, &text).into_iter().map(|fault| format!("{name}: {fault}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Lower case, without what an SMS does not have.
fn spoken(language: Language, text: &str) -> String {
    let plain = super::segments::normalise(&language.in_plain_letters(text));
    plain.to_lowercase()
}

#[test]
fn each_of_the_two_dates_has_one_name_on_the_page_in_mails_by_sms_and_on_the_dashboard() {
    for language in Language::ALL {
        let facts = facts(language);
        let (due, end) = (facts.due_date.clone().unwrap(), facts.expires_at.clone().unwrap());
        let (due_label, end_label) = (text(language, "pay-due"), text(language, "pay-payable-until"));
        for purpose in Purpose::templated().filter(|purpose| purpose.asks_for_money()) {
            let mail = write(language, purpose, Slot::EmailText, &facts);
            let sms = write(language, purpose, Slot::Sms, &facts);
            for line in mail.lines().chain(sms.lines()) {
                let (said, place) = (spoken(language, line), format!("{} {}", language.tag(), purpose.word()));
                let (says_due, says_end) =
                    (spoken(language, &due_label), spoken(language, end_label.trim_end_matches(['\u{a0}', ' '])));
                assert!(!line.contains(&due) || said.starts_with(&says_due), "{place}: {line}");
                let mixed = [" ", ": ", " : "].map(|between| format!("{says_due}{between}{end}"));
                assert!(!mixed.iter().any(|mixed| said.contains(mixed)), "{place}: {line}");
                assert!(
                    !line.contains(&end) || said.contains("link") || said.contains("lien") || said.contains("enlace")
                );
                assert!(!sms.contains(&end) || spoken(language, &sms).contains(&says_end), "{place}: {sms}");
            }
        }
        let shared = crate::i18n::text_with(language, "share-due", &[("when", due.as_str().into())]);
        assert!(shared.starts_with(&due_label) && shared.contains(&due), "{shared}");
        if language.is_of_dashboard() {
            for (key, label) in [
                ("dash-field-due-date", &due_label),
                ("dash-terms-due", &due_label),
                ("dash-placeholder-due-date", &due_label),
                ("dash-field-expires-on", &end_label),
                ("dash-terms-expires", &end_label),
                ("dash-placeholder-expires-at", &end_label),
            ] {
                assert_eq!(&text(language, key), label, "{key} in {}", language.tag());
            }
        }
    }
}

#[test]
fn no_reminder_counts_or_claims_what_may_never_have_been_sent() {
    for (language, claims) in [
        (Language::De, ["zweit", "dritt", "2. ", "3. ", "bereits", "erneut", "weitere", "trotz"].as_slice()),
        (Language::En, &["second", "third", "2nd", "before", "again", "another", "in spite"]),
        (Language::Fr, &["2e", "3e", "deuxi", "troisi", "déjà", "nouveau", "malgré"]),
        (Language::Nl, &["2e", "3e", "tweede", "derde", "al een", "al herinnerd", "opnieuw", "ondanks"]),
        (Language::It, &["secondo", "terzo", "già inviato", "nuovo", "nonostante"]),
        (Language::Es, &["segundo", "tercer", "ya le", "nuevo", "a pesar"]),
        (Language::Pl, &["drugie", "trzecie", "już jedno", "ponown", "kolejn", "mimo"]),
    ] {
        for purpose in [Purpose::Reminder1, Purpose::Reminder2, Purpose::Reminder3, Purpose::LastNotice] {
            for slot in Slot::ALL.iter().copied() {
                let text = write(language, purpose, slot, &facts(language)).to_lowercase();
                for claim in claims {
                    assert!(!text.contains(claim), "{claim:?} in {} {}: {text}", language.tag(), purpose.word());
                }
            }
        }
    }
}

#[test]
fn whoever_cannot_answer_is_told_by_sms_how_messages_end() {
    // By a link where it fits, else by the number that takes questions as well.
    for (language, word) in [
        (Language::De, "abmelden: +49 461"),
        (Language::En, "opt-out: +49 461"),
        (Language::Fr, "stop : +49 461"),
        (Language::Nl, "afmelden: +49 461"),
        (Language::It, "stop sms: +49 461"),
        (Language::Es, "baja: +49 461"),
        (Language::Pl, "rezygnacja: +49 461"),
    ] {
        let link = |path: &str| Some(format!("https://p.nord.de/{path}"));
        for opt_out in [link("o/A"), link(&format!("p/{}/opt-out?channel=sms", "A".repeat(22)))] {
            let known = Facts { can_reply: false, link: link("A"), opt_out_link: opt_out, ..facts(language) };
            for purpose in [Purpose::Request, Purpose::Reminder1, Purpose::NewLink] {
                let text = write(language, purpose, Slot::Sms, &Facts { description: None, ..known.clone() });
                let (ends, asks) = (text.find("/o"), text.find("+49 461"));
                assert!(ends.is_some() || text.to_lowercase().contains(word), "{text}");
                assert!(ends.is_none() || asks.is_none() || ends < asks, "{text}");
                assert_eq!(measure(&text).parts, 1, "{text}");
            }
        }
    }
}

#[test]
fn a_polish_name_costs_no_second_part_where_the_text_keeps_to_plain_letters() {
    let known = facts(Language::Pl);
    let text = write(Language::Pl, Purpose::Request, Slot::Sms, &known);
    assert!(text.starts_with("Dzien dobry, Lukasz Wojcik. ") && text.contains("tytulem: Przeglad kotla"), "{text}");
    assert_eq!(measure(&text).parts, 1);
    // In a mail a name is written as its bearer writes it; so it is by SMS in any other language, in a wording with marks of its own, and
    // where nothing would be saved.
    assert!(write(Language::Pl, Purpose::Request, Slot::EmailText, &known).contains("Łukasz Wójcik"));
    let german = Facts { language: Some(Language::De), ..known.clone() };
    assert!(write(Language::De, Purpose::Request, Slot::Sms, &german).contains("Łukasz Wójcik"));
    let own = "Cześć {{ payer.name }}: {{ link }}";
    assert!(render(own, Slot::Sms, &known).unwrap().contains("Łukasz Wójcik"));
    let with_code = Facts { reference: Some("Ż-17".to_owned()), ..known };
    let coded = "{{ payer.name }}, {{ reference }}: {{ link }}";
    assert!(render(coded, Slot::Sms, &with_code).unwrap().contains("Łukasz Wójcik, Ż-17"));
}
