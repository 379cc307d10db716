//! How people sign up by themselves: pages with their QR codes, the texts that they agree to, words for an SMS.

use super::{Fault, faults, field};
use crate::domain::channel::Channel;
use crate::domain::consent::Wording;
use crate::domain::field::FieldError;
use crate::domain::language::Language;
use crate::http::dashboard::views::form::Field;
use crate::http::dashboard::views::frame::Frame;
use crate::i18n::Arg;
use askama::Template;

/// What a handler hands over.
#[derive(Clone, Debug, Default)]
pub struct SignUpData {
    /// Id, name, link and QR code of each page.
    pub pages: Vec<(String, String, String, String)>,
    /// The texts that stand on the pages.
    pub offered: Vec<Wording>,
    /// Words for an SMS.
    pub words: Vec<String>,
    /// So many numbers were asked in a day, and no more may be.
    pub used_up: Option<i64>,
    /// What was typed as the name of a new page.
    pub name: String,
    /// What was typed as a text, with its channel and language.
    pub text: Option<(Channel, Language, String)>,
    /// What was typed as words.
    pub typed_words: Option<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "dashboard/people/sign_up.html")]
pub struct SignUpPage {
    frame: Frame,
    scope: String,
    pages: Vec<Link>,
    name: Field,
    texts: Vec<InLanguage>,
    words: Field,
    faults: Vec<Fault>,
    used_up: Option<String>,
    may: bool,
}

struct Link {
    id: String,
    name: String,
    url: String,
    qr_svg: String,
}

/// The texts of one language, for every channel.
struct InLanguage {
    tag: &'static str,
    name: &'static str,
    /// The person's own language is unfolded, and the one where something is wrong.
    open: bool,
    texts: Vec<Text>,
}

struct Text {
    id: String,
    channel: &'static str,
    title: String,
    version: String,
    text: String,
}

const FIELDS: [&str; 2] = ["name", "words"];

impl SignUpPage {
    /// From what the handler read.
    pub fn new(frame: Frame, data: &SignUpData, errors: &[FieldError]) -> Self {
        let words = data.typed_words.clone().unwrap_or_else(|| data.words.join(", "));
        let words = field(&frame, "words", &words, errors).at_most(200).hint(frame.t("people-words-hint"));
        let name = field(&frame, "name", &data.name, errors).at_most(60).required();
        let name = Field {
            label: frame.t("people-page-name"),
            placeholder: frame.t("people-page-example"),
            error: name.error.map(|_| frame.t("dash-error-required")),
            autofocus: false,
            ..name
        };
        let links = data.pages.iter().map(|(id, name, url, qr_svg)| Link {
            id: id.clone(),
            name: name.clone(),
            url: url.clone(),
            qr_svg: qr_svg.clone(),
        });
        let texts = Language::ALL.map(|language| in_language(&frame, data, language));
        Self {
            scope: frame.scope_word(),
            pages: links.collect(),
            name,
            texts: texts.into(),
            words,
            faults: faults(&frame, &FIELDS, errors),
            used_up: data.used_up.map(|count| frame.with("people-sign-up-full", &[("count", Arg::Number(count))])),
            may: frame.role.may_request(),
            frame,
        }
    }
}

fn in_language(frame: &Frame, data: &SignUpData, language: Language) -> InLanguage {
    let typed = data.text.as_ref().is_some_and(|(_, of, _)| *of == language);
    InLanguage {
        tag: language.tag(),
        name: language.own_name(),
        open: typed || language == frame.language,
        texts: Channel::ALL.iter().map(|channel| text(frame, data, *channel, language)).collect(),
    }
}

fn text(frame: &Frame, data: &SignUpData, channel: Channel, language: Language) -> Text {
    let known = data.offered.iter().find(|wording| (wording.channel, wording.language) == (channel, language));
    let typed = data.text.as_ref().filter(|(of, spoken, _)| (*of, *spoken) == (channel, language));
    let version = known.map(|known| {
        let when = frame.date_in_words(frame.zone.date(known.created_at));
        frame.with("people-wording-version", &[("version", Arg::Number(known.version)), ("when", when.into())])
    });
    Text {
        id: format!("wording-{channel}-{}", language.tag()),
        channel: channel.word(),
        title: format!("{} · {}", frame.t(&format!("people-channel-{channel}")), language.own_name()),
        version: version.unwrap_or_default(),
        text: typed.map(|(_, _, text)| text.clone()).or_else(|| known.map(|k| k.text.clone())).unwrap_or_default(),
    }
}
