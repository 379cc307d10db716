//! All messages, the newest first, and one of them as the payer sees it.

use super::detail::Line;
use super::frame::Frame;
use super::inbox::{icon, name_of, shown_address};
use super::messages::{purpose_text, reason_text, tone, what};
use crate::domain::channel::Channel;
use crate::domain::message::{Message, MessageState, Stage};
use crate::domain::payer::Payer;
use crate::domain::payment_request::PaymentRequest;
use crate::domain::purpose::Purpose;
use crate::domain::time::Timestamp;
use crate::i18n::{Arg, formats};
use crate::store::message_list::MessageFilter;
use askama::Template;
use url::form_urlencoded::Serializer;

/// What a handler hands over.
#[derive(Clone, Debug, Default)]
pub struct OutboxData {
    /// What was chosen.
    pub filter: MessageFilter,
    /// One page, the newest first, each with whom it is for.
    pub rows: Vec<(Message, Option<Payer>)>,
    /// The last message of this page, where more follow.
    pub next: Option<crate::domain::ids::MessageId>,
}

/// The page.
#[derive(Template)]
#[template(path = "dashboard/outbox.html")]
pub struct OutboxPage {
    frame: Frame,
    lists: Vec<ListView>,
    /// The one that is looked at, for the form.
    list: Option<&'static str>,
    filters: Vec<FilterView>,
    request: Option<String>,
    chips: Vec<ChipView>,
    rows: Vec<RowView>,
    next: Option<String>,
}

/// One of the lists: what was sent, what is planned, what stayed.
struct ListView {
    label: String,
    href: String,
    current: bool,
}

struct FilterView {
    name: &'static str,
    label: String,
    options: Vec<OptionView>,
}

struct OptionView {
    value: &'static str,
    label: String,
    chosen: bool,
}

/// What was chosen, and the address without it.
struct ChipView {
    label: String,
    href: String,
}

struct RowView {
    href: String,
    icon: &'static str,
    who: String,
    to: String,
    what: String,
    when: String,
    machine: String,
    state: (&'static str, String),
    why: Option<String>,
}

impl OutboxPage {
    /// From what the handler read.
    pub fn new(frame: Frame, data: &OutboxData) -> Self {
        let filter = &data.filter;
        let option = |value, label, chosen| OptionView { value, label, chosen };
        let here = |state: &&MessageState| filter.stage.is_none_or(|stage| state.stage() == stage);
        let states = MessageState::ALL.iter().filter(here).map(|state| {
            option(state.word(), frame.t(&format!("dash-message-{}", state.word())), filter.state == Some(*state))
        });
        let channels = Channel::ALL.iter().map(|channel| {
            option(channel.word(), frame.t(&format!("inbox-channel-{channel}")), filter.channel == Some(*channel))
        });
        let purposes = Purpose::ALL
            .iter()
            .map(|purpose| option(purpose.word(), purpose_text(&frame, *purpose), filter.purpose == Some(*purpose)));
        Self {
            lists: lists(&frame, filter),
            list: filter.stage.map(Stage::word),
            filters: vec![
                FilterView { name: "state", label: frame.t("inbox-filter-state"), options: states.collect() },
                FilterView { name: "channel", label: frame.t("inbox-filter-channel"), options: channels.collect() },
                FilterView { name: "purpose", label: frame.t("inbox-filter-purpose"), options: purposes.collect() },
            ],
            request: filter.payment_request.map(|id| id.to_string()),
            chips: chips(&frame, filter),
            rows: data.rows.iter().map(|(message, payer)| RowView::of(&frame, message, payer.as_ref())).collect(),
            next: data.next.map(|id| address(filter, Some(&id.to_string()))),
            frame,
        }
    }
}

impl RowView {
    fn of(frame: &Frame, message: &Message, payer: Option<&Payer>) -> Self {
        let to = message.letter.as_ref().map(|letter| letter.to.clone());
        let to = to.or_else(|| payer.and_then(|payer| payer.reached_by(message.channel)).map(str::to_owned));
        let at = shown_at(message);
        Self {
            href: format!("/dashboard/messages/{}", message.id),
            icon: icon(message.channel),
            who: name_of(payer).unwrap_or_else(|| frame.t("dash-no-payer")),
            to: shown_address(message.channel, &to.unwrap_or_default()),
            what: what(frame, message.purpose, message.channel),
            when: frame.moment(at),
            machine: at.to_rfc3339(),
            state: (tone(message.state), frame.t(&format!("dash-message-{}", message.state.word()))),
            why: reason_text(frame, message),
        }
    }
}

fn shown_at(message: &Message) -> Timestamp {
    message.finished_at.or(message.sent_at).unwrap_or(message.due_at)
}

fn lists(frame: &Frame, filter: &MessageFilter) -> Vec<ListView> {
    let list = |stage: &Stage| ListView {
        label: frame.t(&format!("inbox-list-{}", stage.word())),
        href: address(
            &MessageFilter { stage: Some(*stage), state: None, payment_request: None, ..filter.clone() },
            None,
        ),
        current: filter.stage == Some(*stage),
    };
    Stage::ALL.iter().map(list).collect()
}

fn chips(frame: &Frame, filter: &MessageFilter) -> Vec<ChipView> {
    let mut chips = Vec::new();
    let mut add = |label: String, without: MessageFilter| chips.push(ChipView { label, href: address(&without, None) });
    if let Some(state) = filter.state {
        add(frame.t(&format!("dash-message-{}", state.word())), MessageFilter { state: None, ..filter.clone() });
    }
    if let Some(channel) = filter.channel {
        add(frame.t(&format!("inbox-channel-{channel}")), MessageFilter { channel: None, ..filter.clone() });
    }
    if let Some(purpose) = filter.purpose {
        add(purpose_text(frame, purpose), MessageFilter { purpose: None, ..filter.clone() });
    }
    if filter.payment_request.is_some() {
        add(frame.t("inbox-one-request"), MessageFilter { payment_request: None, ..filter.clone() });
    }
    chips
}

/// The address of the list with what is chosen.
fn address(filter: &MessageFilter, cursor: Option<&str>) -> String {
    let mut query = Serializer::new(String::new());
    let request = filter.payment_request.map(|id| id.to_string());
    let list = filter.stage.filter(|stage| *stage != Stage::default());
    for (name, value) in [
        ("list", list.map(Stage::word)),
        ("state", filter.state.map(MessageState::word)),
        ("channel", filter.channel.map(Channel::word)),
        ("purpose", filter.purpose.map(Purpose::word)),
        ("request", request.as_deref()),
        ("cursor", cursor),
    ] {
        if let Some(value) = value {
            query.append_pair(name, value);
        }
    }
    let query = query.finish();
    if query.is_empty() { "/dashboard/messages".to_owned() } else { format!("/dashboard/messages?{query}") }
}

/// What a handler hands over.
#[derive(Clone, Debug)]
pub struct OutboxMessageData {
    /// The message.
    pub message: Message,
    /// What it is about.
    pub request: PaymentRequest,
    /// Whom it is for.
    pub payer: Payer,
    /// The carrier's name, where it was handed over.
    pub carrier: Option<String>,
}

/// One message.
#[derive(Template)]
#[template(path = "dashboard/outbox_message.html")]
pub struct OutboxMessagePage {
    frame: Frame,
    what: String,
    who: String,
    state: (&'static str, String),
    why: Option<String>,
    words: Option<String>,
    from: String,
    to: String,
    subject: Option<String>,
    text: Option<String>,
    is_sms: bool,
    lines: Vec<Line>,
}

impl OutboxMessagePage {
    /// From what the handler read.
    pub fn new(frame: Frame, data: &OutboxMessageData) -> Self {
        let message = &data.message;
        let letter = message.letter.as_ref();
        let why = reason_text(&frame, message);
        let to = letter.map(|letter| letter.to.as_str()).or(data.payer.reached_by(message.channel));
        Self {
            what: what(&frame, message.purpose, message.channel),
            who: name_of(Some(&data.payer)).unwrap_or_else(|| frame.t("dash-no-payer")),
            state: (tone(message.state), frame.t(&format!("dash-message-{}", message.state.word()))),
            words: message.detail.clone().filter(|words| Some(words) != why.as_ref()),
            why,
            from: letter.and_then(|letter| letter.from.clone()).unwrap_or_else(|| frame.merchant_name.clone()),
            to: shown_address(message.channel, to.unwrap_or_default()),
            subject: letter.and_then(|letter| letter.subject.clone()),
            text: letter.map(|letter| letter.text.clone()),
            is_sms: message.channel == Channel::Sms,
            lines: lines(&frame, data),
            frame,
        }
    }
}

fn lines(frame: &Frame, data: &OutboxMessageData) -> Vec<Line> {
    let message = &data.message;
    let mut lines = Vec::new();
    let mut add = |key: &str, value: Option<String>| lines.extend(value.map(|value| Line::new(frame.t(key), value)));
    let time = |at: Option<Timestamp>| at.map(|at| formats::date_time(frame.language, at, &frame.zone));
    add("inbox-line-planned", time(Some(message.created_at)));
    if message.state == MessageState::Scheduled {
        add("inbox-line-due", time(Some(message.due_at)));
    }
    add("inbox-line-sent", time(message.sent_at));
    let ended = match message.state {
        MessageState::Delivered => Some("inbox-line-delivered"),
        MessageState::Failed | MessageState::Bounced => Some("inbox-line-lost"),
        MessageState::Scheduled
        | MessageState::Sending
        | MessageState::Unconfirmed
        | MessageState::Held
        | MessageState::Sent
        | MessageState::Skipped => None,
    };
    if let Some(key) = ended {
        add(key, time(message.finished_at));
    }
    add("inbox-line-opened", time(message.opened_at));
    add("inbox-line-handled", time(message.handled_at));
    add("inbox-line-ground", message.ground.as_deref().map(|ground| ground_text(frame, ground)));
    add("inbox-line-parts", message.parts.map(|parts| frame.with("inbox-parts", &[("count", Arg::Number(parts))])));
    add("inbox-line-carrier", data.carrier.clone());
    add("inbox-line-reference", message.reference.clone());
    let request = &data.request;
    let title = request.terms.description.clone().unwrap_or_else(|| frame.t("dash-no-purpose"));
    lines.push(Line::linked(frame.t("inbox-line-request"), title, format!("/dashboard/requests/{}", request.id)));
    lines
}

/// "contract", "consent con_…", "answer inb_…" in words.
fn ground_text(frame: &Frame, ground: &str) -> String {
    match ground.split(' ').next() {
        Some("contract") => frame.t("inbox-ground-contract"),
        Some("consent") => frame.t("inbox-ground-consent"),
        Some("answer") => frame.t("inbox-ground-answer"),
        Some(_) | None => ground.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hold_only_what_was_chosen() {
        assert_eq!(address(&MessageFilter::default(), None), "/dashboard/messages");
        let filter = MessageFilter {
            state: Some(MessageState::Bounced),
            purpose: Some(Purpose::Reminder1),
            ..MessageFilter::default()
        };
        assert_eq!(address(&filter, Some("x")), "/dashboard/messages?state=bounced&purpose=reminder_1&cursor=x");
    }
}
