//! Kept reports that were coded by another version are coded anew: what they say changes, when they were known does not.

use jiff::civil::Date;
use rusqlite::{Row, params};
use truceline_conflict::Report;

use crate::{
    Batch, Store, StoreError, Versions,
    pack::{pack_claims, pack_sketch, unpack_text},
    read::day,
};

/// A kept revision as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Its place in the order of arrival.
    pub seq: i64,
    /// Its document's id.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// Outlet.
    pub source: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// The date given with it.
    pub published: Option<Date>,
    /// The first day on which it is seen.
    pub known_from: Date,
    /// Its text.
    pub text: String,
}

impl Store {
    /// All revisions that were coded by other versions than these, in the order of arrival.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn coded_otherwise(&self, versions: &Versions) -> Result<Vec<i64>, StoreError> {
        let Versions { program, model, knowledge } = versions;
        let read = || {
            let sql = "SELECT d.seq FROM documents d JOIN versions v ON v.seq = d.coded_by
                       WHERE (v.program, v.model, v.knowledge) <> (?, ?, ?) ORDER BY d.seq";
            let mut statement = self.connection.prepare(sql)?;
            statement.query_map([program, model, knowledge], |row| row.get(0))?.collect::<rusqlite::Result<_>>()
        };
        read().map_err(|e| self.failed(e))
    }

    /// A revision as it was given.
    ///
    /// # Errors
    /// What SQLite reports, damage among it.
    pub fn given(&self, seq: i64) -> Result<Given, StoreError> {
        let sql = "SELECT d.id, d.title, d.source, d.url, d.published, d.known_from, t.packed
                   FROM documents d JOIN texts t ON t.document = d.seq WHERE d.seq = ?";
        let read = |row: &Row<'_>| {
            let (published, known_from) = (day(row.get(4)?), day(row.get(5)?).unwrap_or(Date::MIN));
            let given = Given {
                seq,
                id: row.get(0)?,
                title: row.get(1)?,
                source: row.get(2)?,
                url: row.get(3)?,
                published,
                known_from,
                text: String::new(),
            };
            Ok((given, row.get::<_, Vec<u8>>(6)?))
        };
        let found = self.connection.prepare_cached(sql).and_then(|mut statement| statement.query_row([seq], read));
        let (given, packed) = found.map_err(|e| self.failed(e))?;
        let text = unpack_text(&packed).map_err(|e| StoreError::unpacked(&self.path, &given.id, &e))?;
        Ok(Given { text, ..given })
    }
}

impl Batch<'_> {
    /// Puts what a kept revision says, as it is read now, in the place of what was read of it before.
    ///
    /// # Errors
    /// What SQLite reports; the batch is then lost.
    pub fn recode(&mut self, seq: i64, report: &Report) -> Result<(), StoreError> {
        let write = || {
            let mut claims = self.transaction.prepare_cached("UPDATE claims SET packed = ? WHERE document = ?")?;
            claims.execute(params![pack_claims(report), seq])?;
            let mut document = self.transaction.prepare_cached("UPDATE documents SET coded_by = ?, sketch = ? WHERE seq = ?")?;
            document.execute(params![self.versions, pack_sketch(&report.sketch), seq]).map(drop)
        };
        write().map_err(|e| StoreError::of(self.path, e))?;
        (self.written, self.recoded) = (true, true);
        Ok(())
    }
}
