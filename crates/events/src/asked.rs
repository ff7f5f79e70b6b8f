//! Whom a request asks that names nobody itself.

use truceline_knowledge::{EventType, WordClass};
use truceline_mentions::NameKind;
use truceline_syntax::{Deprel, Upos, View, Xpos};

use crate::{
    frames::{self, Frame},
    matching::{Scene, coded_by},
    who::participant,
};

/// Where those who are asked may stand, likeliest first; `clause` says what is asked.
pub(crate) fn of(scene: Scene, frame: &Frame, clause: Option<u32>) -> [Vec<u32>; 6] {
    let view = scene.view;
    let of_object = || {
        let objects = frame.objects.iter().filter(|_| frame.is_verb);
        objects.flat_map(|&o| view.children_by(o, &[Deprel::Acl, Deprel::Ccomp]).collect::<Vec<_>>()).find(|&c| c > frame.head)
    };
    // Who is to be freed is not who is asked.
    let doers = clause.or_else(of_object).map_or_else(Vec::new, |clause| match frames::is_passive(view, clause) {
        true => frames::frame(view, scene.knowledge, clause).map_or_else(Vec::new, |f| f.subjects),
        false => frames::subjects(view, clause, 0),
    });
    let answering = if frame.is_verb { Vec::new() } else { who_answers(scene, frame.head) };
    let before = clause.into_iter().chain(frame.objects.iter().copied().filter(|_| frame.is_verb));
    let before = before.filter_map(|t| doer_before_noun(scene, t)).collect();
    [doers, meant(view, frame, clause), doers_of_wish(view, frame), doers_of_step(scene, frame), before, answering]
}

/// `calls by X for the junta to step down`: the noun between `for` and the infinitive.
fn meant(view: &View, frame: &Frame, clause: Option<u32>) -> Vec<u32> {
    let Some(clause) = clause.filter(|&c| !frame.is_verb && frames::marked_to(view, c)) else { return Vec::new() };
    frame.obliques.iter().filter(|(p, t)| p == "for" && (frame.head..clause).contains(t)).map(|o| o.1).collect()
}

/// `demanded a statement on the strike from X`: the phrase with `from`, however low the parser hangs it.
pub(crate) fn from_below(scene: Scene, frame: &Frame) -> Vec<u32> {
    let view = scene.view;
    let asks = matches!(view.lemma(frame.head), "demand" | "seek" | "want" | "request" | "ask" | "expect" | "await");
    let place = |t: u32| scene.mentions.name_headed_by(t).is_some_and(|n| !matches!(n.kind, NameKind::Person | NameKind::Body));
    let from = |&t: &u32| t > frame.head && view.preposition(t).as_deref() == Some("from") && participant(scene, t) && !place(t);
    let things = frame.objects.iter().filter(|&&o| asks && frame.is_verb && !participant(scene, o));
    things.flat_map(|&o| view.subtree(o)).filter(from).take(1).collect()
}

/// `demanded to speak to X`: what is asked is to meet somebody.
pub(crate) fn is_own_meeting(view: &View, frame: &Frame, clause: u32) -> bool {
    let meets = matches!(view.lemma(clause), "meet" | "see" | "talk" | "speak" | "negotiate" | "visit" | "interview" | "question");
    let own = || frames::subjects(view, clause, 0).iter().all(|s| frame.subjects.contains(s));
    frame.is_verb && meets && frames::marked_to(view, clause) && !frames::is_passive(view, clause) && own()
}

/// `called for action by X`, `demanded a boycott by X`: who is to do what is asked.
fn doers_of_wish(view: &View, frame: &Frame) -> Vec<u32> {
    let wished = frame.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "for" | "on")).map(|o| o.1);
    let by = |t: u32| view.children_by(t, &[Deprel::Nmod]).filter(|&c| view.preposition(c).as_deref() == Some("by"));
    wished.chain(frame.objects.iter().copied().filter(|_| frame.is_verb)).flat_map(by).collect()
}

/// `demanded the rebels surrender`: where the tree takes the verb for a noun, the word before it.
fn doer_before_noun(scene: Scene, deed: u32) -> Option<u32> {
    let view = scene.view;
    let is_verb = view.upos(deed) == Upos::Noun && scene.knowledge.patterns_of(WordClass::Verb, view.lemma(deed)).next().is_some();
    let before = view.child(deed, &[Deprel::Compound]).filter(|&b| is_verb && b + 1 == deed)?;
    let several =
        matches!(view.xpos(before), Xpos::Nns | Xpos::Nnps) || scene.knowledge.lexicon.naming.collective.contains(view.lemma(before));
    (several && scene.mentions.is_participant(view, scene.knowledge, before)).then_some(before)
}

/// `turned down a request by X`, `has yet to respond to a demand by X`: whoever answers was asked.
pub(crate) fn who_answers(scene: Scene, request: u32) -> Vec<u32> {
    let view = scene.view;
    // "will meet at the request of X", "following a request from X, Y offered": whoever does it then
    let upon = matches!(view.preposition(request).as_deref(), Some("at" | "following" | "after" | "upon" | "in response to"));
    let asks = matches!(view.lemma(request), "request" | "appeal" | "plea" | "behest" | "urging" | "demand" | "call");
    let does = |v: &u32| view.upos(*v) == Upos::Verb && !frames::is_passive(view, *v);
    if let Some(verb) = view.head(request).filter(does).filter(|_| upon && asks && view.deprel(request) == Deprel::Obl) {
        return frames::subjects(view, verb, 3);
    }
    let Some(verb) = view.head(request).filter(|&v| is_answer(scene, request, v)) else { return Vec::new() };
    match view.deprel(request) {
        Deprel::NsubjPass => view.children_by(verb, &[Deprel::OblAgent]).collect(),
        _ => frames::subjects(view, verb, 3),
    }
}

/// True where the verb tells how somebody takes what the noun asks or offers.
pub(crate) fn is_answer(scene: Scene, asked: u32, verb: u32) -> bool {
    use EventType as T;
    let view = scene.view;
    let placed = match view.deprel(asked) {
        Deprel::Obj | Deprel::NsubjPass => true,
        Deprel::Obl => matches!(view.preposition(asked).as_deref(), Some("to" | "on" | "with" | "for")),
        _ => false,
    };
    let answers = || {
        matches!(
            view.lemma(verb),
            "respond" | "reply" | "answer" | "heed" | "receive" | "consider" | "study" | "grant" | "meet" | "ignore" | "comply" | "hear"
        ) || coded_by(scene, verb).is_some_and(|c| matches!(c.pattern.event_type, T::Reject | T::Agree | T::Concede))
    };
    placed && view.upos(verb) == Upos::Verb && answers()
}

/// `trusts the army to withdraw, a step that he calls a condition`: those who are to take the step.
fn doers_of_step(scene: Scene, frame: &Frame) -> Vec<u32> {
    let view = scene.view;
    let step = view.head(frame.head).filter(|&n| {
        view.deprel(frame.head) == Deprel::AclRelcl
            && matches!(view.lemma(n), "move" | "step" | "measure" | "gesture" | "act" | "pull-back")
    });
    let Some(step) = step else { return Vec::new() };
    let start = view.sentence(step).map_or(step, |s| s.tokens.start);
    let to = |v: &u32| view.upos(*v) == Upos::Verb && view.children_by(*v, &[Deprel::Mark]).any(|m| view.lemma(m) == "to");
    let Some(deed) = (start..step).rev().find(to) else { return Vec::new() };
    let governor = view.head(deed).unwrap_or(deed);
    let on = view.children_by(governor, &[Deprel::Obl]).find(|&c| view.preposition(c).as_deref() == Some("on") && c < deed);
    on.map_or_else(|| frames::subjects(view, deed, 2), |t| vec![t])
}
