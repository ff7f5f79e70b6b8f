//! The human toll: counts of one incident side by side, reckonings over time apart. Nothing is ever summed.

use std::collections::BTreeMap;

use compact_str::CompactString;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use truceline_knowledge::folded;

use crate::{
    Claim, Days, Fact, PlaceName,
    cast::Who,
    desk::{Desk, ahead, back},
    groups::Groups,
    picture::{Count, MergedEvent, MergedToll, Told},
    places::Relation,
};

/// Numbers from which two counts of one day that nearly agree are taken to be of one incident.
const TELLING: u64 = 10;
/// Bytes before a count in which its incident may have been told.
const REACH: u32 = 800;
/// Days before its report by which a count that ends then is told as over.
const STALE: i64 = 14;
/// Bytes after a count within which another is of the same reckoning.
const BESIDE: u32 = 120;
/// Earlier counts of like kind and day that one is compared with.
const COMPARED: usize = 32;

/// Counts that belong together for sure.
struct Incident {
    kind: CompactString,
    told: Vec<Told>,
    event: Option<usize>,
    date: Option<Days>,
    place: Option<PlaceName>,
    low: u64,
    conflict: Option<String>,
}

/// All counts. `of_claim` leads from an event's claim to its merged event in `events`.
pub(crate) fn draw(
    desk: &mut Desk,
    events: &[MergedEvent],
    of_claim: &FxHashMap<Told, usize>,
    contexts: &[Option<String>],
) -> Vec<MergedToll> {
    let (mut incidents, mut reckonings): (BTreeMap<_, Vec<Told>>, BTreeMap<_, Vec<Told>>) = (BTreeMap::new(), BTreeMap::new());
    for (told, claim) in desk.claims(|f| matches!(f, Fact::Toll { .. })) {
        let Fact::Toll { kind, victims, of_event, .. } = &claim.fact else { continue };
        if is_reckoning(desk, told) {
            let who = victims.as_deref().map(people).unwrap_or_default();
            let conflict = contexts[told.report as usize].clone();
            reckonings.entry((kind.clone(), conflict, who, closed(desk, told))).or_default().push(told);
        } else {
            let event = of_event.and_then(|e| of_claim.get(&Told { claim: e, ..told }).copied());
            // Two counts of one kind in one sentence are two groups of people.
            let nth = desk.report(told).claims[..told.claim as usize].iter().filter(|c| same_cause(&c.fact, &claim.fact)).count();
            let alone = if event.is_none() { Some(told) } else { None };
            incidents.entry((kind.clone(), event, alone, nth)).or_default().push(told);
        }
    }
    let incidents: Vec<Incident> =
        incidents.into_iter().map(|((kind, event, _, _), told)| incident(desk, events, contexts, kind, event, told)).collect();
    let mut out: Vec<MergedToll> = Vec::new();
    for group in join(desk, &incidents) {
        out.push(incident_row(desk, events, &incidents, &group, contexts));
    }
    for ((kind, conflict, who, period), told) in reckonings {
        out.push(reckoning_row(desk, kind, conflict, who, period, told));
    }
    out
}

/// A count over more than a month, or one beside such a count: `2,000 fighters and 280 civilians have died since April`.
fn is_reckoning(desk: &Desk, told: Told) -> bool {
    let cumulative = |c: &Claim| matches!(&c.fact, Fact::Toll { scope, .. } if scope == "cumulative");
    let claim = desk.claim(told);
    if cumulative(claim) || claim.date.is_some_and(|d| d.length() > 31) {
        return true;
    }
    let beside = |c: &&Claim| c.evidence.start <= claim.evidence.start && claim.evidence.start <= c.evidence.end + BESIDE;
    claim.date.is_none() && desk.report(told).claims[..told.claim as usize].iter().filter(beside).any(cumulative)
}

/// The days of a reckoning that was over before its report (`last year`): no other is part of the same count.
fn closed(desk: &Desk, told: Told) -> Option<Days> {
    let over = |d: &Days| ahead(d.last, STALE) < desk.report(told).known;
    desk.claim(told).date.filter(over)
}

fn same_cause(a: &Fact, b: &Fact) -> bool {
    match (a, b) {
        (Fact::Toll { kind: k, scope: s, of_event: Some(e), .. }, Fact::Toll { kind: l, scope: t, of_event: Some(f), .. }) => {
            k == l && s == t && e == f
        }
        _ => false,
    }
}

/// `civilians` and `civilian` are one, `people` and `fighters` say no class of their own.
fn people(victims: &str) -> String {
    let folded = folded(victims);
    let last = folded.rsplit(' ').next().unwrap_or_default().trim_end_matches('s').to_owned();
    if matches!(last.as_str(), "people" | "person" | "fighter" | "other" | "more" | "death" | "")
        || last.chars().any(|c| c.is_ascii_digit())
    {
        String::new()
    } else {
        last
    }
}

fn numbers(fact: &Fact) -> (Option<u64>, Option<u64>, CompactString) {
    match fact {
        Fact::Toll { low, high, bound, .. } => (*low, *high, bound.clone()),
        _ => (None, None, CompactString::default()),
    }
}

fn incident(
    desk: &Desk,
    events: &[MergedEvent],
    contexts: &[Option<String>],
    kind: CompactString,
    event: Option<usize>,
    told: Vec<Told>,
) -> Incident {
    let own = event.and_then(|e| events[e].base.conflict.clone());
    let conflict = own.or_else(|| contexts[told[0].report as usize].clone());
    let dates = told.iter().filter_map(|t| desk.claim(*t).date).filter(|d| d.length() <= 31);
    let date = crate::events::narrowest(dates).or_else(|| event.and_then(|e| events[e].date));
    let before = told.iter().filter_map(|t| force_before(desk, *t));
    let date = date.or_else(|| crate::events::narrowest(before.filter_map(|c| c.date)));
    // News that gives no day at all is of its report's day or the one before.
    let known = told.iter().map(|t| desk.report(*t).known).min();
    let date = date.or_else(|| known.map(|last| Days { first: back(last, 1), last }));
    let low = told.iter().filter_map(|t| numbers(&desk.claim(*t).fact).0).min().unwrap_or(0);
    Incident { kind, event, date, place: event.and_then(|e| events[e].place.clone()), low, conflict, told }
}

/// The dated use of force told last before a count, near enough to be what it counts.
fn force_before<'a>(desk: &Desk<'a>, told: Told) -> Option<&'a Claim> {
    let start = desk.claim(told).evidence.start;
    let near = |c: &&Claim| c.evidence.start <= start && start - c.evidence.start <= REACH && c.date.is_some_and(|d| d.length() <= 2);
    let force = |c: &&Claim| matches!(&c.fact, Fact::Event { event_type, .. } if event_type == "ASSAULT");
    desk.report(told).claims.iter().filter(force).filter(near).max_by_key(|c| c.evidence.start)
}

/// Incidents whose numbers, days and places agree although their events were not found to be one.
fn join(desk: &mut Desk, list: &[Incident]) -> Vec<Vec<usize>> {
    let mut by_day: BTreeMap<(&CompactString, Date), Vec<usize>> = BTreeMap::new();
    let day = |i: &Incident| i.date.filter(|d| d.length() <= 2).map(|d| d.last);
    for (i, incident) in list.iter().enumerate() {
        if let Some(day) = day(incident) {
            by_day.entry((&incident.kind, day)).or_default().push(i);
        }
    }
    let mut groups = Groups::new(list.len());
    for (&(kind, day), here) in &by_day {
        let eve: &[usize] = by_day.get(&(kind, back(day, 1))).map_or(&[], Vec::as_slice);
        for (n, &a) in here.iter().enumerate() {
            let others = eve.iter().rev().take(COMPARED).chain(here[n.saturating_sub(COMPARED)..n].iter());
            for &b in others {
                if alike(desk, &list[a], &list[b]) {
                    groups.join(a, b);
                }
            }
        }
    }
    groups.lists()
}

fn alike(desk: &mut Desk, a: &Incident, b: &Incident) -> bool {
    let (most, apart) = (a.low.max(b.low), a.low.abs_diff(b.low));
    let places = a.place.as_ref().zip(b.place.as_ref()).map(|(p, q)| {
        let (p, q) = (desk.places.at(p), desk.places.at(q));
        desk.places.relation(p, q)
    });
    let near = match places {
        Some(Relation::Apart) => return false,
        Some(Relation::Meets) => 2 * apart <= most,
        // Nothing but the conflict tells where: of one day, close numbers are of one incident.
        Some(Relation::Vague) | None => a.conflict.is_some() && a.conflict == b.conflict && 3 * apart <= most,
    };
    let near = near || (most >= TELLING && 5 * apart <= most);
    near && a.told.iter().all(|t| b.told.iter().all(|u| t.report != u.report))
}

fn counts(desk: &mut Desk, told: &[Told]) -> Vec<Count> {
    let mut out = Vec::new();
    for &t in told {
        let claim = desk.claim(t);
        let (low, high, bound) = numbers(&claim.fact);
        let by = desk.whos(&claim.attributed_to, desk.report(t).known);
        out.push(Count { by: desk.parties(&by), low, high, bound, told: t });
    }
    out
}

/// The lower bound that most counts tell, the latest in case of a tie.
fn best(desk: &Desk, counts: &[Count]) -> Option<u64> {
    let mut votes: BTreeMap<u64, (usize, Date)> = BTreeMap::new();
    for count in counts {
        let Some(value) = count.low.or(count.high) else { continue };
        let known = desk.report(count.told).known;
        let vote = votes.entry(value).or_insert((0, known));
        *vote = (vote.0 + 1, vote.1.max(known));
    }
    votes.into_iter().max_by_key(|(value, (votes, day))| (*votes, *day, *value)).map(|(value, _)| value)
}

/// The highest number told; none where no count has an upper bound.
fn highest(counts: &[Count]) -> Option<u64> {
    counts.iter().filter_map(|c| c.high).max().map(|high| counts.iter().filter_map(|c| c.low).fold(high, u64::max))
}

fn bound(counts: &[Count]) -> CompactString {
    let first = counts.first().map(|c| (c.low, c.high, c.bound.clone()));
    match first {
        Some(f) if counts.iter().all(|c| (c.low, c.high, c.bound.clone()) == f) => f.2,
        _ => "range".into(),
    }
}

fn incident_row(desk: &mut Desk, events: &[MergedEvent], list: &[Incident], group: &[usize], contexts: &[Option<String>]) -> MergedToll {
    let mut told: Vec<Told> = group.iter().flat_map(|&i| list[i].told.iter().copied()).collect();
    told.sort_unstable();
    let counts = counts(desk, &told);
    let event = group.iter().filter_map(|&i| list[i].event).min();
    let date = crate::events::narrowest(group.iter().filter_map(|&i| list[i].date));
    let place = group.iter().filter_map(|&i| list[i].place.clone()).next();
    let mut base = desk.base_of_first("n", told);
    let at = place.as_ref().map(|p| desk.places.at(p));
    let own = event.and_then(|e| events[e].base.conflict.clone());
    let own = own.or_else(|| desk.conflict(&[] as &[Who], at, date.map_or(base.first_reported, |d| d.first), true));
    base.conflict = own.or_else(|| contexts[base.told[0].report as usize].clone());
    MergedToll {
        kind: list[group[0]].kind.clone(),
        scope: "incident".into(),
        low: counts.iter().filter_map(|c| c.low).min(),
        best: best(desk, &counts),
        high: highest(&counts),
        bound: bound(&counts),
        victims: victims(desk, &base.told),
        place,
        date,
        event: event.map(|e| events[e].base.id.clone()),
        counts,
        base,
    }
}

fn victims(desk: &Desk, told: &[Told]) -> Option<String> {
    let mut list = told.iter().filter_map(|t| match &desk.claim(*t).fact {
        Fact::Toll { victims, .. } => victims.clone().filter(|v| !v.chars().any(|c| c.is_ascii_digit())),
        _ => None,
    });
    list.next()
}

/// A reckoning's best value is the latest; the other counts show how it grew and where sources differ.
fn reckoning_row(
    desk: &mut Desk,
    kind: CompactString,
    conflict: Option<String>,
    who: String,
    period: Option<Days>,
    told: Vec<Told>,
) -> MergedToll {
    let counts = counts(desk, &told);
    let latest = counts.iter().map(|c| desk.report(c.told).known).max().unwrap_or_default();
    let last: Vec<Count> = counts.iter().filter(|c| ahead(desk.report(c.told).known, 7) >= latest).cloned().collect();
    let over = period.map(|p| format!("{}/{}", p.first, p.last)).unwrap_or_default();
    let mut identity = vec!["cumulative", &*kind, conflict.as_deref().unwrap_or_default(), &*who];
    identity.extend(Some(&*over).filter(|o| !o.is_empty()));
    let mut base = desk.base("n", &identity, told);
    if conflict.is_none() {
        base = desk.base_of_first("n", base.told);
    }
    base.block = desk.block("n", &[&kind, conflict.as_deref().unwrap_or_default(), &who]);
    base.conflict = conflict;
    let dates = base.told.iter().filter_map(|t| desk.claim(*t).date);
    // A reckoning without a date stands as of its report.
    let span = dates.clone().map(|d| d.first).min().zip(dates.map(|d| d.last).max()).map(|(first, last)| Days { first, last });
    let date = span.or(Some(Days { first: latest, last: latest }));
    MergedToll {
        kind,
        scope: "cumulative".into(),
        low: counts.iter().filter_map(|c| c.low).min(),
        best: best(desk, &last),
        high: highest(&counts),
        bound: bound(&counts),
        victims: victims(desk, &base.told),
        place: None,
        date,
        event: None,
        counts,
        base,
    }
}
