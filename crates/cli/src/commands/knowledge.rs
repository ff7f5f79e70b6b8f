//! `knowledge check` and the other commands on knowledge, each of which has its own file.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use annotate_snippets::Level;
use truceline_knowledge::{Knowledge, KnowledgeError};

use crate::{
    Outcome,
    args::{KnowledgeArgs, KnowledgeCommand},
    commands::{import, search, test, why},
    settings::{LogFormat, Settings},
    trouble::{Trouble, draw_knowledge},
};

/// Does what is asked with knowledge.
///
/// # Errors
/// A mistake in the knowledge, dictionaries that cannot be read, or results that cannot be written.
pub fn run(args: &KnowledgeArgs, settings: &Settings) -> Result<Outcome, Trouble> {
    match &args.command {
        KnowledgeCommand::Check { folder } => check(folder.as_ref().or(settings.knowledge.value.as_ref()), settings),
        KnowledgeCommand::Import { path, out } => import::run(path, out.as_deref(), settings),
        KnowledgeCommand::Test(args) => test::run(args, settings),
        KnowledgeCommand::Search { words } => search::run(&words.join(" "), settings),
        KnowledgeCommand::Why { sentence } => why::run(&sentence.join(" "), settings),
    }
}

/// Loads a knowledge folder and says what it holds.
fn check(folder: Option<&PathBuf>, settings: &Settings) -> Result<Outcome, Trouble> {
    let loaded = match folder {
        Some(folder) => Knowledge::of_folder(folder),
        None => Knowledge::builtin(),
    };
    let knowledge = loaded.map_err(|error| Trouble::Knowledge { error, folder: folder.cloned() })?;
    for doubt in knowledge.doubts() {
        tell(doubt, folder.map(PathBuf::as_path), settings);
    }
    let from = folder.map_or_else(|| "built in".to_owned(), |f| f.display().to_string());
    let mut out = io::stdout().lock();
    writeln!(out, "knowledge {} ({from}) is sound", knowledge.version())?;
    let counts = [
        ("countries", knowledge.countries.len()),
        ("actors", knowledge.actors.len()),
        ("people", knowledge.people.len()),
        ("peoples", knowledge.communities.len()),
        ("places", knowledge.gazetteer.len()),
        ("patterns", knowledge.patterns.len()),
    ];
    for (what, count) in counts {
        writeln!(out, "{what:<10} {count:>7}")?;
    }
    Ok(Outcome::Done)
}

/// Shows what looks wrong in a file of a folder.
pub fn tell(doubt: &KnowledgeError, folder: Option<&Path>, settings: &Settings) {
    let drawn = match settings.log_format.value {
        LogFormat::Text if tracing::enabled!(tracing::Level::WARN) => draw_knowledge(doubt, folder, Level::WARNING, settings),
        _ => None,
    };
    match drawn {
        Some(drawn) => eprintln!("{drawn}\n"),
        None => tracing::warn!("{doubt}"),
    }
}
