//! The description of the API, made from the code: handlers describe themselves, and what holds for all of them is added here.

use super::idempotency::{HEADER, LONGEST};
use super::problem::{MEDIA_TYPE, ProblemBody};
use super::query::Query;
use super::{Answer, attachments, consents, contacts, events, message_plans, messages};
use super::{payment_requests, payments, profiles, provider_accounts, refunds, templates};
use crate::domain::language::Language;
use crate::domain::purpose::Purpose;
use actix_web::{HttpRequest, HttpResponse};
use std::sync::OnceLock;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::{AdditionalProperties, ArrayItems, ObjectBuilder, Schema, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, Content, Header, Ref, RefOr, Required, ResponseBuilder};
use utoipa::{Modify, OpenApi};

/// The description of the API.
#[derive(OpenApi)]
#[openapi(
    info(title = "paylink", version = "1", description = "\
Ask people for money by a link and get it safely. Amounts are integers in the currency's smallest unit, times are RFC 3339 with Z, ids \
name their kind. New fields, new words in enumerations and new types of events may come at any time: accept what you do not know. \
Errors are `application/problem+json` with a stable `code`. Keys of test mode see pretend money only, keys of live mode real money only."),
    servers((url = "/api/v1")),
    paths(
        show,
        payment_requests::create, payment_requests::list, payment_requests::read, payment_requests::change,
        payment_requests::cancel, events::of_request, payment_requests::methods, payment_requests::payments,
        attachments::create, attachments::read, attachments::remove,
        payments::list, payments::read, refunds::create, refunds::read, events::feed,
        messages::create, messages::of_request, messages::list, messages::read, messages::change, messages::withdraw,
        message_plans::create, message_plans::list, message_plans::read, message_plans::change, message_plans::archive,
        contacts::create, contacts::list, contacts::read, contacts::change, contacts::delete,
        consents::create, consents::list, consents::read,
        profiles::create, profiles::list, profiles::read, profiles::change, profiles::archive,
        templates::list, templates::read, templates::save, templates::restore, templates::preview,
        provider_accounts::list, provider_accounts::read, provider_accounts::change,
    ),
    components(schemas(ProblemBody, contacts::ConsentWanted)),
    security(("bearer" = []), ("basic" = [])),
    tags(
        (name = "Payment requests", description = "What the merchant asks for."),
        (name = "Payments", description = "Money in, and money back."),
        (name = "Messages", description = "What payers are sent."),
        (name = "Contacts", description = "Whom the merchant asks again and again."),
        (name = "Consents", description = "What people have said about being written to."),
        (name = "Profiles", description = "How pages look, and whom messages come from."),
        (name = "Templates", description = "What messages say."),
        (name = "Events", description = "What happened."),
        (name = "Provider accounts", description = "Who takes the payments."),
    ),
    modifiers(&Completed),
)]
pub struct Description;

/// The description of the API
#[utoipa::path(get, path = "/openapi.json", tag = "Description", operation_id = "read_description", security(()),
    responses((status = 200, description = "OpenAPI 3.1.", body = serde_json::Value)))]
pub async fn show(request: HttpRequest) -> Answer {
    Query::none(&request)?;
    static TEXT: OnceLock<String> = OnceLock::new();
    let text = TEXT.get_or_init(|| Description::openapi().to_json().unwrap_or_default());
    Ok(HttpResponse::Ok().content_type("application/json").body(text.as_str()))
}

/// Bodies that callers send: unknown fields are refused, and only what is required must be there.
pub(super) const INPUTS: &[&str] = &[
    "NewPaymentRequest",
    "NewPayer",
    "NewReturnUrls",
    "PaymentRequestChange",
    "NewAttachment",
    "NewRefund",
    "NewMessage",
    "MessageChange",
    "NewMessagePlan",
    "MessagePlanChange",
    "NewPlanStep",
    "NewContact",
    "ContactChange",
    "NewConsent",
    "NewProfile",
    "ProfileChange",
    "NewSupport",
    "NewTemplate",
    "TemplatePreview",
    "ProviderAccountChange",
];
/// Sent by callers and shown to them.
const BOTH: &[&str] = &["SandboxFaults"];

/// Shown only where there is something to show.
const LEFT_OUT: &[(&str, &str)] = &[("FieldError", "line")];

/// Why a call may be refused: status, name, description.
const REFUSALS: &[(&str, &str, &str)] = &[
    ("400", "BadRequest", "It cannot be read: malformed JSON, or a malformed Idempotency-Key."),
    ("401", "Unauthenticated", "No API key, or none that works."),
    ("404", "NotFound", "There is nothing with this id for the merchant and mode of the key."),
    (
        "409",
        "Conflict",
        "It does not go with the state of things, or the first call with this Idempotency-Key is still running.",
    ),
    ("413", "TooLarge", "The body has more than 64 KiB, beside the files where those can be sent."),
    ("415", "UnsupportedMediaType", "The body is not JSON by its Content-Type."),
    (
        "422",
        "Invalid",
        "Fields or parameters are wrong; `errors` says which. Or the Idempotency-Key was used with another body.",
    ),
    ("429", "RateLimited", "Too many calls."),
    ("500", "Internal", "A fault of ours."),
    ("503", "Unavailable", "The database is away or busy."),
];

/// Adds what holds for every operation.
struct Completed;

impl Modify for Completed {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        for (path, item) in &mut api.paths.paths {
            if let Some(id) = path_id(path) {
                item.parameters.get_or_insert_with(Vec::new).push(id.into());
            }
            if path.ends_with("/{attachment}") {
                let id = id_parameter("attachment", "att", "attachment");
                item.parameters.get_or_insert_with(Vec::new).push(id.into());
            }
            for (method, operation) in operations(item) {
                complete(path, method, operation);
            }
        }
        let components = api.components.get_or_insert_with(Components::default);
        for (_, name, description) in REFUSALS {
            let body = Content::new(Some(Ref::from_schema_name("Problem")));
            let mut response = ResponseBuilder::new().description(*description).content(MEDIA_TYPE, body);
            if matches!(*name, "RateLimited" | "Unavailable") {
                response = response.header("retry-after", seconds());
            }
            components.responses.insert((*name).to_owned(), response.build().into());
        }
        for (name, schema) in &mut components.schemas {
            tighten(name, schema);
        }
        let http = |scheme, description| {
            SecurityScheme::Http(HttpBuilder::new().scheme(scheme).description(Some(description)).build())
        };
        components
            .add_security_scheme("bearer", http(HttpAuthScheme::Bearer, "An API key: `pl_test_…` or `pl_live_…`."));
        components
            .add_security_scheme("basic", http(HttpAuthScheme::Basic, "An API key as user name, without password."));
    }
}

/// The operations of an address that there are.
pub(super) fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let all = [
        ("GET", &mut item.get),
        ("POST", &mut item.post),
        ("PATCH", &mut item.patch),
        ("PUT", &mut item.put),
        ("DELETE", &mut item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| operation.as_mut().map(|operation| (method, operation)))
}

fn complete(path: &str, method: &str, operation: &mut Operation) {
    if method == "POST" {
        operation.parameters.get_or_insert_with(Vec::new).push(idempotency_key().into());
    }
    if let Some(RefOr::T(body)) = &mut operation.request_body {
        // A refund without a body is one of all that is left, a preview one of what is in force.
        let optional = path.ends_with("/refunds") || path.ends_with("/preview");
        body.required = Some(if optional { Required::False } else { Required::True });
    }
    let writes = method != "GET";
    for (status, name, _) in REFUSALS {
        let possible = match *status {
            "401" | "429" | "503" => path != "/openapi.json",
            "404" => path.contains('{'),
            "409" | "413" | "415" => writes,
            _ => true,
        };
        if possible {
            let response = RefOr::Ref(Ref::from_response_name(*name));
            operation.responses.responses.insert((*status).to_owned(), response);
        }
    }
}

fn path_id(path: &str) -> Option<Parameter> {
    if !path.contains("{id}") {
        return None;
    }
    if path.starts_with("/templates/") {
        return Some(template_id());
    }
    let (prefix, what) = match path.split('/').nth(1)? {
        "payment_requests" => ("pr", "payment request"),
        "payments" => ("pay", "payment"),
        "refunds" => ("re", "refund"),
        "messages" => ("msg", "message"),
        "message_plans" => ("mpl", "message plan"),
        "contacts" => ("con", "contact"),
        "consents" => ("cns", "consent"),
        "profiles" => ("pro", "profile"),
        "provider_accounts" => ("pa", "provider account"),
        _ => return None,
    };
    Some(id_parameter("id", prefix, what))
}

fn id_parameter(name: &str, prefix: &str, what: &str) -> Parameter {
    let schema = ObjectBuilder::new().schema_type(Type::String).pattern(Some(format!("^{prefix}_[0-9a-f]{{32}}$")));
    let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Path).required(Required::True);
    parameter
        .description(Some(format!("The id of the {what}.")))
        .schema(Some(schema.build()))
        .example(Some(format!("{prefix}_019aa59d040070008000000000000000").into()))
        .build()
}

fn template_id() -> Parameter {
    let words = |words: Vec<&str>| words.join("|");
    let purposes = words(Purpose::templated().map(Purpose::word).collect());
    let languages = words(Language::ALL.map(Language::tag).to_vec());
    let schema = ObjectBuilder::new().schema_type(Type::String);
    let schema = schema.pattern(Some(format!("^({purposes})\\.(sms|email)\\.({languages})$")));
    let parameter = ParameterBuilder::new().name("id").parameter_in(ParameterIn::Path).required(Required::True);
    let parameter = parameter.description(Some("Purpose, channel and language of the template."));
    parameter.schema(Some(schema.build())).example(Some("request.sms.de".into())).build()
}

fn idempotency_key() -> Parameter {
    let schema = ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(1))
        .max_length(Some(LONGEST))
        .pattern(Some("^[!-~]+$"));
    let description = "Makes a repeat of this call harmless for 30 days: with the same body it gives the same thing, with another 422.";
    ParameterBuilder::new()
        .name(HEADER)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(schema.build()))
        .build()
}

fn seconds() -> Header {
    let schema = ObjectBuilder::new().schema_type(Type::Integer).build();
    utoipa::openapi::HeaderBuilder::new()
        .schema(Some(Schema::Object(schema)))
        .description(Some("Seconds to wait."))
        .build()
}

/// What we show always has all its fields; what we are sent must have no others; pages name their rows instead of repeating them.
fn tighten(name: &str, schema: &mut RefOr<Schema>) {
    let RefOr::T(Schema::Object(object)) = schema else { return };
    if let (Some(row), Some(RefOr::T(Schema::Array(rows)))) =
        (name.strip_prefix("Page_"), object.properties.get_mut("data"))
    {
        rows.items = ArrayItems::RefOrSchema(Box::new(RefOr::Ref(Ref::from_schema_name(row))));
    }
    if INPUTS.contains(&name) || BOTH.contains(&name) {
        object.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
    } else {
        let always = |field: &&String| !LEFT_OUT.contains(&(name, field.as_str()));
        object.required = object.properties.keys().filter(always).cloned().collect();
    }
}
