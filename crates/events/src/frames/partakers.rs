//! Who takes part in what a noun tells of, where the words around it say so: `is in talks with X`, `is in Cairo for talks`,
//! `on a visit to X, Y said`.

use truceline_syntax::{Deprel, Upos, View};

use super::{DEPTH, is_passive, passive_objects, subjects};

/// Nouns for journeys: whoever does something on one is the traveller.
const JOURNEYS: [&str; 11] =
    ["visit", "trip", "tour", "journey", "stopover", "mission", "stop", "pilgrimage", "voyage", "swing", "fact-finding mission"];

/// Those whom the words around a noun make its subjects. `top` is the noun itself or the one that counts it (`the start of`).
pub(super) fn partakers(view: &View, head: u32, top: u32) -> Vec<u32> {
    let preposition = view.preposition(top).unwrap_or_default();
    let inside = matches!(preposition.as_str(), "in" | "on");
    if inside && is_said(view, top) {
        return subjects(view, top, DEPTH); // "is in talks with X", "while on a visit to X"
    }
    let Some(governor) = view.head(top) else { return Vec::new() };
    if preposition == "for" && !matches!(view.upos(governor), Upos::Verb | Upos::Aux) {
        return there_for(view, top, governor);
    }
    let journey = JOURNEYS.contains(&view.lemma(head));
    let during = matches!(
        preposition.as_str(),
        "on" | "during" | "from" | "for" | "at" | "in" | "after" | "before" | "following" | "ahead of" | "since"
    );
    if !(journey && during && view.upos(governor) == Upos::Verb && is_unowned(view, head)) {
        return Vec::new();
    }
    if is_passive(view, governor) { passive_objects(view, governor) } else { subjects(view, governor, DEPTH) }
}

/// `is in talks`, `while on a visit`: a phrase that is said of somebody.
fn is_said(view: &View, noun: u32) -> bool {
    let copula = view.child(noun, &[Deprel::Cop]).is_some();
    let clause =
        || view.deprel(noun) == Deprel::Advcl && view.children_by(noun, &[Deprel::Mark]).any(|m| matches!(view.lemma(m), "while" | "when"));
    copula || clause()
}

/// `is in Cairo for talks`, `President in Cairo for talks` as a headline: who is there.
fn there_for(view: &View, noun: u32, governor: u32) -> Vec<u32> {
    let place = |t: u32| view.upos(t) == Upos::Propn && matches!(view.preposition(t).as_deref(), Some("in" | "at"));
    if view.child(governor, &[Deprel::Cop]).is_some() {
        return if place(governor) { subjects(view, governor, DEPTH) } else { Vec::new() };
    }
    let somewhere = view.children_by(governor, &[Deprel::Nmod]).any(|c| c < noun && place(c));
    if view.deprel(governor) == Deprel::Root && somewhere { vec![governor] } else { Vec::new() }
}

/// True where no word of the noun's own names who travels.
fn is_unowned(view: &View, noun: u32) -> bool {
    let by = |c: &u32| matches!(view.preposition(*c).as_deref(), Some("by"));
    view.child(noun, &[Deprel::NmodPoss]).is_none()
        && !view.children_by(noun, &[Deprel::Nmod]).any(|c| by(&c))
        && !view.children_by(noun, &[Deprel::Compound]).any(|c| view.upos(c) == Upos::Propn)
}
