//! `ingest`: codes reports and keeps them in the store.

use std::{
    io::{self, Write},
    mem,
    time::{Duration, Instant},
};

use jiff::civil::Date;
use rustc_hash::FxHashSet;
use serde_json::json;
use truceline_engine::Engine;
use truceline_store::{Added, Digest, Incoming, Store, Versions};
use truceline_text::Document;

use super::{engine, help, paths, recode};
use crate::{
    Outcome,
    args::IngestArgs,
    inputs::{Reports, total_size},
    progress::Progress,
    run,
    settings::Settings,
    store, terminal,
    trouble::Trouble,
};

/// Most reports of a batch.
pub(super) const BATCH: usize = 64;
/// A batch is kept once it is this old, when the next report is done.
const PATIENCE: Duration = Duration::from_secs(1);

/// Codes reports and keeps them; then draws the picture anew.
///
/// # Errors
/// A store that cannot be opened or written, knowledge or model that cannot be loaded, acknowledgements that cannot be
/// written.
pub fn run(args: &IngestArgs, settings: &Settings) -> Result<Outcome, Trouble> {
    if args.recode {
        return recode::run(settings);
    }
    if args.past {
        return past(settings);
    }
    let Some(paths) = paths(&args.inputs.paths)? else { return Ok(help(Some("ingest"), settings)) };
    let mut store = Store::open(&store::path(settings)?)?;
    let known = store.digests()?;
    let engine = engine(settings)?;
    let day = args.known.unwrap_or_else(store::today);
    let progress = Progress::start(total_size(&paths), true);
    let reports = Reports::new(&paths, args.inputs.published, progress.counter()).repeatable();
    let mut keeper = Keeper::new(&mut store, &engine, day);
    let work = |document: Document| coded(&engine, document, &known, day);
    let outcome = run::each(reports, |d| d.id.clone(), work, progress, settings, |piece| keeper.take(piece));
    keeper.keep()?;
    tracing::info!("{}", keeper.summary());
    let old = store.coded_otherwise(&store::versions(&engine))?.len() as u64;
    if old > 0 {
        let reports = run::count(old, "report");
        tracing::warn!(
            "{reports} there were coded by another version of program, model or knowledge; `truceline ingest --recode` codes them anew"
        );
    }
    store::draw(&mut store, engine.knowledge())?;
    if let Some(day) = store.first_gap()? {
        tracing::info!("pictures of days from {day} on are drawn when they are asked for; `truceline ingest --past` draws them all");
    }
    Ok(outcome)
}

/// Draws the pictures of past days.
fn past(settings: &Settings) -> Result<Outcome, Trouble> {
    let path = store::path(settings)?;
    // A mistyped path makes no store.
    drop(Store::open_to_read(&path)?);
    store::draw_days(&mut Store::open(&path)?, &store::knowledge(settings)?)?;
    Ok(Outcome::Done)
}

/// A report on its way into the store.
enum Piece {
    /// It is there already, and was not coded.
    Known(String),
    /// It was coded.
    Coded(Box<Incoming>),
}

impl Piece {
    fn id(&self) -> &str {
        match self {
            Self::Known(id) => id,
            Self::Coded(incoming) => &incoming.report.id,
        }
    }
}

fn coded(engine: &Engine, document: Document, known: &FxHashSet<Digest>, day: Date) -> Piece {
    let published = document.published.map(|d| d.to_string());
    let Document { id, title, source, url, text, .. } = &document;
    let [title, source, url] = [title, source, url].map(Option::as_deref);
    let digest = Digest::of(&[Some(id), published.as_deref(), title, source, url, Some(text)]);
    if known.contains(&digest) {
        return Piece::Known(document.id);
    }
    let coded = engine.code(document);
    Piece::Coded(Box::new(Incoming {
        report: engine.report(&coded, day),
        published: coded.mentions.published,
        inferred: coded.mentions.published_inferred,
        text: coded.document.text,
        digest,
    }))
}

/// Gathers reports into batches, keeps them and acknowledges them.
struct Keeper<'a> {
    store: &'a mut Store,
    versions: Versions,
    day: Date,
    waiting: Vec<Piece>,
    since: Instant,
    acknowledges: bool,
    new: u64,
    revisions: u64,
    unchanged: u64,
}

impl<'a> Keeper<'a> {
    fn new(store: &'a mut Store, engine: &Engine, day: Date) -> Self {
        let versions = store::versions(engine);
        let acknowledges = !terminal::stdout_is_terminal();
        let (waiting, since) = (Vec::with_capacity(BATCH), Instant::now());
        Self { store, versions, day, waiting, since, acknowledges, new: 0, revisions: 0, unchanged: 0 }
    }

    fn take(&mut self, piece: Piece) -> Result<(), Trouble> {
        if self.waiting.is_empty() {
            self.since = Instant::now();
        }
        self.waiting.push(piece);
        if self.waiting.len() >= BATCH || self.since.elapsed() >= PATIENCE { self.keep() } else { Ok(()) }
    }

    /// Keeps what waits, and acknowledges it once it is on the disk.
    fn keep(&mut self) -> Result<(), Trouble> {
        let pieces = mem::take(&mut self.waiting);
        if pieces.is_empty() {
            return Ok(());
        }
        let mut batch = self.store.begin(&self.versions, self.day)?;
        let add = |piece: &Piece| match piece {
            Piece::Known(_) => Ok(Added::Unchanged),
            Piece::Coded(incoming) => batch.add(incoming),
        };
        let added = pieces.iter().map(add).collect::<Result<Vec<Added>, _>>()?;
        batch.commit()?;
        let mut lines = String::new();
        for (piece, added) in pieces.iter().zip(added) {
            let (count, state) = match added {
                Added::New => (&mut self.new, "new"),
                Added::Revision(_) => (&mut self.revisions, "revision"),
                Added::Unchanged => (&mut self.unchanged, "unchanged"),
            };
            *count += 1;
            lines.push_str(&json!({"id": piece.id(), "state": state}).to_string());
            lines.push('\n');
        }
        if self.acknowledges {
            let mut out = io::stdout().lock();
            out.write_all(lines.as_bytes())?;
            out.flush()?;
        }
        Ok(())
    }

    fn summary(&self) -> String {
        let Self { new, revisions, unchanged, .. } = self;
        let path = self.store.path().display();
        format!("{path}: {new} new, {} of reports that were there, {unchanged} there already", run::count(*revisions, "revision"))
    }
}
