//! Dictionaries of TABARI and PETRARCH: imported, and coded with.

use serde_json::json;

use crate::{Ended, Place};

const ACTORS: &str = "TARN [TAR]\n+TARNISH\nVALE [VAL]\n";
const AGENTS: &str = "SOLDIER [~MIL]\n";
const VERBS: &str = "--- ATTACK [190] ---\nATTACK\n--- HAIL [345] ---\nHAIL\n";
const REPORT: &str = "Tarnish soldiers attacked Vale on Tuesday. Tarn hailed Vale.";

fn place() -> Place {
    let place = Place::new();
    place.write("old/my.actors.txt", ACTORS).write("old/my.agents.txt", AGENTS).write("old/my.verbs.txt", VERBS);
    place.write("report.txt", REPORT);
    place
}

/// Source, target and code of every dyad, and its entry.
fn dyads(ended: &Ended) -> Vec<[String; 4]> {
    let documents = ended.json();
    let events = documents.iter().flat_map(|d| d["events"].as_array().unwrap());
    let dyads = events.flat_map(|e| e["dictionary"]["dyads"].as_array().cloned().unwrap_or_default());
    dyads.map(|d| ["source_code", "target_code", "event_code", "entry"].map(|f| d[f].as_str().unwrap().to_owned())).collect()
}

#[test]
fn a_folder_codes_alone() {
    let ended = place().run(&["code", "--dictionaries", "old", "--only-dictionaries", "--published", "2020-01-15", "report.txt"]);
    ended.expect(0, &[]);
    let expected = [["TARMIL", "VAL", "190", "my.verbs.txt:2"], ["TAR", "VAL", "345", "my.verbs.txt:4"]];
    assert_eq!(dyads(&ended), expected);
    let event = &ended.json()[0]["events"][0];
    let soldiers = json!([{"name": "Tarnish soldiers", "text": "Tarnish soldiers", "start": 0, "end": 16, "codes": ["TARMIL"]}]);
    assert_eq!((&event["actors"], &event["trigger"], &event["date"]), (&soldiers, &json!("attacked"), &json!("2020-01-14")));
    assert_eq!((&event["status"], &event["evidence"]["trigger"]), (&json!("occurred"), &json!([17, 25])));
    assert!(ended.json()[0]["picture"]["opposition"].as_array().unwrap().is_empty());
}

#[test]
fn a_folder_codes_beside_our_patterns() {
    let ended = place().run(&["code", "--dictionaries", "old", "report.txt"]);
    ended.expect(0, &[]);
    assert_eq!(dyads(&ended).len(), 2);
    let events = ended.json()[0]["events"].as_array().unwrap().clone();
    let ours: Vec<_> = events.iter().filter(|e| e["trigger"] == "attacked").collect();
    assert_eq!(ours.len(), 1, "{events:?}");
    assert_eq!((&ours[0]["type"], &ours[0]["dictionary"]["dyads"][0]["event_code"]), (&json!("ASSAULT"), &json!("190")));
}

#[test]
fn codes_of_cameo_have_their_plover_type() {
    let place = place();
    place.write("old/my.verbs.txt", "--- ATTACK [190] ---\nATTACK\n--- HAIL [051] ---\nHAIL\n");
    let ended = place.run(&["code", "--dictionaries", "old", "--only-dictionaries", "report.txt"]);
    let types: Vec<_> = ended.json()[0]["events"].as_array().unwrap().iter().map(|e| (e["type"].clone(), e["score"].clone())).collect();
    assert_eq!(types, [(json!("ASSAULT"), json!(-9.0)), (json!("SUPPORT"), json!(5.0))]);
}

#[test]
fn an_imported_file_codes_as_its_folder_does() {
    let place = place();
    place.write("old/my.actors.txt", format!("{ACTORS}RIVER\n")).write("old/notes.md", "x");
    let ended = place.run(&["knowledge", "import", "old", "--out", "mine.dictionaries"]);
    ended.expect(1, &["an actor without a code", "my.actors.txt:4:1", "RIVER"]);
    for line in [
        "actors           2         1  my.actors.txt",
        "agents           1         0  my.agents.txt",
        "verbs            2         0  my.verbs.txt",
        "left out: 1 of actors: mistakes, told above",
        "passed over: notes.md: neither name nor content is that of a dictionary",
        "written to mine.dictionaries",
    ] {
        assert!(ended.out.contains(line), "no {line:?} in {}", ended.out);
    }
    let folder = place.run(&["code", "--dictionaries", "old", "--only-dictionaries", "report.txt"]);
    folder.expect(0, &["old: 1 mistakes; entries that have them are left out", "truceline knowledge import old"]);
    let file = place.run(&["code", "--dictionaries", "mine.dictionaries", "--only-dictionaries", "report.txt"]);
    file.expect(0, &[]);
    assert_eq!((file.out, file.err.as_str()), (folder.out, ""));
}

#[test]
fn people_see_the_codes_too() {
    let place = place();
    let table = place.run(&["code", "--format", "table", "--dictionaries", "old", "--only-dictionaries", "report.txt"]);
    table.expect(0, &[]);
    assert!(table.out.contains("TARMIL") && table.out.contains("345") && !table.out.contains("no events"), "{}", table.out);
    let beside = place.run(&["explain", "--dictionaries", "old", "report.txt"]);
    assert!(beside.out.contains("dictionary  TARMIL -> VAL 190"), "{}", beside.out);
    let alone = place.run(&["explain", "--dictionaries", "old", "--only-dictionaries", "report.txt"]);
    assert!(alone.out.contains("345, occurred") && alone.out.contains("entry       my.verbs.txt:4 on “hailed”"), "{}", alone.out);
}

#[test]
fn what_cannot_be_used_is_told() {
    let place = place();
    place.write("none/readme.md", "x");
    place.run(&["code", "--only-dictionaries", "report.txt"]).expect(2, &["only_dictionaries needs dictionaries"]);
    place.run(&["code", "--dictionaries", "none", "report.txt"]).expect(2, &["none: no dictionaries here; expected files named as"]);
    place.run(&["knowledge", "import", "nowhere"]).expect(2, &["cannot read nowhere"]);
    place.run(&["knowledge", "import", "old", "--out", "no/such/file"]).expect(2, &["cannot write no/such/file"]);
    let help = place.run(&["knowledge", "import", "--help"]);
    assert!(help.out.contains("truceline knowledge import dictionaries/ --out mine.dictionaries"), "{}", help.out);
}

#[test]
fn input_of_petrarch_and_ngec_is_read() {
    let place = place();
    place.write("in/a.xml", format!("<Sentences>\n<Sentence id=\"p1\" date=\"20200115\"><Text>{REPORT}</Text></Sentence>\n</Sentences>\n"));
    place.write("in/b.jsonl", format!("{}\n", json!({"id": "n1", "date": "2020-01-15", "event_text": REPORT})));
    let ended = place.run(&["code", "--dictionaries", "old", "--only-dictionaries", "in"]);
    ended.expect(0, &[]);
    assert_eq!(ended.ids(), ["p1", "n1"]);
    assert_eq!(dyads(&ended).len(), 4);
}
