//! The picture across reports against a reader's own: which facts were found, which are too many.
//!
//! A gold file holds `parties` (a short name and the ids or names that mean it) and `facts`, each with its `list` and the
//! fields of `truceline query`. A fact that is `optional` is neither asked for nor wrong.

use serde_json::{Map, Value, json};
use truceline_outputs::brief::Rows;

use crate::{
    dates,
    figure::Figure,
    names,
    table::Table,
    values::{as_list, field, is_nothing, text},
};

/// The lists that are compared, in the order of the table.
const LISTS: [&str; 9] = ["conflicts", "support", "opposition", "membership", "ceasefires", "talks", "control", "toll", "events"];

/// Scores merged rows: a line for all facts and one for each list, then what was missed or is too many.
pub fn score_merged(gold: &Value, rows: &Rows) -> Table {
    let parties = Parties(field(gold, "parties"));
    let mut table = Table::default();
    let mut figures = Vec::new();
    let mut misses = Vec::new();
    for list in LISTS {
        let facts: Vec<&Value> = as_list(field(gold, "facts")).into_iter().filter(|f| text(field(f, "list")) == list).collect();
        let found = rows.get(list).map_or(&[][..], Vec::as_slice);
        let flat: Vec<Value> = found.iter().flat_map(|row| flattened(list, row)).collect();
        figures.push((list, align(list, &parties, &facts, &flat, &mut misses)));
    }
    let asked = as_list(field(gold, "facts")).len();
    table.push("picture", "all facts", figures.iter().map(|(_, f)| *f).sum(), asked);
    for (list, figure) in figures {
        table.push("picture", format!("  {list}"), figure, asked);
    }
    table.misses = misses;
    table
}

/// Greedy one-to-one alignment; asked facts are served before optional ones, and an optional fact takes any number of rows.
fn align(list: &str, parties: &Parties, facts: &[&Value], rows: &[Value], misses: &mut Vec<String>) -> Figure {
    let (optional, asked): (Vec<&Value>, Vec<&Value>) = facts.iter().partition(|f| field(f, "optional") == &json!(true));
    let mut open: Vec<&Value> = rows.iter().collect();
    let mut figure = Figure { gold: asked.len() as u64, ..Figure::default() };
    for fact in asked {
        match open.iter().position(|row| agrees(list, parties, fact, row)) {
            Some(at) => {
                open.remove(at);
                figure.found += 1;
                figure.right += 1;
                figure.coded += 1;
            }
            None => misses.push(format!("{list}: missed {}", short(fact))),
        }
    }
    open.retain(|row| !optional.iter().any(|fact| agrees(list, parties, fact, row)));
    figure.coded += open.len() as u64;
    misses.extend(open.into_iter().map(|row| format!("{list}: too many {}", short(row))));
    figure
}

/// Rows as facts are asked for: a ceasefire's steps, breaches and state apart, an event only where two reports tell it.
fn flattened(list: &str, row: &Value) -> Vec<Value> {
    match list {
        "ceasefires" => {
            let part = |mut inner: Map<String, Value>| {
                ["parties", "brokers"].into_iter().for_each(|k| {
                    inner.entry(k).or_insert_with(|| field(row, k).clone());
                });
                Value::Object(inner)
            };
            let steps = as_list(field(row, "events")).into_iter().filter(|e| text(field(e, "event")) != "breached");
            let breaches = as_list(field(row, "breaches")).into_iter().map(|b| {
                let mut breach = b.as_object().cloned().unwrap_or_default();
                breach.insert("event".to_owned(), json!("breached"));
                breach
            });
            let state = Map::from_iter([("event".to_owned(), json!("state")), ("state".to_owned(), field(row, "state").clone())]);
            let steps = steps.filter_map(|e| e.as_object().cloned());
            steps.chain(breaches).chain([state]).map(part).collect()
        }
        "events" => {
            let mut documents: Vec<_> = as_list(field(row, "reports")).into_iter().map(|r| text(field(r, "document"))).collect();
            documents.sort_unstable();
            documents.dedup();
            if documents.len() > 1 { vec![row.clone()] } else { Vec::new() }
        }
        _ => vec![row.clone()],
    }
}

fn agrees(list: &str, parties: &Parties, fact: &Value, row: &Value) -> bool {
    let who = |name: &str| parties.one(field(fact, name), field(row, name));
    let asked = |name: &str| is_nothing(field(fact, name)) || who(name);
    let same = |name: &str| is_nothing(field(fact, name)) || field(fact, name) == field(row, name);
    let day = || is_nothing(field(fact, "date")) || meet(field(fact, "date"), field(row, "date"));
    let place = || is_nothing(field(fact, "place")) || names::same(field(fact, "place"), field(row, "place"));
    match list {
        "conflicts" => {
            text(field(row, "name")).contains(&*text(field(fact, "name")))
                && as_list(field(fact, "sides")).iter().all(|side| {
                    as_list(field(row, "sides")).iter().any(|other| as_list(other).iter().any(|p| parties.one(as_list(side)[0], p)))
                })
        }
        "support" => who("backer") && who("backed") && same("status"),
        "opposition" => {
            let crossed = parties.one(field(fact, "a"), field(row, "b")) && parties.one(field(fact, "b"), field(row, "a"));
            crossed || (who("a") && who("b"))
        }
        "membership" => who("member") && who("of") && same_role(&text(field(fact, "role")), &text(field(row, "role"))),
        "ceasefires" => {
            same("event")
                && same("state")
                && parties.all("parties", fact, row)
                && asked("accuser")
                && asked("accused")
                && day()
                && (is_nothing(field(fact, "brokers")) || parties.all("brokers", fact, row))
        }
        "talks" => {
            same("status")
                && place()
                && day()
                && parties.half(fact, row)
                && (is_nothing(field(fact, "outcome")) || !is_nothing(field(row, "outcome")))
        }
        "control" => {
            place()
                && who("holder")
                && same("event")
                && day()
                && (is_nothing(field(fact, "status")) || text(field(row, "status")) != "asserted")
        }
        "toll" => {
            let number = |name: &str| name == "high" && is_nothing(field(fact, "high")) || field(fact, name) == field(row, name);
            same("kind") && same("scope") && number("low") && number("high") && day() && (is_nothing(field(row, "place")) || place())
        }
        _ => {
            let overlaps = |name: &str| as_list(field(fact, name)).is_empty() || parties.any(name, fact, row);
            same("type") && overlaps("actors") && overlaps("recipients") && day() && place()
        }
    }
}

fn same_role(gold: &str, coded: &str) -> bool {
    let (gold, coded) = (gold.to_lowercase().replace("defense", "defence"), coded.to_lowercase().replace("defense", "defence"));
    coded.contains(&gold) || (!coded.is_empty() && gold.contains(&coded))
}

fn meet(a: &Value, b: &Value) -> bool {
    dates::span(a).zip(dates::span(b)).is_some_and(|(a, b)| a.0 <= b.1 && b.0 <= a.1)
}

/// The ids and names that each short name of the gold file means.
struct Parties<'g>(&'g Value);

impl Parties<'_> {
    fn one(&self, gold: &Value, row: &Value) -> bool {
        let known = field(self.0, &text(gold));
        let meant = if known.is_null() { vec![gold] } else { as_list(known) };
        let id = field(row, "id");
        let name = if row.is_object() { field(row, "name") } else { row };
        meant.iter().any(|m| (!is_nothing(id) && *m == id) || names::same(m, name))
    }

    fn any(&self, name: &str, fact: &Value, row: &Value) -> bool {
        as_list(field(fact, name)).iter().any(|g| as_list(field(row, name)).iter().any(|r| self.one(g, r)))
    }

    fn all(&self, name: &str, fact: &Value, row: &Value) -> bool {
        as_list(field(fact, name)).iter().all(|g| as_list(field(row, name)).iter().any(|r| self.one(g, r)))
    }

    /// At least half of the participants asked for.
    fn half(&self, fact: &Value, row: &Value) -> bool {
        let asked = as_list(field(fact, "participants"));
        let found = asked.iter().filter(|g| as_list(field(row, "participants")).iter().any(|r| self.one(g, r))).count();
        2 * found >= asked.len()
    }
}

/// A row as one line: names in place of parties, without reports.
fn short(row: &Value) -> String {
    let mut object = row.as_object().cloned().unwrap_or_default();
    for name in ["reports", "list", "id", "counts", "history", "sources", "conflict", "codes", "first_reported", "last_reported"] {
        object.remove(name);
    }
    object.retain(|_, v| !is_nothing(v));
    let shown = object.iter().map(|(k, v)| {
        let plain = v.is_string() || v.is_number() || v.is_boolean();
        format!("{k} {}", if plain { v.to_string().trim_matches('"').to_owned() } else { text(v).into_owned() })
    });
    shown.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold() -> Value {
        json!({"parties": {"Guard": ["XXX-GUARD", "Northern Guard"]}, "facts": [
            {"list": "support", "backer": "Tarn", "backed": "Guard", "status": "asserted"},
            {"list": "toll", "kind": "killed", "scope": "incident", "low": 3, "high": 5, "date": "2020-01", "place": "Ord"},
            {"list": "ceasefires", "parties": ["Guard", "Tarn"], "event": "breached", "date": "2020-01-05", "accuser": "Tarn"},
            {"list": "opposition", "a": "Guard", "b": "Ord", "optional": true},
        ]})
    }

    fn figures(rows: Rows) -> (u64, u64, u64) {
        let table = score_merged(&gold(), &rows);
        match table.rows[0].measure {
            crate::table::Measure::Counts(f) => (f.gold, f.coded, f.found),
            _ => unreachable!("counts"),
        }
    }

    #[test]
    fn ids_and_names_mean_parties_and_doubles_are_too_many() {
        let row = json!({"backer": {"name": "Tarn"}, "backed": {"name": "the Guard", "id": "XXX-GUARD"}, "status": "asserted"});
        let support = vec![row.clone(), row];
        assert_eq!(figures(Rows::from([("support", support)])), (3, 2, 1));
    }

    #[test]
    fn optional_facts_are_neither_asked_for_nor_wrong() {
        let row = json!({"a": {"name": "Ord"}, "b": {"name": "Northern Guard"}});
        assert_eq!(figures(Rows::from([("opposition", vec![row.clone(), row])])), (3, 0, 0));
    }

    #[test]
    fn breaches_and_tolls_need_their_day_and_numbers() {
        let breach = json!({"date": "2020-01-05", "accuser": {"name": "Tarn"}});
        let truce = json!({"parties": [{"name": "Tarn"}, {"name": "Northern Guard"}], "events": [], "breaches": [breach], "state": null});
        let toll = json!({"kind": "killed", "scope": "incident", "low": 3, "high": 5, "date": "2020-01-02", "place": "Ord"});
        let wrong = json!({"kind": "killed", "scope": "incident", "low": 3, "high": 4, "date": "2020-01-02", "place": "Ord"});
        // The truce's state is a row of its own.
        assert_eq!(figures(Rows::from([("ceasefires", vec![truce]), ("toll", vec![wrong, toll])])), (3, 4, 2));
    }
}
