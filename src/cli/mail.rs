//! `paylink mail`: for the pipe of a mail server. Its exit codes are those that mail servers know (sysexits.h): a mail that cannot be
//! stored now is kept there and brought again, never returned to its sender.

use super::CliError;
use crate::app::build;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::ids::MessageAccountId;
use crate::operations::OperationError;
use crate::operations::hear_carrier::receive_mail;
use crate::randomness::Randomness;
use crate::telemetry::start_logging;
use std::io::Read;
use std::process::ExitCode;

/// What to do with mails.
#[derive(clap::Subcommand)]
pub enum MailCommand {
    /// Take a mail from standard input: a bounce, a complaint or a reply
    Receive {
        /// The account that mails are sent through: ma_…
        account: String,
        /// The recipient on the envelope, where the mail server tells it; bounces name their message by it
        #[arg(long)]
        to: Option<String>,
    },
}

/// "Bring it again later."
const TRY_AGAIN: u8 = 75;
/// "There is nobody of that name."
const NOBODY: u8 = 67;
/// More than any reply needs.
const LARGEST_MAIL: u64 = 10 * 1024 * 1024;

/// Carries it out. All trouble but a wrong account is "later".
pub async fn run(mut config: Config, command: MailCommand) -> ExitCode {
    let MailCommand::Receive { account, to } = command;
    // What is printed lands in bounces.
    if config.log == "info" {
        "warn".clone_into(&mut config.log);
    }
    start_logging(&config);
    match receive(config, &account, to.as_deref()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(CliError::Operation(OperationError::NotFound | OperationError::Invalid(_)) | CliError::Usage(_)) => {
            eprintln!("paylink: {account} is no account that sends mails");
            ExitCode::from(NOBODY)
        }
        Err(error) => {
            eprintln!("paylink: {error}");
            ExitCode::from(TRY_AGAIN)
        }
    }
}

async fn receive(config: Config, account: &str, to: Option<&str>) -> Result<(), CliError> {
    let account: MessageAccountId = account.parse().map_err(|_| CliError::Usage("no account".to_owned()))?;
    let mut mail = Vec::new();
    let io = |error| CliError::Io { what: "reading the mail".to_owned(), error };
    std::io::stdin().lock().take(LARGEST_MAIL).read_to_end(&mut mail).map_err(io)?;
    let parts = build(config, Clock::System, Randomness::from_system()).await?;
    receive_mail(&parts.context, account, &mail, to).await?;
    parts.context.store.close().await;
    Ok(())
}
