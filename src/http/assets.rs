//! Files of ours, inside the program. Pages name them with a digest of their content, so that they can be kept for good.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Files;

struct Asset {
    content: Vec<u8>,
    content_type: &'static str,
    digest: String,
}

static ASSETS: LazyLock<HashMap<String, Asset>> = LazyLock::new(|| {
    Files::iter()
        .filter_map(|path| {
            let content = Files::get(&path)?.data.into_owned();
            Some((path.to_string(), asset(&path, content)))
        })
        .collect()
});

fn asset(path: &str, content: Vec<u8>) -> Asset {
    let content_type = match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    };
    let digest = hex::encode(&Sha256::digest(&content)[..8]);
    Asset { content, content_type, digest }
}

/// The address of a file, with its digest.
pub fn address(path: &str) -> Cow<'static, str> {
    match ASSETS.get(path) {
        Some(asset) => format!("/static/{path}?v={}", asset.digest).into(),
        None => format!("/static/{path}").into(),
    }
}

/// `GET /static/{path}`
pub async fn serve(request: HttpRequest, path: web::Path<String>) -> HttpResponse {
    let Some(asset) = ASSETS.get(path.as_str()) else { return HttpResponse::NotFound().finish() };
    let tag = format!("\"{}\"", asset.digest);
    let fresh = request.query_string() == format!("v={}", asset.digest);
    let caching = if fresh { "public, max-age=31536000, immutable" } else { "public, no-cache" };
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if known == Some(tag.as_str()) {
        return HttpResponse::NotModified()
            .insert_header((header::ETAG, tag))
            .insert_header((header::CACHE_CONTROL, caching))
            .finish();
    }
    HttpResponse::Ok()
        .insert_header((header::ETAG, tag))
        .insert_header((header::CACHE_CONTROL, caching))
        .content_type(asset.content_type)
        .body(asset.content.clone())
}
