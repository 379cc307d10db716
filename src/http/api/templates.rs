//! `/templates`: what messages say. Each has an id made of purpose, channel and language, "request.sms.de".

use super::auth::Caller;
use super::body::Body;
use super::idempotency::claim;
use super::inputs::{NewTemplate, TemplatePreview};
use super::query::Query;
use super::shapes::{Page, PreviewObject, TemplateObject};
use super::{Answer, Outcome, path_id, to_the_end};
use crate::domain::channel::Channel;
use crate::domain::ids::ProfileId;
use crate::domain::language::Language;
use crate::domain::purpose::Purpose;
use crate::domain::template::TemplateKey;
use crate::operations::Context;
use crate::operations::manage_templates::{
    TemplateChange, TemplateFilter, change_template, list_templates, read_template,
};
use crate::operations::preview_template::{PreviewWith, preview_template};
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use utoipa::IntoParams;

/// Whose templates.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProfileWanted {
    /// Those of this profile; of the default one when absent. A profile without a template of its own has that of the default one.
    #[param(value_type = Option<String>, pattern = "^pro_[0-9a-f]{32}$")]
    pub profile: Option<ProfileId>,
}

fn profile_in(query: &mut Query) -> Option<ProfileId> {
    query.word("profile", &["the id of a profile"])
}

fn profile_asked(request: &HttpRequest) -> Outcome<Option<ProfileId>> {
    let mut query = Query::of(request);
    let profile = profile_in(&mut query);
    query.finish().map(|()| profile)
}

/// Which templates to list.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TemplatesWanted {
    /// For this purpose.
    pub purpose: Option<Purpose>,
    /// On this channel.
    pub channel: Option<Channel>,
    /// In this language: de, en, fr, nl, it, es or pl.
    #[param(value_type = Option<String>, pattern = "^(de|en|fr|nl|it|es|pl)$")]
    pub language: Option<Language>,
}

/// List templates
///
/// All that are in force, your own and built-in ones, purpose by purpose.
#[utoipa::path(get, path = "/templates", tag = "Templates", operation_id = "list_templates",
    params(ProfileWanted, TemplatesWanted),
    responses((status = 200, description = "All of them.", body = Page<TemplateObject>)))]
pub async fn list(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let mut query = Query::of(&request);
    let purposes: Vec<&str> = Purpose::templated().map(Purpose::word).collect();
    let filter = TemplateFilter {
        profile: profile_in(&mut query),
        purpose: query.word("purpose", &purposes),
        channel: query.word("channel", &["sms", "email"]),
        language: query.word("language", &Language::ALL.map(Language::tag)),
    };
    query.finish()?;
    let templates = list_templates(&context, caller.scope, filter).await?;
    Ok(HttpResponse::Ok().json(Page::whole(templates.iter().map(TemplateObject::of).collect())))
}

/// Read a template
#[utoipa::path(get, path = "/templates/{id}", tag = "Templates", operation_id = "read_template", params(ProfileWanted),
    responses((status = 200, description = "What is in force.", body = TemplateObject)))]
pub async fn read(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let key: TemplateKey = path_id(&request)?;
    let profile = profile_asked(&request)?;
    Ok(HttpResponse::Ok().json(TemplateObject::of(&read_template(&context, caller.scope, profile, key).await?)))
}

/// Save a template
///
/// As a new version; earlier ones are kept. What is wrong is told with its line. Messages that are not written yet say it from now on.
#[utoipa::path(put, path = "/templates/{id}", tag = "Templates", operation_id = "save_template", params(ProfileWanted),
    request_body = NewTemplate,
    responses((status = 200, description = "It is in force.", body = TemplateObject)))]
pub async fn save(caller: Caller, context: Data<Context>, request: HttpRequest, payload: Payload) -> Answer {
    let key: TemplateKey = path_id(&request)?;
    let profile = profile_asked(&request)?;
    let (wording, instead_of) = NewTemplate::read(Body::read(&request, payload).await?.fields()?, key.channel)?;
    change(caller, &context, TemplateChange { profile, key, wording: Some(wording), instead_of, user: None }).await
}

/// Go back to the built-in template
///
/// Of a profile that is not the default one: to the template of that. Your own versions are kept. Doing it again is no error.
#[utoipa::path(delete, path = "/templates/{id}", tag = "Templates", operation_id = "restore_template", params(ProfileWanted),
    responses((status = 200, description = "Without one of its own.", body = TemplateObject)))]
pub async fn restore(caller: Caller, context: Data<Context>, request: HttpRequest) -> Answer {
    let key: TemplateKey = path_id(&request)?;
    let profile = profile_asked(&request)?;
    change(caller, &context, TemplateChange { profile, key, wording: None, instead_of: None, user: None }).await
}

async fn change(caller: Caller, context: &Data<Context>, change: TemplateChange) -> Answer {
    let ours = context.get_ref().clone();
    let changed = to_the_end(async move { change_template(&ours, caller.scope, change).await }).await?;
    Ok(HttpResponse::Ok().json(TemplateObject::of(&changed)))
}

/// Preview a template
///
/// Fills it in without saving it: with a payment request of yours, or with an example. Without texts what is in force is shown.
#[utoipa::path(post, path = "/templates/{id}/preview", tag = "Templates", operation_id = "preview_template", params(ProfileWanted),
    request_body = TemplatePreview,
    responses((status = 200, description = "How it would look, and what it would cost.", body = PreviewObject)))]
pub async fn preview(caller: Caller, context: Data<Context>, request: HttpRequest, payload: Payload) -> Answer {
    let key: TemplateKey = path_id(&request)?;
    let profile = profile_asked(&request)?;
    let body = Body::read(&request, payload).await?;
    // It has no effect that a repeat could double: the key is only looked at.
    claim(&request, caller.scope, &body)?;
    let (wording, about) = TemplatePreview::read(body.fields_if_any()?, key.channel)?;
    let wording = match wording {
        Some(wording) => wording,
        None => read_template(&context, caller.scope, profile, key).await?.wording,
    };
    let with = about.map_or(PreviewWith::Sample, PreviewWith::Request);
    let shown = preview_template(&context, caller.scope, (profile, key), &wording, with).await?;
    Ok(HttpResponse::Ok().json(PreviewObject::of(shown)?))
}
