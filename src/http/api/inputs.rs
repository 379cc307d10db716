//! What callers send. The structs describe the bodies for OpenAPI; the functions beside them read one field by field. A test holds them
//! together.

use super::body::Fields;
use super::file_inputs::{NewAttachment, read_files};
use super::problem::Problem;
use crate::domain::channel::Channel;
use crate::domain::ids::PaymentRequestId;
use crate::domain::purpose::Purpose;
use crate::domain::template::Wording;
use crate::operations::create_payment_request::{Draft, DraftPayer};
use crate::operations::follow_plan::{MessageWishes, PlanWish};
use crate::operations::patch_payment_request::Patch;
use crate::operations::sandbox::{SandboxFaults, WrongAnswer};
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa::openapi::{Object, ObjectBuilder, Schema, Type};

/// A new payment request. Texts are trimmed; blank and absent mean the same. Card numbers are refused wherever they stand.
#[derive(ToSchema)]
#[schema(example = json!({
    "amount": 11900,
    "currency": "EUR",
    "reference": "LI-748925",
    "description": "Rohrreparatur Küche",
    "payer": { "name": "Erika Mustermann", "email": "erika@example.org", "language": "de" },
}))]
pub struct NewPaymentRequest {
    /// What is asked, in the currency's smallest unit: 11900 is 119.00 EUR.
    #[schema(minimum = 1, maximum = 999_999_999_999_i64, example = 11900)]
    pub amount: i64,
    /// ISO 4217, in capitals.
    #[schema(pattern = "^[A-Z]{3}$", example = "EUR")]
    pub currency: String,
    /// Shown to the payer and on statements.
    #[schema(max_length = 64)]
    pub reference: Option<String>,
    /// The merchant's own key, unique per merchant and mode.
    #[schema(max_length = 100)]
    pub external_id: Option<String>,
    /// What it is for, in one line.
    #[schema(max_length = 140)]
    pub description: Option<String>,
    /// The day on which it should be paid, in the merchant's zone; it may be past, at most ten years.
    #[schema(format = Date)]
    pub due_date: Option<String>,
    /// The instant after which it cannot be paid, not before the end of the due date and at most 5 years ahead. Without one the end of the
    /// 90th day, or of a later due date.
    #[schema(format = DateTime)]
    pub expires_at: Option<String>,
    /// So many last days are counted down on the page.
    #[schema(minimum = 1, maximum = 365)]
    pub countdown_days: Option<i64>,
    /// The merchant's own notes.
    #[schema(schema_with = metadata_or_null)]
    pub metadata: Option<Value>,
    /// The id of a profile: how the page looks, and whom messages come from. The default one when absent.
    #[schema(pattern = "^pro_[0-9a-f]{32}$")]
    pub profile: Option<String>,
    /// Where the payer goes on after the payment page.
    pub return_urls: Option<NewReturnUrls>,
    /// Who is asked.
    pub payer: Option<NewPayer>,
    /// The id of a contact: the payer is taken from it, unless `payer` is sent too.
    #[schema(pattern = "^con_[0-9a-f]{32}$")]
    pub contact: Option<String>,
    /// The request goes out to the payer on these channels at once.
    #[schema(max_items = 2)]
    pub messages: Option<Vec<Channel>>,
    /// Which messages follow: `default`, or the id of a plan. On the channels of `messages`, or those on which the payer can be reached.
    #[schema(pattern = "^(default|mpl_[0-9a-f]{32})$", example = "default")]
    pub message_plan: Option<String>,
    /// The id of an earlier request that this one stands in for.
    #[schema(pattern = "^pr_[0-9a-f]{32}$")]
    pub replaces: Option<String>,
    /// PDFs, offered on the page and sent along with e-mails; 7 MB together.
    #[schema(max_items = 5)]
    pub attachments: Option<Vec<NewAttachment>>,
}

/// Where the payer goes on after the payment page.
#[derive(ToSchema)]
pub struct NewReturnUrls {
    /// After paying; http or https.
    #[schema(format = "uri", max_length = 1000)]
    pub paid: Option<String>,
    /// Without having paid; http or https.
    #[schema(format = "uri", max_length = 1000)]
    pub unpaid: Option<String>,
}

/// Who is asked.
#[derive(ToSchema)]
pub struct NewPayer {
    /// As they should be addressed.
    #[schema(max_length = 120)]
    pub name: Option<String>,
    /// E-mail address.
    #[schema(format = Email, max_length = 254)]
    pub email: Option<String>,
    /// With the country code, or as it is dialled in the merchant's country; kept in the form of E.164.
    #[schema(max_length = 40, example = "+49 151 12345678")]
    pub phone: Option<String>,
    /// Language of page and messages: de, en, fr, nl, it, es or pl.
    #[schema(example = "de")]
    pub language: Option<String>,
    /// One line.
    #[schema(max_length = 200)]
    pub address: Option<String>,
}

/// What to change; absent fields stay.
#[derive(ToSchema)]
#[schema(example = json!({ "expires_at": "2027-03-15T22:59:59Z", "metadata": { "project": "Küche" } }))]
pub struct PaymentRequestChange {
    /// A new amount, while nothing was started.
    #[schema(minimum = 1, maximum = 999_999_999_999_i64, nullable = false)]
    pub amount: Option<i64>,
    /// An earlier or later expiry, while it is open; not before the end of the due date.
    #[schema(format = DateTime, nullable = false)]
    pub expires_at: Option<String>,
    /// Replaces all metadata; `null` takes it away.
    #[schema(schema_with = metadata_or_null)]
    pub metadata: Option<Value>,
    /// Replaces the whole payer; `null` takes it away.
    pub payer: Option<NewPayer>,
}

/// Money to send back.
#[derive(ToSchema)]
#[schema(example = json!({ "amount": 5000 }))]
pub struct NewRefund {
    /// In the currency's smallest unit; all that is left when absent.
    #[schema(minimum = 1, maximum = 999_999_999_999_i64)]
    pub amount: Option<i64>,
}

/// A message to the payer.
#[derive(ToSchema)]
#[schema(example = json!({ "channel": "sms" }))]
pub struct NewMessage {
    /// How it travels.
    pub channel: Channel,
    /// What it is for; the payment request itself when absent.
    pub purpose: Option<Purpose>,
}

/// What a message says from now on. An SMS has no subject, an e-mail needs one.
#[derive(ToSchema)]
#[schema(example = json!({ "text": "{{ merchant.name }} bittet um {{ amount }}: {{ link }}" }))]
pub struct NewTemplate {
    /// Of an e-mail.
    #[schema(max_length = 500)]
    pub subject: Option<String>,
    /// The text, with placeholders; of an SMS at most 2000 characters.
    #[schema(min_length = 1, max_length = 10_000)]
    pub text: String,
    /// The version that you have changed: if there is a newer one by now, nothing is saved.
    #[schema(minimum = 0)]
    pub version: Option<i64>,
}

/// What to look at; without a text what is in force.
#[derive(ToSchema)]
#[schema(example = json!({ "text": "{{ merchant.name }} bittet um {{ amount }}: {{ link }}" }))]
pub struct TemplatePreview {
    /// Of an e-mail.
    #[schema(max_length = 500)]
    pub subject: Option<String>,
    /// The text, with placeholders.
    #[schema(max_length = 10_000)]
    pub text: Option<String>,
    /// Fills it in with this request; an example when absent.
    #[schema(pattern = "^pr_[0-9a-f]{32}$")]
    pub payment_request: Option<String>,
}

/// Faults of a sandbox account.
#[derive(ToSchema)]
#[schema(example = json!({ "faults": { "repeat_notifications": 3, "end_answer": "timeout" } }))]
pub struct ProviderAccountChange {
    /// The faults to switch on; absent ones are off.
    pub faults: SandboxFaults,
}

/// At most 50 texts of at most 500 characters under keys of at most 40.
fn texts() -> ObjectBuilder {
    let text = ObjectBuilder::new().schema_type(Type::String).max_length(Some(500)).build();
    let key = ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(40)).build();
    ObjectBuilder::new()
        .additional_properties(Some(Schema::Object(text)))
        .property_names(Some(Schema::Object(key)))
        .max_properties(Some(50))
        .examples([json!({ "project": "Küche" })])
}

/// The schema of metadata.
pub fn metadata() -> Object {
    texts().description(Some("The merchant's own notes.")).build()
}

fn metadata_or_null() -> Object {
    texts()
        .schema_type(utoipa::openapi::schema::SchemaType::from_iter([Type::Object, Type::Null]))
        .description(Some("The merchant's own notes; in a change they replace all that were there."))
        .build()
}

impl NewPaymentRequest {
    /// Reads a body.
    pub fn read(mut fields: Fields) -> Result<Draft, Problem> {
        let mut draft = Draft {
            amount: fields.integer("amount"),
            currency: fields.text("currency"),
            reference: fields.text("reference"),
            external_id: fields.text("external_id"),
            description: fields.text("description"),
            due_date: fields.text("due_date"),
            expires_at: fields.text("expires_at"),
            countdown_days: fields.integer("countdown_days"),
            metadata: fields.value("metadata"),
            payer: fields.object("payer", read_payer).unwrap_or_default(),
            profile: fields.text("profile"),
            contact: fields.text("contact"),
            replaces: fields.text("replaces"),
            messages: MessageWishes {
                channels: fields.words("messages", 2, CHANNELS),
                plan: fields
                    .word::<PlanWord>("message_plan", "Use default or the id of a plan, or leave it out.")
                    .map_or(PlanWish::None, |word| word.0),
            },
            attachments: read_files(&mut fields),
            ..Draft::default()
        };
        let urls = fields.object("return_urls", |urls| (urls.text("paid"), urls.text("unpaid")));
        (draft.return_paid, draft.return_unpaid) = urls.unwrap_or_default();
        fields.finish().map(|()| draft)
    }
}

/// "default", or the id of a plan.
struct PlanWord(PlanWish);

impl<'de> Deserialize<'de> for PlanWord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        if word == "default" {
            return Ok(Self(PlanWish::Default));
        }
        word.parse().map(|id| Self(PlanWish::Own(id))).map_err(serde::de::Error::custom)
    }
}

fn read_payer(payer: &mut Fields) -> DraftPayer {
    DraftPayer {
        name: payer.text("name"),
        email: payer.text("email"),
        phone: payer.text("phone"),
        language: payer.text("language"),
        address: payer.text("address"),
    }
}

impl PaymentRequestChange {
    /// Reads a body.
    pub fn read(mut fields: Fields) -> Result<Patch, Problem> {
        fields.refuse_null("amount");
        fields.refuse_null("expires_at");
        let no_metadata = fields.is_null("metadata").then(|| json!({}));
        let no_payer = fields.is_null("payer").then(DraftPayer::default);
        let patch = Patch {
            amount: fields.integer("amount"),
            expires_at: fields.text("expires_at"),
            metadata: fields.value("metadata").or(no_metadata),
            payer: fields.object("payer", read_payer).or(no_payer),
        };
        fields.finish().map(|()| patch)
    }
}

impl NewRefund {
    /// Reads a body: how much.
    pub fn read(mut fields: Fields) -> Result<Option<i64>, Problem> {
        let amount = fields.integer("amount");
        fields.finish().map(|()| amount)
    }
}

const CHANNELS: &str = "Use sms or email, each once.";

impl NewMessage {
    /// Reads a body: how, and what for.
    pub fn read(mut fields: Fields) -> Result<(Channel, Purpose), Problem> {
        fields.require("channel");
        let channel = fields.word::<Channel>("channel", "Use sms or email.");
        let purposes: Vec<&str> =
            Purpose::ALL.iter().filter(|purpose| !purpose.is_answer()).map(|p| p.word()).collect();
        let purpose = fields.word::<Purpose>("purpose", &format!("Use one of: {}.", purposes.join(", ")));
        fields.finish()?;
        // Without a channel there was a fault.
        Ok((channel.unwrap_or(Channel::Email), purpose.unwrap_or(Purpose::Request)))
    }
}

fn subject_of(fields: &mut Fields, channel: Channel, needed: bool) -> Option<String> {
    if channel == Channel::Email && needed {
        fields.require("subject");
    }
    fields.text("subject")
}

impl NewTemplate {
    /// Reads a body: the texts, and the version that they were changed from.
    pub fn read(mut fields: Fields, channel: Channel) -> Result<(Wording, Option<i64>), Problem> {
        let subject = subject_of(&mut fields, channel, true);
        fields.require("text");
        let text = fields.text("text").unwrap_or_default();
        let version = fields.integer("version");
        fields.finish().map(|()| (Wording { subject, text }, version))
    }
}

impl TemplatePreview {
    /// Reads a body: the texts, if any, and what to fill them with.
    pub fn read(mut fields: Fields, channel: Channel) -> Result<(Option<Wording>, Option<PaymentRequestId>), Problem> {
        let text = fields.text("text");
        let subject = subject_of(&mut fields, channel, text.is_some());
        if subject.is_some() && text.is_none() {
            fields.require("text");
        }
        let about = fields.word::<PaymentRequestId>("payment_request", "Name a payment request by its id: pr_…");
        fields.finish().map(|()| (text.map(|text| Wording { subject, text }), about))
    }
}

impl ProviderAccountChange {
    /// Reads a body: the faults.
    pub fn read(mut fields: Fields) -> Result<SandboxFaults, Problem> {
        fields.require("faults");
        let faults = fields.object("faults", read_faults);
        fields.finish().map(|()| faults.unwrap_or_default())
    }
}

fn read_faults(faults: &mut Fields) -> SandboxFaults {
    let mut answer = |name| faults.word::<WrongAnswer>(name, "Use one of: timeout, error, rubbish.");
    let (start_answer, lookup_answer) = (answer("start_answer"), answer("lookup_answer"));
    let (end_answer, refund_answer) = (answer("end_answer"), answer("refund_answer"));
    SandboxFaults {
        lose_notifications: faults.boolean("lose_notifications"),
        repeat_notifications: faults.count("repeat_notifications"),
        delay_notifications_seconds: faults.count("delay_notifications_seconds"),
        reorder_notifications: faults.boolean("reorder_notifications"),
        start_answer,
        lookup_answer,
        end_answer,
        refund_answer,
        refuse_refunds: faults.boolean("refuse_refunds"),
        ignore_end: faults.boolean("ignore_end"),
        ended_may_succeed: faults.boolean("ended_may_succeed"),
    }
}
