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

const INGEST_EXAMPLES: &str = "\
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

const QUERY_EXAMPLES: &str = "\
Examples:
  truceline query events --actor Haftar --from 2020-01-01
  truceline query control --place Sirte
  truceline query toll --conflict Libya --format json | jq '.[] | {low, high}'
  truceline query ceasefires --as-of 2020-01-13
  truceline query documents --text 'truce OR \"cease fire\"'

Names are found without regard to case and diacritics, also by some of their words. --as-of shows what was known at the end \
of a day, from the reports seen then.";

const BRIEF_EXAMPLES: &str = "\
Examples:
  truceline brief                         the conflicts that the store knows of
  truceline brief Libya
  truceline brief Libya --as-of 2020-01-13 --since 2020-01-06
  truceline brief Libya --out libya.html  a page that stands alone; print it for a PDF

Each statement has its sources: who reported it, when, and the sentence. --since leaves out what was over before that day.";

const SHOW_EXAMPLES: &str = "\
Examples:
  truceline show 3f2a91c4d0
  truceline show r1                       a document, with its revisions and what it says";

const RETRACT_EXAMPLES: &str = "\
Examples:
  truceline retract r1
  truceline retract r1 --on 2020-01-20

The document and what only it says is seen as of earlier days, and no longer from that day on.";

const DIFF_EXAMPLES: &str = "\
Examples:
  truceline diff --from 2020-01-12 --to 2020-01-13
  truceline diff --from 2020-01-12 --to 2020-01-13 --conflict Libya --format json";

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
  truceline knowledge test attack --corpus archive/ --near
  truceline knowledge test attack --words

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
    /// List the sentences in which an entry would have fired but for one of its lists of words, with the words that stood there
    #[arg(long, requires = "corpus")]
    pub near: bool,
    /// Also put each word that these patterns list in the place of the one in their examples, and list those that never fire there
    #[arg(long)]
    pub words: bool,
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

fn what_names() -> impl TypedValueParser<Value = String> {
    PossibleValuesParser::new(truceline_store::What::ALL.iter().map(|what| PossibleValue::new(what.name()).help(what.about())))
}

fn date(text: &str) -> Result<Date, String> {
    // `Date` also reads times and other ISO forms; the flag promises one.
    let day = (text.len() == 10).then(|| text.parse::<Date>().ok()).flatten();
    day.ok_or_else(|| "expected a day such as 2020-01-13".to_owned())
}
