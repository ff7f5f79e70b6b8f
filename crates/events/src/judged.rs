//! Praise and blame of a deed that is told fall on those who did it.

use truceline_knowledge::EventType;

use crate::{
    event::Event,
    matching::{Scene, coded_by},
};

/// `welcomes the liberation of X`: the recipients are the liberators, where the report tells them elsewhere.
pub(crate) fn fill(scene: Scene, events: &mut [Event]) {
    for at in 0..events.len() {
        let judgement = &events[at];
        if !judgement.recipients.is_empty() || !matches!(judgement.event_type, EventType::Support | EventType::Accuse) {
            continue;
        }
        let Some(coded) = coded_by(scene, judgement.head) else { continue };
        let deed = events.iter().find(|e| coded.frame.objects.contains(&e.head) && !e.actors.is_empty());
        let Some(deed) = deed.filter(|d| d.actors.iter().all(|a| judgement.actors.iter().all(|j| j.name != a.name))) else { continue };
        let (doers, word) = (deed.actors.clone(), deed.trigger.of(&scene.view.document.text).to_owned());
        events[at].reasons.push(format!("those who did `{word}` are whom it is about"));
        events[at].recipients = doers;
    }
}
