//! A mail opened layer by layer: itself, and the mails attached to it. Whoever knows an address of ours chooses what stands in a mail, so
//! its size, its parts and its depth have bounds that no mail server's report comes near.

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders};

/// Reports stand in front; behind it come films.
const MOST_READ: usize = 2 * 1024 * 1024;
/// Each part may make a reader look through all that follows.
const MOST_PARTS: usize = 200;
/// Mails within a mail, within it …
const MOST_LAYERS: usize = 6;
const CONTENT_TYPE: &[u8] = b"content-type";

/// The bytes of a mail and of the mails attached to it, the outermost first, each ready for [`open`].
pub(super) fn layers(mail: &[u8]) -> Vec<Vec<u8>> {
    let mut layers = vec![prepared(mail)];
    let mut at = 0;
    while at < layers.len() && layers.len() < MOST_LAYERS {
        let inner = attached(&layers[at]);
        layers.extend(inner);
        layers.truncate(MOST_LAYERS);
        at += 1;
    }
    layers
}

/// A layer as a mail; mails attached to it stay closed, as parts of the kind [`is_mail`].
pub(super) fn open(layer: &[u8]) -> Option<Message<'_>> {
    MessageParser::default().parse(layer)
}

fn attached(layer: &[u8]) -> Vec<Vec<u8>> {
    let Some(mail) = open(layer) else { return Vec::new() };
    mail.parts.iter().filter(|part| is_mail(part)).take(MOST_LAYERS).map(|part| prepared(part.contents())).collect()
}

/// Whether a part is a whole mail.
fn is_mail(part: &MessagePart<'_>) -> bool {
    part.content_type().is_some_and(|kind| {
        kind.ctype() == "message" && kind.subtype().is_some_and(|subtype| CLOSED.iter().any(|(_, own)| *own == subtype))
    })
}

fn prepared(mail: &[u8]) -> Vec<u8> {
    let mail = &mail[..mail.len().min(MOST_READ)];
    let mut mail = with_line_ends(without_mailbox_line(mail));
    close_mails(&mut mail);
    mail
}

/// Local deliveries put a line in front that is no header: "From erika@example.com Sat Nov 21 …".
fn without_mailbox_line(mail: &[u8]) -> &[u8] {
    match mail.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
        Some(end) if mail.starts_with(b"From ") => {
            mail[end..].iter().position(|byte| !matches!(byte, b'\n' | b'\r')).map_or(&[], |next| &mail[end + next..])
        }
        Some(_) | None => mail,
    }
}

/// Some gateways end lines with CR alone, some with CR CR LF.
fn with_line_ends(mail: &[u8]) -> Vec<u8> {
    let feeds = mail.iter().filter(|byte| **byte == b'\n').count();
    let alone = mail.windows(2).filter(|pair| pair[0] == b'\r' && pair[1] != b'\n').count();
    let mut lines = Vec::with_capacity(mail.len());
    for (at, byte) in mail.iter().enumerate() {
        match (byte, mail.get(at + 1)) {
            (b'\r', Some(b'\r')) if mail.get(at + 2) == Some(&b'\n') => {}
            (b'\r', next) if alone > feeds && next != Some(&b'\n') => lines.push(b'\n'),
            _ => lines.push(*byte),
        }
    }
    lines
}

/// Kinds of parts that a reader opens by itself, to any depth, and what they are called here instead.
const CLOSED: [(&str, &str); 3] = [("rfc822", "rfc82x"), ("global", "globax"), ("digest", "digesx")];

/// Renames them in every `Content-Type`, so that each layer is opened by itself and counted, and cuts the mail where there are too many.
fn close_mails(mail: &mut Vec<u8>) {
    let (mut from, mut done) = (0, 0);
    for _ in 0..MOST_PARTS {
        let Some(start) = find(&mail[from..], CONTENT_TYPE).map(|at| from + at + CONTENT_TYPE.len()) else { return };
        if start > done {
            let ends = |at: &usize| mail[*at] == b'\n' && !matches!(mail.get(at + 1), Some(b' ' | b'\t'));
            done = (start..mail.len()).find(ends).unwrap_or(mail.len());
            let end = start + end_of_kind(&mail[start..done]);
            for (kind, own) in CLOSED {
                rename(&mut mail[start..end], kind.as_bytes(), own.as_bytes());
            }
        }
        from = start;
    }
    if let Some(at) = find(&mail[from..], CONTENT_TYPE) {
        mail.truncate(from + at);
    }
}

/// Where parameters begin, a boundary among them. A comment may hold anything.
fn end_of_kind(value: &[u8]) -> usize {
    value.iter().position(|byte| matches!(byte, b';' | b'(')).filter(|at| value[*at] == b';').unwrap_or(value.len())
}

fn rename(value: &mut [u8], kind: &[u8], own: &[u8]) {
    let mut from = 0;
    while let Some(start) = find(&value[from..], kind).map(|at| from + at) {
        from = start + kind.len();
        let goes_on = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
        if !goes_on(value.get(from)) && !goes_on(start.checked_sub(1).and_then(|at| value.get(at))) {
            value[start..from].copy_from_slice(own);
        }
    }
}

/// Where words in small letters stand, in letters of any size.
fn find(text: &[u8], words: &[u8]) -> Option<usize> {
    text.windows(words.len())
        .position(|window| window[0].eq_ignore_ascii_case(&words[0]) && window.eq_ignore_ascii_case(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subjects(mail: &[u8]) -> Vec<String> {
        let layers = layers(mail);
        layers.iter().filter_map(|layer| open(layer)).filter_map(|mail| mail.subject().map(str::to_owned)).collect()
    }

    #[test]
    fn attached_mails_are_layers_however_they_are_packed() {
        use base64::Engine;
        use base64::engine::general_purpose::STANDARD;
        let inner = "Subject: inner\nContent-Type: message/rfc822\n\nSubject: innermost\n\nx\n";
        let packed = STANDARD.encode(inner);
        for mail in [
            format!(
                "Subject: outer\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n{inner}\n--b--\n"
            ),
            format!("Subject: outer\nContent-Type: message/RFC822\nContent-Transfer-Encoding: base64\n\n{packed}\n"),
            format!("Subject: outer\ncontent-type: Message/ (a mail) Global\n\n{inner}"),
        ] {
            assert_eq!(subjects(mail.as_bytes()), ["outer", "inner", "innermost"], "{mail}");
        }
    }

    #[test]
    fn a_boundary_is_left_as_it_is() {
        let inner = "Content-Type: message/rfc822\n\nSubject: inner\n\nx";
        let mail = format!(
            "Subject: outer\nContent-Type: multipart/digest; boundary=\"digest\"\n\n--digest\n{inner}\n--digest--\n"
        );
        assert_eq!(subjects(mail.as_bytes()), ["outer", "inner"]);
    }

    #[test]
    fn line_ends_of_any_kind_end_lines() {
        for end in ["\n", "\r\n", "\r", "\r\r\n"] {
            let mail = "From erika@example.com Sat Nov 21\nSubject: a\nTo: b@example.org\n\nText\n".replace('\n', end);
            assert_eq!(subjects(mail.as_bytes()), ["a"], "{end:?}");
        }
    }
}
