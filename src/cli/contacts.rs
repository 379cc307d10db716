//! `paylink contacts`

use super::{CliError, ScopeArgs};
use crate::operations::Context;
use crate::operations::import_contacts::{COLUMNS, ImportWish, RowOutcome, RowResult, import_contacts};
use serde_json::json;
use std::fs::File;
use std::path::PathBuf;
use std::process::ExitCode;

/// What to do with the address book.
#[derive(clap::Subcommand)]
pub enum ContactsCommand {
    /// Read contacts, with what proves that they may be written to, from a CSV file; bad lines are told and stop nothing else
    Import {
        #[command(flatten)]
        scope: ScopeArgs,
        /// UTF-8, with commas, semicolons or tabs; its first line names the columns
        file: PathBuf,
        /// Tell what would become of each line, and change nothing
        #[arg(long)]
        dry_run: bool,
        /// As JSON, a line each
        #[arg(long)]
        json: bool,
    },
    /// Tell which columns are read
    Columns,
}

/// Carries it out.
pub async fn run(context: &Context, command: ContactsCommand) -> Result<ExitCode, CliError> {
    match command {
        ContactsCommand::Import { scope, file, dry_run, json } => {
            let scope = scope.resolve(context).await?;
            let io = |error| CliError::Io { what: file.display().to_string(), error };
            let source = File::open(&file).map_err(io)?;
            let mut counts = Counts::default();
            let wish = ImportWish { dry_run, user: None };
            let not_read = import_contacts(context, scope, source, wish, |row| counts.tell(&row, json)).await?;
            counts.end(&not_read, dry_run, json);
            Ok(if counts.bad == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        ContactsCommand::Columns => {
            for (name, others) in COLUMNS {
                println!("{name}{}{}", if others.is_empty() { "" } else { "  also: " }, others.join(", "));
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

#[derive(Default)]
struct Counts {
    created: u64,
    updated: u64,
    unchanged: u64,
    bad: u64,
}

impl Counts {
    fn tell(&mut self, row: &RowResult, as_json: bool) {
        let (count, word) = match &row.outcome {
            RowOutcome::Created => (&mut self.created, "created"),
            RowOutcome::Updated => (&mut self.updated, "updated"),
            RowOutcome::Unchanged => (&mut self.unchanged, "unchanged"),
            RowOutcome::Bad(_) => (&mut self.bad, "bad"),
        };
        *count += 1;
        let faults = match &row.outcome {
            RowOutcome::Bad(faults) => faults.as_slice(),
            RowOutcome::Created | RowOutcome::Updated | RowOutcome::Unchanged => &[],
        };
        if as_json {
            println!("{}", json!({ "line": row.line, "result": word, "errors": faults }));
        }
        for fault in faults.iter().filter(|_| !as_json) {
            let field = if fault.field.is_empty() { String::new() } else { format!("{}: ", fault.field) };
            eprintln!("line {}: {field}{}", row.line, fault.detail);
        }
    }

    fn end(&self, not_read: &[String], dry_run: bool, as_json: bool) {
        let Self { created, updated, unchanged, bad } = self;
        if as_json {
            let about = json!({ "dry_run": dry_run, "created": created, "updated": updated, "unchanged": unchanged, "bad": bad, "columns_not_read": not_read });
            println!("{about}");
        } else {
            for column in not_read {
                eprintln!("column {column}: it is not read; `paylink contacts columns` names those that are");
            }
            let would = if dry_run { " (nothing was changed)" } else { "" };
            println!("{created} created, {updated} updated, {unchanged} unchanged, {bad} bad{would}");
        }
    }
}
