//! Who backs whom: states, acts of help to a side in its fight, and `X-backed Y`.

use truceline_events::{Event, Scene, Status, frames, status};
use truceline_knowledge::EventType;
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::{Deprel, Upos};
use truceline_text::Span;

use crate::{picture::Support, quote};

/// All support entries in text order, each pair and status once.
pub(crate) fn find(scene: Scene, events: &[Event]) -> Vec<Support> {
    let mut out = Vec::new();
    for i in 0..scene.view.len() {
        if matches!(scene.view.upos(i), Upos::Verb | Upos::Adj) {
            backing_verb(scene, i, &mut out);
            backed_compound(scene, i, &mut out);
            loyal(scene, i, &mut out);
        } else if scene.view.upos(i) == Upos::Noun && matches!(scene.view.lemma(i), "support" | "backing" | "assistance") {
            backing_noun(scene, i, &mut out);
        }
    }
    for e in events.iter().filter(|e| e.event_type == EventType::Aid && matches!(e.status, Status::Occurred | Status::Ongoing)) {
        let clause = quote::clause(scene, e.head);
        if is_armed(scene, clause) {
            pairs(scene, &e.actors, &e.recipients, "asserted", clause, &mut out);
        }
    }
    out
}

fn participant(scene: Scene, t: u32) -> bool {
    scene.mentions.is_participant(scene.view, scene.knowledge, t)
}

fn backing_verb(scene: Scene, verb: u32, out: &mut Vec<Support>) {
    let view = scene.view;
    if view.upos(verb) != Upos::Verb || !scene.knowledge.lexicon.picture.backing.contains(frames::verb_lemma(view, verb).as_str()) {
        return;
    }
    let Some(frame) = frames::frame(view, scene.knowledge, verb) else { return };
    let reading = status::read(scene, &frame);
    if reading.status == Status::Negated || reading.status == Status::Hypothetical && view.deprel(verb) != Deprel::Advcl {
        return;
    }
    let status = if reading.status == Status::Denied {
        "denied"
    } else if reading.sources.is_empty() || !alleged(scene, verb) {
        "asserted"
    } else {
        "alleged"
    };
    let mut objects = frame.objects.clone();
    if matches!(view.lemma(verb), "side" | "stand") {
        objects.extend(frame.obliques.iter().filter(|(p, _)| p == "with" || p == "behind").map(|o| o.1));
    }
    // "supported the efforts of X", "supports the liberation by X": the owner of the thing is backed.
    if !objects.iter().any(|&o| participant(scene, o)) {
        objects = objects
            .iter()
            .flat_map(|&o| {
                view.children_by(o, &[Deprel::NmodPoss, Deprel::Nmod, Deprel::Compound, Deprel::Amod])
                    .filter(|&c| matches!(view.preposition(c).as_deref(), None | Some("of" | "by")))
                    .collect::<Vec<_>>()
            })
            .collect();
    }
    pairs(scene, &scene.people(&frame.subjects), &scene.people(&objects), status, quote::clause(scene, verb), out);
}

/// `accused Iran of arming the rebels`.
fn alleged(scene: Scene, verb: u32) -> bool {
    let view = scene.view;
    view.head(verb).is_some_and(|h| matches!(view.lemma(h), "accuse" | "allege" | "suspect" | "charge" | "claim"))
}

/// `the U.N.-backed government`, `a government backed by the U.N.` (the latter is the verb's).
fn backed_compound(scene: Scene, word: u32, out: &mut Vec<Support>) {
    let view = scene.view;
    if !matches!(view.lemma(word), "back" | "backed" | "support" | "supported" | "sponsor" | "sponsored" | "arm" | "train" | "fund")
        || word < 2
        || view.form(word - 1) != "-"
    {
        return;
    }
    let Some(backed) = view.head(word) else { return };
    let Some(name) = scene.mentions.name_at(word - 2) else { return };
    let backer = scene.mentions.of_name(view, scene.knowledge, name);
    if participant(scene, backed) {
        let span = view.span_of(name.tokens.start..backed.max(word) + 1);
        pairs(scene, &[backer], &scene.people(&[backed]), "asserted", span, out);
    }
}

/// `forces loyal to X`, `pro-government militia`.
fn loyal(scene: Scene, word: u32, out: &mut Vec<Support>) {
    let view = scene.view;
    let lemma = view.lemma(word);
    let Some(noun) = view.head(word).filter(|&h| view.upos(h) == Upos::Noun) else { return };
    if lemma == "loyal" || lemma == "allied" {
        let to =
            view.children_by(word, &[Deprel::Obl, Deprel::Nmod]).find(|&c| matches!(view.preposition(c).as_deref(), Some("to" | "with")));
        let forces = matches!(view.lemma(noun), "force" | "troop" | "soldier" | "fighter" | "army");
        if let Some(to) = to.filter(|_| !forces) {
            pairs(scene, &[own(scene, noun)], &scene.people(&[to]), "asserted", view.span_of(noun.min(word)..to + 1), out);
        }
    } else if let Some(side) = lemma.strip_prefix("pro-").filter(|s| *s == "government") {
        let backed = Participant { name: side.to_owned(), span: view.span(word), token: word, entity: None, id: None, codes: Vec::new() };
        pairs(scene, &[own(scene, noun)], &[backed], "asserted", view.span_of(word..noun + 1), out);
    }
}

/// The noun's own phrase, not the leader that it follows.
fn own(scene: Scene, noun: u32) -> Participant {
    let mut list = scene.mentions.participants(scene.view, scene.knowledge, noun);
    let name = scene.view.text_of(noun..noun + 1);
    if list.is_empty() {
        Participant { name, span: scene.view.span(noun), token: noun, entity: None, id: None, codes: Vec::new() }
    } else {
        list.remove(0)
    }
}

/// `Russian military support for Haftar`, `support of the Government of Iraq`.
fn backing_noun(scene: Scene, noun: u32, out: &mut Vec<Support>) {
    let Some(frame) = frames::frame(scene.view, scene.knowledge, noun) else { return };
    let owners: Vec<u32> =
        frame.possessives.iter().chain(&frame.modifiers).chain(&frame.subjects).copied().filter(|&t| participant(scene, t)).collect();
    let backed: Vec<u32> = frame.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "for" | "of" | "to")).map(|o| o.1).collect();
    let reading = status::read(scene, &frame);
    // "enjoys the backing of Russia"
    let gains = scene.view.head(noun).filter(|&v| matches!(scene.view.lemma(v), "enjoy" | "have" | "receive" | "win" | "get" | "secure"));
    if let Some(verb) = gains.filter(|_| scene.view.deprel(noun) == Deprel::Obj) {
        let by: Vec<u32> = frame.obliques.iter().filter(|(p, _)| p == "of" || p == "from").map(|o| o.1).collect();
        let sides = scene.people(&frames::subjects(scene.view, verb, 4));
        if !by.is_empty() && matches!(reading.status, Status::Occurred | Status::Ongoing) {
            pairs(scene, &scene.people(&by), &sides, "asserted", quote::clause(scene, verb), out);
            return;
        }
    }
    if owners.is_empty() || matches!(reading.status, Status::Negated | Status::Hypothetical) || reading.absorbed {
        return;
    }
    pairs(scene, &scene.people(&owners), &scene.people(&backed), "asserted", quote::clause(scene, noun), out);
}

fn is_armed(scene: Scene, span: Span) -> bool {
    (0..scene.view.len())
        .filter(|&i| span.contains(scene.view.span(i)))
        .any(|i| scene.knowledge.lexicon.picture.armed.contains(scene.view.lemma(i)))
}

fn pairs(scene: Scene, backers: &[Participant], backed: &[Participant], status: &'static str, quote: Span, out: &mut Vec<Support>) {
    for backer in backers {
        for side in backed.iter().filter(|s| s.name != backer.name) {
            if out.iter().any(|s| s.backer.name == backer.name && s.backed.name == side.name && s.status == status) {
                continue;
            }
            let political = backer.codes.iter().any(|c| c.starts_with("IGO"));
            let place = side.entity.and_then(|e| scene.mentions.entities.get(e as usize)).is_some_and(|e| e.kind == NameKind::Place);
            if place {
                continue;
            }
            let kind = if is_armed(scene, quote) {
                "military"
            } else if political {
                "political"
            } else {
                "unspecified"
            };
            out.push(Support { backer: backer.clone(), backed: side.clone(), kind, status, quote });
        }
    }
}
