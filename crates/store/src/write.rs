//! Adding reports and taking them back.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, named_params, params};
use rustc_hash::FxHashSet;
use truceline_conflict::Report;

use crate::{
    Digest, Store, StoreError,
    facts::note,
    pack::{pack, pack_claims, pack_sketch},
};

/// Versions of what coded a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions {
    /// The program's.
    pub program: String,
    /// The model's.
    pub model: String,
    /// The knowledge's.
    pub knowledge: String,
}

/// A report to be kept.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// What it says. Its `known` is not used: the store finds the day.
    pub report: Report,
    /// Its text.
    pub text: String,
    /// The date given with it.
    pub published: Option<Date>,
    /// The date inferred where none is given.
    pub inferred: Option<Date>,
    /// Over all that was read of it.
    pub digest: Digest,
}

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    New,
    /// A report of that id was there with another content; this one supersedes it. Counted from 2.
    Revision(u32),
    /// The same report was there; nothing was written.
    Unchanged,
}

/// Reports that are kept together or not at all.
pub struct Batch<'s> {
    pub(crate) transaction: Transaction<'s>,
    pub(crate) path: &'s std::path::Path,
    pub(crate) versions: i64,
    day: Date,
    pub(crate) written: bool,
    /// What kept reports say has changed, so that no part of the picture can be told to be as before.
    pub(crate) recoded: bool,
    /// The first day on which the picture is other than before.
    news: Option<Date>,
}

impl Store {
    /// Digests of all reports kept, by which a report that was read before needs no coding.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn digests(&self) -> Result<FxHashSet<Digest>, StoreError> {
        let read = || {
            let mut statement = self.connection.prepare("SELECT digest FROM documents")?;
            let rows = statement.query_map([], |row| Ok(Digest(u128::from_be_bytes(row.get(0)?))))?;
            rows.collect::<rusqlite::Result<_>>()
        };
        read().map_err(|e| self.failed(e))
    }

    /// Begins a batch. `day` is the day of ingest: reports without a date, and changed ones, are known from it.
    ///
    /// # Errors
    /// What SQLite reports, another process that writes among it.
    pub fn begin(&mut self, versions: &Versions, day: Date) -> Result<Batch<'_>, StoreError> {
        let Self { connection, path } = self;
        let begun = begun(connection, versions).map_err(|e| StoreError::of(path, e))?;
        Ok(Batch { transaction: begun.0, path, versions: begun.1, day, written: false, recoded: false, news: None })
    }

    /// Ends a document's visibility from `day` on: of all its revisions that are there. False where it had ended by then.
    ///
    /// # Errors
    /// No such document; what SQLite reports.
    pub fn retract(&mut self, id: &str, day: Date) -> Result<bool, StoreError> {
        let path = &self.path;
        let mut retract = || {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let there: i64 = transaction.query_row("SELECT count(*) FROM documents WHERE id = ?", [id], |row| row.get(0))?;
            let changed = transaction.execute(
                "INSERT INTO retractions (document, day) SELECT seq, :day FROM documents WHERE id = :id
                 ON CONFLICT (document) DO UPDATE SET day = excluded.day WHERE excluded.day < day",
                named_params! {":id": id, ":day": day.to_string()},
            )?;
            if changed > 0 {
                grown(&transaction, Some(day))?;
            }
            transaction.commit()?;
            Ok((there, changed))
        };
        match retract().map_err(|e| StoreError::of(path, e))? {
            (0, _) => Err(self.no_document(id)),
            (_, changed) => Ok(changed > 0),
        }
    }
}

impl Batch<'_> {
    /// Adds a report.
    ///
    /// # Errors
    /// What SQLite reports; the batch is then lost.
    pub fn add(&mut self, incoming: &Incoming) -> Result<Added, StoreError> {
        let added = self.insert(incoming).map_err(|e| StoreError::of(self.path, e))?;
        self.written |= added != Added::Unchanged;
        Ok(added)
    }

    /// Keeps the batch. When this returns, all of it is on the disk.
    ///
    /// # Errors
    /// What SQLite reports; nothing of the batch is then kept.
    pub fn commit(self) -> Result<(), StoreError> {
        let commit = |transaction: Transaction<'_>| {
            if self.written {
                grown(&transaction, self.news)?;
            }
            if self.recoded {
                note(&transaction, "drawn_by", "")?;
            }
            transaction.commit()
        };
        commit(self.transaction).map_err(|e| StoreError::of(self.path, e))
    }

    fn insert(&mut self, incoming: &Incoming) -> rusqlite::Result<Added> {
        let Incoming { report, text, .. } = incoming;
        let digest = incoming.digest.bytes();
        let mut known = self.transaction.prepare_cached("SELECT 1 FROM documents WHERE digest = ?")?;
        if known.exists([digest])? {
            return Ok(Added::Unchanged);
        }
        let (earlier, latest) = self.earlier(&report.id)?;
        let known_from = known_from(incoming.published.or(incoming.inferred), latest, self.day);
        let mut insert = self.transaction.prepare_cached(
            "INSERT INTO documents (id, digest, title, source, url, published, inferred, known_from, coded_by, sketch)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        let day = |d: Option<Date>| d.map(|d| d.to_string());
        insert.execute(params![
            report.id,
            digest,
            report.title,
            report.source,
            report.url,
            day(incoming.published),
            day(incoming.inferred),
            known_from.to_string(),
            self.versions,
            pack_sketch(&report.sketch),
        ])?;
        self.news = Some(self.news.map_or(known_from, |day| day.min(known_from)));
        let seq = self.transaction.last_insert_rowid();
        let prepared = |sql| self.transaction.prepare_cached(sql);
        prepared("INSERT INTO texts VALUES (?, ?)")?.execute(params![seq, pack(text.as_bytes())])?;
        prepared("INSERT INTO claims VALUES (?, ?)")?.execute(params![seq, pack_claims(report)])?;
        prepared("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)")?.execute(params![seq, report.title, text])?;
        Ok(if earlier == 0 { Added::New } else { Added::Revision(earlier + 1) })
    }

    /// How many revisions of a document there are, and the day from which the last is known.
    fn earlier(&self, id: &str) -> rusqlite::Result<(u32, Option<Date>)> {
        let mut statement = self.transaction.prepare_cached("SELECT count(*), max(known_from) FROM documents WHERE id = ?")?;
        statement.query_row([id], |row| Ok((row.get(0)?, crate::read::day(row.get(1)?))))
    }
}

/// The day from which a report is known. `own` is its date, `latest` the day from which the revision before it is known, `day`
/// that of its arrival. A revision never precedes the one that it supersedes.
fn known_from(own: Option<Date>, latest: Option<Date>, day: Date) -> Date {
    match (own, latest) {
        (own, None) => own.unwrap_or(day),
        (Some(own), Some(latest)) if own > latest => own,
        (_, Some(latest)) => day.max(latest),
    }
}

/// Notes that there is something which the facts do not hold yet, and the first day on which it is to be seen.
fn grown(transaction: &Transaction<'_>, news: Option<Date>) -> rusqlite::Result<()> {
    transaction
        .execute("INSERT INTO meta VALUES ('generation', '1') ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1", [])?;
    let Some(day) = news else { return Ok(()) };
    let sql = "INSERT INTO meta VALUES ('news', ?) ON CONFLICT (key) DO UPDATE SET value = min(value, excluded.value)";
    transaction.execute(sql, [day.to_string()]).map(drop)
}

fn begun<'c>(connection: &'c mut Connection, versions: &Versions) -> rusqlite::Result<(Transaction<'c>, i64)> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let versions = version(&transaction, versions)?;
    Ok((transaction, versions))
}

fn version(transaction: &Transaction<'_>, versions: &Versions) -> rusqlite::Result<i64> {
    let Versions { program, model, knowledge } = versions;
    let values = params![program, model, knowledge];
    let find = "SELECT seq FROM versions WHERE program = ? AND model = ? AND knowledge = ?";
    if let Some(seq) = transaction.query_row(find, values, |row| row.get(0)).optional()? {
        return Ok(seq);
    }
    transaction.execute("INSERT INTO versions (program, model, knowledge) VALUES (?, ?, ?)", values)?;
    Ok(transaction.last_insert_rowid())
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::known_from;

    #[test]
    fn a_report_is_known_from_its_date_and_a_revision_from_its_arrival() {
        let (early, late, arrival): (Date, Date, Date) = (date(2020, 1, 10), date(2020, 1, 12), date(2020, 2, 1));
        assert_eq!(known_from(Some(early), None, arrival), early);
        assert_eq!(known_from(None, None, arrival), arrival);
        assert_eq!(known_from(Some(late), Some(early), arrival), late, "its own later date");
        assert_eq!(known_from(Some(early), Some(early), arrival), arrival, "corrected under the old date");
        assert_eq!(known_from(Some(early), Some(late), arrival), arrival, "an earlier date does not put it before what it supersedes");
        assert_eq!(known_from(None, Some(late), early), late, "nor does an early day of ingest");
    }
}
