//! The drawn picture is kept, changed and asked.

use crate::common::{TODAY, add, day, event, ids, incoming, picture};
use truceline_store::{Filter, Store, What};

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("x.db")).unwrap();
    let texts = ["Jets struck the harbour.", "Jets hit the harbour again.", "Shells fell at night."];
    let reports: Vec<_> = ["r1", "r2", "r3"].iter().zip(texts).map(|(id, text)| incoming(id, Some("2020-01-10"), text)).collect();
    add(&mut store, &reports, TODAY);
    (folder, store)
}

fn found(store: &Store, filter: Filter) -> String {
    ids(&store.find(What::Events, &filter, None).unwrap()).join(" ")
}

fn drawn() -> (tempfile::TempDir, Store) {
    let (folder, mut store) = store();
    let facts = vec![
        event("e1", "Khalifa Haftar", "2020-01-12", &["r1", "r2"]),
        event("e2", "Faÿez al-Serraj", "2020-01", &["r3"]),
        event("e3", "Haftaran Band", "2020-01-11/2020-01-12", &["r3"]),
    ];
    store.draw(&picture(facts), store.generation().unwrap().as_deref(), "1").unwrap();
    (folder, store)
}

#[test]
fn facts_are_found_by_each_filter() {
    let (_folder, store) = drawn();
    let some = |text: &str| Some(text.to_owned());
    let actor = |name: &str| found(&store, Filter { actors: vec![name.to_owned()], ..Filter::default() });
    assert_eq!(found(&store, Filter::default()), "e2 e3 e1", "by day, then by id");
    assert_eq!([actor("haftar"), actor("Fayez Al Serraj"), actor("Haf")], ["e1", "e2", ""].map(str::to_owned));
    assert_eq!([actor("some-id"), actor("lbyreb"), actor("|")], ["e2 e3 e1", "e2 e3 e1", ""].map(str::to_owned));
    assert_eq!(found(&store, Filter { actors: vec!["Haftar".to_owned(), "Serraj".to_owned()], ..Filter::default() }), "");
    for (filter, expected) in [
        (Filter { place: some("sirte"), ..Filter::default() }, "e2 e3 e1"),
        (Filter { place: some("Tripoli"), ..Filter::default() }, ""),
        (Filter { country: some("lby"), ..Filter::default() }, "e2 e3 e1"),
        (Filter { country: some("SYR"), ..Filter::default() }, ""),
        (Filter { kind: some("assault"), ..Filter::default() }, "e2 e3 e1"),
        (Filter { kind: some("aerial"), ..Filter::default() }, "e2 e3 e1"),
        (Filter { kind: some("AID"), ..Filter::default() }, ""),
        (Filter { status: some("planned"), ..Filter::default() }, ""),
        (Filter { conflict: some("examples"), ..Filter::default() }, "e2 e3 e1"),
        (Filter { conflict: some("c1"), ..Filter::default() }, "e2 e3 e1"),
        (Filter { conflict: some("exam"), ..Filter::default() }, "e2 e3 e1"),
        (Filter { conflict: some("Libya"), ..Filter::default() }, ""),
        (Filter { source: some("daily example"), ..Filter::default() }, "e2 e3 e1"),
        (Filter { from: Some(day("2020-01-13")), ..Filter::default() }, "e2"),
        (Filter { to: Some(day("2020-01-11")), ..Filter::default() }, "e2 e3"),
        (Filter { text: some("harbour"), ..Filter::default() }, "e1"),
        (Filter { text: some("harbour"), kind: some("ASSAULT"), to: Some(day("2020-01-11")), ..Filter::default() }, ""),
    ] {
        assert_eq!(found(&store, filter.clone()), expected, "{filter:?}");
    }
    assert_eq!(ids(&store.find(What::Events, &Filter::default(), Some(1)).unwrap()), ["e2"]);
    assert_eq!(
        ids(&store.find_documents(&Filter { actors: vec!["Haftar".to_owned()], ..Filter::default() }, None, None).unwrap()),
        ["r1", "r2"]
    );
}

#[test]
fn only_what_is_drawn_is_there_afterwards() {
    let (_folder, mut store) = drawn();
    let (harbour, haftar) = (
        Filter { text: Some("harbour".to_owned()), ..Filter::default() },
        Filter { actors: vec!["Haftar".to_owned()], ..Filter::default() },
    );
    add(&mut store, &[incoming("r1", Some("2020-01-10"), "Jets struck the quay.")], "2020-02-01");
    assert!(!store.is_drawn("1").unwrap());
    let facts = vec![event("e1", "Another Name", "2020-01-12", &["r1"]), event("e3", "Haftaran Band", "2020-01-11/2020-01-12", &["r3"])];
    let generation = store.generation().unwrap();
    store.draw(&picture(facts), generation.as_deref(), "1").unwrap();
    assert!(store.is_drawn("1").unwrap() && !store.is_drawn("2").unwrap(), "another version may draw otherwise");
    assert_eq!(found(&store, Filter::default()), "e3 e1");
    assert_eq!((found(&store, harbour), found(&store, haftar)), (String::new(), String::new()));
    assert_eq!(found(&store, Filter { text: Some("quay".to_owned()), ..Filter::default() }), "e1", "by the words of the revision");
    assert_eq!(store.find_id("e1").unwrap().len(), 1);
}

#[test]
fn a_picture_set_aside_hides_the_kept_one_and_leaves_it_alone() {
    let (folder, mut store) = drawn();
    store.set_aside(&picture(vec![event("old", "Nobody", "2020-01-01", &["r1"])]), Some(day("2020-01-10"))).unwrap();
    assert_eq!(found(&store, Filter::default()), "old");
    assert_eq!(found(&store, Filter { text: Some("harbour".to_owned()), ..Filter::default() }), "old");
    drop(store);
    let store = Store::open_to_read(&folder.path().join("x.db")).unwrap();
    assert_eq!(found(&store, Filter::default()), "e2 e3 e1");
}

#[test]
fn ids_are_found_by_their_beginnings() {
    let (_folder, mut store) = store();
    let facts = vec![event("abcd1", "A", "2020-01-12", &["r1"]), event("abcd2", "B", "2020-01-12", &["r1"])];
    store.draw(&picture(facts), None, "1").unwrap();
    assert_eq!(store.find_id("abcd1").unwrap().len(), 1);
    assert_eq!(store.find_id("abcd").unwrap().len(), 2);
    assert_eq!(store.find_id("abc").unwrap().len(), 0, "too short to be meant");
    let document = &store.documents(None).unwrap()[0];
    assert_eq!(store.told_by(document).unwrap().len(), 2);
}
