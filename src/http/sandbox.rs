//! The sandbox provider's own HTTP side: an API for its merchants' programs and a hosted page for payers. Test mode only: every call
//! needs an account of test mode, and every checkout was made by such a call.

use crate::config::origin_text;
use crate::domain::ids::{ProviderAccountId, SandboxCheckoutId};
use crate::domain::language::Language;
use crate::domain::provider_account::ProviderAccount;
use crate::http::pay::answer::{failed, no_such_page, problem_page, see_other};
use crate::http::pay::page::Problem;
use crate::http::{assets, origin};
use crate::i18n::{formats, text};
use crate::operations::sandbox::{
    SandboxFaults, SandboxOutcome, WrongAnswer, authenticate, choose_outcome, end_checkout, find_checkout, find_refund,
    make_checkout, make_refund, payable, read_checkout,
};
use crate::operations::{Context, OperationError};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;
use serde::Serialize;
use serde_json::json;

async fn caller(
    request: &HttpRequest,
    context: &Context,
    account: &str,
) -> Result<(ProviderAccount, SandboxFaults), HttpResponse> {
    let account: ProviderAccountId = account.parse().map_err(|_| HttpResponse::NotFound().finish())?;
    let bearer = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let secret = bearer.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or("");
    authenticate(context, account, secret).await.map_err(|error| refusal(&error))
}

fn refusal(error: &OperationError) -> HttpResponse {
    match error {
        OperationError::NotFound => HttpResponse::NotFound().finish(),
        OperationError::Forbidden => HttpResponse::Unauthorized().finish(),
        OperationError::Invalid(faults) => HttpResponse::UnprocessableEntity().json(json!({ "errors": faults })),
        error => {
            tracing::error!(%error, "the sandbox failed");
            if error.is_passing() {
                return HttpResponse::ServiceUnavailable().insert_header((header::RETRY_AFTER, "5")).finish();
            }
            HttpResponse::InternalServerError().finish()
        }
    }
}

/// The effect is made; now the answer goes wrong as the fault wants it.
async fn answer(context: &Context, wrong: Option<WrongAnswer>, right: &impl Serialize) -> HttpResponse {
    match wrong {
        None => HttpResponse::Ok().json(right),
        Some(WrongAnswer::Error) => HttpResponse::InternalServerError().body("sandbox fault: error"),
        Some(WrongAnswer::Rubbish) => HttpResponse::Ok().body("<html>not what you asked for"),
        Some(WrongAnswer::Timeout) => {
            tokio::time::sleep(context.config.provider_timeout * 2).await;
            HttpResponse::GatewayTimeout().finish()
        }
    }
}

fn page_base(context: &Context) -> String {
    origin_text(&context.config.public_url).to_owned()
}

fn idempotency_key(request: &HttpRequest) -> Option<String> {
    let key = request.headers().get("idempotency-key")?.to_str().ok()?;
    (!key.is_empty() && key.len() <= 255).then(|| key.to_owned())
}

/// `GET /sandbox/api/{account}`
pub async fn ping(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    match caller(&request, &context, &path).await {
        Ok((account, _)) => HttpResponse::Ok().json(json!({ "account": account.id })),
        Err(refusal) => refusal,
    }
}

/// `POST /sandbox/api/{account}/checkouts`
pub async fn start(
    request: HttpRequest,
    path: web::Path<String>,
    body: web::Bytes,
    context: web::Data<Context>,
) -> HttpResponse {
    let (account, faults) = match caller(&request, &context, &path).await {
        Ok(known) => known,
        Err(refusal) => return refusal,
    };
    let Some(key) = idempotency_key(&request) else {
        return HttpResponse::BadRequest().body("Idempotency-Key is required");
    };
    match make_checkout(&context, &account, &key, &body, &page_base(&context)).await {
        Ok(checkout) => answer(&context, faults.start_answer, &checkout).await,
        Err(error) => refusal(&error),
    }
}

/// `GET /sandbox/api/{account}/checkouts/{id}`
pub async fn look_up(
    request: HttpRequest,
    path: web::Path<(String, String)>,
    context: web::Data<Context>,
) -> HttpResponse {
    look_up_by(&request, &context, &path.0, &path.1).await
}

/// `GET /sandbox/api/{account}/checkouts/by-client/{reference}`
pub async fn look_up_by_client(
    request: HttpRequest,
    path: web::Path<(String, String)>,
    context: web::Data<Context>,
) -> HttpResponse {
    look_up_by(&request, &context, &path.0, &path.1).await
}

async fn look_up_by(request: &HttpRequest, context: &Context, account: &str, which: &str) -> HttpResponse {
    let (account, faults) = match caller(request, context, account).await {
        Ok(known) => known,
        Err(refusal) => return refusal,
    };
    match find_checkout(context, &account, which, &page_base(context)).await {
        Ok(checkout) => answer(context, faults.lookup_answer, &checkout).await,
        Err(error) => refusal(&error),
    }
}

/// `POST /sandbox/api/{account}/checkouts/{id}/end`
pub async fn end(request: HttpRequest, path: web::Path<(String, String)>, context: web::Data<Context>) -> HttpResponse {
    let (account, faults) = match caller(&request, &context, &path.0).await {
        Ok(known) => known,
        Err(refusal) => return refusal,
    };
    match end_checkout(&context, &account, &path.1, faults.ignore_end, &page_base(&context)).await {
        Ok(checkout) => answer(&context, faults.end_answer, &checkout).await,
        Err(error) => refusal(&error),
    }
}

/// What a refund call says.
#[derive(Deserialize)]
pub struct RefundBody {
    checkout: String,
    amount: i64,
}

/// `POST /sandbox/api/{account}/refunds`
pub async fn refund(
    request: HttpRequest,
    path: web::Path<String>,
    body: web::Json<RefundBody>,
    context: web::Data<Context>,
) -> HttpResponse {
    let (account, faults) = match caller(&request, &context, &path).await {
        Ok(known) => known,
        Err(refusal) => return refusal,
    };
    let Some(key) = idempotency_key(&request) else {
        return HttpResponse::BadRequest().body("Idempotency-Key is required");
    };
    if faults.refuse_refunds {
        return HttpResponse::UnprocessableEntity().json(json!({ "error": "sandbox fault: refunds are refused" }));
    }
    match make_refund(&context, &account, &key, &body.checkout, body.amount).await {
        Ok(id) => answer(&context, faults.refund_answer, &json!({ "id": id, "status": "succeeded" })).await,
        Err(error) => refusal(&error),
    }
}

/// `GET /sandbox/api/{account}/refunds/by-key/{key}`
pub async fn look_up_refund(
    request: HttpRequest,
    path: web::Path<(String, String)>,
    context: web::Data<Context>,
) -> HttpResponse {
    let (account, faults) = match caller(&request, &context, &path.0).await {
        Ok(known) => known,
        Err(refusal) => return refusal,
    };
    match find_refund(&context, &account, &path.1).await {
        Ok(id) => answer(&context, faults.lookup_answer, &json!({ "id": id, "status": "succeeded" })).await,
        Err(error) => refusal(&error),
    }
}

#[derive(Template)]
#[template(path = "sandbox/checkout.html")]
struct CheckoutPage {
    language: &'static str,
    style: String,
    title: String,
    no_money: String,
    amount: String,
    description: String,
    merchant: String,
    payable: bool,
    succeed: String,
    other: String,
    decline: String,
    fail_authentication: String,
    pending_then_succeed: String,
    pending_then_fail: String,
    cancel: String,
    over: String,
    back: String,
    return_url: String,
}

/// `GET /sandbox/checkout/{id}`
pub async fn show(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let Ok(id) = path.parse::<SandboxCheckoutId>() else { return no_such_page(&request, None) };
    let checkout = match read_checkout(&context, id).await {
        Ok(checkout) => checkout,
        Err(error) => return failed(&request, None, &error),
    };
    let faults = match faults_of(&context, checkout.account).await {
        Ok(faults) => faults,
        Err(error) => return failed(&request, checkout.language.parse().ok(), &error),
    };
    let language: Language = checkout.language.parse().unwrap_or(Language::En);
    let say = |key: &str| text(language, key);
    let page = CheckoutPage {
        language: language.tag(),
        style: assets::address("css/sandbox.css").into_owned(),
        title: say("sandbox-title"),
        no_money: say("sandbox-no-money"),
        amount: formats::money(language, checkout.amount),
        description: checkout.description.clone(),
        merchant: checkout.merchant_name.clone(),
        payable: payable(&checkout, &faults, context.now()),
        succeed: say("sandbox-succeed"),
        other: say("sandbox-other"),
        decline: say("sandbox-decline"),
        fail_authentication: say("sandbox-fail-authentication"),
        pending_then_succeed: say("sandbox-pending-then-succeed"),
        pending_then_fail: say("sandbox-pending-then-fail"),
        cancel: say("sandbox-cancel"),
        over: say(if checkout.status == "succeeded" { "sandbox-over-paid" } else { "sandbox-over" }),
        back: say("sandbox-back"),
        return_url: checkout.return_url.clone(),
    };
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self' {}; base-uri 'none'; frame-ancestors 'none'",
        page_base(&context)
    );
    match page.render() {
        Ok(html) => HttpResponse::Ok()
            .content_type("text/html; charset=utf-8")
            .insert_header((header::CONTENT_SECURITY_POLICY, policy))
            .body(html),
        Err(error) => {
            tracing::error!(%error, "the sandbox's page was not rendered");
            HttpResponse::InternalServerError().finish()
        }
    }
}

async fn faults_of(context: &Context, account: ProviderAccountId) -> Result<SandboxFaults, OperationError> {
    let account = context.store.read().await?.db().provider_account(account).await?.ok_or(OperationError::NotFound)?;
    Ok(serde_json::from_value(account.faults).unwrap_or_default())
}

/// What the hosted page's form sends.
#[derive(Deserialize)]
pub struct OutcomeForm {
    outcome: SandboxOutcome,
}

/// `POST /sandbox/checkout/{id}`
pub async fn choose(
    request: HttpRequest,
    path: web::Path<String>,
    form: Result<web::Form<OutcomeForm>, actix_web::Error>,
    context: web::Data<Context>,
) -> HttpResponse {
    let Ok(id) = path.parse::<SandboxCheckoutId>() else { return no_such_page(&request, None) };
    let language = match read_checkout(&context, id).await {
        Ok(checkout) => checkout.language.parse::<Language>().unwrap_or(Language::En),
        Err(error) => return failed(&request, None, &error),
    };
    let (Ok(form), true) = (form, origin::is_same_origin(&request, &context.config.public_url)) else {
        return problem_page(&request, language, Problem::Refused);
    };
    match choose_outcome(&context, id, form.outcome).await {
        Ok(url) => see_other(&url),
        Err(error) => failed(&request, Some(language), &error),
    }
}
