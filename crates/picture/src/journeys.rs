//! Talks told by the way to them: `X and Y had come to Z to sign`, `the rivals are expected in Z on Monday`.

use truceline_events::{EventPlace, Scene, Status, frames, slots, status};
use truceline_syntax::{Deprel, Upos, Xpos};

use crate::{
    picture::Talks,
    quote,
    talks::{self, Mention},
};

/// Verbs of going somewhere.
pub(crate) const GOING: [&str; 10] = ["come", "fly", "travel", "go", "arrive", "head", "gather", "return", "assemble", "convene"];
/// What is done in talks.
const BARGAINING: [&str; 16] = [
    "sign",
    "seal",
    "negotiate",
    "discuss",
    "formalise",
    "formalize",
    "finalise",
    "finalize",
    "initial",
    "hammer_out",
    "thrash_out",
    "talk",
    "meet",
    "agree",
    "bargain",
    "work_out",
];

/// `X and Y came to Z to seal the truce`: who goes somewhere to bargain with each other.
pub(crate) fn to_bargain(scene: Scene, verb: u32) -> Option<Mention> {
    let view = scene.view;
    if !GOING.contains(&view.lemma(verb)) {
        return None;
    }
    let frame = frames::frame(view, scene.knowledge, verb)?;
    let aim = view.children_by(verb, &[Deprel::Advcl, Deprel::Xcomp]).find(|&v| {
        let to = view.children_by(v, &[Deprel::Mark]).any(|m| view.lemma(m) == "to");
        to && (BARGAINING.contains(&view.lemma(v)) || BARGAINING.contains(&frames::verb_lemma(view, v).as_str()))
    })?;
    let participants = scene.people(&frame.subjects);
    let place = reached(scene, &frame)?;
    if participants.len() < 2 {
        return None;
    }
    let reading = status::read(scene, &frame);
    let status = match reading.status {
        Status::Negated | Status::Denied | Status::Hypothetical => return None,
        s => s,
    };
    let date = slots::date(scene, &frame, status, false).filter(|d| d.span.is_some()).map(|d| d.when);
    let talks = Talks {
        participants,
        host: None,
        place: Some(place),
        date,
        status,
        topic: talks::topic(scene, aim),
        quote: quote::clause(scene, verb).join(quote::clause(scene, aim)),
    };
    Some(Mention { talks, head: verb })
}

/// `the two rivals are expected in Z on Monday`, `both are due in Z`: those of a dispute who will be in one place on one day.
pub(crate) fn awaited(scene: Scene, word: u32) -> Option<Mention> {
    let view = scene.view;
    if !matches!(view.lemma(word), "expect" | "expected" | "due" | "await" | "awaited") {
        return None;
    }
    let subject = view.child(word, &[Deprel::NsubjPass, Deprel::Nsubj])?;
    let own = frames::frame(view, scene.knowledge, word).unwrap_or_default();
    let frame = frames::Frame { head: word, ..own };
    if view.child(word, &[Deprel::Xcomp, Deprel::Ccomp]).is_some() || !is_of_dispute(scene, subject) {
        return None;
    }
    let place = awaited_at(scene, word)?;
    let date = slots::date(scene, &frame, Status::Planned, false).filter(|d| d.span.is_some()).map(|d| d.when)?;
    let participants = scene.people(&[subject]);
    let talks = Talks {
        participants,
        host: None,
        place: Some(place),
        date: Some(date),
        status: Status::Planned,
        topic: None,
        quote: quote::clause(scene, word),
    };
    (!talks.participants.is_empty()).then_some(Mention { talks, head: word })
}

/// `the two rivals`, `both sides`, `X and Y`, and a pronoun for them.
fn is_of_dispute(scene: Scene, subject: u32) -> bool {
    let view = scene.view;
    let noun = |t: u32| {
        let plural = matches!(view.xpos(t), Xpos::Nns | Xpos::Nnps);
        plural
            && matches!(
                view.lemma(t),
                "side" | "rival" | "party" | "delegation" | "negotiator" | "leader" | "general" | "foe" | "enemy" | "envoy"
            )
    };
    let they = view.upos(subject) == Upos::Pron && matches!(view.form(subject).to_lowercase().as_str(), "they" | "both");
    let start = view.sentence(subject).map_or(0, |s| s.tokens.start);
    noun(subject) || they && (start..subject).any(noun) || scene.people(&[subject]).len() > 1
}

/// The town where they are awaited: beside the word, or before a relative `where`.
fn awaited_at(scene: Scene, word: u32) -> Option<EventPlace> {
    let view = scene.view;
    let here = view.children_by(word, &[Deprel::Obl]).filter(|&c| matches!(view.preposition(c).as_deref(), Some("in" | "at")));
    if let Some(place) = here.filter_map(|c| slots::place_in(scene, c)).next() {
        return Some(place);
    }
    let relative = view.children_by(word, &[Deprel::Advmod]).find(|&c| view.lemma(c) == "where")?;
    let before = relative.checked_sub(if view.form(relative - 1) == "," { 2 } else { 1 })?;
    let name = scene.mentions.name_at(before)?;
    name.tokens.clone().find_map(|t| slots::place_in(scene, t))
}

/// Where somebody goes: `flew to X`, `arrived in X`.
pub(crate) fn reached(scene: Scene, frame: &frames::Frame) -> Option<EventPlace> {
    let to = |p: &str| matches!(p, "to" | "in" | "at" | "for");
    frame.obliques.iter().filter(|(p, _)| to(p)).find_map(|(_, t)| slots::place_in(scene, *t))
}

/// `flew to X on Monday and met Y`: the place reached by the verb before.
pub(crate) fn reached_before(scene: Scene, verb: u32) -> Option<EventPlace> {
    let view = scene.view;
    let before =
        view.head(verb).filter(|&h| view.deprel(verb) == Deprel::Conj && (GOING.contains(&view.lemma(h)) || view.lemma(h) == "visit"))?;
    let frame = frames::frame(view, scene.knowledge, before)?;
    let object = || frame.objects.iter().find_map(|&o| slots::place_in(scene, o));
    reached(scene, &frame).or_else(object)
}
