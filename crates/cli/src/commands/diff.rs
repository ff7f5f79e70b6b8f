//! `diff`: what changed in the picture between two days.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use jiff::civil::Date;
use serde_json::{Value, json};
use truceline_outputs::fact_table::line;
use truceline_store::{Filter, Store, What};

use super::query::array;
use crate::{Outcome, args::DiffArgs, settings::Settings, store, terminal, trouble::Trouble};

/// Fields that tell how often and by whom a fact was told, and not what it is.
const TELLING: [&str; 4] = ["reports", "sources", "first_reported", "last_reported"];

/// A picture: facts by list and id.
type Picture = BTreeMap<(What, String), Value>;

/// Prints the facts that are new, gone or changed.
///
/// # Errors
/// A store that cannot be read, knowledge that cannot be loaded, results that cannot be written.
pub fn run(args: &DiffArgs, settings: &Settings) -> Result<Outcome, Trouble> {
    if args.to.is_some_and(|to| to < args.from) {
        return Err(Trouble::Usage("--to is before --from".to_owned()));
    }
    let path = store::path(settings)?;
    let knowledge = store::knowledge(settings)?;
    let picture = |day: Option<Date>| -> Result<Picture, Trouble> {
        let mut store = Store::open_to_read(&path)?;
        let facts = store::drawn(&store, day, &knowledge)?;
        store.set_aside(&facts, day)?;
        let filter = Filter { conflict: args.conflict.clone(), ..Filter::default() };
        let mut picture = Picture::new();
        for what in What::ALL.into_iter().filter(|what| *what != What::Documents) {
            let facts = store.find(what, &filter, None)?;
            picture.extend(facts.into_iter().map(|fact| ((what, fact["id"].as_str().unwrap_or_default().to_owned()), fact)));
        }
        Ok(picture)
    };
    let changes = changes(&picture(Some(args.from))?, &picture(args.to)?);
    let usual = if terminal::stdout_is_terminal() { "text" } else { "json" };
    let mut out = io::BufWriter::new(io::stdout().lock());
    match args.format.as_deref().unwrap_or(usual) {
        "text" => changes.iter().try_for_each(|change| text(change, &mut out))?,
        _ => array(changes.iter(), &mut out)?,
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// What differs, in the order of lists and ids.
fn changes(before: &Picture, after: &Picture) -> Vec<Value> {
    let mut keys: Vec<&(What, String)> = before.keys().chain(after.keys()).collect();
    keys.sort();
    keys.dedup();
    let change = |key: &(What, String)| {
        let (old, new) = (before.get(key), after.get(key));
        let (kind, fields) = match (old, new) {
            (None, Some(_)) => ("new", Vec::new()),
            (Some(_), None) => ("gone", Vec::new()),
            (Some(old), Some(new)) if old != new => {
                let fields = differing(old, new);
                (if fields.is_empty() { "told again" } else { "changed" }, fields)
            }
            _ => return None,
        };
        Some(json!({"change": kind, "what": key.0.name(), "id": key.1, "fields": fields, "before": old, "after": new}))
    };
    keys.into_iter().filter_map(change).collect()
}

/// Fields of the fact itself that differ.
fn differing<'v>(old: &'v Value, new: &'v Value) -> Vec<&'v str> {
    let keys = new.as_object().into_iter().flatten().map(|(key, _)| key.as_str());
    keys.filter(|key| !TELLING.contains(key) && old[*key] != new[*key]).collect()
}

fn text(change: &Value, out: &mut dyn Write) -> io::Result<()> {
    let word = |key: &str| change[key].as_str().unwrap_or_default();
    let what = What::of_name(word("what")).unwrap_or(What::Events);
    let side = |key: &str| line(what, &change[key]);
    let (kind, id) = (word("change"), word("id"));
    match kind {
        "gone" => writeln!(out, "{kind:<10} {}: {}  [{id}]", what.name(), side("before")),
        "changed" => writeln!(out, "{kind:<10} {}: {}\n{:<10} {}  [{id}]", what.name(), side("before"), "  to", side("after")),
        _ => writeln!(out, "{kind:<10} {}: {}  [{id}]", what.name(), side("after")),
    }
}
