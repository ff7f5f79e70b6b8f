//! The workshop: checks and measurements that are no part of the program.

mod bench;
mod corpus_diff;
mod facts;
mod halves;
mod layers;
mod patterns;
mod picture;
mod scores;
mod test;
mod uncoded;

use std::{error::Error, path::Path, process::ExitCode};

const USAGE: &str = "\
cargo xtask test                    everything that a change must pass
cargo xtask layers                  fails where a crate imports one that stands above it
cargo xtask patterns [WORD]         codes the examples in the pattern files (of one file or word), prints those that fail
cargo xtask scores DIR [SET...]     scores the gold sets in DIR that are known by file name
            [--baseline] [--json]   of a keyword list instead of the coder; as JSON
            [--misses]              also prints what was missed, is too many or wrong, one line each
cargo xtask bench [TEXT]            speed, peak memory, time to load and accuracy; --help lists the options
            [--peer MODEL]          with UDPipe 1 beside it (benches/README.md)
cargo xtask halves GOLD OUT         splits the gold sets: OUT/a to read while developing, OUT/b to measure only
cargo xtask facts SEED [COUNT]      draws facts of the actor files, for a second pair of eyes
cargo xtask corpus-diff OLD NEW     what changed between two files of coded documents (JSON Lines)
cargo xtask picture FILE...         the picture across reports, a row of JSON a fact
            [--gold GOLD] first     its scores against a reader's own picture instead; with [--misses] what is wrong, too
cargo xtask uncoded FILE...         the verbs and event nouns in reports that no pattern codes, the most frequent first
            [--least COUNT]         those found at least so often [default: 5]";

/// What a task comes to: true where nothing is wrong.
type Outcome = Result<bool, Box<dyn Error>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (task, rest) = arguments.split_first().map_or(("", &[][..]), |(task, rest)| (task.as_str(), rest));
    let outcome = match (task, rest) {
        ("test", []) => test::run(),
        ("layers", []) => layers::run(),
        ("patterns", [] | [_]) => patterns::run(rest.first().map(String::as_str)),
        ("scores", [_, ..]) => scores::run(rest),
        ("bench", _) => bench::run(rest),
        ("facts", [_] | [_, _]) => facts::run(rest),
        ("halves", [gold, out]) => halves::run(Path::new(gold), Path::new(out)),
        ("corpus-diff", [old, new]) => corpus_diff::run(Path::new(old), Path::new(new)),
        ("picture", [flag, gold, paths @ ..]) if flag == "--gold" => picture::score(gold, paths),
        ("picture", [_, ..]) => picture::run(rest),
        ("uncoded", [_, ..]) => uncoded::run(rest),
        _ => Err(USAGE.into()),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::from(2)
        }
    }
}

/// Threads to work on.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The project's folder, wherever the task was started.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}
