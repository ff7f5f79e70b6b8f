//! What the events beside a ceasefire's claims tell of it: brokers, breaches, and steps that only an event tells.

use super::{Move, bare};
use crate::{
    Claim, Fact, Party,
    cast::Who,
    desk::Desk,
    picture::{Breach, Step, Told},
};

/// True where the text speaks of a ceasefire.
fn speaks_of_truce(desk: &Desk, text: &str) -> bool {
    let folded = truceline_knowledge::folded(text);
    folded.split(' ').any(|w| matches!(w, "truce" | "truces" | "armistice")) || folded.contains("ceasefire") || {
        // `cease-fire` and what the lexicon calls one besides.
        folded.contains("cease fire") || desk.knowledge.lexicon.in_class("ceasefire", &folded)
    }
}

/// A force's stand-down is a ceasefire in force, a call on the sides for one is its proposal, and force that breaks one is a
/// breach, where no claim of the same sentence says so.
pub(super) fn of_events(desk: &mut Desk, out: &mut Vec<Move>) {
    let mut found = Vec::new();
    for (told, claim) in desk.claims(|f| matches!(f, Fact::Event { .. })) {
        let Fact::Event { event_type, mode, status, historical, trigger, actors, recipients, .. } = &claim.fact else { continue };
        if *historical || !speaks_of_truce(desk, &claim.evidence.quote) {
            continue;
        }
        let (step, parties) = match (event_type.as_str(), mode.as_deref()) {
            ("RETREAT", Some("ceasefire")) => ("in force", actors),
            ("REQUEST", Some("yield")) => ("proposed", recipients),
            ("ASSAULT", _) if speaks_of_truce(desk, trigger) => ("breached", actors),
            _ => continue,
        };
        let beside = |m: &Move| m.step == step && m.told.report == told.report && overlaps(desk.claim(m.told), claim);
        if out.iter().any(beside) {
            continue;
        }
        let known = desk.report(told).known;
        let date = claim.date.filter(|d| d.length() <= 31);
        let (status, at) = (status.clone(), date.map_or(known, |d| d.first));
        found.push(Move { told, step: step.into(), status, date, at, parties: desk.bodies(parties, known) });
    }
    out.append(&mut found);
}

fn overlaps(a: &Claim, b: &Claim) -> bool {
    a.evidence.start < b.evidence.end && b.evidence.start < a.evidence.end
}

/// Who asks for, hosts or mediates what a step tells, and is no party.
pub(super) fn brokers(desk: &mut Desk, steps: &[Step], parties: &[Who]) -> Vec<Party> {
    let mut out: Vec<Who> = Vec::new();
    let told: Vec<Told> =
        steps.iter().filter(|s| matches!(s.event.as_str(), "proposed" | "agreed" | "in force")).flat_map(|s| s.told.clone()).collect();
    for t in told {
        let day = desk.report(t).known;
        for (_, claim) in desk.events_beside(t) {
            let Fact::Event { event_type, mode, actors, status, .. } = &claim.fact else { continue };
            let brokering = match event_type.as_str() {
                "REQUEST" | "AGREE" => status == "occurred",
                "CONSULT" => mode.as_deref() == Some("third-party"),
                _ => false,
            };
            if !brokering || !speaks_of_truce(desk, &claim.evidence.quote) {
                continue;
            }
            for who in desk.bodies(actors, day) {
                let member = desk.cast.member(who);
                let state = member.specific && (member.kind == "country" || member.kind == "igo" || member.kind == "alliance");
                let home = parties.iter().any(|p| desk.cast.member(*p).country.is_some() && desk.cast.member(*p).country == member.country);
                if state && !home && !parties.iter().any(|p| desk.cast.fits(*p, who, day)) {
                    out.push(who);
                }
            }
        }
    }
    desk.parties(&out)
}

/// The alleged breaches, those of one day and accused told as one.
pub(super) fn breaches(desk: &mut Desk, list: &[Move]) -> Vec<Breach> {
    let mut out: Vec<Breach> = Vec::new();
    for step in list {
        let breach = read(desk, step);
        let same = |b: &&mut Breach| {
            let days =
                b.date.zip(breach.date).is_some_and(|(a, b)| a.meets(&b)) || b.date.is_none() == breach.date.is_none() && b.date.is_none();
            days && b.accused == breach.accused
                && (b.accuser == breach.accuser || b.accuser.is_none() || breach.accuser.is_none())
                && (b.place.as_ref().map(|p| &p.name) == breach.place.as_ref().map(|p| &p.name)
                    || b.place.is_none()
                    || breach.place.is_none())
        };
        match out.iter_mut().find(same) {
            Some(old) => {
                old.told.extend(breach.told);
                old.accuser = old.accuser.take().or(breach.accuser);
                old.place = old.place.take().or(breach.place);
                old.denied_by.extend(breach.denied_by);
                old.denied_by.sort();
                old.denied_by.dedup();
            }
            None => out.push(breach),
        }
    }
    out
}

/// Accuser, accused, place and denial from the events of the claim's sentence.
fn read(desk: &mut Desk, step: &Move) -> Breach {
    let mut out = bare(step);
    let day = desk.report(step.told).known;
    let first = |desk: &mut Desk, list: &[Party]| list.first().map(|p| desk.body(p, day)).map(|w| desk.party(w));
    let own = (step.told, desk.claim(step.told));
    let mut accused: Option<Party> = None;
    for (_, claim) in desk.events_beside(step.told).chain([own]) {
        let Fact::Event { event_type, actors, recipients, place, denied_by, .. } = &claim.fact else { continue };
        match event_type.as_str() {
            "ACCUSE" => {
                out.accuser = out.accuser.take().or_else(|| first(desk, actors));
                accused = first(desk, recipients).or(accused);
            }
            "ASSAULT" => {
                out.accused = out.accused.take().or_else(|| first(desk, actors));
                out.accuser = out.accuser.take().or_else(|| first(desk, &claim.attributed_to));
                out.place = out.place.take().or_else(|| place.clone());
                out.date = out.date.or(claim.date);
            }
            _ => continue,
        }
        let whos = desk.bodies(denied_by, day);
        out.denied_by.extend(desk.parties(&whos));
    }
    out.accused = accused.or(out.accused).or_else(|| step.parties.first().filter(|_| step.parties.len() == 1).map(|w| desk.party(*w)));
    if out.accused == out.accuser {
        out.accuser = None;
    }
    out.denied_by.sort();
    out.denied_by.dedup();
    out
}
