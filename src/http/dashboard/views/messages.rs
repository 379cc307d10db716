//! Messages about a request: what went out, what is planned, and what can be sent now.

use super::frame::Frame;
use crate::domain::channel::Channel;
use crate::domain::message::{Message, MessageState, WhyNot};
use crate::domain::payer::Payer;
use crate::domain::purpose::Purpose;
use crate::i18n::formats;

/// The block of the detail page.
#[derive(Default)]
pub(super) struct MessagesView {
    pub(super) rows: Vec<MessageRow>,
    pub(super) can_send: bool,
    pub(super) ways: Vec<Way>,
}

pub(super) struct MessageRow {
    pub(super) id: String,
    pub(super) what: String,
    pub(super) state: String,
    pub(super) tone: &'static str,
    pub(super) when: String,
    pub(super) why: Option<String>,
    /// The carrier's own, beneath ours.
    pub(super) words: Option<String>,
    pub(super) subject: Option<String>,
    pub(super) text: Option<String>,
    pub(super) can_withdraw: bool,
}

/// A button that sends.
pub(super) struct Way {
    pub(super) channel: &'static str,
    pub(super) purpose: &'static str,
    pub(super) label: String,
}

impl MessagesView {
    /// `payable`: the request can be paid, so there is something to ask for.
    pub(super) fn of(frame: &Frame, messages: &[Message], payer: &Payer, payable: bool) -> Self {
        let may_send = payable && frame.role.may_request();
        let ways: Vec<Way> = Channel::ALL
            .iter()
            .filter(|channel| may_send && payer.reached_by(**channel).is_some())
            .map(|channel| way(frame, messages, *channel))
            .collect();
        Self { rows: messages.iter().map(|message| row(frame, message)).collect(), can_send: !ways.is_empty(), ways }
    }
}

fn way(frame: &Frame, messages: &[Message], channel: Channel) -> Way {
    let went_out = |message: &Message| {
        message.letter.is_some() && message.channel == channel && message.purpose != Purpose::Answer
    };
    let again = messages.iter().any(went_out);
    let purpose = if again { Purpose::Reminder1 } else { Purpose::Request };
    let label = frame.t(&format!("dash-send-{}-{channel}", if again { "again" } else { "now" }));
    Way { channel: channel.word(), purpose: purpose.word(), label }
}

/// "Erinnerung".
pub(super) fn purpose_text(frame: &Frame, purpose: Purpose) -> String {
    frame.t(&format!("dash-purpose-{}", purpose.word().replace('_', "-")))
}

/// "Erinnerung per SMS".
pub(super) fn what(frame: &Frame, purpose: Purpose, channel: Channel) -> String {
    frame.with(&format!("dash-message-by-{channel}"), &[("what", purpose_text(frame, purpose).into())])
}

/// Why it is as it is, in plain words: ours where we know the reason, else the carrier's.
pub(super) fn reason_text(frame: &Frame, message: &Message) -> Option<String> {
    let word = message.reason.as_deref();
    if let Some(why) = word.and_then(|word| word.parse::<WhyNot>().ok()).filter(|_| !message.is_lost()) {
        return Some(frame.t(&format!("dash-why-{}", why.word().replace('_', "-"))));
    }
    let known = match (message.state, word) {
        (_, Some("bad_address")) => "inbox-why-bad-address",
        (_, Some("opted_out")) => "inbox-why-opted-out",
        (_, Some("blocked")) => "inbox-why-blocked",
        (_, Some("credentials")) => "inbox-why-credentials",
        (_, Some("too_long")) => "inbox-why-too-long",
        (_, Some("soft_bounce")) => "inbox-why-soft-bounce",
        (_, Some("delayed")) => "inbox-why-delayed",
        (_, Some("not_taken")) => "inbox-why-not-taken",
        (MessageState::Unconfirmed, _) => "inbox-why-unconfirmed",
        (MessageState::Failed, _) => "inbox-why-failed",
        (MessageState::Bounced, _) => "inbox-why-bounced",
        (
            MessageState::Scheduled
            | MessageState::Sending
            | MessageState::Held
            | MessageState::Sent
            | MessageState::Delivered
            | MessageState::Skipped,
            _,
        ) => return message.detail.clone(),
    };
    Some(frame.t(known))
}

fn row(frame: &Frame, message: &Message) -> MessageRow {
    let at = message.finished_at.or(message.sent_at).unwrap_or(message.due_at);
    let why = reason_text(frame, message);
    let words = message.detail.clone().filter(|words| why.as_ref().is_some_and(|why| why != words));
    MessageRow {
        id: message.id.to_string(),
        what: what(frame, message.purpose, message.channel),
        state: frame.t(&format!("dash-message-{}", message.state.word())),
        tone: tone(message.state),
        when: formats::date_time(frame.language, at, &frame.zone),
        why: why.or_else(|| fell_back(frame, message)),
        words,
        subject: message.letter.as_ref().and_then(|letter| letter.subject.clone()),
        text: message.letter.as_ref().map(|letter| letter.text.clone()),
        can_withdraw: message.state == MessageState::Scheduled && frame.role.may_request(),
    }
}

/// That the merchant's own wording could not be filled in.
fn fell_back(frame: &Frame, message: &Message) -> Option<String> {
    let fault = message.letter.as_ref()?.wording_fault()?;
    Some(frame.with("dash-template-fell-back", &[("fault", fault.into())]))
}

pub(super) fn tone(state: MessageState) -> &'static str {
    match state {
        MessageState::Delivered => "good",
        MessageState::Failed | MessageState::Bounced => "bad",
        MessageState::Unconfirmed | MessageState::Held => "warn",
        MessageState::Scheduled | MessageState::Sending | MessageState::Sent | MessageState::Skipped => "quiet",
    }
}
