//! Fields of forms: label, value, hint and what is wrong with it, beside it.

use super::fault::fault_text;
use super::files;
use super::frame::Frame;
use crate::domain::carriage::{Hindered, Hindrance};
use crate::domain::channel::Channel;
use crate::domain::contact::Contact;
use crate::domain::field::FieldError;
use crate::domain::language::Language;
use crate::domain::money::{Currency, Money};
use crate::domain::typed_amount::example_amount;
use crate::http::dashboard::upload::Files;
use crate::operations::follow_plan::{MessageWishes, PlanWish};
use serde::Deserialize;

/// The form for a new request as it was sent; names are those of the API, so that faults find their field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct FormValues {
    /// Merchant and mode that the form was opened in.
    pub scope: String,
    /// The profile that the page is shown in; empty is the default one.
    pub profile: String,
    /// The contact that the payer is taken from.
    pub contact: String,
    /// "on": the request goes out by SMS at once.
    pub send_sms: String,
    /// "on": the request goes out by e-mail at once.
    pub send_email: String,
    /// "on": the default plan's reminders follow; or the id of a plan.
    pub remind: String,
    /// As typed: "119,00".
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
    /// What it is for.
    pub description: String,
    /// Shown to the payer and on statements.
    pub reference: String,
    /// As it should be addressed.
    #[serde(rename = "payer.name")]
    pub payer_name: String,
    /// E-mail address.
    #[serde(rename = "payer.email")]
    pub payer_email: String,
    /// Phone number.
    #[serde(rename = "payer.phone")]
    pub payer_phone: String,
    /// Language of page and messages; empty leaves it to the payer's browser.
    #[serde(rename = "payer.language")]
    pub payer_language: String,
    /// "2026-12-19".
    pub due_date: String,
    /// The last day on which it can be paid, "2027-03-15"; empty is 90 days.
    pub expires_on: String,
    /// The merchant's own key.
    pub external_id: String,
    /// So many last days are counted down.
    pub countdown_days: String,
    /// Where the payer goes on after paying.
    #[serde(rename = "return_urls.paid")]
    pub return_paid: String,
    /// Where the payer goes on without having paid.
    #[serde(rename = "return_urls.unpaid")]
    pub return_unpaid: String,
    /// The amount that is meant though it is large, as it was typed.
    pub sure_amount: String,
    /// The due date that is meant though it is past.
    pub sure_due_date: String,
    /// What came along.
    #[serde(skip)]
    pub files: Files,
}

impl FormValues {
    /// A form that nobody has touched.
    pub fn fresh(currency: Currency) -> Self {
        Self { currency: currency.code().to_owned(), ..Self::default() }
    }

    /// A form that asks somebody of the address book.
    pub fn about(currency: Currency, contact: &Contact) -> Self {
        let payer = contact.payer();
        Self {
            contact: contact.id.to_string(),
            payer_name: payer.name.unwrap_or_default(),
            payer_email: payer.email.unwrap_or_default(),
            payer_phone: payer.phone.unwrap_or_default(),
            payer_language: payer.language.map(|language| language.tag().to_owned()).unwrap_or_default(),
            ..Self::fresh(currency)
        }
    }

    /// With the tick of a channel, for somebody who is known.
    pub fn sending(self, channel: Option<Channel>) -> Self {
        let tick = |of| if channel == Some(of) { "on".to_owned() } else { String::new() };
        Self { send_sms: tick(Channel::Sms), send_email: tick(Channel::Email), ..self }
    }

    /// What the payer is to be sent.
    pub fn messages(&self) -> MessageWishes {
        let wanted = [(&self.send_sms, Channel::Sms), (&self.send_email, Channel::Email)];
        MessageWishes {
            channels: wanted.into_iter().filter(|(given, _)| *given == "on").map(|(_, channel)| channel).collect(),
            plan: match self.remind.as_str() {
                "on" => PlanWish::Reminders(None),
                id => id.parse().map_or(PlanWish::None, |id| PlanWish::Reminders(Some(id))),
            },
        }
    }

    /// What the amount is in; the euro until a currency was chosen that exists.
    pub(super) fn currency(&self) -> Currency {
        self.currency.parse().unwrap_or(Currency::EUR)
    }

    /// Whether anything of the folded part was filled in.
    pub(super) fn has_more(&self) -> bool {
        let more = [&self.expires_on, &self.external_id, &self.countdown_days, &self.return_paid, &self.return_unpaid];
        more.iter().any(|value| !value.is_empty())
    }
}

/// One field as the template draws it.
#[derive(Default)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) id: String,
    pub(super) label: String,
    pub(super) value: String,
    pub(super) kind: &'static str,
    pub(super) inputmode: &'static str,
    pub(super) autocomplete: &'static str,
    pub(super) maxlength: u32,
    pub(super) min: String,
    pub(super) max: String,
    pub(super) placeholder: String,
    pub(super) hint: String,
    pub(super) error: Option<String>,
    pub(super) required: bool,
    pub(super) autofocus: bool,
    /// A question instead of a fault: its tick says that what was typed is meant.
    pub(super) sure: Option<String>,
}

impl Field {
    /// A line of text; its label is the text `dash-field-…` of its name.
    pub(super) fn of(
        frame: &Frame,
        name: &'static str,
        value: &str,
        errors: &[FieldError],
        currency: Currency,
    ) -> Self {
        let id = name.replace(['.', '_'], "-");
        let first = errors.first().is_some_and(|error| answers(&error.field, name));
        let fault = errors.iter().find(|error| answers(&error.field, name));
        Self {
            label: frame.t(&format!("dash-field-{id}")),
            error: fault.map(|error| error_text(frame, error, currency)),
            autofocus: first,
            sure: fault.filter(|fault| matches!(fault.code, "past_due_date" | "so_much")).map(|_| frame.t("dash-sure")),
            name,
            id,
            value: value.to_owned(),
            kind: "text",
            autocomplete: "off",
            ..Self::default()
        }
    }

    pub(super) fn kind(self, kind: &'static str, inputmode: &'static str) -> Self {
        Self { kind, inputmode, ..self }
    }

    pub(super) fn at_most(self, maxlength: u32) -> Self {
        Self { maxlength, ..self }
    }

    pub(super) fn between(self, min: String, max: String) -> Self {
        Self { min, max, ..self }
    }

    pub(super) fn hint(self, hint: String) -> Self {
        Self { hint, ..self }
    }

    pub(super) fn example(self, placeholder: String) -> Self {
        Self { placeholder, ..self }
    }

    pub(super) fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// What describes the field, for assistive technology.
    pub(super) fn described_by(&self) -> String {
        let mut ids = Vec::new();
        if self.error.is_some() {
            ids.push(format!("{}-error", self.id));
        }
        if !self.hint.is_empty() {
            ids.push(format!("{}-hint", self.id));
        }
        ids.join(" ")
    }
}

/// Whether a fault of that path belongs beside that field. The instant `expires_at` is typed as a day, and all files are chosen in one
/// field.
pub(super) fn answers(path: &str, name: &str) -> bool {
    path == name
        || (path == "expires_at" && name == "expires_on")
        || (path == "payer" && name == "payer.phone")
        || path.strip_prefix(name).is_some_and(|rest| name == "attachments" && rest.starts_with('.'))
}

/// A choice of a list.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) lang: &'static str,
    pub(super) chosen: bool,
}

/// Languages of the payer, "automatic" first.
pub(super) fn languages(frame: &Frame, chosen: &str) -> Vec<Choice> {
    let automatic = Choice {
        value: String::new(),
        label: frame.t("dash-language-auto"),
        lang: frame.language.tag(),
        chosen: chosen.is_empty(),
    };
    let each = Language::ALL.into_iter().map(|language| Choice {
        value: language.tag().to_owned(),
        label: language.own_name().to_owned(),
        lang: language.tag(),
        chosen: chosen == language.tag(),
    });
    std::iter::once(automatic).chain(each).collect()
}

/// Currencies in the order in which merchants of Europe need them; whatever was sent is among them.
pub(super) fn currencies(chosen: &str) -> Vec<Choice> {
    const CODES: &[&str] = &[
        "EUR", "CHF", "GBP", "USD", "DKK", "SEK", "NOK", "PLN", "CZK", "HUF", "RON", "ISK", "TRY", "CAD", "AUD", "NZD",
        "JPY", "KWD",
    ];
    let extra = (!CODES.contains(&chosen) && chosen.parse::<Currency>().is_ok()).then_some(chosen);
    extra
        .into_iter()
        .chain(CODES.iter().copied())
        .map(|code| Choice { value: code.to_owned(), label: code.to_owned(), lang: "", chosen: code == chosen })
        .collect()
}

/// Why a refund is not taken, in the person's language; its codes are those of the operation.
pub(super) fn refund_error_text(frame: &Frame, error: &FieldError, currency: Currency) -> String {
    let key = match error.code {
        "too_large" => "dash-error-refund-much",
        "nothing_to_refund" => "dash-error-refund-nothing",
        "disputed" => "dash-error-refund-disputed",
        "lost_to_dispute" => "dash-error-refund-lost",
        "not_refundable_here" => "dash-error-refund-by-hand",
        "payment_not_succeeded" => "dash-error-refund-early",
        _ => return error_text(frame, error, currency),
    };
    frame.t(key)
}

/// What nobody can carry: who takes what, and the remedy.
fn not_carried(frame: &Frame, error: &FieldError, currency: Currency) -> String {
    let remedy = if error.field == "amount" { "dash-not-carried-amount" } else { "dash-not-carried-currency" };
    format!("{} {}", hindered_text(frame, Money::new(0, currency), &error.hindered), frame.t(remedy))
}

/// "Stripe nimmt mindestens 0,50 €." for each who cannot take an amount.
pub(super) fn hindered_text(frame: &Frame, asked: Money, hindered: &[Hindered]) -> String {
    let told = |one: &Hindered| {
        let (key, bound) = match one.why {
            Hindrance::Currency => ("dash-hindered-currency", asked.currency.code().to_owned()),
            Hindrance::TooSmall(least) => ("dash-hindered-small", frame.money(least)),
            Hindrance::TooLarge(most) => ("dash-hindered-large", frame.money(most)),
            Hindrance::TooFine(step) => ("dash-hindered-fine", frame.money(step)),
        };
        frame.with(key, &[("provider", one.taker.into()), ("bound", bound.into())])
    };
    hindered.iter().map(told).collect::<Vec<_>>().join(" ")
}

/// What is wrong with a number, in whatever form it stands.
pub(super) fn phone_error_text(frame: &Frame, error: &FieldError) -> Option<String> {
    if error.field.rsplit('.').next() != Some("phone") {
        return None;
    }
    let key = match error.code {
        "invalid" => "dash-error-phone",
        "too_short" => "dash-error-phone-short",
        "too_long" => "dash-error-phone-long",
        "unknown_country" => "dash-error-phone-country",
        "trunk_zero" => "dash-error-phone-zero",
        "ambiguous" => "dash-error-phone-unclear",
        _ => return None,
    };
    Some(frame.t(key))
}

/// The remedy in the person's language.
pub(super) fn error_text(frame: &Frame, error: &FieldError, currency: Currency) -> String {
    if let Some(text) = files::error_text(frame, error).or_else(|| phone_error_text(frame, error)) {
        return text;
    }
    if !error.hindered.is_empty() {
        return not_carried(frame, error, currency);
    }
    let key = match (error.code, error.field.as_str()) {
        ("changed", "scope") => "dash-error-scope",
        ("required", "amount") => "dash-error-amount-required",
        ("required", "payer") => "dash-error-reminders-nowhere",
        ("required", "payer.phone") => "dash-error-sms-nowhere",
        ("required", "payer.email") => "dash-error-mail-nowhere",
        ("opted_out", "payer.phone") => "dash-error-sms-opted-out",
        ("opted_out", "payer.email") => "dash-error-mail-opted-out",
        ("required", _) => "dash-error-required",
        ("too_long", _) => "dash-error-too-long",
        ("card_number", _) => "dash-error-card-number",
        ("out_of_range", "amount") => "dash-error-amount-range",
        ("invalid", "amount") => {
            let example = example_amount(currency, frame.language);
            return frame.with("dash-error-amount", &[("example", example.into())]);
        }
        ("no_money", "currency") => "dash-error-no-money",
        (_, "currency") => "dash-error-currency",
        ("invalid", "payer.email") => "dash-error-email",
        ("in_the_past", _) => "dash-error-past",
        ("too_late", _) => "dash-error-far",
        ("too_early", _) => "dash-error-old",
        ("other_currency", "amount") => {
            return frame.with("dash-error-amount-currency", &[("currency", currency.code().into())]);
        }
        ("before_due_date", _) => "dash-error-before-due",
        ("invalid", "due_date" | "expires_at" | "expires_on") => "dash-error-date",
        ("taken", _) => "dash-error-taken",
        (_, "countdown_days") => "dash-error-days",
        ("invalid", "return_urls.paid" | "return_urls.unpaid") => "dash-error-url",
        ("invalid", "description" | "reference" | "external_id" | "payer.name") => "dash-error-line",
        _ => return fault_text(frame, error),
    };
    frame.t(key)
}
