//! Whether somebody may be written to at all, whoever wishes it: before nights, caps and plans are asked.

use super::judge_message::{SEVEN_DAYS, held_because};
use super::manage_profiles::profile_of;
use super::sending_account::sending_account;
use super::{Context, OperationError, Outcome};
use crate::domain::channel::Channel;
use crate::domain::ids::PaymentRequestId;
use crate::domain::message::WhyNot;
use crate::domain::message_setting::{Ground, MessageSettings};
use crate::domain::payer::Payer;
use crate::domain::scope::Scope;
use crate::store::Db;

/// What allows to write to an address, as the message keeps it, or what forbids it.
pub(super) async fn may_write(
    db: &mut Db<'_>,
    scope: Scope,
    settings: &MessageSettings,
    channel: Channel,
    hash: &[u8],
) -> Outcome<Result<String, WhyNot>> {
    let said = db.latest_consent(scope, channel, hash).await?;
    if said.as_ref().is_some_and(|said| !said.given) {
        return Ok(Err(WhyNot::OptedOut));
    }
    if db.is_bad_address(scope, channel, hash).await? {
        return Ok(Err(WhyNot::BadAddress));
    }
    Ok(match (settings.ground(channel), said) {
        (_, Some(said)) => Ok(format!("consent {}", said.id)),
        (Ground::Contract, None) => Ok(Ground::Contract.word().to_owned()),
        (Ground::Consent, None) => Err(WhyNot::NoGround),
    })
}

/// What forbids to write to a payer on a channel, where something does.
pub(super) async fn refusal(db: &mut Db<'_>, scope: Scope, payer: &Payer, channel: Channel) -> Outcome<Option<WhyNot>> {
    let Some(to) = payer.reached_by(channel) else { return Ok(Some(WhyNot::NoAddress)) };
    let hash = db.address_hash(scope, channel, to);
    let settings = db.message_settings(scope).await?;
    Ok(may_write(db, scope, &settings, channel, &hash).await?.err())
}

/// A person is told at once what a worker would find out later.
pub(super) async fn refuse_unwelcome(db: &mut Db<'_>, scope: Scope, payer: &Payer, channel: Channel) -> Outcome<()> {
    match refusal(db, scope, payer, channel).await? {
        None => Ok(()),
        Some(why) => {
            let field = match channel {
                Channel::Sms => "payer.phone",
                Channel::Email => "payer.email",
            };
            Err(OperationError::field(field, why.word(), "This person may not be written to here."))
        }
    }
}

/// How a payer can be written to now, by a person's own hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WayToPayer {
    /// By SMS or e-mail.
    pub channel: Channel,
    /// What forbids it.
    pub refused: Option<WhyNot>,
    /// What is worth knowing before: it would only lie in the outbox, or the payer has got enough.
    pub remark: Option<WhyNot>,
}

/// Each channel of the payer of a request.
pub async fn ways_to_payer(context: &Context, scope: Scope, id: PaymentRequestId) -> Outcome<Vec<WayToPayer>> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let request = db.payment_request(scope, id).await?.ok_or(OperationError::NotFound)?;
    let payer = db.payer(scope, id).await?;
    let profile = profile_of(&mut db, scope, Some(request.profile)).await?;
    let mut ways = Vec::new();
    for channel in Channel::ALL.iter().copied() {
        let refused = refusal(&mut db, scope, &payer, channel).await?;
        let mut remark = None;
        if let Some(to) = payer.reached_by(channel).filter(|_| refused.is_none()) {
            let settings = db.message_settings(scope).await?;
            let account = sending_account(&mut db, context, &profile, channel).await?;
            let hash = db.address_hash(scope, channel, to);
            let (now, most) = (context.now(), settings.most_in_seven_days);
            let sent = db.messages_sent_since((scope, channel, &hash), now.minus(SEVEN_DAYS), now, most).await?;
            let is_full = i64::try_from(sent.len()).is_ok_and(|sent| sent >= most);
            let enough = is_full.then_some(WhyNot::Cap);
            remark = held_because(scope, &settings, account.is_some(), to).or(enough);
        }
        ways.push(WayToPayer { channel, refused, remark });
    }
    Ok(ways)
}

/// The first channel on which somebody can be written to, to begin with.
pub async fn preferred_channel(context: &Context, scope: Scope, payer: &Payer) -> Outcome<Option<Channel>> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    for channel in Channel::ALL.iter().copied() {
        if refusal(&mut db, scope, payer, channel).await?.is_none() {
            return Ok(Some(channel));
        }
    }
    Ok(None)
}
