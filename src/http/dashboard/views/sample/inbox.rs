//! The inbox, a conversation, failures, the outbox and the report, with made-up data.

use super::super::{
    AnswerProblem, CorrectionProblem, FailuresData, InboxData, OutboxData, OutboxMessageData, ReportData,
};
use super::letters::messages;
use super::parts::{self, DAY, HOUR, MINUTE, ago, request, scope};
use crate::domain::channel::Channel;
use crate::domain::conversation::Conversation;
use crate::domain::field::FieldError;
use crate::domain::ids::{ConversationId, InboundMessageId, MessageAccountId};
use crate::domain::inbound_message::{InboundLetter, InboundMeaning, InboundMessage};
use crate::domain::message::{Message, MessageState};
use crate::domain::payer::Payer;
use crate::domain::payment_request::PaymentRequest;
use crate::domain::purpose::Purpose;
use crate::domain::time::parse_date;
use crate::operations::answer_payer::Answerable;
use crate::operations::read_inbox::{ConversationRow, LostMessage, WholeConversation};
use crate::operations::report_messages::{Fate, MessageReport, ReportLine};
use crate::store::message_list::MessageFilter;
use uuid::Uuid;

fn about() -> PaymentRequest {
    request(925, 24_800, "Heizung gewartet", ago(3 * DAY))
}

fn payer() -> Payer {
    parts::payer("Max Beispiel", Some("+4915112345678"), None)
}

fn conversation(number: u128, channel: Channel, unread: i64, age: u64) -> Conversation {
    Conversation {
        scope: scope(),
        id: ConversationId(Uuid::from_u128(number)),
        channel,
        address_hash: Vec::new(),
        last_inbound: InboundMessageId(Uuid::from_u128(number)),
        last_at: ago(age),
        unread,
        suggested_by: None,
        done_at: None,
    }
}

fn inbound(number: u128, channel: Channel, text: &str, meaning: InboundMeaning, age: u64) -> InboundMessage {
    let from = match channel {
        Channel::Sms => "+4915112345678",
        Channel::Email => "max@example.org",
    };
    InboundMessage {
        scope: scope(),
        id: InboundMessageId(Uuid::from_u128(number)),
        account: MessageAccountId(Uuid::from_u128(1)),
        channel,
        letter: InboundLetter {
            from: from.to_owned(),
            to: "+4917600000".to_owned(),
            text: text.to_owned(),
            subject: (channel == Channel::Email).then(|| "Re: Rechnung".to_owned()),
            quoted: None,
            missing: 0,
        },
        meaning,
        payment_request: Some(about().id),
        received_at: ago(age),
        read_at: None,
    }
}

pub(super) fn inbox() -> InboxData {
    let row = |conversation, last, payer| ConversationRow { conversation, last, payer };
    let maybe = Conversation {
        suggested_by: Some(InboundMessageId(Uuid::from_u128(1))),
        ..conversation(1, Channel::Sms, 1, 9 * MINUTE)
    };
    let done = Conversation { done_at: Some(ago(HOUR)), ..conversation(3, Channel::Sms, 0, DAY) };
    let long = "Guten Tag, ich habe die Rechnung schon am Montag überwiesen, von dem Konto meiner Frau. Können Sie bitte noch einmal \
                nachsehen, ob das Geld bei Ihnen angekommen ist? Vielen Dank!";
    InboxData {
        rows: vec![
            row(
                maybe,
                inbound(1, Channel::Sms, "Bitte keine SMS mehr an diese Nummer", InboundMeaning::MaybeStop, 9 * MINUTE),
                Some(payer()),
            ),
            row(
                conversation(2, Channel::Email, 1, 2 * HOUR),
                inbound(2, Channel::Email, long, InboundMeaning::Reply, 2 * HOUR),
                None,
            ),
            row(done, inbound(3, Channel::Sms, "STOP", InboundMeaning::Stop, DAY), Some(payer())),
        ],
        all: true,
        next: Some("1".to_owned()),
    }
}

pub(super) fn talk() -> WholeConversation {
    let request = about();
    let text = "Guten Tag Max Beispiel, Klempnerei Nord bittet um Zahlung von 248,00 €: https://pay.example/p/AbCdEfGhIjKlMnOpQrStUv";
    let mut sent = messages(&request);
    sent.truncate(2);
    let mut sms = sent.remove(1);
    sms.channel = Channel::Sms;
    sms.sent_at = Some(ago(3 * HOUR));
    if let Some(letter) = &mut sms.letter {
        letter.subject = None;
        text.clone_into(&mut letter.text);
    }
    WholeConversation {
        conversation: Conversation {
            suggested_by: Some(InboundMessageId(Uuid::from_u128(1))),
            ..conversation(1, Channel::Sms, 1, 9 * MINUTE)
        },
        inbound: vec![
            inbound(1, Channel::Sms, "Bitte keine SMS mehr an diese Nummer", InboundMeaning::MaybeStop, 9 * MINUTE),
            inbound(2, Channel::Sms, "Kommt am Freitag jemand?", InboundMeaning::Reply, HOUR),
        ],
        sent: vec![sms],
        answerable: Answerable::About(request.id),
        requests: vec![(request, payer())],
        consent: None,
    }
}

pub(super) fn closed_talk() -> WholeConversation {
    let mut talk = WholeConversation { answerable: Answerable::TooLate, ..talk() };
    talk.conversation.suggested_by = None;
    talk.conversation.done_at = Some(ago(HOUR));
    talk.inbound[0].letter.missing = 1;
    talk.inbound[0].letter.quoted = Some("> Guten Tag".to_owned());
    talk
}

pub(super) fn answer_problem() -> AnswerProblem {
    let text = "Meine Karte: 4242 4242 4242 4242".to_owned();
    AnswerProblem { text, error: FieldError::new("text", "card_number", "") }
}

pub(super) fn failures() -> FailuresData {
    let request = about();
    let payer = Payer { email: Some("max@example.org".to_owned()), ..payer() };
    let all = messages(&request);
    let failed = Message { reason: Some("bad_address".to_owned()), letter: all[1].letter.clone(), ..all[0].clone() };
    let unsure = Message { state: MessageState::Unconfirmed, detail: None, reason: None, ..failed.clone() };
    let lost = |message: Message, since| LostMessage { message, request: request.clone(), payer: payer.clone(), since };
    FailuresData {
        problem: Some(CorrectionProblem {
            message: failed.id,
            address: "0151".to_owned(),
            error: FieldError::new("address", "invalid", ""),
        }),
        rows: vec![lost(failed, Some(all[1].clone())), lost(unsure, None)],
        next: None,
    }
}

pub(super) fn outbox() -> OutboxData {
    let filter =
        MessageFilter { channel: Some(Channel::Sms), payment_request: Some(about().id), ..MessageFilter::default() };
    let rows = messages(&about()).into_iter().map(|message| (message, Some(payer())));
    OutboxData { filter, rows: rows.collect(), next: None }
}

pub(super) fn outbox_message(at: usize) -> OutboxMessageData {
    let request = about();
    let mut message = messages(&request).swap_remove(at);
    message.ground = Some("contract".to_owned());
    OutboxMessageData { message, request, payer: payer(), carrier: Some("Mailserver".to_owned()) }
}

pub(super) fn report() -> ReportData {
    let sms = Fate { waiting: 3, kept: 12, sent: 180, delivered: 171, failed: 6, bounced: 0, opened: 121, paid: 88 };
    let mail = Fate { waiting: 0, kept: 4, sent: 64, delivered: 0, failed: 1, bounced: 3, opened: 40, paid: 22 };
    let line =
        |channel, carrier: &str, purpose, fate| ReportLine { channel, carrier: carrier.to_owned(), purpose, fate };
    let report = MessageReport {
        lines: vec![
            line(Channel::Sms, "smpp", Purpose::Request, sms),
            line(Channel::Email, "smtp", Purpose::Reminder1, mail),
            line(Channel::Email, "", Purpose::Request, Fate { kept: 2, ..Fate::default() }),
        ],
        channels: vec![(Channel::Email, mail), (Channel::Sms, sms)],
        openings: 412,
        previews: 97,
    };
    let day = |text: &str| parse_date(text).unwrap_or(time::Date::MIN);
    ReportData { from: day("2026-11-17"), to: day("2026-12-16"), is_wrong: false, report }
}
