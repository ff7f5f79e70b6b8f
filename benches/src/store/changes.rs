//! A full store that changes by a little: one report more, one less.

use std::time::Instant;

use jiff::civil::Date;
use truceline_knowledge::Knowledge;
use truceline_outputs::{Redraw, redraw};
use truceline_store::{Incoming, Store};

use super::{PROGRAM, versions};
use crate::Outcome;

/// The day on which reports are taken back: after all others.
pub(super) const LATE: Date = Date::constant(2030, 1, 1);

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
