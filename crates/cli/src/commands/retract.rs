//! `retract`: takes a document back.

use truceline_store::Store;

use crate::{Outcome, args::RetractArgs, settings::Settings, store, trouble::Trouble};

/// Ends a document's visibility, and draws the picture without it.
///
/// # Errors
/// A store that cannot be opened or written, no such document, knowledge that cannot be loaded.
pub fn run(args: &RetractArgs, settings: &Settings) -> Result<Outcome, Trouble> {
    let path = store::path(settings)?;
    // A mistyped path makes no store.
    drop(Store::open_to_read(&path)?);
    let mut store = Store::open(&path)?;
    let day = args.on.unwrap_or_else(store::today);
    if store.retract(&args.id, day)? {
        store::draw(&mut store, &store::knowledge(settings)?)?;
        tracing::info!("{:?} is not seen from {day} on", args.id);
    } else {
        tracing::info!("{:?} was retracted from an earlier day on, or that day; nothing changed", args.id);
    }
    Ok(Outcome::Done)
}
