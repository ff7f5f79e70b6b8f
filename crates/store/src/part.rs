//! A part of the picture is redrawn: which documents that takes, and how what came of it is kept.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Row as Columns, params};
use rustc_hash::FxHashMap;
use serde_json::Value;
use truceline_conflict::{Contacts, Report};

use crate::{
    Fact, Kind, Store, StoreError, What,
    pack::{unpack_claims, unpack_sketch, unpack_text},
    read::{LAST_DAY, VISIBLE, day},
    rows::{Row, contact_rows, put},
};

/// How the kept picture differs from the documents that are seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Documents that are seen and not in the picture, by their places in the order of arrival.
    pub come: Vec<i64>,
    /// Documents that are in the picture and not seen.
    pub gone: Vec<i64>,
    /// How many the picture is drawn from.
    pub drawn: usize,
}

/// What becomes of the kept picture.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Facts that are no more.
    pub gone: Vec<(What, String)>,
    /// Facts that are new or other than before.
    pub facts: Vec<Fact>,
    /// Ids of actors of whom to count anew what they take part in.
    pub actors: BTreeSet<String>,
    /// Conflicts to be drawn anew from their facts, each as the part shows it, where it does.
    pub conflicts: BTreeMap<String, Option<Value>>,
    /// Documents that it is no longer drawn from.
    pub undrawn: Vec<i64>,
    /// Documents that it is drawn from besides, with the days that they speak of.
    pub drawn: Vec<(i64, Contacts)>,
    /// Near-copies that are others now: a document, and the earliest of its group where it is of one.
    pub copies: Vec<(i64, Option<i64>)>,
}

/// A fact as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// All that there is to say of it.
    pub value: Value,
    /// The documents that tell it.
    pub documents: Vec<i64>,
}

impl Store {
    /// What came and went since the picture was drawn, for the documents that are seen at the end of `as_of`.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn changes(&self, as_of: Option<Date>) -> Result<Changes, StoreError> {
        let day = as_of.map_or(LAST_DAY.to_owned(), |d| d.to_string());
        let list = |sql: String| {
            let mut statement = self.connection.prepare(&sql)?;
            statement.query_map(&[(":day", &day)], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()
        };
        let read = || {
            let come = list(format!(
                "SELECT d.seq FROM documents d WHERE NOT EXISTS (SELECT 1 FROM drawn w WHERE w.document = d.seq) AND {VISIBLE}"
            ))?;
            let gone = list(format!("SELECT d.seq FROM drawn w JOIN documents d ON d.seq = w.document WHERE NOT ({VISIBLE})"))?;
            let drawn: i64 = self.connection.query_row("SELECT count(*) FROM drawn", [], |row| row.get(0))?;
            Ok(Changes { come, gone, drawn: usize::try_from(drawn).unwrap_or(0) })
        };
        read().map_err(|e| self.failed(e))
    }

    /// The documents that are seen at the end of `as_of`, by their places in the order of arrival.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn seen(&self, as_of: Option<Date>) -> Result<Vec<i64>, StoreError> {
        let day = as_of.map_or(LAST_DAY.to_owned(), |d| d.to_string());
        let sql = format!("SELECT d.seq FROM documents d WHERE {VISIBLE} ORDER BY d.seq");
        self.numbers(&sql, &[&day])
    }

    /// What documents say, read on all processors.
    ///
    /// # Errors
    /// What SQLite reports, damage among it.
    pub fn reports(&self, documents: &[i64]) -> Result<Vec<(i64, Report)>, StoreError> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let mut out = Vec::with_capacity(documents.len());
        for part in documents.chunks(8192) {
            let packed = part.iter().map(|seq| self.packed(*seq)).collect::<rusqlite::Result<Vec<Packed>>>().map_err(|e| self.failed(e))?;
            let size = packed.len().div_ceil(threads).max(1);
            let read = std::thread::scope(|scope| {
                let workers: Vec<_> =
                    packed.chunks(size).map(|chunk| scope.spawn(move || chunk.iter().map(report).collect::<Result<Vec<_>, _>>())).collect();
                workers.into_iter().map(|worker| worker.join()).collect::<Vec<_>>()
            });
            for reports in read {
                let reports = reports.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                out.extend(reports.map_err(|(id, e)| StoreError::unpacked(&self.path, &id, &e))?);
            }
        }
        Ok(out)
    }

    fn packed(&self, seq: i64) -> rusqlite::Result<Packed> {
        let sql = "SELECT d.id, d.known_from, d.source, d.url, d.title, d.sketch, t.packed, c.packed FROM documents d
                   JOIN texts t ON t.document = d.seq JOIN claims c ON c.document = d.seq WHERE d.seq = ?";
        let read = |row: &Columns<'_>| {
            let known = day(row.get(1)?).unwrap_or(Date::MIN);
            let (id, source, url, title) = (row.get(0)?, row.get(2)?, row.get(3)?, row.get(4)?);
            Ok(Packed { seq, id, known, source, url, title, sketch: row.get(5)?, text: row.get(6)?, claims: row.get(7)? })
        };
        self.connection.prepare_cached(sql)?.query_row([seq], read)
    }

    /// Documents of the picture whose claims are of these days and months.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn in_contact(&self, contacts: &Contacts) -> Result<BTreeSet<i64>, StoreError> {
        let read = || {
            let mut found = BTreeSet::new();
            let mut statement = self.connection.prepare_cached(
                "SELECT c.document FROM contacts c JOIN drawn w ON w.document = c.document WHERE c.kind = ? AND c.at = ?",
            )?;
            for (kind, at) in contact_rows(contacts) {
                for document in statement.query_map(params![kind, at], |row| row.get(0))? {
                    found.insert(document?);
                }
            }
            Ok(found)
        };
        read().map_err(|e| self.failed(e))
    }

    /// Documents that tell facts of a block of standing facts.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn telling_block(&self, block: &str) -> Result<Vec<i64>, StoreError> {
        let sql = format!(
            "SELECT DISTINCT e.document FROM names n JOIN fact_names x ON x.name = n.seq JOIN evidence e ON e.fact = x.fact
             WHERE n.kind = {} AND n.name = ?",
            Kind::Block as i64
        );
        self.numbers(&sql, &[&block])
    }

    /// A fact as it is kept.
    ///
    /// # Errors
    /// What SQLite reports, damage among it.
    pub fn kept(&self, what: What, id: &str) -> Result<Option<Kept>, StoreError> {
        let read = || {
            let sql = "SELECT seq, packed FROM facts WHERE what = ? AND id = ?";
            let mut statement = self.connection.prepare_cached(sql)?;
            let found = statement.query_row([what.name(), id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            let Some((seq, packed)) = found else { return Ok(None) };
            Ok(Some((telling(&self.connection, seq)?, packed)))
        };
        let found: Option<(Vec<i64>, Vec<u8>)> = read().map_err(|e| self.failed(e))?;
        let Some((documents, packed)) = found else { return Ok(None) };
        Ok(Some(Kept { value: self.packed_value(packed)?, documents }))
    }

    /// A fact as it is kept, without the documents that tell it.
    ///
    /// # Errors
    /// What SQLite reports, damage among it.
    pub fn fact(&self, what: What, id: &str) -> Result<Option<Value>, StoreError> {
        let sql = "SELECT packed FROM facts WHERE what = ? AND id = ?";
        Ok(self.values(sql, &[what.name().to_owned(), id.to_owned()])?.pop())
    }

    /// Hands the signature of each document of the picture to `each`.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn sketches(&self, mut each: impl FnMut(i64, &[u32])) -> Result<(), StoreError> {
        let mut read = || {
            let mut statement = self.connection.prepare("SELECT d.seq, d.sketch FROM documents d JOIN drawn w ON w.document = d.seq")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                each(row.get(0)?, &unpack_sketch(row.get_ref(1)?.as_blob().unwrap_or_default()));
            }
            Ok(())
        };
        read().map_err(|e| self.failed(e))
    }

    /// The near-copies of a document of the picture, itself among them, and the earliest of them.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn copies_of(&self, document: i64) -> Result<Option<(i64, Vec<i64>)>, StoreError> {
        let sql = "SELECT earliest FROM copies WHERE document = ?1 UNION SELECT earliest FROM copies WHERE earliest = ?1";
        let Some(&earliest) = self.numbers(sql, &[&document])?.first() else { return Ok(None) };
        let mut group = self.numbers("SELECT document FROM copies WHERE earliest = ?", &[&earliest])?;
        group.push(earliest);
        Ok(Some((earliest, group)))
    }

    /// Countries where there is fighting that no known conflict covers, as the picture was drawn.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn grounds(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.meta("grounds")?.unwrap_or_default().lines().map(str::to_owned).collect())
    }

    pub(crate) fn numbers(&self, sql: &str, values: &[&dyn rusqlite::ToSql]) -> Result<Vec<i64>, StoreError> {
        let read = || self.connection.prepare_cached(sql)?.query_map(values, |row| row.get(0))?.collect::<rusqlite::Result<_>>();
        read().map_err(|e| self.failed(e))
    }
}

/// A document as it stands in the file.
struct Packed {
    seq: i64,
    id: String,
    known: Date,
    source: Option<String>,
    url: Option<String>,
    title: Option<String>,
    sketch: Vec<u8>,
    text: Vec<u8>,
    claims: Vec<u8>,
}

fn report(packed: &Packed) -> Result<(i64, Report), (String, std::io::Error)> {
    let Packed { seq, id, known, source, url, title, sketch, text, claims } = packed;
    let claims = unpack_text(text).and_then(|text| unpack_claims(claims, &text)).map_err(|e| (id.clone(), e))?;
    let (source, url, title) = (source.clone(), url.clone(), title.clone());
    Ok((*seq, Report { id: id.clone(), known: *known, source, url, title, sketch: unpack_sketch(sketch), claims }))
}

/// The documents that tell a fact.
pub(crate) fn telling(connection: &Connection, fact: i64) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare_cached("SELECT document FROM evidence WHERE fact = ?")?;
    statement.query_map([fact], |row| row.get(0))?.collect()
}

/// The place of a fact in its table.
pub(crate) fn sequence(connection: &Connection, what: What, id: &str) -> rusqlite::Result<Option<i64>> {
    connection.prepare_cached("SELECT seq FROM facts WHERE what = ? AND id = ?")?.query_row([what.name(), id], |row| row.get(0)).optional()
}

/// Writes a fact in place of the one with its id.
pub(crate) fn keep(connection: &Connection, fact: &Fact) -> rusqlite::Result<()> {
    let mut find = connection
        .prepare_cached("SELECT d.seq FROM documents d JOIN drawn w ON w.document = d.seq WHERE d.id = ? ORDER BY d.seq DESC LIMIT 1")?;
    let mut seqs: FxHashMap<String, i64> = FxHashMap::default();
    for id in crate::rows::documents(&fact.value) {
        if !seqs.contains_key(id)
            && let Some(seq) = find.query_row([id], |row| row.get(0)).optional()?
        {
            seqs.insert(id.to_owned(), seq);
        }
    }
    put(connection, fact, &Row::of(fact, &seqs), &seqs, sequence(connection, fact.what, &fact.id)?)
}
