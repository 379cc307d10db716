//! The page's style: one block inside the page, allowed by its hash.

use super::accent::Accent;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// Everything but the merchant's colours, in the order of the cascade.
static SHEET: LazyLock<String> = LazyLock::new(|| {
    minified(concat!(
        include_str!("../../../../static/css/pay/tokens.css"),
        include_str!("../../../../static/css/pay/base.css"),
        include_str!("../../../../static/css/pay/sheet.css"),
        include_str!("../../../../static/css/pay/ask.css"),
        include_str!("../../../../static/css/pay/state.css"),
        include_str!("../../../../static/css/pay/facts.css"),
        include_str!("../../../../static/css/pay/phone.css"),
    ))
});

/// For pages with fields, beside that.
static FORM: LazyLock<String> = LazyLock::new(|| minified(include_str!("../../../../static/css/pay/join.css")));

/// What stands in `<style>`, and what the content security policy says about it.
#[derive(Clone, Debug)]
pub struct Style {
    /// The colours of the profile, then the sheet.
    pub css: String,
    /// "sha256-…" of exactly `css`.
    pub hash: String,
}

impl Style {
    /// The style in a merchant's colours.
    pub fn of(accent: Accent) -> Self {
        Self::whole(accent.custom_properties() + &SHEET)
    }

    /// The same for a page with fields: what those need is not carried by every payment page.
    pub fn of_form(accent: Accent) -> Self {
        Self::whole(accent.custom_properties() + &SHEET + &FORM)
    }

    fn whole(css: String) -> Self {
        let hash = format!("sha256-{}", STANDARD.encode(Sha256::digest(css.as_bytes())));
        Self { css, hash }
    }
}

/// Without comments and needless blanks. Texts in quotes stay as they are; blanks around `+` and `-` and before `:` and `(` mean
/// something and stay.
fn minified(css: &str) -> String {
    let mut small = String::with_capacity(css.len());
    let mut rest = css;
    let mut blank = false;
    while let Some(next) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            blank = true;
            continue;
        }
        if next.is_whitespace() {
            rest = rest.trim_start();
            blank = true;
            continue;
        }
        let glued = small.ends_with(['{', '}', ';', ':', ',', '>']) || matches!(next, '{' | '}' | ';' | ',' | '>');
        if blank && !glued && !small.is_empty() {
            small.push(' ');
        }
        if next == '}' && small.ends_with(';') {
            small.pop();
        }
        blank = false;
        let taken = if next == '"' { 2 + rest[1..].find('"').unwrap_or(0) } else { next.len_utf8() };
        small.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    small
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_means_nothing_is_dropped() {
        assert_eq!(
            minified(
                "/* a */ a :hover , b > c {\n  margin: calc(1px + 2px) auto;\n  content: \"/* ; } */  x\";\n}\n\n"
            ),
            "a :hover,b>c{margin:calc(1px + 2px) auto;content:\"/* ; } */  x\"}"
        );
        assert_eq!(minified("@media (min-width: 900px) { a { b: c } }"), "@media (min-width:900px){a{b:c}}");
    }

    #[test]
    fn the_hash_is_of_the_very_text() {
        let style = Style::of(Accent::of("#1666aa"));
        assert_eq!(style.hash, format!("sha256-{}", STANDARD.encode(Sha256::digest(&style.css))));
        assert!(style.css.starts_with(":root{--accent:#1666aa;"));
        assert!(!style.css.contains('<'), "nothing may end the style element");
        assert_ne!(style.hash, Style::of(Accent::of("#1666ab")).hash);
    }
}
