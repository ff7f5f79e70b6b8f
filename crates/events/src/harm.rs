//! One incident, one event: those who were killed and wounded belong to the act that the text tells beside them.

use truceline_knowledge::EventType;
use truceline_syntax::{Deprel, Upos, View, Xpos};

use crate::{
    event::{Event, EventPlace, Status},
    fights, frames,
    matching::Scene,
    merge::{dates_agree, names_agree, places_agree},
};

/// Verbs that tell what came of an act.
const HARM: [&str; 6] = ["kill", "wound", "injure", "hurt", "maim", "harm"];
/// Nouns for what lasts longer than an incident.
const LONG_TIMES: [&str; 13] =
    ["war", "conflict", "insurgency", "unrest", "uprising", "rebellion", "year", "decade", "month", "week", "day", "campaign", "violence"];
/// Nouns that add nothing to whom an act was aimed at.
const ANYBODY: [&str; 4] = ["people", "person", "other", "others"];

/// Folds harm into the act that it came of; drops counts of a long time, which are a toll and no event.
pub(crate) fn fold(scene: Scene, events: Vec<Event>) -> Vec<Event> {
    let view = scene.view;
    let act_of: Vec<Option<usize>> =
        (0..events.len()).map(|i| is_harm(view, &events[i]).then(|| act(scene, &events, i)).flatten()).collect();
    let mut kept: Vec<Option<Event>> = events.into_iter().map(Some).collect();
    for (i, act) in act_of.into_iter().enumerate() {
        match act {
            Some(act) => {
                let harm = kept[i].take();
                if let Some((act, harm)) = kept[act].as_mut().zip(harm) {
                    add(act, harm);
                }
            }
            None => {
                kept[i].take_if(|e| is_harm(view, e) && e.actors.is_empty() && is_sum(scene, e));
            }
        }
    }
    kept.into_iter().flatten().collect()
}

fn is_harm(view: &View, event: &Event) -> bool {
    event.event_type == EventType::Assault && view.upos(event.head) == Upos::Verb && HARM.contains(&view.lemma(event.head))
}

/// The act from which the harm came: in its sentence, else, where nobody is said to have done it, in the sentence before.
fn act(scene: Scene, events: &[Event], harm: usize) -> Option<usize> {
    let view = scene.view;
    let hurt = &events[harm];
    let fits = |&j: &usize| {
        let act = &events[j];
        let real = matches!(act.status, Status::Occurred | Status::Ongoing) && act.historical == hurt.historical;
        let mutual = act.recipients.is_empty() && (act.actors.len() > 1 || !act.actors.is_empty() && fights::between(view, act.head));
        act.event_type == EventType::Assault
            && !is_harm(view, act)
            && real
            && dates_agree(act, hurt)
            && places_agree(act, hurt)
            && !names_agree(&act.actors, &hurt.recipients)
            && !mutual
    };
    let near = |back: u32| {
        let here = move |&j: &usize| events[j].sentence + back == hurt.sentence;
        (0..events.len()).filter(here).filter(fits).min_by_key(|&j| events[j].head.abs_diff(hurt.head))
    };
    let here = |&j: &usize| events[j].sentence == hurt.sentence && events[j].event_type == EventType::Assault;
    if let Some(j) = (0..events.len()).filter(here).find(|&j| j != harm && came_of(view, hurt.head, events[j].head)) {
        return Some(j);
    }
    if hurt.actors.is_empty() {
        let beside = near(0).filter(|&j| !view.is_under(events[j].head, hurt.head));
        return beside.or_else(|| near(1).filter(|_| frames::is_passive(view, hurt.head) && !counts_long_time(scene, hurt.head)));
    }
    if let Some(j) = (0..events.len()).find(|&j| j != harm && trails(view, hurt, &events[j])) {
        return Some(j);
    }
    let tied = |act: &Event| view.is_under(hurt.head, act.head);
    // Whoever is taken hostage and killed suffers two deeds.
    let who_did = |act: &Event| {
        let doer = view.head(act.head).filter(|_| view.deprel(act.head) == Deprel::AclRelcl);
        // "were killed and five others wounded by gunmen who attacked": of either verb
        let of = |v: u32| v == hurt.head || view.head(v) == Some(hurt.head) && view.deprel(v) == Deprel::Conj;
        let role = |d: u32| matches!(view.deprel(d), Deprel::Nsubj | Deprel::OblAgent) || view.preposition(d).as_deref() == Some("by");
        doer.is_some_and(|d| view.head(d).is_some_and(of) && role(d))
    };
    let one = |act: &Event| (tied(act) || who_did(act)) && act.mode.as_deref() != Some("abduct");
    near(0).filter(|&j| one(&events[j]) && hurt.actors.iter().map(|p| &p.name).eq(events[j].actors.iter().map(|p| &p.name)))
}

/// `fighting with X that killed ten`: the clause hangs on a noun of the act's phrase and tells what the act did.
fn came_of(view: &View, harm: u32, act: u32) -> bool {
    let subject = view.child(harm, &[Deprel::Nsubj]).filter(|&s| matches!(view.lemma(s), "that" | "which"));
    let noun = view.head(harm).filter(|_| view.deprel(harm) == Deprel::AclRelcl && subject.is_some());
    let above = std::iter::successors(noun, |&n| view.head(n).filter(|_| view.deprel(n) == Deprel::Nmod));
    above.skip(1).any(|n| n == act)
}

/// `shot at migrants trying to cross, killing a child`: a participle behind a comma, which the tree takes for a deed of those who
/// were hit.
fn trails(view: &View, hurt: &Event, act: &Event) -> bool {
    let participle = view.xpos(hurt.head) == Xpos::Vbg && hurt.head.checked_sub(1).is_some_and(|c| view.form(c) == ",");
    participle
        && act.event_type == EventType::Assault
        && act.sentence == hurt.sentence
        && view.is_under(hurt.head, act.head)
        && names_agree(&act.recipients, &hurt.actors)
}

/// `12,000 people have been killed since 2011`: a toll, and no event.
fn is_sum(scene: Scene, harm: &Event) -> bool {
    harm.recipients.iter().all(|p| ANYBODY.contains(&p.name.as_str())) && counts_long_time(scene, harm.head)
}

/// `have been killed since 2011`.
fn counts_long_time(scene: Scene, verb: u32) -> bool {
    let view = scene.view;
    let perfect = view.children_by(verb, &[Deprel::Aux]).any(|a| view.lemma(a) == "have");
    let since = |c: u32| {
        let clause = view.children_by(c, &[Deprel::Mark]).any(|m| view.lemma(m) == "since");
        let span = || scene.mentions.time_at(c).is_some() || LONG_TIMES.contains(&view.lemma(c));
        let spread = || matches!(view.preposition(c).as_deref(), Some("over" | "in" | "during")) && span();
        clause || view.deprel(c) == Deprel::Obl && (view.preposition(c).as_deref() == Some("since") || spread())
    };
    perfect && view.children(verb).iter().any(|&c| since(c))
}

/// Adds what the harm tells and the act leaves open.
fn add(act: &mut Event, harm: Event) {
    let aimed = !act.recipients.is_empty();
    let mutual = !aimed && act.actors.len() > 1;
    for p in harm.recipients.into_iter().filter(|_| !mutual) {
        let anybody = aimed && ANYBODY.contains(&p.name.to_lowercase().as_str());
        if !anybody && !act.actors.iter().chain(&act.recipients).any(|o| o.name == p.name) {
            act.recipients.push(p);
        }
    }
    EventPlace::settle(&mut act.place, harm.place);
    if act.date.as_ref().is_none_or(|d| d.span.is_none()) && harm.date.as_ref().is_some_and(|d| d.span.is_some()) {
        (act.date, act.historical) = (harm.date, harm.historical);
    }
    for p in harm.denied_by {
        if act.denied_by.iter().all(|o| o.name != p.name) {
            act.denied_by.push(p);
        }
    }
    act.reasons.push(format!("harm told in sentence {}", harm.sentence + 1));
}
