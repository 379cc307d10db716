//! A payment request as the API shows it.

use super::attachment::AttachmentObject;
use crate::domain::field::FieldError;
use crate::domain::ids::{PaymentRequestId, ProfileId};
use crate::domain::payer::Payer;
use crate::domain::payment_request::Status;
use crate::domain::time::{Timestamp, date_text};
use crate::operations::Context;
use crate::operations::show_payment_request::ShownRequest;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// What the merchant asks for. Amounts are integers in the currency's smallest unit: 11900 is 119.00 EUR.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PaymentRequest)]
pub struct RequestObject {
    /// Its id.
    #[schema(value_type = String, pattern = "^pr_[0-9a-f]{32}$", example = "pr_019aa59d040070008000000000000000")]
    pub id: PaymentRequestId,
    /// Where it stands now.
    pub status: Status,
    /// Whether it is about real money.
    pub live: bool,
    /// Always `payment` for now.
    #[schema(example = "payment")]
    pub kind: &'static str,
    /// Shown to the payer and on statements.
    #[schema(example = "LI-748925")]
    pub reference: Option<String>,
    /// The merchant's own key.
    #[schema(example = "invoice-2026-0815")]
    pub external_id: Option<String>,
    /// What it is for.
    #[schema(example = "Rohrreparatur Küche")]
    pub description: Option<String>,
    /// What is asked.
    #[schema(minimum = 1, example = 11900)]
    pub amount: i64,
    /// ISO 4217.
    #[schema(pattern = "^[A-Z]{3}$", example = "EUR")]
    pub currency: &'static str,
    /// What came in for it, without surplus; refunds do not lessen it.
    #[schema(minimum = 0)]
    pub amount_paid: i64,
    /// What is still asked.
    #[schema(minimum = 0, example = 11900)]
    pub amount_due: i64,
    /// How much of what was paid went back.
    #[schema(minimum = 0)]
    pub amount_refunded: i64,
    /// How much of what was paid is contested.
    #[schema(minimum = 0)]
    pub amount_disputed: i64,
    /// Calendar days in the merchant's zone to the last day on which it can be paid, while it is open and within its last
    /// `countdown_days`: 0 is today, 1 tomorrow.
    pub countdown: Option<i64>,
    /// Whether its due date is past while it can still be paid.
    pub overdue: bool,
    /// Who is asked.
    pub payer: PayerObject,
    /// The day on which it should be paid, in the merchant's zone.
    #[schema(value_type = Option<String>, format = Date, example = "2026-12-19")]
    pub due_date: Option<String>,
    /// The instant after which it cannot be paid.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
    /// So many last days before expiry are counted down.
    pub countdown_days: Option<i64>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was paid in full.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub paid_at: Option<Timestamp>,
    /// When the merchant took it back.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub cancelled_at: Option<Timestamp>,
    /// Whether it was paid by money sent after expiry or cancellation.
    pub late: bool,
    /// The link to send to the payer. A secret: whoever has it can see and pay the request.
    #[schema(format = "uri", example = "https://pay.example.org/p/AbCdEfGhIjKlMnOpQrStUv")]
    pub pay_url: Option<String>,
    /// The link as a QR code.
    #[schema(format = "uri", example = "https://pay.example.org/p/AbCdEfGhIjKlMnOpQrStUv/qr.svg")]
    pub qr_url: Option<String>,
    /// The merchant's own notes.
    #[schema(schema_with = crate::http::api::inputs::metadata)]
    pub metadata: Value,
    /// Raised with every change.
    #[schema(minimum = 1)]
    pub version: i64,
    /// How its page looks, and whom its messages come from.
    #[schema(value_type = String, pattern = "^pro_[0-9a-f]{32}$", example = "pro_019aa59d040070008000000000000007")]
    pub profile: ProfileId,
    /// Where the payer goes on.
    pub return_urls: ReturnUrls,
    /// The earlier request that this one stands in for.
    #[schema(value_type = Option<String>, pattern = "^pr_[0-9a-f]{32}$")]
    pub replaces: Option<PaymentRequestId>,
    /// Files for the payer, in the order of their adding.
    pub attachments: Vec<AttachmentObject>,
    /// What to know about it while it can be paid: that no provider account is enabled yet (`no_provider`), or that some of them cannot
    /// carry it (`not_carried`, `too_small`, `too_large`, `too_fine`), with the bound. Empty when all is well.
    pub warnings: Vec<FieldError>,
}

/// Who is asked to pay.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Payer)]
pub struct PayerObject {
    /// As they should be addressed.
    #[schema(example = "Erika Mustermann")]
    pub name: Option<String>,
    /// E-mail address.
    #[schema(example = "erika@example.org")]
    pub email: Option<String>,
    /// E.164.
    #[schema(example = "+4915112345678")]
    pub phone: Option<String>,
    /// Language of page and messages.
    #[schema(example = "de")]
    pub language: Option<&'static str>,
    /// One line.
    pub address: Option<String>,
}

/// Where the payer goes on after the payment page.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReturnUrls {
    /// After paying.
    pub paid: Option<String>,
    /// Without having paid.
    pub unpaid: Option<String>,
}

impl RequestObject {
    /// A request as it is seen.
    pub fn of(context: &Context, shown: &ShownRequest) -> Self {
        let ShownRequest { request, seen, .. } = shown;
        let terms = &request.terms;
        let pay_url = shown.pay_url(context);
        Self {
            id: request.id,
            status: request.status(seen.at),
            live: request.scope.live,
            kind: "payment",
            reference: terms.reference.clone(),
            external_id: terms.external_id.clone(),
            description: terms.description.clone(),
            amount: terms.amount.minor,
            currency: terms.amount.currency.code(),
            amount_paid: request.sums.allocated,
            amount_due: request.amount_due().minor,
            amount_refunded: request.sums.refunded,
            amount_disputed: request.sums.disputed,
            countdown: request.countdown(seen.at, &seen.zone),
            overdue: request.overdue(seen.at, &seen.zone),
            payer: PayerObject::of(&shown.payer),
            due_date: terms.due_date.map(date_text),
            expires_at: terms.expires_at,
            countdown_days: terms.countdown_days,
            created_at: request.created_at,
            paid_at: request.paid_at,
            cancelled_at: request.cancelled_at,
            late: request.late,
            qr_url: pay_url.as_ref().map(|url| format!("{url}/qr.svg")),
            pay_url,
            metadata: terms.metadata.clone(),
            version: request.version,
            profile: request.profile,
            return_urls: ReturnUrls { paid: terms.return_paid.clone(), unpaid: terms.return_unpaid.clone() },
            replaces: request.replaces,
            attachments: shown.attachments.iter().map(AttachmentObject::of).collect(),
            warnings: shown.warnings.clone(),
        }
    }
}

impl PayerObject {
    fn of(payer: &Payer) -> Self {
        Self {
            name: payer.name.clone(),
            email: payer.email.clone(),
            phone: payer.phone.clone(),
            language: payer.language.map(crate::domain::language::Language::tag),
            address: payer.address.clone(),
        }
    }
}
