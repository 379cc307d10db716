//! What a mail says, ready to be looked through for words.

use super::words;
use crate::messaging::keywords::fold;

/// Reports say what they have to say on a page.
const CHARACTERS_READ: usize = 16_000;

/// The words of a text, without addresses and names of hosts, which prove nothing: a server may be called "spamfilter".
pub(super) struct Said(String);

impl Said {
    pub(super) fn of(text: &str) -> Self {
        let bare = text.chars().take(CHARACTERS_READ).collect::<String>();
        let parted = bare.split(|c: char| c.is_whitespace() || "<>()[],;\"".contains(c));
        let mut plain = String::with_capacity(bare.len());
        for word in parted.filter(|word| !is_name(word)) {
            plain.push_str(word);
            plain.push(' ');
        }
        Self(format!(" {} ", fold(&plain)))
    }

    /// Whether any of the words or phrases of a list stands in it.
    pub(super) fn has(&self, list: &str) -> bool {
        list.split(", ").any(|phrase| {
            let (phrase, whole) = phrase.strip_suffix('$').map_or((phrase, false), |phrase| (phrase, true));
            self.0.match_indices(phrase).any(|(at, _)| {
                let (before, after) = (&self.0[..at], &self.0[at + phrase.len()..]);
                before.ends_with(' ') && (!whole || after.starts_with(' '))
            })
        })
    }

    /// Whether it begins with one of them.
    pub(super) fn begins_with(&self, list: &str) -> bool {
        list.split(", ").any(|phrase| {
            let (phrase, whole) = phrase.strip_suffix('$').map_or((phrase, false), |phrase| (phrase, true));
            self.0[1..].strip_prefix(phrase).is_some_and(|after| !whole || after.starts_with(' '))
        })
    }

    /// Without the marks of an answer in front: "Re: AW: Rechnung".
    pub(super) fn without_answer_marks(mut self) -> Self {
        while self.begins_with(words::ANSWERS) {
            match self.0[1..].find(' ') {
                Some(end) => self.0.drain(..=end),
                None => break,
            };
        }
        self
    }
}

/// An address, a page, or the name of a host: "mx.example.org". The names of Exchange's own errors are words.
fn is_name(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let lower = word.to_lowercase();
    if ["resolver.", "storedrv.", "smtpsend."].iter().any(|own| lower.starts_with(own)) {
        return false;
    }
    let labels = || word.split('.').filter(|label| !label.is_empty());
    let is_dotted = word.contains('.')
        && labels().count() > 1
        && word.chars().all(|c| c.is_alphanumeric() || ".-_:".contains(c))
        && !word.contains("..");
    word.contains('@') || word.contains("://") || is_dotted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_at_their_beginning_and_names_are_no_words() {
        let said = Said::of(
            "<policy@spam.example> host mx1.spamfilter.example[192.0.2.1] said: 550 User UNKNOWN, see https://blocked.example/x",
        );
        assert!(
            said.has("no such user, user unknown")
                && !said.has("spam, policy, blocked, filter")
                && !said.has("user unkno$")
        );
        assert!(Said::of("RESOLVER.ADR.RecipNotFound; not found").has("resolver adr recip"));
        assert!(Said::of("Der Empfänger existiert nicht!").has("existiert nicht$"));
        assert!(!Said::of("volgende keer").has("vol$") && Said::of("postvak is vol.").has("vol$"));
        assert!(Said::of("Re: AW: Abwesend").without_answer_marks().begins_with("abwesend"));
        assert!(!Said::of("").has("a") && !Said::of("Re:").without_answer_marks().has("re"));
    }
}
