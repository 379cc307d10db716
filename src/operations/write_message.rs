//! Words a message: the template of its purpose, channel and language, filled with what is so at that moment.

use super::fill_template::{Filled, Links, Subject, built_in, fill, mail};
use super::manage_templates::wording_in_force;
use super::{Context, OperationError, Outcome};
use crate::config::origin_text;
use crate::domain::channel::Channel;
use crate::domain::language::Language;
use crate::domain::merchant::Profile;
use crate::domain::message::{Letter, Message, OwnWording};
use crate::domain::message_account::MessageAccount;
use crate::domain::pay_token::PayToken;
use crate::domain::payer::Payer;
use crate::domain::payment_request::PaymentRequest;
use crate::domain::purpose::Purpose;
use crate::domain::template::{TemplateKey, TemplateVersion};
use crate::domain::time::{Timestamp, Zone};
use crate::messaging::channel::Outgoing;
use crate::messaging::email::server::bounce_mailbox;
use crate::messaging::email::verp;
use crate::messaging::facts::Facts;
use crate::messaging::letter::{self, email_html, email_plain};
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
    let message = writing.message;
    if let (Purpose::Answer, Some(letter)) = (message.purpose, &message.letter) {
        return Ok(writing.own_words(context, &profile, token, letter));
    }
    let key = TemplateKey { purpose: message.purpose, channel: message.channel, language: writing.language(&profile) };
    let own = wording_in_force(db, &profile, key).await?;
    writing.words(context, &profile, token, key, own.as_ref())
}

/// A message is no use after that.
const WORTH_DELIVERING: Duration = Duration::from_secs(24 * 3600);

impl Writing<'_> {
    fn words(
        &self,
        context: &Context,
        profile: &Profile,
        token: PayToken,
        key: TemplateKey,
        own: Option<&TemplateVersion>,
    ) -> Outcome<Written> {
        let about =
            Subject { request: self.request, payer: self.payer, account: self.account, zone: self.zone, profile };
        let links = Links::of(context, token, key.channel);
        let facts = about.facts(key.language, &links, context.now());
        let (filled, wording) = self.fill(key, own, &facts)?;
        let sender = self.account.map(|account| &account.sender);
        let letter = |text: String| Letter {
            to: self.to.to_owned(),
            from: sender.map(|sender| sender.name.clone().unwrap_or_else(|| sender.address.clone())),
            subject: filled.subject.clone(),
            text,
            language: key.language.tag().to_owned(),
            wording,
        };
        let Some(subject) = &filled.subject else {
            let letter = letter(filled.text.clone());
            return Ok(Written { letter, plain: None, html: None, unsubscribe_url: None });
        };
        let page = mail(key, self.request.scope.live, profile, (subject, &filled.text), &facts);
        let (html, plain) = (email_html(&page), email_plain(&page));
        Ok(Written { letter: letter(plain), plain: None, html: Some(html), unsubscribe_url: Some(links.opt_out) })
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
            language: self.language(profile),
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

    fn language(&self, profile: &Profile) -> Language {
        self.payer.language.unwrap_or(profile.language)
    }

    /// From the profile's own wording or that of the default profile; where that cannot be filled in, or there is none, from the built-in one. A message is never lost by
    /// its wording.
    fn fill(
        &self,
        key: TemplateKey,
        own: Option<&TemplateVersion>,
        facts: &Facts,
    ) -> Outcome<(Filled, Option<OwnWording>)> {
        let mut used = None;
        if let Some((own, wording)) = own.and_then(|own| Some((own, own.wording.as_ref()?))) {
            let fault = match fill(key.channel, wording, facts) {
                Ok(filled) => return Ok((filled, Some(OwnWording::of(own)))),
                Err(fault) => fault.error,
            };
            tracing::warn!(
                message = %self.message.id, template = %key, version = own.number, line = fault.line, code = fault.code,
                "a merchant's wording cannot be filled in; the built-in one is taken"
            );
            used = Some(OwnWording { fault: Some(fault.to_string()), ..OwnWording::of(own) });
        }
        let filled = fill(key.channel, &built_in(key), facts).map_err(|fault| {
            let error = fault.error;
            tracing::error!(message = %self.message.id, line = error.line, code = error.code, "a message cannot be worded");
            OperationError::Internal("a message cannot be worded")
        })?;
        Ok((filled, used))
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
        from: sender.into(),
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
