//! The wide place of the lead's deed narrowed by the sentences that tell it again: `A bomb killed ten in the south of Yemen. It went
//! off in a market in Taiz.`

use truceline_knowledge::{EventType, PlaceKind};
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::{Deprel, Upos, Xpos};

use crate::{
    coding::lead_sentences,
    event::{Event, EventPlace, Status},
    matching::{Scene, coded_by},
    merge::{are_unknown, dates_agree, names_agree},
    places::located,
    retold::is_further,
    status,
};

/// Sentences after the first that tell its deed in detail.
const DETAIL: u32 = 2;
/// Sentences after the first in which the same victim may be told of again.
const AGAIN: u32 = 4;

/// Gives the deeds of the first sentence the town where the next sentences have them.
pub(crate) fn fill(scene: Scene, events: &mut [Event]) {
    let first = lead_sentences(scene.view) - crate::coding::LEAD;
    for i in 0..events.len() {
        let e = &events[i];
        if e.sentence > first || !happens(e) || is_many(scene, e) || e.place.as_ref().is_some_and(|p| !is_region(p)) {
            continue;
        }
        let again = events.iter().filter(|o| o.sentence > first && o.sentence <= first + AGAIN && tells_again(scene, e, o));
        let told = again.filter_map(|o| o.place.clone()).find(|p| fits(e, p));
        let near = || (first + 1..=first + DETAIL).take_while(|&s| !moves_on(scene, s)).find_map(|s| told_in(scene, e, s));
        if let Some(place) = told.or_else(near) {
            events[i].place = Some(place);
            events[i].reasons.push("the place that the next sentences give".to_owned());
        }
    }
}

fn happens(e: &Event) -> bool {
    let deed = match e.event_type {
        EventType::Assault | EventType::Protest => true,
        EventType::Coerce => matches!(e.mode.as_deref(), None | Some("arrest" | "seize")),
        _ => false,
    };
    deed && e.status == Status::Occurred && !e.historical
}

fn is_region(place: &EventPlace) -> bool {
    matches!(place.kind, Some(PlaceKind::Country | PlaceKind::Region | PlaceKind::Valley | PlaceKind::Island))
}

/// `several attacks`, `in separate incidents`, `across the country`: many deeds are in many places.
fn is_many(scene: Scene, e: &Event) -> bool {
    let view = scene.view;
    let Some(sentence) = view.sentence(e.head) else { return true };
    let spread = |t: u32| {
        matches!(
            view.lemma(t),
            "separate" | "series" | "string" | "wave" | "spate" | "several" | "across" | "throughout" | "nationwide" | "various" | "city"
        ) && (view.lemma(t) != "city" || view.xpos(t) == Xpos::Nns)
    };
    view.upos(e.head) == Upos::Noun && view.xpos(e.head) == Xpos::Nns || sentence.tokens.clone().any(spread)
}

fn fits(e: &Event, place: &EventPlace) -> bool {
    e.place.as_ref().map_or(!is_region(place), |wide| place.lies_in(wide))
}

/// The same deed by the same victim, or by the same doers and of the same kind, where nothing says that it is another.
fn tells_again(scene: Scene, e: &Event, o: &Event) -> bool {
    let doers =
        e.actors.is_empty() || o.actors.is_empty() || names_agree(&e.actors, &o.actors) || are_unknown(&e.actors) || are_unknown(&o.actors);
    let person = |p: &Participant| p.entity.is_some_and(|x| scene.mentions.entities[x as usize].kind == NameKind::Person);
    let victim = e.recipients.iter().any(|x| person(x) && o.recipients.iter().any(|y| x.entity == y.entity));
    e.event_type == o.event_type && !o.historical && doers && victim && dates_agree(e, o) && !is_further(scene.view, o)
}

/// `Elsewhere`, `In another attack`, `On Monday` after a deed of Tuesday: the sentence tells of something else.
fn moves_on(scene: Scene, sentence: u32) -> bool {
    let view = scene.view;
    let Some(s) = view.segmented.sentences.get(sentence as usize) else { return true };
    let other = |t: u32| {
        matches!(
            view.lemma(t),
            "another"
                | "other"
                | "latest"
                | "separate"
                | "separately"
                | "elsewhere"
                | "meanwhile"
                | "similar"
                | "earlier"
                | "previous"
                | "previously"
        )
    };
    let listed = matches!(view.form(s.tokens.start), "-" | "\u{2013}" | "\u{2022}" | "*");
    listed || s.tokens.clone().take(6).any(other)
}

/// The town that a sentence gives as the place of what it tells.
fn told_in(scene: Scene, e: &Event, sentence: u32) -> Option<EventPlace> {
    let s = scene.view.segmented.sentences.get(sentence as usize)?;
    let mut places = s.tokens.clone().filter(|&t| located(scene, t) && is_told_of(scene, e, t));
    places.find_map(|t| crate::place_names::place_in(scene, t).filter(|p| fits(e, p)))
}

/// True where a phrase hangs on a word for a deed of the same kind, or for how it came about.
fn is_told_of(scene: Scene, e: &Event, phrase: u32) -> bool {
    const HAPPENS: [&str; 12] =
        ["explode", "detonate", "erupt", "break_out", "break", "go", "happen", "occur", "take", "begin", "start", "target"];
    let view = scene.view;
    let mut at = phrase;
    while let Some(head) = view.head(at) {
        let speaks = matches!(view.deprel(at), Deprel::Nsubj | Deprel::NsubjPass) && status::reports(scene, head);
        if speaks || view.preposition(at).as_deref() == Some("from") {
            return false;
        }
        if let Some(coded) = coded_by(scene, head) {
            return coded.pattern.event_type == e.event_type;
        }
        if HAPPENS.contains(&view.lemma(head)) && view.upos(head) == Upos::Verb {
            return true;
        }
        at = head;
    }
    false
}
