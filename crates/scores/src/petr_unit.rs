//! The validation records of PETRARCH: sentences with the events that its validation dictionaries code in them.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;
use truceline_dictionaries::{Dictionaries, Options};

use crate::{
    error::ScoreError,
    figure::Figure,
    gold::Gold,
    table::{Measure, Table},
    tally::Task,
    values::{as_list, field, text},
};

/// The folder of the dictionaries, beside the gold file.
const FOLDER: &str = "petrarch_dictionaries";

/// The dictionaries that the records are made for.
const PREFIX: &str = "PETR.Validate.";

/// Source, target and code.
type Triple = (String, String, String);

/// Adds the rows: records whose set of events is the gold set, and single events. The sentences are parsed by our model;
/// the options in force are the record's.
pub fn score(task: &Task, table: &mut Table) -> Result<(), ScoreError> {
    let folder = task.path.with_file_name(FOLDER);
    if !folder.is_dir() {
        table.left_out.push((task.set.to_owned(), format!("the folder {FOLDER} is not beside it")));
        return Ok(());
    }
    let mut dictionaries = Dictionaries::of_files(files(&folder)?);
    let records = task.records_dated("date")?;
    let (mut right, mut events) = (0, Figure::default());
    for record in &records {
        dictionaries.options = options(record);
        let analysed = task.engine.analyse(record.document.clone(), &[]);
        let dyads = task.engine.dyads(&analysed, &dictionaries);
        let coded: BTreeSet<Triple> = dyads.iter().map(|d| (d.source.to_string(), d.target.to_string(), d.code.to_string())).collect();
        let gold = triples(&record.value);
        right += u64::from(coded == gold);
        events.add(Figure::aligned(coded.intersection(&gold).count(), coded.len(), gold.len()));
        table
            .misses
            .extend(misses(&gold, &coded).map(|miss| format!("{} {} {miss} | {}", task.set, record.document.id, record.document.text)));
    }
    table.add(task.set, "records, same events", Measure::Share { right, whole: records.len() as u64 }, records.len());
    table.push(task.set, "events", events, records.len());
    Ok(())
}

/// Names and contents of the validation dictionaries.
fn files(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, ScoreError> {
    let unreadable = |path: &Path, source| ScoreError::Unreadable { path: path.display().to_string(), source };
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).map_err(|e| unreadable(folder, e))? {
        let path = entry.map_err(|e| unreadable(folder, e))?.path();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with(PREFIX) {
            out.push((name, fs::read(&path).map_err(|e| unreadable(&path, e))?));
        }
    }
    out.sort();
    Ok(out)
}

/// The options in force at a record; what it does not name has PETRARCH's default.
fn options(record: &Gold) -> Options {
    let mut out = Options::default();
    for (name, value) in field(&record.value, "config").as_object().into_iter().flatten() {
        // An option that we do not have changes nothing in what we code.
        let _ = out.set(name, &text(value));
    }
    out
}

fn triples(record: &Value) -> BTreeSet<Triple> {
    let part = |event: &Value, name: &str| text(field(event, name)).into_owned();
    let events = as_list(field(record, "events"));
    events.into_iter().map(|e| (part(e, "source"), part(e, "target"), part(e, "code"))).collect()
}

/// Each gold event that was missed with the part in which the nearest coded one differs, then those that are too many.
fn misses(gold: &BTreeSet<Triple>, coded: &BTreeSet<Triple>) -> impl Iterator<Item = String> {
    let shown = |(source, target, code): &Triple| format!("{source} > {target} {code}");
    let missed: Vec<&Triple> = gold.difference(coded).collect();
    let mut extra: Vec<&Triple> = coded.difference(gold).collect();
    let mut out = Vec::new();
    for wanted in missed {
        let differs = |other: &Triple| {
            let parts = [("source", wanted.0 != other.0), ("target", wanted.1 != other.1), ("code", wanted.2 != other.2)];
            parts.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect::<Vec<_>>()
        };
        match (0..extra.len()).min_by_key(|&i| differs(extra[i]).len()).filter(|&i| differs(extra[i]).len() < 3) {
            Some(i) => {
                let other = extra.remove(i);
                out.push(format!("WRONG {}: {} is coded {}", differs(other).join(" and "), shown(wanted), shown(other)));
            }
            None => out.push(format!("MISSED {}", shown(wanted))),
        }
    }
    out.extend(extra.into_iter().map(|other| format!("EXTRA {}", shown(other))));
    out.into_iter()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn set(list: &[[&str; 3]]) -> BTreeSet<Triple> {
        list.iter().map(|[s, t, c]| ((*s).to_owned(), (*t).to_owned(), (*c).to_owned())).collect()
    }

    #[test]
    fn misses_name_the_part_that_differs() {
        let gold = set(&[["TAR", "VAL", "064"], ["TAR", "RIV", "111"]]);
        let coded = set(&[["TARGOV", "VAL", "064"], ["X", "Y", "190"]]);
        let told: Vec<String> = misses(&gold, &coded).collect();
        assert_eq!(told, ["MISSED TAR > RIV 111", "WRONG source: TAR > VAL 064 is coded TARGOV > VAL 064", "EXTRA X > Y 190"]);
        assert_eq!(misses(&gold, &gold).count(), 0);
    }

    #[test]
    fn gold_events_are_a_set() {
        let record =
            json!({"events": [{"source": "TAR", "target": "VAL", "code": "064"}, {"source": "TAR", "target": "VAL", "code": "064"}]});
        assert_eq!(triples(&record), set(&[["TAR", "VAL", "064"]]));
        assert!(triples(&json!({"events": []})).is_empty());
    }
}
