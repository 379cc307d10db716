//! Mails that come back to us: bounces, delays, machines that answer, people that answer. Told apart by what they hold, not by their
//! outer type, which mail servers choose freely.

use super::super::channel::{Delivery, Heard};
use super::plain::text_of;
use super::report::{Status, code_within, is_hard, read as read_report};
use super::verp;
use crate::domain::ids::MessageId;
use crate::domain::phone::Numbering;
use crate::domain::time::Timestamp;
use mail_parser::{HeaderName, HeaderValue, Message, MessageParser, MimeHeaders};

/// Characters of a text that are kept.
const WORDS: usize = 500;

/// Reads a mail that arrived at one of our addresses. `envelope_to` is the recipient of the envelope, where the mail server tells it:
/// it alone proves which message a bounce is about. Empty where nothing can be learned.
pub fn read(mail: &[u8], envelope_to: Option<&str>, secret: &str) -> Vec<Heard> {
    let mail = without_mailbox_line(mail);
    let Some(parsed) = MessageParser::default().parse(mail) else { return Vec::new() };
    let message = returned_message(&parsed, envelope_to, secret);
    let at = parsed.date().map(|date| Timestamp::from_seconds(date.to_timestamp()));
    let statuses: Vec<Status> = reports(&parsed).iter().flat_map(|part| read_report(part)).collect();
    if !statuses.is_empty() {
        return statuses.into_iter().filter_map(|status| from_status(status, message, at)).collect();
    }
    // Read receipts and complaints are reports as well, about something else.
    if part_types(&parsed).any(|kind| kind == "message/feedback-report") {
        return complaint(&parsed, mail, message, secret).into_iter().collect();
    }
    if part_types(&parsed).any(|kind| kind == "message/disposition-notification") {
        return Vec::new();
    }
    if is_machine_of_mail(&parsed) {
        return from_words(&parsed, message, at).into_iter().collect();
    }
    let from =
        parsed.from().and_then(|from| from.first()).and_then(|from| from.address()).unwrap_or_default().to_owned();
    let answered = message.or_else(|| answered_message(&parsed));
    if is_automatic(&parsed) {
        return vec![Heard::AutoReply { from, message: answered }];
    }
    let to = envelope_to.map(str::to_owned).or_else(|| first_to(&parsed)).unwrap_or_default();
    let text = text_of(&parsed).trim().to_owned();
    let reference = parsed.message_id().map(str::to_owned);
    vec![Heard::Inbound {
        from,
        numbering: Numbering::Private,
        to,
        text,
        subject: parsed.subject().map(|subject| subject.chars().take(WORDS).collect()),
        reference,
        message: answered,
        opt_out_handled_by_carrier: false,
        part: None,
        at,
    }]
}

fn part_types<'m>(mail: &'m Message<'_>) -> impl Iterator<Item = String> + 'm {
    mail.parts.iter().filter_map(|part| {
        let kind = part.content_type()?;
        Some(format!("{}/{}", kind.ctype(), kind.subtype()?).to_ascii_lowercase())
    })
}

/// The texts of all delivery status parts, wherever they stand.
fn reports(mail: &Message<'_>) -> Vec<String> {
    mail.parts
        .iter()
        .filter(|part| {
            part.content_type().is_some_and(|kind| {
                let subtype = kind.subtype().unwrap_or_default().to_ascii_lowercase();
                kind.ctype().eq_ignore_ascii_case("message")
                    && matches!(subtype.as_str(), "delivery-status" | "global-delivery-status")
            })
        })
        .map(|part| String::from_utf8_lossy(part.contents()).into_owned())
        .collect()
}

fn first_to(mail: &Message<'_>) -> Option<String> {
    mail.to()?.first()?.address().map(str::to_owned)
}

/// Local deliveries put a line in front that is no header: "From erika@example.com Sat Nov 21 …".
fn without_mailbox_line(mail: &[u8]) -> &[u8] {
    match mail.iter().position(|byte| *byte == b'\n') {
        Some(end) if mail.starts_with(b"From ") => &mail[end + 1..],
        Some(_) | None => mail,
    }
}

/// A feedback report (RFC 5965), unless it says that the mail was wanted. It goes to an address that knows no message; the message is
/// named by what the report holds of our mail, which only its recipient and the mail servers have seen.
fn complaint(mail: &Message<'_>, raw: &[u8], message: Option<MessageId>, secret: &str) -> Option<Heard> {
    let report = mail.parts.iter().find(|part| {
        part.content_type()
            .is_some_and(|kind| kind.subtype().is_some_and(|subtype| subtype.eq_ignore_ascii_case("feedback-report")))
    })?;
    let fields = String::from_utf8_lossy(report.contents()).to_ascii_lowercase();
    let kind = fields.lines().find_map(|line| line.strip_prefix("feedback-type:")).map(str::trim);
    if kind == Some("not-spam") {
        return None;
    }
    let raw = String::from_utf8_lossy(raw);
    let words = || raw.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | ';' | ','));
    let by_return_address = || words().find_map(|word| verp::message_of(word, secret));
    let by_name = || words().find_map(|word| word.split_once('@').and_then(|(local, _)| local.parse().ok()));
    Some(Heard::Complaint { message: message.or_else(by_return_address).or_else(by_name) })
}

/// By the return address, in the envelope or in the headers that mail servers copy it to.
fn returned_message(mail: &Message<'_>, envelope_to: Option<&str>, secret: &str) -> Option<MessageId> {
    let copies = ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To"]
        .into_iter()
        .filter_map(|name| mail.header_raw(name));
    envelope_to.into_iter().chain(copies).find_map(|address| verp::message_of(address, secret))
}

/// By our Message-ID that an answer names. Anybody could write that: it is good for sorting, not for facts.
fn answered_message(mail: &Message<'_>) -> Option<MessageId> {
    [HeaderName::InReplyTo, HeaderName::References].into_iter().filter_map(|name| mail.header_raw(name)).find_map(
        |value| {
            value
                .split(['<', '>', ' ', '\t', '\r', '\n'])
                .find_map(|id| id.split_once('@').and_then(|(local, _)| local.parse().ok()))
        },
    )
}

fn from_status(status: Status, message: Option<MessageId>, at: Option<Timestamp>) -> Option<Heard> {
    let detail = status.diagnostic.map(|words| words.chars().take(WORDS).collect::<String>());
    let code = (!status.code.is_empty()).then_some(status.code);
    let receipt = |delivery| Heard::Receipt {
        reason: None,
        reference: None,
        message,
        delivery,
        code: code.clone(),
        detail: detail.clone(),
        at,
    };
    match status.action.as_str() {
        "failed" => {
            let hard = is_hard(code.as_deref().unwrap_or_default(), detail.as_deref().unwrap_or_default());
            Some(Heard::Bounce { message, recipient: status.recipient, hard, code, detail, at })
        }
        // The server goes on trying.
        "delayed" | "relayed" | "expanded" => Some(receipt(Delivery::Sent)),
        "delivered" => Some(receipt(Delivery::Delivered)),
        _ => None,
    }
}

/// Mail servers write with an empty return path, as "MAILER-DAEMON" or "postmaster".
fn is_machine_of_mail(mail: &Message<'_>) -> bool {
    let from = mail
        .from()
        .and_then(|from| from.first())
        .and_then(|from| from.address())
        .unwrap_or_default()
        .to_ascii_lowercase();
    let daemon = ["mailer-daemon", "postmaster", "mail-daemon", "maildeliverysystem"]
        .iter()
        .any(|name| from.split('@').next() == Some(name));
    daemon || mail.header("X-Failed-Recipients").is_some()
}

/// A bounce without a report (qmail, old Exim, some gateways).
fn from_words(mail: &Message<'_>, message: Option<MessageId>, at: Option<Timestamp>) -> Option<Heard> {
    let text = mail.body_text(0)?;
    // Below it the original mail follows, whose words say nothing about its delivery.
    let told = ["--- Below this line is a copy", "------ This is a copy of"]
        .iter()
        .find_map(|cut| text.split_once(cut))
        .map_or(&*text, |(told, _)| told);
    let code = code_within(told);
    let hard = is_hard(code.as_deref().unwrap_or_default(), told);
    // Without code or known words it may be anything, a newsletter of the postmaster too.
    (code.is_some() || hard).then(|| Heard::Bounce {
        message,
        recipient: failed_recipient(mail, told),
        hard,
        code,
        detail: Some(told.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(WORDS).collect()),
        at,
    })
}

fn failed_recipient(mail: &Message<'_>, told: &str) -> Option<String> {
    let header = mail
        .header_raw("X-Failed-Recipients")
        .map(|value| value.trim().split(',').next().unwrap_or_default().trim().to_owned());
    header.or_else(|| {
        let in_brackets = told.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(address, _)| address);
        in_brackets
            .into_iter()
            .find(|address| address.contains('@') && !address.contains(char::is_whitespace))
            .map(str::to_owned)
    })
}

/// RFC 3834 and the older customs.
fn is_automatic(mail: &Message<'_>) -> bool {
    let text = |name: &'static str| {
        mail.header(name).and_then(HeaderValue::as_text).map(|value| value.trim().to_ascii_lowercase())
    };
    let submitted = text("Auto-Submitted").is_some_and(|value| !value.starts_with("no"));
    let custom = ["X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply-From"]
        .iter()
        .any(|name| mail.header(*name).is_some());
    let precedence =
        text("Precedence").is_some_and(|value| matches!(value.as_str(), "auto_reply" | "bulk" | "junk" | "list"));
    let subject = mail.subject().unwrap_or_default().to_lowercase();
    let said = [
        "automatic reply",
        "automatische antwort",
        "abwesenheits",
        "out of office",
        "réponse automatique",
        "risposta automatica",
    ];
    submitted || custom || precedence || said.iter().any(|start| subject.starts_with(start))
}

#[cfg(test)]
mod tests;
