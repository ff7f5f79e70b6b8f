//! The human toll: counts of one incident side by side, reckonings over time apart. Nothing is ever summed.

mod reckonings;

use std::collections::BTreeMap;

use compact_str::CompactString;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::{
    Claim, Days, Fact, PlaceName,
    cast::Who,
    desk::{Desk, back},
    groups::Groups,
    picture::{Count, MergedEvent, MergedToll, Told},
    places::Relation,
};

/// Numbers from which two counts of one day that nearly agree are taken to be of one incident.
const TELLING: u64 = 10;
/// Bytes before a count in which its incident may have been told.
const REACH: u32 = 800;
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
    let mut incidents: BTreeMap<_, Vec<Told>> = BTreeMap::new();
    let mut over_time: Vec<Told> = Vec::new();
    for (told, claim) in desk.claims(|f| matches!(f, Fact::Toll { .. })) {
        if reckonings::is_one(desk, told) {
            over_time.push(told);
            continue;
        }
        let Fact::Toll { kind, .. } = &claim.fact else { continue };
        let first = counted_before(desk, told);
        let event = cause(desk, first).and_then(|e| of_claim.get(&Told { claim: e, ..told }).copied());
        // Two counts of one kind in one sentence are two groups of people.
        let same = |c: &&Claim| !is_again(&c.fact) && same_cause(&c.fact, &desk.claim(first).fact);
        let nth = desk.report(told).claims[..first.claim as usize].iter().filter(same).count();
        let alone = if event.is_none() { Some(first) } else { None };
        incidents.entry((kind.clone(), event, alone, nth)).or_default().push(told);
    }
    let incidents: Vec<Incident> =
        incidents.into_iter().map(|((kind, event, _, _), told)| incident(desk, events, contexts, kind, event, told)).collect();
    let mut out: Vec<MergedToll> = Vec::new();
    for group in join(desk, &incidents) {
        out.push(incident_row(desk, events, &incidents, &group, contexts));
    }
    reckonings::draw(desk, &over_time, contexts, &mut out);
    out
}

fn is_again(fact: &Fact) -> bool {
    matches!(fact, Fact::Toll { again: true, .. })
}

fn cause(desk: &Desk, told: Told) -> Option<u32> {
    match &desk.claim(told).fact {
        Fact::Toll { of_event, .. } => *of_event,
        _ => None,
    }
}

/// The count that `the figure` takes up; the count itself where it is the first of its people.
fn counted_before(desk: &Desk, told: Told) -> Told {
    let claims = &desk.report(told).claims;
    let kind = |c: &Claim| if let Fact::Toll { kind, .. } = &c.fact { Some(kind.clone()) } else { None };
    let mut at = told.claim as usize;
    while is_again(&claims[at].fact) {
        let Some(before) = (0..at).rev().find(|&i| kind(&claims[i]) == kind(&claims[at])) else { break };
        at = before;
    }
    Told { claim: at as u32, ..told }
}

fn same_cause(a: &Fact, b: &Fact) -> bool {
    match (a, b) {
        (Fact::Toll { kind: k, scope: s, of_event: Some(e), .. }, Fact::Toll { kind: l, scope: t, of_event: Some(f), .. }) => {
            k == l && s == t && e == f
        }
        _ => false,
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
    let place = told.iter().find_map(|t| own_place(desk, *t)).or_else(|| event.and_then(|e| events[e].place.clone()));
    Incident { kind, event, date, place, low, conflict, told }
}

/// The place that the count's own clause names.
fn own_place(desk: &Desk, told: Told) -> Option<PlaceName> {
    match &desk.claim(told).fact {
        Fact::Toll { place, .. } => place.clone(),
        _ => None,
    }
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

/// What the first report that says so calls those who are counted.
fn victims(desk: &Desk, told: &[Told]) -> Option<String> {
    let mut list = told.iter().filter_map(|t| match &desk.claim(*t).fact {
        Fact::Toll { victims, .. } => victims.clone().filter(|v| !v.chars().any(|c| c.is_ascii_digit())),
        _ => None,
    });
    list.next()
}
