//! Reads the command and carries it out.

use clap::Parser;
use paylink::cli::{Cli, run};
use std::process::ExitCode;
use std::time::Duration;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("paylink: the runtime does not start: {error}");
            return ExitCode::FAILURE;
        }
    };
    let done = runtime.block_on(run(cli));
    // What still hangs, a name that is looked up for example, holds nobody up: all that matters is written down.
    runtime.shutdown_timeout(Duration::from_millis(500));
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("paylink: {error}");
            ExitCode::FAILURE
        }
    }
}
