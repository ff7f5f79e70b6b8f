//! Ceasefires: a life from proposal to end, with brokers, conditions and alleged breaches.
//!
//! Steps are taken in order of their days, then of their reports, so that a life reads the same in whatever order it was told.

mod beside;
mod brokers;
mod lanes;

use std::collections::BTreeMap;

use compact_str::CompactString;
use jiff::civil::Date;

use crate::{
    Days, Fact,
    cast::Who,
    desk::{Desk, ahead, back},
    picture::{Breach, Demand, MergedCeasefire, Step, Told},
};

/// Days without a step after which a new proposal or agreement is another ceasefire.
const SILENCE: i64 = 120;
/// Days after which a truce that is agreed or declared is another one.
const RENEWED: i64 = 10;
/// Days within which a step told without a date is the one of its name before it.
const ECHO: i64 = 60;
/// Days after an end within which a new ceasefire takes the place of the old.
const SUCCESSION: i64 = 3;

/// An accusation that does not speak of the truce: a breach only while one is in force.
const CHARGED: &str = "charged";
/// Days after the last word of a truce in which accusations are of breaking it.
const WATCHED: i64 = 21;

/// One claim about a ceasefire.
struct Move {
    told: Told,
    step: CompactString,
    status: CompactString,
    date: Option<Days>,
    /// The day by which it is put in order: its own, else its report's.
    at: Date,
    parties: Vec<Who>,
    /// Not told as a breach, but as what the other side did while the truce was in force.
    counter: bool,
    /// Nobody says whose truce it is.
    vague: bool,
}

/// A ceasefire being put together.
#[derive(Default)]
struct Life {
    parties: Vec<Who>,
    steps: Vec<Step>,
    breaches: Vec<Move>,
    told: Vec<Told>,
    last: Date,
    ended: Option<Date>,
    /// Who declared it alone.
    declarer: Option<Who>,
}

/// All ceasefires. `contexts` is the conflict that each report is about, where one can be told.
pub(crate) fn draw(desk: &mut Desk, contexts: &[Option<String>]) -> Vec<MergedCeasefire> {
    let mut by_conflict: BTreeMap<(Option<String>, Vec<Who>), Vec<Move>> = BTreeMap::new();
    for mut step in moves(desk) {
        let (own, context) = (desk.conflict(&step.parties, None, step.at, true), contexts[step.told.report as usize].clone());
        // A state that announces a truce for another's war.
        let (conflict, foreign) = match (own, context) {
            (own, Some(context)) if is_foreign(desk, &context, &step.parties, step.told) => (Some(context).or(own), true),
            (own, context) => (own.or(context), false),
        };
        let parties = if foreign { Vec::new() } else { step.parties.clone() };
        step.vague = !parties.iter().any(|w| desk.cast.member(*w).specific);
        step.parties = belligerents(desk, conflict.as_deref(), &parties, step.told);
        let mut key = if conflict.is_some() { Vec::new() } else { step.parties.clone() };
        key.sort_unstable();
        by_conflict.entry((conflict, key)).or_default().push(step);
    }
    let mut out = Vec::new();
    for ((conflict, parties), mut list) in by_conflict {
        let mut keys: Vec<_> = parties.iter().map(|w| desk.cast.key(*w)).collect();
        keys.sort_unstable();
        let of: Vec<&str> = conflict.as_deref().into_iter().chain(keys.iter().map(|k| &**k)).collect();
        let block = desk.block("t", &of);
        desk.blocks.extend(list.iter().flat_map(|m| Some((m.told.report, block.clone()?))));
        list.sort_by_key(|m| (m.at, order(&m.step), m.told));
        let lives = lives(desk, list);
        let mut starts: Vec<Option<Date>> = Vec::new();
        for (i, life) in lives.iter().enumerate() {
            let next = lives[i + 1..].iter().find(|l| lanes::may_be_one(desk, &life.parties, &l.parties, life.last));
            starts.push(next.and_then(start));
        }
        for (life, next) in lives.into_iter().zip(starts) {
            let mut row = row(desk, life, conflict.clone(), next);
            row.base.block.clone_from(&block);
            out.push(row);
        }
    }
    out
}

/// Claims about ceasefires, and events that are one by the codebook although no claim says so.
fn moves(desk: &mut Desk) -> Vec<Move> {
    let mut out = Vec::new();
    for (told, claim) in desk.claims(|f| matches!(f, Fact::Ceasefire { .. })) {
        let Fact::Ceasefire { parties, step, status } = &claim.fact else { continue };
        if status == "hypothetical" {
            continue;
        }
        let known = desk.report(told).known;
        let step = match desk.knowledge.outcomes.truce_end.told(&claim.evidence.quote) {
            Some("suspended") if step == "ended" => "suspended".into(),
            _ => step.clone(),
        };
        // How long a truce has held may be a long time.
        let held = step == "in force";
        let date = claim.date.or_else(|| beside::day(desk, told, &step)).filter(|d| held || d.length() <= 31);
        let at = date.map_or(known, |d| d.first);
        out.push(Move { told, step, status: status.clone(), date, at, parties: desk.bodies(parties, known), counter: false, vague: false });
    }
    lanes::broken_by_force(desk, &mut out);
    beside::of_events(desk, &mut out);
    beside::of_accusations(desk, &mut out);
    beside::of_counter_charges(desk, &mut out);
    out
}

/// True where all parties are states, and none is on a side of the conflict that the report is about.
fn is_foreign(desk: &mut Desk, conflict: &str, parties: &[Who], told: Told) -> bool {
    let day = desk.report(told).known;
    let states = parties.iter().all(|w| desk.cast.member(*w).kind == "country");
    let home = |desk: &Desk, w: &Who| {
        let id = desk.cast.member(*w).party.id.clone().unwrap_or_default();
        desk.countries_of(conflict).iter().any(|c| *c == *id)
    };
    !parties.is_empty() && states && !parties.iter().any(|w| home(desk, w)) && desk.sides_of(conflict, parties, day).is_empty()
}

/// The sides of the conflict that the parties stand for; others are left out where there are such.
fn belligerents(desk: &mut Desk, conflict: Option<&str>, parties: &[Who], told: Told) -> Vec<Who> {
    let (meant, day) = (desk.sides_meant(conflict, parties, told), desk.report(told).known);
    let Some(conflict) = desk.knowledge.conflicts.iter().find(|c| Some(c.id.as_str()) == conflict) else { return meant };
    let on = |id: &str| conflict.sides.iter().flatten().any(|m| m == id);
    let mut sided: Vec<Who> = Vec::new();
    for who in &meant {
        let line = desk.cast.line(*who, day);
        let side = line.iter().find(|w| desk.cast.member(**w).party.id.as_deref().is_some_and(on));
        sided.extend(side.filter(|w| !sided.contains(w)));
    }
    if sided.is_empty() { meant } else { sided }
}

/// Steps of one day, in the order of a life.
fn order(step: &str) -> usize {
    let life = ["proposed", "declared", "agreed", "in force", "extended", "breached", "suspended", "ended"];
    life.iter().position(|s| *s == step).unwrap_or(life.len())
}

fn happened(status: &str) -> bool {
    matches!(status, "occurred" | "ongoing")
}

/// The lives that the steps make up. Truces of several groups with one state run side by side.
fn lives(desk: &mut Desk, list: Vec<Move>) -> Vec<Life> {
    let mut out: Vec<Life> = Vec::new();
    for mut step in list {
        let parties: &[Who] = if step.vague { &[] } else { &step.parties };
        let mut fitting: Vec<usize> = Vec::new();
        for (i, life) in out.iter().enumerate() {
            if lanes::may_be_one(desk, &life.parties, parties, step.at) {
                fitting.push(i);
            }
        }
        let at = fitting.last().copied();
        if step.step == CHARGED {
            let in_force = |l: &&mut Life| {
                let real = l.steps.iter().any(|s| matches!(s.event.as_str(), "in force" | "agreed") && happened(&s.status));
                real && l.ended.is_none() && step.at <= ahead(l.last, WATCHED)
            };
            if let Some(life) = at.and_then(|i| out.get_mut(i)).filter(in_force) {
                step.step = "breached".into();
                life.told.push(step.told);
                life.breaches.push(step);
            }
            continue;
        }
        let opens = matches!(step.step.as_str(), "proposed" | "declared" | "agreed" | "in force");
        let new = match at.and_then(|i| out.get(i)) {
            None => true,
            Some(l) if l.ended.is_some_and(|e| e < step.at) => opens && step.date.is_some(),
            Some(l) => opens && step.step != "in force" && (step.at > ahead(l.last, SILENCE) || is_another(l, &step)),
        };
        let life = match at.filter(|_| !new).and_then(|i| out.get_mut(i)) {
            Some(life) => life,
            None => {
                out.push(Life::default());
                let Some(life) = out.last_mut() else { continue };
                life
            }
        };
        take(life, step);
    }
    out
}

/// A truce that is made well after the one before was: another one.
fn is_another(life: &Life, step: &Move) -> bool {
    let made = |name: &str| matches!(name, "agreed" | "declared");
    let told = |s: &&Step| s.event == step.step && s.date.is_some_and(|d| step.at <= ahead(d.last, ECHO));
    let news = step.date.is_some() || !life.steps.iter().any(|s| told(&s));
    let before = life.steps.iter().filter(|s| made(&s.event) && happened(&s.status)).filter_map(|s| s.date).map(|d| d.last).max();
    made(&step.step) && happened(&step.status) && news && before.is_some_and(|b| step.at > ahead(b, RENEWED))
}

fn take(life: &mut Life, mut step: Move) {
    // `The truce of 12 January has ended` gives the day of its start.
    if step.step == "ended" && step.date.is_some_and(|d| life.steps.iter().any(|s| s.event == "in force" && s.date == Some(d))) {
        step.date = None;
    }
    life.told.push(step.told);
    life.last = life.last.max(step.at);
    let breach = step.step == "breached";
    let binds = life.parties.is_empty() || !breach && !step.vague;
    for who in step.parties.iter().filter(|_| binds) {
        if !life.parties.contains(who) {
            life.parties.push(*who);
        }
    }
    if breach {
        if happened(&step.status) {
            life.breaches.push(step);
        }
        return;
    }
    match (step.step.as_str(), step.parties.as_slice()) {
        ("declared", [only]) if !step.vague && happened(&step.status) => life.declarer = Some(*only),
        ("agreed", _) => life.declarer = None,
        _ => {}
    }
    if step.step == "ended" && happened(&step.status) {
        life.ended = Some(step.at);
    }
    let echo = |old: &&mut Step| {
        old.event == step.step
            && (old.status == "negated") == (step.status == "negated")
            && match (old.date, step.date) {
                (Some(a), Some(b)) if step.step == "in force" => {
                    a.meets(&Days { first: back(b.first, SUCCESSION), last: ahead(b.last, SUCCESSION) })
                }
                (Some(a), Some(b)) => a.meets(&b),
                (Some(a), None) => step.at <= ahead(a.last, ECHO),
                _ => true,
            }
    };
    match life.steps.iter_mut().rev().find(echo) {
        Some(old) => {
            old.told.push(step.told);
            old.date = crate::events::narrowest(old.date.into_iter().chain(step.date));
            if happened(&step.status) && !happened(&old.status) {
                old.status = step.status;
            }
        }
        // News of a step that gives no day is of its report's day or the one before.
        None => {
            let news = matches!(step.step.as_str(), "agreed" | "declared" | "extended" | "ended") && happened(&step.status);
            let date = step.date.or_else(|| news.then(|| Days { first: back(step.at, 1), last: step.at }));
            life.steps.push(Step { event: step.step, date, status: step.status, told: vec![step.told] })
        }
    }
}

fn start(life: &Life) -> Option<Date> {
    life.steps.iter().filter_map(|s| s.date).map(|d| d.first).min()
}

fn row(desk: &mut Desk, mut life: Life, conflict: Option<String>, next: Option<Date>) -> MergedCeasefire {
    let made = |s: &&Step| matches!(s.event.as_str(), "in force" | "agreed" | "declared" | "extended");
    let begun: Vec<Date> = life.steps.iter().filter(made).filter_map(|s| s.date).map(|d| d.first).collect();
    let bound = beside::Bound { parties: &life.parties, conflict: conflict.as_deref(), declarer: life.declarer };
    let breaches = beside::breaches(desk, &life.breaches, &bound, &begun);
    let mut steps = life.steps;
    steps.iter_mut().for_each(|s| s.told.sort_unstable());
    let at = |s: &Step| s.date.map_or_else(|| desk.report(s.told[0]).known, |d| d.first);
    steps.sort_by_key(|s| (at(s), order(&s.event)));
    let real = |name: &str| steps.iter().any(|s| s.event == name && happened(&s.status));
    let states = ["ended", "suspended", "in force", "extended", "agreed", "declared", "proposed"];
    let state = states.into_iter().find(|s| real(s)).unwrap_or("proposed");
    let state = if state == "extended" { "in force" } else { state };
    // Of an older truce nothing is heard any more once there is a new one.
    let replaced = next.is_some() && matches!(state, "in force" | "agreed" | "declared");
    let state = if replaced { "ended" } else { state };
    let how_ended = match state {
        "ended" if replaced => Some("superseded".into()),
        "ended" => Some(how_ended(desk, &steps, next)),
        _ => None,
    };
    let kind = match life.parties.len() {
        0 | 1 => "unilateral",
        2 => "bilateral",
        _ => "multilateral",
    };
    let brokers = brokers::brokers(desk, &steps, &bound);
    let conditions = conditions(desk, &life.told, &life.parties);
    let other = life.told.first().and_then(|t| towards(desk, conflict.as_deref(), &life.parties, *t));
    life.parties.extend(other);
    let mut base = desk.base_of_first("t", life.told);
    base.conflict = conflict;
    let parties = desk.parties(&life.parties);
    MergedCeasefire { base, parties, brokers, state: state.into(), events: steps, how_ended, conditions, breaches, kind: kind.into() }
}

/// Who rises against a state and declares a truce alone does so towards that state.
fn towards(desk: &mut Desk, conflict: Option<&str>, parties: &[Who], told: Told) -> Option<Who> {
    let [party] = parties else { return None };
    let conflict = desk.knowledge.conflicts.iter().find(|c| Some(c.id.as_str()) == conflict)?;
    let mut states = conflict.countries.iter().filter(|c| conflict.sides.iter().flatten().any(|m| m == *c));
    let state = states.next().filter(|_| states.next().is_none())?;
    let who = desk.cast.of_id(state);
    let day = desk.report(told).known;
    (desk.cast.member(*party).specific && desk.on_two_sides(*party, who, day)).then_some(who)
}

fn how_ended(desk: &Desk, steps: &[Step], next: Option<Date>) -> CompactString {
    let ends = || steps.iter().filter(|s| s.event == "ended" && happened(&s.status));
    let told = ends().flat_map(|s| &s.told).find_map(|t| desk.knowledge.outcomes.truce_end.told(&desk.sentence(*t)));
    let end = ends().filter_map(|s| s.date).map(|d| d.last).max();
    let followed = end.zip(next).is_some_and(|(end, next)| next <= ahead(end, SUCCESSION));
    match told {
        Some(how) => how.into(),
        None if followed => "superseded".into(),
        None => "unknown".into(),
    }
}

/// Demands that a party makes where it speaks of the ceasefire.
fn conditions(desk: &mut Desk, told: &[Told], parties: &[Who]) -> Vec<Demand> {
    let mut out: Vec<Demand> = Vec::new();
    for &t in told {
        for (event, claim) in desk.events_beside(t) {
            let Fact::Event { event_type, actors, .. } = &claim.fact else { continue };
            if event_type != "REQUEST" {
                continue;
            }
            let day = desk.report(t).known;
            for who in desk.bodies(actors, day).into_iter().filter(|w| parties.contains(w)) {
                let demand = Demand { by: desk.party(who), told: event };
                if !out.contains(&demand) {
                    out.push(demand);
                }
            }
        }
    }
    out
}

/// A breach with nothing but who tells it.
fn bare(step: &Move) -> Breach {
    Breach { date: step.date, place: None, accuser: None, accused: None, denied_by: Vec::new(), told: vec![step.told] }
}
