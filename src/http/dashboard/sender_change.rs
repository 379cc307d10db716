//! A sender gets another name, other replies or another password while its account stays.

use super::answer::{failed, to_the_end};
use super::sender_account::with_secret;
use super::senders::{answer, noticed, require};
use super::views::{ChangeProblem, Notice, SenderChangeValues};
use crate::domain::field::FieldError;
use crate::domain::ids::MessageAccountId;
use crate::domain::message_account::MessageAccount;
use crate::domain::scope::Scope;
use crate::operations::manage_message_accounts::{
    SenderChange, SetBy, change_message_sender, read_message_account, rotate_message_account,
};
use crate::operations::{Context, OperationError, Outcome};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};

/// What is changed.
#[derive(Clone, Copy)]
enum What {
    Sender,
    Secret,
}

/// `POST /dashboard/senders/{id}/sender`
pub async fn sender(
    request: HttpRequest,
    path: web::Path<String>,
    form: web::Form<SenderChangeValues>,
    context: web::Data<Context>,
) -> HttpResponse {
    change(request, &path, form.into_inner(), &context, What::Sender).await
}

/// `POST /dashboard/senders/{id}/keys`
pub async fn keys(
    request: HttpRequest,
    path: web::Path<String>,
    form: web::Form<SenderChangeValues>,
    context: web::Data<Context>,
) -> HttpResponse {
    change(request, &path, form.into_inner(), &context, What::Secret).await
}

async fn change(
    request: HttpRequest,
    path: &str,
    form: SenderChangeValues,
    context: &Context,
    what: What,
) -> HttpResponse {
    let visitor = match require(&request, context, &form.scope).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let account = async {
        let id: MessageAccountId = path.parse().map_err(|_| OperationError::NotFound)?;
        let account = read_message_account(context, visitor.scope, id).await?;
        // What is out of use stays as it was.
        if account.disabled_at.is_some() { Err(OperationError::NotFound) } else { Ok(account) }
    };
    let account = match account.await {
        Ok(account) => account,
        Err(error) => return failed(&request, None, &error),
    };
    let changed = match what {
        What::Sender => change_sender(context, visitor.scope, &account, &form).await,
        What::Secret => change_secret(context, visitor.scope, &account, &form).await,
    };
    match changed {
        Ok(()) => noticed(Notice::SenderChanged, &form.profile),
        Err(OperationError::Invalid(faults)) => {
            let (channel, profile) = (account.channel, form.profile.clone());
            let problem = ChangeProblem { channel, typed: form, faults };
            let wrong = (StatusCode::UNPROCESSABLE_ENTITY, profile.as_str());
            answer(&request, context, &visitor, wrong, |data| data.change = Some(problem)).await
        }
        Err(error) => failed(&request, None, &error),
    }
}

async fn change_sender(
    context: &Context,
    scope: Scope,
    account: &MessageAccount,
    form: &SenderChangeValues,
) -> Outcome<()> {
    let change = SenderChange {
        name: form.sender_name.clone(),
        reply_to: form.reply_to.clone(),
        can_reply: form.can_reply == "on",
    };
    let (inner, id) = (context.clone(), account.id);
    to_the_end(async move { change_message_sender(&inner, scope, id, change).await }).await
}

async fn change_secret(
    context: &Context,
    scope: Scope,
    account: &MessageAccount,
    form: &SenderChangeValues,
) -> Outcome<()> {
    if form.secret.trim().is_empty() {
        return Err(OperationError::field("secret", "required", "Write the new password or key."));
    }
    let credentials = with_secret(account, &form.secret).ok_or(OperationError::NotFound)?;
    let (inner, id) = (context.clone(), account.id);
    let work = async move { rotate_message_account(&inner, scope, id, credentials, SetBy::Merchant).await };
    let rotated = to_the_end(work).await;
    // Of all the credentials only the secret was typed here, so only that can be wrong.
    rotated.map_err(|error| match error {
        OperationError::Invalid(faults) => {
            let here = |fault: FieldError| FieldError { field: "secret".to_owned(), ..fault };
            OperationError::Invalid(faults.into_iter().map(here).collect())
        }
        other => other,
    })
}
