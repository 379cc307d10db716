//! The secret in a pay link.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// 128 random bits, written as 22 characters of base64url. Whoever holds it may open the payment page, so it never prints itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PayToken([u8; 16]);

impl PayToken {
    /// From random bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The raw bits, to be sealed.
    pub fn bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The 22 characters, for building a link. Not for logs.
    pub fn reveal(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// SHA-256, under which the link is stored. 128 random bits need no salt.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }
}

impl fmt::Debug for PayToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PayToken(…)")
    }
}

/// Not 22 characters of canonical base64url.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a pay token")]
pub struct NotAToken;

impl FromStr for PayToken {
    type Err = NotAToken;

    fn from_str(text: &str) -> Result<Self, NotAToken> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| NotAToken)?;
        Ok(Self(bytes.try_into().map_err(|_| NotAToken)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_one_spelling() {
        let token = PayToken::from_bytes([7; 16]);
        assert_eq!(token.reveal().len(), 22);
        assert_eq!(token.reveal().parse(), Ok(token));
        let mut other = token.reveal();
        other.replace_range(21.., "x");
        assert!(other.parse::<PayToken>().is_err(), "the last character carries two bits only");
        assert!(format!("{token:?}").len() < 22);
    }
}
