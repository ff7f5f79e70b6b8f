//! What a brief needs of a conflict: the latest facts of each list, however many there are.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rusqlite::params;
use serde_json::Value;

use crate::{
    Store, StoreError, What,
    query::described,
    read::{COLUMNS, LAST_DAY, VISIBLE, day, document},
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
            let sql = format!(
                "SELECT f.packed, f.sort, f.id FROM facts f WHERE f.seq IN
                   (SELECT seq FROM (SELECT seq, last, id FROM facts WHERE conflict = ?1 AND what = ?2 ORDER BY last DESC, id DESC LIMIT {limit}))
                 ORDER BY f.sort, f.id"
            );
            out.rows.insert(what.name(), self.values(&sql, &[conflict.to_owned(), what.name().to_owned()])?);
            let count = "SELECT count(*) FROM facts WHERE conflict = ?1 AND what = ?2";
            let total =
                self.connection.query_row(count, [conflict, what.name()], |row| row.get::<_, i64>(0)).map_err(|e| self.failed(e))?;
            out.totals.insert(what.name(), total.unsigned_abs());
        }
        Ok(out)
    }

    /// How the conflict with this key stands.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn standing(&self, conflict: &str) -> Result<Standing, StoreError> {
        let truce = "SELECT f.packed, f.last, f.id FROM facts f WHERE f.conflict = ?1 AND f.what = 'ceasefires' ORDER BY f.last DESC, f.id DESC LIMIT 1";
        let truces = self.values(truce, &[conflict.to_owned()])?;
        let read = || {
            let last = "SELECT max(last) FROM facts WHERE conflict = ? AND what = 'events'
                          AND (instr(status, 'occurred') > 0 OR instr(status, 'ongoing') > 0)";
            let documents = "SELECT count(DISTINCT document) FROM evidence WHERE fact IN (SELECT seq FROM facts WHERE conflict = ?)";
            let last_event = self.connection.query_row(last, [conflict], |row| row.get(0))?;
            let documents: i64 = self.connection.query_row(documents, [conflict], |row| row.get(0))?;
            Ok((day(last_event), documents.unsigned_abs()))
        };
        let (last_event, documents) = read().map_err(|e| self.failed(e))?;
        let ceasefire = truces.first().and_then(|truce| truce["state"].as_str()).map(str::to_owned);
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
