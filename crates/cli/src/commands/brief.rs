//! `brief`: a conflict's picture for people.

use std::{
    fs::File,
    io::{self, Write},
    path::Path,
};

use serde_json::{Value, json};
use truceline_outputs::{
    Look,
    brief::{Brief, write_markdown, write_page, write_terminal},
    fact_table,
};
use truceline_store::{Filter, Store, What};

use crate::{Outcome, args::BriefArgs, settings::Settings, store, terminal, trouble::Trouble};

/// Writes the brief of a conflict; where none is named and there are several, a table of them.
///
/// # Errors
/// A store that cannot be read, no such conflict, knowledge that cannot be loaded, results that cannot be written.
pub fn run(args: &BriefArgs, settings: &Settings) -> Result<Outcome, Trouble> {
    if args.since.zip(args.as_of).is_some_and(|(since, as_of)| since > as_of) {
        return Err(Trouble::Usage("--since is after --as-of".to_owned()));
    }
    let store = store::open_to_ask(settings, args.as_of)?;
    let look = terminal::look(settings.color.value);
    let Some(conflict) = chosen(&store, args.conflict.as_deref())? else {
        let mut out = io::stdout().lock();
        fact_table::write_conflicts(&overview(&store)?, &look, &mut out)?;
        writeln!(out, "\n`truceline brief NAME` shows one of them.")?;
        return Ok(Outcome::Done);
    };
    let filter = Filter { conflict: Some(conflict.clone()), ..Filter::default() };
    let brief = Brief::of(&store.rows(&filter, args.as_of)?, &conflict, args.as_of, args.since);
    let format = args.format.as_deref().or_else(|| format_of(args.out.as_deref()?)).unwrap_or("text");
    match &args.out {
        None => write(&brief, format, &look, &mut io::BufWriter::new(io::stdout().lock()))?,
        Some(path) => {
            let look = Look { colour: false, ..look };
            let written = File::create(path).and_then(|file| write(&brief, format, &look, &mut io::BufWriter::new(file)));
            written.map_err(|source| Trouble::Unwritable { path: path.clone(), source })?;
        }
    }
    Ok(Outcome::Done)
}

fn write(brief: &Brief, format: &str, look: &Look, out: &mut dyn Write) -> io::Result<()> {
    match format {
        "markdown" => write_markdown(brief, out)?,
        "html" => write_page(brief, out)?,
        _ => write_terminal(brief, look, out)?,
    }
    out.flush()
}

/// The format that a file's name asks for.
fn format_of(path: &Path) -> Option<&'static str> {
    match path.extension()?.to_str()? {
        "md" | "markdown" => Some("markdown"),
        "html" | "htm" => Some("html"),
        _ => None,
    }
}

/// The key of the conflict that is meant: the one named, or the only one there is. `None` where several are there and none is
/// named.
fn chosen(store: &Store, named: Option<&str>) -> Result<Option<String>, Trouble> {
    let filter = Filter { conflict: named.map(str::to_owned), ..Filter::default() };
    let found = store.find(What::Conflicts, &filter, None)?;
    let word = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let exact = found.iter().find(|row| named.is_some_and(|n| n.eq_ignore_ascii_case(&word(row, "name"))));
    let names = |rows: &[Value]| rows.iter().map(|row| word(row, "name")).collect::<Vec<_>>().join(", ");
    match (exact, found.as_slice(), named) {
        (Some(row), ..) | (None, [row], _) => Ok(Some(key(row))),
        (None, [], Some(named)) => {
            let all = store.find(What::Conflicts, &Filter::default(), None)?;
            Err(Trouble::Usage(format!("there is no conflict {named:?} in the store; there are: {}", names(&all))))
        }
        (None, [], None) => Err(Trouble::Usage("the store knows of no conflict yet; `truceline ingest` adds reports".to_owned())),
        (None, several, Some(named)) => Err(Trouble::Usage(format!("several conflicts are called {named:?}: {}", names(several)))),
        (None, _, None) => Ok(None),
    }
}

/// What facts of a conflict have in their field `conflict`.
fn key(conflict: &Value) -> String {
    conflict["conflict"].as_str().or(conflict["id"].as_str()).unwrap_or_default().to_owned()
}

/// The conflicts, each with the state of its last ceasefire, the day of its last event, and how many reports there are.
fn overview(store: &Store) -> Result<Vec<Value>, Trouble> {
    let last = |rows: &[Value], key: &str| rows.iter().filter_map(|row| row[key].as_str()).max().map(str::to_owned);
    let mut out = Vec::new();
    for mut conflict in store.find(What::Conflicts, &Filter::default(), None)? {
        let filter = Filter { conflict: Some(key(&conflict)), ..Filter::default() };
        let truces = store.find(What::Ceasefires, &filter, None)?;
        conflict["ceasefire"] = truces.last().map_or(Value::Null, |truce| truce["state"].clone());
        conflict["last_event"] = json!(last(&store.find(What::Events, &filter, None)?, "date"));
        conflict["documents"] = json!(store.find_documents(&filter, None, None)?.len());
        out.push(conflict);
    }
    out.sort_by_key(|conflict| std::cmp::Reverse(conflict["documents"].as_u64()));
    Ok(out)
}
