//! Who receives a visit to a town: its state, unless the visitor is at home.

use truceline_knowledge::PlaceKind;
use truceline_mentions::{NameKind, Participant};

use crate::{matching::Scene, who::Sides};

/// `arrived in Accra`: Ghana is the host. A minister who goes to a town of his own country has none.
pub(crate) fn settle(scene: Scene, sides: &mut Sides) {
    let home: Vec<&str> = sides.actors.iter().filter_map(|a| a.state(scene.knowledge)).map(|c| c.iso3.as_str()).collect();
    for guest_of in std::mem::take(&mut sides.recipients) {
        let Some(host) = host(scene, guest_of, &home) else { continue };
        sides.add_recipients(vec![host]);
    }
    let Some(token) = sides.place.filter(|_| sides.recipients.is_empty() && !sides.actors.is_empty()) else { return };
    let Some(town) = scene.mentions.name_headed_by(token).filter(|n| n.kind == NameKind::Place) else { return };
    let span = scene.view.span_of(town.tokens.clone());
    let named = Participant { name: String::new(), span, token, entity: None, id: None, codes: Vec::new() };
    sides.add_recipients(host(scene, named, &home).into_iter().filter(|h| !h.name.is_empty()).collect());
}

/// The state for a town in it, `None` for a town of the visitor's own; anybody else as they are.
fn host(scene: Scene, named: Participant, home: &[&str]) -> Option<Participant> {
    let Some(town) = town_of(scene, named.token) else { return Some(named) };
    let mut state = scene.knowledge.country(town.iso3);
    if home.contains(&town.iso3) {
        // A town of that name at home, or the capital of that name abroad.
        let called = scene.view.form(named.token);
        state = scene.knowledge.countries.iter().find(|c| c.capital == called && !home.contains(&c.iso3.as_str()));
        state?;
    }
    let Some(state) = state else { return Some(named) };
    let told = scene.mentions.entities.iter().position(|e| {
        let place = e.place.filter(|_| e.kind == NameKind::Country).and_then(|p| scene.knowledge.gazetteer.place(p));
        place.is_some_and(|p| p.iso3 == state.iso3)
    });
    let name = told.map_or_else(|| state.name.clone(), |e| scene.mentions.entities[e].name.clone());
    let iso3: compact_str::CompactString = state.iso3.as_str().into();
    Some(Participant { name, entity: told.map(|e| e as u32), id: Some(iso3.clone()), codes: vec![iso3], ..named })
}

fn town_of<'k>(scene: Scene<'k, '_>, token: u32) -> Option<truceline_knowledge::Place<'k>> {
    let name = scene.mentions.name_headed_by(token).filter(|n| matches!(n.kind, NameKind::Place | NameKind::Seat))?;
    let place = name.place.and_then(|p| scene.knowledge.gazetteer.place(p))?;
    matches!(place.kind, PlaceKind::Capital | PlaceKind::City | PlaceKind::District).then_some(place)
}
