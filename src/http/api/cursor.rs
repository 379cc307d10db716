//! Places in lists, as opaque texts. They hold nothing secret; whatever is not one that we gave out is refused.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

/// Which list a cursor belongs to; one of another list is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum List {
    /// Payment requests: when made, and id.
    Requests = 1,
    /// Succeeded payments: when, and id.
    Payments = 2,
    /// The events of one request: sequence, and id of the request.
    RequestEvents = 3,
    /// The feed: position.
    Feed = 4,
    /// Messages: id.
    Messages = 5,
    /// Message plans: id.
    MessagePlans = 6,
    /// Profiles: id.
    Profiles = 7,
    /// Contacts: id.
    Contacts = 21,
    /// Entries of the consent ledger: id.
    Consents = 22,
}

/// A number and an id: the row that was seen last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// An instant in milliseconds, a sequence or a position.
    pub number: i64,
    /// Where the number alone does not say it.
    pub id: Uuid,
}

/// The longest cursor, and the shortest.
pub const LENGTH: usize = 34;

/// Writes a place.
pub fn encode(list: List, place: Place) -> String {
    let mut bytes = vec![list as u8];
    bytes.extend(place.number.to_be_bytes());
    bytes.extend(place.id.as_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads a place of that list; nothing for anything else.
pub fn decode(list: List, text: &str) -> Option<Place> {
    let bytes: [u8; 25] = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
    let (kind, rest) = bytes.split_first()?;
    let (number, id) = rest.split_first_chunk::<8>()?;
    let place = Place { number: i64::from_be_bytes(*number), id: Uuid::from_slice(id).ok()? };
    (*kind == list as u8 && place.number >= 0).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_back_by_their_own_list_only() {
        let place = Place { number: 1_763_750_000_000, id: Uuid::from_u128(7) };
        let text = encode(List::Requests, place);
        assert_eq!(text.len(), LENGTH);
        assert_eq!(decode(List::Requests, &text), Some(place));
        assert_eq!(decode(List::Payments, &text), None);
    }

    #[test]
    fn anything_else_is_refused() {
        let negative = encode(List::Feed, Place { number: -1, id: Uuid::nil() });
        for text in ["", "x", "=", "AAAA", &"A".repeat(34), &"A".repeat(1000), "ä\0", negative.as_str()] {
            assert_eq!(decode(List::Feed, text), None, "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn there_and_back(number in 0..i64::MAX, id: u128) {
            let place = Place { number, id: Uuid::from_u128(id) };
            proptest::prop_assert_eq!(decode(List::Feed, &encode(List::Feed, place)), Some(place));
        }

        #[test]
        fn rubbish_never_panics(text: String) {
            let _ = decode(List::Requests, &text);
        }
    }
}
