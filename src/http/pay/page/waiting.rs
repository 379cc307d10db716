//! The pages between pressing Pay and knowing: preparing, being checked, processing. The last two change by themselves; what is being
//! prepared waits for the payer, since the payment page itself knows nothing newer.

use super::facts::Fact;
use super::frame::Frame;
use super::moved::Notice;
use super::payable::PayForm;
use super::state::{State, Tone, sign};
use super::{Page, PageInput};
use crate::domain::method::Method;
use crate::domain::payment::{Payment, PaymentState};
use askama::Template;

/// Another call still starts the checkout.
#[derive(Template)]
#[template(path = "pay/preparing.html", whitespace = "minimize")]
pub struct PreparingPage {
    frame: Frame,
    state: State,
    form: PayForm,
    facts: Vec<Fact>,
}

/// It is not known whether the last checkout took money.
#[derive(Template)]
#[template(path = "pay/checking.html", whitespace = "minimize")]
pub struct CheckingPage {
    frame: Frame,
    state: State,
    look_again: String,
    notices: Vec<Notice>,
    facts: Vec<Fact>,
}

/// Money is on its way, or a late payment is being clarified.
#[derive(Template)]
#[template(path = "pay/processing.html", whitespace = "minimize")]
pub struct ProcessingPage {
    frame: Frame,
    state: State,
    notices: Vec<Notice>,
    facts: Vec<Fact>,
}

impl PreparingPage {
    /// The button repeats the choice that was made.
    pub fn of(input: &PageInput<'_>, method: Method) -> Self {
        let headline = input.say("pay-preparing-headline", &[]);
        let chosen = PageInput { methods: &[method], ..*input };
        Self {
            frame: Frame::titled(input, &headline),
            form: PayForm::of(&chosen, "pay-preparing-button"),
            facts: input.outline(),
            state: State {
                tone: Tone::Calm,
                sign: sign::DOTS,
                headline,
                money: Some(input.say("pay-preparing-money", &[])),
                then: vec![input.tell("pay-preparing-then", 0)],
            },
        }
    }
}

impl CheckingPage {
    /// `news` is the path that knows more, sooner or later.
    pub fn of(input: &PageInput<'_>, news: &str) -> Self {
        let headline = input.say("pay-checking-headline", &[]);
        let frame = waiting(input, &headline, "checking", news);
        Self {
            look_again: look_again(&frame),
            frame,
            notices: input.notices(),
            facts: input.outline(),
            state: State {
                tone: Tone::Calm,
                sign: sign::LENS,
                headline,
                money: Some(input.say("pay-checking-money", &[])),
                then: vec![input.tell("pay-checking-then", 0), input.say("pay-refreshes", &[])],
            },
        }
    }
}

impl ProcessingPage {
    /// Pending first: a second payment may be waiting for a decision beside it.
    pub fn of(input: &PageInput<'_>) -> Self {
        let is_pending = |payment: &&Payment| payment.state == PaymentState::Pending;
        let pending: i64 = input.payments.iter().filter(is_pending).map(|payment| payment.amount.minor).sum();
        let unsettled: i64 =
            input.payments.iter().filter(|p| p.late && p.awaits_decision).map(|payment| payment.surplus()).sum();
        let (what, sign, amount) =
            if pending > 0 { ("processing", sign::ARROW, pending) } else { ("clarifying", sign::LENS, unsettled) };
        let mut notices = input.notices();
        let money = input.tell(&format!("pay-{what}-money"), amount);
        notices.retain(|notice| notice.text != money);
        let headline = input.say(&format!("pay-{what}-headline"), &[]);
        Self {
            frame: waiting(input, &headline, what, input.pay_path),
            notices,
            facts: input.outline(),
            state: State {
                tone: Tone::Calm,
                sign,
                headline,
                money: Some(money),
                then: vec![input.tell(&format!("pay-{what}-then"), 0), input.say("pay-refreshes", &[])],
            },
        }
    }
}

/// The frame of a page that looks for news of itself.
pub fn waiting(input: &PageInput<'_>, headline: &str, state: &str, news: &str) -> Frame {
    Frame::titled(input, headline).refreshing(news, format!("{state}-{}", input.request.version))
}

/// Where a person without scripts looks for news.
pub fn look_again(frame: &Frame) -> String {
    frame.refresh.as_ref().map(|refresh| refresh.url.clone()).unwrap_or_default()
}

impl Page for PreparingPage {
    fn frame(&self) -> &Frame {
        &self.frame
    }
}

impl Page for CheckingPage {
    fn frame(&self) -> &Frame {
        &self.frame
    }
}

impl Page for ProcessingPage {
    fn frame(&self) -> &Frame {
        &self.frame
    }
}
