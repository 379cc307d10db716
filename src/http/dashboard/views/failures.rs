//! What did not arrive: why, and what can be done about it.

use super::fault::fault_text as code_text;
use super::frame::Frame;
use super::inbox::{name_of, shown_address};
use super::messages::{reason_text, tone, what};
use crate::domain::channel::Channel;
use crate::domain::field::FieldError;
use crate::domain::ids::MessageId;
use crate::domain::message::MessageState;
use crate::domain::payment_request::Status;
use crate::domain::phone;
use crate::operations::read_inbox::LostMessage;
use askama::Template;

/// What a handler hands over.
#[derive(Clone, Debug, Default)]
pub struct FailuresData {
    /// One page, the newest first.
    pub rows: Vec<LostMessage>,
    /// A correction that could not be taken; its form stays open with what was typed.
    pub problem: Option<CorrectionProblem>,
    /// The last message of this page, where more follow.
    pub next: Option<MessageId>,
}

/// Why a correction comes back.
#[derive(Clone, Debug)]
pub struct CorrectionProblem {
    /// Of this message.
    pub message: MessageId,
    /// As typed.
    pub address: String,
    /// What is wrong with it.
    pub error: FieldError,
}

/// The page.
#[derive(Template)]
#[template(path = "dashboard/failures.html")]
pub struct FailuresPage {
    frame: Frame,
    rows: Vec<RowView>,
    may_act: bool,
    next: Option<String>,
}

struct RowView {
    id: String,
    href: String,
    who: String,
    title: String,
    what: String,
    to: String,
    state: (&'static str, String),
    when: String,
    why: String,
    words: Option<String>,
    advice: String,
    since: Option<String>,
    can_mend: bool,
    field: &'static str,
    address: String,
    address_label: String,
    fault: Option<String>,
    other: Option<String>,
    call: Option<(String, String)>,
}

impl FailuresPage {
    /// From what the handler read.
    pub fn new(frame: Frame, data: &FailuresData) -> Self {
        let rows = data.rows.iter().map(|row| RowView::of(&frame, row, data.problem.as_ref())).collect();
        let next = data.next.map(|id| format!("/dashboard/inbox/failures?cursor={id}"));
        Self { may_act: frame.role.may_request(), frame, rows, next }
    }
}

impl RowView {
    fn of(frame: &Frame, row: &LostMessage, problem: Option<&CorrectionProblem>) -> Self {
        let LostMessage { message, request, payer, since } = row;
        let problem = problem.filter(|problem| problem.message == message.id);
        let channel = message.channel;
        let to = message.letter.as_ref().map(|letter| letter.to.clone()).unwrap_or_default();
        let is_stopped = message.purpose.asks_for_money() && request.status(frame.now) != Status::Open;
        let can_mend = !message.purpose.is_answer() && !is_stopped;
        let current = payer.reached_by(channel).unwrap_or_default().to_owned();
        let other = channel.other();
        let unsure = message.state == MessageState::Unconfirmed;
        let advice = if is_stopped {
            "inbox-advice-stopped"
        } else if unsure {
            "inbox-advice-unconfirmed"
        } else if message.reason.as_deref() == Some("bad_address") {
            "inbox-advice-bad-address"
        } else {
            "inbox-advice-other"
        };
        let number = payer.phone.as_ref();
        let why = reason_text(frame, message);
        Self {
            id: message.id.to_string(),
            href: format!("/dashboard/requests/{}", request.id),
            who: name_of(Some(payer)).unwrap_or_else(|| frame.t("dash-no-payer")),
            title: request.terms.description.clone().unwrap_or_else(|| frame.t("dash-no-purpose")),
            what: what(frame, message.purpose, channel),
            to: shown_address(channel, &to),
            state: (tone(message.state), frame.t(&format!("dash-message-{}", message.state.word()))),
            when: frame.moment(message.finished_at.or(message.sent_at).unwrap_or(message.due_at)),
            words: message.detail.clone().filter(|words| Some(words) != why.as_ref()),
            why: why.unwrap_or_default(),
            advice: frame.t(advice),
            since: since.as_ref().map(|since| {
                let state = frame.t(&format!("dash-message-{}", since.state.word()));
                let sent = what(frame, since.purpose, since.channel);
                frame.with("inbox-since", &[("what", sent.into()), ("state", state.into())])
            }),
            can_mend,
            field: match channel {
                Channel::Sms => "tel",
                Channel::Email => "email",
            },
            address: problem.map_or(current, |problem| problem.address.clone()),
            address_label: frame.t(&format!("inbox-address-{channel}")),
            fault: problem.map(|problem| fault_text(frame, &problem.error, channel)),
            other: payer.reached_by(other).map(|_| frame.t(&format!("inbox-other-{other}"))),
            call: number.map(|number| (format!("tel:{number}"), phone::spaced(number))),
        }
    }
}

fn fault_text(frame: &Frame, error: &FieldError, channel: Channel) -> String {
    match error.code {
        "required" => frame.t(&format!("inbox-fault-address-required-{channel}")),
        "bad_address" => frame.t("inbox-fault-address-bad"),
        "opted_out" | "no_ground" => code_text(frame, error),
        _ => frame.t(&format!("inbox-fault-address-{channel}")),
    }
}
