//! PLOVER's gold standard records: one event a text.

use serde_json::Value;

use crate::{
    error::ScoreError,
    figure::Figure,
    gold::Gold,
    names::same,
    spans::{Offsets, mention, overlap},
    table::Table,
    tally::{Tally, Task},
    values::{as_list, field, text},
};

/// Types whose parties stand side by side, so that source and target may be found in either slot.
const SYMMETRIC: [&str; 3] = ["AGREE", "CONSULT", "COOPERATE"];

/// Types that a PLOVER export turns into AGREE where they are planned.
const PROMISED: [&str; 4] = ["CONSULT", "SUPPORT", "COOPERATE", "AID"];

/// Adds the rows: by type, and by type with source and target.
pub fn score(task: &Task, table: &mut Table) -> Result<(), ScoreError> {
    let records = task.records()?;
    let [types, dyads] = task.tally(&records, table, |record| compare(record, &task.coder.code(record.document.clone())));
    table.push(task.set, "event type", types, records.len());
    table.push(task.set, "dyad", dyads, records.len());
    Ok(())
}

/// One record's figures: by type, and by type with source and target.
fn compare(record: &Gold, code: &Value) -> Tally<2> {
    let wanted = text(field(&record.value, "event2021"));
    let events = as_list(field(code, "events"));
    let of_type: Vec<&Value> = events.iter().copied().filter(|e| exported_type(e) == wanted).collect();
    let right = of_type.iter().filter(|e| dyad_agrees(record, &wanted, e)).count();
    let mut tally = Tally { figures: [counted(of_type.len(), events.len()), counted(right, events.len())], misses: Vec::new() };
    if right == 0 {
        let what = if of_type.is_empty() { "MISSED" } else { "WRONG dyad" };
        tally.misses.push(format!("{what} {} {wanted} | {} | {}", record.document.id, told(&events), record.document.text));
    }
    tally
}

/// Events on one line: type, trigger and sides.
pub fn told(events: &[&Value]) -> String {
    let side = |e: &Value, name| as_list(field(e, name)).into_iter().map(|p| text(p).into_owned()).collect::<Vec<_>>().join(", ");
    let event =
        |e: &&Value| format!("{} `{}` {} > {}", exported_type(e), text(field(e, "trigger")), side(e, "actors"), side(e, "recipients"));
    events.iter().map(event).collect::<Vec<_>>().join("; ")
}

/// One gold event, found by any right one of the coded.
fn counted(right: usize, coded: usize) -> Figure {
    Figure { gold: 1, coded: coded as u64, found: u64::from(right > 0), right: right as u64 }
}

/// An event's type as PLOVER has it.
pub fn exported_type(event: &Value) -> String {
    let kind = text(field(event, "type"));
    let planned = field(event, "status").as_str() == Some("planned");
    if planned && PROMISED.contains(&kind.as_ref()) { "AGREE".to_owned() } else { kind.into_owned() }
}

/// True where some gold source is among the actors and some gold target among the recipients; a side that gold leaves
/// empty is not asked for.
fn dyad_agrees(gold: &Gold, kind: &str, event: &Value) -> bool {
    let (actors, recipients) = (as_list(field(event, "actors")), as_list(field(event, "recipients")));
    let both: Vec<&Value> = actors.iter().chain(&recipients).copied().collect();
    let symmetric = SYMMETRIC.contains(&kind);
    let (first, second) = if symmetric { (&both, &both) } else { (&actors, &recipients) };
    let agrees = |side: &str, coded: &[&Value]| {
        let wanted = as_list(field(&gold.value, side));
        wanted.is_empty() || wanted.iter().any(|g| coded.iter().any(|c| overlaps(&gold.document.text, g, c)))
    };
    agrees("source", first) && agrees("target", second)
}

/// True where the mentions share a character of the text, or the names are the same.
fn overlaps(document: &str, gold: &Value, coded: &Value) -> bool {
    let offsets = Offsets::of(document);
    let shares = |span: &Value| offsets.listed(span).zip(mention(coded)).is_some_and(|(gold, coded)| overlap(gold, coded));
    let name = field(gold, "text");
    as_list(field(gold, "spans")).into_iter().any(shares) || same(name, coded) || same(name, field(coded, "text"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use truceline_text::Document;

    use super::*;

    fn record(value: Value, text: &str) -> Gold {
        Gold { value, document: Document { text: text.to_owned(), ..Document::default() } }
    }

    #[test]
    fn types_and_dyads() {
        let text = "Über-Insel troops attacked Tarn.";
        let gold = record(
            json!({"event2021": "ASSAULT", "source": [{"text": "Insel", "spans": [[5, 10]]}], "target": [{"text": "Tarn", "spans": null}]}),
            text,
        );
        // Byte 6 is character 5.
        let actor = json!({"name": "troops", "text": "Insel troops", "start": 6, "end": 18});
        let right = json!({"type": "ASSAULT", "actors": [actor], "recipients": [{"name": "Tarn"}]});
        let turned = json!({"type": "ASSAULT", "actors": [{"name": "Tarn"}], "recipients": [actor]});
        let other = json!({"type": "CONSULT", "status": "planned", "actors": [], "recipients": []});
        let [types, dyads] = compare(&gold, &json!({"events": [right, turned, other]})).figures;
        assert_eq!((types.found, types.right, types.coded, types.gold), (1, 2, 3, 1));
        assert_eq!((dyads.found, dyads.right), (1, 1));
    }

    #[test]
    fn planned_consultation_is_agreement_with_both_sides_in_one_slot() {
        let gold = record(json!({"event2021": "AGREE", "source": [{"text": "Chad"}], "target": [{"text": "Mali"}]}), "");
        let event = json!({"type": "CONSULT", "status": "planned", "actors": [{"name": "Mali"}, {"name": "Chad"}]});
        let [types, dyads] = compare(&gold, &json!({"events": [event]})).figures;
        assert_eq!((types.f1(), dyads.f1()), (100.0, 100.0));
    }
}
