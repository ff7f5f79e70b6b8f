//! Reports are kept, recognised, superseded and taken back.

use crate::common::{TODAY, add, day, ids, incoming};
use truceline_store::{Added, Filter, Store, StoreError};

const FIRST: &str = "Rebels took the northern town.";
const SECOND: &str = "Rebels took the northern town and its port.";

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("deeper/x.db")).unwrap();
    (folder, store)
}

fn seen(store: &Store, as_of: Option<&str>) -> Vec<String> {
    let documents = store.documents(as_of.map(day)).unwrap();
    documents.iter().map(|d| format!("{} {}", d.id, d.revision)).collect()
}

#[test]
fn what_is_kept_comes_back() {
    let (_folder, mut store) = store();
    let given = incoming("a", Some("2020-01-10"), FIRST);
    assert_eq!(add(&mut store, std::slice::from_ref(&given), TODAY), [Added::New]);
    let documents = store.documents(None).unwrap();
    assert_eq!(store.report(&documents[0]).unwrap(), given.report, "quotes too, though they are not kept");
    assert_eq!(store.text(&documents[0]).unwrap(), FIRST);
    assert_eq!(store.coded_by(&documents[0]).unwrap(), crate::common::versions());
    assert!(store.digests().unwrap().contains(&given.digest));
}

#[test]
fn the_same_report_again_changes_nothing() {
    let (_folder, mut store) = store();
    let given = incoming("a", Some("2020-01-10"), FIRST);
    add(&mut store, std::slice::from_ref(&given), TODAY);
    let generation = store.generation().unwrap();
    assert_eq!(add(&mut store, &[given.clone(), given], "2020-04-01"), [Added::Unchanged, Added::Unchanged]);
    assert_eq!(store.documents(None).unwrap().len(), 1);
    assert_eq!(store.generation().unwrap(), generation, "nothing to draw anew");
}

#[test]
fn a_revision_supersedes_from_its_arrival_on() {
    let (_folder, mut store) = store();
    let given = [incoming("a", Some("2020-01-10"), FIRST), incoming("a", Some("2020-01-10"), SECOND)];
    assert_eq!(add(&mut store, &given, TODAY), [Added::New, Added::Revision(2)]);
    assert_eq!(seen(&store, Some("2020-01-09")), [""; 0]);
    assert_eq!(seen(&store, Some("2020-01-10")), ["a 1"]);
    assert_eq!(seen(&store, Some("2020-02-29")), ["a 1"]);
    assert_eq!(seen(&store, Some(TODAY)), ["a 2"]);
    assert_eq!(seen(&store, None), ["a 2"]);
    let revisions = store.revisions("a").unwrap();
    assert_eq!(revisions[0].known_until, Some(day(TODAY)));
    assert_eq!((revisions[1].revision, revisions[1].known_until), (2, None));
    let late = incoming("a", Some("2020-05-05"), "Rebels left the northern town.");
    assert_eq!(add(&mut store, &[late], TODAY), [Added::Revision(3)]);
    assert_eq!(seen(&store, Some("2020-05-04")), ["a 2"], "known from its own date, which is later");
    assert_eq!(seen(&store, Some("2020-05-05")), ["a 3"]);
}

#[test]
fn a_retracted_document_is_seen_before_that_day_only() {
    let (_folder, mut store) = store();
    add(&mut store, &[incoming("a", Some("2020-01-10"), FIRST), incoming("b", None, SECOND)], "2020-01-11");
    assert!(store.retract("a", day("2020-01-20")).unwrap());
    assert_eq!(seen(&store, Some("2020-01-19")), ["a 1", "b 1"]);
    assert_eq!(seen(&store, Some("2020-01-20")), ["b 1"]);
    assert_eq!(seen(&store, None), ["b 1"]);
    assert!(!store.retract("a", day("2020-01-25")).unwrap(), "it ended before");
    assert!(store.retract("a", day("2020-01-15")).unwrap());
    assert_eq!(seen(&store, Some("2020-01-15")), ["b 1"]);
    assert_eq!(store.revisions("a").unwrap()[0].known_until, Some(day("2020-01-15")));
    add(&mut store, &[incoming("a", Some("2020-01-10"), "Rebels took no town.")], "2020-02-01");
    assert_eq!(seen(&store, None), ["b 1", "a 2"], "a later revision is seen");
    match store.retract("bb", day(TODAY)) {
        Err(StoreError::NoDocument { id, nearest: None }) => assert_eq!(id, "bb"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_batch_that_is_not_committed_leaves_nothing() {
    let (_folder, mut store) = store();
    let mut batch = store.begin(&crate::common::versions(), day(TODAY)).unwrap();
    batch.add(&incoming("a", None, FIRST)).unwrap();
    drop(batch);
    assert_eq!(store.documents(None).unwrap(), []);
    assert!(store.is_drawn("1").unwrap(), "there is nothing to draw");
}

#[test]
fn documents_are_found() {
    let (_folder, mut store) = store();
    let mut other = incoming("c", Some("2020-01-05"), "Talks on a cease-fire began in Geneva.");
    other.report.source = Some("Évening Post".to_owned());
    add(&mut store, &[incoming("b", None, SECOND), other, incoming("a", Some("2020-01-10"), FIRST)], TODAY);
    let found = |filter: Filter| {
        let rows = store.find_documents(&filter, None, None).unwrap();
        ids(&rows).join(" ")
    };
    assert_eq!(found(Filter::default()), "c a b", "by the day from which they are known");
    let text = |text: &str| found(Filter { text: Some(text.to_owned()), ..Filter::default() });
    assert_eq!(text("rebel port"), "b", "words in any form");
    assert_eq!(text("cease-fire"), "c");
    assert_eq!(text("\"began in\" OR port"), "c b");
    assert_eq!(text("geneva rebels"), "");
    assert_eq!(found(Filter { source: Some("evening".to_owned()), ..Filter::default() }), "c");
    assert_eq!(found(Filter { from: Some(day("2020-01-06")), to: Some(day("2020-02-01")), ..Filter::default() }), "a");
    assert_eq!(ids(&store.find_documents(&Filter::default(), None, Some(2)).unwrap()), ["c", "a"]);
    let nothing = Filter { text: Some("...".to_owned()), ..Filter::default() };
    assert!(matches!(store.find_documents(&nothing, None, None), Err(StoreError::Words { .. })));
}
