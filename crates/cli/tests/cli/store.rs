//! The store through the program: kept, asked, killed, full.

use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead, BufReader},
    process::Command,
    time::Duration,
};

use jiff::civil::Date;
use serde_json::{Value, json};
use truceline_store::{Store, What};

use crate::{Ended, Place, end};

/// Reports on one invented fight, a line each.
const REPORTS: [(&str, &str, &str); 4] = [
    ("a", "2020-01-10", "Rebels attacked an army convoy near Kidal on Thursday, the government said. Five soldiers were killed."),
    (
        "b",
        "2020-01-11",
        "Rebels attacked an army convoy near Kidal on Thursday. At least six soldiers were killed, a rebel spokesman said.",
    ),
    ("c", "2020-01-12", "The government and the rebels agreed on a ceasefire on Saturday. France welcomed the truce."),
    ("d", "2020-01-14", "Mali's president met the French foreign minister in Bamako on Monday."),
];

fn lines(reports: &[(&str, &str, &str)]) -> String {
    let line = |(id, day, text): &(&str, &str, &str)| {
        format!("{}\n", json!({"id": id, "published": day, "source": "Daily Example", "text": text}))
    };
    reports.iter().map(line).collect()
}

/// A place with a store of all reports.
fn stored() -> Place {
    let place = Place::new();
    place.write("all.jsonl", lines(&REPORTS));
    place.run(&["ingest", "--db", "x.db", "all.jsonl"]).expect(0, &["4 new"]);
    place
}

fn query(place: &Place, db: &str, rest: &[&str]) -> Value {
    let ended = place.run(&[&["query", "--db", db, "--format", "json"], rest].concat());
    ended.expect(0, &[]);
    serde_json::from_str(&ended.out).unwrap()
}

fn ids(rows: &Value) -> Vec<&str> {
    rows.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect()
}

fn states(ended: &Ended) -> Vec<String> {
    ended.json().iter().map(|l| format!("{} {}", l["id"].as_str().unwrap(), l["state"].as_str().unwrap())).collect()
}

#[test]
fn each_report_is_acknowledged_with_what_became_of_it() {
    let place = Place::new();
    place.write("all.jsonl", lines(&REPORTS[..2]));
    let ended = place.run(&["ingest", "--db", "x.db", "all.jsonl"]);
    ended.expect(0, &["x.db: 2 new"]);
    assert_eq!(states(&ended), ["a new", "b new"]);
    let ended = place.run(&["ingest", "--db", "x.db", "all.jsonl"]);
    ended.expect(0, &["2 there already"]);
    assert_eq!(states(&ended), ["a unchanged", "b unchanged"]);
    let twice = lines(&[("a", "2020-01-10", "Rebels attacked nobody."), REPORTS[2], REPORTS[2]]) + "{broken\n";
    let ended = place.run_with(&["ingest", "--db", "x.db", "--known", "2020-02-01"], twice);
    ended.expect(1, &["stdin:4", "1 revision"]);
    assert_eq!(states(&ended), ["a revision", "c new", "c unchanged"]);
    assert_eq!(ids(&query(&place, "x.db", &["documents"])), ["b", "c", "a"]);
    assert_eq!(ids(&query(&place, "x.db", &["documents", "--as-of", "2020-01-31"])), ["a", "b", "c"]);
}

#[test]
fn answers_do_not_depend_on_the_order_of_ingestion() {
    let place = stored();
    for (n, order) in [[3, 2, 1, 0], [1, 3, 0, 2]].into_iter().enumerate() {
        let db = format!("{n}.db");
        for report in order {
            place.write("one.jsonl", lines(&REPORTS[report..=report]));
            place.run(&["ingest", "-q", "--db", &db, "one.jsonl"]).expect(0, &[]);
        }
        for what in What::ALL.map(What::name) {
            let ask = |db: &str| place.run(&["query", "--format", "json", what, "--db", db]).out;
            assert_eq!(ask("x.db"), ask(&db), "{what}");
        }
        let before = |db: &str| place.run(&["query", "--format", "json", "events", "--db", db, "--as-of", "2020-01-11"]).out;
        assert_eq!(before("x.db"), before(&db));
    }
}

#[test]
fn a_retracted_report_is_gone_from_that_day_on() {
    let place = stored();
    place.run(&["retract", "--db", "x.db", "c", "--on", "2020-01-20"]).expect(0, &["\"c\" is not seen from 2020-01-20 on"]);
    assert_eq!(ids(&query(&place, "x.db", &["documents"])), ["a", "b", "d"]);
    assert_eq!(ids(&query(&place, "x.db", &["documents", "--as-of", "2020-01-19"])), ["a", "b", "c", "d"]);
    assert_eq!(query(&place, "x.db", &["ceasefires"]), json!([]), "nobody else told of the ceasefire");
    place.run(&["retract", "--db", "x.db", "nobody"]).expect(2, &["there is no document \"nobody\""]);
    place.run(&["retract", "--db", "none.db", "c"]).expect(2, &["there is no store none.db"]);
    assert!(!place.path("none.db").exists());
}

#[test]
fn past_days_answer_alike_whether_they_are_kept_or_drawn() {
    let place = Place::new();
    let old = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/tests/data/schema-3.db");
    fs::copy(old, place.path("x.db")).unwrap();
    let day: Date = "2020-01-10".parse().unwrap();
    let kept = || Store::open(&place.path("x.db")).unwrap().shows(day).unwrap();
    let asked = |knowledge: &[&str]| {
        let asked = [
            &["query", "events", "--db", "x.db", "--as-of", "2020-01-10"][..],
            &["query", "documents", "--db", "x.db", "--as-of", "2020-01-10"],
            &["diff", "--db", "x.db", "--from", "2019-12-20", "--to", "2020-02-10"],
            &["brief", "--db", "x.db", "Libya", "--as-of", "2020-01-10"],
        ];
        asked.map(|arguments| place.run(&[arguments, knowledge].concat()).out)
    };
    // So that now and then are of one knowledge.
    place.run(&["ingest", "-q", "--db", "x.db", "--recode"]).expect(0, &[]);
    let drawn = asked(&[]);
    place.run(&["ingest", "--db", "x.db", "--past"]).expect(0, &[]);
    assert!(kept() && drawn.iter().all(|answer| answer.len() > 100));
    // Somebody writes meanwhile, and there is nothing to draw with: neither is needed.
    let writer = rusqlite::Connection::open(place.path("x.db")).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(asked(&["--knowledge", "nowhere"]), drawn);
    drop(writer);
    place.run(&["ingest", "--db", "none.db", "--past"]).expect(2, &["there is no store none.db"]);
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let place = stored();
    place.run(&["query", "--db", "none.db", "events"]).expect(2, &["there is no store none.db"]);
    place.run(&["query", "--db", "x.db", "evnts"]).expect(2, &["possible values: documents, events"]);
    place.run(&["query", "--db", "x.db", "events", "--from", "yesterday"]).expect(2, &["expected a day such as 2020-01-13"]);
    place.run(&["query", "--db", "x.db", "documents", "--text", "?!"]).expect(2, &["nothing to search for"]);
    place.run(&["diff", "--db", "x.db", "--from", "2020-01-13", "--to", "2020-01-12"]).expect(2, &["--to is before --from"]);
    place.run(&["show", "--db", "x.db", "zzz"]).expect(2, &["there is no document \"zzz\""]);
}

#[test]
fn the_store_can_be_set() {
    let place = Place::new();
    place.write("one.jsonl", lines(&REPORTS[..1])).write("truceline.toml", "db = \"sub/mine.db\"\n");
    place.run(&["ingest", "one.jsonl"]).expect(0, &["sub/mine.db: 1 new"]);
    let mut command = place.command(&["ingest", "one.jsonl"]);
    command.env("TRUCELINE_DB", "other.db");
    end(command).expect(0, &["other.db: 1 new"]);
    fs::remove_file(place.path("truceline.toml")).unwrap();
    if cfg!(target_os = "linux") {
        place.run(&["ingest", "one.jsonl"]).expect(0, &[".local/share/truceline/store.db: 1 new"]);
    }
}

#[test]
fn a_document_is_shown_with_its_revisions() {
    let place = stored();
    place.write("new.jsonl", lines(&[("a", "2020-01-10", "Rebels attacked an army convoy near Kidal on Thursday.")]));
    place.run(&["ingest", "--db", "x.db", "--known", "2020-02-01", "new.jsonl"]).expect(0, &[]);
    let shown: Value = serde_json::from_str(&place.run(&["show", "--db", "x.db", "a"]).out).unwrap();
    assert_eq!((&shown["document"]["revision"], shown["revisions"].as_array().unwrap().len()), (&json!(2), 2));
    assert!(!shown["text"].as_str().unwrap().contains("Five"));
    let before: Value = serde_json::from_str(&place.run(&["show", "--db", "x.db", "a", "--as-of", "2020-01-20"]).out).unwrap();
    assert!(before["text"].as_str().unwrap().contains("Five"));
    let text = place.run(&["show", "--db", "x.db", "a", "--format", "text"]);
    text.expect(0, &[]);
    assert!(text.out.contains("revision 1: seen from 2020-01-10 to before 2020-02-01"), "{}", text.out);
}

#[test]
fn damaged_and_foreign_files_are_left_alone() {
    let place = stored();
    place.write("notes.db", "my notes, at some length");
    let mut bytes = fs::read(place.path("x.db")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 3 * 4096].fill(0x5a);
    place.write("damaged.db", &bytes);
    for (db, why) in [("notes.db", "not an SQLite database"), ("damaged.db", "is damaged")] {
        let before = fs::read(place.path(db)).unwrap();
        place.run(&["ingest", "--db", db, "all.jsonl"]).expect(2, &[why]);
        assert!(fs::read(place.path(db)).unwrap() == before, "{db} was written to");
    }
}

#[test]
fn kept_reports_are_coded_anew_and_known_as_before() {
    let place = stored();
    let asked = |rest: &[&str]| {
        let lists = What::ALL.map(|what| place.run(&[&["query", "--format", "json", what.name(), "--db", "x.db"], rest].concat()).out);
        lists.concat()
    };
    let (now, before) = (asked(&[]), asked(&["--as-of", "2020-01-11"]));
    place.run(&["ingest", "--db", "x.db", "--recode"]).expect(0, &["all reports were coded by this version"]);
    // As if an earlier version had found nothing in two of the reports.
    let connection = rusqlite::Connection::open(place.path("x.db")).unwrap();
    let nothing = "789c8b8e0500011500b9";
    let old = format!("UPDATE versions SET knowledge = 'old'; UPDATE claims SET packed = X'{nothing}' WHERE document < 3;");
    connection.execute_batch(&old).unwrap();
    drop(connection);
    place.run(&["ingest", "--db", "x.db", "all.jsonl"]).expect(0, &["4 reports there were coded by another version", "--recode"]);
    let ended = place.run(&["ingest", "--db", "x.db", "--recode"]);
    ended.expect(0, &["4 reports coded anew"]);
    assert_eq!(states(&ended), ["a recoded", "b recoded", "c recoded", "d recoded"]);
    assert_eq!((asked(&[]), asked(&["--as-of", "2020-01-11"])), (now, before));
    place.run(&["ingest", "--db", "none.db", "--recode"]).expect(2, &["there is no store none.db"]);
    place.run(&["ingest", "--db", "x.db", "--recode", "all.jsonl"]).expect(2, &["cannot be used with"]);
}

#[test]
fn a_country_is_found_by_any_of_its_names() {
    let place = stored();
    let found = ids_of(&place, "MLI");
    assert!(!found.is_empty());
    for name in ["Mali", "mali", "ML", "Republic of Mali"] {
        assert_eq!(ids_of(&place, name), found, "{name}");
    }
    place.run(&["query", "--db", "x.db", "events", "--country", "Malli"]).expect(2, &["no country is called \"Malli\""]);
}

fn ids_of(place: &Place, country: &str) -> Vec<String> {
    ids(&query(place, "x.db", &["events", "--country", country])).into_iter().map(str::to_owned).collect()
}

/// Kills `ingest` at many points. Whatever it had acknowledged must be there, and the next run must go on from it.
#[cfg(unix)]
#[test]
fn a_killed_ingest_loses_nothing_that_it_acknowledged() {
    let place = Place::new();
    let text = |n| format!("Rebels attacked an army convoy near Kidal on Thursday. {n} soldiers were killed.");
    let many: String = (0..600).map(|n| lines(&[(&format!("r{n}"), "2020-01-10", &text(n))])).collect();
    place.write("many.jsonl", many);
    let mut seed = 7_u64;
    let mut below = |limit: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % limit
    };
    let mut cut_off = 0;
    for round in 0..20 {
        let db = format!("{}.db", round % 3);
        let mut child = place.command(&["ingest", "--db", &db, "many.jsonl"]).spawn().unwrap();
        // From before the store is made, or from some acknowledgement on.
        let (wanted, pause) = if round % 4 == 0 { (0, below(600)) } else { (below(200) as usize, below(40)) };
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let mut acknowledged: Vec<String> = lines.by_ref().take(wanted).collect();
        std::thread::sleep(Duration::from_millis(pause));
        child.kill().unwrap();
        child.wait().unwrap();
        acknowledged.extend(lines);
        cut_off += usize::from((1..600).contains(&acknowledged.len()));
        lost(&place, &db, &acknowledged);
    }
    assert!(cut_off >= 5, "only {cut_off} runs were cut off while they wrote");
    place.run(&["ingest", "--db", "0.db", "many.jsonl"]).expect(0, &[]);
    assert_eq!(query(&place, "0.db", &["documents"]).as_array().unwrap().len(), 600);
}

/// Fails where an acknowledged report is not in the store, or the store does not open.
fn lost(place: &Place, db: &str, acknowledged: &[String]) {
    // The last line may be cut off.
    let id = |line: &String| Some(serde_json::from_str::<Value>(line).ok()?["id"].as_str()?.to_owned());
    let acknowledged: Vec<String> = acknowledged.iter().filter_map(id).collect();
    if !place.path(db).exists() {
        assert!(acknowledged.is_empty());
        return;
    }
    let store = Store::open(&place.path(db)).unwrap();
    let kept: BTreeSet<String> = store.documents(None).unwrap().into_iter().map(|d| d.id).collect();
    let lost: Vec<&String> = acknowledged.iter().filter(|id| !kept.contains(*id)).collect();
    assert!(lost.is_empty(), "{db} lost {lost:?}");
}

/// A file that may not grow stands for a full disk: the system refuses the write in the same place.
#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_keeps_what_was_acknowledged() {
    let place = Place::new();
    let many: String = (0..300)
        .map(|n| {
            let text = format!("Rebels attacked an army convoy near Kidal on Thursday, report {n} said. ").repeat(20);
            lines(&[(&format!("r{n}"), "2020-01-10", &text)])
        })
        .collect();
    place.write("many.jsonl", many);
    let program = env!("CARGO_BIN_EXE_truceline");
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("trap '' XFSZ; ulimit -f 512; exec '{program}' ingest --db x.db many.jsonl")]);
    shell.current_dir(place.path("")).env_clear().env("HOME", place.path(""));
    let ended = end(shell);
    ended.expect(2, &["x.db cannot grow", "make room and run the command again"]);
    let kept = Store::open(&place.path("x.db")).unwrap().documents(None).unwrap().len();
    assert!(kept >= ended.json().len(), "{kept} kept, {} acknowledged", ended.json().len());
    place.run(&["ingest", "--db", "x.db", "many.jsonl"]).expect(0, &[]);
    assert_eq!(query(&place, "x.db", &["documents"]).as_array().unwrap().len(), 300);
}

#[test]
fn an_event_told_twice_is_one_fact_with_both_reports() {
    let place = stored();
    let attack = |rest: &[&str]| {
        let filters = ["events", "--type", "assault", "--actor", "rebels", "--place", "Kidal", "--to", "2020-01-09"];
        let rows = query(&place, "x.db", &[&filters, rest].concat());
        let [row] = rows.as_array().unwrap().as_slice() else { panic!("{rows:#}") };
        row.clone()
    };
    let told_by =
        |row: &Value| row["reports"].as_array().unwrap().iter().map(|r| r["document"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    let (now, before) = (attack(&[]), attack(&["--as-of", "2020-01-10"]));
    assert_eq!((told_by(&now), told_by(&before)), (vec!["a".to_owned(), "b".to_owned()], vec!["a".to_owned()]));
    let id = now["id"].as_str().unwrap();
    assert_eq!(before["id"], id, "the same fact, whoever else tells it");

    let shown = place.run(&["show", "--db", "x.db", id, "--format", "text"]);
    shown.expect(0, &[]);
    assert!(shown.out.contains("2020-01-10 · Daily Example · a") && shown.out.contains("2020-01-11 · Daily Example · b"), "{}", shown.out);

    let changes = place.run(&["diff", "--db", "x.db", "--from", "2020-01-10", "--to", "2020-01-12", "--format", "json"]);
    changes.expect(0, &[]);
    let changes: Value = serde_json::from_str(&changes.out).unwrap();
    let kinds = |list: &str| -> Vec<String> {
        let of_list = changes.as_array().unwrap().iter().filter(|c| c["what"] == list);
        of_list.map(|c| format!("{} {}", c["change"].as_str().unwrap(), c["id"].as_str().unwrap())).collect()
    };
    assert!(kinds("events").contains(&format!("told again {id}")), "{:?}", kinds("events"));
    assert!(kinds("ceasefires").iter().all(|c| c.starts_with("new ")) && kinds("ceasefires").len() == 1);
    let none = place.run(&["diff", "--db", "x.db", "--from", "2020-02-01", "--format", "json"]);
    assert_eq!(none.out, "[]\n", "{}", none.err);
}

#[test]
fn a_brief_is_written_in_each_form() {
    let place = stored();
    let brief = |rest: &[&str]| place.run(&[&["brief", "--db", "x.db"], rest].concat());
    let text = brief(&["Mali"]);
    text.expect(0, &[]);
    assert!(text.out.contains("War in Mali") && text.out.lines().all(|l| l.chars().count() <= 80), "{}", text.out);
    assert_eq!(brief(&[]).out, text.out, "the only conflict needs no name");
    brief(&["--out", "mali.html"]).expect(0, &[]);
    brief(&["--out", "mali.md", "--as-of", "2020-01-11"]).expect(0, &[]);
    let written = |name: &str| fs::read_to_string(place.path(name)).unwrap();
    assert!(written("mali.html").starts_with("<!DOCTYPE html>") && written("mali.md").starts_with('#'));
    assert!(!written("mali.md").contains("Bamako"), "not known on that day");
    brief(&["Atlantis"]).expect(2, &["there is no conflict \"Atlantis\" in the store; there are: War in Mali"]);
    brief(&["--since", "2020-01-13", "--as-of", "2020-01-12"]).expect(2, &["--since is after --as-of"]);
}
