//! Facts that are sums of others: what actors take part in, and conflicts.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use serde_json::{Value, json};
use truceline_conflict::{Party, backers, sides_shown, two_sides};

use crate::{
    Fact, Kind, What,
    pack::unpack,
    part::{keep, sequence},
    read::day,
    tags::also_of,
};

/// Fights of one pair that make a conflict of their country.
const FIGHTS: i64 = truceline_conflict::FIGHTS as i64;
/// Lists whose facts make a conflict.
pub(crate) const LISTS: &str = "'events', 'support', 'opposition', 'ceasefires', 'talks', 'control', 'toll'";

/// Who tells a fact.
struct Told {
    documents: i64,
    /// How many of them are independent.
    sources: i64,
    first: Option<Date>,
    last: Option<Date>,
}

/// Counts the documents that a part of a question gives as `document`.
fn told_by(connection: &Connection, told: &str, values: &[&str]) -> rusqlite::Result<Told> {
    let sql = format!(
        "WITH told AS (SELECT DISTINCT document FROM ({told}))
         SELECT count(*), count(DISTINCT CASE WHEN x.source IS NULL THEN 'd' || x.seq ELSE 's' || x.source END), min(d.known_from), max(d.known_from)
         FROM told JOIN documents d ON d.seq = told.document
         LEFT JOIN copies c ON c.document = d.seq JOIN documents x ON x.seq = COALESCE(c.earliest, d.seq)"
    );
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Told { documents: row.get(0)?, sources: row.get(1)?, first: day(row.get(2)?), last: day(row.get(3)?) })
    };
    connection.prepare_cached(&sql)?.query_row(params_from_iter(values), read)
}

/// Counts anew what an actor takes part in, and who tells of it.
pub(crate) fn count_actor(connection: &Connection, id: &str) -> rusqlite::Result<()> {
    let read = "SELECT also, packed FROM facts WHERE what = 'actors' AND id = ?";
    let found: Option<(String, Vec<u8>)> =
        connection.prepare_cached(read)?.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((also, packed)) = found else { return Ok(()) };
    let before: Value = parsed(&packed);
    let mut value = before.clone();
    let count = format!(
        "SELECT f.conflict, count(*) FROM names n JOIN fact_names x ON x.name = n.seq JOIN facts f ON f.seq = x.fact
         WHERE n.kind = {} AND n.name = ? AND f.what = 'events' GROUP BY f.conflict",
        Kind::Who as i64
    );
    let mut statement = connection.prepare_cached(&count)?;
    let rows = statement.query_map([id], |row| Ok((row.get::<_, Option<String>>(0)?, row.get::<_, i64>(1)?)))?;
    let counts = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    let conflicts: Vec<&String> = counts.iter().filter_map(|(conflict, _)| conflict.as_ref()).collect();
    value["events"] = json!(counts.iter().map(|(_, n)| n).sum::<i64>());
    value["conflict"] = if let [only] = conflicts.as_slice() { json!(only) } else { Value::Null };
    let told = "SELECT e.document FROM facts f JOIN evidence e ON e.fact = f.seq WHERE f.what = 'actors' AND f.id = ?1";
    told_by(connection, told, &[id])?.put(&mut value);
    if value == before {
        return Ok(());
    }
    keep(connection, &Fact { what: What::Actors, id: id.to_owned(), value, also: also.lines().filter_map(also_of).collect() })
}

impl Told {
    fn put(&self, value: &mut Value) {
        value["sources"] = json!(self.sources);
        value["first_reported"] = json!(self.first.map(|d| d.to_string()));
        value["last_reported"] = json!(self.last.map(|d| d.to_string()));
    }
}

/// Draws a conflict from the facts that belong to it; `shown` gives its name and countries where it is new.
pub(crate) fn draw_conflict(connection: &Connection, id: &str, shown: Option<&Value>) -> rusqlite::Result<()> {
    let kept = sequence(connection, What::Conflicts, id)?;
    let told = format!("SELECT e.document FROM facts f JOIN evidence e ON e.fact = f.seq WHERE f.conflict = ?1 AND f.what IN ({LISTS})");
    let told = told_by(connection, &told, &[id])?;
    if told.documents == 0 {
        return kept.map_or(Ok(()), |seq| crate::rows::remove(connection, seq));
    }
    let packed = |seq| connection.query_row("SELECT packed FROM facts WHERE seq = ?", [seq], |row| row.get::<_, Vec<u8>>(0));
    let mut value = match (shown, kept) {
        (Some(shown), _) => shown.clone(),
        (None, Some(seq)) => parsed(&packed(seq)?),
        (None, None) => return Ok(()),
    };
    let facts = |what: &str| {
        let sql = "SELECT packed FROM facts WHERE conflict = ? AND what = ? ORDER BY id";
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map([id, what], |row| row.get::<_, Vec<u8>>(0))?;
        rows.map(|packed| Ok(parsed(&packed?))).collect::<rusqlite::Result<Vec<Value>>>()
    };
    let (opposed, backing) = (facts("opposition")?, facts("support")?);
    let sides = if id.starts_with("found-") {
        two_sides(opposed.iter().map(|o| (party(&o["a"]), party(&o["b"]))))
    } else {
        sides_shown(on_sides(connection, id)?.into_iter())
    };
    let backed = backing.iter().filter(|s| s["status"] != "denied").map(|s| (party(&s["backer"]), party(&s["backed"])));
    let backers = backers(backed, &sides).into_iter().map(|(backer, side)| json!({"backer": shown_party(&backer), "side": side}));
    value["backers"] = backers.collect();
    value["sides"] = sides.iter().map(|side| side.iter().map(shown_party).collect::<Value>()).collect();
    let count = "SELECT count(*) FROM facts WHERE conflict = ? AND what = 'events'";
    value["events"] = json!(connection.query_row(count, [id], |row| row.get::<_, i64>(0))?);
    value["documents"] = json!(told.documents);
    told.put(&mut value);
    let mut telling = opposed;
    if telling.is_empty() {
        for what in ["events", "support", "ceasefires", "talks", "control", "toll"] {
            telling.extend(facts(what)?);
        }
    }
    value["reports"] = reports(&telling);
    let fact = Fact { what: What::Conflicts, id: id.to_owned(), value, also: Vec::new() };
    keep(connection, &fact)
}

/// All reports of facts, by day, document and place, each once.
fn reports(facts: &[Value]) -> Value {
    let mut all: Vec<&Value> = facts.iter().filter_map(|fact| fact["reports"].as_array()).flatten().collect();
    let key = |r: &Value| {
        let text = |k: &str| r[k].as_str().unwrap_or_default().to_owned();
        (text("published"), text("document"), r["start"].as_u64(), r["end"].as_u64(), r.to_string())
    };
    all.sort_by_cached_key(|r| key(r));
    all.dedup();
    all.into_iter().cloned().collect()
}

/// Who is on which side of a known conflict, as its facts show.
fn on_sides(connection: &Connection, id: &str) -> rusqlite::Result<Vec<(u32, Party)>> {
    let sql = format!(
        "SELECT n.name FROM names n WHERE n.kind = {} AND n.name >= ?1 || '|' AND n.name < ?1 || '}}'
                       AND EXISTS (SELECT 1 FROM fact_names x WHERE x.name = n.seq)",
        Kind::Side as i64
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let names = statement.query_map([id], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    let side = |name: &String| {
        let mut parts = name.splitn(3, '|').skip(1);
        Some((parts.next()?.parse().ok()?, party(&serde_json::from_str(parts.next()?).ok()?)))
    };
    Ok(names.iter().filter_map(side).collect())
}

/// Countries where there is fighting that no known conflict covers, as the kept facts show.
pub(crate) fn grounds(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let sql = format!(
        "SELECT substr(conflict, 7) FROM facts WHERE what = 'opposition' AND conflict >= 'found-' AND conflict < 'found.'
         UNION
         SELECT substr(n.name, 1, instr(n.name, '|') - 1) FROM names n
         WHERE n.kind = {} AND substr(n.name, -1) <> '|' AND (SELECT count(*) FROM fact_names x WHERE x.name = n.seq) >= {FIGHTS}
         ORDER BY 1",
        Kind::Fight as i64
    );
    connection.prepare_cached(&sql)?.query_map([], |row| row.get(0))?.collect()
}

fn parsed(packed: &[u8]) -> Value {
    unpack(packed).ok().and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or(Value::Null)
}

fn party(value: &Value) -> Party {
    let codes = value["codes"].as_array().into_iter().flatten().filter_map(Value::as_str).map(Into::into).collect();
    Party { name: value["name"].as_str().unwrap_or_default().into(), id: value["id"].as_str().map(Into::into), codes }
}

/// A party as the rows of the picture show it.
pub fn shown_party(party: &Party) -> Value {
    let mut value = json!({"name": party.name.as_str()});
    if let Some(id) = &party.id {
        value["id"] = json!(id.as_str());
    }
    if !party.codes.is_empty() {
        value["codes"] = party.codes.iter().map(|c| c.as_str()).collect();
    }
    value
}
