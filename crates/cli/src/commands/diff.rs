//! `diff`: what changed in the picture between two days.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::Path,
};

use jiff::civil::Date;
use serde_json::{Value, json};
use truceline_knowledge::Knowledge;
use truceline_outputs::{Redrawn, fact_table::line};
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
    let mut store = store::open_to_ask(settings, None)?;
    let (before, after) = match kept(&mut store, args)? {
        Some(pictures) => pictures,
        None => drawn(store, &path, args, &store::knowledge(settings)?)?,
    };
    let changes = changes(&before, &after);
    let usual = if terminal::stdout_is_terminal() { "text" } else { "json" };
    let mut out = io::BufWriter::new(io::stdout().lock());
    match args.format.as_deref().unwrap_or(usual) {
        "text" => changes.iter().try_for_each(|change| text(change, &mut out))?,
        _ => array(changes.iter().map(|change| change.to_string().into_bytes()), &mut out)?,
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// The facts that may differ between the two days, where it is kept how the picture was then.
fn kept(store: &mut Store, args: &DiffArgs) -> Result<Option<(Picture, Picture)>, Trouble> {
    let to = args.to.unwrap_or(Date::MAX);
    if !store.is_drawn(store::PROGRAM)? || !store.shows(args.from)? || !store.shows(to)? {
        return Ok(None);
    }
    let keys = store.changed_between(args.from, to)?;
    let mut picture = |day: Date| -> Result<Picture, Trouble> {
        store.look_back(day)?;
        let meant = conflicts(store, args)?;
        let mut picture = Picture::new();
        for (what, id) in &keys {
            let fact = store.fact(*what, id)?.filter(|fact| is_of(fact, &meant));
            picture.extend(fact.map(|fact| ((*what, id.clone()), fact)));
        }
        Ok(picture)
    };
    Ok(Some((picture(args.from)?, picture(to)?)))
}

/// The facts that differ, drawn.
fn drawn(mut store: Store, path: &Path, args: &DiffArgs, knowledge: &Knowledge) -> Result<(Picture, Picture), Trouble> {
    if let Some(pictures) = near(&mut store, args, knowledge)? {
        return Ok(pictures);
    }
    drop(store);
    Ok((whole(path, Some(args.from), args, knowledge)?, whole(path, args.to, args, knowledge)?))
}

/// The facts that differ between the two days, where the kept picture can be brought to both.
fn near(store: &mut Store, args: &DiffArgs, knowledge: &Knowledge) -> Result<Option<(Picture, Picture)>, Trouble> {
    if !store::begin(store, knowledge)? {
        return Ok(None);
    }
    if store::redrawn(store, args.to, false, knowledge)?.is_none() {
        return Ok(None);
    }
    let later = conflicts(store, args)?;
    let Some(redrawn) = store::redrawn(store, Some(args.from), true, knowledge)? else { return Ok(None) };
    let earlier = conflicts(store, args)?;
    let (mut before, mut after) = (Picture::new(), Picture::new());
    for Redrawn { what, id, before: old, after: new } in redrawn {
        // Time went backwards.
        let (old, new) = (new.filter(|fact| is_of(fact, &earlier)), old.filter(|fact| is_of(fact, &later)));
        before.extend(old.map(|fact| ((what, id.clone()), fact)));
        after.extend(new.map(|fact| ((what, id), fact)));
    }
    Ok(Some((before, after)))
}

/// The keys of the conflicts that are meant; `None` where all are.
fn conflicts(store: &Store, args: &DiffArgs) -> Result<Option<Vec<Value>>, Trouble> {
    let Some(conflict) = &args.conflict else { return Ok(None) };
    let found = store.find(What::Conflicts, &Filter { conflict: Some(conflict.clone()), ..Filter::default() }, None)?;
    Ok(Some(found.into_iter().map(|row| row["conflict"].clone()).collect()))
}

fn is_of(fact: &Value, conflicts: &Option<Vec<Value>>) -> bool {
    conflicts.as_ref().is_none_or(|keys| keys.contains(&fact["conflict"]))
}

/// The whole picture of a day.
fn whole(path: &Path, day: Option<Date>, args: &DiffArgs, knowledge: &Knowledge) -> Result<Picture, Trouble> {
    let mut store = Store::open_to_read(path)?;
    let facts = store::drawn(&store, day, knowledge)?;
    store.set_aside(&facts, day)?;
    let filter = Filter { conflict: args.conflict.clone(), ..Filter::default() };
    let mut picture = Picture::new();
    for what in What::ALL.into_iter().filter(|what| *what != What::Documents) {
        let facts = store.find(what, &filter, None)?;
        picture.extend(facts.into_iter().map(|fact| ((what, fact["id"].as_str().unwrap_or_default().to_owned()), fact)));
    }
    Ok(picture)
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
