//! How the link gets to the payer: to copy, to scan, as a ready text, by the phone's own SMS and mail programs.

use super::created::is_asked;
use super::detail::DetailData;
use super::frame::Frame;
use crate::domain::channel::Channel;
use crate::domain::language::Language;
use crate::domain::message::WhyNot;
use crate::domain::payment_request::Status;
use crate::domain::phone;
use crate::i18n::{Arg, formats, text, text_with};

pub(super) struct Share {
    pub(super) url: String,
    pub(super) qr_svg: String,
    pub(super) text: String,
    pub(super) text_language: &'static str,
    pub(super) sms: String,
    pub(super) mail: String,
    pub(super) whatsapp: String,
    /// Which way is the nearest, while nobody has opened the link: "sms", "mail" or none.
    pub(super) best: &'static str,
    /// What the payer sees behind a link that cannot be paid any more.
    pub(super) dead: Option<String>,
    /// Ways on which the payer wants to hear nothing, in a sentence.
    pub(super) unwelcome: String,
}

impl Share {
    pub(super) fn of(frame: &Frame, data: &DetailData, status: Status) -> Self {
        let language = data.payer.language.unwrap_or(data.profile.language);
        let message = ready_text(language, data);
        let encoded = encode(&message);
        let phone = data.payer.phone.clone().unwrap_or_default();
        let email = data.payer.email.as_deref().map(encode).unwrap_or_default();
        let subject = encode(&subject(language, data));
        let dead = match status {
            Status::Open => None,
            Status::Processing => Some("dash-share-processing"),
            Status::Paid => Some("dash-share-paid"),
            Status::Expired => Some("dash-share-expired"),
            Status::Cancelled => Some("dash-share-cancelled"),
        };
        let asked = is_asked(&data.messages, frame.now);
        let unsent = status == Status::Open && data.request.opened_at.is_none() && !asked;
        let unwelcome = |channel: Channel| {
            let way = data.ways.iter().find(|way| way.channel == channel);
            way.is_some_and(|way| way.refused == Some(WhyNot::OptedOut))
        };
        let warned = Channel::ALL.iter().filter(|channel| unwelcome(**channel));
        let warned: Vec<String> = warned.map(|channel| frame.t(&format!("dash-share-opted-out-{channel}"))).collect();
        let best = match (&data.payer.phone, &data.payer.email) {
            (Some(_), _) if unsent && !unwelcome(Channel::Sms) => "sms",
            (_, Some(_)) if unsent && !unwelcome(Channel::Email) => "mail",
            (Some(_) | None, _) => "",
        };
        Self {
            best,
            url: data.pay_url.clone(),
            qr_svg: data.qr_svg.clone(),
            sms: format!("sms:{phone}?body={}", encode(&language.in_plain_letters(&message))),
            mail: format!("mailto:{email}?subject={subject}&body={encoded}"),
            whatsapp: format!("https://wa.me/{}?text={encoded}", phone.trim_start_matches('+')),
            text: message,
            text_language: language.tag(),
            dead: dead.map(|key| frame.t(key)),
            unwelcome: warned.join(" "),
        }
    }
}

/// Short, kind, with plain spaces and signs, so that an SMS stays in the alphabet of GSM.
fn ready_text(language: Language, data: &DetailData) -> String {
    let terms = &data.request.terms;
    let with = |key: &str, args: &[(&str, Arg)]| text_with(language, key, args);
    let mut parts = Vec::new();
    if let Some(name) = &data.payer.name {
        parts.push(with("share-hello", &[("name", name.as_str().into())]));
    }
    let merchant = Arg::from(data.profile.display_name.as_str());
    let amount = Arg::from(formats::plain_money(language, data.request.amount_due()));
    parts.push(match &terms.description {
        Some(purpose) => with(
            "share-ask-for",
            &[("merchant", merchant), ("amount", amount), ("purpose", purpose.trim_end_matches('.').into())],
        ),
        None => with("share-ask", &[("merchant", merchant), ("amount", amount)]),
    });
    if let Some(due) = terms.due_date {
        parts.push(with("share-due", &[("when", formats::plain_day(language, due).into())]));
    }
    parts.push(with("share-link", &[("url", data.pay_url.as_str().into())]));
    let support = &data.profile.support;
    if let Some(contact) = support.phone.as_deref().map(phone::spaced).or(support.email.clone()) {
        parts.push(with("share-contact", &[("contact", contact.into())]));
    }
    parts.join(" ").replace(['\u{a0}', '\u{202f}'], " ")
}

fn subject(language: Language, data: &DetailData) -> String {
    let merchant = data.profile.display_name.as_str();
    match &data.request.terms.reference {
        Some(reference) => text_with(
            language,
            "share-subject",
            &[("reference", reference.as_str().into()), ("merchant", merchant.into())],
        ),
        None => format!("{} {merchant}", text(language, "share-subject-plain")),
    }
}

/// For the part of an address behind `?`: spaces as %20, which mail and SMS programs want.
fn encode(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::dashboard::views::sample;

    #[test]
    fn the_ready_text_says_who_asks_for_what_and_where_to_ask() {
        let data = sample::details::detail_open();
        assert_eq!(
            ready_text(Language::De, &data),
            "Guten Tag Max Beispiel, Klempnerei Nord bittet Sie um Zahlung von 248,00 €: Wartung Gastherme. Fällig am 19.12.2026. \
             Bezahlen: https://pay.klempnerei-nord.example/p/3q2kXw8ZtV5mYb1nRc7dLg Fragen: +49 461 1234567"
        );
    }

    #[test]
    fn by_sms_the_ready_text_stays_in_one_alphabet_in_every_language() {
        for language in Language::ALL {
            let mut data = sample::details::detail_open();
            data.payer.language = Some(language);
            let text = language.in_plain_letters(&ready_text(language, &data));
            let dearer = crate::messaging::segments::measure(&text).dearer;
            assert!(dearer.is_empty(), "{} {text}: {dearer:?}", language.tag());
        }
    }

    #[test]
    fn texts_are_encoded_for_other_programs() {
        assert_eq!(encode("1 + 1 & ä"), "1%20%2B%201%20%26%20%C3%A4");
    }
}
