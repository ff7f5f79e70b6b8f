//! Past days: the picture as it was at the end of a day, from what was kept of it when it changed.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, functions::FunctionFlags, params};
use serde_json::Value;

use crate::{
    Store, StoreError, What,
    joined::joined,
    pack::{is_packed, pack, unpack},
    rows::Standing,
};

/// A day before all others; on the clock: what is replaced need not stay.
pub(crate) const NEVER: i64 = -5_000_000;
/// A day after all others.
pub(crate) const FOREVER: i64 = 9_999_999;

/// Days since 1970-01-01.
pub(crate) fn number(day: Date) -> i64 {
    Date::constant(1970, 1, 1).until(day).map_or(0, |span| i64::from(span.get_days()))
}

/// A fact of `old_facts o` with its reports: packed where they are kept with it, else JSON as it is.
pub(crate) const WHOLE: &str = "CASE WHEN reports IS NULL THEN packed ELSE with_reports(packed, reports,
  COALESCE((SELECT h.packed FROM main.old_facts h WHERE h.seq = o.holder), (SELECT f.packed FROM main.facts f WHERE f.seq = o.fact))) END";

/// What shows the tables of the picture as they were at the end of day `{day}`. Both halves of a view have columns of the same
/// affinity: only then does SQLite ask each half by its own index, merge them in order and stop at a limit.
const VIEWS: &str = "
CREATE TEMP VIEW facts AS
  SELECT seq, what, id, sort, first, last, kinds, status, conflict, packed FROM main.facts WHERE since <= {day}
  UNION ALL
  SELECT fact, what, id, sort, first, last, kinds, status, conflict,
    CAST({whole} AS BLOB)
  FROM main.old_facts o WHERE since <= {day} AND until > {day};
CREATE TEMP VIEW fact_names AS
  SELECT name, fact FROM main.fact_names WHERE since <= {day}
  UNION ALL SELECT name, fact FROM main.old_names WHERE since <= {day} AND until > {day};
CREATE TEMP VIEW evidence AS
  SELECT document, fact FROM main.evidence WHERE since <= {day}
  UNION ALL SELECT document, fact FROM main.old_evidence WHERE since <= {day} AND until > {day};
CREATE TEMP VIEW copies AS
  SELECT document, earliest FROM main.copies WHERE since <= {day}
  UNION ALL SELECT document, earliest FROM main.old_copies WHERE since <= {day} AND until > {day};
";

impl Store {
    /// Whether it is kept how the picture was at the end of a day.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn shows(&self, day: Date) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM past WHERE first <= ?1 AND until > ?1";
        self.connection.prepare_cached(sql).and_then(|mut s| s.exists([number(day)])).map_err(|e| self.failed(e))
    }

    /// Puts the picture of the end of a day, which must be kept, before that of now, for the questions of this connection.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn look_back(&mut self, day: Date) -> Result<(), StoreError> {
        let drop: String = ["facts", "fact_names", "evidence", "copies"].map(|view| format!("DROP VIEW IF EXISTS temp.{view};")).concat();
        let views = drop + &VIEWS.replace("{whole}", WHOLE).replace("{day}", &number(day).to_string());
        self.connection.execute_batch(&views).map_err(|e| self.failed(e))
    }

    /// The facts that may differ between the ends of two days, both kept, by lists and ids.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn changed_between(&self, from: Date, to: Date) -> Result<Vec<(What, String)>, StoreError> {
        let sql = "SELECT what, id FROM main.facts WHERE since > ?1 AND since <= ?2
                   UNION SELECT what, id FROM main.old_facts WHERE since > ?1 AND since <= ?2
                   UNION SELECT what, id FROM main.old_facts WHERE until > ?1 AND until <= ?2";
        let read = || {
            let mut statement = self.connection.prepare(sql)?;
            let rows = statement.query_map([number(from), number(to)], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        let keys = read().map_err(|e| self.failed(e))?;
        Ok(keys.into_iter().filter_map(|(what, id)| Some((What::of_name(&what)?, id))).collect())
    }
}

/// Keeps a fact as it was before it becomes `after`, or is removed. What it says without its reports is small; these are as a
/// rule the first ones of what it becomes, and a number then stands for them.
pub(crate) fn keep(connection: &Connection, fact: i64, before: &Standing, after: Option<&Value>) -> rusqlite::Result<()> {
    let day: i64 = connection.prepare_cached("SELECT day FROM clock")?.query_row([], |row| row.get(0))?;
    if day == NEVER {
        return Ok(());
    }
    let told = reports(&before.value);
    let extended = after.is_some_and(|after| reports(after).starts_with(told));
    if before.since == day {
        return if extended { Ok(()) } else { hold(connection, fact, &before.packed) };
    }
    let (number, packed) = if extended { (Some(told.len() as i64), headed(&before.value)) } else { (None, before.packed.clone()) };
    let sql = "INSERT INTO old_facts
                 (fact, since, until, what, id, sort, first, last, kinds, status, conflict, digest, also, reports, packed)
               SELECT seq, since, ?2, what, id, sort, first, last, kinds, status, conflict, digest, also, ?3, ?4 FROM facts WHERE seq = ?1";
    connection.prepare_cached(sql)?.execute(params![fact, day, number, packed])?;
    if extended { Ok(()) } else { held_by(connection, fact, connection.last_insert_rowid()) }
}

/// The last kept state of a fact takes over the reports that earlier ones have of it: what it is now loses them.
fn hold(connection: &Connection, fact: i64, holder: &[u8]) -> rusqlite::Result<()> {
    let sql =
        "SELECT seq, reports, packed FROM old_facts WHERE fact = ? AND reports IS NOT NULL AND holder IS NULL ORDER BY until DESC LIMIT 1";
    let last = connection.prepare_cached(sql)?.query_row([fact], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
    let Some((seq, number, packed)): Option<(i64, u32, Vec<u8>)> = last else { return Ok(()) };
    let whole = unpack(&packed).and_then(|head| joined(&head, number, &unpack(holder)?)).map_err(damaged)?;
    connection.prepare_cached("UPDATE old_facts SET reports = NULL, packed = ? WHERE seq = ?")?.execute(params![pack(&whole), seq])?;
    held_by(connection, fact, seq)
}

fn held_by(connection: &Connection, fact: i64, holder: i64) -> rusqlite::Result<()> {
    let sql = "UPDATE old_facts SET holder = ?2 WHERE fact = ?1 AND reports IS NOT NULL AND holder IS NULL";
    connection.prepare_cached(sql)?.execute([fact, holder]).map(drop)
}

fn reports(value: &Value) -> &[Value] {
    value["reports"].as_array().map_or(&[], Vec::as_slice)
}

/// A fact with nothing in the place of its reports, packed.
fn headed(value: &Value) -> Vec<u8> {
    let mut head = value.clone();
    if let Some(reports) = head.get_mut("reports") {
        *reports = Value::Null;
    }
    pack(&serde_json::to_vec(&head).unwrap_or_default())
}

fn damaged(error: std::io::Error) -> rusqlite::Error {
    rusqlite::Error::UserFunctionError(error.into())
}

/// Gives the views what they join facts and reports with, and what packs these again.
pub(crate) fn add_functions(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("with_reports", 3, flags, |arguments| {
        let (head, number, holder) = (arguments.get::<Vec<u8>>(0)?, arguments.get::<u32>(1)?, arguments.get::<Vec<u8>>(2)?);
        unpack(&head).and_then(|head| joined(&head, number, &unpack(&holder)?)).map_err(damaged)
    })?;
    connection.create_scalar_function("packed_again", 1, flags, |arguments| {
        let fact = arguments.get::<Vec<u8>>(0)?;
        Ok(if is_packed(&fact) { fact } else { pack(&fact) })
    })
}
