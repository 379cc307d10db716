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

/// How often a link was opened, and by whom first.
type Opened = (i64, Option<Doer>);
type Counted = HashMap<(Scope, PaymentRequestId), Opened>;

/// More than this many different links between two flushes are counted only, without the event of a first opening.
const MOST_WAITING: usize = 100_000;

impl Opens {
    /// Somebody opened a link. Programs that fetch previews are counted, but are no person.
    pub fn note(&self, scope: Scope, request: PaymentRequestId, doer: Doer) {
        let mut opens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if opens.len() >= MOST_WAITING && !opens.contains_key(&(scope, request)) {
            return;
        }
        let entry = opens.entry((scope, request)).or_insert((0, None));
        entry.0 += 1;
        if entry.1.is_none() && doer.user_agent.as_deref().is_some_and(is_person) {
            entry.1 = Some(doer);
        }
    }

    fn take(&self) -> Counted {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn take_of(&self, scope: Scope, request: PaymentRequestId) -> Option<Opened> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&(scope, request))
    }
}

/// Whether what a browser calls itself looks like a person's; decides about an event, never about what is shown.
fn is_person(user_agent: &str) -> bool {
    let lower = user_agent.to_ascii_lowercase();
    let robots = [
        "bot",
        "crawl",
        "spider",
        "preview",
        "facebookexternalhit",
        "whatsapp",
        "slack",
        "telegram",
        "skype",
        "curl",
        "wget",
    ];
    lower.starts_with("mozilla/") && !robots.iter().any(|robot| lower.contains(robot))
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

async fn write_opens(context: &Context, scope: Scope, id: PaymentRequestId, (count, doer): Opened) -> Outcome<()> {
    context
        .store
        .transact((context.clone(), scope, id, count, doer), |db, (context, scope, id, count, doer)| {
            Box::pin(async move {
                db.count_opens(*scope, *id, *count).await?;
                let Some(doer) = doer else { return Ok(()) };
                let locked = lock(db, *scope, *id).await?;
                if locked.request.opened_at.is_some() {
                    return Ok(());
                }
                let mut decision = Decision::unchanged(&locked.request, &locked.payments);
                decision.request.opened_at = Some(context.now());
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
        assert!(!is_person("Mozilla/5.0 (compatible; Googlebot/2.1)"));
    }
}
