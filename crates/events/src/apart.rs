//! One deed in several places is as many events: `shelled Foum and Kaz`, `will visit Oman and Qatar`.

use truceline_knowledge::EventType;
use truceline_mentions::{NameKind, NameMention};
use truceline_syntax::{Deprel, Upos, View};
use truceline_text::Span;

use crate::{event::Event, matching::Scene, place_names::of_mention};

/// Places that one list may name; longer ones are no lists of places.
const MANY: usize = 8;

/// Gives each place of a list a record of its own.
pub(crate) fn split(scene: Scene, events: Vec<Event>) -> Vec<Event> {
    let mut out = Vec::with_capacity(events.len());
    for event in events {
        let places = if takes(&event) { listed(scene, &event) } else { Vec::new() };
        if places.len() < 2 {
            out.push(event);
            continue;
        }
        let spans: Vec<Span> = places.iter().map(|n| scene.view.span_of(n.tokens.clone())).collect();
        for (place, span) in places.iter().zip(&spans) {
            let mut one = event.clone();
            one.place = Some(of_mention(scene, place));
            // Of those who are named by their places each has its own.
            let elsewhere = |s: Span| spans.iter().any(|o| o != span && o.start <= s.start && s.end <= o.end);
            one.recipients.retain(|r| !elsewhere(r.span));
            one.reasons.push("one record a place".to_owned());
            out.push(one);
        }
    }
    out
}

/// Deeds that are done in a place; a meeting is in one.
fn takes(event: &Event) -> bool {
    use EventType as T;
    match event.event_type {
        T::Assault | T::Protest | T::Coerce | T::Mobilize => true,
        T::Consult => event.mode.as_deref() == Some("visit"),
        _ => false,
    }
}

/// The places that are coordinated with the event's own or, for a visit, with that of its host.
fn listed<'s>(scene: Scene<'s, '_>, event: &Event) -> Vec<&'s NameMention> {
    let view = scene.view;
    let Some(sentence) = view.segmented.sentences.get(event.sentence as usize) else { return Vec::new() };
    let hosts = event.recipients.iter().filter(|_| event.event_type == EventType::Consult).map(|r| r.span);
    let spans: Vec<Span> = event.place.iter().map(|p| p.span).chain(hosts).collect();
    let within = |t: &u32| spans.iter().any(|s| s.start <= view.span(*t).start && view.span(*t).end <= s.end);
    let Some(head) = sentence.tokens.clone().filter(within).find(|&t| place_at(scene, t).is_some()) else { return Vec::new() };
    let first = view.head(head).filter(|_| view.deprel(head) == Deprel::Conj).unwrap_or(head);
    // "the road between X and Y" is one place, and states that act are none.
    let between = matches!(view.preposition(first).as_deref(), Some("between" | "from" | "with"));
    if between || matches!(view.deprel(first), Deprel::Nsubj | Deprel::NmodPoss | Deprel::Compound | Deprel::Amod) {
        return Vec::new();
    }
    if !belongs(view, first, event.head) {
        return Vec::new();
    }
    let all = coordinated(view, first);
    let joined = all.iter().any(|&t| view.children_by(t, &[Deprel::Cc]).any(|c| matches!(view.lemma(c), "and" | "&")));
    let names: Vec<&NameMention> = all.into_iter().filter_map(|t| place_at(scene, t)).collect();
    let whole = names.iter().any(|n| n.tokens.contains(&head));
    if joined && whole && names.len() <= MANY && !is_nested(scene, &names) { names } else { Vec::new() }
}

/// How many words may stand between a place and its deed.
const STEPS: usize = 4;

/// True where nothing but nouns stands between the place and the deed, or the verb that tells of the deed.
fn belongs(view: &View, place: u32, deed: u32) -> bool {
    let verb = view.head(deed).filter(|&v| view.upos(deed) != Upos::Verb && view.upos(v) == Upos::Verb);
    let up = std::iter::successors(view.head(place), |&t| view.head(t)).take(STEPS);
    for t in up {
        if t == deed || Some(t) == verb {
            return true;
        }
        // "groups that work in X"
        let there = matches!(view.lemma(t), "work" | "operate" | "live" | "base" | "locate" | "station" | "reside");
        if view.upos(t) == Upos::Verb && !there {
            return false;
        }
    }
    false
}

/// `Foum, Kazland`: a town and its state.
fn is_nested(scene: Scene, names: &[&NameMention]) -> bool {
    let known = |n: &NameMention| n.place.and_then(|p| scene.knowledge.gazetteer.place(p));
    names
        .iter()
        .filter(|n| n.kind == NameKind::Country)
        .filter_map(|n| known(n))
        .any(|state| names.iter().filter(|n| n.kind != NameKind::Country).filter_map(|n| known(n)).any(|p| p.iso3 == state.iso3))
}

fn place_at<'s>(scene: Scene<'s, '_>, token: u32) -> Option<&'s NameMention> {
    scene.mentions.name_headed_by(token).filter(|n| matches!(n.kind, NameKind::Place | NameKind::Country | NameKind::Seat))
}

/// The words of a list, the first one included.
fn coordinated(view: &View, first: u32) -> Vec<u32> {
    let mut out = vec![first];
    let mut at = 0;
    while at < out.len() && out.len() <= MANY {
        out.extend(view.children_by(out[at], &[Deprel::Conj]));
        at += 1;
    }
    out
}
