//! Sides said to fight or oppose each other.

use truceline_events::{Event, Scene, Status, frames, is_side};
use truceline_knowledge::EventType;
use truceline_mentions::Participant;
use truceline_syntax::{Deprel, Upos};
use truceline_text::Span;

use crate::{
    picture::{Ceasefire, Opposition},
    quote,
};

/// All pairs in text order, each once.
pub(crate) fn find(scene: Scene, events: &[Event]) -> Vec<Opposition> {
    let words = &scene.knowledge.lexicon.picture;
    let mut out = Vec::new();
    for i in 0..scene.view.len() {
        match scene.view.upos(i) {
            Upos::Verb if words.beating.contains(scene.view.lemma(i)) => fighting_verb(scene, i, &mut out),
            Upos::Noun if words.fighting.contains(scene.view.lemma(i)) => fighting_noun(scene, i, &mut out),
            Upos::Adj | Upos::Noun | Upos::Propn => {
                rivals(scene, i, &mut out);
                against_by_name(scene, i, &mut out);
            }
            _ => {}
        }
    }
    for e in events.iter().filter(|e| e.event_type == EventType::Assault && matches!(e.status, Status::Occurred | Status::Ongoing)) {
        let quote = quote::clause(scene, e.head);
        if e.recipients.is_empty() {
            for (i, a) in e.actors.iter().enumerate() {
                e.actors[i + 1..].iter().for_each(|b| add(scene, a, b, quote, &mut out));
            }
        }
        for a in &e.actors {
            e.recipients.iter().for_each(|b| add(scene, a, b, quote, &mut out));
        }
    }
    out
}

/// The parties of a truce oppose each other.
pub(crate) fn of_ceasefires(out: &mut Vec<Opposition>, ceasefires: &[Ceasefire]) {
    for c in ceasefires {
        if let [a, b] = c.parties.as_slice()
            && !known(out, a, b)
        {
            out.push(Opposition { a: a.clone(), b: b.clone(), quote: c.quote });
        }
    }
}

fn known(out: &[Opposition], a: &Participant, b: &Participant) -> bool {
    out.iter().any(|o| (o.a.name == a.name && o.b.name == b.name) || (o.a.name == b.name && o.b.name == a.name))
}

fn add(scene: Scene, a: &Participant, b: &Participant, quote: Span, out: &mut Vec<Opposition>) {
    if a.name != b.name && is_side(scene, a) && is_side(scene, b) && !known(out, a, b) {
        out.push(Opposition { a: a.clone(), b: b.clone(), quote });
    }
}

fn cross(scene: Scene, left: &[Participant], right: &[Participant], quote: Span, out: &mut Vec<Opposition>) {
    for a in left {
        right.iter().for_each(|b| add(scene, a, b, quote, out));
    }
}

fn fighting_verb(scene: Scene, verb: u32, out: &mut Vec<Opposition>) {
    let Some(f) = frames::frame(scene.view, scene.knowledge, verb) else { return };
    let against = f.obliques.iter().filter(|(p, _)| p == "against" || p == "with").map(|o| o.1);
    let objects: Vec<u32> = f.objects.iter().copied().chain(against).collect();
    cross(scene, &scene.people(&f.subjects), &scene.people(&objects), quote::clause(scene, verb), out);
}

/// `the fight against ISIL`, `a war between X and Y`, `Iraq's campaign against Z`.
fn fighting_noun(scene: Scene, noun: u32, out: &mut Vec<Opposition>) {
    let Some(f) = frames::frame(scene.view, scene.knowledge, noun) else { return };
    let by = |names: &[&str]| -> Vec<u32> { f.obliques.iter().filter(|(p, _)| names.contains(&p.as_str())).map(|o| o.1).collect() };
    let mut left: Vec<u32> = f.subjects.iter().chain(&f.possessives).chain(&f.modifiers).copied().collect();
    left.extend(by(&["by", "of"]));
    let right = by(&["against", "with", "on"]);
    let quote = quote::clause(scene, noun);
    let mut left = scene.people(&left);
    if left.is_empty() && !right.is_empty() {
        left = scene.people(&governing_subject(scene, noun));
    }
    cross(scene, &left, &scene.people(&right), quote, out);
    let between = scene.people(&by(&["between"]));
    if let [a, rest @ ..] = between.as_slice() {
        rest.iter().for_each(|b| add(scene, a, b, quote, out));
    }
}

/// `the government in the fight against X`: the noun or subject that the phrase hangs on.
fn governing_subject(scene: Scene, noun: u32) -> Vec<u32> {
    let view = scene.view;
    match view.head(noun) {
        Some(h) if view.upos(h) == Upos::Verb => frames::subjects(view, h, 3),
        Some(h) if matches!(view.upos(h), Upos::Noun | Upos::Propn) => vec![h],
        _ => Vec::new(),
    }
}

/// `rival leaders X and Y`, `warring sides X and Y`.
fn rivals(scene: Scene, word: u32, out: &mut Vec<Opposition>) {
    let view = scene.view;
    if !scene.knowledge.lexicon.picture.rival.contains(view.lemma(word)) {
        return;
    }
    let Some(noun) = view.head(word) else { return };
    let named: Vec<u32> = std::iter::once(noun)
        .chain(
            view.children_by(noun, &[Deprel::Appos, Deprel::Flat, Deprel::NmodDesc, Deprel::NmodUnmarked, Deprel::Conj, Deprel::Compound]),
        )
        .collect();
    let people = scene.people(&named);
    let named: Vec<&Participant> = people.iter().filter(|p| p.entity.is_some()).collect();
    if let [a, b, ..] = named.as_slice()
        && a.name != b.name
        && !known(out, a, b)
    {
        let quote = view.span_of(noun.min(word)..a.token.max(b.token).max(noun) + 1);
        out.push(Opposition { a: (*a).clone(), b: (*b).clone(), quote });
    }
}

/// `the counter-ISIL coalition`, `anti-Taliban forces`.
fn against_by_name(scene: Scene, word: u32, out: &mut Vec<Opposition>) {
    let view = scene.view;
    let written = view.form(word).to_lowercase();
    let split = matches!(written.as_str(), "counter" | "anti") && view.form(word + 1) == "-";
    let enemy = if split { scene.mentions.name_at(word + 2) } else { None };
    let Some(enemy) = enemy else { return };
    let last = enemy.tokens.end;
    let Some(noun) = (last..last + 3).find(|&i| matches!(view.upos(i), Upos::Noun | Upos::Propn)) else { return };
    let enemy = scene.mentions.of_name(view, scene.knowledge, enemy);
    let name = view.text_of(word..noun + 1);
    let a = Participant { name, span: view.span_of(word..noun + 1), token: noun, entity: None, id: None, codes: vec!["MIL".into()] };
    add(scene, &a, &enemy, a.span, out);
}
