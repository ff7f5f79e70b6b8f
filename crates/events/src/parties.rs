//! Whom a refusal, a search or a punishment concerns that leaves it to the words beside it.

use truceline_knowledge::EventType;
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::Deprel;

use crate::{
    bearings::main_pair,
    enemies::{is_side, same_party},
    event::Event,
    frames,
    matching::{Scene, coded_by, is_of_class},
    merge::names_agree,
    targets::concerned,
};

/// How many sentences apart those are told whom a deed without a recipient is about.
const NEAR: u32 = 2;

/// Fills the recipients that the dealings told elsewhere in the report give.
pub(crate) fn fill(scene: Scene, events: &mut [Event]) {
    for at in 0..events.len() {
        if !events[at].recipients.is_empty() || events[at].actors.is_empty() {
            continue;
        }
        let found = answered(scene, &events[at])
            .or_else(|| searched(scene, events, at))
            .or_else(|| punished(scene, events, at))
            .or_else(|| bound(scene, events, at))
            .or_else(|| opposite(scene, events, at));
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

/// `accused X of violating the agreement`: whoever else the report has make one with X.
fn bound(scene: Scene, events: &[Event], at: usize) -> Found {
    let e = &events[at];
    let coded = coded_by(scene, e.head).filter(|_| e.event_type == EventType::Reject)?;
    let pact = |t: &u32| ["agreement", "ceasefire"].iter().any(|class| is_of_class(scene, *t, class));
    coded.frame.objects.iter().find(|t| pact(t))?;
    let own = |p: &Participant| e.actors.iter().any(|a| same_party(scene, a, p));
    let made = |o: &&Event| {
        use EventType as T;
        let joint = matches!(o.event_type, T::Agree | T::Support | T::Concede | T::Retreat | T::Consult | T::Cooperate | T::Reject);
        joint && o.recipients.is_empty() && o.actors.len() == 2 && o.actors.iter().filter(|p| own(p)).count() == 1
    };
    let other = events[..at].iter().rev().find(made).or_else(|| events[at + 1..].iter().find(made))?;
    Some((other.actors.iter().filter(|p| !own(p)).cloned().collect(), "the other party to the agreement"))
}

/// `X's proposal` in a report on the talks of X and Y, `X ended its truce` where X and Y fight: Y.
fn opposite(scene: Scene, events: &[Event], at: usize) -> Found {
    use EventType as T;
    let e = &events[at];
    let truce = || coded_by(scene, e.head).is_some_and(|c| c.frame.objects.iter().any(|&t| is_of_class(scene, t, "ceasefire")));
    let offers = e.event_type == T::Agree
        && matches!(scene.view.lemma(e.head), "proposal" | "offer" | "propose" | "counter-proposal" | "counteroffer");
    if e.historical || !(offers || e.event_type == T::Reject && truce()) {
        return None;
    }
    let pair = main_pair(scene, events)?;
    // An offer is made to those with whom one talks.
    let both = |o: &Event| pair.iter().all(|p| o.actors.iter().any(|a| same_party(scene, a, p)));
    if offers && !events.iter().any(|o| matches!(o.event_type, T::Consult | T::Agree) && both(o)) {
        return None;
    }
    let own = |p: &Participant| e.actors.iter().any(|a| same_party(scene, a, p) || scene.leads_either(a, p));
    match pair.map(|p| (!own(&p)).then_some(p)) {
        [Some(other), None] | [None, Some(other)] => Some((vec![other], "the other side of this report")),
        _ => None,
    }
}

/// `suspended X, and Y cut off training`; `closed its border with X, halted trade`: whoever is punished beside or just before.
fn punished(scene: Scene, events: &[Event], at: usize) -> Found {
    let view = scene.view;
    let e = &events[at];
    let punishes = |o: &Event| matches!(o.event_type, EventType::Sanction | EventType::Coerce);
    let party = |p: &Participant| {
        p.entity.and_then(|e| scene.mentions.entities.get(e as usize)).is_some_and(|e| matches!(e.kind, NameKind::Country | NameKind::Body))
    };
    let beside = |o: &&Event| o.sentence == e.sentence && punishes(o) && !o.recipients.is_empty() && o.recipients.iter().all(party);
    let joined = |o: &Event| {
        view.head(e.head) == Some(o.head) || std::iter::successors(view.head(e.head), |&t| view.head(t)).take(3).any(|t| t == o.head)
    };
    let same_hand = e.event_type == EventType::Mobilize || punishes(e);
    let found = events[..at].iter().rev().filter(beside).find(|o| same_hand && joined(o) && names_agree(&o.actors, &e.actors));
    if let Some(o) = found {
        return Some((o.recipients.clone(), "those who are punished beside"));
    }
    if e.event_type != EventType::Sanction || e.mode.as_deref() != Some("discontinue") {
        return None;
    }
    let sanctions = |o: &&Event| o.event_type == EventType::Sanction && !o.recipients.is_empty() && o.recipients.iter().all(party);
    let near = events[..at].iter().rev().find(|o| sanctions(o) && o.sentence + 1 >= e.sentence)?;
    Some((near.recipients.clone(), "those who are punished just before"))
}
