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
use truceline_store::{Filter, Store, What, conflict_key};

use crate::{Outcome, args::BriefArgs, settings::Settings, store, terminal, trouble::Trouble};

/// Facts of a list that a brief is drawn from, and events: the latest.
const FACTS: u32 = 200;
const EVENTS: u32 = 1000;

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
    let brief = drafted(&store, &conflict, args)?;
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

fn drafted(store: &Store, conflict: &str, args: &BriefArgs) -> Result<Brief, Trouble> {
    let latest = store.latest(conflict, FACTS, EVENTS)?;
    let mut brief = Brief::of(&latest.rows, &latest.totals, conflict, args.as_of, args.since);
    let documents = store.documents_with_ids(brief.sources.iter().map(|source| source.document.as_str()), args.as_of)?;
    brief.name_sources(&documents);
    Ok(brief)
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
        (Some(row), ..) | (None, [row], _) => Ok(Some(conflict_key(row).to_owned())),
        (None, [], Some(named)) => {
            let all = store.find(What::Conflicts, &Filter::default(), None)?;
            Err(Trouble::Usage(format!("there is no conflict {named:?} in the store; there are: {}", names(&all))))
        }
        (None, [], None) => Err(Trouble::Usage("the store knows of no conflict yet; `truceline ingest` adds reports".to_owned())),
        (None, several, Some(named)) => Err(Trouble::Usage(format!("several conflicts are called {named:?}: {}", names(several)))),
        (None, _, None) => Ok(None),
    }
}

/// The conflicts, each with the state of its last ceasefire, the day of its last event, and how many reports there are.
fn overview(store: &Store) -> Result<Vec<Value>, Trouble> {
    let mut out = Vec::new();
    for mut conflict in store.find(What::Conflicts, &Filter::default(), None)? {
        let standing = store.standing(&conflict)?;
        conflict["ceasefire"] = json!(standing.ceasefire);
        conflict["last_event"] = json!(standing.last_event.map(|day| day.to_string()));
        conflict["documents"] = json!(standing.documents);
        out.push(conflict);
    }
    out.sort_by_key(|conflict| std::cmp::Reverse(conflict["documents"].as_u64()));
    Ok(out)
}
