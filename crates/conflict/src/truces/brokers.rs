//! Who brought a ceasefire about.

use truceline_knowledge::Referent;

use super::beside::{Bound, speaks_of_truce};
use crate::{
    Fact, Party,
    cast::Who,
    desk::Desk,
    picture::{Step, Told},
};

/// Who asks for, hosts or mediates what a step tells, and is no party.
pub(super) fn brokers(desk: &mut Desk, steps: &[Step], bound: &Bound) -> Vec<Party> {
    let parties = bound.parties;
    let mut out: Vec<Who> = Vec::new();
    let told: Vec<Told> =
        steps.iter().filter(|s| matches!(s.event.as_str(), "proposed" | "agreed" | "in force")).flat_map(|s| s.told.clone()).collect();
    let told_all = told.clone();
    for t in told {
        let day = desk.report(t).known;
        for (_, claim) in desk.events_beside(t) {
            let Fact::Event { event_type, mode, actors, status, .. } = &claim.fact else { continue };
            let brokering = match event_type.as_str() {
                "REQUEST" | "AGREE" | "CONCEDE" => status == "occurred",
                "CONSULT" => mode.as_deref() == Some("third-party"),
                _ => false,
            };
            let proposes = desk.claim(t).fact.is_step("proposed") && matches!(event_type.as_str(), "REQUEST" | "AGREE");
            if !brokering || !proposes && !speaks_of_truce(desk, &claim.evidence.quote) {
                continue;
            }
            for who in desk.bodies(actors, day) {
                let member = desk.cast.member(who);
                let state = member.specific && (member.kind == "country" || member.kind == "igo" || member.kind == "alliance");
                let home = parties.iter().any(|p| desk.cast.member(*p).country.is_some() && desk.cast.member(*p).country == member.country);
                let fights = bound.conflict.is_some_and(|c| !desk.sides_of(c, &[who], day).is_empty());
                if state && !home && !fights && !parties.iter().any(|p| desk.cast.fits(*p, who, day)) {
                    out.push(who);
                }
            }
        }
    }
    for t in told_all {
        let day = desk.report(t).known;
        for who in named_as_broker(desk, &desk.sentence(t)) {
            let home =
                parties.iter().any(|p| desk.cast.fits(*p, who, day) || desk.cast.member(*p).country == desk.cast.member(who).country);
            if !home && !out.contains(&who) {
                out.push(who);
            }
        }
    }
    desk.parties(&out)
}

/// `Under X's mediation`, `the Y-brokered truce`, `mediated by Z`: the states named around the word.
fn named_as_broker(desk: &mut Desk, text: &str) -> Vec<Who> {
    let folded = truceline_knowledge::folded(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let brokers = |w: &str| {
        let verb = ["mediat", "broker", "obtain", "secur", "negotiat", "sponsor"].iter().any(|stem| w.starts_with(stem));
        verb && w != "security" || matches!(w, "auspices" | "facilitation")
    };
    let mut out = Vec::new();
    for (i, _) in words.iter().enumerate().filter(|(_, w)| brokers(w)) {
        let (from, to) = (i.saturating_sub(BEFORE_WORD), (i + AFTER_WORD).min(words.len()));
        for a in from..to {
            for b in a + 1..=(a + 3).min(to) {
                let meant = desk.knowledge.names.get(&words[a..b].join(" "));
                let country = meant.iter().find_map(|r| match r {
                    Referent::Country(c) | Referent::Nationality(c) => desk.knowledge.countries.get(*c as usize),
                    _ => None,
                });
                out.extend(country.map(|c| desk.cast.of_id(&c.iso3)));
            }
        }
    }
    out.dedup();
    out
}

/// Words around one for mediation in which the mediator is named.
const BEFORE_WORD: usize = 3;
const AFTER_WORD: usize = 4;
