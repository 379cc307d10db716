//! The list, a new request, one request, and taking it back.

use super::answer::{failed, page, redirect, to_the_end};
use super::plans::MOST_PLANS;
use super::views::{
    Counts, DetailData, DetailLive, DetailPage, FormValues, ListData, ListPage, ListRow, NewPage, Notice,
    RefundProblem, Section, Tab, Totals, earliest_typed_due_date, live_version, scope_word,
};
use super::{upload, visitor};
use crate::documents::qr;
use crate::domain::field::FieldError;
use crate::domain::ids::{ContactId, PaymentRequestId};
use crate::domain::language::Language;
use crate::domain::merchant::Home;
use crate::domain::money::{Currency, Money, MoneyError};
use crate::domain::scope::Scope;
use crate::domain::time::{Date, Timestamp, parse_date};
use crate::domain::typed_amount::{example_amount, parse_amount};
use crate::operations::cancel_payment_request::cancel_payment_request;
use crate::operations::carry::{Takers, takers};
use crate::operations::create_payment_request::{Draft, DraftPayer, check_draft, create_payment_request};
use crate::operations::keep_contacts::read_contact;
use crate::operations::list_payment_requests::{Place, RequestList, list_payment_requests};
use crate::operations::log_in::LoggedIn;
use crate::operations::manage_message_plans::list_message_plans;
use crate::operations::manage_profiles::profiles_to_choose;
use crate::operations::may_write::{preferred_channel, ways_to_payer};
use crate::operations::read_messages::{read_messages_of, read_previews};
use crate::operations::read_payment_request::{home_of, read_payment_request, read_profile, read_timeline, zone_of};
use crate::operations::{Context, OperationError, Outcome};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

/// What may stand behind the question mark of the list.
#[derive(Deserialize)]
pub struct ListQuery {
    status: Option<String>,
    q: Option<String>,
    cursor: Option<String>,
}

/// `GET /dashboard/requests`
pub async fn list(request: HttpRequest, query: web::Query<ListQuery>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    match list_page(&request, &context, &visitor, &query).await {
        Ok(answer) => answer,
        Err(error) => failed(&request, None, &error),
    }
}

async fn list_page(
    request: &HttpRequest,
    context: &Context,
    visitor: &LoggedIn,
    query: &ListQuery,
) -> Outcome<HttpResponse> {
    let frame = visitor::frame(request, context, visitor, Section::Requests).await?;
    let tab = Tab::of(query.status.as_deref().unwrap_or(""));
    let q: String = query.q.as_deref().unwrap_or("").trim().chars().filter(|c| !c.is_control()).take(200).collect();
    let place = query.cursor.as_deref().and_then(Place::parse);
    let found = list_payment_requests(context, visitor.scope, tab.word(), &q, place).await?;
    let data = list_data(tab, q, found);
    Ok(page(StatusCode::OK, &ListPage::new(frame, &data)))
}

fn list_data(tab: Tab, q: String, found: RequestList) -> ListData {
    let counts = found.counts;
    let sums = |of: fn(&crate::store::payment_request_list::CurrencySums) -> i64| -> Vec<Money> {
        let sums = found.sums.iter().filter(|sums| of(sums) > 0);
        sums.filter_map(|sums| Some(Money::new(of(sums), sums.currency.parse().ok()?))).collect()
    };
    ListData {
        tab,
        q,
        counts: Counts {
            all: counts.open + counts.processing + counts.paid + counts.expired + counts.cancelled,
            open: counts.open,
            overdue: counts.overdue,
            processing: counts.processing,
            paid: counts.paid,
            expired: counts.expired,
            cancelled: counts.cancelled,
        },
        totals: Totals {
            received_this_month: sums(|sums| sums.collected),
            open: sums(|sums| sums.open),
            overdue: sums(|sums| sums.overdue),
        },
        previous: found.previous.map(|place| place.text()),
        next: found.next.map(|place| place.text()),
        rows: found.rows.into_iter().map(|(request, payer, payment)| ListRow { request, payer, payment }).collect(),
    }
}

/// What may stand behind the question mark of the form.
#[derive(Deserialize)]
pub struct NewQuery {
    contact: Option<String>,
}

/// `GET /dashboard/requests/new`, with `?contact=` for somebody of the address book.
pub async fn new(request: HttpRequest, query: web::Query<NewQuery>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    if !visitor.role.may_request() {
        return failed(&request, None, &OperationError::Forbidden);
    }
    let shown = async {
        let values = match query.contact.as_deref() {
            None => FormValues::fresh(Currency::EUR),
            Some(text) => {
                let id: ContactId = text.parse().map_err(|_| OperationError::NotFound)?;
                let contact = read_contact(&context, visitor.scope, id).await?;
                let channel = preferred_channel(&context, visitor.scope, &contact.payer()).await?;
                FormValues::about(Currency::EUR, &contact).sending(channel)
            }
        };
        let frame = visitor::frame(&request, &context, &visitor, Section::New).await?;
        let form = with_choices(&context, visitor.scope, NewPage::new(frame, &values, &[])).await?;
        Ok::<_, OperationError>(page(StatusCode::OK, &form))
    };
    shown.await.unwrap_or_else(|error| failed(&request, None, &error))
}

/// The form with what the merchant can choose from.
async fn with_choices(context: &Context, scope: Scope, form: NewPage) -> Outcome<NewPage> {
    let (plans, _) = list_message_plans(context, scope, None, MOST_PLANS).await?;
    Ok(form.offering(&plans).in_profiles(&profiles_to_choose(context, scope).await?))
}

/// `POST /dashboard/requests`
pub async fn create(request: HttpRequest, payload: web::Payload, context: web::Data<Context>) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    if !visitor.role.may_request() {
        return failed(&request, None, &OperationError::Forbidden);
    }
    let form = match upload::read::<FormValues>(&request, payload, visitor.scope.merchant).await {
        Ok((form, files)) => FormValues { files, ..form },
        Err(error) => return failed(&request, None, &error),
    };
    let made = async {
        if form.scope != scope_word(visitor.scope) {
            let detail = "Merchant or mode were changed in another tab. Look whether this is meant here.";
            return Err(OperationError::field("scope", "changed", detail));
        }
        let language = visitor::spoken(&request, &visitor);
        let (draft, faults) = draft(&context, visitor.scope, &form, language).await?;
        if !faults.is_empty() {
            let home = home_of(&context, visitor.scope).await?;
            let takers = takers(&context, visitor.scope).await?;
            return Err(OperationError::Invalid(with_all_others(faults, &draft, context.now(), &home, &takers)));
        }
        let (context, scope, user) = (context.get_ref().clone(), visitor.scope, visitor.user.id);
        to_the_end(async move { create_payment_request(&context, scope, &draft, Some(user), None).await }).await
    };
    match made.await {
        Ok(id) => redirect(&format!("/dashboard/requests/{id}?notice={}", Notice::Created.word())),
        Err(OperationError::Invalid(faults)) => {
            let shown = async {
                let frame = visitor::frame(&request, &context, &visitor, Section::New).await?;
                let again = with_choices(&context, visitor.scope, NewPage::new(frame, &form, &faults)).await?;
                Ok::<_, OperationError>(page(StatusCode::UNPROCESSABLE_ENTITY, &again))
            };
            shown.await.unwrap_or_else(|error| failed(&request, None, &error))
        }
        Err(error) => failed(&request, None, &error),
    }
}

/// All that is wrong at once: what could not be read, and what is wrong with the rest.
fn with_all_others(
    mut faults: Vec<FieldError>,
    draft: &Draft,
    now: Timestamp,
    home: &Home,
    takers: &Takers,
) -> Vec<FieldError> {
    let others = check_draft(draft, now, home, takers).err().unwrap_or_default();
    let unread: Vec<String> = faults.iter().map(|fault| fault.field.clone()).collect();
    faults.extend(others.into_iter().filter(|other| !unread.contains(&other.field)));
    faults
}

/// The form's texts as a draft, and what of them could not be read. Everything else is checked with the draft.
async fn draft(
    context: &Context,
    scope: Scope,
    form: &FormValues,
    language: Language,
) -> Outcome<(Draft, Vec<FieldError>)> {
    let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let mut faults = Vec::new();
    let mut amount = None;
    if let Ok(currency) = form.currency.parse::<Currency>() {
        match parse_amount(&form.amount, currency, language) {
            Ok(money) => {
                amount = Some(money.minor);
                faults.extend(questioned_amount(form, money));
            }
            Err(_) if form.amount.trim().is_empty() => {
                faults.push(FieldError::new("amount", "required", "Say how much."));
            }
            Err(error) => faults.push(unread_amount(error, currency, language)),
        }
    }
    faults.extend(questioned_due_date(form, zone_of(context, scope).await?.date(context.now())));
    let expires_at = match some(&form.expires_on).map(|day| parse_date(&day).ok_or(day)) {
        None => None,
        Some(Ok(day)) => Some(zone_of(context, scope).await?.end_of_day(day).to_rfc3339()),
        Some(Err(_)) => {
            faults.push(FieldError::new("expires_on", "invalid", "Write a day like 2026-12-19."));
            None
        }
    };
    if form.files.too_large {
        faults.push(FieldError::new("attachments", "too_large", "Send smaller files."));
    }
    let countdown_days = match some(&form.countdown_days).map(|days| days.parse::<i64>()) {
        None => None,
        Some(Ok(days)) => Some(days),
        Some(Err(_)) => {
            faults.push(FieldError::new("countdown_days", "invalid", "Write a number of days."));
            None
        }
    };
    let draft = Draft {
        amount,
        currency: some(&form.currency),
        reference: some(&form.reference),
        external_id: some(&form.external_id),
        description: some(&form.description),
        due_date: some(&form.due_date),
        expires_at,
        countdown_days,
        metadata: None,
        return_paid: some(&form.return_paid),
        return_unpaid: some(&form.return_unpaid),
        payer: DraftPayer {
            name: some(&form.payer_name),
            email: some(&form.payer_email),
            phone: some(&form.payer_phone),
            language: some(&form.payer_language),
            address: None,
        },
        profile: some(&form.profile),
        contact: some(&form.contact),
        replaces: None,
        messages: form.messages(),
        attachments: if form.files.too_large { Vec::new() } else { form.files.chosen.clone() },
    };
    Ok((draft, faults))
}

/// More whole units than nearly anybody asks for; of currencies whose unit is worth little a hundred times as many.
const MUCH: i64 = 1_000_000;
/// The hundredth of their unit is out of use.
const SMALL_UNITS: [&str; 3] = ["HUF", "IDR", "COP"];

/// An amount that looks like a slip is asked about, until what was typed is confirmed.
fn questioned_amount(form: &FormValues, money: Money) -> Option<FieldError> {
    let small = money.currency.exponent() == 0 || SMALL_UNITS.contains(&money.currency.code());
    let most = MUCH.saturating_mul(if small { 100 } else { 1 }).saturating_mul(10_i64.pow(money.currency.exponent()));
    let asked = money.minor > most && form.sure_amount.trim() != form.amount.trim();
    asked.then(|| FieldError::new("amount", "so_much", "Confirm that so much is meant."))
}

/// A due date that is past is asked about; what is long past is no due date.
fn questioned_due_date(form: &FormValues, today: Date) -> Option<FieldError> {
    let due = parse_date(form.due_date.trim())?;
    if due < earliest_typed_due_date(today) {
        return Some(FieldError::new("due_date", "too_early", "The due date must not be older than five years."));
    }
    let asked = due < today && form.sure_due_date.trim() != form.due_date.trim();
    asked.then(|| FieldError::new("due_date", "past_due_date", "Confirm that it is past."))
}

/// What is wrong with a typed amount.
pub(super) fn unread_amount(error: MoneyError, currency: Currency, language: Language) -> FieldError {
    let code = match error {
        MoneyError::TooLarge => "out_of_range",
        MoneyError::OtherCurrency => "other_currency",
        MoneyError::UnknownCurrency
        | MoneyError::CurrencyMismatch
        | MoneyError::TooManyDecimals
        | MoneyError::Ambiguous
        | MoneyError::NotANumber => "invalid",
    };
    FieldError::new("amount", code, format!("Write the amount like {}.", example_amount(currency, language)))
}

async fn detail_data(
    context: &Context,
    scope: Scope,
    id: PaymentRequestId,
    problem: Option<RefundProblem>,
) -> Outcome<DetailData> {
    let whole = read_payment_request(context, scope, id).await?;
    let events = read_timeline(context, scope, id).await?;
    let profile = read_profile(context, &whole.request).await?;
    let pay_url = whole.pay_url(context).unwrap_or_default();
    Ok(DetailData {
        qr_svg: qr::svg(&pay_url).unwrap_or_default(),
        pay_url,
        carriage: takers(context, scope).await?.carriage(whole.request.amount_due()),
        profile,
        request: whole.request,
        payer: whole.payer,
        payments: whole.payments,
        attachments: whole.attachments,
        refunds: whole.refunds,
        events,
        refund_problem: problem,
        messages: read_messages_of(context, scope, id).await?,
        ways: ways_to_payer(context, scope, id).await?,
        previews: read_previews(context, scope, id).await?,
    })
}

/// `GET /dashboard/requests/{id}`
pub async fn detail(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(id) = path.parse() else { return failed(&request, None, &OperationError::NotFound) };
    match show_detail(&request, &context, &visitor, id, None, StatusCode::OK).await {
        Ok(answer) => answer,
        Err(error) => failed(&request, None, &error),
    }
}

pub(super) async fn show_detail(
    request: &HttpRequest,
    context: &Context,
    visitor: &LoggedIn,
    id: PaymentRequestId,
    problem: Option<RefundProblem>,
    status: StatusCode,
) -> Outcome<HttpResponse> {
    let data = detail_data(context, visitor.scope, id, problem).await?;
    let frame = visitor::frame(request, context, visitor, Section::Requests).await?;
    Ok(page(status, &DetailPage::new(frame, &data)))
}

/// `GET /dashboard/requests/{id}/live`: the body of the page, 304 while nothing has changed.
pub async fn live(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(_) => return HttpResponse::Unauthorized().finish(),
    };
    let Ok(id) = path.parse() else { return HttpResponse::NotFound().finish() };
    let answer = async {
        let data = detail_data(&context, visitor.scope, id, None).await?;
        let frame = visitor::frame(&request, &context, &visitor, Section::Requests).await?;
        let tag = format!("\"{}\"", live_version(&frame, &data));
        let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        let mut response = if known == Some(tag.as_str()) {
            HttpResponse::NotModified().finish()
        } else {
            page(StatusCode::OK, &DetailLive::new(frame, &data))
        };
        if let Ok(tag) = header::HeaderValue::from_str(&tag) {
            response.headers_mut().insert(header::ETAG, tag);
        }
        Ok::<_, OperationError>(response)
    };
    answer.await.unwrap_or_else(|error| failed(&request, None, &error))
}

/// `POST /dashboard/requests/{id}/cancellation`
pub async fn cancel(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(id) = path.parse::<PaymentRequestId>() else { return failed(&request, None, &OperationError::NotFound) };
    if !visitor.role.may_request() {
        return noticed(id, Notice::NotAllowed);
    }
    let (inner, scope, user) = (context.get_ref().clone(), visitor.scope, visitor.user.id);
    match to_the_end(async move { cancel_payment_request(&inner, scope, id, Some(user), None).await }).await {
        Ok(_) => noticed(id, Notice::Cancelled),
        Err(OperationError::Conflict { .. }) => noticed(id, Notice::NotCancellable),
        Err(error) => failed(&request, None, &error),
    }
}

/// Back to a request's page, with what was just done.
pub(super) fn noticed(id: PaymentRequestId, notice: Notice) -> HttpResponse {
    redirect(&format!("/dashboard/requests/{id}?notice={}", notice.word()))
}
