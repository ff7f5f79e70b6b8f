//! What can go wrong with a store, and what to do about it.

use std::{io, path::PathBuf};

use rusqlite::ErrorCode;

/// Why a store cannot be opened, read or written. Nothing of an unfinished batch is in the file after any of these.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no file.
    #[error("there is no store {}; `truceline ingest --db {} FILE` makes one", path.display(), path.display())]
    Missing {
        /// The path tried.
        path: PathBuf,
    },
    /// The file or its folder cannot be opened or made.
    #[error("cannot open the store {}: {reason}", path.display())]
    Unopened {
        /// The path tried.
        path: PathBuf,
        /// The system's reason.
        reason: String,
    },
    /// A file of some other kind.
    #[error("{} is no store of Truceline: {what}; it was not touched", path.display())]
    Foreign {
        /// The path tried.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// Made by a later version of the program.
    #[error("the store {} was made by a later version of Truceline (schema {found}, this version knows {known}); use that version", path.display())]
    Newer {
        /// The path tried.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The latest schema that this program knows.
        known: i64,
    },
    /// Made by an earlier version, and cannot be brought up to date because it cannot be written.
    #[error("the store {} was made by an earlier version of Truceline and must be brought up to date, but it cannot be written", path.display())]
    Older {
        /// The path tried.
        path: PathBuf,
    },
    /// The file is damaged.
    #[error("the store {} is damaged: {what}; nothing was written to it. Restore a copy, or save what can be read with `sqlite3 {} .recover`", path.display(), path.display())]
    Damaged {
        /// Which store.
        path: PathBuf,
        /// Where the damage shows.
        what: String,
    },
    /// The file cannot be written.
    #[error("the store {} is read-only", path.display())]
    ReadOnly {
        /// Which store.
        path: PathBuf,
    },
    /// The disk is full, or the file may not grow.
    #[error("the store {} cannot grow: {reason}. All reports acknowledged before are safe; make room and run the command again", path.display())]
    Full {
        /// Which store.
        path: PathBuf,
        /// The system's reason.
        reason: String,
    },
    /// Another process has it for too long.
    #[error("the store {} is being written by another process; try again when that has ended", path.display())]
    Busy {
        /// Which store.
        path: PathBuf,
    },
    /// Something else that SQLite reports.
    #[error("store {}: {source}", path.display())]
    Database {
        /// Which store.
        path: PathBuf,
        /// SQLite's reason.
        source: rusqlite::Error,
    },
    /// A document that is not in the store.
    #[error("there is no document {id:?} in the store{}", nearest.as_ref().map(|n| format!("; did you mean {n:?}?")).unwrap_or_default())]
    NoDocument {
        /// The id asked for.
        id: String,
        /// An id that begins alike.
        nearest: Option<String>,
    },
    /// A country that nothing is known of.
    #[error("no country is called {text:?}; give its name or its ISO code: Libya, LY, LBY")]
    Country {
        /// What was asked.
        text: String,
    },
    /// Words to search for that cannot be searched for.
    #[error("nothing to search for in {text:?}; give words, \"several words\", OR between them, or a beginning with *")]
    Words {
        /// What was asked.
        text: String,
    },
}

impl StoreError {
    /// What an error of SQLite means for the store at `path`.
    pub(crate) fn of(path: &std::path::Path, error: rusqlite::Error) -> Self {
        let path = path.to_owned();
        let reason = error.to_string();
        match &error {
            rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
                ErrorCode::DatabaseCorrupt => Self::Damaged { path, what: reason },
                ErrorCode::NotADatabase => Self::Foreign { path, what: "not an SQLite database" },
                ErrorCode::ReadOnly => Self::ReadOnly { path },
                ErrorCode::DiskFull => Self::Full { path, reason: "the disk is full".to_owned() },
                ErrorCode::SystemIoFailure if is_write(failure.extended_code) => Self::Full { path, reason },
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy { path },
                ErrorCode::CannotOpen => Self::Unopened { path, reason },
                _ => Self::Database { path, source: error },
            },
            _ => Self::Database { path, source: error },
        }
    }

    /// A packed column that does not unpack.
    pub(crate) fn unpacked(path: &std::path::Path, document: &str, error: &io::Error) -> Self {
        Self::Damaged { path: path.to_owned(), what: format!("the record of document {document:?} cannot be read: {error}") }
    }
}

/// Whether an extended code of input and output speaks of writing.
fn is_write(code: i32) -> bool {
    use rusqlite::ffi::{SQLITE_IOERR_FSYNC, SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE};
    [SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_SHMSIZE].contains(&code)
}
