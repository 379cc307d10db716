//! One request: where it stands, its link, its money and everything that happened. The whole body is also a fragment that the page
//! fetches again while it is looked at.

use super::created::{created_text, is_asked};
use super::files::FilesView;
use super::form::hindered_text;
use super::frame::{Frame, Notice};
use super::messages::MessagesView;
use super::payments::{self, PaymentView};
use super::share::Share;
use super::status::StatusView;
use super::timeline::{self, DayView};
use crate::domain::attachment::Attachment;
use crate::domain::carriage::{Carriage, Hindered};
use crate::domain::event::Event;
use crate::domain::field::FieldError;
use crate::domain::ids::{PaymentId, PaymentRequestId};
use crate::domain::merchant::Profile;
use crate::domain::message::Message;
use crate::domain::money::Money;
use crate::domain::payer::Payer;
use crate::domain::payment::Payment;
use crate::domain::payment_request::{PaymentRequest, Status};
use crate::domain::phone;
use crate::domain::refund::Refund;
use crate::domain::time::{Timestamp, date_text};
use crate::i18n::{Arg, formats};
use crate::operations::may_write::WayToPayer;
use askama::Template;
use sha2::{Digest, Sha256};

/// What a handler hands over.
#[derive(Clone, Debug)]
pub struct DetailData {
    /// The request.
    pub request: PaymentRequest,
    /// Who is asked.
    pub payer: Payer,
    /// How its page looks: name, support and language of the ready text.
    pub profile: Profile,
    /// Its payments, oldest first.
    pub payments: Vec<Payment>,
    /// Refunds of all its payments, oldest first.
    pub refunds: Vec<Refund>,
    /// Its events, oldest first.
    pub events: Vec<Event>,
    /// The whole pay link.
    pub pay_url: String,
    /// Who can take what is still due.
    pub carriage: Carriage,
    /// The link as QR code: an `<svg>` made by us, written into the page as it is. It must not hold `style` attributes (CSP).
    pub qr_svg: String,
    /// A refund that could not be taken; its form stays open with what was typed.
    pub refund_problem: Option<RefundProblem>,
    /// Messages about it, in the order of their times.
    pub messages: Vec<Message>,
    /// Its files, in the order of their adding.
    pub attachments: Vec<Attachment>,
    /// How the payer can be written to now.
    pub ways: Vec<WayToPayer>,
    /// How often programs fetched a preview of the link, and when first.
    pub previews: (i64, Option<Timestamp>),
}

/// Why a refund form comes back.
#[derive(Clone, Debug)]
pub struct RefundProblem {
    /// Whose form.
    pub payment: PaymentId,
    /// As typed.
    pub amount: String,
    /// What is wrong with it.
    pub error: FieldError,
}

/// The page.
#[derive(Template)]
#[template(path = "dashboard/detail.html")]
pub struct DetailPage {
    frame: Frame,
    d: Detail,
}

/// Its body alone, for `GET /dashboard/requests/{id}/live`.
#[derive(Template)]
#[template(path = "dashboard/detail_body.html")]
pub struct DetailLive {
    frame: Frame,
    d: Detail,
}

pub(super) struct Detail {
    id: PaymentRequestId,
    version: String,
    /// Just made, and the link is still to be passed on.
    is_to_send: bool,
    title: String,
    reference: String,
    amount: String,
    amount_is_long: bool,
    /// Who should pay, and until when.
    who: String,
    status: StatusView,
    next_step: String,
    progress: Option<Progress>,
    sums: Vec<Line>,
    cancel: Cancel,
    payable: bool,
    /// Why an open request cannot be paid all the same.
    unpayable: Option<String>,
    /// Which of several providers cannot take it.
    warnings: Vec<String>,
    share: Share,
    messages: MessagesView,
    files: FilesView,
    payments: Vec<PaymentView>,
    days: Vec<DayView>,
    zone: String,
    payer: Vec<Line>,
    terms: Vec<Line>,
}

/// A label and what it says.
pub(super) struct Line {
    pub(super) label: String,
    pub(super) value: String,
    pub(super) href: String,
}

struct Progress {
    value: i64,
    max: i64,
    label: String,
}

enum Cancel {
    Possible,
    Refused(String),
    Absent,
}

fn is_created(frame: &Frame) -> bool {
    frame.notice == Some(Notice::Created)
}

impl DetailPage {
    /// From what the handler read.
    pub fn new(frame: Frame, data: &DetailData) -> Self {
        let d = Detail::of(&frame, data);
        let told = is_created(&frame).then(|| created_text(&frame, &data.messages));
        Self { frame: Frame { told, ..frame }, d }
    }
}

impl DetailLive {
    /// From what the handler read.
    pub fn new(frame: Frame, data: &DetailData) -> Self {
        let frame = Frame { notice: None, ..frame };
        let d = Detail::of(&frame, data);
        Self { frame, d }
    }

    /// The same as [`live_version`] of its data: for `ETag`, in quotes.
    pub fn version(&self) -> &str {
        &self.d.version
    }
}

/// Changes whenever the fragment would look different: for `ETag`, in quotes.
pub fn live_version(frame: &Frame, data: &DetailData) -> String {
    let request = &data.request;
    let mut hash = Sha256::new();
    let mut take = |part: &str| {
        hash.update(part);
        hash.update([0]);
    };
    take(super::assets::version());
    take(frame.language.tag());
    take(frame.role.word());
    take(&date_text(frame.today()));
    take(&format!("{} {} {:?}", request.version, request.last_sequence, request.sums));
    take(request.status(frame.now).word());
    take(&format!("{} {:?}", request.overdue(frame.now, &frame.zone), request.countdown(frame.now, &frame.zone)));
    take(&format!("{:?} {}", request.opened_at, data.events.len()));
    take(&format!("{:?} {:?} {:?}", data.previews, data.ways, data.carriage));
    for payment in &data.payments {
        take(&format!("{} {} {} {}", payment.id, payment.state.word(), payment.refunded, payment.awaits_decision));
        take(&format!("{:?} {} {:?} {:?}", payment.fee, payment.received, payment.disputes, payment.left_at));
    }
    for message in &data.messages {
        take(&format!("{} {} {:?}", message.id, message.state.word(), message.reason));
    }
    for refund in &data.refunds {
        take(&format!("{} {} {} {:?}", refund.id, refund.status.word(), refund.tries, refund.failure));
    }
    hex::encode(&hash.finalize()[..8])
}

impl Detail {
    fn of(frame: &Frame, data: &DetailData) -> Self {
        let (request, terms) = (&data.request, &data.request.terms);
        let status = request.status(frame.now);
        let telling = data.payments.iter().rfind(|p| p.awaits_decision).or(data.payments.last());
        let foreign = telling.is_some_and(|p| p.awaits_decision && p.is_foreign(terms.amount.currency));
        Self {
            id: request.id,
            version: live_version(frame, data),
            is_to_send: is_created(frame) && !is_asked(&data.messages, frame.now),
            title: terms.description.clone().unwrap_or_else(|| frame.t("dash-no-purpose")),
            reference: terms.reference.clone().unwrap_or_default(),
            amount_is_long: is_long(&frame.money(terms.amount)),
            amount: frame.money(terms.amount),
            who: who(frame, request, &data.payer),
            status: head_status(frame, request, telling, status),
            next_step: next_step(frame, request, status, foreign),
            progress: progress(frame, request),
            sums: sums(frame, request),
            cancel: cancel(frame, status),
            payable: status == Status::Open,
            unpayable: (status == Status::Open && !data.carriage.is_carried())
                .then(|| unpayable(frame, &data.carriage)),
            warnings: warnings(frame, &data.carriage, &data.payer, status),
            share: Share::of(frame, data, status),
            messages: MessagesView::of(frame, data, status == Status::Open),
            files: FilesView::of(frame, request, &data.attachments),
            payments: payments::views(frame, data),
            days: timeline::days(frame, data),
            zone: frame.zone_line(),
            payer: payer_lines(frame, &data.payer),
            terms: term_lines(frame, request, &data.profile),
        }
    }
}

impl Line {
    pub(super) fn new(label: String, value: String) -> Self {
        Self { label, value, href: String::new() }
    }

    pub(super) fn linked(label: String, value: String, href: String) -> Self {
        Self { label, value, href }
    }
}

/// Whether an amount needs smaller figures on a phone.
pub(super) fn is_long(amount: &str) -> bool {
    amount.chars().count() > 12
}

/// "Max Beispiel · Fällig am 20. Dezember 2026", as far as it is known.
fn who(frame: &Frame, request: &PaymentRequest, payer: &Payer) -> String {
    let reached = payer.phone.as_deref().map(phone::spaced).or(payer.email.clone());
    let due = request.terms.due_date.map(|due| frame.with("dash-due-on", &[("when", frame.date_in_words(due).into())]));
    [payer.name.clone().or(reached), due].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Without a reason that the sentence beneath it says in full.
fn head_status(frame: &Frame, request: &PaymentRequest, telling: Option<&Payment>, status: Status) -> StatusView {
    let mut view = StatusView::of(frame, request, telling);
    let plain = match status {
        Status::Expired | Status::Cancelled => true,
        Status::Paid => request.sums.refunded == 0 && request.sums.disputed == 0 && !request.late,
        Status::Open | Status::Processing => false,
    };
    if plain && !view.attention {
        view.reason.clear();
    }
    view
}

/// What happens next, or happened last, in a sentence.
fn next_step(frame: &Frame, request: &PaymentRequest, status: Status, foreign: bool) -> String {
    let day = |at| Arg::Text(frame.date_in_words(frame.zone.date(at)));
    match status {
        Status::Open => frame.with("dash-next-open", &[("when", frame.until(request.terms.expires_at).into())]),
        Status::Processing if request.sums.clarifying > 0 && foreign => frame.t("dash-next-foreign"),
        Status::Processing if request.sums.clarifying > 0 => frame.t("dash-next-clarifying"),
        Status::Processing => frame.t("dash-next-processing"),
        Status::Paid => {
            let at = request.paid_at.unwrap_or(request.last_event_at);
            frame.with("dash-next-paid", &[("when", formats::date_time(frame.language, at, &frame.zone).into())])
        }
        Status::Expired => {
            let last = frame.last_day(request.terms.expires_at);
            frame.with("dash-next-expired", &[("when", frame.date_in_words(last).into())])
        }
        Status::Cancelled => {
            frame.with("dash-next-cancelled", &[("when", day(request.cancelled_at.unwrap_or(request.last_event_at)))])
        }
    }
}

/// The merchant learns here what payers read behind the link, and why.
fn unpayable(frame: &Frame, carriage: &Carriage) -> String {
    if carriage.is_nobodys() {
        return frame.t(if frame.live { "dash-unpayable-live" } else { "dash-unpayable-test" });
    }
    frame.with("dash-unpayable-amount", &[("why", hindered_text(frame, carriage.amount(), carriage.hindered()).into())])
}

/// Who of several cannot take it, and what the payer's telephone cannot, while it can be paid.
fn warnings(frame: &Frame, carriage: &Carriage, payer: &Payer, status: Status) -> Vec<String> {
    if status != Status::Open {
        return Vec::new();
    }
    let fixed = payer.phone.as_deref().is_some_and(phone::is_fixed_line);
    let fixed = fixed.then(|| frame.t("dash-warning-fixed-line"));
    if !carriage.is_carried() {
        return fixed.into_iter().collect();
    }
    let text = |one: &Hindered| {
        let why = hindered_text(frame, carriage.amount(), std::slice::from_ref(one));
        frame.with("dash-warning-hindered", &[("why", why.into()), ("provider", one.taker.into())])
    };
    carriage.hindered().iter().map(text).chain(fixed).collect()
}

fn progress(frame: &Frame, request: &PaymentRequest) -> Option<Progress> {
    let (asked, paid) = (request.terms.amount, request.sums.allocated);
    (paid > 0 && paid < asked.minor).then(|| Progress {
        value: paid,
        max: asked.minor,
        label: frame.with(
            "dash-progress",
            &[
                ("paid", frame.money(Money::new(paid, asked.currency)).into()),
                ("asked", frame.money(asked).into()),
                ("due", frame.money(request.amount_due()).into()),
            ],
        ),
    })
}

fn sums(frame: &Frame, request: &PaymentRequest) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut add = |key: &str, minor: i64| {
        if minor > 0 {
            let amount = frame.money(Money::new(minor, request.terms.amount.currency));
            lines.push(Line::new(frame.t(key), amount));
        }
    };
    add("dash-sums-refunded", request.sums.refunded);
    add("dash-sums-disputed", request.sums.disputed);
    lines
}

fn cancel(frame: &Frame, status: Status) -> Cancel {
    match status {
        _ if !frame.role.may_request() => Cancel::Absent,
        Status::Open => Cancel::Possible,
        Status::Paid => Cancel::Refused(frame.t("dash-cancel-paid")),
        Status::Processing => Cancel::Refused(frame.t("dash-cancel-processing")),
        Status::Expired | Status::Cancelled => Cancel::Absent,
    }
}

fn payer_lines(frame: &Frame, payer: &Payer) -> Vec<Line> {
    let plain = |key: &str, value: &Option<String>| {
        value.iter().map(|value| Line::new(frame.t(key), value.clone())).collect::<Vec<_>>()
    };
    let mut lines = plain("dash-payer-name", &payer.name);
    lines.extend(
        payer
            .phone
            .iter()
            .map(|phone| Line::linked(frame.t("dash-payer-phone"), phone::spaced(phone), format!("tel:{phone}"))),
    );
    lines.extend(
        payer.email.iter().map(|to| Line::linked(frame.t("dash-payer-email"), to.clone(), format!("mailto:{to}"))),
    );
    lines.extend(plain("dash-payer-address", &payer.address));
    lines.extend(payer.language.iter().map(|own| Line::new(frame.t("dash-payer-language"), own.own_name().to_owned())));
    lines
}

fn term_lines(frame: &Frame, request: &PaymentRequest, profile: &Profile) -> Vec<Line> {
    let terms = &request.terms;
    let mut lines = Vec::new();
    let mut add = |key: &str, value: Option<String>| {
        lines.extend(value.map(|value| Line::new(frame.t(key), value)));
    };
    add("dash-field-profile", (!profile.is_default).then(|| profile.label().to_owned()));
    add("dash-terms-reference", terms.reference.clone());
    add("dash-terms-due", terms.due_date.map(|due| frame.date_in_words(due)));
    add("dash-terms-expires", Some(frame.until(terms.expires_at)));
    add(
        "dash-terms-countdown",
        terms.countdown_days.map(|days| frame.with("dash-terms-countdown-days", &[("days", Arg::Number(days))])),
    );
    add("dash-terms-external", terms.external_id.clone());
    add("dash-terms-return-paid", terms.return_paid.clone());
    add("dash-terms-return-unpaid", terms.return_unpaid.clone());
    add("dash-terms-created", Some(formats::date_time(frame.language, request.created_at, &frame.zone)));
    add("dash-terms-replaces", request.replaces.map(|id| id.to_string()));
    add("dash-terms-id", Some(request.id.to_string()));
    lines
}
