//! Which larger place the text puts a place in: `Tikrit, Salah al-Din province`, `the Syrian town of Manbij`.

use std::ops::Range;

use truceline_knowledge::{Gazetteer, Knowledge, Place, PlaceKind, Referent, push_folded};
use truceline_syntax::View;

use crate::{
    names::key,
    place_words::{Sort, is_direction, shorter_forms},
};

/// A name that says where another place lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Container {
    /// Its folded name.
    pub key: String,
    /// What the words at it say it is.
    pub sort: Option<Sort>,
}

/// The most words that a container's name has.
const LONGEST: u32 = 5;

/// The places that the words around a name say it lies in, the one after the name first.
pub(crate) fn of(view: &View, knowledge: &Knowledge, tokens: Range<u32>) -> Vec<Container> {
    let mut out = Vec::new();
    if let Some(sentence) = view.sentence(tokens.start) {
        let (first, last) = (sentence.tokens.start, sentence.tokens.end);
        out.extend(after(view, knowledge, tokens.end, last));
        out.extend(before(view, knowledge, first, tokens.start));
    }
    out
}

/// `, Iraq`, `(Iraq)`, `in northern Iraq`, `in Iraq's Diyala province`.
fn after(view: &View, knowledge: &Knowledge, mut at: u32, end: u32) -> Option<Container> {
    let word = |i: u32| if i < end { view.form(i) } else { "" };
    while Sort::of(&word(at).to_lowercase()).is_some() {
        at += 1;
    }
    let comma = matches!(word(at), "," | "(" | "-");
    let preposition = |i: u32| matches!(word(i), "in" | "of" | "within");
    if !comma && !preposition(at) {
        return None;
    }
    at += 1;
    if comma && preposition(at) {
        at += 1;
    }
    while word(at) == "the" || is_direction(&word(at).to_lowercase()) {
        at += 1;
    }
    let (found, stop) = longest(view, knowledge, at, end)?;
    // A list of towns is no row of places within each other; `largest` accepts only what can hold others.
    match longest(view, knowledge, stop + 1, end) {
        Some((inner, _)) if matches!(word(stop), "'s" | "’s") => Some(inner),
        _ => Some(found),
    }
}

/// `the Syrian town of`, `Iraq's`, `northern Mali's`.
fn before(view: &View, knowledge: &Knowledge, first: u32, start: u32) -> Option<Container> {
    const REACH: u32 = 8;
    let mut at = start;
    while at > first && start - at < REACH {
        let word = view.form(at - 1).to_lowercase();
        let passed = matches!(word.as_str(), "of" | "the" | "'s" | "’s" | "-" | "held" | "controlled" | "besieged" | "near")
            || Sort::of(&word).is_some()
            || is_direction(&word)
            || view.upos(at - 1) == truceline_syntax::Upos::Adj && !view.form(at - 1).starts_with(char::is_uppercase);
        if !passed {
            break;
        }
        at -= 1;
    }
    // Nearest first: the name that ends where the passed words begin.
    (1..=LONGEST).rev().find_map(|length| {
        let from = at.checked_sub(length).filter(|f| *f >= first)?;
        holds(knowledge, &key(view, from..at), view.form(from)).map(|sort| Container { key: key(view, from..at), sort })
    })
}

/// The longest name from `at` on that can hold other places, and the token after it.
fn longest(view: &View, knowledge: &Knowledge, at: u32, end: u32) -> Option<(Container, u32)> {
    (1..=LONGEST).rev().find_map(|length| {
        let stop = at + length;
        if stop > end {
            return None;
        }
        let key = key(view, at..stop);
        let sort = holds(knowledge, &key, view.form(at))?;
        let after = Sort::of(&view.form(stop).to_lowercase());
        Some((Container { key, sort: sort.or(after) }, stop))
    })
}

/// Whether a name can hold other places; `Some(sort)` with what the name itself says.
fn holds(knowledge: &Knowledge, key: &str, first_form: &str) -> Option<Option<Sort>> {
    let shouted = first_form.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let named = first_form.starts_with(char::is_uppercase) || first_form.starts_with("al-");
    if !named || key.len() < 2 || (key.len() == 2 && !shouted && !first_form.contains('.')) {
        return None;
    }
    if knowledge.names.get(key).iter().any(|r| matches!(r, Referent::Country(_) | Referent::Nationality(_))) {
        return Some(None);
    }
    let large = |key: &str| knowledge.gazetteer.get(key).iter().any(|(_, p)| holds_others(p));
    if large(key) {
        return Some(None);
    }
    shorter_forms(key).into_iter().find(|(short, _)| large(short)).map(|(_, sort)| sort)
}

fn holds_others(place: &Place) -> bool {
    matches!(place.kind, PlaceKind::Country | PlaceKind::Region | PlaceKind::Island) || place.population > 500_000
}

/// What a container's name may refer to.
pub(crate) fn places<'k>(knowledge: &'k Knowledge, container: &Container) -> Vec<Place<'k>> {
    let gazetteer: &Gazetteer = &knowledge.gazetteer;
    let mut out: Vec<Place> = Vec::new();
    for referent in knowledge.names.get(&container.key) {
        if let Referent::Country(c) | Referent::Nationality(c) = referent
            && let Some(country) = knowledge.countries.get(*c as usize)
        {
            out.extend(gazetteer.country(&country.iso3).and_then(|i| gazetteer.place(i)));
        }
    }
    let mut add = |key: &str| out.extend(gazetteer.get(key).into_iter().map(|(_, p)| p).filter(holds_others));
    add(&container.key);
    if out.is_empty() {
        for (short, _) in shorter_forms(&container.key) {
            out.extend(gazetteer.get(short).into_iter().map(|(_, p)| p).filter(holds_others));
        }
    }
    out
}

/// True where `outer` can be what a text means by the place that `inner` lies in.
pub(crate) fn contains(outer: &Place, inner: &Place, folded_admin1: &str) -> bool {
    if outer.id == inner.id {
        return false;
    }
    let mut name = String::new();
    push_folded(&mut name, outer.name);
    match outer.kind {
        PlaceKind::Country => outer.iso3 == inner.iso3 && inner.kind != PlaceKind::Country,
        _ if !outer.iso3.is_empty() && outer.iso3 != inner.iso3 => false,
        PlaceKind::Region | PlaceKind::Island if name == folded_admin1 => true,
        PlaceKind::Region | PlaceKind::Island => (outer.admin1.is_empty() || outer.admin1 == inner.admin1) && near(outer, inner, 150.0),
        _ => near(outer, inner, 60.0),
    }
}

/// True where two places lie within so many kilometres.
pub(crate) fn near(a: &Place, b: &Place, km: f32) -> bool {
    distance(a, b) <= km
}

/// Kilometres between two places along the surface of a sphere of 6,371 km (haversine formula).
pub(crate) fn distance(a: &Place, b: &Place) -> f32 {
    let (la, lb) = (a.lat.to_radians(), b.lat.to_radians());
    let (dy, dx) = ((lb - la) / 2.0, (b.lon - a.lon).to_radians() / 2.0);
    let h = dy.sin().powi(2) + la.cos() * lb.cos() * dx.sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}
