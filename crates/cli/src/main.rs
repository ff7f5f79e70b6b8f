//! `truceline`: the command line door.

mod args;
mod commands;
mod inputs;
mod log;
mod progress;
mod run;
mod settings;
mod store;
mod terminal;
mod trouble;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use settings::Settings;
use trouble::Trouble;

/// How a run ended. Its number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All of the input was worked on.
    Done = 0,
    /// Some of the input was skipped; each piece was named.
    SomeSkipped = 1,
    /// Nothing was done.
    Nothing = 2,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let (settings, trouble) = match Settings::load(&args) {
        Ok(settings) => (settings, None),
        Err(trouble) => (Settings::default(), Some(trouble)),
    };
    log::start(settings.log_format.value, args.global.level(), terminal::colour_on_stderr(settings.color.value));
    settings.doubts.iter().for_each(|doubt| tracing::warn!("{doubt}"));
    let result = trouble.map_or_else(|| dispatch(&args, &settings), Err);
    ExitCode::from(result.unwrap_or_else(|trouble| trouble.end(&settings)) as u8)
}

fn dispatch(args: &Args, settings: &Settings) -> Result<Outcome, Trouble> {
    if args.version {
        return commands::version::run(settings);
    }
    match &args.command {
        None => Ok(commands::help(None, settings)),
        Some(Command::Code(args)) => commands::code::run(args, settings),
        Some(Command::Explain(args)) => commands::code::explain(args, settings),
        Some(Command::Parse(args)) => commands::parse::run(args, settings),
        Some(Command::Ingest(args)) => commands::ingest::run(args, settings),
        Some(Command::Query(args)) => commands::query::run(args, settings),
        Some(Command::Brief(args)) => commands::brief::run(args, settings),
        Some(Command::Show(args)) => commands::show::run(args, settings),
        Some(Command::Diff(args)) => commands::diff::run(args, settings),
        Some(Command::Retract(args)) => commands::retract::run(args, settings),
        Some(Command::Eval(args)) => commands::eval::run(args, settings),
        Some(Command::Demo) => commands::demo::run(settings),
        Some(Command::Knowledge(args)) => commands::knowledge::run(args, settings),
        Some(Command::Config(args)) => commands::config::run(args, settings),
        Some(Command::Completions(args)) => commands::completions::run(args),
    }
}
