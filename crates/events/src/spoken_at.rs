//! Where something is said: `told a rally in Lima`, `In Quito, the minister said he would not resign`.

use truceline_mentions::NameKind;
use truceline_syntax::{Deprel, Upos, Xpos};

use crate::{
    event::EventPlace,
    frames::Frame,
    matching::Scene,
    place_names::place_in,
    places::{is_fronted, located},
    status,
};

/// How many clauses up somebody may be told to speak.
const REACH: usize = 4;

/// The place where a speech act was made, from the clauses that tell it; never from what it is about.
pub(crate) fn place(scene: Scene, frame: &Frame) -> Option<EventPlace> {
    let view = scene.view;
    let mut at = frame.light.unwrap_or(frame.head);
    if let Some(place) = of_court(scene, frame) {
        return Some(place);
    }
    for _ in 0..REACH {
        if let Some(place) = of_clause(scene, at) {
            return Some(place);
        }
        let head = view.head(at)?;
        let told = view.deprel(at) == Deprel::Ccomp && status::reports(scene, head);
        let joined = matches!(view.deprel(at), Deprel::Conj | Deprel::Xcomp | Deprel::Advcl) && view.upos(head) == Upos::Verb;
        if !told && !joined {
            return None;
        }
        at = head;
    }
    None
}

/// The place at the head of a clause, of those who listen, or of what the speaker does meanwhile.
pub(crate) fn of_clause(scene: Scene, verb: u32) -> Option<EventPlace> {
    let view = scene.view;
    let here = |t: u32| view.children(t).iter().copied().filter(|&c| located(scene, c)).find_map(|c| place_in(scene, c));
    let fronted = view.children(verb).iter().copied().filter(|&c| is_fronted(scene, c, verb) && located(scene, c));
    if let Some(place) = fronted.filter_map(|c| place_in(scene, c)).next() {
        return Some(place);
    }
    let arguments = [Deprel::Obj, Deprel::Iobj, Deprel::Obl, Deprel::Nmod];
    let listeners = view.children_by(verb, &arguments).filter(|&c| scene.knowledge.lexicon.in_class("audience", view.lemma(c)));
    if let Some(place) = listeners.filter_map(here).next() {
        return Some(place);
    }
    // "went on trial in Lima"
    let trial = |c: &u32| matches!(view.lemma(*c), "trial" | "court" | "hearing" | "dock");
    if let Some(place) = view.children_by(verb, &[Deprel::Obl, Deprel::Nmod]).filter(trial).find_map(here) {
        return Some(place);
    }
    let meanwhile = |c: &u32| {
        matches!(view.xpos(*c), Xpos::Vbg | Xpos::Vbn)
            && matches!(view.lemma(*c), "speak" | "talk" | "address" | "meet" | "gather" | "assemble" | "convene" | "visit")
    };
    view.children_by(verb, &[Deprel::Advcl]).filter(meanwhile).find_map(here)
}

/// `a Moscow court rejected`, `a tribunal in Arusha ruled`: a court speaks where it sits.
pub(crate) fn of_court(scene: Scene, frame: &Frame) -> Option<EventPlace> {
    let view = scene.view;
    let court = |t: &u32| matches!(view.lemma(*t), "court" | "tribunal" | "judge" | "jury" | "magistrate" | "prosecutor");
    let inside = |c: &u32| match view.deprel(*c) {
        Deprel::Compound => scene.mentions.name_headed_by(*c).is_some_and(|n| matches!(n.kind, NameKind::Place | NameKind::Seat)),
        _ => located(scene, *c),
    };
    let place = |court: u32| view.children_by(court, &[Deprel::Compound, Deprel::Nmod]).filter(inside).find_map(|c| place_in(scene, c));
    frame.subjects.iter().copied().filter(|s| frame.is_verb && court(s)).find_map(place)
}
