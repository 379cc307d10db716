//! What is wrong with an input, in the person's language. Operations hand over a word and the field; what they say to programs is never
//! shown.

use super::frame::Frame;
use crate::domain::field::{FieldError, is_known};

/// The sentence for the word of a fault, for pages that know nothing better about its field.
pub(super) fn fault_text(frame: &Frame, fault: &FieldError) -> String {
    code_text(frame, fault.code)
}

fn code_text(frame: &Frame, code: &str) -> String {
    let word = if is_known(code) { code } else { "other" };
    frame.t(&format!("dash-fault-{}", word.replace('_', "-")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::field::CODES;
    use crate::domain::language::Language;
    use crate::http::dashboard::views::sample::parts::frame;

    #[test]
    fn every_word_of_a_fault_has_a_sentence_in_every_language_of_the_dashboard() {
        for language in Language::OF_DASHBOARD {
            let frame = frame(language);
            for code in CODES.iter().chain(["anything"].iter()) {
                assert!(code_text(&frame, code).ends_with('.'), "{code}");
            }
        }
        let (german, english) = (frame(Language::De), frame(Language::En));
        for code in CODES {
            assert_ne!(code_text(&german, code), code_text(&english, code), "{code}");
        }
    }

    #[test]
    fn what_is_said_to_programs_is_never_shown() {
        let fault = FieldError::new("anything", "unknown_column", "This column is not known. Rename or remove it.");
        assert_eq!(fault_text(&frame(Language::De), &fault), "Diese Spalte ist nicht bekannt.");
    }
}
