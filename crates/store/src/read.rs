//! Documents and what they say, as of a day.

use jiff::civil::Date;
use rusqlite::{OptionalExtension, Row, params};
use truceline_conflict::Report;

use crate::{
    Store, StoreError,
    pack::{unpack_claims, unpack_sketch, unpack_text},
};

/// A revision of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its place in the order of arrival, from 1.
    pub seq: i64,
    /// Its id.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// Outlet.
    pub source: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// The date given with it.
    pub published: Option<Date>,
    /// The date inferred where none was given.
    pub inferred: Option<Date>,
    /// Counted from 1.
    pub revision: u32,
    /// The first day on which it is seen.
    pub known_from: Date,
    /// The first day on which it is no longer seen: superseded or retracted.
    pub known_until: Option<Date>,
}

/// A day after all others.
pub(crate) const LAST_DAY: &str = "9999-12-31";

/// Columns of a [`Document`], of `documents d`.
pub(crate) const COLUMNS: &str = "d.seq, d.id, d.title, d.source, d.url, d.published, d.inferred,
  (SELECT count(*) FROM documents p WHERE p.id = d.id AND (p.known_from, p.seq) <= (d.known_from, d.seq)),
  d.known_from,
  (SELECT min(n.known_from) FROM documents n WHERE n.id = d.id AND (n.known_from, n.seq) > (d.known_from, d.seq)),
  (SELECT r.day FROM retractions r WHERE r.document = d.seq)";

/// Whether `documents d` is seen at the end of `:day`.
pub(crate) const VISIBLE: &str = "d.known_from <= :day
  AND NOT EXISTS (SELECT 1 FROM documents n
    WHERE n.id = d.id AND n.known_from <= :day AND (n.known_from, n.seq) > (d.known_from, d.seq))
  AND NOT EXISTS (SELECT 1 FROM retractions r WHERE r.document = d.seq AND r.day <= :day)";

impl Store {
    /// The documents seen at the end of `as_of` (the last state there is where `None`), by the day from which they are known
    /// and by id.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn documents(&self, as_of: Option<Date>) -> Result<Vec<Document>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM documents d WHERE {VISIBLE} ORDER BY d.known_from, d.id");
        let as_of = as_of.map_or(LAST_DAY.to_owned(), |d| d.to_string());
        let read = || self.connection.prepare(&sql)?.query_map(&[(":day", &as_of)], document)?.collect::<rusqlite::Result<_>>();
        read().map_err(|e| self.failed(e))
    }

    /// All revisions of a document, the first one first.
    ///
    /// # Errors
    /// No such document; what SQLite reports.
    pub fn revisions(&self, id: &str) -> Result<Vec<Document>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM documents d WHERE d.id = ? ORDER BY d.known_from, d.seq");
        let read = || self.connection.prepare(&sql)?.query_map([id], document)?.collect::<rusqlite::Result<Vec<_>>>();
        let found = read().map_err(|e| self.failed(e))?;
        if found.is_empty() { Err(self.no_document(id)) } else { Ok(found) }
    }

    /// What a revision says.
    ///
    /// # Errors
    /// What SQLite reports, damage among it.
    pub fn report(&self, document: &Document) -> Result<Report, StoreError> {
        let sql = "SELECT t.packed, c.packed, d.sketch FROM documents d
                   JOIN texts t ON t.document = d.seq JOIN claims c ON c.document = d.seq WHERE d.seq = ?";
        let read = || {
            let mut statement = self.connection.prepare_cached(sql)?;
            statement.query_row([document.seq], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, Vec<u8>>(2)?)))
        };
        let (text, claims, sketch) = read().map_err(|e| self.failed(e))?;
        let claims = unpack_text(&text).and_then(|text| unpack_claims(&claims, &text));
        Ok(Report {
            id: document.id.clone(),
            known: document.known_from,
            source: document.source.clone(),
            url: document.url.clone(),
            title: document.title.clone(),
            sketch: unpack_sketch(&sketch),
            claims: claims.map_err(|e| StoreError::unpacked(&self.path, &document.id, &e))?,
        })
    }

    /// The text of a revision.
    ///
    /// # Errors
    /// What SQLite reports, damage among it.
    pub fn text(&self, document: &Document) -> Result<String, StoreError> {
        let read =
            || self.connection.query_row("SELECT packed FROM texts WHERE document = ?", [document.seq], |row| row.get::<_, Vec<u8>>(0));
        let packed = read().map_err(|e| self.failed(e))?;
        unpack_text(&packed).map_err(|e| StoreError::unpacked(&self.path, &document.id, &e))
    }

    /// Program, model and knowledge that coded a revision.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn coded_by(&self, document: &Document) -> Result<crate::Versions, StoreError> {
        let sql = "SELECT program, model, knowledge FROM versions v JOIN documents d ON d.coded_by = v.seq WHERE d.seq = ?";
        let read = |row: &Row<'_>| Ok(crate::Versions { program: row.get(0)?, model: row.get(1)?, knowledge: row.get(2)? });
        self.connection.query_row(sql, [document.seq], read).map_err(|e| self.failed(e))
    }

    /// That there is no document of that id, with one whose id begins alike.
    pub(crate) fn no_document(&self, id: &str) -> StoreError {
        let start: String = id.chars().take(4).collect();
        let sql = "SELECT id FROM documents WHERE id >= ?1 AND substr(id, 1, length(?1)) = ?1 ORDER BY id LIMIT 1";
        let nearest = self.connection.query_row(sql, params![start], |row| row.get(0)).optional().ok().flatten();
        StoreError::NoDocument { id: id.to_owned(), nearest: nearest.filter(|_| !start.is_empty()) }
    }
}

/// A day as it stands in the file.
pub(crate) fn day(text: Option<String>) -> Option<Date> {
    text.and_then(|t| t.parse().ok())
}

/// A document from [`COLUMNS`].
pub(crate) fn document(row: &Row<'_>) -> rusqlite::Result<Document> {
    let (superseded, retracted) = (day(row.get(9)?), day(row.get(10)?));
    Ok(Document {
        seq: row.get(0)?,
        id: row.get(1)?,
        title: row.get(2)?,
        source: row.get(3)?,
        url: row.get(4)?,
        published: day(row.get(5)?),
        inferred: day(row.get(6)?),
        revision: row.get(7)?,
        known_from: day(row.get(8)?).unwrap_or(Date::MIN),
        known_until: superseded.into_iter().chain(retracted).min(),
    })
}
