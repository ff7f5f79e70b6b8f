//! `demo`: the reports that come with the program, coded.

use std::io::{self, Write};

use include_dir::{Dir, include_dir};
use jiff::civil::Date;
use serde_json::json;
use truceline_conflict::Report;
use truceline_knowledge::Knowledge;
use truceline_outputs::{
    brief::{Brief, Rows, Totals, write_terminal},
    table::{Counts, write_counts, write_events},
};
use truceline_text::{Format, Reader};

use super::engine;
use crate::{Outcome, settings::Settings, terminal, trouble::Trouble};

static SAMPLES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../samples");

const OPENING: &str = "\
These reports were written for Truceline: the conflicts are real, many details
and all outlets are invented. Each table lists who does what to whom.
";

const BEFORE_BRIEF: &str = "\
What the reports on Libya say together, as `truceline brief` tells it of reports
that `truceline ingest` keeps. The numbers in brackets name the reports below.
";

const CLOSING: &str = "\
Next: `truceline code FILE` codes a report of your own, `truceline explain FILE`
gives the reasons, `truceline code --format jsonl FILE` everything there is;
`truceline ingest FOLDER` keeps reports, `truceline brief` tells their picture.
";

/// The conflict whose brief ends the demo, and the day for reports without a date.
const CONFLICT: (&str, Date) = ("libya", Date::constant(2020, 3, 1));

/// Codes the samples and prints their events, how much there is of everything, and the brief of one conflict.
///
/// # Errors
/// Results that cannot be written.
pub fn run(settings: &Settings) -> Result<Outcome, Trouble> {
    let engine = engine(settings)?;
    let look = terminal::look(settings.color.value);
    let mut out = io::stdout().lock();
    writeln!(out, "{OPENING}")?;
    let (mut all, mut reports) = (Vec::new(), Vec::new());
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
            reports.push(engine.report(&coded, CONFLICT.1));
        }
        all.push(counts);
    }
    write_counts(&all, &look, &mut out)?;
    writeln!(out, "\n{BEFORE_BRIEF}")?;
    write_terminal(&brief(&reports, engine.knowledge()), &look, &mut out)?;
    write!(out, "\n{CLOSING}")?;
    Ok(Outcome::Done)
}

/// The brief of one conflict, from reports that are kept nowhere.
fn brief(reports: &[Report], knowledge: &Knowledge) -> Brief {
    let mut rows = Rows::new();
    for fact in truceline_outputs::facts(reports, knowledge).facts {
        rows.entry(fact.what.name()).or_default().push(fact.value);
    }
    let documents: Vec<_> = reports.iter().map(|r| json!({"id": r.id, "title": r.title, "url": r.url})).collect();
    let mut brief = Brief::of(&rows, &Totals::new(), CONFLICT.0, None, None);
    brief.name_sources(&documents);
    brief
}
