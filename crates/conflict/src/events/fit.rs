//! How well two tellings of an event fit together.

use truceline_knowledge::Knowledge;

use super::Node;
use crate::{cast::Who, desk::Desk, places::Relation};

/// Least score at which two are one event: a party and the word, a place and a party, both sides.
const ONE: u32 = 3;

/// Families of triggers inside a type whose events are never one: taking a place is not shelling it.
pub(super) fn family(knowledge: &Knowledge, event_type: &str, mode: Option<&str>, lemma: &str) -> u8 {
    match (event_type, mode) {
        ("ASSAULT", Some("abduct")) => 2,
        ("ASSAULT", Some("sexual")) => 3,
        ("ASSAULT", Some("torture" | "beat")) => 4,
        ("ASSAULT", _) if knowledge.lexicon.picture.taking.contains(lemma) => 1,
        ("CONSULT", Some("phone")) => 1,
        _ => 0,
    }
}

/// Types in which another mode is another event: a demand for help and one for a truce.
fn mode_matters(event_type: &str) -> bool {
    matches!(event_type, "REQUEST" | "REJECT" | "THREATEN" | "COERCE" | "RETREAT" | "SANCTION" | "MOBILIZE" | "PROTEST")
}

fn is_symmetric(event_type: &str) -> bool {
    matches!(event_type, "CONSULT" | "COOPERATE")
}

/// Points for two nodes of one kind and class, `None` where they are not one event.
pub(super) fn score(desk: &mut Desk, a: &Node, b: &Node) -> Option<u32> {
    let (x, y) = (&a.saying, &b.saying);
    if a.reports.iter().any(|r| b.reports.binary_search(r).is_ok()) {
        return None;
    }
    if mode_matters(&x.kind.event_type) && x.mode.is_some() && y.mode.is_some() && x.mode != y.mode {
        return None;
    }
    let place = match x.place.zip(y.place).map(|(p, q)| desk.places.relation(p, q)) {
        Some(Relation::Apart) => return None,
        Some(Relation::Meets) => 2,
        Some(Relation::Vague) | None => 0,
    };
    let sides = if is_symmetric(&x.kind.event_type) {
        let (p, q): (Vec<Who>, Vec<Who>) =
            (x.actors.iter().chain(&x.recipients).copied().collect(), y.actors.iter().chain(&y.recipients).copied().collect());
        let shared = shared(desk, &p, &q, a, b);
        // One party in common is no sign: who travels meets many.
        let alone = p.len() < 2 || q.len() < 2;
        match (shared, alone) {
            (0, _) => return None,
            (1, false) if place == 0 => return None,
            (n, _) => (2 * n).min(4),
        }
    } else {
        side(desk, &x.actors, &y.actors, a, b)? + side(desk, &x.recipients, &y.recipients, a, b)?
    };
    let word = u32::from(x.lemma == y.lemma);
    let force = u32::from(x.kind.event_type == "ASSAULT" && place > 0 && x.place == y.place);
    let points = place + sides + word + force;
    (points >= ONE && (place > 0 || sides >= 2)).then_some(points)
}

/// Points for one side of two events: 2 where a named party is the same or acts for the other, 1 where a noun is the same, 0
/// where nothing can be told, `None` where both name others.
fn side(desk: &mut Desk, a: &[Who], b: &[Who], x: &Node, y: &Node) -> Option<u32> {
    if a.is_empty() || b.is_empty() {
        return Some(0);
    }
    if shared(desk, a, b, x, y) > 0 {
        return Some(2);
    }
    if a.iter().any(|w| b.contains(w)) {
        return Some(1);
    }
    let named = |list: &[Who]| list.iter().all(|w| desk.cast.member(*w).specific);
    if named(a) && named(b) { None } else { Some(0) }
}

/// Named parties of one that fit a party of the other.
fn shared(desk: &mut Desk, a: &[Who], b: &[Who], x: &Node, y: &Node) -> u32 {
    let day = x.day.min(y.day);
    let mut count = 0;
    for &p in a {
        let fits = desk.cast.member(p).specific && b.iter().any(|&q| desk.cast.member(q).specific && desk.cast.fits(p, q, day));
        count += u32::from(fits);
    }
    count
}
