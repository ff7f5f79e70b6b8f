//! One file a command.

pub mod brief;
pub mod code;
pub mod completions;
pub mod config;
pub mod demo;
pub mod diff;
pub mod eval;
pub mod import;
pub mod ingest;
pub mod knowledge;
pub mod parse;
pub mod query;
mod recode;
pub mod retract;
pub mod search;
pub mod show;
pub mod test;
pub mod version;
pub mod why;

use std::{
    io::{self, IsTerminal},
    path::PathBuf,
    time::Instant,
};

use clap::CommandFactory;
use truceline_dictionaries::Dictionaries;
use truceline_engine::Engine;

use crate::{Outcome, args::Args, settings::Settings, terminal, trouble::Trouble};

/// Loads knowledge and model as the settings have them.
///
/// # Errors
/// A file that is missing or holds a mistake.
fn engine(settings: &Settings) -> Result<Engine, Trouble> {
    let began = Instant::now();
    let folder = settings.knowledge.value.as_deref();
    let engine = Engine::with(settings.model.value.as_deref(), folder).map_err(|e| Trouble::of_engine(e, folder))?;
    let engine = with_dictionaries(engine, settings)?;
    tracing::debug!("loaded knowledge and model in {:.3} s", began.elapsed().as_secs_f64());
    Ok(engine)
}

/// Adds the dictionaries that the settings name.
fn with_dictionaries(engine: Engine, settings: &Settings) -> Result<Engine, Trouble> {
    let alone = settings.only_dictionaries.value;
    let Some(path) = settings.dictionaries.value.as_deref() else {
        return if alone {
            Err(Trouble::Usage("only_dictionaries needs dictionaries: --dictionaries PATH".to_owned()))
        } else {
            Ok(engine)
        };
    };
    let dictionaries = Dictionaries::read(path)?;
    let faults = dictionaries.tally().faults().count();
    if faults > 0 {
        let path = path.display();
        tracing::warn!("{path}: {faults} mistakes; entries that have them are left out; `truceline knowledge import {path}` shows them");
    }
    Ok(engine.with_dictionaries(dictionaries, alone))
}

/// Shows the help of a command, or of the program, on standard error: standard output carries results only.
pub fn help(command: Option<&str>, settings: &Settings) -> Outcome {
    let mut program = Args::command();
    program.build();
    let shown = match command {
        Some(name) => program.find_subcommand_mut(name).map(clap::Command::render_help),
        None => Some(program.render_help()),
    };
    if let Some(help) = shown {
        if terminal::colour_on_stderr(settings.color.value) { eprint!("{}", help.ansi()) } else { eprint!("{help}") }
    }
    Outcome::Nothing
}

/// The paths to read, standard input where none is given; `None` where that is a terminal, at which nobody means to
/// type a report.
///
/// # Errors
/// Standard input named twice.
fn paths(given: &[PathBuf]) -> Result<Option<Vec<PathBuf>>, Trouble> {
    let stdin = PathBuf::from("-");
    if given.is_empty() {
        return Ok((!io::stdin().is_terminal()).then(|| vec![stdin]));
    }
    if given.iter().filter(|p| **p == stdin).count() > 1 {
        return Err(Trouble::Usage("standard input (-) can be read only once".to_owned()));
    }
    Ok(Some(given.to_vec()))
}
