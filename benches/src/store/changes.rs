//! A full store that changes by a little: one report more, one less, and the picture of a past day.

use std::time::Instant;

use jiff::{ToSpan, civil::Date};
use truceline_conflict::Report;
use truceline_knowledge::Knowledge;
use truceline_outputs::{Redraw, redraw};
use truceline_store::{Incoming, Store};

use super::{PROGRAM, versions};
use crate::Outcome;

/// The day on which reports are taken back: after all others.
const LATE: Date = Date::constant(2030, 1, 1);
/// Days back to a day whose picture is drawn whole.
const DISTANT: i64 = 1500;

/// Measures changes of the kept picture and prints how long they take.
///
/// # Errors
/// What the store reports.
pub fn run(store: &mut Store, knowledge: &Knowledge, more: Vec<Incoming>) -> Outcome<()> {
    println!("\nchange                                      facts      ms");
    let ids: Vec<String> = more.iter().map(|incoming| incoming.report.id.clone()).collect();
    for incoming in more {
        let began = Instant::now();
        let mut batch = store.begin(&versions(), LATE)?;
        batch.add(&incoming)?;
        batch.commit()?;
        kept(store, knowledge, &format!("a report of {} more", incoming.report.known), began)?;
    }
    for id in &ids[..2] {
        let began = Instant::now();
        store.retract(id, LATE)?;
        kept(store, knowledge, "a report taken back", began)?;
    }
    let last = store.documents(None)?.iter().map(|d| d.known_from).max().unwrap_or(LATE);
    for days in [1, 7, DISTANT] {
        let day = last.saturating_sub(days.days());
        // Twice, so that what the first asking leaves for the second is seen.
        for asking in ["first", "second"] {
            past(store, knowledge, day, &format!("as of {days} days before the last, {asking}"))?;
        }
    }
    Ok(())
}

/// Brings the picture to a past day as `query --as-of` does, and then to the day before, as `diff` does.
fn past(store: &mut Store, knowledge: &Knowledge, day: Date, name: &str) -> Outcome<()> {
    let began = Instant::now();
    store.begin_change()?;
    let drawn = redraw(store, Some(day), false, knowledge)?;
    if matches!(drawn, Redraw::Part(_)) {
        tell(name, &drawn, began);
        let began = Instant::now();
        tell("what changed on that day", &redraw(store, Some(day.saturating_sub(1.days())), true, knowledge)?, began);
        store.drop_change();
        return Ok(());
    }
    store.drop_change();
    // A store of its own: what is set aside ends with it.
    let mut aside = Store::open_to_read(store.path())?;
    let reports: Vec<Report> = aside.reports(&aside.seen(Some(day))?)?.into_iter().map(|(_, report)| report).collect();
    aside.set_aside(&truceline_outputs::facts(&reports, knowledge), Some(day))?;
    tell(name, &drawn, began);
    Ok(())
}

fn kept(store: &mut Store, knowledge: &Knowledge, name: &str, began: Instant) -> Outcome<()> {
    let generation = store.generation()?;
    store.begin_change()?;
    let drawn = redraw(store, None, true, knowledge)?;
    match &drawn {
        Redraw::Part(_) => store.keep_change(generation.as_deref(), PROGRAM)?,
        Redraw::Whole(_) => store.drop_change(),
    }
    tell(name, &drawn, began);
    Ok(())
}

fn tell(name: &str, drawn: &Redraw, began: Instant) {
    let ms = began.elapsed().as_secs_f64() * 1e3;
    match drawn {
        Redraw::Part(facts) => println!("{name:<42} {:>6} {ms:>7.0}", facts.len()),
        Redraw::Whole(why) => println!("{name:<42}      - {ms:>7.0}  the whole picture: {why}"),
    }
}
