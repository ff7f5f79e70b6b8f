//! Places that are built: airports, hotels, embassies, and the names that they have.

use truceline_knowledge::{PlaceKind, Referent};
use truceline_mentions::{NameKind, NameMention};
use truceline_syntax::{Deprel, Upos, Xpos};

use crate::{
    event::EventPlace,
    matching::Scene,
    place_names::{of_mention, place_in},
};

/// A noun for what is built, apart from settlements and homes.
pub(crate) fn is_facility(scene: Scene, token: u32) -> bool {
    let lexicon = &scene.knowledge.lexicon;
    let lemma = scene.view.lemma(token);
    let settlement = matches!(lemma, "city" | "town" | "village" | "district" | "region" | "province" | "area" | "home" | "house");
    !settlement && (lexicon.in_class("building", lemma) || lexicon.naming.site.contains(lemma))
}

/// `Mezzeh military airport`, `Tripoli's international airport`: the name of a place before a noun for a facility is part of the
/// facility's name.
pub(crate) fn as_facility(scene: Scene, token: u32, name: &NameMention) -> Option<EventPlace> {
    let view = scene.view;
    let direct = name.tokens.end <= token && view.head(name.tokens.end - 1).is_some_and(|h| h == token || name.tokens.contains(&h));
    let owns = u32::from(view.xpos(name.tokens.end) == Xpos::Pos);
    let between = (name.tokens.end + owns..token).all(|t| matches!(view.upos(t), Upos::Adj | Upos::Noun | Upos::Propn));
    // "Gaza's borders" are no one site.
    let one = owns == 0 || view.xpos(token) == Xpos::Nn && view.lemma(token) != "border";
    let small = one && matches!(name.kind, NameKind::Place | NameKind::Seat) && direct && between && token - name.tokens.end < 3 + owns;
    (small && is_facility(scene, token)).then(|| EventPlace {
        name: view.text_of(name.tokens.start..token + 1),
        span: view.span_of(name.tokens.start..token + 1),
        kind: Some(PlaceKind::Facility),
        ..of_mention(scene, name)
    })
}

/// `the airport`, `the airport in Mezzeh`: the facility of that kind that the report names, before or after, in the place `at` if
/// one is told.
pub(crate) fn named_facility(scene: Scene, token: u32, at: Option<u32>) -> Option<EventPlace> {
    let view = scene.view;
    let definite = view.children_by(token, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "the" | "this" | "that"));
    if !definite || !is_facility(scene, token) {
        return None;
    }
    let named = |name: &NameMention| {
        let noun = (name.tokens.end..view.len()).take(3).find(|&t| view.lemma(t) == view.lemma(token))?;
        as_facility(scene, noun, name)
    };
    scene.mentions.names.iter().filter(|n| at.is_none_or(|e| e == n.entity)).find_map(named)
}

/// The place of a phrase: of the facility that it describes (`the airport in Mezzeh`), else what it names itself.
pub(crate) fn around(scene: Scene, token: u32) -> Option<EventPlace> {
    let facility = scene.view.head(token).filter(|&a| is_facility(scene, a)).and_then(|a| place_in(scene, a));
    facility.or_else(|| place_in(scene, token))
}

/// `the Fordow plant`, `Government House`, `the French embassy`, `the presidential palace`: a facility that goes by a name. Where it
/// lies its name tells, or the phrase after it: `the Sahafi Hotel in Mogadishu`.
pub(crate) fn proper(scene: Scene, token: u32) -> Option<EventPlace> {
    let view = scene.view;
    let more = matches!(view.lemma(token), "embassy" | "consulate" | "complex" | "club");
    let built = is_facility(scene, token) && view.lemma(token) != "camp"; // "Dadaab refugee camp" is Dadaab
    if !(more || built) || !matches!(view.xpos(token), Xpos::Nn | Xpos::Nnp) {
        return None;
    }
    let start = first_of_name(scene, token)?;
    let is_place = |n: &&NameMention| matches!(n.kind, NameKind::Place | NameKind::Seat);
    let told = view.children_by(token, &[Deprel::Nmod, Deprel::Appos]).filter(|&c| c > token);
    let told = told.filter(|&c| matches!(view.preposition(c).as_deref(), None | Some("in" | "at" | "near" | "of" | "outside")));
    let own = (start..token).find_map(|t| scene.mentions.name_at(t).filter(is_place));
    let at = own.or_else(|| told.filter_map(|c| scene.mentions.name_headed_by(c)).find(is_place)).map(|n| of_mention(scene, n));
    let (id, country, coordinates) = at.map_or((None, None, None), |p| (p.id, p.country, p.coordinates));
    let kind = coordinates.map(|_| PlaceKind::Facility);
    Some(EventPlace { name: view.text_of(start..token + 1), span: view.span_of(start..token + 1), id, country, coordinates, kind })
}

/// Where the name of a facility begins: the first of the capitalised words, or the word that makes it the only one of its kind.
fn first_of_name(scene: Scene, token: u32) -> Option<u32> {
    let view = scene.view;
    let only_one = match view.lemma(token) {
        "embassy" | "consulate" => scene
            .mentions
            .name_at(token.checked_sub(1)?)
            .filter(|n| n.tokens.end == token && matches!(n.kind, NameKind::Nationality | NameKind::Country)),
        _ => None,
    };
    if let Some(nation) = only_one {
        return Some(nation.tokens.start);
    }
    if view.lemma(token) == "palace" && token > 0 && matches!(view.lemma(token - 1), "presidential" | "royal" | "imperial" | "national") {
        return Some(token - 1);
    }
    let belongs = |t: u32| {
        // "the Catholic cathedral" goes by its faith, "the French barracks" are a state's.
        let of_people = |n: &NameMention| matches!(scene.mentions.entities[n.entity as usize].referent, Some(Referent::Community(_)));
        let kind = scene.mentions.name_at(t).filter(|n| !of_people(n)).map(|n| n.kind);
        let part = matches!(view.deprel(t), Deprel::Compound | Deprel::Flat | Deprel::Amod | Deprel::NmodUnmarked | Deprel::NmodDesc);
        let whose = matches!(kind, Some(NameKind::Nationality | NameKind::Country | NameKind::Seat));
        part && !whose && view.upos(t) == Upos::Propn && view.form(t).starts_with(char::is_uppercase)
    };
    let start = (0..token).rev().take(4).take_while(|&t| {
        view.sentence_index(t) == view.sentence_index(token)
            && (belongs(t) || matches!(view.deprel(t), Deprel::Compound | Deprel::Amod) && view.head(t) == Some(token))
    });
    let first = start.filter(|&t| belongs(t)).last()?;
    // "Police Station", "State House" at the head of a sentence may be any.
    (view.sentence(token)?.tokens.start != first).then_some(first)
}
