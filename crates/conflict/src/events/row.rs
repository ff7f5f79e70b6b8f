//! A merged event from its tellings.

use compact_str::CompactString;

use super::Node;
use crate::{
    Days, Fact, Party, PlaceName,
    cast::Who,
    desk::{Desk, commonest},
    picture::{MergedEvent, Told},
    places::{Relation, Where},
};

pub(super) fn draw(desk: &mut Desk, nodes: &[Node], list: &[usize]) -> MergedEvent {
    let mut told: Vec<Told> = list.iter().flat_map(|&n| nodes[n].told.iter().copied()).collect();
    told.sort_unstable();
    let saying = &nodes[list[0]].saying;
    let day = nodes[list[0]].day;
    let claims: Vec<_> = told.iter().map(|t| (*t, desk.claim(*t))).collect();
    let (mut denied, mut sources) = (Vec::new(), Vec::new());
    let (mut contexts, mut cameo, mut statuses) = (Vec::new(), Vec::new(), Vec::new());
    let (mut trigger, mut points, mut all_historical) = (None, 0.0, true);
    for (t, claim) in &claims {
        let Fact::Event { status, historical, trigger: word, denied_by, contexts: found, cameo: code, score, .. } = &claim.fact else {
            continue;
        };
        let known = desk.report(*t).known;
        denied.extend(desk.whos(denied_by, known));
        sources.extend(desk.whos(&claim.attributed_to, known));
        contexts.extend(found.iter().cloned());
        cameo.extend(code.iter().cloned());
        statuses.push(status.as_str());
        all_historical &= historical;
        if trigger.is_none() {
            (trigger, points) = (Some(word.clone()), *score);
        }
    }
    contexts.sort_unstable();
    contexts.dedup();
    let mode: Vec<CompactString> = list.iter().filter_map(|&n| nodes[n].saying.mode.clone()).collect();
    let of = |pick: fn(&Node) -> &[Who]| list.iter().flat_map(|&n| pick(&nodes[n])).copied().collect::<Vec<Who>>();
    let (actors, recipients) = (of(|n| &n.saying.actors), of(|n| &n.saying.recipients));
    MergedEvent {
        base: crate::picture::Base { conflict: None, ..desk.base_of_first("e", told) },
        event_type: saying.kind.event_type.clone(),
        mode: commonest(mode.iter()),
        status: strongest(&statuses).into(),
        historical: all_historical,
        trigger: trigger.unwrap_or_default(),
        actors: named(desk, actors, day),
        recipients: named(desk, recipients, day),
        place: place(desk, list.iter().filter_map(|&n| nodes[n].saying.place)),
        date: narrowest(list.iter().filter(|&&n| nodes[n].saying.dated).map(|&n| nodes[n].saying.window)),
        denied_by: desk.parties(&denied),
        attributed_to: desk.parties(&sources),
        contexts,
        cameo: commonest(cameo.iter()),
        score: points,
        planned_as: None,
        outcome: None,
        fight: None,
    }
}

fn strongest<'s>(statuses: &[&'s str]) -> &'s str {
    let rank = |s: &str| ["occurred", "ongoing", "denied", "planned", "negated"].iter().position(|x| *x == s).unwrap_or(9);
    statuses.iter().copied().min_by_key(|s| rank(s)).unwrap_or("occurred")
}

/// The parties, without nouns where there are names, and without those for whom another of the list acts.
fn named(desk: &mut Desk, mut list: Vec<Who>, day: jiff::civil::Date) -> Vec<Party> {
    list.sort_unstable();
    list.dedup();
    if list.iter().any(|w| desk.cast.member(*w).specific) {
        list.retain(|w| desk.cast.member(*w).specific);
    }
    let all = list.clone();
    list.retain(|w| !all.iter().any(|o| o != w && desk.cast.line(*o, day).contains(w)));
    desk.parties(if list.is_empty() { &all } else { &list })
}

/// The place told most often among those that are no whole country, where there are such.
pub(crate) fn place(desk: &Desk, places: impl Iterator<Item = Where>) -> Option<PlaceName> {
    let mut list: Vec<Where> = places.collect();
    list.sort_by_key(|p| desk.places.key(*p));
    let whole = |p: Where| desk.places.relation(p, p) == Relation::Vague;
    if list.iter().any(|p| !whole(*p)) {
        list.retain(|p| !whole(*p));
    }
    let runs = list.chunk_by(|a, b| a == b).map(|run| (run.len(), std::cmp::Reverse(desk.places.key(run[0])), run[0]));
    runs.max().map(|(_, _, p)| desk.places.spot(p).place.clone())
}

/// The shortest of the intervals, the earliest among equals.
pub(crate) fn narrowest(dates: impl Iterator<Item = Days>) -> Option<Days> {
    dates.min_by_key(|d| (d.length(), d.first))
}
