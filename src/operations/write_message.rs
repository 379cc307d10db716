//! Words a message: the template of its purpose, channel and language, filled with what is so at that moment.

use super::{Context, OperationError, Outcome};
use crate::config::origin_text;
use crate::domain::channel::Channel;
use crate::domain::merchant::Profile;
use crate::domain::message::{Letter, Message};
use crate::domain::message_account::MessageAccount;
use crate::domain::money::Money;
use crate::domain::pay_token::PayToken;
use crate::domain::payer::Payer;
use crate::domain::payment_request::PaymentRequest;
use crate::domain::purpose::{Purpose, Slot};
use crate::domain::time::{Timestamp, Zone};
use crate::messaging::channel::{Outgoing, Sender};
use crate::messaging::defaults;
use crate::messaging::email::server::bounce_mailbox;
use crate::messaging::email::verp;
use crate::messaging::facts::Facts;
use crate::messaging::figures;
use crate::messaging::letter::{self, email_html, email_plain};
use crate::messaging::segments::normalise;
use crate::messaging::template::render;
use crate::messaging::tongue::Tongue;
use crate::store::Db;
use std::time::Duration;

/// What a message is written from.
pub struct Writing<'a> {
    /// The request it is about.
    pub request: &'a PaymentRequest,
    /// Its row.
    pub message: &'a Message,
    /// Who reads it.
    pub payer: &'a Payer,
    /// The account that it would go through.
    pub account: Option<&'a MessageAccount>,
    /// The merchant's zone.
    pub zone: &'a Zone,
    /// Number or address.
    pub to: &'a str,
}

/// A message, worded.
pub struct Written {
    /// As it is kept.
    pub letter: Letter,
    /// The text as it is sent, where something is added to what is kept.
    pub plain: Option<String>,
    /// The page of a mail.
    pub html: Option<String>,
    /// Ends these messages by one POST.
    pub unsubscribe_url: Option<String>,
}

/// Words a message.
pub async fn write_message(db: &mut Db<'_>, context: &Context, writing: &Writing<'_>) -> Outcome<Written> {
    let scope = writing.request.scope;
    let profile = db.profile(scope, writing.request.profile).await?.ok_or(OperationError::NotFound)?;
    let token = db.pay_token(scope, writing.request.id).await?;
    let token = token.ok_or(OperationError::Internal("a request without a link"))?;
    writing.words(context, &profile, token)
}

/// A message is no use after that.
const WORTH_DELIVERING: Duration = Duration::from_secs(24 * 3600);

impl Writing<'_> {
    fn words(&self, context: &Context, profile: &Profile, token: PayToken) -> Outcome<Written> {
        if let (Purpose::Answer, Some(letter)) = (self.message.purpose, &self.message.letter) {
            return Ok(self.own_words(context, profile, token, letter));
        }
        let base = origin_text(&context.config.public_url);
        let link = format!("{base}/p/{}", token.reveal());
        let channel = self.message.channel;
        let opt_out_link = format!("{link}/opt-out?channel={channel}");
        let facts = self.facts(profile, &link, &opt_out_link, context.now());
        let tongue = self.tongue(profile);
        let fill = |slot| {
            let source = defaults::template(tongue, self.message.purpose, slot);
            render(source, slot, &facts).map_err(|error| {
                tracing::error!(message = %self.message.id, line = error.line, code = error.code, "a message cannot be worded");
                OperationError::Internal("a message cannot be worded")
            })
        };
        let sender = self.account.map(|account| account.sender.clone());
        let letter = |subject: Option<String>, text: String| Letter {
            to: self.to.to_owned(),
            from: sender.as_ref().map(|sender| sender.name.clone().unwrap_or_else(|| sender.address.clone())),
            subject,
            text,
            language: tongue.tag().to_owned(),
        };
        if channel == Channel::Sms {
            let letter = letter(None, normalise(&fill(Slot::Sms)?));
            return Ok(Written { letter, plain: None, html: None, unsubscribe_url: None });
        }
        let (subject, text) = (fill(Slot::EmailSubject)?, fill(Slot::EmailText)?);
        let page = letter::Letter {
            tongue,
            purpose: self.message.purpose,
            merchant_name: &profile.display_name,
            subject: &subject,
            text: &text,
            link: facts.link.as_deref(),
            amount: facts.amount_due.as_deref(),
            opt_out_link: Some(&opt_out_link),
            imprint_url: profile.imprint_url.as_deref(),
            privacy_url: profile.privacy_url.as_deref(),
            live: self.request.scope.live,
        };
        let (html, plain) = (email_html(&page), email_plain(&page));
        let letter = letter(Some(subject), plain);
        Ok(Written { letter, plain: None, html: Some(html), unsubscribe_url: Some(opt_out_link) })
    }

    /// What a person of the merchant wrote goes out as it is; a mail gets its foot.
    fn own_words(&self, context: &Context, profile: &Profile, token: PayToken, letter: &Letter) -> Written {
        let sender = self.account.map(|account| &account.sender);
        let from = sender.map(|sender| sender.name.clone().unwrap_or_else(|| sender.address.clone()));
        let letter = Letter { from, ..letter.clone() };
        if self.message.channel == Channel::Sms {
            return Written { letter, plain: None, html: None, unsubscribe_url: None };
        }
        let base = origin_text(&context.config.public_url);
        let opt_out_link = format!("{base}/p/{}/opt-out?channel={}", token.reveal(), self.message.channel);
        let page = letter::Letter {
            tongue: self.tongue(profile),
            purpose: self.message.purpose,
            merchant_name: &profile.display_name,
            subject: letter.subject.as_deref().unwrap_or_default(),
            text: &letter.text,
            link: None,
            amount: None,
            opt_out_link: Some(&opt_out_link),
            imprint_url: profile.imprint_url.as_deref(),
            privacy_url: profile.privacy_url.as_deref(),
            live: self.request.scope.live,
        };
        let (html, plain) = (email_html(&page), email_plain(&page));
        Written { letter, plain: Some(plain), html: Some(html), unsubscribe_url: Some(opt_out_link) }
    }

    fn tongue(&self, profile: &Profile) -> Tongue {
        Tongue::from(self.payer.language.unwrap_or(profile.language))
    }

    fn facts(&self, profile: &Profile, link: &str, opt_out_link: &str, now: Timestamp) -> Facts {
        let (request, terms) = (self.request, &self.request.terms);
        let tongue = self.tongue(profile);
        let money = |minor: i64| Some(figures::amount(tongue, Money::new(minor, terms.amount.currency)));
        let today = self.zone.date(now);
        let last_day = self.zone.date(terms.expires_at.minus(Duration::from_millis(1)));
        let days_overdue = terms.due_date.map(|due| (today - due).whole_days()).filter(|days| *days > 0);
        let texts = terms.metadata.as_object().into_iter().flatten();
        Facts {
            payer_name: self.payer.name.clone(),
            payer_first_name: None,
            merchant_name: profile.display_name.clone(),
            amount: money(terms.amount.minor),
            amount_due: money(request.amount_due().minor),
            amount_paid: money(request.sums.allocated),
            amount_refunded: money(request.sums.refunded),
            currency: Some(terms.amount.currency.code().to_owned()),
            reference: terms.reference.clone(),
            description: terms.description.clone(),
            due_date: terms.due_date.map(|due| figures::day(tongue, due)),
            expires_at: Some(figures::day(tongue, last_day)),
            link: Some(link.to_owned()),
            days_left: Some((last_day - today).whole_days()).filter(|days| *days >= 0),
            days_overdue,
            support_phone: profile.support.phone.clone(),
            support_email: profile.support.email.clone(),
            can_reply: self.account.is_some_and(|account| account.sender.can_reply),
            metadata: texts.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect(),
            opt_out_link: Some(opt_out_link.to_owned()),
        }
    }
}

/// A worded message as its carrier takes it.
pub fn outgoing(
    context: &Context,
    message: &Message,
    account: &MessageAccount,
    written: Written,
    now: Timestamp,
) -> Outgoing {
    let base = origin_text(&context.config.public_url);
    let sender = &account.sender;
    Outgoing {
        id: message.id,
        to: written.letter.to,
        from: Sender { address: sender.address.clone(), name: sender.name.clone(), reply_to: sender.reply_to.clone() },
        subject: written.letter.subject,
        text: written.plain.unwrap_or(written.letter.text),
        html: written.html,
        attachments: Vec::new(),
        status_url: Some(callback_url(base, account)),
        unsubscribe_url: written.unsubscribe_url,
        return_path: bounce_mailbox(&account.credentials)
            .and_then(|mailbox| verp::address(mailbox, message.id, &account.callback_secret)),
        valid_for: WORTH_DELIVERING,
        at: now,
    }
}

/// Where the carrier's calls for an account come in.
pub fn callback_url(base: &str, account: &MessageAccount) -> String {
    format!("{base}/notifications/messages/{}/{}", account.id, account.callback_secret)
}
