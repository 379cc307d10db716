//! What was said about being written to, noted by a person; and its proof.

use super::{frame, noticed, who_may};
use crate::domain::channel::Channel;
use crate::domain::field::FieldError;
use crate::domain::ids::{ContactId, UserId};
use crate::domain::said_at::SaidAt;
use crate::domain::time::{Timestamp, Zone, parse_date};
use crate::http::dashboard::answer::{failed, page, to_the_end};
use crate::http::dashboard::views::{NoteForm, NotePage, Notice, ProofPage};
use crate::http::dashboard::visitor;
use crate::operations::keep_contacts::read_contact;
use crate::operations::log_in::LoggedIn;
use crate::operations::note_consent::{Noted, Whose, list_wordings, note_consent};
use crate::operations::prove_consent::{Proof, prove_consent};
use crate::operations::read_payment_request::zone_of;
use crate::operations::record_consent::Saying;
use crate::operations::{Context, OperationError, Outcome};
use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};

/// `GET /dashboard/contacts/{id}/consents`, with what was chosen in the address.
pub async fn form(
    request: HttpRequest,
    path: web::Path<String>,
    query: web::Query<NoteForm>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match who_may(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let shown = async {
        let id: ContactId = path.parse().map_err(|_| OperationError::NotFound)?;
        show(&request, &context, &visitor, id, &query, &[]).await
    };
    shown.await.unwrap_or_else(|error| failed(&request, None, &error))
}

async fn show(
    request: &HttpRequest,
    context: &Context,
    visitor: &LoggedIn,
    id: ContactId,
    values: &NoteForm,
    faults: &[FieldError],
) -> Outcome<HttpResponse> {
    let contact = read_contact(context, visitor.scope, id).await?;
    let wordings = list_wordings(context, visitor.scope).await?;
    let frame = frame(request, context, visitor).await?;
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(page(status, &NotePage::new(frame, &contact, &wordings, values, faults)))
}

/// `POST /dashboard/contacts/{id}/consents`
pub async fn note(
    request: HttpRequest,
    path: web::Path<String>,
    form: web::Form<NoteForm>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match who_may(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(id) = path.parse::<ContactId>() else { return failed(&request, None, &OperationError::NotFound) };
    let noted = async {
        let zone = zone_of(&context, visitor.scope).await?;
        let noted = read(&form, id, visitor.user.id, context.now(), &zone)?;
        let (inner, scope) = (context.get_ref().clone(), visitor.scope);
        to_the_end(async move { note_consent(&inner, scope, noted, None).await }).await
    };
    match noted.await {
        Ok(_) => noticed(id, Notice::ConsentNoted),
        Err(OperationError::Invalid(mut faults)) => {
            for fault in faults.iter_mut().filter(|fault| fault.field == "happened_at") {
                fault.field = "happened_on".to_owned();
            }
            let shown = show(&request, &context, &visitor, id, &form, &faults).await;
            shown.unwrap_or_else(|error| failed(&request, None, &error))
        }
        Err(error) => failed(&request, None, &error),
    }
}

fn read(form: &NoteForm, contact: ContactId, user: UserId, now: Timestamp, zone: &Zone) -> Outcome<Noted> {
    let given = form.action == "given";
    let channel = Channel::from_word(&form.channel)
        .ok_or_else(|| OperationError::field("channel", "required", "Say which address it is about."))?;
    let source = form
        .source
        .parse()
        .map_err(|()| OperationError::field("source", "unknown", "Say on which way it was told."))?;
    let happened_at = match form.happened_on.trim() {
        "" => None,
        text => Some(instant(text, given, now, zone)?),
    };
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.trim().is_empty());
    let saying = Saying {
        given,
        wording: some(&form.wording).filter(|_| given),
        evidence: some(&form.evidence),
        happened_at,
        recorded_by: Some(user),
        ..Saying::no_more(channel, "", source)
    };
    Ok(Noted { saying, whose: Whose::Contact(contact), wording_text: None })
}

/// By the rule of all days: on the day of a withdrawal the withdrawal is the later one, also before a yes that is noted today.
fn instant(text: &str, given: bool, now: Timestamp, zone: &Zone) -> Outcome<Timestamp> {
    let day = parse_date(text)
        .ok_or_else(|| OperationError::field("happened_on", "invalid", "Write a day like 2026-12-19."))?;
    Ok(SaidAt::Day(day).counts_from(given, now, zone))
}

async fn proof_of(request: &HttpRequest, path: &str, context: &Context) -> Result<(LoggedIn, Proof), HttpResponse> {
    let visitor = visitor::require(request, context).await?;
    let proof = async {
        let id: ContactId = path.parse().map_err(|_| OperationError::NotFound)?;
        prove_consent(context, visitor.scope, id).await
    };
    match proof.await {
        Ok(proof) => Ok((visitor, proof)),
        Err(error) => Err(failed(request, None, &error)),
    }
}

/// `GET /dashboard/contacts/{id}/proof`
pub async fn proof(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let (visitor, proof) = match proof_of(&request, &path, &context).await {
        Ok(found) => found,
        Err(answer) => return answer,
    };
    match frame(&request, &context, &visitor).await {
        Ok(frame) => page(StatusCode::OK, &ProofPage::new(frame, &proof)),
        Err(error) => failed(&request, None, &error),
    }
}

fn file(media: &'static str, name: &str, body: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(media)
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .body(body)
}

/// `GET /dashboard/contacts/{id}/proof.json`
pub async fn proof_json(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    match proof_of(&request, &path, &context).await {
        Ok((_, proof)) => {
            let body = serde_json::to_vec_pretty(&proof.json()).unwrap_or_default();
            file("application/json", &format!("{}.json", proof.contact.id), body)
        }
        Err(answer) => answer,
    }
}

/// `GET /dashboard/contacts/{id}/proof.csv`
pub async fn proof_csv(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    match proof_of(&request, &path, &context).await {
        Ok((_, proof)) => file("text/csv; charset=utf-8", &format!("{}.csv", proof.contact.id), proof.csv()),
        Err(answer) => answer,
    }
}
