//! Requests as programs see them: the request, who is asked and the link, one of them or a page of a list.

use super::carry::{Takers, takers_in};
use super::{Context, OperationError, Outcome};
use crate::config::origin_text;
use crate::domain::attachment::Attachment;
use crate::domain::field::FieldError;
use crate::domain::ids::PaymentRequestId;
use crate::domain::pay_token::PayToken;
use crate::domain::payer::Payer;
use crate::domain::payment_request::{PaymentRequest, Status};
use crate::domain::phone::is_fixed_line;
use crate::domain::scope::Scope;
use crate::domain::time::{Timestamp, Zone};
use crate::store::Db;
use crate::store::payment_request_list::{ListCursor, RequestFilter};

/// A request with what an answer shows beside it.
#[derive(Clone, Debug)]
pub struct ShownRequest {
    /// The request.
    pub request: PaymentRequest,
    /// Who is asked.
    pub payer: Payer,
    /// The newest link that works.
    pub token: Option<PayToken>,
    /// Files in the order of their adding.
    pub attachments: Vec<Attachment>,
    /// What the merchant should know about it while it can be paid.
    pub warnings: Vec<FieldError>,
    /// The moment at which it is looked at, and the zone in which the merchant's days end.
    pub seen: Seen,
}

/// When and where somebody looks: a request's status depends on it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Now.
    pub at: Timestamp,
    /// The merchant's zone.
    pub zone: Zone,
}

impl ShownRequest {
    /// The pay link, where there is one.
    pub fn pay_url(&self, context: &Context) -> Option<String> {
        let base = origin_text(&context.config.public_url);
        self.token.map(|token| format!("{base}/p/{}", token.reveal()))
    }
}

/// One request of a merchant and mode.
pub async fn show_payment_request(context: &Context, scope: Scope, id: PaymentRequestId) -> Outcome<ShownRequest> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let seen = look(&mut db, context, scope).await?;
    let request = db.payment_request(scope, id).await?.ok_or(OperationError::NotFound)?;
    let (payer, token) = (db.payer(scope, id).await?, db.pay_token(scope, id).await?);
    let attachments = db.attachments_of(scope, id).await?;
    let warnings = warnings(&takers_in(&mut db, context, scope).await?, &request, &payer, seen.at);
    Ok(ShownRequest { payer, token, attachments, warnings, seen, request })
}

/// A page of a list, newest first, and the place after it where there is more.
pub async fn show_payment_requests(
    context: &Context,
    scope: Scope,
    mut filter: RequestFilter,
    overdue: bool,
    cursor: Option<ListCursor>,
    limit: usize,
) -> Outcome<(Vec<ShownRequest>, Option<ListCursor>)> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let seen = look(&mut db, context, scope).await?;
    if overdue {
        filter.overdue_on = Some(seen.zone.date(seen.at));
    }
    let one_more = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut found = db.list_payment_requests(scope, &filter, cursor, one_more, seen.at).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|last| ListCursor {
        created_at: last.created_at,
        id: last.id,
        backwards: false,
    });
    let ids: Vec<PaymentRequestId> = found.iter().map(|request| request.id).collect();
    let mut payers = db.payers_of(scope, &ids).await?;
    let mut tokens = db.pay_tokens_of(scope, &ids).await?;
    let mut files = db.attachments_of_all(scope, &ids).await?;
    let takers = takers_in(&mut db, context, scope).await?;
    let shown = found.into_iter().map(|request| {
        let payer = payers.remove(&request.id).unwrap_or_default();
        ShownRequest {
            token: tokens.remove(&request.id),
            attachments: files.remove(&request.id).unwrap_or_default(),
            warnings: warnings(&takers, &request, &payer, seen.at),
            seen: seen.clone(),
            payer,
            request,
        }
    });
    Ok((shown.collect(), next))
}

/// What the merchant should know while it can be paid.
fn warnings(takers: &Takers, request: &PaymentRequest, payer: &Payer, now: Timestamp) -> Vec<FieldError> {
    match request.status(now) {
        Status::Open => {
            let mut warnings = takers.carriage(request.amount_due()).warnings();
            if payer.phone.as_deref().is_some_and(is_fixed_line) {
                let detail =
                    "This is a fixed line, which gets no text messages. Give a mobile number, or write an e-mail.";
                warnings.push(FieldError::new("payer.phone", "fixed_line", detail));
            }
            warnings
        }
        Status::Processing | Status::Paid | Status::Expired | Status::Cancelled => Vec::new(),
    }
}

async fn look(db: &mut Db<'_>, context: &Context, scope: Scope) -> Outcome<Seen> {
    let merchant = db.merchant(scope.merchant).await?.ok_or(OperationError::NotFound)?;
    let zone = Zone::named(&merchant.zone).ok_or(OperationError::Internal("a merchant in an unknown time zone"))?;
    Ok(Seen { at: context.now(), zone })
}
