//! What many reports say together: one event told by five outlets is one event with five sources.
//!
//! [`picture`] is a function of the set of reports: their order, and whether they come at once or as two pictures that are
//! merged, changes nothing.

mod actors;
mod cast;
mod conflicts;
mod control;
mod desk;
mod events;
mod groups;
mod picture;
mod places;
mod report;
mod sketch;
mod statements;
mod talks;
#[cfg(test)]
mod testing;
mod toll;
mod truces;

use std::collections::BTreeMap;

use truceline_knowledge::Knowledge;

pub use picture::{
    Base, Breach, Count, Demand, MergedActor, MergedCeasefire, MergedConflict, MergedControl, MergedEvent, MergedMembership,
    MergedOpposition, MergedSupport, MergedTalks, MergedToll, Picture, Step, Told,
};
pub use report::{Claim, Days, Evidence, Fact, Party, PlaceName, Report};
pub use sketch::{near_copies, sketch};

/// What reports say together. Of two reports with the same id the one known later counts.
pub fn picture(reports: &[Report], knowledge: &Knowledge) -> Picture {
    let reports = canonical(reports);
    let copies = near_copies(&reports);
    let mut desk = desk::Desk {
        knowledge,
        reports: &reports,
        copies: &copies,
        cast: cast::Cast::new(knowledge),
        places: places::Places::new(knowledge),
        atlas: conflicts::Atlas::new(knowledge),
    };
    let desk = &mut desk;
    let (mut events, of_claim) = events::merge(desk);
    events::place_in_conflicts(desk, &mut events);
    let (support, opposition, membership) = (statements::support(desk), statements::opposition(desk), statements::membership(desk));
    let contexts = contexts(reports.len(), events.iter().map(|e| &e.base).chain(opposition.iter().map(|o| &o.base)));
    events::place_by_context(desk, &mut events, &contexts);
    let mut out = Picture {
        ceasefires: truces::draw(desk, &contexts),
        talks: talks::draw(desk, &contexts),
        control: control::draw(desk, &contexts),
        toll: toll::draw(desk, &events, &of_claim, &contexts),
        actors: actors::draw(desk, &events, &of_claim),
        support,
        opposition,
        membership,
        events,
        ..Picture::default()
    };
    conflicts::draw(desk, &mut out);
    sort(&mut out);
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

/// The conflict of each report: that of most of its facts, where most have one.
fn contexts<'b>(reports: usize, bases: impl Iterator<Item = &'b Base>) -> Vec<Option<String>> {
    let mut votes: Vec<BTreeMap<&str, usize>> = vec![BTreeMap::new(); reports];
    for base in bases {
        let Some(conflict) = &base.conflict else { continue };
        for told in &base.told {
            *votes[told.report as usize].entry(conflict).or_default() += 1;
        }
    }
    let winner = |v: BTreeMap<&str, usize>| {
        let all: usize = v.values().sum();
        v.into_iter().max_by_key(|(id, n)| (*n, std::cmp::Reverse(*id))).filter(|(_, n)| 2 * n > all).map(|(id, _)| id.to_owned())
    };
    votes.into_iter().map(winner).collect()
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
