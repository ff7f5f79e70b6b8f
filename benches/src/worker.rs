//! Truceline's side of a run, in a process of its own so that its memory is its own.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use clap::ValueEnum;
use serde_json::json;
use truceline_engine::{Engine, in_order};
use truceline_outputs::jsonl;
use truceline_syntax::{Model, conllu};
use truceline_text::{Document, Reader, segment};

use crate::{Outcome, machine, root};

/// What is done with the reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Task {
    /// Tags, lemmas, trees of sentences and words that are given.
    Words,
    /// Sentences, words, tags, lemmas, trees of texts.
    Text,
    /// All that `truceline code --format jsonl` does, from reading to writing.
    Program,
}

impl Task {
    /// As on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Text => "text",
            Self::Program => "program",
        }
    }
}

/// Does a task once and prints, as JSON, seconds to load, seconds of work and peak memory in KiB.
pub fn run(task: Task, input: &Path, threads: usize) -> Outcome<()> {
    let (load, work) = match task {
        Task::Words => words(input, threads)?,
        Task::Text => text(input, threads)?,
        Task::Program => program(input, threads)?,
    };
    println!("{}", json!({"load": load.as_secs_f64(), "work": work.as_secs_f64(), "peak_kib": machine::peak_kib()}));
    Ok(())
}

fn words(input: &Path, threads: usize) -> Outcome<(Duration, Duration)> {
    let (model, load) = model()?;
    let given = conllu::read(&fs::read_to_string(input)?)?;
    let work = |g: &conllu::Given| model.parse(&g.document, &g.segmented).words.len();
    Ok((load, time(given.iter(), threads, work)))
}

fn text(input: &Path, threads: usize) -> Outcome<(Duration, Duration)> {
    let (model, load) = model()?;
    let documents = Reader::open(input)?.collect::<Result<Vec<Document>, _>>()?;
    let work = |document: &Document| model.parse(document, &segment(document)).words.len();
    Ok((load, time(documents.iter(), threads, work)))
}

fn program(input: &Path, threads: usize) -> Outcome<(Duration, Duration)> {
    let began = Instant::now();
    let engine = Engine::builtin()?;
    let load = began.elapsed();
    let work = |document: Document| {
        let mut bytes = Vec::new();
        // Writing to memory does not fail.
        let _ = jsonl::write(&engine.code(document), &mut bytes);
        bytes.len()
    };
    Ok((load, time(Reader::open(input)?.filter_map(Result::ok), threads, work)))
}

fn model() -> Outcome<(Model, Duration)> {
    let began = Instant::now();
    let model = Model::load(&fs::read(root().join("models/en.model"))?)?;
    Ok((model, began.elapsed()))
}

/// How long the work on all items takes. What it yields is counted, so that none of it can be left out.
fn time<I: Send>(items: impl Iterator<Item = I> + Send, threads: usize, work: impl Fn(I) -> usize + Sync) -> Duration {
    let (began, mut total) = (Instant::now(), 0);
    in_order(items, threads, work, |count| {
        total += count;
        true
    });
    std::hint::black_box(total);
    began.elapsed()
}
