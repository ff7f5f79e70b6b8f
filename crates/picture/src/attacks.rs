//! Opposition that deeds of force show: fighting, repeated or general attacks, places taken from a side.

use truceline_events::{Event, Scene, Status, matching::coded_by};
use truceline_knowledge::{EventType, Role};
use truceline_mentions::Participant;
use truceline_syntax::{Upos, Xpos};
use truceline_text::Span;

use crate::{
    opposition::Pairs,
    quote,
    sides::{Sides, akin, can_fight, commanded, is_people},
};

/// Adds the pairs of all acts of force that tell of more than one raid.
pub(crate) fn find(scene: Scene, events: &[Event], sides: &Sides, pairs: &mut Pairs) {
    let mut single: Vec<(Participant, Participant, Span)> = Vec::new();
    for e in events.iter().filter(|e| e.event_type == EventType::Assault && matches!(e.status, Status::Occurred | Status::Ongoing)) {
        let quote = quote::clause(scene, e.head);
        let actors = fighters(scene, &e.actors, sides);
        let recipients = fighters(scene, &e.recipients, sides);
        if e.recipients.is_empty() {
            let peoples = || e.actors.iter().filter(|p| is_people(scene, p)).cloned().collect();
            let sides: Vec<Participant> = if actors.len() < 2 && e.actors.len() == 2 { peoples() } else { actors };
            if let [a, b] = sides.as_slice()
                && is_mutual(scene, e)
            {
                pairs.show(a, b, quote);
            }
        } else if is_mutual(scene, e) || is_sustained(scene, e) {
            for a in &actors {
                recipients.iter().filter(|b| !akin(scene, a, b)).for_each(|b| pairs.show(a, b, quote));
            }
        } else if !e.historical {
            for a in &actors {
                recipients.iter().filter(|b| !akin(scene, a, b)).for_each(|b| single.push((a.clone(), b.clone(), quote)));
            }
        }
    }
    // One raid is not enough; two between the same sides are.
    for (i, (a, b, quote)) in single.iter().enumerate() {
        let same =
            |(x, y, _): &(Participant, Participant, Span)| akin(scene, a, x) && akin(scene, b, y) || akin(scene, a, y) && akin(scene, b, x);
        if single[..i].iter().any(same) {
            pairs.show(a, b, *quote);
        }
    }
}

/// Those of the list who can be a side; a lone attacker or a bomber is none.
fn fighters(scene: Scene, list: &[Participant], sides: &Sides) -> Vec<Participant> {
    let lone = |p: &Participant| {
        let arm = scene.knowledge.lexicon.in_class("aircraft", scene.view.lemma(p.token)) || scene.view.lemma(p.token) == "jet";
        p.entity.is_none()
            && (arm && !p.name.contains(char::is_uppercase)
                || p.codes.iter().any(|c| c.ends_with("UAF") || c.ends_with("CRM"))
                || scene.view.lemma(p.token) == "bomber")
    };
    let people = list.iter().filter(|p| can_fight(scene, p) && !lone(p)).cloned();
    people.map(|p| commanded(scene, sides.plainly(p))).collect()
}

/// Clashes and battles, in which all sides act.
fn is_mutual(scene: Scene, e: &Event) -> bool {
    coded_by(scene, e.head).is_some_and(|c| !c.pattern.together.is_empty())
}

/// Attacks in the plural or still going on, campaigns, and places taken from a side.
fn is_sustained(scene: Scene, e: &Event) -> bool {
    let view = scene.view;
    let takes_place = coded_by(scene, e.head).is_some_and(|c| c.pattern.place == Some(Role::Object));
    let noun = view.upos(e.head) == Upos::Noun;
    let several = noun && matches!(view.xpos(e.head), Xpos::Nns | Xpos::Nnps);
    let single = matches!(view.lemma(e.head), "strike" | "airstrike" | "attack" | "assault" | "raid" | "push" | "mission" | "position");
    let campaign = noun && !single && scene.knowledge.lexicon.picture.fighting.contains(view.lemma(e.head));
    let drives_out = scene.knowledge.lexicon.picture.driving.contains(view.lemma(e.head));
    let lines = || {
        let words = view.subtree(e.head);
        words.into_iter().any(|t| matches!(view.lemma(t), "frontline" | "front-line" | "trench" | "counterattack"))
    };
    e.status == Status::Ongoing || takes_place || several || campaign || drives_out || lines()
}
