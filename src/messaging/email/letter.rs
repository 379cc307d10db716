//! A mail as it is sent. The same message gives the same bytes, boundaries included.

use super::super::channel::{Attachment, Outgoing, Reason, SendError};
use crate::domain::mail_address::for_servers;
use crate::domain::time::Timestamp;
use lettre::Address;
use lettre::message::header::{ContentDisposition, ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, Message, MessageBuilder, MultiPart, SinglePart};
use std::time::{Duration, UNIX_EPOCH};

/// A mail and its envelope.
pub struct Letter {
    /// Where bounces go.
    pub return_path: Address,
    /// Whom it goes to.
    pub to: Address,
    /// Header and body.
    pub bytes: Vec<u8>,
}

impl Letter {
    /// Written from a message, or why that cannot be.
    pub fn write(message: &Outgoing) -> Result<Self, SendError> {
        let to: Address = address(&message.to, Reason::BadAddress)?;
        let from: Address = address(&message.from.address, Reason::Other)?;
        let return_path = match &message.return_path {
            Some(path) => address(path, Reason::Other)?,
            None => from.clone(),
        };
        let written = body(headers(message, &to, &from)?, message)?;
        Ok(Self { return_path, to, bytes: written.formatted() })
    }
}

fn address(text: &str, reason: Reason) -> Result<Address, SendError> {
    // Any server takes a domain as DNS has it; one in other letters needs RFC 6531, which many do not speak.
    for_servers(text.trim()).parse().map_err(|_| {
        SendError::refused(reason, "address", format!("\"{}\" is not a mail address.", text.escape_debug()))
    })
}

fn headers(message: &Outgoing, to: &Address, from: &Address) -> Result<MessageBuilder, SendError> {
    let seconds = u64::try_from(message.at.max(Timestamp::from_millis(0)).seconds()).unwrap_or(0);
    let mut builder = Message::builder()
        // lettre panics at a name with control characters.
        .from(Mailbox::new(message.from.name.as_deref().map(one_line), from.clone()))
        .to(Mailbox::new(None, to.clone()))
        .subject(one_line(message.subject.as_deref().unwrap_or_default()))
        .date(UNIX_EPOCH + Duration::from_secs(seconds))
        .message_id(Some(format!("<{}@{}>", message.id, from.domain())))
        // RFC 3834: no machine shall answer.
        .raw_header(raw("Auto-Submitted", "auto-generated"))
        .raw_header(raw("X-Auto-Response-Suppress", "OOF, AutoReply"));
    if let Some(reply_to) = &message.from.reply_to {
        builder = builder.reply_to(Mailbox::new(None, address(reply_to, Reason::Other)?));
    }
    if let Some(url) = &message.unsubscribe_url {
        builder = builder
            .raw_header(raw("List-Unsubscribe", &format!("<{url}>")))
            .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }
    Ok(builder)
}

/// Line breaks in a header would start another one.
fn one_line(text: &str) -> String {
    text.split(char::is_control).collect::<Vec<_>>().join(" ")
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    let value = one_line(value);
    // Written as it is: an address must not be folded or encoded.
    HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), value.clone(), value)
}

fn body(builder: MessageBuilder, message: &Outgoing) -> Result<Message, SendError> {
    let plain = SinglePart::plain(message.text.clone());
    let alternative = message.html.as_ref().map(|html| {
        // "=_" cannot occur in quoted-printable or base64.
        let both = MultiPart::alternative().boundary(format!("=_{}_a", message.id));
        both.singlepart(plain.clone()).singlepart(SinglePart::html(html.clone()))
    });
    let written = if message.attachments.is_empty() {
        match alternative {
            Some(both) => builder.multipart(both),
            None => builder.singlepart(plain),
        }
    } else {
        let mixed = MultiPart::mixed().boundary(format!("=_{}_m", message.id));
        let mixed = match alternative {
            Some(both) => mixed.multipart(both),
            None => mixed.singlepart(plain),
        };
        let mixed = message.attachments.iter().try_fold(mixed, |mixed, file| Ok(mixed.singlepart(attachment(file)?)));
        builder.multipart(mixed?)
    };
    written.map_err(|why| SendError::refused(Reason::Other, "mail", format!("The mail could not be written: {why}.")))
}

fn attachment(file: &Attachment) -> Result<SinglePart, SendError> {
    let unusable = || SendError::refused(Reason::Other, "attachment", "An attachment has no valid content type.");
    let kind = ContentType::parse(&file.content_type).map_err(|_| unusable())?;
    // Base64 always: other encodings are changed on the way, which breaks signatures.
    let body = Body::new_with_encoding(file.bytes.clone(), ContentTransferEncoding::Base64).map_err(|_| unusable())?;
    let name = one_line(&file.name).replace(['/', '\\', '"'], "_");
    Ok(SinglePart::builder().header(ContentDisposition::attachment(&name)).header(kind).body(body))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::ids::MessageId;
    use crate::messaging::channel::Sender;
    use mail_parser::{MessageParser, MimeHeaders};
    use uuid::Uuid;

    /// A mail with everything in it.
    pub fn full() -> Outgoing {
        Outgoing {
            id: MessageId(Uuid::from_u128(0x42)),
            to: "erika@example.com".to_owned(),
            from: Sender {
                address: "rechnung@klempnerei-nord.example".to_owned(),
                name: Some("Klempnerei Nord, Flensburg – Büro".to_owned()),
                reply_to: Some("buero@klempnerei-nord.example".to_owned()),
            },
            subject: Some("Rechnung LI-748925: 119,00 €".to_owned()),
            text: "Guten Tag,\nIhre Rechnung über 119,00 €: https://pay.example/p/AAAAAAAAAAAAAAAAAAAAAA\n.\nGruß"
                .to_owned(),
            html: Some("<p>Guten Tag, <a href=\"https://pay.example/p/A\">119,00 € bezahlen</a></p>".to_owned()),
            attachments: vec![Attachment {
                name: "Rechnung für März.pdf".to_owned(),
                content_type: "application/pdf".to_owned(),
                bytes: (0..=255).cycle().take(3000).collect(),
            }],
            status_url: None,
            unsubscribe_url: Some(format!("https://pay.example/unsubscribe/{}", "a".repeat(90))),
            return_path: Some("bounces+42-aa@klempnerei-nord.example".to_owned()),
            valid_for: Duration::from_secs(86_400),
            at: Timestamp::parse_rfc3339("2026-11-21T12:00:00Z").unwrap(),
        }
    }

    #[test]
    fn another_program_reads_back_what_was_written() {
        let letter = Letter::write(&full()).unwrap();
        assert!(letter.bytes.is_ascii(), "no server has to know 8BITMIME");
        assert!(letter.bytes.split(|byte| *byte == b'\n').all(|line| line.len() <= 998));
        assert_eq!(letter.return_path.to_string(), "bounces+42-aa@klempnerei-nord.example");
        let mail = MessageParser::default().parse(&letter.bytes).unwrap();
        assert_eq!(mail.subject(), Some("Rechnung LI-748925: 119,00 €"));
        let from = mail.from().unwrap().first().unwrap();
        assert_eq!(from.name(), Some("Klempnerei Nord, Flensburg – Büro"));
        assert_eq!(mail.message_id(), Some("msg_00000000000000000000000000000042@klempnerei-nord.example"));
        assert_eq!(mail.date().unwrap().to_rfc3339(), "2026-11-21T12:00:00Z");
        assert!(mail.body_text(0).unwrap().contains("119,00 €"));
        assert!(mail.body_html(0).unwrap().contains("119,00 € bezahlen"));
        let file = mail.attachment(0).unwrap();
        assert_eq!(file.attachment_name(), Some("Rechnung für März.pdf"));
        assert_eq!(file.contents(), full().attachments[0].bytes);
        let header = |name: &'static str| mail.header_raw(name).unwrap().trim().to_owned();
        assert_eq!(header("List-Unsubscribe"), format!("<{}>", full().unsubscribe_url.unwrap()));
        assert_eq!(header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
        assert_eq!(header("Auto-Submitted"), "auto-generated");
    }

    #[test]
    fn the_same_message_gives_the_same_bytes() {
        assert_eq!(Letter::write(&full()).unwrap().bytes, Letter::write(&full()).unwrap().bytes);
    }

    #[test]
    fn headers_cannot_be_smuggled_in() {
        let mut message = full();
        message.subject = Some("Hallo\r\nBcc: all@example.com".to_owned());
        message.from.name = Some("Nord\r\nBcc: all@example.com".to_owned());
        message.unsubscribe_url = Some("https://a.example/>\r\nBcc: all@example.com".to_owned());
        message.attachments[0].name = "a\r\nBcc: all@example.com".to_owned();
        let written = Letter::write(&message).unwrap().bytes;
        let mail = MessageParser::default().parse(&written).unwrap();
        assert!(mail.bcc().is_none());
        assert!(!String::from_utf8(written).unwrap().contains("\nBcc"));
    }

    #[test]
    fn addresses_that_are_none_are_refused_before_anything_is_sent() {
        for to in ["", "erika", "a@b@c", "a@b\r\nRCPT TO:<x@y>"] {
            let refused = Letter::write(&Outgoing { to: to.to_owned(), ..full() });
            assert!(matches!(refused, Err(SendError::Refused { reason: Reason::BadAddress, .. })), "{to:?}");
        }
    }
}
