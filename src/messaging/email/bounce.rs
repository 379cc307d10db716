//! Mails that come back to us: bounces, delays, complaints, machines that answer, people that answer. Told apart by what they hold, not by
//! their outer type, which mail servers choose freely. At our own return addresses there are only machines.

mod absence;
mod codes;
mod complaint;
mod layers;
mod said;
mod verdict;
mod words;

use super::super::channel::{Delivery, Heard};
use super::super::keywords::meaning_of_mail;
use super::plain::text_of;
use super::quoted::own_words;
use super::recipient::Recipients;
use super::report::{Action, Status, read as read_report};
use super::verp;
use crate::domain::ids::MessageId;
use crate::domain::inbound_message::InboundMeaning;
use crate::domain::phone::Numbering;
use crate::domain::time::Timestamp;
use absence::{Signs, is_automatic_subject, is_machines, signs, speaks_of_absence};
use codes::Codes;
use complaint::Feedback;
use mail_parser::{HeaderName, Message, MimeHeaders};
use said::Said;
use std::borrow::Cow;
use verdict::Evidence;

/// Characters in which a withdrawal is looked for.
const LOOKED_AT: usize = 4_000;
/// Characters of what a person writes who has had enough.
const A_FEW_SENTENCES: usize = 400;
/// Characters of a text that are kept.
const WORDS: usize = 500;
/// So much of a report is read for its words.
const TOLD: usize = 16_000;

/// Reads a mail that arrived at one of our addresses. `envelope_to` is the recipient of the envelope, where the mail server tells it:
/// it alone proves which message a bounce is about. Empty where nothing can be learned.
pub fn read(mail: &[u8], envelope_to: Option<&str>, secret: &str) -> Vec<Heard> {
    let layers = layers::layers(mail);
    let opened: Vec<Message<'_>> = layers.iter().filter_map(|layer| layers::open(layer)).collect();
    let addresses = || envelope_to.into_iter().chain(opened.first().into_iter().flat_map(copies_of_the_envelope));
    let message = addresses().find_map(|address| verp::message_of(address, secret));
    let is_returned = message.is_some() || addresses().any(verp::is_return_address);
    let Some(outer) = opened.first() else {
        let nothing = Returned { message, at: None, subject: "", told: String::new() };
        return if is_returned { vec![nothing.failed(Recipients::default(), None, false, None)] } else { Vec::new() };
    };
    let came = Returned {
        message,
        at: outer.date().map(|date| Timestamp::from_seconds(date.to_timestamp())),
        subject: outer.subject().unwrap_or_default(),
        told: told_by(outer),
    };
    if is_returned { from_machine(&came, &opened, secret) } else { from_anybody(&came, &opened, envelope_to, secret) }
}

/// All that can arrive at a return address.
fn from_machine(came: &Returned<'_>, opened: &[Message<'_>], secret: &str) -> Vec<Heard> {
    let outer = &opened[0];
    let statuses: Vec<Status> = opened.iter().flat_map(|mail| statuses(mail, true)).collect();
    if !statuses.is_empty() {
        return statuses.into_iter().map(|status| came.by_status(status)).collect();
    }
    match complaint::read(opened, came.message, true, secret) {
        Some(Feedback::Complaint(message)) => return vec![Heard::Complaint { message }],
        Some(Feedback::Other) => return Vec::new(),
        None => {}
    }
    let said = Said::of(&came.text());
    let codes = Codes::within(&came.told);
    let by_a_server = is_of_mail_server(outer) || has_report_type(outer);
    let names_nobody = said.has(words::NOBODY_THERE);
    let is_failure = said.has(words::FAILED) || codes.first().is_some() && (by_a_server || names_nobody);
    let is_absence = speaks_of_absence(came.subject, &came.told, by_a_server);
    // An automatic answer may say what could not be done; without a code it is no server's word.
    let refuses = is_failure && (by_a_server || codes.first().is_some() || !is_automatic_subject(came.subject));
    if (is_absence || has_part(outer, "disposition-notification")) && !refuses {
        return vec![came.answered_by_itself(outer)];
    }
    if said.has(words::ASKED_WHO_WE_ARE) && !names_nobody {
        return vec![came.report(Recipients::default(), Delivery::Delayed, None, Some(came.in_short()))];
    }
    let is_silent = !by_a_server && !refuses && !names_nobody && codes.first().is_none();
    // Who answers for somebody sends nothing back.
    let is_whole = opened.len() == 1 && !has_part(outer, "rfc822-headers");
    if is_silent && is_whole && (answers_by_itself(outer, came.subject) || said.has(words::ASKS_FOR_PATIENCE)) {
        return vec![came.answered_by_itself(outer)];
    }
    vec![came.by_words(outer, &said, &codes, by_a_server)]
}

/// Whether the headers say that a mailbox answered by itself. Some gateways set those on their reports too, which answer nothing.
fn answers_by_itself(mail: &Message<'_>, subject: &str) -> bool {
    let is_answer = Said::of(subject).begins_with(words::ANSWERS) || mail.header("In-Reply-To").is_some();
    let from = sender(mail);
    match signs(mail, &from) {
        Signs::Own => !is_of_a_system(&from),
        Signs::Strong | Signs::Weak => is_answer && !is_of_a_system(&from),
        Signs::None => is_answer && has_no_return(mail),
    }
}

/// What can arrive at a mailbox that people write to.
fn from_anybody(came: &Returned<'_>, opened: &[Message<'_>], envelope_to: Option<&str>, secret: &str) -> Vec<Heard> {
    let outer = &opened[0];
    let from = sender(outer);
    let answered = answered_message(outer);
    // The postmaster of a small house is its master.
    let may_be_a_person =
        answered.is_some() || from.starts_with("postmaster@") && !Said::of(&came.text()).has(words::FAILED);
    let by_a_server = is_of_mail_server(outer) && !may_be_a_person || has_report_type(outer);
    let statuses = statuses(outer, by_a_server);
    if !statuses.is_empty() {
        return statuses.into_iter().map(|status| came.by_status(status)).collect();
    }
    let signs = signs(outer, &from);
    let has_no_return = has_no_return(outer);
    let is_machine = by_a_server || has_no_return || signs != Signs::None || complaint::is_feedback_address(&from);
    match complaint::read(opened, None, is_machine, secret) {
        Some(Feedback::Complaint(message)) => return vec![Heard::Complaint { message }],
        Some(Feedback::Other) => return Vec::new(),
        None => {}
    }
    if has_part(outer, "disposition-notification") {
        return Vec::new();
    }
    let text = text_of(outer).trim().to_owned();
    // A group of people answers through a list; what answers by itself rarely says "Re:".
    let answers = answered.is_some() && Said::of(came.subject).begins_with(words::ANSWERS);
    let is_automatic = signs >= Signs::Strong
        || signs == Signs::Weak && !answers
        || has_no_return
        || is_machines(came.subject, &came.told);
    let is_failure = Said::of(came.subject).begins_with(words::FAILED);
    if by_a_server || is_automatic && is_failure {
        let said = Said::of(&came.text());
        return vec![came.by_words(outer, &said, &Codes::within(&came.told), true)];
    }
    if is_automatic && !may_be_a_withdrawal(came.subject, &text, signs, answers) {
        return vec![Heard::AutoReply { from, message: answered }];
    }
    vec![Heard::Inbound {
        from,
        numbering: Numbering::Private,
        to: envelope_to.map(str::to_owned).or_else(|| first_to(outer)).unwrap_or_default(),
        text,
        subject: outer.subject().map(|subject| subject.chars().take(WORDS).collect()),
        reference: outer.message_id().map(str::to_owned),
        message: answered,
        opt_out_handled_by_carrier: false,
        part: None,
        at: came.at,
    }]
}

/// Whoever wants no more is heard, whatever stands in the headers or below: programs sign people's mails and set marks in them. Something
/// near it is shown where no machine owns up to the mail, and not of newsletters, which speak of unsubscribing at length.
fn may_be_a_withdrawal(subject: &str, text: &str, signs: Signs, answers: bool) -> bool {
    let head = text.char_indices().nth(LOOKED_AT).map_or(text, |(end, _)| &text[..end]);
    let own = own_words(head);
    let is_short = own.chars().count() <= A_FEW_SENTENCES;
    match meaning_of_mail(Some(subject), &own) {
        InboundMeaning::Stop => true,
        InboundMeaning::MaybeStop | InboundMeaning::WrongNumber => is_short && (answers || signs < Signs::Strong),
        InboundMeaning::Start | InboundMeaning::Help | InboundMeaning::Reply => false,
    }
}

/// A mail that came back.
struct Returned<'m> {
    message: Option<MessageId>,
    at: Option<Timestamp>,
    subject: &'m str,
    /// What it says to people.
    told: String,
}

impl Returned<'_> {
    fn text(&self) -> String {
        format!("{}\n{}", self.subject, self.told)
    }

    /// On one line.
    fn in_short(&self) -> String {
        let words = if self.told.trim().is_empty() { self.subject } else { &self.told };
        words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(WORDS).collect()
    }

    fn report(
        &self,
        recipients: Recipients,
        delivery: Delivery,
        code: Option<String>,
        detail: Option<String>,
    ) -> Heard {
        Heard::MailReport { message: self.message, recipients, delivery, code, detail, at: self.at }
    }

    fn failed(&self, recipients: Recipients, code: Option<String>, hard: bool, detail: Option<String>) -> Heard {
        self.report(recipients, Delivery::Bounced { hard }, code, detail)
    }

    fn answered_by_itself(&self, mail: &Message<'_>) -> Heard {
        Heard::AutoReply { from: sender(mail), message: self.message.or_else(|| answered_message(mail)) }
    }

    fn by_status(&self, status: Status) -> Heard {
        let diagnostic = status.diagnostic.as_deref().unwrap_or_default();
        let evidence = Evidence { status: &status.code, diagnostic, told: &self.told, by_a_server: true };
        let delivery = match status.action {
            Action::Failed => Delivery::Bounced { hard: evidence.is_hard() },
            Action::Delayed => Delivery::Delayed,
            Action::PassedOn => Delivery::Sent,
            Action::Delivered => Delivery::Delivered,
        };
        let detail = if diagnostic.is_empty() { self.in_short() } else { diagnostic.chars().take(WORDS).collect() };
        let code = (!status.code.is_empty()).then_some(status.code);
        self.report(status.recipients, delivery, code, Some(detail).filter(|words| !words.is_empty()))
    }

    /// A report without fields (qmail, Exim, many gateways).
    fn by_words(&self, mail: &Message<'_>, said: &Said, codes: &Codes, by_a_server: bool) -> Heard {
        let named = headers(mail, "X-Failed-Recipients").next();
        let recipients = Recipients::of_words(named, &self.told);
        let code = codes.first().map(str::to_owned);
        let refused = codes.enhanced.iter().chain(&codes.basic).any(|code| code.starts_with('5'));
        let late =
            said.has(words::GOES_ON) || said.has(words::DELAYED) && !refused && !said.has("undeliver, unzustellbar");
        if late && !said.has(words::GIVEN_UP) {
            return self.report(recipients, Delivery::Delayed, code, Some(self.in_short()));
        }
        let hard = Evidence { told: &self.told, by_a_server, ..Evidence::default() }.is_hard();
        self.failed(recipients, code, hard, Some(self.in_short()).filter(|words| !words.is_empty()))
    }
}

/// The values of all headers of that name, as they stand there.
fn headers<'m>(mail: &'m Message<'_>, name: &str) -> impl Iterator<Item = &'m str> {
    let all = mail.headers().iter().filter(move |header| header.name().eq_ignore_ascii_case(name));
    all.filter_map(|header| {
        let place = header.offset_start() as usize..header.offset_end() as usize;
        mail.raw_message().get(place).and_then(|value| std::str::from_utf8(value).ok()).map(str::trim)
    })
}

/// The address that a mail says it is from; empty where it says none.
fn sender(mail: &Message<'_>) -> String {
    mail.from().and_then(|from| from.first()).and_then(|from| from.address()).unwrap_or_default().to_owned()
}

fn first_to(mail: &Message<'_>) -> Option<String> {
    mail.to()?.first()?.address().map(str::to_owned)
}

/// Headers that mail servers copy the envelope's recipient to.
fn copies_of_the_envelope<'m>(mail: &'m Message<'_>) -> impl Iterator<Item = &'m str> {
    let names = [
        "Delivered-To",
        "X-Original-To",
        "Envelope-To",
        "X-Envelope-To",
        "X-Delivered-To",
        "X-RCPT-To",
        "X-Original-Recipient",
        "To",
        "Cc",
    ];
    let copies = names.into_iter().flat_map(|name| headers(mail, name));
    let received = headers(mail, "Received").filter_map(|value| value.split_once("for <")).map(|(_, rest)| rest);
    copies.chain(received).flat_map(|value| value.split(|c: char| c.is_whitespace() || "<>,;\"".contains(c)))
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

/// What all delivery status parts of a mail say, wherever they stand and whatever they are called. `in_texts`: also where the fields stand
/// in a text.
fn statuses(mail: &Message<'_>, in_texts: bool) -> Vec<Status> {
    let is_called_so = |part: &&mail_parser::MessagePart<'_>| {
        part.content_type()
            .is_some_and(|kind| kind.subtype().is_some_and(|subtype| subtype.contains("delivery-status")))
    };
    let read_all = |parts: Vec<&mail_parser::MessagePart<'_>>| -> Vec<Status> {
        parts.iter().flat_map(|part| read_report(&String::from_utf8_lossy(part.contents()))).collect()
    };
    let statuses = read_all(mail.parts.iter().filter(is_called_so).collect());
    if !statuses.is_empty() || !in_texts {
        return statuses;
    }
    read_all(mail.parts.iter().filter(|part| part.text_contents().is_some_and(has_fields)).collect())
}

/// Whether a text holds the fields of a report.
fn has_fields(text: &str) -> bool {
    let has = |name: &str| {
        text.lines().any(|line| line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)))
    };
    has("action:") && (has("final-recipient:") || has("original-recipient:"))
}

fn has_part(mail: &Message<'_>, kind: &str) -> bool {
    mail.parts.iter().any(|part| {
        part.content_type().is_some_and(|given| given.subtype().is_some_and(|subtype| subtype.contains(kind)))
    })
}

/// "multipart/report; report-type=delivery-status", also where the report itself is missing.
fn has_report_type(mail: &Message<'_>) -> bool {
    mail.content_type().is_some_and(|kind| {
        kind.attribute("report-type").is_some_and(|report| report.to_ascii_lowercase().contains("delivery-status"))
    })
}

/// Mail servers write as "MAILER-DAEMON" or "postmaster".
fn is_of_mail_server(mail: &Message<'_>) -> bool {
    let local = sender(mail).split('@').next().unwrap_or_default().to_ascii_lowercase();
    let daemon = [
        "mailer-daemon",
        "mailer_daemon",
        "mailerdaemon",
        "postmaster",
        "mail-daemon",
        "maildeliverysystem",
        "microsoftexchange",
    ]
    .iter()
    .any(|name| local.starts_with(name));
    daemon || headers(mail, "X-Failed-Recipients").next().is_some()
}

/// Mail that must not be answered: a machine's.
fn has_no_return(mail: &Message<'_>) -> bool {
    headers(mail, "Return-Path").any(|path| matches!(path, "" | "<>"))
}

/// Gateways and filters, which report under names of their own.
fn is_of_a_system(from: &str) -> bool {
    let local = from.split('@').next().unwrap_or_default().to_ascii_lowercase();
    let names = [
        "gateway",
        "mailgate",
        "mailsystem",
        "mailserver",
        "mailscanner",
        "mailsweeper",
        "mailadmin",
        "mailer",
        "mail-",
        "system",
        "virus",
        "antivirus",
        "spam",
        "antispam",
        "filter",
        "firewall",
        "security",
        "exchange",
        "smtp",
        "msg",
        "noc",
    ];
    names.iter().any(|name| local.starts_with(name))
}

/// What a mail says to people, without the mail that it returns below.
fn told_by(mail: &Message<'_>) -> String {
    let more = (1..3).filter_map(|at| mail.body_text(at)).map(Cow::into_owned);
    let texts = std::iter::once(text_of(mail)).chain(more).collect::<Vec<_>>().join("\n");
    let mut told = String::new();
    for line in texts.lines() {
        let begins = line.trim_start().to_ascii_lowercase();
        if told.len() > TOLD || RETURNED.iter().any(|start| begins.starts_with(start)) {
            break;
        }
        told.extend(line.chars().take(TOLD));
        told.push('\n');
    }
    told
}

/// With which the mail begins that is returned; its words say nothing about its delivery.
const RETURNED: [&str; 16] = [
    "--- below this line is a copy",
    "------ this is a copy of",
    "--- original message",
    "---- original message",
    "----- original message",
    "------ original message",
    "-----original message",
    "--- the header of the original",
    "----- message header",
    "----- unsent message",
    "------ the body of the message is",
    "original message headers:",
    "return-path:",
    "received:",
    "dkim-signature:",
    "mime-version:",
];

#[cfg(test)]
mod corpus;
#[cfg(test)]
mod tests;
