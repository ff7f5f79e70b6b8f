//! Who the victims and the attackers are, where a sentence of its own says so: `Among the dead was X`, `the gunmen were identified
//! as X and Y`. They are sides of the act of force told last.

use std::ops::Range;

use truceline_knowledge::EventType;
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::{Deprel, View, Xpos};

use crate::{
    event::{Event, Status},
    frames,
    matching::Scene,
};

/// How many sentences back the act may be told.
const REACH: u32 = 8;

/// Adds those who are named to the sides of the act.
pub(crate) fn fill(scene: Scene, events: &mut [Event]) {
    if events.iter().all(|e| e.event_type != EventType::Assault) {
        return;
    }
    for (index, sentence) in scene.view.segmented.sentences.iter().enumerate() {
        for t in sentence.tokens.clone() {
            // "those killed": the class lists participles by their form.
            let word = if scene.view.xpos(t) == Xpos::Vbn { scene.view.form(t) } else { scene.view.lemma(t) };
            let class = |name| scene.knowledge.lexicon.in_class(name, word);
            let hit = class("victim");
            if hit || class("attacker") {
                let named = who_they_are(scene, t, sentence.tokens.clone(), hit);
                add(events, index as u32, hit, named);
            }
        }
    }
}

/// Adds people to the act of force told last before or in the sentence.
fn add(events: &mut [Event], sentence: u32, hit: bool, named: Vec<Participant>) {
    let act = |e: &&mut Event| {
        e.event_type == EventType::Assault
            && matches!(e.status, Status::Occurred | Status::Ongoing)
            && (sentence.saturating_sub(REACH)..=sentence).contains(&e.sentence)
    };
    let Some(event) = events.iter_mut().rev().find(act) else { return };
    for p in named {
        if event.actors.iter().chain(&event.recipients).any(|o| o.name == p.name) {
            continue;
        }
        event.reasons.push(format!("{} is named in sentence {}", p.name, sentence + 1));
        if hit { event.recipients.push(p) } else { event.actors.push(p) }
    }
}

/// The people whom the sentence names as the ones for whom the noun at `token` stands.
fn who_they_are(scene: Scene, token: u32, sentence: Range<u32>, hit: bool) -> Vec<Participant> {
    let view = scene.view;
    let mut tokens = told(view, counted(view, token));
    tokens.retain(|t| sentence.contains(t));
    let people: Vec<Participant> = scene.people(&tokens);
    let person =
        |p: &Participant| p.entity.and_then(|e| scene.mentions.entities.get(e as usize)).is_some_and(|e| e.kind == NameKind::Person);
    // "two policemen were among the dead": people who are told of here first.
    let some = |p: &Participant| {
        let known = view.children_by(p.token, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "the" | "this" | "these" | "those"));
        let told = tokens.contains(&p.token) || view.head(p.token).is_some_and(|h| tokens.contains(&h));
        hit && told && !known && p.entity.is_none() && scene.knowledge.lexicon.agent(view.lemma(p.token)).is_some()
    };
    people.into_iter().filter(|p| person(p) || some(p)).collect()
}

/// `one of those killed`, `two of the victims`, `the dead man`: the word that stands in the clause.
fn counted(view: &View, token: u32) -> u32 {
    let mut at = token;
    for _ in 0..3 {
        let Some(above) = view.head(at) else { break };
        let part = match view.deprel(at) {
            Deprel::Amod => true,
            Deprel::Acl => matches!(view.lemma(above), "those" | "people" | "man" | "woman" | "person" | "civilian"),
            Deprel::Nmod => {
                view.preposition(at).as_deref() == Some("of")
                    && (matches!(view.lemma(above), "one" | "two" | "some" | "three" | "several" | "most") || view.lemma(above) == "first")
            }
            _ => false,
        };
        if !part {
            break;
        }
        at = above;
    }
    at
}

/// Heads of the phrases that say who `noun` is.
fn told(view: &View, noun: u32) -> Vec<u32> {
    let copular = |t: u32| view.child(t, &[Deprel::Cop]).is_some();
    let among = view.preposition(noun).as_deref() == Some("among");
    let subjects = |t: u32| view.children_by(t, &[Deprel::Nsubj]).collect::<Vec<_>>();
    if copular(noun) {
        return subjects(noun); // "X was among the dead", "X was a victim"
    }
    let Some(above) = view.head(noun) else { return Vec::new() };
    if among && copular(above) {
        return vec![above]; // "among the dead was X"
    }
    match (view.deprel(noun), view.lemma(above)) {
        (Deprel::Nsubj, _) if copular(above) => vec![above],
        (Deprel::Obl, "be") if among => subjects(above),
        (Deprel::Nsubj, "include") => view.children_by(above, &[Deprel::Obj]).collect(),
        (Deprel::NsubjPass | Deprel::Obj, "identify" | "name" | "recognise" | "recognize") => {
            let named = view.children_by(above, &[Deprel::Obl, Deprel::OblAgent, Deprel::Xcomp]);
            named.filter(|&c| view.preposition(c).as_deref() == Some("as") || view.deprel(c) == Deprel::Xcomp).collect()
        }
        (Deprel::Obl | Deprel::OblAgent, "identify" | "name" | "recognise" | "recognize")
            if view.preposition(noun).as_deref() == Some("as") && frames::is_passive(view, above) =>
        {
            frames::passive_objects(view, above)
        }
        _ => Vec::new(),
    }
}
