//! How a wording would look, what an SMS of it costs, and what is wrong with it, at its line.

use super::frame::Frame;
use crate::domain::channel::Channel;
use crate::domain::template::{TemplateKey, Wording};
use crate::i18n::Arg;
use crate::operations::preview_template::{Cost, Encoding, Outline, Piece, Preview, WordingFault};
use askama::Template;

/// The parts of the editor that change while somebody types: the answer to the script that asks for them.
#[derive(Template)]
#[template(path = "dashboard/template_parts.html")]
pub struct PreviewParts {
    frame: Frame,
    p: PreviewView,
}

impl PreviewParts {
    /// Of a wording as it was typed.
    pub fn new(frame: Frame, key: TemplateKey, wording: &Wording, preview: &Preview) -> Self {
        Self { p: PreviewView::of(&frame, key, wording, preview), frame }
    }
}

pub(super) struct PreviewView {
    pub(super) about: String,
    pub(super) about_href: String,
    pub(super) from: String,
    pub(super) subject_faults: Vec<FaultView>,
    pub(super) text_faults: Vec<FaultView>,
    /// It would be saved, but does not go with the request that is shown.
    pub(super) unfit: Option<String>,
    pub(super) is_sms: bool,
    pub(super) text: Option<String>,
    pub(super) meter: Option<Meter>,
    pub(super) subject: String,
    pub(super) mail: Option<Outline>,
}

/// A fault, with the line that it is in.
pub(super) struct FaultView {
    pub(super) field: &'static str,
    pub(super) line: usize,
    pub(super) place: String,
    pub(super) says: String,
    pub(super) before: String,
    pub(super) marked: String,
    pub(super) after: String,
}

/// What an SMS costs.
pub(super) struct Meter {
    pub(super) says: String,
    pub(super) used: usize,
    pub(super) most: usize,
    pub(super) tone: &'static str,
    pub(super) why: Option<String>,
    pub(super) double: Option<String>,
}

fn number(number: usize) -> Arg {
    Arg::Number(i64::try_from(number).unwrap_or(i64::MAX))
}

impl PreviewView {
    pub(super) fn of(frame: &Frame, key: TemplateKey, wording: &Wording, preview: &Preview) -> Self {
        let faults = |field: &str, source: &str| -> Vec<FaultView> {
            let here = preview.faults.iter().filter(|fault| fault.field() == field);
            here.map(|fault| FaultView::of(frame, fault, source)).collect()
        };
        let filled = preview.filled.as_ref();
        Self {
            about: frame.t(if preview.about.is_some() {
                "dash-template-about-newest"
            } else {
                "dash-template-about-sample"
            }),
            about_href: preview.about.map(|id| format!("/dashboard/requests/{id}")).unwrap_or_default(),
            from: preview.from.clone(),
            subject_faults: faults("subject", wording.subject.as_deref().unwrap_or_default()),
            text_faults: faults("text", &wording.text),
            unfit: preview.unfit.as_ref().map(|fault| unfit(frame, fault)),
            is_sms: key.channel == Channel::Sms,
            text: filled.map(|filled| filled.text.clone()),
            meter: preview.cost.as_ref().map(|cost| Meter::of(frame, cost)),
            subject: filled.and_then(|filled| filled.subject.clone()).unwrap_or_default(),
            mail: preview.mail.clone(),
        }
    }

    /// The text of the mail piece by piece; nothing stands for the button.
    pub(super) fn pieces(&self) -> Vec<Option<Vec<String>>> {
        let pieces = self.mail.iter().flat_map(|mail| &mail.pieces);
        let lines = |piece: &Piece| match piece {
            Piece::Paragraph(lines) => Some(lines.clone()),
            Piece::Button => None,
        };
        pieces.map(lines).collect()
    }
}

fn unfit(frame: &Frame, fault: &WordingFault) -> String {
    let what = fault.error.detail.split('"').nth(1).unwrap_or_default();
    frame.with("dash-template-unfit", &[("what", what.into())])
}

impl Meter {
    fn of(frame: &Frame, cost: &Cost) -> Self {
        let sms = [("count", number(cost.segments))];
        let left = [("left", number(cost.left)), ("sms", frame.with("dash-template-segments", &sms).into())];
        let quoted = |c: &char| frame.with("dash-quoted", &[("what", c.to_string().into())]);
        let list = |characters: &[char]| characters.iter().map(quoted).collect::<Vec<_>>().join(" ");
        let why = (!cost.dearer.is_empty()).then(|| {
            let args = [
                ("characters", list(&cost.dearer).into()),
                ("count", number(cost.segments)),
                ("without", number(cost.segments_without)),
            ];
            let key = if cost.segments_without < cost.segments { "dash-template-dearer" } else { "dash-template-dear" };
            frame.with(key, &args)
        });
        let double = (!cost.double.is_empty())
            .then(|| frame.with("dash-template-double", &[("characters", list(&cost.double).into())]));
        let encoding = match cost.encoding {
            Encoding::Gsm7 => "GSM-7",
            Encoding::Ucs2 => "UCS-2",
        };
        Self {
            says: format!("{} · {encoding}", frame.with("dash-template-count", &left)),
            used: cost.units,
            most: (cost.units + cost.left).max(1),
            tone: if cost.segments > 1 || why.is_some() { "warn" } else { "good" },
            why,
            double,
        }
    }
}

impl FaultView {
    fn of(frame: &Frame, fault: &WordingFault, source: &str) -> Self {
        let error = &fault.error;
        let line: Vec<char> = source.lines().nth(error.line.saturating_sub(1)).unwrap_or_default().chars().collect();
        let start = error.column.map_or(line.len(), |column| (column - 1).min(line.len()));
        let named = |c: &&char| c.is_alphanumeric() || matches!(**c, '_' | '.');
        let length = line[start..].iter().take_while(named).count();
        let end = if length == 0 { (start + 1).min(line.len()) } else { start + length };
        let text = |from: usize, to: usize| line[from..to].iter().collect::<String>();
        // A long line is shown around its fault.
        let first = start.saturating_sub(40);
        let meant = error.suggestion.as_deref();
        let meant = meant.map(|meant| format!(" {}", frame.with("dash-template-meant", &[("meant", meant.into())])));
        let says = frame.t(&format!("dash-template-fault-{}", error.code.replace('_', "-")));
        Self {
            field: if fault.field() == "subject" { "subject" } else { "text" },
            line: error.line,
            place: frame.with("dash-template-line", &[("line", number(error.line))]),
            says: format!("{says}{}", meant.unwrap_or_default()),
            before: format!("{}{}", if first > 0 { "…" } else { "" }, text(first, start)),
            marked: text(start, end),
            after: text(end, line.len().min(end + 40)),
        }
    }
}
