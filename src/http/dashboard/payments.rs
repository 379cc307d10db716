//! What a person decides about a payment: that money goes back, or what becomes of late money.

use super::answer::{failed, to_the_end};
use super::requests::{noticed, show_detail, unread_amount};
use super::views::{Notice, RefundProblem};
use super::visitor;
use crate::domain::field::FieldError;
use crate::domain::ids::PaymentId;
use crate::domain::typed_amount::parse_amount;
use crate::operations::decide_payment::decide_payment;
use crate::operations::read_payment_request::read_payment;
use crate::operations::refund_payment::{RefundWish, refund_payment};
use crate::operations::{Context, OperationError};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

/// What the refund form sends.
#[derive(Deserialize)]
pub struct RefundForm {
    amount: String,
    /// What had gone back when the form was shown.
    refunded: Option<i64>,
}

/// `POST /dashboard/payments/{id}/refunds`
pub async fn refund(
    request: HttpRequest,
    path: web::Path<String>,
    form: web::Form<RefundForm>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(id) = path.parse::<PaymentId>() else { return failed(&request, None, &OperationError::NotFound) };
    let payment = match read_payment(&context, visitor.scope, id).await {
        Ok(payment) => payment,
        Err(error) => return failed(&request, None, &error),
    };
    if !visitor.role.may_refund() {
        return noticed(payment.payment_request, Notice::NotAllowed);
    }
    let language = visitor::spoken(&request, &visitor);
    let made = match parse_amount(&form.amount, payment.amount.currency, language) {
        Ok(money) => {
            let wish = RefundWish {
                payment: id,
                amount: Some(money.minor),
                requested_by: Some(visitor.user.id),
                refunded_before: form.refunded,
            };
            let (inner, scope) = (context.get_ref().clone(), visitor.scope);
            to_the_end(async move { refund_payment(&inner, scope, wish, None).await }).await
        }
        Err(error) => Err(OperationError::Invalid(vec![unread_amount(error, payment.amount.currency, language)])),
    };
    let fault = match made {
        Ok(refund) => return noticed(refund.payment_request, Notice::RefundCreated),
        Err(OperationError::Invalid(mut faults)) if !faults.is_empty() => faults.swap_remove(0),
        Err(OperationError::Conflict { code, detail }) => FieldError::new("amount", code, detail),
        Err(error) => return failed(&request, None, &error),
    };
    let problem = RefundProblem { payment: id, amount: form.amount.clone(), error: fault };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    match show_detail(&request, &context, &visitor, payment.payment_request, Some(problem), status).await {
        Ok(answer) => answer,
        Err(error) => failed(&request, None, &error),
    }
}

/// What the buttons send.
#[derive(Deserialize)]
pub struct DecisionForm {
    decision: String,
}

/// `POST /dashboard/payments/{id}/decision`
pub async fn decide(
    request: HttpRequest,
    path: web::Path<String>,
    form: web::Form<DecisionForm>,
    context: web::Data<Context>,
) -> HttpResponse {
    let visitor = match visitor::require(&request, &context).await {
        Ok(visitor) => visitor,
        Err(answer) => return answer,
    };
    let Ok(id) = path.parse::<PaymentId>() else { return failed(&request, None, &OperationError::NotFound) };
    let payment = match read_payment(&context, visitor.scope, id).await {
        Ok(payment) => payment,
        Err(error) => return failed(&request, None, &error),
    };
    if !visitor.role.may_refund() {
        return noticed(payment.payment_request, Notice::NotAllowed);
    }
    let accept = match form.decision.as_str() {
        "accept" => true,
        "refund" => false,
        _ => return failed(&request, None, &OperationError::field("decision", "invalid", "accept or refund")),
    };
    let (inner, scope, user) = (context.get_ref().clone(), visitor.scope, visitor.user.id);
    match to_the_end(async move { decide_payment(&inner, scope, id, accept, Some(user)).await }).await {
        Ok(_) => {
            let notice = if accept { Notice::DecisionAccepted } else { Notice::DecisionRefunded };
            noticed(payment.payment_request, notice)
        }
        Err(OperationError::Conflict { .. }) => noticed(payment.payment_request, Notice::AlreadyDecided),
        Err(error) => failed(&request, None, &error),
    }
}
