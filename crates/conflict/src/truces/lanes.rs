//! Truces of several groups side by side: which steps may be of one truce, and which end tells of a breach.

use jiff::civil::Date;

use super::{Move, happened};
use crate::{Fact, cast::Who, desk::Desk};

/// True where steps of these parties may be of one truce: an armed group is in both, alone or as part of an alliance, or one of them
/// names no armed group.
pub(super) fn may_be_one(desk: &mut Desk, a: &[Who], b: &[Who], day: Date) -> bool {
    let groups = |desk: &Desk, list: &[Who]| -> Vec<Who> { list.iter().copied().filter(|w| is_group(desk, *w)).collect() };
    let (a, b) = (groups(desk, a), groups(desk, b));
    a.is_empty() || b.is_empty() || a.iter().any(|x| b.iter().any(|y| desk.cast.fits(*x, *y, day)))
}

/// An armed body of its own that is no state's.
pub(super) fn is_group(desk: &Desk, who: Who) -> bool {
    let id = desk.cast.member(who).party.id.as_deref().unwrap_or_default();
    desk.knowledge.actor(id).is_some_and(|a| matches!(a.sector.as_str(), "REB" | "PRM" | "TER" | "UAF"))
}

/// `The truce broke down when X attacked Y`: the end tells who broke it.
pub(super) fn broken_by_force(desk: &mut Desk, out: &mut Vec<Move>) {
    let mut found = Vec::new();
    for ended in out.iter().filter(|m| m.step == "ended" && happened(&m.status)) {
        let known = desk.report(ended.told).known;
        let (from, to) = (desk.claim(ended.told).evidence.start, desk.claim(ended.told).evidence.end);
        let told_so = |m: &Move| m.step == "breached" && m.told.report == ended.told.report;
        if out.iter().any(told_so) {
            continue;
        }
        let beside: Vec<_> = desk.events_beside(ended.told).collect();
        for (told, claim) in beside {
            let Fact::Event { event_type, actors, status, historical: false, .. } = &claim.fact else { continue };
            let force = event_type == "ASSAULT" && happened(status) && claim.evidence.trigger.0 >= from;
            let doers = desk.bodies(actors, known);
            let sided = !doers.is_empty() && doers.iter().all(|w| desk.cast.member(*w).specific);
            if force && sided && claim.evidence.trigger.0 < to.saturating_add(REACH) {
                let date = claim.date.or(ended.date);
                let at = date.map_or(known, |d| d.first);
                found.push(Move {
                    told,
                    step: "breached".into(),
                    status: "occurred".into(),
                    date,
                    at,
                    parties: doers,
                    counter: false,
                    vague: false,
                });
                break;
            }
        }
    }
    out.append(&mut found);
}

/// Bytes after the end of a truce within which the force that ended it is told.
const REACH: u32 = 120;
