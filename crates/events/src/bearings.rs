//! Sides that a sentence leaves to the rest of the report: `both sides`, `the attackers`, the crowd at which tear gas is fired.

use truceline_knowledge::EventType;
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::{Deprel, Upos, Xpos};

use crate::{
    blame,
    enemies::{is_side, same_party},
    event::Event,
    frames,
    matching::{Scene, coded_by},
    merge,
};

/// How many sentences back the deed is told whose doers `the attackers` are, or the protest that is broken up.
const BACK: u32 = 3;

/// Puts those who are meant in the place of words that only point to them.
pub(crate) fn fill(scene: Scene, events: &mut Vec<Event>) {
    both_sides(scene, events);
    truces(scene, events);
    signings(scene, events);
    attackers(scene, events);
    claimed(scene, events);
    blamed(scene, events);
    further_strikes(scene, events);
    crowds(events);
}

/// `both sides`, `the parties`: the two that the report has fight, talk or agree with each other most.
fn both_sides(scene: Scene, events: &mut [Event]) {
    let points = |p: &Participant| points_to_sides(scene, p);
    // "Clashes broke out again on Friday"
    let clash = |e: &Event| {
        e.event_type == EventType::Assault
            && !(e.historical && scene.view.lemma(e.head) == "war")
            && e.actors.is_empty()
            && e.recipients.is_empty()
            && coded_by(scene, e.head).is_some_and(|c| !c.pattern.together.is_empty())
    };
    lulls(scene, events);
    if !events.iter().any(|e| clash(e) || e.actors.iter().chain(&e.recipients).any(points)) {
        return;
    }
    other_side(scene, events);
    let Some(pair) = main_pair(scene, events).or_else(|| foes(scene, events)) else { return };
    // Officials who meet or agree are not thereby at war.
    let rule = |p: &Participant| p.entity.is_none_or(|e| scene.mentions.entities[e as usize].kind == NameKind::Person);
    let fight = pair.iter().all(|p| is_side(scene, p)) && !pair.iter().all(|p| rule(p) && p.codes.iter().any(|c| c.ends_with("GOV")));
    for e in events.iter_mut() {
        if clash(e) && fight {
            e.actors = pair.to_vec();
            e.reasons.push("the two sides of this report".to_owned());
        }
        for side in [&mut e.actors, &mut e.recipients] {
            let Some(at) = side.iter().position(points) else { continue };
            let word = side.remove(at);
            let known: Vec<String> = side.iter().map(|p| p.name.clone()).collect();
            let new =
                pair.iter().filter(|p| !known.contains(&p.name)).map(|p| Participant { span: word.span, token: word.token, ..p.clone() });
            side.extend(new);
        }
    }
}

/// `the fighting ended`, `the truce took effect`, `the guns fell silent`: those of the fight or deal told in the sentence, else the
/// two sides of the report.
fn lulls(scene: Scene, events: &mut [Event]) {
    let open = |e: &Event| {
        let nobody = |p: &Participant| scene.is_plain_place(p.token);
        e.event_type == EventType::Retreat
            && e.mode.as_deref() == Some("ceasefire")
            && e.actors.is_empty()
            && e.recipients.iter().all(nobody)
    };
    for at in 0..events.len() {
        if !open(&events[at]) {
            continue;
        }
        let here = events[at].sentence;
        let beside = |e: &&Event| e.sentence == here && e.recipients.is_empty() && e.actors.len() > 1;
        let told = events.iter().filter(beside).find(|e| matches!(e.event_type, EventType::Assault | EventType::Agree));
        let sides = told.map(|e| e.actors.clone()).or_else(|| main_pair(scene, events).or_else(|| foes(scene, events)).map(Vec::from));
        if let Some(sides) = sides {
            let e = &mut events[at];
            e.actors = sides;
            e.recipients.clear();
            e.reasons.push("the sides that stop fighting".to_owned());
        }
    }
}

/// `a truce in 1994`, with nobody named: between the two sides of the report, where it has them and tells that truce nowhere else.
fn truces(scene: Scene, events: &mut Vec<Event>) {
    // "we reached a consensus" has its speakers.
    let spoken = |e: &Event| coded_by(scene, e.head).is_some_and(|c| !c.frame.subjects.is_empty());
    let open = |e: &Event| e.event_type == EventType::Agree && e.actors.is_empty() && e.recipients.is_empty() && !spoken(e);
    // "signed a ceasefire": whoever signs it has told of it.
    let signed = |e: &Event| {
        let verb = scene.view.head(e.head).filter(|_| matches!(scene.view.deprel(e.head), Deprel::Obj | Deprel::NsubjPass));
        let told = |t: EventType| matches!(t, EventType::Support | EventType::Concede | EventType::Retreat);
        verb.and_then(|v| coded_by(scene, v)).is_some_and(|c| told(c.pattern.event_type))
    };
    if !events.iter().any(open) {
        return;
    }
    let pair = main_pair(scene, events);
    let told: Vec<Event> = events.iter().filter(|e| e.event_type == EventType::Agree && !open(e)).cloned().collect();
    let again = |e: &Event| told.iter().any(|t| merge::dates_agree(t, e));
    events.retain(|e| !open(e) || pair.is_some() && !again(e) && !signed(e));
    for e in events.iter_mut().filter(|e| open(e)) {
        e.actors = pair.clone().map_or_else(Vec::new, Vec::from);
        e.reasons.push("the two sides of this report".to_owned());
    }
}

/// `The accord was signed on Monday`: by those whom the report told of as making it, else by nobody known.
fn signings(scene: Scene, events: &mut Vec<Event>) {
    let open = |e: &Event| {
        let passive = || coded_by(scene, e.head).is_some_and(|c| c.frame.passive);
        e.event_type == EventType::Support && e.actors.is_empty() && e.recipients.is_empty() && passive()
    };
    for at in 0..events.len() {
        if !open(&events[at]) {
            continue;
        }
        let here = events[at].sentence;
        let made = |e: &&Event| e.event_type == EventType::Agree && e.actors.len() > 1 && here - e.sentence.min(here) <= BACK;
        if let Some(parties) = events[..at].iter().rev().find(made).map(|e| e.actors.clone()) {
            events[at].actors = parties;
            events[at].reasons.push("those who made the agreement".to_owned());
        }
    }
    events.retain(|e| !open(e));
}

/// A plural noun for sides with nothing but `both`, `the` or a number before it.
fn points_to_sides(scene: Scene, p: &Participant) -> bool {
    let view = scene.view;
    let both = || view.children(p.token).iter().any(|&c| matches!(view.lemma(c), "both" | "two" | "warring" | "rival"));
    let bare = view.children(p.token).iter().all(|&c| {
        matches!(view.deprel(c), Deprel::Det | Deprel::DetPredet | Deprel::Case | Deprel::Nummod | Deprel::Punct | Deprel::Cc)
            || matches!(view.lemma(c), "both" | "two" | "warring" | "rival" | "opposing" | "all")
            || c > p.token && view.upos(c) == Upos::Verb
    });
    let noun = match view.lemma(p.token) {
        "side" => true,
        "party" | "army" | "camp" | "faction" | "neighbour" | "neighbor" | "country" | "nation" | "force" | "government" => both(),
        _ => false,
    };
    p.entity.is_none() && noun && bare && view.xpos(p.token) == Xpos::Nns
}

/// The two participants that events set beside or against each other most often; of equals those told first.
pub(crate) fn main_pair(scene: Scene, events: &[Event]) -> Option<[Participant; 2]> {
    let mut pairs: Vec<([&Participant; 2], usize)> = Vec::new();
    for e in events {
        let pair = match (&e.actors[..], &e.recipients[..]) {
            ([a, b], []) => [a, b],
            ([a], [b]) if is_hostile(e.event_type) => [a, b],
            _ => continue,
        };
        let party = |p: &&Participant| {
            let leads = || {
                p.entity.is_some() && events.iter().any(|e| e.event_type == EventType::Assault && e.actors.iter().any(|a| a.name == p.name))
            };
            !points_to_sides(scene, p) && (is_side(scene, p) || leads() || p.codes.iter().any(|c| c.ends_with("OPP") || c.ends_with("PTY")))
        };
        if !pair.iter().all(party) || pair[0].name == pair[1].name {
            continue;
        }
        match pairs.iter_mut().find(|(p, _)| p.iter().all(|x| pair.iter().any(|y| x.name == y.name))) {
            Some(known) => known.1 += 1,
            None => pairs.push((pair, 1)),
        }
    }
    let most = pairs.iter().map(|p| p.1).max()?;
    let (pair, _) = pairs.into_iter().find(|p| p.1 == most)?;
    Some(pair.map(Clone::clone))
}

/// Where no event has both: the one insurgent side and the one side of a state that use force in the report.
fn foes(scene: Scene, events: &[Event]) -> Option<[Participant; 2]> {
    let ends = |p: &Participant, sectors: &[&str]| p.codes.iter().any(|c| sectors.iter().any(|s| c.ends_with(s)));
    let force = || events.iter().filter(|e| e.event_type == EventType::Assault && !e.historical);
    let sides = || force().flat_map(|e| e.actors.iter().chain(&e.recipients)).filter(|p| !points_to_sides(scene, p));
    let only = |sectors: &[&str]| {
        let mut found = sides().filter(|p| ends(p, sectors));
        let first = found.next()?;
        found.all(|p| same_party(scene, first, p)).then(|| first.clone())
    };
    Some([only(&["MIL", "COP"])?, only(&["REB", "TER"])?])
}

/// `urged the other side to come back`: of the two sides the one that does not speak.
fn other_side(scene: Scene, events: &mut [Event]) {
    let view = scene.view;
    let points = |p: &Participant| {
        let other = view.children(p.token).iter().any(|&c| matches!(view.lemma(c), "other" | "opposing"));
        p.entity.is_none() && other && matches!(view.lemma(p.token), "side" | "party" | "camp")
    };
    for at in 0..events.len() {
        if !events[at].recipients.iter().any(points) || events[at].actors.len() != 1 {
            continue;
        }
        let Some(pair) = main_pair(scene, events) else { return };
        let own = |p: &Participant| events[at].actors.iter().any(|a| same_party(scene, a, p) || scene.leads_either(a, p));
        if let [Some(other), None] | [None, Some(other)] = pair.map(|p| (!own(&p)).then_some(p)) {
            let e = &mut events[at];
            e.recipients.retain(|p| !points(p));
            e.recipients.push(other);
        }
    }
}

fn is_hostile(event_type: EventType) -> bool {
    matches!(event_type, EventType::Assault | EventType::Accuse | EventType::Threaten | EventType::Reject)
}

/// `shot two of the attackers`: those who did the deed of force told before.
fn attackers(scene: Scene, events: &mut [Event]) {
    let view = scene.view;
    let points = |p: &Participant| {
        p.entity.is_none()
            && matches!(view.lemma(p.token), "attacker" | "assailant" | "raider" | "perpetrator" | "kidnapper" | "captor" | "hijacker")
            && !p.name.contains(' ')
            && view.children(p.token).iter().any(|&c| matches!(view.lemma(c), "the" | "these" | "those" | "all"))
    };
    for at in 0..events.len() {
        if !events[at].actors.iter().chain(&events[at].recipients).any(points) {
            continue;
        }
        let here = events[at].sentence;
        let did = |e: &&Event| {
            e.event_type == EventType::Assault && here - e.sentence <= BACK && !e.actors.is_empty() && !e.actors.iter().any(points)
        };
        let Some(doers) = events[..at].iter().rev().find(did).map(|e| e.actors.clone()) else { continue };
        let e = &mut events[at];
        let (own, other) = if e.recipients.iter().any(points) { (&mut e.recipients, &e.actors) } else { (&mut e.actors, &e.recipients) };
        if doers.iter().all(|d| other.iter().all(|o| o.name != d.name)) {
            own.retain(|p| !points(p));
            own.extend(doers);
        }
    }
}

/// Tear gas and batons are for the crowd of the protest told beside.
fn crowds(events: &mut [Event]) {
    for at in 0..events.len() {
        let e = &events[at];
        if e.mode.as_deref() != Some("crowd-control") || !e.recipients.is_empty() {
            continue;
        }
        let near = |o: &&Event| o.event_type == EventType::Protest && e.sentence.abs_diff(o.sentence) <= BACK && !o.actors.is_empty();
        let told = events[..at].iter().rev().find(near).or_else(|| events[at + 1..].iter().find(near));
        let Some(crowd) = told.map(|o| o.actors.clone()) else { continue };
        let crowd: Vec<Participant> = crowd.into_iter().filter(|p| events[at].actors.iter().all(|a| a.name != p.name)).collect();
        events[at].recipients = crowd;
    }
}

/// The last deed of force told up to the sentence whose doers nobody tells.
fn untold_deed(events: &mut [Event], here: u32) -> Option<&mut Event> {
    events.iter_mut().rev().find(|e| {
        e.event_type == EventType::Assault
            && e.sentence <= here
            && here - e.sentence <= BACK
            && (e.actors.is_empty() || merge::are_unknown(&e.actors))
    })
}

/// `The Taliban claimed responsibility`: for the deed told before whose doers nobody else tells.
fn claimed(scene: Scene, events: &mut [Event]) {
    let view = scene.view;
    let verbs = (0..view.len()).filter(|&t| view.lemma(t) == "responsibility" && view.upos(t) == Upos::Noun);
    for noun in verbs {
        let Some(claimants) = blame::claimants_of(view, noun) else { continue };
        let who = scene.people(&claimants);
        if let Some(deed) = untold_deed(events, view.sentence_index(noun)).filter(|_| !who.is_empty()) {
            deed.reasons.push("those who claim responsibility did it".to_owned());
            deed.actors = who;
        }
    }
}

/// `The mayor blames X for the attack`: for the deed told before whose doers nobody else tells.
fn blamed(scene: Scene, events: &mut [Event]) {
    let view = scene.view;
    let deed = |t: &u32| {
        view.upos(*t) == Upos::Noun
            && matches!(
                view.lemma(*t),
                "attack"
                    | "bombing"
                    | "blast"
                    | "explosion"
                    | "killing"
                    | "murder"
                    | "assault"
                    | "ambush"
                    | "raid"
                    | "shooting"
                    | "kidnapping"
                    | "abduction"
                    | "massacre"
                    | "strike"
                    | "incident"
                    | "violence"
                    | "assassination"
            )
            && view.children_by(*t, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "the" | "this" | "these" | "both"))
    };
    for noun in (0..view.len()).filter(deed) {
        if events.iter().any(|e| e.head == noun) {
            continue; // it tells its doers itself
        }
        let who = scene.people(&blame::doers(scene, noun));
        let other = |deed: &Event| deed.recipients.iter().all(|r| who.iter().all(|w| w.name != r.name));
        if let Some(deed) = untold_deed(events, view.sentence_index(noun)).filter(|d| !who.is_empty() && other(d)) {
            deed.reasons.push("those who are blamed for it".to_owned());
            deed.actors = who;
        }
    }
}

/// `Another strike destroyed a bunker`: whoever made the strikes told before.
fn further_strikes(scene: Scene, events: &mut [Event]) {
    let view = scene.view;
    let strike = |e: &Event| {
        let subjects = if view.upos(e.head) == Upos::Verb { frames::subjects(view, e.head, 2) } else { Vec::new() };
        std::iter::once(e.head).chain(subjects).find(|&t| {
            view.upos(t) == Upos::Noun
                && matches!(view.lemma(t), "strike" | "airstrike" | "air-strike" | "raid" | "sortie" | "bombardment" | "shelling")
        })
    };
    for at in 0..events.len() {
        if events[at].event_type != EventType::Assault
            || !events[at].actors.is_empty()
            || events[at].historical
            || strike(&events[at]).is_none()
        {
            continue;
        }
        let here = events[at].sentence;
        let made = |e: &&Event| {
            let same = strike(e).is_some() || matches!(e.mode.as_deref(), Some("aerial" | "drone" | "heavy-weapons"));
            e.event_type == EventType::Assault && same && !e.actors.is_empty() && !e.historical && here - e.sentence.min(here) <= 2 * BACK
        };
        let Some((doers, hit)) = events[..at].iter().rev().find(made).map(|e| (e.actors.clone(), e.recipients.clone())) else { continue };
        if doers.iter().all(|d| events[at].recipients.iter().all(|r| r.name != d.name)) {
            let e = &mut events[at];
            e.reasons.push("whoever made the strikes told before".to_owned());
            e.actors = doers;
            // Bridges and vehicles that are hit are of those against whom the strikes are.
            let things = e.recipients.iter().all(|r| r.entity.is_none() && r.codes.is_empty());
            if things && e.mode.as_deref() == Some("aerial") && hit.iter().any(|r| r.entity.is_some()) {
                e.recipients = hit;
            }
        }
    }
}
