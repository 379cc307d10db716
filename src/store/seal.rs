//! Secrets at rest: XChaCha20-Poly1305 with the key's id in front and the row as associated data, so that a sealed value
//! cannot be moved to another row.

use crate::randomness::Randomness;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use std::fmt;

/// A sealed value does not open.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// No key in the list has sealed it.
    #[error("sealed with the key {0}, which PAYLINK_SECRET_KEY does not hold")]
    UnknownKey(String),
    /// Damaged, or moved from another row.
    #[error("a sealed value does not open")]
    Broken,
}

struct Key {
    id: [u8; 4],
    cipher: XChaCha20Poly1305,
    blind: [u8; 32],
}

/// Seals with the first key, opens with any.
pub struct Sealer {
    keys: Vec<Key>,
    /// Made from the earliest key, so that it stays when a newer one comes.
    addresses: Hmac<Sha256>,
    random: Randomness,
}

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealer(…)")
    }
}

const NONCE: usize = 24;
const ID: usize = 4;
/// Long enough that no two words meet.
const BLIND: usize = 16;

impl Sealer {
    /// From keys of 32 bytes, the newest first.
    pub fn new(keys: &[[u8; 32]], random: Randomness) -> Self {
        let earliest = keys.last().map_or(&[][..], |key| key);
        let mut block = [0; 64];
        block[..32].copy_from_slice(&Sha256::digest([b"paylink addresses".as_slice(), earliest].concat()));
        let addresses = <Hmac<Sha256> as KeyInit>::new(&block.into());
        let keys = keys
            .iter()
            .map(|key| {
                let digest = Sha256::digest([b"paylink key id".as_slice(), key].concat());
                let blind = Sha256::digest([b"paylink blind index".as_slice(), key].concat()).into();
                let id = [digest[0], digest[1], digest[2], digest[3]];
                Key { id, cipher: XChaCha20Poly1305::new(key.into()), blind }
            })
            .collect();
        Self { keys, addresses, random }
    }

    /// The id of the key that seals now, in hex.
    pub fn key_id(&self) -> String {
        self.keys.first().map(|key| hex::encode(key.id)).unwrap_or_default()
    }

    /// The id of the earliest key, in hex.
    pub fn first_key_id(&self) -> String {
        self.keys.last().map(|key| hex::encode(key.id)).unwrap_or_default()
    }

    /// A digest made one that only the earliest key makes.
    pub fn keyed_address(&self, digest: &[u8]) -> Vec<u8> {
        let mut mac = self.addresses.clone();
        mac.update(digest);
        mac.finalize().into_bytes().to_vec()
    }

    /// Ids of all keys, in hex.
    pub fn key_ids(&self) -> Vec<String> {
        self.keys.iter().map(|key| hex::encode(key.id)).collect()
    }

    /// Seals a value for one row: "pay_link/…".
    pub fn seal(&self, row: &str, value: &[u8]) -> Result<Vec<u8>, SealError> {
        self.seal_with(self.keys.first().ok_or(SealError::Broken)?, row, value)
    }

    /// Seals a value with the earliest key.
    pub fn seal_with_earliest(&self, row: &str, value: &[u8]) -> Result<Vec<u8>, SealError> {
        self.seal_with(self.keys.last().ok_or(SealError::Broken)?, row, value)
    }

    fn seal_with(&self, key: &Key, row: &str, value: &[u8]) -> Result<Vec<u8>, SealError> {
        let nonce: [u8; NONCE] = self.random.bytes();
        let sealed = key
            .cipher
            .encrypt(&XNonce::from(nonce), Payload { msg: value, aad: row.as_bytes() })
            .map_err(|_| SealError::Broken)?;
        Ok([key.id.as_slice(), &nonce, &sealed].concat())
    }

    /// Keyed digests of a text, to find by it what is sealed: under the key that seals now, then under the older ones. Whoever has the
    /// database but not the key cannot try texts.
    pub fn blind(&self, row: &str, text: &str) -> Vec<Vec<u8>> {
        let digest = |key: &Key| {
            let mut mac = Hmac::<Sha256>::new_from_slice(&key.blind).map_err(|_| SealError::Broken)?;
            mac.update(row.as_bytes());
            mac.update(b"\0");
            mac.update(text.as_bytes());
            Ok::<_, SealError>(mac.finalize().into_bytes()[..BLIND].to_vec())
        };
        // A key of 32 bytes is never refused.
        self.keys.iter().filter_map(|key| digest(key).ok()).collect()
    }

    /// Opens a value that was sealed for that row.
    pub fn open(&self, row: &str, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let id = sealed.get(..ID).ok_or(SealError::Broken)?;
        let nonce: [u8; NONCE] =
            sealed.get(ID..ID + NONCE).and_then(|nonce| nonce.try_into().ok()).ok_or(SealError::Broken)?;
        let body = sealed.get(ID + NONCE..).ok_or(SealError::Broken)?;
        let key = self.keys.iter().find(|key| key.id == id).ok_or_else(|| SealError::UnknownKey(hex::encode(id)))?;
        key.cipher
            .decrypt(&XNonce::from(nonce), Payload { msg: body, aad: row.as_bytes() })
            .map_err(|_| SealError::Broken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_is_found_under_old_keys_too() {
        let random = Randomness::seeded(1);
        let old = Sealer::new(&[[1; 32]], random.clone());
        let both = Sealer::new(&[[2; 32], [1; 32]], random);
        let written = &old.blind("contact/1", "erika")[0];
        assert!(both.blind("contact/1", "erika").contains(written));
        assert!(!both.blind("contact/2", "erika").contains(written), "merchants share no words");
    }

    #[test]
    fn addresses_keep_their_digest_when_a_key_comes_and_nobody_else_makes_it() {
        let random = Randomness::seeded(1);
        let digest_with = |keys: &[[u8; 32]]| Sealer::new(keys, random.clone()).keyed_address(&[7; 32]);
        assert_eq!(digest_with(&[[1; 32]]), digest_with(&[[2; 32], [1; 32]]));
        assert_ne!(digest_with(&[[1; 32]]), digest_with(&[[2; 32]]));
    }

    #[test]
    fn a_sealed_value_opens_only_in_its_row_and_with_its_key() {
        let random = Randomness::seeded(1);
        let old = Sealer::new(&[[1; 32]], random.clone());
        let both = Sealer::new(&[[2; 32], [1; 32]], random.clone());
        let new = Sealer::new(&[[2; 32]], random);
        let sealed = old.seal("row/1", b"secret").unwrap();
        assert_eq!(both.open("row/1", &sealed).unwrap(), b"secret");
        assert!(matches!(new.open("row/1", &sealed), Err(SealError::UnknownKey(_))));
        assert!(matches!(old.open("row/2", &sealed), Err(SealError::Broken)));
        assert!(matches!(old.open("row/1", &sealed[..20]), Err(SealError::Broken)));
    }
}
