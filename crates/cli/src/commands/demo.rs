//! `demo`: the reports that come with the program, coded.

use std::io::{self, Write};

use include_dir::{Dir, include_dir};
use truceline_outputs::table::{Counts, write_counts, write_events};
use truceline_text::{Format, Reader};

use super::engine;
use crate::{Outcome, settings::Settings, terminal, trouble::Trouble};

static SAMPLES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../samples");

const OPENING: &str = "\
These reports were written for Truceline: the conflicts are real, many details
and all outlets are invented. Each table lists who does what to whom.
";

const CLOSING: &str = "\
Next: `truceline code FILE` codes a report of your own, `truceline explain FILE`
gives the reasons, `truceline code --format jsonl FILE` everything there is.
";

/// Codes the samples and prints their events, then how much there is of everything.
///
/// # Errors
/// Results that cannot be written.
pub fn run(settings: &Settings) -> Result<Outcome, Trouble> {
    let engine = engine(settings)?;
    let look = terminal::look(settings.color.value);
    let mut out = io::stdout().lock();
    writeln!(out, "{OPENING}")?;
    let mut all = Vec::new();
    let json_lines = |path| Format::of_path(path) == Some(Format::JsonLines);
    for file in SAMPLES.dirs().flat_map(Dir::files).filter(|f| json_lines(f.path())) {
        let name = file.path().display().to_string();
        let stem = file.path().file_stem().unwrap_or_default().to_string_lossy();
        let mut counts = Counts::new(stem);
        let Ok(reader) = Reader::from_read(&name, file.contents(), Some(Format::JsonLines)) else { continue };
        for document in reader.filter_map(Result::ok) {
            let coded = engine.code(document);
            write_events(&coded, &look, &mut out)?;
            writeln!(out)?;
            counts.add(&coded);
        }
        all.push(counts);
    }
    write_counts(&all, &look, &mut out)?;
    write!(out, "\n{CLOSING}")?;
    Ok(Outcome::Done)
}
