//! Messages about a request: what went out, what is planned, and what can be sent now.

use super::created::{Fate, fate};
use super::detail::DetailData;
use super::frame::Frame;
use crate::domain::channel::Channel;
use crate::domain::message::{Message, MessageState, WhyNot};
use crate::domain::purpose::Purpose;
use crate::i18n::formats;
use crate::operations::may_write::WayToPayer;

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
    /// The carrier's own in whatever language: quoted, beneath ours.
    pub(super) words: Option<String>,
    pub(super) subject: Option<String>,
    pub(super) text: Option<String>,
    pub(super) can_withdraw: bool,
}

/// A button that sends, or the reason why it cannot.
pub(super) struct Way {
    pub(super) channel: &'static str,
    pub(super) purpose: &'static str,
    pub(super) label: String,
    /// Why it is off.
    pub(super) off: Option<String>,
    /// What is worth knowing before.
    pub(super) remark: Option<String>,
}

impl MessagesView {
    /// `payable`: the request can be paid, so there is something to ask for.
    pub(super) fn of(frame: &Frame, data: &DetailData, payable: bool) -> Self {
        let known = data.ways.iter().any(|way| way.refused != Some(WhyNot::NoAddress));
        let may_send = payable && known && frame.role.may_request();
        let ways = data.ways.iter().filter(|_| may_send).map(|to| way(frame, &data.messages, *to)).collect();
        Self { rows: data.messages.iter().map(|message| row(frame, message)).collect(), can_send: may_send, ways }
    }
}

fn way(frame: &Frame, messages: &[Message], to: WayToPayer) -> Way {
    let channel = to.channel;
    let now = |message: &Message| {
        message.channel == channel
            && message.purpose.asks_for_money()
            && message.due_at <= frame.now
            && fate(message) == Fate::Going
    };
    let went_out = |message: &Message| {
        message.letter.is_some() && message.channel == channel && message.purpose != Purpose::Answer
    };
    let again = messages.iter().any(went_out);
    let purpose = if again { Purpose::Reminder1 } else { Purpose::Request };
    let label = frame.t(&format!("dash-send-{}-{channel}", if again { "again" } else { "now" }));
    let off = match to.refused {
        Some(WhyNot::NoAddress) => Some(frame.t(&format!("dash-send-nowhere-{channel}"))),
        Some(why) => Some(why_text(frame, why)),
        None => messages.iter().any(now).then(|| frame.t("dash-send-going")),
    };
    let remark = to.remark.map(|why| frame.t(&format!("dash-send-{}", why.word().replace('_', "-"))));
    Way { channel: channel.word(), purpose: purpose.word(), label, remark: remark.filter(|_| off.is_none()), off }
}

/// Why not, in plain words.
pub(super) fn why_text(frame: &Frame, why: WhyNot) -> String {
    frame.t(&format!("dash-why-{}", why.word().replace('_', "-")))
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
        return Some(why_text(frame, why));
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
        ) => return None,
    };
    Some(frame.t(known))
}

fn row(frame: &Frame, message: &Message) -> MessageRow {
    let at = message.finished_at.or(message.sent_at).unwrap_or(message.due_at);
    let why = reason_text(frame, message);
    MessageRow {
        id: message.id.to_string(),
        what: what(frame, message.purpose, message.channel),
        state: frame.t(&format!("dash-message-{}", message.state.word())),
        tone: tone(message.state),
        when: formats::date_time(frame.language, at, &frame.zone),
        why: why.or_else(|| fell_back(frame, message)),
        words: message.detail.clone(),
        subject: message.letter.as_ref().and_then(|letter| letter.subject.clone()),
        text: message.letter.as_ref().map(|letter| letter.text.clone()),
        can_withdraw: message.state == MessageState::Scheduled && frame.role.may_request(),
    }
}

/// That the merchant's own wording could not be filled in.
fn fell_back(frame: &Frame, message: &Message) -> Option<String> {
    message.letter.as_ref()?.wording_fault()?;
    Some(frame.t("dash-template-fell-back"))
}

pub(super) fn tone(state: MessageState) -> &'static str {
    match state {
        MessageState::Delivered => "good",
        MessageState::Failed | MessageState::Bounced => "bad",
        MessageState::Unconfirmed | MessageState::Held => "warn",
        MessageState::Scheduled | MessageState::Sending | MessageState::Sent | MessageState::Skipped => "quiet",
    }
}
