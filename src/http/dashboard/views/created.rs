//! What a person is told after making a request: what goes out now, what later, and what is left for them to do.

use super::frame::Frame;
use super::messages::{purpose_text, reason_text};
use crate::domain::channel::Channel;
use crate::domain::message::{Message, MessageState};
use crate::domain::purpose::Purpose;
use crate::domain::time::Timestamp;
use crate::i18n::{Arg, formats};

/// More of what comes later is counted.
const MOST_NAMED: usize = 4;

/// The sentences under "Die Zahlungsanfrage ist erstellt."
pub(super) fn created_text(frame: &Frame, messages: &[Message]) -> String {
    let mut sentences = vec![frame.t("dash-created")];
    let first: Vec<&Message> = messages.iter().filter(|message| is_first(message)).collect();
    let under_way = |message: &&&Message| matches!(fate(message), Fate::Going | Fate::Gone);
    let going: Vec<Channel> = first.iter().filter(under_way).map(|message| message.channel).collect();
    if !going.is_empty() {
        let gone = first.iter().filter(under_way).all(|message| fate(message) == Fate::Gone);
        let key = if gone { "dash-created-sent" } else { "dash-created-sending" };
        sentences.push(frame.with(key, &[("ways", by_channels(frame, &going).into())]));
    }
    for message in first.iter().filter(|message| fate(message) == Fate::Stays) {
        let why = reason_text(frame, message).unwrap_or_default();
        let way = frame.t(&format!("dash-by-{}", message.channel));
        sentences.push(frame.with("dash-created-stays", &[("way", way.into()), ("why", why.into())]));
    }
    if going.is_empty() {
        sentences.push(frame.t("dash-created-nothing"));
    }
    let now = sentences.join(" ");
    [Some(now), later(frame, messages)].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// "Geplant: Erinnerung am 13. Dezember, 10:00 per SMS; …"
fn later(frame: &Frame, messages: &[Message]) -> Option<String> {
    let planned: Vec<&Message> = messages.iter().filter(|message| is_planned(message, frame.now)).collect();
    let named: Vec<String> = planned.iter().take(MOST_NAMED).map(|message| planned_text(frame, message)).collect();
    if named.is_empty() {
        return None;
    }
    let more = planned.len().saturating_sub(named.len());
    let list = frame.with("dash-created-planned", &[("list", named.join("; ").into())]);
    let count = Arg::Number(i64::try_from(more).unwrap_or(i64::MAX));
    let rest = (more > 0).then(|| frame.with("dash-created-more", &[("count", count)]));
    Some([Some(list), rest].into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// "Erinnerung am 13. Dezember 2026, 10:00 per SMS".
fn planned_text(frame: &Frame, message: &Message) -> String {
    frame.with(
        "dash-planned-one",
        &[
            ("what", purpose_text(frame, message.purpose).into()),
            ("when", formats::date_time(frame.language, message.due_at, &frame.zone).into()),
            ("way", frame.t(&format!("dash-by-{}", message.channel)).into()),
        ],
    )
}

/// "per SMS und per E-Mail".
fn by_channels(frame: &Frame, channels: &[Channel]) -> String {
    let both = Channel::ALL.iter().all(|channel| channels.contains(channel));
    match channels {
        _ if both => frame.t("dash-by-both"),
        [first, ..] => frame.t(&format!("dash-by-{first}")),
        [] => String::new(),
    }
}

/// The link itself, as a person wished it.
fn is_first(message: &Message) -> bool {
    message.purpose == Purpose::Request && message.requested_by.is_some()
}

fn is_planned(message: &Message, now: Timestamp) -> bool {
    message.state == MessageState::Scheduled && message.due_at > now
}

/// What a person needs to know of a message.
#[derive(PartialEq, Eq)]
pub(super) enum Fate {
    /// It is about to leave, or on its way out.
    Going,
    /// It has left.
    Gone,
    /// Nobody got it.
    Stays,
}

pub(super) fn fate(message: &Message) -> Fate {
    match message.state {
        MessageState::Scheduled | MessageState::Sending => Fate::Going,
        MessageState::Sent | MessageState::Delivered | MessageState::Unconfirmed => Fate::Gone,
        MessageState::Held | MessageState::Failed | MessageState::Bounced | MessageState::Skipped => Fate::Stays,
    }
}

/// Whether the payer has a message that asks for the money, or is about to get one now.
pub(super) fn is_asked(messages: &[Message], now: Timestamp) -> bool {
    let asks = |message: &&Message| message.purpose.asks_for_money() && !is_planned(message, now);
    messages.iter().filter(asks).any(|message| fate(message) != Fate::Stays)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::UserId;
    use crate::domain::language::Language;
    use crate::http::dashboard::views::sample::details::detail_open;
    use crate::http::dashboard::views::sample::parts::frame;
    use std::time::Duration;
    use uuid::Uuid;

    fn message(purpose: Purpose, channel: Channel, state: MessageState, in_seconds: u64) -> Message {
        let frame = frame(Language::De);
        let mut message = detail_open().messages[0].clone();
        message.requested_by = (in_seconds == 0).then_some(UserId(Uuid::from_u128(7)));
        message.reason = (state == MessageState::Held).then(|| "no_carrier".to_owned());
        message.detail = None;
        message.due_at = frame.now.plus(Duration::from_secs(in_seconds));
        Message { purpose, channel, state, ..message }
    }

    #[test]
    fn who_made_a_request_reads_what_goes_out_now_and_later() {
        use MessageState::{Held, Scheduled, Sent};
        let frame = frame(Language::De);
        let text = |messages: &[Message]| created_text(&frame, messages).replace('\u{a0}', " ");
        let sms = |state| message(Purpose::Request, Channel::Sms, state, 0);
        let reminder = message(Purpose::Reminder1, Channel::Sms, Scheduled, 86_400);
        let nothing = text(&[]);
        assert!(nothing.contains("Gesendet ist noch nichts"), "{nothing}");
        let planned = text(std::slice::from_ref(&reminder));
        assert!(planned.contains("Gesendet ist noch nichts"), "{planned}");
        assert!(planned.contains("Geplant: Erinnerung am 17. Dezember 2026, 14:40 per SMS."), "{planned}");
        let going = text(&[sms(Scheduled), reminder.clone()]);
        assert!(going.contains("wird jetzt per SMS gesendet") && !going.contains("noch nichts"), "{going}");
        let both = text(&[sms(Sent), message(Purpose::Request, Channel::Email, Sent, 0)]);
        assert!(both.contains("ist per SMS und per E-Mail gesendet"), "{both}");
        let held = text(&[sms(Held)]);
        assert!(held.contains("Postausgang") && held.contains("Gesendet ist noch nichts"), "{held}");
        assert!(!is_asked(&[sms(Held), reminder.clone()], frame.now), "nobody has got anything");
        assert!(is_asked(&[sms(Scheduled), reminder], frame.now));
    }
}
