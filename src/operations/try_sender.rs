//! Tries a sender out: one message to an address that a person types in, and in plain words where it came to an end.

use super::judge_places::closed_place;
use super::manage_profiles::profile_of;
use super::read_payment_request::home_of;
use super::record_consent::typed_address;
use super::sending_account::{common_account, sending_account};
use super::{Context, OperationError, Outcome};
use crate::domain::channel::Channel;
use crate::domain::ids::{MessageId, ProfileId};
use crate::domain::message_account::MessageAccount;
use crate::domain::scope::Scope;
use crate::messaging::channel::{Outgoing, SendError};
use crate::store::Db;
use std::time::Duration;

pub use crate::messaging::trial::Step;

/// What became of a message that was sent to try the account out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Trial {
    /// The carrier has it.
    Taken {
        /// The address, as it was written to.
        to: String,
    },
    /// It was not sent, or nobody knows.
    Failed {
        /// At this step.
        step: Step,
        /// In the carrier's words.
        detail: String,
    },
}

/// A test message: the texts are the caller's, in the language of who is there.
#[derive(Clone, Debug)]
pub struct TestMessage {
    /// As if it were a message of this profile; none: of one that has no sender of its own.
    pub profile: Option<ProfileId>,
    /// How.
    pub channel: Channel,
    /// To whom, as it was typed.
    pub to: String,
    /// Of an e-mail.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// The account in use for a profile, its own, the merchant's or the program's; without one that of profiles that have none of their own.
pub async fn account_in_use(
    context: &Context,
    scope: Scope,
    profile: Option<ProfileId>,
    channel: Channel,
) -> Outcome<Option<MessageAccount>> {
    find_account(&mut context.store.read().await?.db(), context, scope, profile, channel).await
}

async fn find_account(
    db: &mut Db<'_>,
    context: &Context,
    scope: Scope,
    profile: Option<ProfileId>,
    channel: Channel,
) -> Outcome<Option<MessageAccount>> {
    if profile.is_none() {
        return common_account(db, context, scope, channel).await;
    }
    let profile = profile_of(db, scope, profile).await?;
    sending_account(db, context, &profile, channel).await
}

/// Sends it. It stands in no list: it is about no request. Who has said STOP is not written to, whoever asks.
pub async fn try_sender(context: &Context, scope: Scope, message: TestMessage) -> Outcome<Trial> {
    let channel = message.channel;
    if message.to.trim().is_empty() {
        return Err(OperationError::field("to", "required", "Say to whom."));
    }
    let country = home_of(context, scope).await?.country;
    let to = typed_address(channel, message.to.trim(), &country).map_err(|_| {
        let detail = match channel {
            Channel::Sms => "Write a number with its country code, like +4915112345678.",
            Channel::Email => "Write an address like name@example.org.",
        };
        OperationError::field("to", "invalid", detail)
    })?;
    let account = {
        let mut session = context.store.read().await?;
        let mut db = session.db();
        refuse_opted_out(&mut db, scope, channel, &to).await?;
        find_account(&mut db, context, scope, message.profile, channel).await?
    };
    let account = account.ok_or_else(|| OperationError::conflict("no_carrier", "Set a sender up first."))?;
    let carrier = context.carriers.get(&account.carrier).ok_or(OperationError::Internal("an unknown carrier"))?;
    if !account.by_operator && closed_place(context, &account.carrier, &account.credentials).await.is_some() {
        return Ok(Trial::Failed { step: Step::Closed, detail: String::new() });
    }
    let outgoing = outgoing(context, &account, to.clone(), message);
    Ok(match carrier.try_out(&account, &outgoing).await {
        Ok(_) => Trial::Taken { to },
        Err(failure) => Trial::Failed { step: failure.step, detail: words(failure.error) },
    })
}

async fn refuse_opted_out(db: &mut Db<'_>, scope: Scope, channel: Channel, to: &str) -> Outcome<()> {
    let said = db.latest_consent(scope, channel, &db.address_hash(scope, channel, to)).await?;
    if said.is_some_and(|said| !said.given) {
        return Err(OperationError::field("to", "opted_out", "Whoever this is wants no messages from you."));
    }
    Ok(())
}

fn outgoing(context: &Context, account: &MessageAccount, to: String, message: TestMessage) -> Outgoing {
    let (sender, now) = (&account.sender, context.now());
    Outgoing {
        id: MessageId(context.random.uuid(now)),
        to,
        from: sender.into(),
        subject: (message.channel == Channel::Email).then_some(message.subject),
        text: message.text,
        html: None,
        attachments: Vec::new(),
        status_url: None,
        unsubscribe_url: None,
        return_path: None,
        valid_for: Duration::from_secs(3600),
        at: now,
    }
}

fn words(error: SendError) -> String {
    match error {
        SendError::Refused { code, detail, .. } => format!("{detail} ({code})"),
        SendError::NotNow { detail, .. } | SendError::Unknown { detail } => detail,
    }
}
