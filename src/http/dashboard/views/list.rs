//! The list of requests: the home of the dashboard.

use super::detail::is_long;
use super::frame::Frame;
use super::status::StatusView;
use crate::domain::money::Money;
use crate::domain::payer::Payer;
use crate::domain::payment::Payment;
use crate::domain::payment_request::PaymentRequest;
use crate::domain::phone;
use crate::i18n::Arg;
use askama::Template;

macro_rules! tabs {
    ($($(#[$doc:meta])* $variant:ident = $word:literal, $count:ident;)*) => {
        /// Which requests the list shows; the word stands in the address: `?status=open`.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
        pub enum Tab { #[default] $($(#[$doc])* $variant,)* }

        /// How many requests each tab holds.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
        pub struct Counts { $($(#[$doc])* pub $count: i64,)* }

        impl Tab {
            /// In the order of the page.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable word.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The tab of that word; anything else is the first.
            pub fn of(word: &str) -> Self {
                Self::ALL.iter().copied().find(|tab| tab.word() == word).unwrap_or_default()
            }

            fn count(self, counts: &Counts) -> i64 {
                match self { $(Self::$variant => counts.$count,)* }
            }
        }
    };
}

tabs! {
    /// Every request.
    All = "all", all;
    /// Can be paid; overdue ones too.
    Open = "open", open;
    /// Open, and past the due date.
    Overdue = "overdue", overdue;
    /// Money is on its way or being clarified.
    Processing = "processing", processing;
    /// All that was asked for is there.
    Paid = "paid", paid;
    /// Time is over.
    Expired = "expired", expired;
    /// Taken back.
    Cancelled = "cancelled", cancelled;
}

/// What the strip above the list says; one amount per currency, the most used first.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// Came in since the first of the month in the merchant's zone.
    pub received_this_month: Vec<Money>,
    /// Due on open requests.
    pub open: Vec<Money>,
    /// Due on overdue requests.
    pub overdue: Vec<Money>,
}

/// One request of the list.
#[derive(Clone, Debug)]
pub struct ListRow {
    /// The request.
    pub request: PaymentRequest,
    /// Who is asked.
    pub payer: Payer,
    /// The payment that explains the status best: the one that awaits a decision, or else the newest.
    pub payment: Option<Payment>,
}

/// What a handler hands over.
#[derive(Clone, Debug, Default)]
pub struct ListData {
    /// Which requests.
    pub tab: Tab,
    /// What was searched for.
    pub q: String,
    /// How many requests each tab holds (without the search).
    pub counts: Counts,
    /// The strip above.
    pub totals: Totals,
    /// One page of them, newest first.
    pub rows: Vec<ListRow>,
    /// Cursor of the page before (newer requests).
    pub previous: Option<String>,
    /// Cursor of the page after (older requests).
    pub next: Option<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "dashboard/list.html")]
pub struct ListPage {
    frame: Frame,
    tab: &'static str,
    q: String,
    tabs: Vec<TabView>,
    sums: Vec<SumView>,
    rows: Vec<RowView>,
    state: Emptiness,
    previous: Option<String>,
    next: Option<String>,
}

struct TabView {
    label: String,
    count: String,
    href: String,
    current: bool,
}

struct SumView {
    label: String,
    amount: String,
    note: String,
    more: Vec<String>,
    tone: &'static str,
    /// The amounts need smaller figures.
    long: bool,
}

struct RowView {
    href: String,
    created: String,
    created_machine: String,
    reference: String,
    payer: String,
    reached_at: String,
    purpose: String,
    status: StatusView,
    amount: String,
    amount_note: String,
}

#[derive(PartialEq, Eq)]
enum Emptiness {
    Rows,
    NoneYet,
    NothingFound,
    EmptyTab,
}

impl ListPage {
    /// From what the handler read.
    pub fn new(frame: Frame, data: &ListData) -> Self {
        let tabs = Tab::ALL.iter().map(|tab| TabView::of(&frame, *tab, data)).collect();
        let rows: Vec<RowView> = data.rows.iter().map(|row| RowView::of(&frame, row)).collect();
        let state = match data {
            _ if !rows.is_empty() => Emptiness::Rows,
            ListData { q, .. } if !q.is_empty() => Emptiness::NothingFound,
            ListData { counts: Counts { all: 0, .. }, .. } => Emptiness::NoneYet,
            _ => Emptiness::EmptyTab,
        };
        let link = |cursor: &String| address(data.tab, &data.q, Some(cursor));
        let (previous, next) = (data.previous.as_ref().map(link), data.next.as_ref().map(link));
        let sums = sums(&frame, data);
        Self { tab: data.tab.word(), q: data.q.clone(), tabs, sums, rows, state, previous, next, frame }
    }
}

fn sums(frame: &Frame, data: &ListData) -> Vec<SumView> {
    let month = frame.with("dash-sum-received", &[("month", frame.this_month().into())]);
    let count = |number: i64| {
        frame.with("dash-sum-requests", &[("count", Arg::Number(number)), ("shown", frame.integer(number).into())])
    };
    let overdue_tone = if data.counts.overdue > 0 { "over" } else { "" };
    vec![
        SumView::of(frame, month, &data.totals.received_this_month, String::new(), ""),
        SumView::of(frame, frame.t("dash-sum-open"), &data.totals.open, count(data.counts.open), ""),
        SumView::of(frame, frame.t("dash-sum-overdue"), &data.totals.overdue, count(data.counts.overdue), overdue_tone),
        SumView {
            label: frame.t("dash-sum-all"),
            amount: frame.integer(data.counts.all),
            note: frame.with("dash-sum-paid", &[("shown", frame.integer(data.counts.paid).into())]),
            more: Vec::new(),
            tone: "",
            long: false,
        },
    ]
}

impl SumView {
    fn of(frame: &Frame, label: String, amounts: &[Money], note: String, tone: &'static str) -> Self {
        let mut written = amounts.iter().map(|amount| frame.money(*amount));
        let amount = written.next().unwrap_or_else(|| "–".to_owned());
        Self { label, long: is_long(&amount), amount, note, more: written.collect(), tone }
    }
}

impl TabView {
    fn of(frame: &Frame, tab: Tab, data: &ListData) -> Self {
        Self {
            label: frame.t(&format!("dash-tab-{}", tab.word())),
            count: frame.integer(tab.count(&data.counts)),
            href: address(tab, &data.q, None),
            current: tab == data.tab,
        }
    }
}

impl RowView {
    fn of(frame: &Frame, row: &ListRow) -> Self {
        let (request, terms) = (&row.request, &row.request.terms);
        let payer = &row.payer;
        let reached_at = payer.phone.as_deref().map(phone::masked).or(payer.email.clone()).unwrap_or_default();
        Self {
            href: format!("/dashboard/requests/{}", request.id),
            created: frame.moment(request.created_at),
            created_machine: request.created_at.to_rfc3339(),
            reference: terms.reference.clone().unwrap_or_default(),
            payer: payer.name.clone().unwrap_or_else(|| frame.t("dash-no-payer")),
            reached_at,
            purpose: terms.description.clone().unwrap_or_else(|| frame.t("dash-no-purpose")),
            status: StatusView::of(frame, request, row.payment.as_ref()),
            amount: frame.money(terms.amount),
            amount_note: amount_note(frame, request),
        }
    }
}

fn amount_note(frame: &Frame, request: &PaymentRequest) -> String {
    let (sums, asked) = (request.sums, request.terms.amount);
    let note =
        |key: &str, minor: i64| frame.with(key, &[("amount", frame.money(Money::new(minor, asked.currency)).into())]);
    if sums.refunded > 0 {
        note("dash-amount-refunded", sums.refunded)
    } else if sums.allocated > 0 && sums.allocated < asked.minor {
        note("dash-amount-part", sums.allocated)
    } else {
        String::new()
    }
}

/// The address of the list with what is chosen; the first tab and an empty search leave no trace.
fn address(tab: Tab, q: &str, cursor: Option<&str>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    if tab != Tab::All {
        query.append_pair("status", tab.word());
    }
    if !q.is_empty() {
        query.append_pair("q", q);
    }
    if let Some(cursor) = cursor {
        query.append_pair("cursor", cursor);
    }
    let query = query.finish();
    if query.is_empty() { "/dashboard/requests".to_owned() } else { format!("/dashboard/requests?{query}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hold_only_what_was_chosen() {
        assert_eq!(address(Tab::All, "", None), "/dashboard/requests");
        assert_eq!(address(Tab::Open, "a&b", Some("x=")), "/dashboard/requests?status=open&q=a%26b&cursor=x%3D");
    }

    #[test]
    fn unknown_tabs_show_everything() {
        assert_eq!(Tab::of("paid"), Tab::Paid);
        assert_eq!(Tab::of("<script>"), Tab::All);
    }
}
