//! `show`: one fact with all its evidence, or one document.

use std::io::{self, Write};

use jiff::civil::Date;
use serde_json::{Value, json};
use truceline_outputs::fact_text;
use truceline_store::{Document, Store, StoreError, What};

use crate::{Outcome, args::ShowArgs, settings::Settings, store, terminal, trouble::Trouble};

/// Shows what has the id: facts first, else a document.
///
/// # Errors
/// A store that cannot be read, an id that nothing has, results that cannot be written.
pub fn run(args: &ShowArgs, settings: &Settings) -> Result<Outcome, Trouble> {
    let store = store::open_to_ask(settings, args.as_of)?;
    let facts = store.find_id(&args.id)?;
    let usual = if terminal::stdout_is_terminal() { "text" } else { "json" };
    let as_text = args.format.as_deref().unwrap_or(usual) == "text";
    let look = terminal::look(settings.color.value);
    let mut out = io::BufWriter::new(io::stdout().lock());
    if facts.is_empty() {
        let shown = document(&store, &args.id, args.as_of)?;
        if as_text { fact_text::document(&shown, &look, &mut out)? } else { writeln!(out, "{shown:#}")? }
    }
    for (what, fact) in facts {
        let disputes = disputes(&store, &fact)?;
        let shown = json!({"what": what.name(), "fact": fact, "contradicted_by": disputes});
        if as_text { fact_text::fact(&shown, &look, &mut out)? } else { writeln!(out, "{shown:#}")? }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// The facts that contradict a fact, by the ids that stand in it.
fn disputes(store: &Store, fact: &Value) -> Result<Vec<Value>, StoreError> {
    let ids = fact["contradicts"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let mut found = Vec::new();
    for id in ids {
        found.extend(store.find_id(id)?.into_iter().map(|(what, fact)| json!({"what": what.name(), "fact": fact})));
    }
    Ok(found)
}

/// A document with its revisions and what it says.
fn document(store: &Store, id: &str, as_of: Option<Date>) -> Result<Value, StoreError> {
    let revisions = store.revisions(id)?;
    let seen = revisions.iter().rev().find(|r| seen(r, as_of)).or(revisions.last());
    let Some(seen) = seen else { return Ok(Value::Null) };
    let told: Vec<Value> = store.told_by(seen)?.iter().map(|(what, fact)| told(*what, fact)).collect();
    let versions = store.coded_by(seen)?;
    Ok(json!({
        "what": What::Documents.name(),
        "document": truceline_store::described(seen, None),
        "revisions": revisions.iter().map(|r| truceline_store::described(r, None)).collect::<Vec<_>>(),
        "coded_by": {"program": versions.program, "model": versions.model, "knowledge": versions.knowledge},
        "text": store.text(seen)?,
        "tells": told,
    }))
}

fn seen(revision: &Document, as_of: Option<Date>) -> bool {
    match as_of {
        Some(day) => revision.known_from <= day && revision.known_until.is_none_or(|until| until > day),
        None => revision.known_until.is_none(),
    }
}

fn told(what: What, fact: &Value) -> Value {
    json!({"what": what.name(), "id": fact["id"], "says": truceline_outputs::fact_table::line(what, fact)})
}
