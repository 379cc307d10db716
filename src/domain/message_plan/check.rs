//! What a plan may say.

use super::{Anchor, MOST_STEPS, PAID, PlanStep, REQUEST};
use crate::domain::field::FieldError;

/// Names of steps that come about otherwise.
const RESERVED: &[&str] = &[REQUEST, PAID, "sent", "snooze"];
const LONGEST_NAME: usize = 40;
const MOST_DAYS: i64 = 365;
const MINUTES_A_DAY: i64 = 24 * 60;

impl PlanStep {
    fn check(&self, at: usize) -> Result<(), FieldError> {
        let wrong = |field: &str, code, detail: &str| Err(FieldError::new(format!("steps.{at}.{field}"), code, detail));
        let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if self.name.is_empty() || self.name.len() > LONGEST_NAME || !self.name.chars().all(letters) {
            return wrong("name", "invalid", "Use 1 to 40 small letters, digits and underscores.");
        }
        if RESERVED.contains(&self.name.as_str()) && !self.is(&self.name) {
            return wrong("name", "reserved", "This name is for a step that there is without a plan. Use another.");
        }
        if self.purpose.is_answer() {
            return wrong("purpose", "invalid", "Answers to STOP and HELP go out by themselves.");
        }
        if self.days.abs() > MOST_DAYS {
            return wrong("days", "out_of_range", "Use at most 365 days.");
        }
        if self.minutes.abs() >= MINUTES_A_DAY {
            return wrong("minutes", "out_of_range", "Use less than a day of minutes, and days for the rest.");
        }
        if self.at.is_some() && self.minutes != 0 {
            return wrong("minutes", "contradiction", "Give minutes or a time of day, not both.");
        }
        let backwards = self.days < 0 || self.minutes < 0;
        if backwards && !matches!(self.from, Anchor::DueDate | Anchor::Expiry) {
            return wrong("days", "out_of_range", "Nothing can be sent before what it is counted from.");
        }
        if self.minutes != 0 && self.from == Anchor::DueDate {
            return wrong("minutes", "contradiction", "A due date is a day. Give a time of day in `at`.");
        }
        if self.purpose.asks_for_money() && matches!(self.from, Anchor::Paid | Anchor::Expired | Anchor::Cancelled) {
            return wrong("purpose", "contradiction", "There is nothing to pay any more by then.");
        }
        Ok(())
    }
}

/// Checks the steps of a plan.
pub fn check_steps(steps: &[PlanStep]) -> Result<(), Vec<FieldError>> {
    let mut faults: Vec<FieldError> = steps.iter().enumerate().filter_map(|(at, step)| step.check(at).err()).collect();
    for (at, step) in steps.iter().enumerate() {
        if steps[..at].iter().any(|earlier| earlier.name == step.name) {
            let detail = "Another step has this name. Each needs its own.";
            faults.push(FieldError::new(format!("steps.{at}.name"), "repeated", detail));
        }
    }
    if steps.is_empty() || steps.len() > MOST_STEPS {
        faults.push(FieldError::new("steps", "out_of_range", format!("Give 1 to {MOST_STEPS} steps.")));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}
