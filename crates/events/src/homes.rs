//! Where the organs of a state act: at home, where the text names no other place.

use truceline_knowledge::{EventType, Pattern};
use truceline_mentions::{NameKind, NameMention};
use truceline_syntax::Deprel;

use crate::{
    event::EventPlace,
    matching::Scene,
    place_names::{of_mention, of_name},
    who::Sides,
};

/// `Turkish police have detained 50 suspects`, `China's government has banned the paper`, `Peru imposed a curfew`: Turkey, China,
/// Peru, unless it acts on another's people.
pub(crate) fn of_organ(scene: Scene, pattern: &Pattern, sides: &Sides) -> Option<EventPlace> {
    let mode = pattern.mode.as_deref();
    let release = pattern.event_type == EventType::Retreat && mode == Some("release");
    if !release && pattern.event_type != EventType::Coerce || mode == Some("cyber") {
        return None;
    }
    let [actor] = sides.actors.as_slice() else { return None };
    let rules = matches!(mode, Some("restrict" | "curfew" | "censor" | "martial-law"));
    let itself = scene.mentions.name_headed_by(actor.token).filter(|n| rules && matches!(n.kind, NameKind::Country | NameKind::Seat));
    let organ = || ["GOV", "COP", "JUD"].iter().any(|sector| actor.codes.iter().any(|c| c.ends_with(sector)));
    let state = itself.or_else(|| whose(scene, actor.token).filter(|_| organ()))?;
    let home = scene.mentions.entities[state.entity as usize].place.or(state.place).and_then(|p| scene.knowledge.gazetteer.place(p))?;
    if sides.recipients.iter().filter_map(|r| r.state(scene.knowledge)).any(|s| s.iso3 != home.iso3) {
        return None;
    }
    // "Khartoum has closed the border", unlike "Khartoum police"
    let rule = itself.map(|n| of_name(scene, n.entity, scene.view.span_of(n.tokens.clone())));
    Some(rule.unwrap_or_else(|| of_mention(scene, state)))
}

/// The state whose organ a noun tells.
fn whose<'s>(scene: Scene<'s, '_>, organ: u32) -> Option<&'s NameMention> {
    let named = |k: NameKind| matches!(k, NameKind::Country | NameKind::Nationality | NameKind::Seat);
    let mut words = scene.view.children_by(organ, &[Deprel::Amod, Deprel::Compound, Deprel::NmodPoss]);
    words.find_map(|c| scene.mentions.name_headed_by(c).filter(|n| named(n.kind)))
}
