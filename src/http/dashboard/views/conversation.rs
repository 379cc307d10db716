//! A conversation: what they wrote and what we wrote, in order, and what can be done now.

use super::frame::Frame;
use super::inbox::{meaning_tag, name_of, shown_address};
use super::messages::{reason_text, tone, what};
use super::status::StatusView;
use crate::domain::channel::Channel;
use crate::domain::field::FieldError;
use crate::domain::ids::InboundMessageId;
use crate::domain::inbound_message::InboundMessage;
use crate::domain::message::{Message, MessageState};
use crate::domain::time::Timestamp;
use crate::i18n::{Arg, formats};
use crate::operations::answer_payer::{Answerable, LONGEST_MAIL, LONGEST_SMS};
use crate::operations::read_inbox::WholeConversation;
use askama::Template;

/// An answer that could not be taken; the form keeps what was typed.
#[derive(Clone, Debug)]
pub struct AnswerProblem {
    /// As typed.
    pub text: String,
    /// What is wrong with it.
    pub error: FieldError,
}

/// The page.
#[derive(Template)]
#[template(path = "dashboard/conversation.html")]
pub struct ConversationPage {
    frame: Frame,
    id: String,
    name: String,
    address: String,
    address_href: String,
    consent: Option<String>,
    done: bool,
    entries: Vec<EntryView>,
    suggestion: Option<SuggestionView>,
    requests: Vec<RequestView>,
    answer: AnswerView,
    may_act: bool,
}

struct EntryView {
    id: String,
    ours: bool,
    what: String,
    when: String,
    machine: String,
    subject: Option<String>,
    text: String,
    quoted: Option<String>,
    notes: Vec<String>,
    state: Option<(&'static str, String)>,
    tag: Option<(&'static str, String)>,
    at: Timestamp,
}

struct SuggestionView {
    inbound: InboundMessageId,
    text: String,
    question: String,
    why: String,
    /// None where nobody can tell whom to stop writing to.
    stop: Option<String>,
    other: String,
}

struct RequestView {
    href: String,
    title: String,
    reference: String,
    amount: String,
    status: StatusView,
}

enum AnswerView {
    Form { inbound: InboundMessageId, text: String, fault: Option<String>, longest: usize, is_sms: bool, hint: String },
    Refused(String),
}

impl ConversationPage {
    /// From what the handler read.
    pub fn new(frame: Frame, whole: &WholeConversation, problem: Option<&AnswerProblem>) -> Self {
        let conversation = &whole.conversation;
        let channel = conversation.channel;
        let from = whole.inbound.first().map(|inbound| inbound.letter.from.clone()).unwrap_or_default();
        let written = shown_address(channel, &from);
        let name = whole.requests.iter().find_map(|(_, payer)| name_of(Some(payer)));
        let scheme = match channel {
            Channel::Sms => "tel",
            Channel::Email => "mailto",
        };
        let may_act = frame.role.may_request();
        Self {
            id: conversation.id.to_string(),
            name: name.unwrap_or_else(|| written.clone()),
            address: written,
            address_href: format!("{scheme}:{from}"),
            consent: whole.consent.as_ref().filter(|consent| !consent.given).map(|consent| {
                let when = formats::date_time(frame.language, consent.happened_at, &frame.zone);
                frame.with(&format!("inbox-out-{channel}"), &[("when", when.into())])
            }),
            done: conversation.done_at.is_some(),
            entries: entries(&frame, whole),
            suggestion: suggestion(&frame, whole).filter(|_| may_act),
            requests: whole
                .requests
                .iter()
                .map(|(request, _)| RequestView {
                    href: format!("/dashboard/requests/{}", request.id),
                    title: request.terms.description.clone().unwrap_or_else(|| frame.t("dash-no-purpose")),
                    reference: request.terms.reference.clone().unwrap_or_default(),
                    amount: frame.money(request.terms.amount),
                    status: StatusView::of(&frame, request, None),
                })
                .collect(),
            answer: answer(&frame, whole, problem),
            may_act,
            frame,
        }
    }
}

fn answer(frame: &Frame, whole: &WholeConversation, problem: Option<&AnswerProblem>) -> AnswerView {
    let channel = whole.conversation.channel;
    let refused = match whole.answerable {
        Answerable::About(_) => None,
        Answerable::NoRequest => Some("inbox-answer-no-request"),
        Answerable::TooLate => Some("inbox-answer-too-late"),
        Answerable::OptedOut => Some("inbox-answer-opted-out"),
        Answerable::NoAddress => Some("inbox-answer-no-address"),
    };
    if let Some(key) = refused {
        return AnswerView::Refused(frame.t(key));
    }
    let longest = match channel {
        Channel::Sms => LONGEST_SMS,
        Channel::Email => LONGEST_MAIL,
    };
    AnswerView::Form {
        inbound: whole.conversation.last_inbound,
        text: problem.map(|problem| problem.text.clone()).unwrap_or_default(),
        fault: problem.map(|problem| fault_text(frame, &problem.error, longest)),
        longest,
        is_sms: channel == Channel::Sms,
        hint: frame.t(&format!("inbox-answer-hint-{channel}")),
    }
}

fn fault_text(frame: &Frame, error: &FieldError, longest: usize) -> String {
    let longest = Arg::Number(i64::try_from(longest).unwrap_or(i64::MAX));
    match error.code {
        "required" => frame.t("inbox-fault-required"),
        "too_long" => frame.with("inbox-fault-too-long", &[("longest", longest)]),
        "card_number" => frame.t("inbox-fault-card-number"),
        _ => frame.t("inbox-fault-invalid"),
    }
}

fn suggestion(frame: &Frame, whole: &WholeConversation) -> Option<SuggestionView> {
    let id = whole.conversation.suggested_by?;
    let inbound = whole.inbound.iter().find(|inbound| inbound.id == id)?;
    let channel = whole.conversation.channel;
    let (inbound, text) = (id, inbound.letter.text.clone());
    if matches!(whole.answerable, Answerable::NoAddress) {
        let (question, why) = (frame.t("inbox-unbooked"), frame.t("inbox-unbooked-why"));
        return Some(SuggestionView {
            inbound,
            text,
            question,
            why,
            stop: None,
            other: frame.t("inbox-unbooked-done"),
        });
    }
    Some(SuggestionView {
        inbound,
        text,
        question: frame.t(&format!("inbox-suggestion-{channel}")),
        why: frame.t("inbox-suggestion-why"),
        stop: Some(frame.t(&format!("inbox-suggestion-stop-{channel}"))),
        other: frame.t("inbox-suggestion-reply"),
    })
}

fn entries(frame: &Frame, whole: &WholeConversation) -> Vec<EntryView> {
    let theirs = whole.inbound.iter().map(|inbound| their_entry(frame, inbound));
    let ours = whole.sent.iter().filter_map(|message| our_entry(frame, message));
    let mut entries: Vec<EntryView> = theirs.chain(ours).collect();
    entries.sort_by_key(|entry| entry.at);
    entries
}

fn their_entry(frame: &Frame, inbound: &InboundMessage) -> EntryView {
    let letter = &inbound.letter;
    let missing = (letter.missing > 0)
        .then(|| frame.with("inbox-missing-parts", &[("count", Arg::Number(i64::from(letter.missing)))]));
    EntryView {
        id: inbound.id.to_string(),
        ours: false,
        what: String::new(),
        when: frame.moment(inbound.received_at),
        machine: inbound.received_at.to_rfc3339(),
        subject: letter.subject.clone(),
        text: letter.text.clone(),
        quoted: letter.quoted.clone(),
        notes: missing.into_iter().collect(),
        state: None,
        tag: meaning_tag(frame, inbound.meaning),
        at: inbound.received_at,
    }
}

/// What was written; what was not sent without having been written is no part of a conversation.
fn our_entry(frame: &Frame, message: &Message) -> Option<EntryView> {
    let letter = message.letter.as_ref().filter(|_| message.state != MessageState::Skipped)?;
    let at = message.sent_at.or(message.finished_at).unwrap_or(message.created_at);
    Some(EntryView {
        id: message.id.to_string(),
        ours: true,
        what: what(frame, message.purpose, message.channel),
        when: frame.moment(at),
        machine: at.to_rfc3339(),
        subject: letter.subject.clone(),
        text: letter.text.clone(),
        quoted: None,
        notes: reason_text(frame, message).into_iter().collect(),
        state: Some((tone(message.state), frame.t(&format!("dash-message-{}", message.state.word())))),
        tag: None,
        at,
    })
}
