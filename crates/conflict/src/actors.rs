//! Everybody who is named, with where.

use std::collections::{BTreeMap, BTreeSet};

use compact_str::CompactString;

use crate::{
    cast::Who,
    desk::Desk,
    picture::{MergedActor, MergedEvent, Told},
};

#[derive(Default)]
struct Part {
    told: Vec<Told>,
    names: BTreeSet<CompactString>,
}

/// All that have a name; `rebels` and the like are left out. Their events are counted later.
pub(crate) fn draw(desk: &mut Desk) -> Vec<MergedActor> {
    let mut parts: BTreeMap<Who, Part> = BTreeMap::new();
    for (told, claim) in desk.claims(|_| true) {
        let known = desk.report(told).known;
        for party in claim.fact.parties() {
            let who = desk.cast.who(party, known);
            if desk.cast.member(who).specific {
                let part = parts.entry(who).or_default();
                if part.told.last() != Some(&told) {
                    part.told.push(told);
                }
                if !part.names.contains(&party.name) {
                    part.names.insert(party.name.clone());
                }
            }
        }
    }
    let mut out = Vec::new();
    for (who, part) in parts {
        let base = desk.base(KIND, &[&desk.cast.key(who)], part.told);
        let member = desk.cast.member(who);
        out.push(MergedActor {
            base,
            party: member.party.clone(),
            names: part.names.into_iter().collect(),
            kind: Some(member.kind.clone()).filter(|k| !k.is_empty()),
            country: member.country.clone(),
            events: 0,
        });
    }
    out
}

/// What ids of actors begin with.
const KIND: &str = "a";

/// The id of an actor's row.
pub(crate) fn id(desk: &Desk, who: Who) -> String {
    crate::desk::short_id(KIND, &[&desk.cast.key(who)])
}

/// Counts the events that show each, and gives those a conflict whose events are all of one.
pub(crate) fn count(actors: &mut [MergedActor], events: &[MergedEvent]) {
    let mut found: BTreeMap<&str, (u32, BTreeSet<&str>)> = BTreeMap::new();
    for event in events {
        for id in &event.base.who {
            let (count, conflicts) = found.entry(id).or_default();
            *count += 1;
            conflicts.extend(event.base.conflict.as_deref());
        }
    }
    for actor in actors {
        let Some((count, conflicts)) = found.get(actor.base.id.as_str()) else { continue };
        actor.events = *count;
        if conflicts.len() == 1 {
            actor.base.conflict = conflicts.first().map(|c| (*c).to_owned());
        }
    }
}
