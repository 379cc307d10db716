//! The pages with a way to pay: open (with countdown, overdue) and declined.

use super::facts::Fact;
use super::frame::Frame;
use super::moved::Notice;
use super::state::{State, Tone, sign};
use super::{Page, PageInput};
use crate::domain::channel::Channel;
use crate::domain::method::Method;
use crate::domain::payment::{Failure, FailureCode, PaymentKind, PaymentState};
use crate::i18n::formats;
use crate::operations::carry::Way;
use askama::Template;

/// Can be paid.
#[derive(Template)]
#[template(path = "pay/open.html", whitespace = "minimize")]
pub struct OpenPage {
    frame: Frame,
    ask: Ask,
    note: Option<String>,
    form: PayForm,
    told: Vec<String>,
    later: Option<(String, String)>,
    notices: Vec<Notice>,
    facts: Vec<Fact>,
    qr: String,
}

/// Can be paid; the last try took no money.
#[derive(Template)]
#[template(path = "pay/declined.html", whitespace = "minimize")]
pub struct DeclinedPage {
    frame: Frame,
    state: State,
    ask: Ask,
    form: PayForm,
    notices: Vec<Notice>,
    facts: Vec<Fact>,
    qr: String,
}

/// Why the page stands there once more after Pay was pressed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Remark {
    /// The payer has seen other terms before.
    Changed,
    /// Nobody takes a payment in the way that was chosen.
    NotOffered,
}

/// What is asked.
pub struct Ask {
    /// What for.
    what: String,
    /// Smaller letters for many words, so that the amount stays the largest thing.
    what_size: &'static str,
    /// Shown beside it where it is not the same.
    reference: Option<String>,
    /// What is still due: the largest thing on the page.
    amount: String,
    /// Smaller letters for many digits.
    size: &'static str,
    /// "50,00 € von 119,00 € sind schon bezahlt."
    part_paid: Option<String>,
    /// When it should be paid.
    due: Option<String>,
    /// Whether that is past.
    overdue: bool,
    /// How long it can be paid.
    countdown: Option<String>,
}

/// The form that starts a checkout.
pub struct PayForm {
    pub(super) action: String,
    pub(super) version: i64,
    pub(super) methods: Vec<MethodChoice>,
    /// The method where there is nothing to choose.
    pub(super) hidden: &'static str,
    pub(super) button: String,
    pub(super) taker: String,
}

/// One way to pay.
pub struct MethodChoice {
    pub(super) word: &'static str,
    pub(super) name: String,
    /// Who takes it, where that is not the same for all.
    pub(super) by: String,
}

impl OpenPage {
    /// `remark`: what became of the payer's press on Pay.
    pub fn of(input: &PageInput<'_>, remark: Option<Remark>) -> Self {
        let amount = input.money(input.request.amount_due().minor);
        let merchant = input.profile.display_name.as_str();
        let title = [("amount", amount.as_str().into()), ("merchant", merchant.into())];
        let last = input.payments.iter().rfind(|payment| payment.kind == PaymentKind::Checkout);
        let ended = last.is_some_and(|payment| payment.state == PaymentState::Cancelled);
        let note = match remark {
            Some(Remark::Changed) => Some("pay-changed"),
            Some(Remark::NotOffered) => Some("pay-not-offered"),
            // Of earlier tries more is known elsewhere on the page, or nothing at all.
            None if input.has_just_left() && (input.has_received() || input.has_lost_sight()) => Some("pay-left-again"),
            None if input.has_just_left() => Some("pay-left"),
            None => ended.then_some("pay-last-ended"),
        };
        Self {
            frame: Frame::of(input, input.say("pay-open-title", &title)),
            ask: Ask::of(input),
            note: note.map(|key| input.say(key, &[])),
            form: PayForm::of(input, "pay-button"),
            told: told(input),
            later: later(input),
            notices: input.notices(),
            facts: input.details(false),
            qr: input.qr_svg.to_owned(),
        }
    }
}

/// What the payer has said about messages, so that nobody has to say it twice.
fn told(input: &PageInput<'_>) -> Vec<String> {
    let day = input.reminded_on.map(|day| formats::date_long(input.language, day));
    let later = day.map(|day| input.say("pay-told-later", &[("date", day.into())]));
    let ended = input.opted_out.iter().map(|channel| match channel {
        Channel::Sms => input.tell("pay-told-no-sms", 0),
        Channel::Email => input.tell("pay-told-no-email", 0),
    });
    later.into_iter().chain(ended).collect()
}

/// Where the reminder is put off, or put off to another day. Who wants no messages at all is not asked when.
fn later(input: &PageInput<'_>) -> Option<(String, String)> {
    let key = if input.reminded_on.is_some() { "pay-told-change" } else { "pay-later" };
    input.may_put_off.then(|| (input.address("reminder"), input.say(key, &[])))
}

impl DeclinedPage {
    /// With the reason in the payer's words.
    pub fn of(input: &PageInput<'_>, failure: &Failure) -> Self {
        let why = match failure.code {
            FailureCode::Declined => "pay-declined-declined",
            FailureCode::InsufficientFunds => "pay-declined-insufficient_funds",
            FailureCode::AuthenticationFailed => "pay-declined-authentication_failed",
            FailureCode::DebitFailed => "pay-declined-debit_failed",
            FailureCode::ProviderRefused => "pay-declined-provider_refused",
            FailureCode::Other => "pay-declined-other",
        };
        // Of earlier tries more is known elsewhere on the page, or nothing at all.
        let only_this = input.has_received() || input.has_lost_sight();
        let money = if only_this { "pay-declined-money-this-time" } else { "pay-declined-money" };
        let headline = input.say("pay-declined-headline", &[]);
        Self {
            frame: Frame::titled(input, &headline),
            state: State {
                tone: Tone::Warn,
                sign: sign::MARK,
                headline,
                money: Some(input.say(money, &[])),
                then: vec![input.tell(why, 0)],
            },
            ask: Ask::of(input),
            form: PayForm::of(input, "pay-button-again"),
            notices: input.notices(),
            facts: input.details(true),
            qr: input.qr_svg.to_owned(),
        }
    }
}

impl Ask {
    fn of(input: &PageInput<'_>) -> Self {
        let request = input.request;
        let terms = &request.terms;
        let amount = input.money(request.amount_due().minor);
        let (what, reference) = match (&terms.description, &terms.reference) {
            (Some(what), reference) => (what.clone(), reference.clone()),
            (None, Some(reference)) => (reference.clone(), None),
            (None, None) => (input.say("pay-request", &[]), None),
        };
        let paid = request.sums.allocated;
        let part = [("paid", input.money(paid).into()), ("total", input.money(input.asked()).into())];
        let overdue = request.overdue(input.now, input.zone);
        Self {
            what_size: if what.chars().count() > 60 { "wordy" } else { "" },
            what,
            reference,
            size: size(&amount),
            amount,
            part_paid: (paid > 0).then(|| input.say("pay-part-paid", &part)),
            due: due(input, overdue),
            overdue,
            countdown: request.countdown(input.now, input.zone).or(last_day(input)).map(|days| countdown(input, days)),
        }
    }
}

/// On the last day it is said in any case that it is the last.
fn last_day(input: &PageInput<'_>) -> Option<i64> {
    let last = formats::last_day(input.request.terms.expires_at, input.zone);
    (last == input.zone.date(input.now)).then_some(0)
}

/// "Noch 3 Tage zahlbar, bis 15. März 2027", nearer days by their names; with the hour unless the day ends first.
fn countdown(input: &PageInput<'_>, days: i64) -> String {
    let near = [("clock", input.last_clock().into())];
    match (days, input.ends_with_day()) {
        (0, true) => input.say("pay-countdown-today", &[]),
        (0, false) => input.say("pay-countdown-today-until", &near),
        (1, true) => input.say("pay-countdown-tomorrow", &[]),
        (1, false) => input.say("pay-countdown-tomorrow-until", &near),
        _ => input.say("pay-countdown", &[("days", days.into()), ("until", input.payable_until().into())]),
    }
}

/// "Fällig am Freitag, 19. Dezember 2026", nearer days by their names.
fn due(input: &PageInput<'_>, overdue: bool) -> Option<String> {
    let due = input.request.terms.due_date?;
    let today = input.zone.date(input.now);
    let (key, date) = if overdue {
        ("pay-was-due-on", formats::date_medium(input.language, due))
    } else if due == today {
        ("pay-due-today", String::new())
    } else if Some(due) == today.next_day() {
        ("pay-due-tomorrow", String::new())
    } else {
        ("pay-due-on", formats::date_long(input.language, due))
    };
    Some(input.say(key, &[("date", date.into())]))
}

/// The class of an amount: what fits on a narrow phone.
fn size(amount: &str) -> &'static str {
    match amount.chars().count() {
        0..=10 => "",
        11..=13 => "long",
        _ => "longest",
    }
}

impl PayForm {
    /// With every method that is offered, and who takes it.
    pub fn of(input: &PageInput<'_>, button: &str) -> Self {
        let (hidden, offered) = match input.ways {
            [] => (Method::Any.word(), [].as_slice()),
            [only] => (only.method.word(), [].as_slice()),
            several => ("", several),
        };
        let first = input.ways.first().map(|way| way.provider_name);
        let one_taker = input.ways.iter().all(|way| Some(way.provider_name) == first);
        let by = |name: &str| input.say("pay-method-by", &[("provider", name.into())]);
        let choice = |way: &Way| MethodChoice {
            word: way.method.word(),
            name: match way.method {
                // Beside others it is what they are not.
                Method::Any => input.say("pay-method-more", &[]),
                method => input.method(method),
            },
            by: if one_taker { String::new() } else { by(way.provider_name) },
        };
        let taker = first.unwrap_or(input.provider_name);
        Self {
            action: format!("{}/checkout", input.pay_path),
            version: input.request.terms_version,
            methods: offered.iter().map(choice).collect(),
            hidden,
            button: input.tell(button, input.request.amount_due().minor),
            taker: if one_taker {
                input.say("pay-taken-by", &[("provider", taker.into())])
            } else {
                input.say("pay-taken-by-each", &[])
            },
        }
    }
}

impl Page for OpenPage {
    fn frame(&self) -> &Frame {
        &self.frame
    }
}

impl Page for DeclinedPage {
    fn frame(&self) -> &Frame {
        &self.frame
    }
}
