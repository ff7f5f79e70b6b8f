//! What a phrase of place names: towns, regions, sites, descriptions of them, and what the gazetteer has of them.

use truceline_knowledge::PlaceKind;
use truceline_mentions::{NameKind, NameMention};
use truceline_syntax::{Deprel, Upos, View, Xpos};
use truceline_text::Span;

use crate::{
    event::EventPlace,
    facilities::{as_facility, is_facility, named_facility, proper},
    matching::Scene,
    whereabouts,
};

pub(crate) fn names_small_place(scene: Scene, token: u32) -> bool {
    scene.mentions.name_headed_by(token).is_some_and(|n| n.kind == NameKind::Place || direction_before(scene, n).is_some())
}

/// `Nadome village`, `the town of Zumar`.
pub(crate) fn is_named_settlement(scene: Scene, token: u32) -> bool {
    let view = scene.view;
    let settlement = matches!(view.lemma(token), "city" | "town" | "village" | "hamlet" | "camp" | "island" | "district" | "suburb");
    let edge =
        matches!(view.lemma(token), "outskirts" | "outskirt" | "suburb" | "edge" | "gate" | "centre" | "center" | "heart" | "street");
    let town = |c: u32| scene.mentions.name_headed_by(c).is_some_and(|n| n.kind == NameKind::Seat) && edge;
    let named = |c: u32| (names_small_place(scene, c) || town(c)) && (c < token || view.preposition(c).as_deref() == Some("of"));
    (settlement || edge) && view.children_by(token, &[Deprel::Compound, Deprel::Nmod]).any(named)
}

pub(crate) fn is_direction(word: &str) -> bool {
    matches!(word, "north" | "south" | "east" | "west" | "northeast" | "northwest" | "southeast" | "southwest")
}

/// `southern` of `southern Israel`.
pub(crate) fn direction_before(scene: Scene, name: &NameMention) -> Option<u32> {
    let before = name.tokens.start.checked_sub(1)?;
    let form = scene.view.form(before).to_lowercase();
    let stem = form.split_once("ern").map_or("", |(stem, rest)| if rest.is_empty() { stem } else { "" });
    (is_direction(stem) && scene.view.sentence_index(before) == scene.view.sentence_index(name.tokens.start)).then_some(before)
}

/// `the site`, `the area`, `the complex`: the facility last told by name, within two sentences.
fn site_before(scene: Scene, token: u32) -> Option<EventPlace> {
    let view = scene.view;
    let definite = view.children_by(token, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "the" | "this" | "that"));
    let alone = view.children(token).iter().all(|&c| matches!(view.deprel(c), Deprel::Det | Deprel::Case | Deprel::Punct));
    let site =
        matches!(view.lemma(token), "site" | "location" | "area" | "complex" | "compound" | "facility" | "building" | "installation");
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
pub(crate) fn last_named<'s>(scene: Scene<'s, '_>, token: u32, reach: u32, town: bool) -> Option<&'s NameMention> {
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
    // "lost most of Gao", "parts of Aleppo"
    if matches!(view.lemma(token), "most" | "much" | "part" | "all" | "half" | "some" | "rest" | "control" | "swathe" | "swath" | "heart") {
        let whole = view.children_by(token, &[Deprel::Nmod]).find(|&c| view.preposition(c).as_deref() == Some("of"));
        if let Some(name) = whole.and_then(named) {
            return Some(of_mention(scene, name));
        }
    }
    if !matches!(view.upos(token), Upos::Noun | Upos::Propn) {
        return None;
    }
    if let Some(state) = of_the_country(scene, token) {
        return Some(state);
    }
    let described = || of_description(scene, token).or_else(|| capital_of_dateline(scene, token));
    if let Some(town) = named_after(scene, token).or_else(described).or_else(|| proper(scene, token)) {
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
    // "U.S. embassies in Kenya": what a state has abroad lies where the phrase says.
    let abroad = matches!(view.lemma(token), "embassy" | "consulate" | "base" | "interest" | "outpost" | "barracks");
    let owner = |c: u32| abroad && view.deprel(c) != Deprel::Nmod && named(c).is_some_and(|n| n.kind == NameKind::Country);
    let name = view.children_by(token, &inside).filter(|&c| !owner(c)).find_map(|c| {
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
pub(crate) fn of_nation(scene: Scene, token: u32) -> Option<EventPlace> {
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

/// `the country's northwest`, `the south of the country`, `across the country`: the state last named in the sentence, else the one
/// that the report names most.
fn of_the_country(scene: Scene, token: u32) -> Option<EventPlace> {
    let view = scene.view;
    let land = |t: u32| {
        let the = view.children_by(t, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "the" | "this"));
        let plain = || view.children(t).iter().all(|&c| !matches!(view.deprel(c), Deprel::Amod | Deprel::AclRelcl | Deprel::Nmod));
        matches!(view.lemma(t), "country" | "nation") && view.xpos(t) == Xpos::Nn && the && plain()
    };
    let of = |c: u32| view.deprel(c) == Deprel::NmodPoss || view.preposition(c).as_deref() == Some("of");
    let part = is_direction(view.lemma(token)) || matches!(view.lemma(token), "part" | "half" | "region" | "centre" | "center" | "corner");
    // "the country's Niger Delta region" has a name of its own.
    let named = || view.children(token).iter().any(|&c| scene.mentions.name_at(c).is_some());
    let whole = || view.children_by(token, &[Deprel::NmodPoss, Deprel::Nmod]).any(|c| of(c) && land(c)) && !named();
    if !(land(token) || part && whole()) {
        return None;
    }
    // "attacks in Spain ... across the country", unlike "a Spanish officer", "a U.S. officer"
    let here = view.sentence_index(token);
    let stands = |n: &&NameMention| {
        let apart = view.head(n.tokens.end - 1).is_some() && !matches!(view.deprel(n.tokens.end - 1), Deprel::Compound | Deprel::Amod);
        n.kind == NameKind::Country && n.tokens.end <= token && view.sentence_index(n.tokens.start) == here && apart
    };
    let last = scene.mentions.names.iter().rev().find(stands).map(|n| n.entity);
    let entity = last.or_else(|| whereabouts::countries_by_weight(scene).first().copied())?;
    Some(of_name(scene, entity, view.span(token)))
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

/// A place that a common noun describes, if the document names it: `the Libyan capital`, `the capital` where it names one only.
fn of_description(scene: Scene, token: u32) -> Option<EventPlace> {
    let described = scene.mentions.described_place(scene.view, scene.knowledge, token);
    let place = described.or_else(|| only_capital(scene, token))?;
    let name = scene.mentions.names.iter().find(|n| n.place == Some(place))?;
    Some(EventPlace { span: scene.view.span(token), ..of_mention(scene, name) })
}

/// A bare `the capital` where the dateline is of one.
fn capital_of_dateline(scene: Scene, token: u32) -> Option<EventPlace> {
    is_bare_capital(scene, token).then(|| dateline(scene)).flatten().filter(|town| town.kind == Some(PlaceKind::Capital))
}

/// The town of the dateline.
pub(crate) fn dateline(scene: Scene) -> Option<EventPlace> {
    let (span, index) = scene.mentions.dateline(scene.view, scene.knowledge)?;
    let known = scene.knowledge.gazetteer.place(index)?;
    Some(EventPlace {
        name: span.of(&scene.view.document.text).to_owned(),
        span,
        id: Some(known.id.into()),
        coordinates: Some((known.lat, known.lon)),
        country: Some(known.iso3.into()),
        kind: Some(known.kind),
    })
}

fn is_bare_capital(scene: Scene, token: u32) -> bool {
    let view = scene.view;
    let plain =
        |c: u32| matches!(view.deprel(c), Deprel::Det | Deprel::Case | Deprel::Punct | Deprel::Advmod | Deprel::AclRelcl) || c > token;
    view.lemma(token) == "capital" && view.children(token).iter().all(|&c| plain(c))
}

/// The gazetteer's index of the one capital that the document names, for a bare `the capital`.
fn only_capital(scene: Scene, token: u32) -> Option<u32> {
    if !is_bare_capital(scene, token) {
        return None;
    }
    let capital = |i: &u32| scene.knowledge.gazetteer.place(*i).is_some_and(|p| p.kind == PlaceKind::Capital);
    let mut named = scene.mentions.names.iter().filter_map(|n| n.place).filter(capital);
    let first = named.next()?;
    named.all(|p| p == first).then_some(first)
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
