//! The dead ends that still help: expired and cancelled. Each says whether money was taken, and whom to ask.

use super::facts::Fact;
use super::frame::Frame;
use super::links;
use super::moved::Notice;
use super::state::{State, Tone, sign};
use super::waiting::waiting;
use super::{Page, PageInput};
use crate::i18n::formats;
use askama::Template;

/// Its time is over.
#[derive(Template)]
#[template(path = "pay/expired.html", whitespace = "minimize")]
pub struct ExpiredPage {
    frame: Frame,
    state: State,
    notices: Vec<Notice>,
    ask: Option<Action>,
    new_link: Option<String>,
    go_back: Option<String>,
    facts: Vec<Fact>,
}

/// The merchant took it back.
#[derive(Template)]
#[template(path = "pay/cancelled.html", whitespace = "minimize")]
pub struct CancelledPage {
    frame: Frame,
    state: State,
    notices: Vec<Notice>,
    go_back: Option<String>,
    facts: Vec<Fact>,
}

/// A link that looks like a button.
pub struct Action {
    href: String,
    label: String,
}

impl ExpiredPage {
    /// `undecided`: the end of a checkout is not known yet.
    pub fn of(input: &PageInput<'_>, undecided: bool) -> Self {
        let last_day = input.date(formats::last_day(input.request.terms.expires_at, input.zone));
        let headline = input.say("pay-expired-headline", &[("date", last_day.into())]);
        let sends = input.sends_new_link && !undecided;
        let then = match (undecided, sends) {
            (true, _) => "pay-undecided-then",
            (false, true) => "pay-expired-then-new-link",
            (false, false) => "pay-expired-then",
        };
        Self {
            frame: ended(input, &headline, undecided),
            notices: input.notices(),
            ask: if undecided || sends { None } else { ask_for_a_new_link(input) },
            new_link: sends.then(|| input.address("new-link")),
            go_back: links::web(input.request.terms.return_unpaid.as_deref()),
            facts: input.outline(),
            state: State {
                tone: Tone::Calm,
                sign: sign::CLOCK,
                headline,
                money: input.money_moved(undecided),
                then: vec![input.tell(then, 0)],
            },
        }
    }
}

impl CancelledPage {
    /// `undecided`: the end of a checkout is not known yet.
    pub fn of(input: &PageInput<'_>, undecided: bool) -> Self {
        let headline = input.say("pay-cancelled-headline", &[]);
        let at = input.day(input.request.cancelled_at.unwrap_or(input.now));
        let args = [("merchant", input.profile.display_name.as_str().into()), ("date", at.into())];
        let mut then = vec![input.say("pay-cancelled-then", &args)];
        if undecided {
            then.push(input.tell("pay-undecided-then", 0));
        }
        Self {
            frame: ended(input, &headline, undecided),
            notices: input.notices(),
            go_back: links::web(input.request.terms.return_unpaid.as_deref()),
            facts: input.outline(),
            state: State { tone: Tone::Calm, sign: sign::CROSS, headline, money: input.money_moved(undecided), then },
        }
    }
}

/// An end that is still open looks for news of itself.
fn ended(input: &PageInput<'_>, headline: &str, undecided: bool) -> Frame {
    if undecided { waiting(input, headline, input.pay_path) } else { Frame::titled(input, headline) }
}

/// By e-mail, or else by phone.
fn ask_for_a_new_link(input: &PageInput<'_>) -> Option<Action> {
    let support = &input.profile.support;
    let subject = match &input.request.terms.reference {
        Some(reference) => input.say("pay-write-subject-reference", &[("reference", reference.as_str().into())]),
        None => input.say("pay-write-subject", &[]),
    };
    let write = |email: &String| Action { href: links::mail(email, Some(&subject)), label: input.tell("pay-write", 0) };
    let call = |phone: &String| Action { href: links::call(phone), label: input.tell("pay-call", 0) };
    support.email.as_ref().map(write).or_else(|| support.phone.as_ref().map(call))
}

impl Page for ExpiredPage {
    fn frame(&self) -> &Frame {
        &self.frame
    }
}

impl Page for CancelledPage {
    fn frame(&self) -> &Frame {
        &self.frame
    }
}
