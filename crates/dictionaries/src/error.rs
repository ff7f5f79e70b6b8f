//! Why dictionaries could not be read at all.

use std::io;

/// Why dictionaries could not be read or written. Mistakes in single entries are none of these: the entry is left out
/// and the mistake told ([`crate::Dictionaries::complaints`]).
#[derive(Debug, thiserror::Error)]
pub enum DictionaryError {
    /// A file or folder could not be read.
    #[error("cannot read {path}: {source}")]
    Unreadable {
        /// The path tried.
        path: String,
        /// The system's reason.
        source: io::Error,
    },
    /// A folder in which no file looks like a dictionary.
    #[error(
        "{path}: no dictionaries here; expected files named as TABARI's (*.actors, *.verbs, *.agents, *.options) or PETRARCH's \
         (*.actors.txt, *.verbs.txt, *.agents.txt, *.discards.txt, PETR_config.ini), or one written by `truceline knowledge import`"
    )]
    None {
        /// The path given.
        path: String,
    },
    /// A file that is named in a project or configuration file and is not there.
    #[error("{path}: names the file {file}, which is not beside it")]
    Missing {
        /// The project or configuration file.
        path: String,
        /// The file it names.
        file: String,
    },
    /// A file of another format version.
    #[error("{path}: dictionaries of format {found}; this program reads format 1, import them again")]
    Version {
        /// The path given.
        path: String,
        /// The version found.
        found: String,
    },
    /// Dictionaries that cannot be written.
    #[error("cannot write dictionaries: {0}")]
    Unwritable(#[from] io::Error),
}
