//! Where the organs of a state act: at home, where the text names no other place.

use truceline_knowledge::{EventType, Pattern};
use truceline_mentions::{NameKind, NameMention, Participant};
use truceline_syntax::Deprel;

use crate::{
    coding::lead_sentences,
    event::{Event, EventPlace, Status},
    matching::{Coded, Scene, coded_by},
    place_names::{dateline, of_mention, of_name},
    whereabouts,
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
    let state = itself.or_else(|| whose(scene, actor).filter(|_| organ()))?;
    let home = scene.mentions.entities[state.entity as usize].place.or(state.place).and_then(|p| scene.knowledge.gazetteer.place(p))?;
    if sides.recipients.iter().filter_map(|r| r.state(scene.knowledge)).any(|s| s.iso3 != home.iso3) {
        return None;
    }
    // "Khartoum has closed the border", unlike "Khartoum police"
    let rule = itself.map(|n| of_name(scene, n.entity, scene.view.span_of(n.tokens.clone())));
    Some(rule.unwrap_or_else(|| of_mention(scene, state)))
}

/// The state whose organ somebody is, by the words at the noun or, for `the government`, by its longest name.
fn whose<'s>(scene: Scene<'s, '_>, organ: &Participant) -> Option<&'s NameMention> {
    let view = scene.view;
    let state = |n: &NameMention| matches!(n.kind, NameKind::Country | NameKind::Nationality | NameKind::Seat);
    let mut words = view.children_by(organ.token, &[Deprel::Amod, Deprel::Compound, Deprel::NmodPoss]);
    let at_noun = words.find_map(|c| scene.mentions.name_headed_by(c).filter(|n| state(n)));
    let begins = |n: &&NameMention| state(n) && organ.name.starts_with(&view.text_of(n.tokens.clone()));
    at_noun.or_else(|| scene.mentions.names.iter().find(begins))
}

/// `All airports will be closed`, `the party boycotted the 2006 vote`: rules and elections are those of the state that the report
/// is about; talks with which a report opens are held where its dateline is.
pub(crate) fn fill(scene: Scene, events: &mut [Event]) {
    // What was banned may have been so in one town; what will be is announced for the state.
    let ahead = |e: &Event| is_rule(e) && e.status == Status::Planned;
    let open = |e: &Event| e.place.is_none() && (ahead(e) || is_of_vote(scene, e) || are_lead_talks(scene, e));
    if !events.iter().any(open) {
        return;
    }
    let home = whereabouts::countries_by_weight(scene).first().copied();
    for e in events.iter_mut().filter(|e| open(e)) {
        let state = || {
            let home = home.filter(|h| is_domestic(scene, *h, e))?;
            let name = scene.mentions.names.iter().find(|n| n.entity == home)?;
            Some(of_name(scene, home, scene.view.span_of(name.tokens.clone())))
        };
        let place = if are_lead_talks(scene, e) { dateline(scene) } else { state() };
        if place.is_some() {
            e.place = place;
            e.reasons.push("the place that the report speaks of".to_owned());
        }
    }
}

/// A ban or curfew is for a town or a state as a whole, wherever the deed told beside it was.
pub(crate) fn is_rule(e: &Event) -> bool {
    matches!(e.mode.as_deref(), Some("restrict" | "curfew" | "censor" | "martial-law" | "withhold")) && e.event_type == EventType::Coerce
}

fn is_of_vote(scene: Scene, e: &Event) -> bool {
    let poll = |t: &u32| matches!(scene.view.lemma(*t), "election" | "vote" | "poll" | "ballot" | "balloting" | "referendum");
    let named = |c: &Coded| c.frame.objects.iter().chain(&c.frame.modifiers).any(poll);
    e.mode.as_deref() == Some("boycott") && coded_by(scene, e.head).is_some_and(named)
}

fn are_lead_talks(scene: Scene, e: &Event) -> bool {
    let noun = matches!(scene.view.lemma(e.head), "talk" | "talks" | "negotiation" | "conference" | "summit" | "session");
    let held = e.event_type == EventType::Consult && !e.historical && e.status != Status::Planned;
    noun && held && e.sentence < lead_sentences(scene.view)
}

/// Nobody of another state does the deed or suffers it.
fn is_domestic(scene: Scene, state: u32, e: &Event) -> bool {
    let place = scene.mentions.entities[state as usize].place.and_then(|p| scene.knowledge.gazetteer.place(p));
    let foreign = |p: &Participant| p.state(scene.knowledge).is_some_and(|s| place.is_some_and(|h| h.iso3 != s.iso3));
    place.is_some() && !e.actors.iter().chain(&e.recipients).any(foreign)
}
