//! Sentences coded with dictionaries of each kind. The sentences and what is expected stand in `data/*/sentences.txt`.

use std::{fs, path::PathBuf};

use jiff::civil::Date;
use truceline_dictionaries::Dictionaries;
use truceline_syntax::{Model, View};
use truceline_text::{Document, segment};

fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn model() -> Model {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../models/en.model");
    Model::load(&fs::read(path).unwrap()).unwrap()
}

/// What is coded, one line an event, in the order of the codes.
fn coded(model: &Model, dictionaries: &Dictionaries, text: &str, day: Option<Date>) -> Vec<String> {
    let document = Document { text: text.to_owned(), ..Document::default() };
    let segmented = segment(&document);
    let parse = model.parse(&document, &segmented);
    let whole = View::new(&document, &segmented, &parse);
    let dyads = match dictionaries.shortened(&whole) {
        Some(short) => {
            let parse = model.parse(&document, &short);
            dictionaries.code(&View::new(&document, &short, &parse), day)
        }
        None => dictionaries.code(&whole, day),
    };
    let mut out: Vec<String> = dyads.iter().map(|d| format!("{} > {} {}", d.source, d.target, d.code)).collect();
    out.sort();
    out
}

/// Codes every sentence of a file and lists those that come out otherwise.
fn differences(folder: &str) -> Vec<String> {
    let mut dictionaries = Dictionaries::read(&data(folder)).unwrap();
    let model = model();
    let text = fs::read_to_string(data(folder).join("sentences.txt")).unwrap();
    let mut day = None;
    let mut out = Vec::new();
    let mut waiting: Option<(String, Vec<String>)> = None;
    let mut check = |waiting: Option<(String, Vec<String>)>, dictionaries: &Dictionaries, day| {
        let Some((sentence, mut expected)) = waiting else { return };
        expected.sort();
        let found = coded(&model, dictionaries, &sentence, day);
        if found != expected {
            out.push(format!("{sentence}\n    expected {expected:?}\n    found    {found:?}"));
        }
    };
    for line in text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        if let (Some(event), Some((_, expected))) = (line.strip_prefix("  "), &mut waiting) {
            expected.extend((event != "-").then(|| event.to_owned()));
            continue;
        }
        check(waiting.take(), &dictionaries, day);
        if let Some(date) = line.strip_prefix("date ") {
            day = Some(date.parse().unwrap());
        } else if let Some((name, value)) = line.strip_prefix("set ").and_then(|l| l.split_once(' ')) {
            dictionaries.options.set(name, value).unwrap();
        } else {
            waiting = Some((line.to_owned(), Vec::new()));
        }
    }
    check(waiting.take(), &dictionaries, day);
    out
}

#[track_caller]
fn agrees(folder: &str) {
    let differences = differences(folder);
    assert!(differences.is_empty(), "{} differ:\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn petrarch() {
    agrees("petrarch");
}

#[test]
fn tabari() {
    agrees("tabari");
}

#[test]
fn petrarch2() {
    agrees("petrarch2");
}

#[test]
fn each_dyad_points_into_the_text() {
    let dictionaries = Dictionaries::read(&data("tabari")).unwrap();
    let text = "Tarnish ministers accused Vale.";
    let document = Document { text: text.to_owned(), ..Document::default() };
    let segmented = segment(&document);
    let parse = model().parse(&document, &segmented);
    let dyads = dictionaries.code(&View::new(&document, &segmented, &parse), None);
    assert_eq!(dyads.len(), 1);
    let dyad = &dyads[0];
    assert_eq!((dyad.verb.of(text), dyad.entry.as_str(), dyad.label.as_deref()), ("accused", "old.verbs:1", Some("Accuse")));
    let spans = [dyad.source_span, dyad.target_span].map(|s| s.map(|s| s.of(text)));
    assert_eq!(spans, [Some("Tarnish ministers"), Some("Vale")]);
}

#[test]
fn issues_are_counted() {
    let dictionaries = Dictionaries::read(&data("petrarch")).unwrap();
    assert_eq!(dictionaries.issues("Tarn shelled Vale with rockets."), [("WEAPONS".into(), 2)]);
    assert_eq!(dictionaries.issues("Tarn showed a water rocket."), []);
}

#[test]
fn any_text_is_coded_without_a_panic() {
    let (model, dictionaries) = (model(), Dictionaries::read(&data("petrarch")).unwrap());
    for text in [
        "",
        ",",
        ", , ,",
        "Tarn",
        "Tarn attacked",
        "attacked Vale",
        "'s",
        "Tarn-Vale_ attacked -",
        "é́ Tarn ﬁ attacked Vale\u{200b}",
        "a, b, c and, d",
    ] {
        coded(&model, &dictionaries, text, None);
    }
}
