//! Every page with made-up data: for the test that renders all of them, for pictures and for looking at while styling.

pub(super) mod details;
mod inbox;
mod letters;
mod lists;
pub(super) mod parts;
mod plans;
mod ways;
mod wordings;

use super::*;
use crate::domain::carriage::{Carriage, Hindrance};
use crate::domain::field::FieldError;
use crate::domain::language::Language;
use crate::domain::money::{Currency, Money};
use crate::domain::user::Role;
use askama::Template;
use details::*;
use lists::*;
use parts::*;
use plans::*;
use std::time::Duration;
use ways::{senders, senders_none, senders_of_profile};
use wordings::{editor, editor_wrong, templates};

/// Every page in one language, with a name for its file.
pub fn pages(language: Language) -> Vec<(&'static str, String)> {
    let mut pages = Vec::new();
    let mut add = |name: &'static str, html: askama::Result<String>| pages.push((name, html.unwrap_or_default()));
    add("login", LoginPage::sample(language).render());
    let values =
        LoginValues { email: "buero@klempnerei-nord.example".into(), next: Some("/dashboard/requests".into()) };
    add("login-wrong", LoginPage::new(language, values.clone(), Some(LoginProblem::Wrong)).render());
    let wait = LoginProblem::TooMany { wait: Duration::from_secs(130) };
    add("login-wait", LoginPage::new(language, values.clone(), Some(wait)).render());
    add("login-busy", LoginPage::new(language, values, Some(LoginProblem::Busy)).render());
    add("list", ListPage::sample(language).render());
    add("list-live", ListPage::new(Frame { live: true, ..frame(language) }, &list()).render());
    let searched = ListData { q: "Müller".into(), rows: Vec::new(), previous: None, next: None, ..list() };
    add("list-nothing", ListPage::new(frame(language), &searched).render());
    let tab = ListData { tab: Tab::Cancelled, rows: Vec::new(), previous: None, next: None, ..list() };
    add("list-empty-tab", ListPage::new(frame(language), &tab).render());
    add("list-none-yet", ListPage::new(frame(language), &ListData::default()).render());
    add("new", NewPage::sample(language).render());
    add("new-plans", NewPage::sample(language).offering(&[own_plan()]).render());
    add("new-wrong", NewPage::new(new_frame(language), &wrong_values(), &faults()).render());
    let created = Frame { notice: Some(Notice::Created), ..frame(language) };
    add("detail-created", DetailPage::new(created, &detail_new()).render());
    add("detail-open", DetailPage::new(frame(language), &detail_open()).render());
    let taken_by = |takers: &[(&'static str, Result<(), Hindrance>)]| DetailData {
        carriage: Carriage::of(detail_new().request.amount_due(), takers.iter().copied()),
        ..detail_new()
    };
    let (none, most) = (taken_by(&[]), Err(Hindrance::TooLarge(Money::new(5_000, Currency::EUR))));
    add("detail-unpayable", DetailPage::new(Frame { live: true, ..frame(language) }, &none).render());
    add("detail-uncarried", DetailPage::new(frame(language), &taken_by(&[("Stripe", most)])).render());
    add(
        "detail-hindered",
        DetailPage::new(frame(language), &taken_by(&[("Stripe", most), ("Sandbox", Ok(()))])).render(),
    );
    add("detail-paid", DetailPage::sample(language).render());
    add("detail-processing", DetailPage::new(frame(language), &detail_processing()).render());
    add("detail-decide", DetailPage::new(frame(language), &detail_late()).render());
    add("detail-surplus", DetailPage::new(frame(language), &detail_surplus()).render());
    add("detail-part", DetailPage::new(frame(language), &detail_part()).render());
    let viewer = Frame { role: Role::Viewer, notice: Some(Notice::NotAllowed), ..frame(language) };
    add("detail-viewer", DetailPage::new(viewer, &detail_late()).render());
    add("live", DetailLive::sample(language).render());
    add("plans", PlansPage::sample(language).render());
    add("plan", PlanPage::sample(language).render());
    add("plan-wrong", wrong_plan(language).render());
    let messages_frame = || Frame { active: Section::Messages, ..frame(language) };
    add("new-profiles", NewPage::sample(language).in_profiles(&[profile(), second_profile()]).render());
    add("profiles", ProfilesPage::new(messages_frame(), &[profile(), second_profile()]).render());
    let at = ProfileAt { id: second_profile().id, is_default: false };
    let showing = ProfileForm::showing(&second_profile());
    add("profile", ProfilePage::new(messages_frame(), Some(at), &showing, &[]).render());
    let wrong = [("name", "taken"), ("accent", "invalid"), ("support.email", "invalid")];
    let wrong = wrong.map(|(field, code)| FieldError::new(field, code, ""));
    add("profile-wrong", ProfilePage::new(messages_frame(), None, &showing, &wrong).render());
    let inbox_frame = || Frame { active: Section::Inbox, ..frame(language) };
    add("inbox", InboxPage::sample(language).render());
    add("inbox-empty", InboxPage::new(inbox_frame(), &InboxData::default()).render());
    add("conversation", ConversationPage::sample(language).render());
    let problem = inbox::answer_problem();
    add("conversation-wrong", ConversationPage::new(inbox_frame(), &inbox::talk(), Some(&problem)).render());
    add("conversation-closed", ConversationPage::new(inbox_frame(), &inbox::closed_talk(), None).render());
    add("failures", FailuresPage::sample(language).render());
    add("failures-none", FailuresPage::new(inbox_frame(), &FailuresData::default()).render());
    add("outbox", OutboxPage::sample(language).render());
    add("outbox-none", OutboxPage::new(messages_frame(), &OutboxData::default()).render());
    add("message", OutboxMessagePage::sample(language).render());
    add("message-planned", OutboxMessagePage::new(messages_frame(), &inbox::outbox_message(2)).render());
    add("report", ReportPage::sample(language).render());
    let nothing = ReportData { is_wrong: true, report: Default::default(), ..inbox::report() };
    add("report-none", ReportPage::new(messages_frame(), &nothing).render());
    add("sessions", SessionsPage::sample(language).render());
    let sessions = || Frame { active: Section::Sessions, ..frame(language) };
    add("password", PasswordPage::sample(language).render());
    let faults = [("old", "wrong"), ("new", "too_short"), ("new", "too_personal"), ("again", "differs")];
    let faults = faults.map(|(field, code)| FieldError::new(field, code, ""));
    add("password-wrong", PasswordPage::new(sessions(), &faults).render());
    let messages = || Frame { active: Section::Messages, ..frame(language) };
    add("templates", TemplatesPage::new(messages(), Language::De, &ProfileChoice::default(), &templates()).render());
    add("templates-profile", TemplatesPage::new(messages(), Language::De, &choice(), &templates()).render());
    let of_profile = EditorData { choice: choice(), ..editor("request.sms.de") };
    add("template-profile", TemplatePage::new(messages(), &of_profile).render());
    add("template-sms", TemplatePage::new(messages(), &editor("request.sms.de")).render());
    add("template-email", TemplatePage::new(messages(), &editor("request.email.de")).render());
    add("template-wrong", TemplatePage::new(messages(), &editor_wrong()).render());
    add("senders", SendersPage::new(messages(), &senders()).render());
    add("senders-profile", SendersPage::new(messages(), &senders_of_profile()).render());
    add("senders-none", SendersPage::new(messages(), &senders_none()).render());
    let id = || Some("0193f0a2-7c11-7e52-9b0d-5a1f1c7e9d10".to_owned());
    add("error-not-found", ErrorPage::new(language, ErrorKind::NotFound, None, true).render());
    add("error-forbidden", ErrorPage::new(language, ErrorKind::Forbidden, id(), true).render());
    add("error-away", ErrorPage::new(language, ErrorKind::Away, id(), true).render());
    add("error-too-many", ErrorPage::new(language, ErrorKind::TooMany, None, false).render());
    add("error-problem", ErrorPage::sample(language).render());
    for (name, html) in people::samples::pages(language) {
        add(name, html);
    }
    pages
}

impl LoginPage {
    /// A fresh log-in.
    pub fn sample(language: Language) -> Self {
        Self::new(language, LoginValues::default(), None)
    }
}

impl ErrorPage {
    /// Our fault.
    pub fn sample(language: Language) -> Self {
        Self::new(language, ErrorKind::Problem, Some("0193f0a2-7c11-7e52-9b0d-5a1f1c7e9d10".into()), true)
    }
}

impl ListPage {
    /// One request in every status.
    pub fn sample(language: Language) -> Self {
        Self::new(frame(language), &list())
    }
}

impl NewPage {
    /// A form that nobody has touched.
    pub fn sample(language: Language) -> Self {
        Self::new(new_frame(language), &FormValues::fresh(Currency::EUR), &[])
    }
}

impl DetailPage {
    /// Paid after a declined try, with a refund that worked and one that did not.
    pub fn sample(language: Language) -> Self {
        Self::new(frame(language), &detail_paid())
    }
}

impl DetailLive {
    /// The body of [`DetailPage::sample`].
    pub fn sample(language: Language) -> Self {
        Self::new(frame(language), &detail_paid())
    }
}

impl PasswordPage {
    /// A form that nobody has touched.
    pub fn sample(language: Language) -> Self {
        Self::new(Frame { active: Section::Sessions, ..frame(language) }, &[])
    }
}

impl InboxPage {
    /// Something that sounds like a withdrawal, a mail, and one that is done.
    pub fn sample(language: Language) -> Self {
        Self::new(Frame { active: Section::Inbox, ..frame(language) }, &inbox::inbox())
    }
}

impl ConversationPage {
    /// Two texts, one of which sounds like a withdrawal.
    pub fn sample(language: Language) -> Self {
        Self::new(Frame { active: Section::Inbox, ..frame(language) }, &inbox::talk(), None)
    }
}

impl FailuresPage {
    /// A wrong number with a wrong correction, and one that nobody knows about.
    pub fn sample(language: Language) -> Self {
        Self::new(Frame { active: Section::Inbox, ..frame(language) }, &inbox::failures())
    }
}

impl OutboxPage {
    /// Three messages, filtered.
    pub fn sample(language: Language) -> Self {
        Self::new(Frame { active: Section::Messages, ..frame(language) }, &inbox::outbox())
    }
}

impl OutboxMessagePage {
    /// A mail that has arrived.
    pub fn sample(language: Language) -> Self {
        Self::new(Frame { active: Section::Messages, ..frame(language) }, &inbox::outbox_message(1))
    }
}

impl ReportPage {
    /// A month.
    pub fn sample(language: Language) -> Self {
        Self::new(Frame { active: Section::Messages, ..frame(language) }, &inbox::report())
    }
}

impl SessionsPage {
    /// A desk, a phone, and a program.
    pub fn sample(language: Language) -> Self {
        Self::new(Frame { active: Section::Sessions, ..frame(language) }, &sessions(), None)
    }
}
