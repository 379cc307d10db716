//! When which message goes out. Each step of a request's plan is one message at most, whatever happens in between.

use super::payment_request::Terms;
use super::purpose::Purpose;
use super::time::{Timestamp, Zone};
use std::time::Duration;

/// One message of a plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// Its name within the plan: stable, so that it happens once.
    pub name: &'static str,
    /// What it is for.
    pub purpose: Purpose,
    /// When it is due.
    pub due_at: Timestamp,
}

/// The hour of the payer's wall clock at which reminders go out.
const HOUR: Duration = Duration::from_secs(10 * 3600);

/// Days before the due date, what is said then, and the step's name.
const REMINDERS: [(i64, Purpose, &str); 3] = [
    (7, Purpose::Reminder1, "seven_days_before"),
    (3, Purpose::Reminder2, "three_days_before"),
    (0, Purpose::DueToday, "due_today"),
];

/// The step that brings the link.
pub const REQUEST: &str = "request";

/// The plan of a merchant who made none: the request at once; seven and three days before the due date and on it. Days that have passed
/// already, and the day of the request itself, are left out.
pub fn default_plan(terms: &Terms, created_at: Timestamp, zone: &Zone) -> Vec<Step> {
    let mut steps = vec![Step { name: REQUEST, purpose: Purpose::Request, due_at: created_at }];
    let Some(due) = terms.due_date else { return steps };
    for (days, purpose, name) in REMINDERS {
        let Some(day) = due.checked_sub(time::Duration::days(days)) else { continue };
        let due_at = zone.start_of_day(day).plus(HOUR);
        if day > zone.date(created_at) && due_at < terms.expires_at {
            steps.push(Step { name, purpose, due_at });
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Money;
    use crate::domain::time::parse_date;

    fn plan(due: Option<&str>) -> Vec<(&'static str, String)> {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let created = Timestamp::parse_rfc3339("2026-12-10T09:00:00Z").unwrap();
        let terms = Terms {
            amount: Money::new(100, "EUR".parse().unwrap()),
            reference: None,
            external_id: None,
            description: None,
            due_date: due.map(|day| parse_date(day).unwrap()),
            expires_at: created.plus(Duration::from_secs(90 * 86_400)),
            countdown_days: None,
            metadata: serde_json::json!({}),
            return_paid: None,
            return_unpaid: None,
        };
        default_plan(&terms, created, &zone).into_iter().map(|step| (step.name, step.due_at.to_rfc3339())).collect()
    }

    #[test]
    fn reminders_lie_before_the_due_date_at_ten() {
        assert_eq!(plan(None), [("request", "2026-12-10T09:00:00Z".to_owned())]);
        let names = |due| plan(Some(due)).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(names("2026-12-10"), ["request"], "the request itself says that it is due");
        assert_eq!(names("2026-12-12"), ["request", "due_today"]);
        assert_eq!(names("2026-12-17"), ["request", "three_days_before", "due_today"]);
        assert_eq!(names("2027-01-15"), ["request", "seven_days_before", "three_days_before", "due_today"]);
        assert_eq!(plan(Some("2026-12-17"))[1].1, "2026-12-14T09:00:00Z");
    }
}
