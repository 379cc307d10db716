//! How payers sign up by themselves, as the merchant sets it up.

use super::{check_scope, frame, who_may};
use crate::documents::qr;
use crate::domain::channel::Channel;
use crate::domain::field::FieldError;
use crate::domain::ids::OptInPageId;
use crate::domain::language::Language;
use crate::http::dashboard::answer::{failed, page, redirect, to_the_end};
use crate::http::dashboard::views::{Notice, SignUpData, SignUpPage};
use crate::http::dashboard::visitor;
use crate::operations::log_in::LoggedIn;
use crate::operations::manage_message_accounts::read_message_settings;
use crate::operations::note_consent::offer_wording;
use crate::operations::opt_in_pages::{
    create_opt_in_page, join_url, list_opt_in_pages, offered_wordings, revoke_opt_in_page, save_sign_up_words,
};
use crate::operations::sign_up::sign_ups_used_up;
use crate::operations::{Context, OperationError, Outcome};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

async fn data(context: &Context, visitor: &LoggedIn) -> Outcome<SignUpData> {
    let pages = list_opt_in_pages(context, visitor.scope).await?;
    let pages = pages.iter().map(|page| {
        let url = join_url(context, page);
        let qr = qr::svg(&url).unwrap_or_default();
        (page.id.to_string(), page.name.clone(), url, qr)
    });
    Ok(SignUpData {
        pages: pages.collect(),
        offered: offered_wordings(context, visitor.scope).await?,
        used_up: sign_ups_used_up(context, visitor.scope).await?,
        words: read_message_settings(context, visitor.scope).await?.opt_in_words,
        ..SignUpData::default()
    })
}

async fn show(
    request: &HttpRequest,
    context: &Context,
    visitor: &LoggedIn,
    typed: impl FnOnce(SignUpData) -> SignUpData,
    faults: &[FieldError],
) -> Outcome<HttpResponse> {
    let data = typed(data(context, visitor).await?);
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(page(status, &SignUpPage::new(frame(request, context, visitor).await?, &data, faults)))
}

/// Back to the page with what was done, or with what is wrong and all that was typed.
async fn answer<T>(
    request: &HttpRequest,
    context: &Context,
    visitor: &LoggedIn,
    done: Outcome<T>,
    notice: Notice,
    typed: impl FnOnce(SignUpData) -> SignUpData,
) -> HttpResponse {
    match done {
        Ok(_) => redirect(&format!("/dashboard/contacts/sign-up?notice={}", notice.word())),
        Err(OperationError::Invalid(faults)) => {
            let shown = show(request, context, visitor, typed, &faults).await;
            shown.unwrap_or_else(|error| failed(request, None, &error))
        }
        Err(error) => failed(request, None, &error),
    }
}

/// `GET /dashboard/contacts/sign-up`
pub async fn overview(request: HttpRequest, context: web::Data<Context>) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let shown = show(&request, &context, &visitor, |data| data, &[]).await;
    shown.unwrap_or_else(|error| failed(&request, None, &error))
}

/// What the form of a new page sends.
#[derive(Deserialize)]
pub struct PageForm {
    scope: String,
    name: String,
}

/// `POST /dashboard/contacts/sign-up`
pub async fn create(request: HttpRequest, form: web::Form<PageForm>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match who_may(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let made = async {
        check_scope(&visitor, &form.scope)?;
        let (inner, scope, user, name) = (context.get_ref().clone(), visitor.scope, visitor.user.id, form.name.clone());
        to_the_end(async move { create_opt_in_page(&inner, scope, &name, Some(user)).await }).await
    };
    let done = made.await;
    let typed = |data| SignUpData { name: form.name.clone(), ..data };
    answer(&request, &context, &visitor, done, Notice::PageMade, typed).await
}

/// `POST /dashboard/contacts/sign-up/{id}/revocation`
pub async fn revoke(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match who_may(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(id) = path.parse::<OptInPageId>() else { return failed(&request, None, &OperationError::NotFound) };
    let (inner, scope) = (context.get_ref().clone(), visitor.scope);
    let done = to_the_end(async move { revoke_opt_in_page(&inner, scope, id).await }).await;
    answer(&request, &context, &visitor, done, Notice::PageRevoked, |data| data).await
}

/// What the form of a text sends.
#[derive(Deserialize)]
pub struct WordingForm {
    scope: String,
    channel: Channel,
    language: Language,
    text: String,
}

/// `POST /dashboard/contacts/sign-up/wording`
pub async fn wording(request: HttpRequest, form: web::Form<WordingForm>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match who_may(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let saved = async {
        check_scope(&visitor, &form.scope)?;
        let (inner, scope, user, text) = (context.get_ref().clone(), visitor.scope, visitor.user.id, form.text.clone());
        let about = (form.channel, form.language);
        to_the_end(async move { offer_wording(&inner, scope, about, text, Some(user)).await }).await
    };
    let done = saved.await;
    let typed = |data| SignUpData { text: Some((form.channel, form.language, form.text.clone())), ..data };
    answer(&request, &context, &visitor, done, Notice::WordingSaved, typed).await
}

/// What the form of the words sends.
#[derive(Deserialize)]
pub struct WordsForm {
    scope: String,
    words: String,
}

/// `POST /dashboard/contacts/sign-up/words`
pub async fn words(request: HttpRequest, form: web::Form<WordsForm>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match who_may(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let saved = async {
        check_scope(&visitor, &form.scope)?;
        let (inner, scope, words) = (context.get_ref().clone(), visitor.scope, form.words.clone());
        to_the_end(async move { save_sign_up_words(&inner, scope, &words).await }).await
    };
    let done = saved.await;
    let typed = |data| SignUpData { typed_words: Some(form.words.clone()), ..data };
    answer(&request, &context, &visitor, done, Notice::WordsSaved, typed).await
}
