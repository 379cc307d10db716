//! Variants of the pages, by name: what the samples of [`super::samples`] become when something happens.

use super::samples::{Scene, late, money, payment, ways};
use crate::domain::method::Method;
use crate::domain::money::{Currency, Money};
use crate::domain::payment::{FailureCode, Payment, PaymentState};
use crate::domain::refund::{RefundReason, RefundStatus};
use crate::operations::carry::Way;

/// As many as there can be, under long names.
const FIVE_FILES: [(&str, i64); 5] = [
    ("Rechnung RE-2026-000000000000000000000000000000000000000000000000000-A-17.pdf", 48_213),
    (
        "Leistungsverzeichnis Donaudampfschifffahrtsgesellschaftskapitänskajütenrenovierung, Abschnitt 2, vom Bauherrn frei.pdf",
        5_242_880,
    ),
    ("Aufmaß.pdf", 999),
    ("AGB.pdf", 312_000),
    ("Widerrufsbelehrung und Muster-Widerrufsformular für Verträge außerhalb von Geschäftsräumen.pdf", 1_200_000),
];

/// The choice of a merchant with two providers.
fn of_two() -> Vec<Way> {
    let at_sandbox = Way { method: Method::Card, provider: "sandbox", provider_name: "Sandbox" };
    [at_sandbox].into_iter().chain(ways(&[Method::Any])).collect()
}

fn francs(minor: i64) -> Money {
    Money::new(minor, "CHF".parse().unwrap_or(Currency::EUR))
}

/// Every variant.
pub fn scenes() -> Vec<(&'static str, Scene)> {
    use RefundReason::{Late, Requested, Surplus};
    use RefundStatus::{Created, Failed, Succeeded};
    vec![
        ("open-methods", Scene { ways: ways(&[Method::Card, Method::Paypal, Method::SepaDebit]), ..Scene::open() }),
        ("open-test", Scene { live: false, ways: ways(&[Method::Card, Method::Ideal]), ..Scene::open() }),
        ("open-two-takers", Scene { live: false, ways: of_two(), ..Scene::open() }),
        ("open-today", Scene::open().at("2026-12-19T08:00:00Z")),
        ("open-overdue", Scene::open().at("2027-01-07T08:00:00Z")),
        (
            "open-countdown",
            Scene::open().with(|s| s.request.terms.countdown_days = Some(14)).at("2027-03-10T08:00:00Z"),
        ),
        ("open-part-paid", Scene::open().and(money(5_000, 5_000))),
        ("open-ended", Scene::open().and(payment(PaymentState::Cancelled))),
        ("open-large", Scene::large()),
        ("open-bare", Scene::bare()),
        ("open-attachment", Scene::open().attaching(&[("Rechnung LI-748925.pdf", 48_213)])),
        ("open-attachments", Scene::large().attaching(&FIVE_FILES)),
        ("paid-attachment", Scene::paid().attaching(&[("Rechnung LI-748925.pdf", 48_213)])),
        ("expired-attachment", Scene::expired().attaching(&[("Rechnung LI-748925.pdf", 1_248_213)])),
        ("declined-funds", Scene::declined(FailureCode::InsufficientFunds)),
        ("declined-overdue", Scene::declined(FailureCode::AuthenticationFailed).at("2027-01-07T08:00:00Z")),
        ("unpayable-undecided", Scene::unpayable().and(payment(PaymentState::Open))),
        ("unpayable-part-paid", Scene::unpayable().and(money(5_000, 5_000))),
        ("clarifying", Scene::expired().and(Payment { awaits_decision: true, ..late(11_900) })),
        (
            "clarifying-foreign",
            Scene::open().and(Payment { awaits_decision: true, amount: francs(11_900), ..money(11_900, 0) }),
        ),
        (
            "paid-back-link",
            Scene::paid().with(|s| s.request.terms.return_paid = Some("https://example.org/shop".into())),
        ),
        ("paid-late", Scene::paid().with(|s| s.request.late = true)),
        ("paid-twice", Scene::paid().and(money(11_900, 0)).refunding(11_900, Surplus, Created)),
        ("paid-surplus-back", Scene::open().and(money(13_900, 11_900)).refunding(2_000, Surplus, Succeeded)),
        ("paid-surplus-failed", Scene::open().and(money(13_900, 11_900)).refunding(2_000, Surplus, Failed)),
        ("paid-surplus-asked", Scene::open().and(Payment { awaits_decision: true, ..money(13_900, 11_900) })),
        ("paid-in-parts", Scene::open().and(money(5_000, 5_000)).and(money(6_900, 6_900))),
        ("paid-partly-back", Scene::paid().refunding(3_000, Requested, Succeeded)),
        ("refunding", Scene::paid().refunding(11_900, Requested, Created)),
        ("refunded", Scene::paid().refunding(11_900, Requested, Succeeded)),
        ("expired-new-link", Scene { sends_new_link: true, ..Scene::expired() }),
        ("expired-undecided", Scene::expired().and(payment(PaymentState::Open))),
        ("expired-part-paid", Scene::expired().and(money(5_000, 5_000))),
        ("expired-late-back", Scene::expired().and(late(11_900)).refunding(11_900, Late, Created)),
        ("expired-abandoned", Scene::expired().and(payment(PaymentState::Abandoned))),
        ("cancelled-undecided", Scene::open().cancelled().and(payment(PaymentState::Closing))),
        ("cancelled-late-back", Scene::open().cancelled().and(late(11_900)).refunding(11_900, Late, Succeeded)),
    ]
}
