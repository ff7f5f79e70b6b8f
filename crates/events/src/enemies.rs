//! Sides that the report elsewhere has at war with each other stand in for a side that a sentence leaves open.

use truceline_knowledge::{EventType, PlaceKind};
use truceline_mentions::{NameKind, NameMention, Participant};
use truceline_syntax::Deprel;

use crate::{
    event::{Event, Status},
    matching::{Scene, coded_by},
    merge::names_agree,
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
        None => armed || p.name.to_lowercase().ends_with("coalition"),
    }
}

/// `the enemy`, `enemy fighters`: the one whom the report has people fight.
fn name_the_enemy(events: &mut [Event], hub: &Participant) {
    let enemy = |p: &Participant| p.entity.is_none() && (p.name == "enemy" || p.name.starts_with("enemy "));
    for e in events.iter_mut() {
        if e.actors.iter().chain(&e.recipients).any(|p| p.name == hub.name) {
            continue;
        }
        for p in e.actors.iter_mut().chain(&mut e.recipients).filter(|p| enemy(p)).take(1) {
            *p = Participant { span: p.span, token: p.token, ..hub.clone() };
        }
    }
}

/// True for two names of one party: one body, the forces and the government of one state, `Marsh rebels` and `the Marshes`.
pub(crate) fn same_party(scene: Scene, a: &Participant, b: &Participant) -> bool {
    if a.name == b.name || a.entity.is_some() && a.entity == b.entity {
        return true;
    }
    let stem = |p: &Participant| p.name.split([' ', '-']).next().map(|w| w.trim_end_matches('s').to_lowercase());
    let insurgents = is_insurgent(a) && is_insurgent(b) && (a.entity.is_none() || b.entity.is_none());
    insurgents && stem(a) == stem(b) || one_state(scene, a, b)
}

/// True for a state, its government and its forces.
fn one_state(scene: Scene, a: &Participant, b: &Participant) -> bool {
    let state = |p: &Participant| {
        let known = |c: &str| scene.knowledge.country(c).is_some();
        p.codes.iter().find_map(|c| c.get(..3).filter(|s| known(s) && matches!(&c[3..], "" | "GOV" | "MIL")).map(str::to_owned))
    };
    state(a).is_some_and(|s| Some(s) == state(b))
}

/// Fills the empty side of an act of force where the other side has one enemy in the report.
pub(crate) fn fill(scene: Scene, events: &mut [Event]) {
    let fought = only_fought(scene);
    let hub = fought.clone().or_else(|| only_insurgent(scene, events));
    if let Some(hub) = &hub {
        name_the_enemy(events, hub);
    }
    let mut pairs: Vec<(Participant, Participant)> = Vec::new();
    for e in events.iter().filter(|e| e.event_type == EventType::Assault && !e.historical) {
        if let ([a, b], []) = (&e.actors[..], &e.recipients[..])
            && is_side(scene, a)
            && is_side(scene, b)
        {
            pairs.push((a.clone(), b.clone())); // two who clash
        }
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
    // "captured the country's east" tells no particular fight.
    let placed = |e: &Event| e.place.as_ref().is_some_and(|p| p.kind != Some(PlaceKind::Country));
    let particular = |e: &Event| placed(e) || e.date.as_ref().is_some_and(|d| d.span.is_some()) || e.sentence <= LEAD;
    let force = events.iter().filter(|e| e.event_type == EventType::Assault);
    let one_sided = force.filter(|e| e.actors.len() < 2 || !e.recipients.is_empty());
    let attackers: Vec<String> = one_sided.flat_map(|e| e.actors.iter().map(|a| a.name.clone())).collect();
    let charges: Vec<Event> = events.iter().filter(|e| e.event_type == EventType::Accuse && !e.recipients.is_empty()).cloned().collect();
    for e in events.iter_mut().filter(|e| is_against_enemy(e) && !e.historical && e.status != Status::Denied) {
        if coded_by(scene, e.head).is_some_and(|c| !c.pattern.together.is_empty()) {
            continue; // a clash has all its sides as actors
        }
        if e.actors.is_empty() && e.recipients.is_empty() && is_liberation(scene, e) {
            let Some(holder) = hub.clone() else { continue };
            e.reasons.push(format!("{} is whom this report has places freed from", holder.name));
            e.actors.extend(enemy(&holder));
            e.recipients.push(holder);
            continue;
        }
        let somewhere = e.event_type == EventType::Assault && !e.recipients.is_empty() && e.recipients.iter().all(|p| is_spot(scene, p));
        let (given, open) = match (e.actors.is_empty(), e.recipients.is_empty() || somewhere) {
            (false, true) if e.actors.len() < 3 => (&e.actors, false),
            (true, false) if e.event_type == EventType::Assault => (&e.recipients, true),
            _ => continue,
        };
        let side = || given.iter().filter(|p| is_side(scene, p));
        let against_hub = || {
            hub.clone().filter(|h| {
                !open && side().next().is_some() && given.iter().all(|p| p.name != h.name && (fought.is_some() || is_state_side(scene, p)))
            })
        };
        // A remark without time or place tells no particular fight.
        let known = || particular(e).then(|| side().find_map(enemy)).flatten();
        // A report on one body's attacks leaves out who made some of them.
        let by_hub =
            || hub.clone().filter(|h| open && attackers.contains(&h.name) && given.iter().all(|p| p.name != h.name && !is_insurgent(p)));
        let by_charge = || (!open).then(|| accuser(scene, e, &charges)).flatten();
        let Some(found) = by_charge().or_else(known).or_else(against_hub).or_else(by_hub) else { continue };
        e.reasons.push(format!("{} is the other side in this report", found.name));
        if open {
            e.actors.push(found);
        } else {
            e.recipients = vec![found];
        }
    }
}

/// `X accused Y of shelling its border towns`: X, where the deed alleged by a state hits nobody who is named.
fn accuser(scene: Scene, e: &Event, charges: &[Event]) -> Option<Participant> {
    let state =
        |p: &&Participant| p.entity.and_then(|e| scene.mentions.entities.get(e as usize)).is_some_and(|e| e.kind == NameKind::Country);
    let beside = |c: &&Event| {
        c.sentence == e.sentence
            && names_agree(&c.recipients, &e.actors)
            && c.actors.len() == 1
            && names_agree(&c.actors, &e.attributed_to)
            && c.actors.iter().all(|a| state(&a))
            && c.recipients.iter().any(|r| state(&r))
    };
    charges.iter().filter(|_| e.event_type == EventType::Assault).find(beside)?.actors.first().cloned()
}

/// Force, and truces and withdrawals of one side: what is done to, or for, the other side in a fight.
fn is_against_enemy(e: &Event) -> bool {
    match e.event_type {
        EventType::Assault => true,
        EventType::Concede | EventType::Retreat | EventType::Reject => {
            matches!(e.mode.as_deref(), Some("ceasefire" | "yield"))
        }
        _ => false,
    }
}

/// `shelled areas near the border`, `a strike on the location`: somewhere, and nobody.
fn is_spot(scene: Scene, p: &Participant) -> bool {
    p.entity.is_none()
        && !p.name.contains(' ')
        && matches!(scene.view.lemma(p.token), "area" | "location" | "region" | "position" | "target" | "site" | "zone" | "place" | "line")
}

/// `the liberation of Sinjar`: places are freed from those who hold them against the state.
fn is_liberation(scene: Scene, e: &Event) -> bool {
    matches!(scene.view.lemma(e.head), "liberate" | "liberation" | "retake" | "re-take" | "recapture" | "recaptured")
}

/// The one insurgent or terrorist body that the report names, else the one that it only describes as a side of its events.
fn only_insurgent(scene: Scene, events: &[Event]) -> Option<Participant> {
    let bodies = scene.mentions.names.iter().filter(|n| n.kind == NameKind::Body);
    let mut named = bodies.map(|n| scene.mentions.of_name(scene.view, scene.knowledge, n)).filter(is_insurgent).peekable();
    if named.peek().is_some() {
        return only(named);
    }
    let mut described = events.iter().flat_map(|e| e.actors.iter().chain(&e.recipients)).filter(|p| is_insurgent(p));
    let first = described.next()?;
    described.all(|p| same_party(scene, p, first)).then(|| first.clone())
}

/// The one body, no state's, that the report has people fight as such: `the war against X`, `efforts to defeat X`.
fn only_fought(scene: Scene) -> Option<Participant> {
    let view = scene.view;
    let words = &scene.knowledge.lexicon.picture;
    let fought = |head: u32| {
        // "the campaign against X fighters"
        let led = view.head(head).filter(|_| matches!(view.deprel(head), Deprel::Compound | Deprel::Amod));
        let top = led.filter(|&h| scene.mentions.is_participant(view, scene.knowledge, h)).unwrap_or(head);
        let Some(word) = view.head(top) else { return false };
        let lemma = view.lemma(word);
        match view.preposition(top).as_deref() {
            Some("against") => words.fighting.contains(lemma) || words.beating.contains(lemma),
            Some("of") => words.beaten.contains(lemma),
            None => matches!(view.deprel(top), Deprel::Obj | Deprel::NsubjPass) && words.beating.contains(lemma),
            _ => false,
        }
    };
    let heads = |n: &NameMention| n.tokens.clone().find(|&t| scene.mentions.name_headed_by(t).is_some());
    let bodies = scene.mentions.names.iter().filter(|n| n.kind == NameKind::Body && heads(n).is_some_and(fought));
    let found = bodies.map(|n| scene.mentions.of_name(view, scene.knowledge, n)).filter(|p| !is_state_side(scene, p));
    only(found)
}

/// The participant that all are; `None` where they are several or none.
fn only(mut found: impl Iterator<Item = Participant>) -> Option<Participant> {
    let first = found.next()?;
    found.all(|p| p.name == first.name).then_some(first)
}

pub(crate) fn is_insurgent(p: &Participant) -> bool {
    p.codes.iter().any(|c| c.ends_with("REB") || c.ends_with("TER"))
}

/// Armed forces, governments and alliances of states.
pub(crate) fn is_state_side(scene: Scene, p: &Participant) -> bool {
    let state = |code: &str| scene.knowledge.countries.iter().any(|c| c.iso3 == code);
    let known = p.codes.iter().any(|c| c.ends_with("MIL") || c.ends_with("GOV") || c.starts_with("IGO") || state(c));
    known && !is_insurgent(p) || p.codes.is_empty() && p.name.to_lowercase().ends_with("coalition")
}
