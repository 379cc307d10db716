//! Whose call it is: an API key as bearer token, or as the user name of HTTP Basic.

use super::problem::Problem;
use super::{Outcome, to_the_end};
use crate::domain::ids::ApiKeyId;
use crate::domain::scope::Scope;
use crate::http::client;
use crate::http::rate_limit::{Limited, RateLimits};
use crate::operations::Context;
use crate::operations::manage_access::find_api_key;
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, HeaderMap, HeaderValue, WWW_AUTHENTICATE};
use actix_web::{FromRequest, HttpRequest, web};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::future::LocalBoxFuture;

/// The merchant and mode that a call is for, and the key that it came with.
#[derive(Clone, Copy, Debug)]
pub struct Caller {
    /// Merchant and mode of the key.
    pub scope: Scope,
    /// The key.
    pub key_id: ApiKeyId,
}

impl FromRequest for Caller {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let context = request.app_data::<web::Data<Context>>().map(|context| context.get_ref().clone());
        let limits = request.app_data::<web::Data<RateLimits>>().cloned();
        let secret = secret_of(request.headers());
        let address = context.as_ref().and_then(|context| client::limit_key(request, context));
        Box::pin(async move {
            let context =
                context.ok_or_else(|| Problem::from(crate::operations::OperationError::Internal("context")))?;
            let caller = identify(context, secret).await;
            // Who has a key is limited by it; who has none, by where they come from.
            let allowed = limits.is_none_or(|limits| match &caller {
                Ok(caller) => limits.allows(Limited::ApiByKey, &caller.key_id.to_string()),
                Err(problem) if problem.is_unauthorized() => {
                    limits.allows_address(Limited::ApiByAddress, address.as_deref())
                }
                Err(_) => true,
            });
            if allowed { caller } else { Err(Problem::too_many_requests(1)) }
        })
    }
}

async fn identify(context: Context, secret: Option<String>) -> Outcome<Caller> {
    let Some(secret) = secret else {
        return Err(unauthorized(
            "unauthenticated",
            "Send an API key: `Authorization: Bearer pl_…`, or HTTP Basic with the key as user name and no password.",
        ));
    };
    // The key's last use is written down now and then: not to be cut off half-way.
    let key = to_the_end(async move { find_api_key(&context, &secret).await }).await?;
    let key = key.ok_or_else(|| unauthorized("invalid_key", "There is no such API key, or it was revoked."))?;
    Ok(Caller { scope: key.scope, key_id: key.id })
}

fn unauthorized(code: &'static str, detail: &str) -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, code, detail)
        .with_header(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"paylink\""))
        .with_header(WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"paylink\", charset=\"UTF-8\""))
}

/// The secret of a key, however it was sent.
fn secret_of(headers: &HeaderMap) -> Option<String> {
    let (scheme, rest) = headers.get(AUTHORIZATION)?.to_str().ok()?.trim().split_once(' ')?;
    let rest = rest.trim();
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(rest.to_owned());
    }
    if scheme.eq_ignore_ascii_case("basic") {
        let decoded = String::from_utf8(STANDARD.decode(rest).ok()?).ok()?;
        return decoded.strip_suffix(':').filter(|user| !user.contains(':')).map(str::to_owned);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(header: &'static str) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, HeaderValue::from_static(header));
        secret_of(&headers)
    }

    #[test]
    fn keys_come_as_bearer_or_as_user_name() {
        assert_eq!(secret("Bearer pl_test_x").as_deref(), Some("pl_test_x"));
        assert_eq!(secret("bearer  pl_test_x ").as_deref(), Some("pl_test_x"));
        // pl_test_x: and pl_test_x:password
        assert_eq!(secret("Basic cGxfdGVzdF94Og==").as_deref(), Some("pl_test_x"));
        assert_eq!(secret("Basic cGxfdGVzdF94OnBhc3N3b3Jk"), None);
        for other in ["pl_test_x", "Digest x", "Basic !", "Bearer"] {
            assert_eq!(secret(other), None, "{other}");
        }
    }
}
