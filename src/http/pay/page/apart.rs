//! The pages that belong to no request: not found, and what went wrong.

use super::Page;
use super::frame::Frame;
use super::state::{State, Tone, sign};
use crate::domain::language::Language;
use crate::i18n::text;
use askama::Template;

/// What went wrong. No money was taken by it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Problem {
    /// Too much at once (429).
    RateLimited,
    /// The database or something else does not answer for now (503).
    Unavailable,
    /// A fault of ours (500). The payer can do no more about it than wait.
    Broken,
    /// A form that this page did not send, or not whole (400).
    Refused,
}

impl Problem {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::RateLimited, Self::Unavailable, Self::Broken, Self::Refused];

    fn word(self) -> &'static str {
        match self {
            Self::RateLimited => "rate-limited",
            Self::Unavailable | Self::Broken => "unavailable",
            Self::Refused => "refused",
        }
    }
}

/// Unknown, revoked and mistyped links alike.
#[derive(Template)]
#[template(path = "pay/not_found.html", whitespace = "minimize")]
pub struct NotFoundPage {
    frame: Frame,
    state: State,
}

/// What went wrong.
#[derive(Template)]
#[template(path = "pay/problem.html", whitespace = "minimize")]
pub struct ProblemPage {
    frame: Frame,
    state: State,
    problem: Problem,
    back: Option<String>,
}

impl NotFoundPage {
    /// Says nothing about whether such a link ever was.
    pub fn of(language: Language) -> Self {
        let headline = text(language, "pay-not-found-headline");
        Self {
            frame: Frame::bare(language, headline.clone(), true),
            state: State {
                tone: Tone::Calm,
                sign: sign::QUESTION,
                headline,
                money: Some(text(language, "pay-not-found-money")),
                then: vec![text(language, "pay-not-found-then")],
            },
        }
    }
}

impl ProblemPage {
    /// `back`: the pay path, where it is known.
    pub fn of(language: Language, problem: Problem, back: Option<&str>) -> Self {
        let headline = text(language, &format!("pay-problem-{}-headline", problem.word()));
        Self {
            frame: Frame::bare(language, headline.clone(), false),
            problem,
            back: back.map(|path| format!("{path}?lang={}", language.tag())),
            state: State {
                tone: Tone::Calm,
                sign: sign::MARK,
                headline,
                money: Some(text(language, "pay-problem-money")),
                then: vec![text(language, &format!("pay-problem-{}-then", problem.word()))],
            },
        }
    }
}

impl Page for NotFoundPage {
    fn frame(&self) -> &Frame {
        &self.frame
    }

    fn status(&self) -> u16 {
        404
    }
}

impl Page for ProblemPage {
    fn frame(&self) -> &Frame {
        &self.frame
    }

    fn status(&self) -> u16 {
        match self.problem {
            Problem::RateLimited => 429,
            Problem::Unavailable => 503,
            Problem::Broken => 500,
            Problem::Refused => 400,
        }
    }
}
