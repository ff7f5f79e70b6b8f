//! The tables, and how a file of an earlier version gets the later ones.

use std::path::Path;

use rusqlite::Connection;

use crate::StoreError;

/// Tells our files from other programs' SQLite files: `TRLN`.
const APPLICATION: i32 = 0x5452_4c4e;

/// What brings a file from each schema to the next; the first makes it out of nothing. Only ever added to.
const STEPS: [&str; 5] = [
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
    include_str!("schema/5.sql"),
];

/// The schema that this program writes.
pub const SCHEMA: i64 = STEPS.len() as i64;

/// What an opened file is.
pub(crate) enum Kind {
    /// Nothing is in it yet.
    Empty,
    /// A store with this schema, not later than ours.
    Store(i64),
}

/// Looks at a file without changing it.
///
/// # Errors
/// A file of another program or a later version, or a damaged one.
pub(crate) fn kind(connection: &Connection, path: &Path) -> Result<Kind, StoreError> {
    let failed = |e| StoreError::of(path, e);
    let number = |pragma: &str| connection.query_row(pragma, [], |row| row.get::<_, i64>(0)).map_err(failed);
    let tables = number("SELECT count(*) FROM sqlite_schema")?;
    let application = number("PRAGMA application_id")?;
    let found = number("PRAGMA user_version")?;
    match (application == i64::from(APPLICATION), tables) {
        (false, 0) => Ok(Kind::Empty),
        (false, _) => Err(StoreError::Foreign { path: path.to_owned(), what: "a database of another program" }),
        (true, _) if found > SCHEMA => Err(StoreError::Newer { path: path.to_owned(), found, known: SCHEMA }),
        (true, _) => Ok(Kind::Store(found)),
    }
}

/// Brings a file up to date, all steps or none.
///
/// # Errors
/// What SQLite reports.
pub(crate) fn migrate(connection: &mut Connection, from: i64) -> rusqlite::Result<()> {
    if from >= SCHEMA {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Another process may have been faster.
    let from: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    for step in STEPS.iter().skip(usize::try_from(from).unwrap_or(0)) {
        transaction.execute_batch(step)?;
    }
    transaction.execute_batch(&format!("PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {SCHEMA};"))?;
    transaction.commit()
}
