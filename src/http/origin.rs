//! Unsafe methods are taken from our own pages only.

use crate::config::origin_text;
use actix_web::HttpRequest;
use actix_web::http::header;
use url::Url;

/// Whether a browser says that this request comes from a page of `own`. `Sec-Fetch-Site` where there is one, else `Origin`, else
/// `Referer`; a request with none of them does not come from a browser's form and is refused.
pub fn is_same_origin(request: &HttpRequest, own: &Url) -> bool {
    let text = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin";
    }
    if let Some(origin) = text(header::ORIGIN.as_str()) {
        return origin == origin_text(own);
    }
    let referer = text(header::REFERER.as_str()).and_then(|referer| Url::parse(referer).ok());
    referer.is_some_and(|referer| referer.origin() == own.origin())
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn only_our_own_pages_may_post() {
        let own = Url::parse("https://pay.example.org").unwrap();
        for (name, value, allowed) in [
            ("sec-fetch-site", "same-origin", true),
            ("sec-fetch-site", "same-site", false),
            ("sec-fetch-site", "cross-site", false),
            ("origin", "https://pay.example.org", true),
            ("origin", "https://evil.example", false),
            ("origin", "null", false),
            ("referer", "https://pay.example.org/p/x", true),
            ("referer", "https://pay.example.org.evil.example/", false),
            ("x-nothing", "x", false),
        ] {
            let request = TestRequest::post().insert_header((name, value)).to_http_request();
            assert_eq!(is_same_origin(&request, &own), allowed, "{name}: {value}");
        }
    }
}
