//! The store under load: many reports, how fast they are kept as it grows, how large it becomes, how long questions and
//! changes take.

mod changes;
mod past;

use std::{fs, path::Path, time::Instant};

use jiff::{ToSpan, civil::Date};
use serde_json::Value;
use truceline_conflict::{Claim, Days, Report, sketch};
use truceline_engine::{Engine, in_order};
use truceline_outputs::{RECENT, brief::Brief};
use truceline_store::{Digest, Filter, Incoming, Store, StoreError, Versions, What};
use truceline_text::{Document, Reader};

use crate::{Outcome, machine};

/// Reports of a batch, as `truceline ingest` has it.
const BATCH: usize = 64;
/// Days over which the reports are spread.
const DAYS: usize = 1500;
/// How often a question is asked; the median counts.
const ASKED: usize = 5;

/// Codes the reports of `text` once, keeps `count` reports made of them by changes, and prints what it measures; where
/// `all_days` is asked for, pictures of all past days too. A store that stands in `folder` is only asked.
///
/// # Errors
/// Reports that cannot be read, a store that cannot be written.
pub fn run(text: &Path, count: usize, all_days: bool, folder: Option<&Path>) -> Outcome<()> {
    let made = tempfile::tempdir()?;
    let path = folder.unwrap_or(made.path()).join("bench.db");
    if path.is_file() {
        questions(&Store::open_to_read(&path)?, None)?;
        return past::ask(&path);
    }
    let engine = Engine::builtin()?;
    let began = Instant::now();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let coded = coded(&engine, text, threads)?;
    let claims: usize = coded.iter().map(|c| c.report.claims.len()).sum();
    println!("{} reports of {} coded in {:.0} s, {} claims", coded.len(), text.display(), began.elapsed().as_secs_f64(), claims);
    let mut store = Store::open(&path)?;
    let keeping = keep(&mut store, &coded, count)?;
    tell_keeping(&keeping, count);
    let (before, began) = (store.size(), Instant::now());
    // As `truceline ingest` does: the last days one by one, so that they can be looked back at.
    let days = store.days(Date::MIN)?;
    let day = days.get(days.len().saturating_sub(RECENT + 1)).copied().unwrap_or(Date::MIN);
    let reports: Vec<Report> = store.reports(&store.seen(Some(day))?)?.into_iter().map(|(_, report)| report).collect();
    let read = began.elapsed();
    let began = Instant::now();
    let facts = truceline_outputs::facts(&reports, engine.knowledge());
    let merged = began.elapsed();
    let (number, began) = (facts.facts.len(), Instant::now());
    store.draw_until(&facts, day, store.generation()?.as_deref(), PROGRAM)?;
    let [read, merged, kept] = [read, merged, began.elapsed()].map(|d| d.as_secs_f64());
    println!("picture: {number} facts; reading {read:.1} s, merging {merged:.1} s, keeping {kept:.1} s");
    drop((facts, reports));
    let began = Instant::now();
    past::forward(&mut store, engine.knowledge(), false)?;
    println!("the last {RECENT} days one by one: {:.1} s", began.elapsed().as_secs_f64());
    drop(store);
    let mut store = Store::open_to_read(&path)?;
    let each = |bytes: u64| bytes as f64 / 1024.0 / count as f64;
    println!("size: {:.1} KiB a report, {:.1} of it reports, the rest the picture", each(fs::metadata(&path)?.len()), each(before));
    questions(&store, None)?;
    changes::run(&mut store, engine.knowledge(), (0..4).map(|n| changed(&coded, count + n * 997)).collect())?;
    let late: Vec<Incoming> = (4..8).map(|n| changed(&coded, count + n * 997)).collect();
    drop(store);
    if all_days {
        past::draw(&path, engine.knowledge(), count)?;
    }
    past::ask(&path)?;
    past::add_late(&path, engine.knowledge(), &late)
}

/// The program by which the bench draws.
const PROGRAM: &str = "bench";

/// A coded report with its text.
struct Coded {
    report: Report,
    text: String,
    published: Date,
}

fn coded(engine: &Engine, text: &Path, threads: usize) -> Outcome<Vec<Coded>> {
    let first = Date::constant(2016, 1, 1);
    let documents = Reader::open(text)?.filter_map(Result::ok).enumerate();
    let mut all = Vec::new();
    let work = |(number, mut document): (usize, Document)| {
        let published = first.saturating_add(i32::try_from((number * 7) % DAYS).unwrap_or(0).days());
        document.published = Some(published);
        let coded = engine.code(document);
        Coded { report: engine.report(&coded, published), text: coded.document.text, published }
    };
    in_order(documents, threads, work, |one| {
        all.push(one);
        true
    });
    Ok(all)
}

/// Report number `number` of the bench: one of the coded ones, later ones changed so that they are other reports on other days
/// about partly other people; a fifth of them are near-copies.
fn changed(coded: &[Coded], number: usize) -> Incoming {
    let (one, round) = (&coded[number % coded.len()], number / coded.len());
    let copy = round % 5 == 4;
    let shift = if copy { (round - 1) * 41 } else { round * 41 };
    let days = i32::try_from(shift % DAYS).unwrap_or(0).days();
    let moved = |day: Date| day.saturating_add(days);
    let words = Words { round: round as u64, one_in: if copy { 200 } else { 4 } };
    let text = if round == 0 { one.text.clone() } else { words.changed(&one.text) };
    let mut report = one.report.clone();
    report.id = format!("r{number}");
    report.source = Some(format!("Outlet {}", (number * 31) % 40));
    report.known = moved(one.published);
    report.sketch = sketch(&text);
    let rename = |party: &mut truceline_conflict::Party| {
        if party.id.is_none() && round > 0 {
            party.name = words.changed(&party.name).into();
        }
    };
    for Claim { fact, date, .. } in &mut report.claims {
        *date = date.map(|d| Days { first: moved(d.first), last: moved(d.last) });
        fact.parties_mut().for_each(rename);
    }
    let published = moved(one.published);
    let digest = Digest::of(&[Some(&report.id), Some(&text)]);
    Incoming { report, text, published: Some(published), inferred: None, digest }
}

/// Changes some words of a text into others of the same length, always the same ones in a round.
struct Words {
    round: u64,
    /// One word in so many is changed.
    one_in: u64,
}

impl Words {
    fn changed(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for piece in text.split_inclusive(|c: char| !c.is_ascii_alphabetic()) {
            if self.picks(piece) { out.extend(piece.chars().map(|c| self.letter(c))) } else { out.push_str(piece) }
        }
        out
    }

    fn picks(&self, word: &str) -> bool {
        let hash =
            word.bytes().fold(self.round.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
        word.len() > 4 && (hash >> 24) % self.one_in == 0
    }

    fn letter(&self, c: char) -> char {
        let turned = |first: u8| (first + (c as u8 - first + 1 + (self.round % 24) as u8) % 26) as char;
        match c {
            'a'..='z' => turned(b'a'),
            'A'..='Z' => turned(b'A'),
            other => other,
        }
    }
}

/// Who coded the reports.
fn versions() -> Versions {
    Versions { program: PROGRAM.to_owned(), model: PROGRAM.to_owned(), knowledge: PROGRAM.to_owned() }
}

/// Seconds that each batch took.
fn keep(store: &mut Store, coded: &[Coded], count: usize) -> Outcome<Vec<f64>> {
    let versions = versions();
    let mut batches = Vec::new();
    let mut from = 0;
    while from < count {
        let until = (from + BATCH).min(count);
        // Making the reports is not counted.
        let reports: Vec<Incoming> = (from..until).map(|number| changed(coded, number)).collect();
        let began = Instant::now();
        let mut batch = store.begin(&versions, Date::constant(2026, 1, 1))?;
        for report in &reports {
            batch.add(report)?;
        }
        batch.commit()?;
        batches.push(began.elapsed().as_secs_f64());
        from = until;
    }
    Ok(batches)
}

/// Tells the speed, and whether it falls: by the time of each tenth, and by its median batch, which a pause of the machine does
/// not move.
fn tell_keeping(batches: &[f64], count: usize) {
    let parts = || batches.chunks(batches.len().div_ceil(10).max(1));
    let tenths: Vec<f64> = parts().map(median).collect();
    let whole: Vec<f64> = parts().map(|part| part.iter().sum()).collect();
    let growth = |of: &[f64]| of.last().copied().unwrap_or(1.0) / of.first().copied().unwrap_or(1.0);
    let shown: Vec<String> = tenths.iter().map(|s| format!("{:.1}", s * 1e3)).collect();
    println!("keeping {count} reports, median ms for {BATCH} in each tenth: {}", shown.join(" "));
    let all: f64 = batches.iter().sum();
    let (time, typical) = (growth(&whole), growth(&tenths));
    println!(
        "{:.0} reports a second without coding; last tenth {time:.2} times the first, its median batch {typical:.2}",
        count as f64 / all
    );
}

fn median(times: &[f64]) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(0.0)
}

/// Asks questions about the picture that a store shows, that of the end of `as_of`, and prints how long each takes.
fn questions(store: &Store, as_of: Option<Date>) -> Outcome<()> {
    let some = |text: &str| Some(text.to_owned());
    let actor = |name: &str| Filter { actors: vec![name.to_owned()], ..Filter::default() };
    let week = || Filter { from: Some(Date::constant(2017, 5, 1)), to: Some(Date::constant(2017, 5, 7)), ..Filter::default() };
    let cases = [
        ("documents, the first 100", What::Documents, Filter::default(), Some(100)),
        ("documents with words", What::Documents, Filter { text: some("ceasefire talks"), ..Filter::default() }, Some(100)),
        ("documents on an actor", What::Documents, actor("Tony Blair"), Some(100)),
        ("events, the first 100", What::Events, Filter::default(), Some(100)),
        ("events of an actor", What::Events, actor("Tony Blair"), None),
        ("events of a rare actor", What::Events, actor("Hezbollah"), None),
        ("assaults in a country", What::Events, Filter { country: some("IRQ"), kind: some("ASSAULT"), ..Filter::default() }, None),
        ("events of a week", What::Events, week(), None),
        ("events of a week with words", What::Events, Filter { text: some("police"), ..week() }, None),
        ("events of an outlet, 100", What::Events, Filter { source: some("Outlet 7"), ..Filter::default() }, Some(100)),
        ("actors by name", What::Actors, actor("Blair"), None),
        ("support", What::Support, Filter::default(), Some(100)),
        ("opposition", What::Opposition, Filter::default(), Some(100)),
        ("membership", What::Membership, actor("Blair"), None),
        ("ceasefires", What::Ceasefires, Filter::default(), None),
        ("talks", What::Talks, Filter::default(), Some(100)),
        ("control", What::Control, Filter::default(), Some(100)),
        ("tolls in a country", What::Toll, Filter { country: some("IRQ"), ..Filter::default() }, None),
        ("conflicts", What::Conflicts, Filter::default(), None),
    ];
    println!("\nquestion                      rows      ms    busy");
    for (name, what, filter, limit) in cases {
        ask(name, || match what {
            What::Documents => Ok(store.find_documents(&filter, as_of, limit)?.len()),
            what => Ok(store.find_json(what, &filter, limit)?.len()),
        })?;
    }
    let conflicts = store.find(What::Conflicts, &Filter::default(), None)?;
    let id = |fact: &Value| fact["id"].as_str().unwrap_or_default().to_owned();
    let largest = conflicts.iter().max_by_key(|c| c["events"].as_u64()).map(id).unwrap_or_default();
    ask("the overview", || conflicts.iter().map(|c| store.standing(c)).collect::<Result<Vec<_>, _>>().map(|list| list.len()))?;
    ask("the brief of the largest", || {
        let latest = store.latest(&largest, 200, 1000)?;
        let brief = Brief::of(&latest.rows, &latest.totals, &largest, None, None);
        Ok(store.documents_with_ids(brief.sources.iter().map(|s| s.document.as_str()), as_of)?.len())
    })?;
    let actors = store.find(What::Actors, &actor("Tony Blair"), None)?;
    let known = actors.iter().max_by_key(|a| a["events"].as_u64()).map(id).unwrap_or_default();
    ask("show a much-named actor", || Ok(store.find_id(&known)?.len()))?;
    ask("show a document", || {
        let document = store.revisions("r7")?;
        document.iter().try_fold(0, |n, d| Ok(n + store.told_by(d)?.len()))
    })?;
    Ok(())
}

/// Asks a question several times and prints how many rows it gives, the median time, and that for which a processor was busy with
/// it.
fn ask(name: &str, question: impl Fn() -> Result<usize, StoreError>) -> Outcome<()> {
    let (mut times, mut busy, mut rows) = (Vec::new(), Vec::new(), 0);
    for _ in 0..ASKED {
        let (began, before) = (Instant::now(), machine::busy());
        rows = question()?;
        times.push(began.elapsed().as_secs_f64());
        busy.extend(machine::busy().zip(before).map(|(after, before)| after - before));
    }
    let busy = if busy.is_empty() { "-".to_owned() } else { format!("{:.1}", median(&busy) * 1e3) };
    println!("{name:<28} {rows:>5} {:>7.1} {busy:>7}", median(&times) * 1e3);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn changed_texts_keep_their_length() {
        let words = Words { round: 3, one_in: 2 };
        let text = "Rebels attacked soldiers near Kidal’s airport yesterday evening";
        let changed = words.changed(text);
        assert_eq!(changed.len(), text.len());
        assert_ne!(changed, text);
        assert_eq!(words.changed(text), changed);
    }
}
