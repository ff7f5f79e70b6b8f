//! What the other lists show of events: talks, counts and towns that are one are told by events that are one.

use crate::{
    Fact,
    desk::Desk,
    events::Merger,
    picture::{MergedControl, MergedTalks, MergedToll, Told},
};

/// Tellings of one thing that are compared with each other.
const COMPARED: usize = 12;

/// Joins the events behind rows that several reports tell; true where any were apart.
pub(crate) fn take(desk: &Desk, merger: &mut Merger, talks: &[MergedTalks], control: &[MergedControl], toll: &[MergedToll]) -> bool {
    let mut groups: Vec<Vec<Told>> = Vec::new();
    groups.extend(talks.iter().map(|t| behind(desk, &t.base.told, "CONSULT")));
    groups.extend(control.iter().filter(|c| c.event == "captured").map(|c| behind(desk, &c.base.told, "ASSAULT")));
    groups.extend(toll.iter().filter(|t| t.scope == "incident").map(|t| causes(desk, &t.base.told)));
    let mut new = false;
    for group in groups {
        for (i, a) in group.iter().enumerate() {
            for b in group[i + 1..].iter().take(COMPARED).filter(|b| b.report != a.report) {
                new |= merger.join(*a, *b);
            }
        }
    }
    new
}

/// For each claim the event of that type in its sentence.
fn behind(desk: &Desk, told: &[Told], event_type: &str) -> Vec<Told> {
    let is = |fact: &Fact| matches!(fact, Fact::Event { event_type: t, .. } if t == event_type);
    let nearest = |t: &Told| {
        let start = desk.claim(*t).evidence.start;
        let beside = desk.events_beside(*t).filter(|(_, c)| is(&c.fact));
        beside.min_by_key(|(told, c)| (c.evidence.trigger.0.abs_diff(start), *told)).map(|(told, _)| told)
    };
    told.iter().filter_map(nearest).collect()
}

/// For each count the event that caused it.
fn causes(desk: &Desk, told: &[Told]) -> Vec<Told> {
    let cause = |t: &Told| match &desk.claim(*t).fact {
        Fact::Toll { of_event: Some(event), .. } => Some(Told { claim: *event, ..*t }),
        _ => None,
    };
    told.iter().filter_map(cause).collect()
}
