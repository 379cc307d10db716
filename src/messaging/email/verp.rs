//! Return addresses of one message each (VERP), so that a bounce names its message whatever the mail server writes into it. A code of
//! ours makes them unguessable: nobody else can report a message as bounced.

use crate::domain::ids::MessageId;
use ring::hmac::{HMAC_SHA256, Key, sign};
use subtle::ConstantTimeEq;
use uuid::Uuid;

/// Bytes of the code; in hex twice as many characters.
const CODE_BYTES: usize = 6;
/// RFC 5321 allows so many characters before the "@".
const LOCAL_PART: usize = 64;

/// The return address of a message: "bounces+<id>-<code>@example.org" for the mailbox "bounces@example.org". `None` where the mailbox is no
/// address or too long for it.
pub fn address(mailbox: &str, message: MessageId, secret: &str) -> Option<String> {
    let (local, domain) = mailbox.rsplit_once('@')?;
    let local = format!("{local}+{}-{}", message.0.simple(), code(message, secret));
    (local.len() <= LOCAL_PART && !domain.is_empty()).then(|| format!("{local}@{domain}"))
}

/// Whether an address has the shape of one, ours or forged: no person writes there.
pub fn is_return_address(address: &str) -> bool {
    parts(&bare(address)).is_some()
}

/// The message whose return address this is; upper and lower case may have changed on the way.
pub fn message_of(address: &str, secret: &str) -> Option<MessageId> {
    let address = bare(address);
    let (message, given) = parts(&address)?;
    bool::from(code(message, secret).as_bytes().ct_eq(given.as_bytes())).then_some(message)
}

fn bare(address: &str) -> String {
    address.trim().trim_matches(['<', '>']).to_ascii_lowercase()
}

/// The message that an address names, and the code that it gives for it.
fn parts(address: &str) -> Option<(MessageId, &str)> {
    let (local, _) = address.rsplit_once('@')?;
    let (_, tag) = local.rsplit_once('+')?;
    let (id, given) = tag.split_once('-')?;
    let message = (id.len() == 32).then(|| Uuid::try_parse(id).ok())?.map(MessageId)?;
    (given.len() == 2 * CODE_BYTES && given.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some((message, given))
}

fn code(message: MessageId, secret: &str) -> String {
    let tag = sign(&Key::new(HMAC_SHA256, secret.as_bytes()), format!("verp:{message}").as_bytes());
    hex::encode(&tag.as_ref()[..CODE_BYTES])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_addresses_lead_to_a_message() {
        let message = MessageId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0042));
        let address = address("bounces@pay.example.org", message, "s").unwrap();
        assert!(
            address.starts_with("bounces+01900000000070008000000000000042-") && address.ends_with("@pay.example.org")
        );
        assert_eq!(message_of(&address, "s"), Some(message));
        assert_eq!(message_of(&format!("<{}>", address.to_uppercase()), "s"), Some(message));
        assert_eq!(message_of(&address, "another secret"), None);
        assert_eq!(message_of(&address.replace("42-", "43-"), "s"), None);
        assert!(
            is_return_address(&address.replace("42-", "43-").to_uppercase()) && !is_return_address("erika+1-2@x.org")
        );
        for nothing in ["", "bounces@pay.example.org", "bounces+@x", "b+zz-zz@x", "b+0190-00@x"] {
            assert_eq!(message_of(nothing, "s"), None, "{nothing}");
        }
        assert_eq!(super::address("a-mailbox-with-a-very-long-name@x.org", message, "s"), None);
    }
}
