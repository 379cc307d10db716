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
    /// Whether the sender receives answers; unknown where none is set up yet.
    pub can_reply: Option<bool>,
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
        (DirectPurpose::ConfirmOptIn, Channel::Sms) if facts.can_reply == Some(true) => words.confirm_by_answer,
        (DirectPurpose::ConfirmOptIn, Channel::Sms) => words.confirm_by_link,
        (DirectPurpose::ConfirmOptIn, Channel::Email) => words.confirm_by_email,
        (DirectPurpose::OptInConfirmed, Channel::Sms) if facts.can_reply == Some(false) => words.welcome_by_sms_one_way,
        (DirectPurpose::OptInConfirmed, Channel::Sms) => words.welcome_by_sms,
        (DirectPurpose::OptInConfirmed, Channel::Email) => words.welcome_by_email,
    };
    let merchant = match channel {
        Channel::Sms => language.in_plain_letters(facts.merchant),
        Channel::Email => facts.merchant.to_owned(),
    };
    let filled = |text: &str| text.replace("{merchant}", &merchant).replace("{link}", facts.link);
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
                    for can_reply in [Some(true), Some(false), None] {
                        let facts = SignUpFacts { merchant: "Klempnerei Nord", link, can_reply };
                        let told = sign_up_text(*purpose, channel, language, facts);
                        assert!(told.text.contains("Klempnerei Nord") && !told.text.contains('{'), "{}", told.text);
                        assert_eq!(told.subject.is_some(), channel == Channel::Email);
                        assert_eq!(told.text.contains(link), *purpose == DirectPurpose::ConfirmOptIn);
                        if channel == Channel::Sms {
                            assert!(can_reply != Some(false) || !told.text.contains("STOP"), "{}", told.text);
                            let cost = measure(&told.text);
                            assert_eq!((cost.encoding, cost.parts), (Encoding::Gsm7, 1), "{}", told.text);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_polish_sms_writes_the_merchants_name_as_it_writes_everything() {
        let facts = SignUpFacts { merchant: "Hydraulik Żółw", link: "https://pay.example/x", can_reply: Some(true) };
        let told = |channel| sign_up_text(DirectPurpose::ConfirmOptIn, channel, Language::Pl, facts).text;
        assert!(told(Channel::Sms).starts_with("Hydraulik Zolw: SMS-y"), "{}", told(Channel::Sms));
        assert!(told(Channel::Email).contains("Hydraulik Żółw"));
    }

    #[test]
    fn what_is_agreed_to_names_every_kind_of_message_that_is_sent() {
        // A reminder, a new link, the end of one, money that came and money that goes back.
        for (language, kinds) in [
            (
                Language::De,
                ["Erinnerungen", "neue Links", "Ablauf eines Links", "Zahlungs-", "Erstattungsbestätigungen"],
            ),
            (Language::En, ["reminders", "new links", "link has expired", "payment and", "refund confirmations"]),
            (Language::Fr, ["rappels", "nouveaux liens", "expiration", "confirmations de paiement", "remboursement"]),
            (
                Language::Nl,
                ["herinneringen", "nieuwe links", "verlopen", "bevestigingen van betaling", "terugbetaling"],
            ),
            (Language::It, ["promemoria", "nuovi link", "scadenza del link", "conferme di pagamento", "rimborso"]),
            (
                Language::Es,
                ["recordatorios", "enlaces nuevos", "enlace caducado", "confirmaciones de pago", "devolución"],
            ),
            (Language::Pl, ["przypomnień", "nowych linków", "wygaśnięciu linku", "potwierdzeń płatności", "zwrotów"]),
        ] {
            for channel in [Channel::Sms, Channel::Email] {
                let text = default_wording(channel, language, "Klempnerei Nord");
                for kind in kinds {
                    assert!(text.contains(kind), "{kind} in {text}");
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
