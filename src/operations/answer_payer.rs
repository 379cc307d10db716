//! A person of the merchant answers what somebody wrote, on the same way.
//!
//! An answer belongs to the request that the conversation is about: that is what it is sent, stopped, billed and shown with. Somebody
//! whom no request has ever reached is not answered from here: there would be nothing that says why we write to them.

use super::plan_messages::{NewMessage, plan_one};
use super::record_consent::check_address;
use super::{Context, OperationError, Outcome};
use crate::domain::card_number::contains_card_number;
use crate::domain::channel::Channel;
use crate::domain::conversation::{Conversation, Mark};
use crate::domain::ids::{ConversationId, InboundMessageId, PaymentRequestId, UserId};
use crate::domain::inbound_message::InboundMessage;
use crate::domain::message::{Letter, Message};
use crate::domain::purpose::Purpose;
use crate::domain::scope::Scope;
use crate::domain::time::Timestamp;
use crate::messaging::segments::normalise;
use crate::store::Db;
use sha2::{Digest, Sha256};
use std::time::Duration;

/// So long after their last message somebody may be answered.
const ANSWERED_WITHIN: Duration = Duration::from_secs(14 * 86_400);
/// Six parts of an SMS.
pub const LONGEST_SMS: usize = 918;
/// Of a mail.
pub const LONGEST_MAIL: usize = 5_000;

/// An answer, as typed.
#[derive(Clone, Debug)]
pub struct Answer {
    /// To whom.
    pub conversation: ConversationId,
    /// What was last read: the same words to the same message are one answer, however often they are sent.
    pub inbound: InboundMessageId,
    /// The words.
    pub text: String,
    /// Who answers.
    pub user: UserId,
}

/// Whether a conversation can be answered, or why not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answerable {
    /// About this request.
    About(PaymentRequestId),
    /// Nothing was ever sent there.
    NoRequest,
    /// Their last message is too long ago.
    TooLate,
    /// They want no messages.
    OptedOut,
    /// Nobody can write to what it came from: a name, a hidden number.
    NoAddress,
}

/// Plans the answer, to be sent at once.
pub async fn answer_payer(context: &Context, scope: Scope, answer: Answer) -> Outcome<Message> {
    let message = context
        .store
        .transact((context.clone(), scope, answer), |db, (context, scope, answer)| {
            Box::pin(write_answer(db, context, *scope, answer))
        })
        .await?;
    context.wake_workers();
    Ok(message)
}

async fn write_answer(db: &mut Db<'_>, context: &Context, scope: Scope, answer: &Answer) -> Outcome<Message> {
    let now = context.now();
    let conversation = db.conversation(scope, answer.conversation).await?.ok_or(OperationError::NotFound)?;
    let inbound = db.inbound(scope, conversation.last_inbound).await?.ok_or(OperationError::NotFound)?;
    let text = check_text(conversation.channel, &answer.text)?;
    let request = match answerable(db, &conversation, &inbound, now).await? {
        Answerable::About(request) => request,
        Answerable::NoRequest => return refused("no_request", "No payment request was ever sent to this address."),
        Answerable::TooLate => return refused("too_late", "Their last message is more than 14 days ago."),
        Answerable::OptedOut => return refused("opted_out", "This person wants no messages."),
        Answerable::NoAddress => return refused("no_address", "Nobody can write to this sender."),
    };
    // Before the request, as whoever takes a message in: two that lock in another order wait for each other.
    db.mark_conversation(scope, conversation.id, Mark::Read, now).await?;
    let request = db.lock_payment_request(scope, request).await?;
    let mut request = request.ok_or(OperationError::NotFound)?;
    let digest = hex::encode(&Sha256::digest(&text)[..8]);
    let step = format!("reply/{}/{digest}", answer.inbound);
    let new = NewMessage {
        step: step.clone(),
        purpose: Purpose::Answer,
        channel: conversation.channel,
        due_at: now,
        user: Some(answer.user),
    };
    let Some(mut message) = plan_one(db, context, &mut request, new).await? else {
        let known = db.messages_of(scope, request.id).await?.into_iter().find(|message| message.step == step);
        return known.ok_or(OperationError::Internal("a step that is taken has no message"));
    };
    let language = db.payer(scope, request.id).await?.language;
    message.ground = Some(format!("answer {}", inbound.id));
    message.account = Some(inbound.account);
    message.letter = Some(Letter {
        to: check_address(conversation.channel, &inbound.letter.from).unwrap_or(inbound.letter.from),
        from: None,
        subject: subject(conversation.channel, inbound.letter.subject.as_deref()),
        text,
        language: language.map(|language| language.tag().to_owned()).unwrap_or_default(),
        wording: None,
    });
    db.save_message(&message, Some(&conversation.address_hash)).await?;
    db.save_payment_request(&mut request).await?;
    Ok(message)
}

fn refused<T>(code: &'static str, detail: &str) -> Outcome<T> {
    Err(OperationError::conflict(code, detail))
}

/// Whether, and about which request, a conversation can be answered.
pub(super) async fn answerable(
    db: &mut Db<'_>,
    conversation: &Conversation,
    last: &InboundMessage,
    now: Timestamp,
) -> Outcome<Answerable> {
    let (scope, channel, hash) = (conversation.scope, conversation.channel, &conversation.address_hash);
    if check_address(channel, &last.letter.from).is_err() {
        return Ok(Answerable::NoAddress);
    }
    if db.latest_consent(scope, channel, hash).await?.is_some_and(|latest| !latest.given) {
        return Ok(Answerable::OptedOut);
    }
    let request = match last.payment_request {
        Some(request) => Some(request),
        None => db.request_written_about(scope, channel, hash, last.account).await?,
    };
    Ok(match request {
        _ if now >= conversation.last_at.plus(ANSWERED_WITHIN) => Answerable::TooLate,
        Some(request) => Answerable::About(request),
        None => Answerable::NoRequest,
    })
}

fn subject(channel: Channel, theirs: Option<&str>) -> Option<String> {
    let theirs = theirs.unwrap_or_default().trim();
    let is_reply = ["re:", "aw:", "antw:", "sv:"].iter().any(|start| theirs.to_lowercase().starts_with(start));
    (channel == Channel::Email)
        .then(|| if is_reply { theirs.to_owned() } else { format!("Re: {theirs}").trim().to_owned() })
}

/// Words that may go out; for a phone in the alphabet that costs least.
fn check_text(channel: Channel, text: &str) -> Outcome<String> {
    let text = text.replace("\r\n", "\n");
    let text = match channel {
        Channel::Sms => normalise(&text),
        Channel::Email => text,
    };
    let (text, longest) = match channel {
        Channel::Sms => (text.trim().to_owned(), LONGEST_SMS),
        Channel::Email => (text.trim().to_owned(), LONGEST_MAIL),
    };
    let wrong = |code, detail: &str| Err(OperationError::field("text", code, detail));
    if text.is_empty() {
        return wrong("required", "Write what to answer.");
    }
    if text.chars().count() > longest {
        return wrong("too_long", &format!("Use at most {longest} characters."));
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
        return wrong("invalid", "Remove control characters.");
    }
    if contains_card_number(&text) {
        return wrong("card_number", "This looks like a card number. Card numbers must never be sent.");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_checked_before_they_go_out() {
        let code = |text: &str| match check_text(Channel::Sms, text) {
            Err(OperationError::Invalid(faults)) => faults[0].code,
            other => panic!("{other:?}"),
        };
        assert_eq!(code("  \n "), "required");
        assert_eq!(code(&"a".repeat(919)), "too_long");
        assert_eq!(code("4242 4242 4242 4242"), "card_number");
        assert_eq!(check_text(Channel::Sms, "Ja, „gern“.\r\nBis morgen ").unwrap(), "Ja, \"gern\".\nBis morgen");
    }

    #[test]
    fn a_subject_says_re_once() {
        assert_eq!(subject(Channel::Email, Some("Rechnung")).as_deref(), Some("Re: Rechnung"));
        assert_eq!(subject(Channel::Email, Some("AW: Rechnung")).as_deref(), Some("AW: Rechnung"));
        assert_eq!(subject(Channel::Email, None).as_deref(), Some("Re:"));
        assert_eq!(subject(Channel::Sms, None), None);
    }
}
