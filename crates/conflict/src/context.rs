//! Which conflict a report is about.

use std::{cmp::Reverse, collections::BTreeMap};

use truceline_knowledge::{Conflict, folded};

use crate::{Claim, Fact, Report, cast::Who, desk::Desk};

/// The conflict of most that a report tells; where nothing tells one, the one conflict of the countries that it speaks of whose
/// area it names.
pub(crate) fn of(desk: &mut Desk, report: &Report) -> Option<String> {
    let mut votes: BTreeMap<String, usize> = BTreeMap::new();
    for claim in &report.claims {
        vote(desk, report, claim).into_iter().for_each(|c| *votes.entry(c).or_default() += 1);
    }
    if votes.is_empty() {
        return by_area(desk, report);
    }
    let all: usize = votes.values().sum();
    votes.into_iter().max_by_key(|(id, n)| (*n, Reverse(id.clone()))).filter(|(_, n)| 2 * n > all).map(|(id, _)| id)
}

/// The conflict that one claim is about. Fighting, ceasefires and control belong to one even where they name no side.
fn vote(desk: &mut Desk, report: &Report, claim: &Claim) -> Option<String> {
    let (known, day) = (report.known, claim.date.map_or(report.known, |d| d.last));
    let of = |desk: &mut Desk, parties: Vec<&crate::Party>| -> Vec<Who> { parties.into_iter().map(|p| desk.cast.who(p, known)).collect() };
    match &claim.fact {
        Fact::Event { event_type, place, .. } => {
            let (parties, place) = (of(desk, claim.fact.parties()), desk.place(place));
            desk.conflict(&parties, place, day, event_type == "ASSAULT")
        }
        Fact::Opposition { a, b } => {
            let parties = [desk.body(a, known), desk.body(b, known)];
            desk.conflict(&parties, None, known, true)
        }
        Fact::Control { place, .. } => {
            let (parties, place) = (of(desk, claim.fact.parties()), desk.places.at(place));
            desk.conflict(&parties, Some(place), day, true)
        }
        Fact::Ceasefire { .. } => {
            let parties = of(desk, claim.fact.parties());
            desk.conflict(&parties, None, day, true)
        }
        _ => None,
    }
}

fn by_area(desk: &mut Desk, report: &Report) -> Option<String> {
    let mut countries: Vec<String> = Vec::new();
    for claim in &report.claims {
        countries.extend(claim.fact.place().and_then(|p| p.country.as_deref()).map(str::to_owned));
        for party in claim.fact.parties() {
            let who = desk.cast.who(party, report.known);
            countries.extend(desk.cast.member(who).country.as_deref().map(str::to_owned));
        }
    }
    countries.sort_unstable();
    countries.dedup();
    let text: String = report
        .title
        .iter()
        .map(String::as_str)
        .chain(report.claims.iter().map(|c| c.evidence.quote.as_str()))
        .map(folded)
        .collect::<Vec<_>>()
        .join(" ");
    let here = |c: &&Conflict| c.countries.iter().any(|i| countries.contains(i)) && crate::conflicts::active(c, report.known);
    let names_area = |c: &&Conflict| c.regions.iter().any(|r| text.contains(&folded(r)));
    let mut found = desk.knowledge.conflicts.iter().filter(here).filter(names_area);
    let first = found.next()?;
    found.next().is_none().then(|| first.id.clone())
}
