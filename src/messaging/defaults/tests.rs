use super::*;
use crate::messaging::facts::Facts;
use crate::messaging::segments::{Encoding, measure};
use crate::messaging::template::{check, render};
use std::collections::BTreeMap;

/// As long as an ordinary case gets: a pay link of 37 characters, names of 20, a description of 25.
fn long() -> Facts {
    let some = |text: &str| Some(text.to_owned());
    Facts {
        payer_name: some("Maximilian Musterman"),
        merchant_name: "Klempnerei Nord GmbH".to_owned(),
        amount: some("1.234,56 €"),
        amount_due: some("1.234,56 €"),
        amount_paid: some("1.234,56 €"),
        amount_refunded: some("1.234,56 €"),
        description: some("Wartung der Heizung 2026."),
        link: some("https://p.nord.de/AbCdEfGhIjKlMnOpQrS"),
        ..Facts::sample()
    }
}

/// Every kind of sender: answers come in, a phone is known, only the opt-out page is, nothing is.
fn senders(facts: Facts) -> [Facts; 4] {
    let one_way = Facts { can_reply: false, ..facts.clone() };
    let page_only = Facts { support_phone: None, support_email: None, ..one_way.clone() };
    let nothing = Facts { opt_out_link: None, ..page_only.clone() };
    [facts, one_way, page_only, nothing]
}

fn all() -> impl Iterator<Item = (Language, Purpose)> {
    Language::ALL.into_iter().flat_map(|language| {
        Purpose::ALL.iter().filter(|purpose| purpose.has_template()).map(move |purpose| (language, *purpose))
    })
}

fn sms(language: Language, purpose: Purpose, facts: &Facts) -> String {
    let facts = Facts { language: Some(language), ..facts.clone() };
    render(template(language, purpose, Slot::Sms), Slot::Sms, &facts).unwrap()
}

#[test]
fn every_default_is_there_and_stands_the_check() {
    for (language, purpose) in all() {
        for slot in Slot::ALL.iter().copied() {
            let source = template(language, purpose, slot);
            let place = format!("{} {} {}", language.tag(), purpose.word(), slot.word());
            assert!(!source.is_empty(), "{place} is missing");
            assert!(!source.contains('@'), "{place} names a piece that is not there: {source}");
            if let Err(errors) = check(source, slot, purpose) {
                panic!("{place}: {errors:?}\n{source}");
            }
        }
    }
}

#[test]
fn every_sms_is_one_part_of_the_gsm_alphabet() {
    let facts = long();
    let lengths = [&facts.payer_name, &facts.description, &facts.link].map(|text| text.as_ref().unwrap().len());
    assert_eq!((lengths, facts.merchant_name.len()), ([20, 25, 37], 20));
    for (language, purpose) in all() {
        for facts in senders(long()) {
            let text = sms(language, purpose, &facts);
            let segments = measure(&text);
            assert_eq!((segments.encoding, segments.parts), (Encoding::Gsm7, 1), "{} {text}", language.tag());
        }
    }
}

#[test]
fn an_sms_that_asks_for_money_names_payer_merchant_amount_and_link_whole() {
    for (language, purpose) in all().filter(|(_, purpose)| purpose.asks_for_money()) {
        for facts in senders(long()) {
            let text = sms(language, purpose, &facts);
            for whole in ["Maximilian Musterman", "Klempnerei Nord GmbH", "1.234,56 €", "/AbCdEfGhIjKlMnOpQrS"] {
                assert!(text.contains(whole), "{} {}: {text}", language.tag(), purpose.word());
            }
            if purpose == Purpose::Request {
                assert!(text.contains("Wartung"), "{}: {text}", language.tag());
            }
        }
    }
}

#[test]
fn an_answer_is_promised_only_where_answers_arrive() {
    for (language, purpose) in all() {
        let links = (Some("https://p.nord.de/A".to_owned()), Some("https://p.nord.de/o/A".to_owned()));
        let facts =
            Facts { payer_name: None, description: None, link: links.0, opt_out_link: links.1, ..Facts::sample() };
        let [answers, phone, page, nothing] = senders(facts).map(|facts| sms(language, purpose, &facts));
        let place = format!("{} {}", language.tag(), purpose.word());
        for text in [&phone, &page, &nothing] {
            assert!(!text.contains("STOP") && !text.contains("START"), "{place}: {text}");
        }
        match purpose {
            Purpose::OptOutConfirmed => assert!(answers.contains("START"), "{place}: {answers}"),
            Purpose::Help => assert!(answers.contains("STOP") && answers.contains("1234567"), "{place}: {answers}"),
            // The day on which the link ends comes first.
            Purpose::LastNotice => assert!(answers.contains("STOP"), "{place}: {answers}"),
            _ => assert!(answers.contains("STOP") && page.contains("/o/"), "{place}: {answers} / {page}"),
        }
        let helps = phone.contains("+49 461 1234567") || phone.contains("/o/");
        assert!(helps || purpose == Purpose::LastNotice, "{place}: {phone}");
    }
}

#[test]
fn nothing_hangs_loose_where_little_is_known() {
    for (language, purpose) in all() {
        for slot in Slot::ALL.iter().copied() {
            let text = render(template(language, purpose, slot), slot, &Facts::sparse_sample()).unwrap();
            let place = format!("{} {} {}: {text}", language.tag(), purpose.word(), slot.word());
            assert!(
                !text.contains("  ") && !text.contains(" ,") && !text.contains(" .") && !text.contains("()"),
                "{place}"
            );
            assert!(!text.contains("\n\n\n") && !text.contains(",,"), "{place}");
        }
    }
}

#[test]
fn the_text_of_an_email_holds_the_link_on_a_line_of_its_own() {
    for (language, purpose) in all() {
        let text = render(template(language, purpose, Slot::EmailText), Slot::EmailText, &Facts::sample()).unwrap();
        let lines = text.lines().filter(|line| line.contains("https://"));
        let links: Vec<&str> = lines.collect();
        if purpose.is_answer() {
            assert!(links.is_empty(), "{text}");
        } else {
            assert_eq!(
                links,
                ["https://pay.example/p/AbCdEfGhIjKlMnOpQrStUv"],
                "{} {}",
                language.tag(),
                purpose.word()
            );
        }
        assert!(text.contains("Klempnerei Nord") && text.contains("Erika Mustermann"), "{text}");
    }
}

#[test]
fn a_name_that_needs_other_letters_costs_a_part_and_loses_none() {
    // Where all cannot be one part, the description goes before a third one is paid for.
    let facts = Facts { payer_name: Some("Łukasz Wójcik".to_owned()), ..long() };
    let text = sms(Language::De, Purpose::Request, &facts);
    let segments = measure(&text);
    assert!(text.contains("Łukasz Wójcik") && text.contains("Klempnerei Nord GmbH"), "{text}");
    assert_eq!((segments.encoding, segments.parts), (Encoding::Ucs2, 2), "{text}");
    assert_eq!(segments.dearer.iter().map(|(c, _)| *c).collect::<String>(), "Łó");
}

#[test]
fn no_default_is_written_twice_or_under_an_unknown_title() {
    for language in Language::ALL {
        let titles =
            source(language).lines().filter_map(|line| line.strip_prefix("== ")).filter(|title| title.contains('/'));
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for title in titles {
            *seen.entry(title).or_default() += 1;
        }
        let worded = Purpose::ALL.iter().filter(|purpose| purpose.has_template()).count();
        assert_eq!(seen.len(), worded * Slot::ALL.len(), "{}", language.tag());
        assert!(seen.values().all(|times| *times == 1), "{}: {seen:?}", language.tag());
        assert_eq!(read(language, source(language)).len(), seen.len(), "{}", language.tag());
    }
}

#[test]
fn wordings_shout_and_threaten_nowhere() {
    for (language, purpose) in all() {
        for slot in Slot::ALL.iter().copied() {
            let text = template(language, purpose, slot);
            assert!(!text.contains('!'), "{text}");
            assert!(!["Mahn", "Inkasso", "Anwalt", "Gericht"].iter().any(|word| text.contains(word)), "{text}");
        }
    }
}

/// Every SMS on one page, with what is left of its part: for an ordinary case, for a long one, and for a sender that hears nothing.
#[test]
fn all_sms_can_be_read_on_one_page() {
    let mut page = String::new();
    for (language, purpose) in all() {
        let one_way = Facts { can_reply: false, ..Facts::sample() };
        for facts in [Facts::sample(), long(), one_way] {
            let text = sms(language, purpose, &facts);
            page +=
                &format!("{} {:17} {:3}  {text}\n", language.tag(), purpose.word(), measure(&text).left_in_last_part);
        }
    }
    insta::with_settings!({ snapshot_path => ".", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("sms", page);
    });
}
