//! The inbox: what payers wrote and how they are answered, what did not arrive and what is done about it.

use super::answer::{failed, page, redirect, to_the_end};
use super::views::{
    AnswerProblem, ConversationPage, CorrectionProblem, FailuresData, FailuresPage, InboxData, InboxPage, Notice,
    Section,
};
use super::visitor;
use crate::domain::conversation::Mark;
use crate::domain::field::FieldError;
use crate::domain::ids::{ConversationId, InboundMessageId, MessageId};
use crate::domain::time::Timestamp;
use crate::operations::answer_payer::{Answer, answer_payer};
use crate::operations::log_in::LoggedIn;
use crate::operations::mend_message::{Mending, mark_handled, mend_message};
use crate::operations::read_inbox::{
    InboxPlace, find_conversation, list_conversations, list_lost_messages, read_conversation,
};
use crate::operations::sort_inbox::{Decision, decide_suggestion, mark_conversation};
use crate::operations::{Context, OperationError, Outcome};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

const PAGE: usize = 30;

/// What may stand behind the question mark.
#[derive(Deserialize)]
pub struct InboxQuery {
    show: Option<String>,
    cursor: Option<String>,
}

/// "1764000000000-cnv_…": a place in the list.
fn place(text: &str) -> Option<InboxPlace> {
    let (at, id) = text.split_once('-')?;
    Some((Timestamp::from_millis(at.parse().ok()?), id.parse().ok()?))
}

/// `GET /dashboard/inbox`
pub async fn list(request: HttpRequest, query: web::Query<InboxQuery>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let all = query.show.as_deref() == Some("all");
    let before = query.cursor.as_deref().and_then(place);
    let shown = async {
        let (rows, next) = list_conversations(&context, visitor.scope, all, before, PAGE).await?;
        let next = next.map(|(at, id)| format!("{}-{id}", at.millis()));
        let frame = visitor::frame(&request, &context, &visitor, Section::Inbox).await?;
        Ok(page(StatusCode::OK, &InboxPage::new(frame, &InboxData { rows, all, next })))
    };
    shown.await.unwrap_or_else(|error| failed(&request, None, &error))
}

/// `GET /dashboard/inbox/{id}`. Looking at a conversation reads it, as in every mail program: it is the merchant's own note, and nobody
/// else sees it.
pub async fn show(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(id) = path.parse::<ConversationId>() else { return failed(&request, None, &OperationError::NotFound) };
    if visitor.role.may_request() && request.method() == Method::GET {
        let (inner, scope) = (context.get_ref().clone(), visitor.scope);
        if let Err(error) = to_the_end(async move { mark_conversation(&inner, scope, id, Mark::Read).await }).await {
            return failed(&request, None, &error);
        }
    }
    let shown = show_conversation(&request, &context, &visitor, id, None).await;
    shown.unwrap_or_else(|error| failed(&request, None, &error))
}

/// `GET /dashboard/inbox/of/{id}`: to the conversation that a message belongs to.
pub async fn find(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(id) = path.parse::<InboundMessageId>() else { return failed(&request, None, &OperationError::NotFound) };
    match find_conversation(&context, visitor.scope, id).await {
        Ok(conversation) => redirect(&format!("/dashboard/inbox/{}#{id}", conversation.id)),
        Err(error) => failed(&request, None, &error),
    }
}

async fn show_conversation(
    request: &HttpRequest,
    context: &Context,
    visitor: &LoggedIn,
    id: ConversationId,
    problem: Option<AnswerProblem>,
) -> Outcome<HttpResponse> {
    let whole = read_conversation(context, visitor.scope, id).await?;
    let frame = visitor::frame(request, context, visitor, Section::Inbox).await?;
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(page(status, &ConversationPage::new(frame, &whole, problem.as_ref())))
}

fn back_to(id: ConversationId, notice: Notice) -> HttpResponse {
    redirect(&format!("/dashboard/inbox/{id}?notice={}", notice.word()))
}

/// What the form sends.
#[derive(Deserialize)]
pub struct AnswerForm {
    inbound: InboundMessageId,
    text: String,
}

/// `POST /dashboard/inbox/{id}/answer`
pub async fn answer(
    request: HttpRequest,
    path: web::Path<String>,
    form: web::Form<AnswerForm>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(id) = path.parse::<ConversationId>() else { return failed(&request, None, &OperationError::NotFound) };
    if !visitor.role.may_request() {
        return back_to(id, Notice::NotAllowed);
    }
    let AnswerForm { inbound, text } = form.into_inner();
    let answer = Answer { conversation: id, inbound, text: text.clone(), user: visitor.user.id };
    let (inner, scope) = (context.get_ref().clone(), visitor.scope);
    match to_the_end(async move { answer_payer(&inner, scope, answer).await }).await {
        Ok(_) => back_to(id, Notice::AnswerOnItsWay),
        Err(OperationError::Conflict { .. }) => back_to(id, Notice::NotAnswerable),
        Err(OperationError::Invalid(faults)) => {
            let error = first(faults, "text");
            let problem = AnswerProblem { text, error };
            let shown = show_conversation(&request, &context, &visitor, id, Some(problem)).await;
            shown.unwrap_or_else(|error| failed(&request, None, &error))
        }
        Err(error) => failed(&request, None, &error),
    }
}

fn first(faults: Vec<FieldError>, field: &str) -> FieldError {
    faults.into_iter().next().unwrap_or_else(|| FieldError::new(field, "invalid", ""))
}

/// What the buttons send.
#[derive(Deserialize)]
pub struct MarkForm {
    r#as: String,
}

/// `POST /dashboard/inbox/{id}/mark`
pub async fn mark(
    request: HttpRequest,
    path: web::Path<String>,
    form: web::Form<MarkForm>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let (Ok(id), Some(mark)) = (path.parse::<ConversationId>(), Mark::from_word(&form.r#as)) else {
        return failed(&request, None, &OperationError::NotFound);
    };
    if !visitor.role.may_request() {
        return back_to(id, Notice::NotAllowed);
    }
    let (inner, scope) = (context.get_ref().clone(), visitor.scope);
    match to_the_end(async move { mark_conversation(&inner, scope, id, mark).await }).await {
        Ok(()) => match mark {
            Mark::Done => redirect(&format!("/dashboard/inbox?notice={}", Notice::ConversationDone.word())),
            // Looking at it would read it again.
            Mark::Unread => redirect(&format!("/dashboard/inbox?notice={}", Notice::ConversationMarked.word())),
            Mark::Read | Mark::Open => back_to(id, Notice::ConversationMarked),
        },
        Err(error) => failed(&request, None, &error),
    }
}

/// What the two buttons send.
#[derive(Deserialize)]
pub struct SuggestionForm {
    inbound: InboundMessageId,
    decision: String,
}

/// `POST /dashboard/inbox/{id}/suggestion`
pub async fn suggestion(
    request: HttpRequest,
    path: web::Path<String>,
    form: web::Form<SuggestionForm>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(id) = path.parse::<ConversationId>() else { return failed(&request, None, &OperationError::NotFound) };
    if !visitor.role.may_request() {
        return back_to(id, Notice::NotAllowed);
    }
    let stop = match form.decision.as_str() {
        "stop" => true,
        "reply" => false,
        _ => return failed(&request, None, &OperationError::field("decision", "invalid", "stop or reply")),
    };
    let decision = Decision { conversation: id, inbound: form.inbound, stop, user: visitor.user.id };
    let (inner, scope) = (context.get_ref().clone(), visitor.scope);
    match to_the_end(async move { decide_suggestion(&inner, scope, decision).await }).await {
        Ok(true) => back_to(id, if stop { Notice::StopNoted } else { Notice::ReplyNoted }),
        Ok(false) => back_to(id, Notice::AlreadyDecided),
        Err(error) => failed(&request, None, &error),
    }
}

/// What may stand behind the question mark.
#[derive(Deserialize)]
pub struct FailuresQuery {
    cursor: Option<MessageId>,
}

/// `GET /dashboard/inbox/failures`
pub async fn failures(
    request: HttpRequest,
    query: web::Query<FailuresQuery>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let shown = show_failures(&request, &context, &visitor, query.cursor, None).await;
    shown.unwrap_or_else(|error| failed(&request, None, &error))
}

async fn show_failures(
    request: &HttpRequest,
    context: &Context,
    visitor: &LoggedIn,
    before: Option<MessageId>,
    problem: Option<CorrectionProblem>,
) -> Outcome<HttpResponse> {
    let (rows, next) = list_lost_messages(context, visitor.scope, before, PAGE).await?;
    let frame = visitor::frame(request, context, visitor, Section::Inbox).await?;
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(page(status, &FailuresPage::new(frame, &FailuresData { rows, problem, next })))
}

fn back_to_failures(notice: Notice) -> HttpResponse {
    redirect(&format!("/dashboard/inbox/failures?notice={}", notice.word()))
}

/// `POST /dashboard/inbox/failures/handled`: `id` once for each that was ticked.
pub async fn handled(
    request: HttpRequest,
    form: web::Form<Vec<(String, String)>>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    if !visitor.role.may_request() {
        return back_to_failures(Notice::NotAllowed);
    }
    let ids: Vec<MessageId> =
        form.iter().filter(|(name, _)| name == "id").filter_map(|(_, id)| id.parse().ok()).collect();
    if ids.is_empty() {
        return back_to_failures(Notice::NothingTicked);
    }
    let (inner, scope) = (context.get_ref().clone(), visitor.scope);
    match to_the_end(async move { mark_handled(&inner, scope, ids).await }).await {
        Ok(_) => back_to_failures(Notice::Handled),
        Err(error) => failed(&request, None, &error),
    }
}

/// What the form sends.
#[derive(Deserialize)]
pub struct CorrectionForm {
    address: String,
}

/// `POST /dashboard/messages/{id}/correction`
pub async fn correct(
    request: HttpRequest,
    path: web::Path<String>,
    form: web::Form<CorrectionForm>,
    context: web::Data<Context>,
) -> HttpResponse {
    mend(request, path, Mending::Corrected(form.into_inner().address), context).await
}

/// `POST /dashboard/messages/{id}/other-way`
pub async fn other_way(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    mend(request, path, Mending::OtherWay, context).await
}

async fn mend(
    request: HttpRequest,
    path: web::Path<String>,
    mending: Mending,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(id) = path.parse::<MessageId>() else { return failed(&request, None, &OperationError::NotFound) };
    if !visitor.role.may_request() {
        return back_to_failures(Notice::NotAllowed);
    }
    let typed = match &mending {
        Mending::Corrected(address) => address.clone(),
        Mending::OtherWay => String::new(),
    };
    let (inner, scope, user) = (context.get_ref().clone(), visitor.scope, visitor.user.id);
    match to_the_end(async move { mend_message(&inner, scope, id, mending, user).await }).await {
        Ok(_) => back_to_failures(Notice::SentAgain),
        Err(OperationError::Conflict { .. }) => back_to_failures(Notice::NothingToSend),
        Err(OperationError::Invalid(faults)) => {
            let problem = CorrectionProblem { message: id, address: typed, error: first(faults, "address") };
            // The page that begins with it, wherever it stood.
            let before = MessageId(uuid::Uuid::from_u128(id.0.as_u128().saturating_add(1)));
            let shown = show_failures(&request, &context, &visitor, Some(before), Some(problem)).await;
            shown.unwrap_or_else(|error| failed(&request, None, &error))
        }
        Err(error) => failed(&request, None, &error),
    }
}
