//! Whole reports: events, their slots, and the picture.

use std::fmt;

use serde_json::Value;

use crate::{
    dates,
    figure::Figure,
    matching::{Pair, matching},
    names::{overlap, same, side_agrees, words},
    values::{as_list, equal, field, is_blank, is_nothing, number, text},
};

/// The picture's lists and the fields by which an entry counts.
const KEYS: [(&str, &[&str]); 7] = [
    ("support", &["backer", "backed", "status"]),
    ("opposition", &["a", "b"]),
    ("membership", &["member", "of"]),
    ("ceasefire", &["event", "parties"]),
    ("talks", &["participants", "place", "status"]),
    ("control", &["place", "holder", "event"]),
    ("toll", &["kind", "low", "high"]),
];

/// The slots of an event that are scored over aligned pairs.
const SLOTS: [&str; 7] = ["mode", "status", "historical", "place", "date", "attributed_to", "denied_by"];

/// The scores of coded reports. Prints as a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportScores {
    /// Gold reports.
    pub reports: usize,
    /// Events by type.
    pub types: Figure,
    /// Events by type, actors and recipients.
    pub who: Figure,
    /// Each slot over the aligned events.
    pub slots: Vec<(&'static str, Figure)>,
    /// All entries of the picture.
    pub picture: Figure,
    /// Each list of the picture.
    pub lists: Vec<(&'static str, Figure)>,
    /// Gold events that were not coded and coded events that gold has not, one line each.
    pub misses: Vec<String>,
    /// Values that should be dates and are not.
    pub not_dates: Vec<String>,
}

impl ReportScores {
    /// Every figure with its name.
    pub fn figures(&self) -> impl Iterator<Item = (String, Figure)> {
        let events = [("event type".to_owned(), self.types), ("who did it to whom".to_owned(), self.who)];
        let slots = self.slots.iter().map(|(name, figure)| (format!("  {name}"), *figure));
        let lists = self.lists.iter().map(|(name, figure)| (format!("picture {name}"), *figure));
        events.into_iter().chain(slots).chain([("picture all".to_owned(), self.picture)]).chain(lists)
    }
}

impl fmt::Display for ReportScores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, v) in self.figures() {
            let (p, r, f1) = (v.precision(), v.recall(), v.f1());
            writeln!(f, "{name:<22} P {p:5.1}  R {r:5.1}  F1 {f1:5.1}   ({} gold, {} coded)", v.gold, v.coded)?;
        }
        Ok(())
    }
}

/// Scores coded reports against gold reports. A gold report whose id is not among the coded counts as coded empty; where
/// a coded id stands twice the last counts.
///
/// Events are aligned one to one inside a report, best pairs first. A pair needs the same type and one shared sign of
/// identity: agreeing actors, agreeing recipients, or the same trigger word; the type alone is enough where gold names no
/// trigger. A side agrees where at least half of the names
/// do, or both are empty. A slot's figures are over aligned pairs where gold or coder departs from the default. An entry
/// of the picture counts when its key fields agree.
pub fn score(gold: &[Value], coded: &[Value]) -> ReportScores {
    let mut out = ReportScores {
        reports: gold.len(),
        slots: SLOTS.map(|s| (s, Figure::default())).to_vec(),
        lists: KEYS.map(|(k, _)| (k, Figure::default())).to_vec(),
        ..ReportScores::default()
    };
    for report in gold {
        let id = field(report, "id");
        let code = coded.iter().rev().find(|c| field(c, "id") == id).unwrap_or(&Value::Null);
        events(report, code, &mut out);
        picture(field(report, "picture"), field(code, "picture"), &mut out);
    }
    for (_, figure) in &out.lists {
        out.picture.add(*figure);
    }
    out
}

fn list<'v>(record: &'v Value, name: &str) -> &'v [Value] {
    field(record, name).as_array().map_or(&[], Vec::as_slice)
}

fn events(report: &Value, code: &Value, out: &mut ReportScores) {
    let (gold, coded) = (list(report, "events"), list(code, "events"));
    for event in gold.iter().chain(coded) {
        let date = field(event, "date");
        out.not_dates.extend(dates::written(date).filter(|_| dates::span(date).is_none()));
    }
    let owner = matching(candidates(gold, coded), gold.len());
    out.types.add(Figure::aligned(owner.len(), coded.len(), gold.len()));
    let mut who = 0;
    for (&c, &g) in &owner {
        let (g, c) = (&gold[g], &coded[c]);
        who += usize::from(["actors", "recipients"].iter().all(|side| side_agrees(field(g, side), field(c, side))));
        for (slot, figure) in &mut out.slots {
            figure.add(slot_figure(slot, field(g, slot), field(c, slot)));
        }
    }
    out.who.add(Figure::aligned(who, coded.len(), gold.len()));
    let id = text(field(report, "id"));
    let lost = gold.iter().enumerate().filter(|(g, _)| !owner.values().any(|o| o == g));
    out.misses.extend(lost.map(|(_, g)| miss("MISSED", &id, g)));
    let extra = coded.iter().enumerate().filter(|(c, _)| !owner.contains_key(c));
    out.misses.extend(extra.map(|(_, c)| miss("EXTRA ", &id, c)));
}

fn miss(what: &str, id: &str, event: &Value) -> String {
    let names = |side| as_list(field(event, side)).into_iter().map(text).collect::<Vec<_>>().join(", ");
    let (kind, trigger) = (text(field(event, "type")), text(field(event, "trigger")));
    format!("{what} {id} {kind} `{trigger}` {} > {}", names("actors"), names("recipients"))
}

/// Every pair of gold and coded events that may be one event.
fn candidates(gold: &[Value], coded: &[Value]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, c) in coded.iter().enumerate() {
            if !equal(field(g, "type"), field(c, "type")) {
                continue;
            }
            let agree = |side| !is_nothing(field(g, side)) && side_agrees(field(g, side), field(c, side));
            let triggers = trigger_words(g).iter().any(|w| trigger_words(c).contains(w));
            let signs = [agree("actors"), agree("recipients"), triggers].iter().filter(|s| **s).count() as i64;
            if signs == 0 && !is_blank(field(g, "trigger")) {
                continue;
            }
            let place = same(field(g, "place"), field(c, "place"));
            let date = dates::span(field(g, "date")) == dates::span(field(c, "date"));
            let score = 2 * signs + i64::from(place) + i64::from(date);
            pairs.push(Pair { score, nearness: -(i.abs_diff(j) as i64), gold: i, coded: j });
        }
    }
    pairs
}

/// The first five letters of each word, so that `bomb` and `bombing` meet in part of their forms.
fn trigger_words(event: &Value) -> Vec<String> {
    words(field(event, "trigger")).into_iter().map(|w| w.chars().take(5).collect()).collect()
}

fn slot_figure(slot: &str, gold: &Value, coded: &Value) -> Figure {
    let (g, c) = (departs(slot, gold), departs(slot, coded));
    Figure::aligned(usize::from(g && c && slot_agrees(slot, gold, coded)), usize::from(c), usize::from(g))
}

/// True where the value is not the slot's default: `status` occurred, anything else nothing.
fn departs(slot: &str, value: &Value) -> bool {
    match slot {
        "date" => dates::span(value).is_some(),
        _ if is_blank(value) || number(value) == Some(0.0) || value.as_array().is_some_and(Vec::is_empty) => false,
        "place" => !words(value).is_empty(),
        "status" => value.as_str() != Some("occurred"),
        _ => true,
    }
}

fn slot_agrees(slot: &str, gold: &Value, coded: &Value) -> bool {
    match slot {
        "attributed_to" | "denied_by" => overlap(gold, coded),
        "place" => same(gold, coded),
        "date" => dates::span(gold) == dates::span(coded),
        _ => equal(gold, coded),
    }
}

fn picture(gold: &Value, coded: &Value, out: &mut ReportScores) {
    for ((name, keys), (_, figure)) in KEYS.iter().zip(&mut out.lists) {
        let (gold, coded) = (list(gold, name), list(coded, name));
        let mut pairs = Vec::new();
        for (i, g) in gold.iter().enumerate() {
            let hits = coded.iter().enumerate().filter(|(_, c)| entry_agrees(keys, g, c));
            pairs.extend(hits.map(|(j, _)| Pair { score: 1, nearness: 0, gold: i, coded: j }));
        }
        figure.add(Figure::aligned(matching(pairs, gold.len()).len(), coded.len(), gold.len()));
    }
}

fn entry_agrees(keys: &[&str], gold: &Value, coded: &Value) -> bool {
    if let ["a", "b"] = keys {
        let meets = |g, c| same(field(gold, g), field(coded, c));
        return (meets("a", "a") && meets("b", "b")) || (meets("a", "b") && meets("b", "a"));
    }
    keys.iter().all(|key| field_agrees(field(gold, key), field(coded, key)))
}

fn field_agrees(gold: &Value, coded: &Value) -> bool {
    if gold.is_array() || coded.is_array() {
        overlap(gold, coded) || (is_nothing(gold) && is_nothing(coded))
    } else if number(gold).is_some() || number(coded).is_some() || gold.is_null() {
        equal(gold, coded) || (is_blank(gold) && is_blank(coded))
    } else {
        same(gold, coded)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn gold_without_a_trigger_is_found_by_its_type() {
        let coded =
            json!({"id": "1", "events": [{"type": "ASSAULT", "trigger": "shelled", "actors": [{"name": "Chad"}], "recipients": []}]});
        let of = |trigger: Value| {
            let event = json!({"type": "ASSAULT", "trigger": trigger, "actors": ["Mali"], "recipients": ["Niger"]});
            score(&[json!({"id": "1", "events": [event]})], std::slice::from_ref(&coded))
        };
        let (bare, told) = (of(Value::Null), of(json!("bombed")));
        assert_eq!((bare.types.right, bare.who.right), (1, 0));
        assert_eq!((told.types.right, told.misses.len()), (0, 2));
    }
}
