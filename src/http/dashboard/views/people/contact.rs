//! One contact: where it is reached, what it has said about that, what it was asked and sent.

use super::list::name_of;
use super::{Stand, icon_of, source};
use crate::domain::channel::Channel;
use crate::domain::consent::Consent;
use crate::domain::direct_message::DirectMessage;
use crate::domain::message::{Message, MessageState, WhyNot};
use crate::domain::payment_request::PaymentRequest;
use crate::domain::phone;
use crate::http::dashboard::views::frame::Frame;
use crate::http::dashboard::views::messages::{tone, what};
use crate::http::dashboard::views::status::StatusView;
use crate::i18n::Arg;
use crate::operations::read_person::PersonData;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "dashboard/people/contact.html")]
pub struct ContactPage {
    frame: Frame,
    id: String,
    name: String,
    external_id: String,
    ways: Vec<Way>,
    facts: Vec<Line>,
    notes: String,
    ledger: Vec<Said>,
    requests: Vec<Asked>,
    sent: Vec<Sent>,
    erasable: Erasable,
}

/// An address and how the ledger stands for it.
struct Way {
    icon: &'static str,
    channel: &'static str,
    address: String,
    stand: Stand,
    given: bool,
    withdrawn: bool,
}

struct Line {
    label: String,
    value: String,
    href: String,
}

struct Said {
    tone: &'static str,
    what: String,
    when: String,
    machine: String,
    details: Vec<String>,
    wording: Option<String>,
}

struct Asked {
    href: String,
    purpose: String,
    amount: String,
    when: String,
    status: StatusView,
}

struct Sent {
    what: String,
    state: String,
    tone: &'static str,
    when: String,
    why: Option<String>,
    text: Option<String>,
}

enum Erasable {
    /// Not by this person.
    Hidden,
    Yes,
    /// Not while so many requests can be paid.
    Later(String),
}

impl ContactPage {
    /// From what the handler read.
    pub fn new(frame: Frame, data: &PersonData) -> Self {
        let contact = &data.contact;
        let ways = Channel::ALL.iter().filter_map(|channel| {
            let address = contact.person.reached_by(*channel)?;
            let said = data.standing.on(*channel);
            Some(Way {
                icon: icon_of(*channel),
                channel: channel.word(),
                address: if *channel == Channel::Sms { phone::spaced(address) } else { address.to_owned() },
                stand: Stand::of(&frame, *channel, said),
                given: said.is_some_and(|said| said.given),
                withdrawn: said.is_some_and(|said| !said.given),
            })
        });
        let mut sent: Vec<(i64, Sent)> = data.messages.iter().map(|message| of_message(&frame, message)).collect();
        sent.extend(data.directs.iter().map(|message| of_direct(&frame, message)));
        sent.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        Self {
            id: contact.id.to_string(),
            name: name_of(&frame, contact),
            external_id: contact.external_id.clone().unwrap_or_default(),
            ways: ways.collect(),
            facts: facts(&frame, data),
            notes: contact.person.notes.clone().unwrap_or_default(),
            ledger: data.ledger.iter().map(|consent| said(&frame, data, consent)).collect(),
            requests: data.requests.iter().map(|request| asked(&frame, request)).collect(),
            sent: sent.into_iter().map(|(_, sent)| sent).collect(),
            erasable: erasable(&frame, data.open),
            frame,
        }
    }
}

fn erasable(frame: &Frame, open: usize) -> Erasable {
    match open {
        _ if !frame.role.may_erase() => Erasable::Hidden,
        0 => Erasable::Yes,
        open => {
            let count = i64::try_from(open).unwrap_or(i64::MAX);
            Erasable::Later(frame.with("people-erase-later", &[("count", Arg::Number(count))]))
        }
    }
}

fn facts(frame: &Frame, data: &PersonData) -> Vec<Line> {
    let person = &data.contact.person;
    let line = |key: &str, value: String, href: String| Line { label: frame.t(key), value, href };
    let mut lines = Vec::new();
    if let Some(number) = &person.phone {
        lines.push(line("dash-field-phone", phone::spaced(number), format!("tel:{number}")));
    }
    if let Some(email) = &person.email {
        lines.push(line("dash-field-email", email.clone(), format!("mailto:{email}")));
    }
    if let Some(address) = &person.address {
        lines.push(line("dash-field-address", address.clone(), String::new()));
    }
    if let Some(language) = data.contact.language {
        lines.push(line("dash-field-language", language.own_name().to_owned(), String::new()));
    }
    if let Some(key) = &data.contact.external_id {
        lines.push(line("dash-field-external-id", key.clone(), String::new()));
    }
    let made = frame.date_in_words(frame.zone.date(data.contact.created_at));
    lines.push(line("people-made", made, String::new()));
    lines
}

fn said(frame: &Frame, data: &PersonData, consent: &Consent) -> Said {
    let word = if consent.given { "given" } else { "withdrawn" };
    let mut details = vec![source(frame, consent.source)];
    details.extend(consent.evidence.clone());
    let wording = consent.wording.as_ref().and_then(|reference| data.wordings.get(reference)).cloned();
    Said {
        tone: if consent.given { "good" } else { "bad" },
        what: frame.t(&format!("people-said-{word}-{}", consent.channel)),
        when: frame.moment(consent.happened_at),
        machine: consent.happened_at.to_rfc3339(),
        details,
        wording,
    }
}

fn asked(frame: &Frame, request: &PaymentRequest) -> Asked {
    Asked {
        href: format!("/dashboard/requests/{}", request.id),
        purpose: request.terms.description.clone().unwrap_or_else(|| frame.t("dash-no-purpose")),
        amount: frame.money(request.terms.amount),
        when: frame.moment(request.created_at),
        status: StatusView::of(frame, request, None),
    }
}

fn why(frame: &Frame, reason: Option<&str>, detail: Option<&String>) -> Option<String> {
    let known = reason.and_then(|word| word.parse::<WhyNot>().ok());
    let known = known.map(|why| frame.t(&format!("dash-why-{}", why.word().replace('_', "-"))));
    known.or_else(|| detail.cloned())
}

fn state(frame: &Frame, state: MessageState) -> String {
    frame.t(&format!("dash-message-{}", state.word()))
}

fn of_message(frame: &Frame, message: &Message) -> (i64, Sent) {
    let at = message.finished_at.or(message.sent_at).unwrap_or(message.due_at);
    let sent = Sent {
        what: what(frame, message.purpose, message.channel),
        state: state(frame, message.state),
        tone: tone(message.state),
        when: frame.moment(at),
        why: why(frame, message.reason.as_deref(), message.detail.as_ref()),
        text: message.letter.as_ref().map(|letter| letter.text.clone()),
    };
    (at.millis(), sent)
}

fn of_direct(frame: &Frame, message: &DirectMessage) -> (i64, Sent) {
    let at = message.sent_at.unwrap_or(message.created_at);
    let purpose = frame.t(&format!("people-purpose-{}", message.purpose.word().replace('_', "-")));
    let sent = Sent {
        what: frame.with(&format!("dash-message-by-{}", message.channel), &[("what", purpose.into())]),
        state: state(frame, message.state),
        tone: tone(message.state),
        when: frame.moment(at),
        why: why(frame, message.reason.as_deref(), message.detail.as_ref()),
        // Whoever reads the link could say yes for somebody else: only what never left the house is shown.
        text: message.letter.as_ref().filter(|_| message.state == MessageState::Held).map(|letter| letter.text.clone()),
    };
    (at.millis(), sent)
}
