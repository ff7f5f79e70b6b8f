//! Where: the place expressions that belong to a trigger.

use compact_str::CompactString;
use truceline_knowledge::{EventType, PlaceKind};
use truceline_mentions::{NameKind, NameMention};
use truceline_syntax::Deprel;

use crate::{
    belonging::{is_charge, only_place},
    event::{Event, EventPlace},
    facilities::around,
    frames::Frame,
    matching::{Scene, coded_by},
    place_names::{is_direction, is_named_settlement, last_named, names_small_place, of_mention, of_nation, place_in},
    slots::anchors,
    spoken_at, status,
    who::is_scene,
};

/// The named place of an event: in the trigger's own phrases, else in those of the clauses above it.
pub fn place(scene: Scene, frame: &Frame, argument: Option<u32>, reach_up: bool) -> Option<EventPlace> {
    if let Some(p) = argument.and_then(|t| place_in(scene, t)) {
        return Some(p);
    }
    if let Some(p) = of_relative(scene, frame) {
        return Some(p);
    }
    let view = scene.view;
    let mut found: Vec<EventPlace> =
        scene_before(scene, frame).or_else(|| told_of_noun(scene, frame)).or_else(|| of_aim(scene, frame)).into_iter().collect();
    // True above a clause with a subject of its own: of what it is coordinated with only the places at the head count.
    let mut apart = false;
    let mut below = frame.head;
    for (rank, anchor) in anchors(scene, frame).into_iter().enumerate() {
        if rank > 0 && (frame.light != Some(anchor) && !reach_up || is_charge(scene, anchor)) {
            break;
        }
        apart |= has_own_subject(scene, below) && view.deprel(below) == Deprel::Conj && view.head(below) == Some(anchor);
        below = anchor;
        for &c in view.children(anchor).iter().filter(|&&c| !apart || is_fronted(scene, c, anchor)) {
            // "rocket fire from Gaza hit a house": whence it came.
            let origin = rank == 0 && view.preposition(c).as_deref() == Some("from") && !removes(scene, frame);
            // "discussed the fighting in Mali" happened elsewhere.
            let about = rank == 0 && is_topic(scene, frame) && view.child(anchor, &[Deprel::Obj]).is_some_and(|o| o < c);
            let here = located(scene, c) || rank == 0 && leaves_seat(scene, frame, c);
            if !origin && !about && here || is_entered(scene, anchor, c) || rank > 0 && is_destination(scene, anchor, c) {
                found.extend(place_in(scene, c));
            } else if view.deprel(c) == Deprel::Advmod && view.lemma(c) == "there" {
                found.extend(last_named(scene, c, 2, false).map(|n| of_mention(scene, n)));
            } else if view.deprel(c) == Deprel::Advmod {
                // "broke out south of Tripoli", unlike "south of the border"
                let beyond = |k: u32| is_direction(view.lemma(c)) && view.preposition(k).as_deref() == Some("of");
                found.extend(view.children(c).iter().filter(|&&k| located(scene, k) || beyond(k)).filter_map(|&k| place_in(scene, k)));
            }
        }
        if let Some(best) = most_specific(scene, &mut found) {
            return Some(best);
        }
        if rank == 0 && reach_up {
            let left = frame.objects.iter().flat_map(|&o| view.children_by(o, &[Deprel::Nmod])).filter(|&c| leaves_seat(scene, frame, c));
            found.extend(left.filter_map(|c| place_in(scene, c)));
            found.extend(of_arguments(scene, frame));
            if let Some(best) = most_specific(scene, &mut found) {
                return Some(best);
            }
        }
    }
    if reach_up {
        only_place(scene, frame).or_else(|| spoken_at::of_court(scene, frame)).or_else(|| attacked_state(scene, frame))
    } else {
        spoken_at::place(scene, frame)
    }
}

/// `the Mali ambush`, `the Beslan siege`: the place before an event noun.
fn scene_before(scene: Scene, frame: &Frame) -> Option<EventPlace> {
    let before = |&&m: &&u32| scene.view.deprel(m) == Deprel::Compound && (is_scene(scene, frame.head, m) || names_small_place(scene, m));
    let found = frame.modifiers.iter().find(before).filter(|_| !frame.is_verb)?;
    scene.mentions.name_headed_by(*found).map(|n| of_mention(scene, n))
}

/// `attacks on the United States`, `the invasion of Iraq`: a state that is attacked as such.
fn attacked_state(scene: Scene, frame: &Frame) -> Option<EventPlace> {
    let force = coded_by(scene, frame.head).is_some_and(|c| c.pattern.event_type == EventType::Assault);
    let state = |t: &u32| scene.mentions.name_headed_by(*t).is_some_and(|n| n.kind == NameKind::Country);
    let on = |o: &&(CompactString, u32)| matches!(o.0.as_str(), "on" | "of" | "against") && state(&o.1);
    let attack =
        matches!(scene.view.lemma(frame.head), "attack" | "assault" | "strike" | "invasion" | "aggression" | "bombing" | "offensive");
    frame.obliques.iter().find(on).filter(|_| force && attack && !frame.is_verb).and_then(|o| place_in(scene, o.1))
}

/// `The fighting is around the town of Kidal`: where the noun is said to be.
fn told_of_noun(scene: Scene, frame: &Frame) -> Option<EventPlace> {
    let view = scene.view;
    let place = view.head(frame.head).filter(|_| !frame.is_verb && view.deprel(frame.head) == Deprel::Nsubj)?;
    let inside = matches!(view.preposition(place).as_deref(), Some("in" | "at" | "near" | "around" | "outside" | "inside"));
    place_in(scene, place).filter(|_| inside && view.child(place, &[Deprel::Cop]).is_some())
}

/// `the campaign to free Mosul`: what the noun is aimed at.
fn of_aim(scene: Scene, frame: &Frame) -> Option<EventPlace> {
    let view = scene.view;
    let force = coded_by(scene, frame.head).is_some_and(|c| c.pattern.event_type == EventType::Assault);
    // The tree may hang the infinitive on the verb above the noun.
    let to = Some(frame.head + 1).filter(|&t| force && !frame.is_verb && view.deprel(t) == Deprel::Mark && view.lemma(t) == "to")?;
    let aim = view.head(to)?;
    view.child(aim, &[Deprel::Obj])
        .filter(|&o| names_small_place(scene, o) || is_named_settlement(scene, o))
        .and_then(|o| place_in(scene, o))
}

/// `drove the army from Khartoum`: a capital that somebody is made to leave is a town here.
fn leaves_seat(scene: Scene, frame: &Frame, phrase: u32) -> bool {
    let seat = || scene.mentions.name_headed_by(phrase).is_some_and(|n| n.kind == NameKind::Seat);
    scene.view.preposition(phrase).as_deref() == Some("from") && removes(scene, frame) && seat()
}

/// `Kidal, where rebels attacked`, `the town in which`: what the clause describes is where its deed is done.
fn of_relative(scene: Scene, frame: &Frame) -> Option<EventPlace> {
    let view = scene.view;
    let verb = frame.light.unwrap_or(frame.head);
    let described = view.head(verb).filter(|_| frame.is_verb && view.deprel(verb) == Deprel::AclRelcl);
    let inside = |t: u32| move |(p, o): &&(CompactString, u32)| *o == t && matches!(p.as_str(), "in" | "at" | "near" | "on" | "outside");
    let place = described.and_then(|t| frame.obliques.iter().find(inside(t)).and_then(|_| place_in(scene, t)));
    // The tree may hang the clause on a word beside the place.
    let after = view.children_by(verb, &[Deprel::Advmod]).find(|&c| view.form(c) == "where" && c < verb);
    let last = |word: u32| {
        let named = |n: &&NameMention| matches!(n.kind, NameKind::Place | NameKind::Seat | NameKind::Country) && n.tokens.end <= word;
        let before = scene.mentions.names.iter().rev().find(named);
        before.filter(|n| view.sentence_index(n.tokens.start) == view.sentence_index(word))
    };
    // "the Wadi Barada area of Damascus, where"
    let whole = |n: &NameMention| {
        let of = |t: u32| view.head(t).filter(|&h| h < t && view.preposition(t).as_deref() == Some("of") && is_area(scene, h));
        n.tokens.clone().find_map(of).and_then(|area| place_in(scene, area))
    };
    place.or_else(|| after.and_then(last).map(|n| whole(n).unwrap_or_else(|| of_mention(scene, n))))
}

fn is_area(scene: Scene, noun: u32) -> bool {
    scene.knowledge.lexicon.in_class("territory", scene.view.lemma(noun))
}

pub(crate) fn has_own_subject(scene: Scene, verb: u32) -> bool {
    scene.view.child(verb, &[Deprel::Nsubj, Deprel::NsubjPass]).is_some()
}

/// True for what stands before the subject of its clause.
pub(crate) fn is_fronted(scene: Scene, token: u32, verb: u32) -> bool {
    token < verb && scene.view.child(verb, &[Deprel::Nsubj, Deprel::NsubjPass]).is_none_or(|s| token < s)
}

/// `travelled to Doha for talks`: where the journey leads.
fn is_destination(scene: Scene, verb: u32, phrase: u32) -> bool {
    let journey = coded_by(scene, verb).is_some_and(|c| c.frame.is_verb && c.pattern.mode.as_deref() == Some("visit"));
    let to = || matches!(scene.view.preposition(phrase).as_deref(), Some("to" | "for" | "into"));
    journey && (to() || scene.view.deprel(phrase) == Deprel::Obj) && scene.mentions.name_headed_by(phrase).is_some()
}

/// `entered the town and killed two`: where the deed before leads.
fn is_entered(scene: Scene, verb: u32, object: u32) -> bool {
    scene.view.deprel(object) == Deprel::Obj
        && matches!(scene.view.lemma(verb), "enter" | "invade" | "storm" | "raid" | "infiltrate" | "reach" | "overrun")
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
            "take"
                | "retake"
                | "recapture"
                | "capture"
                | "seize"
                | "liberate"
                | "free"
                | "clear"
                | "secure"
                | "storm"
                | "enter"
                | "reach"
                | "isolate"
                | "encircle"
                | "surround"
                | "besiege"
                | "occupy"
                | "recover"
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
        let phrases = arguments.iter().filter(|_| !is_topic(scene, frame)).flat_map(|&a| view.children_by(a, &[Deprel::Nmod, Deprel::Obl]));
        let sure = |c: &u32| {
            matches!(view.preposition(*c).as_deref(), Some("on" | "into")) && names_small_place(scene, *c)
                || matches!(view.preposition(*c).as_deref(), Some("in" | "at" | "near" | "outside" | "inside" | "around" | "close to"))
        };
        let found: Vec<EventPlace> = phrases.filter(sure).filter_map(|c| around(scene, c)).collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// True for a verb of talking something over: its object, and the place in that, are what it is about.
pub(crate) fn is_topic(scene: Scene, frame: &Frame) -> bool {
    frame.is_verb && matches!(scene.view.lemma(frame.head), "discuss" | "debate" | "address" | "review")
}

/// `kidnapped from a school in Kankara`: where somebody is taken away from is where it happened, unlike whence one shoots.
fn removes(scene: Scene, frame: &Frame) -> bool {
    const TO_REMOVE: [&str; 28] = [
        "abduct",
        "bar",
        "capture",
        "chase",
        "deport",
        "disappear",
        "dislodge",
        "drag",
        "drive",
        "eject",
        "evacuate",
        "evict",
        "expel",
        "flee",
        "flush",
        "force",
        "free",
        "kidnap",
        "oust",
        "pull",
        "push",
        "release",
        "remove",
        "retreat",
        "seize",
        "snatch",
        "take",
        "withdraw",
    ];
    let noun = || {
        matches!(
            scene.view.lemma(frame.head),
            "abduction" | "kidnapping" | "expulsion" | "eviction" | "withdrawal" | "retreat" | "evacuation"
        )
    };
    if frame.is_verb { TO_REMOVE.contains(&scene.view.lemma(frame.head)) } else { noun() }
}

/// `Officials in Kismayo say a bomb killed two`: those who tell of it and live there.
pub(crate) fn of_local_speaker(scene: Scene, event: &Event) -> Option<EventPlace> {
    let view = scene.view;
    let up = std::iter::successors(Some(event.head), |&t| view.head(t)).take(view.len() as usize);
    let teller = up.into_iter().find(|&t| status::reports(scene, t))?;
    let local = |s: &u32| {
        matches!(
            view.lemma(*s),
            "official"
                | "police"
                | "resident"
                | "witness"
                | "doctor"
                | "medic"
                | "authority"
                | "villager"
                | "policeman"
                | "hospital"
                | "mayor"
        )
    };
    let towns = |s: u32| view.children_by(s, &[Deprel::Nmod, Deprel::Conj]).filter(|&c| located(scene, c)).find_map(|c| place_in(scene, c));
    let told = view.children_by(teller, &[Deprel::Nsubj]).filter(local).find_map(towns);
    told.filter(|p| !matches!(p.kind, None | Some(PlaceKind::Country)))
}

/// A town beats the region and the state that it lies in.
fn most_specific(scene: Scene, found: &mut Vec<EventPlace>) -> Option<EventPlace> {
    let is_country = |p: &EventPlace| scene.knowledge.countries.iter().any(|c| c.name == p.name || c.aliases.contains(&p.name));
    let width = |p: &EventPlace| if is_country(p) { 2 } else { u8::from(p.kind == Some(PlaceKind::Region)) };
    let index = (0..found.len()).min_by_key(|&i| width(&found[i]))?;
    Some(found.swap_remove(index))
}

pub(crate) fn located(scene: Scene, token: u32) -> bool {
    const PLACE: [&str; 16] = [
        "through",
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
    let state = || scene.mentions.name_headed_by(token).is_some_and(|n| matches!(n.kind, NameKind::Country | NameKind::Seat));
    // "between Chad and Sudan", "outside Iraq" tell no place.
    let sure = PLACE.contains(&preposition.as_str()) && !(matches!(preposition.as_str(), "between" | "outside" | "outside of") && state());
    let island = preposition == "on"
        && matches!(scene.view.lemma(token), "island" | "peninsula" | "archipelago" | "coast" | "border" | "outskirts" | "atoll");
    let enters = || island && place_in(scene, token).is_some() || preposition == "into" && of_nation(scene, token).is_some();
    phrase
        && (sure
            || enters()
            || PERHAPS.contains(&preposition.as_str()) && (names_small_place(scene, token) || is_named_settlement(scene, token)))
}
