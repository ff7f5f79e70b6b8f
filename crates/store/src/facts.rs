//! The drawn picture: facts as they are asked for.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use rustc_hash::FxHashMap;
use serde_json::Value;
use truceline_conflict::Contacts;

use crate::{
    Digest, Store, StoreError, What,
    pack::{pack, unpack},
    shares,
    tags::{Kind, Tags, fold},
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
    /// What else it is found by when a part of the picture is redrawn.
    pub also: Vec<(Kind, String)>,
}

impl Fact {
    /// [`Fact::also`] as it stands in the file.
    fn also(&self) -> String {
        self.also.iter().map(|(kind, name)| format!("{} {name}\n", *kind as i64)).collect()
    }
}

/// A picture drawn from the reports that are seen on a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// All facts, in any order.
    pub facts: Vec<Fact>,
    /// Ids of documents that are near-copies, and of the earliest of their group.
    pub copies: Vec<(String, String)>,
    /// The documents that it is drawn from, with the days that they speak of.
    pub contacts: Vec<(String, Contacts)>,
    /// Countries where there is fighting that no known conflict covers.
    pub grounds: Vec<String>,
    /// Names of countries with their ISO 3166-1 alpha-3 codes; of two with one name the first counts.
    pub countries: Vec<(String, String)>,
}

/// The tables of facts, for a picture that is not kept.
fn aside() -> String {
    let schema = include_str!("schema/3.sql");
    let tables = &schema[schema.find("CREATE").unwrap_or_default()..];
    tables.replace("CREATE TABLE", "CREATE TEMP TABLE IF NOT EXISTS").replace("INDEX ", "INDEX IF NOT EXISTS temp.")
}

impl Store {
    /// Whether the facts hold all that the store was given, drawn by this version of the program with whatever knowledge.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn is_drawn(&self, program: &str) -> Result<bool, StoreError> {
        let given = self.meta("generation")?;
        let by = self.meta("drawn_by")?.unwrap_or_default();
        Ok(given.is_none() || given == self.meta("drawn")? && by.split(' ').next() == Some(program))
    }

    /// Whether the facts were drawn by these versions of program and knowledge, of whatever reports.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn is_of(&self, drawer: &str) -> Result<bool, StoreError> {
        Ok(self.meta("drawn_by")?.as_deref() == Some(drawer))
    }

    /// A count that grows with all that the store is given; for [`Store::draw`].
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn generation(&self) -> Result<Option<String>, StoreError> {
        self.meta("generation")
    }

    pub(crate) fn meta(&self, key: &str) -> Result<Option<String>, StoreError> {
        let read = self.connection.query_row("SELECT CAST(value AS TEXT) FROM meta WHERE key = ?", [key], |row| row.get(0));
        read.optional().map_err(|e| self.failed(e))
    }

    /// Puts a newly drawn picture in the place of the one before. `generation` is that of the reports it was drawn from, read
    /// before they were; `drawer` the version of the program, a blank, and that of the knowledge. Facts that did not change are not written.
    ///
    /// # Errors
    /// What SQLite reports; the picture before then stays.
    pub fn draw(&mut self, facts: &Facts, generation: Option<&str>, drawer: &str) -> Result<(), StoreError> {
        let seqs = self.sequence(None)?;
        let Self { connection, path } = self;
        let mut draw = || {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            replace(&transaction, facts, &seqs)?;
            note(&transaction, "grounds", &facts.grounds.join("\n"))?;
            note(&transaction, "drawn", generation.unwrap_or_default())?;
            note(&transaction, "drawn_by", drawer)?;
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
            connection.execute_batch(&aside())?;
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

/// Writes down something about the store.
pub(crate) fn note(transaction: &Connection, key: &str, value: &str) -> rusqlite::Result<()> {
    let sql = "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    transaction.prepare_cached(sql)?.execute([key, value])?;
    Ok(())
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
        let row = Row::of(fact, seqs);
        match standing.remove(&(fact.what.name().to_owned(), fact.id.clone())) {
            Some((_, before)) if before == row.digest => continue,
            before => put(transaction, fact, &row, seqs, before.map(|(seq, _)| seq))?,
        }
    }
    for (seq, _) in standing.into_values() {
        remove(transaction, seq)?;
    }
    transaction.execute_batch("DELETE FROM copies; DELETE FROM drawn; DELETE FROM contacts; DELETE FROM countries;")?;
    let mut name = transaction.prepare("INSERT OR IGNORE INTO countries VALUES (?, ?)")?;
    for (country, iso3) in &drawn.countries {
        name.execute([fold(country).trim(), iso3.as_str()])?;
    }
    for (document, earliest) in &drawn.copies {
        if let (Some(seq), Some(earliest)) = (seqs.get(document), seqs.get(earliest)) {
            transaction.prepare_cached("INSERT OR REPLACE INTO copies VALUES (?, ?)")?.execute([seq, earliest])?;
        }
    }
    // In order of days, as the table lies: several times faster than report by report.
    let mut all: Vec<(i64, i64, i64)> = Vec::new();
    for (document, contacts) in &drawn.contacts {
        let Some(&seq) = seqs.get(document) else { continue };
        transaction.prepare_cached("INSERT INTO drawn VALUES (?)")?.execute([seq])?;
        all.extend(contact_rows(contacts).map(|(kind, at)| (kind, at, seq)));
    }
    all.sort_unstable();
    let mut contact = transaction.prepare_cached("INSERT INTO contacts VALUES (?, ?, ?)")?;
    for row in all {
        contact.execute(row)?;
    }
    drop(contact);
    // As after a part was redrawn, so that both are the same to the byte.
    for fact in drawn.facts.iter().filter(|fact| fact.what == What::Conflicts) {
        shares::draw_conflict(transaction, &fact.id, Some(&fact.value))?;
    }
    Ok(())
}

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
            "INSERT INTO facts (what, id, sort, first, last, kinds, status, conflict, digest, also, packed)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
    let (before, after) = (standing_tags(connection, seq)?, Tags::of(fact.what, &fact.id, &fact.value, &row.also));
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
            "UPDATE facts SET sort = ?, first = ?, last = ?, kinds = ?, status = ?, conflict = ?, digest = ?, also = ?, packed = ?
             WHERE seq = ?",
        )?
        .execute(params![after.sort, first, last, after.kinds, after.status, after.conflict, row.digest, row.also, pack(&row.json), seq])?;
    Ok(())
}

fn link<'n>(connection: &Connection, fact: i64, names: impl Iterator<Item = &'n (Kind, String)>) -> rusqlite::Result<()> {
    let mut find = connection.prepare_cached("SELECT seq FROM names WHERE kind = ? AND name = ?")?;
    let mut name_it = connection.prepare_cached("INSERT INTO names (kind, name) VALUES (?, ?)")?;
    let mut link = connection.prepare_cached("INSERT OR IGNORE INTO fact_names VALUES (?, ?)")?;
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
    let mut tell = connection.prepare_cached("INSERT OR IGNORE INTO evidence VALUES (?, ?)")?;
    documents.iter().try_for_each(|document| tell.execute([*document, fact]).map(drop))
}

fn unlink(connection: &Connection, fact: i64, kind: Kind, name: &str) -> rusqlite::Result<()> {
    let sql = "DELETE FROM fact_names WHERE fact = ?1 AND name = (SELECT seq FROM names WHERE kind = ?2 AND name = ?3)";
    connection.prepare_cached(sql)?.execute(params![fact, kind as i64, name])?;
    Ok(())
}

/// By what a kept fact is found: by its own tags, which saves an index as large as the tables.
fn standing_tags(connection: &Connection, seq: i64) -> rusqlite::Result<Tags> {
    let mut read = connection.prepare_cached("SELECT what, id, also, packed FROM facts WHERE seq = ?")?;
    let read = read.query_row([seq], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)));
    let (what, id, also, packed): (String, String, String, Vec<u8>) = read?;
    let value = unpack(&packed).ok().and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or(Value::Null);
    Ok(Tags::of(What::of_name(&what).unwrap_or(What::Events), &id, &value, &also))
}

/// Removes a fact and what points at it.
pub(crate) fn remove(connection: &Connection, seq: i64) -> rusqlite::Result<()> {
    for (kind, name) in &standing_tags(connection, seq)?.names {
        unlink(connection, seq, *kind, name)?;
    }
    connection.prepare_cached("DELETE FROM evidence WHERE fact = ?")?.execute([seq])?;
    connection.prepare_cached("DELETE FROM facts WHERE seq = ?")?.execute([seq])?;
    Ok(())
}
