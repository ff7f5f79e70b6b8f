//! `ingest --recode`: codes kept reports anew that another version coded.

use std::{
    io::{self, Write},
    sync::atomic::Ordering,
};

use serde_json::json;
use truceline_conflict::Report;
use truceline_engine::Engine;
use truceline_store::{Given, Store, StoreError, Versions};
use truceline_text::Document;

use super::{engine, ingest::BATCH};
use crate::{
    Outcome,
    progress::Progress,
    run::{self, Item},
    settings::Settings,
    store, terminal,
    trouble::Trouble,
};

/// Codes what other versions coded, and draws the picture of it. A run that was cut off is taken up where it ended.
///
/// # Errors
/// A store that is not there or cannot be written, knowledge or model that cannot be loaded.
pub fn run(settings: &Settings) -> Result<Outcome, Trouble> {
    let path = store::path(settings)?;
    // A mistyped path makes no store.
    let reader = Store::open_to_read(&path)?;
    let mut store = Store::open(&path)?;
    let engine = engine(settings)?;
    let versions = store::versions(&engine);
    let old = store.coded_otherwise(&versions)?;
    if old.is_empty() {
        tracing::info!("{}: all reports were coded by this version", path.display());
        store::draw(&mut store, engine.knowledge())?;
        return Ok(Outcome::Done);
    }
    let progress = Progress::start(Some(old.len() as u64), true);
    let counter = progress.counter();
    let given = old.into_iter().map(move |seq| {
        counter.fetch_add(1, Ordering::Relaxed);
        match reader.given(seq) {
            Ok(given) => Item::Work(given),
            Err(error) => Item::Skipped { place: format!("report {seq}"), message: error.to_string() },
        }
    });
    let (mut waiting, mut count) = (Vec::with_capacity(BATCH), 0_u64);
    let outcome = run::each(
        given,
        |g| g.id.clone(),
        |g| coded(&engine, g),
        progress,
        settings,
        |one| {
            waiting.push(one);
            count += 1;
            if waiting.len() < BATCH { Ok(()) } else { keep(&mut store, &versions, &mut waiting) }
        },
    );
    keep(&mut store, &versions, &mut waiting)?;
    tracing::info!("{}: {} coded anew", path.display(), run::count(count, "report"));
    store::draw(&mut store, engine.knowledge())?;
    Ok(outcome)
}

fn coded(engine: &Engine, given: Given) -> (i64, Report) {
    let Given { seq, id, title, source, url, published, known_from, text } = given;
    let document = Document { id, title, published, source, url, text };
    (seq, engine.report(&engine.code(document), known_from))
}

/// Keeps reports and acknowledges them once they are on the disk.
fn keep(store: &mut Store, versions: &Versions, waiting: &mut Vec<(i64, Report)>) -> Result<(), Trouble> {
    let mut batch = store.begin(versions, store::today())?;
    waiting.iter().try_for_each(|(seq, report)| batch.recode(*seq, report)).map_err(|e: StoreError| Trouble::from(e))?;
    batch.commit()?;
    let lines: String = waiting.drain(..).map(|(_, report)| format!("{}\n", json!({"id": report.id, "state": "recoded"}))).collect();
    if !terminal::stdout_is_terminal() {
        let mut out = io::stdout().lock();
        out.write_all(lines.as_bytes())?;
        out.flush()?;
    }
    Ok(())
}
