//! The kept picture is brought forward day by day, so that it can be asked as it was at the end of each.

use jiff::civil::Date;
use truceline_conflict::Report;
use truceline_knowledge::Knowledge;
use truceline_store::{Store, StoreError};

use crate::{Redraw, facts::facts, redraw};

/// So many days, or more where days times documents are so few, are drawn without being asked for: some seconds.
pub const RECENT: usize = 14;
const LITTLE: usize = 100_000;

/// Brings the kept picture to all that the store was given, inside a change of the store that the caller began: from the first
/// day that the news concern, day by day, so that each of these days can be looked back at. Where that takes long and `all` is
/// not asked for, only to the last day; where `all` is, the days that were passed over are drawn too. `drawer` as for
/// [`Store::draw`]. Where the whole has to be drawn, the change is to be dropped.
///
/// # Errors
/// What the store reports.
pub fn bring_forward(store: &mut Store, all: bool, drawer: &str, knowledge: &Knowledge) -> Result<Redraw, StoreError> {
    if !store.is_of(drawer)? && !store.is_new()? {
        if !all {
            return Ok(Redraw::Whole("another version drew it".to_owned()));
        }
        store.forget()?;
    }
    let gap = if all { store.first_gap()? } else { None };
    let from = match store.news()?.into_iter().chain(gap).min() {
        Some(from) => from,
        None if all => return Ok(Redraw::Part(Vec::new())),
        None => return to_last(store, knowledge),
    };
    let days = store.days(from)?;
    let little = all || days.len() <= RECENT || days.len().saturating_mul(store.revisions_kept()?) <= LITTLE;
    if !little || !store.turn_back(from)? {
        return to_last(store, knowledge);
    }
    for day in days {
        store.turn_to(day)?;
        if let Redraw::Whole(_) = redraw(store, Some(day), false, knowledge)? {
            store.draw_as_of(&facts(&seen(store, day)?, knowledge), day)?;
        }
    }
    Ok(Redraw::Part(Vec::new()))
}

fn to_last(store: &mut Store, knowledge: &Knowledge) -> Result<Redraw, StoreError> {
    let last = store.days(Date::MIN)?.last().copied().unwrap_or(Date::MIN);
    store.skip_to(last)?;
    store.turn_to(last)?;
    redraw(store, None, false, knowledge)
}

fn seen(store: &Store, day: Date) -> Result<Vec<Report>, StoreError> {
    Ok(store.reports(&store.seen(Some(day))?)?.into_iter().map(|(_, report)| report).collect())
}
