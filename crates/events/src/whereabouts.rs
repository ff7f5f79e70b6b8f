//! Places that the story tells before or after the sentence of an event.

use truceline_knowledge::{EventType, Pattern, PlaceKind, Role};
use truceline_mentions::{Entity, NameKind, NameMention, Participant};
use truceline_syntax::{Deprel, Upos, Xpos};

use crate::{
    event::{Event, EventDate, EventPlace, Status},
    facilities::{is_facility, proper},
    frames::Frame,
    homes::{self, is_rule},
    matching::Scene,
    meetings,
    merge::{dates_agree, days_agree},
    narrowed, place_names, places, status,
    targets::names_place,
    venues,
    who::Sides,
};

/// How many sentences back, and how many on, the place of another event may be taken from.
const BACK: u32 = 3;
const ON: u32 = 1;
/// How many sentences from a crowd or a trial what is done there may be told.
const BESIDE: u32 = 2;
/// How far back where nothing nearer tells.
const FAR: u32 = 8;

/// Gives deeds without a place that of the deed told just before, else of the one told next.
pub(crate) fn fill(scene: Scene, events: &mut [Event]) {
    narrowed::fill(scene, events);
    let known: Vec<Option<EventPlace>> = events.iter().map(|e| e.place.clone().filter(|_| lends(e))).collect();
    let dates: Vec<Option<EventDate>> = events.iter().map(|e| e.date.clone()).collect();
    let told: Vec<(u32, bool)> = events.iter().map(|e| (e.sentence, e.historical)).collect();
    let doers: Vec<Vec<String>> = events.iter().map(|e| e.actors.iter().map(|a| a.name.clone()).collect()).collect();
    for (i, event) in events.iter_mut().enumerate().filter(|(_, e)| e.place.is_none() && takes(e) && !is_rule(e)) {
        if starts_anew(scene, event.sentence) || is_apart(scene, event) {
            continue;
        }
        let near = |j: &usize, reach: u32| {
            days_agree(dates[*j].as_ref(), event.date.as_ref())
                && told[*j].0.abs_diff(event.sentence) <= reach
                && told[*j].1 == event.historical
                && known[*j].is_some()
        };
        // The place of the same side's deeds before that of others'.
        let own = |j: &usize| near(j, BACK) && doers[*j].iter().any(|d| doers[i].contains(d));
        let before = (0..i).rev().find(own).or_else(|| (0..i).rev().find(|j| near(j, BACK)));
        let Some(from) = before.or_else(|| (i + 1..told.len()).find(|j| near(j, ON))) else { continue };
        event.place.clone_from(&known[from]);
        event.reasons.push("place of the event told beside it".to_owned());
    }
    crowds(events);
    meetings::fill(scene, events);
    venues::fill(scene, events);
    anywhere(scene, events);
    homes::fill(scene, events);
}

/// `Police in Armenia fired tear gas. Thousands had gathered in Yerevan`: a crowd and what is done to it are in one place.
fn crowds(events: &mut [Event]) {
    let force = |e: &Event| matches!(e.event_type, EventType::Assault | EventType::Coerce);
    for i in 0..events.len() {
        let e = &events[i];
        let Some(wide) = e.place.as_ref().filter(|p| p.kind == Some(PlaceKind::Country)) else { continue };
        let together = |o: &&Event| {
            let pair = e.event_type == EventType::Protest && force(o) || force(e) && o.event_type == EventType::Protest;
            pair && o.sentence.abs_diff(e.sentence) <= BESIDE && dates_agree(e, o) && !o.historical && o.status != Status::Planned
        };
        let near = events.iter().filter(together).find_map(|o| o.place.clone().filter(|p| p.lies_in(wide)));
        if let Some(place) = near.filter(|_| !e.historical && e.status != Status::Planned) {
            events[i].place = Some(place);
            events[i].reasons.push("place of the crowd told beside it".to_owned());
        }
    }
}

/// Where those who are sent go and those who withdraw leave: `sent troops to Kosovo`, `evacuated its staff from Juba`.
pub(crate) fn journey(scene: Scene, frame: &Frame, pattern: &Pattern, sides: &Sides) -> Option<u32> {
    let ways: &[&str] = match (pattern.event_type, pattern.mode.as_deref()) {
        (EventType::Retreat | EventType::Sanction, Some("withdraw")) => &["from", "out of"],
        (EventType::Mobilize, _) => &["to", "into", "in", "at", "along", "near"],
        (EventType::Aid, _) => &["to", "into"],
        _ => return None,
    };
    let recipient = |t: u32| sides.recipients.iter().any(|r| r.token == t);
    let phrases = frame.obliques.iter().filter(|(p, _)| ways.contains(&p.as_str())).map(|o| o.1);
    let left = frame.objects.iter().copied().filter(|_| ways.contains(&"from"));
    phrases.chain(left).find(|&t| names_place(scene, t) && !recipient(t))
}

/// `closed the Allenby Bridge`, `sealed Gaza's borders`, `barricaded the Amritsar highway`, `visited the Kurdistan Region`: what is
/// shut, held or seen lies where the act happens.
pub(crate) fn acted_on(scene: Scene, frame: &Frame, pattern: &Pattern, sides: &Sides) -> Option<EventPlace> {
    let shut = matches!(pattern.event_type, EventType::Coerce | EventType::Protest | EventType::Assault | EventType::Mobilize);
    if !shut && pattern.mode.as_deref() != Some("visit") {
        return None;
    }
    let view = scene.view;
    let objects = if frame.is_verb { frame.objects.clone() } else { frame.role(&Role::Preposition("of".into())) };
    objects.into_iter().find_map(|object| {
        let site = scene.knowledge.lexicon.in_class("territory", view.lemma(object))
            || view.lemma(object) == "airspace"
            || is_facility(scene, object)
            || pattern.event_type == EventType::Assault && proper(scene, object).is_some();
        if !site && !scene.is_plain_place(object) || !matches!(view.upos(object), Upos::Noun | Upos::Propn) {
            return None;
        }
        let owner = || view.child(object, &[Deprel::NmodPoss]).and_then(|o| place_names::place_in(scene, o)).filter(|_| site);
        let before = || view.children_by(object, &[Deprel::Compound]).find_map(|c| place_names::place_in(scene, c)).filter(|_| site);
        let acting = |p: &EventPlace| sides.actors.iter().any(|a| a.name == p.name);
        place_names::place_in(scene, object).or_else(owner).or_else(before).filter(|p| !acting(p))
    })
}

/// Acts of force and protests happen somewhere: where nothing nearer tells, at the place told last before, else in the country
/// that the report speaks of most.
fn anywhere(scene: Scene, events: &mut [Event]) {
    let open = |e: &Event| {
        e.place.is_none()
            && matches!(e.event_type, EventType::Assault | EventType::Protest)
            && !matches!(e.status, Status::Planned | Status::Hypothetical)
    };
    if !events.iter().any(open) {
        return;
    }
    let countries = countries_by_weight(scene);
    for i in 0..events.len() {
        if !open(&events[i]) {
            continue;
        }
        // Crowds gather where a trial is held.
        let court = |e: &Event| {
            let charged = matches!(e.event_type, EventType::Accuse | EventType::Sanction) && e.sentence + BESIDE >= events[i].sentence;
            events[i].event_type == EventType::Protest && charged && e.mode.as_deref() != Some("disapprove")
        };
        let lender = |e: &&Event| (lends(e) || court(e)) && e.place.is_some() && events[i].sentence - e.sentence <= FAR;
        let before = events[..i].iter().rev().find(lender);
        let goes_on = !starts_anew(scene, events[i].sentence) && !events[i].historical && !is_apart(scene, &events[i]);
        let told = before.filter(|_| goes_on).and_then(|e| e.place.clone());
        let here = || places::of_local_speaker(scene, &events[i]).filter(|_| !events[i].historical);
        let state = || country_of(scene, &countries, &events[i]).filter(|c| is_named_near(scene, c, events[i].sentence));
        // What was long ago may have been anywhere; a ruler falls in his own state.
        let near = !events[i].historical || is_upheaval(scene, events[i].head);
        if let Some(place) = told.or_else(here).or_else(|| state().filter(|_| near)) {
            events[i].place = Some(place);
            events[i].reasons.push("the place that the report speaks of".to_owned());
        }
    }
}

/// The fall of a ruler, a coup, a civil war: it is in the state of which the sentence tells it.
fn is_upheaval(scene: Scene, word: u32) -> bool {
    let view = scene.view;
    let civil = || view.children(word).iter().any(|&c| view.lemma(c) == "civil");
    let falls = matches!(view.lemma(word), "overthrow" | "topple" | "depose" | "oust" | "ouster" | "fall" | "coup" | "putsch");
    falls || view.lemma(word) == "war" && civil()
}

/// The state where a deed likely happened: rather that of somebody else than of those who did it.
fn country_of(scene: Scene, countries: &[u32], event: &Event) -> Option<EventPlace> {
    let acts = |c: &u32| {
        let iso3 = known_place(scene, scene.mentions.entities[*c as usize].place).map(|p| p.iso3);
        iso3.is_some_and(|i| {
            // "U.S.-led forces"
            let named = |a: &Participant| a.name.starts_with(scene.mentions.entities[*c as usize].name.as_str());
            let acts = |a: &Participant| a.entity == Some(*c) || named(a) || a.codes.iter().any(|code| code.starts_with(i));
            event.actors.iter().chain(&event.attributed_to).any(acts)
        })
    };
    // A state that acts under its own name acts abroad as a rule.
    let abroad = |c: &&u32| event.actors.iter().any(|a| a.entity == Some(**c));
    // Bands fight in their own country, and so do two sides of one.
    let inside = |c: &&u32| {
        let Some(iso3) = known_place(scene, scene.mentions.entities[**c as usize].place).map(|p| p.iso3) else { return false };
        let codes = || event.actors.iter().chain(&event.recipients).filter_map(|p| p.codes.iter().find(|code| code.starts_with(iso3)));
        codes().any(|code| ["REB", "PRM", "UAF"].iter().any(|s| code.ends_with(s))) || codes().filter(|code| code.len() > 3).count() > 1
    };
    let entity = countries.iter().find(inside).or(countries.iter().find(|c| !acts(c))).or(countries.first().filter(|c| !abroad(c)))?;
    let name = scene.mentions.names.iter().find(|n| n.entity == *entity)?;
    Some(place_names::of_name(scene, *entity, scene.view.span_of(name.tokens.clone())))
}

/// True where the sentence itself speaks of the state.
fn is_named_near(scene: Scene, state: &EventPlace, sentence: u32) -> bool {
    let named = |n: &&NameMention| scene.mentions.entities[n.entity as usize].name == state.name;
    scene.mentions.names.iter().filter(named).any(|n| scene.view.sentence_index(n.tokens.start) == sentence)
}

fn known_place<'k>(scene: Scene<'k, '_>, place: Option<u32>) -> Option<truceline_knowledge::Place<'k>> {
    place.and_then(|p| scene.knowledge.gazetteer.place(p))
}

/// Entities of the states that the report names, the one it speaks of most first; places that lie in a state count with it.
pub(crate) fn countries_by_weight(scene: Scene) -> Vec<u32> {
    let entities = &scene.mentions.entities;
    let iso3 = |place: Option<u32>| known_place(scene, place).map(|p| p.iso3);
    let named: Vec<(Option<&str>, u32)> = scene
        .mentions
        .names
        .iter()
        .map(|n| (iso3(n.place).or(iso3(entities[n.entity as usize].place)), if n.kind == NameKind::Place { 2 } else { 1 }))
        .collect();
    let weight = |state: &Entity| {
        let here = iso3(state.place);
        named.iter().filter(|(i, _)| i.is_some() && *i == here).map(|n| n.1).sum::<u32>()
    };
    let states = entities.iter().enumerate().filter(|(_, e)| e.kind == NameKind::Country);
    let mut weighed: Vec<(u32, u32)> = states.map(|(i, e)| (weight(e), i as u32)).collect();
    weighed.sort_by_key(|&(weight, entity)| (std::cmp::Reverse(weight), entity));
    weighed.into_iter().map(|w| w.1).collect()
}

/// Acts of force and arrest happen somewhere.
fn takes(e: &Event) -> bool {
    matches!(e.event_type, EventType::Assault | EventType::Coerce)
        && matches!(e.status, Status::Occurred | Status::Ongoing | Status::Denied)
}

fn lends(e: &Event) -> bool {
    matches!(e.event_type, EventType::Assault | EventType::Coerce | EventType::Protest | EventType::Mobilize) && e.status != Status::Planned
}

/// `had bombed ferries`, `have clashed`, `rebel attacks`: what came before the story, or many deeds as one, happened elsewhere as
/// likely as there.
fn is_apart(scene: Scene, event: &Event) -> bool {
    let view = scene.view;
    // "has bombed ferries and beheaded hostages", "had ill-treated those whom it held after taking the town"
    let up = |&t: &u32| view.head(t).filter(|_| matches!(view.deprel(t), Deprel::Conj | Deprel::Advcl));
    let bare = |t: u32| view.child(t, &[Deprel::Nsubj, Deprel::NsubjPass]).is_none();
    let clause = std::iter::successors(Some(event.head), |t| up(t).filter(|_| bare(*t))).take(3);
    // "said 60 people had been arrested" is told of the same day.
    let told = |t: u32| view.deprel(t) == Deprel::Ccomp && view.head(t).is_some_and(|h| status::reports(scene, h));
    let has = |t: u32| {
        let mut aux = view.children_by(t, &[Deprel::Aux, Deprel::AuxPass]);
        aux.any(|a| view.lemma(a) == "have" && !(told(t) && view.form(a) == "had"))
    };
    let perfect = clause.into_iter().any(has);
    let many = view.xpos(event.head) == Xpos::Nns && view.child(event.head, &[Deprel::Det]).is_none();
    perfect || many
}

/// `Elsewhere, ...`: the story moves on.
fn starts_anew(scene: Scene, sentence: u32) -> bool {
    let view = scene.view;
    let Some(s) = view.segmented.sentences.get(sentence as usize) else { return true };
    let form = |t: u32| view.form(t).to_lowercase();
    let first = s.tokens.start;
    // "In a third incident, ..."
    let another = || {
        let other = |t: u32| matches!(view.lemma(t), "another" | "third" | "fourth" | "separate" | "other");
        view.lemma(first) == "in" && (first + 1..first + 3).any(other) && (first + 2..first + 4).any(|t| is_incident(view.lemma(t)))
    };
    s.tokens.clone().take(3).any(|t| matches!(form(t).as_str(), "elsewhere" | "separately" | "meanwhile")) || another()
}

fn is_incident(lemma: &str) -> bool {
    matches!(
        lemma,
        "incident" | "attack" | "development" | "case" | "blast" | "bombing" | "shooting" | "clash" | "raid" | "strike" | "news"
    )
}
