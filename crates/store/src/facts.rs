//! The drawn picture: facts as they are asked for.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension};
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;
use truceline_conflict::Contacts;

use crate::{
    Store, StoreError, What,
    rows::{Row, contact_rows, put, remove},
    shares,
    tags::{Kind, fold},
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
    pub(crate) fn also(&self) -> String {
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

/// Tables of the picture.
const TABLES: [&str; 8] = ["facts", "names", "fact_names", "countries", "evidence", "copies", "drawn", "contacts"];

/// Makes the tables of the picture and their indices anew beside the kept ones, for a picture that is not kept.
fn aside(connection: &Connection) -> rusqlite::Result<()> {
    let mut statement =
        connection.prepare("SELECT sql FROM main.sqlite_schema WHERE tbl_name = ? AND type IN ('table', 'index') AND sql <> ''")?;
    for table in TABLES {
        connection.execute_batch(&format!("DROP VIEW IF EXISTS temp.{table}"))?;
        for sql in statement.query_map([table], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()? {
            let sql =
                sql.replace("CREATE TABLE", "CREATE TEMP TABLE IF NOT EXISTS").replace("CREATE INDEX ", "CREATE INDEX IF NOT EXISTS temp.");
            connection.execute_batch(&sql)?;
        }
    }
    Ok(())
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
    /// before they were; `drawer` the version of the program, a blank, and that of the knowledge. Facts that did not change are
    /// not written. Days from the first on that the reports since then concern are no longer shown, but for the last.
    ///
    /// # Errors
    /// What SQLite reports; the picture before then stays.
    pub fn draw(&mut self, facts: &Facts, generation: Option<&str>, drawer: &str) -> Result<(), StoreError> {
        let last = self.days(Date::MIN)?.last().copied().unwrap_or(Date::MIN);
        self.draw_whole(facts, last, generation, drawer)
    }

    /// As [`Store::draw`], the picture of the end of an earlier day: from there it is to be brought forward. Nothing is done
    /// where further reports came meanwhile.
    ///
    /// # Errors
    /// As [`Store::draw`].
    pub fn draw_until(&mut self, facts: &Facts, day: Date, generation: Option<&str>, drawer: &str) -> Result<(), StoreError> {
        match self.generation()?.as_deref() == generation {
            true => self.draw_whole(facts, day, None, drawer),
            false => Ok(()),
        }
    }

    fn draw_whole(&mut self, facts: &Facts, day: Date, generation: Option<&str>, drawer: &str) -> Result<(), StoreError> {
        self.begin_change()?;
        let mut draw = || {
            if !self.is_of(drawer)? {
                self.forget()?;
            }
            self.skip_to(day)?;
            self.draw_as_of(facts, day)
        };
        match draw() {
            Ok(()) => self.keep_change(generation, drawer),
            Err(error) => {
                self.drop_change();
                Err(error)
            }
        }
    }

    /// Puts the picture of the end of a day in the place of the one before, inside a change.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn draw_as_of(&mut self, facts: &Facts, day: Date) -> Result<(), StoreError> {
        let seqs = self.sequence(Some(day))?;
        self.turn_to(day)?;
        let draw = || {
            replace(&self.connection, facts, &seqs)?;
            note(&self.connection, "grounds", &facts.grounds.join("\n"))
        };
        draw().map_err(|e| self.failed(e))
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
            aside(connection)?;
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

fn replace(transaction: &Connection, drawn: &Facts, seqs: &FxHashMap<String, i64>) -> rusqlite::Result<()> {
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
    transaction.execute("DELETE FROM countries", [])?;
    let mut name = transaction.prepare("INSERT OR IGNORE INTO countries VALUES (?, ?)")?;
    for (country, iso3) in &drawn.countries {
        name.execute([fold(country).trim(), iso3.as_str()])?;
    }
    let copies = drawn.copies.iter().filter_map(|(document, earliest)| Some((*seqs.get(document)?, *seqs.get(earliest)?)));
    replace_copies(transaction, copies.collect())?;
    let documents = drawn.contacts.iter().filter_map(|(id, contacts)| Some((*seqs.get(id)?, contacts)));
    replace_documents(transaction, &documents.collect::<Vec<_>>())?;
    // As after a part was redrawn, so that both are the same to the byte.
    for fact in drawn.facts.iter().filter(|fact| fact.what == What::Conflicts) {
        shares::draw_conflict(transaction, &fact.id, Some(&fact.value))?;
    }
    Ok(())
}

/// What did not change stays as it is, and keeps the day since when it is.
fn replace_copies(transaction: &Connection, mut copies: FxHashMap<i64, i64>) -> rusqlite::Result<()> {
    let mut statement = transaction.prepare("SELECT document, earliest FROM copies")?;
    let standing = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<Vec<(i64, i64)>>>()?;
    for (document, earliest) in standing {
        if copies.get(&document) == Some(&earliest) {
            copies.remove(&document);
        } else {
            transaction.prepare_cached("DELETE FROM copies WHERE document = ?")?.execute([document])?;
        }
    }
    for row in copies {
        transaction.prepare_cached("INSERT INTO copies VALUES (?, ?, (SELECT day FROM clock))")?.execute(row)?;
    }
    Ok(())
}

/// The documents that the picture is drawn from, and by what they are found.
fn replace_documents(transaction: &Connection, documents: &[(i64, &Contacts)]) -> rusqlite::Result<()> {
    let shown: FxHashSet<i64> = documents.iter().map(|(seq, _)| *seq).collect();
    let mut statement = transaction.prepare("SELECT document FROM drawn")?;
    let standing = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    for document in standing.iter().filter(|document| !shown.contains(document)) {
        transaction.prepare_cached("DELETE FROM drawn WHERE document = ?")?.execute([document])?;
    }
    // In order of days, as the table lies: several times faster than report by report.
    let mut all: Vec<(i64, i64, i64)> = Vec::new();
    for (seq, contacts) in documents {
        transaction.prepare_cached("INSERT OR IGNORE INTO drawn VALUES (?, (SELECT day FROM clock))")?.execute([seq])?;
        all.extend(contact_rows(contacts).map(|(kind, at)| (kind, at, *seq)));
    }
    all.sort_unstable();
    transaction.execute("DELETE FROM contacts WHERE document IN (SELECT document FROM drawn)", [])?;
    let mut contact = transaction.prepare_cached("INSERT OR IGNORE INTO contacts VALUES (?, ?, ?)")?;
    all.into_iter().try_for_each(|row| contact.execute(row).map(drop))
}
