//! Arguments of the commands that work on the store.

use std::path::PathBuf;

use clap::{
    ValueHint,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};
use jiff::civil::Date;

use super::{date, reading::Inputs};

pub(super) const INGEST_EXAMPLES: &str = "\
Examples:
  truceline ingest reports/
  truceline ingest --db libya.db news.jsonl.gz
  zcat news.jsonl.gz | truceline ingest --db libya.db - > acknowledged.jsonl
  truceline ingest --known 2020-01-20 corrected.jsonl
  truceline ingest --db libya.db --recode

A report is known from its date; one without a date from the day of ingest, or that of --known. The same report again \
changes nothing. Another text under an id that is there is a revision: it supersedes the earlier one from the day of ingest \
on, or from its own date where that is later; the earlier one is still seen as of its time.

Reports are kept in batches. Once a batch is on the disk, each of its reports is acknowledged with a line on standard \
output, unless that is a terminal: {\"id\": \"r1\", \"state\": \"new\"}; new, revision or unchanged. A run that was cut off \
is taken up by the same command: reports that are there are not coded again.";

pub(super) const QUERY_EXAMPLES: &str = "\
Examples:
  truceline query events --actor Haftar --from 2020-01-01
  truceline query control --place Sirte
  truceline query toll --conflict Libya --format json | jq '.[] | {low, high}'
  truceline query ceasefires --as-of 2020-01-13
  truceline query documents --text 'truce OR \"cease fire\"'

Names are found without regard to case and diacritics, also by some of their words. --as-of shows what was known at the end \
of a day, from the reports seen then.";

pub(super) const BRIEF_EXAMPLES: &str = "\
Examples:
  truceline brief                         the conflicts that the store knows of
  truceline brief Libya
  truceline brief Libya --as-of 2020-01-13 --since 2020-01-06
  truceline brief Libya --out libya.html  a page that stands alone; print it for a PDF

Each statement has its sources: who reported it, when, and the sentence. --since leaves out what was over before that day.";

pub(super) const SHOW_EXAMPLES: &str = "\
Examples:
  truceline show 3f2a91c4d0
  truceline show r1                       a document, with its revisions and what it says";

pub(super) const RETRACT_EXAMPLES: &str = "\
Examples:
  truceline retract r1
  truceline retract r1 --on 2020-01-20

The document and what only it says is seen as of earlier days, and no longer from that day on.";

pub(super) const DIFF_EXAMPLES: &str = "\
Examples:
  truceline diff --from 2020-01-12 --to 2020-01-13
  truceline diff --from 2020-01-12 --to 2020-01-13 --conflict Libya --format json";

/// Which store.
#[derive(Debug, clap::Args)]
pub struct StoreArgs {
    /// The store's file; by default truceline/store.db in the user's data folder
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub db: Option<PathBuf>,
}

/// Arguments of `ingest`.
#[derive(Debug, clap::Args)]
pub struct IngestArgs {
    /// Which store.
    #[command(flatten)]
    pub store: StoreArgs,
    /// Day from which reports without a date, and revisions, are known, YYYY-MM-DD; by default today
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub known: Option<Date>,
    /// Code anew what is kept already and was coded by another version of program, model or knowledge; reads nothing else
    #[arg(long, conflicts_with_all = ["paths", "known", "published"])]
    pub recode: bool,
    /// Draw the picture of each past day of which none is kept, so that --as-of and `diff` answer at once; reads nothing
    #[arg(long, conflicts_with_all = ["paths", "known", "published", "recode"])]
    pub past: bool,
    /// What is read.
    #[command(flatten)]
    pub inputs: Inputs,
}

/// What facts are asked for.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Filters")]
pub struct FilterArgs {
    /// With this actor: a name, some words of it, an id or a code (LBYREB); several times: with all of them
    #[arg(long, value_name = "NAME")]
    pub actor: Vec<String>,
    /// At this place
    #[arg(long, value_name = "NAME")]
    pub place: Option<String>,
    /// In or of this country: any of its names, or its ISO 3166-1 code (Libya, LY, LBY)
    #[arg(long, value_name = "CODE")]
    pub country: Option<String>,
    /// Of this type, mode or kind: ASSAULT, aerial, killed, captured
    #[arg(long = "type", value_name = "TYPE")]
    pub kind: Option<String>,
    /// Of this conflict: its name, some words of it, or its id
    #[arg(long, value_name = "NAME")]
    pub conflict: Option<String>,
    /// On this day or later
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub from: Option<Date>,
    /// On this day or earlier
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub to: Option<Date>,
    /// Of this status or state: occurred, planned, denied, claimed, \"in force\"
    #[arg(long, value_name = "STATUS")]
    pub status: Option<String>,
    /// Reported by this outlet
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// Told by a report with these words
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,
}

/// Arguments of `query`.
#[derive(Debug, clap::Args)]
pub struct QueryArgs {
    /// What is asked for
    #[arg(value_name = "WHAT", value_parser = what_names())]
    pub what: String,
    /// Which store.
    #[command(flatten)]
    pub store: StoreArgs,
    /// Output format; by default table on a terminal, else json
    #[arg(long, value_parser = ["json", "table"])]
    pub format: Option<String>,
    /// What was known at the end of this day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
    /// At most so many rows
    #[arg(long, value_name = "N")]
    pub limit: Option<u32>,
    /// Which of them.
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// Arguments of `brief`.
#[derive(Debug, clap::Args)]
pub struct BriefArgs {
    /// The conflict: its name, some words of it, or its id; may be left out where there is only one
    #[arg(value_name = "CONFLICT")]
    pub conflict: Option<String>,
    /// Which store.
    #[command(flatten)]
    pub store: StoreArgs,
    /// What was known at the end of this day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
    /// Tell what was so on this day or later, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub since: Option<Date>,
    /// Output format; by default that of the file's name, else text
    #[arg(long, value_parser = ["text", "markdown", "html"])]
    pub format: Option<String>,
    /// Write into this file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub out: Option<PathBuf>,
}

/// Arguments of `show`.
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// Id of a fact, as query prints it, or of a document
    #[arg(value_name = "ID")]
    pub id: String,
    /// Which store.
    #[command(flatten)]
    pub store: StoreArgs,
    /// Output format; by default text on a terminal, else json
    #[arg(long, value_parser = ["json", "text"])]
    pub format: Option<String>,
    /// What was known at the end of this day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
}

/// Arguments of `diff`.
#[derive(Debug, clap::Args)]
pub struct DiffArgs {
    /// The earlier day: its end, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub from: Date,
    /// The later day: its end, YYYY-MM-DD; by default the latest state
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub to: Option<Date>,
    /// Of this conflict only: its name, some words of it, or its id
    #[arg(long, value_name = "NAME")]
    pub conflict: Option<String>,
    /// Which store.
    #[command(flatten)]
    pub store: StoreArgs,
    /// Output format; by default text on a terminal, else json
    #[arg(long, value_parser = ["json", "text"])]
    pub format: Option<String>,
}

/// Arguments of `retract`.
#[derive(Debug, clap::Args)]
pub struct RetractArgs {
    /// The document's id
    #[arg(value_name = "ID")]
    pub id: String,
    /// Which store.
    #[command(flatten)]
    pub store: StoreArgs,
    /// The first day on which it is not seen, YYYY-MM-DD; by default today
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub on: Option<Date>,
}

fn what_names() -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new(truceline_store::What::ALL.iter().map(|what| PossibleValue::new(what.name()).help(what.about())))
}
