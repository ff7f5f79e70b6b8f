//! What the commands that use the store share.

use std::path::PathBuf;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use truceline_conflict::Report;
use truceline_engine::Engine;
use truceline_knowledge::Knowledge;
use truceline_outputs::{RECENT, Redraw, Redrawn, bring_forward, redraw};
use truceline_store::{Facts, Store, StoreError, Versions};

use crate::{
    progress,
    settings::{Settings, usual_store},
    trouble::Trouble,
};

/// The program's version, as the store notes it.
pub const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// What codes reports now.
pub fn versions(engine: &Engine) -> Versions {
    let model = format!("{} ({:016x})", engine.model().version(), engine.model().checksum());
    Versions { program: PROGRAM.to_owned(), model, knowledge: engine.knowledge().version().to_string() }
}

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

/// The store, to be asked about the end of `as_of`, or about now. A picture that is not up to date is drawn first, and so is
/// that of a past day where it is not kept; that takes the knowledge.
///
/// # Errors
/// A store that cannot be opened or read; knowledge that cannot be loaded.
pub fn open_to_ask(settings: &Settings, as_of: Option<Date>) -> Result<Store, Trouble> {
    let mut store = Store::open_to_read(&path(settings)?)?;
    let kept = store.is_drawn(PROGRAM)? || drawn_now(&mut store, settings)?;
    match as_of {
        None if kept => {}
        // It cannot be kept now: this question gets it all the same.
        None => {
            let facts = drawn(&store, None, &knowledge(settings)?)?;
            store.set_aside(&facts, None)?;
        }
        Some(day) if kept && store.shows(day)? => store.look_back(day)?,
        Some(_) => bring_to(&mut store, as_of, &knowledge(settings)?)?,
    }
    Ok(store)
}

/// Draws the picture. False where it cannot be kept.
fn drawn_now(store: &mut Store, settings: &Settings) -> Result<bool, Trouble> {
    match draw(store, &knowledge(settings)?) {
        Err(Trouble::Store(StoreError::ReadOnly { .. } | StoreError::Busy { .. } | StoreError::Full { .. })) => Ok(false),
        drawn => drawn.map(|()| true),
    }
}

/// What draws the picture now.
fn drawer(knowledge: &Knowledge) -> String {
    format!("{PROGRAM} {}", knowledge.version())
}

/// Brings the kept picture to the end of a day for the questions of this store only: from what is kept where few documents
/// came since, else drawn anew. The change ends with the store.
///
/// # Errors
/// What the store reports.
fn bring_to(store: &mut Store, as_of: Option<Date>, knowledge: &Knowledge) -> Result<(), Trouble> {
    if begin(store, knowledge)? && redrawn(store, as_of, false, knowledge)?.is_some() {
        return Ok(());
    }
    let facts = drawn(store, as_of, knowledge)?;
    store.set_aside(&facts, as_of)?;
    Ok(())
}

/// Begins a change of a picture that is up to date. False where there is none, or where the store cannot be written.
///
/// # Errors
/// What the store reports.
pub fn begin(store: &mut Store, knowledge: &Knowledge) -> Result<bool, Trouble> {
    if !store.is_drawn(PROGRAM)? || !store.is_of(&drawer(knowledge))? {
        return Ok(false);
    }
    match store.begin_change() {
        Ok(()) => Ok(true),
        Err(StoreError::ReadOnly { .. } | StoreError::Busy { .. }) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Redraws inside a change what a day changes, and tells which facts these are where `told` asks for them. `None` where that is the whole; the change is then over.
///
/// # Errors
/// What the store reports.
pub fn redrawn(store: &mut Store, as_of: Option<Date>, told: bool, knowledge: &Knowledge) -> Result<Option<Vec<Redrawn>>, Trouble> {
    match redraw(store, as_of, told, knowledge) {
        Ok(Redraw::Part(facts)) => return Ok(Some(facts)),
        Ok(Redraw::Whole(why)) => tracing::debug!("the whole picture is drawn: {why}"),
        // What is drawn may need room in the file.
        Err(StoreError::Full { .. }) => tracing::debug!("the whole picture is drawn: the store cannot grow"),
        Err(error) => return Err(error.into()),
    }
    store.drop_change();
    Ok(None)
}

/// Redraws of the kept picture what reports can change that came or went since it was drawn, or all of it.
///
/// # Errors
/// What the store reports.
pub fn draw(store: &mut Store, knowledge: &Knowledge) -> Result<(), Trouble> {
    if store.is_drawn(PROGRAM)? && (store.generation()?.is_none() || store.is_of(&drawer(knowledge))?) {
        return Ok(());
    }
    let spinner = progress::spinner("drawing the picture");
    if !forward(store, false, knowledge)? {
        let (days, generation, drawer) = (store.days(Date::MIN)?, store.generation()?, drawer(knowledge));
        if store.is_of(&drawer)? {
            let facts = drawn(store, None, knowledge)?;
            store.draw(&facts, generation.as_deref(), &drawer)?;
        } else {
            // From there on day by day, so that the last days can be looked back at.
            let day = days.get(days.len().saturating_sub(RECENT + 1)).copied().unwrap_or(Date::MIN);
            let facts = drawn(store, Some(day), knowledge)?;
            store.draw_until(&facts, day, generation.as_deref(), &drawer)?;
            forward(store, false, knowledge)?;
        }
    }
    spinner.finish_and_clear();
    Ok(())
}

/// Draws the picture of each past day of which none is kept.
///
/// # Errors
/// What the store reports.
pub fn draw_days(store: &mut Store, knowledge: &Knowledge) -> Result<(), Trouble> {
    let spinner = progress::spinner("drawing the pictures of past days");
    forward(store, true, knowledge)?;
    spinner.finish_and_clear();
    Ok(())
}

/// Brings the kept picture forward, of `all` days or of those that take little. False where the whole has to be drawn.
fn forward(store: &mut Store, all: bool, knowledge: &Knowledge) -> Result<bool, Trouble> {
    let drawer = drawer(knowledge);
    let generation = store.generation()?;
    store.begin_change()?;
    match bring_forward(store, all, &drawer, knowledge) {
        Ok(Redraw::Part(_)) => {
            store.keep_change(generation.as_deref(), &drawer)?;
            return Ok(true);
        }
        Ok(Redraw::Whole(why)) => tracing::debug!("the whole picture is drawn: {why}"),
        Err(error) => {
            store.drop_change();
            return Err(error.into());
        }
    }
    store.drop_change();
    Ok(false)
}

/// The picture of the reports that are seen at the end of `as_of`.
///
/// # Errors
/// What the store reports.
pub fn drawn(store: &Store, as_of: Option<Date>, knowledge: &Knowledge) -> Result<Facts, Trouble> {
    let reports: Vec<Report> = store.reports(&store.seen(as_of)?)?.into_iter().map(|(_, report)| report).collect();
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
