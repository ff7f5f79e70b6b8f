//! `cargo xtask picture FILE...`: the picture across reports, drawn without a store.

use std::{path::Path, time::Instant};

use jiff::civil::Date;
use truceline_conflict::{Report, picture};
use truceline_engine::{Engine, in_order, report};
use truceline_outputs::picture_rows;
use truceline_text::{Document, ReadError, Reader};

use crate::{Outcome, root, threads};

/// Prints the rows of each list, a JSON object a line after the list's name; always true. A report without a date counts as
/// known from the day of the latest one. Reads `knowledge/` as it stands on the disk.
pub fn run(paths: &[String]) -> Outcome {
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
        |document| report(&engine.code(document), latest),
        |report| {
            reports.push(report);
            true
        },
    );
    let start = Instant::now();
    let drawn = picture(&reports, engine.knowledge());
    let claims: usize = reports.iter().map(|r| r.claims.len()).sum();
    eprintln!("{} reports with {claims} claims merged in {:.0?}", reports.len(), start.elapsed());
    for (list, row) in picture_rows::rows(&drawn) {
        println!("{list}\t{row}");
    }
    Ok(true)
}
