//! Whether the domain of a merchant's mails says that they are genuine.

use super::try_sender::account_in_use;
use super::{Context, OperationError, Outcome};
use crate::domain::channel::Channel;
use crate::domain::ids::ProfileId;
use crate::domain::message_account::MessageAccount;
use crate::domain::scope::Scope;
use crate::messaging::email::dns::Dns;
use crate::messaging::email::published::{look, wanted};
use crate::messaging::email::server::MailServer;
use futures_util::future::join_all;

pub use crate::messaging::email::published::{Finding, Kind, Verdict, Wanted};

/// What should be published for the mails of the account in use; nothing without one.
pub async fn mail_records(
    context: &Context,
    scope: Scope,
    profile: Option<ProfileId>,
    selector: Option<&str>,
) -> Outcome<Vec<Wanted>> {
    let account = account_in_use(context, scope, profile, Channel::Email).await?;
    Ok(account.map(|account| records(&account, selector)).transpose()?.map(|(records, _)| records).unwrap_or_default())
}

/// Asks for each of them.
pub async fn check_mail_dns(
    context: &Context,
    scope: Scope,
    profile: Option<ProfileId>,
    selector: Option<&str>,
) -> Outcome<Vec<Finding>> {
    let account = account_in_use(context, scope, profile, Channel::Email).await?;
    let account = account.ok_or_else(|| OperationError::conflict("no_carrier", "Set a mail server up first."))?;
    let (records, host) = records(&account, selector)?;
    let dns = match Dns::new(context.config.name_server) {
        Ok(dns) => dns,
        Err(why) => {
            let unknown = |wanted| Finding { wanted, found: Vec::new(), verdict: Verdict::Unreachable(why.0.clone()) };
            return Ok(records.into_iter().map(unknown).collect());
        }
    };
    Ok(join_all(records.into_iter().map(|record| look(&dns, record, &host))).await)
}

fn records(account: &MessageAccount, selector: Option<&str>) -> Outcome<(Vec<Wanted>, String)> {
    let server = MailServer::of(account).ok_or(OperationError::Internal("a mail account that cannot be read"))?;
    Ok((wanted(&account.sender.address, &server.host, server.key, selector), server.host))
}
