//! What many reports say together: one event told by five outlets is one event with five sources.
//!
//! [`picture`] is a function of the set of reports: their order, and whether they come at once or as two pictures that are
//! merged, changes nothing.

mod actors;
mod cast;
mod conflicts;
mod contacts;
mod context;
mod control;
mod desk;
mod events;
mod groups;
mod hints;
mod meant;
mod picture;
mod places;
mod report;
mod sketch;
mod spelling;
mod statements;
mod talks;
#[cfg(test)]
mod testing;
mod toll;
mod truces;

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;
use truceline_knowledge::Knowledge;

pub use conflicts::{FIGHTS, backers, sides_shown, two_sides};
pub use contacts::Contacts;
pub use meant::settle;
pub use picture::{
    Base, Breach, Count, Demand, MergedActor, MergedCeasefire, MergedConflict, MergedControl, MergedEvent, MergedMembership,
    MergedOpposition, MergedSupport, MergedTalks, MergedToll, Picture, Step, Told,
};
pub use report::{Claim, Days, Evidence, Fact, Party, PlaceName, Report};
pub use sketch::{Finder, near_copies, sketch};

/// What reports say together. Of two reports with the same id the one known later counts.
pub fn picture(reports: &[Report], knowledge: &Knowledge) -> Picture {
    let reports = canonical(reports);
    let copies = near_copies(&reports);
    draw(reports, copies, None, knowledge)
}

/// What holds for all reports and cannot be told from a part of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whole {
    /// Ids of near-copies, and of the earliest of their group.
    pub copies: BTreeMap<String, String>,
    /// [`Picture::grounds`].
    pub grounds: BTreeSet<CompactString>,
}

/// The picture of a part of all reports. Rows whose reports, and those that these were compared with, are all in the part are
/// the rows of the whole picture.
pub fn picture_of_part(reports: &[Report], whole: &Whole, knowledge: &Knowledge) -> Picture {
    let (reports, copies) = part(reports, whole);
    draw(reports, copies, Some(&whole.grounds), knowledge)
}

/// The reports of a part in order, with what they are copies of.
fn part(reports: &[Report], whole: &Whole) -> (Vec<Report>, Vec<usize>) {
    let reports = canonical(reports);
    let place: BTreeMap<&str, usize> = reports.iter().enumerate().map(|(i, r)| (r.id.as_str(), i)).collect();
    let earliest = |i: usize| whole.copies.get(&reports[i].id).and_then(|id| place.get(id.as_str())).copied();
    let copies = (0..reports.len()).map(|i| earliest(i).unwrap_or(i)).collect();
    (reports, copies)
}

/// The actors of a part of all reports: those are drawn right whose reports are all in the part.
pub fn actors_of_part(reports: &[Report], whole: &Whole, knowledge: &Knowledge) -> Picture {
    let (reports, copies) = part(reports, whole);
    let mut desk = desk::Desk::new(knowledge, &reports, &copies);
    let mut out = Picture { actors: actors::draw(&mut desk), ..Picture::default() };
    spelling::finish(&mut desk, &mut out);
    (out.reports, out.copies) = (reports, copies);
    out
}

fn draw(reports: Vec<Report>, copies: Vec<usize>, grounds: Option<&BTreeSet<CompactString>>, knowledge: &Knowledge) -> Picture {
    let desk = &mut desk::Desk::new(knowledge, &reports, &copies);
    let contexts = contexts(desk);
    let mut merger = events::Merger::new(desk);
    let (mut events, mut of_claim) = merger.rows(desk);
    events::place_in_conflicts(desk, &mut events);
    let (talks, control) = (talks::draw(desk, &contexts), control::draw(desk, &contexts));
    let toll = toll::draw(desk, &events, &of_claim, &contexts);
    if hints::take(desk, &mut merger, &talks, &control, &toll) {
        (events, of_claim) = merger.rows(desk);
        events::place_in_conflicts(desk, &mut events);
    }
    events::place_by_context(desk, &mut events, &contexts);
    let mut out = Picture {
        ceasefires: truces::draw(desk, &contexts),
        toll: toll::draw(desk, &events, &of_claim, &contexts),
        actors: actors::draw(desk),
        support: statements::support(desk),
        opposition: statements::opposition(desk),
        membership: statements::membership(desk),
        talks,
        control,
        events,
        ..Picture::default()
    };
    conflicts::find_unnamed(desk, &mut out, grounds);
    spelling::finish(desk, &mut out);
    actors::count(&mut out.actors, &out.events);
    conflicts::draw(desk, &mut out);
    sort(&mut out);
    out.blocks = std::mem::take(&mut desk.blocks).into_iter().collect();
    (out.reports, out.copies) = (reports, copies);
    out
}

/// Reports by day and id, each once.
fn canonical(reports: &[Report]) -> Vec<Report> {
    let mut latest: BTreeMap<&str, &Report> = BTreeMap::new();
    for report in reports {
        let rank = |r: &Report| (r.known, r.claims.len(), r.sketch.clone());
        latest
            .entry(&report.id)
            .and_modify(|old| {
                if rank(old) < rank(report) {
                    *old = report
                }
            })
            .or_insert(report);
    }
    let mut out: Vec<Report> = latest.into_values().cloned().collect();
    out.sort_by(|a, b| (a.known, &a.id).cmp(&(b.known, &b.id)));
    out
}

/// The conflict of each report. What other reports say does not matter.
fn contexts(desk: &mut desk::Desk) -> Vec<Option<String>> {
    (0..desk.reports.len()).map(|r| context::of(desk, &desk.reports[r])).collect()
}

/// Every list in an order that its own facts give.
fn sort(picture: &mut Picture) {
    let by_id = |a: &Base, b: &Base| a.id.cmp(&b.id);
    let day = |d: &Option<Days>, b: &Base| d.map_or(b.first_reported, |d| d.first);
    picture.events.sort_by(|a, b| day(&a.date, &a.base).cmp(&day(&b.date, &b.base)).then(by_id(&a.base, &b.base)));
    picture.actors.sort_by(|a, b| a.party.name.cmp(&b.party.name).then(by_id(&a.base, &b.base)));
    picture.support.sort_by(|a, b| by_id(&a.base, &b.base));
    picture.opposition.sort_by(|a, b| by_id(&a.base, &b.base));
    picture.membership.sort_by(|a, b| by_id(&a.base, &b.base));
    picture.ceasefires.sort_by(|a, b| (a.base.first_reported, &a.base.id).cmp(&(b.base.first_reported, &b.base.id)));
    picture.talks.sort_by(|a, b| day(&a.date, &a.base).cmp(&day(&b.date, &b.base)).then(by_id(&a.base, &b.base)));
    picture.control.sort_by(|a, b| day(&a.date, &a.base).cmp(&day(&b.date, &b.base)).then(by_id(&a.base, &b.base)));
    picture.toll.sort_by(|a, b| day(&a.date, &a.base).cmp(&day(&b.date, &b.base)).then(by_id(&a.base, &b.base)));
}
