//! What a brief's timeline, map and network show.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::Value;

use super::draft::{Draft, and, days, entry, field, inner, names, text, texts, written};
use crate::drawing::{Backer, Lane, Mark, Marker, MarkerKind, Side};

/// Intervals longer than this are told in the text only: as bars they would hide the rest. Days.
const LONGEST: i32 = 120;
/// Marks of a lane, of force the best attested, else the latest.
const MARKS: usize = 24;
/// Members of a side that are named.
const MEMBERS: usize = 3;

/// The drawings' content.
#[derive(Default)]
pub(super) struct Pictures {
    pub lanes: Vec<Lane>,
    pub markers: Vec<Marker>,
    pub sides: Vec<Side>,
    pub opposed: Vec<(usize, usize)>,
}

impl Pictures {
    /// Draws from the rows of a conflict; `about` is its own row.
    pub fn new(draft: &Draft, about: Option<&Value>) -> Self {
        let sides = Sides::new(about, draft);
        let countries = about.map(|row| texts(row, "countries")).unwrap_or_default();
        Self {
            lanes: lanes(draft, &sides),
            markers: markers(draft, &sides, &countries),
            opposed: opposed(draft, &sides),
            sides: sides.drawn(draft),
        }
    }
}

/// The parties of each side, those with the most events first.
struct Sides<'r>(Vec<Vec<&'r Value>>);

impl<'r> Sides<'r> {
    fn new(about: Option<&'r Value>, draft: &Draft) -> Self {
        let mut events: BTreeMap<&str, usize> = BTreeMap::new();
        for row in draft.all("events") {
            for party in inner(row, "actors").iter().chain(inner(row, "recipients")) {
                *events.entry(text(party, "name")).or_default() += 1;
            }
        }
        let sides = about.map(|row| inner(row, "sides")).unwrap_or_default();
        let ordered = |side: &'r Value| {
            let mut parties: Vec<&Value> = side.as_array().map_or(&[][..], Vec::as_slice).iter().collect();
            parties.sort_by_key(|p| std::cmp::Reverse(events.get(text(p, "name")).copied().unwrap_or_default()));
            parties
        };
        Self(sides.iter().map(ordered).filter(|side| !side.is_empty()).collect())
    }

    /// The side that a party is of.
    fn of(&self, party: &Value) -> Option<usize> {
        let same = |p: &Value| {
            let id = |v: &Value| v.get("id").and_then(Value::as_str).map(str::to_owned);
            id(p).is_some_and(|i| Some(i) == id(party)) || (!text(p, "name").is_empty() && text(p, "name") == text(party, "name"))
        };
        self.0.iter().position(|side| side.iter().any(|p| same(p)))
    }

    fn drawn(&self, draft: &Draft) -> Vec<Side> {
        let side = |(index, parties): (usize, &Vec<&Value>)| {
            let mut named = parties.iter().map(|p| text(p, "name").to_owned());
            let mut backers: BTreeMap<String, Backer> = BTreeMap::new();
            for row in draft.all("support").filter(|row| self.of(field(row, "backed")) == Some(index)) {
                let (name, kind) = (and(&names(row, "backer")), text(row, "kind").to_owned());
                if self.of(field(row, "backer")) == Some(index) {
                    continue;
                }
                let denied = text(row, "status") == "denied" || !names(row, "denied_by").is_empty();
                let known = backers.entry(name.clone()).or_insert(Backer { name, kind, denied });
                known.denied &= denied;
            }
            let name = named.next().unwrap_or_default();
            Side { name, members: named.take(MEMBERS).collect(), backers: backers.into_values().collect() }
        };
        self.0.iter().enumerate().map(side).collect()
    }
}

fn opposed(draft: &Draft, sides: &Sides) -> Vec<(usize, usize)> {
    let pair = |row: &Value| {
        let (a, b) = (sides.of(field(row, "a"))?, sides.of(field(row, "b"))?);
        (a != b).then_some((a.min(b), a.max(b)))
    };
    let mut pairs: Vec<(usize, usize)> = draft.all("opposition").filter_map(pair).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn lanes(draft: &Draft, sides: &Sides) -> Vec<Lane> {
    let mut truces = Vec::new();
    for row in draft.recent("ceasefires") {
        let steps = inner(row, "events").iter().filter(|s| text(s, "event") != "breached");
        truces.extend(steps.filter_map(|s| mark(s, text(s, "event").to_owned(), "calm")));
        let breaches = inner(row, "breaches").iter().map(|b| entry(b, row));
        truces.extend(breaches.filter_map(|b| mark(&b, "breach alleged".to_owned(), "force")));
    }
    let talks = draft.recent("talks").into_iter().filter_map(|row| {
        let who = if text(row, "place").is_empty() { and(&names(row, "participants")) } else { text(row, "place").to_owned() };
        mark(row, format!("{who} ({})", text(row, "status")), "talks")
    });
    let control = draft.recent("control").into_iter().filter_map(|row| {
        let side = sides.of(field(row, "holder")).map_or("toll".to_owned(), |s| format!("side{}", s % 6));
        mark(row, format!("{} {}", text(row, "place"), text(row, "event")), &side)
    });
    let mut force: Vec<&Value> = draft.recent("events").into_iter().filter(|row| is_force(row)).collect();
    force.sort_by_key(|row| (std::cmp::Reverse(field(row, "sources").as_u64()), text(row, "id")));
    let force = force.into_iter().filter_map(|row| {
        let label = if text(row, "place").is_empty() { text(row, "trigger") } else { text(row, "place") };
        mark(row, label.to_owned(), "force")
    });
    let lanes = [
        lane("Ceasefire", latest(truces)),
        lane("Talks", latest(talks.collect())),
        lane("Control", latest(control.collect())),
        lane("Force", force.collect()),
    ];
    lanes.into_iter().filter(|l| !l.marks.is_empty()).collect()
}

fn latest(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|mark| std::cmp::Reverse((mark.last, mark.first)));
    marks
}

/// A lane with the first of `marks`, and a count of all where there are more.
fn lane(name: &str, mut marks: Vec<Mark>) -> Lane {
    let counted = if marks.len() > MARKS { marks.iter().map(|mark| mark.first).collect() } else { Vec::new() };
    marks.truncate(MARKS);
    Lane { name: name.to_owned(), marks, counted }
}

fn is_force(row: &Value) -> bool {
    text(row, "type") == "ASSAULT"
        && field(row, "historical") != &Value::Bool(true)
        && matches!(text(row, "status"), "occurred" | "ongoing")
}

/// A mark for a dated row that does not span too much.
fn mark(row: &Value, label: String, class: &str) -> Option<Mark> {
    let (first, last) = written(text(row, "date"))?;
    let days = first.until(last).map_or(0, |span| span.get_days());
    (days <= LONGEST).then(|| Mark { first, last, about: label.clone(), label, class: class.to_owned() })
}

/// Places inside the conflict's countries: who held each last, where force was used and how often.
fn markers(draft: &Draft, sides: &Sides, countries: &[String]) -> Vec<Marker> {
    let inside =
        |row: &Value| countries.is_empty() || text(row, "country").is_empty() || countries.iter().any(|c| c == text(row, "country"));
    let mut held: BTreeMap<String, (Option<Date>, Marker)> = BTreeMap::new();
    for row in draft.all("control").filter(|row| inside(row)) {
        let Some((lat, lon)) = spot(row) else { continue };
        let disputed = matches!(text(row, "event"), "contested" | "besieged") || !inner(row, "contradicts").is_empty();
        let kind = match sides.of(field(row, "holder")) {
            _ if disputed => MarkerKind::Contested,
            Some(side) => MarkerKind::Held(side),
            None => MarkerKind::Contested,
        };
        let name = text(row, "place").to_owned();
        let about = format!("{} {}", text(row, "event"), and(&names(row, "holder")));
        let since = days(row).map(|d| d.0);
        let marker = Marker { name: name.clone(), lat, lon, kind, about: about.trim().to_owned() };
        match held.get(&name) {
            Some((known, _)) if *known > since => {}
            _ => drop(held.insert(name, (since, marker))),
        }
    }
    let mut hit: BTreeMap<String, Marker> = BTreeMap::new();
    for row in draft.recent("events").into_iter().filter(|row| is_force(row) && inside(row)) {
        let Some((lat, lon)) = spot(row) else { continue };
        let name = text(row, "place").to_owned();
        let known = hit.entry(name.clone()).or_insert(Marker { name, lat, lon, kind: MarkerKind::Force(0), about: String::new() });
        if let MarkerKind::Force(times) = &mut known.kind {
            *times += 1;
            known.about = format!("force used in {times} event{}", if *times == 1 { "" } else { "s" });
        }
    }
    hit.retain(|name, _| !held.contains_key(name));
    hit.into_values().chain(held.into_values().map(|(_, marker)| marker)).collect()
}

fn spot(row: &Value) -> Option<(f64, f64)> {
    Some((field(row, "lat").as_f64()?, field(row, "lon").as_f64()?))
}
