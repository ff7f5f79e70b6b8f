//! Places that the story tells before or after the sentence of an event.

use truceline_knowledge::EventType;

use crate::{
    event::{Event, EventPlace, Status},
    matching::Scene,
};

/// How many sentences back, and how many on, the place of another event may be taken from.
const BACK: u32 = 3;
const ON: u32 = 1;

/// Gives deeds without a place that of the deed told just before, else of the one told next.
pub(crate) fn fill(scene: Scene, events: &mut [Event]) {
    let known: Vec<Option<EventPlace>> = events.iter().map(|e| e.place.clone().filter(|_| lends(e))).collect();
    let told: Vec<(u32, bool)> = events.iter().map(|e| (e.sentence, e.historical)).collect();
    for (i, event) in events.iter_mut().enumerate().filter(|(_, e)| e.place.is_none() && takes(e)) {
        if starts_anew(scene, event.sentence) {
            continue;
        }
        let near =
            |j: &usize, reach: u32| told[*j].0.abs_diff(event.sentence) <= reach && told[*j].1 == event.historical && known[*j].is_some();
        let before = (0..i).rev().find(|j| near(j, BACK));
        let Some(from) = before.or_else(|| (i + 1..told.len()).find(|j| near(j, ON))) else { continue };
        event.place.clone_from(&known[from]);
        event.reasons.push("place of the event told beside it".to_owned());
    }
    meetings(events);
}

/// `The two sides held talks on Monday. Their envoys met in Oslo`: a meeting of the same day, told in the sentence beside it.
fn meetings(events: &mut [Event]) {
    let met = |e: &Event| e.event_type == EventType::Consult && e.status != Status::Planned && e.date.is_some();
    for i in 0..events.len() {
        if !met(&events[i]) || events[i].place.is_some() {
            continue;
        }
        let same = |e: &&Event| {
            met(e)
                && e.place.is_some()
                && e.sentence.abs_diff(events[i].sentence) == 1
                && e.date.as_ref().map(|d| d.when) == events[i].date.as_ref().map(|d| d.when)
        };
        if let Some(place) = events.iter().find(same).and_then(|e| e.place.clone()) {
            events[i].place = Some(place);
            events[i].reasons.push("place of the meeting told beside it".to_owned());
        }
    }
}

/// Acts of force and arrest happen somewhere.
fn takes(e: &Event) -> bool {
    matches!(e.event_type, EventType::Assault | EventType::Coerce)
        && matches!(e.status, Status::Occurred | Status::Ongoing | Status::Denied)
}

fn lends(e: &Event) -> bool {
    matches!(e.event_type, EventType::Assault | EventType::Coerce | EventType::Protest | EventType::Mobilize) && e.status != Status::Planned
}

/// `Elsewhere, ...`: the story moves on.
fn starts_anew(scene: Scene, sentence: u32) -> bool {
    let view = scene.view;
    let Some(s) = view.segmented.sentences.get(sentence as usize) else { return true };
    s.tokens.clone().take(3).any(|t| matches!(view.form(t).to_lowercase().as_str(), "elsewhere" | "separately" | "meanwhile"))
}
