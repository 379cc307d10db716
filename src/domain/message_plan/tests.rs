use super::*;
use crate::domain::money::Money;
use crate::domain::time::parse_date;

fn at(text: &str) -> Timestamp {
    Timestamp::parse_rfc3339(text).unwrap()
}

fn berlin() -> Zone {
    Zone::named("Europe/Berlin").unwrap()
}

fn terms(created: Timestamp, due: Option<&str>) -> Terms {
    Terms {
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
    }
}

fn step(from: Anchor, days: i64) -> PlanStep {
    PlanStep {
        name: "step".to_owned(),
        purpose: Purpose::Reminder1,
        channel: StepChannel::First,
        from,
        days,
        minutes: 0,
        at: None,
        only_if: Vec::new(),
    }
}

fn plan(due: Option<&str>) -> Vec<(String, String)> {
    let created = at("2026-12-10T09:00:00Z");
    let steps = built_in_plan();
    let timed = timed(&steps, &terms(created, due), created, &berlin());
    timed.into_iter().map(|(step, due_at)| (step.name.clone(), due_at.to_rfc3339())).collect()
}

#[test]
fn reminders_lie_before_the_due_date_at_ten() {
    assert_eq!(plan(None), [("request".to_owned(), "2026-12-10T09:00:00Z".to_owned())]);
    let names = |due| plan(Some(due)).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(names("2026-12-10"), ["request"], "the request itself says that it is due");
    assert_eq!(names("2026-12-12"), ["request", "due_today"]);
    assert_eq!(names("2026-12-17"), ["request", "three_days_before", "due_today"]);
    assert_eq!(names("2027-01-15"), ["request", "seven_days_before", "three_days_before", "due_today"]);
    assert_eq!(plan(Some("2026-12-17"))[1].1, "2026-12-14T09:00:00Z");
}

#[test]
fn ten_oclock_is_ten_oclock_also_when_the_clocks_change() {
    let created = at("2026-10-01T09:00:00Z");
    let due = |days: i64, date: &str| {
        let step = PlanStep { at: Some(ClockTime::MORNING), ..step(Anchor::DueDate, days) };
        timed(&[step], &terms(created, Some(date)), created, &berlin())[0].1.to_rfc3339()
    };
    assert_eq!(due(0, "2026-10-24"), "2026-10-24T08:00:00Z");
    assert_eq!(due(0, "2026-10-25"), "2026-10-25T09:00:00Z", "the day of the change");
    assert_eq!(due(-1, "2026-10-26"), "2026-10-25T09:00:00Z");
    // Half past two is not there in the night of spring, and there twice in autumn.
    let zone = berlin();
    assert_eq!(zone.at(parse_date("2027-03-28").unwrap(), 2, 30), at("2027-03-28T01:30:00Z"));
    assert_eq!(zone.at(parse_date("2026-10-25").unwrap(), 2, 30), at("2026-10-25T00:30:00Z"));
    assert_eq!(zone.same_clock(at("2026-10-24T08:00:00Z"), 1), at("2026-10-25T09:00:00Z"));
}

#[test]
fn steps_count_from_what_they_name() {
    let (zone, opened) = (berlin(), at("2026-12-10T15:00:00Z"));
    assert_eq!(step(Anchor::Opened, 0).due_after(opened, &zone), opened);
    assert_eq!(step(Anchor::Opened, 2).due_after(opened, &zone), at("2026-12-12T15:00:00Z"));
    let morning = |days| PlanStep { at: Some(ClockTime::MORNING), ..step(Anchor::Opened, days) };
    assert_eq!(morning(0).due_after(opened, &zone), at("2026-12-11T09:00:00Z"), "ten o'clock had passed");
    assert_eq!(morning(1).due_after(opened, &zone), at("2026-12-11T09:00:00Z"));
    let quarter = PlanStep { minutes: 15, ..step(Anchor::PaymentFailed, 0) };
    assert_eq!(quarter.due_after(opened, &zone), at("2026-12-10T15:15:00Z"));
    let terms = terms(opened, None);
    let last = [step(Anchor::Expiry, -2), PlanStep { minutes: -90, ..step(Anchor::Expiry, 0) }, morning(0)];
    let found: Vec<Timestamp> = timed(&last, &terms, opened, &zone).into_iter().map(|(_, at)| at).collect();
    assert_eq!(found, [at("2027-03-08T15:00:00Z"), at("2027-03-10T13:30:00Z")]);
    assert!(timed(&[step(Anchor::Expiry, 1)], &terms, opened, &zone).is_empty(), "it cannot be paid by then");
}

#[test]
fn channels_are_those_of_the_request_unless_the_step_names_one() {
    use Channel::{Email, Sms};
    let of = |channel: StepChannel, channels: &[Channel]| channel.of(channels);
    assert_eq!(of(StepChannel::First, &[Email, Sms]), [Email]);
    assert_eq!(of(StepChannel::Each, &[Sms, Email]), [Sms, Email]);
    assert_eq!(of(StepChannel::Other, &[Sms]), [Email]);
    assert_eq!(of(StepChannel::Email, &[Sms]), [Email]);
    assert!(of(StepChannel::First, &[]).is_empty());
}

#[test]
fn what_makes_no_sense_is_named_with_its_place() {
    let told = |steps: &[PlanStep]| {
        let faults = check_steps(steps).err().unwrap_or_default();
        faults.iter().map(|fault| format!("{} {}", fault.field, fault.code)).collect::<Vec<_>>()
    };
    assert!(told(&built_in_plan()).is_empty());
    assert_eq!(told(&[]), ["steps out_of_range"]);
    let named = |name: &str| PlanStep { name: name.to_owned(), ..step(Anchor::Created, 1) };
    assert_eq!(
        told(&[named("a"), named("Ä b"), named("paid"), named("a")]),
        ["steps.1.name invalid", "steps.2.name reserved", "steps.3.name repeated"]
    );
    assert_eq!(told(&[step(Anchor::Opened, -1)]), ["steps.0.days out_of_range"]);
    assert_eq!(told(&[step(Anchor::DueDate, 400)]), ["steps.0.days out_of_range"]);
    assert_eq!(told(&[step(Anchor::Paid, 1)]), ["steps.0.purpose contradiction"]);
    let both = PlanStep { minutes: 5, at: Some(ClockTime::MORNING), ..step(Anchor::Created, 1) };
    assert_eq!(told(&[both]), ["steps.0.minutes contradiction"]);
}

#[test]
fn times_of_day_are_read_strictly() {
    for (text, read) in [("9:30", Some((9, 30))), ("09:05", Some((9, 5))), ("23:59", Some((23, 59)))] {
        assert_eq!(text.parse::<ClockTime>().ok().map(|time| (time.hour, time.minute)), read, "{text}");
    }
    for text in ["24:00", "9", "9:5", "-1:00", "10:60", "10:00:00", "+1:00", ""] {
        assert!(text.parse::<ClockTime>().is_err(), "{text}");
    }
}
