//! The address book.

use super::Stand;
use crate::domain::channel::Channel;
use crate::domain::contact::Contact;
use crate::domain::phone;
use crate::http::dashboard::views::frame::Frame;
use crate::operations::keep_contacts::Standing;
use crate::store::contact::ProofFilter;
use askama::Template;

/// Which contacts the list shows; the word stands in the address: `?consent=missing`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ProofTab {
    /// Everybody.
    #[default]
    All,
    /// Nothing proves that some address may be written to: to be reviewed.
    Missing,
    /// Some address was agreed to.
    Given,
    /// Some address is not to be written to.
    Withdrawn,
}

impl ProofTab {
    const ALL: [Self; 4] = [Self::All, Self::Missing, Self::Given, Self::Withdrawn];

    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Missing => "missing",
            Self::Given => "given",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The tab of that word; anything else is the first.
    pub fn of(word: &str) -> Self {
        Self::ALL.into_iter().find(|tab| tab.word() == word).unwrap_or_default()
    }

    /// What the list is asked for.
    pub fn filter(self) -> Option<ProofFilter> {
        match self {
            Self::All => None,
            Self::Missing => Some(ProofFilter::Missing),
            Self::Given => Some(ProofFilter::Given),
            Self::Withdrawn => Some(ProofFilter::Withdrawn),
        }
    }
}

/// What a handler hands over.
#[derive(Clone, Debug, Default)]
pub struct ContactList {
    /// Which contacts.
    pub tab: ProofTab,
    /// What was searched for.
    pub q: String,
    /// One page of them, the newest first.
    pub rows: Vec<(Contact, Standing)>,
    /// How many there are.
    pub all: i64,
    /// How many of them without proof.
    pub missing: i64,
    /// Whether it is a later page.
    pub later: bool,
    /// The place after the last row.
    pub next: Option<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "dashboard/people/list.html")]
pub struct ContactsPage {
    frame: Frame,
    tab: &'static str,
    q: String,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    none_yet: bool,
    review: bool,
    first: Option<String>,
    next: Option<String>,
}

struct Tab {
    label: String,
    count: String,
    href: String,
    current: bool,
}

struct Row {
    href: String,
    name: String,
    external_id: String,
    reached_at: Vec<String>,
    stands: Vec<Stand>,
}

impl ContactsPage {
    /// From what the handler read.
    pub fn new(frame: Frame, list: &ContactList) -> Self {
        let count = |tab: ProofTab| match tab {
            ProofTab::All => frame.integer(list.all),
            ProofTab::Missing => frame.integer(list.missing),
            ProofTab::Given | ProofTab::Withdrawn => String::new(),
        };
        let tabs = ProofTab::ALL.into_iter().map(|tab| Tab {
            label: frame.t(&format!("people-tab-{}", tab.word())),
            count: count(tab),
            href: address(tab, &list.q, None),
            current: tab == list.tab,
        });
        Self {
            tabs: tabs.collect(),
            tab: list.tab.word(),
            q: list.q.clone(),
            none_yet: list.all == 0,
            review: list.tab == ProofTab::Missing && !list.rows.is_empty(),
            first: list.later.then(|| address(list.tab, &list.q, None)),
            next: list.next.as_deref().map(|next| address(list.tab, &list.q, Some(next))),
            rows: list.rows.iter().map(|(contact, standing)| Row::of(&frame, contact, standing)).collect(),
            frame,
        }
    }
}

impl Row {
    fn of(frame: &Frame, contact: &Contact, standing: &Standing) -> Self {
        let person = &contact.person;
        let reached = |channel: &Channel| person.reached_by(*channel).is_some();
        let stands = Channel::ALL.iter().filter(|channel| reached(channel));
        Self {
            href: format!("/dashboard/contacts/{}", contact.id),
            name: name_of(frame, contact),
            external_id: contact.external_id.clone().unwrap_or_default(),
            reached_at: person.phone.as_deref().map(phone::masked).into_iter().chain(person.email.clone()).collect(),
            stands: stands.map(|channel| Stand::of(frame, *channel, standing.on(*channel))).collect(),
        }
    }
}

/// The name, or whatever else says who it is.
pub(super) fn name_of(frame: &Frame, contact: &Contact) -> String {
    let person = &contact.person;
    let spaced = person.phone.as_deref().map(phone::spaced);
    let named = person.name.clone().or_else(|| person.email.clone()).or(spaced).or_else(|| contact.external_id.clone());
    named.unwrap_or_else(|| frame.t("dash-no-payer"))
}

/// The address of the list with what is chosen; the first tab and an empty search leave no trace.
fn address(tab: ProofTab, q: &str, cursor: Option<&str>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    if tab != ProofTab::All {
        query.append_pair("consent", tab.word());
    }
    if !q.is_empty() {
        query.append_pair("q", q);
    }
    if let Some(cursor) = cursor {
        query.append_pair("cursor", cursor);
    }
    let query = query.finish();
    if query.is_empty() { "/dashboard/contacts".to_owned() } else { format!("/dashboard/contacts?{query}") }
}
