//! What the events beside a ceasefire's claims tell of it: brokers, breaches, and steps that only an event tells.

use jiff::civil::Date;

use super::{CHARGED, Move, bare};
use crate::{
    Claim, Days, Fact, Party,
    cast::Who,
    desk::{Desk, back},
    picture::{Breach, Told},
};

/// Bytes around a breach that is told in general within which it may be told who did it.
const AROUND: u32 = 200;
/// Bytes after a charge within which the force is told that is meant.
const AFTER: u32 = 500;
/// Days before its report to which an accusation without a word of the truce may go back.
const FRESH: i64 = 7;

/// True where the text speaks of a ceasefire.
pub(super) fn speaks_of_truce(desk: &Desk, text: &str) -> bool {
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
        // `Broke it less than a day after it began`: when that was is told elsewhere.
        let same = |m: &Move| m.step == step || step == "in force" && m.step == "breached";
        let beside = |m: &Move| same(m) && m.told.report == told.report && overlaps(desk.claim(m.told), claim);
        if out.iter().any(beside) {
            continue;
        }
        let known = desk.report(told).known;
        let date = claim.date.filter(|d| d.length() <= 31);
        let (status, at) = (status.clone(), date.map_or(known, |d| d.first));
        found.push(Move { told, step: step.into(), status, date, at, parties: desk.bodies(parties, known), counter: false, vague: false });
    }
    out.append(&mut found);
}

/// What one side charges the other with while a truce is in force is an alleged breach, whether the report says so or not.
pub(super) fn of_accusations(desk: &mut Desk, out: &mut Vec<Move>) {
    let mut found = Vec::new();
    for (told, claim) in desk.claims(|f| matches!(f, Fact::Event { .. })) {
        let Fact::Event { event_type, mode, historical, actors, recipients, .. } = &claim.fact else { continue };
        if event_type != "ACCUSE" || mode.as_deref() != Some("allege") || *historical || actors.is_empty() {
            continue;
        }
        let known = desk.report(told).known;
        let day = claim.date.filter(|d| d.length() <= 7).or_else(|| force_charged(desk, told));
        let fresh = day.is_none_or(|d| d.last >= back(known, FRESH));
        let told_so = |m: &Move| m.told.report == told.report && m.step == "breached" && overlaps(desk.claim(m.told), claim);
        if fresh && names_force(desk, told) && !out.iter().any(told_so) {
            let date = day.or(Some(Days { first: back(known, 1), last: known }));
            let at = day.map_or(known, |d| d.first);
            let parties = desk.bodies(recipients, known);
            found.push(Move { told, step: CHARGED.into(), status: "occurred".into(), date, at, parties, counter: true, vague: false });
        }
    }
    out.append(&mut found);
}

/// Force that a side says the other used, told just after a breach: the other side's account of who broke the truce.
pub(super) fn of_counter_charges(desk: &mut Desk, out: &mut Vec<Move>) {
    let breaches: Vec<(u32, u32)> =
        out.iter().filter(|m| m.step == "breached").map(|m| (m.told.report, desk.claim(m.told).evidence.end)).collect();
    let mut found = Vec::new();
    for (told, claim) in desk.claims(|f| matches!(f, Fact::Event { .. })) {
        let Fact::Event { event_type, historical: false, actors, status, .. } = &claim.fact else { continue };
        let start = claim.evidence.start;
        let near = breaches.iter().any(|&(report, end)| report == told.report && end <= start && start - end <= AROUND);
        if event_type != "ASSAULT" || !near || actors.is_empty() || !matches!(status.as_str(), "occurred" | "ongoing" | "denied") {
            continue;
        }
        let known = desk.report(told).known;
        let (doers, tellers) = (desk.bodies(actors, known), desk.bodies(&claim.attributed_to, known));
        if tellers.iter().any(|t| desk.cast.member(*t).specific && !doers.contains(t)) {
            let date = claim.date.filter(|d| d.length() <= 7);
            let at = date.map_or(known, |d| d.first);
            found.push(Move {
                told,
                step: CHARGED.into(),
                status: "occurred".into(),
                date,
                at,
                parties: doers,
                counter: true,
                vague: false,
            });
        }
    }
    out.append(&mut found);
}

/// The day of the force that an accusation speaks of.
fn force_charged(desk: &Desk, told: Told) -> Option<Days> {
    let force = |c: &Claim| matches!(&c.fact, Fact::Event { event_type, .. } if event_type == "ASSAULT");
    desk.events_beside(told).filter(|(_, c)| force(c)).find_map(|(_, c)| c.date).filter(|d| d.length() <= 7)
}

/// Day and place of the force that an accuser lays to the other side in the sentences after a charge of breaking the truce.
fn force_charged_after(desk: &mut Desk, step: &Move, accusers: &[Who]) -> Option<(Option<Days>, Option<crate::PlaceName>)> {
    let (end, known) = (desk.claim(step.told).evidence.end, desk.report(step.told).known);
    for claim in &desk.report(step.told).claims {
        let Fact::Event { event_type, historical: false, place, .. } = &claim.fact else { continue };
        let near = claim.evidence.start >= end.saturating_sub(1) && claim.evidence.start - end.min(claim.evidence.start) <= AFTER;
        if event_type == "ASSAULT" && near && claim.date.is_some_and(|d| d.length() <= 7) {
            let tellers = desk.bodies(&claim.attributed_to, known);
            if tellers.iter().any(|t| accusers.iter().any(|a| desk.cast.fits(*t, *a, known))) {
                return Some((claim.date, place.clone()));
            }
        }
    }
    None
}

/// True where the accusation's sentence tells of force, by an event or by a noun for it.
fn names_force(desk: &Desk, told: Told) -> bool {
    let force =
        |c: &Claim| matches!(&c.fact, Fact::Event { event_type, mode, .. } if event_type == "ASSAULT" && mode.as_deref() != Some("abduct"));
    let words = &desk.knowledge.lexicon;
    let hostile = |w: &str| words.in_class("hostility", w.trim_end_matches('s'));
    desk.events_beside(told).any(|(_, c)| force(c)) || truceline_knowledge::folded(&desk.sentence(told)).split(' ').any(hostile)
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
    let start = desk.claim(told).evidence.start;
    // "accepted the truce that X had proposed on Monday": the word nearest to the step's own tells its day.
    let beside = desk.events_beside(told).filter(|(_, c)| is(c));
    beside.min_by_key(|(told, c)| (c.evidence.trigger.0.abs_diff(start), *told)).and_then(|(_, c)| c.date)
}

fn overlaps(a: &Claim, b: &Claim) -> bool {
    a.evidence.start < b.evidence.end && b.evidence.start < a.evidence.end
}

/// The alleged breaches, those of one day and accused told as one.
pub(super) fn breaches(desk: &mut Desk, list: &[Move], bound: &Bound, starts: &[Date]) -> Vec<Breach> {
    let mut out: Vec<Breach> = Vec::new();
    let mut all: Vec<Breach> = list.iter().flat_map(|step| read(desk, step, bound)).collect();
    all.iter_mut().for_each(|b| date(desk, b, starts));
    // What says who did it comes before what only says that it happened.
    all.sort_by_key(|b| (b.accused.is_none(), b.accuser.is_none(), b.date, b.told.clone()));
    for breach in all {
        match out.iter_mut().find(|b| is_one(desk, b, &breach)) {
            Some(old) => {
                let sharper = breach.date.filter(|d| old.date.is_none_or(|o| d.length() < o.length()));
                old.date = sharper.or(old.date);
                old.told.extend(breach.told);
                old.accuser = old.accuser.take().or(breach.accuser);
                if old.place.as_ref().is_none_or(|p| is_whole(desk, p)) {
                    old.place = breach.place.or(old.place.take());
                }
                old.denied_by.extend(breach.denied_by);
                old.denied_by.sort();
                old.denied_by.dedup();
            }
            None => out.push(breach),
        }
    }
    out.sort_by(|a, b| (a.date, &a.told, &a.accuser, &a.accused).cmp(&(b.date, &b.told, &b.accuser, &b.accused)));
    out
}

/// A breach without a day was between the start of the truce, or some days before the report, and the report.
fn date(desk: &Desk, breach: &mut Breach, starts: &[Date]) {
    let known = desk.report(breach.told[0]).known;
    let start = starts.iter().filter(|s| **s <= known).max();
    // `On its very first day`, `within hours`.
    let text = truceline_knowledge::folded(&desk.sentence(breach.told[0]));
    let at_once =
        ["first day", "within hours", "within a day", "hours after", "24 hours", "within minutes", "minutes after", "the same day"];
    if let Some(&first) = start.filter(|_| at_once.iter().any(|w| text.contains(w))) {
        let last = crate::desk::ahead(first, 1);
        breach.date = breach.date.filter(|d| first <= d.last && d.first <= last).or(Some(Days { first, last }));
    }
    breach.date = breach.date.or_else(|| start.map(|&first| Days { first: first.max(back(known, FRESH)), last: known }));
}

fn is_whole(desk: &Desk, place: &crate::PlaceName) -> bool {
    place.id.as_deref().is_some_and(|id| desk.knowledge.country(id).is_some())
}

/// Two accounts of one breach: of one day, or of one report that tells the day once, and nothing that sets them apart.
fn is_one(desk: &Desk, a: &Breach, b: &Breach) -> bool {
    let sharp = |d: Option<Days>| d.filter(|d| d.length() <= 3);
    let meet = a.date.zip(b.date).is_some_and(|(x, y)| x.meets(&y));
    let one_report = a.told.iter().any(|t| b.told.iter().any(|u| t.report == u.report));
    let days = a.date == b.date || sharp(a.date).zip(sharp(b.date)).is_some_and(|(x, y)| x.meets(&y)) || one_report && meet;
    let place = |b: &Breach| b.place.as_ref().filter(|p| !is_whole(desk, p)).map(|p| p.name.clone());
    let (p, q) = (place(a), place(b));
    let whose = (a.accuser == b.accuser || a.accuser.is_none() || b.accuser.is_none()) && a.accused == b.accused;
    let bare = one_report && b.accused.is_none() && b.accuser.is_none();
    days && (whose || bare) && (p == q || p.is_none() || q.is_none() || bare)
}

/// The events of the claim's sentence; where none of them attacks or accuses, those told just before and after.
fn events_around<'a>(desk: &Desk<'a>, told: Told) -> Vec<&'a Claim> {
    let own = desk.claim(told);
    let hostile = |c: &&Claim| matches!(&c.fact, Fact::Event { event_type, .. } if event_type == "ASSAULT" || event_type == "ACCUSE");
    let beside: Vec<&Claim> = desk.events_beside(told).map(|(_, c)| c).chain([own]).filter(hostile).collect();
    if !beside.is_empty() {
        return beside;
    }
    let near = |c: &&Claim| c.evidence.start <= own.evidence.end + AROUND && own.evidence.start <= c.evidence.end + AROUND;
    desk.report(told).claims.iter().filter(hostile).filter(near).collect()
}

/// `accused each other`, `traded accusations`, `blamed one another`.
fn each_other(text: &str) -> bool {
    let folded = truceline_knowledge::folded(text);
    ["each other", "one another", "traded", "mutual", "exchanged", "swapped", "side accused the other", "side blamed the other"]
        .iter()
        .any(|w| folded.contains(w))
}

/// Whom a ceasefire binds, and in which conflict.
pub(super) struct Bound<'a> {
    pub parties: &'a [Who],
    pub conflict: Option<&'a str>,
    /// Who declared it alone, where nobody agreed to it.
    pub declarer: Option<Who>,
}

impl Bound<'_> {
    /// The party for which one acts: itself, the body of the post that the report gives it, a body on the same side.
    fn party_of(&self, desk: &mut Desk, who: Who, told: Told) -> Who {
        let day = desk.report(told).known;
        let post = if desk.cast.member(who).person { stated_body(desk, who, told) } else { None };
        for acting in [Some(who), post].into_iter().flatten() {
            if self.parties.contains(&acting) {
                return acting;
            }
            // A group speaks for itself beside the state that backs it, and as a member of the alliance that signed.
            let sided = self.conflict.is_some_and(|c| !desk.sides_of(c, &[acting], day).is_empty());
            if sided && super::lanes::is_group(desk, acting) {
                let line = desk.cast.line(acting, day);
                let other = self
                    .parties
                    .iter()
                    .any(|p| super::lanes::is_group(desk, *p) && !line.contains(p) && desk.on_one_side(self.conflict, acting, *p, day));
                if !other {
                    return acting;
                }
            }
            if let Some(&party) = self.parties.iter().find(|&&p| desk.cast.fits(acting, p, day)) {
                return party;
            }
            let same_side = self.parties.iter().find(|&&p| desk.on_one_side(self.conflict, acting, p, day));
            if let Some(&party) = same_side {
                return party;
            }
        }
        post.unwrap_or(who)
    }

    fn parties_of(&self, desk: &mut Desk, parties: &[Party], told: Told) -> Vec<Who> {
        let day = desk.report(told).known;
        let mut out: Vec<Who> = Vec::new();
        for who in desk.bodies(parties, day) {
            let party = self.party_of(desk, who, told);
            if !out.contains(&party) {
                out.push(party);
            }
        }
        out
    }
}

/// The body of the post that the report itself gives a person.
fn stated_body(desk: &mut Desk, who: Who, told: Told) -> Option<Who> {
    let report = desk.report(told);
    for claim in &report.claims {
        let Fact::Membership { member, of: Some(of), .. } = &claim.fact else { continue };
        if desk.cast.who(member, report.known) == who {
            return Some(desk.body(of, report.known));
        }
    }
    None
}

/// Accuser, accused, place and denial from the events of the claim's sentence; two breaches where both sides accuse each other.
fn read(desk: &mut Desk, step: &Move, bound: &Bound) -> Vec<Breach> {
    let parties = bound.parties;
    let mut out = bare(step);
    let day = desk.report(step.told).known;
    let (mut accusers, mut accused, mut attackers): (Vec<Who>, Vec<Who>, Vec<Who>) = Default::default();
    let mut said: (Option<crate::PlaceName>, Option<Days>) = (None, None);
    for claim in events_around(desk, step.told) {
        let Fact::Event { event_type, actors, recipients, place, denied_by, trigger, .. } = &claim.fact else { continue };
        match event_type.as_str() {
            "ACCUSE" => {
                accusers.extend(bound.parties_of(desk, actors, step.told));
                accused.extend(bound.parties_of(desk, recipients, step.told));
            }
            "ASSAULT" if recipients.is_empty() && bound.parties_of(desk, actors, step.told).len() > 1 => {
                out.place = out.place.take().or_else(|| place.clone());
                out.date = out.date.or(claim.date);
            }
            "ASSAULT" => {
                attackers.extend(bound.parties_of(desk, actors, step.told));
                accusers.extend(bound.parties_of(desk, &claim.attributed_to, step.told));
                // `Broke the truce` says neither where nor when.
                if speaks_of_truce(desk, trigger) {
                    said.0 = said.0.take().or_else(|| place.clone());
                    said.1 = said.1.or(claim.date);
                    continue;
                }
                out.place = out.place.take().or_else(|| place.clone());
                out.date = out.date.or(claim.date);
            }
            _ => continue,
        }
        let whos = desk.bodies(denied_by, day);
        out.denied_by.extend(desk.parties(&whos));
    }
    if out.date.is_none() || out.place.is_none() {
        let force = force_charged_after(desk, step, &accusers);
        out.date = out.date.or(force.as_ref().and_then(|f| f.0));
        out.place = out.place.take().or(force.and_then(|f| f.1));
    }
    out.date = out.date.or(said.1);
    out.place = out.place.take().or(said.0);
    out.denied_by.sort();
    out.denied_by.dedup();
    let named = |list: &[Who]| {
        let mut seen: Vec<Who> = Vec::new();
        for &who in list.iter().filter(|w| desk.cast.member(**w).specific) {
            if !seen.contains(&who) {
                seen.push(who);
            }
        }
        seen
    };
    let (accusers, accused, attackers) = (named(&accusers), named(&accused), named(&attackers));
    let mutual = match (accusers.as_slice(), accused.as_slice(), parties) {
        ([a, b, ..], [], _) if attackers.is_empty() || parties.contains(a) && parties.contains(b) => Some((*a, *b)),
        // "both sides accused each other": whoever is bound.
        ([], [], [a, b]) if each_other(&desk.sentence(step.told)) => Some((*a, *b)),
        _ => None,
    };
    if let Some((a, b)) = mutual {
        let one = |x: Who, y: Who| Breach { accuser: Some(desk.party(x)), accused: Some(desk.party(y)), ..out.clone() };
        return vec![one(a, b), one(b, a)];
    }
    let accuser = accusers.first().copied();
    // Of two sides, who is accused by the one is the other.
    let other = |w: Who| match parties {
        [a, b] if *a == w => Some(*b),
        [a, b] if *b == w => Some(*a),
        _ => None,
    };
    let told = accused.first().or(attackers.first()).copied().or_else(|| step.parties.first().copied().filter(|_| step.parties.len() == 1));
    // A truce that one side declared alone is broken by that side.
    let alone = bound.declarer.filter(|w| Some(*w) != accuser);
    let told = told.filter(|w| desk.cast.member(*w).specific && Some(*w) != accuser);
    // Nobody is charged by his own side.
    let told = told.filter(|w| accuser.is_none_or(|a| !desk.cast.fits(a, *w, day) && !desk.on_one_side(bound.conflict, a, *w, day)));
    let told = told.or(alone);
    // A side's account of the other's force is a charge only where both are bound.
    if step.counter && !accuser.zip(told).is_some_and(|(a, t)| parties.contains(&a) && parties.contains(&t)) {
        return Vec::new();
    }
    out.accused = told.or_else(|| accuser.and_then(other)).map(|w| desk.party(w));
    out.accuser = accuser.map(|w| desk.party(w)).filter(|a| out.accused.as_ref() != Some(a));
    vec![out]
}
