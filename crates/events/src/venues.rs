//! Where somebody is told to speak, for what else he says there: `told reporters in Quito`, `made the remarks in Oslo`, `signed it in
//! Lomé`.

use truceline_knowledge::EventType;
use truceline_mentions::Participant;
use truceline_syntax::{Deprel, Upos};

use crate::{
    coding::is_verbal,
    event::{Event, EventPlace, Status},
    frames,
    matching::{Scene, coded_by},
    merge::names_agree,
    place_names::place_in,
    places::located,
    spoken_at, status,
};

/// Sentences before or after in which somebody still speaks where he is told to speak.
const NEAR: u32 = 3;
/// Nouns for what is said.
const REMARKS: [&str; 12] =
    ["remark", "comment", "statement", "announcement", "speech", "address", "declaration", "call", "appeal", "demand", "warning", "threat"];

struct Venue {
    speakers: Vec<Participant>,
    place: EventPlace,
    sentence: u32,
}

/// Gives what is said without a place that where its speakers are told to speak.
pub(crate) fn fill(scene: Scene, events: &mut [Event]) {
    let open = |e: &Event| is_said(e) && e.place.is_none() && !e.actors.is_empty() && !is_broadcast(scene, e.sentence);
    if !events.iter().any(open) {
        return;
    }
    let venues = venues(scene, events);
    let remarks = remarks(scene);
    for e in events.iter_mut().filter(|e| open(e)) {
        let here = |v: &&Venue| {
            let apart = v.sentence.abs_diff(e.sentence);
            apart <= NEAR && e.actors.iter().all(|a| names_agree(std::slice::from_ref(a), &v.speakers))
        };
        let nearest = venues.iter().filter(here).min_by_key(|v| v.sentence.abs_diff(e.sentence));
        // "The demand was made at a meeting in X", told of the sentence before.
        let made = || remarks.iter().find(|r| r.0 == e.sentence + 1).map(|r| r.1.clone());
        if let Some(place) = nearest.map(|v| v.place.clone()).or_else(made) {
            e.place = Some(place);
            e.reasons.push("where its speaker is told to speak".to_owned());
        }
    }
}

fn is_said(e: &Event) -> bool {
    (is_verbal(e.event_type) || e.event_type == EventType::Sanction) && !e.historical && e.status == Status::Occurred
}

/// `in an interview with the BBC`, `on his website`, `by telephone`: said wherever the speaker was then.
fn is_broadcast(scene: Scene, sentence: u32) -> bool {
    let view = scene.view;
    let medium = |t: u32| {
        matches!(
            view.lemma(t),
            "interview" | "telephone" | "phone" | "video" | "videotape" | "website" | "radio" | "television" | "twitter"
        )
    };
    let away = |t: u32| medium(t) && matches!(view.preposition(t).as_deref(), Some("in" | "by" | "on" | "over" | "via"));
    view.segmented.sentences.get(sentence as usize).is_some_and(|s| s.tokens.clone().any(away))
}

/// What the report tells of who speaks where.
fn venues(scene: Scene, events: &[Event]) -> Vec<Venue> {
    let told = events.iter().filter(|e| is_said(e)).filter_map(|e| {
        // Of what was signed, the place of the deed; of what was said, only where it was said.
        let signed = matches!(scene.view.lemma(e.head), "sign" | "initial" | "ink" | "adopt");
        let place = if signed { e.place.clone() } else { coded_by(scene, e.head).and_then(|c| spoken_at::place(scene, &c.frame)) };
        Some(Venue { speakers: e.actors.clone(), place: place?, sentence: e.sentence })
    });
    let mut out: Vec<Venue> = told.collect();
    let view = scene.view;
    for verb in (0..view.len()).filter(|&t| view.upos(t) == Upos::Verb && coded_by(scene, t).is_none()) {
        let Some(place) = venue_of(scene, verb) else { continue };
        let speakers = scene.people(&frames::subjects(view, verb, 3));
        if !speakers.is_empty() {
            out.push(Venue { speakers, place, sentence: view.sentence_index(verb) });
        }
    }
    out
}

/// Sentences that tell where what the one before tells was said: `The demand came at a session in X`, `He made the remarks in X`.
fn remarks(scene: Scene) -> Vec<(u32, EventPlace)> {
    let view = scene.view;
    let definite = |t: u32| view.children_by(t, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "the" | "this" | "these" | "those"));
    let remark = |&t: &u32| REMARKS.contains(&view.lemma(t)) && definite(t);
    let tells = |&verb: &u32| match view.lemma(verb) {
        "come" => view.children_by(verb, &[Deprel::Nsubj]).any(|t| remark(&t)),
        "make" | "deliver" | "issue" | "announce" | "adopt" => {
            view.children_by(verb, &[Deprel::NsubjPass, Deprel::Obj]).any(|t| remark(&t))
        }
        _ => false,
    };
    let verbs = (0..view.len()).filter(|&t| view.upos(t) == Upos::Verb).filter(tells);
    let place = |verb: u32| view.subtree(verb).filter(|&t| view.is_under(t, verb) && located(scene, t)).find_map(|t| place_in(scene, t));
    verbs.filter_map(|verb| Some((view.sentence_index(verb), place(verb)?))).collect()
}

/// The place at a verb of speaking: of its clause, or beside it before what is said.
fn venue_of(scene: Scene, verb: u32) -> Option<EventPlace> {
    let view = scene.view;
    let remark = || {
        matches!(view.lemma(verb), "make" | "give" | "deliver" | "issue" | "release")
            && view.children_by(verb, &[Deprel::Obj]).any(|o| REMARKS.contains(&view.lemma(o)))
    };
    let speaks = matches!(view.lemma(verb), "speak" | "tell" | "address" | "comment") || status::reports(scene, verb);
    if !speaks && !remark() {
        return None;
    }
    let content = view.child(verb, &[Deprel::Ccomp]).filter(|&c| c > verb).unwrap_or(view.len());
    let beside = |c: &u32| *c > verb && *c < content && located(scene, *c);
    spoken_at::of_clause(scene, verb)
        .or_else(|| view.children_by(verb, &[Deprel::Obl, Deprel::Nmod]).filter(beside).find_map(|c| place_in(scene, c)))
}
