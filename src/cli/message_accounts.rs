//! `paylink carrier` and `paylink messages`

use super::provider_accounts::read_json;
use super::{CliError, ScopeArgs};
use crate::config::origin_text;
use crate::domain::ids::MessageAccountId;
use crate::domain::merchant::Profile;
use crate::domain::message_account::MessageSender;
use crate::domain::scope::Scope;
use crate::operations::Context;
use crate::operations::manage_message_accounts::{
    NewMessageAccount, SetBy, add_message_account, disable_message_account, list_message_accounts,
    read_message_settings, rotate_message_account, save_message_settings, test_message_account,
};
use crate::operations::manage_profiles::profiles_to_choose;
use crate::operations::write_message::callback_url;
use serde_json::{Value, json};
use std::path::PathBuf;

/// What to do with accounts at carriers of SMS and e-mail.
#[derive(clap::Subcommand)]
pub enum CarrierCommand {
    /// Add an account; one is in use per channel, and one for each profile that has one of its own
    Add {
        #[command(flatten)]
        scope: ScopeArgs,
        /// smtp, twilio, http or smpp
        carrier: String,
        /// Whom messages come from: a mail address, a number, a short code, a name of up to eleven letters
        #[arg(long)]
        sender: String,
        /// The name beside a mail address
        #[arg(long)]
        sender_name: Option<String>,
        /// Where answers to a mail go
        #[arg(long)]
        reply_to: Option<String>,
        /// Answers arrive: messages may promise it
        #[arg(long)]
        can_reply: bool,
        /// Only for messages of this profile: its id or its name
        #[arg(long)]
        profile: Option<String>,
        /// What to call it
        #[arg(long, default_value = "")]
        name: String,
        /// A file with the carrier's keys as JSON, such as {"url": "smtps://user:password@mail.example.org"}
        #[arg(long)]
        credentials_file: PathBuf,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// List accounts
    List {
        #[command(flatten)]
        scope: ScopeArgs,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Call the carrier for real, sending nothing
    Test {
        #[command(flatten)]
        scope: ScopeArgs,
        /// Its id: ma_…
        id: String,
    },
    /// New keys for the same account
    Rotate {
        #[command(flatten)]
        scope: ScopeArgs,
        /// Its id: ma_…
        id: String,
        /// A file with the carrier's new keys as JSON
        #[arg(long)]
        credentials_file: PathBuf,
    },
    /// No new message goes through it
    Disable {
        #[command(flatten)]
        scope: ScopeArgs,
        /// Its id: ma_…
        id: String,
    },
}

/// What a merchant allows of messages; without a file it is shown.
#[derive(clap::Args)]
pub struct MessagesArgs {
    #[command(flatten)]
    scope: ScopeArgs,
    /// A file with the settings that change, as JSON: {"sms_hours": {"from": 8, "until": 20}, "test_recipients": ["+49…"]}
    #[arg(long)]
    settings_file: Option<PathBuf>,
}

/// What a file of keys holds, for example that of a mail server.
const EXAMPLE: &str = "{\"url\": \"smtps://user:password@mail.example.org\"}";
/// What a file of settings holds.
const SETTINGS_EXAMPLE: &str = "{\"test_recipients\": [\"me@example.org\"]}";

/// Carries it out.
pub async fn run(context: &Context, command: CarrierCommand) -> Result<(), CliError> {
    match command {
        CarrierCommand::Add {
            scope,
            carrier,
            sender,
            sender_name,
            reply_to,
            can_reply,
            profile,
            name,
            credentials_file,
            json,
        } => {
            let scope = scope.resolve(context).await?;
            let sender = MessageSender { address: sender, name: sender_name, reply_to, can_reply };
            let profile = match profile {
                Some(named) => Some(find_profile(context, scope, &named).await?.id),
                None => None,
            };
            let credentials = read_json(&credentials_file, EXAMPLE)?;
            let new = NewMessageAccount { profile, carrier, name, credentials, sender };
            let account = add_message_account(context, scope, new).await?;
            let address = callback_url(origin_text(&context.config.public_url), &account);
            if json {
                println!("{}", json!({ "id": account.id, "carrier": account.carrier, "callback_url": address }));
            } else {
                println!("{}\nreceipts and answers go to {address}", account.id);
            }
        }
        CarrierCommand::List { scope, json } => list(context, scope, json).await?,
        CarrierCommand::Test { scope, id } => {
            println!("{}", test_message_account(context, scope.resolve(context).await?, parse(&id)?).await?);
        }
        CarrierCommand::Rotate { scope, id, credentials_file } => {
            let credentials = read_json(&credentials_file, EXAMPLE)?;
            let scope = scope.resolve(context).await?;
            rotate_message_account(context, scope, parse(&id)?, credentials, SetBy::Operator).await?;
            println!("rotated");
        }
        CarrierCommand::Disable { scope, id } => {
            disable_message_account(context, scope.resolve(context).await?, parse(&id)?).await?;
            println!("disabled");
        }
    }
    Ok(())
}

/// By its id, or by its name as the dashboard shows it.
async fn find_profile(context: &Context, scope: Scope, named: &str) -> Result<Profile, CliError> {
    let profiles = profiles_to_choose(context, scope).await?;
    let by_id = named.parse().ok();
    let is_meant = |profile: &&Profile| Some(profile.id) == by_id || profile.name == named || profile.label() == named;
    match profiles.iter().find(is_meant) {
        Some(profile) => Ok(profile.clone()),
        None => {
            let known: Vec<&str> = profiles.iter().map(Profile::label).collect();
            Err(CliError::Usage(format!("--profile: there is no {named}; there are: {}", known.join(", "))))
        }
    }
}

async fn list(context: &Context, scope: ScopeArgs, json: bool) -> Result<(), CliError> {
    let scope = scope.resolve(context).await?;
    let accounts = list_message_accounts(context, scope).await?;
    if accounts.is_empty() && !json {
        let mode = if scope.live { "live" } else { "test" };
        println!("none in {mode} mode: messages stay in the outbox; see paylink carrier add --help");
    }
    for account in accounts {
        let in_use = account.disabled_at.is_none();
        if json {
            let about = json!({ "id": account.id, "channel": account.channel, "carrier": account.carrier, "name": account.name,
                "live": scope.live, "sender": account.sender.address, "can_reply": account.sender.can_reply, "profile": account.profile, "disabled": !in_use });
            println!("{about}");
        } else {
            let state = if in_use { "in use" } else { "disabled" };
            let profile = account.profile.map(|id| format!("  only {id}")).unwrap_or_default();
            let (id, channel, sender) = (account.id, account.channel, &account.sender.address);
            println!("{id}  {channel}  {}  {sender}  {state}{profile}", account.carrier);
        }
    }
    Ok(())
}

/// Shows or changes what a merchant allows.
pub async fn settings(context: &Context, args: MessagesArgs) -> Result<(), CliError> {
    let scope = args.scope.resolve(context).await?;
    let settings = read_message_settings(context, scope).await?;
    let mut text = serde_json::to_value(&settings).map_err(|error| CliError::Usage(error.to_string()))?;
    if let Some(file) = &args.settings_file {
        let Value::Object(changes) = read_json(file, SETTINGS_EXAMPLE)? else {
            return Err(CliError::Usage(format!("{}: write an object", file.display())));
        };
        for (name, value) in changes {
            if text.get(&name).is_none() {
                return Err(CliError::Usage(format!("{}: there is no setting {name}", file.display())));
            }
            text[name] = value;
        }
        let changed = serde_json::from_value(text.clone())
            .map_err(|error| CliError::Usage(format!("{}: {error}", file.display())))?;
        save_message_settings(context, scope, changed).await?;
    }
    println!("{}", serde_json::to_string_pretty(&text).unwrap_or_default());
    Ok(())
}

fn parse(id: &str) -> Result<MessageAccountId, CliError> {
    id.parse().map_err(|error| CliError::Usage(format!("{error}")))
}
