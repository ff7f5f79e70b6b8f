//! The kept picture changes: from the end of one day to that of another, all of it or nothing.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};

use crate::{
    Change, Store, StoreError,
    back::{clear, roll_back},
    facts::note,
    part::{keep, sequence},
    past::{FOREVER, NEVER, number},
    read::day,
    rows::{contact_rows, remove},
    shares,
};

impl Store {
    /// Begins a change of the kept picture. It holds for questions to this store at once, and for others when it is kept.
    ///
    /// # Errors
    /// What SQLite reports, another process that writes among it.
    pub fn begin_change(&mut self) -> Result<(), StoreError> {
        self.connection.execute_batch("BEGIN IMMEDIATE").map_err(|e| self.failed(e))
    }

    /// Keeps a change that was begun. `generation` is that of the documents that it was drawn for, `drawer` as for
    /// [`Store::draw`].
    ///
    /// # Errors
    /// What SQLite reports; nothing is then changed.
    pub fn keep_change(&mut self, generation: Option<&str>, drawer: &str) -> Result<(), StoreError> {
        let keep = || {
            note(&self.connection, "drawn", generation.unwrap_or_default())?;
            note(&self.connection, "drawn_by", drawer)?;
            // What came while it was drawn is still to be shown.
            let sql = "DELETE FROM meta WHERE key = 'news' AND ?1 IS (SELECT CAST(value AS TEXT) FROM meta WHERE key = 'generation')";
            self.connection.execute(sql, [generation])?;
            self.connection.execute("UPDATE clock SET day = ?", [NEVER])?;
            self.connection.execute_batch("COMMIT")
        };
        let kept = keep().map_err(|e| self.failed(e));
        if kept.is_err() {
            self.drop_change();
        }
        kept
    }

    /// Takes back a change that was begun.
    pub fn drop_change(&mut self) {
        // Nothing is open where SQLite itself took it back.
        let _ = self.connection.execute_batch("ROLLBACK");
    }

    /// What is written from now on, inside a change, is the picture of the end of this day; what that replaces of an earlier
    /// day stays, to be looked back at. Days go forward only.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn turn_to(&mut self, day: Date) -> Result<(), StoreError> {
        let turn = || {
            self.connection.execute("UPDATE clock SET day = ?", [number(day)])?;
            note(&self.connection, "shown", &number(day).to_string())
        };
        turn().map_err(|e| self.failed(e))
    }

    /// The first day on which the picture is other than shown, for reports that came since it was drawn.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn news(&self) -> Result<Option<Date>, StoreError> {
        Ok(day(self.meta("news")?))
    }

    /// The first day on which something came to be known of which no picture is kept.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn first_gap(&self) -> Result<Option<Date>, StoreError> {
        let kept = |day: &Date| {
            let sql = "SELECT 1 FROM past WHERE first <= ?1 AND until > ?1";
            self.connection.prepare_cached(sql)?.exists([number(*day)])
        };
        for day in self.days(Date::MIN)? {
            if !kept(&day).map_err(|e| self.failed(e))? {
                return Ok(Some(day));
            }
        }
        Ok(None)
    }

    /// The days from this one on, in order, on which something came to be known or was taken back.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn days(&self, from: Date) -> Result<Vec<Date>, StoreError> {
        let sql = "SELECT known_from FROM documents WHERE known_from >= ?1 UNION SELECT day FROM retractions WHERE day >= ?1 ORDER BY 1";
        let from = if from == Date::MIN { String::new() } else { from.to_string() };
        let read = || self.connection.prepare(sql)?.query_map([from], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>();
        let days = read().map_err(|e| self.failed(e))?;
        Ok(days.into_iter().filter_map(|d| day(Some(d))).collect())
    }

    /// Whether no picture was drawn yet.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn is_new(&self) -> Result<bool, StoreError> {
        Ok(self.meta("drawn_by")?.is_none())
    }

    /// How many revisions the store has.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn revisions_kept(&self) -> Result<usize, StoreError> {
        let number = self.connection.query_row("SELECT count(*) FROM documents", [], |row| row.get::<_, u32>(0));
        number.map(|n| n as usize).map_err(|e| self.failed(e))
    }

    /// Brings the picture, inside a change, to what it was before a day, to be drawn forward from there. False where it is not
    /// known how it was.
    ///
    /// # Errors
    /// What SQLite reports, damage among it.
    pub fn turn_back(&mut self, before: Date) -> Result<bool, StoreError> {
        let first = self.days(Date::MIN)?.first().is_none_or(|day| *day >= before);
        let turn = || {
            let connection = &self.connection;
            let before = number(before);
            let sql = "SELECT first FROM past WHERE first < ?1 AND until >= ?1";
            let kept: Option<i64> = connection.query_row(sql, [before], |row| row.get(0)).optional()?;
            let shown: i64 = shown(connection)?;
            match kept {
                Some(_) if shown <= before => {}
                Some(_) => roll_back(connection, before)?,
                None if first => {
                    clear(connection)?;
                    connection.execute("INSERT INTO past VALUES (?, ?)", [NEVER, FOREVER])?;
                }
                None => return Ok(false),
            }
            connection.execute("UPDATE past SET until = ?2 WHERE first < ?1 AND until >= ?1", [before, FOREVER])?;
            connection.execute("DELETE FROM past WHERE first >= ?", [before])?;
            Ok(true)
        };
        turn().map_err(|e| self.failed(e))
    }

    /// Gives up the pictures of the days, inside a change, from the first that the news concern to this one: the picture that is
    /// drawn next is of its end. Later days are news.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn skip_to(&mut self, day: Date) -> Result<(), StoreError> {
        let next = self.days(day)?.into_iter().find(|later| *later > day);
        if number(day) < shown(&self.connection).map_err(|e| self.failed(e))? {
            self.forget()?;
        }
        let from = self.news()?.map_or(NEVER, number);
        let skip = || {
            self.connection.execute("UPDATE past SET until = ?1 WHERE until > ?1", [from])?;
            self.connection.execute("DELETE FROM past WHERE first >= until", [])?;
            self.connection.execute("INSERT OR REPLACE INTO past VALUES (?, ?)", [number(day), FOREVER])?;
            next.map_or(Ok(()), |next| note(&self.connection, "news", &next.to_string()))
        };
        skip().map_err(|e| self.failed(e))
    }

    /// Forgets how the picture was on past days, inside a change: what draws it has changed, or it is drawn of a day before.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn forget(&mut self) -> Result<(), StoreError> {
        let forget = || {
            for table in ["past", "old_facts", "old_names", "old_evidence", "old_copies", "old_drawn"] {
                self.connection.execute(&format!("DELETE FROM {table}"), [])?;
            }
            for table in ["facts", "fact_names", "evidence", "copies", "drawn"] {
                self.connection.execute(&format!("UPDATE {table} SET since = ?1 WHERE since > ?1"), [NEVER])?;
            }
            Ok(())
        };
        forget().map_err(|e| self.failed(e))
    }

    /// Writes what became of the picture, inside a change. False where fighting makes other countries' conflicts than before:
    /// events of any time may then belong to others, and the whole picture has to be drawn.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn change(&mut self, change: &Change) -> Result<bool, StoreError> {
        let grounds = self.grounds()?;
        write(&self.connection, change, &grounds).map_err(|e| self.failed(e))
    }
}

/// The day whose picture is the latest.
fn shown(connection: &Connection) -> rusqlite::Result<i64> {
    let sql = "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'shown'";
    Ok(connection.query_row(sql, [], |row| row.get(0)).optional()?.unwrap_or(NEVER))
}

fn write(connection: &Connection, change: &Change, grounds: &[String]) -> rusqlite::Result<bool> {
    for document in &change.undrawn {
        // Its contacts stay: on days before it is drawn from.
        for sql in ["DELETE FROM drawn WHERE document = ?", "DELETE FROM copies WHERE document = ?"] {
            connection.prepare_cached(sql)?.execute([document])?;
        }
    }
    for (document, contacts) in &change.drawn {
        connection.prepare_cached("INSERT OR IGNORE INTO drawn VALUES (?, (SELECT day FROM clock))")?.execute([document])?;
        for (kind, at) in contact_rows(contacts) {
            connection.prepare_cached("INSERT OR IGNORE INTO contacts VALUES (?, ?, ?)")?.execute(params![kind, at, document])?;
        }
    }
    for (document, earliest) in &change.copies {
        connection.prepare_cached("DELETE FROM copies WHERE document = ?1 AND earliest IS NOT ?2")?.execute(params![document, earliest])?;
        if let Some(earliest) = earliest {
            let sql = "INSERT OR IGNORE INTO copies VALUES (?, ?, (SELECT day FROM clock))";
            connection.prepare_cached(sql)?.execute([document, earliest])?;
        }
    }
    for (what, id) in &change.gone {
        if let Some(seq) = sequence(connection, *what, id)? {
            remove(connection, seq)?;
        }
    }
    for fact in &change.facts {
        keep(connection, fact)?;
    }
    for id in &change.actors {
        shares::count_actor(connection, id)?;
    }
    for (id, shown) in &change.conflicts {
        shares::draw_conflict(connection, id, shown.as_ref())?;
    }
    Ok(shares::grounds(connection)? == grounds)
}
