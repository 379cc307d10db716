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
    let went_out = |message: &Message| message.letter.is_some() && message.channel == channel;
    let again = messages.iter().any(went_out);
    let purpose = if again { Purpose::Reminder1 } else { Purpose::Request };
    let label = frame.t(&format!("dash-send-{}-{channel}", if again { "again" } else { "now" }));
    Way { channel: channel.word(), purpose: purpose.word(), label }
}

/// "Erinnerung per SMS".
pub(super) fn what(frame: &Frame, purpose: Purpose, channel: Channel) -> String {
    let purpose = frame.t(&format!("dash-purpose-{}", purpose.word().replace('_', "-")));
    frame.with(&format!("dash-message-by-{channel}"), &[("what", purpose.into())])
}

fn row(frame: &Frame, message: &Message) -> MessageRow {
    let at = message.finished_at.or(message.sent_at).unwrap_or(message.due_at);
    let why = message.reason.as_deref().and_then(|word| word.parse::<WhyNot>().ok());
    let why = why.map(|why| frame.t(&format!("dash-why-{}", why.word().replace('_', "-"))));
    MessageRow {
        id: message.id.to_string(),
        what: what(frame, message.purpose, message.channel),
        state: frame.t(&format!("dash-message-{}", message.state.word())),
        tone: tone(message.state),
        when: formats::date_time(frame.language, at, &frame.zone),
        why: why.or_else(|| message.detail.clone()).or_else(|| fell_back(frame, message)),
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

fn tone(state: MessageState) -> &'static str {
    match state {
        MessageState::Delivered => "good",
        MessageState::Failed | MessageState::Bounced => "bad",
        MessageState::Unconfirmed | MessageState::Held => "warn",
        MessageState::Scheduled | MessageState::Sending | MessageState::Sent | MessageState::Skipped => "quiet",
    }
}
