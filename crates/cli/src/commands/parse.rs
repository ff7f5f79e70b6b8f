//! `parse`: syntax only.

use std::{
    fs,
    io::{self, Read},
    path::PathBuf,
};

use truceline_engine::Engine;
use truceline_syntax::conllu::{self, Given};

use super::{engine, help, paths};
use crate::{
    Outcome,
    args::ParseArgs,
    inputs::{Reports, Source, Step, Walk, total_size},
    progress::Progress,
    run::{self, Item},
    settings::Settings,
    terminal,
    trouble::Trouble,
};

/// Parses reports, or CoNLL-U whose words are kept.
///
/// # Errors
/// Knowledge or model that cannot be loaded, results that cannot be written.
pub fn run(args: &ParseArgs, settings: &Settings) -> Result<Outcome, Trouble> {
    let Some(paths) = paths(&args.inputs.paths)? else { return Ok(help(Some("parse"), settings)) };
    let engine = engine(settings)?;
    let progress = Progress::start(total_size(&paths), !terminal::stdout_is_terminal());
    if args.input == "conllu" {
        return run::run(given(&paths), |g| g.document.id.clone(), |g| parsed_words(&engine, g), progress, settings);
    }
    let reports = Reports::new(&paths, args.inputs.published, progress.counter());
    let work = |document| {
        let (segmented, parse) = engine.parse(&document);
        let mut bytes = Vec::new();
        // Writing to memory does not fail.
        let _ = conllu::write(&document, &segmented, &parse, &mut bytes);
        bytes
    };
    run::run(reports, |d| d.id.clone(), work, progress, settings)
}

fn parsed_words(engine: &Engine, given: Given) -> Vec<u8> {
    let parse = engine.model().parse(&given.document, &given.segmented);
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let _ = conllu::write(&given.document, &given.segmented, &parse, &mut bytes);
    bytes
}

/// The documents of CoNLL-U files, a file at a time.
fn given(paths: &[PathBuf]) -> impl Iterator<Item = Item<Given>> + Send + use<> {
    Walk::new(paths).flat_map(|step| match step {
        Step::Source(source) => documents(source),
        Step::Error(error) => vec![error.into()],
        Step::Passed(note) => vec![Item::Note(note)],
    })
}

fn documents(source: Source) -> Vec<Item<Given>> {
    let (name, text) = match source {
        Source::Stdin => {
            let mut text = String::new();
            ("stdin".to_owned(), io::stdin().read_to_string(&mut text).map(|_| text))
        }
        Source::File { path, .. } => (path.display().to_string(), fs::read_to_string(&path)),
    };
    let skipped = |place: String, what: &dyn std::fmt::Display| vec![Item::Skipped { message: format!("{place}: {what}"), place }];
    match text {
        Err(error) => skipped(name, &error),
        Ok(text) => match conllu::read(&text) {
            Err(error) => skipped(format!("{name}:{}", error.line), &error.what),
            Ok(documents) => documents.into_iter().map(Item::Work).collect(),
        },
    }
}
