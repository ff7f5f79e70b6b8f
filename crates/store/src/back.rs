//! The picture is brought back to an earlier day, from which it is drawn forward again: a report came late.

use rusqlite::{Connection, params};

use crate::{
    facts::note,
    past::{NEVER, WHOLE},
    rows::Standing,
    shares,
};

/// Facts that were otherwise on the day before, whole, out of what is kept.
const BEFORE: &str = "
CREATE TEMP TABLE before AS
  SELECT fact, what, id, sort, first, last, kinds, status, conflict, digest, also,
    packed_again({whole}) AS packed, since
  FROM old_facts o WHERE until >= {day} AND since < {day};
";

/// What is later goes, what was before comes back. Where a holder goes or comes back, `facts` has its reports, and more.
const BACK: &str = "
DELETE FROM facts WHERE since >= {day};
INSERT INTO facts (seq, what, id, sort, first, last, kinds, status, conflict, digest, also, packed, since)
  SELECT fact, what, id, sort, first, last, kinds, status, conflict, digest, also, packed, since FROM before;
UPDATE old_facts SET holder = NULL WHERE until < {day} AND holder IN (SELECT seq FROM old_facts WHERE until >= {day});
DELETE FROM old_facts WHERE until >= {day};
DROP TABLE before;
INSERT INTO fact_names SELECT name, fact, since FROM old_names WHERE until >= {day} AND since < {day};
DELETE FROM old_names WHERE until >= {day};
INSERT INTO evidence SELECT document, fact, since FROM old_evidence WHERE until >= {day} AND since < {day};
DELETE FROM old_evidence WHERE until >= {day};
DELETE FROM copies WHERE since >= {day};
INSERT INTO copies SELECT document, earliest, since FROM old_copies WHERE until >= {day} AND since < {day};
DELETE FROM old_copies WHERE until >= {day};
DELETE FROM drawn WHERE since >= {day};
INSERT INTO drawn SELECT document, since FROM old_drawn WHERE until >= {day} AND since < {day};
DELETE FROM old_drawn WHERE until >= {day};
";

/// Brings the tables to the end of the day before `day`, which must be kept. What they showed from `day` on is forgotten.
pub(crate) fn roll_back(connection: &Connection, day: i64) -> rusqlite::Result<()> {
    connection.execute("UPDATE clock SET day = ?", [NEVER])?;
    let mut statement = connection.prepare("SELECT seq FROM facts WHERE since >= ?")?;
    let later = statement.query_map([day], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    for fact in later {
        let sql = "DELETE FROM fact_names WHERE fact = ?1 AND since >= ?2 AND name = (SELECT seq FROM names WHERE kind = ?3 AND name = ?4)";
        let mut unlink = connection.prepare_cached(sql)?;
        for (kind, name) in &Standing::read(connection, fact)?.tags().names {
            unlink.execute(params![fact, day, *kind as i64, name])?;
        }
        connection.prepare_cached("DELETE FROM evidence WHERE fact = ? AND since >= ?")?.execute([fact, day])?;
    }
    for sql in [BEFORE, BACK] {
        connection.execute_batch(&sql.replace("{whole}", WHOLE).replace("{day}", &day.to_string()))?;
    }
    note(connection, "grounds", &shares::grounds(connection)?.join("\n"))
}

/// Empties all tables of the picture, of now and of past days.
pub(crate) fn clear(connection: &Connection) -> rusqlite::Result<()> {
    let tables = ["facts", "fact_names", "names", "evidence", "copies", "drawn", "contacts"];
    let old = ["past", "old_facts", "old_names", "old_evidence", "old_copies", "old_drawn"];
    connection.execute("UPDATE clock SET day = ?", [NEVER])?;
    for table in tables.into_iter().chain(old) {
        connection.execute(&format!("DELETE FROM {table}"), [])?;
    }
    note(connection, "grounds", "")
}
