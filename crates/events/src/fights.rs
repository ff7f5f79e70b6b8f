//! A fight between sides, and the words around it that tell the same fight: who fell in it, where it is being fought.

use std::mem;

use truceline_knowledge::EventType;
use truceline_syntax::{Deprel, Upos, View};

use crate::{
    event::Event,
    matching::{Scene, coded_by},
};

/// Verbs that tell who fell.
const FELL: [&str; 6] = ["kill", "wound", "injure", "hurt", "die", "perish"];

/// `fighting raged in Taiz, where the army is battling rebels`: a noun without sides, and the clause that tells who fights.
pub(crate) fn in_clause(scene: Scene, noun: &Event, verb: &Event) -> bool {
    let view = scene.view;
    let mutual = |e: &Event| coded_by(scene, e.head).is_some_and(|c| c.pattern.event_type == EventType::Assault && is_mutual(c.pattern));
    let above = view.head(noun.head).filter(|_| view.upos(noun.head) == Upos::Noun);
    let marks = || view.children_by(verb.head, &[Deprel::Mark, Deprel::Advmod]);
    let open = noun.actors.is_empty() || noun.actors.iter().all(|p| verb.actors.iter().any(|o| o.name == p.name));
    open && noun.recipients.is_empty()
        && verb.actors.len() > 1
        && view.upos(verb.head) == Upos::Verb
        && above.is_some_and(|v| view.is_under(verb.head, v))
        && marks().any(|m| matches!(view.lemma(m), "where" | "when" | "as" | "while"))
        && bare_fight(scene, noun.head)
        && mutual(verb)
}

/// A noun for fighting or violence as such.
fn bare_fight(scene: Scene, noun: u32) -> bool {
    let lemma = scene.view.lemma(noun);
    matches!(lemma, "violence" | "bloodshed" | "unrest") || coded_by(scene, noun).is_some_and(|c| is_mutual(c.pattern))
}

fn is_mutual(pattern: &truceline_knowledge::Pattern) -> bool {
    !pattern.together.is_empty()
}

/// `two soldiers died in clashes between X and Y`: the fight has its sides, whoever fell in it.
pub(crate) fn fell_in(scene: Scene, harm: &Event, fight: &Event) -> bool {
    let view = scene.view;
    let fought = || coded_by(scene, fight.head).is_some_and(|c| is_mutual(c.pattern));
    let both = fight.actors.len() > 1 || !fight.actors.is_empty() && between(view, fight.head);
    harm.event_type == EventType::Assault
        && harm.sentence == fight.sentence
        && view.upos(harm.head) == Upos::Verb
        && FELL.contains(&view.lemma(harm.head))
        && both
        && harm.actors.iter().all(|p| fight.actors.iter().any(|o| o.name == p.name))
        && fought()
}

/// `clashes between rival gangs`: both sides under one noun.
pub(crate) fn between(view: &View, noun: u32) -> bool {
    view.children_by(noun, &[Deprel::Nmod, Deprel::Obl]).any(|c| matches!(view.preposition(c).as_deref(), Some("between" | "among")))
}

/// Puts the fight in the place of the harm that was told first; whom it killed is for the toll.
pub(crate) fn take_place(harm: &mut Event, fight: Event) {
    let fell = mem::replace(harm, fight);
    harm.recipients.clear();
    harm.place = harm.place.take().or(fell.place);
    if harm.date.as_ref().is_none_or(|d| d.span.is_none()) {
        (harm.date, harm.historical) = (fell.date, fell.historical);
    }
    for p in fell.denied_by.into_iter().chain(mem::take(&mut harm.denied_by)) {
        if harm.denied_by.iter().all(|o| o.name != p.name) {
            harm.denied_by.push(p);
        }
    }
    if harm.attributed_to.is_empty() {
        harm.attributed_to = fell.attributed_to;
    }
    harm.reasons.push("who fell in it is told before".to_owned());
}
