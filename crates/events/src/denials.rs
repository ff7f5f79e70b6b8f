//! Denials told apart from the claim: `Hamas denies the charge`, `the army said it was not responsible`.

use truceline_knowledge::{Effect, EventType};
use truceline_mentions::Participant;
use truceline_syntax::{Deprel, Upos};

use crate::{coding::is_verbal, event::Event, frames, matching::Scene, status};

const CHARGES: [&str; 19] = [
    "charge",
    "accusation",
    "allegation",
    "claim",
    "report",
    "involvement",
    "responsibility",
    "role",
    "wrongdoing",
    "knowledge",
    "it",
    "that",
    "this",
    "suggestion",
    "part",
    "hand",
    "complicity",
    "criticism",
    "assertion",
];

/// How many sentences a denial may come after the claim.
const REACH: u32 = 3;

/// Adds who denies to the claims that the denials answer.
pub(crate) fn attach(scene: Scene, events: &mut [Event]) {
    for verb in 0..scene.view.len() {
        let Some(deniers) = denial(scene, verb) else { continue };
        let sentence = scene.view.sentence_index(verb);
        // "The force that bombs Tarn denied it": what describes the denier is not what is denied.
        let describes = |e: &Event| deniers.iter().any(|d| e.head != d.token && scene.view.is_under(e.head, d.token));
        let near = |e: &Event| e.sentence <= sentence && sentence - e.sentence <= REACH && !describes(e);
        let concerns = |e: &Event| match e.event_type {
            EventType::Accuse => e.recipients.iter().any(|r| names(&deniers, r)),
            t => !is_verbal(t) && e.actors.iter().any(|a| names(&deniers, a)),
        };
        // "closed the border and denied the charge": what the denier does besides is not denied.
        let besides = |e: &Event| e.sentence == sentence && scene.view.is_under(verb, e.head) && !answers(scene, verb, e);
        let linked = |e: &Event| e.sentence == sentence && answers(scene, verb, e);
        let answered: Vec<usize> = (0..events.len()).filter(|&i| linked(&events[i])).collect();
        let any = |i: &usize| near(&events[*i]) && concerns(&events[*i]) && !besides(&events[*i]);
        let mut found: Vec<usize> = if answered.is_empty() { (0..events.len()).filter(any).collect() } else { answered };
        if found.is_empty() {
            // An act of force that names no doer, told just before.
            found.extend(
                (0..events.len())
                    .rev()
                    .find(|&i| near(&events[i]) && events[i].event_type == EventType::Assault && events[i].actors.is_empty()),
            );
        }
        for i in found {
            for d in &deniers {
                if !names(&events[i].denied_by, d) {
                    events[i].denied_by.push(d.clone());
                }
            }
        }
    }
}

/// `accused X of looting, a charge that X denies`, `denied any part in the attack`: the words themselves say what is denied.
fn answers(scene: Scene, verb: u32, event: &Event) -> bool {
    let view = scene.view;
    let charge =
        view.head(verb).filter(|&n| matches!(view.deprel(verb), Deprel::AclRelcl | Deprel::Acl) && CHARGES.contains(&view.lemma(n)));
    if let Some(charge) = charge {
        let accused = event.event_type == EventType::Accuse || !event.attributed_to.is_empty() && !is_verbal(event.event_type);
        return accused && event.head < charge;
    }
    let part = |o: &u32| matches!(view.lemma(*o), "part" | "role" | "involvement" | "responsibility" | "hand" | "complicity");
    let parts = view.children_by(verb, &[Deprel::Obj]).filter(part);
    !is_verbal(event.event_type) && parts.into_iter().any(|o| view.is_under(event.head, o))
}

fn names(list: &[Participant], p: &Participant) -> bool {
    list.iter().any(|x| x.name == p.name)
}

/// Who denies, where the verb at `verb` denies a charge without saying which.
fn denial(scene: Scene, verb: u32) -> Option<Vec<Participant>> {
    let view = scene.view;
    if view.upos(verb) != Upos::Verb {
        return responsible(scene, verb);
    }
    let false_charge = |c: u32| {
        matches!(
            view.lemma(c),
            "groundless" | "baseless" | "false" | "unfounded" | "untrue" | "absurd" | "lie" | "fabrication" | "nonsense"
        )
    };
    let calls = matches!(view.lemma(verb), "call" | "brand" | "term" | "describe") && view.children(verb).iter().any(|&c| false_charge(c));
    let denies = scene.knowledge.lexicon.effect(view.lemma(verb)) == Some(Effect::Denied) || view.lemma(verb) == "reject" || calls;
    let frame = frames::frame(view, scene.knowledge, verb).filter(|_| denies)?;
    let charge = frame.objects.iter().any(|&o| CHARGES.contains(&view.lemma(o)));
    let relative = view.head(verb).is_some_and(|n| view.deprel(verb) == Deprel::AclRelcl && CHARGES.contains(&view.lemma(n)));
    let bare = frame.objects.is_empty() && frame.clause.is_none() && view.lemma(verb) == "deny";
    let accused = frame.clause.is_some() && view.lemma(verb) == "deny";
    let who = scene.people(&frame.subjects);
    ((charge || relative || bare || accused) && !who.is_empty()).then_some(who)
}

/// `said it was not responsible`.
fn responsible(scene: Scene, word: u32) -> Option<Vec<Participant>> {
    let view = scene.view;
    let negated = view.children(word).iter().any(|&c| matches!(view.lemma(c), "not" | "n't"));
    if view.lemma(word) != "responsible" || !negated {
        return None;
    }
    let frame = frames::Frame { head: word, ..frames::Frame::default() };
    let reading = status::read(scene, &frame);
    let who = crate::coding::sources(scene, &reading);
    (!who.is_empty()).then_some(who)
}
