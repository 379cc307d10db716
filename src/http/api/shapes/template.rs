//! Templates as the API shows them.

use crate::domain::channel::Channel;
use crate::domain::ids::{PaymentRequestId, ProfileId};
use crate::domain::purpose::Purpose;
use crate::domain::template::TemplateKey;
use crate::domain::time::Timestamp;
use crate::http::api::problem::Problem;
use crate::operations::manage_templates::Template;
use crate::operations::preview_template::{Encoding, Preview, WordingFault};
use serde::Serialize;
use utoipa::ToSchema;

/// What a message says.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Template)]
pub struct TemplateObject {
    /// Purpose, channel and language.
    #[schema(value_type = String, example = "request.sms.de")]
    pub id: TemplateKey,
    /// What it is for.
    pub purpose: Purpose,
    /// How it travels.
    pub channel: Channel,
    /// In which language.
    #[schema(example = "de")]
    pub language: &'static str,
    /// Whose messages say it.
    #[schema(value_type = String, pattern = "^pro_[0-9a-f]{32}$", example = "pro_019aa59d040070008000000000000007")]
    pub profile: ProfileId,
    /// Whether it is the profile's own wording; otherwise that of the default profile is in force, or the built-in one.
    pub own: bool,
    /// Whether it is that of the default profile.
    pub inherited: bool,
    /// The number of changes; 0 as long as there was none.
    #[schema(minimum = 0)]
    pub version: i64,
    /// Of an e-mail.
    pub subject: Option<String>,
    /// The text, with placeholders.
    #[schema(example = "{{ merchant.name }} bittet um {{ amount }}: {{ link }}")]
    pub text: String,
    /// When it was changed last.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub saved_at: Option<Timestamp>,
}

impl TemplateObject {
    /// A template as it stands.
    pub fn of(template: &Template) -> Self {
        let (key, wording) = (template.key, &template.wording);
        Self {
            id: key,
            purpose: key.purpose,
            channel: key.channel,
            language: key.language.tag(),
            profile: template.profile,
            own: template.own,
            inherited: template.inherited,
            version: template.version,
            subject: wording.subject.clone(),
            text: wording.text.clone(),
            saved_at: template.saved_at,
        }
    }
}

/// How a template would look, and what an SMS of it would cost.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TemplatePreviewed)]
pub struct PreviewObject {
    /// The payment request that it was filled in with; an example when null.
    #[schema(value_type = Option<String>, pattern = "^pr_[0-9a-f]{32}$")]
    pub payment_request: Option<PaymentRequestId>,
    /// Of an e-mail.
    pub subject: Option<String>,
    /// The text; of an e-mail without what stands around it.
    pub text: String,
    /// Of an SMS.
    pub cost: Option<CostObject>,
}

/// What an SMS costs.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SmsCost)]
pub struct CostObject {
    /// `gsm7` or `ucs2`, which holds less.
    #[schema(value_type = String, example = "gsm7")]
    pub encoding: Encoding,
    /// Messages that are sent and paid for.
    pub segments: usize,
    /// Characters that still fit before another segment begins.
    pub characters_left: usize,
    /// The first of those characters that make it `ucs2`.
    pub dearest_character: Option<char>,
    /// All of them.
    #[schema(value_type = Vec<String>)]
    pub dearer_characters: Vec<char>,
}

impl PreviewObject {
    /// A preview, or what is wrong with the template.
    pub fn of(preview: Preview) -> Result<Self, Problem> {
        let faults = preview.faults.iter().chain(&preview.unfit);
        let faults: Vec<_> = faults.map(WordingFault::told).collect();
        let Some(filled) = preview.filled.filter(|_| faults.is_empty()) else { return Err(Problem::invalid(faults)) };
        let cost = preview.cost.map(|cost| CostObject {
            encoding: cost.encoding,
            segments: cost.segments,
            characters_left: cost.left,
            dearest_character: cost.dearer.first().copied(),
            dearer_characters: cost.dearer,
        });
        Ok(Self { payment_request: preview.about, subject: filled.subject, text: filled.text, cost })
    }
}
