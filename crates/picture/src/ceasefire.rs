//! Steps in the life of a ceasefire, from the words around its noun.

use truceline_events::{Scene, Status, frames, slots, status};
use truceline_mentions::Participant;
use truceline_syntax::{Deprel, Upos};

use crate::{
    picture::{Ceasefire, Opposition},
    quote,
};

/// All steps in text order; the same step of the same parties once.
pub(crate) fn find(scene: Scene, opposition: &[Opposition]) -> Vec<Ceasefire> {
    let mut out: Vec<Ceasefire> = Vec::new();
    for i in 0..scene.view.len() {
        if !is_ceasefire(scene, i) {
            continue;
        }
        for (event, word) in steps(scene, i) {
            let Some(entry) = entry(scene, i, word, event, opposition, &out) else { continue };
            let same =
                |c: &Ceasefire| c.event == entry.event && c.parties.iter().map(|p| &p.name).eq(entry.parties.iter().map(|p| &p.name));
            if !out.iter().any(same) {
                out.push(entry);
            }
        }
    }
    out
}

fn is_ceasefire(scene: Scene, i: u32) -> bool {
    let view = scene.view;
    if view.upos(i) != Upos::Noun && view.upos(i) != Upos::Propn {
        return false;
    }
    let lexicon = &scene.knowledge.lexicon;
    let hyphenated = || {
        let before = view.children_by(i, &[Deprel::Compound]).find(|&c| view.lemma(c) == "cease");
        before.is_some() && view.lemma(i) == "fire"
    };
    lexicon.in_class("ceasefire", view.lemma(i)) && view.lemma(i) != "pause" || hyphenated()
}

/// The words that tell what became of the truce: its verb, a noun it is part of, a participle on it.
fn steps(scene: Scene, noun: u32) -> Vec<(&'static str, u32)> {
    let view = scene.view;
    let mut words = Vec::new();
    let mut top = noun;
    // "a ceasefire agreement", "violations of the truce": the noun that takes the truce along.
    while let Some(h) = view.head(top) {
        words.push(h);
        let carried = matches!(view.deprel(top), Deprel::Compound | Deprel::Nmod | Deprel::NmodPoss) && view.upos(h) == Upos::Noun;
        if !carried || words.len() > 3 {
            break;
        }
        top = h;
    }
    words.extend(view.children_by(noun, &[Deprel::Acl, Deprel::AclRelcl]));
    for w in words.clone() {
        words.extend(view.children_by(w, &[Deprel::Advcl, Deprel::Conj]).filter(|&c| view.upos(c) == Upos::Verb && c > noun));
    }
    let mut out: Vec<(&'static str, u32)> = Vec::new();
    for w in words {
        let table = &scene.knowledge.lexicon.picture.ceasefire;
        let step = table.get(frames::verb_lemma(view, w).as_str()).or_else(|| table.get(view.lemma(w)));
        if let Some(event) = step
            && !out.iter().any(|(e, _)| e == event)
        {
            out.push((*event, w));
        }
    }
    out
}

fn entry(scene: Scene, noun: u32, word: u32, event: &'static str, opposition: &[Opposition], earlier: &[Ceasefire]) -> Option<Ceasefire> {
    let view = scene.view;
    let frame = frames::frame(view, scene.knowledge, word)?;
    let reading = status::read(scene, &frame);
    let asked_for = frames::frame(view, scene.knowledge, noun).is_some_and(|f| status::read(scene, &f).absorbed);
    let (event, status) = match (event, reading.status) {
        ("in force" | "declared" | "extended", _) if asked_for => ("proposed", Status::Occurred),
        (_, Status::Negated | Status::Denied) => return None,
        ("agreed", Status::Planned | Status::Hypothetical) => ("formalisation planned", Status::Planned),
        ("agreed", _) if reading.absorbed => ("formalisation planned", Status::Planned),
        ("declared" | "in force", Status::Hypothetical) => ("proposed", Status::Occurred),
        ("formalisation planned", _) => (event, Status::Planned),
        ("in force", Status::Occurred) => (event, Status::Ongoing),
        (_, Status::Hypothetical) => return None,
        (_, s) => (event, s),
    };
    let date = slots::date(scene, &frame, status, false).map(|d| d.when);
    let mut parties = parties(scene, noun, word, event);
    if parties.len() < 2 && event != "declared" && event != "ended" {
        parties = between(parties, opposition, earlier);
    }
    let parties = parties.into_iter().map(|p| commanded(scene, p)).collect();
    Some(Ceasefire { parties, event, date, status, quote: quote::clause(scene, word) })
}

/// Those who act on the truce, and those it is between.
fn parties(scene: Scene, noun: u32, word: u32, event: &str) -> Vec<Participant> {
    let view = scene.view;
    let mut tokens: Vec<u32> = Vec::new();
    for head in [noun, word] {
        let Some(f) = frames::frame(view, scene.knowledge, head) else { continue };
        let with = f.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "between" | "with" | "by")).map(|o| o.1);
        tokens.extend(f.possessives.iter().copied().chain(with));
        if event != "proposed" && view.upos(head) == Upos::Verb && !matches!(view.lemma(head), "call" | "urge" | "demand") {
            tokens.extend(f.subjects.iter().copied().filter(|&s| s != noun));
        }
    }
    let mut out: Vec<Participant> = Vec::new();
    for t in tokens.into_iter().filter(|&t| scene.mentions.is_participant(view, scene.knowledge, t)) {
        for p in scene.mentions.participants(view, scene.knowledge, t) {
            let broker = p.codes.iter().any(|c| c.starts_with("IGO"));
            if !broker && !out.iter().any(|o| o.name == p.name) {
                out.push(p);
            }
        }
    }
    out
}

/// Fills up the parties from an earlier step, else from the report's first pair of enemies.
fn between(found: Vec<Participant>, opposition: &[Opposition], earlier: &[Ceasefire]) -> Vec<Participant> {
    let holds = |list: &[&Participant]| found.iter().all(|f| list.iter().any(|p| p.name == f.name));
    if let Some(c) = earlier.iter().rev().find(|c| c.parties.len() > 1 && holds(&c.parties.iter().collect::<Vec<_>>())) {
        return c.parties.clone();
    }
    let pair = opposition.iter().find(|o| holds(&[&o.a, &o.b]));

    pair.map_or(found, |o| vec![o.a.clone(), o.b.clone()])
}

/// A leader stands for the body that he leads, where the text names it and it is no state.
fn commanded(scene: Scene, p: Participant) -> Participant {
    let led = p.entity.and_then(|e| {
        let post = scene.mentions.posts.iter().find(|post| post.person == e && post.of.is_some())?;
        scene.mentions.name_at(post.of?.0).filter(|n| n.kind == truceline_mentions::NameKind::Body)
    });
    match led {
        Some(body) => scene.mentions.of_name(scene.view, scene.knowledge, body),
        None => p,
    }
}
