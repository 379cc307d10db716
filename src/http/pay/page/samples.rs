#![allow(missing_docs, reason = "used by tests only")]
//! Scenes for the tests and for people who work on the look: every page with believable content.

use super::apart::{NotFoundPage, Problem, ProblemPage};
use super::closed::{CancelledPage, ExpiredPage};
use super::paid::PaidPage;
use super::payable::{DeclinedPage, OpenPage};
use super::unpayable::UnpayablePage;
use super::waiting::{CheckingPage, PreparingPage, ProcessingPage};
use super::{FOREVER, PageInput, RenderedPage, send};
use crate::domain::attachment::Attachment;
use crate::domain::channel::Channel;
use crate::domain::ids::{AttachmentId, MerchantId, PaymentId, PaymentRequestId, ProfileId, RefundId};
use crate::domain::language::Language;
use crate::domain::merchant::{Profile, Support};
use crate::domain::method::Method;
use crate::domain::money::{Currency, Money};
use crate::domain::payment::{Failure, FailureCode, PayerAccount, Payment, PaymentKind, PaymentState};
use crate::domain::payment_request::{PaymentRequest, Sums, Terms};
use crate::domain::refund::{Refund, RefundReason, RefundStatus};
use crate::domain::scope::Scope;
use crate::domain::time::{Date, Timestamp, Zone, parse_date};
use crate::operations::carry::Way;
use uuid::Uuid;

const SCOPE: Scope = Scope { merchant: MerchantId(Uuid::from_u128(1)), live: true };

pub fn at(text: &str) -> Timestamp {
    Timestamp::parse_rfc3339(text).unwrap()
}

/// All of them taken by one provider.
pub fn ways(methods: &[Method]) -> Vec<Way> {
    methods.iter().map(|method| Way { method: *method, provider: "stripe", provider_name: "Stripe" }).collect()
}

/// Everything that a page is made of, owned, so that a test can change it.
#[derive(Clone)]
pub struct Scene {
    pub profile: Profile,
    pub request: PaymentRequest,
    pub payments: Vec<Payment>,
    pub refunds: Vec<Refund>,
    pub payer: Option<String>,
    pub attachments: Vec<Attachment>,
    pub ways: Vec<Way>,
    pub zone: Zone,
    pub now: Timestamp,
    pub qr_svg: String,
    pub live: bool,
    pub may_put_off: bool,
    pub reminded_on: Option<Date>,
    pub opted_out: Vec<Channel>,
    pub sends_new_link: bool,
}

impl Scene {
    /// A plumber's invoice, due in three days.
    pub fn open() -> Self {
        Self {
            profile: profile(),
            request: request(),
            payments: Vec::new(),
            refunds: Vec::new(),
            payer: Some("E. Mustermann".into()),
            attachments: Vec::new(),
            ways: ways(&[Method::Any]),
            zone: Zone::named("Europe/Berlin").unwrap(),
            now: at("2026-12-16T13:40:00Z"),
            qr_svg: qr(),
            live: true,
            may_put_off: true,
            reminded_on: None,
            opted_out: Vec::new(),
            sends_new_link: false,
        }
    }

    pub fn input(&self, language: Language) -> PageInput<'_> {
        PageInput {
            profile: &self.profile,
            request: &self.request,
            payments: &self.payments,
            refunds: &self.refunds,
            payer_name_masked: self.payer.as_deref(),
            attachments: &self.attachments,
            ways: &self.ways,
            provider_name: "Stripe",
            zone: &self.zone,
            language,
            now: self.now,
            pay_path: "/p/AAAAAAAAAAAAAAAAAAAAAA",
            qr_svg: &self.qr_svg,
            live: self.live,
            may_put_off: self.may_put_off,
            reminded_on: self.reminded_on,
            opted_out: &self.opted_out,
            sends_new_link: self.sends_new_link,
        }
    }

    /// With a payment; the sums follow.
    pub fn and(mut self, payment: Payment) -> Self {
        self.payments.push(payment);
        self.request.sums = self.request.sums_of(&self.payments);
        self
    }

    /// With money back; the payment's own sum follows.
    pub fn refunding(mut self, amount: i64, reason: RefundReason, status: RefundStatus) -> Self {
        let payment = self.payments.last_mut().unwrap();
        payment.refunded += if status == RefundStatus::Failed { 0 } else { amount };
        self.refunds.push(refund(payment.id, amount, reason, status));
        self.request.sums = self.request.sums_of(&self.payments);
        self
    }

    /// With files; sizes in bytes.
    pub fn attaching(mut self, files: &[(&str, i64)]) -> Self {
        let file = |(number, (name, size)): (u128, &(&str, i64))| Attachment {
            scope: SCOPE,
            id: AttachmentId(Uuid::from_u128(number)),
            payment_request: self.request.id,
            file_name: (*name).to_owned(),
            size: *size,
            sha256: vec![0; 32],
            created_at: self.request.created_at,
        };
        self.attachments = (1..).zip(files).map(file).collect();
        self
    }

    pub fn at(mut self, now: &str) -> Self {
        self.now = at(now);
        self
    }

    pub fn cancelled(mut self) -> Self {
        self.request.cancelled_at = Some(at("2026-12-16T09:00:00Z"));
        self
    }

    pub fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    /// Long words and many digits.
    pub fn large() -> Self {
        Self::open().with(|scene| {
            scene.request.terms.amount.minor = 999_999_999_999;
            scene.request.terms.reference = Some("RE-2026-000000000000000000000000000000000000000000000000000-A/17".into());
            scene.request.terms.description = Some(
                "Abschlagszahlung für die Donaudampfschifffahrtsgesellschaftskapitänskajütenrenovierung im vierten Quartal \
                 des Jahres, zweiter Abschnitt"
                    .into(),
            );
            scene.profile.display_name = "Stadtwerke und Verkehrsbetriebe der Universitäts- und Hansestadt Greifswald".into();
            scene.profile.support.email = Some("forderungsmanagement.privatkunden@stadtwerke-hansestadt.example.org".into());
        })
    }

    /// As little as a merchant can say.
    pub fn bare() -> Self {
        Self::open().with(|scene| {
            scene.request.terms.reference = None;
            scene.request.terms.description = None;
            scene.request.terms.due_date = None;
            scene.payer = None;
            scene.profile.town = None;
            scene.profile.legal_name = None;
            scene.profile.support = Support::default();
            scene.profile.imprint_url = None;
            scene.profile.privacy_url = None;
            scene.profile.accent = "#ffd200".into();
            scene.qr_svg = String::new();
        })
    }

    pub fn paid() -> Self {
        Self::open().and(money(11_900, 11_900))
    }

    pub fn declined(code: FailureCode) -> Self {
        let failure = Some(Failure { code, detail: None });
        Self::open().and(Payment { failure, ..payment(PaymentState::Failed) })
    }

    pub fn unpayable() -> Self {
        Self::open().with(|scene| scene.ways = Vec::new())
    }

    pub fn processing() -> Self {
        Self::open().and(payment(PaymentState::Pending))
    }

    pub fn checking() -> Self {
        Self::open().and(payment(PaymentState::Closing))
    }

    pub fn expired() -> Self {
        Self::open().at("2027-04-02T08:00:00Z")
    }
}

/// A checkout of the whole amount in some state.
pub fn payment(state: PaymentState) -> Payment {
    Payment {
        scope: SCOPE,
        id: PaymentId(Uuid::from_u128(4)),
        payment_request: PaymentRequestId(Uuid::from_u128(3)),
        kind: PaymentKind::Checkout,
        state,
        holds_slot: state.is_unfinished(),
        amount: Money::new(11_900, Currency::EUR),
        received: 0,
        allocated: 0,
        refunded: 0,
        refunds_reported: 0,
        disputed: 0,
        disputes: Vec::new(),
        fee: None,
        method: Method::Card,
        provider: Some("stripe".into()),
        provider_account: None,
        provider_reference: Some("cs_test_1".into()),
        charge_reference: None,
        idempotency_key: "key".into(),
        redirect_url: None,
        ends_at: None,
        lease_until: None,
        failure: None,
        acted_at: None,
        late: false,
        awaits_decision: false,
        payer_account: None,
        created_at: at("2026-12-16T13:30:00Z"),
        succeeded_at: None,
        asked_at: None,
        left_at: None,
        answered_at: None,
    }
}

/// A payment that came in.
pub fn money(received: i64, allocated: i64) -> Payment {
    Payment {
        received,
        allocated,
        payer_account: Some(PayerAccount { name: Some("Visa".into()), number: Some("•••• 4242".into()) }),
        succeeded_at: Some(at("2026-12-16T13:32:07Z")),
        ..payment(PaymentState::Succeeded)
    }
}

/// Money that came after the end and does not count.
pub fn late(received: i64) -> Payment {
    Payment { late: true, succeeded_at: Some(at("2027-04-01T08:00:00Z")), ..money(received, 0) }
}

fn refund(payment: PaymentId, amount: i64, reason: RefundReason, status: RefundStatus) -> Refund {
    Refund {
        scope: SCOPE,
        id: RefundId(Uuid::from_u128(5)),
        payment,
        payment_request: PaymentRequestId(Uuid::from_u128(3)),
        amount: Money::new(amount, Currency::EUR),
        status,
        reason,
        idempotency_key: "key".into(),
        provider_account: None,
        provider_reference: None,
        failure: None,
        tries: 1,
        requested_by: None,
        created_at: at("2026-12-18T09:00:00Z"),
        finished_at: (status == RefundStatus::Succeeded).then(|| at("2026-12-18T09:01:00Z")),
    }
}

pub(super) fn profile() -> Profile {
    Profile {
        scope: SCOPE,
        id: ProfileId(Uuid::from_u128(2)),
        version: 1,
        is_default: true,
        name: "Standard".into(),
        display_name: "Klempnerei Nord".into(),
        legal_name: Some("Klempnerei Nord GmbH".into()),
        town: Some("Flensburg".into()),
        accent: "#1666aa".into(),
        language: Language::De,
        support: Support {
            phone: Some("+494611234567".into()),
            email: Some("buero@example.org".into()),
            hours: Some("Mo–Fr 8–16 Uhr".into()),
        },
        imprint_url: Some("https://example.org/impressum".into()),
        privacy_url: Some("https://example.org/datenschutz".into()),
        archived_at: None,
    }
}

fn request() -> PaymentRequest {
    PaymentRequest {
        scope: SCOPE,
        id: PaymentRequestId(Uuid::from_u128(3)),
        version: 1,
        terms_version: 1,
        profile: ProfileId(Uuid::from_u128(2)),
        terms: Terms {
            amount: Money::new(11_900, Currency::EUR),
            reference: Some("LI-748925".into()),
            external_id: None,
            description: Some("Rohrreparatur am 15. Dezember".into()),
            due_date: parse_date("2026-12-19"),
            expires_at: at("2027-03-15T23:00:00Z"),
            countdown_days: None,
            metadata: serde_json::json!({}),
            return_paid: None,
            return_unpaid: None,
        },
        replaces: None,
        created_at: at("2026-12-15T09:00:00Z"),
        cancelled_at: None,
        paid_at: None,
        late: false,
        sums: Sums::default(),
        last_sequence: 1,
        last_event_at: at("2026-12-15T09:00:00Z"),
        expiry_recorded_at: None,
        opened_at: None,
    }
}

/// A QR code as the page gets it.
fn qr() -> String {
    let code = qrcode::QrCode::with_error_correction_level(
        "https://pay.example.org/p/AAAAAAAAAAAAAAAAAAAAAA",
        qrcode::EcLevel::M,
    );
    let code = code.unwrap();
    let width = code.width();
    let mut path = String::new();
    for (at, dark) in code.to_colors().iter().enumerate() {
        if *dark == qrcode::Color::Dark {
            path += &format!("M{} {}h1v1h-1z", at % width + 4, at / width + 4);
        }
    }
    let size = width + 8;
    format!(
        r##"<svg viewBox="0 0 {size} {size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{path}"/></svg>"##
    )
}

impl OpenPage {
    pub fn sample(language: Language) -> Self {
        Self::of(&Scene::open().input(language), None)
    }
}

impl DeclinedPage {
    pub fn sample(language: Language) -> Self {
        let failure = Failure { code: FailureCode::Declined, detail: None };
        Self::of(&Scene::declined(FailureCode::Declined).input(language), &failure)
    }
}

impl UnpayablePage {
    pub fn sample(language: Language) -> Self {
        Self::of(&Scene::unpayable().input(language))
    }
}

impl PreparingPage {
    pub fn sample(language: Language) -> Self {
        Self::of(&Scene::open().input(language), Method::Card)
    }
}

impl CheckingPage {
    pub fn sample(language: Language) -> Self {
        let scene = Scene::checking();
        let input = scene.input(language);
        Self::of(&input, input.pay_path)
    }
}

impl ProcessingPage {
    pub fn sample(language: Language) -> Self {
        Self::of(&Scene::processing().input(language))
    }
}

impl PaidPage {
    pub fn sample(language: Language) -> Self {
        Self::of(&Scene::paid().input(language))
    }
}

impl ExpiredPage {
    pub fn sample(language: Language) -> Self {
        Self::of(&Scene::expired().input(language), false)
    }
}

impl CancelledPage {
    pub fn sample(language: Language) -> Self {
        Self::of(&Scene::open().cancelled().input(language), false)
    }
}

impl NotFoundPage {
    pub fn sample(language: Language) -> Self {
        Self::of(language)
    }
}

impl ProblemPage {
    pub fn sample(language: Language) -> Self {
        Self::of(language, Problem::Unavailable, Some("/p/AAAAAAAAAAAAAAAAAAAAAA"))
    }
}

/// The sample of every page.
pub fn every_page(language: Language) -> Vec<(&'static str, RenderedPage)> {
    vec![
        ("open", send(&OpenPage::sample(language), FOREVER)),
        ("declined", send(&DeclinedPage::sample(language), FOREVER)),
        ("unpayable", send(&UnpayablePage::sample(language), FOREVER)),
        ("preparing", send(&PreparingPage::sample(language), FOREVER)),
        ("checking", send(&CheckingPage::sample(language), FOREVER)),
        ("processing", send(&ProcessingPage::sample(language), FOREVER)),
        ("paid", send(&PaidPage::sample(language), FOREVER)),
        ("expired", send(&ExpiredPage::sample(language), FOREVER)),
        ("cancelled", send(&CancelledPage::sample(language), FOREVER)),
        ("not-found", send(&NotFoundPage::sample(language), FOREVER)),
        ("problem", send(&ProblemPage::sample(language), FOREVER)),
    ]
}
