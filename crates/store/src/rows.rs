//! How a fact stands in the tables: written, replaced, removed.

use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::FxHashMap;
use serde_json::Value;
use truceline_conflict::Contacts;

use crate::{
    Digest, Fact, Kind, What,
    pack::{pack, unpack},
    past,
    tags::Tags,
};

/// Kind and number of each day, month and block.
pub(crate) fn contact_rows(contacts: &Contacts) -> impl Iterator<Item = (i64, i64)> {
    let days = contacts.days.iter().map(|day| (0, i64::from(*day)));
    let months = contacts.months.iter().map(|month| (1, i64::from(*month)));
    // Half of the digest's bits: two blocks with one number would cost time only.
    let number = |block: &String| Digest::of(&[Some(block)]).0 as u64 as i64;
    days.chain(months).chain(contacts.blocks.iter().map(move |block| (2, number(block))))
}

/// A fact as it is written.
pub(crate) struct Row {
    json: Vec<u8>,
    also: String,
    pub digest: Vec<u8>,
}

impl Row {
    /// The digest is over all that is written, with the revisions that tell it: words are looked for in these.
    pub fn of(fact: &Fact, seqs: &FxHashMap<String, i64>) -> Self {
        let (json, also) = (serde_json::to_vec(&fact.value).unwrap_or_default(), fact.also());
        let told_by = documents(&fact.value).filter_map(|id| seqs.get(id)).flat_map(|seq| seq.to_le_bytes());
        let digest = Digest::of_bytes(json.iter().copied().chain(also.bytes()).chain(told_by)).bytes().to_vec();
        Self { json, also, digest }
    }
}

/// Ids of the documents that tell a fact.
pub(crate) fn documents(fact: &Value) -> impl Iterator<Item = &str> {
    fact["reports"].as_array().into_iter().flatten().filter_map(|report| report["document"].as_str())
}

pub(crate) fn insert(transaction: &Connection, fact: &Fact, row: &Row, seqs: &FxHashMap<String, i64>) -> rusqlite::Result<()> {
    let tags = Tags::of(fact.what, &fact.id, &fact.value, &row.also);
    let (first, last) = tags.days.unzip();
    transaction
        .prepare_cached(
            "INSERT INTO facts (what, id, sort, first, last, kinds, status, conflict, digest, also, packed, since)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT day FROM clock))",
        )?
        .execute(params![
            fact.what.name(),
            fact.id,
            tags.sort,
            first,
            last,
            tags.kinds,
            tags.status,
            tags.conflict,
            row.digest,
            row.also,
            pack(&row.json)
        ])?;
    let seq = transaction.last_insert_rowid();
    link(transaction, seq, tags.names.iter())?;
    let told: Vec<i64> = tags.documents.iter().filter_map(|id| seqs.get(id)).copied().collect();
    tell(transaction, seq, &told)
}

/// Writes a fact in the place `standing` of the one before it, or as a new one; what did not change stays.
pub(crate) fn put(
    connection: &Connection,
    fact: &Fact,
    row: &Row,
    seqs: &FxHashMap<String, i64>,
    standing: Option<i64>,
) -> rusqlite::Result<()> {
    let Some(seq) = standing else { return insert(connection, fact, row, seqs) };
    let standing = Standing::read(connection, seq)?;
    if standing.digest == row.digest {
        return Ok(());
    }
    past::keep(connection, seq, &standing, Some(&fact.value))?;
    let (before, after) = (standing.tags(), Tags::of(fact.what, &fact.id, &fact.value, &row.also));
    for (kind, name) in before.names.iter().filter(|name| after.names.binary_search(name).is_err()) {
        unlink(connection, seq, *kind, name)?;
    }
    let new = after.names.iter().filter(|name| before.names.binary_search(name).is_err());
    link(connection, seq, new)?;
    let told: Vec<i64> = after.documents.iter().filter_map(|id| seqs.get(id)).copied().collect();
    for document in crate::part::telling(connection, seq)?.into_iter().filter(|document| !told.contains(document)) {
        connection.prepare_cached("DELETE FROM evidence WHERE fact = ? AND document = ?")?.execute([seq, document])?;
    }
    tell(connection, seq, &told)?;
    let (first, last) = after.days.unzip();
    connection
        .prepare_cached(
            "UPDATE facts SET sort = ?, first = ?, last = ?, kinds = ?, status = ?, conflict = ?, digest = ?, also = ?, packed = ?,
               since = (SELECT day FROM clock) WHERE seq = ?",
        )?
        .execute(params![after.sort, first, last, after.kinds, after.status, after.conflict, row.digest, row.also, pack(&row.json), seq])?;
    Ok(())
}

fn link<'n>(connection: &Connection, fact: i64, names: impl Iterator<Item = &'n (Kind, String)>) -> rusqlite::Result<()> {
    let mut find = connection.prepare_cached("SELECT seq FROM names WHERE kind = ? AND name = ?")?;
    let mut name_it = connection.prepare_cached("INSERT INTO names (kind, name) VALUES (?, ?)")?;
    let mut link = connection.prepare_cached("INSERT OR IGNORE INTO fact_names VALUES (?, ?, (SELECT day FROM clock))")?;
    for (kind, name) in names {
        let known: Option<i64> = find.query_row(params![*kind as i64, name], |row| row.get(0)).optional()?;
        let name = match known {
            Some(name) => name,
            None => name_it.insert(params![*kind as i64, name])?,
        };
        link.execute([name, fact])?;
    }
    Ok(())
}

fn tell(connection: &Connection, fact: i64, documents: &[i64]) -> rusqlite::Result<()> {
    let mut tell = connection.prepare_cached("INSERT OR IGNORE INTO evidence VALUES (?, ?, (SELECT day FROM clock))")?;
    documents.iter().try_for_each(|document| tell.execute([*document, fact]).map(drop))
}

fn unlink(connection: &Connection, fact: i64, kind: Kind, name: &str) -> rusqlite::Result<()> {
    let sql = "DELETE FROM fact_names WHERE fact = ?1 AND name = (SELECT seq FROM names WHERE kind = ?2 AND name = ?3)";
    connection.prepare_cached(sql)?.execute(params![fact, kind as i64, name])?;
    Ok(())
}

/// A fact as it stands in the table.
pub(crate) struct Standing {
    what: What,
    id: String,
    also: String,
    digest: Vec<u8>,
    /// Since which day it is as it is.
    pub since: i64,
    /// As it stands there.
    pub packed: Vec<u8>,
    /// All that there is to say of it.
    pub value: Value,
}

impl Standing {
    pub(crate) fn read(connection: &Connection, seq: i64) -> rusqlite::Result<Self> {
        let mut read = connection.prepare_cached("SELECT what, id, also, digest, since, packed FROM facts WHERE seq = ?")?;
        read.query_row([seq], |row| {
            let (what, packed): (String, Vec<u8>) = (row.get(0)?, row.get(5)?);
            let value = unpack(&packed).ok().and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or(Value::Null);
            let what = What::of_name(&what).unwrap_or(What::Events);
            Ok(Self { what, id: row.get(1)?, also: row.get(2)?, digest: row.get(3)?, since: row.get(4)?, packed, value })
        })
    }

    /// By what it is found: by its own tags, which saves an index as large as the tables.
    pub(crate) fn tags(&self) -> Tags {
        Tags::of(self.what, &self.id, &self.value, &self.also)
    }
}

/// Removes a fact and what points at it.
pub(crate) fn remove(connection: &Connection, seq: i64) -> rusqlite::Result<()> {
    let standing = Standing::read(connection, seq)?;
    past::keep(connection, seq, &standing, None)?;
    for (kind, name) in &standing.tags().names {
        unlink(connection, seq, *kind, name)?;
    }
    connection.prepare_cached("DELETE FROM evidence WHERE fact = ?")?.execute([seq])?;
    connection.prepare_cached("DELETE FROM facts WHERE seq = ?")?.execute([seq])?;
    Ok(())
}
