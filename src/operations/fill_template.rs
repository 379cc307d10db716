//! Fills a wording in: with what is so about a request, as the payer's language writes it.

use super::Context;
use crate::config::origin_text;
use crate::domain::channel::Channel;
use crate::domain::language::Language;
use crate::domain::merchant::Profile;
use crate::domain::message_account::MessageAccount;
use crate::domain::money::Money;
use crate::domain::pay_token::PayToken;
use crate::domain::payer::Payer;
use crate::domain::payment_request::PaymentRequest;
use crate::domain::purpose::Slot;
use crate::domain::template::{TemplateKey, Wording};
use crate::domain::time::{Timestamp, Zone};
use crate::i18n::formats;
use crate::messaging::defaults;
use crate::messaging::facts::Facts;
use crate::messaging::letter::Letter;
use crate::messaging::segments::normalise;
use crate::messaging::template::{TemplateError, check, render};
use std::time::Duration;

/// The texts of a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filled {
    /// Of an e-mail.
    pub subject: Option<String>,
    /// The text; of an e-mail without what stands around it.
    pub text: String,
}

/// What is wrong with one of the texts of a wording.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WordingFault {
    /// Which text.
    pub slot: Slot,
    /// What, and in which line.
    pub error: TemplateError,
}

impl WordingFault {
    /// The field of the wording.
    pub fn field(&self) -> &'static str {
        match self.slot {
            Slot::EmailSubject => "subject",
            Slot::Sms | Slot::EmailText => "text",
        }
    }
}

/// The text that is the body of a message.
fn body_slot(channel: Channel) -> Slot {
    match channel {
        Channel::Sms => Slot::Sms,
        Channel::Email => Slot::EmailText,
    }
}

/// The wording that a merchant has who wrote none.
pub fn built_in(key: TemplateKey) -> Wording {
    let source = |slot| defaults::template(key.language, key.purpose, slot).to_owned();
    Wording {
        subject: (key.channel == Channel::Email).then(|| source(Slot::EmailSubject)),
        text: source(body_slot(key.channel)),
    }
}

/// The texts of a message.
pub fn fill(channel: Channel, wording: &Wording, facts: &Facts) -> Result<Filled, WordingFault> {
    let text = |slot, source: &str| render(source, slot, facts).map_err(|error| WordingFault { slot, error });
    let body = text(body_slot(channel), &wording.text)?;
    match channel {
        Channel::Sms => Ok(Filled { subject: None, text: normalise(&body) }),
        Channel::Email => {
            let subject = text(Slot::EmailSubject, wording.subject.as_deref().unwrap_or_default())?;
            Ok(Filled { subject: Some(subject), text: body })
        }
    }
}

/// The wording as it is saved, or all that is wrong with it. In an SMS typographic signs become their plain kin, which cost less.
pub fn checked(key: TemplateKey, wording: &Wording) -> Result<Wording, Vec<WordingFault>> {
    let mut faults = Vec::new();
    let mut look = |slot, source: &str| {
        let errors = check(source, slot, key.purpose).err().unwrap_or_default();
        faults.extend(errors.into_iter().map(|error| WordingFault { slot, error }));
    };
    let wording = match key.channel {
        Channel::Email => {
            let subject = wording.subject.as_deref().map(str::trim).unwrap_or_default().to_owned();
            look(Slot::EmailSubject, &subject);
            Wording { subject: Some(subject), text: tidy(&wording.text) }
        }
        Channel::Sms => {
            let (plain, typed) = (normalise(&wording.text), tidy(&wording.text));
            // Within a placeholder a plain quotation mark may end what a typographic one did not.
            let keep = check(&plain, Slot::Sms, key.purpose).is_err() && check(&typed, Slot::Sms, key.purpose).is_ok();
            Wording { subject: None, text: tidy(if keep { &typed } else { &plain }) }
        }
    };
    look(body_slot(key.channel), &wording.text);
    if faults.is_empty() { Ok(wording) } else { Err(faults) }
}

/// Browsers end lines with two characters.
fn tidy(text: &str) -> String {
    text.replace("\r\n", "\n").trim_end().to_owned()
}

/// Addresses that a message leads to.
pub struct Links {
    /// The payment page.
    pub pay: String,
    /// Where messages of the channel end.
    pub opt_out: String,
}

impl Links {
    /// Behind a token.
    pub fn of(context: &Context, token: PayToken, channel: Channel) -> Self {
        let pay = format!("{}/p/{}", origin_text(&context.config.public_url), token.reveal());
        Self { opt_out: format!("{pay}/opt-out?channel={channel}"), pay }
    }
}

/// What a message is about, and between whom.
pub struct Subject<'a> {
    /// The request.
    pub request: &'a PaymentRequest,
    /// Who reads it.
    pub payer: &'a Payer,
    /// The account that it would go through.
    pub account: Option<&'a MessageAccount>,
    /// The merchant's zone.
    pub zone: &'a Zone,
    /// Whose message it is.
    pub profile: &'a Profile,
}

impl Subject<'_> {
    /// What placeholders stand for.
    pub fn facts(&self, language: Language, links: &Links, now: Timestamp) -> Facts {
        let (request, terms, profile) = (self.request, &self.request.terms, self.profile);
        let money = |minor: i64| Some(formats::plain_money(language, Money::new(minor, terms.amount.currency)));
        let today = self.zone.date(now);
        let last_day = self.zone.date(terms.expires_at.minus(Duration::from_millis(1)));
        let days_overdue = terms.due_date.map(|due| (today - due).whole_days()).filter(|days| *days > 0);
        let texts = terms.metadata.as_object().into_iter().flatten();
        Facts {
            language: Some(language),
            payer_name: self.payer.name.clone(),
            payer_first_name: self.payer.first_name().map(str::to_owned),
            merchant_name: profile.display_name.clone(),
            amount: money(terms.amount.minor),
            amount_due: money(request.amount_due().minor),
            amount_paid: money(request.sums.allocated),
            amount_refunded: money(request.sums.refunded),
            currency: Some(terms.amount.currency.code().to_owned()),
            reference: terms.reference.clone(),
            description: terms.description.clone(),
            due_date: terms.due_date.map(|due| formats::plain_day(language, due)),
            expires_at: Some(formats::plain_day(language, last_day)),
            link: Some(links.pay.clone()),
            days_left: Some((last_day - today).whole_days()).filter(|days| *days >= 0),
            days_overdue,
            support_phone: profile.support.phone.clone(),
            support_email: profile.support.email.clone(),
            can_reply: self.account.is_some_and(|account| account.sender.can_reply),
            metadata: texts.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect(),
            opt_out_link: Some(links.opt_out.clone()),
        }
    }
}

/// An e-mail with what stands around its text.
pub fn mail<'l>(
    key: TemplateKey,
    live: bool,
    profile: &'l Profile,
    (subject, text): (&'l str, &'l str),
    facts: &'l Facts,
) -> Letter<'l> {
    Letter {
        language: key.language,
        purpose: key.purpose,
        merchant_name: &profile.display_name,
        subject,
        text,
        link: facts.link.as_deref(),
        amount: facts.amount_due.as_deref(),
        opt_out_link: facts.opt_out_link.as_deref(),
        imprint_url: profile.imprint_url.as_deref(),
        privacy_url: profile.privacy_url.as_deref(),
        live,
    }
}
