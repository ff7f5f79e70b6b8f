//! Why nothing could be scored.

use truceline_syntax::conllu::ConlluError;
use truceline_text::ReadError;

/// Why a gold file could not be scored.
#[derive(Debug, thiserror::Error)]
pub enum ScoreError {
    /// The file or folder cannot be read.
    #[error("{path}: cannot be read: {source}")]
    Unreadable {
        /// File or folder.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// A line is not JSON.
    #[error("{path}:{line}: not JSON: {source}")]
    NotJson {
        /// The gold file.
        path: String,
        /// Counted from 1.
        line: usize,
        /// What is wrong.
        source: serde_json::Error,
    },
    /// A record lacks what its set needs.
    #[error("{path}:{line}: the record needs {what}")]
    Record {
        /// The gold file.
        path: String,
        /// Counted from 1.
        line: usize,
        /// The field and its form.
        what: &'static str,
    },
    /// An id that stands twice.
    #[error("{path}: the id {id:?} stands twice; scores need each record once")]
    DuplicateId {
        /// The gold file.
        path: String,
        /// The id.
        id: String,
    },
    /// A record's text is not one that the program reads.
    #[error(transparent)]
    Text(#[from] ReadError),
    /// The words of a treebank or entity file.
    #[error("{path}: {source}")]
    Words {
        /// The gold file.
        path: String,
        /// Where and what.
        source: ConlluError,
    },
    /// A set that was asked for is not in the folder.
    #[error("no set `{name}` in {folder}; there are: {known}")]
    UnknownSet {
        /// As asked for.
        name: String,
        /// Where it was looked for.
        folder: String,
        /// The sets there.
        known: String,
    },
}
