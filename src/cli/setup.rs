//! `paylink setup`

use super::{CliError, ScopeArgs};
use crate::config::origin_text;
use crate::domain::language::Language;
use crate::domain::merchant::{Merchant, Support};
use crate::domain::policy::{Policy, Wish};
use crate::operations::Context;
use crate::operations::change_password::change_password;
use crate::operations::read_payment_request::read_merchant;
use crate::operations::setup_merchant::{NewMerchant, find_user, set_merchant_policy, setup_merchant};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Who is set up.
#[derive(clap::Args)]
pub struct SetupArgs {
    /// The merchant's name, as payers know it
    #[arg(long)]
    merchant: String,
    /// The owner's e-mail address, to log in with
    #[arg(long)]
    email: String,
    /// A file with the owner's password; not needed when the address is known already
    #[arg(long)]
    password_file: Option<PathBuf>,
    /// Time zone in which the merchant's days begin and end
    #[arg(long, default_value = "Europe/Berlin")]
    zone: String,
    /// Country, ISO 3166-1 alpha-2
    #[arg(long, default_value = "DE")]
    country: String,
    /// Language of its pages: de, en, fr, nl, it, es, pl
    #[arg(long, default_value = "de")]
    language: String,
    /// Town beneath the name
    #[arg(long)]
    town: Option<String>,
    /// Phone number for payers' questions, best with its country code
    #[arg(long)]
    support_phone: Option<String>,
    /// E-mail address for payers' questions
    #[arg(long)]
    support_email: Option<String>,
    /// One more merchant, though there is one of this name already
    #[arg(long)]
    another: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// Who types the same again means the merchant that there is, more often than a second one.
async fn refuse_twice(context: &Context, name: &str) -> Result<(), CliError> {
    let merchants = context.store.read().await?.db().merchants().await?;
    let spoken = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let same = |known: &&Merchant| spoken(&known.name) == spoken(name);
    let Some(known) = merchants.iter().find(same) else { return Ok(()) };
    let (id, name) = (known.id, &known.name);
    Err(CliError::Usage(format!(
        "{name} is set up already, as {id}; nothing was changed.\n         To go on with it: paylink serve, and paylink key make \
         --merchant {id} --name NAME for a new key.\n         For a second merchant of this name: the same command with --another"
    )))
}

/// Sets a merchant up and prints what is needed to begin.
pub async fn run(context: &Context, args: SetupArgs) -> Result<(), CliError> {
    if !args.another {
        refuse_twice(context, &args.merchant).await?;
    }
    let password = args.password_file.as_deref().map(read_password).transpose()?;
    if password.is_none() && find_user(context, &args.email).await?.is_none() {
        let detail = format!("{} is new here: give a password with --password-file FILE", args.email.trim());
        return Err(CliError::Usage(detail));
    }
    let language: Language =
        args.language.parse().map_err(|()| CliError::Usage(format!("--language: {}", Language::ADVICE)))?;
    let new = NewMerchant {
        name: args.merchant,
        email: args.email.clone(),
        password,
        zone: args.zone,
        country: args.country.to_uppercase(),
        language,
        town: args.town,
        support: Support { phone: args.support_phone, email: args.support_email, hours: None },
    };
    let made = setup_merchant(context, new).await?;
    if made.password_kept {
        let email = args.email.trim();
        eprintln!("paylink: {email} exists and keeps the earlier password; the one given now is another.");
        eprintln!("         To change it: paylink password --email {email} --password-file FILE");
    }
    let dashboard = format!("{}/dashboard/", origin_text(context.config.dashboard_origin()));
    let email = args.email.trim().to_lowercase();
    if args.json {
        let printed = json!({
            "merchant_id": made.merchant,
            "api_key": made.api_key,
            "dashboard_url": dashboard,
            "user_email": email,
            "password_kept": made.password_kept,
        });
        println!("{printed}");
    } else {
        println!("merchant   {}", made.merchant);
        println!("dashboard  {dashboard}");
        println!("log in as  {email}");
        println!("test key   {}", made.api_key);
        println!("The key is shown only now.");
        println!("Next: paylink serve, then log in at the dashboard.");
    }
    Ok(())
}

/// A new policy.
#[derive(clap::Args)]
pub struct PolicyArgs {
    #[command(flatten)]
    scope: ScopeArgs,
    /// Money sent after expiry or cancellation: accept, refund, ask
    #[arg(long)]
    late: Option<String>,
    /// Money beyond what was asked: accept, refund, ask
    #[arg(long)]
    surplus: Option<String>,
}

/// Changes the policy where something is given, and prints it.
pub async fn set_policy(context: &Context, args: PolicyArgs) -> Result<(), CliError> {
    let scope = args.scope.resolve(context).await?;
    let known = read_merchant(context, scope).await?.policy;
    let wish = |name: &str, word: Option<String>, known: Wish| match word {
        None => Ok(known),
        Some(word) => word.parse().map_err(|()| CliError::Usage(format!("--{name}: use accept, refund or ask"))),
    };
    let policy =
        Policy { late: wish("late", args.late, known.late)?, surplus: wish("surplus", args.surplus, known.surplus)? };
    set_merchant_policy(context, scope.merchant, policy).await?;
    println!("late {}, surplus {}", policy.late.word(), policy.surplus.word());
    Ok(())
}

/// Whose password.
#[derive(clap::Args)]
pub struct PasswordArgs {
    /// The user's e-mail address
    #[arg(long)]
    email: String,
    /// A file with the new password
    #[arg(long)]
    password_file: PathBuf,
}

/// Changes a password.
pub async fn set_password(context: &Context, args: PasswordArgs) -> Result<(), CliError> {
    change_password(context, &args.email, read_password(&args.password_file)?).await?;
    println!("The password is changed; all sessions have ended.");
    Ok(())
}

fn read_password(path: &Path) -> Result<String, CliError> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| CliError::Io { what: format!("reading {}", path.display()), error })?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}
