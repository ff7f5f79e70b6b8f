//! Reckonings over time: one row for each kind, conflict, place and class of people, with how the count grew and where sources
//! differ.

use std::collections::BTreeMap;

use compact_str::CompactString;
use truceline_knowledge::{WordClass, folded};

use super::{best, bound, counts, highest, numbers, own_place, victims};
use crate::{
    Claim, Days, Fact,
    desk::{Desk, ahead},
    picture::{Count, MergedToll, Told},
    places::{Relation, Where},
};

/// Days before its report by which a count that ends then is told as over.
const STALE: i64 = 14;
/// Longest stretch of days, of which a count is none of the whole war.
const SHORT: i64 = 31;
/// Days from a war's beginning in which a count of a few days is one of all of it.
const OUTBREAK: i64 = 31;
/// Bytes after a count within which another is of the same reckoning.
const BESIDE: u32 = 120;
/// A count smaller than this part of one told before is of something else.
const FRACTION: u64 = 10;

/// By what reckonings are told apart.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    kind: CompactString,
    conflict: Option<String>,
    who: String,
    place: Option<CompactString>,
    period: Option<Days>,
}

/// A count over more than a month, or one beside such a count: `2,000 fighters and 280 civilians have died since April`.
pub(super) fn is_one(desk: &Desk, told: Told) -> bool {
    let cumulative = |c: &Claim| matches!(&c.fact, Fact::Toll { scope, .. } if scope == "cumulative");
    let claim = desk.claim(told);
    if cumulative(claim) || claim.date.is_some_and(|d| d.length() > SHORT) {
        return true;
    }
    let beside = |c: &&Claim| c.evidence.start <= claim.evidence.start && claim.evidence.start <= c.evidence.end + BESIDE;
    claim.date.is_none() && desk.report(told).claims[..told.claim as usize].iter().filter(beside).any(cumulative)
}

pub(super) fn draw(desk: &mut Desk, list: &[Told], contexts: &[Option<String>], out: &mut Vec<MergedToll>) {
    let mut groups: BTreeMap<Key, Vec<Told>> = BTreeMap::new();
    for &told in list {
        let key = key(desk, told, contexts);
        groups.entry(key).or_default().push(told);
    }
    for (key, told) in groups {
        let (main, strays) = apart(desk, told);
        out.push(row(desk, &key, main, true));
        for stray in strays {
            out.push(row(desk, &key, vec![stray], false));
        }
    }
}

fn key(desk: &mut Desk, told: Told, contexts: &[Option<String>]) -> Key {
    let Fact::Toll { kind, victims, .. } = &desk.claim(told).fact else { return Key::default() };
    let conflict = contexts[told.report as usize].clone();
    let at = own_place(desk, told).map(|p| desk.places.at(&p));
    let place = at.and_then(|p| place_apart(desk, conflict.as_deref(), p));
    let who = victims.as_deref().map(|v| people(desk, kind, v)).unwrap_or_default();
    Key { kind: kind.clone(), who, place, period: period(desk, told, conflict.as_deref()), conflict }
}

/// A place that is a part of where the war is fought, by its key.
fn place_apart(desk: &Desk, conflict: Option<&str>, at: Where) -> Option<CompactString> {
    let area = desk.knowledge.conflicts.iter().find(|c| Some(c.id.as_str()) == conflict).map_or(&[][..], |c| &c.regions);
    let whole = desk.places.relation(at, at) == Relation::Vague || desk.places.is_one_of(at, area);
    (!whole).then(|| desk.places.key(at))
}

/// The days of a reckoning that was over before its report (`last year`), or that is of a few days of a long war: no other is
/// part of the same count.
fn period(desk: &Desk, told: Told, conflict: Option<&str>) -> Option<Days> {
    let date = desk.claim(told).date?;
    let begun = desk.knowledge.conflicts.iter().find(|c| Some(c.id.as_str()) == conflict).and_then(|c| c.from.first());
    let over = ahead(date.last, STALE) < desk.report(told).known;
    let brief = date.length() <= SHORT && begun.is_none_or(|b| date.first > ahead(b, OUTBREAK));
    (over || brief).then_some(date)
}

/// The class of people that a count is of; `people` and `fighters` say none of their own, nor does whoever fled.
fn people(desk: &Desk, kind: &str, victims: &str) -> String {
    let written = victims.rsplit(' ').next().unwrap_or_default();
    let last = folded(written);
    let last = desk.knowledge.lemma_of(WordClass::Noun, &last).unwrap_or(last);
    let nation = !victims.contains(' ') && written.chars().next().is_some_and(char::is_uppercase);
    let plain = matches!(
        last.as_str(),
        "people"
            | "person"
            | "fighter"
            | "other"
            | "more"
            | "death"
            | "dead"
            | "life"
            | "victim"
            | "body"
            | "casualty"
            | "resident"
            | "range"
            | "injured"
            | "wounded"
            | "displaced"
            | ""
    );
    let number = only_counts(&last);
    if plain || nation || number || kind == "displaced" { String::new() } else { last }
}

/// Words that only count: `thousands`, `seven million`, `1,800`.
fn only_counts(word: &str) -> bool {
    let counts = ["hundred", "thousand", "million", "dozen", "score"];
    word.chars().any(|c| c.is_ascii_digit()) || counts.contains(&word.trim_end_matches('s'))
}

/// Counts that are far below what was told before, or in the same days, are of a part that nobody names.
fn apart(desk: &Desk, told: Vec<Told>) -> (Vec<Told>, Vec<Told>) {
    let low = |t: &Told| {
        let (low, high, _) = numbers(&desk.claim(*t).fact);
        low.or(high).unwrap_or(0)
    };
    let reached = |t: &Told| told.iter().filter(|o| desk.report(**o).known <= desk.report(*t).known).map(low).max().unwrap_or(0);
    let stray = |t: &Told| low(t).saturating_mul(FRACTION) < reached(t);
    told.iter().partition(|t| !stray(t))
}

/// A reckoning's best value is the latest; the other counts show how it grew and where sources differ.
fn row(desk: &mut Desk, key: &Key, told: Vec<Told>, main: bool) -> MergedToll {
    let counts = counts(desk, &told);
    let latest = counts.iter().map(|c| desk.report(c.told).known).max().unwrap_or_default();
    let last: Vec<Count> = counts.iter().filter(|c| ahead(desk.report(c.told).known, 7) >= latest).cloned().collect();
    let over = key.period.map(|p| format!("{}/{}", p.first, p.last)).unwrap_or_default();
    let conflict = key.conflict.as_deref().unwrap_or_default();
    let mut identity = vec!["cumulative", &*key.kind, conflict, &*key.who];
    identity.extend(key.place.as_deref());
    identity.extend(Some(&*over).filter(|o| !o.is_empty()));
    let mut base = desk.base("n", &identity, told);
    if key.conflict.is_none() || !main {
        base = desk.base_of_first("n", base.told);
    }
    base.block = desk.block("n", &[&key.kind, conflict, &key.who]);
    base.conflict.clone_from(&key.conflict);
    let dates = base.told.iter().filter_map(|t| desk.claim(*t).date);
    // A reckoning without a date stands as of its report.
    let span = dates.clone().map(|d| d.first).min().zip(dates.map(|d| d.last).max()).map(|(first, last)| Days { first, last });
    let date = span.or(Some(Days { first: latest, last: latest }));
    let place = key.place.as_ref().and_then(|_| base.told.iter().find_map(|t| own_place(desk, *t)));
    let place = place.map(|p| {
        let at = desk.places.at(&p);
        desk.places.spot(at).place.clone()
    });
    MergedToll {
        kind: key.kind.clone(),
        scope: "cumulative".into(),
        low: counts.iter().filter_map(|c| c.low).min(),
        best: best(desk, &last),
        high: highest(&counts),
        bound: bound(&counts),
        victims: victims(desk, &base.told),
        place,
        date,
        event: None,
        counts,
        base,
    }
}
