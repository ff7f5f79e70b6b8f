//! Who was killed or arrested in the raid: by those who made it.

use truceline_knowledge::EventType;
use truceline_mentions::Participant;
use truceline_syntax::Deprel;

use crate::{
    enemies::{is_insurgent, is_side, same_party},
    event::{Event, Status},
    matching::{Scene, coded_by},
};

/// How many sentences back the deed is told in which people come to harm or are held.
const BACK: u32 = 3;

/// Fills the doers of what is told in the passive of a deed that was told before.
pub(crate) fn fill(scene: Scene, events: &mut [Event]) {
    for at in 0..events.len() {
        let e = &events[at];
        if !is_open(scene, e) {
            continue;
        }
        let Some(doers) = in_the_raid(scene, events, at).or_else(|| of_the_same_fight(scene, events, at)) else { continue };
        events[at].reasons.push("those who made the raid told before".to_owned());
        events[at].actors = doers;
    }
}

/// A passive that leaves its doers open.
fn is_open(scene: Scene, e: &Event) -> bool {
    let kind =
        e.event_type == EventType::Assault || e.event_type == EventType::Coerce && matches!(e.mode.as_deref(), Some("arrest" | "seize"));
    let told = matches!(e.status, Status::Occurred | Status::Ongoing) && !e.historical;
    kind && told && e.actors.is_empty() && coded_by(scene, e.head).is_some_and(|c| c.frame.is_verb && c.frame.passive)
}

/// Deeds told before, the nearest first, by those who are not the ones hit.
fn before<'e>(scene: Scene, events: &'e [Event], at: usize) -> impl Iterator<Item = &'e Event> {
    let e = &events[at];
    let apart = move |o: &Event| {
        let own = |a: &Participant| e.recipients.iter().any(|r| same_party(scene, a, r));
        !o.actors.is_empty() && !o.actors.iter().any(own)
    };
    events[..at].iter().rev().filter(move |o| {
        matches!(o.event_type, EventType::Assault | EventType::Coerce)
            && e.sentence - o.sentence.min(e.sentence) <= BACK
            && !o.historical
            && matches!(o.status, Status::Occurred | Status::Ongoing)
            && apart(o)
    })
}

/// `Six men were arrested in the raids`: a deed with an article was told before.
fn in_the_raid(scene: Scene, events: &[Event], at: usize) -> Option<Vec<Participant>> {
    let view = scene.view;
    let e = &events[at];
    let coded = coded_by(scene, e.head)?;
    let deed = |t: &u32| {
        matches!(
            view.lemma(*t),
            "raid"
                | "operation"
                | "sweep"
                | "crackdown"
                | "offensive"
                | "assault"
                | "strike"
                | "airstrike"
                | "ambush"
                | "incursion"
                | "search"
        ) && view.children_by(*t, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "the" | "this" | "these" | "those"))
    };
    let told = coded.frame.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "in" | "during")).find(|(_, t)| deed(t))?;
    if events.iter().any(|o| o.head == told.1 && !o.actors.is_empty()) {
        return None;
    }
    // "One soldier was hurt during the operation": not by his own.
    let force = |p: &Participant| p.codes.iter().any(|c| c.ends_with("MIL") || c.ends_with("COP"));
    let doers = before(scene, events, at).next().map(|o| o.actors.clone())?;
    (!(doers.iter().any(force) && e.recipients.iter().any(force))).then_some(doers)
}

/// `Troops attacked insurgents ... 25 insurgents were captured`: those who fight them just before.
fn of_the_same_fight(scene: Scene, events: &[Event], at: usize) -> Option<Vec<Participant>> {
    let e = &events[at];
    if e.recipients.is_empty() || !e.recipients.iter().all(is_insurgent) {
        return None;
    }
    let foe = |o: &&Event| o.recipients.iter().any(is_insurgent) && o.actors.iter().all(|a| is_side(scene, a) && !is_insurgent(a));
    before(scene, events, at).find(foe).map(|o| o.actors.clone())
}
