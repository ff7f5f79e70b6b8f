//! What the events beside a ceasefire's claims tell of it: brokers, breaches, and steps that only an event tells.

use jiff::civil::Date;

use super::{Move, bare};
use crate::{
    Claim, Days, Fact, Party,
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

/// The day of the event that the step is by the codebook, told in its sentence.
pub(super) fn day(desk: &Desk, told: Told, step: &str) -> Option<Days> {
    let types: &[&str] = match step {
        "declared" => &["CONCEDE"],
        "agreed" => &["AGREE", "CONCEDE"],
        "proposed" => &["AGREE", "REQUEST"],
        "in force" => &["RETREAT"],
        "ended" => &["REJECT"],
        _ => &["ASSAULT"],
    };
    let is = |c: &Claim| matches!(&c.fact, Fact::Event { event_type, .. } if types.contains(&event_type.as_str()));
    desk.events_beside(told).filter(|(_, c)| is(c)).find_map(|(_, c)| c.date)
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
pub(super) fn breaches(desk: &mut Desk, list: &[Move], parties: &[Who], start: Option<Date>) -> Vec<Breach> {
    let mut out: Vec<Breach> = Vec::new();
    let all: Vec<Breach> = list.iter().flat_map(|step| read(desk, step, parties)).collect();
    for mut breach in all {
        // A breach without a day was between the start of the truce and the report.
        let known = desk.report(breach.told[0]).known;
        breach.date = breach.date.or_else(|| start.filter(|s| *s <= known).map(|first| Days { first, last: known }));
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

/// Accuser, accused, place and denial from the events of the claim's sentence; two breaches where both sides accuse each other.
fn read(desk: &mut Desk, step: &Move, parties: &[Who]) -> Vec<Breach> {
    let mut out = bare(step);
    let day = desk.report(step.told).known;
    let (mut accusers, mut accused, mut attackers): (Vec<Who>, Vec<Who>, Vec<Who>) = Default::default();
    let own = (step.told, desk.claim(step.told));
    for (_, claim) in desk.events_beside(step.told).chain([own]) {
        let Fact::Event { event_type, actors, recipients, place, denied_by, .. } = &claim.fact else { continue };
        match event_type.as_str() {
            "ACCUSE" => {
                accusers.extend(desk.bodies(actors, day));
                accused.extend(desk.bodies(recipients, day));
            }
            "ASSAULT" => {
                attackers.extend(desk.bodies(actors, day));
                accusers.extend(desk.bodies(&claim.attributed_to, day));
                out.place = out.place.take().or_else(|| place.clone());
                out.date = out.date.or(claim.date);
            }
            _ => continue,
        }
        let whos = desk.bodies(denied_by, day);
        out.denied_by.extend(desk.parties(&whos));
    }
    out.denied_by.sort();
    out.denied_by.dedup();
    let named = |list: &[Who]| list.iter().copied().filter(|w| desk.cast.member(*w).specific).collect::<Vec<Who>>();
    let (accusers, accused, attackers) = (named(&accusers), named(&accused), named(&attackers));
    if let ([a, b, ..], []) = (accusers.as_slice(), accused.as_slice())
        && attackers.is_empty()
    {
        let one = |x: Who, y: Who| Breach { accuser: Some(desk.party(x)), accused: Some(desk.party(y)), ..out.clone() };
        return vec![one(*a, *b), one(*b, *a)];
    }
    let accuser = accusers.first().copied();
    // Of two sides, who is accused by the one is the other.
    let other = |w: Who| match parties {
        [a, b] if *a == w => Some(*b),
        [a, b] if *b == w => Some(*a),
        _ => None,
    };
    let told = accused.first().or(attackers.first()).copied().or_else(|| step.parties.first().copied().filter(|_| step.parties.len() == 1));
    let told = told.filter(|w| desk.cast.member(*w).specific && Some(*w) != accuser);
    out.accused = told.or_else(|| accuser.and_then(other)).map(|w| desk.party(w));
    out.accuser = accuser.map(|w| desk.party(w)).filter(|a| out.accused.as_ref() != Some(a));
    vec![out]
}
