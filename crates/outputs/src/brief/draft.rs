//! From the rows of `truceline query` to a brief.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Map, Value};
use truceline_conflict::Days;

use super::{Brief, Quote, Section, Source, Standing, Statement, pictures, subjects};
use crate::phrases::group_digits;

/// Rows of each list of `truceline query`, by the list's name.
pub type Rows = BTreeMap<&'static str, Vec<Value>>;
/// How many facts of each list a conflict has, by the list's name, where its rows are not all of them.
pub type Totals = BTreeMap<&'static str, u64>;

/// Statements of a section.
const STATEMENTS: usize = 25;
/// Reports that are quoted for a statement: as many of the first as of the latest.
const QUOTES: usize = 6;
/// Lines that stand against a statement.
const AGAINST: usize = 8;
/// Names in a row.
const NAMES: usize = 8;

impl Brief {
    /// The brief of the conflict with this key, as rows have it in `conflict`, from the rows of all lists. Rows of other
    /// conflicts are passed over; `totals` says of which lists they are only the latest. `since` leaves out what ended before
    /// that day, but not the state that it left.
    pub fn of(rows: &Rows, totals: &Totals, conflict: &str, as_of: Option<Date>, since: Option<Date>) -> Self {
        let about = list(rows, "conflicts").iter().find(|row| text(row, "conflict") == conflict || text(row, "id") == conflict);
        let mut draft = Draft { rows, totals, conflict, since, sources: Sources::default() };
        let sections = subjects::sections(&mut draft);
        let summary = subjects::summary(&mut draft, as_of);
        let pictures = pictures::Pictures::new(&draft, about);
        Self {
            conflict: about.map_or(conflict, |row| text(row, "name")).to_owned(),
            as_of,
            since,
            summary,
            sections,
            sources: draft.sources.list,
            lanes: pictures.lanes,
            window: since.map(|day| (day, as_of.unwrap_or(Date::MAX))),
            markers: pictures.markers,
            states: about.map(|row| texts(row, "countries")).unwrap_or_default(),
            sides: pictures.sides,
            opposed: pictures.opposed,
        }
    }

    /// Gives the reports that the brief rests on their headlines, from rows of `truceline query documents`.
    pub fn name_sources(&mut self, documents: &[Value]) {
        let known: BTreeMap<&str, &Value> = documents.iter().map(|d| (text(d, "id"), d)).collect();
        for source in &mut self.sources {
            if let Some(document) = known.get(source.document.as_str()) {
                (source.title, source.url) = (some(document, "title"), some(document, "url"));
            }
        }
    }
}

/// A brief in the making.
pub(super) struct Draft<'r> {
    rows: &'r Rows,
    totals: &'r Totals,
    conflict: &'r str,
    since: Option<Date>,
    sources: Sources,
}

impl<'r> Draft<'r> {
    /// The conflict's rows of a list, whatever their day.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &'r Value> + use<'r> {
        let conflict = self.conflict;
        list(self.rows, name).iter().filter(move |row| text(row, "conflict") == conflict)
    }

    /// Those that are not over before the day from which on things are told, in the order of their days.
    pub fn recent(&self, name: &str) -> Vec<&'r Value> {
        let since = self.since;
        let recent = |row: &&Value| since.is_none_or(|day| last_day(row).is_none_or(|last| last >= day));
        let mut rows: Vec<&Value> = self.all(name).filter(recent).collect();
        rows.sort_by_key(|row| days(row));
        rows
    }

    /// A section with the latest of the statements, where there is any. `of` is the list that they were made from, `statements`
    /// are in the order of their days.
    pub fn section(&self, title: &str, about: Option<&str>, of: &str, mut statements: Vec<Statement>) -> Option<Section> {
        let mut about: Vec<String> = about.map(str::to_owned).into_iter().collect();
        let told = statements.len();
        if told > STATEMENTS {
            statements.drain(..told - STATEMENTS);
            about.push(format!("The latest {STATEMENTS} of {}.", group_digits(told as u64)));
        }
        about.extend(self.beyond(of));
        let about = (!about.is_empty()).then(|| about.join(" "));
        (!statements.is_empty()).then(|| Section { title: title.to_owned(), about, statements })
    }

    /// Says where the rest of a list is, of which there are only the latest rows.
    pub fn beyond(&self, of: &str) -> Option<String> {
        let (rows, all) = (self.all(of).count() as u64, self.totals.get(of).copied().unwrap_or_default());
        let here = format!("Drawn from the latest {} of {}", group_digits(rows), group_digits(all));
        (all > rows).then(|| format!("{here}; all: `truceline query {of} --conflict {}`.", self.conflict))
    }

    /// A statement about a row, with the reports that tell it.
    pub fn statement(&mut self, row: &Value, text_told: String) -> Statement {
        let reports = field(row, "reports").as_array().map(Vec::as_slice).unwrap_or_default();
        let more = reports.len().saturating_sub(QUOTES);
        let (first, latest) = (reports.len().min(QUOTES / 2), reports.len().saturating_sub(QUOTES / 2));
        let quoted = if more == 0 { reports.iter().chain(&[]) } else { reports[..first].iter().chain(&reports[latest..]) };
        let evidence = quoted.map(|r| Quote { source: self.sources.number(r), text: text(r, "quote").to_owned() }).collect();
        let denied = names(row, "denied_by");
        let against = if denied.is_empty() { Vec::new() } else { vec![format!("denied by {}", denied.join(", "))] };
        let standing = match text(row, "status") {
            "denied" | "contested" => Standing::Disputed,
            _ if !against.is_empty() => Standing::Disputed,
            "claimed" | "alleged" => Standing::Claimed,
            _ => Standing::Told,
        };
        Statement {
            id: text(row, "id").to_owned(),
            date: date(row).or_else(|| told(row)),
            text: text_told,
            standing,
            against,
            evidence,
            more,
        }
    }
}

/// The reports that a brief rests on, numbered in the order in which they are first named.
#[derive(Default)]
struct Sources {
    list: Vec<Source>,
    numbers: BTreeMap<String, usize>,
}

impl Sources {
    fn number(&mut self, report: &Value) -> usize {
        let document = text(report, "document");
        if let Some(&number) = self.numbers.get(document) {
            return number;
        }
        let (outlet, published) = (some(report, "source"), some(report, "published"));
        self.list.push(Source { document: document.to_owned(), outlet, published, ..Source::default() });
        self.numbers.insert(document.to_owned(), self.list.len() - 1);
        self.list.len() - 1
    }
}

/// The first lines that stand against something, and how many more there are.
pub(super) fn shortened(mut lines: Vec<String>) -> Vec<String> {
    let more = lines.len().saturating_sub(AGAINST);
    if more > 1 {
        lines.truncate(AGAINST);
        lines.push(format!("and {} more", group_digits(more as u64)));
    }
    lines
}

fn list<'r>(rows: &'r Rows, name: &str) -> &'r [Value] {
    rows.get(name).map_or(&[], Vec::as_slice)
}

/// A field; `null` where it is missing.
pub(super) fn field<'v>(row: &'v Value, name: &str) -> &'v Value {
    row.get(name).unwrap_or(&Value::Null)
}

/// A field's text; empty where it is none.
pub(super) fn text<'v>(row: &'v Value, name: &str) -> &'v str {
    field(row, name).as_str().unwrap_or_default()
}

fn some(row: &Value, name: &str) -> Option<String> {
    field(row, name).as_str().filter(|s| !s.is_empty()).map(str::to_owned)
}

/// The texts of a list.
pub(super) fn texts(row: &Value, name: &str) -> Vec<String> {
    let items = field(row, name).as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The rows of a list inside a row.
pub(super) fn inner<'v>(row: &'v Value, name: &str) -> &'v [Value] {
    field(row, name).as_array().map_or(&[], Vec::as_slice)
}

/// The names of the parties in a field, one or several.
pub(super) fn names(row: &Value, name: &str) -> Vec<String> {
    let party = |v: &Value| v.as_str().or_else(|| v.get("name")?.as_str()).map(str::to_owned);
    match field(row, name) {
        Value::Array(items) => items.iter().filter_map(party).collect(),
        single => party(single).into_iter().collect(),
    }
}

/// Names as a reader lists them: `A, B and C`.
pub(super) fn and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., _, _] if names.len() > NAMES + 1 => {
            format!("{} and {} others", first[..NAMES].join(", "), names.len() - NAMES)
        }
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// When a row's fact was so, as it is written in the row.
pub(super) fn date(row: &Value) -> Option<String> {
    some(row, "date").map(|d| d.replace('/', " to "))
}

/// The day of the first report, for facts without a day of their own.
fn told(row: &Value) -> Option<String> {
    some(row, "first_reported").map(|d| format!("(told {d})"))
}

/// First and last day of a row's date, else of its first and last report.
pub(super) fn days(row: &Value) -> Option<(Date, Date)> {
    written(text(row, "date")).or_else(|| Some((day(text(row, "first_reported"))?, day(text(row, "last_reported"))?)))
}

fn last_day(row: &Value) -> Option<Date> {
    let until = written(text(row, "until")).map(|d| d.1);
    until.or_else(|| days(row).map(|d| d.1)).max(day(text(row, "last_reported")))
}

/// First and last day of an ISO date or interval.
pub(super) fn written(text: &str) -> Option<(Date, Date)> {
    Days::of_iso(text).map(|days| (days.first, days.last))
}

fn day(text: &str) -> Option<Date> {
    (text.len() == 10).then(|| text.parse().ok())?
}

/// A row that is an entry of another row's list, with the outer row's reports where it has none of its own.
pub(super) fn entry(inner: &Value, outer: &Value) -> Value {
    let mut object: Map<String, Value> = inner.as_object().cloned().unwrap_or_default();
    for name in ["id", "reports"] {
        object.entry(name).or_insert_with(|| field(outer, name).clone());
    }
    Value::Object(object)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed_as_people_do() {
        let names: Vec<String> = ["A", "B", "C"].map(str::to_owned).to_vec();
        assert_eq!((and(&names), and(&names[..2]), and(&[])), ("A, B and C".to_owned(), "A and B".to_owned(), String::new()));
    }
}
