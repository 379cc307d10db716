//! The house keeps its shape: which room may call which, and how large a room may be.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn all() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    sources(&root, &mut found);
    found
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).expect("below src").display().to_string();
            (name, fs::read_to_string(&path).expect("a text"))
        })
        .collect()
}

/// Rooms and what they may call. What is not named may be called by all: config, clock, randomness, i18n.
const MAY_CALL: &[(&str, &[&str])] = &[
    ("domain/", &["domain"]),
    ("i18n/", &["domain", "i18n"]),
    ("guard/", &["guard"]),
    ("store/", &["domain", "randomness", "store"]),
    ("providers/", &["domain", "guard", "providers"]),
    ("messaging/", &["domain", "guard", "messaging"]),
    ("documents/", &["domain", "documents"]),
    ("exchange/", &["domain", "exchange"]),
    (
        "operations/",
        &[
            "domain",
            "guard",
            "store",
            "providers",
            "messaging",
            "documents",
            "exchange",
            "operations",
            "i18n",
            "config",
            "clock",
            "randomness",
        ],
    ),
    ("jobs/", &["domain", "store", "operations", "jobs"]),
    ("http/", &["domain", "store", "operations", "documents", "i18n", "http", "config", "providers"]),
];

#[test]
fn rooms_call_only_downwards() {
    let mut wrong = Vec::new();
    for (name, text) in all() {
        if name.ends_with("tests.rs") || name.contains("/tests/") {
            continue;
        }
        let Some((_, allowed)) = MAY_CALL.iter().find(|(room, _)| name.starts_with(room)) else { continue };
        for line in text.lines().take_while(|line| !line.contains("#[cfg(test)]")) {
            let mut rest = line;
            while let Some(at) = rest.find("crate::") {
                rest = &rest[at + "crate::".len()..];
                let room: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if room.chars().next().is_some_and(char::is_lowercase) && !allowed.contains(&room.as_str()) {
                    wrong.push(format!("{name}: {}", line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_the_store_knows_sql() {
    for (name, text) in all() {
        if !name.starts_with("store/") {
            assert!(!text.contains("sqlx::"), "{name} names sqlx");
        }
    }
}

#[test]
fn only_the_command_line_sets_accounts_up_that_may_lead_anywhere() {
    for (name, text) in all() {
        let may = name.starts_with("cli/") || name == "operations/manage_message_accounts.rs";
        let freely = ["add_message_account", "SetBy::Operator"].iter().any(|word| text.contains(word));
        assert!(may || !freely, "{name} sets up an account as the operator does");
    }
}

#[test]
fn no_room_is_too_large() {
    for (name, text) in all().into_iter().filter(|(name, _)| !name.contains("/sample")) {
        let lines = text.lines().count();
        assert!(lines <= 450, "{name} has {lines} lines: something in it wants a name of its own");
    }
}

/// The word of a fault or conflict that is written beside its making.
fn words_of_faults(text: &str) -> Vec<&str> {
    const MAKERS: [&str; 4] =
        ["FieldError::new(", "OperationError::field(", "OperationError::conflict(", "faults.add("];
    let makers = MAKERS.iter().flat_map(|maker| text.match_indices(maker).map(|(at, maker)| (at + maker.len(), maker)));
    let words = makers.filter_map(|(at, maker)| {
        // `conflict` has the word first, the others after the field.
        let parts: Vec<&str> = text[at..].split(',').take(2).map(str::trim).collect();
        let word = parts.get(usize::from(maker != "OperationError::conflict("))?;
        word.strip_prefix('"')?.split('"').next()
    });
    words.collect()
}

#[test]
fn every_word_of_a_fault_is_in_the_list_that_has_sentences() {
    let mut found = 0;
    for (name, text) in all() {
        for word in words_of_faults(text.split("#[cfg(test)]").next().expect("a part")) {
            assert!(paylink::domain::field::is_known(word), "{name}: {word} has no sentence in faults.ftl");
            found += 1;
        }
    }
    assert!(found > 100, "{found}");
}

#[test]
fn no_page_shows_what_faults_say_to_programs() {
    for (name, text) in
        all().into_iter().filter(|(name, _)| name.starts_with("http/dashboard/") || name.starts_with("http/pay/"))
    {
        let shown = ["fault.detail", "error.detail", "problem.detail"].iter().find(|what| text.contains(**what));
        // A template's own errors quote the merchant's text.
        assert!(shown.is_none() || name.ends_with("template_preview.rs"), "{name}: {shown:?}");
    }
}
