//! Where the organs of a state act: at home, where the text names no other place.

use truceline_knowledge::{EventType, Pattern};
use truceline_mentions::NameKind;
use truceline_syntax::Deprel;

use crate::{event::EventPlace, matching::Scene, place_names::of_mention, who::Sides};

/// `Turkish police have detained 50 suspects`: Turkey, unless it acts on another's people.
pub(crate) fn of_organ(scene: Scene, pattern: &Pattern, sides: &Sides) -> Option<EventPlace> {
    let release = pattern.event_type == EventType::Retreat && pattern.mode.as_deref() == Some("release");
    if !release && pattern.event_type != EventType::Coerce || pattern.mode.as_deref() == Some("cyber") {
        return None;
    }
    let [actor] = sides.actors.as_slice() else { return None };
    let own = actor.state(scene.knowledge)?;
    let abroad = sides.recipients.iter().filter_map(|r| r.state(scene.knowledge)).any(|s| s.iso3 != own.iso3);
    let organ = ["GOV", "COP", "JUD"].iter().any(|sector| actor.codes.iter().any(|c| c.ends_with(sector)));
    if abroad || !organ {
        return None;
    }
    let named = |k: NameKind| matches!(k, NameKind::Country | NameKind::Nationality | NameKind::Seat);
    let mut words = scene.view.children_by(actor.token, &[Deprel::Amod, Deprel::Compound, Deprel::NmodPoss]);
    let state = words.find_map(|c| scene.mentions.name_headed_by(c).filter(|n| named(n.kind)))?;
    Some(of_mention(scene, state))
}
