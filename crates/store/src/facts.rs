//! The drawn picture: facts as they are asked for.

use jiff::civil::Date;
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use rustc_hash::FxHashMap;
use serde_json::Value;

use crate::{
    Digest, Store, StoreError, What,
    pack::{pack, unpack},
    tags::Tags,
};

/// A fact of the merged picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// In which list it stands; never [`What::Documents`].
    pub what: What,
    /// Its id, unique in its list.
    pub id: String,
    /// All that there is to say of it, with the names of the query contract.
    pub value: Value,
}

/// A picture drawn from the reports that are seen on a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// All facts, in any order.
    pub facts: Vec<Fact>,
    /// Ids of documents that are near-copies, and of the earliest of their group.
    pub copies: Vec<(String, String)>,
}

/// The tables of facts, for a picture that is not kept.
const ASIDE: &str = include_str!("schema/2.sql");

impl Store {
    /// Whether the facts hold all that the store was given, drawn by this version of the program.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn is_drawn(&self, program: &str) -> Result<bool, StoreError> {
        let given = self.meta("generation")?;
        Ok(given.is_none() || given == self.meta("drawn")? && self.meta("drawn_by")?.as_deref() == Some(program))
    }

    /// A count that grows with all that the store is given; for [`Store::draw`].
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn generation(&self) -> Result<Option<String>, StoreError> {
        self.meta("generation")
    }

    fn meta(&self, key: &str) -> Result<Option<String>, StoreError> {
        let read = self.connection.query_row("SELECT CAST(value AS TEXT) FROM meta WHERE key = ?", [key], |row| row.get(0));
        read.optional().map_err(|e| self.failed(e))
    }

    /// Puts a newly drawn picture in the place of the one before. `generation` is that of the reports it was drawn from, read
    /// before they were. Facts that did not change are not written.
    ///
    /// # Errors
    /// What SQLite reports; the picture before then stays.
    pub fn draw(&mut self, facts: &Facts, generation: Option<&str>, program: &str) -> Result<(), StoreError> {
        let seqs = self.sequence(None)?;
        let Self { connection, path } = self;
        let mut draw = || {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            replace(&transaction, facts, &seqs)?;
            let mut note = transaction.prepare("INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value")?;
            note.execute(["drawn", generation.unwrap_or_default()])?;
            note.execute(["drawn_by", program])?;
            drop(note);
            transaction.commit()
        };
        draw().map_err(|e| StoreError::of(path, e))
    }

    /// Puts a picture, as a rule that of a past day, before the one that is kept, for the questions of this connection. Nothing
    /// goes into the file. `as_of` is the day whose reports it was drawn from.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn set_aside(&mut self, facts: &Facts, as_of: Option<Date>) -> Result<(), StoreError> {
        let seqs = self.sequence(as_of)?;
        let Self { connection, path } = self;
        let mut draw = || {
            connection.execute_batch(
                &ASIDE.replace("CREATE TABLE", "CREATE TEMP TABLE IF NOT EXISTS").replace("INDEX ", "INDEX IF NOT EXISTS temp."),
            )?;
            let transaction = connection.transaction()?;
            replace(&transaction, facts, &seqs)?;
            transaction.commit()
        };
        draw().map_err(|e| StoreError::of(path, e))
    }

    /// Documents seen on a day by their ids.
    fn sequence(&self, as_of: Option<Date>) -> Result<FxHashMap<String, i64>, StoreError> {
        Ok(self.documents(as_of)?.into_iter().map(|d| (d.id, d.seq)).collect())
    }
}

/// What stands in a table of facts: seq and digest, by list and id.
type Standing = FxHashMap<(String, String), (i64, Vec<u8>)>;

fn replace(transaction: &Transaction<'_>, drawn: &Facts, seqs: &FxHashMap<String, i64>) -> rusqlite::Result<()> {
    let mut standing: Standing = {
        let mut statement = transaction.prepare("SELECT what, id, seq, digest FROM facts")?;
        let rows = statement.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), (row.get(2)?, row.get(3)?))))?;
        rows.collect::<rusqlite::Result<_>>()?
    };
    for fact in &drawn.facts {
        let json = serde_json::to_vec(&fact.value).unwrap_or_default();
        // With the revisions that tell it: words are looked for in these.
        let told_by = documents(&fact.value).filter_map(|id| seqs.get(id)).flat_map(|seq| seq.to_le_bytes());
        let digest = Digest::of_bytes(json.iter().copied().chain(told_by)).bytes();
        match standing.remove(&(fact.what.name().to_owned(), fact.id.clone())) {
            Some((_, before)) if before == digest => continue,
            Some((seq, _)) => remove(transaction, seq)?,
            None => {}
        }
        insert(transaction, fact, &json, digest, seqs)?;
    }
    for (seq, _) in standing.into_values() {
        remove(transaction, seq)?;
    }
    transaction.execute("DELETE FROM copies", [])?;
    let mut copy = transaction.prepare("INSERT OR REPLACE INTO copies VALUES (?, ?)")?;
    for (document, earliest) in &drawn.copies {
        if let Some(seq) = seqs.get(document) {
            copy.execute(params![seq, earliest])?;
        }
    }
    Ok(())
}

/// Ids of the documents that tell a fact.
fn documents(fact: &Value) -> impl Iterator<Item = &str> {
    fact["reports"].as_array().into_iter().flatten().filter_map(|report| report["document"].as_str())
}

fn insert(
    transaction: &Transaction<'_>,
    fact: &Fact,
    json: &[u8],
    digest: [u8; 16],
    seqs: &FxHashMap<String, i64>,
) -> rusqlite::Result<()> {
    let tags = Tags::of(fact.what, &fact.id, &fact.value);
    let (first, last) = tags.days.unzip();
    transaction
        .prepare_cached(
            "INSERT INTO facts (what, id, sort, first, last, kinds, status, conflict, digest, packed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![fact.what.name(), fact.id, tags.sort, first, last, tags.kinds, tags.status, tags.conflict, digest, pack(json)])?;
    let seq = transaction.last_insert_rowid();
    let mut find = transaction.prepare_cached("SELECT seq FROM names WHERE kind = ? AND name = ?")?;
    let mut name_it = transaction.prepare_cached("INSERT INTO names (kind, name) VALUES (?, ?)")?;
    let mut link = transaction.prepare_cached("INSERT OR IGNORE INTO fact_names VALUES (?, ?)")?;
    for (kind, name) in &tags.names {
        let known: Option<i64> = find.query_row(params![*kind as i64, name], |row| row.get(0)).optional()?;
        let name = match known {
            Some(name) => name,
            None => name_it.insert(params![*kind as i64, name])?,
        };
        link.execute([name, seq])?;
    }
    let mut tell = transaction.prepare_cached("INSERT OR IGNORE INTO evidence VALUES (?, ?)")?;
    for document in tags.documents.iter().filter_map(|id| seqs.get(id)) {
        tell.execute([*document, seq])?;
    }
    Ok(())
}

/// Removes a fact. What points at it is found by its own tags, which saves an index as large as the tables.
fn remove(transaction: &Transaction<'_>, seq: i64) -> rusqlite::Result<()> {
    let mut read = transaction.prepare_cached("SELECT what, id, packed FROM facts WHERE seq = ?")?;
    let (what, id, packed): (String, String, Vec<u8>) = read.query_row([seq], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let value = unpack(&packed).ok().and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or(Value::Null);
    let tags = Tags::of(What::of_name(&what).unwrap_or(What::Events), &id, &value);
    let mut unlink = transaction
        .prepare_cached("DELETE FROM fact_names WHERE fact = ?1 AND name = (SELECT seq FROM names WHERE kind = ?2 AND name = ?3)")?;
    for (kind, name) in &tags.names {
        unlink.execute(params![seq, *kind as i64, name])?;
    }
    // The document may have a revision since.
    let mut untell =
        transaction.prepare_cached("DELETE FROM evidence WHERE fact = ?1 AND document IN (SELECT seq FROM documents WHERE id = ?2)")?;
    for document in &tags.documents {
        untell.execute(params![seq, document])?;
    }
    transaction.prepare_cached("DELETE FROM facts WHERE seq = ?")?.execute([seq])?;
    Ok(())
}
