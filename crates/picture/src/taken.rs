//! Places that change hands without a verb for it: troops that march in unopposed, a siege, a capture that its victor celebrates.

use truceline_events::{EventPlace, Scene, Status, frames, slots, sources, status};
use truceline_mentions::{Participant, When};
use truceline_syntax::{Deprel, Upos, View};

use crate::{
    held,
    picture::Control,
    places, quote,
    sides::{Sides, one_side},
};

/// Forces that moved into a place, which they hold where nobody resisted or its defenders left.
pub(crate) struct Entry {
    pub(crate) control: Control,
    /// The text says that nobody resisted.
    pub(crate) unopposed: bool,
}

/// `marched into X`, `entered X without resistance`.
pub(crate) fn entered(scene: Scene, verb: u32, sides: &Sides) -> Vec<Entry> {
    let view = scene.view;
    if view.upos(verb) != Upos::Verb || !scene.knowledge.lexicon.picture.entering_place.contains(view.lemma(verb)) {
        return Vec::new();
    }
    let Some(frame) = frames::frame(view, scene.knowledge, verb).filter(|f| !f.passive) else { return Vec::new() };
    let reading = status::read(scene, &frame);
    if reading.absorbed || !matches!(reading.status, Status::Occurred | Status::Ongoing) {
        return Vec::new();
    }
    let Some(holder) = sides.named(&frame.subjects).into_iter().next() else { return Vec::new() };
    let into = frame.obliques.iter().filter(|(p, _)| p == "into").map(|o| o.1);
    let objects = frame.objects.iter().copied().filter(|_| matches!(view.lemma(verb), "enter" | "storm"));
    let date = slots::date(scene, &frame, reading.status, false).map(|d| d.when);
    let quote = quote::clause(scene, verb);
    let (claimed, unopposed) = (is_claim(scene, &holder, &reading), is_unopposed(view, verb));
    let state = |p: &EventPlace| scene.knowledge.countries.iter().any(|c| c.name == p.name);
    let found = into.chain(objects).flat_map(|t| places::named(scene, t)).filter(|p| !state(p));
    let control = |p| Control {
        date,
        status: if claimed { "claimed" } else { "asserted" },
        ..held::holding(p, Some(holder.clone()), "captured", quote)
    };
    found.map(|p| Entry { control: control(p), unopposed }).collect()
}

fn is_unopposed(view: &View, verb: u32) -> bool {
    let word = |t: u32| matches!(view.lemma(t), "resistance" | "fight" | "fighting" | "opposition" | "battle" | "shot" | "combat");
    let without = |t: u32| {
        view.preposition(t).as_deref() == Some("without") || view.children_by(t, &[Deprel::Mark]).any(|m| view.lemma(m) == "without")
    };
    let gone = |v: u32| {
        view.upos(v) == Upos::Verb && matches!(view.lemma(v), "withdraw" | "flee" | "retreat" | "leave" | "melt" | "pull" | "abandon")
    };
    if view.children_by(verb, &[Deprel::Conj, Deprel::Advcl]).any(|v| v > verb && gone(v)) {
        return true;
    }
    let beside = view.children_by(verb, &[Deprel::Obl, Deprel::Advcl]).filter(|&t| without(t));
    beside.into_iter().any(|t| word(t) || view.children(t).iter().any(|&c| word(c)))
        || view
            .children_by(verb, &[Deprel::Advmod, Deprel::Xcomp, Deprel::Advcl])
            .any(|a| matches!(view.lemma(a), "unopposed" | "unresisted"))
}

/// The day of a capture; what has been so since then (`a stronghold since August`) tells another.
pub(crate) fn day(scene: Scene, frame: &frames::Frame, status: Status) -> Option<When> {
    let date = slots::date(scene, frame, status, false)?;
    let time = date.span.and_then(|s| scene.mentions.times.iter().find(|t| scene.view.span_of(t.tokens.clone()) == s));
    (!time.is_some_and(|t| t.since)).then_some(date.when)
}

/// `reclaimed the port of X`, `freed X from Y`: verbs of taking, whatever their pattern makes of them.
pub(crate) fn by_verb(scene: Scene, verb: u32, sides: &Sides) -> Vec<Control> {
    let view = scene.view;
    let lemma = frames::verb_lemma(view, verb);
    let takes =
        scene.knowledge.lexicon.picture.taking.contains(lemma.as_str()) && !matches!(lemma.as_str(), "isolate" | "encircle" | "take");
    if view.upos(verb) != Upos::Verb || !takes {
        return Vec::new();
    }
    let Some(frame) = frames::frame(view, scene.knowledge, verb) else { return Vec::new() };
    let reading = status::read(scene, &frame);
    let aims = view.children_by(verb, &[Deprel::Mark]).any(|m| view.lemma(m) == "to");
    if reading.absorbed || aims || !matches!(reading.status, Status::Occurred | Status::Ongoing) {
        return Vec::new();
    }
    let Some(holder) = sides.named(&frame.subjects).into_iter().next() else { return Vec::new() };
    let from: Vec<u32> = frame.obliques.iter().filter(|(p, _)| p == "from").map(|o| o.1).collect();
    let from = sides.named(&from).into_iter().next();
    let status = if is_claim(scene, &holder, &reading) { "claimed" } else { "asserted" };
    let (date, quote) = (day(scene, &frame, reading.status), quote::clause(scene, verb));
    let state = |p: &EventPlace| scene.knowledge.countries.iter().any(|c| c.name == p.name);
    let found = frame.objects.iter().flat_map(|&o| with_garrison(scene, o)).filter(|p| !state(p));
    found.map(|p| Control { from: from.clone(), date, status, ..held::holding(p, Some(holder.clone()), "captured", quote) }).collect()
}

/// The places that a phrase names; `the garrison in X` stands for X.
pub(crate) fn with_garrison(scene: Scene, token: u32) -> Vec<EventPlace> {
    let found = places::named(scene, token);
    if found.is_empty() { of_garrison(scene, token) } else { found }
}

/// `most of X is in rebel hands`, `X is in the hands of Y`.
pub(crate) fn in_hands(scene: Scene, noun: u32, sides: &Sides) -> Vec<Control> {
    let view = scene.view;
    if view.lemma(noun) != "hand" || view.preposition(noun).as_deref() != Some("in") {
        return Vec::new();
    }
    let verb = view.head(noun);
    let subject = view.child(noun, &[Deprel::Nsubj]).or_else(|| verb.and_then(|v| view.child(v, &[Deprel::Nsubj])));
    let holder = crate::sides::owners(scene, noun).into_iter().map(|p| sides.plainly(p)).next();
    let (Some(place), Some(holder)) = (subject, holder) else { return Vec::new() };
    let quote = quote::clause(scene, noun);
    let found = places::named(scene, place).into_iter().filter(|p| p.name != holder.name);
    found.map(|p| held::holding(p, Some(holder.clone()), "held", quote)).collect()
}

/// `the garrison in X`, `its last foothold in X`: where X falls with it.
pub(crate) fn of_garrison(scene: Scene, noun: u32) -> Vec<EventPlace> {
    let view = scene.view;
    let site = scene.knowledge.lexicon.picture.garrisons.contains(view.lemma(noun));
    let within = view.children_by(noun, &[Deprel::Nmod]).filter(|&c| matches!(view.preposition(c).as_deref(), Some("in" | "at" | "of")));
    if site { within.filter_map(|c| slots::place_in(scene, c)).collect() } else { Vec::new() }
}

/// True where the holder's own side is who says so.
pub(crate) fn is_claim(scene: Scene, holder: &Participant, reading: &status::Reading) -> bool {
    sources(scene, reading).iter().any(|s| one_side(scene, s, holder))
}

/// `X remains under siege by Y`, `X has been under blockade since May`.
pub(crate) fn under_siege(scene: Scene, noun: u32, sides: &Sides) -> Vec<Control> {
    let view = scene.view;
    if !matches!(view.lemma(noun), "siege" | "blockade") || view.preposition(noun).as_deref() != Some("under") {
        return Vec::new();
    }
    let Some(verb) = view.head(noun) else { return Vec::new() };
    let copular = view.child(noun, &[Deprel::Cop]).is_some();
    let subject = view.child(if copular { noun } else { verb }, &[Deprel::Nsubj, Deprel::NsubjPass]);
    let place = subject.or_else(|| matches!(view.upos(verb), Upos::Noun | Upos::Propn).then_some(verb));
    let Some(place) = place else { return Vec::new() };
    let by = |t: u32| {
        view.children_by(t, &[Deprel::Nmod, Deprel::Obl]).filter(|&c| view.preposition(c).as_deref() == Some("by")).collect::<Vec<_>>()
    };
    let holder = sides.named(&[by(noun), by(verb)].concat()).into_iter().next();
    let frame = frames::frame(view, scene.knowledge, if copular { noun } else { verb });
    let reading = frame.as_ref().map(|f| status::read(scene, f).status);
    if matches!(reading, Some(Status::Negated | Status::Hypothetical | Status::Denied)) {
        return Vec::new();
    }
    let quote = quote::clause(scene, if copular { noun } else { verb });
    places::named(scene, place).into_iter().map(|p| held::holding(p, holder.clone(), "besieged", quote)).collect()
}

/// `the junta celebrated the capture of X`: who celebrates or announces it took the place.
pub(crate) fn announced_by(scene: Scene, noun: u32, sides: &Sides) -> Option<Participant> {
    let view = scene.view;
    let verb = view.head(noun).filter(|_| view.deprel(noun) == Deprel::Obj)?;
    let proud = matches!(view.lemma(verb), "celebrate" | "announce" | "claim" | "declare" | "proclaim" | "hail" | "complete");
    sides.named(&frames::subjects(view, verb, 2)).into_iter().next().filter(|_| proud)
}
