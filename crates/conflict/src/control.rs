//! Who held which place when, with claims that cannot both be true side by side.

use std::collections::BTreeMap;

use compact_str::CompactString;
use jiff::civil::Date;

use crate::{
    Days, Fact,
    cast::Who,
    desk::{Desk, ahead, back, commonest},
    events::narrowest,
    picture::{MergedControl, Told},
    places::Where,
};

/// Days within which a deed told without a date is the one told before.
const ECHO: i64 = 60;
/// Longest date, in days, that tells one deed from the next.
const SHARP: i64 = 3;
/// Longest date, in days, of a deed that one without a date may be.
const VAGUE: i64 = 31;
/// Bytes before a claim in which the fight may be told.
const REACH: u32 = 600;
/// Days that two claims to a place may lie apart and still exclude each other.
const AT_ONCE: i64 = 3;

struct Hold {
    told: Told,
    known: Date,
    date: Option<Days>,
    from: Option<Who>,
    claimed: bool,
    denied: bool,
}

/// A merged row before it knows the others of its place.
struct Draft {
    place: Where,
    event: CompactString,
    holder: Option<Who>,
    row: MergedControl,
}

/// All changes and states of control. `contexts` is the conflict that each report is about, where one can be told.
pub(crate) fn draw(desk: &mut Desk, contexts: &[Option<String>]) -> Vec<MergedControl> {
    let mut groups = Holds::new();
    for (told, claim) in desk.claims(|f| matches!(f, Fact::Control { .. })) {
        let Fact::Control { place, holder, from, event, status } = &claim.fact else { continue };
        let known = desk.report(told).known;
        let body = |desk: &mut Desk, p: &Option<crate::Party>| p.as_ref().map(|p| desk.body(p, known));
        let (holder, from) = (body(desk, holder), body(desk, from));
        let denied = desk.events_beside(told).any(|(_, c)| match &c.fact {
            Fact::Event { event_type, denied_by, .. } => event_type == "ASSAULT" && !denied_by.is_empty(),
            _ => false,
        });
        // Nouns (`forces`, `fighters`) hold nothing that could be told across reports; what they take is news all the same.
        if event == "held" && holder.is_some_and(|h| !desk.are_named(&[h])) && is_bare(&holder_name(&claim.fact)) {
            continue;
        }
        let claims = status == "claimed" || event == "captured" && holder.is_some_and(|h| is_told_by(desk, told, h));
        // A claim to have taken a place is news of its report's day or of the one before.
        let claimed = claims && matches!(event.as_str(), "captured" | "lost");
        let news = || Days { first: back(known, 1), last: known };
        let date = claim.date.or_else(|| fight_beside(desk, told)).or_else(|| claimed.then(|| fight_told(desk, told).unwrap_or_else(news)));
        // Of a siege the claim names the besieger; what is besieged is held by the other side.
        let holder = if event == "besieged" { holder.and_then(|h| besieged_by(desk, h, place, known)) } else { holder };
        let hold = Hold { told, known, date, from: from.filter(|f| holder != Some(*f)), claimed: claims, denied };
        groups.entry((desk.places.at(place), event.clone(), holder)).or_default().push(hold);
    }
    losses_told_beside(desk, &mut groups);
    let mut drafts = Vec::new();
    for ((place, event, holder), list) in groups {
        for part in parts(&event, list) {
            drafts.push(draft(desk, place, &event, holder, &part, contexts));
        }
    }
    compare(desk, &mut drafts);
    drafts.into_iter().map(|d| d.row).collect()
}

type Holds = BTreeMap<(Where, CompactString, Option<Who>), Vec<Hold>>;

/// `The fall of the city`, `its troops had left the city`: the other side of a capture that is told besides.
fn losses_told_beside(desk: &mut Desk, groups: &mut Holds) {
    let lost: Vec<_> = groups.keys().filter(|k| k.1 == "lost" && k.2.is_none()).cloned().collect();
    for key in lost {
        let taken: Vec<_> = groups.keys().filter(|k| k.0 == key.0 && k.1 == "captured" && k.2.is_some()).cloned().collect();
        let Some(list) = groups.remove(&key) else { continue };
        let mut rest = Vec::new();
        for mut hold in list {
            let fits = |k: &&(Where, CompactString, Option<Who>)| {
                let other = k.2.is_some_and(|h| hold.from.is_none_or(|f| f != h && !desk.cast.fits(f, h, hold.known)));
                other && groups[*k].iter().any(|c| told_after(c, &hold))
            };
            let Some(of) = taken.iter().find(fits).cloned() else {
                rest.push(hold);
                continue;
            };
            let capture = groups[&of].iter().filter(|c| told_after(c, &hold)).filter_map(|c| c.date).max_by_key(|d| d.first);
            hold.date = capture.or(hold.date);
            groups.entry(of).or_default().push(hold);
        }
        if !rest.is_empty() {
            groups.insert(key, rest);
        }
    }
}

/// True where a loss may be that of a capture: of the same days, or without a day in a report of the weeks after it.
fn told_after(capture: &Hold, loss: &Hold) -> bool {
    let day = capture.date.map_or(capture.known, |d| d.first);
    match loss.date {
        Some(d) => back(day, SHARP) <= d.last && d.first <= ahead(day, SHARP),
        None => back(day, SHARP) <= loss.known && loss.known <= ahead(day, ECHO),
    }
}

/// True where nobody but the holder's side says that it took the place.
fn is_told_by(desk: &mut Desk, told: Told, holder: Who) -> bool {
    let (start, end, known) = (desk.claim(told).evidence.start, desk.claim(told).evidence.end, desk.report(told).known);
    let within = |c: &crate::Claim| start <= c.evidence.trigger.0 && c.evidence.trigger.0 < end;
    let own: Vec<_> = desk.events_beside(told).map(|(_, c)| c).filter(|c| within(c) && !c.attributed_to.is_empty()).collect();
    !own.is_empty() && own.iter().all(|c| desk.bodies(&c.attributed_to, known).iter().all(|w| desk.cast.fits(*w, holder, known)))
}

/// The day of the capture or retreat that is the claim, as an event of its sentence tells it.
fn fight_beside(desk: &mut Desk, told: Told) -> Option<Days> {
    let own = desk.claim(told);
    let Fact::Control { place, event, .. } = &own.fact else { return None };
    let at = desk.places.at(place);
    if !matches!(event.as_str(), "captured" | "lost" | "handed over") {
        return None;
    }
    let mut found = None;
    for (_, claim) in desk.events_beside(told) {
        let Fact::Event { event_type, place: Some(there), historical: false, .. } = &claim.fact else { continue };
        let within = claim.evidence.trigger.0 >= own.evidence.start && claim.evidence.trigger.0 < own.evidence.end;
        let moved = matches!(event_type.as_str(), "ASSAULT" | "RETREAT") && claim.date.is_some_and(|d| d.length() <= SHARP);
        if within && moved && desk.places.at(there) == at {
            found = claim.date;
        }
    }
    found
}

/// The day of the fight over the same place that the report tells just before.
fn fight_told(desk: &mut Desk, told: Told) -> Option<Days> {
    let own = desk.claim(told);
    let Fact::Control { place, .. } = &own.fact else { return None };
    let at = desk.places.at(place);
    let mut found = None;
    for claim in &desk.report(told).claims {
        let Fact::Event { event_type, place: Some(there), historical: false, .. } = &claim.fact else { continue };
        let near = claim.evidence.start <= own.evidence.start && own.evidence.start - claim.evidence.start <= REACH;
        if event_type == "ASSAULT" && near && claim.date.is_some_and(|d| d.length() <= SHARP) && desk.places.at(there) == at {
            found = claim.date;
        }
    }
    found
}

fn holder_name(fact: &Fact) -> String {
    match fact {
        Fact::Control { holder: Some(h), .. } => h.name.to_lowercase().to_string(),
        _ => String::new(),
    }
}

/// A noun without a word that tells which.
fn is_bare(name: &str) -> bool {
    !name.contains(' ')
}

/// One part for each deed; states (held, besieged, contested) go on.
fn parts(event: &str, list: Vec<Hold>) -> Vec<Vec<Hold>> {
    if !matches!(event, "captured" | "lost" | "handed over") {
        return vec![list];
    }
    let (mut sharp, vague): (Vec<Hold>, Vec<Hold>) = list.into_iter().partition(|h| h.date.is_some_and(|d| d.length() <= SHARP));
    sharp.sort_by_key(|h| (h.date.map(|d| d.first), h.told));
    let mut out: Vec<Vec<Hold>> = Vec::new();
    for hold in sharp {
        // Nobody takes a place twice within days.
        let near = |a: Days, b: Days| Days { first: back(a.first, AT_ONCE), last: ahead(a.last, AT_ONCE) }.meets(&b);
        let same = |part: &&mut Vec<Hold>| part.iter().any(|h| h.date.zip(hold.date).is_some_and(|(a, b)| near(a, b)));
        match out.iter_mut().find(same) {
            Some(part) => part.push(hold),
            None => out.push(vec![hold]),
        }
    }
    let mut rest: Vec<Vec<Hold>> = Vec::new();
    let (dated, undated): (Vec<Hold>, Vec<Hold>) = vague.into_iter().partition(|h| h.date.is_some());
    for hold in dated.into_iter().chain(undated) {
        let meets = |part: &Vec<Hold>| {
            let Some(day) = part[0].date else { return false };
            match hold.date {
                Some(date) => date.meets(&day),
                None => day.first <= hold.known && hold.known <= ahead(day.last, ECHO),
            }
        };
        let fitting: Vec<usize> = (0..out.len()).filter(|&i| meets(&out[i])).collect();
        if let [only] = fitting.as_slice() {
            out[*only].push(hold);
            continue;
        }
        let same = |part: &&mut Vec<Hold>| match (part[0].date, hold.date) {
            (Some(a), Some(b)) => a == b,
            (None, None) => hold.known <= ahead(part[0].known, ECHO),
            (Some(a), None) if a.length() <= VAGUE => a.first <= hold.known && hold.known <= ahead(a.last, ECHO),
            _ => false,
        };
        match rest.iter_mut().find(same) {
            Some(part) => part.push(hold),
            None => rest.push(vec![hold]),
        }
    }
    out.extend(rest);
    out
}

fn draft(desk: &mut Desk, place: Where, event: &CompactString, holder: Option<Who>, part: &[Hold], contexts: &[Option<String>]) -> Draft {
    let state = !matches!(event.as_str(), "captured" | "lost" | "handed over");
    let date = if state {
        let first = part.iter().map(|h| h.date.map_or(h.known, |d| d.first)).min();
        let last = part.iter().map(|h| h.known.max(h.date.map_or(h.known, |d| d.last))).max();
        first.zip(last).map(|(first, last)| Days { first, last })
    } else {
        narrowest(part.iter().filter_map(|h| h.date)).or_else(|| fresh(desk, part))
    };
    let holder = holder.or_else(|| if state { defender(desk, place, part[0].known) } else { None });
    let known = part.iter().map(|h| h.known).min().unwrap_or_default();
    let mut before: Vec<CompactString> = part.iter().filter_map(|h| h.from).map(|w| desk.cast.key(w)).collect();
    before.sort_unstable();
    let from = commonest(before.iter()).and_then(|key| part.iter().filter_map(|h| h.from).find(|w| desk.cast.key(*w) == key));
    let parties: Vec<Who> = holder.into_iter().chain(from).collect();
    let own = desk.conflict(&parties, Some(place), date.map_or(known, |d| d.first), true);
    let mut base = desk.base_of_first("p", part.iter().map(|h| h.told).collect());
    base.block = desk.block("p", &[&desk.places.key(place)]);
    base.conflict = own.or_else(|| contexts[base.told[0].report as usize].clone());
    let status = match part {
        _ if part.iter().any(|h| h.denied) => "contested",
        _ if part.iter().any(|h| !h.claimed) => "asserted",
        _ => "claimed",
    };
    let row = MergedControl {
        base,
        place: desk.places.spot(place).place.clone(),
        holder: holder.map(|h| desk.party(h)),
        from: from.map(|f| desk.party(f)),
        event: event.clone(),
        date,
        until: None,
        status: status.into(),
        contradicts: Vec::new(),
    };
    Draft { place, event: event.clone(), holder, row }
}

/// News of a capture that gives no day is of its report's day or of the one before; `has taken` tells of some day before.
fn fresh(desk: &Desk, part: &[Hold]) -> Option<Days> {
    let first = part.iter().min_by_key(|h| h.told)?;
    let perfect = truceline_knowledge::folded(&desk.claim(first.told).evidence.quote);
    let news = !perfect.split(' ').any(|w| matches!(w, "has" | "have" | "since"));
    news.then(|| Days { first: back(first.known, 1), last: first.known })
}

/// A place that is fought over or besieged, nobody says by whom, is held by the state against which others rise there.
fn defender(desk: &mut Desk, place: Where, day: Date) -> Option<Who> {
    let conflict = desk.conflict(&[], Some(place), day, true)?;
    let conflict = desk.knowledge.conflicts.iter().find(|c| c.id == conflict)?;
    let country = desk.places.country(place)?.clone();
    let fights = conflict.sides.iter().flatten().any(|m| *m == country.as_str());
    fights.then(|| desk.cast.of_id(&country))
}

/// The state that holds what those who rise against it besiege; whoever holds what others besiege is not known.
fn besieged_by(desk: &mut Desk, besieger: Who, place: &crate::PlaceName, day: Date) -> Option<Who> {
    let at = desk.places.at(place);
    let state = defender(desk, at, day)?;
    desk.on_two_sides(besieger, state, day).then_some(state)
}

/// Ends each hold where another begins, and finds claims of one time that exclude each other.
fn compare(desk: &mut Desk, drafts: &mut [Draft]) {
    begin_at_capture(drafts);
    let mut by_place: BTreeMap<Where, Vec<usize>> = BTreeMap::new();
    drafts.iter().enumerate().for_each(|(i, d)| by_place.entry(d.place).or_default().push(i));
    for list in by_place.values().filter(|l| l.len() > 1) {
        for &a in list {
            for &b in list.iter().filter(|&&b| b != a) {
                let (Some(x), Some(y)) = (drafts[a].row.date, drafts[b].row.date) else { continue };
                if !is_hold(&drafts[a].event) || !excludes(desk, &drafts[a], &drafts[b]) {
                    continue;
                }
                let taken = matches!(drafts[b].event.as_str(), "captured" | "handed over" | "lost");
                if taken && x.first < y.first {
                    let until = drafts[a].row.until.map_or(y.first, |u| u.min(y.first));
                    drafts[a].row.until = Some(until);
                } else if is_hold(&drafts[b].event) && near(x, y) && !(is_taking(&drafts[a].event) && y.first < x.first) {
                    let (one, other) = (drafts[a].row.base.id.clone(), drafts[b].row.base.id.clone());
                    drafts[a].row.contradicts.push(other);
                    drafts[b].row.contradicts.push(one);
                }
            }
        }
    }
    for draft in drafts {
        draft.row.contradicts.sort_unstable();
        draft.row.contradicts.dedup();
        if !draft.row.contradicts.is_empty() {
            draft.row.status = "contested".into();
        }
    }
}

/// Who took a place holds it from that day on, however vaguely the hold is dated.
fn begin_at_capture(drafts: &mut [Draft]) {
    let mut taken: BTreeMap<(Where, Who), Vec<Date>> = BTreeMap::new();
    for draft in drafts.iter().filter(|d| is_taking(&d.event)) {
        if let (Some(holder), Some(date)) = (draft.holder, draft.row.date) {
            taken.entry((draft.place, holder)).or_default().push(date.first);
        }
    }
    for draft in drafts.iter_mut().filter(|d| d.event == "held") {
        let (Some(holder), Some(date)) = (draft.holder, draft.row.date) else { continue };
        let before = taken.get(&(draft.place, holder)).into_iter().flatten().filter(|d| **d <= date.last).max();
        draft.row.date = Some(Days { first: before.copied().unwrap_or(date.first), last: date.last });
    }
}

fn is_taking(event: &str) -> bool {
    matches!(event, "captured" | "handed over")
}

fn is_hold(event: &str) -> bool {
    is_taking(event) || event == "held"
}

/// Both cannot hold the place: their holders are known and of different sides; or the one lost it.
fn excludes(desk: &mut Desk, a: &Draft, b: &Draft) -> bool {
    let day = a.row.base.first_reported;
    if b.event == "lost" {
        return a.holder.zip(b.row.from.as_ref()).is_some_and(|(h, f)| desk.party(h) == *f);
    }
    match (a.holder, b.holder) {
        (Some(x), Some(y)) => desk.cast.member(x).specific && desk.cast.member(y).specific && !desk.cast.fits(x, y, day),
        _ => false,
    }
}

fn near(a: Days, b: Days) -> bool {
    Days { first: a.first, last: ahead(a.last, AT_ONCE) }.meets(&b) && Days { first: b.first, last: ahead(b.last, AT_ONCE) }.meets(&a)
}
