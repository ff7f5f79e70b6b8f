//! `cargo xtask picture FILE...`: the picture across reports, drawn without a store.

use std::{error::Error, path::Path, time::Instant};

use jiff::civil::Date;
use serde_json::Value;
use truceline_conflict::{Report, picture};
use truceline_engine::{Engine, in_order};
use truceline_outputs::{brief::Rows, picture_rows};
use truceline_scores::score_merged;
use truceline_text::{Document, ReadError, Reader};

use crate::{Outcome, root, threads};

/// Prints the scores of the picture against a reader's own, after `--misses` with a line for each row missed or too many; always
/// true.
pub fn score(gold: &str, arguments: &[String]) -> Outcome {
    let (flags, paths): (Vec<String>, Vec<String>) = arguments.iter().cloned().partition(|a| a == "--misses");
    let gold = serde_json::from_str(&std::fs::read_to_string(gold)?)?;
    let mut rows = Rows::new();
    for (list, row) in drawn(&paths)? {
        rows.entry(list).or_default().push(row);
    }
    let table = score_merged(&gold, &rows);
    if !flags.is_empty() {
        table.misses.iter().for_each(|line| println!("{line}"));
    }
    print!("{table}");
    Ok(true)
}

/// Prints the rows of each list, a JSON object a line after the list's name; always true. A report without a date counts as
/// known from the day of the latest one. Reads `knowledge/` as it stands on the disk.
pub fn run(paths: &[String]) -> Outcome {
    for (list, row) in drawn(paths)? {
        println!("{list}\t{row}");
    }
    Ok(true)
}

fn drawn(paths: &[String]) -> Result<Vec<(&'static str, Value)>, Box<dyn Error>> {
    let engine = Engine::with(None, Some(&root().join("knowledge")))?;
    let mut documents: Vec<Document> = Vec::new();
    for path in paths {
        let sound = |read: Result<Document, ReadError>| read.inspect_err(|problem| eprintln!("skipped: {problem}")).ok();
        documents.extend(Reader::open(Path::new(path))?.filter_map(sound));
    }
    let latest = documents.iter().filter_map(|d| d.published).max().unwrap_or(Date::ZERO);
    let mut reports: Vec<Report> = Vec::new();
    in_order(
        documents.into_iter(),
        threads(),
        |document| engine.report(&engine.code(document), latest),
        |report| {
            reports.push(report);
            true
        },
    );
    let start = Instant::now();
    let drawn = picture(&reports, engine.knowledge());
    let claims: usize = reports.iter().map(|r| r.claims.len()).sum();
    eprintln!("{} reports with {claims} claims merged in {:.0?}", reports.len(), start.elapsed());
    Ok(picture_rows::rows(&drawn))
}
