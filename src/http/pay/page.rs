//! The payment page as a pure function: the same request, profile, language and day give the same bytes, for everybody.
//!
//! One Askama struct a page, one page a state ([`PageState`]). A headline says what happened, the next line whether money moved, then
//! comes the one thing to do.

mod accent;
mod apart;
mod closed;
mod facts;
mod files;
mod frame;
mod join;
mod links;
mod moved;
mod paid;
mod payable;
#[cfg(test)]
mod reading_tests;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod scenes;
mod state;
mod style;
mod talk;
#[cfg(test)]
mod tests;
mod unpayable;
mod waiting;

pub use apart::Problem;
pub use join::{JoinInput, Joined, Typed, render_join, render_joined};
pub use payable::Remark;
pub use talk::{Later, NewLink, OptOut, Talk};

use crate::domain::attachment::Attachment;
use crate::domain::channel::Channel;
use crate::domain::language::Language;
use crate::domain::merchant::Profile;
use crate::domain::method::Method;
use crate::domain::money::Money;
use crate::domain::page_state::PageState;
use crate::domain::payment::Payment;
use crate::domain::payment_request::PaymentRequest;
use crate::domain::refund::Refund;
use crate::domain::time::{Date, Timestamp, Zone};
use crate::i18n::{Arg, formats, text_with};
use crate::operations::carry::Way;
use askama::Template;
use frame::Frame;
use std::time::Duration;

/// Everything that a request's page is made of.
#[derive(Clone, Copy)]
pub struct PageInput<'a> {
    /// The merchant's look.
    pub profile: &'a Profile,
    /// What is asked.
    pub request: &'a PaymentRequest,
    /// Its payments, in the order of their making.
    pub payments: &'a [Payment],
    /// Their refunds.
    pub refunds: &'a [Refund],
    /// "E. Mustermann": the link is a bearer secret.
    pub payer_name_masked: Option<&'a str>,
    /// Files that are offered, in the order of their adding.
    pub attachments: &'a [Attachment],
    /// What can be chosen here; only `Any` when the payer chooses at the provider, nothing while nobody takes payments.
    pub ways: &'a [Way],
    /// Who has the newest checkout, or would take the next one: "Stripe".
    pub provider_name: &'static str,
    /// The merchant's zone.
    pub zone: &'a Zone,
    /// Of the page.
    pub language: Language,
    /// By the clock.
    pub now: Timestamp,
    /// "/p/{token}".
    pub pay_path: &'a str,
    /// QR code of the page's address as an SVG element of our own making, to go on by phone; empty for none.
    pub qr_svg: &'a str,
    /// Real money.
    pub live: bool,
    /// Whether the payer may put a reminder off.
    pub may_put_off: bool,
    /// To which day they have put it off.
    pub reminded_on: Option<Date>,
    /// On which channels they want no more messages.
    pub opted_out: &'a [Channel],
    /// Whether a new link is sent instead of a dead one.
    pub sends_new_link: bool,
}

/// A page, ready to be sent.
#[derive(Clone, Debug)]
pub struct RenderedPage {
    /// The document.
    pub html: String,
    /// "sha256-…" of its style, for the content security policy.
    pub style_hash: String,
    /// Of HTTP.
    pub status: u16,
    /// From then on the same input gives other bytes, were it rendered anew.
    pub valid_until: Timestamp,
    /// Whether it loads `/static/js/refresh.js` and fetches itself.
    pub refreshes: bool,
}

/// The page of the state that the request is in.
pub fn render(input: &PageInput<'_>) -> RenderedPage {
    match PageState::of(input.request, input.payments, input.now) {
        PageState::Open | PageState::Declined(_) if input.ways.is_empty() => {
            finish(input, &unpayable::UnpayablePage::of(input))
        }
        PageState::Open => finish(input, &payable::OpenPage::of(input, None)),
        PageState::Declined(failure) => finish(input, &payable::DeclinedPage::of(input, &failure)),
        PageState::BeingChecked => finish(input, &waiting::CheckingPage::of(input, input.pay_path)),
        PageState::Processing => finish(input, &waiting::ProcessingPage::of(input)),
        PageState::Paid => finish(input, &paid::PaidPage::of(input)),
        PageState::Expired { undecided } => finish(input, &closed::ExpiredPage::of(input, undecided)),
        PageState::Cancelled { undecided } => finish(input, &closed::CancelledPage::of(input, undecided)),
    }
}

/// The open page once more, because what the form said does not hold any more. Shows the page of the real status when it is not open.
pub fn render_remarking(input: &PageInput<'_>, remark: Remark) -> RenderedPage {
    match PageState::of(input.request, input.payments, input.now) {
        PageState::Open | PageState::Declined(_) if !input.ways.is_empty() => {
            finish(input, &payable::OpenPage::of(input, Some(remark)))
        }
        _ => render(input),
    }
}

/// After pressing Pay, while a call still prepares the checkout. No money was taken; the button tries again. Where an earlier checkout has
/// to end before, that is what is waited for.
pub fn render_preparing(input: &PageInput<'_>, method: Method) -> RenderedPage {
    match PageState::of(input.request, input.payments, input.now) {
        PageState::Open | PageState::Declined(_) => finish(input, &waiting::PreparingPage::of(input, method)),
        _ => render_checking(input),
    }
}

/// After pressing Pay or on the way back, while the provider does not answer. Looks for news at `/return`, which asks the provider. Shows
/// the page of the real status when that is known meanwhile.
pub fn render_checking(input: &PageInput<'_>) -> RenderedPage {
    let news = format!("{}/return", input.pay_path);
    match PageState::of(input.request, input.payments, input.now) {
        PageState::BeingChecked => finish(input, &waiting::CheckingPage::of(input, &news)),
        PageState::Open if input.has_unfinished_checkout() => finish(input, &waiting::CheckingPage::of(input, &news)),
        _ => render(input),
    }
}

/// What the payer and the merchant say about messages.
pub fn render_talk(input: &PageInput<'_>, talk: &Talk) -> RenderedPage {
    finish(input, &talk::TalkPage::of(input, talk))
}

/// For unknown, revoked and mistyped links alike.
pub fn render_not_found(language: Language) -> RenderedPage {
    send(&apart::NotFoundPage::of(language), FOREVER)
}

/// For what went wrong. `back` is the pay path where it is known.
pub fn render_problem(language: Language, problem: Problem, back: Option<&str>) -> RenderedPage {
    send(&apart::ProblemPage::of(language, problem, back), FOREVER)
}

const FOREVER: Timestamp = Timestamp::from_millis(i64::MAX);

/// What every page struct can do.
trait Page: Template {
    /// What is around it.
    fn frame(&self) -> &Frame;

    /// Of HTTP. A dead link still has something to say, so 200 unless there is nothing.
    fn status(&self) -> u16 {
        200
    }
}

fn finish(input: &PageInput<'_>, page: &impl Page) -> RenderedPage {
    send(page, input.valid_until())
}

fn send(page: &impl Page, valid_until: Timestamp) -> RenderedPage {
    let frame = page.frame();
    let html = page.render().unwrap_or_else(|error| {
        // Writing into a String does not fail, and nothing else in these templates can.
        tracing::error!(%error, "a payment page was not rendered");
        String::new()
    });
    let style_hash = frame.style.hash.clone();
    RenderedPage { html, style_hash, status: page.status(), valid_until, refreshes: frame.refresh.is_some() }
}

impl PageInput<'_> {
    fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        text_with(self.language, key, args)
    }

    /// A text that may name the merchant, the provider and an amount.
    fn tell(&self, key: &str, amount: i64) -> String {
        self.tell_of(key, Money::new(amount, self.request.terms.amount.currency))
    }

    /// The same about money of any currency.
    fn tell_of(&self, key: &str, amount: Money) -> String {
        let args = [
            ("merchant", self.profile.display_name.as_str().into()),
            ("provider", self.provider_name.into()),
            ("amount", formats::money(self.language, amount).into()),
        ];
        self.say(key, &args)
    }

    /// Minor units of the request's currency.
    fn money(&self, minor: i64) -> String {
        formats::money(self.language, Money::new(minor, self.request.terms.amount.currency))
    }

    fn asked(&self) -> i64 {
        self.request.terms.amount.minor
    }

    /// A day within a sentence: it does not break across lines.
    fn day(&self, at: Timestamp) -> String {
        self.date(self.zone.date(at))
    }

    fn date(&self, date: Date) -> String {
        let written = formats::date_medium(self.language, date);
        // In the largest letters, on a phone: "30 de septiembre de 2026" would be torn elsewhere.
        if written.chars().count() <= 18 { written.replace(' ', "\u{a0}") } else { written }
    }

    fn tomorrow(&self) -> Date {
        let today = self.zone.date(self.now);
        today.next_day().unwrap_or(today)
    }

    /// The last day on which it can be paid, as the merchant reads it too.
    fn payable_until(&self) -> String {
        formats::until(self.language, self.request.terms.expires_at, self.zone)
    }

    /// Whether it can be paid for all of its last day.
    fn ends_with_day(&self) -> bool {
        let last = self.request.terms.expires_at.minus(Duration::from_millis(1));
        let (hour, minute, _) = self.zone.local(last).time().as_hms();
        hour == 23 && minute >= 58
    }

    /// The hour at which it cannot be paid any more.
    fn last_clock(&self) -> String {
        formats::clock(self.language, self.request.terms.expires_at, self.zone)
    }

    /// The next instant at which the clock alone changes the page: midnight (days are counted there), expiry, the end of a lease, when
    /// coming back is no news any more.
    fn valid_until(&self) -> Timestamp {
        let terms = &self.request.terms;
        let midnight = self.zone.end_of_day(self.zone.date(self.now));
        let leases = self.payments.iter().filter_map(|payment| payment.lease_until);
        let returns = self.payments.iter().filter_map(|payment| payment.left_at).map(|left| left.plus(moved::JUST));
        let ahead = [midnight, terms.expires_at].into_iter().chain(leases).chain(returns).filter(|at| *at > self.now);
        ahead.min().unwrap_or(FOREVER)
    }
}
