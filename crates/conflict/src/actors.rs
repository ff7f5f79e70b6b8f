//! Everybody who is named, with where.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::{
    Fact, Party,
    cast::Who,
    desk::Desk,
    picture::{MergedActor, MergedEvent, Told},
};

#[derive(Default)]
struct Part {
    told: Vec<Told>,
    events: BTreeSet<usize>,
}

/// All that have a name; `rebels` and the like are left out.
pub(crate) fn draw(desk: &mut Desk, events: &[MergedEvent], of_claim: &FxHashMap<Told, usize>) -> Vec<MergedActor> {
    let mut parts: BTreeMap<Who, Part> = BTreeMap::new();
    for (told, claim) in desk.claims(|_| true) {
        let known = desk.report(told).known;
        for who in named(desk, &claim.fact, known) {
            let part = parts.entry(who).or_default();
            part.told.push(told);
            part.events.extend(of_claim.get(&told));
        }
    }
    let mut out = Vec::new();
    for (who, part) in parts {
        let member = desk.cast.member(who);
        if !member.specific {
            continue;
        }
        let mut names = member.names.clone();
        names.sort_unstable();
        let mut conflicts: Vec<&String> = part.events.iter().filter_map(|e| events[*e].base.conflict.as_ref()).collect();
        conflicts.sort_unstable();
        conflicts.dedup();
        let mut base = desk.base("a", &[&desk.cast.key(who)], part.told);
        if let [only] = conflicts.as_slice() {
            base.conflict = Some((*only).clone());
        }
        out.push(MergedActor {
            base,
            party: member.party.clone(),
            names,
            kind: Some(member.kind.clone()).filter(|k| !k.is_empty()),
            country: member.country.clone(),
            events: part.events.len() as u32,
        });
    }
    out
}

fn named(desk: &mut Desk, fact: &Fact, day: Date) -> Vec<Who> {
    let parties: Vec<&Party> = match fact {
        Fact::Event { actors, recipients, .. } => actors.iter().chain(recipients).collect(),
        Fact::Support { backer, backed, .. } => vec![backer, backed],
        Fact::Opposition { a, b } => vec![a, b],
        Fact::Membership { member, of, .. } => std::iter::once(member).chain(of).collect(),
        Fact::Ceasefire { parties, .. } => parties.iter().collect(),
        Fact::Talks { participants, host, .. } => participants.iter().chain(host).collect(),
        Fact::Control { holder, from, .. } => holder.iter().chain(from).collect(),
        Fact::Toll { .. } => Vec::new(),
    };
    let mut out: Vec<Who> = parties.into_iter().map(|p| desk.cast.who(p, day)).collect();
    out.sort_unstable();
    out.dedup();
    out
}
