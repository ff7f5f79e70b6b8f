//! Places that somebody holds, told without a verb: `rebel-held X`, `X's stronghold of Y`, `control of Z`.

use truceline_events::{Scene, Status, frames, slots, status};
use truceline_mentions::{Participant, When};
use truceline_syntax::{Deprel, Upos};
use truceline_text::Span;

use crate::{
    picture::Control,
    places, quote,
    sides::{Sides, owners},
};

/// A bare entry: who holds what.
pub(crate) fn holding(place: truceline_events::EventPlace, holder: Option<Participant>, event: &'static str, quote: Span) -> Control {
    Control { place, holder, from: None, event, date: None, status: "asserted", quote }
}

/// The holder in `rebel-held`, `Kurdish-controlled` and the like, and the first token after the compound.
pub(crate) fn holder_in_compound(scene: Scene, word: u32) -> Option<(Participant, u32)> {
    let view = scene.view;
    const HELD: [&str; 5] = ["held", "controlled", "occupied", "ruled", "dominated"];
    let written = view.form(word).to_lowercase();
    let split = HELD.contains(&written.as_str()) && word >= 2 && view.form(word - 1) == "-";
    let (name, first, entity) = if split {
        let named = scene.mentions.name_at(word - 2);
        let first = named.map_or(word - 2, |n| n.tokens.start);
        (view.text_of(first..word - 1), first, named.map(|n| n.entity))
    } else {
        let (name, held) = view.form(word).rsplit_once('-')?;
        if !HELD.contains(&held.to_lowercase().as_str()) {
            return None;
        }
        (name.to_owned(), word, None)
    };
    let same = || scene.mentions.names.iter().find(|n| view.text_of(n.tokens.clone()) == name).map(|n| n.entity);
    let entity = entity.or_else(same);
    let codes = entity.and_then(|e| scene.mentions.names.iter().find(|n| n.entity == e));
    let codes = codes.map(|n| scene.mentions.of_name(view, scene.knowledge, n).codes).unwrap_or_default();
    let holder = Participant { name, span: view.span_of(first..word + 1), token: first, entity, id: None, codes };
    Some((holder, word + 1))
}

/// `the rebel-held town of Azaz`, `Kurdish-controlled Daquq`, `Daquq, a Kurdish-controlled town`.
pub(crate) fn compound(scene: Scene, word: u32) -> Vec<Control> {
    let view = scene.view;
    let Some((holder, after)) = holder_in_compound(scene, word) else { return Vec::new() };
    let noun = view.head(word).filter(|h| *h > word).unwrap_or(after);
    let above = view.head(noun).filter(|_| view.deprel(noun) == Deprel::Appos);
    let above = above.or_else(|| name_before_comma(scene, noun));
    let generic = scene.mentions.name_headed_by(noun).is_none();
    let apposed = above.filter(|_| generic).map(|a| places::named(scene, a)).unwrap_or_default();
    let found = if apposed.is_empty() { places::named(scene, noun) } else { apposed };
    let first = view.span_of(noun.min(word)..noun.max(word) + 1).join(holder.span);
    found
        .into_iter()
        .map(|p| {
            let q = first.join(p.span);
            holding(p, Some(holder.clone()), "held", q)
        })
        .collect()
}

/// `Raqqa, the group's capital`: the name before the comma that opens the phrase.
fn name_before_comma(scene: Scene, noun: u32) -> Option<u32> {
    let view = scene.view;
    let first = view.pruned_subtree(noun, &|c| c < noun && view.deprel(c) != Deprel::Punct).start;
    let comma = first.checked_sub(1).filter(|&c| view.form(c) == ",")?;
    let name = scene.mentions.name_at(comma.checked_sub(1)?)?;
    name.tokens.clone().find(|&t| scene.mentions.name_headed_by(t).is_some())
}

/// `Raqqa, the group's self-proclaimed capital`, `the rebel stronghold of X`, `the last bastion of Y`.
pub(crate) fn stronghold(scene: Scene, noun: u32, sides: &Sides) -> Vec<Control> {
    let view = scene.view;
    if !matches!(view.lemma(noun), "stronghold" | "bastion" | "capital" | "redoubt" | "headquarters" | "heartland") {
        return Vec::new();
    }
    let words: Vec<String> = view.subtree(noun).map(|t| view.form(t).to_lowercase()).collect();
    let says = |w: &str| words.iter().any(|x| x == w || x.split('-').any(|part| part == w));
    let seat = matches!(view.lemma(noun), "capital" | "headquarters");
    let former = says("former") || says("erstwhile");
    let armed = |p: &Participant| p.codes.iter().any(|c| c.ends_with("REB") || c.ends_with("TER"));
    let base = view.lemma(noun) == "headquarters" && scene.people(&of_phrase(scene, noun)).iter().any(armed);
    if former || seat && !base && !(says("proclaimed") || says("declared") || says("facto") || says("styled") || says("caliphate")) {
        return Vec::new();
    }
    let mut holders = owners(scene, noun);
    if holders.is_empty() {
        // "the capital of the group's caliphate"
        holders = view.children_by(noun, &[Deprel::Nmod]).flat_map(|c| owners(scene, c)).collect();
    }
    if holders.is_empty() {
        holders = scene.people(&of_phrase(scene, noun));
    }
    let Some(holder) = holders.into_iter().map(|p| sides.plainly(p)).next() else { return Vec::new() };
    // "X, which has been the headquarters of Y"
    let described = view.head(noun).filter(|_| view.deprel(noun) == Deprel::AclRelcl && view.child(noun, &[Deprel::Cop]).is_some());
    let apposed =
        (view.deprel(noun) == Deprel::Appos).then(|| view.head(noun)).flatten().or(described).or_else(|| name_before_comma(scene, noun));
    let mut found = apposed.map(|h| places::named(scene, h)).unwrap_or_default();
    if found.is_empty() && !seat {
        found = places::named(scene, noun);
    }
    found.retain(|p| p.name != holder.name);
    let span = quote::clause(scene, noun);
    found
        .into_iter()
        .map(|p| {
            let q = span.join(p.span);
            holding(p, Some(holder.clone()), "held", q)
        })
        .collect()
}

fn of_phrase(scene: Scene, noun: u32) -> Vec<u32> {
    let view = scene.view;
    view.children_by(noun, &[Deprel::Nmod]).filter(|&c| view.preposition(c).as_deref() == Some("of")).collect()
}

/// `took control of X`, `X is under rebel control`, `lost control of X to Y`.
pub(crate) fn control_noun(scene: Scene, noun: u32, sides: &Sides) -> Vec<Control> {
    let view = scene.view;
    let hands = view.lemma(noun) == "hand" && view.form(noun) == "hands" && view.preposition(noun).as_deref() == Some("in");
    let siege = view.lemma(noun) == "siege" && view.preposition(noun).as_deref() == Some("under");
    let grip = || {
        scene.knowledge.lexicon.picture.grips.contains(view.lemma(noun))
            && matches!(view.preposition(noun).as_deref(), Some("under" | "in"))
    };
    if view.lemma(noun) != "control" && !hands && !siege && !grip() {
        return Vec::new();
    }
    let Some(frame) = frames::frame(view, scene.knowledge, noun) else { return Vec::new() };
    if hands || siege {
        return under_control(scene, noun, &frame, sides);
    }
    let by = |list: &frames::Frame, names: &[&str]| -> Vec<u32> {
        list.obliques.iter().filter(|(p, _)| names.contains(&p.as_str())).map(|o| o.1).collect()
    };
    if view.preposition(noun).as_deref() == Some("under") || view.lemma(noun) != "control" {
        return under_control(scene, noun, &frame, sides);
    }
    if view.preposition(noun).as_deref() == Some("in") {
        return in_control(scene, noun, &by(&frame, &["of"]), sides);
    }
    let Some(verb) = view.head(noun).filter(|&v| view.upos(v) == Upos::Verb) else { return Vec::new() };
    let Some(clause) = frames::frame(view, scene.knowledge, verb) else { return Vec::new() };
    let Some(&event) = scene.knowledge.lexicon.picture.control_of.get(view.lemma(verb)) else { return Vec::new() };
    let reading = status::read(scene, &clause);
    if !matches!(reading.status, Status::Occurred | Status::Ongoing) || reading.absorbed {
        return Vec::new();
    }
    let Some(subject) = scene.people(&clause.subjects).into_iter().next().map(|p| sides.plainly(p)) else { return Vec::new() };
    let places: Vec<_> = by(&frame, &["of", "over"]).into_iter().flat_map(|t| places::named(scene, t)).collect();
    let given = |names: &[&str]| scene.people(&[by(&clause, names), by(&frame, names)].concat()).into_iter().next();
    let (holder, from) = if event == "lost" { (given(&["to"]), Some(subject)) } else { (Some(subject), given(&["from"])) };
    // A place lost to somebody named is his.
    let event = if event == "lost" && holder.is_some() { "captured" } else { event };
    let claimed = holder.as_ref().is_some_and(|h| crate::taken::is_claim(scene, h, &reading));
    let date = slots::date(scene, &clause, reading.status, false).map(|d| d.when);
    let status = if claimed { "claimed" } else { "asserted" };
    let quote = quote::clause(scene, verb);
    places.into_iter().map(|place| Control { place, holder: holder.clone(), from: from.clone(), event, date, status, quote }).collect()
}

/// `X is in control of Y`, `X remains in full control of Y`.
fn in_control(scene: Scene, noun: u32, of: &[u32], sides: &Sides) -> Vec<Control> {
    let view = scene.view;
    let verb = if view.child(noun, &[Deprel::Cop]).is_some() { noun } else { view.head(noun).unwrap_or(noun) };
    let stays = verb == noun || matches!(view.lemma(verb), "remain" | "be" | "stay");
    let Some(frame) = frames::frame(view, scene.knowledge, verb).filter(|_| stays) else { return Vec::new() };
    if !matches!(status::read(scene, &frame).status, Status::Occurred | Status::Ongoing) {
        return Vec::new();
    }
    let subjects: Vec<u32> = match frames::subjects(view, verb, 4) {
        found if found.is_empty() => view.child(verb, &[Deprel::Nsubj]).into_iter().collect(),
        found => found,
    };
    let holder = scene.people(&subjects).into_iter().map(|p| sides.plainly(p)).next();
    let Some(holder) = holder else { return Vec::new() };
    let quote = quote::clause(scene, verb);
    of.iter().flat_map(|&t| places::named(scene, t)).map(|p| holding(p, Some(holder.clone()), "held", quote)).collect()
}

/// The days `since` which a state lasts.
fn since(scene: Scene, frame: &frames::Frame) -> Option<When> {
    let date = slots::date(scene, frame, Status::Ongoing, false)?;
    let time = date.span.and_then(|s| scene.mentions.times.iter().find(|t| scene.view.span_of(t.tokens.clone()) == s));
    time.is_some_and(|t| t.since).then_some(date.when)
}

/// `the town is under rebel control`, `X, under the control of Y`, `X is in the hands of Y`, `X is under siege by Y`.
fn under_control(scene: Scene, noun: u32, frame: &frames::Frame, sides: &Sides) -> Vec<Control> {
    let view = scene.view;
    let head = view.head(noun).unwrap_or(noun);
    let siege = view.lemma(noun) == "siege";
    let by = frame.obliques.iter().filter(|(p, _)| siege && matches!(p.as_str(), "by" | "from")).map(|o| o.1).collect::<Vec<_>>();
    let of = if siege { Vec::new() } else { of_phrase(scene, noun) };
    let holder = owners(scene, noun).into_iter().chain(scene.people(&[by, of].concat())).map(|p| sides.plainly(p)).next();
    let event = if siege { "besieged" } else { "held" };
    let subject = view.child(noun, &[Deprel::Nsubj]).or_else(|| view.child(head, &[Deprel::Nsubj, Deprel::NsubjPass]));
    let of_noun = (head != noun && matches!(view.upos(head), Upos::Noun | Upos::Propn)).then_some(head);
    let (Some(holder), Some(place)) = (holder, subject.or(of_noun)) else { return Vec::new() };
    let reading = status::read(scene, frame);
    if matches!(reading.status, Status::Negated | Status::Denied | Status::Hypothetical) {
        return Vec::new();
    }
    let date = since(scene, frame).or_else(|| since(scene, &frames::frame(view, scene.knowledge, head)?));
    let quote = quote::clause(scene, noun);
    let mut found = places::named(scene, place);
    if found.is_empty() {
        // "the markets in X, under Y's administration"
        let opening = view.subtree(noun).start;
        let comma = opening.checked_sub(1).filter(|&c| view.form(c) == "," && scene.mentions.name_at(c.saturating_sub(1)).is_some());
        found.extend(comma.and_then(|c| places::told_last(scene, c)));
    }
    found.retain(|p| p.name != holder.name);
    found
        .into_iter()
        .map(|p| {
            let q = quote.join(p.span);
            Control { date, ..holding(p, Some(holder.clone()), event, q) }
        })
        .collect()
}
