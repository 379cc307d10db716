//! Every page as it is read, without its look, to be read aloud in one piece a language: `reading/<language>.snap`.

use super::samples::profile;
use super::tests::gallery;
use super::{JoinInput, Joined, Typed, render_join, render_joined};
use crate::domain::channel::Channel;
use crate::domain::consent::Wording;
use crate::domain::field::FieldError;
use crate::domain::ids::MerchantId;
use crate::domain::language::Language;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::i18n::typography::{Set, faults};
use crate::messaging::sign_up::default_wording;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The text of a page, an element a line.
fn visible(html: &str) -> String {
    let mut text = html.to_owned();
    for (begin, end) in [("<head>", "</head>"), ("<style", "</style>"), ("<script", "</script>"), ("<svg", "</svg>")] {
        while let Some(from) = text.find(begin) {
            let to = text[from..].find(end).map_or(text.len(), |at| from + at + end.len());
            text.replace_range(from..to, "\n");
        }
    }
    let mut out = String::new();
    let mut in_tag = false;
    for c in text.chars() {
        match c {
            '<' => {
                in_tag = true;
                out.push('\n');
            }
            '>' => in_tag = false,
            c if !in_tag => out.push(c),
            _ => {}
        }
    }
    for (entity, sign) in
        [("&#38;", "&"), ("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("\u{ad}", "")]
    {
        out = out.replace(entity, sign);
    }
    let lines = out.lines().map(|line| line.trim_matches([' ', '\t'])).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// The pages on which people sign up.
fn joins(language: Language) -> Vec<(String, String)> {
    let profile = profile();
    let input = JoinInput { profile: &profile, language, path: "/join/x", live: true };
    let wordings = Channel::ALL.iter().map(|channel| Wording {
        scope: Scope { merchant: MerchantId(Uuid::nil()), live: true },
        channel: *channel,
        language,
        version: 1,
        text: default_wording(*channel, language, &profile.display_name),
        offered: true,
        created_at: Timestamp::from_millis(0),
        created_by: None,
    });
    let wordings: Vec<Wording> = wordings.collect();
    let fault = |field, code| FieldError::new(field, code, "");
    let wrong = [
        vec![fault("payer.name", "invalid"), fault("payer.phone", "invalid"), fault("payer.email", "invalid")],
        vec![fault("payer.phone", "required"), fault("agree", "required")],
        vec![fault("agree", "changed")],
    ];
    let form = |errors: &[FieldError]| visible(&render_join(&input, &wordings, Typed::default(), errors).html);
    let mut pages = vec![("join".to_owned(), form(&[]))];
    pages.extend(wrong.iter().enumerate().map(|(at, errors)| (format!("join-wrong-{at}"), form(errors))));
    let outcomes = [
        ("asked", Joined::Asked),
        ("confirm-sms", Joined::Confirm(Channel::Sms)),
        ("confirm-email", Joined::Confirm(Channel::Email)),
        ("done-sms", Joined::Done(Channel::Sms)),
        ("done-email", Joined::Done(Channel::Email)),
        ("too-late", Joined::TooLate),
    ];
    for (name, what) in outcomes {
        let agreed = wordings.first().map(|wording| wording.text.as_str());
        pages.push((format!("join-{name}"), visible(&render_joined(&input, what, agreed).html)));
    }
    pages
}

/// Every page of a language, by name.
fn pages(language: Language) -> Vec<(String, String)> {
    let ending = format!(".{}", language.tag());
    let of_language = gallery().into_iter().filter_map(|(name, page)| {
        let name = name.strip_suffix(&ending)?.to_owned();
        Some((name, visible(&page.html)))
    });
    of_language.chain(joins(language)).collect()
}

#[test]
fn all_that_payers_read_on_pages_can_be_read_in_one_piece_a_language() {
    for language in Language::ALL {
        // Each line where it is first read.
        let (mut whole, mut read) = (String::new(), BTreeSet::new());
        for (name, text) in pages(language) {
            let fresh: Vec<&str> = text.lines().filter(|line| read.insert((*line).to_owned())).collect();
            whole += &format!("## {name}\n{}\n\n", fresh.join("\n"));
        }
        insta::with_settings!({ snapshot_path => "reading", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(language.tag(), whole);
        });
    }
}

#[test]
fn what_payers_read_on_pages_is_set_as_its_language_sets_it() {
    let mut wrong = Vec::new();
    for language in Language::ALL {
        // The samples are of a German plumber's; the longest of them are whole German sentences.
        let german = |name: &str| name == "open-large" || name == "open-attachments";
        for (name, text) in pages(language).into_iter().filter(|(name, _)| !german(name)) {
            wrong.extend(faults(language, Set::Printed, &text).into_iter().map(|fault| format!("{name}: {fault}")));
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
