//! Which account a message goes through: the merchant's own, or for e-mail the mail server that the whole program has.

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

/// The account that messages of a channel go through now.
pub async fn sending_account(
    db: &mut Db<'_>,
    context: &Context,
    scope: Scope,
    channel: Channel,
    profile: &Profile,
) -> Outcome<Option<MessageAccount>> {
    let own = db.message_account_in_use(scope, channel).await?;
    let account = own.or_else(|| house_account(context, scope, profile).filter(|house| house.channel == channel));
    Ok(account.filter(|account| context.carriers.get(&account.carrier).is_some()))
}

/// Whether it is that of `PAYLINK_SMTP_URL`, which stands in no table.
pub fn is_house_account(account: &MessageAccount) -> bool {
    account.id.0.is_nil()
}

/// The mail server of `PAYLINK_SMTP_URL`, as an account of the merchant's: in its name, and answers go to its support.
fn house_account(context: &Context, scope: Scope, profile: &Profile) -> Option<MessageAccount> {
    let url = context.config.smtp_url.as_ref()?.reveal();
    let address = smtp_sender(&Url::parse(url).ok()?)?;
    let reply_to = profile.support.email.clone();
    Some(MessageAccount {
        scope,
        id: MessageAccountId(Uuid::nil()),
        channel: Channel::Email,
        carrier: "smtp".to_owned(),
        name: "PAYLINK_SMTP_URL".to_owned(),
        credentials: json!({ "url": url }),
        callback_secret: String::new(),
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
