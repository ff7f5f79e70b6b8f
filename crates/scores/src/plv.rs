//! PLV: the type of the event between a given source and a given target.

use serde_json::Value;
use truceline_mentions::GivenName;
use truceline_text::Span;

use crate::{
    error::ScoreError,
    figure::{Figure, mean_f1},
    gold::Gold,
    gsr::{exported_type, told},
    names::same,
    spans::{Offsets, mention, overlap},
    table::{Measure, Table},
    tally::{Tally, Task},
    values::{as_list, field, text},
};

/// The classes: PLOVER's types, concession and retreat being one.
const CLASSES: [&str; 15] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    YIELD,
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];
const YIELD: &str = "YIELD";

/// A side's words and where they stand.
#[derive(Clone, Copy)]
struct Side<'g> {
    name: &'g Value,
    span: Span,
}

/// Source and target, where the text has them.
type Dyad<'g> = [Option<Side<'g>>; 2];

/// Adds the rows: accuracy, mean F1 of the classes, and each class.
pub fn score(task: &Task, table: &mut Table) -> Result<(), ScoreError> {
    let records = task.records()?;
    let figures: [Figure; CLASSES.len()] = task.tally(&records, table, |record| {
        let dyad = dyad(record);
        let given: Vec<GivenName> = dyad.iter().flatten().map(|side| GivenName { span: side.span, kind: None }).collect();
        compare(record, &dyad, &task.coder.code_given(record.document.clone(), &given))
    });
    let right = figures.iter().map(|f| f.found).sum();
    table.add(task.set, "accuracy", Measure::Share { right, whole: records.len() as u64 }, records.len());
    table.add(task.set, "F1, mean of classes", Measure::Mean(mean_f1(&figures)), records.len());
    table.push(task.set, "coded between the two", figures.iter().copied().sum(), records.len());
    for (class, figure) in CLASSES.iter().zip(figures) {
        table.push(task.set, format!("  {class}"), figure, records.len());
    }
    Ok(())
}

fn dyad(record: &Gold) -> Dyad<'_> {
    let offsets = Offsets::of(&record.document.text);
    let side = |side: &'_ str| {
        let side = field(&record.value, side);
        offsets.span(field(side, "begin"), field(side, "end")).map(|span| Side { name: field(side, "text"), span })
    };
    ["source", "target"].map(side)
}

fn compare(record: &Gold, dyad: &Dyad, code: &Value) -> Tally<{ CLASSES.len() }> {
    let wanted = text(field(&record.value, "event"));
    let events = as_list(field(code, "events"));
    let coded = between(dyad, &events).map(class);
    let mut tally = Tally::default();
    let index = |class: &str| CLASSES.iter().position(|c| *c == class);
    if let Some(gold) = index(&wanted) {
        tally.figures[gold].gold += 1;
    }
    if let Some(class) = coded.as_deref().and_then(index) {
        tally.figures[class].coded += 1;
        let right = u64::from(CLASSES[class] == wanted);
        tally.figures[class].found += right;
        tally.figures[class].right += right;
    }
    if coded.as_deref() != Some(&*wanted) {
        let sides = ["source", "target"].map(|side| text(field(field(&record.value, side), "text")).into_owned()).join(" > ");
        let what = coded.map_or("MISSED".to_owned(), |c| format!("WRONG {c} for"));
        let (id, text) = (&record.document.id, &record.document.text);
        tally.misses.push(format!("{what} {id} {wanted} {sides} | {} | {text}", told(&events)));
    }
    tally
}

/// The event between the two: rather one with the source among the actors and the target among the recipients than one with
/// both in other slots, then one without recipients at the place that is the target, since the set has targets that are places
/// (`agreed to a ceasefire in Syria`); of equals the first. A side that gold has not is not asked for.
fn between<'e>(dyad: &Dyad, events: &[&'e Value]) -> Option<&'e Value> {
    let holds = |event: &Value, slots: &[&str], side: Option<Side>| {
        let named = |side: Side| {
            let mut people = slots.iter().flat_map(|slot| as_list(field(event, slot)));
            // A pronoun stands elsewhere and has the name.
            people.any(|p| mention(p).is_some_and(|m| overlap(m, side.span)) || same(side.name, field(p, "name")))
        };
        side.is_none_or(named)
    };
    let straight = |e: &&&Value| holds(e, &["actors"], dyad[0]) && holds(e, &["recipients"], dyad[1]);
    let anyhow = |e: &&&Value| dyad.iter().all(|side| holds(e, &["actors", "recipients"], *side));
    let there = |e: &Value, side: Side| same(side.name, field(e, "place"));
    let placed = |e: &&&Value| {
        as_list(field(e, "recipients")).is_empty() && holds(e, &["actors"], dyad[0]) && dyad[1].is_some_and(|side| there(e, side))
    };
    events.iter().find(straight).or_else(|| events.iter().find(anyhow)).or_else(|| events.iter().find(placed)).copied()
}

fn class(event: &Value) -> String {
    let kind = exported_type(event);
    if matches!(kind.as_str(), "CONCEDE" | "RETREAT") { YIELD.to_owned() } else { kind }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use truceline_text::Document;

    use super::*;

    fn record(target: Value) -> Gold {
        let value = json!({"event": "YIELD", "source": {"text": "Tarn", "begin": 0, "end": 4}, "target": target});
        Gold { value, document: Document { text: "Tarn freed the sailors after guards met the envoys.".to_owned(), ..Document::default() } }
    }

    fn event(kind: &str, actor: (u32, u32), recipient: (u32, u32)) -> Value {
        let side = |s: (u32, u32)| json!([{"name": "somebody", "start": s.0, "end": s.1}]);
        json!({"type": kind, "trigger": "x", "actors": side(actor), "recipients": side(recipient)})
    }

    #[test]
    fn the_event_with_both_in_their_slots_is_taken() {
        let gold = record(json!({"text": "the sailors", "begin": 11, "end": 22}));
        let turned = event("ASSAULT", (15, 22), (0, 4));
        let right = event("RETREAT", (0, 4), (15, 22));
        let elsewhere = event("CONSULT", (29, 35), (40, 50));
        let tally = compare(&gold, &dyad(&gold), &json!({"events": [turned, elsewhere, right]}));
        assert_eq!((tally.figures[5].found, tally.figures[5].gold, tally.figures[5].coded), (1, 1, 1));
        assert!(tally.misses.is_empty());
        let tally = compare(&gold, &dyad(&gold), &json!({"events": [elsewhere]}));
        assert_eq!((tally.figures[5].found, tally.figures[5].coded), (0, 0), "an event between others is none");
    }

    #[test]
    fn a_pronoun_counts_by_its_name() {
        let gold = record(json!({"text": "the sailors", "begin": 11, "end": 22}));
        let mut freed = event("RETREAT", (45, 47), (15, 22));
        freed["actors"][0]["name"] = json!("Tarn");
        assert_eq!(compare(&gold, &dyad(&gold), &json!({"events": [freed]})).figures[5].found, 1);
    }

    #[test]
    fn a_side_that_gold_has_not_is_not_asked_for() {
        let gold = record(json!({"text": null, "begin": null, "end": null}));
        let tally = compare(&gold, &dyad(&gold), &json!({"events": [event("CONCEDE", (0, 4), (40, 50))]}));
        assert_eq!(tally.figures[5].found, 1);
    }
}
