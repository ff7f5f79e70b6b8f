//! Meetings held or planned, from the CONSULT events.

use truceline_events::{Event, Scene, frames};
use truceline_knowledge::EventType;
use truceline_mentions::Participant;
use truceline_syntax::{Deprel, Upos};

use crate::{picture::Talks, quote};

/// One entry a CONSULT event that is not background.
pub(crate) fn find(scene: Scene, events: &[Event]) -> Vec<Talks> {
    events.iter().filter(|e| e.event_type == EventType::Consult && !e.historical).map(|e| entry(scene, e)).collect()
}

fn entry(scene: Scene, e: &Event) -> Talks {
    let mut participants: Vec<Participant> = e.actors.clone();
    for r in &e.recipients {
        if !participants.iter().any(|p| p.name == r.name) {
            participants.push(r.clone());
        }
    }
    Talks {
        participants,
        host: host(scene, e),
        place: e.place.clone(),
        date: e.date.as_ref().filter(|d| d.span.is_some()).map(|d| d.when),
        status: e.status,
        topic: topic(scene, e.head),
        quote: quote::clause(scene, e.head),
    }
}

/// Whoever the text says hosts.
fn host(scene: Scene, e: &Event) -> Option<Participant> {
    let view = scene.view;
    let verb = std::iter::once(e.head).chain(view.head(e.head)).find(|&v| view.upos(v) == Upos::Verb && view.lemma(v) == "host")?;
    let frame = frames::frame(view, scene.knowledge, verb)?;
    frame.subjects.iter().flat_map(|&s| scene.mentions.participants(view, scene.knowledge, s)).next()
}

/// `talks on X`, `met to discuss X`, `with a focus on X`.
fn topic(scene: Scene, head: u32) -> Option<String> {
    let view = scene.view;
    let mut heads = vec![head];
    heads.extend(view.head(head));
    heads.extend(view.children_by(head, &[Deprel::Advcl, Deprel::Acl, Deprel::Xcomp, Deprel::Obj]));
    for h in heads {
        for c in view.children_by(h, &[Deprel::Obl, Deprel::Nmod]) {
            let about = matches!(view.preposition(c).as_deref(), Some("on" | "about" | "over" | "regarding" | "concerning"));
            let timed = scene.mentions.times.iter().any(|t| t.tokens.contains(&c));
            if about && !timed && c > h {
                return Some(phrase(scene, c));
            }
        }
        if matches!(view.lemma(h), "discuss" | "negotiate" | "resolve" | "debate")
            && let Some(o) = view.child(h, &[Deprel::Obj])
        {
            return Some(phrase(scene, o));
        }
    }
    None
}

/// The phrase without its preposition and leading determiner.
fn phrase(scene: Scene, head: u32) -> String {
    let view = scene.view;
    let keep = |c: u32| !matches!(view.deprel(c), Deprel::Case | Deprel::AclRelcl | Deprel::Punct | Deprel::Parataxis);
    let mut range = view.pruned_subtree(head, &keep);
    while range.start < head && view.upos(range.start) == Upos::Det {
        range.start += 1;
    }
    view.text_of(range)
}
