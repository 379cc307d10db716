//! `/join/{token}`: people sign up for messages; `/join/yes/{token}`: whoever reads what was sent to an address says yes. Looking changes
//! nothing, also for programs that look at every link in a mail.

use super::answer::{failed, language_of, problem_page, send};
use super::asked;
use super::page::{JoinInput, Joined, Problem, Typed, render_join, render_joined};
use crate::documents::qr;
use crate::domain::consent::Wording;
use crate::domain::field::FieldError;
use crate::domain::language::Language;
use crate::domain::pay_token::PayToken;
use crate::http::rate_limit::{Limited, RateLimits};
use crate::http::{client, origin};
use crate::operations::opt_in_pages::{JoinData, join_url, read_join, read_wordings};
use crate::operations::sign_up::{Awaited, SignUp, confirm_sign_up, read_awaited, sign_up};
use crate::operations::{Context, OperationError, Outcome};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct JoinForm {
    name: String,
    phone: String,
    email: String,
    agree: String,
    wording_1: String,
    wording_2: String,
}

fn token(path: &str) -> Outcome<PayToken> {
    path.parse().map_err(|_| OperationError::NotFound)
}

fn form_page(
    data: &JoinData,
    (language, wordings): &(Language, Vec<Wording>),
    typed: Typed,
    faults: &[FieldError],
) -> HttpResponse {
    let path = format!("/join/{}", data.page.token.reveal());
    let input = JoinInput { profile: &data.profile, language: *language, path: &path, live: data.page.scope.live };
    send(render_join(&input, wordings, typed, faults), &[])
}

/// `GET /join/{token}`
pub async fn show(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let asked = asked::language(&request);
    let shown = async {
        let data = read_join(&context, token(&path)?).await?;
        let language = language_of(&request, asked, None, data.profile.language);
        let wordings = read_wordings(&context, &data, language).await?;
        Ok(form_page(&data, &wordings, Typed::default(), &[]))
    };
    shown.await.unwrap_or_else(|error| failed(&request, asked, &error))
}

/// `POST /join/{token}`: the same answer whatever is known of an address.
pub async fn take(
    request: HttpRequest,
    path: web::Path<String>,
    form: Result<web::Form<JoinForm>, actix_web::Error>,
    context: web::Data<Context>,
    limits: web::Data<RateLimits>,
) -> HttpResponse {
    let asked = asked::language(&request);
    let spoken = language_of(&request, asked, None, Language::En);
    let Ok(form) = form else { return problem_page(&request, spoken, Problem::Refused) };
    if !origin::is_same_origin(&request, &context.config.public_url) {
        return problem_page(&request, spoken, Problem::Refused);
    }
    if !limits.allows(Limited::JoinByPage, &path) {
        return problem_page(&request, spoken, Problem::RateLimited);
    }
    let done = async {
        let data = read_join(&context, token(&path)?).await?;
        let language = language_of(&request, asked, None, data.profile.language);
        // In the language that the form was shown in, so that it is the text agreed to that is asked about.
        let wordings = read_wordings(&context, &data, language).await?;
        let language = wordings.0;
        let doer = client::doer(&request, &context.config);
        let wish = SignUp {
            name: form.name.clone(),
            phone: form.phone.clone(),
            email: form.email.clone(),
            agrees: form.agree == "yes",
            wordings: vec![form.wording_1.clone(), form.wording_2.clone()],
            language,
            ip: doer.ip,
            user_agent: doer.user_agent,
        };
        let (inner, known) = (context.get_ref().clone(), data.clone());
        match to_the_end(async move { sign_up(&inner, &known, wish).await }).await {
            Ok(()) => Ok(joined(&data, language, Joined::Asked)),
            Err(OperationError::Invalid(faults)) => {
                let typed = Typed { name: form.name.clone(), phone: form.phone.clone(), email: form.email.clone() };
                Ok(form_page(&data, &wordings, typed, &faults))
            }
            Err(error) => Err(error),
        }
    };
    done.await.unwrap_or_else(|error| failed(&request, asked, &error))
}

/// Does what writes in a task of its own, so that a browser that goes away cannot cut it in half.
async fn to_the_end<T: Send + 'static>(work: impl Future<Output = Outcome<T>> + Send + 'static) -> Outcome<T> {
    let done = tokio::spawn(tracing::Instrument::in_current_span(work)).await;
    done.unwrap_or(Err(OperationError::Internal("a sign-up was cut off")))
}

fn joined(data: &JoinData, language: Language, what: Joined) -> HttpResponse {
    let path = format!("/join/{}", data.page.token.reveal());
    let input = JoinInput { profile: &data.profile, language, path: &path, live: data.page.scope.live };
    send(render_joined(&input, what, None), &[])
}

/// `GET /join/yes/{token}`
pub async fn ask(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let asked = asked::language(&request);
    let shown = async {
        let awaited = read_awaited(&context, token(&path)?).await?;
        let opt_in = &awaited.opt_in;
        let what = if opt_in.confirmed_at.is_some() {
            Joined::Done(opt_in.channel)
        } else if opt_in.expires_at <= context.now() {
            Joined::TooLate
        } else {
            Joined::Confirm(opt_in.channel)
        };
        Ok(confirmation(&path, asked, &awaited, what))
    };
    shown.await.unwrap_or_else(|error| failed(&request, asked, &error))
}

fn confirmation(path: &str, asked: Option<Language>, awaited: &Awaited, what: Joined) -> HttpResponse {
    let language = asked.unwrap_or(awaited.opt_in.language);
    let path = format!("/join/yes/{path}");
    let live = awaited.opt_in.scope.live;
    let input = JoinInput { profile: &awaited.profile, language, path: &path, live };
    let wording = awaited.wording.as_ref().map(|wording| wording.text.as_str());
    send(render_joined(&input, what, wording), &[])
}

/// `POST /join/yes/{token}`
pub async fn confirm(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let asked = asked::language(&request);
    let spoken = language_of(&request, asked, None, Language::En);
    if !origin::is_same_origin(&request, &context.config.public_url) {
        return problem_page(&request, spoken, Problem::Refused);
    }
    let done = async {
        let secret = token(&path)?;
        let awaited = read_awaited(&context, secret).await?;
        let ip = client::doer(&request, &context.config).ip;
        let inner = context.get_ref().clone();
        let in_time = to_the_end(async move { confirm_sign_up(&inner, secret, ip).await }).await?;
        let what = if in_time { Joined::Done(awaited.opt_in.channel) } else { Joined::TooLate };
        Ok(confirmation(&path, asked, &awaited, what))
    };
    done.await.unwrap_or_else(|error| failed(&request, asked, &error))
}

/// `GET /join/{token}/qr.svg`
pub async fn qr_svg(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    code(&request, &path, &context, "image/svg+xml", |url| qr::svg(url).map(String::into_bytes)).await
}

/// `GET /join/{token}/qr.png`
pub async fn qr_png(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    code(&request, &path, &context, "image/png", qr::png).await
}

async fn code(
    request: &HttpRequest,
    path: &str,
    context: &Context,
    media: &'static str,
    draw: fn(&str) -> Result<Vec<u8>, qr::TooLong>,
) -> HttpResponse {
    let drawn = async {
        let data = read_join(context, token(path)?).await?;
        draw(&join_url(context, &data.page)).map_err(|_| OperationError::Internal("a link too long for a QR code"))
    };
    match drawn.await {
        Ok(image) => HttpResponse::Ok().content_type(media).body(image),
        Err(error) => failed(request, None, &error),
    }
}
