//! Past days of a full store: how long it takes until all can be looked back at, how large that is, how long questions take.

use std::{fs, path::Path, time::Instant};

use jiff::{ToSpan, civil::Date};
use truceline_knowledge::Knowledge;
use truceline_outputs::{Redraw, bring_forward};
use truceline_store::{Incoming, Store};

use super::{PROGRAM, changes::LATE, questions, versions};
use crate::Outcome;

/// Days before the last whose picture is asked for.
const BACK: [i64; 5] = [1, 7, 90, 700, 1400];

/// Draws all past days, prints how long that takes and how large it is.
///
/// # Errors
/// What the store reports.
pub fn draw(path: &Path, knowledge: &Knowledge, count: usize) -> Outcome<()> {
    let mut store = Store::open_to_read(path)?;
    let (days, before, began) = (store.days(Date::MIN)?.len(), fs::metadata(path)?.len(), Instant::now());
    forward(&mut store, knowledge, true)?;
    let seconds = began.elapsed().as_secs_f64();
    // What the journal has is copied into the file when it is closed.
    drop(store);
    let more = (fs::metadata(path)?.len().saturating_sub(before)) as f64 / 1024.0 / count as f64;
    println!("\nall {days} past days drawn in {seconds:.1} s, {more:.1} KiB a report more");
    Ok(())
}

/// Asks of some past days.
///
/// # Errors
/// What the store reports.
pub fn ask(path: &Path) -> Outcome<()> {
    let days = Store::open_to_read(path)?.days(Date::MIN)?;
    // After the days on which the bench takes reports back.
    let last = days.iter().filter(|day| **day < LATE).max().copied().unwrap_or(LATE);
    for back in BACK {
        let day = last.saturating_sub(back.days());
        let began = Instant::now();
        let (mut from, mut to) = (Store::open_to_read(path)?, Store::open_to_read(path)?);
        if !from.shows(day.yesterday()?)? {
            break;
        }
        let keys = from.changed_between(day.yesterday()?, day)?;
        from.look_back(day.yesterday()?)?;
        to.look_back(day)?;
        let mut differing = 0;
        for (what, id) in &keys {
            differing += usize::from(from.fact(*what, id)? != to.fact(*what, id)?);
        }
        let ms = began.elapsed().as_secs_f64() * 1e3;
        println!("\n{back} days before the last, {day}: {differing} facts changed that day, in {ms:.1} ms");
        questions(&to, Some(day))?;
    }
    Ok(())
}

/// Measures reports that come late.
///
/// # Errors
/// What the store reports.
pub fn add_late(path: &Path, knowledge: &Knowledge, late: &[Incoming]) -> Outcome<()> {
    println!();
    let mut store = Store::open_to_read(path)?;
    for incoming in late {
        let began = Instant::now();
        let mut batch = store.begin(&versions(), LATE)?;
        batch.add(incoming)?;
        batch.commit()?;
        forward(&mut store, knowledge, false)?;
        println!("a report of {} more, the days since drawn anew where few: {:.1} s", incoming.report.known, began.elapsed().as_secs_f64());
    }
    Ok(())
}

/// Brings the picture forward as `truceline ingest` does.
///
/// # Errors
/// What the store reports.
pub fn forward(store: &mut Store, knowledge: &Knowledge, all: bool) -> Outcome<()> {
    let generation = store.generation()?;
    store.begin_change()?;
    match bring_forward(store, all, PROGRAM, knowledge)? {
        Redraw::Part(_) => store.keep_change(generation.as_deref(), PROGRAM)?,
        Redraw::Whole(why) => {
            println!("the whole picture would be drawn: {why}");
            store.drop_change();
        }
    }
    Ok(())
}
