//! What goes out when, and what payers may do about it.

use super::answer::{failed, page, redirect, to_the_end};
use super::views::{Notice, PlanForm, PlanPage, PlansData, PlansPage, Section, scope_word};
use super::visitor;
use crate::domain::field::FieldError;
use crate::domain::ids::MessagePlanId;
use crate::domain::message_plan::built_in_plan;
use crate::domain::message_setting::MessageSettings;
use crate::operations::log_in::LoggedIn;
use crate::operations::manage_message_accounts::{read_message_settings, save_message_settings};
use crate::operations::manage_message_plans::{
    PlanDraft, archive_message_plan, change_message_plan, create_message_plan, list_message_plans, read_message_plan,
};
use crate::operations::{Context, OperationError, Outcome};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

/// More plans than that nobody reads.
pub const MOST_PLANS: usize = 50;
/// A week.
const LONGEST_WAIT: i64 = 7 * 24 * 60;

/// `GET /dashboard/plans`
pub async fn list(request: HttpRequest, context: web::Data<Context>) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    plans_page(&request, &context, &visitor, None).await.unwrap_or_else(|error| failed(&request, None, &error))
}

/// What was wrong with the rules.
enum Wrong {
    Minutes(String),
    Elsewhere,
}

async fn plans_page(
    request: &HttpRequest,
    context: &Context,
    visitor: &LoggedIn,
    wrong: Option<(MessageSettings, Wrong)>,
) -> Outcome<HttpResponse> {
    let frame = visitor::frame(request, context, visitor, Section::Messages).await?;
    let (plans, _) = list_message_plans(context, visitor.scope, None, MOST_PLANS).await?;
    let status = match &wrong {
        None => StatusCode::OK,
        Some((_, Wrong::Minutes(_))) => StatusCode::UNPROCESSABLE_ENTITY,
        Some((_, Wrong::Elsewhere)) => StatusCode::CONFLICT,
    };
    let (settings, minutes_typed, elsewhere) = match wrong {
        None => (read_message_settings(context, visitor.scope).await?, None, false),
        Some((settings, Wrong::Minutes(typed))) => (settings, Some(typed), false),
        Some((settings, Wrong::Elsewhere)) => (settings, None, true),
    };
    let data = PlansData { plans, built_in: built_in_plan(), settings, minutes_typed, elsewhere };
    Ok(page(status, &PlansPage::new(frame, &data)))
}

/// What the rules' form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RulesForm {
    scope: String,
    snooze: String,
    new_links: String,
    minutes: String,
}

/// `POST /dashboard/plans/rules`
pub async fn save_rules(request: HttpRequest, form: web::Form<RulesForm>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match allowed(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let saved = async {
        let typed = form.minutes.trim();
        let minutes = match typed.parse::<i64>() {
            Ok(minutes) if (1..=LONGEST_WAIT).contains(&minutes) => Ok(Some(minutes)),
            Err(_) if typed.is_empty() => Ok(None),
            _ => Err(Wrong::Minutes(typed.to_owned())),
        };
        let mut settings = read_message_settings(&context, visitor.scope).await?;
        settings.snooze = form.snooze == "on";
        settings.new_links = form.new_links == "on";
        if form.scope != scope_word(visitor.scope) {
            return plans_page(&request, &context, &visitor, Some((settings, Wrong::Elsewhere))).await;
        }
        match minutes {
            Ok(minutes) => settings.fallback_after_minutes = minutes,
            Err(wrong) => return plans_page(&request, &context, &visitor, Some((settings, wrong))).await,
        }
        save_message_settings(&context, visitor.scope, settings).await?;
        Ok(redirect(&format!("/dashboard/plans?notice={}", Notice::RulesSaved.word())))
    };
    saved.await.unwrap_or_else(|error| failed(&request, None, &error))
}

/// `GET /dashboard/plans/new`
pub async fn new(request: HttpRequest, context: web::Data<Context>) -> HttpResponse {
    match allowed(&request, &context).await {
        Ok(visitor) => {
            let form = PlanForm::showing("", false, &built_in_plan());
            editor(&request, &context, &visitor, None, &form, &[]).await
        }
        Err(answer) => answer,
    }
}

/// `GET /dashboard/plans/{id}`
pub async fn show(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match allowed(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(id) = path.parse::<MessagePlanId>() else { return failed(&request, None, &OperationError::NotFound) };
    match read_message_plan(&context, visitor.scope, id).await {
        Ok(plan) if plan.archived_at.is_none() => {
            let form = PlanForm::showing(&plan.name, plan.is_default, &plan.steps);
            editor(&request, &context, &visitor, Some(id), &form, &[]).await
        }
        Ok(_) => failed(&request, None, &OperationError::NotFound),
        Err(error) => failed(&request, None, &error),
    }
}

/// `POST /dashboard/plans`, `POST /dashboard/plans/{id}`
pub async fn save(
    request: HttpRequest,
    form: web::Form<Vec<(String, String)>>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match allowed(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let id = match request.match_info().get("id").map(str::parse::<MessagePlanId>) {
        None => None,
        Some(Ok(id)) => Some(id),
        Some(Err(_)) => return failed(&request, None, &OperationError::NotFound),
    };
    let form = PlanForm::read(&form);
    let saving = async {
        if form.scope != scope_word(visitor.scope) {
            return Err(OperationError::field("scope", "changed", "Merchant or mode were changed in another tab."));
        }
        let steps = form.steps().map_err(OperationError::Invalid)?;
        let draft = PlanDraft { name: Some(form.name.clone()), is_default: Some(form.is_default), steps: Some(steps) };
        let (context, scope) = (context.get_ref().clone(), visitor.scope);
        let saved = async move {
            match id {
                None => create_message_plan(&context, scope, draft, None).await,
                Some(id) => change_message_plan(&context, scope, id, draft).await,
            }
        };
        to_the_end(saved).await
    };
    match saving.await {
        Ok(_) => redirect(&format!("/dashboard/plans?notice={}", Notice::PlanSaved.word())),
        Err(OperationError::Invalid(faults)) => editor(&request, &context, &visitor, id, &form, &faults).await,
        Err(error) => failed(&request, None, &error),
    }
}

/// `POST /dashboard/plans/{id}/removal`
pub async fn remove(request: HttpRequest, path: web::Path<String>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match allowed(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(id) = path.parse::<MessagePlanId>() else { return failed(&request, None, &OperationError::NotFound) };
    let (inner, scope) = (context.get_ref().clone(), visitor.scope);
    match to_the_end(async move { archive_message_plan(&inner, scope, id).await }).await {
        Ok(_) => redirect(&format!("/dashboard/plans?notice={}", Notice::PlanRemoved.word())),
        Err(error) => failed(&request, None, &error),
    }
}

async fn allowed(request: &HttpRequest, context: &Context) -> Result<LoggedIn, HttpResponse> {
    let visitor = visitor::require(request, context).await?;
    if visitor.role.may_set_up() { Ok(visitor) } else { Err(failed(request, None, &OperationError::Forbidden)) }
}

async fn editor(
    request: &HttpRequest,
    context: &Context,
    visitor: &LoggedIn,
    id: Option<MessagePlanId>,
    form: &PlanForm,
    faults: &[FieldError],
) -> HttpResponse {
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let id = id.map(|id| id.to_string());
    match visitor::frame(request, context, visitor, Section::Messages).await {
        Ok(frame) => page(status, &PlanPage::new(frame, id.as_deref(), form, faults)),
        Err(error) => failed(request, None, &error),
    }
}
