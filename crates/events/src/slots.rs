//! When and where: the time and place expressions that belong to a trigger.

use jiff::ToSpan;
use truceline_mentions::{NameKind, NameMention, TimeExpression, TimeValue, When};
use truceline_syntax::{Deprel, Upos};
use truceline_text::Span;

use crate::{
    event::{EventDate, EventPlace, Status},
    frames::Frame,
    matching::Scene,
};

/// How far up a place or time may be attached.
const REACH: usize = 5;

/// The time that belongs to the trigger, resolved against the report's date.
pub fn date(scene: Scene, frame: &Frame, status: Status, lead: bool) -> Option<EventDate> {
    let report = scene.mentions.report_date();
    let best = attached_time(scene, frame);
    if let Some(time) = best {
        let future = status == Status::Planned || scene.view.children(frame.head).iter().any(|&c| scene.view.lemma(c) == "will");
        let span = scene.view.span_of(time.tokens.clone());
        return time.resolve(report, future).map(|when| EventDate { when, span: Some(span) });
    }
    (lead && status != Status::Planned).then_some(report).flatten().map(|d| EventDate { when: When::day(d), span: None })
}

/// True where an expression belongs to the trigger itself or to a clause that carries it.
fn attached_time<'s>(scene: Scene<'s, '_>, frame: &Frame) -> Option<&'s TimeExpression> {
    let sentence = scene.view.sentence_index(frame.head);
    let anchors = anchors(scene, frame);
    let mut best: Option<(usize, u32, &TimeExpression)> = None;
    for time in scene.mentions.times.iter().filter(|t| t.is_dated() && scene.view.sentence_index(t.tokens.start) == sentence) {
        let Some(at) = attachment(scene, time.tokens.clone()) else { continue };
        let Some(rank) = anchors.iter().position(|a| *a == at) else { continue };
        let distance = time.tokens.start.abs_diff(frame.head);
        if best.is_none_or(|(r, d, _)| (rank, distance) < (r, d)) {
            best = Some((rank, distance, time));
        }
    }
    best.map(|b| b.2)
}

/// The word outside the expression that it hangs on; nouns of places and times in between are passed.
fn attachment(scene: Scene, tokens: std::ops::Range<u32>) -> Option<u32> {
    let view = scene.view;
    let mut at = tokens.clone().find(|&t| view.head(t).is_none_or(|h| !tokens.contains(&h)))?;
    for _ in 0..3 {
        let head = view.head(at)?;
        let passes = matches!(
            view.deprel(at),
            Deprel::Nmod | Deprel::NmodUnmarked | Deprel::NmodPoss | Deprel::Appos | Deprel::Compound | Deprel::Flat | Deprel::Advmod
        ) && view.upos(head) != Upos::Verb
            && scene.coded.get(head as usize).is_none_or(Option::is_none);
        at = head;
        if !passes {
            return Some(head);
        }
    }
    Some(at)
}

/// The trigger, then the words above it that carry it in the same clause.
fn anchors(scene: Scene, frame: &Frame) -> Vec<u32> {
    let view = scene.view;
    let mut out = vec![frame.head];
    out.extend(frame.light);
    // "an offensive to take Tripoli in April": the infinitive carries the noun's time and place.
    out.extend(
        view.children_by(frame.head, &[Deprel::Acl])
            .filter(|&c| !frame.is_verb && view.children_by(c, &[Deprel::Mark]).any(|m| view.lemma(m) == "to")),
    );
    let mut at = frame.light.unwrap_or(frame.head);
    for _ in 0..REACH {
        let Some(head) = view.head(at) else { break };
        match view.deprel(at) {
            Deprel::Xcomp
            | Deprel::Obj
            | Deprel::NsubjPass
            | Deprel::Nsubj
            | Deprel::Nmod
            | Deprel::Obl
            | Deprel::NmodPoss
            | Deprel::Conj
            | Deprel::Compound
            | Deprel::Acl => out.push(head),
            Deprel::Advcl if view.child(at, &[Deprel::Mark]).is_none_or(|m| !matches!(view.lemma(m), "if" | "because" | "while")) => {
                out.push(head)
            }
            _ => break,
        }
        at = head;
    }
    out
}

/// True where the event lies more than about three months before the report, or its year is plainly past.
pub fn historical(scene: Scene, date: Option<&EventDate>, frame: &Frame) -> bool {
    let time = attached_time(scene, frame);
    match (date, scene.mentions.report_date()) {
        (Some(d), Some(report)) => d.when.last < report.checked_sub(92.days()).unwrap_or(report) || long_interval(d.when),
        (Some(d), None) => d.span.is_some() && d.when.first != d.when.last,
        (None, None) => time.is_some_and(|t| matches!(t.value, TimeValue::MonthDay(_, None))),
        (None, Some(_)) => false,
    }
}

/// An interval of over a year.
pub(crate) fn long_interval(when: When) -> bool {
    when.first.checked_add(366.days()).is_ok_and(|d| d < when.last)
}

/// The named place of an event: in the trigger's own phrases, else in those of the clauses above it.
pub fn place(scene: Scene, frame: &Frame, argument: Option<u32>, reach_up: bool) -> Option<EventPlace> {
    if let Some(p) = argument.and_then(|t| place_in(scene, t)) {
        return Some(p);
    }
    let mut found: Vec<EventPlace> = Vec::new();
    for (rank, anchor) in anchors(scene, frame).into_iter().enumerate() {
        if rank > 0 && frame.light != Some(anchor) && !reach_up {
            break;
        }
        for &c in scene.view.children(anchor) {
            if located(scene, c) {
                found.extend(place_in(scene, c));
            } else if scene.view.deprel(c) == Deprel::Advmod {
                found.extend(scene.view.children(c).iter().filter(|&&k| located(scene, k)).filter_map(|&k| place_in(scene, k)));
            }
        }
        if let Some(best) = most_specific(scene, &mut found) {
            return Some(best);
        }
        if rank == 0 && reach_up {
            found.extend(of_arguments(scene, frame));
            if let Some(best) = most_specific(scene, &mut found) {
                return Some(best);
            }
        }
    }
    if reach_up { only_place(scene, frame) } else { None }
}

/// `gunmen in Gaza kidnapped a reporter near Khan Younis`, `launched an offensive to retake Mosul`: places in the phrases of
/// the arguments, the object's first, and what the act is meant to take.
fn of_arguments(scene: Scene, frame: &Frame) -> Vec<EventPlace> {
    let view = scene.view;
    let top = frame.light.unwrap_or(frame.head);
    let to = |c: &u32| view.children_by(*c, &[Deprel::Mark]).any(|m| view.lemma(m) == "to");
    let takes = |c: &u32| {
        matches!(
            view.lemma(*c),
            "take" | "retake" | "recapture" | "capture" | "seize" | "liberate" | "free" | "clear" | "secure" | "storm" | "enter" | "reach"
        )
    };
    for holder in [frame.head, top] {
        let purposes = view.children_by(holder, &[Deprel::Advcl, Deprel::Acl, Deprel::Xcomp]).filter(|c| to(c) && takes(c));
        let taken: Vec<EventPlace> =
            purposes.flat_map(|p| view.children_by(p, &[Deprel::Obj])).filter_map(|o| place_in(scene, o)).collect();
        if !taken.is_empty() {
            return taken;
        }
    }
    for arguments in [&frame.objects, &frame.subjects] {
        let phrases = arguments.iter().flat_map(|&a| view.children_by(a, &[Deprel::Nmod, Deprel::Obl]));
        let sure =
            |c: &u32| matches!(view.preposition(*c).as_deref(), Some("in" | "at" | "near" | "outside" | "inside" | "around" | "close to"));
        let found: Vec<EventPlace> = phrases.filter(sure).filter_map(|c| place_in(scene, c)).collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// The one place that the sentence gives with a preposition of place.
fn only_place(scene: Scene, frame: &Frame) -> Option<EventPlace> {
    let sentence = scene.view.sentence(frame.head)?;
    let mut found: Option<EventPlace> = None;
    for t in sentence.tokens.clone() {
        let inside = matches!(scene.view.preposition(t).as_deref(), Some("in" | "at" | "near" | "outside"));
        if !inside || !located(scene, t) {
            continue;
        }
        if let Some(place) = place_in(scene, t) {
            if found.as_ref().is_some_and(|f| f.name != place.name) {
                return None;
            }
            found = Some(place);
        }
    }
    found
}

/// A town beats the state it lies in.
fn most_specific(scene: Scene, found: &mut Vec<EventPlace>) -> Option<EventPlace> {
    let is_country = |p: &EventPlace| scene.knowledge.countries.iter().any(|c| c.name == p.name || c.aliases.contains(&p.name));
    let index = found.iter().position(|p| !is_country(p)).or((!found.is_empty()).then_some(0))?;
    Some(found.swap_remove(index))
}

fn located(scene: Scene, token: u32) -> bool {
    const PLACE: [&str; 15] = [
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "around",
        "across",
        "over",
        "throughout",
        "off",
        "along",
        "within",
        "outside of",
        "close to",
        "between",
    ];
    /// Prepositions that place an event only before the name of a town or region.
    const PERHAPS: [&str; 5] = ["from", "to", "of", "on", "into"];
    let Some(preposition) = scene.view.preposition(token) else { return false };
    let phrase = matches!(scene.view.deprel(token), Deprel::Obl | Deprel::Nmod | Deprel::OblUnmarked);
    let sure = PLACE.contains(&preposition.as_str());
    phrase && (sure || PERHAPS.contains(&preposition.as_str()) && names_small_place(scene, token))
}

fn names_small_place(scene: Scene, token: u32) -> bool {
    scene.mentions.name_headed_by(token).is_some_and(|n| n.kind == NameKind::Place || direction_before(scene, n).is_some())
}

/// `southern` of `southern Israel`.
fn direction_before(scene: Scene, name: &NameMention) -> Option<u32> {
    let before = name.tokens.start.checked_sub(1)?;
    let form = scene.view.form(before).to_lowercase();
    let stem = form.split_once("ern").map_or("", |(stem, rest)| if rest.is_empty() { stem } else { "" });
    let direction = matches!(stem, "north" | "south" | "east" | "west" | "northeast" | "northwest" | "southeast" | "southwest");
    (direction && scene.view.sentence_index(before) == scene.view.sentence_index(name.tokens.start)).then_some(before)
}

/// `the city`, `the town`: the place last named before it, within two sentences.
fn named_before<'s>(scene: Scene<'s, '_>, token: u32) -> Option<&'s NameMention> {
    let view = scene.view;
    let definite = view.children_by(token, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "the" | "this" | "that"));
    let settlement =
        matches!(view.lemma(token), "city" | "town" | "village" | "area" | "settlement" | "port" | "camp" | "region" | "province");
    let described = view.child(token, &[Deprel::Nmod, Deprel::Acl, Deprel::AclRelcl, Deprel::Compound]).is_some();
    if !definite || !settlement || described {
        return None;
    }
    let near = |n: &&NameMention| view.sentence_index(token) - view.sentence_index(n.tokens.start) <= 2;
    scene.mentions.names.iter().rev().filter(|n| n.tokens.end <= token && n.kind == NameKind::Place).find(near)
}

/// The place that the phrase headed by `token` names.
pub fn place_in(scene: Scene, token: u32) -> Option<EventPlace> {
    let view = scene.view;
    let named =
        |t: u32| scene.mentions.name_headed_by(t).filter(|n| matches!(n.kind, NameKind::Place | NameKind::Country | NameKind::Seat));
    if let Some(name) = named(token) {
        return Some(of_mention(scene, name));
    }
    if !matches!(view.upos(token), Upos::Noun | Upos::Propn) {
        return None;
    }
    if let Some(described) = of_description(scene, token) {
        return Some(described);
    }
    let inside = [Deprel::Appos, Deprel::Flat, Deprel::NmodDesc, Deprel::NmodUnmarked, Deprel::Nmod, Deprel::Compound, Deprel::NmodPoss];
    let name = view.children_by(token, &inside).find_map(|c| {
        if view.deprel(c) == Deprel::NmodPoss && !names_small_place(scene, c) {
            return None;
        }
        let fits =
            view.deprel(c) != Deprel::Nmod || matches!(view.preposition(c).as_deref(), Some("of" | "in" | "near" | "at" | "outside"));
        named(c).filter(|_| fits).or_else(|| view.children_by(c, &[Deprel::Nmod, Deprel::Appos, Deprel::Flat]).find_map(named))
    });
    let name = name.or_else(|| named_before(scene, token))?;
    Some(of_mention(scene, name))
}

/// A mention as a place: a seat of government is the town here, not the state.
fn of_mention(scene: Scene, name: &NameMention) -> EventPlace {
    let span = scene.view.span_of(name.tokens.clone());
    if let Some(direction) = direction_before(scene, name) {
        let span = scene.view.span(direction).join(span);
        let mut part = of_name(scene, name.entity, span);
        part.name = format!("{} {}", scene.view.form(direction), part.name);
        return part;
    }
    let mut out = of_name(scene, name.entity, span);
    if name.kind == NameKind::Seat {
        out.name = scene.view.text_of(name.tokens.clone());
    }
    let known = name.place.and_then(|p| scene.knowledge.gazetteer.place(p));
    out.id = known.map(|p| p.id.into());
    out.country = known.map(|p| p.iso3.into());
    out.coordinates = scene.mentions.coordinates(scene.view, scene.knowledge, name);
    out
}

/// A place that a common noun describes, if the document names it: `the Libyan capital`.
fn of_description(scene: Scene, token: u32) -> Option<EventPlace> {
    let place = scene.mentions.described_place(scene.view, scene.knowledge, token)?;
    let name = scene.mentions.names.iter().find(|n| n.place == Some(place))?;
    Some(EventPlace { span: scene.view.span(token), ..of_mention(scene, name) })
}

/// An entity as an event's place, with what the gazetteer knows.
pub fn of_name(scene: Scene, entity: u32, span: Span) -> EventPlace {
    let entity = &scene.mentions.entities[entity as usize];
    let known = entity.place.and_then(|p| scene.knowledge.gazetteer.place(p));
    EventPlace {
        name: entity.name.clone(),
        span,
        id: known.map(|p| p.id.into()),
        coordinates: known.map(|p| (p.lat, p.lon)),
        country: known.map(|p| p.iso3.into()),
    }
}
