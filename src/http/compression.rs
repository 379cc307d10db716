//! Answers as small as the caller can read them, each in one write with its length.
//!
//! A compressor that sends chunks while it works leaves the last small one waiting for the receiver's delayed acknowledgement of the
//! first (Nagle's algorithm): 40 ms on a kept connection. A whole answer is compressed whole instead.

use actix_web::Error;
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ResponseHead, ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, AcceptEncoding, Encoding, Header, HeaderMap, HeaderValue};
use actix_web::middleware::Next;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// Less than this fits into one packet as it is, and compressing it would gain nothing.
const WORTH_IT: usize = 860;

/// Compresses what is text and known whole. A stream goes out as it comes.
pub async fn compress(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let takes_gzip = takes_gzip(&request);
    let response = next.call(request).await?;
    Ok(response.map_body(|head, body| {
        if !is_text(head) {
            return EitherBody::left(body);
        }
        let vary = HeaderValue::from_static("accept-encoding");
        head.headers_mut().append(header::VARY, vary);
        if !takes_gzip {
            return EitherBody::left(body);
        }
        match body.try_into_bytes() {
            Ok(plain) => EitherBody::right(smaller(head.headers_mut(), plain)),
            Err(body) => EitherBody::left(body),
        }
    }))
}

fn takes_gzip(request: &ServiceRequest) -> bool {
    let offered = [Encoding::gzip(), Encoding::identity()];
    request.headers().contains_key(header::ACCEPT_ENCODING)
        && AcceptEncoding::parse(request)
            .is_ok_and(|accepted| accepted.negotiate(offered.iter()) == Some(Encoding::gzip()))
}

/// Whether there is a body that compressing makes smaller; pictures and PDFs are compressed already.
fn is_text(head: &ResponseHead) -> bool {
    let whole = !matches!(head.status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED | StatusCode::PARTIAL_CONTENT);
    let kind = head.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let (family, form) = kind.split_once('/').unwrap_or((kind, ""));
    let text = family == "text"
        || form.ends_with("json")
        || form.ends_with("xml")
        || matches!(form, "javascript" | "x-ndjson" | "manifest+json");
    whole && text && !head.headers().contains_key(header::CONTENT_ENCODING)
}

/// The bytes compressed, said so in the headers; as they are where that is not worth it.
fn smaller(headers: &mut HeaderMap, plain: Bytes) -> Bytes {
    if plain.len() < WORTH_IT {
        return plain;
    }
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 3), Compression::fast());
    match encoder.write_all(&plain).and_then(|()| encoder.finish()) {
        Ok(packed) => {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            packed.into()
        }
        Err(error) => {
            tracing::error!(%error, "an answer could not be compressed and goes out as it is");
            plain
        }
    }
}
