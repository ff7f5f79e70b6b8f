//! The built-in gazetteer is sound, and is looked up as it is written.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use truceline_knowledge::{Knowledge, Place, PlaceKind, folded};

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::builtin().unwrap_or_else(|e| panic!("{e}")));

fn places() -> impl Iterator<Item = Place<'static>> {
    let gazetteer = &KNOWLEDGE.gazetteer;
    (0..gazetteer.len() as u32).map(|i| gazetteer.place(i).unwrap_or_else(|| panic!("row {i} is read again")))
}

#[test]
fn no_id_stands_twice() {
    let mut seen = HashSet::new();
    for place in places() {
        assert!(seen.insert(place.id), "{} stands twice", place.id);
    }
    assert!(seen.len() >= 130_000);
}

#[test]
fn countries_are_known_and_sites_lie_in_theirs() {
    // Distant islands and the 180th meridian make boxes that say nothing.
    const SCATTERED: [&str; 8] = ["FJI", "FRA", "JPN", "KIR", "NZL", "PRT", "RUS", "USA"];
    const MARGIN: f32 = 3.0; // degrees: fields at sea, posts in the desert
    let mut boxes: HashMap<&str, [f32; 4]> = HashMap::new();
    let own = |p: &Place| p.id.starts_with("TL.");
    for p in places().filter(|p| !own(p) && p.kind != PlaceKind::Region) {
        let b = boxes.entry(p.iso3).or_insert([p.lat, p.lat, p.lon, p.lon]);
        *b = [b[0].min(p.lat), b[1].max(p.lat), b[2].min(p.lon), b[3].max(p.lon)];
    }
    for p in places() {
        assert!(p.iso3.is_empty() || KNOWLEDGE.country(p.iso3).is_some(), "{}: unknown country {}", p.id, p.iso3);
        let Some(b) = boxes.get(p.iso3).filter(|_| own(&p) && p.kind != PlaceKind::Sea && !SCATTERED.contains(&p.iso3)) else { continue };
        let inside = (b[0] - MARGIN..b[1] + MARGIN).contains(&p.lat) && (b[2] - MARGIN..b[3] + MARGIN).contains(&p.lon);
        assert!(inside, "{} ({}, {}) lies outside {}", p.name, p.lat, p.lon, p.iso3);
    }
}

#[test]
fn every_name_is_found() {
    for (i, place) in places().enumerate().step_by(97) {
        let found = KNOWLEDGE.gazetteer.get(&folded(place.name));
        assert!(found.iter().any(|(index, _)| *index == i as u32), "{} is not found by its name", place.name);
    }
    assert!(KNOWLEDGE.gazetteer.get("no such place").is_empty());
    assert!(!KNOWLEDGE.gazetteer.has("no such place"));
}

#[test]
fn most_people_come_first() {
    let found = KNOWLEDGE.gazetteer.get("tripoli");
    assert!(found.len() > 1 && found.windows(2).all(|w| w[0].1.population >= w[1].1.population));
    assert_eq!(found[0].1.iso3, "LBY");
}

#[test]
fn states_have_places_of_their_own() {
    let gazetteer = &KNOWLEDGE.gazetteer;
    let chad = gazetteer.country("TCD").and_then(|i| gazetteer.place(i));
    assert_eq!(chad.map(|p| (p.name, p.kind)), Some(("Chad", PlaceKind::Country)));
    assert!(gazetteer.country("XXX").is_none());
    assert!(gazetteer.place(u32::MAX).is_none());
}

#[test]
fn sites_of_conflicts_are_many_and_of_many_kinds() {
    let sites: Vec<Place> = places().filter(|p| p.id.starts_with("TL.")).collect();
    for kind in PlaceKind::ALL.iter().filter(|k| !matches!(k, PlaceKind::Country | PlaceKind::Capital)) {
        assert!(sites.iter().any(|p| p.kind == *kind), "no place of ours is a {}", kind.as_str());
    }
    let town =
        |p: &&Place| matches!(p.kind, PlaceKind::City | PlaceKind::District | PlaceKind::Region | PlaceKind::Island | PlaceKind::Sea);
    assert!(sites.iter().filter(|p| !town(p)).count() >= 600);
}
