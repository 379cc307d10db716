//! Lists and counts of payment requests, with status computed by the same order of questions as in `domain::payment_request`.

use super::payment_request::{Row, request_columns};
use super::{Db, Result};
use crate::domain::ids::PaymentRequestId;
use crate::domain::money::Currency;
use crate::domain::payer::Payer;
use crate::domain::payment_request::{PaymentRequest, Status};
use crate::domain::scope::Scope;
use crate::domain::search::Search;
use crate::domain::time::{Date, Timestamp, date_text};
use sqlx::QueryBuilder;
use std::collections::HashMap;
use uuid::Uuid;

/// Which requests to list; all given conditions hold together.
#[derive(Clone, Debug, Default)]
pub struct RequestFilter {
    /// In this status at `now`.
    pub status: Option<Status>,
    /// Open and due before this day: overdue on it.
    pub overdue_on: Option<Date>,
    /// Exactly this reference.
    pub reference: Option<String>,
    /// Exactly this external id.
    pub external_id: Option<String>,
    /// Words to look for in reference, external id, description and payer.
    pub q: Option<String>,
    /// Made at or after.
    pub created_from: Option<Timestamp>,
    /// Made before.
    pub created_to: Option<Timestamp>,
    /// Due on or after.
    pub due_from: Option<Date>,
    /// Due on or before.
    pub due_to: Option<Date>,
    /// Paid at or after.
    pub paid_from: Option<Timestamp>,
    /// Paid before.
    pub paid_to: Option<Timestamp>,
}

/// A place in the list, newest first: the row that was seen last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListCursor {
    /// When that request was made.
    pub created_at: Timestamp,
    /// Its id.
    pub id: PaymentRequestId,
    /// Towards newer rows instead of older ones.
    pub backwards: bool,
}

/// How many requests are in each status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatusCounts {
    /// Can be paid.
    pub open: i64,
    /// Can be paid, due date past.
    pub overdue: i64,
    /// Money on its way.
    pub processing: i64,
    /// Paid.
    pub paid: i64,
    /// Expired.
    pub expired: i64,
    /// Cancelled.
    pub cancelled: i64,
}

/// Sums of one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurrencySums {
    /// ISO 4217.
    pub currency: String,
    /// Allocated of requests paid since the given instant.
    pub collected: i64,
    /// Due of open requests.
    pub open: i64,
    /// Due of overdue requests.
    pub overdue: i64,
}

macro_rules! push_status {
    ($q:expr, $status:expr, $now:expr) => {
        match $status {
            Status::Paid => {
                $q.push(" AND r.allocated >= r.amount");
            }
            Status::Processing => {
                $q.push(" AND r.allocated < r.amount AND (r.pending > 0 OR r.clarifying > 0)");
            }
            Status::Cancelled => {
                $q.push(" AND r.allocated < r.amount AND r.pending = 0 AND r.clarifying = 0 AND r.cancelled_at IS NOT NULL");
            }
            Status::Expired => {
                $q.push(" AND r.allocated < r.amount AND r.pending = 0 AND r.clarifying = 0 AND r.cancelled_at IS NULL AND r.expires_at <= ");
                $q.push_bind($now);
            }
            Status::Open => {
                $q.push(" AND r.allocated < r.amount AND r.pending = 0 AND r.clarifying = 0 AND r.cancelled_at IS NULL AND r.expires_at > ");
                $q.push_bind($now);
            }
        }
    };
}

macro_rules! push_filter {
    ($q:expr, $filter:expr, $now:expr) => {
        if let Some(status) = $filter.status {
            push_status!($q, status, $now);
        }
        if let Some(day) = $filter.overdue_on {
            push_status!($q, Status::Open, $now);
            $q.push(" AND r.due_date < ").push_bind(date_text(day));
        }
        if let Some(reference) = &$filter.reference {
            $q.push(" AND r.reference = ").push_bind(reference.clone());
        }
        if let Some(external_id) = &$filter.external_id {
            $q.push(" AND r.external_id = ").push_bind(external_id.clone());
        }
        if let Some(from) = $filter.created_from {
            $q.push(" AND r.created_at >= ").push_bind(from.millis());
        }
        if let Some(to) = $filter.created_to {
            $q.push(" AND r.created_at < ").push_bind(to.millis());
        }
        if let Some(from) = $filter.due_from {
            $q.push(" AND r.due_date >= ").push_bind(date_text(from));
        }
        if let Some(to) = $filter.due_to {
            $q.push(" AND r.due_date <= ").push_bind(date_text(to));
        }
        if let Some(from) = $filter.paid_from {
            $q.push(" AND r.paid_at >= ").push_bind(from.millis());
        }
        if let Some(to) = $filter.paid_to {
            $q.push(" AND r.paid_at < ").push_bind(to.millis());
        }
        if let Some(search) = $filter.q.as_deref().map(Search::of).filter(|search| !search.words.is_empty()) {
            $q.push(" AND ((1 = 1");
            for word in &search.words {
                let pattern = like_pattern(&word.text);
                $q.push(" AND (r.search LIKE ").push_bind(pattern.clone()).push(" ESCAPE '\\'");
                push_payer!($q, pattern);
                push_amounts!($q, word.amounts);
                $q.push(")");
            }
            $q.push(")");
            push_amounts!($q, search.amounts);
            if let Some(figures) = &search.figures {
                push_payer!($q, like_pattern(figures));
            }
            $q.push(")");
        }
    };
}

/// Or the payer holds that.
macro_rules! push_payer {
    ($q:expr, $pattern:expr) => {
        $q.push(
            " OR EXISTS (SELECT 1 FROM payer p WHERE p.merchant_id = r.merchant_id AND p.live = r.live \
             AND p.payment_request_id = r.id AND p.search LIKE ",
        )
        .push_bind($pattern);
        $q.push(" ESCAPE '\\')");
    };
}

/// Or one of these amounts was asked for, in a currency with as many decimals.
macro_rules! push_amounts {
    ($q:expr, $amounts:expr) => {
        for money in &$amounts {
            $q.push(" OR (r.amount = ")
                .push_bind(money.minor)
                .push(" AND ")
                .push(currencies_like(money.currency))
                .push(")");
        }
    };
}

macro_rules! without_decimals {
    () => {
        "'BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'"
    };
}

macro_rules! with_three_decimals {
    () => {
        "'BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'"
    };
}

/// Those whose smallest unit is as small: an amount is looked for without its currency.
fn currencies_like(currency: Currency) -> &'static str {
    match currency.exponent() {
        0 => concat!("r.currency IN (", without_decimals!(), ")"),
        3 => concat!("r.currency IN (", with_three_decimals!(), ")"),
        _ => concat!("r.currency NOT IN (", without_decimals!(), ", ", with_three_decimals!(), ")"),
    }
}

fn like_pattern(word: &str) -> String {
    let escaped = word.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

impl Db<'_> {
    /// A page of requests, newest first, at most `limit` of them (ask for one more to know whether there is a next page). With a
    /// backwards cursor the rows before it, also newest first.
    pub async fn list_payment_requests(
        &mut self,
        scope: Scope,
        filter: &RequestFilter,
        cursor: Option<ListCursor>,
        limit: i64,
        now: Timestamp,
    ) -> Result<Vec<PaymentRequest>> {
        let backwards = cursor.is_some_and(|cursor| cursor.backwards);
        let rows: Vec<Row> = on!(self, |c| {
            let mut q = QueryBuilder::<EngineType>::new(concat!(
                "SELECT ",
                request_columns!(),
                " FROM payment_request r WHERE r.merchant_id = "
            ));
            q.push_bind(scope.merchant.0).push(" AND r.live = ").push_bind(scope.live);
            push_filter!(q, filter, now.millis());
            if let Some(cursor) = cursor {
                q.push(if backwards { " AND (r.created_at, r.id) > (" } else { " AND (r.created_at, r.id) < (" });
                q.push_bind(cursor.created_at.millis()).push(", ").push_bind(cursor.id.0).push(")");
            }
            q.push(if backwards {
                " ORDER BY r.created_at, r.id LIMIT "
            } else {
                " ORDER BY r.created_at DESC, r.id DESC LIMIT "
            });
            q.push_bind(limit);
            q.build_query_as().fetch_all(c).await
        })?;
        let mut requests = rows.into_iter().map(PaymentRequest::try_from).collect::<Result<Vec<_>>>()?;
        if backwards {
            requests.reverse();
        }
        Ok(requests)
    }

    /// How many requests are in each status; `today` in the merchant's zone decides what is overdue.
    pub async fn count_payment_requests(&mut self, scope: Scope, now: Timestamp, today: Date) -> Result<StatusCounts> {
        let row: (i64, i64, i64, i64, i64, i64) = on!(self, |c| {
            let mut q = QueryBuilder::<EngineType>::new("SELECT ");
            let counted = [
                Some(Status::Open),
                None,
                Some(Status::Processing),
                Some(Status::Paid),
                Some(Status::Expired),
                Some(Status::Cancelled),
            ];
            for (at, status) in counted.into_iter().enumerate() {
                q.push(if at == 0 {
                    "CAST(COALESCE(SUM(CASE WHEN 1 = 1"
                } else {
                    ", CAST(COALESCE(SUM(CASE WHEN 1 = 1"
                });
                push_status!(q, status.unwrap_or(Status::Open), now.millis());
                if status.is_none() {
                    q.push(" AND r.due_date < ").push_bind(date_text(today));
                }
                q.push(" THEN 1 ELSE 0 END), 0) AS BIGINT)");
            }
            q.push(" FROM payment_request r WHERE r.merchant_id = ").push_bind(scope.merchant.0);
            q.push(" AND r.live = ").push_bind(scope.live);
            q.build_query_as().fetch_one(c).await
        })?;
        Ok(StatusCounts {
            open: row.0,
            overdue: row.1,
            processing: row.2,
            paid: row.3,
            expired: row.4,
            cancelled: row.5,
        })
    }

    /// What came in since an instant, what is open and what is overdue, by currency.
    pub async fn sum_payment_requests(
        &mut self,
        scope: Scope,
        since: Timestamp,
        now: Timestamp,
        today: Date,
    ) -> Result<Vec<CurrencySums>> {
        let rows: Vec<(String, i64, i64, i64)> = on!(self, |c| {
            let mut q = QueryBuilder::<EngineType>::new("SELECT r.currency, CAST(COALESCE(SUM(CASE WHEN r.paid_at >= ");
            q.push_bind(since.millis());
            q.push(" THEN r.allocated ELSE 0 END), 0) AS BIGINT), CAST(COALESCE(SUM(CASE WHEN 1 = 1");
            push_status!(q, Status::Open, now.millis());
            q.push(" THEN r.amount - r.allocated ELSE 0 END), 0) AS BIGINT), CAST(COALESCE(SUM(CASE WHEN 1 = 1");
            push_status!(q, Status::Open, now.millis());
            q.push(" AND r.due_date < ").push_bind(date_text(today));
            q.push(
                " THEN r.amount - r.allocated ELSE 0 END), 0) AS BIGINT) FROM payment_request r WHERE r.merchant_id = ",
            );
            q.push_bind(scope.merchant.0).push(" AND r.live = ").push_bind(scope.live);
            q.push(" GROUP BY r.currency ORDER BY 2 DESC, 1");
            q.build_query_as().fetch_all(c).await
        })?;
        Ok(rows
            .into_iter()
            .map(|(currency, collected, open, overdue)| CurrencySums { currency, collected, open, overdue })
            .collect())
    }

    /// The payers of several requests, for a list.
    pub async fn payers_of(
        &mut self,
        scope: Scope,
        ids: &[PaymentRequestId],
    ) -> Result<HashMap<PaymentRequestId, Payer>> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let rows: Vec<PayerRow> = on!(self, |c| {
            let mut q = QueryBuilder::<EngineType>::new(
                "SELECT payment_request_id, name, email, phone, language, address FROM payer WHERE merchant_id = ",
            );
            q.push_bind(scope.merchant.0)
                .push(" AND live = ")
                .push_bind(scope.live)
                .push(" AND payment_request_id IN (");
            let mut list = q.separated(", ");
            for id in ids {
                list.push_bind(id.0);
            }
            q.push(")");
            q.build_query_as().fetch_all(c).await
        })?;
        Ok(rows.into_iter().map(PayerRow::into_pair).collect())
    }
}

#[derive(sqlx::FromRow)]
struct PayerRow {
    payment_request_id: Uuid,
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    language: Option<String>,
    address: Option<String>,
}

impl PayerRow {
    fn into_pair(self) -> (PaymentRequestId, Payer) {
        let language = self.language.and_then(|tag| tag.parse().ok());
        let payer = Payer { name: self.name, email: self.email, phone: self.phone, language, address: self.address };
        (PaymentRequestId(self.payment_request_id), payer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn currencies_are_listed_by_their_decimals() {
        let codes = |list: &str| -> Vec<u32> {
            list.split(", ").filter_map(|code| code.trim_matches('\'').parse().ok()).map(Currency::exponent).collect()
        };
        assert!(
            codes(without_decimals!()).iter().all(|exponent| *exponent == 0) && codes(without_decimals!()).len() == 17
        );
        assert!(
            codes(with_three_decimals!()).iter().all(|exponent| *exponent == 3)
                && codes(with_three_decimals!()).len() == 7
        );
    }
}
