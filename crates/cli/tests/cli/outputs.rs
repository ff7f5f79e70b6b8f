//! What is written, where, and how runs end.

use std::{fs::OpenOptions, io::Write, process::Stdio};

use crate::{Place, REPORT, end, line, repository};

#[test]
fn the_same_input_gives_the_same_bytes_on_any_number_of_threads() {
    let place = Place::new();
    let samples = repository().join("samples");
    let code = |threads: &str| {
        let ended = place.run(&["code", samples.to_str().unwrap(), "--threads", threads]);
        ended.expect(0, &[]);
        ended.out
    };
    let one = code("1");
    assert_eq!(one.lines().count(), 1436);
    assert!(one == code("2"), "two threads differ from one");
    assert!(one == code("2"), "a second run differs from the first");
}

#[test]
fn standard_output_carries_results_only() {
    let place = Place::new();
    let ended = place.run_with(&["code", "-vv", "-"], line("a", REPORT) + "{bad\n");
    ended.expect(1, &["error: stdin:2", "debug: loaded knowledge and model in"]);
    assert_eq!(ended.ids(), ["a"]);
    let quiet = place.run_with(&["code", "-q", "-"], line("a", REPORT));
    assert_eq!((quiet.code, quiet.err.as_str()), (Some(0), ""));
}

#[test]
fn messages_can_be_json() {
    let ended = Place::new().run_with(&["code", "--log-format", "json", "-v", "-"], line("a", REPORT) + "{bad\n");
    ended.expect(1, &["\"place\":\"stdin:2\"", "\"level\":\"ERROR\""]);
    ended.err.lines().for_each(|l| assert!(serde_json::from_str::<serde_json::Value>(l).is_ok(), "{l}"));
}

#[test]
fn formats_for_people() {
    let place = Place::new();
    place.write("report.txt", REPORT);
    let table = place.run(&["code", "--format", "table", "--published", "2020-01-15", "report.txt"]);
    table.expect(0, &[]);
    assert!(table.out.contains("report · 2020-01-15") && table.out.contains("ASSAULT"), "{}", table.out);
    let explain = place.run(&["explain", "--color", "always", "report.txt"]);
    explain.expect(0, &[]);
    assert!(explain.out.contains('\u{1b}') && explain.out.contains(".pattern:"), "{}", explain.out);
}

#[test]
fn syntax_alone() {
    let place = Place::new();
    place.write("report.txt", REPORT).write("given.conllu", "1\tTalks\n2\tdidn't\n3\tfail\n\n").write("bad.conllu", "1\tA\n3\tB\n");
    let parsed = place.run(&["parse", "--format", "conllu", "report.txt"]);
    parsed.expect(0, &[]);
    assert!(parsed.out.starts_with("# newdoc id = report\n"), "{}", parsed.out);
    let given = place.run(&["parse", "--input", "conllu", "given.conllu", "bad.conllu"]);
    given.expect(1, &["bad.conllu:2: word number `3`"]);
    let words: Vec<&str> = given.out.lines().filter_map(|l| l.split('\t').nth(1)).collect();
    assert_eq!(words, ["Talks", "didn't", "fail"]);
}

#[test]
fn the_demo_fits_eighty_columns() {
    let ended = Place::new().run(&["demo"]);
    ended.expect(0, &[]);
    let widest = ended.out.lines().max_by_key(|l| l.chars().count()).unwrap();
    assert!(widest.chars().count() <= 80, "{widest}");
    assert!(ended.out.contains("libya-01-memoranda") && ended.out.contains("ceasefire"));
    assert_eq!(ended.err, "");
}

#[test]
fn gold_is_scored() {
    let place = Place::new();
    let gold = repository().join("samples/twin/gold.json");
    let ended = place.run(&["eval", "--misses", gold.to_str().unwrap()]);
    ended.expect(0, &[]);
    assert!(ended.out.starts_with("event type ") && ended.out.contains("picture all"), "{}", ended.out);
    place.write("bad.jsonl", "{\n");
    place.run(&["eval", "bad.jsonl"]).expect(2, &["error: ", "bad.jsonl"]);
    place.run(&["eval", "none.jsonl"]).expect(2, &["error: ", "none.jsonl"]);
}

#[test]
fn versions_are_named() {
    let ended = Place::new().run(&["--version"]);
    ended.expect(0, &[]);
    let version = format!("truceline {}\nmodel en-", env!("CARGO_PKG_VERSION"));
    assert!(ended.out.starts_with(&version), "{}", ended.out);
    assert!(ended.out.contains("\nknowledge ") && ended.out.contains("GeoNames"), "{}", ended.out);
}

#[test]
fn help_has_examples_and_no_command_is_an_error() {
    let place = Place::new();
    for args in [["code", "--help"], ["explain", "--help"], ["parse", "--help"]] {
        let help = place.run(&args);
        help.expect(0, &[]);
        assert!(help.out.contains("Examples:\n  truceline "), "{}", help.out);
    }
    let bare = place.run(&[]);
    bare.expect(2, &["Usage: truceline", "Exit codes:"]);
    assert_eq!(bare.out, "");
    let script = place.run(&["completions", "bash"]);
    script.expect(0, &[]);
    assert!(script.out.contains("complete -F"));
}

#[test]
fn wrong_arguments_are_told() {
    let place = Place::new();
    place.run(&["code", "--fromat", "jsonl"]).expect(2, &["--fromat", "--format"]);
    place.run(&["code", "--format", "xml"]).expect(2, &["xml", "jsonl", "table"]);
    place.run(&["code", "--published", "2020-02-31", "x"]).expect(2, &["2020-02-31", "2020-01-13"]);
    place.run(&["code", "--threads", "0", "x"]).expect(2, &["0"]);
    place.run(&["cod"]).expect(2, &["cod", "code"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let place = Place::new();
    place.write("in.jsonl", (0..20).map(|i| line(&i.to_string(), REPORT)).collect::<String>());
    for args in [["code", "in.jsonl"], ["parse", "in.jsonl"], ["config", "show"]] {
        let mut command = place.command(&args);
        command.stdout(OpenOptions::new().write(true).open("/dev/full").unwrap());
        end(command).expect(2, &["error: cannot write results", "No space left"]);
    }
}

#[test]
fn nobody_reading_any_more_is_no_error() {
    let place = Place::new();
    let mut child = place.command(&["code", "-"]).stdin(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    // The program may be gone before all is written.
    let _ = stdin.write_all((0..50).map(|i| line(&i.to_string(), REPORT)).collect::<String>().as_bytes());
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
}
