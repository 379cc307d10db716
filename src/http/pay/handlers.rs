//! What happens behind a pay link. Opening it changes nothing; pressing Pay starts a checkout; coming back asks the provider.

use super::answer::{
    Shown, absolute, failed, find, language_of, page_address, page_of, problem, rate_limited, see_other,
};
use super::asked::{self, CheckoutForm};
use super::page::Problem;
use crate::documents::qr;
use crate::domain::method::Method;
use crate::domain::pay_token::PayToken;
use crate::http::dashboard::visitor;
use crate::http::rate_limit::{Limited, RateLimits};
use crate::http::{client, files, origin};
use crate::operations::attach_files::read_offered_file;
use crate::operations::record_opens::Visit;
use crate::operations::return_from_provider::{Returned, return_from_provider};
use crate::operations::start_checkout::{Choice, StartOutcome, start_checkout};
use crate::operations::{Context, OperationError, Outcome};
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::{HttpRequest, HttpResponse, http, web};

/// `GET /p/{token}`
pub async fn show(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let asked = asked::language(&request);
    match find(&context, &path).await {
        Ok((token, data)) => {
            let scope = data.request.scope;
            if !visitor::serves(&request, &context, scope.merchant).await {
                context.opens.note(scope, data.request.id, visit(&request, &context));
            }
            page_of(&request, &context, token, &data, asked, Shown::Now)
        }
        Err(error) => failed(&request, asked, &error),
    }
}

fn visit(request: &HttpRequest, context: &Context) -> Visit {
    let purpose = ["sec-purpose", "purpose", "x-purpose"].iter().filter_map(|name| request.headers().get(*name));
    let is_prefetch = purpose.filter_map(|value| value.to_str().ok()).any(|value| value.contains("pre"));
    Visit {
        doer: client::doer(request, &context.config),
        is_ahead: is_prefetch || request.method() == http::Method::HEAD,
    }
}

/// `GET /p/{token}/checkout`: pages that answered the form stay at its address, where a browser may come by again.
pub async fn back_to_page(request: HttpRequest, path: web::Path<String>) -> HttpResponse {
    let asked = asked::language(&request);
    match path.parse::<PayToken>() {
        Ok(token) => see_other(&page_address(token, asked)),
        Err(_) => failed(&request, asked, &OperationError::NotFound),
    }
}

/// `POST /p/{token}/checkout`
pub async fn checkout(
    request: HttpRequest,
    path: web::Path<String>,
    form: Result<web::Form<CheckoutForm>, actix_web::Error>,
    context: web::Data<Context>,
    limits: web::Data<RateLimits>,
) -> HttpResponse {
    let asked = asked::language(&request).or_else(|| asked::known(form.as_ref().ok()?.lang.as_deref()));
    let method = form.as_ref().ok().map(|form| form.method.as_deref().unwrap_or("any").parse::<Method>());
    let (Ok(form), Some(Ok(method)), true) =
        (form, method, origin::is_same_origin(&request, &context.config.public_url))
    else {
        return problem(&request, &context, asked, Problem::Refused).await;
    };
    if !limits.allows(Limited::CheckoutByLink, &path) {
        return rate_limited(&request, &context, asked).await;
    }
    let Ok(token) = path.parse::<PayToken>() else { return failed(&request, asked, &OperationError::NotFound) };
    let doer = client::doer(&request, &context.config);
    let choice = Choice { method, terms_version: form.version, language: asked, doer };
    let starting = {
        let context = context.get_ref().clone();
        async move { start_checkout(&context, token, choice).await }
    };
    let shown = match patiently(&context, starting).await {
        Some(Ok(StartOutcome::Redirect(url))) => return see_other(&url),
        Some(Ok(StartOutcome::ShowPage)) => Shown::Changed,
        Some(Ok(StartOutcome::Refused)) => Shown::Now,
        Some(Ok(StartOutcome::NotOffered)) => Shown::NotOffered,
        Some(Ok(StartOutcome::Preparing)) | None => Shown::Preparing(method),
        Some(Ok(StartOutcome::BeingChecked)) => Shown::Checking,
        Some(Err(error)) => return failed(&request, asked, &error),
    };
    match find(&context, &path).await {
        Ok((token, data)) => page_of(&request, &context, token, &data, asked, shown),
        Err(error) => failed(&request, asked, &error),
    }
}

/// Waits for what a payer has set going as long as somebody looks at a page that does not come: then `None`, and it goes on alone. A
/// task of its own, so that neither our impatience nor a browser that goes away cuts it in half between commit and call.
async fn patiently<T: Send + 'static>(
    context: &Context,
    work: impl Future<Output = Outcome<T>> + Send + 'static,
) -> Option<Outcome<T>> {
    let mut running = tokio::spawn(work);
    if let Ok(done) = tokio::time::timeout(context.config.preparing_wait, &mut running).await {
        return Some(done.unwrap_or(Err(OperationError::Internal("what a payer began was cut off"))));
    }
    tokio::spawn(async move {
        if let Ok(Err(error)) = running.await {
            tracing::error!(%error, "what a payer began failed after the page was shown");
        }
    });
    None
}

/// `GET /p/{token}/return`: the redirect proves nothing, so the provider is asked; then the page tells the truth.
pub async fn come_back(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let asked = asked::language(&request);
    let (token, data) = match find(&context, &path).await {
        Ok(found) => found,
        Err(error) => return failed(&request, asked, &error),
    };
    let asking = {
        let (context, scope, id) = (context.get_ref().clone(), data.request.scope, data.request.id);
        async move { return_from_provider(&context, scope, id).await }
    };
    match patiently(&context, asking).await {
        Some(Ok(Returned::Known)) => {
            // Said in the address only where the page would speak another one by itself.
            let usual = language_of(&request, None, data.payer.language, data.shop.profile.language);
            let asked = asked.filter(|language| *language != usual);
            let mut response = see_other(&page_address(token, asked));
            let changed = response.add_cookie(&forget_older_pages(context.config.public_url.scheme() == "https"));
            if changed.is_err() {
                return failed(&request, asked, &OperationError::Internal("the cookie of coming back"));
            }
            response
        }
        Some(Ok(Returned::BeingChecked)) | None => match find(&context, &path).await {
            Ok((token, data)) => page_of(&request, &context, token, &data, asked, Shown::Checking),
            Err(error) => failed(&request, asked, &error),
        },
        Some(Err(error)) => failed(&request, asked, &error),
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

/// `GET /p/{token}/attachments/{id}`: what does not exist, and what hangs on another request, looks like a dead link.
pub async fn attachment(
    request: HttpRequest,
    path: web::Path<(String, String)>,
    context: web::Data<Context>,
) -> HttpResponse {
    let (token, id) = path.into_inner();
    let (Ok(token), Ok(id)) = (token.parse(), id.parse()) else {
        return failed(&request, None, &OperationError::NotFound);
    };
    match read_offered_file(&context, token, id).await {
        Ok(file) => files::answer(file, files::Shown::Inline),
        Err(error) => failed(&request, None, &error),
    }
}

/// `GET /p/{token}/qr.svg`
pub async fn qr_svg(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    code(&request, &path, &context, "image/svg+xml", |url| qr::svg(url).map(String::into_bytes)).await
}

/// `GET /p/{token}/qr.png`
pub async fn qr_png(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    code(&request, &path, &context, "image/png", qr::png).await
}

async fn code(
    request: &HttpRequest,
    token: &str,
    context: &Context,
    content_type: &'static str,
    draw: fn(&str) -> Result<Vec<u8>, qr::TooLong>,
) -> HttpResponse {
    match find(context, token).await {
        Ok((token, _)) => match draw(&absolute(context, token)) {
            Ok(image) => HttpResponse::Ok().content_type(content_type).body(image),
            Err(_) => HttpResponse::InternalServerError().finish(),
        },
        Err(error) => failed(request, None, &error),
    }
}
