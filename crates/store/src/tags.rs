//! By what a fact can be found: read off its JSON, so that a new list needs no columns of its own.

use serde_json::{Map, Value};
use truceline_conflict::Days;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::What;

/// Between the name of an actor, its id and its codes.
pub(crate) const BAR: char = '|';

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An actor.
    Actor = 1,
    /// A place.
    Place = 2,
    /// A country.
    Country = 3,
    /// An outlet.
    Source = 4,
    /// A conflict.
    Conflict = 5,
    /// Id of the actor's row of one who takes part.
    Who = 6,
    /// Conflict, side and who is on it.
    Side = 7,
    /// Country and parties of a fight outside all known conflicts.
    Fight = 8,
    /// What standing facts have in common that are drawn from each other's reports.
    Block = 9,
}

impl Kind {
    /// The kind with a number, of those that are not read off a fact's JSON.
    fn beside(number: &str) -> Option<Self> {
        [Self::Who, Self::Side, Self::Fight, Self::Block].into_iter().find(|kind| (*kind as i64).to_string() == number)
    }
}

/// Names beside a fact's JSON as they stand in the file: a line each, a kind's number before it.
pub(crate) fn also_of(line: &str) -> Option<(Kind, String)> {
    let (kind, name) = line.split_once(' ')?;
    Some((Kind::beside(kind)?, name.to_owned()))
}

/// By what a fact is found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tags {
    /// Sorted, each once.
    pub names: Vec<(Kind, String)>,
    /// Type, mode, kind and so on, folded.
    pub kinds: String,
    /// Status and state, folded.
    pub status: String,
    /// The conflict's id.
    pub conflict: Option<String>,
    /// First and last day, ISO.
    pub days: Option<(String, String)>,
    /// Its place among facts of a kind.
    pub sort: String,
    /// Ids of the documents that tell it, sorted.
    pub documents: Vec<String>,
}

impl Tags {
    pub(crate) fn of(what: What, id: &str, fact: &Value, also: &str) -> Self {
        let mut tags = Self { names: also.lines().filter_map(also_of).collect(), ..Self::default() };
        let Some(object) = fact.as_object() else { return tags };
        let text = |key: &str| object.get(key).and_then(Value::as_str);
        for key in ["type", "mode", "kind", "event", "role", "scope"] {
            tags.kinds.push_str(&text(key).map(fold).unwrap_or_default());
        }
        for key in ["status", "state"] {
            tags.status.push_str(&text(key).map(fold).unwrap_or_default());
        }
        // A conflict that the knowledge names has a shorter key than its row's id.
        let own = (what == What::Conflicts).then_some(id);
        tags.conflict = text("conflict").or(own).map(str::to_owned);
        match what {
            What::Conflicts => tags.names.extend(text("name").map(|n| (Kind::Conflict, fold(n)))),
            What::Actors => tags.party(object),
            _ => {}
        }
        for (key, value) in object {
            match key.as_str() {
                "reports" => tags.reports(value),
                _ => tags.walk(key, value),
            }
        }
        let place = [text("place"), text("place_id")].into_iter().flatten().map(fold).collect::<Vec<_>>();
        if !place.is_empty() {
            tags.names.push((Kind::Place, place.join("|")));
        }
        tags.days = days(object);
        tags.sort = match what {
            What::Actors | What::Conflicts => text("name").map(fold).unwrap_or_default(),
            _ => tags.days.as_ref().map(|(first, _)| first.clone()).unwrap_or_default(),
        };
        tags.names.retain(|(_, name)| !name.trim().is_empty());
        tags.names.sort();
        tags.names.dedup();
        tags.documents.sort();
        tags.documents.dedup();
        tags
    }

    /// Parties and countries below a field, whatever its shape.
    fn walk(&mut self, key: &str, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.walk(key, item)),
            Value::Object(object) if key == "place" => {
                let parts: Vec<String> = ["name", "id"].iter().filter_map(|k| object.get(*k)?.as_str()).map(fold).collect();
                self.names.push((Kind::Place, parts.join("|")));
                object.get("country").into_iter().for_each(|c| self.walk("country", c));
            }
            Value::Object(object) => {
                if object.contains_key("name") {
                    self.party(object);
                }
                object.iter().filter(|(k, _)| *k != "name" && *k != "reports").for_each(|(k, v)| self.walk(k, v));
            }
            Value::String(text) if key == "country" || key == "countries" => self.names.push((Kind::Country, fold(text))),
            _ => {}
        }
    }

    /// An actor by its names, id and codes; its country by the beginnings of these.
    fn party(&mut self, object: &Map<String, Value>) {
        let text = |key: &str| object.get(key).and_then(Value::as_str);
        let list = |key: &str| object.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        let codes: Vec<&str> = list("codes").collect();
        let names = text("name").into_iter().chain(list("names")).map(fold);
        let ids = text("id").into_iter().chain(codes.iter().copied()).map(|id| format!(" {} ", id.to_lowercase()));
        let parts: Vec<String> = names.chain(ids).collect();
        self.names.push((Kind::Actor, parts.join(&BAR.to_string())));
        let countries = codes.iter().copied().chain(text("id").filter(|id| id.len() == 3));
        self.names.extend(countries.filter_map(|code| code.get(..3)).map(|country| (Kind::Country, fold(country))));
    }

    fn reports(&mut self, reports: &Value) {
        for report in reports.as_array().into_iter().flatten() {
            self.documents.extend(report["document"].as_str().map(str::to_owned));
            self.names.extend(report["source"].as_str().map(|s| (Kind::Source, fold(s))));
        }
    }
}

/// The days of a fact: its own, else those of its reports.
fn days(object: &Map<String, Value>) -> Option<(String, String)> {
    let text = |key: &str| object.get(key).and_then(Value::as_str);
    let own = text("date").and_then(interval);
    let until = text("until").or(text("ended")).and_then(interval);
    let (first, last) = match own {
        Some(own) => own,
        None => {
            let first = ["proposed", "declared", "agreed", "in_force"].into_iter().filter_map(|k| interval(text(k)?)).map(|d| d.0).min();
            (
                first.or(text("first_reported").map(str::to_owned))?,
                text("last_reported").or(text("first_reported")).unwrap_or_default().to_owned(),
            )
        }
    };
    let last = until.map_or(last.clone(), |(_, until)| until.max(last));
    Some((first, last))
}

/// First and last day of an ISO date, month, year or interval.
pub(crate) fn interval(iso: &str) -> Option<(String, String)> {
    Days::of_iso(iso).map(|days| (days.first.to_string(), days.last.to_string()))
}

/// Words in lower case without diacritics and marks, each between blanks, so that some words of a name can be looked for.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(' ');
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Kind, Tags, fold, interval};
    use crate::What;

    #[test]
    fn names_are_folded() {
        assert_eq!(fold("Fayez al-Sarrāj"), " fayez al sarraj ");
        assert_eq!(fold("  (N'Djamena) "), " n djamena ");
        assert_eq!(fold("…").trim(), "");
    }

    #[test]
    fn days_of_months_and_intervals() {
        let of = |iso| interval(iso).map(|(a, b)| format!("{a} {b}"));
        assert_eq!(of("2020-01").as_deref(), Some("2020-01-01 2020-01-31"));
        assert_eq!(of("2011").as_deref(), Some("2011-01-01 2011-12-31"));
        assert_eq!(of("2020-01-06/2020-01-12").as_deref(), Some("2020-01-06 2020-01-12"));
        assert_eq!(of("soon"), None);
    }

    #[test]
    fn a_fact_is_found_by_what_stands_in_it() {
        let fact = json!({"id": "x", "type": "ASSAULT", "mode": null, "status": "occurred", "conflict": "libya",
            "actors": [{"name": "Khalifa Haftar", "id": "khalifa-haftar", "codes": ["LBYREB"]}], "recipients": [],
            "place": "Sirte", "place_id": "2210554", "country": "LBY", "date": "2020-01",
            "reports": [{"document": "r2", "source": "The Gulf Post"}, {"document": "r1", "source": null}]});
        let mut tags = Tags::of(What::Events, "x", &fact, "6 a-1\n99 no");
        assert_eq!(tags.names[0], (Kind::Actor, " khalifa haftar | khalifa-haftar | lbyreb ".to_owned()));
        assert_eq!(tags.names.pop(), Some((Kind::Who, "a-1".to_owned())));
        let rest: Vec<(Kind, &str)> = tags.names[1..].iter().map(|(k, n)| (*k, n.as_str())).collect();
        assert_eq!(rest, [(Kind::Place, " sirte | 2210554 "), (Kind::Country, " lby "), (Kind::Source, " the gulf post ")]);
        assert_eq!((tags.kinds.as_str(), tags.status.as_str(), tags.conflict.as_deref()), (" assault ", " occurred ", Some("libya")));
        assert_eq!((tags.sort.as_str(), tags.documents), ("2020-01-01", vec!["r1".to_owned(), "r2".to_owned()]));
    }
}
