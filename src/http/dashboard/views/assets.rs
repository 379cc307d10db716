//! Style sheet, scripts and icon of the dashboard. The address holds a hash of all of them: what is behind it never changes, so that
//! browsers may keep it for a year, and scripts find each other by relative names without a build step.

use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// One file, ready to be served.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// The last part of its address.
    pub name: &'static str,
    /// For `Content-Type`.
    pub media_type: &'static str,
    /// Its text.
    pub body: &'static str,
}

macro_rules! sheet {
    ($($name:literal)*) => {
        concat!($(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/static/css/dashboard/", $name, ".css")), "\n",)*)
    };
}

macro_rules! script {
    ($name:literal) => {
        Asset {
            name: concat!($name, ".js"),
            media_type: "text/javascript; charset=utf-8",
            body: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/static/js/dashboard/", $name, ".js")),
        }
    };
}

/// Every file; the style sheet is one file made of its components, tokens first.
pub const FILES: &[Asset] = &[
    Asset {
        name: "dashboard.css",
        media_type: "text/css; charset=utf-8",
        body: sheet!("layers" "tokens" "base" "frame" "menu" "button" "notice" "status" "sums" "tabs" "search" "list"
            "pager" "empty" "card" "form" "files" "choice" "detail" "share" "payment" "message" "people" "template" "sender" "plan" "profile" "inbox" "report" "timeline" "session" "gate" "states"),
    },
    script!("main"),
    script!("copy"),
    script!("live"),
    script!("menu"),
    script!("once"),
    script!("share"),
    script!("due"),
    script!("search"),
    script!("counter"),
    script!("wording"),
    Asset {
        name: "icon.svg",
        media_type: "image/svg+xml",
        body: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/static/img/dashboard/icon.svg")),
    },
];

/// Changes with every byte of every file.
pub fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        let mut hash = Sha256::new();
        for file in FILES {
            hash.update(file.name);
            hash.update(file.body);
        }
        hex::encode(&hash.finalize()[..6])
    });
    &VERSION
}

/// The address of a file: "/dashboard/assets/3f9a…/dashboard.css".
pub fn address(name: &str) -> String {
    format!("/dashboard/assets/{}/{name}", version())
}

/// The file of that name. Answer an older version's address with 404, so that nobody keeps the wrong bytes for a year.
pub fn find(asked_version: &str, name: &str) -> Option<&'static Asset> {
    FILES.iter().find(|file| asked_version == version() && file.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_at_their_address_only() {
        assert!(find(version(), "dashboard.css").is_some_and(|file| file.body.contains("@layer")));
        assert!(find(version(), "nothing.css").is_none());
        assert!(find("0", "main.js").is_none());
    }

    #[test]
    fn every_import_between_scripts_leads_to_a_file() {
        for file in FILES.iter().filter(|file| file.name.ends_with(".js")) {
            for name in file.body.lines().filter_map(|line| line.split_once("from \"./")).map(|(_, rest)| rest) {
                let name = name.trim_end_matches("\";");
                assert!(FILES.iter().any(|other| other.name == name), "{} imports {name}", file.name);
            }
        }
    }
}
