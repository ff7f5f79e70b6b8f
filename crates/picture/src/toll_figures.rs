//! Counts told by a noun for the figure: `the death toll rose to 32`, `put the number of the dead at 40`, and other counts of what
//! was counted before: `the rebels put the figure at 118`.

use truceline_events::{Scene, frames};
use truceline_mentions::{Bound, Quantity, quantities};
use truceline_syntax::{Deprel, Upos, View};

use crate::{
    picture::Toll,
    toll::{entry, kind_by_adjective, kind_by_noun, victims},
    toll_words::phrase_after,
};

/// Sentences after a count in which `the figure` is still this one.
const REACH: u32 = 2;
/// From how many on a figure that names no incident is a reckoning over time.
const RUNNING: u64 = 100;

/// `while the army spoke of 90`: another count of what was counted just before.
pub(crate) fn spoken_of(scene: Scene, verb: u32, before: &[Toll]) -> Option<Toll> {
    let view = scene.view;
    let last = before.last().filter(|t| near(scene, t, verb) && matches!(view.lemma(verb), "speak" | "talk"))?;
    let number = view
        .children_by(verb, &[Deprel::Obl, Deprel::Nmod])
        .find(|&c| view.preposition(c).as_deref() == Some("of") && view.upos(c) == Upos::Num && scene.mentions.time_at(c).is_none())?;
    let frame = frames::frame(view, scene.knowledge, verb)?;
    let mut toll = entry(scene, last.kind, quantities::of_number(view, number)?, None, verb, &frame);
    toll.attributed_to = scene.people(&frame.subjects);
    take_up(&mut toll, last);
    Some(toll)
}

/// The counts that a noun for a figure tells; `before` are those of the text before it.
pub(crate) fn told(scene: Scene, noun: u32, before: &[Toll]) -> Vec<Toll> {
    let view = scene.view;
    let dead = view.upos(noun) != Upos::Num && view.children_by(noun, &[Deprel::Det]).any(|d| view.lemma(d) == "the");
    if dead
        && matches!(kind_by_noun(scene, noun).or_else(|| kind_by_adjective(scene, noun)), Some("killed" | "injured"))
        && let Some(head) = view.head(noun).filter(|&h| matches!(view.lemma(h), "put" | "place" | "number" | "estimate"))
        && view.upos(head) == Upos::Verb
    {
        return figure(scene, noun, noun, kind_by_noun(scene, noun).or_else(|| kind_by_adjective(scene, noun))).into_iter().collect();
    }
    if view.upos(noun) != Upos::Noun || !is_figure(view.lemma(noun)) {
        return Vec::new();
    }
    if let Some(whose) = phrase_after(view, noun, "of") {
        return figure(scene, noun, whose, kind_of(scene, whose)).into_iter().collect();
    }
    let kind = view.children_by(noun, &[Deprel::Compound, Deprel::Amod]).find_map(|c| kind_of(scene, c));
    let toll = view.lemma(noun) == "toll" && view.children_by(noun, &[Deprel::Compound]).next().is_none();
    let named = kind.or(toll.then_some("killed"));
    let last = || before.last().filter(|t| t.kind != "captured" && near(scene, t, noun));
    match (named, last()) {
        (Some(kind), last) => {
            let mut found: Vec<Toll> = figure(scene, noun, noun, Some(kind)).into_iter().collect();
            let again = last.filter(|t| t.kind == kind && t.scope == "incident" && !tells_cause(scene, noun));
            found.iter_mut().for_each(|t| again.into_iter().for_each(|last| take_up(t, last)));
            found
        }
        (None, Some(last)) if is_taken_up(view, noun) => {
            let mut found: Vec<Toll> = figure(scene, noun, noun, Some(last.kind)).into_iter().collect();
            found.iter_mut().for_each(|t| take_up(t, last));
            found
        }
        _ => Vec::new(),
    }
}

/// `earlier he said that 40 had died`: a bare number that counts those of an incident told just before.
pub(crate) fn take_up_number(scene: Scene, toll: &mut Toll, word: u32, before: &[Toll]) {
    let view = scene.view;
    let Some(last) = before.last().filter(|t| t.kind == toll.kind && t.scope == "incident" && near(scene, t, word)) else { return };
    let other_sentence = view.sentence_index(last.head) != view.sentence_index(word);
    let subject = view.children_by(word, &[Deprel::Nsubj, Deprel::NsubjPass]).next();
    let bare = subject.is_some_and(|s| view.upos(s) == Upos::Num);
    if other_sentence && bare && !toll.again && toll.date.is_none() {
        take_up(toll, last);
    }
}

fn is_figure(lemma: &str) -> bool {
    matches!(lemma, "toll" | "number" | "figure" | "count" | "tally" | "estimate" | "total")
}

/// What is counted: people by what was done to them, deaths, the dead.
fn kind_of(scene: Scene, token: u32) -> Option<&'static str> {
    let view = scene.view;
    let words = &scene.knowledge.lexicon.picture;
    let told = |t: u32| {
        let verb = words.toll_object.get(frames::verb_lemma(view, t).as_str()).copied();
        verb.or_else(|| kind_by_adjective(scene, t))
    };
    let described = view.children_by(token, &[Deprel::Acl, Deprel::AclRelcl, Deprel::Amod]).find_map(told);
    // "the number of civilians that it says were killed"
    let said = || {
        let clauses = view.children_by(token, &[Deprel::Acl, Deprel::AclRelcl]).collect::<Vec<_>>();
        clauses.into_iter().flat_map(|c| view.children_by(c, &[Deprel::Ccomp]).collect::<Vec<_>>()).find_map(told)
    };
    let own = || told(token).filter(|_| view.upos(token) == Upos::Verb);
    described.or_else(said).or_else(own).or_else(|| kind_by_noun(scene, token)).or_else(|| kind_by_adjective(scene, token))
}

/// `the figure`, `its count`: no other words tell what is counted.
fn is_taken_up(view: &View, noun: u32) -> bool {
    let definite = view.children_by(noun, &[Deprel::Det, Deprel::NmodPoss]).any(|d| view.lemma(d) == "the" || view.upos(d) == Upos::Pron);
    definite && view.children_by(noun, &[Deprel::Compound, Deprel::Nmod]).next().is_none()
}

fn near(scene: Scene, toll: &Toll, noun: u32) -> bool {
    let view = scene.view;
    view.sentence_index(noun).saturating_sub(view.sentence_index(toll.head)) <= REACH
}

/// `the toll from the attack`: the incident is told here.
fn tells_cause(scene: Scene, noun: u32) -> bool {
    scene.view.children_by(noun, &[Deprel::Nmod]).any(|c| scene.knowledge.lexicon.in_class("incident", scene.view.lemma(c)))
}

/// Another count of the same people: of the same time, place and scope.
fn take_up(toll: &mut Toll, last: &Toll) {
    toll.again = true;
    toll.scope = last.scope;
    toll.victims = toll.victims.take().or_else(|| last.victims.clone());
    toll.date = toll.date.or(last.date);
    toll.place = last.place.clone();
}

/// The number that a figure reaches, stands at or is put at.
fn figure(scene: Scene, noun: u32, whose: u32, kind: Option<&'static str>) -> Option<Toll> {
    let (view, kind) = (scene.view, kind?);
    let end = view.sentence(noun).map_or(noun, |s| s.tokens.end);
    let reaches = |t: u32| {
        matches!(
            view.lemma(t),
            "at" | "to" | "as" | "reach" | "exceed" | "pass" | "surpass" | "top" | "hit" | "total" | "be" | "stand" | "near" | "approach"
        )
    };
    let near = |t: u32| (t.saturating_sub(4)..t).any(reaches) && !(whose + 1..t).any(|x| view.form(x) == ";" || view.lemma(x) == "while");
    let own = |t: u32| view.upos(t) == Upos::Num && near(t) && scene.mentions.time_at(t).is_none();
    // "put at 14 the number of the dead": the figure stands before its noun.
    let moved = |h: u32| {
        matches!(view.lemma(h), "put" | "raise" | "bring" | "place" | "lift" | "revise" | "lower" | "cut" | "increase" | "estimate")
    };
    let verb = view.head(noun).filter(|&h| h < noun && view.deprel(noun) == Deprel::Obj && moved(h));
    let before = || (verb? + 1..noun).find(|&t| own(t) && matches!(view.form(t - 1), "at" | "to" | "than"));
    let first = before().or_else(|| (whose + 1..end).find(|&t| own(t)))?;
    // "3.2 million"
    let number = view.head(first).filter(|&h| h > first && view.upos(h) == Upos::Num).unwrap_or(first);
    let mut q = quantities::of_number(view, number)?;
    // "from 5,000 to 12,000"
    let lower = first.checked_sub(2).filter(|&t| t > whose && view.upos(t) == Upos::Num && view.form(first - 1) == "to");
    if let Some(low) = lower.and_then(|t| quantities::of_number(view, t)).and_then(|l| l.low).filter(|l| q.high.is_some_and(|h| *l < h)) {
        q = Quantity { low: Some(low), high: q.high, bound: Bound::Range };
    }
    let head = if noun == whose { view.head(noun).unwrap_or(noun) } else { noun };
    let frame = frames::Frame { head, ..frames::Frame::default() };
    let victims = Some(victims(scene, whose)).filter(|v| !v.is_empty() && whose != noun);
    let mut toll = entry(scene, kind, q, victims, head, &frame);
    match q.low.or(q.high).unwrap_or(0) {
        _ if tells_cause(scene, noun) => toll.scope = "incident",
        RUNNING.. => toll.scope = "cumulative",
        _ => {}
    }
    Some(toll)
}
