//! What can be wrong with a knowledge file, and where.

use std::fmt;

/// A place in a knowledge file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Path relative to the knowledge folder.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Length of the offending text in characters, at least 1.
    pub length: u32,
    /// The whole line.
    pub source: String,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// Why the knowledge could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum KnowledgeError {
    /// A file or folder could not be read.
    #[error("cannot read {path}: {source}")]
    Unreadable {
        /// The path tried.
        path: String,
        /// The system's reason.
        source: std::io::Error,
    },
    /// A file that the program needs is not in the folder.
    #[error("knowledge file {file} is missing; copy the folder `knowledge/` of the program's source and edit that")]
    Missing {
        /// Path relative to the knowledge folder.
        file: &'static str,
    },
    /// A mistake in a file.
    #[error("{at}: {message}{}{}", expected.as_ref().map(|e| format!("; expected {e}")).unwrap_or_default(), nearest.as_ref().map(|n| format!("; did you mean `{n}`?")).unwrap_or_default())]
    Mistake {
        /// Where.
        at: Box<Position>,
        /// What is wrong.
        message: String,
        /// What would be right.
        expected: Option<String>,
        /// The nearest valid name.
        nearest: Option<String>,
    },
}

impl KnowledgeError {
    /// A mistake at byte `offset` of `text`, `length` bytes long.
    pub fn mistake(file: &str, text: &str, offset: usize, length: usize, message: impl Into<String>) -> Self {
        let offset = (0..=offset.min(text.len())).rev().find(|&o| text.is_char_boundary(o)).unwrap_or(0);
        let start = text[..offset].rfind('\n').map_or(0, |i| i + 1);
        let source = text[start..].lines().next().unwrap_or("").to_owned();
        let end = (offset + length).min(start + source.len());
        let at = Position {
            file: file.to_owned(),
            line: text[..start].matches('\n').count() as u32 + 1,
            column: text[start..offset].chars().count() as u32 + 1,
            length: text.get(offset..end).map_or(1, |t| t.chars().count().max(1) as u32),
            source,
        };
        Self::Mistake { at: Box::new(at), message: message.into(), expected: None, nearest: None }
    }

    /// Adds what would have been right.
    pub fn expecting(mut self, what: impl Into<String>) -> Self {
        if let Self::Mistake { expected, .. } = &mut self {
            *expected = Some(what.into());
        }
        self
    }

    /// Adds the valid name nearest to what was written.
    pub fn nearest_of<'n>(mut self, written: &str, names: impl IntoIterator<Item = &'n str>) -> Self {
        if let Self::Mistake { nearest, .. } = &mut self {
            *nearest = names
                .into_iter()
                .map(|n| (strsim::damerau_levenshtein(&written.to_lowercase(), &n.to_lowercase()), n))
                .filter(|(d, n)| *d <= 2.max(n.len() / 3))
                .min()
                .map(|(_, n)| n.to_owned());
        }
        self
    }
}
