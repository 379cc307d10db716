//! The pages of the dashboard: what a handler hands over, and how it is written. Pure: no clock, no database, no HTTP.
//!
//! A handler reads, makes a [`Frame`] and the data of its page, and answers with `Page::new(frame, &data)` rendered.

pub mod assets;
mod conversation;
mod created;
mod detail;
mod device;
mod failures;
mod fault;
mod files;
mod form;
mod frame;
mod gate;
mod inbox;
mod list;
mod messages;
mod new_request;
mod outbox;
mod password;
mod payments;
mod people;
mod plan_editor;
mod plans;
mod profiles;
mod report;
pub mod sample;
mod sender_change;
mod sender_forms;
mod senders;
mod sessions;
mod share;
mod status;
mod template_editor;
mod template_preview;
mod templates;
#[cfg(test)]
mod tests;
mod timeline;

pub use conversation::{AnswerProblem, ConversationPage};
pub use detail::{DetailData, DetailLive, DetailPage, RefundProblem, live_version};
pub use failures::{CorrectionProblem, FailuresData, FailuresPage};
pub use form::FormValues;
pub use frame::{Frame, Notice, Section, scope_word};
pub use gate::{ErrorKind, ErrorPage, LoginPage, LoginProblem, LoginValues};
pub use inbox::{InboxData, InboxPage};
pub use list::{Counts, ListData, ListPage, ListRow, Tab, Totals};
pub use new_request::{NewPage, earliest_typed_due_date};
pub use outbox::{OutboxData, OutboxMessageData, OutboxMessagePage, OutboxPage};
pub use password::PasswordPage;
pub use people::{
    ContactForm, ContactFormPage, ContactList, ContactPage, ContactsPage, ImportPage, ImportReport, NoteForm, NotePage,
    ProofPage, ProofTab, SignUpData, SignUpPage,
};
pub use plan_editor::{PlanForm, PlanPage};
pub use plans::{PlansData, PlansPage};
pub use profiles::{ProfileAt, ProfileChoice, ProfileForm, ProfilePage, ProfilesPage};
pub use report::{ReportData, ReportPage};
pub use sender_change::{ChangeProblem, SenderChangeValues, secret_of};
pub use sender_forms::SenderValues;
pub use senders::{SendersData, SendersPage};
pub use sessions::{SessionRow, SessionsPage};
pub use status::StatusView;
pub use template_editor::{EditorData, TemplatePage};
pub use template_preview::PreviewParts;
pub use templates::TemplatesPage;
