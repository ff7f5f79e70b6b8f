//! What may stand on the command line.

mod knowledge;
mod reading;
mod store;

use std::{ffi::OsString, path::PathBuf};

use clap::{
    ArgAction, Parser, Subcommand, ValueHint,
    builder::{PossibleValuesParser, TypedValueParser},
};
use jiff::civil::Date;

pub use knowledge::{KnowledgeArgs, KnowledgeCommand, TestArgs};
pub use reading::{CodeArgs, EvalArgs, ExplainArgs, Inputs, ParseArgs};
pub use store::{BriefArgs, DiffArgs, FilterArgs, IngestArgs, QueryArgs, RetractArgs, ShowArgs};

use reading::{CODE_EXAMPLES, EVAL_EXAMPLES, EXPLAIN_EXAMPLES, PARSE_EXAMPLES};
use store::{BRIEF_EXAMPLES, DIFF_EXAMPLES, INGEST_EXAMPLES, QUERY_EXAMPLES, RETRACT_EXAMPLES, SHOW_EXAMPLES};

use crate::settings::{Color, LogFormat, Named, names};

const EXAMPLES: &str = "\
Examples:
  truceline demo                          code the reports that come with the program
  truceline code report.txt               events and picture of one report, as a table
  truceline code news.jsonl > out.jsonl   a JSON object for each report, for programs
  truceline explain report.txt            the text with each event, and why it was coded
  truceline code archive/ --threads 4     all reports in a folder

Exit codes: 0 all done; 1 done, but some input was skipped; 2 nothing done.";

/// Codes news reports into PLOVER and CAMEO events and draws the conflict's picture.
#[derive(Debug, Parser)]
#[command(name = "truceline", after_help = EXAMPLES, disable_version_flag = true, max_term_width = 100)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Print the versions of program, model and knowledge
    #[arg(short = 'V', long)]
    pub version: bool,
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
}

impl Args {
    /// The settings that flags give: key and value.
    pub fn flags(&self) -> Vec<(&'static str, OsString)> {
        let global = &self.global;
        let format = match &self.command {
            Some(Command::Code(code)) => code.format.clone(),
            _ => None,
        };
        let threads = match &self.command {
            Some(Command::Code(CodeArgs { inputs, .. }))
            | Some(Command::Explain(ExplainArgs { inputs }))
            | Some(Command::Parse(ParseArgs { inputs, .. }))
            | Some(Command::Ingest(IngestArgs { inputs, .. })) => inputs.threads,
            Some(Command::Eval(eval)) => eval.threads,
            _ => None,
        };
        let store = match &self.command {
            Some(Command::Ingest(IngestArgs { store, .. }))
            | Some(Command::Query(QueryArgs { store, .. }))
            | Some(Command::Brief(BriefArgs { store, .. }))
            | Some(Command::Show(ShowArgs { store, .. }))
            | Some(Command::Diff(DiffArgs { store, .. }))
            | Some(Command::Retract(RetractArgs { store, .. })) => store.db.clone(),
            _ => None,
        };
        let flags = [
            ("db", store.map(OsString::from)),
            ("format", format.map(OsString::from)),
            ("threads", threads.map(|n| n.to_string().into())),
            ("model", global.model.clone().map(OsString::from)),
            ("knowledge", global.knowledge.clone().map(OsString::from)),
            ("dictionaries", global.dictionaries.clone().map(OsString::from)),
            ("only_dictionaries", global.only_dictionaries.then(|| "true".into())),
            ("color", global.color.clone().map(OsString::from)),
            ("log_format", global.log_format.clone().map(OsString::from)),
        ];
        flags.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
    }
}

/// Options of every command.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// Settings file, instead of truceline.toml here or in the user's configuration folder
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
    /// Syntax model, instead of the built-in one
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub model: Option<PathBuf>,
    /// Knowledge folder, instead of the built-in one
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub knowledge: Option<PathBuf>,
    /// TABARI or PETRARCH dictionaries to code with too: a folder, or a file that `knowledge import` wrote
    #[arg(long, global = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub dictionaries: Option<PathBuf>,
    /// Code with the dictionaries alone, without the program's own patterns
    #[arg(long, global = true)]
    pub only_dictionaries: bool,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", value_parser = choice::<Color>())]
    pub color: Option<String>,
    /// How messages on standard error are written
    #[arg(long, global = true, value_name = "FORMAT", value_parser = choice::<LogFormat>())]
    pub log_format: Option<String>,
    /// Say more; twice for more still
    #[arg(short, long, global = true, action = ArgAction::Count, conflicts_with = "quiet")]
    pub verbose: u8,
    /// Say errors only
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

impl Global {
    /// The least important messages that are shown.
    pub fn level(&self) -> tracing::Level {
        match (self.quiet, self.verbose) {
            (true, _) => tracing::Level::ERROR,
            (false, 0) => tracing::Level::INFO,
            (false, 1) => tracing::Level::DEBUG,
            (false, _) => tracing::Level::TRACE,
        }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Code reports: events and picture
    #[command(after_help = CODE_EXAMPLES)]
    Code(CodeArgs),
    /// Show each report's text with its events and why they were coded
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArgs),
    /// Write words, tags and trees as CoNLL-U
    #[command(after_help = PARSE_EXAMPLES)]
    Parse(ParseArgs),
    /// Code the reports that come with the program
    Demo,
    /// Code reports and keep them in the store
    #[command(after_help = INGEST_EXAMPLES)]
    Ingest(IngestArgs),
    /// Ask the store
    #[command(after_help = QUERY_EXAMPLES)]
    Query(QueryArgs),
    /// Write a conflict's picture for people
    #[command(after_help = BRIEF_EXAMPLES)]
    Brief(BriefArgs),
    /// Show one fact with all its evidence, or one document
    #[command(after_help = SHOW_EXAMPLES)]
    Show(ShowArgs),
    /// Show what changed in the picture between two days
    #[command(after_help = DIFF_EXAMPLES)]
    Diff(DiffArgs),
    /// Take a document back from a day on
    #[command(after_help = RETRACT_EXAMPLES)]
    Retract(RetractArgs),
    /// Score the coder against gold reports
    #[command(after_help = EVAL_EXAMPLES)]
    Eval(EvalArgs),
    /// Check knowledge files
    Knowledge(KnowledgeArgs),
    /// Show settings
    Config(ConfigArgs),
    /// Write completions for a shell
    Completions(CompletionsArgs),
}

/// Arguments of `config`.
#[derive(Debug, clap::Args)]
pub struct ConfigArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: ConfigCommand,
}

/// What can be done with settings.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Show each setting, its value and where it comes from
    Show,
}

/// Arguments of `completions`.
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}

fn choice<T: Named>() -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new(names::<T>())
}

fn date(text: &str) -> Result<Date, String> {
    // `Date` also reads times and other ISO forms; the flag promises one.
    let day = (text.len() == 10).then(|| text.parse::<Date>().ok()).flatten();
    day.ok_or_else(|| "expected a day such as 2020-01-13".to_owned())
}
