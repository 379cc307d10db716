//! What carriers tell by themselves: receipts, bounces, and what payers write. It is stored before it is answered.

use super::plan_messages::lock_message;
use super::read_payment_request::read_merchant;
use super::record_consent::{Saying, write_and_tell};
use super::send_direct::learn_of_direct;
use super::settle_message::{DELAYED, Told, learn, state_of};
use super::take_in::{Written, take_in};
use super::{Context, OperationError, Outcome};
use crate::domain::channel::Channel;
use crate::domain::consent::ConsentSource;
use crate::domain::direct_message::DirectMessage;
use crate::domain::ids::{FactId, MessageAccountId, MessageId};
use crate::domain::inbound_message::InboundLetter;
use crate::domain::message::MessageState;
use crate::domain::message_account::MessageAccount;
use crate::domain::phone::{self, Numbering};
use crate::messaging::callback::{Callback, CallbackAnswer};
use crate::messaging::channel::{Delivery, Heard, Reason};
use crate::messaging::email::bounce;
use crate::messaging::email::quoted::part_quoted;
use crate::messaging::email::recipient::Recipients;
use crate::store::Db;
use crate::store::message::NewMessageFact;
use sha2::{Digest, Sha256};

/// A call of a carrier, as it came in.
#[derive(Clone, Debug)]
pub struct CarrierCall {
    /// "GET", "POST".
    pub method: String,
    /// The full public URL, as the carrier called it, with its query.
    pub url: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// As it came.
    pub body: Vec<u8>,
}

/// Which channel's account a call goes to, by its address alone: asked before the body is read, so that nobody makes us hold bodies who does
/// not know the secret part. The carrier judges the whole call afterwards.
pub async fn expect_callback(context: &Context, account: MessageAccountId, url: &str) -> Outcome<Channel> {
    let account = find_account(context, account).await?;
    let call = Callback { method: "", url, headers: &[], body: &[] };
    if call.carries(&account.callback_secret) { Ok(account.channel) } else { Err(OperationError::NotFound) }
}

async fn find_account(context: &Context, account: MessageAccountId) -> Outcome<MessageAccount> {
    context.store.read().await?.db().message_account(account).await?.ok_or(OperationError::NotFound)
}

/// Verifies, reads and stores a call of a carrier to an account. A call that proves nothing is `Forbidden`.
pub async fn receive_callback(
    context: &Context,
    account: MessageAccountId,
    call: CarrierCall,
) -> Outcome<CallbackAnswer> {
    let call = &Callback { method: &call.method, url: &call.url, headers: &call.headers, body: &call.body };
    let account = find_account(context, account).await?;
    let carrier = context.carriers.get(&account.carrier).ok_or(OperationError::NotFound)?;
    let heard = carrier.read_callback(&account, call).map_err(|_| OperationError::Forbidden)?;
    for one in heard {
        hear(context, &account, one, call.body).await?;
    }
    Ok(carrier.callback_answer(&account, call))
}

/// Reads and stores a mail that a mail server hands over: a bounce, a complaint, a reply. `envelope_to` is its recipient on the envelope.
pub async fn receive_mail(
    context: &Context,
    account: MessageAccountId,
    mail: &[u8],
    envelope_to: Option<&str>,
) -> Outcome<usize> {
    let account = find_account(context, account).await?;
    if account.channel != Channel::Email {
        return Err(OperationError::field("account", "invalid", "Name an account that sends mails."));
    }
    let heard = bounce::read(mail, envelope_to, &account.callback_secret);
    let count = heard.len();
    for one in heard {
        hear(context, &account, one, mail).await?;
    }
    Ok(count)
}

/// So much of what was told is kept word for word; a mail may carry whole films.
const MOST_KEPT: usize = 64 * 1024;

/// Stores one thing that a carrier told and carries out what it means, once.
pub async fn hear(context: &Context, account: &MessageAccount, heard: Heard, body: &[u8]) -> Outcome<()> {
    let body = &body[..body.len().min(MOST_KEPT)];
    match heard {
        Heard::Receipt { reference, message, delivery, code, reason, detail, .. } => {
            let lost = matches!(delivery, Delivery::Failed | Delivery::Bounced { .. });
            let word = reason.map(|reason| reason.word().to_owned());
            let (reason, detail) = if lost { (word.or(code), detail) } else { (None, None) };
            let about = About { message, reference, delivery, reason, detail, recipients: None };
            learn_about(context, account, about, body).await?;
        }
        Heard::MailReport { message, recipients, delivery, detail, .. } => {
            let recipients = Some(recipients);
            let about = About { message, reference: None, delivery, reason: None, detail, recipients };
            learn_about(context, account, about, body).await?;
        }
        Heard::Inbound {
            from,
            numbering,
            to,
            text,
            subject,
            reference,
            message,
            opt_out_handled_by_carrier,
            part,
            ..
        } => {
            let from = sender_in_full(context, account, from, numbering).await?;
            let (text, quoted) = match account.channel {
                Channel::Email => part_quoted(&text),
                Channel::Sms => (text, None),
            };
            let letter = InboundLetter { from, to, text, subject, quoted, missing: 0 };
            let written = Written { letter, reference, answers: message, opt_out_handled_by_carrier, part };
            let input = (context.clone(), account.clone(), written, body.to_vec());
            context
                .store
                .transact(input, |db, (context, account, written, body)| {
                    Box::pin(take_in(db, context, account, written, body))
                })
                .await?;
        }
        Heard::Complaint { message } => {
            let input = (context.clone(), account.clone(), message, body.to_vec());
            context
                .store
                .transact(input, |db, (context, account, message, body)| {
                    Box::pin(take_complaint(db, context, account, *message, body))
                })
                .await?;
        }
        Heard::AutoReply { message, .. } => {
            let input = (context.clone(), account.clone(), message, body.to_vec());
            context
                .store
                .transact(input, |db, (context, account, message, body)| {
                    Box::pin(async move {
                        // For nobody to read, and kept all the same.
                        let key = Sha256::digest([b"automatic reply ".as_slice(), body].concat());
                        db.insert_message_fact(&new_fact(context, account, &key, *message, body)).await?;
                        Ok::<_, OperationError>(())
                    })
                })
                .await?;
        }
    }
    context.wake_workers();
    Ok(())
}

/// Whoever wrote, by the number that everything else knows them by: completed by the merchant's country, or that of the number which was
/// written to. What cannot be told stays as it came.
async fn sender_in_full(
    context: &Context,
    account: &MessageAccount,
    from: String,
    numbering: Numbering,
) -> Outcome<String> {
    if account.channel == Channel::Email {
        return Ok(from);
    }
    let home = read_merchant(context, account.scope).await?.country;
    let of_sender = phone::country(&account.sender.address);
    let countries: Vec<&str> = [Some(home.as_str()), of_sender.as_deref()].into_iter().flatten().collect();
    Ok(phone::from_network(&from, numbering, &countries).unwrap_or(from))
}

/// What is told of a message.
#[derive(Clone)]
struct About {
    message: Option<MessageId>,
    reference: Option<String>,
    delivery: Delivery,
    reason: Option<String>,
    detail: Option<String>,
    /// Whom a mail server's report is about.
    recipients: Option<Recipients>,
}

impl About {
    /// What it means for a message to that address. Who forwards mails to a dead mailbox can still be written to, and what arrived where
    /// it was forwarded to did not arrive with them.
    fn of(&self, to: Option<&str>) -> Told {
        let Some(recipients) = &self.recipients else {
            let (reason, detail) = (self.reason.clone(), self.detail.clone());
            return Told { state: state_of(self.delivery), reason, detail };
        };
        let is_its = to.is_some_and(|to| recipients.include(to));
        let reason = match self.delivery {
            Delivery::Bounced { hard: true } if is_its => Some(Reason::BadAddress.word()),
            Delivery::Bounced { .. } | Delivery::Failed => Some("soft_bounce"),
            Delivery::Delayed => Some(DELAYED),
            Delivery::Queued | Delivery::Sent | Delivery::Delivered => None,
        };
        let state = match self.delivery {
            Delivery::Delivered if !is_its => MessageState::Sent,
            delivery => state_of(delivery),
        };
        Told { state, reason: reason.map(str::to_owned), detail: self.detail.clone().filter(|_| reason.is_some()) }
    }
}

async fn learn_about(context: &Context, account: &MessageAccount, about: About, body: &[u8]) -> Outcome<()> {
    let matched = write_about(context, account, &about, body).await?;
    // The answer that tells its reference may have been written down meanwhile.
    if !matched
        && context
            .store
            .read()
            .await?
            .db()
            .message_of_account(account.id, about.message, about.reference.as_deref())
            .await?
            .is_some()
    {
        write_about(context, account, &about, body).await?;
    }
    Ok(())
}

/// `false`: it is of no message that is known so far. Then it is kept until one is.
async fn write_about(context: &Context, account: &MessageAccount, about: &About, body: &[u8]) -> Outcome<bool> {
    let input = (context.clone(), account.clone(), about.clone(), body.to_vec());
    context
        .store
        .transact(input, |db, (context, account, about, body)| {
            Box::pin(async move {
                let now = context.now();
                let reference = about.reference.as_deref();
                let known = db.message_of_account(account.id, about.message, reference).await?;
                let direct = if known.is_none() { direct_of(db, account, about).await? } else { None };
                let letter =
                    known.as_ref().map_or(direct.as_ref().and_then(|direct| direct.letter.as_ref()), |message| {
                        message.letter.as_ref()
                    });
                let told = about.of(letter.map(|letter| letter.to.as_str()));
                // Carriers give old references out again: a repeat is one about the same message only.
                let subject = known.as_ref().map_or_else(|| context.random.uuid(now), |message| message.id.0);
                let key = Sha256::digest(format!("{subject} {} {:?}", told.state.word(), told.reason));
                let matched = known.as_ref().map(|message| message.id).or(direct.as_ref().map(|direct| direct.id));
                let fact = NewMessageFact {
                    // By which it is forgotten with its person; messages about requests are found by their own.
                    address_hash: direct.as_ref().map(|direct| direct.address_hash.as_slice()),
                    reference,
                    state: Some(told.state),
                    reason: told.reason.as_deref(),
                    ..new_fact(context, account, &key, matched, body)
                };
                let is_fresh = db.insert_message_fact(&fact).await?;
                if known.is_none() {
                    let (reason, detail) = (told.reason.as_deref(), told.detail.as_deref());
                    return learn_of_direct(db, direct, told.state, reason, detail).await;
                }
                let is_matched = known.is_some();
                let Some(known) = known.filter(|_| is_fresh) else { return Ok(is_matched) };
                let (mut request, mut message) = lock_message(db, account.scope, known.id).await?;
                learn(db, context, &mut request, &mut message, told, now).await?;
                Ok::<_, OperationError>(true)
            })
        })
        .await
}

/// The message without a request that a receipt is about.
async fn direct_of(db: &mut Db<'_>, account: &MessageAccount, about: &About) -> Outcome<Option<DirectMessage>> {
    let by_id = match about.message {
        Some(id) => db.lock_direct(account.scope, id).await?,
        None => None,
    };
    let known = match (by_id, &about.reference) {
        (Some(known), _) => Some(known),
        (None, Some(reference)) => db.direct_by_reference(account.id, reference).await?,
        (None, None) => None,
    };
    Ok(known.filter(|known| known.account == Some(account.id)))
}

pub(super) fn new_fact<'a>(
    context: &Context,
    account: &MessageAccount,
    key: &'a [u8],
    message: Option<MessageId>,
    body: &'a [u8],
) -> NewMessageFact<'a> {
    let now = context.now();
    NewMessageFact {
        scope: account.scope,
        id: FactId(context.random.uuid(now)),
        account: account.id,
        key,
        message,
        reference: None,
        state: None,
        reason: None,
        address_hash: None,
        body,
        received_at: now,
    }
}

/// The payer called one of our mails spam: that is a withdrawal.
async fn take_complaint(
    db: &mut Db<'_>,
    context: &Context,
    account: &MessageAccount,
    message: Option<MessageId>,
    body: &[u8],
) -> Outcome<()> {
    let now = context.now();
    let known = db.message_of_account(account.id, message, None).await?;
    let direct = match message.filter(|_| known.is_none()) {
        Some(id) => db.lock_direct(account.scope, id).await?.filter(|direct| direct.account == Some(account.id)),
        None => None,
    };
    let id = known.as_ref().map(|known| known.id).or(direct.as_ref().map(|direct| direct.id));
    let key = Sha256::digest(format!("complaint {}", id.map_or_else(|| context.random.uuid(now), |id| id.0)));
    let fact = NewMessageFact {
        address_hash: direct.as_ref().map(|direct| direct.address_hash.as_slice()),
        ..new_fact(context, account, &key, id, body)
    };
    let is_fresh = db.insert_message_fact(&fact).await?;
    let request = known.as_ref().map(|known| known.payment_request);
    let letter = known.and_then(|known| known.letter).or(direct.and_then(|direct| direct.letter));
    let Some(letter) = letter.filter(|_| is_fresh) else { return Ok(()) };
    let saying = Saying {
        evidence: Some("The mail was reported as unwanted to the recipient's mail service.".to_owned()),
        ..Saying::no_more(account.channel, &letter.to, ConsentSource::Carrier)
    };
    write_and_tell(db, context, account.scope, &saying, request).await?;
    Ok(())
}
