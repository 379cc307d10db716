//! The one place where HTTP clients are made: with time limits, without redirects, on rustls with ring.

use crate::guard::{Guard, GuardedClient, JudgedNames};
use reqwest::redirect::Policy;
use std::sync::Arc;
use std::time::Duration;

/// A client whose calls end after `timeout`.
pub fn http_client(timeout: Duration) -> Result<reqwest::Client, reqwest::Error> {
    builder(timeout).build()
}

/// As [`http_client`], for what merchants point somewhere.
pub fn guarded_client(timeout: Duration, guard: &Guard) -> Result<GuardedClient, reqwest::Error> {
    let client = builder(timeout).dns_resolver(Arc::new(JudgedNames::new(guard.clone()))).build()?;
    Ok(GuardedClient::of(client, guard.clone()))
}

#[expect(clippy::disallowed_methods, reason = "the one place where HTTP clients are made")]
fn builder(timeout: Duration) -> reqwest::ClientBuilder {
    // A second call finds the provider installed already, which is what we want.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .timeout(timeout)
        .connect_timeout(timeout)
        .redirect(Policy::none())
        .no_proxy()
        .user_agent(concat!("paylink/", env!("CARGO_PKG_VERSION")))
}
