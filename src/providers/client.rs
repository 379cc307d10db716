//! The one place where HTTP clients are made: with time limits, without redirects, on rustls with ring.

use reqwest::redirect::Policy;
use std::time::Duration;

/// A client whose calls end after `timeout`.
#[expect(clippy::disallowed_methods, reason = "the one place where HTTP clients are made")]
pub fn http_client(timeout: Duration) -> Result<reqwest::Client, reqwest::Error> {
    // A second call finds the provider installed already, which is what we want.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .timeout(timeout)
        .connect_timeout(timeout)
        .redirect(Policy::none())
        .no_proxy()
        .user_agent(concat!("paylink/", env!("CARGO_PKG_VERSION")))
        .build()
}
