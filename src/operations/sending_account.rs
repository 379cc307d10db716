//! Which account a message goes through: its profile's own, else that of all the merchant's profiles, else for e-mail the mail server that
//! the whole program has.

use super::manage_profiles::profile_of;
use super::{Context, Outcome};
use crate::config::smtp_sender;
use crate::domain::channel::Channel;
use crate::domain::ids::MessageAccountId;
use crate::domain::merchant::Profile;
use crate::domain::message_account::{MessageAccount, MessageSender};
use crate::domain::scope::Scope;
use crate::store::Db;
use serde_json::json;
use url::Url;
use uuid::Uuid;

/// The account that messages of a profile go through now.
pub async fn sending_account(
    db: &mut Db<'_>,
    context: &Context,
    profile: &Profile,
    channel: Channel,
) -> Outcome<Option<MessageAccount>> {
    let own = db.message_account_serving(profile.scope, channel, profile.id).await?;
    Ok(usable(context, own, profile, channel))
}

/// The account of all profiles that have none of their own.
pub(super) async fn common_account(
    db: &mut Db<'_>,
    context: &Context,
    scope: Scope,
    channel: Channel,
) -> Outcome<Option<MessageAccount>> {
    let profile = profile_of(db, scope, None).await?;
    let common = db.message_account_of(scope, channel, None).await?;
    Ok(usable(context, common, &profile, channel))
}

/// What messages go through without an account of the merchant's: the one of all profiles, else that of the whole program; none: they stay in
/// the outbox.
pub async fn account_instead(context: &Context, account: &MessageAccount) -> Outcome<Option<MessageAccount>> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let profile = profile_of(&mut db, account.scope, account.profile).await?;
    let common = match account.profile {
        Some(_) => db.message_account_of(account.scope, account.channel, None).await?,
        None => None,
    };
    Ok(usable(context, common, &profile, account.channel))
}

fn usable(
    context: &Context,
    own: Option<MessageAccount>,
    profile: &Profile,
    channel: Channel,
) -> Option<MessageAccount> {
    let account = own.or_else(|| house_account(context, profile).filter(|house| house.channel == channel));
    account.filter(|account| context.carriers.get(&account.carrier).is_some())
}

/// The account that an answer goes through: the one that heard what it answers while that is in use, else that of the profile.
pub(super) async fn answering_account(
    db: &mut Db<'_>,
    context: &Context,
    profile: &Profile,
    channel: Channel,
    heard: Option<MessageAccountId>,
) -> Outcome<Option<MessageAccount>> {
    let known = match heard {
        Some(id) => db.message_account(id).await?,
        None => None,
    };
    let is_fit = |account: &MessageAccount| {
        account.scope == profile.scope
            && account.channel == channel
            && account.disabled_at.is_none()
            && context.carriers.get(&account.carrier).is_some()
    };
    match known.filter(is_fit) {
        Some(account) => Ok(Some(account)),
        None => sending_account(db, context, profile, channel).await,
    }
}

/// Whether it is that of `PAYLINK_SMTP_URL`, which stands in no table.
pub fn is_house_account(account: &MessageAccount) -> bool {
    account.id.0.is_nil()
}

/// The mail server of `PAYLINK_SMTP_URL`, as an account of the merchant's: in its name, and answers go to its support.
fn house_account(context: &Context, profile: &Profile) -> Option<MessageAccount> {
    let url = context.config.smtp_url.as_ref()?.reveal();
    let address = smtp_sender(&Url::parse(url).ok()?)?;
    let reply_to = profile.support.email.clone();
    Some(MessageAccount {
        scope: profile.scope,
        id: MessageAccountId(Uuid::nil()),
        profile: None,
        channel: Channel::Email,
        carrier: "smtp".to_owned(),
        name: "PAYLINK_SMTP_URL".to_owned(),
        credentials: json!({ "url": url }),
        callback_secret: String::new(),
        by_operator: true,
        sender: MessageSender {
            address,
            name: Some(profile.display_name.clone()),
            can_reply: reply_to.is_some(),
            reply_to,
        },
        created_at: context.now(),
        disabled_at: None,
    })
}
