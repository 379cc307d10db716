//! Where the person is logged in.

use super::device::{device, is_phone};
use super::frame::Frame;
use crate::domain::time::Timestamp;
use askama::Template;

/// One log-in.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// Names the session in addresses; not its secret.
    pub id: String,
    /// As the browser named itself when logging in.
    pub user_agent: Option<String>,
    /// Where it was last seen.
    pub ip: Option<String>,
    /// When the person logged in.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_seen_at: Timestamp,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "dashboard/sessions.html")]
pub struct SessionsPage {
    frame: Frame,
    rows: Vec<SessionView>,
    next: Option<String>,
}

struct SessionView {
    id: String,
    device: String,
    phone: bool,
    ip: String,
    seen: String,
    since: String,
    current: bool,
}

impl SessionsPage {
    /// From what the handler read; the newest use first. `next` is where the next page begins.
    pub fn new(frame: Frame, sessions: &[SessionRow], next: Option<&str>) -> Self {
        let rows = sessions.iter().map(|row| SessionView::of(&frame, row)).collect();
        Self { frame, rows, next: next.map(|place| format!("/dashboard/sessions?after={place}")) }
    }
}

impl SessionView {
    fn of(frame: &Frame, row: &SessionRow) -> Self {
        let agent = row.user_agent.as_deref().unwrap_or("");
        Self {
            id: row.id.clone(),
            device: device(agent).unwrap_or_else(|| frame.t("dash-session-unknown")),
            phone: is_phone(agent),
            ip: row.ip.clone().unwrap_or_default(),
            seen: frame.with("dash-session-seen", &[("when", frame.moment(row.last_seen_at).into())]),
            since: frame.with("dash-session-since", &[("when", frame.moment(row.created_at).into())]),
            current: row.current,
        }
    }
}
