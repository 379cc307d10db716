//! A merchant's accounts at carriers of messages: add, test with a real call, rotate, disable; and what the merchant allows.

use super::judge_places::closed_place;
use super::manage_profiles::profile_of;
use super::record_consent::check_address;
use super::{Context, OperationError, Outcome};
use crate::domain::channel::Channel;
use crate::domain::field::FieldError;
use crate::domain::ids::{MessageAccountId, ProfileId};
use crate::domain::mail_address;
use crate::domain::merchant::Profile;
use crate::domain::message_account::{MessageAccount, MessageSender};
use crate::domain::message_setting::MessageSettings;
use crate::domain::scope::Scope;
use crate::domain::text::line;
use serde_json::Value;

/// An account about to be added.
#[derive(Clone, Debug)]
pub struct NewMessageAccount {
    /// Whose messages go through it; none: those of every profile that has none of its own.
    pub profile: Option<ProfileId>,
    /// "smtp", "twilio", "http", "smpp".
    pub carrier: String,
    /// What to call it; the carrier's word when blank.
    pub name: String,
    /// What the carrier gave.
    pub credentials: Value,
    /// Whom messages come from.
    pub sender: MessageSender,
}

/// Who says where an account leads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SetBy {
    /// Whoever has the command line: anywhere.
    Operator,
    /// Somebody at the dashboard: to public addresses, and to what the operator has opened.
    Merchant,
}

/// Adds an account, as the operator does at the command line: it may lead anywhere. One is in use per channel and mode for each profile, and
/// one for all that have none.
pub async fn add_message_account(context: &Context, scope: Scope, new: NewMessageAccount) -> Outcome<MessageAccount> {
    write_account(context, made(context, scope, new, SetBy::Operator)?, false).await
}

/// Adds an account, as a merchant does, in place of the one in use there, if there is any: from one instant to the next. What the earlier one
/// tells of its messages is still heard.
pub async fn replace_message_account(
    context: &Context,
    scope: Scope,
    new: NewMessageAccount,
) -> Outcome<MessageAccount> {
    let account = made(context, scope, new, SetBy::Merchant)?;
    refuse_closed(context, &account.carrier, &account.credentials).await?;
    write_account(context, account, true).await
}

/// Said while somebody looks; whether it holds is judged whenever it is connected to.
async fn refuse_closed(context: &Context, carrier: &str, credentials: &Value) -> Outcome<()> {
    let Some(why) = closed_place(context, carrier, credentials).await else { return Ok(()) };
    let field = if carrier == "http" { "credentials.values.base_url" } else { "credentials.url" };
    Err(OperationError::field(field, "closed", &why.to_string()))
}

async fn write_account(context: &Context, account: MessageAccount, replaces: bool) -> Outcome<MessageAccount> {
    let input = (account.clone(), replaces, context.now());
    let written = context
        .store
        .transact(input, |db, (account, replaces, now)| {
            Box::pin(async move {
                let (scope, profile) = (account.scope, account.profile);
                if profile.is_some() {
                    profile_of(db, scope, profile).await?;
                }
                if *replaces && let Some(earlier) = db.message_account_of(scope, account.channel, profile).await? {
                    db.disable_message_account(scope, earlier.id, *now).await?;
                }
                Ok::<_, OperationError>(db.insert_message_account(account).await?)
            })
        })
        .await?;
    if !written {
        return Err(OperationError::conflict(
            "in_use",
            "Another account of this channel is in use there. Disable that one first.",
        ));
    }
    Ok(account)
}

fn made(context: &Context, scope: Scope, new: NewMessageAccount, by: SetBy) -> Outcome<MessageAccount> {
    let carrier = context.carriers.get(&new.carrier).ok_or_else(|| {
        let words: Vec<&str> = context.carriers.iter().map(|carrier| carrier.word()).collect();
        OperationError::field("carrier", "unknown", &format!("Use one of: {}.", words.join(", ")))
    })?;
    let invalid = |fault: FieldError| OperationError::Invalid(vec![fault]);
    carrier.check_credentials(&new.credentials, scope.live).map_err(invalid)?;
    let sender = check_sender(carrier.channel(), new.sender).map_err(invalid)?;
    let name = line("name", &new.name, 60).map_err(invalid)?;
    let now = context.now();
    Ok(MessageAccount {
        scope,
        id: MessageAccountId(context.random.uuid(now)),
        profile: new.profile,
        channel: carrier.channel(),
        carrier: new.carrier.clone(),
        name: name.unwrap_or(new.carrier),
        credentials: new.credentials,
        callback_secret: hex::encode(context.random.bytes::<24>()),
        by_operator: by == SetBy::Operator,
        sender,
        created_at: now,
        disabled_at: None,
    })
}

/// A number, a short code, or a name of up to eleven letters and digits; for mail an address.
fn check_sender(channel: Channel, sender: MessageSender) -> Result<MessageSender, FieldError> {
    let wrong = |detail: &str| Err(FieldError::new("sender", "invalid", detail));
    let address = sender.address.trim().to_owned();
    match channel {
        Channel::Email => {
            mail_address::read("sender", &address)?
                .ok_or_else(|| FieldError::new("sender", "required", "Say which address mails come from."))?;
        }
        Channel::Sms => {
            let digits = address.strip_prefix('+').unwrap_or(&address);
            let is_number = !digits.is_empty() && digits.len() <= 15 && digits.chars().all(|c| c.is_ascii_digit());
            let is_name = (1..=11).contains(&address.len())
                && address.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '&'))
                && address.chars().any(|c| c.is_ascii_alphabetic());
            if !is_number && !is_name {
                return wrong(
                    "Use a number with country code, a short code, or a name of up to eleven letters and digits.",
                );
            }
            if is_name && !is_number && sender.can_reply {
                return wrong("Nobody can answer a name. Use a number, or do not promise replies.");
            }
        }
    }
    Ok(MessageSender { address, ..sender })
}

/// All accounts of a merchant in a mode.
pub async fn list_message_accounts(context: &Context, scope: Scope) -> Outcome<Vec<MessageAccount>> {
    Ok(context.store.read().await?.db().message_accounts(scope).await?)
}

/// Profiles that were put away while accounts of their own stayed in use: messages of their requests still go through those.
pub async fn put_away_with_accounts(context: &Context, scope: Scope) -> Outcome<Vec<Profile>> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let mut found: Vec<Profile> = Vec::new();
    for account in db.message_accounts(scope).await? {
        let Some(id) = account.profile.filter(|_| account.disabled_at.is_none()) else { continue };
        if found.iter().all(|profile| profile.id != id) {
            found.extend(db.profile(scope, id).await?.filter(|profile| profile.archived_at.is_some()));
        }
    }
    Ok(found)
}

/// One account of a merchant and mode.
pub async fn read_message_account(context: &Context, scope: Scope, id: MessageAccountId) -> Outcome<MessageAccount> {
    let account = context.store.read().await?.db().message_account(id).await?;
    account.filter(|account| account.scope == scope).ok_or(OperationError::NotFound)
}

/// Calls the carrier for real, sending nothing; tells what it found, or in plain words what is wrong.
pub async fn test_message_account(context: &Context, scope: Scope, id: MessageAccountId) -> Outcome<String> {
    let account = read_message_account(context, scope, id).await?;
    let carrier = context.carriers.get(&account.carrier).ok_or(OperationError::Internal("an unknown carrier"))?;
    carrier.test(&account).await.map_err(|error| OperationError::field("credentials", "refused", &error.to_string()))
}

/// What may change about whom messages come from while the account stays; absent parts stay, blank ones are taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SenderChange {
    /// Beside a mail address.
    pub name: Option<String>,
    /// Where answers to a mail go.
    pub reply_to: Option<String>,
    /// Whether answers arrive.
    pub can_reply: bool,
}

/// Another name, return address and promise of replies for the same account.
pub async fn change_message_sender(
    context: &Context,
    scope: Scope,
    id: MessageAccountId,
    change: SenderChange,
) -> Outcome<()> {
    let account = read_message_account(context, scope, id).await?;
    let invalid = |fault: FieldError| OperationError::Invalid(vec![fault]);
    let mut sender = MessageSender { can_reply: change.can_reply, ..account.sender };
    if let Some(name) = &change.name {
        sender.name = line("sender_name", name, 60).map_err(invalid)?;
    }
    if let Some(reply_to) = &change.reply_to {
        sender.reply_to = mail_address::read("reply_to", reply_to).map_err(invalid)?;
    }
    let sender = check_sender(account.channel, sender).map_err(invalid)?;
    Ok(context
        .store
        .transact((scope, id, sender), |db, (scope, id, sender)| {
            Box::pin(async move { db.set_message_sender(*scope, *id, sender).await })
        })
        .await?)
}

/// New keys for the same account. Where a merchant lets it lead elsewhere, it leads there as a merchant's.
pub async fn rotate_message_account(
    context: &Context,
    scope: Scope,
    id: MessageAccountId,
    credentials: Value,
    by: SetBy,
) -> Outcome<()> {
    let account = read_message_account(context, scope, id).await?;
    let carrier = context.carriers.get(&account.carrier).ok_or(OperationError::Internal("an unknown carrier"))?;
    carrier.check_credentials(&credentials, scope.live).map_err(|fault| OperationError::Invalid(vec![fault]))?;
    let stays = carrier.places(&account.credentials) == carrier.places(&credentials);
    let by_operator = by == SetBy::Operator || (account.by_operator && stays);
    if !by_operator {
        refuse_closed(context, &account.carrier, &credentials).await?;
    }
    Ok(context
        .store
        .transact((scope, id, credentials, by_operator), |db, (scope, id, credentials, by_operator)| {
            Box::pin(async move { db.set_message_credentials(*scope, *id, credentials, *by_operator).await })
        })
        .await?)
}

/// No new message goes through it; what it tells of earlier ones is still heard.
pub async fn disable_message_account(context: &Context, scope: Scope, id: MessageAccountId) -> Outcome<()> {
    read_message_account(context, scope, id).await?;
    context
        .store
        .transact((scope, id, context.now()), |db, (scope, id, now)| {
            Box::pin(async move { db.disable_message_account(*scope, *id, *now).await })
        })
        .await?;
    Ok(())
}

/// What the merchant allows of messages.
pub async fn read_message_settings(context: &Context, scope: Scope) -> Outcome<MessageSettings> {
    Ok(context.store.read().await?.db().message_settings(scope).await?)
}

/// A page that asks more numbers in a day is no sign-up page.
const MOST_SIGN_UPS: i64 = 100_000;

/// From now on.
pub async fn save_message_settings(context: &Context, scope: Scope, settings: MessageSettings) -> Outcome<()> {
    let hours = settings.sms_hours;
    if hours.from >= hours.until || hours.until > 24 {
        return Err(OperationError::field("sms_hours", "invalid", "Let them begin before they end, between 0 and 24."));
    }
    if !(0..=100).contains(&settings.most_in_seven_days) {
        return Err(OperationError::field("most_in_seven_days", "out_of_range", "Use 0 to 100."));
    }
    for (field, most) in
        [("sign_ups_a_day", settings.sign_ups_a_day), ("sign_ups_a_day_abroad", settings.sign_ups_a_day_abroad)]
    {
        if !(0..=MOST_SIGN_UPS).contains(&most) {
            return Err(OperationError::field(field, "out_of_range", "Use 0 to 100000."));
        }
    }
    let reachable = |text: &String| {
        let text = text.trim();
        let channel = if text.contains('@') { Channel::Email } else { Channel::Sms };
        check_address(channel, text).is_ok()
    };
    if let Some(wrong) = settings.test_recipients.iter().find(|text| !reachable(text)) {
        let fault = FieldError::new("test_recipients", "invalid", "Write numbers and addresses, one in each line.");
        return Err(OperationError::Invalid(vec![fault.about(wrong)]));
    }
    Ok(context
        .store
        .transact((scope, settings), |db, (scope, settings)| {
            Box::pin(async move { db.save_message_settings(*scope, settings).await })
        })
        .await?)
}
