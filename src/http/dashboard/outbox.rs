//! All messages, one of them, and how they fare.

use super::answer::{failed, page};
use super::views::{OutboxData, OutboxMessageData, OutboxMessagePage, OutboxPage, ReportData, ReportPage, Section};
use super::visitor;
use crate::domain::channel::Channel;
use crate::domain::ids::MessageId;
use crate::domain::message::{MessageState, Stage};
use crate::domain::time::{Date, parse_date};
use crate::operations::manage_message_accounts::list_message_accounts;
use crate::operations::read_messages::{list_outbox, read_message};
use crate::operations::read_payment_request::{read_payment_request, zone_of};
use crate::operations::report_messages::report_messages;
use crate::operations::{Context, OperationError, Outcome};
use crate::store::message_list::MessageFilter;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use std::time::Duration;

const PAGE: usize = 30;

/// What may stand behind the question mark; what is none of our words chooses nothing.
#[derive(Deserialize)]
pub struct OutboxQuery {
    list: Option<String>,
    state: Option<String>,
    channel: Option<String>,
    purpose: Option<String>,
    request: Option<String>,
    cursor: Option<String>,
}

/// `GET /dashboard/messages`
pub async fn list(request: HttpRequest, query: web::Query<OutboxQuery>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let state: Option<MessageState> = query.state.as_deref().and_then(|word| word.parse().ok());
    let named = query.list.as_deref().and_then(|word| word.parse().ok());
    // All about one request stands together, in whatever list.
    let stage = if query.request.is_some() { None } else { Some(Stage::default()) };
    let filter = MessageFilter {
        stage: state.map(MessageState::stage).or(named).or(stage),
        state,
        channel: query.channel.as_deref().and_then(Channel::from_word),
        purpose: query.purpose.as_deref().and_then(|word| word.parse().ok()),
        payment_request: query.request.as_deref().and_then(|id| id.parse().ok()),
        lost: false,
    };
    let before = query.cursor.as_deref().and_then(|id| id.parse().ok());
    let shown = async {
        let (rows, next) = list_outbox(&context, visitor.scope, &filter, before, PAGE).await?;
        let frame = visitor::frame(&request, &context, &visitor, Section::Messages).await?;
        Ok(page(StatusCode::OK, &OutboxPage::new(frame, &OutboxData { filter, rows, next })))
    };
    shown.await.unwrap_or_else(|error| failed(&request, None, &error))
}

/// `GET /dashboard/messages/{id}`
pub async fn show(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(id) = path.parse::<MessageId>() else { return failed(&request, None, &OperationError::NotFound) };
    let shown = async {
        let message = read_message(&context, visitor.scope, id).await?;
        let whole = read_payment_request(&context, visitor.scope, message.payment_request).await?;
        let accounts = list_message_accounts(&context, visitor.scope).await?;
        let carrier = accounts.into_iter().find(|account| Some(account.id) == message.account);
        let carrier = carrier.map(|account| account.name);
        let frame = visitor::frame(&request, &context, &visitor, Section::Messages).await?;
        let data = OutboxMessageData { message, request: whole.request, payer: whole.payer, carrier };
        Ok(page(StatusCode::OK, &OutboxMessagePage::new(frame, &data)))
    };
    shown.await.unwrap_or_else(|error: OperationError| failed(&request, None, &error))
}

/// What may stand behind the question mark.
#[derive(Deserialize)]
pub struct ReportQuery {
    from: Option<String>,
    to: Option<String>,
}

/// The usual period, and the longest.
const USUAL: Duration = Duration::from_secs(29 * 86_400);
const LONGEST_DAYS: i64 = 731;

/// `GET /dashboard/messages/report`
pub async fn report(request: HttpRequest, query: web::Query<ReportQuery>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let shown = async {
        let zone = zone_of(&context, visitor.scope).await?;
        let now = context.now();
        let usual = (zone.date(now.minus(USUAL)), zone.date(now));
        let chosen = period(query.from.as_deref(), query.to.as_deref());
        let is_wrong = chosen == Some(None);
        let (from, to) = chosen.flatten().unwrap_or(usual);
        let before = from.previous_day().ok_or(OperationError::NotFound)?;
        let (start, end) = (zone.end_of_day(before), zone.end_of_day(to));
        let report = report_messages(&context, visitor.scope, start, end).await?;
        let frame = visitor::frame(&request, &context, &visitor, Section::Messages).await?;
        let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        Outcome::Ok(page(status, &ReportPage::new(frame, &ReportData { from, to, is_wrong, report })))
    };
    shown.await.unwrap_or_else(|error| failed(&request, None, &error))
}

/// What was asked for: nothing, something that cannot be, or a period.
fn period(from: Option<&str>, to: Option<&str>) -> Option<Option<(Date, Date)>> {
    let (from, to) = (from?, to?);
    let both = parse_date(from).zip(parse_date(to));
    Some(both.filter(|(from, to)| (0..=LONGEST_DAYS).contains(&(*to - *from).whole_days())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_that_cannot_be_are_told_from_none() {
        assert_eq!(period(None, Some("2026-11-01")), None);
        assert_eq!(period(Some("2026-11-02"), Some("2026-11-01")), Some(None));
        assert_eq!(period(Some("x"), Some("2026-11-01")), Some(None));
        assert_eq!(period(Some("2020-11-02"), Some("2026-11-01")), Some(None));
        assert!(period(Some("2026-11-01"), Some("2026-11-01")).flatten().is_some());
    }
}
