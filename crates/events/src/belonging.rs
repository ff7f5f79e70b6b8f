//! Which place of a sentence belongs to a deed where none hangs on its own words.

use truceline_syntax::{Deprel, Upos};

use crate::{
    event::EventPlace,
    facilities::around,
    frames::Frame,
    matching::{Scene, coded_by},
    places::{has_own_subject, is_fronted, is_topic, located},
    status,
};

/// The one place that the clause of an event gives with a preposition of place.
pub(crate) fn only_place(scene: Scene, frame: &Frame) -> Option<EventPlace> {
    if is_topic(scene, frame) {
        return None;
    }
    let sentence = scene.view.sentence(frame.head)?;
    let mut found: Option<EventPlace> = None;
    for t in sentence.tokens.clone() {
        let preposition = scene.view.preposition(t);
        let inside = matches!(preposition.as_deref(), Some("in" | "at" | "near" | "outside" | "through" | "around" | "inside" | "between"));
        if !inside || !located(scene, t) || !belongs(scene, frame, t) {
            continue;
        }
        if let Some(place) = around(scene, t) {
            // "met leaders in Beirut to resolve the crisis in the country"
            match &found {
                Some(f) if f.lies_in(&place) => continue,
                Some(f) if f.name != place.name && !place.lies_in(f) => return None,
                _ => found = Some(place),
            }
        }
    }
    found
}

/// False for a place that tells where somebody speaks (`officials in Abuja said`) or where another clause's deed happened.
fn belongs(scene: Scene, frame: &Frame, place: u32) -> bool {
    let view = scene.view;
    let up = |from: u32| std::iter::successors(Some(from), |&t| view.head(t)).take(view.len() as usize);
    let above: Vec<u32> = up(frame.light.unwrap_or(frame.head)).collect();
    let mut at = place;
    while !above.contains(&at) {
        let Some(head) = view.head(at) else { return false };
        let speaks = matches!(view.deprel(at), Deprel::Nsubj | Deprel::NsubjPass) && status::reports(scene, head);
        // "X, whose men took the town of Y": what describes somebody else tells another deed.
        let describes = view.deprel(at) == Deprel::AclRelcl && !frame.objects.contains(&head);
        // "fled after rebels raided a depot near Y": what came before or after has its own place.
        let joined = matches!(view.deprel(at), Deprel::Advcl | Deprel::Conj) && has_own_subject(scene, at);
        let beside = joined && (coded_by(scene, at).is_some() || is_apart_in_time(scene, at)) || is_matter(scene, at);
        let heard = matches!(view.lemma(at), "interview" | "statement" | "speech" | "briefing" | "conference" | "telephone" | "speak");
        if speaks || heard || describes || beside {
            return false;
        }
        at = head;
    }
    let Some(below) = above.iter().position(|&a| a == at).and_then(|i| i.checked_sub(1)).map(|i| above[i]) else { return true };
    // "blocked a road at X, alleging that the army had helped": what is said or told of somebody was elsewhere.
    let within = above.iter().take_while(|&&a| a != at);
    let told = |a: u32| view.deprel(a) == Deprel::Ccomp && view.head(a).is_some_and(|h| h != at && status::reports(scene, h));
    if within.clone().any(|&a| is_earlier(scene, a) || told(a)) || within.skip(1).chain([&at]).any(|&a| is_charge(scene, a)) {
        return false;
    }
    let apart = view.deprel(below) == Deprel::Conj && has_own_subject(scene, below);
    !(apart || status::reports(scene, at)) || is_fronted(scene, place, at)
}

/// `with opponents, among them X, who was arrested in June`: a relative clause with a time of its own tells another deed.
fn is_earlier(scene: Scene, clause: u32) -> bool {
    let view = scene.view;
    view.deprel(clause) == Deprel::AclRelcl
        && view.subtree(clause).any(|t| scene.mentions.time_at(t).is_some() || matches!(view.lemma(t), "earlier" | "previously" | "once"))
}

/// `after`, `since`, `because` before a clause: what it tells was at another time, unless it goes on with the same people
/// (`arrested after they arrived in Harare`).
fn is_apart_in_time(scene: Scene, clause: u32) -> bool {
    let mut marks = scene.view.children_by(clause, &[Deprel::Mark]);
    let others = scene.view.children_by(clause, &[Deprel::Nsubj, Deprel::NsubjPass]).all(|s| scene.view.upos(s) != Upos::Pron);
    others && marks.any(|m| matches!(scene.view.lemma(m), "after" | "before" | "since" | "because" | "although" | "though" | "if"))
}

/// `convicted over an attack on a post in Y`: another deed, which has that place.
fn is_matter(scene: Scene, noun: u32) -> bool {
    let about =
        matches!(scene.view.preposition(noun).as_deref(), Some("over" | "for" | "about" | "despite" | "because of" | "in response to"));
    about && scene.view.upos(noun) == Upos::Noun && coded_by(scene, noun).is_some()
}

/// `on trial in Lima for the killing of ten`: where a court sits is not where the deed was done.
pub(crate) fn is_charge(scene: Scene, word: u32) -> bool {
    matches!(
        scene.view.lemma(word),
        "charge"
            | "convict"
            | "conviction"
            | "sentence"
            | "jail"
            | "imprison"
            | "try"
            | "trial"
            | "indict"
            | "indictment"
            | "acquit"
            | "arraign"
            | "prosecute"
    )
}
