//! Could be paid, but nobody takes payments at the moment: the merchant has none who does, or has switched him off.

use super::facts::Fact;
use super::frame::Frame;
use super::moved::Notice;
use super::state::{State, Tone, sign};
use super::{Page, PageInput};
use askama::Template;

/// Says so, and whom to ask. No button: nothing would come of it.
#[derive(Template)]
#[template(path = "pay/unpayable.html", whitespace = "minimize")]
pub struct UnpayablePage {
    frame: Frame,
    state: State,
    notices: Vec<Notice>,
    facts: Vec<Fact>,
}

impl UnpayablePage {
    /// A checkout that was opened before may still turn out paid.
    pub fn of(input: &PageInput<'_>) -> Self {
        let headline = input.say("pay-unpayable-headline", &[]);
        let undecided = input.has_unfinished_checkout();
        let paid = input.request.sums.allocated;
        let part = [("paid", input.money(paid).into()), ("total", input.money(input.asked()).into())];
        let money =
            if paid > 0 && !undecided { Some(input.say("pay-part-paid", &part)) } else { input.money_moved(undecided) };
        let then = if undecided { "pay-undecided-then" } else { "pay-unpayable-then" };
        Self {
            frame: Frame::titled(input, &headline),
            notices: input.notices(),
            facts: input.outlook(),
            state: State { tone: Tone::Warn, sign: sign::MARK, headline, money, then: vec![input.tell(then, 0)] },
        }
    }
}

impl Page for UnpayablePage {
    fn frame(&self) -> &Frame {
        &self.frame
    }
}
