//! Facts as the values of a template's variables.

use super::layout;
use crate::messaging::facts::Facts;
use minijinja::Value;

/// The variables. What a request may lack is an empty text: false in a condition, and nothing where it is printed. What a message
/// cannot do without (amounts, the link) is left out when it is not known, so that naming it fails.
pub fn of(facts: &Facts) -> Value {
    let needed = [
        ("amount", &facts.amount),
        ("amount_due", &facts.amount_due),
        ("amount_paid", &facts.amount_paid),
        ("amount_refunded", &facts.amount_refunded),
        ("currency", &facts.currency),
        ("link", &facts.link),
    ];
    let optional = [
        ("reference", &facts.reference),
        ("description", &facts.description),
        ("due_date", &facts.due_date),
        ("expires_at", &facts.expires_at),
        ("opt_out_link", &facts.opt_out_link),
    ];
    let days = [("days_left", facts.days_left), ("days_overdue", facts.days_overdue)];
    let number = |days: Option<i64>| days.map_or_else(|| Value::from(""), Value::from);
    let payer = [("name", text(&facts.payer_name)), ("first_name", text(&facts.payer_first_name))];
    let support = [("phone", text(&facts.support_phone)), ("email", text(&facts.support_email))];
    let metadata = facts.metadata.iter().map(|(key, value)| (key.as_str(), Value::from(layout::unmarked(value))));
    let groups = [
        ("payer", Value::from_pairs(payer)),
        ("merchant", Value::from_pairs([("name", Value::from(layout::unmarked(&facts.merchant_name)))])),
        ("support", Value::from_pairs(support)),
        ("can_reply", Value::from(facts.can_reply)),
        ("metadata", Value::from_pairs(metadata)),
    ];
    Value::from_pairs(
        (needed.into_iter().filter(|(_, value)| value.is_some()).map(|(name, value)| (name, text(value))))
            .chain(optional.map(|(name, value)| (name, text(value))))
            .chain(days.map(|(name, value)| (name, number(value))))
            .chain(groups),
    )
}

fn text(value: &Option<String>) -> Value {
    Value::from(layout::unmarked(value.as_deref().unwrap_or("")))
}
