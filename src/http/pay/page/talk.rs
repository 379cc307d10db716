//! What a payer tells the merchant about messages: no more of them, later, or a new link. The requests themselves stay.

use super::frame::Frame;
use super::state::{State, Tone, sign};
use super::{Page, PageInput};
use crate::domain::channel::Channel;
use crate::domain::time::{Date, date_text};
use crate::i18n::{Arg, formats};
use askama::Template;

/// What the page says about ending messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OptOut {
    /// Asks whether it is meant.
    Ask(Channel),
    /// It is done, or was already.
    Done(Channel),
    /// The request has no number or address for it.
    Nowhere,
}

/// What the page says about being reminded later.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Later {
    /// Asks for the day.
    Choose(Vec<Date>),
    /// That day, then.
    Done(Date),
    /// It was put off as often as possible, or there is nobody to remind.
    Refused,
}

/// What the page says about a new link.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NewLink {
    /// It is on its way to an address of which little is shown.
    Sent(Channel, String),
    /// It is not sent; the merchant can be asked.
    Refused,
}

/// What a payer and the merchant say about messages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Talk {
    /// About ending them.
    OptOut(OptOut),
    /// About another day.
    Later(Later),
    /// About another link.
    NewLink(NewLink),
}

/// The page.
#[derive(Template)]
#[template(path = "pay/talk.html", whitespace = "minimize")]
pub struct TalkPage {
    frame: Frame,
    state: State,
    ask: Option<Ask>,
    back: Option<String>,
}

/// A form of buttons, each with a value of its own.
struct Ask {
    action: String,
    name: &'static str,
    buttons: Vec<Button>,
}

struct Button {
    value: String,
    label: String,
}

impl TalkPage {
    /// About a request's payer.
    pub fn of(input: &PageInput<'_>, talk: &Talk) -> Self {
        match talk {
            Talk::OptOut(what) => Self::about_opt_out(input, *what),
            Talk::Later(what) => Self::about_later(input, what),
            Talk::NewLink(what) => Self::about_new_link(input, what),
        }
    }

    fn about_opt_out(input: &PageInput<'_>, what: OptOut) -> Self {
        let (word, sign) = match what {
            OptOut::Ask(_) => ("ask", sign::QUESTION),
            OptOut::Done(_) => ("done", sign::TICK),
            OptOut::Nowhere => ("nowhere", sign::QUESTION),
        };
        let suffix = match what {
            OptOut::Ask(channel) | OptOut::Done(channel) => format!("-{channel}"),
            OptOut::Nowhere => String::new(),
        };
        let headline = input.tell(&format!("pay-opt-out-{word}-headline{suffix}"), 0);
        let then = input.tell(&format!("pay-opt-out-{word}-then"), 0);
        let mut page = Self::saying(input, "opt-out", sign, headline, then);
        if let OptOut::Ask(channel) = what {
            let label = input.tell(&format!("pay-opt-out-button-{channel}"), 0);
            page.ask = Some(Ask {
                action: input.address("opt-out"),
                name: "channel",
                buttons: vec![Button { value: channel.word().to_owned(), label }],
            });
            // The language changes, the channel stays.
            page.frame.asks_with(&format!("channel={channel}"));
        }
        page
    }

    fn about_later(input: &PageInput<'_>, what: &Later) -> Self {
        let (word, sign, day) = match what {
            Later::Choose(_) => ("ask", sign::CLOCK, String::new()),
            Later::Done(day) => ("done", sign::TICK, formats::date_long(input.language, *day)),
            Later::Refused => ("refused", sign::CLOCK, String::new()),
        };
        let args: [(&str, Arg); 2] = [("date", day.into()), ("merchant", input.profile.display_name.as_str().into())];
        let headline = input.say(&format!("pay-later-{word}-headline"), &args);
        let then = input.say(&format!("pay-later-{word}-then"), &args);
        let mut page = Self::saying(input, "reminder", sign, headline, then);
        if let Later::Choose(days) = what {
            let button =
                |day: &Date| Button { value: date_text(*day), label: formats::date_alone(input.language, *day) };
            let buttons = days.iter().map(button).collect();
            page.ask = Some(Ask { action: input.address("reminder"), name: "day", buttons });
        }
        page
    }

    fn about_new_link(input: &PageInput<'_>, what: &NewLink) -> Self {
        let (headline, then) = match what {
            NewLink::Sent(channel, to) => {
                let args: [(&str, Arg); 2] =
                    [("to", to.as_str().into()), ("merchant", input.profile.display_name.as_str().into())];
                (input.say("pay-new-link-headline", &[]), input.say(&format!("pay-new-link-then-{channel}"), &args))
            }
            NewLink::Refused => {
                (input.tell("pay-new-link-refused-headline", 0), input.tell("pay-new-link-refused-then", 0))
            }
        };
        let sign = if matches!(what, NewLink::Sent(..)) { sign::TICK } else { sign::CLOCK };
        // Its address answers no GET.
        Self::saying(input, "", sign, headline, then)
    }

    fn saying(input: &PageInput<'_>, place: &str, sign: &'static str, headline: String, then: String) -> Self {
        let mut frame = Frame::titled(input, &headline);
        if !place.is_empty() {
            frame.stays_at(&format!("{}/{place}", input.pay_path));
        }
        Self {
            frame,
            state: State { tone: Tone::Calm, sign, headline, money: None, then: vec![then] },
            ask: None,
            back: Some(format!("{}?lang={}", input.pay_path, input.language.tag())),
        }
    }
}

impl PageInput<'_> {
    /// Of something beside the payment page, in its language.
    pub(super) fn address(&self, place: &str) -> String {
        format!("{}/{place}?lang={}", self.pay_path, self.language.tag())
    }
}

impl Page for TalkPage {
    fn frame(&self) -> &Frame {
        &self.frame
    }
}
