//! Pages without a frame around them: the log-in, and what went wrong.

use super::assets;
use crate::domain::language::Language;
use crate::i18n::{Arg, text, text_with};
use askama::Template;
use std::time::Duration;

/// Why somebody stands at the log-in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LoginProblem {
    /// Address or password is wrong; the page never says which, nor whether the account exists.
    Wrong,
    /// Too many tries; the form waits.
    TooMany {
        /// Until the next try is let through.
        wait: Duration,
    },
    /// Too many log in at this moment; nothing was looked at.
    Busy,
    /// The session has ended.
    Ended,
    /// They just logged out.
    LoggedOut,
}

/// What was typed. The password never comes back.
#[derive(Clone, Debug, Default)]
pub struct LoginValues {
    /// As typed.
    pub email: String,
    /// A path of this origin to go on to, sent along as `next`; check it again when it comes back.
    pub next: Option<String>,
}

/// The log-in.
#[derive(Template)]
#[template(path = "dashboard/login.html")]
pub struct LoginPage {
    gate: Gate,
    values: LoginValues,
    problem: Option<LoginProblem>,
    message: String,
}

/// What went wrong, as a page.
#[derive(Template)]
#[template(path = "dashboard/error.html")]
pub struct ErrorPage {
    gate: Gate,
    kind: ErrorKind,
    request_id: Option<String>,
    logged_in: bool,
}

/// Which page of [`ErrorPage`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ErrorKind {
    /// 404: there is nothing here, or it is somebody else's.
    NotFound,
    /// 403: the role does not allow it, or the form came from another site.
    Forbidden,
    /// 429.
    TooMany,
    /// 503: the database does not answer.
    Away,
    /// 500: our fault.
    Problem,
}

/// Language of a page without a frame.
#[derive(Clone, Copy, Debug)]
struct Gate {
    language: Language,
}

impl Gate {
    fn t(self, key: &str) -> String {
        text(self.language, key)
    }

    fn asset(self, name: &str) -> String {
        assets::address(name)
    }
}

impl LoginPage {
    /// A fresh form, or one that comes back.
    pub fn new(language: Language, values: LoginValues, problem: Option<LoginProblem>) -> Self {
        let message = match problem {
            None => String::new(),
            Some(LoginProblem::Wrong) => text(language, "dash-login-wrong"),
            Some(LoginProblem::TooMany { wait }) => {
                let minutes = i64::try_from(wait.as_secs().div_ceil(60).max(1)).unwrap_or(i64::MAX);
                text_with(language, "dash-login-too-many", &[("minutes", Arg::Number(minutes))])
            }
            Some(LoginProblem::Busy) => text(language, "dash-busy"),
            Some(LoginProblem::Ended) => text(language, "dash-login-ended"),
            Some(LoginProblem::LoggedOut) => text(language, "dash-login-logged-out"),
        };
        Self { gate: Gate { language }, values, problem, message }
    }

    fn is_alarm(&self) -> bool {
        matches!(self.problem, Some(LoginProblem::Wrong | LoginProblem::TooMany { .. } | LoginProblem::Busy))
    }

    fn waits(&self) -> bool {
        matches!(self.problem, Some(LoginProblem::TooMany { .. } | LoginProblem::Busy))
    }
}

impl ErrorPage {
    /// `request_id` is shown so that the operator can find it in the log.
    pub fn new(language: Language, kind: ErrorKind, request_id: Option<String>, logged_in: bool) -> Self {
        Self { gate: Gate { language }, kind, request_id, logged_in }
    }

    fn key(&self, part: &str) -> String {
        let kind = match self.kind {
            ErrorKind::NotFound => "not-found",
            ErrorKind::Forbidden => "forbidden",
            ErrorKind::TooMany => "too-many",
            ErrorKind::Away => "away",
            ErrorKind::Problem => "problem",
        };
        self.gate.t(&format!("dash-error-page-{kind}-{part}"))
    }
}
