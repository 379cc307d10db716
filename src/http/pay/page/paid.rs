//! Paid, with its receipt.

use super::facts::Fact;
use super::frame::Frame;
use super::links;
use super::moved::Notice;
use super::state::{State, Tone, sign};
use super::{Page, PageInput};
use crate::domain::refund::RefundStatus;
use askama::Template;

/// All that was asked for is there.
#[derive(Template)]
#[template(path = "pay/paid.html", whitespace = "minimize")]
pub struct PaidPage {
    frame: Frame,
    state: State,
    notices: Vec<Notice>,
    facts: Vec<Fact>,
    go_back: Option<String>,
}

impl PaidPage {
    /// Where everything went back again, the headline says that instead.
    pub fn of(input: &PageInput<'_>) -> Self {
        let sums = input.request.sums;
        let all_back = sums.allocated > 0 && sums.refunded >= sums.allocated;
        let under_way = input.refunds.iter().any(|r| matches!(r.status, RefundStatus::Created | RefundStatus::Pending));
        let (tone, sign, headline, then) = match (all_back, under_way) {
            (false, _) => (Tone::Good, sign::TICK, "pay-paid-headline", "pay-paid-thanks"),
            (true, true) => (Tone::Calm, sign::BACK, "pay-refunding-headline", "pay-refunded-then"),
            (true, false) => (Tone::Calm, sign::BACK, "pay-refunded-headline", "pay-refunded-then"),
        };
        let headline = input.tell(headline, input.asked());
        let mut lines = vec![input.tell(then, sums.allocated)];
        if input.request.late {
            lines.push(input.say("pay-late-accepted", &[]));
        }
        Self {
            frame: Frame::titled(input, &headline),
            state: State { tone, sign, headline, money: None, then: lines },
            notices: input.notices(),
            facts: input.receipt(),
            go_back: links::web(input.request.terms.return_paid.as_deref()),
        }
    }
}

impl Page for PaidPage {
    fn frame(&self) -> &Frame {
        &self.frame
    }
}
