//! What an event's own words give: its trigger, mode and contexts.

use compact_str::{CompactString, ToCompactString};
use truceline_knowledge::{EventType, Pattern};
use truceline_syntax::{Deprel, Upos, View};
use truceline_text::Span;

use crate::{
    event::Event,
    frames::{self, Frame},
    matching::{Scene, is_of_class},
};

/// The shortest text that expresses the event: the word with its particle, or up to its object's head.
pub(crate) fn trigger(view: &View, frame: &Frame, pattern: &Pattern) -> Span {
    if let Some(clause) = frame.clause.filter(|_| pattern.trigger_clause) {
        let auxiliaries = view.children_by(clause, &[Deprel::Aux]).filter(|&a| a < clause);
        return auxiliaries.fold(view.span(clause), |span, a| span.join(view.span(a)));
    }
    let mut span = view.span(act_noun(view, frame).unwrap_or(frame.head));
    if let Some(p) = frame.particle.filter(|p| p.abs_diff(frame.head) <= 3) {
        span = span.join(view.span(p));
    }
    if pattern.trigger_with_object
        && let Some(&o) = frame.objects.iter().find(|o| {
            // "a curfew has been imposed": a passive has its object in front.
            o.abs_diff(frame.head) <= if frame.passive { 4 } else { 6 } && (frame.passive || **o > frame.head)
        })
    {
        span = span.join(view.span(o));
    }
    if !frame.is_verb {
        let parts = |c: u32| {
            pattern.lemmas.iter().any(|l| l.split_once('_').is_some_and(|(a, b)| a == view.lemma(c) && b == view.lemma(frame.head)))
        };
        let before = view.children_by(frame.head, &[Deprel::Compound, Deprel::Amod]).find(|&c| c < frame.head && parts(c));
        if let Some(c) = before {
            span = span.join(view.span(c));
        }
    }
    span
}

/// `43 people were killed in a car bomb blast`: the noun expresses the act better than the verb.
fn act_noun(view: &View, frame: &Frame) -> Option<u32> {
    const ACTS: [&str; 14] = [
        "attack",
        "blast",
        "bombing",
        "explosion",
        "strike",
        "airstrike",
        "raid",
        "shooting",
        "ambush",
        "shelling",
        "assault",
        "clash",
        "bombardment",
        "crackdown",
    ];
    let casualty =
        frame.is_verb && frame.passive && frame.subjects.is_empty() && matches!(view.lemma(frame.head), "kill" | "wound" | "injure");
    frame.obliques.iter().filter(|(p, _)| casualty && p == "in").map(|o| o.1).find(|&t| ACTS.contains(&view.lemma(t)))
}

/// The pattern's mode, else what the words of the clause tell.
pub(crate) fn mode(scene: Scene, frame: &Frame, pattern: &Pattern) -> Option<CompactString> {
    if pattern.event_type == EventType::Mobilize && pattern.mode.as_deref() == Some("troops") && moves_police(scene, frame) {
        return Some("police".into());
    }
    if pattern.mode.is_some() {
        return pattern.mode.clone();
    }
    let view = scene.view;
    let name = pattern.event_type.as_str();
    let top = frame.light.unwrap_or(frame.head);
    let within = clause_words(view, top);
    let mut words: Vec<String> = Vec::new();
    // "fired shots in the air"
    let upwards = |i: u32| view.lemma(i) == "air" && matches!(view.preposition(i).as_deref(), Some("in" | "into"));
    for &i in within.iter().filter(|&&i| !upwards(i)) {
        words.push(view.lemma(i).to_owned());
        words.push(view.form(i).to_lowercase());
        if within.contains(&(i + 1)) {
            words.push(format!("{} {}", view.lemma(i), view.lemma(i + 1)));
        }
    }
    // "bomber and fighter aircraft" are no people.
    if words.iter().any(|w| w == "aircraft") {
        words.retain(|w| !w.starts_with("bomber"));
    }
    scene
        .knowledge
        .lexicon
        .modes
        .iter()
        .filter(|m| m.r#type == name)
        .find(|m| m.words.iter().any(|w| words.iter().any(|x| x == w)))
        .map(|m| m.mode.to_compact_string())
}

/// `policemen were posted`, `police patrolled the streets`, `the deployment of police units`: those who are moved or readied are police.
fn moves_police(scene: Scene, frame: &Frame) -> bool {
    let view = scene.view;
    let of = || frame.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "of" | "by")).map(|o| o.1);
    let moved: Vec<u32> = match (frame.objects.as_slice(), frame.is_verb) {
        ([], true) => frame.subjects.clone(),
        ([], false) => of().chain(frame.subjects.iter().copied()).chain(frame.modifiers.iter().copied()).collect(),
        (objects, _) => objects.to_vec(),
    };
    let police = |t: u32| is_of_class(scene, t, "policing");
    let made_of = |t: u32| view.children_by(t, &[Deprel::Compound, Deprel::Nmod]).any(police);
    // "police and soldiers"
    let beside_troops =
        |t: u32| view.children_by(t, &[Deprel::Conj]).any(|c| is_of_class(scene, c, "troops") || view.lemma(c) == "military");
    moved.first().is_some_and(|&t| (police(t) || made_of(t)) && !beside_troops(t))
}

/// The words of a trigger's clause: its subtree without clauses that hang on it.
fn clause_words(view: &View, head: u32) -> Vec<u32> {
    let mut out = vec![head];
    let mut next = 0;
    while next < out.len() {
        let at = out[next];
        next += 1;
        out.extend(view.children(at).iter().copied().filter(|&c| {
            !matches!(view.deprel(c), Deprel::Ccomp | Deprel::Advcl | Deprel::AclRelcl | Deprel::Parataxis | Deprel::Appos)
                && !view.coordinates_clause(c)
        }));
    }
    out.sort_unstable();
    out
}

/// Contexts of the pattern and of the sentence's words, in the lexicon's order.
pub(crate) fn contexts(scene: Scene, frame: &Frame, pattern: &Pattern) -> Vec<CompactString> {
    let mut out = pattern.contexts.clone();
    let Some(sentence) = scene.view.sentence(frame.head) else { return out };
    for i in sentence.tokens.clone() {
        let pair = format!("{} {}", scene.view.lemma(i), scene.view.lemma(i + 1));
        for c in scene.knowledge.lexicon.contexts(scene.view.lemma(i)).iter().chain(scene.knowledge.lexicon.contexts(&pair)) {
            if !out.iter().any(|o| *o == **c) {
                out.push((**c).into());
            }
        }
    }
    out.sort_unstable();
    out
}

/// The lemma under which a trigger is compared with others.
pub(crate) fn trigger_lemma(view: &View, event: &Event) -> String {
    if view.upos(event.head) == Upos::Verb { frames::verb_lemma(view, event.head) } else { view.lemma(event.head).to_owned() }
}
