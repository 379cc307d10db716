//! How messages fare: sums by way as a drawing, and a table by carrier and purpose.

use super::frame::Frame;
use super::messages::purpose_text;
use crate::domain::channel::Channel;
use crate::domain::time::{Date, date_text};
use crate::i18n::Arg;
use crate::operations::report_messages::{Fate, MessageReport};
use askama::Template;

/// What a handler hands over.
#[derive(Clone, Debug)]
pub struct ReportData {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// A period that cannot be: then the usual one is shown.
    pub is_wrong: bool,
    /// What was counted.
    pub report: MessageReport,
}

/// The page.
#[derive(Template)]
#[template(path = "dashboard/report.html")]
pub struct ReportPage {
    frame: Frame,
    from: String,
    to: String,
    fault: Option<String>,
    charts: Vec<ChartView>,
    rows: Vec<RowView>,
    openings: String,
    previews: String,
}

/// Bars that get shorter: sent, delivered, opened, paid.
struct ChartView {
    title: String,
    bars: Vec<BarView>,
    height: i64,
    /// The same in words.
    says: String,
}

struct BarView {
    y: i64,
    text_y: i64,
    width: i64,
    tone: &'static str,
    label: String,
    value: String,
}

struct RowView {
    channel: String,
    carrier: String,
    purpose: String,
    cells: Vec<CellView>,
}

struct CellView {
    label: String,
    value: String,
    rate: String,
}

const BAR: i64 = 22;
const GAP: i64 = 10;
/// Of the longest bar, in units of the drawing.
const WIDEST: i64 = 190;

impl ReportPage {
    /// From what the handler read.
    pub fn new(frame: Frame, data: &ReportData) -> Self {
        let charts = data.report.channels.iter().map(|(channel, fate)| ChartView::of(&frame, *channel, fate));
        let rows = data.report.lines.iter().map(|line| RowView {
            channel: frame.t(&format!("inbox-channel-{}", line.channel)),
            carrier: if line.carrier.is_empty() { "–".to_owned() } else { line.carrier.clone() },
            purpose: purpose_text(&frame, line.purpose),
            cells: cells(&frame, &line.fate),
        });
        Self {
            from: date_text(data.from),
            to: date_text(data.to),
            fault: data.is_wrong.then(|| frame.t("inbox-report-wrong-period")),
            charts: charts.collect(),
            rows: rows.collect(),
            openings: frame.integer(data.report.openings),
            previews: frame.integer(data.report.previews),
            frame,
        }
    }
}

/// Whole percent, rounded; nothing of nothing is no rate.
fn percent(part: i64, whole: i64) -> Option<i64> {
    (whole > 0).then(|| (part * 100 + whole / 2) / whole)
}

fn rate(frame: &Frame, part: i64, whole: i64) -> String {
    percent(part, whole).map(|rate| frame.with("inbox-percent", &[("rate", Arg::Number(rate))])).unwrap_or_default()
}

fn cells(frame: &Frame, fate: &Fate) -> Vec<CellView> {
    let cell = |key: &str, value: i64, of: Option<i64>| CellView {
        label: frame.t(key),
        value: frame.integer(value),
        rate: of.filter(|_| value > 0).map(|whole| rate(frame, value, whole)).unwrap_or_default(),
    };
    vec![
        cell("inbox-report-waiting", fate.waiting, None),
        cell("inbox-report-kept", fate.kept, None),
        cell("inbox-report-sent", fate.sent, None),
        cell("inbox-report-delivered", fate.delivered, Some(fate.sent)),
        cell("inbox-report-failed", fate.failed, Some(fate.sent)),
        cell("inbox-report-bounced", fate.bounced, Some(fate.sent)),
        cell("inbox-report-opened", fate.opened, Some(fate.sent)),
        cell("inbox-report-paid", fate.paid, Some(fate.sent)),
    ]
}

impl ChartView {
    fn of(frame: &Frame, channel: Channel, fate: &Fate) -> Self {
        let title = frame.t(&format!("inbox-channel-{channel}"));
        // Mail servers tell of failures, hardly ever of success: nothing known is not nothing delivered.
        let tells_delivery = channel == Channel::Sms || fate.delivered > 0;
        let steps = [
            ("inbox-report-sent", fate.sent, "quiet"),
            ("inbox-report-delivered", fate.delivered, "good"),
            ("inbox-report-lost", fate.failed + fate.bounced, "bad"),
            ("inbox-report-opened", fate.opened, "accent"),
            ("inbox-report-paid", fate.paid, "good"),
        ];
        let widest = fate.sent.max(1);
        let bars: Vec<BarView> = steps
            .into_iter()
            .filter(|(key, ..)| tells_delivery || *key != "inbox-report-delivered")
            .zip(0_i64..)
            .map(|((key, value, tone), at)| BarView {
                y: at * (BAR + GAP),
                text_y: at * (BAR + GAP) + 16,
                width: if value > 0 { (value.min(widest) * WIDEST / widest).max(3) } else { 0 },
                tone,
                label: frame.t(key),
                value: match percent(value, fate.sent).filter(|_| at > 0) {
                    Some(_) => format!("{} · {}", frame.integer(value), rate(frame, value, fate.sent)),
                    None => frame.integer(value),
                },
            })
            .collect();
        let height = i64::try_from(bars.len()).unwrap_or(0) * (BAR + GAP) - GAP;
        let says = bars.iter().map(|bar| format!("{}: {}", bar.label, bar.value)).collect::<Vec<_>>().join("; ");
        Self { title, bars, height, says }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percents_are_rounded_and_nothing_has_none() {
        assert_eq!((percent(1, 3), percent(2, 3), percent(0, 0)), (Some(33), Some(67), None));
    }
}
