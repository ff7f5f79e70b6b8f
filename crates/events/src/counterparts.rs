//! With whom one agreed to meet, where the meeting's own words say it.

use truceline_knowledge::{EventType, Pattern};
use truceline_mentions::Participant;

use crate::{
    frames::{Frame, frame as frame_of},
    matching::Scene,
};

/// `agreed to meet X`, `agreed to hold talks with X`, `agreed to talks with X`: X, for an agreement that stands for the meeting.
pub(crate) fn counterparts(scene: Scene, frame: &Frame, pattern: &Pattern) -> Vec<Participant> {
    // "met to welcome X" is no meeting with X.
    if pattern.event_type != EventType::Consult || !frame.is_verb || pattern.together.is_empty() || !pattern.planned {
        return Vec::new();
    }
    let mut tokens = Vec::new();
    if let Some(meeting) = frame.clause.and_then(|c| frame_of(scene.view, scene.knowledge, c)) {
        with(&meeting, &mut tokens);
        for &object in &meeting.objects {
            tokens.push(object);
            of_noun(scene, object, &mut tokens);
        }
    }
    for (_, noun) in frame.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "to" | "on" | "upon")) {
        of_noun(scene, *noun, &mut tokens);
    }
    scene.people(&tokens)
}

fn of_noun(scene: Scene, noun: u32, tokens: &mut Vec<u32>) {
    if let Some(talks) = frame_of(scene.view, scene.knowledge, noun).filter(|f| !f.is_verb) {
        with(&talks, tokens);
    }
}

fn with(meeting: &Frame, tokens: &mut Vec<u32>) {
    tokens.extend(meeting.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "with" | "between" | "among")).map(|o| o.1));
}
