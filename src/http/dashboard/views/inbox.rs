//! The inbox: who wrote, the latest first.

use super::frame::Frame;
use crate::domain::channel::Channel;
use crate::domain::inbound_message::InboundMeaning;
use crate::domain::payer::Payer;
use crate::domain::phone;
use crate::operations::read_inbox::ConversationRow;
use askama::Template;

/// What a handler hands over.
#[derive(Clone, Debug, Default)]
pub struct InboxData {
    /// One page, the latest first.
    pub rows: Vec<ConversationRow>,
    /// Also what is done.
    pub all: bool,
    /// Cursor of the page after.
    pub next: Option<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "dashboard/inbox.html")]
pub struct InboxPage {
    frame: Frame,
    rows: Vec<RowView>,
    all: bool,
    next: Option<String>,
}

struct RowView {
    href: String,
    name: String,
    address: String,
    icon: &'static str,
    snippet: String,
    when: String,
    machine: String,
    unread: bool,
    done: bool,
    tag: Option<(&'static str, String)>,
}

impl InboxPage {
    /// From what the handler read.
    pub fn new(frame: Frame, data: &InboxData) -> Self {
        let rows = data.rows.iter().map(|row| RowView::of(&frame, row)).collect();
        let show = if data.all { "show=all&" } else { "" };
        let next = data.next.as_ref().map(|cursor| format!("/dashboard/inbox?{show}cursor={cursor}"));
        Self { frame, rows, all: data.all, next }
    }
}

/// Characters of a message that are shown in the list.
const SNIPPET: usize = 140;

impl RowView {
    fn of(frame: &Frame, row: &ConversationRow) -> Self {
        let (conversation, last) = (&row.conversation, &row.last);
        let text = last.letter.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = if text.is_empty() { last.letter.subject.clone().unwrap_or_default() } else { text };
        let shown: String = text.chars().take(SNIPPET).collect();
        let tag = if conversation.suggested_by.is_some() {
            Some(("warn", frame.t("inbox-tag-maybe-stop")))
        } else {
            meaning_tag(frame, last.meaning)
        };
        let written = shown_address(conversation.channel, &last.letter.from);
        let name = name_of(row.payer.as_ref());
        Self {
            href: format!("/dashboard/inbox/{}", conversation.id),
            address: if name.is_some() { written.clone() } else { String::new() },
            name: name.unwrap_or(written),
            icon: icon(conversation.channel),
            snippet: if shown.len() < text.len() { format!("{shown}…") } else { shown },
            when: frame.moment(conversation.last_at),
            machine: conversation.last_at.to_rfc3339(),
            unread: conversation.unread > 0,
            done: conversation.done_at.is_some(),
            tag,
        }
    }
}

/// What a word of the payer's has already done.
pub(super) fn meaning_tag(frame: &Frame, meaning: InboundMeaning) -> Option<(&'static str, String)> {
    match meaning {
        InboundMeaning::Stop => Some(("", frame.t("inbox-tag-stop"))),
        InboundMeaning::WrongNumber => Some(("warn", frame.t("inbox-tag-wrong-number"))),
        InboundMeaning::Start => Some(("good", frame.t("inbox-tag-start"))),
        InboundMeaning::Help => Some(("", frame.t("inbox-tag-help"))),
        InboundMeaning::MaybeStop | InboundMeaning::Reply => None,
    }
}

pub(super) fn name_of(payer: Option<&Payer>) -> Option<String> {
    payer.and_then(|payer| payer.name.clone())
}

/// "+49 151 12345678", or the address.
pub(super) fn shown_address(channel: Channel, address: &str) -> String {
    match channel {
        Channel::Sms if address.starts_with('+') => phone::spaced(address),
        Channel::Sms | Channel::Email => address.to_owned(),
    }
}

pub(super) fn icon(channel: Channel) -> &'static str {
    match channel {
        Channel::Sms => "message",
        Channel::Email => "mail",
    }
}
