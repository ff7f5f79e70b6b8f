//! Outcries and condemnations told beside what they are about: `despite an outcry`, `drew criticism`.

use truceline_knowledge::EventType;
use truceline_mentions::Participant;
use truceline_syntax::{Deprel, Upos};

use crate::{
    event::Event,
    frames,
    matching::{Scene, coded_by},
    who,
};

/// Verbs whose subject arouses what their object names.
const AROUSING: [&str; 16] = [
    "draw", "spark", "prompt", "provoke", "trigger", "attract", "earn", "elicit", "arouse", "incur", "raise", "face", "meet", "bring",
    "invite", "unleash",
];

/// Fills the recipients of criticism and calls by those whose deed arouses them.
pub(crate) fn fill(scene: Scene, events: &mut [Event]) {
    for at in 0..events.len() {
        let e = &events[at];
        let verbal = matches!(e.event_type, EventType::Accuse | EventType::Request) && scene.view.upos(e.head) == Upos::Noun;
        if !verbal || !e.recipients.is_empty() {
            continue;
        }
        let found: Vec<Participant> =
            aroused_by(scene, events, e.head).into_iter().filter(|p| e.actors.iter().all(|a| a.name != p.name)).collect();
        if !found.is_empty() {
            events[at].reasons.push("what they did is what it is about".to_owned());
            events[at].recipients = found;
        }
    }
}

/// Those whose deed arouses the reaction that a noun names.
fn aroused_by(scene: Scene, events: &[Event], noun: u32) -> Vec<Participant> {
    let view = scene.view;
    let Some(verb) = view.head(noun).filter(|&v| view.upos(v) == Upos::Verb) else { return Vec::new() };
    let spite = matches!(view.preposition(noun).as_deref(), Some("despite" | "amid" | "amidst" | "notwithstanding"));
    let arouses = view.deprel(noun) == Deprel::Obj && AROUSING.contains(&view.lemma(verb));
    if !spite && !arouses {
        return Vec::new();
    }
    let subjects = if frames::is_passive(view, verb) {
        view.children_by(verb, &[Deprel::OblAgent]).collect()
    } else {
        frames::subjects(view, verb, 2)
    };
    let named: Vec<u32> = subjects.iter().copied().filter(|&t| who::participant(scene, t)).collect();
    if !named.is_empty() {
        return scene.people(&named);
    }
    let did = |t: &u32| {
        let own = events.iter().find(|e| e.head == *t && !e.actors.is_empty()).map(|e| e.actors.clone());
        own.or_else(|| coded_by(scene, *t).map(|c| who::actors(scene, &c.frame, c.pattern).0)).filter(|f| !f.is_empty())
    };
    subjects.iter().find_map(did).unwrap_or_default()
}
