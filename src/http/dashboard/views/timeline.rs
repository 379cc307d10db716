//! What happened to a request, in sentences, newest first, by day.

use super::detail::DetailData;
use super::device::device;
use super::frame::Frame;
use super::payments::{account, failure_text};
use crate::domain::channel::Channel;
use crate::domain::event::{Event, EventType};
use crate::domain::message::WhyNot;
use crate::domain::payment::Payment;
use crate::domain::purpose::Purpose;
use crate::domain::refund::Refund;
use crate::domain::time::{Date, Timestamp};
use crate::i18n::{Arg, formats};
use serde_json::Value;
use std::str::FromStr;

pub(super) struct DayView {
    pub(super) label: String,
    pub(super) entries: Vec<EntryView>,
}

pub(super) struct EntryView {
    pub(super) id: String,
    pub(super) clock: String,
    pub(super) machine: String,
    pub(super) title: String,
    /// Where more is said.
    pub(super) href: Option<String>,
    pub(super) details: Vec<String>,
    pub(super) tone: &'static str,
}

pub(super) fn days(frame: &Frame, data: &DetailData) -> Vec<DayView> {
    let mut entries: Vec<(Timestamp, EntryView)> =
        data.events.iter().rev().map(|event| (happened_at(data, event), entry(frame, data, event))).collect();
    // What was noted later than it happened stands where it happened; the rest keeps its order.
    entries.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    if let Some((at, preview)) = preview(frame, data.previews) {
        let place = entries.iter().position(|(before, _)| *before <= at).unwrap_or(entries.len());
        entries.insert(place, (at, preview));
    }
    let mut days: Vec<(Date, DayView)> = Vec::new();
    for (at, entry) in entries {
        let date = frame.zone.date(at);
        match days.last_mut() {
            Some((day, view)) if *day == date => view.entries.push(entry),
            Some(_) | None => days.push((date, DayView { label: day_label(frame, date), entries: vec![entry] })),
        }
    }
    days.into_iter().map(|(_, view)| view).collect()
}

/// When it happened: that the time was up is noted by a worker, which may have been away.
fn happened_at(data: &DetailData, event: &Event) -> Timestamp {
    let expired = EventType::from_str(&event.kind) == Ok(EventType::RequestExpired);
    let end = data.request.terms.expires_at;
    if expired && end < event.created_at { end } else { event.created_at }
}

/// That programs looked at the link: no event, because it means nothing, but told apart from a person's opening.
fn preview(frame: &Frame, (count, first): (i64, Option<Timestamp>)) -> Option<(Timestamp, EntryView)> {
    let at = first.filter(|_| count > 0)?;
    let view = EntryView {
        id: "previews".to_owned(),
        clock: formats::clock_seconds(frame.language, at, &frame.zone),
        machine: at.to_rfc3339(),
        title: frame.with("inbox-previews", &[("count", Arg::Number(count))]),
        href: None,
        details: vec![frame.t("inbox-previews-why")],
        tone: "quiet",
    };
    Some((at, view))
}

/// "Heute, 16. Dezember 2026".
fn day_label(frame: &Frame, date: Date) -> String {
    let today = frame.today();
    let key = if date == today {
        "dash-day-today"
    } else if Some(date) == today.previous_day() {
        "dash-day-yesterday"
    } else {
        return formats::date_long(frame.language, date);
    };
    frame.with(key, &[("date", frame.date_in_words(date).into())])
}

fn entry(frame: &Frame, data: &DetailData, event: &Event) -> EntryView {
    let kind = EventType::from_str(&event.kind).ok();
    EntryView {
        id: event.id.to_string(),
        clock: formats::clock_seconds(frame.language, happened_at(data, event), &frame.zone),
        machine: happened_at(data, event).to_rfc3339(),
        title: kind.map_or_else(|| event.kind.clone(), |kind| frame.t(&key(kind))),
        href: kind.and_then(|kind| place(event, kind)),
        details: kind.map(|kind| details(frame, data, event, kind)).unwrap_or_default(),
        tone: kind.map_or("quiet", tone),
    }
}

/// The message that an event is about: ours, or the payer's in its conversation.
fn place(event: &Event, kind: EventType) -> Option<String> {
    let id = |about: &str| event.data[about]["id"].as_str();
    match kind {
        EventType::MessageReplied => id("reply").map(|id| format!("/dashboard/inbox/of/{id}")),
        kind if kind.word().starts_with("message.") => id("message").map(|id| format!("/dashboard/messages/{id}")),
        _ => None,
    }
}

fn key(kind: EventType) -> String {
    format!("dash-event-{}", kind.word().replace(['.', '_'], "-"))
}

fn tone(kind: EventType) -> &'static str {
    match kind {
        EventType::RequestPaid | EventType::PaymentSucceeded => "good",
        EventType::PaymentFailed
        | EventType::RefundFailed
        | EventType::DisputeOpened
        | EventType::MessageFailed
        | EventType::MessageBounced => "bad",
        EventType::RequestProcessing
        | EventType::PaymentPending
        | EventType::PaymentLate
        | EventType::PaymentSurplus
        | EventType::RequestPartPaid => "warn",
        EventType::RequestCreated
        | EventType::RequestUpdated
        | EventType::RequestOpened
        | EventType::RequestExpired
        | EventType::RequestCancelled
        | EventType::RequestReopened
        | EventType::PaymentStarted
        | EventType::PaymentAbandoned
        | EventType::RefundCreated
        | EventType::RefundSucceeded
        | EventType::DisputeClosed
        | EventType::MessageScheduled
        | EventType::MessageSent
        | EventType::MessageDelivered
        | EventType::MessageSkipped
        | EventType::MessageReplied
        | EventType::ConsentGiven
        | EventType::ConsentWithdrawn => "quiet",
    }
}

fn details(frame: &Frame, data: &DetailData, event: &Event, kind: EventType) -> Vec<String> {
    let refund = found(&event.data).and_then(|id| data.refunds.iter().find(|refund| refund.id == id));
    let payment = found(&event.data).and_then(|id| data.payments.iter().find(|payment| payment.id == id));
    let mut lines: Vec<String> = match (kind, refund, payment) {
        (EventType::RefundCreated | EventType::RefundSucceeded | EventType::RefundFailed, Some(refund), _) => {
            refund_details(frame, refund, kind)
        }
        (EventType::PaymentStarted, _, Some(payment)) => provider_name(payment).into_iter().collect(),
        (EventType::PaymentSucceeded | EventType::PaymentPending | EventType::PaymentLate, _, Some(payment)) => {
            vec![money_line(frame, payment)]
        }
        (EventType::PaymentSurplus, _, Some(payment)) => {
            let over = crate::domain::money::Money::new(payment.received - payment.allocated, payment.amount.currency);
            vec![frame.with("dash-event-over", &[("amount", frame.money(over).into())])]
        }
        (EventType::PaymentFailed, _, Some(payment)) => payment
            .failure
            .iter()
            .flat_map(|failure| [Some(failure_text(frame, failure)), failure.detail.clone()])
            .flatten()
            .collect(),
        (EventType::RequestUpdated, ..) => file_details(frame, data, &event.data["attachment"]),
        (EventType::ConsentGiven | EventType::ConsentWithdrawn, ..) => {
            let channel = event.data["consent"]["channel"].as_str().and_then(Channel::from_word);
            channel.map(|channel| frame.t(&format!("inbox-channel-{channel}"))).into_iter().collect()
        }
        (kind, ..) if kind.word().starts_with("message.") => message_details(frame, &event.data["message"]),
        _ => Vec::new(),
    };
    match (visitor(event), kind) {
        (Some(visitor), EventType::PaymentStarted) => {
            vec![lines.into_iter().chain([visitor]).collect::<Vec<_>>().join(" · ")]
        }
        (visitor, _) => {
            lines.extend(visitor);
            lines
        }
    }
}

/// "Anhang hinzugefügt: Rechnung.pdf", with the name while the file is there.
fn file_details(frame: &Frame, data: &DetailData, file: &Value) -> Vec<String> {
    let named = data.attachments.iter().find(|attachment| file["id"].as_str() == Some(&attachment.id.to_string()));
    let name = named.map(|attachment| format!(": {}", attachment.file_name)).unwrap_or_default();
    match file["change"].as_str() {
        Some("added") => vec![frame.t("dash-event-file-added") + &name],
        Some("removed") => vec![frame.t("dash-event-file-removed")],
        _ => Vec::new(),
    }
}

/// "Erinnerung per SMS", and why not or when.
fn message_details(frame: &Frame, message: &Value) -> Vec<String> {
    let text = |name: &str| message[name].as_str();
    let (Some(purpose), Some(channel)) =
        (text("purpose").and_then(|word| word.parse::<Purpose>().ok()), text("channel").and_then(Channel::from_word))
    else {
        return Vec::new();
    };
    let what = frame.with(
        &format!("dash-message-by-{}", channel.word()),
        &[("what", frame.t(&format!("dash-purpose-{}", purpose.word().replace('_', "-"))).into())],
    );
    let due = text("send_at").and_then(Timestamp::parse_rfc3339).filter(|_| text("status") == Some("scheduled"));
    let due = due.map(|at| {
        frame.with("dash-message-for", &[("when", formats::date_time(frame.language, at, &frame.zone).into())])
    });
    let why = text("reason").and_then(|word| word.parse::<WhyNot>().ok());
    let why = why.map(|why| frame.t(&format!("dash-why-{}", why.word().replace('_', "-"))));
    [Some(what), due, why].into_iter().flatten().collect()
}

/// "iPhone, Safari · 203.0.113.0" for what the payer did.
fn visitor(event: &Event) -> Option<String> {
    let parts: Vec<String> = event.user_agent.as_deref().and_then(device).into_iter().chain(event.ip.clone()).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn refund_details(frame: &Frame, refund: &Refund, kind: EventType) -> Vec<String> {
    let mut lines = vec![frame.money(refund.amount)];
    if kind == EventType::RefundFailed {
        lines.extend(refund.failure.clone());
    }
    lines
}

fn money_line(frame: &Frame, payment: &Payment) -> String {
    let minor = if payment.received > 0 { payment.received } else { payment.amount.minor };
    let amount = frame.money(crate::domain::money::Money::new(minor, payment.amount.currency));
    frame.with("dash-event-money", &[("amount", amount.into()), ("account", Arg::Text(account(frame, payment)))])
}

/// "Stripe": the provider's word as a name.
pub(super) fn provider_name(payment: &Payment) -> Option<String> {
    payment.provider.as_ref().map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    })
}

/// The first id of that kind anywhere in an event's snapshot.
fn found<Id: FromStr>(data: &Value) -> Option<Id> {
    match data {
        Value::String(text) => text.parse().ok(),
        Value::Array(items) => items.iter().find_map(found),
        Value::Object(fields) => fields.values().find_map(found),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::i18n::text;

    #[test]
    fn every_event_has_a_sentence_in_every_language() {
        for language in Language::OF_DASHBOARD {
            for kind in EventType::ALL {
                assert!(!text(language, &key(*kind)).is_empty());
            }
        }
    }
}
