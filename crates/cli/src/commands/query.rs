//! `query`: asks the store.

use std::io::{self, Write};

use truceline_outputs::fact_table;
use truceline_store::{Filter, What};

use crate::{
    Outcome,
    args::{FilterArgs, QueryArgs},
    settings::Settings,
    store, terminal,
    trouble::Trouble,
};

/// Prints the facts or documents that are asked for.
///
/// # Errors
/// A store that cannot be read, knowledge that cannot be loaded, results that cannot be written.
pub fn run(args: &QueryArgs, settings: &Settings) -> Result<Outcome, Trouble> {
    let Some(what) = What::of_name(&args.what) else { return Err(Trouble::Usage(format!("unknown list {}", args.what))) };
    let filter = filter(&args.filter);
    let store = store::open_to_ask(settings, args.as_of)?;
    let rows = match what {
        What::Documents => store.find_documents(&filter, args.as_of, args.limit)?,
        what => store.find(what, &filter, args.limit)?,
    };
    let usual = if terminal::stdout_is_terminal() { "table" } else { "json" };
    let mut out = io::BufWriter::new(io::stdout().lock());
    match args.format.as_deref().unwrap_or(usual) {
        "table" => fact_table::write(what, &rows, &terminal::look(settings.color.value), &mut out)?,
        _ => array(rows.iter(), &mut out)?,
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// The filter that flags give.
pub fn filter(args: &FilterArgs) -> Filter {
    let FilterArgs { actor, place, country, kind, conflict, from, to, status, source, text } = args;
    Filter {
        actors: actor.clone(),
        place: place.clone(),
        country: country.clone(),
        kind: kind.clone(),
        conflict: conflict.clone(),
        from: *from,
        to: *to,
        status: status.clone(),
        source: source.clone(),
        text: text.clone(),
    }
}

/// A JSON array, an element a line.
///
/// # Errors
/// What the writer reports.
pub fn array<'v>(rows: impl Iterator<Item = &'v serde_json::Value>, out: &mut dyn Write) -> io::Result<()> {
    let mut before = "[\n";
    for row in rows {
        out.write_all(before.as_bytes())?;
        serde_json::to_writer(&mut *out, row)?;
        before = ",\n";
    }
    out.write_all(if before == "[\n" { b"[]\n" } else { b"\n]\n" })
}
