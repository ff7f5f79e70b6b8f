//! Verbs with two objects: `sold Moscow drones`, also where the tree reads the receiver as part of the thing.

use truceline_knowledge::Knowledge;
use truceline_syntax::{Deprel, Upos, View};

use super::Frame;

/// Verbs by which somebody gets something.
const TRANSFERS: [&str; 18] = [
    "award", "deliver", "donate", "give", "grant", "hand", "lease", "lend", "loan", "offer", "pay", "pledge", "promise", "rent", "sell",
    "send", "ship", "supply",
];

/// Whoever gets the thing: the first of two objects, or a state's name right behind the verb.
pub(super) fn receiver(view: &View, knowledge: &Knowledge, f: &Frame) -> Option<u32> {
    if f.passive || !TRANSFERS.contains(&view.lemma(f.head)) || f.obliques.iter().any(|(p, _)| p == "to") {
        return None;
    }
    if let [first, second, ..] = f.objects.as_slice() {
        let joined = view.deprel(*second) == Deprel::Conj;
        return (!joined && f.head < *first && *first < *second).then_some(*first);
    }
    let thing = f.objects.first().copied().filter(|&o| o > f.head + 1)?;
    let name = view.children_by(thing, &[Deprel::Compound]).find(|&c| c == f.head + 1 && view.upos(c) == Upos::Propn)?;
    let state = |c: &truceline_knowledge::Country| c.name == view.form(name) || c.capital == view.form(name);
    knowledge.countries.iter().any(state).then_some(name)
}

/// `was given 15 years`: what a passive keeps of two objects, read by the tree as a span of time.
pub(super) fn retained(view: &View, f: &Frame) -> Option<u32> {
    let span = |t: &u32| matches!(view.lemma(*t), "year" | "month" | "decade") && view.child(*t, &[Deprel::Nummod]).is_some();
    let gives = f.passive && TRANSFERS.contains(&view.lemma(f.head));
    view.children_by(f.head, &[Deprel::OblUnmarked]).filter(|t| *t > f.head && gives).find(span)
}
