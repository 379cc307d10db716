//! Whether a message may go out where it would go, and when: by what it says, who it is for and what was sent there already.

use super::follow_plan::conditions_hold;
use super::may_write::may_write;
use super::record_consent::check_address;
use super::sending_account::answering_account;
use super::{Context, OperationError, Outcome};
use crate::domain::channel::Channel;
use crate::domain::consent::same_address;
use crate::domain::message::{Message, MessageState, WhyNot, is_true, stopped_by};
use crate::domain::message_account::MessageAccount;
use crate::domain::message_setting::MessageSettings;
use crate::domain::payer::Payer;
use crate::domain::payer_zone::next_allowed;
use crate::domain::payment_request::PaymentRequest;
use crate::domain::purpose::Purpose;
use crate::domain::scope::Scope;
use crate::domain::time::{Timestamp, Zone};
use crate::store::Db;
use std::time::Duration;

pub(super) const SEVEN_DAYS: Duration = Duration::from_secs(7 * 86_400);

/// Where a message would go, and what stands about it in the books.
pub(super) struct Place {
    pub payer: Payer,
    pub settings: MessageSettings,
    pub zone: Zone,
    pub account: Option<MessageAccount>,
    pub to: Option<String>,
    pub hash: Option<Vec<u8>>,
}

/// What is to be done with a message now.
pub(super) enum Verdict {
    /// With the ground that allows it.
    Now(String),
    NotBefore(Timestamp),
    /// The payer got as many as are allowed.
    NoRoomBefore(Timestamp),
    Never(WhyNot),
}

impl Place {
    pub(super) async fn of(
        db: &mut Db<'_>,
        context: &Context,
        request: &PaymentRequest,
        message: &Message,
    ) -> Outcome<Self> {
        let scope = message.scope;
        let payer = db.payer(scope, request.id).await?;
        let settings = db.message_settings(scope).await?;
        let merchant = db.merchant(scope.merchant).await?.ok_or(OperationError::NotFound)?;
        let zone = Zone::named(&merchant.zone).ok_or(OperationError::Internal("a merchant in an unknown time zone"))?;
        let profile = db.profile(scope, request.profile).await?.ok_or(OperationError::NotFound)?;
        let heard = message.account.filter(|_| message.purpose.is_answer());
        let account = answering_account(db, context, &profile, message.channel, heard).await?;
        // Who wrote to us is answered where they wrote from, whatever the request says of them by now.
        let answered = message.letter.as_ref().filter(|_| message.purpose == Purpose::Answer);
        let to = answered.map(|letter| letter.to.as_str()).or(payer.reached_by(message.channel)).map(str::to_owned);
        let hash = to.as_deref().map(|to| db.address_hash(scope, message.channel, to));
        Ok(Self { payer, settings, zone, account, to, hash })
    }

    pub(super) async fn verdict(
        &self,
        db: &mut Db<'_>,
        request: &PaymentRequest,
        message: &Message,
        now: Timestamp,
    ) -> Outcome<Verdict> {
        if let Some(why) = stopped_by(message.purpose, request.status(now)) {
            return Ok(Verdict::Never(why));
        }
        if !is_true(message.purpose, request, now) {
            return Ok(Verdict::Never(WhyNot::NotTrue));
        }
        if !conditions_hold(db, request, message, &self.zone, now).await? {
            return Ok(Verdict::Never(WhyNot::Condition));
        }
        let Some(hash) = &self.hash else { return Ok(Verdict::Never(WhyNot::NoAddress)) };
        let (scope, channel) = (message.scope, message.channel);
        if message.purpose.is_automatic_answer() {
            // Who asks gets an answer, also after an opt-out and at night.
            return Ok(Verdict::Now("answer".to_owned()));
        }
        let ground = match may_write(db, scope, &self.settings, channel, hash).await? {
            Ok(_) | Err(WhyNot::NoGround) if message.purpose == Purpose::Answer => {
                // They wrote first, so no other ground is needed; and a person answers, so nights and caps do not count.
                return Ok(Verdict::Now(message.ground.clone().unwrap_or_else(|| "answer".to_owned())));
            }
            Ok(ground) => ground,
            Err(why) => return Ok(Verdict::Never(why)),
        };
        if message.purpose.asks_for_money() {
            // Whatever plans it, also instead of one that was lost: only a person's own hand outweighs the payer's wish.
            let asleep = db.snoozes(scope, request.id).await?.last().is_some_and(|until| now < *until);
            if asleep && message.requested_by.is_none() {
                return Ok(Verdict::Never(WhyNot::Snoozed));
            }
            let others = db.messages_of(scope, request.id).await?;
            let later = |other: &Message| {
                // Also one that has just gone out: two workers may be at it.
                other.state != MessageState::Skipped
                    && other.purpose.asks_for_money()
                    && other.channel == channel
                    && other.due_at <= now
                    && (other.due_at, other.id) > (message.due_at, message.id)
            };
            if message.requested_by.is_none() && others.iter().any(later) {
                return Ok(Verdict::Never(WhyNot::Overtaken));
            }
            db.lock_address(scope, channel, hash, now).await?;
            if message.requested_by.is_none()
                && let Some(full) = self.no_room(db, (scope, channel, hash), now).await?
            {
                return Ok(full);
            }
        }
        let allowed = match channel {
            // What a person sends right now, while talking to the payer, is awaited.
            Channel::Sms if message.requested_by.is_none() => {
                next_allowed(self.settings.sms_hours, now, self.to.as_deref().unwrap_or_default(), &self.zone)
            }
            Channel::Sms | Channel::Email => now,
        };
        Ok(if allowed > now { Verdict::NotBefore(allowed) } else { Verdict::Now(ground) })
    }

    /// Whether the payer got as many messages as are allowed; there is room again when the oldest of them is seven days old.
    async fn no_room(&self, db: &mut Db<'_>, to: (Scope, Channel, &[u8]), now: Timestamp) -> Outcome<Option<Verdict>> {
        let most = self.settings.most_in_seven_days;
        let Some(last) = usize::try_from(most).ok().and_then(|most| most.checked_sub(1)) else {
            return Ok(Some(Verdict::Never(WhyNot::Cap)));
        };
        let sent = db.messages_sent_since(to, now.minus(SEVEN_DAYS), now, most).await?;
        Ok(sent.get(last).map(|oldest| Verdict::NoRoomBefore(oldest.plus(SEVEN_DAYS).plus(Duration::from_millis(1)))))
    }

    /// Why nothing leaves the house, where that is so.
    pub(super) fn held_because(&self, scope: Scope) -> Option<WhyNot> {
        held_because(scope, &self.settings, self.account.is_some(), self.to.as_deref().unwrap_or(""))
    }
}

/// Why nothing leaves the house for somebody, where that is so.
pub(super) fn held_because(scope: Scope, settings: &MessageSettings, has_carrier: bool, to: &str) -> Option<WhyNot> {
    if !has_carrier {
        return Some(WhyNot::NoCarrier);
    }
    let channel = if to.contains('@') { Channel::Email } else { Channel::Sms };
    let to = same_address(channel, to);
    let is_to = |allowed: &String| check_address(channel, allowed.trim()).is_ok_and(|allowed| allowed == to);
    let allowed = settings.test_recipients.iter().any(is_to);
    (!scope.live && !allowed).then_some(WhyNot::TestMode)
}
