//! Files that are no sound store are refused, and left as they are.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::common::{TODAY, add, day, incoming, versions};
use rusqlite::Connection;
use truceline_store::{Store, StoreError};

fn with(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// A store with some reports.
fn filled(reports: usize) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let mut store = Store::open(&path).unwrap();
    let text = |n: usize| (0..200).map(|i| format!("word{} ", (n * 7919 + i * i * 31) % 50_000)).collect::<String>();
    let given: Vec<_> = (0..reports).map(|n| incoming(&format!("r{n}"), None, &text(n))).collect();
    add(&mut store, &given, TODAY);
    (folder, path)
}

/// Both ways to open are refused; the file stays as it was.
fn refused(path: &Path, expected: &str) {
    let before = fs::read(path).unwrap();
    for result in [Store::open(path), Store::open_to_read(path)] {
        let Err(error) = result else { panic!("opened: {expected}") };
        assert!(error.to_string().contains(expected), "{error}");
    }
    assert!(fs::read(path).unwrap() == before, "the file was written to");
}

#[test]
fn other_files() {
    let (_folder, path) = with("report.txt", b"Rebels took the town.");
    refused(&path, "not an SQLite database");
    let (folder, _) = with("x", b"");
    assert!(matches!(Store::open(folder.path()), Err(StoreError::Foreign { .. })));
    assert!(matches!(Store::open_to_read(&folder.path().join("none")), Err(StoreError::Missing { .. })));
}

#[test]
fn other_programs_databases() {
    let (_folder, path) = with("x.db", b"");
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1);").unwrap();
    refused(&path, "a database of another program");
}

#[test]
fn later_versions() {
    let (_folder, path) = filled(1);
    Connection::open(&path).unwrap().execute_batch("PRAGMA user_version = 99; PRAGMA journal_mode = DELETE;").unwrap();
    refused(&path, "later version of Truceline (schema 99");
}

#[test]
fn an_empty_file_becomes_a_store() {
    let (_folder, path) = with("x.db", b"");
    assert!(matches!(Store::open_to_read(&path), Err(StoreError::Missing { .. })));
    assert!(Store::open(&path).is_ok());
}

#[test]
fn damaged_files_are_not_written_to() {
    let (_folder, path) = filled(60);
    let sound = fs::read(&path).unwrap();
    assert!(sound.len() > 10 * 4096);
    // Cut short, as by a copy that was broken off.
    fs::write(&path, &sound[..sound.len() / 2]).unwrap();
    let before = fs::read(&path).unwrap();
    assert!(matches!(Store::open(&path), Err(StoreError::Damaged { .. })));
    assert!(fs::read(&path).unwrap() == before);
    // Pages overwritten.
    let mut damaged = sound.clone();
    damaged[3 * 4096..8 * 4096].fill(0xA5);
    fs::write(&path, &damaged).unwrap();
    let error = Store::open(&path).err().map(|e| e.to_string()).unwrap_or_default();
    assert!(error.contains("is damaged") && error.contains(".recover"), "{error}");
    assert!(fs::read(&path).unwrap() == damaged);
}

#[test]
fn a_damaged_record_is_named() {
    let (_folder, path) = filled(3);
    let connection = Connection::open(&path).unwrap();
    connection.execute("UPDATE texts SET packed = zeroblob(50) WHERE document = 2", []).unwrap();
    drop(connection);
    let store = Store::open_to_read(&path).unwrap();
    let error = store.text(&store.documents(None).unwrap()[1]).unwrap_err().to_string();
    assert!(error.contains("is damaged: the record of document \"r1\""), "{error}");
}

#[test]
fn a_full_disk_loses_the_batch_and_nothing_else() {
    let (_folder, path) = filled(3);
    let mut store = Store::open(&path).unwrap();
    let pages = fs::metadata(&path).unwrap().len() / 4096;
    store.limit_size((pages + 4) * 4096).unwrap();
    let given: Vec<_> = (0..50).map(|n| incoming(&format!("more{n}"), None, &format!("{n} ").repeat(9000))).collect();
    let mut batch = store.begin(&versions(), day(TODAY)).unwrap();
    let failed = given.iter().find_map(|r| batch.add(r).err());
    assert!(matches!(failed, Some(StoreError::Full { .. })), "{failed:?}");
    drop(batch);
    assert_eq!(store.documents(None).unwrap().len(), 3);
    drop(store);
    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.documents(None).unwrap().len(), 3, "and the file is sound");
    add(&mut store, &given, TODAY);
    assert_eq!(store.documents(None).unwrap().len(), 53);
}

#[test]
fn a_store_that_cannot_be_written_can_be_read() {
    let (_folder, path) = filled(3);
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    assert_eq!(Store::open_to_read(&path).unwrap().documents(None).unwrap().len(), 3);
    // Root may write to any file.
    if fs::OpenOptions::new().append(true).open(&path).is_err() {
        assert!(matches!(Store::open(&path), Err(StoreError::ReadOnly { .. })));
    }
}
