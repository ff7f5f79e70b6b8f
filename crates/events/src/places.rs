//! Where: the place expressions that belong to a trigger.

use truceline_knowledge::PlaceKind;
use truceline_mentions::{NameKind, NameMention};
use truceline_syntax::{Deprel, Upos, View};
use truceline_text::Span;

use crate::{
    event::EventPlace,
    facilities::{around, as_facility, is_facility, named_facility, proper},
    frames::Frame,
    matching::{Scene, coded_by},
    slots::anchors,
    spoken_at, status,
    who::is_scene,
};

/// The named place of an event: in the trigger's own phrases, else in those of the clauses above it.
pub fn place(scene: Scene, frame: &Frame, argument: Option<u32>, reach_up: bool) -> Option<EventPlace> {
    if let Some(p) = argument.and_then(|t| place_in(scene, t)) {
        return Some(p);
    }
    let view = scene.view;
    let mut found: Vec<EventPlace> = scene_before(scene, frame).into_iter().collect();
    // True above a clause with a subject of its own: of what it is coordinated with only the places at the head count.
    let mut apart = false;
    let mut below = frame.head;
    for (rank, anchor) in anchors(scene, frame).into_iter().enumerate() {
        if rank > 0 && frame.light != Some(anchor) && !reach_up {
            break;
        }
        apart |= has_own_subject(scene, below) && view.deprel(below) == Deprel::Conj && view.head(below) == Some(anchor);
        below = anchor;
        for &c in view.children(anchor).iter().filter(|&&c| !apart || is_fronted(scene, c, anchor)) {
            // "rocket fire from Gaza hit a house": whence it came.
            let origin = rank == 0 && view.preposition(c).as_deref() == Some("from") && !removes(scene, frame);
            // "discussed the fighting in Mali" happened elsewhere.
            let about = rank == 0 && is_topic(scene, frame) && view.child(anchor, &[Deprel::Obj]).is_some_and(|o| o < c);
            if !origin && !about && located(scene, c) || is_entered(scene, anchor, c) {
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
            found.extend(of_arguments(scene, frame));
            if let Some(best) = most_specific(scene, &mut found) {
                return Some(best);
            }
        }
    }
    if reach_up { only_place(scene, frame) } else { spoken_at::place(scene, frame) }
}

/// `the Mali ambush`, `the Beslan siege`: the place before an event noun.
fn scene_before(scene: Scene, frame: &Frame) -> Option<EventPlace> {
    let before = |&&m: &&u32| scene.view.deprel(m) == Deprel::Compound && (is_scene(scene, frame.head, m) || names_small_place(scene, m));
    let found = frame.modifiers.iter().find(before).filter(|_| !frame.is_verb)?;
    scene.mentions.name_headed_by(*found).map(|n| of_mention(scene, n))
}

fn has_own_subject(scene: Scene, verb: u32) -> bool {
    scene.view.child(verb, &[Deprel::Nsubj, Deprel::NsubjPass]).is_some()
}

/// True for what stands before the subject of its clause.
pub(crate) fn is_fronted(scene: Scene, token: u32, verb: u32) -> bool {
    token < verb && scene.view.child(verb, &[Deprel::Nsubj, Deprel::NsubjPass]).is_none_or(|s| token < s)
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
fn is_topic(scene: Scene, frame: &Frame) -> bool {
    frame.is_verb && matches!(scene.view.lemma(frame.head), "discuss" | "debate" | "address" | "review")
}

/// `kidnapped from a school in Kankara`: where somebody is taken away from is where it happened, unlike whence one shoots.
fn removes(scene: Scene, frame: &Frame) -> bool {
    const TO_REMOVE: [&str; 26] = [
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
        "push",
        "release",
        "remove",
        "retreat",
        "seize",
        "snatch",
        "take",
    ];
    let noun = || {
        matches!(
            scene.view.lemma(frame.head),
            "abduction" | "kidnapping" | "expulsion" | "eviction" | "withdrawal" | "retreat" | "evacuation"
        )
    };
    let verb = scene.view.lemma(frame.head);
    frame.is_verb && (TO_REMOVE.contains(&verb) || verb == "withdraw" || verb == "pull") || !frame.is_verb && noun()
}

/// The one place that the clause of an event gives with a preposition of place.
fn only_place(scene: Scene, frame: &Frame) -> Option<EventPlace> {
    if is_topic(scene, frame) {
        return None;
    }
    let sentence = scene.view.sentence(frame.head)?;
    let mut found: Option<EventPlace> = None;
    for t in sentence.tokens.clone() {
        let preposition = scene.view.preposition(t);
        let inside = matches!(preposition.as_deref(), Some("in" | "at" | "near" | "outside" | "through" | "around" | "inside" | "between"));
        if !inside || !located(scene, t) || !belongs(scene, frame, t) {
            continue;
        }
        if let Some(place) = around(scene, t) {
            if found.as_ref().is_some_and(|f| f.name != place.name) {
                return None;
            }
            found = Some(place);
        }
    }
    found
}

/// False for a place that tells where somebody speaks (`officials in Abuja said`) or where another clause's deed happened.
fn belongs(scene: Scene, frame: &Frame, place: u32) -> bool {
    let view = scene.view;
    let up = |from: u32| std::iter::successors(Some(from), |&t| view.head(t)).take(view.len() as usize);
    let above: Vec<u32> = up(frame.light.unwrap_or(frame.head)).collect();
    let mut at = place;
    while !above.contains(&at) {
        let Some(head) = view.head(at) else { return false };
        let speaks = matches!(view.deprel(at), Deprel::Nsubj | Deprel::NsubjPass) && status::reports(scene, head);
        // "X, whose men took the town of Y": what describes somebody else tells another deed.
        let describes = view.deprel(at) == Deprel::AclRelcl && !frame.objects.contains(&head);
        // "fled after rebels raided a depot near Y": what came before or after has its own place.
        let beside = view.deprel(at) == Deprel::Advcl && coded_by(scene, at).is_some() && has_own_subject(scene, at);
        let heard = matches!(view.lemma(at), "interview" | "statement" | "speech" | "briefing" | "conference" | "telephone" | "speak");
        if speaks || heard || describes || beside {
            return false;
        }
        at = head;
    }
    let Some(below) = above.iter().position(|&a| a == at).and_then(|i| i.checked_sub(1)).map(|i| above[i]) else { return true };
    let apart = view.deprel(below) == Deprel::Conj && has_own_subject(scene, below);
    !(apart || status::reports(scene, at)) || is_fronted(scene, place, at)
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

fn names_small_place(scene: Scene, token: u32) -> bool {
    scene.mentions.name_headed_by(token).is_some_and(|n| n.kind == NameKind::Place || direction_before(scene, n).is_some())
}

/// `Nadome village`, `the town of Zumar`.
fn is_named_settlement(scene: Scene, token: u32) -> bool {
    let view = scene.view;
    let settlement = matches!(view.lemma(token), "city" | "town" | "village" | "hamlet" | "camp" | "island" | "district" | "suburb");
    let edge =
        matches!(view.lemma(token), "outskirts" | "outskirt" | "suburb" | "edge" | "gate" | "centre" | "center" | "heart" | "street");
    let town = |c: u32| scene.mentions.name_headed_by(c).is_some_and(|n| n.kind == NameKind::Seat) && edge;
    let named = |c: u32| (names_small_place(scene, c) || town(c)) && (c < token || view.preposition(c).as_deref() == Some("of"));
    (settlement || edge) && view.children_by(token, &[Deprel::Compound, Deprel::Nmod]).any(named)
}

fn is_direction(word: &str) -> bool {
    matches!(word, "north" | "south" | "east" | "west" | "northeast" | "northwest" | "southeast" | "southwest")
}

/// `southern` of `southern Israel`.
fn direction_before(scene: Scene, name: &NameMention) -> Option<u32> {
    let before = name.tokens.start.checked_sub(1)?;
    let form = scene.view.form(before).to_lowercase();
    let stem = form.split_once("ern").map_or("", |(stem, rest)| if rest.is_empty() { stem } else { "" });
    (is_direction(stem) && scene.view.sentence_index(before) == scene.view.sentence_index(name.tokens.start)).then_some(before)
}

/// `the site`, `the complex`: the facility last told by name, within two sentences.
fn site_before(scene: Scene, token: u32) -> Option<EventPlace> {
    let view = scene.view;
    let definite = view.children_by(token, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "the" | "this" | "that"));
    let alone = view.children(token).iter().all(|&c| matches!(view.deprel(c), Deprel::Det | Deprel::Case | Deprel::Punct));
    let site = matches!(view.lemma(token), "site" | "location" | "complex" | "compound" | "facility" | "building" | "installation");
    if !definite || !alone || !site {
        return None;
    }
    let near = (0..token).rev().take_while(|&t| view.sentence_index(token) - view.sentence_index(t) <= 2);
    near.into_iter().find_map(|t| proper(scene, t))
}

/// `the city`, `the town`: the place last named before it, within two sentences.
fn named_before<'s>(scene: Scene<'s, '_>, token: u32) -> Option<&'s NameMention> {
    let view = scene.view;
    let definite = view.children_by(token, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "the" | "this" | "that"));
    let settlement = matches!(
        view.lemma(token),
        "city"
            | "town"
            | "village"
            | "area"
            | "settlement"
            | "port"
            | "camp"
            | "region"
            | "province"
            | "district"
            | "suburb"
            | "neighbourhood"
            | "neighborhood"
            | "township"
            | "island"
            | "hamlet"
            | "enclave"
    );
    // "captured the city from the army" says nothing more of the city.
    let tells = |c: u32| {
        view.deprel(c) != Deprel::Nmod || !matches!(view.preposition(c).as_deref(), Some("from" | "by" | "with" | "on" | "after" | "to"))
    };
    let described = view.children_by(token, &[Deprel::Nmod, Deprel::Acl, Deprel::AclRelcl, Deprel::Compound]).any(tells);
    if !definite || !settlement || described {
        return None;
    }
    let town = !matches!(view.lemma(token), "area" | "region" | "province");
    last_named(scene, token, 2, town).filter(|n| n.kind == NameKind::Place)
}

/// The place that was last named before a word, within so many sentences; for a town no region, nor a name that describes a noun.
fn last_named<'s>(scene: Scene<'s, '_>, token: u32, reach: u32, town: bool) -> Option<&'s NameMention> {
    let view = scene.view;
    let near = |n: &&NameMention| view.sentence_index(token) - view.sentence_index(n.tokens.start) <= reach;
    let before = |n: &&NameMention| n.tokens.end <= token && matches!(n.kind, NameKind::Place | NameKind::Seat);
    let other = |n: &&NameMention| {
        let region = n.place.and_then(|p| scene.knowledge.gazetteer.place(p)).is_some_and(|p| p.kind == PlaceKind::Region);
        let describes = view.head(n.tokens.end - 1).is_some_and(|h| h >= n.tokens.end && view.upos(h) == Upos::Noun);
        town && (region || describes)
    };
    scene.mentions.names.iter().rev().filter(before).filter(|n| !only_measures(view, n) && !other(n)).find(near)
}

/// `at A, 40 km south of B`: B only tells where A lies.
fn only_measures(view: &View, name: &NameMention) -> bool {
    let word = |back: u32| name.tokens.start.checked_sub(back).map_or("", |t| view.form(t));
    let from = matches!(word(1), "of" | "from");
    let measure = word(2).trim_end_matches('s');
    from && (matches!(measure, "north" | "south" | "east" | "west") || is_distance(measure))
}

/// The place that the phrase headed by `token` names.
pub fn place_in(scene: Scene, token: u32) -> Option<EventPlace> {
    let view = scene.view;
    let named =
        |t: u32| scene.mentions.name_headed_by(t).filter(|n| matches!(n.kind, NameKind::Place | NameKind::Country | NameKind::Seat));
    if let Some(name) = named(token) {
        return Some(of_mention(scene, town_before(scene, token, name).unwrap_or(name)));
    }
    if let Some(town) = of_settlement(scene, token).and_then(named) {
        return Some(of_mention(scene, town));
    }
    if !matches!(view.upos(token), Upos::Noun | Upos::Propn) {
        return None;
    }
    if let Some(town) = named_after(scene, token).or_else(|| of_description(scene, token)).or_else(|| proper(scene, token)) {
        return Some(town);
    }
    let inside = [
        Deprel::Appos,
        Deprel::Flat,
        Deprel::NmodDesc,
        Deprel::NmodUnmarked,
        Deprel::Nmod,
        Deprel::Compound,
        Deprel::NmodPoss,
        Deprel::Advmod,
    ];
    // "a checkpoint south of Nablus"
    let beyond = |adverb: u32| {
        let of = view.children_by(adverb, &[Deprel::Obl, Deprel::Nmod]).find(|&k| view.preposition(k).as_deref() == Some("of"));
        of.filter(|_| is_direction(view.lemma(adverb))).and_then(named)
    };
    let name = view.children_by(token, &inside).find_map(|c| {
        // "Mogadishu's airport"
        if view.deprel(c) == Deprel::NmodPoss && !names_small_place(scene, c) && !is_facility(scene, token) {
            return None;
        }
        let fits = match view.preposition(c).as_deref() {
            Some("of" | "in" | "near" | "at" | "outside") => true,
            Some("from") => is_distance(view.lemma(token)),
            Some("to") => matches!(view.lemma(token), "entrance" | "gate" | "approach" | "road" | "highway" | "bridge" | "checkpoint"),
            _ => view.deprel(c) != Deprel::Nmod,
        };
        if view.deprel(c) == Deprel::Advmod {
            return beyond(c);
        }
        let area = scene.knowledge.lexicon.in_class("territory", view.lemma(c));
        let before = || view.children_by(c, &[Deprel::Compound]).filter(|_| area).find_map(named);
        let below = || before().or_else(|| view.children_by(c, &[Deprel::Nmod, Deprel::Appos, Deprel::Flat]).find_map(named));
        fits.then(|| named(c).or_else(below)).flatten()
    });
    if let Some(name) = name {
        let facility = as_facility(scene, token, name).or_else(|| named_facility(scene, token, Some(name.entity)));
        return Some(facility.unwrap_or_else(|| of_mention(scene, name)));
    }
    if let Some(site) = site_before(scene, token) {
        return Some(site);
    }
    if let Some(name) = named_before(scene, token) {
        return Some(of_mention(scene, name));
    }
    named_facility(scene, token, None).or_else(|| of_nation(scene, token))
}

/// `in Newark New Jersey`: of a town and what it lies in, the town.
fn town_before<'s>(scene: Scene<'s, '_>, token: u32, name: &NameMention) -> Option<&'s NameMention> {
    let view = scene.view;
    let comma = u32::from(name.tokens.start.checked_sub(1).is_some_and(|b| view.form(b) == ","));
    let town = scene.mentions.name_at(name.tokens.start.checked_sub(1 + comma)?).filter(|n| n.kind == NameKind::Place)?;
    let case = view.child(token, &[Deprel::Case])?;
    (case < town.tokens.start && town.tokens.end + comma == name.tokens.start).then_some(town)
}

/// `the Darfur village of Tawila`: the name that a noun for a settlement has.
fn of_settlement(scene: Scene, token: u32) -> Option<u32> {
    let view = scene.view;
    let settlement =
        matches!(view.lemma(token), "city" | "town" | "village" | "port" | "capital" | "district" | "suburb" | "camp" | "province");
    let of = view.children_by(token, &[Deprel::Nmod]).find(|&c| view.preposition(c).as_deref() == Some("of"));
    of.filter(|_| settlement)
}

/// `in the capital, Dili, ...`: the name that follows its description, however the tree joins them.
fn named_after(scene: Scene, token: u32) -> Option<EventPlace> {
    let view = scene.view;
    let settlement = matches!(view.lemma(token), "city" | "town" | "village" | "port" | "capital" | "suburb" | "camp" | "island");
    let next = token + 1 + u32::from(view.form(token + 1) == ",");
    let inside = view.sentence_index(next) == view.sentence_index(token);
    let name = scene.mentions.name_at(next).filter(|n| settlement && inside && n.tokens.start == next)?;
    let closed = next == token + 1 || matches!(view.form(name.tokens.end), "," | "." | "" | ";" | ")");
    (closed && matches!(name.kind, NameKind::Place | NameKind::Seat)).then(|| of_mention(scene, name))
}

fn is_distance(lemma: &str) -> bool {
    matches!(lemma, "km" | "kilometer" | "kilometre" | "mile" | "meter" | "metre" | "league")
}

/// `a remote Eritrean village`, `Chadian soil`: the country is the place.
fn of_nation(scene: Scene, token: u32) -> Option<EventPlace> {
    const SOIL: [&str; 4] = ["soil", "waters", "airspace", "land"];
    let view = scene.view;
    if !SOIL.contains(&view.lemma(token)) && !scene.knowledge.lexicon.in_class("territory", view.lemma(token)) {
        return None;
    }
    let own = view.children_by(token, &[Deprel::NmodPoss]).find(|&c| view.upos(c) == Upos::Pron);
    if let Some(pronoun) = own.filter(|_| matches!(view.lemma(token), "territory" | "soil" | "waters" | "airspace" | "land" | "border")) {
        let owner = scene.mentions.participants(view, scene.knowledge, pronoun).into_iter().find_map(|p| p.entity)?;
        let state = scene.mentions.entities.get(owner as usize).is_some_and(|e| e.kind == NameKind::Country);
        return state.then(|| of_name(scene, owner, view.span(token)));
    }
    let nation = view.children_by(token, &[Deprel::Amod, Deprel::Compound]).find_map(|c| scene.mentions.name_headed_by(c))?;
    let state = scene.mentions.entities.get(nation.entity as usize).is_some_and(|e| e.kind == NameKind::Country);
    // "Chechen soil" is Chechnya's; a Shi'ite district or Kurdish land may lie anywhere.
    let land = nation.place.and_then(|p| scene.knowledge.gazetteer.place(p)).map(|p| p.name.to_owned());
    if nation.kind != NameKind::Nationality || !state && land.is_none() {
        return None;
    }
    let place = of_mention(scene, nation);
    Some(if state { place } else { EventPlace { name: land.unwrap_or_default(), ..place } })
}

/// A mention as a place: a seat of government is the town here, not the state.
pub(crate) fn of_mention(scene: Scene, name: &NameMention) -> EventPlace {
    let span = scene.view.span_of(name.tokens.clone());
    // "southern Zabul province" lies in the south; its name is Zabul.
    let administrative = matches!(
        scene.view.lemma(name.tokens.end),
        "province" | "state" | "district" | "county" | "governorate" | "prefecture" | "department" | "valley" | "oblast"
    ) && scene.view.sentence_index(name.tokens.end) == scene.view.sentence_index(name.tokens.start);
    if let Some(direction) = direction_before(scene, name).filter(|_| !administrative) {
        let span = scene.view.span(direction).join(span);
        let mut part = of_name(scene, name.entity, span);
        if name.kind == NameKind::Seat {
            part.name = scene.view.text_of(name.tokens.clone()); // the town, not the state
        }
        part.name = format!("{} {}", scene.view.form(direction), part.name);
        if let Some(known) = name.place.and_then(|p| scene.knowledge.gazetteer.place(p)) {
            (part.id, part.country, part.coordinates) = (Some(known.id.into()), Some(known.iso3.into()), Some((known.lat, known.lon)));
            part.kind = Some(known.kind);
        }
        return part;
    }
    let mut out = of_name(scene, name.entity, span);
    if name.kind == NameKind::Seat {
        out.name = scene.view.text_of(name.tokens.clone());
    }
    let known = name.place.and_then(|p| scene.knowledge.gazetteer.place(p));
    out.id = known.map(|p| p.id.into());
    out.country = known.map(|p| p.iso3.into());
    out.kind = known.map(|p| p.kind);
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
        kind: known.map(|p| p.kind),
    }
}
