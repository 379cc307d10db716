//! How a wording would look: with what is so about a real request, or with an example, and what an SMS of it would cost.

use super::fill_template::{Links, Subject, checked, fill, mail};
use super::manage_profiles::profile_of;
use super::sending_account::sending_account;
use super::{Context, OperationError, Outcome};
use crate::config::origin_text;
use crate::domain::channel::Channel;
use crate::domain::ids::{PaymentRequestId, ProfileId};
use crate::domain::language::Language;
use crate::domain::merchant::Profile;
use crate::domain::message_account::MessageAccount;
use crate::domain::money::{Currency, Money};
use crate::domain::purpose::{Purpose, Slot};
use crate::domain::scope::Scope;
use crate::domain::template::{TemplateKey, Wording};
use crate::domain::time::Zone;
use crate::i18n::formats;
use crate::messaging::facts::{Facts, offered};
use crate::messaging::letter::outline;
use crate::messaging::segments::{extended, measure};
use crate::messaging::template::render;
use crate::store::Db;
use crate::store::payment_request_list::RequestFilter;
use std::time::Duration;

pub use super::fill_template::{Filled, WordingFault};
pub use crate::messaging::letter::{Outline, Piece};
pub use crate::messaging::segments::Encoding;
pub use crate::messaging::template::TemplateError;

/// What to fill a wording with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PreviewWith {
    /// The merchant's newest request; an example while there is none.
    Newest,
    /// This request.
    Request(PaymentRequestId),
    /// An example.
    Sample,
}

/// How a wording would look.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The request that it was filled in with; none: an example.
    pub about: Option<PaymentRequestId>,
    /// Why it cannot be saved.
    pub faults: Vec<WordingFault>,
    /// Why it could not be filled in with that request, so that an example was taken.
    pub unfit: Option<WordingFault>,
    /// The texts.
    pub filled: Option<Filled>,
    /// Of an SMS.
    pub cost: Option<Cost>,
    /// An e-mail with what stands around its text.
    pub mail: Option<Outline>,
    /// The sender as the payer sees it.
    pub from: String,
    /// What may be named, and what it stands for here.
    pub placeholders: Vec<(String, String)>,
}

/// What an SMS costs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cost {
    /// How it travels.
    pub encoding: Encoding,
    /// Messages that are sent and paid for.
    pub segments: usize,
    /// Septets or 16-bit units of the whole text.
    pub units: usize,
    /// Units that still fit before another segment begins.
    pub left: usize,
    /// Each character that makes it UCS-2, once.
    pub dearer: Vec<char>,
    /// How many segments it would be without them.
    pub segments_without: usize,
    /// Each character that counts for two, once.
    pub double: Vec<char>,
}

impl Cost {
    fn of(text: &str) -> Self {
        let measured = measure(text);
        let mut dearer: Vec<char> = Vec::new();
        for (c, _) in &measured.dearer {
            if !dearer.contains(c) {
                dearer.push(*c);
            }
        }
        let plain: String = text.chars().map(|c| if dearer.contains(&c) { '?' } else { c }).collect();
        Self {
            encoding: measured.encoding,
            segments: measured.parts,
            units: measured.units,
            left: measured.left_in_last_part,
            segments_without: measure(&plain).parts,
            double: if dearer.is_empty() { extended(text) } else { Vec::new() },
            dearer,
        }
    }
}

/// Fills a wording in without saving it, as a profile or the default one would send it.
pub async fn preview_template(
    context: &Context,
    scope: Scope,
    (profile, key): (Option<ProfileId>, TemplateKey),
    wording: &Wording,
    with: PreviewWith,
) -> Outcome<Preview> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let profile = profile_of(&mut db, scope, profile).await?;
    let account = sending_account(&mut db, context, &profile, key.channel).await?;
    let about = match with {
        PreviewWith::Sample => None,
        PreviewWith::Request(id) => Some(id),
        PreviewWith::Newest => newest(&mut db, context, scope).await?,
    };
    let real = match about {
        Some(id) => Some(real_facts(&mut db, context, &profile, key, id, account.as_ref()).await?),
        None => None,
    };
    let sample = sample_facts(context, &profile, account.as_ref(), key.language);
    let shown = real.as_ref().unwrap_or(&sample);
    let mut preview = Preview {
        about,
        faults: Vec::new(),
        unfit: None,
        filled: None,
        cost: None,
        mail: None,
        from: from(account.as_ref(), &profile),
        placeholders: placeholders(key.purpose, shown),
    };
    let wording = match checked(key, wording) {
        Ok(wording) => wording,
        Err(faults) => return Ok(Preview { faults, ..preview }),
    };
    let (filled, facts) = match fill(key.channel, &wording, shown) {
        Ok(filled) => (filled, shown.clone()),
        Err(fault) => {
            let facts = with_metadata(&sample, &wording);
            let filled = fill(key.channel, &wording, &facts);
            let filled = filled.map_err(|_| OperationError::Internal("a checked wording cannot be filled in"))?;
            (preview.about, preview.unfit) = (None, Some(fault).filter(|_| real.is_some()));
            (filled, facts)
        }
    };
    preview.cost = (key.channel == Channel::Sms).then(|| Cost::of(&filled.text));
    preview.mail = filled
        .subject
        .as_deref()
        .map(|subject| outline(&mail(key, scope.live, &profile, (subject, &filled.text), &facts)));
    preview.filled = Some(filled);
    Ok(preview)
}

async fn newest(db: &mut Db<'_>, context: &Context, scope: Scope) -> Outcome<Option<PaymentRequestId>> {
    let found = db.list_payment_requests(scope, &RequestFilter::default(), None, 1, context.now()).await?;
    Ok(found.first().map(|request| request.id))
}

async fn real_facts(
    db: &mut Db<'_>,
    context: &Context,
    profile: &Profile,
    key: TemplateKey,
    id: PaymentRequestId,
    account: Option<&MessageAccount>,
) -> Outcome<Facts> {
    let scope = profile.scope;
    let request = db.payment_request(scope, id).await?.ok_or(OperationError::NotFound)?;
    let payer = db.payer(scope, id).await?;
    let merchant = db.merchant(scope.merchant).await?.ok_or(OperationError::NotFound)?;
    let zone = Zone::named(&merchant.zone).ok_or(OperationError::Internal("a merchant in an unknown time zone"))?;
    let token = db.pay_token(scope, id).await?.ok_or(OperationError::Internal("a request without a link"))?;
    let subject = Subject { request: &request, payer: &payer, account, zone: &zone, profile };
    let facts = subject.facts(key.language, &Links::of(context, token, key.channel), context.now());
    Ok(as_if(key, facts, request.sums.allocated == 0, request.sums.refunded == 0))
}

/// A message of thanks is looked at before there is anything to thank for: then what was asked counts as paid, and as refunded.
fn as_if(key: TemplateKey, facts: Facts, unpaid: bool, not_refunded: bool) -> Facts {
    let paid = if unpaid { facts.amount.clone() } else { facts.amount_paid.clone() };
    match key.purpose {
        Purpose::Paid => Facts { amount_paid: paid, ..facts },
        Purpose::Refunded if not_refunded => Facts { amount_refunded: paid.clone(), amount_paid: paid, ..facts },
        Purpose::Refunded
        | Purpose::Request
        | Purpose::Reminder1
        | Purpose::Reminder2
        | Purpose::Reminder3
        | Purpose::DueToday
        | Purpose::LastNotice
        | Purpose::Expired
        | Purpose::NewLink
        | Purpose::OptOutConfirmed
        | Purpose::Help
        | Purpose::Answer => facts,
    }
}

/// An example as the merchant's messages would have it: its name, its addresses, its way to write amounts.
fn sample_facts(context: &Context, profile: &Profile, account: Option<&MessageAccount>, language: Language) -> Facts {
    let amount = Some(formats::plain_money(language, Money::new(11_900, Currency::EUR)));
    let link = format!("{}/p/AbCdEfGhIjKlMnOpQrStUv", origin_text(&context.config.public_url));
    let now = context.now();
    let day = |days: u64| {
        let at = now.plus(Duration::from_secs(days * 86_400));
        Zone::named("UTC").map(|zone| formats::plain_day(language, zone.date(at)))
    };
    Facts {
        language: Some(language),
        merchant_name: profile.display_name.clone(),
        amount: amount.clone(),
        amount_due: amount.clone(),
        amount_paid: amount.clone(),
        amount_refunded: amount,
        due_date: day(14),
        expires_at: day(90),
        days_left: Some(90),
        opt_out_link: Some(format!("{link}/opt-out")),
        link: Some(link),
        support_phone: profile.support.phone.clone(),
        support_email: profile.support.email.clone(),
        can_reply: account.is_some_and(|account| account.sender.can_reply),
        ..Facts::sample()
    }
}

/// The example with a stand-in for every note of the merchant's that a wording names.
fn with_metadata(sample: &Facts, wording: &Wording) -> Facts {
    let mut facts = sample.clone();
    for source in [wording.subject.as_deref().unwrap_or_default(), &wording.text] {
        for rest in source.split("metadata.").skip(1) {
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            facts.metadata.insert(name, "…".to_owned());
        }
    }
    facts
}

fn from(account: Option<&MessageAccount>, profile: &Profile) -> String {
    let sender = account.map(|account| &account.sender);
    let named = sender.map(|sender| sender.name.clone().unwrap_or_else(|| sender.address.clone()));
    named.unwrap_or_else(|| profile.display_name.clone())
}

/// Every placeholder with what it stands for; where the merchant keeps notes on the request, one for each.
fn placeholders(purpose: Purpose, facts: &Facts) -> Vec<(String, String)> {
    let notes: Vec<String> = facts.metadata.keys().map(|key| format!("metadata.{key}")).collect();
    let plain = |name: &String| name.split('.').all(|part| part.chars().all(|c| c.is_alphanumeric() || c == '_'));
    let names = offered(purpose).filter(|name| *name != "metadata").map(str::to_owned);
    names
        .chain(notes.into_iter().filter(plain).filter(|_| !purpose.is_answer()))
        .map(|name| {
            let value =
                render(&format!("{{{{ {name}|default(\"\") }}}}"), Slot::EmailSubject, facts).unwrap_or_default();
            (name, value)
        })
        .collect()
}
