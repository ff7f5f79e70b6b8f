//! Places whose holder a sign tells: a flag over them, a garrison that gives in, a grip on them, a siege laid, whom they belong to.

use truceline_events::{EventPlace, Scene, Status, frames, slots, status};
use truceline_mentions::{Participant, When};
use truceline_syntax::{Deprel, Upos, Xpos};

use crate::{
    held,
    picture::Control,
    places, quote,
    sides::{Sides, can_fight, owners},
    taken,
};

/// What a verb tells: `X belongs to Y`, `the garrison in X surrendered to Y`, `laid siege to X`, `moved in` after the defenders left.
pub(crate) fn of_verb(scene: Scene, verb: u32, sides: &Sides) -> Vec<Control> {
    let view = scene.view;
    if view.upos(verb) != Upos::Verb {
        return Vec::new();
    }
    let words = &scene.knowledge.lexicon.picture;
    let lemma = frames::verb_lemma(view, verb);
    if view.lemma(verb) == "belong" {
        return belongs(scene, verb, sides);
    }
    let gives_in = words.giving_in.contains(lemma.as_str()) || words.giving_in.contains(view.lemma(verb));
    if gives_in {
        return gave_in(scene, verb, sides);
    }
    if matches!(view.lemma(verb), "lay" | "impose" | "maintain") { siege_laid(scene, verb, sides) } else { Vec::new() }
}

/// What a noun tells: a flag, a grip.
pub(crate) fn of_noun(scene: Scene, noun: u32, sides: &Sides) -> Vec<Control> {
    let words = &scene.knowledge.lexicon.picture;
    let lemma = scene.view.lemma(noun);
    if words.banners.contains(lemma) {
        flag(scene, noun, sides)
    } else if words.grips.contains(lemma) {
        grip(scene, noun, sides)
    } else {
        Vec::new()
    }
}

/// What one clause tells of places.
struct Clause {
    frame: frames::Frame,
    date: Option<When>,
}

/// The clause of a verb, where what it tells is so.
fn real(scene: Scene, verb: u32) -> Option<Clause> {
    let frame = frames::frame(scene.view, scene.knowledge, verb)?;
    let reading = status::read(scene, &frame);
    let so = !reading.absorbed && matches!(reading.status, Status::Occurred | Status::Ongoing);
    let date = slots::date(scene, &frame, reading.status, false).map(|d| d.when);
    so.then_some(Clause { frame, date })
}

impl Clause {
    fn phrases(&self, prepositions: &[&str]) -> Vec<u32> {
        self.frame.obliques.iter().filter(|(p, _)| prepositions.contains(&p.as_str())).map(|o| o.1).collect()
    }
}

fn is_state(scene: Scene, place: &EventPlace) -> bool {
    scene.knowledge.countries.iter().any(|c| c.name == place.name)
}

/// The places that phrases name; a site stands for the place where it is.
fn places_of(scene: Scene, tokens: &[u32]) -> Vec<EventPlace> {
    let of = |&t: &u32| {
        let named = places::named(scene, t);
        if named.is_empty() { taken::of_garrison(scene, t) } else { named }
    };
    tokens.iter().flat_map(of).filter(|p| !is_state(scene, p)).collect()
}

fn side(sides: &Sides, scene: Scene, list: Vec<Participant>) -> Option<Participant> {
    list.into_iter().map(|p| sides.plainly(p)).find(|p| can_fight(scene, p))
}

/// `X belongs to Y`.
fn belongs(scene: Scene, verb: u32, sides: &Sides) -> Vec<Control> {
    let Some(clause) = real(scene, verb) else { return Vec::new() };
    let Some(holder) = side(sides, scene, scene.people(&clause.phrases(&["to"]))) else { return Vec::new() };
    let found = places_of(scene, &clause.frame.subjects);
    let quote = quote::clause(scene, verb);
    found.into_iter().map(|p| Control { date: clause.date, ..held::holding(p, Some(holder.clone()), "held", quote) }).collect()
}

/// `the garrison in X surrendered to Y`: Y has taken X, from whose garrison it was.
fn gave_in(scene: Scene, verb: u32, sides: &Sides) -> Vec<Control> {
    let view = scene.view;
    let Some(clause) = real(scene, verb) else { return Vec::new() };
    let lays = view.lemma(verb) == "lay" && !view.children_by(verb, &[Deprel::Obj]).any(|o| matches!(view.lemma(o), "arm" | "weapon"));
    if clause.frame.passive || lays {
        return Vec::new();
    }
    let found: Vec<EventPlace> = clause.frame.subjects.iter().flat_map(|&s| taken::of_garrison(scene, s)).collect();
    let from = side(sides, scene, clause.frame.subjects.iter().flat_map(|&s| owners(scene, s)).collect());
    let holder = side(sides, scene, scene.people(&clause.phrases(&["to"])));
    let event = if holder.is_some() { "captured" } else { "lost" };
    let quote = quote::clause(scene, verb);
    let entry = |p| Control { from: from.clone(), date: clause.date, ..held::holding(p, holder.clone(), event, quote) };
    found.into_iter().filter(|p| !is_state(scene, p)).map(entry).collect()
}

/// `laid siege to X`, `imposed a blockade on X`.
fn siege_laid(scene: Scene, verb: u32, sides: &Sides) -> Vec<Control> {
    let view = scene.view;
    let Some(siege) = view
        .children_by(verb, &[Deprel::Obj])
        .find(|&o| scene.knowledge.lexicon.picture.control_noun.get(view.lemma(o)) == Some(&"besieged"))
    else {
        return Vec::new();
    };
    let Some(clause) = real(scene, verb) else { return Vec::new() };
    let own = view.children_by(siege, &[Deprel::Nmod]).filter(|&c| matches!(view.preposition(c).as_deref(), Some("to" | "on" | "around")));
    let on: Vec<u32> = own.chain(clause.phrases(&["to", "on", "around"])).collect();
    let Some(holder) = sides.named(&clause.frame.subjects).into_iter().next() else { return Vec::new() };
    let quote = quote::clause(scene, verb);
    let found = places_of(scene, &on);
    found.into_iter().map(|p| Control { date: clause.date, ..held::holding(p, Some(holder.clone()), "besieged", quote) }).collect()
}

/// `X's flag was flying over Y`, `X hoisted its flag in Y`.
fn flag(scene: Scene, noun: u32, sides: &Sides) -> Vec<Control> {
    let view = scene.view;
    let words = &scene.knowledge.lexicon.picture;
    let Some(verb) = view.head(noun).filter(|&v| view.upos(v) == Upos::Verb) else { return Vec::new() };
    if !matches!(view.deprel(noun), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj) {
        return Vec::new();
    }
    let lemma = frames::verb_lemma(view, verb);
    let keys = [lemma.as_str(), view.lemma(verb)];
    let raised = keys.iter().any(|k| words.raising.contains(*k));
    if !raised && !keys.iter().any(|k| words.flying.contains(*k))
        || view.lemma(verb) == "go" && !(verb + 1..verb + 4).any(|t| view.lemma(t) == "up")
    {
        return Vec::new();
    }
    let Some(clause) = real(scene, verb) else { return Vec::new() };
    let own = side(sides, scene, owners(scene, noun));
    let by = || side(sides, scene, scene.people(&clause.frame.subjects)).filter(|_| view.deprel(noun) == Deprel::Obj);
    let Some(holder) = own.or_else(by) else { return Vec::new() };
    const WHERE: [&str; 9] = ["over", "above", "in", "at", "on", "atop", "inside", "across", "outside"];
    let below = view.children_by(noun, &[Deprel::Nmod]).filter(|&c| view.preposition(c).is_some_and(|p| WHERE.contains(&p.as_str())));
    let at: Vec<u32> = clause.phrases(&WHERE).into_iter().chain(below).collect();
    let mut found = places_of(scene, &at);
    if found.is_empty() {
        found = at.iter().filter_map(|&t| slots::place_in(scene, t)).filter(|p| !is_state(scene, p)).take(1).collect();
    }
    // That it flies there now tells who holds the place, that it went up or flew there by a day who took it.
    let present = matches!(view.xpos(verb), Xpos::Vbz | Xpos::Vbp)
        || view.children_by(verb, &[Deprel::Aux]).any(|a| matches!(view.form(a), "is" | "are"));
    let event = if raised || !present { "captured" } else { "held" };
    let quote = quote::clause(scene, verb);
    found.into_iter().map(|p| Control { date: clause.date, ..held::holding(p, Some(holder.clone()), event, quote) }).collect()
}

/// `its grip on X`, `X's hold over Y`, where no verb says that it is lost.
fn grip(scene: Scene, noun: u32, sides: &Sides) -> Vec<Control> {
    let view = scene.view;
    let of_place = |c: &u32| matches!(view.preposition(*c).as_deref(), Some("on" | "over"));
    let on: Vec<u32> = view.children_by(noun, &[Deprel::Nmod]).filter(of_place).collect();
    let Some(verb) = view.head(noun).filter(|&v| view.upos(v) == Upos::Verb && !on.is_empty()) else { return Vec::new() };
    let keeps = matches!(
        view.lemma(verb),
        "tighten" | "consolidate" | "strengthen" | "keep" | "maintain" | "cement" | "extend" | "have" | "retain"
    );
    let Some(clause) = real(scene, verb).filter(|_| keeps) else { return Vec::new() };
    let Some(holder) = sides.named(&clause.frame.subjects).into_iter().next().or_else(|| side(sides, scene, owners(scene, noun))) else {
        return Vec::new();
    };
    let quote = quote::clause(scene, verb);
    places_of(scene, &on).into_iter().map(|p| held::holding(p, Some(holder.clone()), "held", quote)).collect()
}
