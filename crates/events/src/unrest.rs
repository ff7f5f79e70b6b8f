//! Property that is burned or looted by nobody who is named, beside a protest or a riot: what the crowd did.

use truceline_knowledge::EventType;
use truceline_mentions::Participant;

use crate::{
    event::{Event, Status},
    matching::Scene,
    merge::are_unknown,
};

/// Makes such deeds part of the unrest.
pub(crate) fn settle(scene: Scene, events: &mut [Event]) {
    let view = scene.view;
    for at in 0..events.len() {
        let e = &events[at];
        let ours = e.event_type == EventType::Assault && e.mode.as_deref() == Some("destroy") && e.status == Status::Occurred;
        if !ours
            || !scene.knowledge.lexicon.in_class("rampage", view.lemma(e.head))
            || !(e.actors.is_empty() || e.actors.iter().all(|p| is_crowd(scene, p)))
        {
            continue;
        }
        let near = |o: &Event| o.sentence.abs_diff(e.sentence) <= 1;
        let unrest = events.iter().any(|o| o.event_type == EventType::Protest && near(o));
        let force = |o: &Event| o.head != e.head && o.event_type == EventType::Assault && o.mode.as_deref() != Some("crowd-control");
        let fought = events.iter().any(|o| force(o) && near(o) && o.sentence == e.sentence);
        if unrest && !fought {
            let e = &mut events[at];
            let mode = if matches!(view.lemma(e.head), "loot" | "plunder" | "ransack" | "pillage") { "riot" } else { "vandalize" };
            (e.event_type, e.mode, e.cameo) = (EventType::Protest, Some(mode.into()), Some("145".into()));
            e.score = scene.knowledge.ontology.score(EventType::Protest, Some(mode));
            e.reasons.push("beside a protest, by nobody else who is named".to_owned());
        }
    }
}

fn is_crowd(scene: Scene, p: &Participant) -> bool {
    are_unknown(std::slice::from_ref(p)) || scene.knowledge.lexicon.in_class("crowd", scene.view.lemma(p.token))
}
