//! What payers are sent: a page of a request, a page of what went wrong, or where to go on.

use super::asked;
use super::page::{self, PageInput, Problem, Remark, RenderedPage, Talk};
use crate::config::origin_text;
use crate::documents::qr;
use crate::domain::channel::Channel;
use crate::domain::language::Language;
use crate::domain::method::Method;
use crate::domain::pay_token::PayToken;
use crate::http::headers::page_policy;
use crate::operations::read_payment_request::{PageData, read_page};
use crate::operations::{Context, OperationError, Outcome};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};

/// Which of the pages about a request is shown.
pub enum Shown {
    /// Of its state.
    Now,
    /// The payer has seen other terms before.
    Changed,
    /// The payer wants to pay in a way that is not offered.
    NotOffered,
    /// Its checkout is being started.
    Preparing(Method),
    /// The provider has not said how its checkout stands.
    Checking,
    /// What the payer and the merchant say about messages.
    Talking(Talk),
}

/// What a token opens.
pub async fn find(context: &Context, token: &str) -> Outcome<(PayToken, PageData)> {
    let token: PayToken = token.parse().map_err(|_| OperationError::NotFound)?;
    Ok((token, read_page(context, token).await?))
}

/// With the origin, as a camera needs it.
pub fn absolute(context: &Context, token: PayToken) -> String {
    format!("{}/p/{}", origin_text(&context.config.public_url), token.reveal())
}

/// Of a link's page in a language that was asked for.
pub fn page_address(token: PayToken, asked: Option<Language>) -> String {
    let language = asked.map(|language| format!("?lang={}", language.tag())).unwrap_or_default();
    format!("/p/{}{language}", token.reveal())
}

/// To another address, to be fetched.
pub fn see_other(place: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, place)).finish()
}

/// What the browser prefers.
pub fn accepted(request: &HttpRequest) -> Option<Language> {
    request.headers().get(header::ACCEPT_LANGUAGE)?.to_str().ok().and_then(Language::accepted)
}

/// `?lang=`, the payer's language, `Accept-Language`, the profile.
pub fn language_of(
    request: &HttpRequest,
    asked: Option<Language>,
    payer: Option<Language>,
    profile: Language,
) -> Language {
    asked.or(payer).or_else(|| accepted(request)).unwrap_or(profile)
}

/// Whether a reminder could reach the payer: there is an address on which they have not ended messages.
fn is_listening(data: &PageData) -> bool {
    let reached = |channel: &Channel| data.payer.reached_by(*channel).is_some();
    Channel::ALL.iter().filter(|channel| reached(channel)).any(|channel| !data.told.opted_out.contains(channel))
}

/// The page of a request.
pub fn page_of(
    request: &HttpRequest,
    context: &Context,
    token: PayToken,
    data: &PageData,
    asked: Option<Language>,
    shown: Shown,
) -> HttpResponse {
    let masked = data.payer.masked_name();
    let pay_path = format!("/p/{}", token.reveal());
    let qr = qr::kept_svg(&absolute(context, token)).unwrap_or_default();
    let ways = data.ways();
    let input = PageInput {
        profile: &data.shop.profile,
        request: &data.request,
        payments: &data.payments,
        refunds: &data.refunds,
        payer_name_masked: masked.as_deref(),
        attachments: &data.attachments,
        ways: &ways,
        provider_name: data.provider_name(context, &ways),
        zone: &data.shop.zone,
        language: language_of(request, asked, data.payer.language, data.shop.profile.language),
        now: context.now(),
        pay_path: &pay_path,
        qr_svg: &qr,
        live: data.request.scope.live,
        may_put_off: data.shop.may_put_off && is_listening(data),
        reminded_on: data.told.later.filter(|_| is_listening(data)).map(|at| data.shop.zone.date(at)),
        opted_out: &data.told.opted_out,
        sends_new_link: data.shop.sends_new_links && data.payer.is_reachable(),
    };
    let rendered = match shown {
        Shown::Now => page::render(&input),
        Shown::Changed => page::render_remarking(&input, Remark::Changed),
        Shown::NotOffered => page::render_remarking(&input, Remark::NotOffered),
        Shown::Preparing(method) => page::render_preparing(&input, method),
        Shown::Checking => page::render_checking(&input),
        Shown::Talking(talk) => page::render_talk(&input, &talk),
    };
    let targets: Vec<String> = context.providers.iter().flat_map(|provider| provider.checkout_origins()).collect();
    send(rendered, &targets)
}

/// A page, with the policy that lets its style in and its form out.
pub fn send(rendered: RenderedPage, targets: &[String]) -> HttpResponse {
    HttpResponse::build(StatusCode::from_u16(rendered.status).unwrap_or(StatusCode::OK))
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, page_policy(&rendered.style_hash, targets)))
        .insert_header((header::VARY, "accept-language"))
        .insert_header(("x-robots-tag", "noindex, nofollow"))
        .body(rendered.html)
}

/// Everything else on the payers' origin, and links that lead nowhere.
pub async fn not_found(request: HttpRequest) -> HttpResponse {
    no_such_page(&request, None)
}

/// For unknown and mistyped links alike.
pub fn no_such_page(request: &HttpRequest, asked: Option<Language>) -> HttpResponse {
    send(page::render_not_found(language_of(request, asked, None, Language::En)), &[])
}

/// A method that the address does not know.
pub async fn wrong_method(request: HttpRequest, context: web::Data<Context>) -> HttpResponse {
    let mut response = problem(&request, &context, asked::language(&request), Problem::Refused).await;
    *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    let known = if request.path().ends_with("/checkout") || request.path().starts_with("/sandbox/") {
        "GET, HEAD, POST"
    } else {
        "GET, HEAD"
    };
    response.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static(known));
    response
}

/// In the language that the link's page speaks.
pub async fn problem(
    request: &HttpRequest,
    context: &Context,
    asked: Option<Language>,
    problem: Problem,
) -> HttpResponse {
    let language = match asked {
        Some(language) => language,
        None => spoken(request, context).await,
    };
    problem_page(request, language, problem)
}

/// Too much at once. Asks the database only for those whose browser names no language: it is to be spared.
pub async fn rate_limited(request: &HttpRequest, context: &Context, asked: Option<Language>) -> HttpResponse {
    problem(request, context, asked.or_else(|| accepted(request)), Problem::RateLimited).await
}

/// What the page behind the link would speak.
async fn spoken(request: &HttpRequest, context: &Context) -> Language {
    let token = request.match_info().get("token").unwrap_or_default();
    match find(context, token).await {
        Ok((_, data)) => language_of(request, None, data.payer.language, data.shop.profile.language),
        Err(_) => language_of(request, None, None, Language::En),
    }
}

/// With the way back where the address names a link.
pub fn problem_page(request: &HttpRequest, language: Language, problem: Problem) -> HttpResponse {
    let back = request.match_info().get("token").filter(|token| token.parse::<PayToken>().is_ok());
    let back = back.map(|token| format!("/p/{token}"));
    let mut response = send(page::render_problem(language, problem, back.as_deref()), &[]);
    if matches!(problem, Problem::RateLimited | Problem::Unavailable) {
        response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("10"));
    }
    response
}

/// Where an error becomes a page, and the one place where it is logged.
pub fn failed(request: &HttpRequest, asked: Option<Language>, error: &OperationError) -> HttpResponse {
    let problem = match error {
        OperationError::NotFound => return no_such_page(request, asked),
        OperationError::Conflict { code, .. } => {
            tracing::warn!(code, "a payment page could not do what was asked");
            Problem::Unavailable
        }
        error => {
            tracing::error!(%error, "a payment page failed");
            if error.is_passing() { Problem::Unavailable } else { Problem::Broken }
        }
    };
    problem_page(request, language_of(request, asked, None, Language::En), problem)
}
