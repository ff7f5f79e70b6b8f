//! What the commands that use the store share.

use std::path::PathBuf;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use truceline_conflict::Report;
use truceline_knowledge::Knowledge;
use truceline_store::{Facts, Store, StoreError};

use crate::{
    progress,
    settings::{Settings, usual_store},
    trouble::Trouble,
};

/// The program's version, as the store notes it.
pub const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// Where the store is.
///
/// # Errors
/// None is named, and the system gives the user no data folder.
pub fn path(settings: &Settings) -> Result<PathBuf, Trouble> {
    let named = settings.db.value.clone().or_else(usual_store);
    named.ok_or_else(|| Trouble::Usage("no data folder is known for this user; name a store with --db FILE".to_owned()))
}

/// The day that it is, in universal time.
pub fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

/// The store, to be asked about the end of `as_of`, or about now. A picture that is not up to date, or that of a past day, is
/// drawn first, which takes the knowledge.
///
/// # Errors
/// A store that cannot be opened or read; knowledge that cannot be loaded.
pub fn open_to_ask(settings: &Settings, as_of: Option<Date>) -> Result<Store, Trouble> {
    let mut store = Store::open_to_read(&path(settings)?)?;
    match as_of {
        Some(day) => {
            let facts = drawn(&store, Some(day), &knowledge(settings)?)?;
            store.set_aside(&facts, Some(day))?;
        }
        None if store.is_drawn(PROGRAM)? => {}
        None => {
            tracing::debug!("the picture is behind the reports and is drawn anew");
            let (generation, facts) = (store.generation()?, drawn(&store, None, &knowledge(settings)?)?);
            match store.draw(&facts, generation.as_deref(), PROGRAM) {
                // It cannot be kept now: this question gets it all the same.
                Err(StoreError::ReadOnly { .. } | StoreError::Busy { .. } | StoreError::Full { .. }) => store.set_aside(&facts, None)?,
                kept => kept?,
            }
        }
    }
    Ok(store)
}

/// Draws the picture anew and keeps it, where reports came or went since it was drawn.
///
/// # Errors
/// What the store reports.
pub fn draw(store: &mut Store, knowledge: &Knowledge) -> Result<(), Trouble> {
    if store.is_drawn(PROGRAM)? {
        return Ok(());
    }
    let spinner = progress::spinner("drawing the picture");
    let generation = store.generation()?;
    let facts = drawn(store, None, knowledge)?;
    store.draw(&facts, generation.as_deref(), PROGRAM)?;
    spinner.finish_and_clear();
    Ok(())
}

/// The picture of the reports that are seen at the end of `as_of`.
///
/// # Errors
/// What the store reports.
pub fn drawn(store: &Store, as_of: Option<Date>, knowledge: &Knowledge) -> Result<Facts, Trouble> {
    let documents = store.documents(as_of)?;
    let reports = documents.iter().map(|d| store.report(d)).collect::<Result<Vec<Report>, _>>()?;
    Ok(truceline_outputs::facts(&reports, knowledge))
}

/// The knowledge of the settings, without a model.
///
/// # Errors
/// Knowledge with a mistake.
pub fn knowledge(settings: &Settings) -> Result<Knowledge, Trouble> {
    let folder = settings.knowledge.value.as_deref();
    let knowledge = match folder {
        Some(folder) => Knowledge::of_folder(folder),
        None => Knowledge::builtin(),
    };
    knowledge.map_err(|error| Trouble::Knowledge { error, folder: folder.map(ToOwned::to_owned) })
}
