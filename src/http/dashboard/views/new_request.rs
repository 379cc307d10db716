//! The form for a new request: four things to type on a phone, the rest folded.

use super::files;
use super::form::{self, Choice, Field, FormValues, answers, error_text};
use super::frame::Frame;
use crate::domain::field::FieldError;
use crate::domain::merchant::Profile;
use crate::domain::message_plan::MessagePlan;
use crate::domain::money::Currency;
use crate::domain::time::{Date, date_text};
use crate::i18n::Arg;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "dashboard/new.html")]
pub struct NewPage {
    frame: Frame,
    amount: Field,
    currencies: Vec<Choice>,
    currency_error: Option<String>,
    what: Vec<Field>,
    payer: Vec<Field>,
    languages: Vec<Choice>,
    due: Field,
    attachments: Field,
    quick: Vec<(i64, String)>,
    more: Vec<Field>,
    more_open: bool,
    today: String,
    scope: String,
    contact: String,
    /// What was confirmed already.
    sure: Vec<(&'static str, String)>,
    send_sms: bool,
    send_email: bool,
    remind: String,
    plans: Vec<Choice>,
    profile: String,
    profiles: Vec<Choice>,
    faults: Vec<Fault>,
}

/// What is typed as a due date is not older.
pub fn earliest_typed_due_date(today: Date) -> Date {
    today.replace_year(today.year() - 5).unwrap_or(today.saturating_sub(time::Duration::days(5 * 365)))
}

/// A line of the summary above the form.
struct Fault {
    href: String,
    label: String,
    text: String,
}

/// From top to bottom.
const FIELDS: &[&str] = &[
    "amount",
    "currency",
    "description",
    "reference",
    "due_date",
    "attachments",
    "payer.name",
    "payer.phone",
    "payer.email",
    "payer.language",
    "profile",
    "expires_on",
    "countdown_days",
    "external_id",
    "return_urls.paid",
    "return_urls.unpaid",
];
/// The first of those that are folded away.
const FOLDED: &str = "expires_on";

/// Which field a fault belongs to.
fn place(error: &FieldError) -> Option<usize> {
    FIELDS.iter().position(|name| answers(&error.field, name))
}

fn is_folded(error: &FieldError) -> bool {
    place(error) >= FIELDS.iter().position(|name| *name == FOLDED)
}

impl NewPage {
    /// A fresh form, or one that comes back with what is wrong.
    pub fn new(frame: Frame, values: &FormValues, errors: &[FieldError]) -> Self {
        let mut errors = errors.to_vec();
        errors.sort_by_key(|error| place(error).unwrap_or(FIELDS.len()));
        let errors = errors.as_slice();
        let today = date_text(frame.today());
        let field = |name: &'static str, value: &str| Field::of(&frame, name, value, errors, values.currency());
        let amount = field("amount", &values.amount)
            .kind("text", "decimal")
            .at_most(20)
            .required()
            .example(frame.t("dash-example-amount"));
        let amount = Field { autofocus: errors.is_empty() || amount.autofocus, ..amount };
        let what = vec![
            field("description", &values.description).at_most(140).example(frame.t("dash-example-description")),
            field("reference", &values.reference).at_most(64).example(frame.t("dash-example-reference")),
        ];
        let payer = vec![
            field("payer.name", &values.payer_name).at_most(120),
            field("payer.phone", &values.payer_phone)
                .kind("tel", "tel")
                .at_most(40)
                .example(frame.t("dash-example-phone")),
            field("payer.email", &values.payer_email)
                .kind("email", "email")
                .at_most(254)
                .example(frame.t("dash-example-email")),
        ];
        let due = field("due_date", &values.due_date)
            .kind("date", "")
            .between(date_text(earliest_typed_due_date(frame.today())), String::new());
        let more_open = values.has_more() || errors.iter().any(is_folded);
        Self {
            amount,
            currencies: form::currencies(&values.currency),
            currency_error: errors
                .iter()
                .find(|error| error.field == "currency")
                .map(|error| error_text(&frame, error, values.currency())),
            what,
            payer,
            languages: form::languages(&frame, &values.payer_language),
            due,
            attachments: files::field(&frame, values, errors),
            quick: [7, 14, 30].map(|days| (days, frame.with("dash-due-days", &[("days", Arg::Number(days))]))).into(),
            more: more(&frame, values, errors, &today),
            more_open,
            today,
            scope: frame.scope_word(),
            contact: values.contact.clone(),
            sure: confirmed(values),
            send_sms: values.send_sms == "on",
            send_email: values.send_email == "on",
            remind: values.remind.clone(),
            plans: Vec::new(),
            profile: values.profile.clone(),
            profiles: Vec::new(),
            faults: errors.iter().map(|error| Fault::of(&frame, error, values.currency())).collect(),
            frame,
        }
    }
}

impl NewPage {
    /// With the merchant's profiles to choose from, the default one first, where there are several.
    pub fn in_profiles(self, all: &[Profile]) -> Self {
        if all.len() < 2 {
            return self;
        }
        let choice = |profile: &Profile| {
            let value = profile.id.to_string();
            Choice { chosen: value == self.profile, value, label: profile.label().to_owned(), lang: "" }
        };
        let profiles = all.iter().map(choice).collect();
        Self { profiles, ..self }
    }

    /// With the merchant's own plans to choose from, beside the default.
    pub fn offering(self, own: &[MessagePlan]) -> Self {
        if own.is_empty() {
            return self;
        }
        let standard = own.iter().find(|plan| plan.is_default).map(|plan| plan.name.clone());
        let standard = standard.unwrap_or_else(|| self.frame.t("dash-plan-built-in"));
        let fixed = [(String::new(), self.frame.t("dash-send-no-plan")), ("on".to_owned(), standard)];
        let others = own.iter().filter(|plan| !plan.is_default).map(|plan| (plan.id.to_string(), plan.name.clone()));
        let chosen = &self.remind;
        let choice = |(value, label): (String, String)| Choice { chosen: value == *chosen, value, label, lang: "" };
        let plans = fixed.into_iter().chain(others).map(choice).collect();
        Self { plans, ..self }
    }
}

/// Questions that were answered are not asked again when the form comes back for something else.
fn confirmed(values: &FormValues) -> Vec<(&'static str, String)> {
    let each = [
        ("sure_amount", &values.sure_amount, &values.amount),
        ("sure_due_date", &values.sure_due_date, &values.due_date),
    ];
    let kept = each.into_iter().filter(|(_, sure, typed)| !sure.is_empty() && sure.trim() == typed.trim());
    kept.map(|(name, sure, _)| (name, sure.clone())).collect()
}

fn more(frame: &Frame, values: &FormValues, errors: &[FieldError], today: &str) -> Vec<Field> {
    let field = |name: &'static str, value: &str| Field::of(frame, name, value, errors, values.currency());
    vec![
        field("expires_on", &values.expires_on)
            .kind("date", "")
            .between(today.to_owned(), String::new())
            .hint(frame.t("dash-hint-expires")),
        field("countdown_days", &values.countdown_days)
            .kind("text", "numeric")
            .at_most(3)
            .hint(frame.t("dash-hint-countdown")),
        field("external_id", &values.external_id).at_most(100).hint(frame.t("dash-hint-external")),
        field("return_urls.paid", &values.return_paid).kind("url", "url").at_most(1000).example("https://".to_owned()),
        field("return_urls.unpaid", &values.return_unpaid)
            .kind("url", "url")
            .at_most(1000)
            .example("https://".to_owned()),
    ]
}

impl Fault {
    /// A fault of a field that the form does not have still has its line, without a link.
    fn of(frame: &Frame, error: &FieldError, currency: Currency) -> Self {
        let name = place(error).and_then(|place| FIELDS.get(place));
        let id = name.map(|name| name.replace(['.', '_'], "-"));
        Self {
            href: id.as_ref().map(|id| format!("#{id}")).unwrap_or_default(),
            label: match id {
                Some(id) => frame.t(&format!("dash-field-{id}")),
                None if error.field == "scope" => frame.t("dash-mode"),
                None => frame.t("dash-fault-field"),
            },
            text: error_text(frame, error, currency),
        }
    }
}
