//! The benchmark: words a second, peak memory, time to load and accuracy, with UDPipe 1 beside them as the peer.
//!
//! `cargo xtask bench` runs it; README.md in this folder tells what is measured and how.

mod accuracy;
mod machine;
mod peer;
mod report;
mod runs;
mod sample;
mod store;
mod worker;

use std::{
    error::Error,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Parser, Subcommand};

use crate::{peer::Peer, report::Report, sample::Sample, worker::Task};

/// What a step comes to.
type Outcome<T> = Result<T, Box<dyn Error>>;

/// Measures speed, peak memory, time to load and accuracy.
#[derive(Parser)]
#[command(name = "cargo xtask bench", args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Reports to read: a file or folder [default: ../shared/text/news.jsonl, else samples/].
    text: Option<PathBuf>,
    /// UDPipe 1 model to measure beside Truceline, made by benches/train_peer.py.
    #[arg(long, value_name = "MODEL")]
    peer: Option<PathBuf>,
    /// Python that has the package ufal.udpipe.
    #[arg(long, default_value = "python3")]
    python: PathBuf,
    /// Treebank for the accuracy [default: ../shared/gold/dev/ud/en_ewt-ud-dev.conllu, if there].
    #[arg(long, value_name = "CONLLU")]
    gold: Option<PathBuf>,
    /// Leaves the accuracy out.
    #[arg(long)]
    speed_only: bool,
    /// Runs of each program; the median counts.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    runs: u32,
    /// About how many words to draw from the reports.
    #[arg(long, default_value_t = 60_000)]
    words: usize,
    /// Prints JSON in place of tables.
    #[arg(long)]
    json: bool,
}

#[derive(Subcommand)]
enum Command {
    /// One run of Truceline in a process of its own.
    #[command(hide = true)]
    Worker { task: Task, input: PathBuf, threads: usize },
    /// The store: how fast it takes many reports, how large it becomes, how long questions take.
    Store {
        /// Reports that are coded once and then kept with changes [default: ../shared/text/news.jsonl, else samples/libya].
        text: Option<PathBuf>,
        /// How many reports to keep.
        #[arg(long, default_value_t = 100_000)]
        reports: usize,
        /// Draw the pictures of all past days too: some minutes.
        #[arg(long)]
        past: bool,
        /// Folder for the store, which then stays, and is only asked where it stands there already; by default one that is removed.
        #[arg(long, value_name = "DIR")]
        folder: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match &arguments.command {
        Some(Command::Worker { task, input, threads }) => worker::run(*task, input, *threads),
        Some(Command::Store { text, reports, past, folder }) => {
            let text = text.clone().unwrap_or_else(|| usual_text(&root().join("samples/libya/libya.jsonl")));
            store::run(&text, *reports, *past, folder.as_deref())
        }
        None => bench(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::from(2)
        }
    }
}

fn bench(arguments: &Arguments) -> Outcome<()> {
    let peer = arguments.peer.as_deref().map(|model| Peer::find(model, &arguments.python)).transpose()?;
    let sample = Sample::draw(&text(arguments), arguments.words)?;
    let gold = if arguments.speed_only { None } else { gold(arguments) };
    let accuracy = gold.map(|gold| accuracy::measure(&gold, peer.as_ref())).transpose()?;
    let speed = runs::measure(&sample, peer.as_ref(), arguments.runs)?;
    let report = Report { sample: &sample, peer: peer.as_ref(), runs: arguments.runs, speed, accuracy };
    if arguments.json {
        println!("{:#}", report.json());
    } else {
        print!("{report}");
    }
    Ok(())
}

fn text(arguments: &Arguments) -> PathBuf {
    arguments.text.clone().unwrap_or_else(|| usual_text(&root().join("samples")))
}

/// The real reports where they are at hand, else others.
fn usual_text(else_from: &Path) -> PathBuf {
    let news = root().join("../shared/text/news.jsonl");
    if news.is_file() { news } else { else_from.to_owned() }
}

/// The treebank that was named, whether it is there or not; else the usual one where it is there.
fn gold(arguments: &Arguments) -> Option<PathBuf> {
    let usual = root().join("../shared/gold/dev/ud/en_ewt-ud-dev.conllu");
    arguments.gold.clone().or_else(|| usual.is_file().then_some(usual))
}

/// The project's folder, wherever the benchmark was started.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}
