//! Invented reports and facts.

use jiff::civil::Date;
use serde_json::{Value, json};
use truceline_conflict::{Claim, Days, Evidence, Fact as Says, Party, Report};
use truceline_store::{Added, Digest, Fact, Facts, Incoming, Store, Versions, What};

/// The day of ingest.
pub const TODAY: &str = "2020-03-01";

/// A day, ISO.
pub fn day(iso: &str) -> Date {
    iso.parse().unwrap()
}

/// Versions of what coded the reports.
pub fn versions() -> Versions {
    Versions { program: "1".to_owned(), model: "m".to_owned(), knowledge: "k".to_owned() }
}

/// A report in which one side opposes another.
pub fn incoming(id: &str, published: Option<&str>, text: &str) -> Incoming {
    let party = |name: &str| Party { name: name.into(), id: None, codes: vec!["LBYREB".into()] };
    let published = published.map(day);
    let claim = Claim {
        fact: Says::Opposition { a: party("Northern Guard"), b: party("Southern League") },
        date: published.map(|d| Days { first: d, last: d }),
        attributed_to: Vec::new(),
        evidence: Evidence { start: 0, end: 5, quote: text.get(..5).unwrap_or_default().to_owned(), trigger: (0, 5) },
    };
    let report = Report {
        id: id.to_owned(),
        known: published.unwrap_or(day(TODAY)),
        source: Some("Daily Example".to_owned()),
        url: None,
        title: Some("A title".to_owned()),
        sketch: vec![1, 2, u32::MAX],
        claims: vec![claim],
    };
    let written = published.map(|d| d.to_string());
    let digest = Digest::of(&[Some(id), written.as_deref(), Some(text)]);
    Incoming { report, text: text.to_owned(), published, inferred: None, digest }
}

/// Adds reports in one batch, on the day `on`.
pub fn add(store: &mut Store, reports: &[Incoming], on: &str) -> Vec<Added> {
    let mut batch = store.begin(&versions(), day(on)).unwrap();
    let added = reports.iter().map(|r| batch.add(r).unwrap()).collect();
    batch.commit().unwrap();
    added
}

/// A fact of an event, told by documents.
pub fn event(id: &str, actor: &str, date: &str, documents: &[&str]) -> Fact {
    let reports: Vec<Value> = documents.iter().map(|d| json!({"document": d, "source": "Daily Example"})).collect();
    let value = json!({"id": id, "conflict": "c1", "type": "ASSAULT", "mode": "aerial", "status": "occurred",
        "actors": [{"name": actor, "id": "some-id", "codes": ["LBYREB"]}], "recipients": [], "place": "Sirte", "place_id": "22",
        "country": "LBY", "date": date, "reports": reports});
    Fact { what: What::Events, id: id.to_owned(), value, also: Vec::new() }
}

/// A picture of these facts, with the conflict that they belong to.
pub fn picture(facts: Vec<Fact>) -> Facts {
    let conflict = json!({"id": "c1", "name": "War of Examples", "reports": []});
    let conflict = Fact { what: What::Conflicts, id: "c1".to_owned(), value: conflict, also: Vec::new() };
    Facts { facts: facts.into_iter().chain([conflict]).collect(), ..Facts::default() }
}

/// Ids of facts or documents.
pub fn ids(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["id"].as_str().unwrap()).collect()
}
