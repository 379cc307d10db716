//! `paylink check`: what whoever operates it should know before payers do.

use super::{CliError, describe};
use crate::app::Parts;
use crate::descriptors;
use crate::domain::scope::Scope;
use crate::operations::judge_places::closed_accounts;
use crate::operations::manage_providers::{list_provider_accounts, test_provider_account};
use crate::operations::note_forwarders::untrusted_forwarders;
use std::process::ExitCode;

#[derive(Default)]
struct Report {
    failed: bool,
}

impl Report {
    fn ok(&self, what: &str, detail: &str) {
        println!("ok    {what}: {detail}");
    }

    fn warn(&self, what: &str, detail: &str) {
        println!("warn  {what}: {detail}");
    }

    fn fail(&mut self, what: &str, detail: &str) {
        self.failed = true;
        println!("FAIL  {what}: {detail}");
    }
}

/// Looks at everything and says what it found.
pub async fn run(parts: &Parts) -> Result<ExitCode, CliError> {
    let context = &parts.context;
    let mut report = Report::default();
    report.ok("settings", "read; none unknown");
    report.ok(
        "database",
        &format!("{} answers, its schema is up to date, the secret key fits", context.store.engine_name()),
    );
    if let Some(collation) = context.store.foreign_collation().await? {
        let detail = format!(
            "it sorts by the rules of a language (collation {collation}): make it with LC_COLLATE 'C', so that lists sort as everywhere else and an update of the system does not spoil its indexes"
        );
        report.warn("database", &detail);
    }
    if context.now().millis() < 1_790_000_000_000 {
        report.fail("clock", "it is far behind; expiry is decided by it");
    } else {
        report.ok("clock", &context.now().to_rfc3339());
    }
    let limit = descriptors::raise_limit();
    match descriptors::remedy(limit) {
        Some(remedy) => report.warn("descriptors", &remedy),
        None => report.ok("descriptors", &format!("{limit} files and connections may be open at a time")),
    }
    let merchants = context.store.read().await?.db().merchants().await?;
    let mut live = false;
    for merchant in &merchants {
        for mode in [false, true] {
            let scope = Scope { merchant: merchant.id, live: mode };
            for account in list_provider_accounts(context, scope).await? {
                if account.disabled_at.is_some() {
                    continue;
                }
                live |= mode;
                let what = format!("{} of {}", account.provider, merchant.name);
                match test_provider_account(context, scope, account.id).await {
                    Ok(found) => report.ok(&what, &found),
                    Err(error) if account.provider == "sandbox" => {
                        report.warn(&what, &format!("{}; it answers while paylink serves", describe(&error)));
                    }
                    Err(error) => report.fail(&what, &describe(&error)),
                }
            }
        }
    }
    if merchants.is_empty() {
        report.warn("merchants", "none yet; see paylink setup");
    }
    check_origins(parts, &mut report, live).await;
    check_networks(parts, &mut report).await?;
    check_proxies(parts, &mut report).await?;
    let unreadable = context.store.read().await?.db().unreadable_facts().await?;
    if unreadable > 0 {
        report.warn("notifications", &format!("{unreadable} authentic ones could not be read; look at the log"));
    }
    Ok(if report.failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

async fn check_proxies(parts: &Parts, report: &mut Report) -> Result<(), CliError> {
    let untrusted = untrusted_forwarders(&parts.context, &parts.context.config).await?;
    for (address, at) in &untrusted {
        let detail = format!(
            "{address} forwards requests (last seen {}) and is not in it: limits by address are off and the real callers unknown",
            at.to_rfc3339()
        );
        report.fail("PAYLINK_TRUSTED_PROXIES", &detail);
    }
    if untrusted.is_empty() {
        report.ok("PAYLINK_TRUSTED_PROXIES", "no other proxy was seen within a week");
    }
    Ok(())
}

async fn check_networks(parts: &Parts, report: &mut Report) -> Result<(), CliError> {
    let closed = closed_accounts(&parts.context).await?;
    for (account, why) in &closed {
        let detail = format!(
            "the account {} was set up at the dashboard, and its messages wait: {why} Or say where it leads yourself, with paylink carrier rotate {}",
            account.id, account.id
        );
        report.fail("PAYLINK_ALLOWED_NETWORKS", &detail);
    }
    if closed.is_empty() {
        let open: Vec<String> = parts.context.config.allowed_networks.iter().map(ToString::to_string).collect();
        let open = if open.is_empty() { "none besides the public ones".to_owned() } else { open.join(", ") };
        report.ok("PAYLINK_ALLOWED_NETWORKS", &format!("{open}; no account of a merchant's leads elsewhere"));
    }
    Ok(())
}

async fn check_origins(parts: &Parts, report: &mut Report, live: bool) {
    let config = &parts.context.config;
    if config.public_url.scheme() != "https" {
        let detail = "not https: payers' browsers and providers' notifications need it outside of a trial";
        if live { report.fail("PAYLINK_PUBLIC_URL", detail) } else { report.warn("PAYLINK_PUBLIC_URL", detail) }
    }
    if live && config.dashboard_url.is_none() {
        report.warn(
            "PAYLINK_DASHBOARD_URL",
            "payers' pages and the dashboard share an origin; give the dashboard one of its own",
        );
    }
    if !config.rate_limits {
        report.warn("PAYLINK_RATE_LIMITS", "off: anybody may try as often as they like");
    }
    // Not `/readyz`, which is there under every name.
    let place = format!("{}/p/-", crate::config::origin_text(&config.public_url));
    match parts.client.get(&place).send().await {
        Ok(answer) if answer.status().as_u16() == 404 => report.ok("PAYLINK_PUBLIC_URL", "paylink answers there"),
        Ok(answer) if answer.status().as_u16() == 421 => {
            let detail = "the proxy passes another name on: let it send the Host that it was asked for, or X-Forwarded-Host and stand in PAYLINK_TRUSTED_PROXIES";
            report.fail("PAYLINK_PUBLIC_URL", detail);
        }
        Ok(answer) => report.fail("PAYLINK_PUBLIC_URL", &format!("something answers with {}", answer.status())),
        Err(_) => report.warn("PAYLINK_PUBLIC_URL", "nothing answers there right now"),
    }
}
