//! What people read when they sign up for messages: the text that they agree to unless the merchant wrote another, and what is sent to
//! them about it. Plain mails, without page and button: a mail that nobody asked for should look like nothing.

use crate::domain::channel::Channel;
use crate::domain::direct_message::DirectPurpose;
use crate::domain::language::Language;

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
    let text = match (language, channel) {
        (Language::De, Channel::Sms) => {
            "Ich bin damit einverstanden, dass {merchant} mir Zahlungsanfragen, Erinnerungen daran und Zahlungsbestätigungen per SMS \
             an meine Mobilnummer schickt. Die Einwilligung ist freiwillig. Ich kann sie jederzeit widerrufen, zum Beispiel mit der \
             Antwort STOP; der Widerruf gilt ab dann."
        }
        (Language::De, Channel::Email) => {
            "Ich bin damit einverstanden, dass {merchant} mir Zahlungsanfragen, Erinnerungen daran und Zahlungsbestätigungen per E-Mail \
             schickt. Die Einwilligung ist freiwillig. Ich kann sie jederzeit widerrufen, zum Beispiel über den Link am Ende jeder \
             E-Mail; der Widerruf gilt ab dann."
        }
        (Language::En, Channel::Sms) => {
            "I agree that {merchant} sends me payment requests, reminders of them and payment confirmations by text message to my \
             mobile number. My consent is voluntary. I can withdraw it at any time, for example by replying STOP; the withdrawal \
             holds from then on."
        }
        (Language::En, Channel::Email) => {
            "I agree that {merchant} sends me payment requests, reminders of them and payment confirmations by e-mail. My consent is \
             voluntary. I can withdraw it at any time, for example by the link at the end of every e-mail; the withdrawal holds \
             from then on."
        }
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
    let (subject, text) = match (purpose, channel) {
        (DirectPurpose::ConfirmOptIn, Channel::Sms) => (None, confirm_by_sms(language, facts.can_reply)),
        (DirectPurpose::ConfirmOptIn, Channel::Email) => (Some(subject(language)), confirm_by_email(language)),
        (DirectPurpose::OptInConfirmed, Channel::Sms) => (None, welcome(language)),
        (DirectPurpose::OptInConfirmed, Channel::Email) => (Some(subject(language)), welcome(language)),
    };
    let filled = |text: &str| text.replace("{merchant}", facts.merchant).replace("{link}", facts.link);
    SignUpText { subject: subject.map(filled), text: filled(text) }
}

fn subject(language: Language) -> &'static str {
    match language {
        Language::De => "{merchant}: Nachrichten zu Zahlungen",
        Language::En => "{merchant}: messages about payments",
    }
}

/// In one part, with a name and a link of the usual length.
fn confirm_by_sms(language: Language, can_reply: bool) -> &'static str {
    match (language, can_reply) {
        (Language::De, true) => {
            "{merchant}: SMS zu Zahlungen erhalten? Antworten Sie mit JA oder bestätigen Sie hier: {link}"
        }
        (Language::De, false) => "{merchant}: SMS zu Zahlungen erhalten? Bestätigen Sie hier: {link}",
        (Language::En, true) => "{merchant}: Do you want texts about payments? Reply YES or confirm here: {link}",
        (Language::En, false) => "{merchant}: Do you want texts about payments? Confirm here: {link}",
    }
}

fn confirm_by_email(language: Language) -> &'static str {
    match language {
        Language::De => {
            "Guten Tag,\n\njemand hat diese Adresse auf einer Seite von {merchant} eingetragen, um Nachrichten zu Zahlungen zu erhalten. \
             Waren Sie das? Dann bestätigen Sie es hier:\n\n{link}\n\nWaren Sie es nicht, tun Sie nichts: Dann wird nichts geschickt, \
             und nach sieben Tagen ist der Link ungültig.\n\nFreundliche Grüße\n{merchant}\n"
        }
        Language::En => {
            "Hello,\n\nsomebody entered this address on a page of {merchant}, to receive messages about payments. Was it you? Then \
             confirm it here:\n\n{link}\n\nIf it was not you, do nothing: nothing will be sent, and the link ends after seven \
             days.\n\nKind regards\n{merchant}\n"
        }
    }
}

fn welcome(language: Language) -> &'static str {
    match language {
        Language::De => "{merchant}: Sie erhalten ab jetzt Nachrichten zu Ihren Zahlungen. Ende jederzeit mit STOP.",
        Language::En => {
            "{merchant}: From now on you receive messages about your payments. End them any time with STOP."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messaging::segments::measure;

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
                            assert!(measure(&told.text).parts == 1, "{}", told.text);
                        }
                    }
                }
            }
        }
    }
}
