//! Sides that the report elsewhere has at war with each other stand in for a side that a sentence leaves open.

use truceline_knowledge::EventType;
use truceline_mentions::{NameKind, Participant};

use crate::{
    event::{Event, Status},
    matching::Scene,
};

/// Last sentence of the lead.
const LEAD: u32 = 2;

/// True for those who can be a side in a fight: armed bodies, governments, states, their leaders.
pub fn is_side(scene: Scene, p: &Participant) -> bool {
    const SECTORS: [&str; 6] = ["MIL", "REB", "TER", "PRM", "GOV", "UAF"];
    let armed = p.codes.iter().any(|c| SECTORS.iter().any(|s| c.ends_with(s)));
    match p.entity.and_then(|e| scene.mentions.entities.get(e as usize)) {
        Some(e) => match e.kind {
            NameKind::Country => true,
            NameKind::Body => armed || p.codes.is_empty() || p.codes.iter().any(|c| c.starts_with("IGO")),
            NameKind::Person => armed,
            _ => false,
        },
        None => armed,
    }
}

/// Fills the empty side of an act of force where the other side has one enemy in the report.
pub(crate) fn fill(scene: Scene, events: &mut [Event]) {
    let mut pairs: Vec<(Participant, Participant)> = Vec::new();
    for e in events.iter().filter(|e| e.event_type == EventType::Assault && !e.historical) {
        for a in e.actors.iter().filter(|a| is_side(scene, a)) {
            for b in e.recipients.iter().filter(|b| is_side(scene, b)) {
                pairs.push((a.clone(), b.clone()));
            }
        }
    }
    let enemy = |side: &Participant| {
        let mut found = pairs.iter().filter_map(|(a, b)| match side.name == a.name {
            true => Some(b),
            false => (side.name == b.name).then_some(a),
        });
        let first = found.next()?;
        found.all(|p| p.name == first.name).then(|| first.clone())
    };
    let hub = only_insurgent(scene);
    for e in events.iter_mut().filter(|e| e.event_type == EventType::Assault && !e.historical && e.status != Status::Denied) {
        if e.place.is_none() && e.date.as_ref().is_none_or(|d| d.span.is_none()) && e.sentence > LEAD {
            continue; // a remark without time or place tells no particular fight
        }
        let (given, open) = match (e.actors.is_empty(), e.recipients.is_empty()) {
            (false, true) if e.actors.len() < 3 => (&e.actors, false),
            (true, false) => (&e.recipients, true),
            _ => continue,
        };
        let side = || given.iter().filter(|p| is_side(scene, p));
        let against_hub =
            || hub.clone().filter(|h| !open && side().next().is_some() && given.iter().all(|p| p.name != h.name && is_state_side(p)));
        let Some(found) = side().find_map(enemy).or_else(against_hub) else { continue };
        e.reasons.push(format!("{} is the other side in this report", found.name));
        if open {
            e.actors.push(found);
        } else {
            e.recipients.push(found);
        }
    }
}

/// The one insurgent or terrorist body that the report names.
fn only_insurgent(scene: Scene) -> Option<Participant> {
    let mut found: Option<Participant> = None;
    for name in scene.mentions.names.iter().filter(|n| n.kind == NameKind::Body) {
        let p = scene.mentions.of_name(scene.view, scene.knowledge, name);
        if !p.codes.iter().any(|c| c.ends_with("REB") || c.ends_with("TER")) {
            continue;
        }
        match &found {
            Some(f) if f.name != p.name => return None,
            Some(_) => {}
            None => found = Some(p),
        }
    }
    found
}

/// Armed forces, governments and alliances of states.
fn is_state_side(p: &Participant) -> bool {
    p.codes.iter().any(|c| c.ends_with("MIL") || c.ends_with("GOV") || c.starts_with("IGO") || c.len() == 3)
}
