//! One record an event: later mentions add detail to the first.

mod acts;

use acts::{
    are_visit_and_meeting, casualties_of_one_act, governs, is_same, joined_outcome, laid_to_charge, more_casualties, one_unrest, outcome,
    points_back, said_there, strikes_of, taken_up, told_by_clause, told_by_manner, with_others,
};
use truceline_knowledge::EventType;
use truceline_mentions::Participant;
use truceline_syntax::{Deprel, Upos, View};

use crate::{
    event::{Event, EventDate, EventPlace, Status},
    fights,
    matching::{Scene, coded_by},
    retold,
    wording::trigger_lemma,
};

/// Sentences within which `the attack took place in X` tells where the last attack was.
const BACK: u32 = 2;

/// Joins mentions of one event; keeps text order.
pub(crate) fn merge(scene: Scene, events: Vec<Event>) -> Vec<Event> {
    let mut out: Vec<Event> = Vec::new();
    let told: Vec<u32> = events.iter().flat_map(|e| truces_of(scene, e).into_iter().chain(signed(scene, e))).collect();
    for event in events {
        let told_already = || told.contains(&event.head) || out.iter().any(|e| is_agreed_upon(scene.view, e, &event));
        if event.event_type == EventType::Agree && told_already() {
            continue;
        }
        if is_bare_mention(scene.view, &event, &out) {
            let near = |e: &&mut Event| e.event_type == event.event_type && event.sentence - e.sentence <= BACK;
            if let Some(meant) = out.iter_mut().rev().find(near).filter(|e| dates_agree(e, &event) && places_agree(e, &event)) {
                take_place_and_date(meant, event.place, event.date, event.historical);
            }
            continue;
        }
        match out.iter_mut().rev().find(|e| same_event(scene, e, &event)) {
            Some(earlier) if fights::fell_in(scene, earlier, &event) => fights::take_place(earlier, event),
            Some(earlier) => {
                let mutual = coded_by(scene, earlier.head).is_some_and(|c| !c.pattern.together.is_empty());
                absorb(scene.view, earlier, event, mutual);
            }
            None => out.push(event),
        }
    }
    out
}

/// Truces of which a verb tells what became of them: `a truce between X and Y was announced`, `has held` is that event.
fn truces_of(scene: Scene, e: &Event) -> Vec<u32> {
    let tells = matches!(e.event_type, EventType::Retreat | EventType::Concede | EventType::Reject);
    let Some(coded) = coded_by(scene, e.head).filter(|c| tells && c.frame.is_verb) else { return Vec::new() };
    let arguments = coded.frame.objects.iter().chain(&coded.frame.subjects).copied();
    arguments.filter(|&t| scene.knowledge.lexicon.in_class("ceasefire", scene.view.lemma(t))).collect()
}

/// `X and Y agreed to hold talks`, then `the agreement between X and Y`.
fn is_agreed_upon(view: &View, talks: &Event, noun: &Event) -> bool {
    let mut above = std::iter::successors(Some(talks.head), |&t| view.head(t)).take(3);
    talks.event_type == EventType::Consult
        && talks.status == Status::Planned
        && noun.actors.len() > 1
        && is_definite(view, noun.head)
        && noun.actors.iter().all(|p| names_agree(std::slice::from_ref(p), &talks.actors))
        && above.any(|t| view.lemma(t) == "agree")
}

/// Agreements whose signing is told.
fn signed(scene: Scene, e: &Event) -> Vec<u32> {
    let signs = matches!(scene.view.lemma(e.head), "sign" | "initial" | "ink" | "ratify");
    let objects = coded_by(scene, e.head).filter(|c| signs && c.frame.is_verb).map_or_else(Vec::new, |c| c.frame.objects.clone());
    objects.into_iter().filter(|&o| !scene.knowledge.lexicon.in_class("ceasefire", scene.view.lemma(o))).collect()
}

/// `the attack`, with no sides of its own, points back to an event already told.
fn is_bare_mention(view: &View, event: &Event, earlier: &[Event]) -> bool {
    // "no group has admitted carrying out the attack"
    let nobody = |p: &Participant| view.children_by(p.token, &[Deprel::Det]).any(|d| view.lemma(d) == "no");
    is_definite(view, event.head)
        && event.actors.iter().all(nobody)
        && event.recipients.is_empty()
        && earlier.iter().any(|e| e.event_type == event.event_type)
}

/// `the attack`, `this killing`.
fn is_definite(view: &View, noun: u32) -> bool {
    let points = |d: u32| matches!(view.lemma(d), "the" | "this" | "that" | "these" | "those");
    view.upos(noun) == Upos::Noun && view.children_by(noun, &[Deprel::Det]).any(points)
}

pub(crate) fn names_agree(a: &[Participant], b: &[Participant]) -> bool {
    a.iter().any(|x| b.iter().any(|y| x.name == y.name || x.entity.is_some() && x.entity == y.entity))
}

fn compatible(a: &[Participant], b: &[Participant]) -> bool {
    a.is_empty() || b.is_empty() || names_agree(a, b)
}

pub(crate) fn places_agree(a: &Event, b: &Event) -> bool {
    match (&a.place, &b.place) {
        (Some(x), Some(y)) => {
            x.name == y.name
                || x.id.is_some() && x.id == y.id
                || x.country.is_some() && x.country == y.country && (x.is_wide() || y.is_wide())
                || x.lies_in(y)
                || y.lies_in(x)
        }
        _ => true,
    }
}

pub(crate) fn dates_agree(a: &Event, b: &Event) -> bool {
    days_agree(a.date.as_ref(), b.date.as_ref())
}

/// True unless the text gives both days and they do not meet.
pub(crate) fn days_agree(a: Option<&EventDate>, b: Option<&EventDate>) -> bool {
    match (a, b) {
        (Some(x), Some(y)) if x.span.is_some() && y.span.is_some() => x.when.first <= y.when.last && y.when.first <= x.when.last,
        _ => true,
    }
}

/// True where two mentions are of one event: same type, no contradiction, and enough in common.
fn same_event(scene: Scene, a: &Event, b: &Event) -> bool {
    if a.event_type != b.event_type || !dates_agree(a, b) || with_others(scene, a, b) {
        return false;
    }
    if said_there(scene, a, b) {
        return true;
    }
    if !places_agree(a, b) {
        return false;
    }
    let planned = |e: &Event| e.status == Status::Planned;
    if planned(a) != planned(b) && a.event_type != EventType::Consult {
        return false;
    }
    if retold::is_retold(scene, a, b) {
        return true;
    }
    match (strikes_of(scene, a), strikes_of(scene, b)) {
        // "two strikes engaged a unit and destroyed a bridge"
        (Some(x), Some(y)) if x == y && a.event_type == EventType::Assault => return true,
        // Each line of a list tells strikes of its own.
        (Some(_), Some(_)) if a.sentence != b.sentence => return false,
        _ => {}
    }
    let view = scene.view;
    let near_talks = a.event_type == EventType::Consult && b.sentence.abs_diff(a.sentence) <= 2;
    let led = near_talks && b.actors.iter().any(|x| a.actors.iter().any(|y| scene.leads_either(x, y)));
    if !led && !compatible(&a.actors, &b.actors) && !points_back(view, a, b) {
        return false;
    }
    // "called a meeting of X and Y"
    let is_meeting = |noun: u32, verb: u32| {
        view.upos(noun) == Upos::Noun
            && view.head(noun) == Some(verb)
            && view.deprel(noun) == Deprel::Obj
            && a.event_type == EventType::Consult
    };
    if are_visit_and_meeting(a, b) || are_visit_and_meeting(b, a) {
        return false;
    }
    if is_meeting(b.head, a.head) || is_meeting(a.head, b.head) {
        return true;
    }
    if told_by_clause(view, a, b) || told_by_clause(view, b, a) || laid_to_charge(scene, a, b) {
        return true;
    }
    // The attack killed ten: the noun is the verb's subject.
    let governed = governs(view, a.head, b.head) || governs(view, b.head, a.head);
    if points_back(view, a, b) || taken_up(view, a, b) || joined_outcome(view, b, a) || more_casualties(view, b, a) {
        return true;
    }
    if outcome(view, b, a) || governed && a.event_type == EventType::Assault {
        return true;
    }
    if !compatible(&a.recipients, &b.recipients) {
        return false;
    }
    if governed || one_unrest(a, b) {
        return true;
    }
    if told_by_manner(view, a.head, b.head) || casualties_of_one_act(view, a, b) || casualties_of_one_act(view, b, a) {
        return true;
    }
    let actors = names_agree(&a.actors, &b.actors);
    let recipients = names_agree(&a.recipients, &b.recipients);
    let same_word = trigger_lemma(view, a) == trigger_lemma(view, b);
    let near = b.sentence.abs_diff(a.sentence) <= 1;
    // "the killing of the driver", after he was killed
    if recipients && b.actors.is_empty() && is_definite(view, b.head) {
        return true;
    }
    let symmetric = a.recipients.is_empty() && b.recipients.is_empty();
    let parties = symmetric && b.actors.len() > 1 && b.actors.iter().all(|x| a.actors.iter().any(|y| is_same(scene, x, y)));
    let modes_differ = a.mode.is_some() && b.mode.is_some() && a.mode != b.mode;
    // "killed the driver and abducted the driver's son" are two deeds; "the kidnapped clerk was abducted for ransom" is one.
    let kinds_differ = retold::differ_in_kind(a, b);
    let taken_away = a.mode.as_deref() == Some("abduct") && a.mode == b.mode;
    let taken_once = taken_away && recipients && near && a.historical == b.historical && !retold::is_further(view, b);
    let both = actors && recipients && !modes_differ && !kinds_differ;
    both || taken_once || parties || (same_word && (actors || recipients && near))
}

/// Gunmen, attackers, bombers: people of whom nothing else is known.
pub(crate) fn are_unknown(actors: &[Participant]) -> bool {
    !actors.is_empty() && actors.iter().all(|a| a.entity.is_none() && a.codes.iter().any(|c| c == "UAF"))
}

/// Everybody of one event takes part in the other.
fn all_in(one: &Event, other: &Event) -> bool {
    let everybody = one.actors.iter().chain(&one.recipients);
    other.actors.len() > 1 && everybody.clone().count() > 0 && everybody.clone().all(|p| other.actors.iter().any(|o| o.name == p.name))
}

/// Adds what the later mention tells and the earlier left open; a clash has all its sides as actors.
fn absorb(view: &View, earlier: &mut Event, later: Event, mutual: bool) {
    if later.event_type == EventType::Consult
        && earlier.sentence == later.sentence
        && later.recipients.is_empty()
        && all_in(earlier, &later)
    {
        // The noun has all who take part: "called a meeting of X and Y".
        (earlier.actors, earlier.recipients) = (later.actors.clone(), Vec::new());
    }
    let hit = |p: &Participant| earlier.recipients.iter().any(|r| r.name == p.name);
    let named = are_unknown(&earlier.actors) && !later.actors.is_empty() && !are_unknown(&later.actors);
    if (earlier.actors.is_empty() || named) && !later.actors.iter().any(hit) {
        earlier.actors = later.actors;
    }
    let closed = mutual && (earlier.actors.len() > 1 || !earlier.actors.is_empty() && fights::between(view, earlier.head));
    if earlier.recipients.is_empty() && !closed {
        earlier.recipients = later.recipients;
    } else if !closed && earlier.sentence == later.sentence && earlier.event_type == EventType::Assault {
        let known = |p: &Participant| earlier.recipients.iter().any(|e| e.name == p.name);
        let more: Vec<Participant> =
            later.recipients.into_iter().filter(|p| !known(p) && p.name != "other" && p.name != "others").collect();
        earlier.recipients.extend(more);
    }
    // "met X during a visit" is no visit.
    if earlier.mode.is_none() && !(mutual && later.mode.as_deref() == Some("visit")) {
        (earlier.mode, earlier.score) = (later.mode, later.score);
    }
    for p in later.denied_by {
        if !earlier.denied_by.iter().any(|e| e.name == p.name) {
            earlier.denied_by.push(p);
        }
    }
    if earlier.status == Status::Denied && later.status != Status::Denied {
        earlier.status = later.status;
    }
    earlier.reasons.push(format!("told again in sentence {}", later.sentence + 1));
    take_place_and_date(earlier, later.place, later.date, later.historical);
}

/// Where and when it was, as far as the earlier mention does not say so, or less exactly.
fn take_place_and_date(earlier: &mut Event, place: Option<EventPlace>, date: Option<EventDate>, historical: bool) {
    EventPlace::settle(&mut earlier.place, place);
    let undated = earlier.date.as_ref().is_none_or(|d| d.span.is_none());
    if undated && date.as_ref().is_some_and(|d| d.span.is_some()) {
        (earlier.date, earlier.historical) = (date, historical);
    }
}
