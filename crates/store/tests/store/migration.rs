//! Stores of earlier versions, made by those versions, are brought up to date and lose nothing.

use std::{fs, path::Path};

use crate::common::day;
use truceline_store::{Filter, Store, What};

/// A copy of the store of a schema.
fn stored(schema: u32) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.db");
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/schema-{schema}.db"));
    fs::copy(data, &path).unwrap();
    (folder, path)
}

#[test]
fn stores_of_earlier_schemas_lose_nothing() {
    for schema in 1..truceline_store::SCHEMA {
        brought_up_to_date(schema as u32);
    }
}

fn brought_up_to_date(schema: u32) {
    let (_folder, path) = stored(schema);
    let store = Store::open(&path).unwrap();
    let seen = |as_of: Option<&str>| {
        let documents = store.documents(as_of.map(day)).unwrap();
        documents.iter().map(|d| format!("{} {}", d.id, d.revision)).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(seen(None), "libya-03-ankara-vote 1, libya-01-memoranda 2");
    assert_eq!(seen(Some("2020-02-09")), "libya-02-zero-hour 1, libya-03-ankara-vote 1, libya-01-memoranda 2");
    assert_eq!(seen(Some("2020-01-31")), "libya-01-memoranda 1, libya-02-zero-hour 1, libya-03-ankara-vote 1");
    for document in store.documents(None).unwrap() {
        let (report, text) = (store.report(&document).unwrap(), store.text(&document).unwrap());
        assert!(!report.claims.is_empty() && report.claims.iter().all(|c| text.contains(&c.evidence.quote)));
    }
    let truce = Filter { text: Some("parliament".to_owned()), ..Filter::default() };
    assert_eq!(crate::common::ids(&store.find_documents(&truce, None, None).unwrap()), ["libya-03-ankara-vote"]);
    // From the third on the picture has the same tables and stays; how it was on past days is not known.
    assert_eq!(store.is_drawn("0.1.0").unwrap(), schema > 2);
    assert_eq!(store.find(What::Events, &Filter::default(), None).unwrap().is_empty(), schema < 3);
    if schema < 4 {
        assert!(!store.shows(day("2020-01-31")).unwrap() && store.first_gap().unwrap() == Some(day("2019-11-28")));
    }
}

/// What was on each day, and what an index that a step made anew finds of it.
#[test]
fn past_days_stay_from_the_fourth_on() {
    let (_folder, path) = stored(4);
    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.first_gap().unwrap(), None);
    let told = |store: &Store| {
        let conflicts = store.find(What::Conflicts, &Filter::default(), None).unwrap();
        let standing = conflicts.first().map(|libya| store.standing(libya).unwrap().documents);
        let latest = store.latest("libya", 1000, 1000).unwrap();
        let event = |fact: &serde_json::Value| fact["reports"].as_array().unwrap().len();
        (standing, latest.totals["events"], latest.rows["events"].iter().map(event).sum::<usize>())
    };
    let mut days = vec![told(&store)];
    for day in ["2020-02-09", "2020-01-31", "2019-12-12", "2019-11-27"].map(day) {
        store.look_back(day).unwrap();
        days.push(told(&store));
    }
    assert_eq!(days, [(Some(2), 19, 19), (Some(3), 25, 25), (Some(3), 26, 26), (Some(1), 12, 12), (None, 0, 0)]);
}

#[test]
fn reading_brings_up_to_date_too() {
    let (_folder, path) = stored(1);
    drop(Store::open_to_read(&path).unwrap());
    let connection = rusqlite::Connection::open(&path).unwrap();
    let schema: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    assert_eq!(schema, truceline_store::SCHEMA);
}
