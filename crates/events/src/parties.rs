//! The other party of a truce, an offer, a refusal or a punishment that a sentence leaves to the rest of the report.

use truceline_knowledge::EventType;
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::{Deprel, Upos};

use crate::{
    enemies::{is_side, same_party},
    event::Event,
    frames,
    matching::{Scene, coded_by},
    merge::names_agree,
    targets::concerned,
};

/// How many sentences apart those are told whom a deed without a recipient is about.
const NEAR: u32 = 2;
/// Mentions by which the state that a report is about must lead all others.
const LEADS_BY: usize = 2;

/// Fills the recipients that the dealings told elsewhere in the report give.
pub(crate) fn fill(scene: Scene, events: &mut [Event]) {
    for at in 0..events.len() {
        if !events[at].recipients.is_empty() || events[at].actors.is_empty() {
            continue;
        }
        let found = answered(scene, &events[at])
            .or_else(|| announcers(scene, &events[at]))
            .or_else(|| searched(scene, events, at))
            .or_else(|| punished(scene, events, at))
            .or_else(|| partner(scene, events, at));
        let actors = &events[at].actors;
        let Some((found, why)) = found.filter(|(f, _)| !f.is_empty() && f.iter().all(|p| actors.iter().all(|a| !same_party(scene, a, p))))
        else {
            continue;
        };
        events[at].reasons.push(why.to_owned());
        events[at].recipients = found;
    }
}

type Found = Option<(Vec<Participant>, &'static str)>;

/// `resumed hostilities because X refused a truce`: X refuses those who act on it.
fn answered(scene: Scene, e: &Event) -> Found {
    let view = scene.view;
    let because = |m: u32| matches!(view.lemma(m), "because" | "after" | "since" | "until" | "when");
    let clause = e.event_type == EventType::Reject
        && view.deprel(e.head) == Deprel::Advcl
        && view.children_by(e.head, &[Deprel::Mark, Deprel::Advmod]).any(because);
    let deed = view.head(e.head).filter(|_| clause)?;
    if frames::is_passive(view, deed) {
        return None;
    }
    let found = scene.people(&frames::subjects(view, deed, 4));
    Some((found.into_iter().filter(|p| is_side(scene, p)).collect(), "those who act on the refusal"))
}

/// `will not accept the results`: who counts the votes.
fn announcers(scene: Scene, e: &Event) -> Found {
    let view = scene.view;
    let coded = coded_by(scene, e.head).filter(|_| matches!(e.event_type, EventType::Reject | EventType::Accuse))?;
    let results = |t: &u32| matches!(view.lemma(*t), "result" | "outcome" | "tally" | "count");
    let things = coded.frame.objects.iter().chain(coded.frame.obliques.iter().map(|o| &o.1));
    things.copied().find(|t| results(t))?;
    let votes = |t: u32| view.children_by(t, &[Deprel::Amod, Deprel::Compound]).any(|c| matches!(view.lemma(c), "electoral" | "election"));
    let counts = |t: &u32| matches!(view.lemma(*t), "commission" | "official" | "authority" | "board" | "committee" | "council") && votes(*t);
    let who = (0..view.len()).find(counts)?;
    Some((scene.people(&[who]), "those who announce the results"))
}

/// `seized arms during a search of the homes of X`, `detained nine suspects ... seized computers`.
fn searched(scene: Scene, events: &[Event], at: usize) -> Found {
    let view = scene.view;
    let e = &events[at];
    let seizes = e.event_type == EventType::Coerce && e.mode.as_deref() == Some("seize");
    let coded = coded_by(scene, e.head).filter(|_| seizes)?;
    let search = |t: &u32| matches!(view.lemma(*t), "search" | "raid" | "sweep" | "operation" | "swoop" | "inspection");
    let inside = coded.frame.obliques.iter().filter(|(p, t)| matches!(p.as_str(), "during" | "in") && search(t)).map(|o| o.1);
    let searched = inside.flat_map(|t| concerned(scene, coded.pattern, t, 3)).collect::<Vec<_>>();
    let found = scene.people(&searched);
    if !found.is_empty() && !names_agree(&found, &e.actors) {
        return Some((found, "whose homes are searched"));
    }
    let arrests = |o: &&Event| {
        o.event_type == EventType::Coerce
            && o.mode.as_deref() == Some("arrest")
            && o.sentence.abs_diff(e.sentence) <= NEAR
            && !o.recipients.is_empty()
            && names_agree(&o.actors, &e.actors)
    };
    let arrest = events[..at].iter().rev().find(arrests).or_else(|| events[at + 1..].iter().find(arrests))?;
    Some((arrest.recipients.clone(), "those who are arrested"))
}

/// `suspended X, and Y cut off training`; `closed its border with X, halted trade`: whoever is punished beside; else, of help that is
/// cut, the state that the report is about.
fn punished(scene: Scene, events: &[Event], at: usize) -> Found {
    let view = scene.view;
    let e = &events[at];
    let punishes = |o: &Event| matches!(o.event_type, EventType::Sanction | EventType::Coerce);
    let party = |p: &Participant| {
        p.entity.and_then(|e| scene.mentions.entities.get(e as usize)).is_some_and(|e| matches!(e.kind, NameKind::Country | NameKind::Body))
    };
    let beside = |o: &&Event| o.sentence == e.sentence && punishes(o) && !o.recipients.is_empty() && o.recipients.iter().all(party);
    let joined = |o: &Event| view.head(e.head) == Some(o.head) || std::iter::successors(view.head(e.head), |&t| view.head(t)).take(3).any(|t| t == o.head);
    let same_hand = e.event_type == EventType::Mobilize || punishes(e);
    let found = events[..at].iter().rev().filter(beside).find(|o| same_hand && joined(o) && names_agree(&o.actors, &e.actors));
    if let Some(o) = found {
        return Some((o.recipients.clone(), "those who are punished beside"));
    }
    if e.event_type != EventType::Sanction || e.mode.as_deref() != Some("discontinue") {
        return None;
    }
    let sanctions = |o: &&Event| o.event_type == EventType::Sanction && !o.recipients.is_empty() && o.recipients.iter().all(party);
    let near = events[..at].iter().rev().find(|o| sanctions(o) && o.sentence + 1 >= e.sentence);
    if let Some(o) = near {
        return Some((o.recipients.clone(), "those who are punished just before"));
    }
    let helps = coded_by(scene, e.head)?.frame.objects.iter().any(|&t| {
        matches!(view.lemma(t), "aid" | "assistance" | "training" | "support" | "loan" | "funding" | "help" | "cooperation" | "sale" | "tie" | "flow")
    });
    let state = main_state(scene).filter(|_| helps)?;
    Some((vec![state], "the state that this report is about"))
}

/// The state that the report names far more often than any other.
pub(crate) fn main_state(scene: Scene) -> Option<Participant> {
    let mut counts: Vec<(u32, usize)> = Vec::new();
    for n in scene.mentions.names.iter() {
        let state = scene.mentions.entities.get(n.entity as usize).is_some_and(|e| e.kind == NameKind::Country);
        if !state {
            continue;
        }
        match counts.iter_mut().find(|(e, _)| *e == n.entity) {
            Some(known) => known.1 += 1,
            None => counts.push((n.entity, 1)),
        }
    }
    counts.sort_by_key(|c| std::cmp::Reverse(c.1));
    let first = counts.first()?;
    if first.1 < 3 || counts.get(1).is_some_and(|second| first.1 < LEADS_BY * second.1) {
        return None;
    }
    let name = scene.mentions.names.iter().find(|n| n.entity == first.0)?;
    let mut p = scene.mentions.of_name(scene.view, scene.knowledge, name);
    p.name.clone_from(&scene.mentions.entities.get(first.0 as usize)?.name);
    Some(p)
}

/// `ended the truce`, `violated the deal`, `his counter-proposal`: the party with which the report has the actor deal or fight most.
fn partner(scene: Scene, events: &[Event], at: usize) -> Found {
    let e = &events[at];
    let [actor] = &e.actors[..] else { return None };
    if !deals(scene, e) {
        return None;
    }
    let mut counts: Vec<(&Participant, usize)> = Vec::new();
    for o in events.iter().filter(|o| o.historical == e.historical) {
        let other = match (&o.actors[..], &o.recipients[..]) {
            ([a, b], []) | ([a], [b]) if o.event_type != EventType::Request => {
                if same_party(scene, a, actor) {
                    b
                } else if same_party(scene, b, actor) {
                    a
                } else {
                    continue;
                }
            }
            _ => continue,
        };
        if !is_party(scene, other) || !between_parties(o.event_type) {
            continue;
        }
        match counts.iter_mut().find(|(p, _)| same_party(scene, p, other)) {
            Some(known) => known.1 += 1,
            None => counts.push((other, 1)),
        }
    }
    let most = counts.iter().map(|c| c.1).max()?;
    let mut first = counts.iter().filter(|c| c.1 == most);
    let found = first.next().filter(|_| first.next().is_none())?.0.clone();
    Some((vec![found], "the party with which this report has it deal"))
}

/// Bodies, states and their governments or fighters, no single people.
fn is_party(scene: Scene, p: &Participant) -> bool {
    let noun = || scene.view.lemma(p.token);
    let single = match p.entity.and_then(|e| scene.mentions.entities.get(e as usize)) {
        Some(e) => e.kind == NameKind::Person,
        None => scene.knowledge.lexicon.role(noun()).is_some() || matches!(noun(), "official" | "commander" | "leader" | "spokesman"),
    };
    !single && (is_side(scene, p) || p.codes.iter().any(|c| c.ends_with("OPP") || c.ends_with("PTY")))
}

/// What two parties do with each other.
fn between_parties(event_type: EventType) -> bool {
    use EventType as T;
    matches!(event_type, T::Assault | T::Accuse | T::Threaten | T::Reject | T::Agree | T::Consult | T::Concede | T::Retreat)
}

/// Truces, deals and offers are made with, refused or broken towards somebody.
fn deals(scene: Scene, e: &Event) -> bool {
    let view = scene.view;
    let Some(coded) = coded_by(scene, e.head) else { return false };
    let class = |t: u32, names: &[&str]| names.iter().any(|c| scene.knowledge.lexicon.in_class(c, view.lemma(t)));
    let about = |names: &[&str]| class(e.head, names) && view.upos(e.head) == Upos::Noun || coded.frame.objects.iter().any(|&t| class(t, names));
    let offers = |t: u32| matches!(view.lemma(t), "proposal" | "counter-proposal" | "counterproposal" | "offer" | "counter-offer");
    match e.event_type {
        EventType::Reject => about(&["ceasefire", "agreement"]),
        EventType::Concede | EventType::Retreat => about(&["ceasefire"]),
        EventType::Agree => about(&["ceasefire"]) || offers(e.head) || coded.frame.objects.iter().any(|&t| offers(t)),
        _ => false,
    }
}
