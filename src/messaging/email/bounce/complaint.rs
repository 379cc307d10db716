//! Somebody told their mail service that our mail was unwanted: feedback reports (RFC 5965), and the forms of services without them.

use super::said::Said;
use super::{headers, sender, words};
use crate::domain::ids::MessageId;
use crate::messaging::email::verp;
use mail_parser::{Message, MimeHeaders};

/// What a mail is about, as far as complaints go.
pub(super) enum Feedback {
    /// A complaint about that message, as far as it can be told.
    Complaint(Option<MessageId>),
    /// A report that is no complaint: a failed signature, a virus, "not spam".
    Other,
}

/// Reads a complaint, in the mail itself or in one attached to it.
pub(super) fn read(
    opened: &[Message<'_>],
    message: Option<MessageId>,
    is_machine: bool,
    secret: &str,
) -> Option<Feedback> {
    if let Some(fields) = opened.iter().find_map(report) {
        let kind = fields.lines().find_map(|line| line.strip_prefix("feedback-type:")).map_or("", str::trim);
        return Some(match kind {
            "" | "abuse" | "fraud" | "opt-out" | "opt-out-list" | "other" | "miscategorized" => {
                Feedback::Complaint(message.or_else(|| held(opened, secret)))
            }
            _ => Feedback::Other,
        });
    }
    let outer = opened.first().filter(|_| is_machine)?;
    let subject = Said::of(outer.subject().unwrap_or_default());
    let is_form = headers(outer, "X-HmXmrOriginalRecipient").next().is_some()
        || (is_feedback_address(&sender(outer)) && (opened.len() > 1 || subject.has(words::COMPLAINS)))
        || (opened.len() > 1 && subject.begins_with(words::REPORTS_A_COMPLAINT));
    // Without our mail in it, it may be about anything.
    let about = message.or_else(|| held(opened, secret)).filter(|_| is_form)?;
    Some(Feedback::Complaint(Some(about)))
}

/// Whether services send complaints from that address.
pub(super) fn is_feedback_address(address: &str) -> bool {
    let address = address.to_lowercase();
    let local = address.split('@').next().unwrap_or_default();
    address == "staff@hotmail.com"
        || ["scomp", "fbl", "feedbackloop", "feedback", "complaint", "complaints", "arf"].iter().any(|known| {
            local == *known || local.strip_prefix(known).is_some_and(|rest| rest.starts_with(['-', '+', '.']))
        })
}

fn report(mail: &Message<'_>) -> Option<String> {
    let part = mail.parts.iter().find(|part| {
        part.content_type()
            .is_some_and(|kind| kind.subtype().is_some_and(|subtype| subtype.eq_ignore_ascii_case("feedback-report")))
    })?;
    Some(String::from_utf8_lossy(part.contents()).to_ascii_lowercase())
}

/// The message that stands in a report: by its return address or by its name, which only its recipient and the mail servers have seen.
fn held(opened: &[Message<'_>], secret: &str) -> Option<MessageId> {
    let texts = || {
        opened.iter().flat_map(|mail| {
            let parts = mail.parts.iter().map(|part| String::from_utf8_lossy(part.contents()));
            std::iter::once(String::from_utf8_lossy(mail.raw_message())).chain(parts)
        })
    };
    find_word(texts(), |word| verp::message_of(word, secret))
        .or_else(|| find_word(texts(), |word| word.split_once('@').and_then(|(local, _)| local.parse().ok())))
}

fn find_word<'t>(
    mut texts: impl Iterator<Item = std::borrow::Cow<'t, str>>,
    read: impl Fn(&str) -> Option<MessageId>,
) -> Option<MessageId> {
    texts.find_map(|text| text.split(|c: char| c.is_whitespace() || "<>\";,".contains(c)).find_map(&read))
}
