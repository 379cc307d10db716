//! A message as it is handed to a carrier.

use crate::domain::ids::MessageId;
use crate::domain::message_account::MessageSender;
use crate::domain::time::Timestamp;
use std::fmt;
use std::time::Duration;

/// Whom a message comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// A number in E.164, a short code, a name of up to eleven characters, or a mail address.
    pub address: String,
    /// Beside a mail address.
    pub name: Option<String>,
    /// Where answers to a mail go.
    pub reply_to: Option<String>,
}

impl From<&MessageSender> for Sender {
    fn from(sender: &MessageSender) -> Self {
        Self { address: sender.address.clone(), name: sender.name.clone(), reply_to: sender.reply_to.clone() }
    }
}

/// A file that goes with a mail.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    /// As the payer sees it.
    pub name: String,
    /// "application/pdf".
    pub content_type: String,
    /// The file.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Attachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attachment({}, {} bytes)", self.content_type, self.bytes.len())
    }
}

/// A message, worded and ready.
#[derive(Clone)]
pub struct Outgoing {
    /// Ours.
    pub id: MessageId,
    /// A number in E.164, or a mail address.
    pub to: String,
    /// Whom it comes from.
    pub from: Sender,
    /// Of a mail.
    pub subject: Option<String>,
    /// The text; of a mail the plain one.
    pub text: String,
    /// The same as a page, for mails.
    pub html: Option<String>,
    /// Files, for mails.
    pub attachments: Vec<Attachment>,
    /// Where receipts of the account go, see `receipt_url`.
    pub status_url: Option<String>,
    /// Ends messages by one POST (RFC 8058), for mails.
    pub unsubscribe_url: Option<String>,
    /// Where bounces go: an address of this message alone, see `email::verp`.
    pub return_path: Option<String>,
    /// How long it is worth delivering.
    pub valid_for: Duration,
    /// When it is sent, by the caller's clock; the date of a mail.
    pub at: Timestamp,
}

impl Outgoing {
    /// Where receipts of this message go: the address with the message's id in its query. So a receipt finds its message even when the
    /// answer to sending was lost.
    pub fn receipt_url(&self) -> Option<String> {
        let url = self.status_url.as_deref()?;
        let joint = if url.contains('?') { '&' } else { '?' };
        Some(format!("{url}{joint}message={}", self.id))
    }
}

impl fmt::Debug for Outgoing {
    /// Without recipient and text: those are personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Outgoing({})", self.id)
    }
}
