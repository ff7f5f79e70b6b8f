//! Arguments of the commands on knowledge files.

use std::path::PathBuf;

use clap::{Subcommand, ValueHint};

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
