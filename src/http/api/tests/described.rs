//! The description of the API held against what it does.

use super::super::ADDRESSES;
use super::super::openapi::Description;
use super::*;
use actix_web::http::Method;
use serde_json::{Value, json};

fn description() -> Value {
    serde_json::from_str(&<Description as utoipa::OpenApi>::openapi().to_json().unwrap()).unwrap()
}

#[test]
fn the_description_is_openapi_3_1_and_documents_every_address() {
    let description = description();
    assert_eq!(description["openapi"], json!("3.1.0"));
    let documented = description["paths"].as_object().unwrap();
    assert_eq!(documented.len(), ADDRESSES.len());
    for (path, methods) in ADDRESSES {
        let item = documented.get(*path).unwrap_or_else(|| panic!("{path} is not documented"));
        for method in *methods {
            let operation = &item[method.to_lowercase()];
            assert!(operation["summary"].is_string() && operation["operationId"].is_string(), "{method} {path}");
            assert!(operation["responses"]["422"].is_object(), "{method} {path}");
        }
        let operations = item.as_object().unwrap().keys().filter(|key| *key != "parameters").count();
        assert_eq!(operations, methods.len(), "{path}");
    }
}

#[actix_web::test]
async fn every_documented_address_is_registered() {
    let world = world().await;
    let api = api!(world);
    let description = description();
    for (path, item) in description["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys().filter(|key| *key != "parameters") {
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let (status, _) = call!(api, to(method, &path.replace("{id}", "x").replace("{attachment}", "y")));
            assert_eq!(status, if path == "/openapi.json" { 200 } else { 401 }, "{path}");
        }
    }
}

#[actix_web::test]
async fn documented_parameters_and_fields_are_those_that_are_read() {
    let world = world().await;
    let api = api!(world);
    let description = description();
    let known = |told: &Value, name: &str| -> Vec<String> {
        let errors = told["errors"].as_array().unwrap();
        let error = errors.iter().find(|error| error["field"] == json!(name)).unwrap();
        let (_, names) = error["detail"].as_str().unwrap().split_once("Known: ").unwrap();
        let mut names: Vec<String> = names.trim_end_matches('.').split(", ").map(str::to_owned).collect();
        names.retain(|name| name != "none");
        names.sort();
        names
    };
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap().iter().filter(|(key, _)| *key != "parameters") {
            let path = filled(path);
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let address = format!("{path}?nonsense=1");
            let (_, told) = call!(api, world.send(method.clone(), &address));
            assert_eq!(known(&told, "nonsense"), query_parameters(operation), "{path}");
            let Some(schema) = body_schema(&description, operation) else { continue };
            let body = json!({ "nonsense": 1, "payer": { "nonsense": 1 }, "return_urls": { "nonsense": 1 }, "faults": { "nonsense": 1 }, "support": { "nonsense": 1 } });
            let (_, told) = call!(api, world.send(method, &path).set_json(body));
            assert_eq!(known(&told, "nonsense"), properties(schema), "{path}");
            for (field, inner) in [
                ("payer", "NewPayer"),
                ("return_urls", "NewReturnUrls"),
                ("faults", "SandboxFaults"),
                ("support", "NewSupport"),
            ] {
                if schema["properties"].get(field).is_some() {
                    let inner = &description["components"]["schemas"][inner];
                    assert_eq!(known(&told, &format!("{field}.nonsense")), properties(inner), "{path}");
                }
            }
        }
    }
}

/// With ids that could be.
fn filled(path: &str) -> String {
    let id = path.split('/').nth(1).map(id_of).unwrap();
    path.replace("{id}", &id).replace("{attachment}", &format!("att_{}", "0".repeat(32)))
}

fn id_of(collection: &str) -> String {
    let prefix = match collection {
        "payment_requests" => "pr",
        "payments" => "pay",
        "refunds" => "re",
        "messages" => "msg",
        "templates" => return "request.sms.de".to_owned(),
        "message_plans" => "mpl",
        "contacts" => "con",
        "consents" => "cns",
        "profiles" => "pro",
        _ => "pa",
    };
    format!("{prefix}_{}", "0".repeat(32))
}

fn query_parameters(operation: &Value) -> Vec<String> {
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let mut names: Vec<String> = parameters
        .iter()
        .filter(|parameter| parameter["in"] == "query")
        .map(|parameter| parameter["name"].as_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

fn body_schema<'d>(description: &'d Value, operation: &Value) -> Option<&'d Value> {
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    let reference =
        schema["$ref"].as_str().or_else(|| schema["oneOf"].as_array()?.iter().find_map(|one| one["$ref"].as_str()))?;
    description.pointer(reference.trim_start_matches('#'))
}

fn properties(schema: &Value) -> Vec<String> {
    let mut names: Vec<String> = schema["properties"].as_object().unwrap().keys().cloned().collect();
    names.sort();
    names
}
