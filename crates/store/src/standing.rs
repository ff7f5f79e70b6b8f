//! What a brief needs of a conflict: the latest facts of each list, however many there are.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rusqlite::{OptionalExtension, params, params_from_iter};
use serde_json::Value;

use crate::{
    Store, StoreError, What,
    query::described,
    read::{COLUMNS, LAST_DAY, VISIBLE, day, document},
    shares::LISTS,
};

/// The latest facts of a conflict.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Latest {
    /// Facts by the names of their lists, in the order of `truceline query`.
    pub rows: BTreeMap<&'static str, Vec<Value>>,
    /// How many facts each list has of the conflict.
    pub totals: BTreeMap<&'static str, u64>,
}

/// How a conflict stands, for a line of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// State of its latest ceasefire.
    pub ceasefire: Option<String>,
    /// Last day of its latest event that occurred.
    pub last_event: Option<Date>,
    /// Reports that tell of it.
    pub documents: u64,
}

/// What facts of a conflict have in their field `conflict`.
pub fn conflict_key(conflict: &Value) -> &str {
    conflict["conflict"].as_str().or(conflict["id"].as_str()).unwrap_or_default()
}

impl Store {
    /// The facts of the conflict with this key, of each list at most `limit` of those that lasted longest; of events at most
    /// `events`.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn latest(&self, conflict: &str, limit: u32, events: u32) -> Result<Latest, StoreError> {
        let mut out = Latest::default();
        for what in What::ALL {
            if matches!(what, What::Documents) {
                continue;
            }
            let limit = if what == What::Events { events } else { limit };
            let rows = self.longest(conflict, what, limit).map_err(|e| self.failed(e))?;
            out.rows.insert(what.name(), rows.into_iter().map(|packed| self.packed_value(packed)).collect::<Result<_, _>>()?);
            let count = "SELECT count(*) FROM facts WHERE conflict = ?1 AND what = ?2";
            let total = self.number(count, &[conflict, what.name()]).map_err(|e| self.failed(e))?;
            out.totals.insert(what.name(), total);
        }
        Ok(out)
    }

    /// The facts of a list that lasted longest, packed, in the order of `truceline query`.
    fn longest(&self, conflict: &str, what: What, limit: u32) -> rusqlite::Result<Vec<Vec<u8>>> {
        let sql = format!(
            "SELECT f.sort, f.id, f.packed, f.last FROM facts f WHERE f.conflict = ?1 AND f.what = ?2 ORDER BY f.last DESC, f.id DESC LIMIT {limit}"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([conflict, what.name()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let mut rows = rows.collect::<rusqlite::Result<Vec<(String, String, Vec<u8>)>>>()?;
        rows.sort_unstable();
        Ok(rows.into_iter().map(|(_, _, packed)| packed).collect())
    }

    fn number(&self, sql: &str, values: &[&str]) -> rusqlite::Result<u64> {
        let number: i64 = self.connection.prepare_cached(sql)?.query_row(params_from_iter(values), |row| row.get(0))?;
        Ok(number.unsigned_abs())
    }

    /// How a conflict stands, of which this is the fact.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn standing(&self, conflict: &Value) -> Result<Standing, StoreError> {
        let key = conflict_key(conflict);
        let read = || {
            let truce = self.longest(key, What::Ceasefires, 1)?.pop();
            let last = "SELECT f.last FROM facts f WHERE f.conflict = ? AND f.what = 'events'
                          AND (instr(f.status, 'occurred') > 0 OR instr(f.status, 'ongoing') > 0) ORDER BY f.last DESC LIMIT 1";
            let last_event = self.connection.prepare_cached(last)?.query_row([key], |row| row.get(0)).optional()?.flatten();
            let documents = match conflict["documents"].as_u64() {
                Some(number) => number,
                // It was drawn before they were counted.
                None => {
                    let facts = format!("SELECT seq FROM facts WHERE conflict = ? AND what IN ({LISTS})");
                    self.number(&format!("SELECT count(DISTINCT document) FROM evidence WHERE fact IN ({facts})"), &[key])?
                }
            };
            Ok((truce, day(last_event), documents))
        };
        let (truce, last_event, documents) = read().map_err(|e| self.failed(e))?;
        let truce = truce.map(|packed| self.packed_value(packed)).transpose()?;
        let ceasefire = truce.and_then(|truce| truce["state"].as_str().map(str::to_owned));
        Ok(Standing { ceasefire, last_event, documents })
    }

    /// The documents with these ids that are seen at the end of `as_of` (now where `None`).
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn documents_with_ids<'i>(&self, ids: impl Iterator<Item = &'i str>, as_of: Option<Date>) -> Result<Vec<Value>, StoreError> {
        let sql = format!("SELECT {COLUMNS}, NULL FROM documents d WHERE d.id = ?2 AND {}", VISIBLE.replace(":day", "?1"));
        let as_of = as_of.map_or(LAST_DAY.to_owned(), |day| day.to_string());
        let read = || {
            let mut statement = self.connection.prepare(&sql)?;
            let mut out = Vec::new();
            for id in ids {
                let rows = statement.query_map(params![as_of, id], |row| Ok(described(&document(row)?, None)))?;
                for row in rows {
                    out.push(row?);
                }
            }
            Ok(out)
        };
        read().map_err(|e| self.failed(e))
    }
}
