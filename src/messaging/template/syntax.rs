//! The part of the template language that merchants get, and the variables that a template names.

use super::TemplateError;
use super::scan::{Kind, Tag, Token, tags};

/// Filters: `fit`, `spare` and `shorten` make a text fit (see `layout`); `default` stands in for what is not known.
pub const FILTERS: [&str; 6] = ["default", "fit", "lower", "shorten", "spare", "upper"];

const STATEMENTS: [&str; 4] = ["if", "elif", "else", "endif"];
const TESTS: [&str; 1] = ["defined"];
/// Words of the language that are no variables.
pub(super) const WORDS: [&str; 13] =
    ["and", "or", "not", "is", "in", "if", "else", "true", "false", "none", "True", "False", "None"];
const SIGNS: [&str; 12] = ["|", "(", ")", ",", ".", "=", "==", "!=", "<", ">", "<=", ">="];

/// A template, looked through.
pub struct Syntax {
    /// The variables with their places, as often as they are named.
    pub uses: Vec<(String, usize)>,
    /// What the engine would take and we do not.
    pub errors: Vec<TemplateError>,
}

impl Syntax {
    /// Looks through a template.
    pub fn of(source: &str) -> Self {
        let mut syntax = Self { uses: Vec::new(), errors: Vec::new() };
        for tag in tags(source) {
            syntax.read(source, &tag);
        }
        syntax
    }

    fn read(&mut self, source: &str, tag: &Tag<'_>) {
        let mut tokens = tag.tokens.as_slice();
        if tag.is_statement {
            let Some((word, rest)) = tokens.split_first() else { return };
            if !STATEMENTS.contains(&word.text) {
                let detail =
                    format!("Templates insert and choose, they do nothing else: there is no \"{}\".", word.text);
                let error = TemplateError::at(source, word.at, "not_offered", detail);
                self.errors.push(error.suggest(nearest(word.text, STATEMENTS.into_iter())));
                return;
            }
            tokens = rest;
        }
        let mut at = 0;
        while at < tokens.len() {
            at += match tokens[at].kind {
                Kind::Name => self.name(source, tokens, at),
                Kind::Sign if !SIGNS.contains(&tokens[at].text) => {
                    let detail = format!("Templates do not compute: \"{}\" has no meaning here.", tokens[at].text);
                    self.errors.push(TemplateError::at(source, tokens[at].at, "not_offered", detail));
                    1
                }
                Kind::Number | Kind::Text | Kind::Sign => 1,
            };
        }
    }

    /// Reads what begins with a name; says how many tokens that was.
    fn name(&mut self, source: &str, tokens: &[Token<'_>], at: usize) -> usize {
        let word = tokens[at];
        let text_at = |at: usize| tokens.get(at).map_or("", |token| token.text);
        let before = |back: usize| at.checked_sub(back).map_or("", text_at);
        if before(1) == "|" {
            self.known(source, word, &FILTERS, "unknown_filter");
        } else if before(1) == "is" && word.text != "not" || before(2) == "is" && before(1) == "not" {
            self.known(source, word, &TESTS, "unknown_test");
        } else if before(1) == "." || text_at(at + 1) == "(" && !WORDS.contains(&word.text) {
            let detail = format!("Templates call nothing: \"{}\" has no meaning here.", word.text);
            self.errors.push(TemplateError::at(source, word.at, "not_offered", detail));
        } else if !WORDS.contains(&word.text) && text_at(at + 1) != "=" {
            let mut name = word.text.to_owned();
            let mut end = at + 1;
            while text_at(end) == "." && tokens.get(end + 1).is_some_and(|token| token.kind == Kind::Name) {
                name = format!("{name}.{}", text_at(end + 1));
                end += 2;
            }
            self.uses.push((name, word.at));
            return end - at;
        }
        1
    }

    fn known(&mut self, source: &str, word: Token<'_>, offered: &[&'static str], code: &'static str) {
        if !offered.contains(&word.text) {
            let detail = format!("There is no \"{}\" here. There is: {}.", word.text, offered.join(", "));
            let error = TemplateError::at(source, word.at, code, detail);
            self.errors.push(error.suggest(nearest(word.text, offered.iter().copied())));
        }
    }
}

/// The name that was probably meant, if any is near: "ammount" is "amount", "first_name" is "payer.first_name".
pub fn nearest(name: &str, offered: impl Iterator<Item = &'static str>) -> Option<String> {
    fn last(name: &str) -> &str {
        name.rsplit('.').next().unwrap_or(name)
    }
    let mut best: Option<(f64, &str)> = None;
    for known in offered {
        let likeness = strsim::jaro_winkler(known, name).max(strsim::jaro_winkler(last(known), last(name)));
        if likeness > 0.75 && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, known));
        }
    }
    best.map(|(_, known)| known.to_owned())
}
