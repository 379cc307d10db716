//! Messages in several states, and what goes along with them.

use super::parts::{ago, now};
use crate::domain::attachment::Attachment;
use crate::domain::channel::Channel;
use crate::domain::ids::{AttachmentId, MessageId};
use crate::domain::message::{Letter, Message, MessageState};
use crate::domain::payment_request::PaymentRequest;
use crate::domain::purpose::Purpose;
use std::time::Duration;
use uuid::Uuid;

/// An invoice, and terms under a long name.
pub(super) fn attachments(request: &PaymentRequest) -> Vec<Attachment> {
    let file = |number, name: &str, size| Attachment {
        scope: request.scope,
        id: AttachmentId(Uuid::from_u128(number)),
        payment_request: request.id,
        file_name: name.to_owned(),
        size,
        sha256: vec![0; 32],
        created_at: request.created_at,
    };
    vec![
        file(1, "Rechnung LI-748924.pdf", 48_213),
        file(2, "Allgemeine Geschäftsbedingungen für Wartung und Instandsetzung.pdf", 1_312_000),
    ]
}

/// Sent by e-mail, not delivered by SMS, and a reminder that is planned.
pub(super) fn messages(request: &PaymentRequest) -> Vec<Message> {
    let letter = Letter {
        to: "max@example.org".to_owned(),
        from: Some("Klempnerei Nord".to_owned()),
        subject: Some("Klempnerei Nord bittet um Zahlung von 248,00 €".to_owned()),
        text: "Guten Tag Max Beispiel,\n\nKlempnerei Nord bittet Sie um Zahlung von 248,00 €.\n\nhttps://pay.example/p/AbCdEfGhIjKlMnOpQrStUv".to_owned(),
        language: "de".to_owned(),
        wording: None,
    };
    let message = |number, purpose, channel, state| Message {
        scope: request.scope,
        id: MessageId(Uuid::from_u128(number)),
        payment_request: request.id,
        step: String::new(),
        purpose,
        channel,
        state,
        reason: None,
        detail: None,
        due_at: ago(3 * 3600),
        letter: None,
        account: None,
        reference: None,
        parts: None,
        ground: None,
        tries: 0,
        lease_until: None,
        requested_by: None,
        created_at: ago(3 * 3600),
        sent_at: None,
        finished_at: None,
        opened_at: None,
        handled_at: None,
    };
    let lost = Some("The number does not exist. (30003)".to_owned());
    let planned = now().plus(Duration::from_secs(5 * 86_400));
    vec![
        Message { detail: lost, ..message(1, Purpose::Request, Channel::Sms, MessageState::Failed) },
        Message { letter: Some(letter), ..message(2, Purpose::Request, Channel::Email, MessageState::Delivered) },
        Message { due_at: planned, ..message(3, Purpose::Reminder1, Channel::Email, MessageState::Scheduled) },
    ]
}
