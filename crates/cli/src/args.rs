//! What may stand on the command line.

use std::{ffi::OsString, path::PathBuf};

use clap::{
    ArgAction, Parser, Subcommand, ValueHint,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};
use jiff::civil::Date;

use crate::settings::{Color, LogFormat, Named, names};

const EXAMPLES: &str = "\
Examples:
  truceline demo                          code the reports that come with the program
  truceline code report.txt               events and picture of one report, as a table
  truceline code news.jsonl > out.jsonl   a JSON object for each report, for programs
  truceline explain report.txt            the text with each event, and why it was coded
  truceline code archive/ --threads 4     all reports in a folder

Exit codes: 0 all done; 1 done, but some input was skipped; 2 nothing done.";

const CODE_EXAMPLES: &str = "\
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

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  truceline explain report.txt
  truceline explain --color always report.txt | less -R";

const PARSE_EXAMPLES: &str = "\
Examples:
  truceline parse report.txt
  truceline parse --input conllu gold.conllu > predicted.conllu";

const EVAL_EXAMPLES: &str = "\
Examples:
  truceline eval gold.jsonl
  truceline eval --misses gold.jsonl

Gold: a report a line as for code, with events and picture as code writes them.";

const IMPORT_EXAMPLES: &str = "\
Examples:
  truceline knowledge import dictionaries/
  truceline knowledge import dictionaries/ --out mine.dictionaries
  truceline code --dictionaries mine.dictionaries report.txt
  truceline code --dictionaries dictionaries/ --only-dictionaries --format jsonl archive/ > events.jsonl

Where the folder has a PETR_config.ini or a .project, that names the dictionaries and sets the options; else files are \
known by name (*.actors, *.agents.txt and so on) or content. An entry with a mistake is shown and left out, the others \
are read. Exit code 1 says that some were left out.";

const TEST_EXAMPLES: &str = "\
Examples:
  truceline knowledge test
  truceline --knowledge mine knowledge test strafe
  truceline knowledge test --corpus archive/ news.jsonl
  truceline knowledge test strafe --corpus archive/ --never

Exit code 1 says that an example failed.";

const WHY_EXAMPLES: &str = "\
Examples:
  truceline knowledge why \"Rebels struck an army base near Kidal.\"
  truceline --knowledge mine knowledge why \"The two sides struck a deal in Doha.\"

Each verb is shown with its arguments, and below it the entries that list it, in the order in which they are tried: that \
which codes it, others that would fit, and the `if` lines that do not hold. Nouns are shown where some entry lists them.";

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
            | Some(Command::Parse(ParseArgs { inputs, .. })) => inputs.threads,
            Some(Command::Eval(eval)) => eval.threads,
            _ => None,
        };
        let flags = [
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

/// Arguments of `knowledge`.
#[derive(Debug, clap::Args)]
pub struct KnowledgeArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: KnowledgeCommand,
}

/// What can be done with knowledge.
#[derive(Debug, Subcommand)]
pub enum KnowledgeCommand {
    /// Load a knowledge folder and say what it holds, or what is wrong with it
    #[command(after_help = "Examples:\n  truceline knowledge check\n  truceline knowledge check ./knowledge")]
    Check {
        /// The folder; by default the one of the settings, else the built-in knowledge
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        folder: Option<PathBuf>,
    },
    /// Read dictionaries of TABARI or PETRARCH, say what they hold and what is wrong with them
    #[command(after_help = IMPORT_EXAMPLES)]
    Import {
        /// A folder of dictionaries, or one of them
        #[arg(value_name = "DIR|FILE", value_hint = ValueHint::AnyPath)]
        path: PathBuf,
        /// Write the sound entries into this file, for --dictionaries
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        out: Option<PathBuf>,
    },
    /// Code the examples in the pattern files and show those that are not coded as they say
    #[command(after_help = TEST_EXAMPLES)]
    Test(TestArgs),
    /// Show the entries of patterns, word lists, actors and places that have a word, with file and line
    #[command(
        after_help = "Examples:\n  truceline knowledge search convoy\n  truceline knowledge search call_off\n  truceline --knowledge mine knowledge search Kidal"
    )]
    Search {
        /// A word or several words of one term; case and diacritics do not count
        #[arg(value_name = "WORD", required = true)]
        words: Vec<String>,
    },
    /// Show which entries were tried for each verb and noun of a sentence, which fit, and which condition failed
    #[command(after_help = WHY_EXAMPLES)]
    Why {
        /// The sentence
        #[arg(value_name = "SENTENCE", required = true)]
        sentence: Vec<String>,
    },
}

/// Arguments of `knowledge test`.
#[derive(Debug, clap::Args)]
pub struct TestArgs {
    /// Only the examples of this word, or of the pattern file of this name
    #[arg(value_name = "WORD")]
    pub word: Option<String>,
    /// Also code these texts and say how many of the words that patterns list are never coded in them
    #[arg(long, value_name = "FILE|DIR", num_args = 1.., value_hint = ValueHint::AnyPath)]
    pub corpus: Vec<PathBuf>,
    /// List the words that are never coded
    #[arg(long, requires = "corpus")]
    pub never: bool,
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

fn format_names() -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new(truceline_outputs::FORMATS.iter().map(|f| PossibleValue::new(f.name).help(f.about)))
}

fn date(text: &str) -> Result<Date, String> {
    // `Date` also reads times and other ISO forms; the flag promises one.
    let day = (text.len() == 10).then(|| text.parse::<Date>().ok()).flatten();
    day.ok_or_else(|| "expected a day such as 2020-01-13".to_owned())
}
