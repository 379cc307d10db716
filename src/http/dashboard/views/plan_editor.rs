//! The form for a plan: a row a message, with empty ones to add more.

use super::fault;
use super::frame::Frame;
use super::plans::key;
use crate::domain::field::FieldError;
use crate::domain::message_plan::{Anchor, ClockTime, Condition, MOST_STEPS, PlanStep, StepChannel};
use crate::domain::purpose::Purpose;
use askama::Template;
use std::collections::BTreeMap;

/// So many rows stand there for new messages.
const SPARE: usize = 2;
/// Fields of a row begin with that and the row's number: "step-3-days".
const ROW: &str = "step-";

/// The form as it was sent, or as a plan is shown in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanForm {
    /// What to call it.
    pub name: String,
    /// Merchant and mode that the form was opened in.
    pub scope: String,
    /// Whether new requests get it unless they say otherwise.
    pub is_default: bool,
    /// The rows, empty ones left out.
    pub rows: Vec<PlanRow>,
}

/// One row, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanRow {
    name: String,
    purpose: String,
    channel: String,
    from: String,
    days: String,
    before: bool,
    at: String,
    minutes: String,
    only_if: Vec<String>,
}

impl PlanForm {
    /// A plan to be changed, or copied.
    pub fn showing(name: &str, is_default: bool, steps: &[PlanStep]) -> Self {
        let row = |step: &PlanStep| PlanRow {
            name: step.name.clone(),
            purpose: step.purpose.word().to_owned(),
            channel: step.channel.word().to_owned(),
            from: step.from.word().to_owned(),
            days: step.days.abs().to_string(),
            before: step.days < 0,
            at: step.at.map(|at| format!("{at}")).unwrap_or_default(),
            minutes: if step.minutes == 0 { String::new() } else { step.minutes.to_string() },
            only_if: step.only_if.iter().map(|condition| condition.word().to_owned()).collect(),
        };
        Self { name: name.to_owned(), scope: String::new(), is_default, rows: steps.iter().map(row).collect() }
    }

    /// What was sent. Rows without a purpose are none.
    pub fn read(pairs: &[(String, String)]) -> Self {
        let mut form = Self::default();
        let mut rows: BTreeMap<usize, PlanRow> = BTreeMap::new();
        for (name, value) in pairs {
            match name.as_str() {
                "name" => form.name.clone_from(value),
                "scope" => form.scope.clone_from(value),
                "default" => form.is_default = value == "on",
                _ => {
                    let place = name.strip_prefix(ROW).and_then(|rest| rest.split_once('-'));
                    let Some((number, field)) = place else { continue };
                    let Some(number) = number.parse::<usize>().ok().filter(|number| *number < 2 * MOST_STEPS) else {
                        continue;
                    };
                    rows.entry(number).or_default().take(field, value);
                }
            }
        }
        form.rows = rows.into_values().filter(|row| !row.purpose.is_empty()).collect();
        form
    }

    /// The steps, or what of them cannot be read; fields are named as the API names them.
    pub fn steps(&self) -> Result<Vec<PlanStep>, Vec<FieldError>> {
        let mut faults = Vec::new();
        let mut steps: Vec<PlanStep> = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            match row.step(at) {
                Ok(step) => steps.push(step),
                Err(more) => faults.extend(more),
            }
        }
        name_all(&mut steps);
        if faults.is_empty() { Ok(steps) } else { Err(faults) }
    }
}

/// Steps that came without a name get one that no other has.
fn name_all(steps: &mut [PlanStep]) {
    for at in 0..steps.len() {
        if steps.get(at).is_some_and(|step| !step.name.is_empty()) {
            continue;
        }
        let taken = |name: &str| steps.iter().any(|step| step.name == name);
        let name = (at + 1..).map(|number| format!("step_{number}")).find(|name| !taken(name)).unwrap_or_default();
        if let Some(step) = steps.get_mut(at) {
            step.name = name;
        }
    }
}

impl PlanRow {
    fn take(&mut self, field: &str, value: &str) {
        let value = value.trim().to_owned();
        match field {
            "name" => self.name = value,
            "purpose" => self.purpose = value,
            "channel" => self.channel = value,
            "from" => self.from = value,
            "days" => self.days = value,
            "side" => self.before = value == "before",
            "at" => self.at = value,
            "minutes" => self.minutes = value,
            "if" if !self.only_if.contains(&value) => self.only_if.push(value),
            _ => {}
        }
    }

    fn step(&self, at: usize) -> Result<PlanStep, Vec<FieldError>> {
        let mut faults = Vec::new();
        let mut wrong = |field: &str, detail: &str| {
            faults.push(FieldError::new(format!("steps.{at}.{field}"), "invalid", detail));
        };
        let purpose = self.purpose.parse::<Purpose>();
        let from = self.from.parse::<Anchor>();
        let channel = self.channel.parse::<StepChannel>();
        let number = |text: &str| if text.is_empty() { Ok(0) } else { text.parse::<i64>() };
        let (days, minutes) = (number(&self.days), number(&self.minutes));
        let clock = Some(&self.at).filter(|at| !at.is_empty()).map(|at| at.parse::<ClockTime>()).transpose();
        let only_if: Result<Vec<Condition>, ()> = self.only_if.iter().map(|word| word.parse()).collect();
        if purpose.is_err() {
            wrong("purpose", "Choose what the message is for.");
        }
        if from.is_err() {
            wrong("from", "Choose what its time is counted from.");
        }
        if days.as_ref().is_ok_and(|days| *days < 0) || days.is_err() {
            wrong("days", "Write a number of days.");
        }
        if minutes.is_err() {
            wrong("minutes", "Write a number of minutes.");
        }
        if clock.is_err() {
            wrong("at", "Write a time like 10:00.");
        }
        match (purpose, from, channel, days, minutes, clock, only_if) {
            (Ok(purpose), Ok(from), Ok(channel), Ok(days), Ok(minutes), Ok(clock), Ok(only_if))
                if faults.is_empty() =>
            {
                let days = if self.before { -days } else { days };
                Ok(PlanStep { name: self.name.clone(), purpose, channel, from, days, minutes, at: clock, only_if })
            }
            _ => Err(faults),
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "dashboard/plan.html")]
pub struct PlanPage {
    frame: Frame,
    title: String,
    action: String,
    scope: String,
    name: String,
    name_fault: Option<String>,
    is_default: bool,
    rows: Vec<RowView>,
    faults: Vec<(String, String)>,
}

struct RowView {
    number: usize,
    label: String,
    name: String,
    minutes: String,
    days: String,
    at: String,
    before: bool,
    purposes: Vec<Word>,
    anchors: Vec<Word>,
    channels: Vec<Word>,
    conditions: Vec<Word>,
    has_conditions: bool,
    fault: Option<String>,
    is_spare: bool,
}

/// A word to choose.
struct Word {
    word: &'static str,
    label: String,
    chosen: bool,
}

impl PlanPage {
    /// A new plan (`id` is none) or one to be changed.
    pub fn new(frame: Frame, id: Option<&str>, form: &PlanForm, faults: &[FieldError]) -> Self {
        let spare = SPARE.min(MOST_STEPS.saturating_sub(form.rows.len()));
        let all = form.rows.iter().cloned().chain(std::iter::repeat_n(PlanRow::default(), spare));
        let fault_of = |place: &str| faults.iter().find(|fault| fault.field == place);
        let rows: Vec<RowView> = all
            .enumerate()
            .map(|(number, row)| {
                let fault = faults.iter().find(|fault| fault.field.starts_with(&format!("steps.{number}.")));
                RowView::of(&frame, number, &row, fault)
            })
            .collect();
        let title = if id.is_some() { frame.t("dash-plan-edit") } else { frame.t("dash-plan-new") };
        Self {
            title,
            action: id.map_or_else(|| "/dashboard/plans".to_owned(), |id| format!("/dashboard/plans/{id}")),
            scope: frame.scope_word(),
            name: form.name.clone(),
            name_fault: fault_of("name").map(|_| frame.t("dash-error-required")),
            is_default: form.is_default,
            faults: faults.iter().map(|fault| told(&frame, fault)).collect(),
            rows,
            frame,
        }
    }
}

/// Which field, and what is wrong with it.
fn told(frame: &Frame, fault: &FieldError) -> (String, String) {
    let mut parts = fault.field.split('.');
    match (parts.next(), parts.next().and_then(|at| at.parse::<usize>().ok())) {
        (Some("steps"), Some(at)) => {
            let number = i64::try_from(at).unwrap_or(i64::MAX).saturating_add(1);
            let label = frame.with("dash-plan-row", &[("number", number.into())]);
            (format!("#step-{at}-purpose"), format!("{label}: {}", fault_text(frame, fault)))
        }
        (Some("name"), _) => ("#name".to_owned(), frame.t("dash-plan-fault-name")),
        (Some("scope"), _) => (String::new(), frame.t("dash-error-scope")),
        _ => (String::new(), fault_text(frame, fault)),
    }
}

fn fault_text(frame: &Frame, fault: &FieldError) -> String {
    let field = fault.field.rsplit('.').next().unwrap_or_default();
    let key = match (field, fault.code) {
        ("days", "out_of_range") => "dash-plan-fault-days",
        ("minutes", "contradiction") => "dash-plan-fault-minutes",
        ("purpose", "contradiction") => "dash-plan-fault-late",
        ("days" | "minutes", "invalid") => "dash-plan-fault-number",
        ("at", "invalid") => "dash-plan-fault-clock",
        ("steps", _) => "dash-plan-fault-steps",
        _ => return fault::fault_text(frame, fault),
    };
    frame.t(key)
}

impl RowView {
    fn of(frame: &Frame, number: usize, row: &PlanRow, fault: Option<&FieldError>) -> Self {
        let word = |word: &'static str, prefix: &str, chosen: &str| Word {
            word,
            label: frame.t(&format!("{prefix}-{}", key(word))),
            chosen: word == chosen,
        };
        let purposes = Purpose::ALL.iter().filter(|purpose| !purpose.is_answer());
        let human = i64::try_from(number).unwrap_or(i64::MAX).saturating_add(1);
        let condition = |condition: &Condition| Word {
            word: condition.word(),
            label: frame.t(&format!("dash-plan-if-{}", key(condition.word()))),
            chosen: row.only_if.iter().any(|chosen| chosen == condition.word()),
        };
        let is_spare = row.purpose.is_empty();
        let label = if is_spare { "dash-plan-row-new" } else { "dash-plan-row" };
        Self {
            number,
            label: frame.with(label, &[("number", human.into())]),
            name: row.name.clone(),
            minutes: row.minutes.clone(),
            days: if is_spare { String::new() } else { row.days.clone() },
            at: row.at.clone(),
            before: row.before,
            purposes: purposes.map(|purpose| word(purpose.word(), "dash-purpose", &row.purpose)).collect(),
            anchors: Anchor::ALL.iter().map(|anchor| word(anchor.word(), "dash-plan-from", &row.from)).collect(),
            channels: StepChannel::ALL
                .iter()
                .map(|channel| word(channel.word(), "dash-plan-channel", &row.channel))
                .collect(),
            conditions: Condition::ALL.iter().map(condition).collect(),
            has_conditions: !row.only_if.is_empty(),
            fault: fault.map(|fault| fault_text(frame, fault)),
            is_spare,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::message_plan::{built_in_plan, check_steps};

    fn pairs(text: &str) -> Vec<(String, String)> {
        text.split('&').filter_map(|pair| pair.split_once('=')).map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
    }

    #[test]
    fn what_is_shown_is_read_back_as_it_was() {
        let plan = built_in_plan();
        let shown = PlanForm::showing("Standard", true, &plan);
        assert_eq!(shown.steps().unwrap(), plan);
    }

    #[test]
    fn empty_rows_are_left_out_and_new_ones_get_a_name() {
        let form = PlanForm::read(&pairs(
            "name=Mein&default=on&step-0-purpose=&step-0-days=3&step-1-purpose=reminder_1&step-1-from=due_date&step-1-channel=first\
             &step-1-days=2&step-1-side=before&step-1-at=09:30&step-1-if=unopened&step-1-if=unopened&step-99-purpose=request",
        ));
        let steps = form.steps().unwrap();
        assert_eq!(steps.len(), 1);
        assert_eq!((steps[0].name.as_str(), steps[0].days), ("step_1", -2));
        assert_eq!(steps[0].only_if, [Condition::Unopened]);
        assert!(form.is_default && check_steps(&steps).is_ok());
    }

    #[test]
    fn what_cannot_be_read_is_named_with_its_row() {
        let form = PlanForm::read(&pairs(
            "step-1-purpose=reminder_1&step-1-from=due_date&step-1-channel=first&step-1-days=zwei&step-1-at=25:00",
        ));
        let faults = form.steps().unwrap_err();
        let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["steps.0.days", "steps.0.at"]);
    }
}
