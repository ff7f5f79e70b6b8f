//! `completions`.

use std::io::{self, Write};

use clap::CommandFactory;

use crate::{
    Outcome,
    args::{Args, CompletionsArgs},
    trouble::Trouble,
};

/// Writes completions for a shell.
///
/// # Errors
/// Results that cannot be written.
pub fn run(args: &CompletionsArgs) -> Result<Outcome, Trouble> {
    // `generate` panics where its writer fails.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "truceline", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Outcome::Done)
}
