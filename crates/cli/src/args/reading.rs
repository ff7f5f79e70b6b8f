//! Arguments of the commands that read reports and keep nothing.

use std::path::PathBuf;

use clap::{
    ValueHint,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};
use jiff::civil::Date;

use super::date;

pub(super) const CODE_EXAMPLES: &str = "\
Examples:
  truceline code report.txt
  truceline code --published 2020-01-13 report.txt
  truceline code --format jsonl archive/ more.jsonl.gz > events.jsonl
  zcat news.jsonl.gz | truceline code - | jq .events
  truceline code --dictionaries old/ --only-dictionaries --format jsonl archive/ > events.jsonl

Input: plain text in UTF-8, a report a file; or JSON Lines (.jsonl, .ndjson), a report a line:
  {\"id\": \"r1\", \"published\": \"2020-01-13\", \"text\": \"...\"}
Only id and text are needed; title, source and url may stand there too. Lines of NGEC (event_text in place of text) and \
the XML of PETRARCH (.xml) are read too. All may be packed with gzip (.gz).

A folder is searched for .txt, .jsonl, .ndjson and .xml files, in the order of their names. The id of a plain text file is \
its name without the ending, behind the folders below the one given.";

pub(super) const EXPLAIN_EXAMPLES: &str = "\
Examples:
  truceline explain report.txt
  truceline explain --color always report.txt | less -R";

pub(super) const PARSE_EXAMPLES: &str = "\
Examples:
  truceline parse report.txt
  truceline parse --input conllu gold.conllu > predicted.conllu";

pub(super) const EVAL_EXAMPLES: &str = "\
Examples:
  truceline eval gold.jsonl
  truceline eval --misses gold.jsonl

Gold: a report a line as for code, with events and picture as code writes them.";

/// What is read.
#[derive(Debug, clap::Args)]
pub struct Inputs {
    /// Files and folders; `-` or nothing for standard input
    #[arg(value_name = "FILE|DIR", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Day of publication of reports that name none, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub published: Option<Date>,
    /// Number of threads; by default one a processor
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// Arguments of `code`.
#[derive(Debug, clap::Args)]
pub struct CodeArgs {
    /// Output format; by default table on a terminal, else jsonl
    #[arg(long, value_parser = format_names())]
    pub format: Option<String>,
    /// What is read.
    #[command(flatten)]
    pub inputs: Inputs,
}

/// Arguments of `explain`.
#[derive(Debug, clap::Args)]
pub struct ExplainArgs {
    /// What is read.
    #[command(flatten)]
    pub inputs: Inputs,
}

/// Arguments of `parse`.
#[derive(Debug, clap::Args)]
pub struct ParseArgs {
    /// Output format
    #[arg(long, default_value = "conllu", value_parser = ["conllu"])]
    pub format: String,
    /// What the input is: reports, or CoNLL-U whose sentences and words are kept
    #[arg(long, default_value = "text", value_parser = ["text", "conllu"])]
    pub input: String,
    /// What is read.
    #[command(flatten)]
    pub inputs: Inputs,
}

/// Arguments of `eval`.
#[derive(Debug, clap::Args)]
pub struct EvalArgs {
    /// Gold reports: JSON Lines, or one printed JSON object with its text in report.txt beside it
    #[arg(value_name = "GOLD", value_hint = ValueHint::FilePath)]
    pub gold: PathBuf,
    /// List the events that were missed and those that are too many
    #[arg(long)]
    pub misses: bool,
    /// Number of threads; by default one a processor
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

fn format_names() -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new(truceline_outputs::FORMATS.iter().map(|f| PossibleValue::new(f.name).help(f.about)))
}
