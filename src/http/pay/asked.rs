//! What a payer's browser asks with. Links are written by hand, lengthened by programs and cut off by others: whatever stands behind the
//! question mark never keeps the page from being shown.

use crate::domain::language::Language;
use actix_web::HttpRequest;
use serde::Deserialize;
use url::form_urlencoded;

/// `?lang=`: the last one that is known.
pub fn language(request: &HttpRequest) -> Option<Language> {
    let pairs = form_urlencoded::parse(request.query_string().as_bytes());
    pairs.filter(|(name, _)| name == "lang").filter_map(|(_, tag)| known(Some(tag.as_ref()))).last()
}

/// A language that is not known is none.
pub fn known(tag: Option<&str>) -> Option<Language> {
    tag.and_then(|tag| tag.parse().ok())
}

/// What the form sends.
#[derive(Deserialize)]
pub struct CheckoutForm {
    /// The word of a method.
    pub method: Option<String>,
    /// Of the terms that the form showed.
    pub version: Option<i64>,
    /// Of the page that the form stood on.
    pub lang: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn the_last_known_language_is_spoken() {
        for (query, expected) in [
            ("lang=de", Some(Language::De)),
            ("lang=de&lang=en", Some(Language::En)),
            ("lang=en&lang=de&lang=xx", Some(Language::De)),
            ("lang=xx", None),
            ("lang[]=de", None),
            ("lang", None),
            ("=&&%ff=%zz&utm_source=mail&lang=de", Some(Language::De)),
            ("", None),
        ] {
            let request = TestRequest::with_uri(&format!("/p/x?{query}")).to_http_request();
            assert_eq!(language(&request), expected, "{query}");
        }
    }
}
