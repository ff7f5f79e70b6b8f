//! Who held somebody lets him go, and who lets him go held him.

use truceline_knowledge::EventType;

use crate::{
    enemies::is_state_side,
    event::{Event, Status},
    matching::{Scene, coded_by},
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Taken,
    Freed,
}

/// `Gunmen abducted an engineer ... He was released on Friday`, `freed a driver who was kidnapped in May`: the same hands.
pub(crate) fn fill(scene: Scene, events: &mut [Event]) {
    for at in 0..events.len() {
        let e = &events[at];
        let Some(step) = step(e).filter(|_| e.actors.is_empty() && !is_rescue(scene, e)) else { continue };
        let same = |o: &&Event| {
            let other = self::step(o).is_some_and(|s| s != step);
            other
                && !o.actors.is_empty()
                && !matches!(o.status, Status::Denied | Status::Negated)
                && o.recipients.iter().any(|r| e.recipients.iter().any(|p| p.name == r.name))
        };
        let Some(hands) = events[..at].iter().rev().find(same).or_else(|| events[at + 1..].iter().find(same)) else { continue };
        // The army that frees hostages did not take them.
        if step == Step::Taken && hands.actors.iter().any(|p| is_state_side(scene, p) || p.codes.iter().any(|c| c.ends_with("COP"))) {
            continue;
        }
        let hands = hands.actors.clone();
        events[at].reasons.push("who held them and who let them go are the same".to_owned());
        events[at].actors = hands;
    }
}

fn step(e: &Event) -> Option<Step> {
    match (e.event_type, e.mode.as_deref()) {
        (EventType::Retreat, Some("release")) => Some(Step::Freed),
        (EventType::Assault, Some("abduct")) => Some(Step::Taken),
        _ => None,
    }
}

/// `were freed in a raid`, `the raid freed them`: by others than those who held them.
fn is_rescue(scene: Scene, e: &Event) -> bool {
    let raid = |t: u32| {
        matches!(scene.view.lemma(t), "raid" | "operation" | "rescue" | "assault" | "attack" | "offensive" | "mission" | "battle" | "coup")
    };
    coded_by(scene, e.head).is_some_and(|c| {
        c.frame.is_verb && !c.frame.passive
            || c.frame.obliques.iter().any(|(p, t)| matches!(p.as_str(), "in" | "during" | "by" | "after") && raid(*t))
    })
}
