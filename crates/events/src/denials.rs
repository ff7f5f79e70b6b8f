//! Denials told apart from the claim: `Hamas denies the charge`, `the army said it was not responsible`.

use truceline_knowledge::{Effect, EventType};
use truceline_mentions::Participant;
use truceline_syntax::Upos;

use crate::{event::Event, frames, matching::Scene, status};

const CHARGES: [&str; 14] = [
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
            t => !crate::coding::is_verbal(t) && e.actors.iter().any(|a| names(&deniers, a)),
        };
        let mut found: Vec<usize> = (0..events.len()).filter(|&i| near(&events[i]) && concerns(&events[i])).collect();
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

fn names(list: &[Participant], p: &Participant) -> bool {
    list.iter().any(|x| x.name == p.name)
}

/// Who denies, where the verb at `verb` denies a charge without saying which.
fn denial(scene: Scene, verb: u32) -> Option<Vec<Participant>> {
    let view = scene.view;
    if view.upos(verb) != Upos::Verb {
        return responsible(scene, verb);
    }
    let denies = scene.knowledge.lexicon.effect(view.lemma(verb)) == Some(Effect::Denied) || view.lemma(verb) == "reject";
    let frame = frames::frame(view, scene.knowledge, verb).filter(|_| denies)?;
    let charge = frame.objects.iter().any(|&o| CHARGES.contains(&view.lemma(o)));
    let bare = frame.objects.is_empty() && frame.clause.is_none() && view.lemma(verb) == "deny";
    let accused = frame.clause.is_some() && view.lemma(verb) == "deny";
    let who = scene.people(&frame.subjects);
    ((charge || bare || accused) && !who.is_empty()).then_some(who)
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
