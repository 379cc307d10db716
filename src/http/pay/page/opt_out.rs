//! Where a payer ends the messages about payment requests of a merchant. The requests themselves stay.

use super::frame::Frame;
use super::state::{State, Tone, sign};
use super::{Page, PageInput};
use crate::domain::channel::Channel;
use crate::i18n::text_with;
use askama::Template;

/// What the page says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OptOut {
    /// Asks whether it is meant.
    Ask(Channel),
    /// It is done, or was already.
    Done(Channel),
    /// The request has no number or address for it.
    Nowhere,
}

/// The page.
#[derive(Template)]
#[template(path = "pay/opt_out.html", whitespace = "minimize")]
pub struct OptOutPage {
    frame: Frame,
    state: State,
    ask: Option<Ask>,
    back: Option<String>,
}

struct Ask {
    action: String,
    channel: &'static str,
    label: String,
}

impl OptOutPage {
    /// About a request's payer.
    pub fn of(input: &PageInput<'_>, what: OptOut) -> Self {
        let args = [("merchant", input.profile.display_name.as_str().into())];
        let say = |key: String| text_with(input.language, &key, &args);
        let (word, channel) = match what {
            OptOut::Ask(channel) => ("ask", Some(channel)),
            OptOut::Done(channel) => ("done", Some(channel)),
            OptOut::Nowhere => ("nowhere", None),
        };
        let suffix = channel.map(|channel| format!("-{channel}")).unwrap_or_default();
        let headline = say(format!("pay-opt-out-{word}-headline{suffix}"));
        let path = format!("{}/opt-out", input.pay_path);
        Self {
            frame: Frame::titled(input, &headline),
            state: State {
                tone: Tone::Calm,
                sign: if matches!(what, OptOut::Done(_)) { sign::TICK } else { sign::QUESTION },
                headline,
                money: None,
                then: vec![say(format!("pay-opt-out-{word}-then"))],
            },
            ask: match what {
                OptOut::Ask(channel) => Some(Ask {
                    action: format!("{path}?lang={}", input.language.tag()),
                    channel: channel.word(),
                    label: say(format!("pay-opt-out-button-{channel}")),
                }),
                OptOut::Done(_) | OptOut::Nowhere => None,
            },
            back: Some(format!("{}?lang={}", input.pay_path, input.language.tag())),
        }
    }
}

impl Page for OptOutPage {
    fn frame(&self) -> &Frame {
        &self.frame
    }
}
