//! The `Idempotency-Key` of a POST: a call that is repeated with it has one effect.

use super::body::Body;
use super::problem::Problem;
use crate::domain::scope::Scope;
use crate::store::idempotency::IdempotencyClaim;
use actix_web::HttpRequest;
use sha2::{Digest, Sha256};

/// The name of the header.
pub const HEADER: &str = "Idempotency-Key";
/// The longest key.
pub const LONGEST: usize = 255;

/// The claim of a call, where it carries a key.
pub fn claim(request: &HttpRequest, scope: Scope, body: &Body) -> Result<Option<IdempotencyClaim>, Problem> {
    let mut keys = request.headers().get_all(HEADER);
    let Some(key) = keys.next() else { return Ok(None) };
    let bytes = key.as_bytes();
    let fits = (1..=LONGEST).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_graphic);
    let (true, None, Ok(key)) = (fits, keys.next(), key.to_str()) else {
        let detail = format!("Send one Idempotency-Key of 1 to {LONGEST} visible ASCII characters, without spaces.");
        return Err(Problem::bad_request("bad_idempotency_key", detail).about(HEADER));
    };
    Ok(Some(IdempotencyClaim {
        scope,
        method: "POST",
        path: request.path().to_owned(),
        key: key.to_owned(),
        body_hash: Sha256::digest(&body.bytes).to_vec(),
    }))
}
