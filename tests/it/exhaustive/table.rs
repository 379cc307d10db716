//! The machine on one page: every state and every fact, what becomes of it, what is told and what is to be done.

use super::{AFTER, ASKED, Case, EARLY, Heard, NOW, WISHES, World, at, facts_about, id_of, payment, policies, request};
use paylink::domain::event::NewEvent;
use paylink::domain::learn::{Effect, abandon};
use paylink::domain::payment::PaymentState;
use paylink::domain::policy::{Policy, Wish};
use std::fmt::Write;

#[test]
fn the_machine_is_read_on_one_page() {
    let mut page = String::new();
    page.push_str("A payment of 1000, the only one of a request for 1000, and a fact about it: where it changes anything, what becomes of\n");
    page.push_str(
        "the payment, what is told (·) and what is to be done (!). Late money is accepted, surplus refunded.\n",
    );
    block(&mut page, "The request is open", Case::Open, EARLY);
    block(&mut page, "It has expired, the payer acted in time: what is different", Case::Expired, EARLY);
    block(&mut page, "It has expired, the payer acted afterwards: what is different", Case::Expired, AFTER);
    beside(&mut page);
    given_up(&mut page);
    policies_of_success(&mut page);
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("the_machine", page);
    });
}

/// Every fact in every state, states that end alike in one line. Of a closed request only what is different from an open one.
fn block(page: &mut String, title: &str, case: Case, acted: i64) {
    writeln!(page, "\n## {title}").unwrap();
    for (heard, when_open) in facts_about(0, acted).iter().zip(&facts_about(0, EARLY)) {
        let mut lines: Vec<(String, Vec<&str>)> = Vec::new();
        for state in PaymentState::ALL {
            let usual = line_of(&alone(Case::Open, *state), when_open, Policy::default());
            let Some(line) = line_of(&alone(case, *state), heard, Policy::default()) else { continue };
            if case != Case::Open && usual.as_ref() == Some(&line) {
                continue;
            }
            match lines.iter_mut().find(|(known, _)| *known == line) {
                Some((_, states)) => states.push(state.word()),
                None => lines.push((line, vec![state.word()])),
            }
        }
        if !lines.is_empty() {
            writeln!(page, "{}", heard.name).unwrap();
        }
        for (line, states) in lines {
            writeln!(page, "  {:<65} {line}", states.join(", ")).unwrap();
        }
    }
}

fn alone(case: Case, state: PaymentState) -> World {
    let mut world =
        World { request: request(case), payments: vec![payment(0, state, state.is_unfinished())], path: Vec::new() };
    world.request.sums = world.request.sums_of(&world.payments);
    world
}

/// What becomes of it, or `None` where nothing does.
fn line_of(start: &World, heard: &Heard, policy: Policy) -> Option<String> {
    let (after, events, effects) = start.hear(heard, &policy);
    if after.looks_like(start) && events.is_empty() && effects.is_empty() {
        return None;
    }
    let (was, is) = (&start.payments[heard.about], &after.payments[heard.about]);
    let mut line = format!("→ {:<10}", if was.state == is.state { "(noted)" } else { is.state.word() });
    if is.allocated != was.allocated {
        write!(line, " counts {}", is.allocated).unwrap();
    }
    if is.awaits_decision {
        line.push_str(" waits for a decision");
    }
    write!(line, "{}{}", told(&events), to_do(&effects)).unwrap();
    Some(line.trim_end().to_owned())
}

fn told(events: &[NewEvent]) -> String {
    let words: Vec<&str> = events.iter().map(|event| event.kind.word()).collect();
    if words.is_empty() { String::new() } else { format!(" · {}", words.join(", ")) }
}

fn to_do(effects: &[Effect]) -> String {
    let which = |id| if id == id_of(0) { "it" } else { "the other" };
    let words: Vec<String> = effects
        .iter()
        .map(|effect| match effect {
            Effect::EndCheckout(id) => format!("end {}", which(*id)),
            Effect::Refund { amount, reason, .. } => format!("refund {amount} ({})", reason.word()),
            Effect::RecordRefund { amount, .. } => format!("write down a refund of {amount}"),
        })
        .collect();
    if words.is_empty() { String::new() } else { format!(" ! {}", words.join(", ")) }
}

fn beside(page: &mut String) {
    writeln!(page, "\n## It was ended or given up, and another checkout of the open request is open").unwrap();
    let payments = vec![payment(0, PaymentState::Cancelled, false), payment(1, PaymentState::Open, true)];
    let start = World { request: request(Case::Open), payments, path: Vec::new() };
    for heard in facts_about(0, EARLY).iter().filter(|heard| heard.group.is_some() || heard.name == "pending") {
        if let Some(line) = line_of(&start, heard, Policy::default()) {
            writeln!(page, "{:<19} {line}", heard.name).unwrap();
        }
    }
}

fn given_up(page: &mut String) {
    writeln!(page, "\n## The provider never answers").unwrap();
    for state in PaymentState::ALL.iter().filter(|state| state.is_unfinished()) {
        let start = alone(Case::Open, *state);
        let decision = abandon(&start.request, &start.payments, id_of(0), at(NOW));
        let line = format!("{:<19} → {}{}", state.word(), decision.payments[0].state.word(), told(&decision.events));
        writeln!(page, "{line}").unwrap();
    }
}

/// What each policy does with money that is late, too much, or both.
fn policies_of_success(page: &mut String) {
    writeln!(page, "\n## 1500 come for 1000").unwrap();
    let more = |facts: Vec<Heard>| facts.into_iter().find(|heard| heard.name == "succeeded-more").unwrap();
    for surplus in WISHES {
        let policy = Policy { late: Wish::Accept, surplus };
        let line = line_of(&alone(Case::Open, PaymentState::Open), &more(facts_about(0, EARLY)), policy);
        writeln!(page, "surplus: {:<23} {}", surplus.word(), line.unwrap_or_default()).unwrap();
    }
    for (title, paid) in [("late", false), ("late, and another payment has paid the request", true)] {
        writeln!(page, "\n## 1500 come for 1000, {title}").unwrap();
        for policy in policies() {
            let mut start = alone(Case::Expired, PaymentState::Open);
            if paid {
                start.payments.push(payment(1, PaymentState::Succeeded, false));
                start.request.sums.allocated = ASKED;
                start.request.paid_at = Some(at(EARLY));
            }
            let line = line_of(&start, &more(facts_about(0, AFTER)), policy).unwrap_or_default();
            let wishes = format!("late: {}, surplus: {}", policy.late.word(), policy.surplus.word());
            writeln!(page, "{wishes:<32} {line}").unwrap();
        }
    }
}
