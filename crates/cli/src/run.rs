//! Works through the input on all threads and writes the results in input order.

use std::{
    io::{self, Write},
    panic::{AssertUnwindSafe, catch_unwind},
    time::Instant,
};

use truceline_engine::in_order;

use crate::{Outcome, progress::Progress, settings::Settings, trouble::Trouble};

/// A piece of input.
pub enum Item<T> {
    /// Something to work on.
    Work(T),
    /// Something that could not be read.
    Skipped {
        /// File, or file and line.
        place: String,
        /// What is wrong, with the place.
        message: String,
    },
    /// Something to tell that is no fault.
    Note(String),
}

/// Works on all items and writes what `work` returns to standard output, an item at a time as soon as its turn comes,
/// so that memory does not grow with the input. `name` names an item where the program itself fails on it.
///
/// # Errors
/// Where standard output cannot be written.
pub fn run<T: Send>(
    items: impl Iterator<Item = Item<T>> + Send,
    name: impl Fn(&T) -> String + Sync,
    work: impl Fn(T) -> Vec<u8> + Sync,
    progress: Progress,
    settings: &Settings,
) -> Result<Outcome, Trouble> {
    let mut out = io::stdout().lock();
    let outcome = each(items, name, work, progress, settings, |bytes| Ok(out.write_all(&bytes)?));
    out.flush()?;
    Ok(outcome)
}

/// Works on all items on all threads and hands what `work` returns to `take`, in input order. Where `take` fails, its trouble
/// is told and the program ends.
pub fn each<T: Send, R: Send>(
    items: impl Iterator<Item = Item<T>> + Send,
    name: impl Fn(&T) -> String + Sync,
    work: impl Fn(T) -> R + Sync,
    mut progress: Progress,
    settings: &Settings,
    mut take: impl FnMut(R) -> Result<(), Trouble>,
) -> Outcome {
    let began = Instant::now();
    let (mut done, mut skipped) = (0_u64, 0_u64);
    let guarded = |item| match item {
        Item::Work(work_item) => {
            let place = name(&work_item);
            let result = catch_unwind(AssertUnwindSafe(|| work(work_item)));
            result.map_or_else(|_| failed(place), Item::Work)
        }
        Item::Skipped { place, message } => Item::Skipped { place, message },
        Item::Note(note) => Item::Note(note),
    };
    in_order(items, settings.threads.value.0, guarded, |result| {
        match result {
            Item::Work(result) => {
                if let Err(trouble) = take(result) {
                    // Another thread may wait for input that never comes, and its results would go nowhere.
                    progress.finish();
                    std::process::exit(trouble.end(settings) as i32);
                }
                done += 1;
                progress.advance();
            }
            Item::Skipped { place, message } => {
                skipped += 1;
                progress.aside(|| tracing::error!(place, "{message}"));
            }
            Item::Note(note) => progress.aside(|| tracing::info!("{note}")),
        }
        true
    });
    progress.finish();
    tracing::debug!("{} in {:.2} s", count(done, "report"), began.elapsed().as_secs_f64());
    summary(done, skipped)
}

fn failed<T>(place: String) -> Item<T> {
    let message = format!("{place}: the program failed on this report, a fault of ours; please report it with the text");
    Item::Skipped { place, message }
}

fn summary(done: u64, skipped: u64) -> Outcome {
    match (done, skipped) {
        (0, 0) => {
            tracing::error!("there is no report in the input");
            Outcome::Nothing
        }
        (_, 0) => Outcome::Done,
        (done, skipped) => {
            tracing::error!("{} done, {} skipped", count(done, "report"), count(skipped, "input"));
            if done == 0 { Outcome::Nothing } else { Outcome::SomeSkipped }
        }
    }
}

/// A number with its noun.
pub fn count(n: u64, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
