//! What is read, in which order, and what becomes of bad input.

use std::{
    fs::File,
    io::{Read, Write},
    process::Stdio,
};

use flate2::{Compression, write::GzEncoder};

use crate::{Place, REPORT, line};

#[test]
fn order_of_inputs_is_kept() {
    let place = Place::new();
    place.write("b.jsonl", line("b1", REPORT) + &line("b2", REPORT)).write("a.txt", REPORT);
    place.write("folder/z.txt", REPORT).write("folder/deep/a.txt", REPORT).write("folder/y.jsonl", line("y", REPORT));
    place.write("folder/.hidden.txt", REPORT).write("folder/page.html", REPORT).write("folder/deep/z.txt", REPORT);
    let ended = place.run_with(&["code", "b.jsonl", "folder", "-", "a.txt"], line("s", REPORT));
    assert_eq!(ended.ids(), ["b1", "b2", "deep/a", "deep/z", "y", "z", "s", "a"]);
    ended.expect(0, &["folder/.hidden.txt: passed over, hidden", "folder/page.html: passed over, of unknown type"]);
}

#[test]
fn standard_input_is_read_without_arguments() {
    let ended = Place::new().run_with(&["code", "--published", "2020-01-15"], REPORT);
    ended.expect(0, &[]);
    assert_eq!(ended.json()[0]["id"], "stdin");
    assert_eq!(ended.json()[0]["published"], "2020-01-15");
    assert_eq!(ended.err, "");
}

#[test]
fn a_date_of_its_own_comes_before_the_flag() {
    let report = format!("{}\n", serde_json::json!({"id": "a", "text": REPORT, "published": "2021-02-03T04:05:06Z"}));
    let ended = Place::new().run_with(&["code", "--published", "2020-01-15", "-"], report + &line("b", REPORT));
    let dates: Vec<String> = ended.json().iter().map(|d| d["published"].to_string()).collect();
    assert_eq!(dates, ["\"2021-02-03\"", "\"2020-01-15\""]);
}

#[test]
fn bad_lines_are_named_and_skipped() {
    let place = Place::new();
    let wrong_date = r#"{"id": "d", "text": "x", "published": "15/01/2020"}"#;
    let lines = [
        line("a", REPORT).trim_end(),
        "{\"id\": \"b\", ",
        r#"{"id": "c"}"#,
        wrong_date,
        line("a", REPORT).trim_end(),
        r#"["e"]"#,
        r#"{"id": 7, "text": 8}"#,
    ]
    .join("\n")
    .into_bytes();
    let broken = [b"\n{\"id\": \"f\", \"text\": \"\xff\"}\n".as_slice(), line("g", REPORT).as_bytes()].concat();
    place.write("in.jsonl", [lines, broken].concat());
    let ended = place.run(&["code", "in.jsonl"]);
    let places = [
        "error: in.jsonl:2: not a JSON object",
        "error: in.jsonl:3: field \"text\" is missing",
        "error: in.jsonl:4: field \"published\" must be a date",
        "error: in.jsonl:5: the id \"a\" was given",
        "error: in.jsonl:6: not a JSON object",
        "error: in.jsonl:7: field \"text\" must be a string",
        "error: in.jsonl:8: not UTF-8",
        "error: 2 reports done, 7 inputs skipped",
    ];
    ended.expect(1, &places);
    assert_eq!(ended.ids(), ["a", "g"]);
    assert_eq!(ended.err.lines().count(), places.len());
}

#[test]
fn ids_count_over_all_inputs() {
    let place = Place::new();
    place.write("a.jsonl", line("x", REPORT)).write("b.jsonl", line("x", REPORT) + &line("y", REPORT));
    place.write("x.txt", REPORT).write("folder/y.txt", REPORT);
    let ended = place.run(&["code", "a.jsonl", "b.jsonl", "x.txt", "folder"]);
    ended.expect(1, &["b.jsonl:1: the id \"x\"", "x.txt: the id \"x\"", "folder/y.txt: the id \"y\""]);
    assert_eq!(ended.ids(), ["x", "y"]);
}

#[test]
fn files_that_are_no_text_are_refused() {
    let place = Place::new();
    place.write("utf8.txt", b"Rebels attacked \xff\xfe the town.").write("pdf.txt", b"%PDF-1.7\n\x00");
    place.write("wide.txt", b"\xff\xfeR\x00e\x00").write("page.txt", "<!DOCTYPE html><script>alert(1)</script>");
    place.write("empty.txt", "").write("blank.txt", " \n\t\n").write("null.txt", b"a\x00b").write("not.txt.gz", "plain");
    let files = ["utf8.txt", "pdf.txt", "wide.txt", "page.txt", "empty.txt", "blank.txt", "null.txt", "not.txt.gz", "none.txt"];
    let ended = place.run(&[&["code"], files.as_slice()].concat());
    ended.expect(2, &["0 reports done, 9 inputs skipped", "page.txt: looks like a web page", "utf8.txt:1: not UTF-8 at byte 16"]);
    files.iter().for_each(|f| assert!(ended.err.contains(&format!("error: {f}")), "{f}: {}", ended.err));
    assert_eq!(ended.out, "");
}

#[test]
fn hostile_markup_in_a_report_is_only_text() {
    let text = format!("<script>alert('x')</script><div><<<>>>{}</div>\u{1b}]0;title\u{7}\u{1b}[31m {REPORT}", "<b>".repeat(2000));
    let ended = Place::new().run_with(&["code", "--format", "explain", "-"], line("h", &text));
    ended.expect(0, &[]);
    assert!(!ended.out.contains('\u{1b}') && !ended.out.contains('\u{7}'));
}

#[test]
fn nothing_to_code_is_an_error() {
    let place = Place::new();
    place.write("empty.jsonl", "").write("folder/readme.md", "x");
    place.run(&["code", "empty.jsonl"]).expect(2, &["there is no report in the input"]);
    place.run(&["code", "folder"]).expect(2, &["there is no report in the input"]);
    place.run(&["code", "nowhere.txt"]).expect(2, &["nowhere.txt: cannot be opened"]);
    place.run(&["code", "-", "-"]).expect(2, &["only once"]);
}

#[test]
fn gzip_is_unpacked_and_a_cut_one_is_named() {
    let place = Place::new();
    let packed = |level| {
        let mut packer = GzEncoder::new(Vec::new(), level);
        packer.write_all((line("a", REPORT) + &line("b", REPORT)).as_bytes()).unwrap();
        packer.finish().unwrap()
    };
    place.write("whole.jsonl.gz", packed(Compression::best()));
    let stored = packed(Compression::none());
    place.write("cut.jsonl.gz", &stored[..stored.len() - 40]);
    let whole = place.run(&["code", "whole.jsonl.gz"]);
    whole.expect(0, &[]);
    assert_eq!(whole.ids(), ["a", "b"]);
    let cut = place.run(&["code", "cut.jsonl.gz"]);
    cut.expect(1, &["cut.jsonl.gz:2: the gzip data end early"]);
    assert_eq!(cut.ids(), ["a"]);
}

#[test]
fn a_line_of_a_hundred_megabytes_is_skipped() {
    let place = Place::new();
    let mut file = File::create(place.path("long.jsonl")).unwrap();
    file.write_all(line("a", REPORT).as_bytes()).unwrap();
    file.write_all(b"{\"id\": \"long\", \"text\": \"").unwrap();
    let blanks = vec![b' '; 1 << 20];
    (0..100).for_each(|_| file.write_all(&blanks).unwrap());
    file.write_all(b"\"}\n").unwrap();
    file.write_all(line("b", REPORT).as_bytes()).unwrap();
    let ended = place.run(&["code", "long.jsonl"]);
    ended.expect(1, &["long.jsonl:2: longer than"]);
    assert_eq!(ended.ids(), ["a", "b"]);
}

/// Peak memory of a process in MiB.
#[cfg(target_os = "linux")]
fn peak_memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap();
    peak.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
}

#[cfg(target_os = "linux")]
#[test]
fn an_endless_line_does_not_fill_memory() {
    let place = Place::new();
    let mut child = place.command(&["code", "-"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"{\"id\": \"endless\", \"text\": \"").unwrap();
    let piece = vec![b'a'; 1 << 20];
    (0..300).for_each(|_| stdin.write_all(&piece).unwrap());
    let peak = peak_memory(child.id());
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(peak < 600, "{peak} MiB");
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_is_written_before_the_input_ends() {
    let place = Place::new();
    let mut child = place.command(&["code", "--threads", "2", "-"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(line("first", REPORT).as_bytes()).unwrap();
    let mut begin = [0; 14];
    child.stdout.as_mut().unwrap().read_exact(&mut begin).unwrap();
    assert_eq!(&begin, br#"{"id":"first","#);
    drop(stdin);
    assert!(child.wait_with_output().unwrap().status.success());
}
