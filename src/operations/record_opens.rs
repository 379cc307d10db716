//! Opens of pay links: counted in memory while pages are served, written in batches. The first one by a person is an event.

use super::book::{Doer, lock, write_decision};
use super::{Context, OperationError, Outcome};
use crate::domain::event::{EventType, NewEvent};
use crate::domain::ids::PaymentRequestId;
use crate::domain::learn::Decision;
use crate::domain::scope::Scope;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Opens that are not written yet.
#[derive(Default)]
pub struct Opens(Mutex<Counted>);

/// How often a link was opened.
#[derive(Default)]
struct Opened {
    /// By anybody.
    all: i64,
    /// By programs that fetch previews.
    previews: i64,
    /// The first person.
    person: Option<Doer>,
}

type Counted = HashMap<(Scope, PaymentRequestId), Opened>;

/// More than this many different links between two flushes are counted only, without the event of a first opening.
const MOST_WAITING: usize = 100_000;

/// Who asked for a page, as far as the request itself tells. It decides what is counted, never what is shown.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Address and browser.
    pub doer: Doer,
    /// Only the head was asked for (HEAD), or the browser fetches ahead of a tap (`Sec-Purpose: prefetch`).
    pub is_ahead: bool,
}

impl Opens {
    /// Somebody opened a link. Programs that fetch previews are counted apart: they are no person.
    pub fn note(&self, scope: Scope, request: PaymentRequestId, visit: Visit) {
        let mut opens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if opens.len() >= MOST_WAITING && !opens.contains_key(&(scope, request)) {
            return;
        }
        let entry = opens.entry((scope, request)).or_default();
        entry.all += 1;
        if visit.is_ahead || !visit.doer.user_agent.as_deref().is_some_and(is_person) {
            entry.previews += 1;
        } else {
            entry.person.get_or_insert(visit.doer);
        }
    }

    fn take(&self) -> Counted {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn take_of(&self, scope: Scope, request: PaymentRequestId) -> Option<Opened> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&(scope, request))
    }
}

/// What programs call themselves, in lower case, that look at links for people: messengers and social networks that show a preview, mail
/// filters that follow links before a person does, crawlers, tools. Those that pass for a browser cannot be told apart.
const ROBOTS: &[&str] = &[
    "bot",
    "crawl",
    "spider",
    "preview",
    "prefetch",
    "facebookexternalhit",
    "facebookcatalog",
    "whatsapp",
    "telegram",
    "slack",
    "skype",
    "discord",
    "snapchat",
    "pinterest",
    "mastodon",
    "viber",
    "embedly",
    "iframely",
    "google-safety",
    "googleimageproxy",
    "google-read-aloud",
    "microsoft office",
    "ms-office",
    "safelinks",
    "barracuda",
    "proofpoint",
    "mimecast",
    "urldefense",
    "virustotal",
    "curl",
    "wget",
    "python",
    "go-http-client",
    "okhttp",
    "monitor",
];

/// Whether what a browser calls itself looks like a person's; decides what is counted, never what is shown.
fn is_person(user_agent: &str) -> bool {
    let lower = user_agent.to_ascii_lowercase();
    lower.starts_with("mozilla/") && !ROBOTS.iter().any(|robot| lower.contains(robot))
}

/// Writes what was counted.
pub async fn flush_opens(context: &Context) -> Outcome<()> {
    for ((scope, id), opened) in context.opens.take() {
        write_opens(context, scope, id, opened).await?;
    }
    Ok(())
}

/// Writes what was counted of one link, so that nothing comes before its opening that follows from it.
pub async fn flush_opens_of(context: &Context, scope: Scope, request: PaymentRequestId) -> Outcome<()> {
    match context.opens.take_of(scope, request) {
        Some(opened) => write_opens(context, scope, request, opened).await,
        None => Ok(()),
    }
}

async fn write_opens(context: &Context, scope: Scope, id: PaymentRequestId, opened: Opened) -> Outcome<()> {
    context
        .store
        .transact((context.clone(), scope, id, opened), |db, (context, scope, id, opened)| {
            Box::pin(async move {
                let now = context.now();
                db.count_opens(*scope, *id, opened.all, opened.previews, now).await?;
                let Some(doer) = &opened.person else { return Ok(()) };
                db.mark_message_opened(*scope, *id, now).await?;
                let locked = lock(db, *scope, *id).await?;
                if locked.request.opened_at.is_some() {
                    return Ok(());
                }
                let mut decision = Decision::unchanged(&locked.request, &locked.payments);
                decision.request.opened_at = Some(now);
                decision.events.push(NewEvent::of(EventType::RequestOpened));
                write_decision(db, context, &locked, decision, doer).await?;
                Ok::<_, OperationError>(())
            })
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn previews_are_no_persons() {
        assert!(is_person("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/604.1"));
        assert!(!is_person("facebookexternalhit/1.1"));
        assert!(!is_person("WhatsApp/2.23"));
        assert!(!is_person(
            "Mozilla/5.0 (Macintosh) AppleWebKit/601.2.4 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0"
        ));
        assert!(!is_person("Mozilla/4.0 (compatible; ms-office; MSOffice 16)"));
        assert!(!is_person("Mozilla/5.0 (compatible; Googlebot/2.1)"));
    }
}
