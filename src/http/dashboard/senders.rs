//! Through whom messages go: accounts set up, tried out and put out of use, what the mails' domain publishes, and what is allowed.

use super::answer::{failed, page, redirect, to_the_end};
use super::profiles::{ProfileQuery, named};
use super::sender_account::{account_of, of_form};
use super::templates::choose;
use super::views::{Notice, Section, SenderValues, SendersData, SendersPage, scope_word};
use super::visitor;
use crate::domain::channel::Channel;
use crate::domain::field::FieldError;
use crate::domain::message::Hours;
use crate::domain::message_setting::{Ground, MessageSettings};
use crate::i18n::text_with;
use crate::operations::check_mail_dns::{check_mail_dns, mail_records};
use crate::operations::log_in::LoggedIn;
use crate::operations::manage_message_accounts::{
    disable_message_account, read_message_account, read_message_settings, replace_message_account,
    save_message_settings,
};
use crate::operations::manage_profiles::read_profile;
use crate::operations::read_payment_request::read_merchant;
use crate::operations::sending_account::account_instead;
use crate::operations::try_sender::{TestMessage, account_in_use, try_sender};
use crate::operations::{Context, OperationError, Outcome};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

/// `GET /dashboard/senders`
pub async fn show(request: HttpRequest, query: web::Query<ProfileQuery>, context: web::Data<Context>) -> HttpResponse {
    match visitor::require(&request, &context).await {
        Ok(visitor) => answer(&request, &context, &visitor, (StatusCode::OK, &query.profile), |_| {}).await,
        Err(answer) => answer,
    }
}

/// The page of a profile, with what has just become known.
pub(super) async fn answer(
    request: &HttpRequest,
    context: &Context,
    visitor: &LoggedIn,
    (status, profile): (StatusCode, &str),
    change: impl FnOnce(&mut SendersData),
) -> HttpResponse {
    let shown = async {
        let scope = visitor.scope;
        let choice = choose(context, visitor, named(profile)?).await?;
        let here = choice.here;
        let settings = read_message_settings(context, scope).await?;
        let mut data = SendersData { choice, settings, ..SendersData::default() };
        for channel in Channel::ALL {
            let Some(account) = account_in_use(context, scope, here, *channel).await? else { continue };
            if let Some(instead) = account_instead(context, &account).await? {
                data.instead.push((*channel, instead.sender.address));
            }
            data.accounts.push(account);
        }
        change(&mut data);
        let selector = Some(data.selector.as_str()).filter(|selector| !selector.is_empty());
        data.records = mail_records(context, scope, here, selector).await?;
        let frame = visitor::frame(request, context, visitor, Section::Messages).await?;
        Ok::<_, OperationError>(page(status, &SendersPage::new(frame, &data)))
    };
    shown.await.unwrap_or_else(|error| failed(request, None, &error))
}

/// Who may change senders, from a page of the same merchant and mode.
pub(super) async fn require(request: &HttpRequest, context: &Context, scope: &str) -> Result<LoggedIn, HttpResponse> {
    let visitor = visitor::require(request, context).await?;
    if !visitor.role.may_set_up() {
        return Err(failed(request, None, &OperationError::Forbidden));
    }
    if scope != scope_word(visitor.scope) {
        let error = OperationError::conflict("changed", "Merchant or mode were changed in another tab.");
        return Err(failed(request, None, &error));
    }
    Ok(visitor)
}

/// Back to the page of the same profile.
pub(super) fn noticed(notice: Notice, profile: &str) -> HttpResponse {
    let profile = if profile.is_empty() { String::new() } else { format!("&profile={profile}") };
    redirect(&format!("/dashboard/senders?notice={}{profile}", notice.word()))
}

/// `POST /dashboard/senders`: sets a sender up in place of the one in use.
pub async fn set_up(request: HttpRequest, form: web::Form<SenderValues>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match require(&request, &context, &form.scope).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let (inner, scope) = (context.get_ref().clone(), visitor.scope);
    let done = match account_of(&form) {
        Err(faults) => Err(OperationError::Invalid(faults)),
        Ok(new) => to_the_end(async move { replace_message_account(&inner, scope, new).await }).await,
    };
    match done {
        Ok(_) => noticed(Notice::SenderSetUp, &form.profile),
        Err(OperationError::Invalid(faults)) => {
            let (typed, profile) = (form.clone(), form.profile.as_str());
            answer(&request, &context, &visitor, (StatusCode::UNPROCESSABLE_ENTITY, profile), |data| {
                data.typed = typed;
                data.faults = of_form(faults);
            })
            .await
        }
        Err(error) => failed(&request, None, &error),
    }
}

/// What a button sends.
#[derive(Deserialize)]
pub struct ScopeForm {
    scope: String,
    #[serde(default)]
    profile: String,
}

/// `POST /dashboard/senders/{id}/disabling`
pub async fn disable(
    request: HttpRequest,
    path: web::Path<String>,
    form: web::Form<ScopeForm>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match require(&request, &context, &form.scope).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(id) = path.parse() else { return failed(&request, None, &OperationError::NotFound) };
    let (inner, scope) = (context.get_ref().clone(), visitor.scope);
    let disabled = async {
        let account = read_message_account(&context, scope, id).await?;
        to_the_end(async move { disable_message_account(&inner, scope, id).await }).await?;
        account_instead(&context, &account).await
    };
    match disabled.await {
        Ok(Some(_)) => noticed(Notice::SenderDisabledInstead, &form.profile),
        Ok(None) => noticed(Notice::SenderDisabled, &form.profile),
        Err(error) => failed(&request, None, &error),
    }
}

/// To whom a test message goes.
#[derive(Deserialize)]
pub struct TrialForm {
    scope: String,
    #[serde(default)]
    profile: String,
    channel: Channel,
    to: String,
}

/// `POST /dashboard/senders/trial`: sends a test message and says how it went.
pub async fn try_out(request: HttpRequest, form: web::Form<TrialForm>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match require(&request, &context, &form.scope).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let tried = async {
        let profile = named(&form.profile)?;
        let merchant = match profile {
            Some(id) => read_profile(&context, visitor.scope, id).await?.display_name,
            None => read_merchant(&context, visitor.scope).await?.name,
        };
        let language = visitor::spoken(&request, &visitor);
        let message = TestMessage {
            profile,
            channel: form.channel,
            to: form.to.clone(),
            subject: text_with(language, "dash-sender-trial-subject", &[("merchant", merchant.as_str().into())]),
            text: text_with(language, "dash-sender-trial-text", &[("merchant", merchant.into())]),
        };
        let (inner, scope) = (context.get_ref().clone(), visitor.scope);
        to_the_end(async move { try_sender(&inner, scope, message).await }).await
    };
    let (status, outcome) = match tried.await {
        Ok(trial) => (StatusCode::OK, Ok(trial)),
        Err(OperationError::Invalid(faults)) => (StatusCode::UNPROCESSABLE_ENTITY, Err(faults)),
        Err(OperationError::Conflict { code, detail }) => {
            (StatusCode::CONFLICT, Err(vec![FieldError::new("to", code, detail)]))
        }
        Err(error) => return failed(&request, None, &error),
    };
    let trial = Some((form.channel, form.to.clone(), outcome));
    answer(&request, &context, &visitor, (status, &form.profile), |data| data.trial = trial).await
}

/// What is asked about the mails' domain.
#[derive(Deserialize)]
pub struct DnsForm {
    scope: String,
    #[serde(default)]
    profile: String,
    #[serde(default)]
    selector: String,
}

/// `POST /dashboard/senders/dns`: looks what the mails' domain publishes.
pub async fn look(request: HttpRequest, form: web::Form<DnsForm>, context: web::Data<Context>) -> HttpResponse {
    let visitor = match require(&request, &context, &form.scope).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let selector: String = form.selector.trim().to_owned();
    let is_name = |text: &str| text.len() <= 63 && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    let asked = Some(selector.as_str()).filter(|selector| !selector.is_empty() && is_name(selector));
    let found = async { check_mail_dns(&context, visitor.scope, named(&form.profile)?, asked).await };
    match found.await {
        Ok(findings) => {
            answer(&request, &context, &visitor, (StatusCode::OK, &form.profile), |data| {
                data.findings = findings;
                data.selector = asked.unwrap_or_default().to_owned();
            })
            .await
        }
        Err(error) => failed(&request, None, &error),
    }
}

/// What the merchant allows.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SettingsForm {
    scope: String,
    profile: String,
    from: String,
    until: String,
    most: String,
    sign_ups: Option<String>,
    sign_ups_abroad: Option<String>,
    sms_ground: Option<Ground>,
    email_ground: Option<Ground>,
    recipients: String,
    fallback: String,
}

/// `POST /dashboard/senders/settings`
pub async fn save_settings(
    request: HttpRequest,
    form: web::Form<SettingsForm>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match require(&request, &context, &form.scope).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let typed = form.into_inner();
    let known = match read_message_settings(&context, visitor.scope).await {
        Ok(known) => known,
        Err(error) => return failed(&request, None, &error),
    };
    let settings = typed.settings(known);
    match save(&context, &visitor, settings.clone()).await {
        Ok(()) => noticed(Notice::SenderSettingsSaved, &typed.profile),
        Err(OperationError::Invalid(faults)) => {
            let wrong = (StatusCode::UNPROCESSABLE_ENTITY, typed.profile.as_str());
            answer(&request, &context, &visitor, wrong, |data| {
                data.settings = settings;
                data.typed_recipients = Some(typed.recipients.clone());
                data.faults = faults;
            })
            .await
        }
        Err(error) => failed(&request, None, &error),
    }
}

async fn save(context: &web::Data<Context>, visitor: &LoggedIn, settings: MessageSettings) -> Outcome<()> {
    let (inner, scope) = (context.get_ref().clone(), visitor.scope);
    to_the_end(async move { save_message_settings(&inner, scope, settings).await }).await
}

impl SettingsForm {
    /// What cannot be read becomes a number that is refused.
    fn settings(&self, known: MessageSettings) -> MessageSettings {
        let hour = |text: &str| text.trim().parse().unwrap_or(u8::MAX);
        // A form that was opened before there was the field says nothing of it.
        let number =
            |text: &Option<String>, known| text.as_ref().map_or(known, |text| text.trim().parse().unwrap_or(-1));
        let recipients = self.recipients.split(['\n', ',', ';']).map(str::trim).filter(|text| !text.is_empty());
        MessageSettings {
            sms_hours: Hours { from: hour(&self.from), until: hour(&self.until) },
            most_in_seven_days: self.most.trim().parse().unwrap_or(-1),
            sign_ups_a_day: number(&self.sign_ups, known.sign_ups_a_day),
            sign_ups_a_day_abroad: number(&self.sign_ups_abroad, known.sign_ups_a_day_abroad),
            sms_ground: self.sms_ground.unwrap_or(known.sms_ground),
            email_ground: self.email_ground.unwrap_or(known.email_ground),
            test_recipients: recipients.map(str::to_owned).collect(),
            fallback: self.fallback == "on",
            ..known
        }
    }
}
