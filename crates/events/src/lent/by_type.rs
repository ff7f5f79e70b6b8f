//! Whom another clause names as those acted on, by type of event.

use truceline_knowledge::{EventType as T, Pattern};
use truceline_syntax::{Deprel, Upos};

use super::{affected, answered, clause, of_deed, take, take_conditions};
use crate::{
    asked, causes,
    frames::{self, Frame},
    matching::Scene,
    targets::concerned,
    who::{Sides, participant, people},
};

/// `demanded that X resign`, `the meeting that was asked for`: X, and those who would meet.
pub(super) fn request(scene: Scene, frame: &Frame, pattern: &Pattern, out: &mut Sides) {
    let view = scene.view;
    let inner = clause(scene, frame);
    asked::of(scene, frame, inner).iter().for_each(|tokens| take(scene, frame, pattern, tokens, out));
    take(scene, frame, pattern, &asked::from_below(scene, frame), out);
    if let Some(meeting) = inner.filter(|&c| asked::is_own_meeting(view, frame, c)) {
        of_deed(scene, meeting, pattern, out);
    }
}

/// `alleging that X helped the gunmen`, `said the trial by X was a farce`: who is judged.
pub(super) fn judged(scene: Scene, frame: &Frame, pattern: &Pattern, out: &mut Sides) {
    let view = scene.view;
    // "alleging that X helped the gunmen", "said X was responsible", "said the trial by X was a farce"
    let judged = frame.clause.is_some_and(|c| view.child(c, &[Deprel::Cop]).is_some());
    // "alleging that X was killed by Y"
    let does = |c: u32| match !judged && frames::is_passive(view, c) {
        true => view.children_by(c, &[Deprel::OblAgent]).collect(),
        false => frames::subjects(view, c, 0),
    };
    let told = frame.clause.filter(|_| judged || pattern.event_type == T::Accuse).map_or_else(Vec::new, does);
    let told: Vec<u32> = told.into_iter().filter(|&t| judged || participant(scene, t)).collect();
    take(scene, frame, pattern, &told, out);
}

/// What is promised, refused, conceded or threatened names whom it concerns.
pub(super) fn words(scene: Scene, frame: &Frame, pattern: &Pattern, out: &mut Sides) {
    let view = scene.view;
    if let Some(deed) = clause(scene, frame) {
        of_deed(scene, deed, pattern, out);
        affected(scene, deed, pattern, out);
        let below = || view.children_by(deed, &[Deprel::Xcomp, Deprel::Ccomp]).filter(|&c| view.upos(c) == Upos::Verb);
        below().for_each(|c| of_deed(scene, c, pattern, out));
    }
    affected(scene, frame.head, pattern, out);
    take_conditions(scene, frame, pattern, out);
    if matches!(pattern.event_type, T::Agree | T::Threaten) && !frame.is_verb && out.recipients.is_empty() {
        // "rejected a proposal by X": whoever answers it was offered it
        take(scene, frame, pattern, &asked::who_answers(scene, frame.head), out);
    }
    let aimed = || frame.clause.is_some_and(|c| matches!(view.lemma(c), "target" | "victim" | "next" | "prey"));
    if pattern.event_type == T::Threaten && (pattern.trigger_clause || aimed()) {
        // "said X would pay a heavy price", "warned that X will be the next target"
        let told = frame.clause.map_or_else(Vec::new, |c| frames::subjects(view, c, 0));
        take(scene, frame, pattern, &told, out);
    }
    if pattern.event_type == T::Reject {
        // "refused to resign despite pressure from X"
        let spite = frame.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "despite" | "amid")).map(|o| o.1);
        let asked = |t: &u32| {
            let lemma = view.lemma(*t);
            scene.knowledge.lexicon.in_class("demand", lemma)
                || matches!(lemma, "pressure" | "call" | "demand" | "request" | "appeal" | "warning" | "plea")
        };
        let things: Vec<u32> = spite.filter(asked).collect();
        take(scene, frame, pattern, &things, out);
    }
}

/// `used tear gas to drive them back`: on whom force is used.
pub(super) fn force(scene: Scene, frame: &Frame, pattern: &Pattern, out: &mut Sides) {
    let view = scene.view;
    // "used tear gas to drive them back"
    let against = |c: &u32| {
        matches!(
            view.lemma(*c),
            "disperse"
                | "drive"
                | "scatter"
                | "break"
                | "repel"
                | "dislodge"
                | "subdue"
                | "quell"
                | "push"
                | "stop"
                | "clear"
                | "control"
                | "slow"
                | "halt"
                | "check"
                | "stem"
                | "repulse"
                | "prevent"
        ) && view.children_by(*c, &[Deprel::Mark]).any(|m| view.lemma(m) == "to")
    };
    let below = |t: u32| view.children_by(t, &[Deprel::Advcl, Deprel::Xcomp, Deprel::Acl]).collect::<Vec<_>>();
    let purpose = below(frame.head).into_iter().chain(frame.objects.iter().flat_map(|&o| below(o))).find(against);
    if let Some(f) = purpose.and_then(|p| frames::frame(view, scene.knowledge, p)) {
        take(scene, &f, pattern, &f.objects, out);
    }
    if pattern.event_type == T::Assault {
        causes::routed(scene, frame, pattern, out);
        answered(scene, frame, pattern, out);
    }
}

/// `marched to demand that X resign`, `chanted slogans denouncing X`: against whom.
pub(super) fn protest(scene: Scene, frame: &Frame, pattern: &Pattern, out: &mut Sides) {
    let view = scene.view;
    let top = frame.light.unwrap_or(frame.head);
    let purposes: Vec<u32> = view.children_by(top, &[Deprel::Advcl, Deprel::Xcomp, Deprel::Acl]).collect();
    for purpose in purposes.into_iter().filter(|&p| p > top) {
        of_deed(scene, purpose, pattern, out);
        // "marched to demand that X resign"
        let asks = matches!(view.lemma(purpose), "demand" | "insist" | "urge" | "ask" | "call");
        let asked = view.child(purpose, &[Deprel::Ccomp]).filter(|_| asks).map_or_else(Vec::new, |c| frames::subjects(view, c, 0));
        take(scene, frame, pattern, &asked, out);
    }
    // "chanted slogans denouncing X"
    let slogans: Vec<u32> = frame.objects.iter().flat_map(|&o| view.children_by(o, &[Deprel::Acl])).collect();
    slogans.into_iter().for_each(|c| of_deed(scene, c, pattern, out));
    if out.recipients.is_empty() && matches!(view.lemma(frame.head), "march" | "procession") {
        causes::towards_body(scene, frame, pattern, out);
    }
    causes::over_whose(scene, frame, pattern, &["over"], out);
    // "outside the prime minister's office": whose it is
    let outside = frame.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "outside" | "in front of" | "outside of"));
    let owners: Vec<u32> = outside.flat_map(|(_, t)| concerned(scene, pattern, *t, 1)).collect();
    if out.recipients.is_empty() {
        out.add_recipients(people(scene, &owners));
    }
}

/// `sent troops to hunt bandits`: whom they are sent after.
pub(super) fn pursuit(scene: Scene, frame: &Frame, pattern: &Pattern, out: &mut Sides) {
    let view = scene.view;
    // "sent troops to hunt bandits"
    let pursues = |c: &u32| {
        matches!(
            view.lemma(*c),
            "hunt" | "fight" | "pursue" | "confront" | "repel" | "combat" | "chase" | "crush" | "subdue" | "battle" | "track" | "flush"
        ) && frames::marked_to(view, *c)
    };
    let purpose = view.children_by(frame.head, &[Deprel::Advcl, Deprel::Xcomp]).find(pursues);
    if let Some(f) = purpose.and_then(|p| frames::frame(view, scene.knowledge, p)) {
        take(scene, &f, pattern, &f.objects, out);
    }
}
