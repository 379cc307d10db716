//! The pages between pressing Pay and knowing: preparing, being checked, processing. The last two change by themselves; what is being
//! prepared waits for the payer, since the payment page itself knows nothing newer.

use super::facts::Fact;
use super::frame::Frame;
use super::moved::Notice;
use super::payable::PayForm;
use super::state::{State, Tone, sign};
use super::{Page, PageInput};
use crate::domain::method::Method;
use crate::domain::money::Money;
use crate::domain::payment::{Payment, PaymentState};
use crate::operations::carry::Way;
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

/// Money is on its way, or money that came late or in another currency is being clarified.
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
        let known = input.ways.iter().find(|way| way.method == method).copied();
        let way = known.unwrap_or(Way { method, provider: "", provider_name: input.provider_name });
        let chosen = PageInput { ways: &[way], ..*input };
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
        let frame = waiting(input, &headline, news);
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
        let asked = input.request.terms.amount.currency;
        let waits = || input.payments.iter().filter(|payment| payment.awaits_decision);
        let unsettled: i64 = waits().filter(|payment| payment.late).map(Payment::surplus).sum();
        let foreign = waits().find(|payment| payment.is_foreign(asked));
        let (headline, then, sign, money) = if pending > 0 {
            let money = input.tell("pay-processing-money", pending);
            ("pay-processing-headline", "pay-processing-then", sign::ARROW, money)
        } else if let Some(payment) = foreign.filter(|_| unsettled == 0) {
            let came = Money::new(payment.surplus(), payment.amount.currency);
            ("pay-clarifying-headline", "pay-foreign-then", sign::LENS, input.tell_of("pay-foreign-asked", came))
        } else {
            let money = input.tell("pay-clarifying-money", unsettled);
            ("pay-clarifying-headline", "pay-clarifying-then", sign::LENS, money)
        };
        let mut notices = input.notices();
        notices.retain(|notice| notice.text != money);
        let headline = input.say(headline, &[]);
        Self {
            frame: waiting(input, &headline, input.pay_path),
            notices,
            facts: input.outline(),
            state: State {
                tone: Tone::Calm,
                sign,
                headline,
                money: Some(money),
                then: vec![input.tell(then, 0), input.say("pay-refreshes", &[])],
            },
        }
    }
}

/// The frame of a page that looks for news of itself.
pub fn waiting(input: &PageInput<'_>, headline: &str, news: &str) -> Frame {
    Frame::titled(input, headline).refreshing(news)
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
