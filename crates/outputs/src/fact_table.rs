//! Merged facts and documents as a table, as wide as the terminal.

use std::io::{self, Write};

use comfy_table::Cell;
use serde_json::Value;
use truceline_store::What;

use crate::{
    Look,
    phrases::clean,
    table::{empty, heading_cell, keep_words_whole, print, right},
};

/// A column: its heading, what stands in it, and whether it is a number.
struct Column {
    heading: &'static str,
    text: fn(&Value) -> String,
    number: bool,
}

const fn column(heading: &'static str, text: fn(&Value) -> String) -> Column {
    Column { heading, text, number: false }
}

const fn number(heading: &'static str, text: fn(&Value) -> String) -> Column {
    Column { heading, text, number: true }
}

const SOURCES: Column = number("sources", |row| plain(&row["sources"]));
const ID: Column = column("id", |row| plain(&row["id"]));
const WHEN: Column = column("when", |row| plain(&row["date"]));
const PLACE: Column = column("where", |row| party(&row["place"]));
const STATUS: Column = column("status", |row| plain(&row["status"]));
const KIND: Column = column("kind", |row| plain(&row["kind"]));
const TOLD: Column = column("reported", |row| span(&row["first_reported"], &row["last_reported"]));

const DOCUMENTS: &[Column] = &[
    column("known from", |row| plain(&row["known_from"])),
    ID,
    column("outlet", |row| plain(&row["source"])),
    column("title", |row| plain(&row["title"])),
    column("remarks", remarks),
];
const EVENTS: &[Column] = &[
    WHEN,
    column("event", event),
    column("who", |row| parties(&row["actors"])),
    column("to whom", |row| parties(&row["recipients"])),
    PLACE,
    SOURCES,
    ID,
];
const ACTORS: &[Column] = &[
    column("name", |row| plain(&row["name"])),
    KIND,
    column("codes", |row| parties(&row["codes"])),
    number("events", |row| plain(&row["events"])),
    TOLD,
    ID,
];
const SUPPORT: &[Column] = &[
    column("backer", |row| party(&row["backer"])),
    column("backed", |row| party(&row["backed"])),
    KIND,
    STATUS,
    column("denied by", |row| parties(&row["denied_by"])),
    TOLD,
    SOURCES,
    ID,
];
const OPPOSITION: &[Column] = &[column("one side", |row| party(&row["a"])), column("the other", |row| party(&row["b"])), TOLD, SOURCES, ID];
const MEMBERSHIP: &[Column] = &[
    column("who", |row| party(&row["member"])),
    column("role", |row| plain(&row["role"])),
    column("of", |row| party(&row["of"])),
    TOLD,
    SOURCES,
    ID,
];
const CEASEFIRES: &[Column] = &[
    column("parties", |row| parties(&row["parties"])),
    column("state", |row| plain(&row["state"])),
    column("from", |row| first(row, &["in_force", "agreed", "declared", "proposed"])),
    column("ended", |row| plain(&row["ended"])),
    column("brokers", |row| parties(&row["brokers"])),
    number("breaches", |row| count(&row["breaches"])),
    SOURCES,
    ID,
];
const TALKS: &[Column] = &[
    WHEN,
    column("participants", |row| parties(&row["participants"])),
    PLACE,
    STATUS,
    column("outcome", |row| plain(&row["outcome"])),
    column("topic", |row| plain(&row["topic"])),
    SOURCES,
    ID,
];
const CONTROL: &[Column] = &[
    PLACE,
    column("holder", |row| party(&row["holder"])),
    column("before", |row| party(&row["from"])),
    column("event", |row| plain(&row["event"])),
    WHEN,
    column("until", |row| plain(&row["until"])),
    STATUS,
    SOURCES,
    ID,
];
const TOLL: &[Column] = &[
    WHEN,
    PLACE,
    KIND,
    number("how many", figure),
    column("scope", |row| plain(&row["scope"])),
    column("who", |row| plain(&row["victims"])),
    SOURCES,
    ID,
];
const CONFLICTS: &[Column] = &[
    column("name", |row| plain(&row["name"])),
    column("countries", |row| parties(&row["countries"])),
    column("sides", |row| sides(&row["sides"])),
    number("events", |row| plain(&row["events"])),
    TOLD,
    ID,
];

const OVERVIEW: &[Column] = &[
    column("conflict", |row| plain(&row["name"])),
    column("countries", |row| parties(&row["countries"])),
    column("ceasefire", |row| plain(&row["ceasefire"])),
    column("last event", |row| plain(&row["last_event"])),
    number("reports", |row| plain(&row["documents"])),
];

/// Writes a table of conflicts, a line each: rows of that list with `ceasefire`, `last_event` and `documents`.
///
/// # Errors
/// What the writer reports.
pub fn write_conflicts(rows: &[Value], look: &Look, out: &mut dyn Write) -> io::Result<()> {
    write_columns(OVERVIEW, rows, look, out)
}

/// Writes rows of one list. Columns without any content are left out.
///
/// # Errors
/// What the writer reports.
pub fn write(what: What, rows: &[Value], look: &Look, out: &mut dyn Write) -> io::Result<()> {
    if rows.is_empty() {
        return writeln!(out, "no {} fit", what.name());
    }
    write_columns(columns(what), rows, look, out)
}

fn write_columns(columns: &[Column], rows: &[Value], look: &Look, out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<Vec<String>> = rows.iter().map(|row| columns.iter().map(|c| clean(&(c.text)(row))).collect()).collect();
    let shown: Vec<(usize, &Column)> = columns.iter().enumerate().filter(|(at, _)| cells.iter().any(|row| !row[*at].is_empty())).collect();
    let mut table = empty(look);
    table.set_header(shown.iter().map(|(_, c)| if c.number { right(heading_cell(c.heading)) } else { heading_cell(c.heading) }));
    for row in &cells {
        table.add_row(shown.iter().map(|(at, c)| if c.number { right(Cell::new(&row[*at])) } else { Cell::new(&row[*at]) }));
    }
    let headings = shown.iter().map(|(_, c)| c.heading);
    let columns: Vec<Vec<&str>> = shown.iter().map(|(at, _)| cells.iter().map(|row| row[*at].as_str()).collect()).collect();
    keep_words_whole(&mut table, headings.zip(&columns).map(|(heading, cells)| (heading, cells.as_slice())), look.width);
    print(table, out)
}

/// One line that says what a fact is.
pub fn line(what: What, fact: &Value) -> String {
    let skipped = ["id", "sources", "remarks"];
    let parts = columns(what).iter().filter(|c| !skipped.contains(&c.heading)).map(|c| clean(&(c.text)(fact)));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn columns(what: What) -> &'static [Column] {
    match what {
        What::Documents => DOCUMENTS,
        What::Events => EVENTS,
        What::Actors => ACTORS,
        What::Support => SUPPORT,
        What::Opposition => OPPOSITION,
        What::Membership => MEMBERSHIP,
        What::Ceasefires => CEASEFIRES,
        What::Talks => TALKS,
        What::Control => CONTROL,
        What::Toll => TOLL,
        What::Conflicts => CONFLICTS,
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        _ => String::new(),
    }
}

/// A name by itself, or an object that has one.
fn party(value: &Value) -> String {
    plain(value.get("name").unwrap_or(value))
}

fn parties(value: &Value) -> String {
    value.as_array().into_iter().flatten().map(party).collect::<Vec<_>>().join(", ")
}

fn sides(value: &Value) -> String {
    value.as_array().into_iter().flatten().map(parties).collect::<Vec<_>>().join(" / ")
}

fn count(value: &Value) -> String {
    value.as_array().map_or(String::new(), |items| items.len().to_string())
}

fn first(row: &Value, keys: &[&str]) -> String {
    keys.iter().map(|key| plain(&row[*key])).find(|text| !text.is_empty()).unwrap_or_default()
}

/// `2020-01-02 to 2020-01-13`, or the one day.
fn span(from: &Value, to: &Value) -> String {
    match (plain(from), plain(to)) {
        (from, to) if from == to || to.is_empty() => from,
        (from, to) => format!("{from} to {to}"),
    }
}

fn event(row: &Value) -> String {
    let mut text = plain(&row["type"]);
    let mode = plain(&row["mode"]);
    if !mode.is_empty() {
        text = format!("{text} {mode}");
    }
    let status = plain(&row["status"]);
    let denied = row["denied_by"].as_array().is_some_and(|by| !by.is_empty()) && status != "denied";
    let remarks: Vec<&str> =
        [(status != "occurred").then_some(status.as_str()), denied.then_some("denied")].into_iter().flatten().collect();
    if remarks.is_empty() { text } else { format!("{text} ({})", remarks.join(", ")) }
}

/// `12 to 30`, `at least 12`, `12`.
fn figure(row: &Value) -> String {
    let (low, high) = (plain(&row["low"]), plain(&row["high"]));
    match (low.as_str(), high.as_str()) {
        (low, "") => format!("{low} or more"),
        ("", high) => format!("up to {high}"),
        (low, high) if low == high => low.to_owned(),
        (low, high) => format!("{low} to {high}"),
    }
}

fn remarks(row: &Value) -> String {
    let revision = row["revision"].as_u64().filter(|n| *n > 1).map(|n| format!("revision {n}"));
    let copy = row["near_copy_of"].as_str().map(|of| format!("near-copy of {of}"));
    let until = row["known_until"].as_str().map(|day| format!("until {day}"));
    [revision, until, copy].into_iter().flatten().collect::<Vec<_>>().join(", ")
}
