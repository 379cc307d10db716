//! What people read when they sign up for messages: the text that they agree to unless the merchant wrote another, and what is sent to
//! them about it. Plain mails, without page and button: a mail that nobody asked for should look like nothing.

mod words;

use crate::domain::channel::Channel;
use crate::domain::direct_message::DirectPurpose;
use crate::domain::language::Language;
use words::words;

/// What such a message is filled with.
#[derive(Clone, Copy)]
pub struct SignUpFacts<'a> {
    /// As its pages show it.
    pub merchant: &'a str,
    /// Where it is confirmed; empty in what needs no confirmation.
    pub link: &'a str,
    /// Whether the sender receives answers.
    pub can_reply: bool,
}

/// Subject (of a mail) and text.
#[derive(Debug, PartialEq, Eq)]
pub struct SignUpText {
    /// Of a mail.
    pub subject: Option<String>,
    /// The whole text.
    pub text: String,
}

/// The text that people agree to where the merchant wrote none: who, what for, on which way, that it is voluntary, and how it ends.
pub fn default_wording(channel: Channel, language: Language, merchant: &str) -> String {
    let words = words(language);
    let text = match channel {
        Channel::Sms => words.wording_sms,
        Channel::Email => words.wording_email,
    };
    text.replace("{merchant}", merchant)
}

/// What is sent.
pub fn sign_up_text(
    purpose: DirectPurpose,
    channel: Channel,
    language: Language,
    facts: SignUpFacts<'_>,
) -> SignUpText {
    let words = words(language);
    let text = match (purpose, channel) {
        (DirectPurpose::ConfirmOptIn, Channel::Sms) if facts.can_reply => words.confirm_by_answer,
        (DirectPurpose::ConfirmOptIn, Channel::Sms) => words.confirm_by_link,
        (DirectPurpose::ConfirmOptIn, Channel::Email) => words.confirm_by_email,
        (DirectPurpose::OptInConfirmed, Channel::Sms) => words.welcome_by_sms,
        (DirectPurpose::OptInConfirmed, Channel::Email) => words.welcome_by_email,
    };
    let filled = |text: &str| text.replace("{merchant}", facts.merchant).replace("{link}", facts.link);
    SignUpText { subject: (channel == Channel::Email).then(|| filled(words.subject)), text: filled(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messaging::keywords::is_yes;
    use crate::messaging::segments::{Encoding, measure};

    #[test]
    fn every_text_names_the_merchant_and_fits() {
        let link = "https://pay.example.org/join/yes/AbCdEfGhIjKlMnOpQrStUv";
        for language in Language::ALL {
            for channel in [Channel::Sms, Channel::Email] {
                assert!(default_wording(channel, language, "Klempnerei Nord").contains("Klempnerei Nord"));
                for purpose in DirectPurpose::ALL {
                    for can_reply in [true, false] {
                        let facts = SignUpFacts { merchant: "Klempnerei Nord", link, can_reply };
                        let told = sign_up_text(*purpose, channel, language, facts);
                        assert!(told.text.contains("Klempnerei Nord") && !told.text.contains('{'), "{}", told.text);
                        assert_eq!(told.subject.is_some(), channel == Channel::Email);
                        assert_eq!(told.text.contains(link), *purpose == DirectPurpose::ConfirmOptIn);
                        if channel == Channel::Sms {
                            let cost = measure(&told.text);
                            assert_eq!((cost.encoding, cost.parts), (Encoding::Gsm7, 1), "{}", told.text);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn the_answer_that_is_asked_for_is_understood() {
        for language in Language::ALL {
            let text = words(language).confirm_by_answer;
            let capitals = |word: &&str| word.len() > 1 && word.chars().all(char::is_uppercase) && *word != "SMS";
            let answer = text.split(|c: char| !c.is_alphabetic()).find(capitals);
            assert!(answer.is_some_and(is_yes), "{text}");
        }
    }
}
