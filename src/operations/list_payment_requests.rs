//! A page of requests for people: newest first, with what explains their status.

use super::read_payment_request::zone_of;
use super::{Context, Outcome};
use crate::domain::ids::PaymentRequestId;
use crate::domain::payer::Payer;
use crate::domain::payment::Payment;
use crate::domain::payment_request::{PaymentRequest, Status};
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::store::payment_request_list::{CurrencySums, ListCursor, RequestFilter, StatusCounts};
use std::str::FromStr;

/// Rows of a page.
pub const PAGE: usize = 50;

/// A place in the list, as it stands in an address: "b1763750000000-pr_…".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place(pub ListCursor);

impl Place {
    /// Reads a place; nothing for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (backwards, rest) = match text.split_at_checked(1)? {
            ("b", rest) => (true, rest),
            ("a", rest) => (false, rest),
            _ => return None,
        };
        let (millis, id) = rest.split_once('-')?;
        let created_at = Timestamp::from_millis(millis.parse().ok()?);
        Some(Self(ListCursor { created_at, id: id.parse().ok()?, backwards }))
    }

    /// Writes it.
    pub fn text(self) -> String {
        let way = if self.0.backwards { 'b' } else { 'a' };
        format!("{way}{}-{}", self.0.created_at.millis(), self.0.id)
    }

    fn of(request: &PaymentRequest, backwards: bool) -> Self {
        Self(ListCursor { created_at: request.created_at, id: request.id, backwards })
    }
}

/// A page of the list and what stands around it.
pub struct RequestList {
    /// Newest first: the request, its payer, the payment that explains its status best.
    pub rows: Vec<(PaymentRequest, Payer, Option<Payment>)>,
    /// How many requests are in each status.
    pub counts: StatusCounts,
    /// Sums of this month, of what is open and what is overdue.
    pub sums: Vec<CurrencySums>,
    /// The page before.
    pub previous: Option<Place>,
    /// The page after.
    pub next: Option<Place>,
}

/// A page of requests: `tab` is a status, "overdue" or anything else for all.
pub async fn list_payment_requests(
    context: &Context,
    scope: Scope,
    tab: &str,
    q: &str,
    place: Option<Place>,
) -> Outcome<RequestList> {
    let now = context.now();
    let zone = zone_of(context, scope).await?;
    let today = zone.date(now);
    let filter = RequestFilter {
        status: Status::from_str(tab).ok(),
        overdue_on: (tab == "overdue").then_some(today),
        q: Some(q.to_owned()).filter(|q| !q.is_empty()),
        ..RequestFilter::default()
    };
    let first_of_month = zone.start_of_day(today.replace_day(1).unwrap_or(today));
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let cursor = place.map(|place| place.0);
    let limit = i64::try_from(PAGE + 1).unwrap_or(51);
    let mut requests = db.list_payment_requests(scope, &filter, cursor, limit, now).await?;
    let more = requests.len() > PAGE;
    let backwards = cursor.is_some_and(|cursor| cursor.backwards);
    if more {
        // The one too many is the farthest from the place that was asked for.
        if backwards {
            requests.remove(0);
        } else {
            requests.truncate(PAGE);
        }
    }
    let previous = if backwards { more } else { cursor.is_some() };
    let next = if backwards { true } else { more };
    let mut rows = Vec::with_capacity(requests.len());
    let ids: Vec<PaymentRequestId> = requests.iter().map(|request| request.id).collect();
    let mut payers = db.payers_of(scope, &ids).await?;
    let mut payments = db.payments_of_all(scope, &ids).await?;
    for request in requests {
        let payer = payers.remove(&request.id).unwrap_or_default();
        let payment = payments.remove(&request.id).and_then(explaining);
        rows.push((request, payer, payment));
    }
    Ok(RequestList {
        previous: rows.first().filter(|_| previous).map(|(request, ..)| Place::of(request, true)),
        next: rows.last().filter(|_| next).map(|(request, ..)| Place::of(request, false)),
        counts: db.count_payment_requests(scope, now, today).await?,
        sums: db.sum_payment_requests(scope, first_of_month, now, today).await?,
        rows,
    })
}

/// The payment that awaits a decision, or else the newest.
fn explaining(mut payments: Vec<Payment>) -> Option<Payment> {
    let waiting = payments.iter().position(|payment| payment.awaits_decision);
    match waiting {
        Some(at) => Some(payments.swap_remove(at)),
        None => payments.pop(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_back() {
        let id = PaymentRequestId(uuid::Uuid::from_u128(5));
        let place = Place(ListCursor { created_at: Timestamp::from_millis(17), id, backwards: true });
        assert_eq!(Place::parse(&place.text()), Some(place));
        for bad in ["", "x", "b-", "bx-pr_1", "é1-pr"] {
            assert_eq!(Place::parse(bad), None, "{bad}");
        }
    }
}
