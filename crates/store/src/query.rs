//! Questions to the drawn picture.

use jiff::civil::Date;
use rusqlite::OptionalExtension;
use serde_json::{Value, json};

use crate::{
    Document, Store, StoreError, What, pack,
    read::{COLUMNS, LAST_DAY, VISIBLE, document},
    search::question,
    tags::{BAR, Kind, fold},
};

/// Which facts are meant; all that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Actors: each a name, some words of one, an id or a code.
    pub actors: Vec<String>,
    /// A place: its name, some words of it, or its gazetteer id.
    pub place: Option<String>,
    /// Any name of a country that the knowledge has, or its ISO 3166-1 code.
    pub country: Option<String>,
    /// Type, mode or kind, or some words of it.
    pub kind: Option<String>,
    /// A conflict: its name, beginnings of some words of it, or its id.
    pub conflict: Option<String>,
    /// Not over before this day.
    pub from: Option<Date>,
    /// Begun by the end of this day.
    pub to: Option<Date>,
    /// Status or state.
    pub status: Option<String>,
    /// Outlet: its name or some words of it.
    pub source: Option<String>,
    /// Words in the text of a report that tells it.
    pub text: Option<String>,
}

/// Conditions of SQL with their values.
#[derive(Default)]
struct Conditions {
    sql: Vec<String>,
    /// Lists of names that they look into. SQLite makes each once, in however many halves of views it is looked into.
    lists: Vec<String>,
    values: Vec<String>,
}

/// A name in which a text stands; `{0}` is the text, folded.
const HOLDS: &str = "instr(name, {0}) > 0";

impl Conditions {
    /// Adds a condition; `{0}`, `{1}` in it stand for `values`.
    fn add(&mut self, sql: &str, values: &[String]) {
        let sql = self.bound(sql, values);
        self.sql.push(sql);
    }

    /// Adds that a fact is named by a name of this kind for which something holds.
    fn add_named(&mut self, kind: Kind, holds: &str, values: &[String]) {
        let list = format!("list{}", self.lists.len());
        let holds = self.bound(holds, values);
        self.lists.push(format!("{list} AS MATERIALIZED (SELECT seq FROM names WHERE kind = {} AND ({holds}))", kind as i64));
        self.sql.push(format!("f.seq IN (SELECT fact FROM fact_names WHERE name IN {list})"));
    }

    fn bound(&mut self, sql: &str, values: &[String]) -> String {
        let mut sql = sql.to_owned();
        for (n, value) in values.iter().enumerate() {
            self.values.push(value.clone());
            sql = sql.replace(&format!("{{{n}}}"), &format!("?{}", self.values.len()));
        }
        sql
    }

    /// What stands before a question for its lists.
    fn with(&self) -> String {
        if self.lists.is_empty() { String::new() } else { format!("WITH {} ", self.lists.join(", ")) }
    }

    /// What a fact itself must hold.
    fn of_facts(&mut self, filter: &Filter) {
        let actor = format!("{HOLDS} OR instr('{BAR}' || name || '{BAR}', {{1}}) > 0");
        for text in &filter.actors {
            let code = format!("{BAR} {} {BAR}", text.trim().to_lowercase());
            let name = fold(text);
            // Of a text without letters nothing is left when it is folded, which would be found everywhere.
            self.add_named(Kind::Actor, &actor, &[if name.trim().is_empty() { code.clone() } else { name }, code]);
        }
        for (kind, text) in [(Kind::Place, &filter.place), (Kind::Country, &filter.country)] {
            text.iter().for_each(|text| self.add_named(kind, HOLDS, &[fold(text)]));
        }
        for (column, text) in [("f.kinds", &filter.kind), ("f.status", &filter.status)] {
            text.iter().for_each(|text| self.add(&format!("instr({column}, {{0}}) > 0"), &[fold(text)]));
        }
    }

    /// That it belongs to one of these conflicts.
    fn of_conflicts(&mut self, keys: &[String]) {
        let places: Vec<String> = (0..keys.len()).map(|n| format!("{{{n}}}")).collect();
        self.add(&format!("f.conflict IN ({})", places.join(", ")), keys);
    }

    /// When it was, and who told it.
    fn of_telling(&mut self, filter: &Filter) -> Result<(), StoreError> {
        filter.from.iter().for_each(|day| self.add("f.last >= {0}", &[day.to_string()]));
        filter.to.iter().for_each(|day| self.add("f.first <= {0}", &[day.to_string()]));
        filter.source.iter().for_each(|source| self.add_named(Kind::Source, HOLDS, &[fold(source)]));
        if let Some(words) = words(filter)? {
            // Of some days few facts are left to look at: their own evidence is looked up (`+` keeps SQLite from starting at
            // the documents). Else the words find fewer.
            let found = "SELECT rowid FROM words WHERE words MATCH {0}";
            let telling = match (filter.from, filter.to) {
                (Some(_), Some(_)) => format!("EXISTS (SELECT 1 FROM evidence e WHERE e.fact = f.seq AND +e.document IN ({found}))"),
                _ => format!("f.seq IN (SELECT fact FROM evidence WHERE document IN ({found}))"),
            };
            self.add(&telling, &[words]);
        }
        Ok(())
    }

    /// `WHERE` and what follows it.
    fn clause(&self) -> String {
        if self.sql.is_empty() { String::new() } else { format!("AND {}", self.sql.join(" AND ")) }
    }
}

fn words(filter: &Filter) -> Result<Option<String>, StoreError> {
    let asked = |text: &String| question(text).ok_or_else(|| StoreError::Words { text: text.clone() });
    filter.text.as_ref().map(asked).transpose()
}

impl Store {
    /// The facts of a list that fit, in their order, at most `limit` of them. Documents are asked for with
    /// [`Store::find_documents`].
    ///
    /// # Errors
    /// Words that cannot be searched for; what SQLite reports.
    pub fn find(&self, what: What, filter: &Filter, limit: Option<u32>) -> Result<Vec<Value>, StoreError> {
        self.find_json(what, filter, limit)?.iter().map(|json| self.value(json)).collect()
    }

    /// As [`Store::find`], each fact as JSON in UTF-8: to be written as it stands, which is several times faster.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn find_json(&self, what: What, filter: &Filter, limit: Option<u32>) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut conditions = Conditions::default();
        conditions.add("f.what = {0}", &[what.name().to_owned()]);
        self.of_facts(&mut conditions, filter)?;
        conditions.of_telling(filter)?;
        // What they are sorted by is selected too, so that SQLite merges facts of now and of past days in the order of their indices.
        let sql = format!(
            "{}SELECT f.packed, f.sort, f.id FROM facts f WHERE 1 {} ORDER BY f.sort, f.id LIMIT {}",
            conditions.with(),
            conditions.clause(),
            limit.map_or(-1, i64::from)
        );
        self.unpacked(&sql, &conditions.values)
    }

    /// The facts of that id, in whatever lists; else those whose ids begin with it.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn find_id(&self, id: &str) -> Result<Vec<(What, Value)>, StoreError> {
        let read = |condition: &str, limit: u32| {
            let sql = format!("SELECT f.what, f.packed FROM facts f WHERE {condition} ORDER BY f.what, f.id LIMIT {limit}");
            let mut statement = self.connection.prepare(&sql)?;
            let rows = statement.query_map([id], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?)))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        let mut found = read("f.id = ?1", 100).map_err(|e| self.failed(e))?;
        if found.is_empty() && id.len() >= 4 {
            found = read("f.id >= ?1 AND substr(f.id, 1, length(?1)) = ?1", 20).map_err(|e| self.failed(e))?;
        }
        let value = |(what, packed): (String, Vec<u8>)| Ok((What::of_name(&what).unwrap_or(What::Events), self.packed_value(packed)?));
        found.into_iter().map(value).collect()
    }

    /// All facts that a document tells, in the order of their lists.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn told_by(&self, document: &Document) -> Result<Vec<(What, Value)>, StoreError> {
        let sql =
            "SELECT f.packed, f.sort, f.id FROM facts f WHERE f.what = ?1 AND f.seq IN (SELECT fact FROM evidence WHERE document = ?2)
                   ORDER BY f.sort, f.id";
        let mut all = Vec::new();
        for what in What::ALL {
            let found = self.unpacked(sql, &[what.name().to_owned(), document.seq.to_string()])?;
            for json in &found {
                all.push((what, self.value(json)?));
            }
        }
        Ok(all)
    }

    /// The documents that fit and are seen at the end of `as_of` (now where `None`), by the day from which they are known and
    /// by id, at most `limit` of them. A document fits an actor, a place and so on where a fact that it tells does.
    ///
    /// # Errors
    /// Words that cannot be searched for; what SQLite reports.
    pub fn find_documents(&self, filter: &Filter, as_of: Option<Date>, limit: Option<u32>) -> Result<Vec<Value>, StoreError> {
        let mut conditions = Conditions::default();
        conditions.add("d.known_from <= {0}", &[as_of.map_or(LAST_DAY.to_owned(), |d| d.to_string())]);
        let visible = VISIBLE.replace(":day", "?1");
        self.of_facts(&mut conditions, filter)?;
        if conditions.sql.len() > 1 {
            let facts = conditions.sql.drain(1..).collect::<Vec<_>>().join(" AND ");
            conditions
                .sql
                .push(format!("d.seq IN (SELECT document FROM evidence WHERE fact IN (SELECT f.seq FROM facts f WHERE {facts}))"));
        }
        let day = "COALESCE(d.published, d.inferred, d.known_from)";
        filter.from.iter().for_each(|from| conditions.add(&format!("{day} >= {{0}}"), &[from.to_string()]));
        filter.to.iter().for_each(|to| conditions.add(&format!("{day} <= {{0}}"), &[to.to_string()]));
        if let Some(words) = words(filter)? {
            conditions.add("d.seq IN (SELECT rowid FROM words WHERE words MATCH {0})", &[words]);
        }
        let sql = format!(
            "{}SELECT {COLUMNS}, (SELECT e.id FROM copies c JOIN documents e ON e.seq = c.earliest WHERE c.document = d.seq) FROM documents d
             WHERE {visible} {} ORDER BY d.known_from, d.id",
            conditions.with(),
            conditions.clause()
        );
        self.listed(&sql, &conditions.values, filter.source.as_deref(), limit).map_err(|e| self.failed(e))
    }

    fn of_facts(&self, conditions: &mut Conditions, filter: &Filter) -> Result<(), StoreError> {
        let country = filter.country.as_deref().map(|text| self.country(text)).transpose()?;
        conditions.of_facts(&Filter { country, ..filter.clone() });
        if let Some(conflict) = &filter.conflict {
            conditions.of_conflicts(&self.conflicts(conflict).map_err(|e| self.failed(e))?);
        }
        Ok(())
    }

    /// The code of the country that a text names; the text itself where the picture was drawn without names of countries.
    fn country(&self, text: &str) -> Result<String, StoreError> {
        let read = |sql: &str, values: &[&str]| {
            self.connection.query_row(sql, rusqlite::params_from_iter(values), |row| row.get::<_, String>(0)).optional()
        };
        let name = fold(text);
        let found = read("SELECT iso3 FROM countries WHERE name = ?", &[name.trim()]).map_err(|e| self.failed(e))?;
        let any = || read("SELECT iso3 FROM countries LIMIT 1", &[]).map_err(|e| self.failed(e));
        match found {
            Some(iso3) => Ok(iso3),
            None if any()?.is_some() => Err(StoreError::Country { text: text.to_owned() }),
            None => Ok(text.to_owned()),
        }
    }

    /// The keys of the conflicts that a text means: the one that has it as key or id, else those whose names have words that
    /// begin so (`Libya`: Libyan civil war).
    fn conflicts(&self, text: &str) -> rusqlite::Result<Vec<String>> {
        let find = |conditions: &Conditions| {
            let sql = format!(
                "{}SELECT f.conflict FROM facts f WHERE f.what = 'conflicts' {} ORDER BY f.conflict",
                conditions.with(),
                conditions.clause()
            );
            let values = rusqlite::params_from_iter(&conditions.values);
            self.connection.prepare(&sql)?.query_map(values, |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()
        };
        let mut key = Conditions::default();
        key.add("(lower(f.conflict) = lower({0}) OR f.id = {0})", &[text.trim().to_owned()]);
        let exact = find(&key)?;
        let beginning = fold(text);
        if !exact.is_empty() || beginning.trim().is_empty() {
            return Ok(exact);
        }
        let mut name = Conditions::default();
        name.add_named(Kind::Conflict, HOLDS, &[beginning.trim_end().to_owned()]);
        find(&name)
    }

    fn listed(&self, sql: &str, values: &[String], source: Option<&str>, limit: Option<u32>) -> rusqlite::Result<Vec<Value>> {
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query(rusqlite::params_from_iter(values))?;
        let source = source.map(fold);
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            if limit.is_some_and(|limit| found.len() >= limit as usize) {
                break;
            }
            let document = document(row)?;
            let outlet = document.source.as_deref().map(fold).unwrap_or_default();
            if source.as_ref().is_none_or(|source| outlet.contains(source.as_str())) {
                found.push(described(&document, row.get(11)?));
            }
        }
        Ok(found)
    }

    fn unpacked(&self, sql: &str, values: &[String]) -> Result<Vec<Vec<u8>>, StoreError> {
        let read = || {
            let mut statement = self.connection.prepare(sql)?;
            let rows = statement.query_map(rusqlite::params_from_iter(values), |row| row.get::<_, Vec<u8>>(0))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        let packed = read().map_err(|e| self.failed(e))?;
        packed.into_iter().map(|packed| pack::json(packed).map_err(|e| self.unread(&e))).collect()
    }

    /// Facts by a query for `packed`.
    pub(crate) fn values(&self, sql: &str, values: &[String]) -> Result<Vec<Value>, StoreError> {
        self.unpacked(sql, values)?.iter().map(|json| self.value(json)).collect()
    }

    /// A fact as it stands in the file.
    pub(crate) fn packed_value(&self, packed: Vec<u8>) -> Result<Value, StoreError> {
        self.value(&pack::json(packed).map_err(|e| self.unread(&e))?)
    }

    pub(crate) fn value(&self, json: &[u8]) -> Result<Value, StoreError> {
        serde_json::from_slice(json).map_err(|e| self.unread(&e.into()))
    }

    pub(crate) fn unread(&self, error: &std::io::Error) -> StoreError {
        StoreError::Damaged { path: self.path.clone(), what: format!("a fact cannot be read: {error}") }
    }
}

/// A document as the query contract has it.
pub fn described(document: &Document, near_copy_of: Option<String>) -> Value {
    let day = |day: Option<Date>| day.map(|d| d.to_string());
    json!({
        "id": document.id,
        "title": document.title,
        "published": day(document.published),
        "published_inferred": day(document.inferred),
        "source": document.source,
        "url": document.url,
        "revision": document.revision,
        "known_from": document.known_from.to_string(),
        "known_until": day(document.known_until),
        "near_copy_of": near_copy_of,
    })
}
