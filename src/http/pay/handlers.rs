//! What happens behind a pay link. Opening it changes nothing; pressing Pay starts a checkout; coming back asks the provider.

use super::page::{self, PageInput, Problem, RenderedPage};
use crate::config::origin_text;
use crate::documents::qr;
use crate::domain::language::Language;
use crate::domain::method::Method;
use crate::domain::pay_token::PayToken;
use crate::http::headers::page_policy;
use crate::http::rate_limit::{Limited, RateLimits};
use crate::http::{client, origin};
use crate::operations::read_payment_request::{PageData, read_page};
use crate::operations::return_from_provider::{Returned, return_from_provider};
use crate::operations::start_checkout::{Choice, StartOutcome, start_checkout};
use crate::operations::{Context, OperationError, Outcome};
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

/// What may stand behind the question mark.
#[derive(Deserialize)]
pub struct PageQuery {
    lang: Option<String>,
}

impl PageQuery {
    fn language(&self) -> Option<Language> {
        known(self.lang.as_deref())
    }
}

/// A language that is not known is none.
pub(super) fn known(tag: Option<&str>) -> Option<Language> {
    tag.and_then(|tag| tag.parse().ok())
}

/// What the form sends.
#[derive(Deserialize)]
pub struct CheckoutForm {
    method: Option<String>,
    version: Option<i64>,
    lang: Option<String>,
}

/// Which of the pages about a request is shown.
enum Shown {
    Now,
    Changed,
    Preparing(Method),
    Checking,
}

/// `GET /p/{token}`
pub async fn show(
    request: HttpRequest,
    path: web::Path<String>,
    query: web::Query<PageQuery>,
    context: web::Data<Context>,
    limits: web::Data<RateLimits>,
) -> HttpResponse {
    let asked = query.language();
    let address = client::limit_key(&request, &context);
    if !limits.allows_address(Limited::PageByAddress, address.as_deref()) {
        return problem(&request, asked, Problem::RateLimited, StatusCode::TOO_MANY_REQUESTS);
    }
    match find(&context, &path).await {
        Ok((token, data)) => {
            context.opens.note(data.request.scope, data.request.id, client::doer(&request, &context.config));
            page_of(&request, &context, token, &data, asked, Shown::Now)
        }
        Err(error) => failed(&request, asked, &error),
    }
}

/// `POST /p/{token}/checkout`
pub async fn checkout(
    request: HttpRequest,
    path: web::Path<String>,
    query: web::Query<PageQuery>,
    form: Result<web::Form<CheckoutForm>, actix_web::Error>,
    context: web::Data<Context>,
    limits: web::Data<RateLimits>,
) -> HttpResponse {
    let asked = query.language().or_else(|| known(form.as_ref().ok()?.lang.as_deref()));
    let method = form.as_ref().ok().map(|form| form.method.as_deref().unwrap_or("any").parse::<Method>());
    let (Ok(form), Some(Ok(method)), true) =
        (form, method, origin::is_same_origin(&request, &context.config.public_url))
    else {
        return problem(&request, asked, Problem::Refused, StatusCode::BAD_REQUEST);
    };
    let address = client::limit_key(&request, &context);
    if !limits.allows_address(Limited::CheckoutByAddress, address.as_deref())
        || !limits.allows(Limited::CheckoutByLink, &path)
    {
        return problem(&request, asked, Problem::RateLimited, StatusCode::TOO_MANY_REQUESTS);
    }
    let Ok(token) = path.parse::<PayToken>() else { return failed(&request, asked, &OperationError::NotFound) };
    let doer = client::doer(&request, &context.config);
    let choice = Choice { method, terms_version: form.version, language: asked, doer };
    // Spawned, so that a browser that goes away cannot cut it in half between commit and call.
    let running = tokio::spawn({
        let (context, choice) = (context.get_ref().clone(), choice.clone());
        async move { start_checkout(&context, token, choice).await }
    });
    let outcome = running.await.unwrap_or(Err(OperationError::Internal("starting a checkout was cut off")));
    let shown = match outcome {
        Ok(StartOutcome::Redirect(url)) => {
            return HttpResponse::SeeOther().insert_header((header::LOCATION, url)).finish();
        }
        Ok(StartOutcome::ShowPage) => Shown::Changed,
        Ok(StartOutcome::Refused) => Shown::Now,
        Ok(StartOutcome::Preparing) => Shown::Preparing(method),
        Ok(StartOutcome::BeingChecked) => Shown::Checking,
        Err(error) => return failed(&request, asked, &error),
    };
    match find(&context, &path).await {
        Ok((token, data)) => page_of(&request, &context, token, &data, asked, shown),
        Err(error) => failed(&request, asked, &error),
    }
}

/// `GET /p/{token}/return`: the redirect proves nothing, so the provider is asked; then the page tells the truth.
pub async fn come_back(
    request: HttpRequest,
    path: web::Path<String>,
    query: web::Query<PageQuery>,
    context: web::Data<Context>,
    limits: web::Data<RateLimits>,
) -> HttpResponse {
    let asked = query.language();
    let address = client::limit_key(&request, &context);
    if !limits.allows_address(Limited::PageByAddress, address.as_deref()) {
        return problem(&request, asked, Problem::RateLimited, StatusCode::TOO_MANY_REQUESTS);
    }
    let (token, data) = match find(&context, &path).await {
        Ok(found) => found,
        Err(error) => return failed(&request, asked, &error),
    };
    let running = tokio::spawn({
        let (context, scope, id) = (context.get_ref().clone(), data.request.scope, data.request.id);
        async move { return_from_provider(&context, scope, id).await }
    });
    match running.await.unwrap_or(Err(OperationError::Internal("coming back was cut off"))) {
        Ok(Returned::Known) => {
            // Said in the address only where the page would speak another one by itself.
            let usual = language_of(&request, None, data.payer.language, data.shop.profile.language);
            let asked = asked.filter(|language| *language != usual);
            let language = asked.map(|language| format!("?lang={}", language.tag())).unwrap_or_default();
            let place = format!("/p/{}{language}", token.reveal());
            HttpResponse::SeeOther()
                .insert_header((header::LOCATION, place))
                .cookie(forget_older_pages(context.config.public_url.scheme() == "https"))
                .finish()
        }
        Ok(Returned::BeingChecked) => page_of(&request, &context, token, &data, asked, Shown::Checking),
        Err(error) => failed(&request, asked, &error),
    }
}

/// Chrome's back button shows a page from memory as it was, `no-store` or not, until a cookie of its origin changes: the form of a
/// request that is paid meanwhile. This cookie says nothing and is gone after a second; it only is that change.
fn forget_older_pages(secure: bool) -> Cookie<'static> {
    Cookie::build("paylink-returned", "1")
        .path("/p")
        .max_age(Duration::seconds(1))
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(secure)
        .finish()
}

/// `GET /p/{token}/qr.svg`
pub async fn qr_svg(
    request: HttpRequest,
    path: web::Path<String>,
    context: web::Data<Context>,
    limits: web::Data<RateLimits>,
) -> HttpResponse {
    code(&request, &path, &context, &limits, "image/svg+xml", |url| qr::svg(url).map(String::into_bytes)).await
}

/// `GET /p/{token}/qr.png`
pub async fn qr_png(
    request: HttpRequest,
    path: web::Path<String>,
    context: web::Data<Context>,
    limits: web::Data<RateLimits>,
) -> HttpResponse {
    code(&request, &path, &context, &limits, "image/png", qr::png).await
}

async fn code(
    request: &HttpRequest,
    token: &str,
    context: &Context,
    limits: &RateLimits,
    content_type: &'static str,
    draw: fn(&str) -> Result<Vec<u8>, qr::TooLong>,
) -> HttpResponse {
    if !limits.allows_address(Limited::PageByAddress, client::limit_key(request, context).as_deref()) {
        return problem(request, None, Problem::RateLimited, StatusCode::TOO_MANY_REQUESTS);
    }
    match find(context, token).await {
        Ok((token, _)) => match draw(&absolute(context, token)) {
            Ok(image) => HttpResponse::Ok().content_type(content_type).body(image),
            Err(_) => HttpResponse::InternalServerError().finish(),
        },
        Err(error) => failed(request, None, &error),
    }
}

/// Everything else on the payers' origin.
pub async fn not_found(request: HttpRequest) -> HttpResponse {
    let language = language_of(&request, None, None, Language::En);
    send(page::render_not_found(language), &[], StatusCode::NOT_FOUND)
}

pub(super) async fn find(context: &Context, token: &str) -> Outcome<(PayToken, PageData)> {
    let token: PayToken = token.parse().map_err(|_| OperationError::NotFound)?;
    Ok((token, read_page(context, token).await?))
}

fn absolute(context: &Context, token: PayToken) -> String {
    format!("{}/p/{}", origin_text(&context.config.public_url), token.reveal())
}

/// `?lang=`, the payer's language, `Accept-Language`, the profile.
fn language_of(request: &HttpRequest, asked: Option<Language>, payer: Option<Language>, profile: Language) -> Language {
    let header = || request.headers().get(header::ACCEPT_LANGUAGE)?.to_str().ok().and_then(Language::accepted);
    asked.or(payer).or_else(header).unwrap_or(profile)
}

fn page_of(
    request: &HttpRequest,
    context: &Context,
    token: PayToken,
    data: &PageData,
    asked: Option<Language>,
    shown: Shown,
) -> HttpResponse {
    let rendered = page_input(request, context, token, data, asked, |input| match shown {
        Shown::Now => page::render(input),
        Shown::Changed => page::render_changed(input),
        Shown::Preparing(method) => page::render_preparing(input, method),
        Shown::Checking => page::render_checking(input),
    });
    send_page(context, rendered)
}

/// Renders a page about a request.
pub(super) fn page_input(
    request: &HttpRequest,
    context: &Context,
    token: PayToken,
    data: &PageData,
    asked: Option<Language>,
    render: impl FnOnce(&PageInput<'_>) -> RenderedPage,
) -> RenderedPage {
    let masked = data.payer.masked_name();
    let pay_path = format!("/p/{}", token.reveal());
    let qr = qr::svg(&absolute(context, token)).unwrap_or_default();
    render(&PageInput {
        profile: &data.shop.profile,
        request: &data.request,
        payments: &data.payments,
        refunds: &data.refunds,
        payer_name_masked: masked.as_deref(),
        methods: &data.shop.methods,
        provider_name: data.shop.provider_name,
        zone: &data.shop.zone,
        language: language_of(request, asked, data.payer.language, data.shop.profile.language),
        now: context.now(),
        pay_path: &pay_path,
        qr_svg: &qr,
        live: data.request.scope.live,
    })
}

/// Sends a page about a request.
pub(super) fn send_page(context: &Context, rendered: RenderedPage) -> HttpResponse {
    let targets: Vec<String> = context.providers.iter().flat_map(|provider| provider.checkout_origins()).collect();
    let status = StatusCode::from_u16(rendered.status).unwrap_or(StatusCode::OK);
    send(rendered, &targets, status)
}

fn send(rendered: RenderedPage, targets: &[String], status: StatusCode) -> HttpResponse {
    HttpResponse::build(status)
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, page_policy(&rendered.style_hash, targets)))
        .insert_header((header::VARY, "accept-language"))
        .insert_header(("x-robots-tag", "noindex, nofollow"))
        .body(rendered.html)
}

pub(super) fn problem(
    request: &HttpRequest,
    asked: Option<Language>,
    problem: Problem,
    status: StatusCode,
) -> HttpResponse {
    let language = language_of(request, asked, None, Language::En);
    let back = request.match_info().get("token").filter(|token| token.parse::<PayToken>().is_ok());
    let back = back.map(|token| format!("/p/{token}"));
    let mut response = send(page::render_problem(language, problem, back.as_deref()), &[], status);
    if status == StatusCode::TOO_MANY_REQUESTS || status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("10"));
    }
    response
}

/// Where an error becomes a page, and the one place where it is logged.
pub(super) fn failed(request: &HttpRequest, asked: Option<Language>, error: &OperationError) -> HttpResponse {
    match error {
        OperationError::NotFound => {
            let language = language_of(request, asked, None, Language::En);
            send(page::render_not_found(language), &[], StatusCode::NOT_FOUND)
        }
        OperationError::Conflict { code, .. } => {
            tracing::warn!(code, "a payment page could not do what was asked");
            problem(request, asked, Problem::Unavailable, StatusCode::SERVICE_UNAVAILABLE)
        }
        error => {
            tracing::error!(%error, "a payment page failed");
            problem(request, asked, Problem::Unavailable, StatusCode::SERVICE_UNAVAILABLE)
        }
    }
}
