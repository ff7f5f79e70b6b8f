//! Arguments of verbs: the coder's frames against PropBank roles on the heads of phrases.

use std::{fs, path::Path};

use truceline_engine::{Engine, in_order};
use truceline_events::frames::frame;
use truceline_syntax::{View, conllu};

use crate::{error::ScoreError, figure::Figure, table::Table};

/// Column of a word's roleset; the columns after it are the sentence's predicates.
const ROLESET: usize = 10;

/// One predicate: its word, and its nominal arguments as words and role numbers, all counted over the document.
struct Predicate {
    word: u32,
    arguments: Vec<(u32, char)>,
}

/// Adds the rows: agents (ARG0) among the logical subjects; patients (ARG1) among the objects, or where gold has no agent among
/// the subjects. Right is a subject or object that has any numbered role.
pub fn score(engine: &Engine, set: &str, path: &Path, threads: usize, table: &mut Table) -> Result<(), ScoreError> {
    let name = path.display().to_string();
    let content = fs::read_to_string(path).map_err(|source| ScoreError::Unreadable { path: name.clone(), source })?;
    let given = conllu::read(&content).map_err(|source| ScoreError::Words { path: name, source })?;
    let gold: Vec<Vec<Predicate>> = predicates(&content);
    let mut totals = [Figure::default(); 2];
    let work = |(given, gold): (&conllu::Given, &Vec<Predicate>)| {
        let parse = engine.model().parse(&given.document, &given.segmented);
        let view = View::new(&given.document, &given.segmented, &parse);
        compare(engine, &view, gold)
    };
    in_order(given.iter().zip(&gold), threads, work, |(figures, misses): ([Figure; 2], Vec<String>)| {
        totals.iter_mut().zip(figures).for_each(|(total, part)| total.add(part));
        table.misses.extend(misses.into_iter().map(|line| format!("{set} {line}")));
        true
    });
    for (row, figure) in ["agents of verbs", "patients of verbs"].into_iter().zip(totals) {
        table.push(set, row, figure, gold.iter().map(Vec::len).sum());
    }
    Ok(())
}

/// The verbs of each document with their nominal arguments.
fn predicates(content: &str) -> Vec<Vec<Predicate>> {
    let mut out: Vec<Vec<Predicate>> = Vec::new();
    let mut first = 0;
    for sentence in content.split("\n\n") {
        if sentence.lines().any(|l| l.starts_with("# newdoc")) || out.is_empty() {
            out.push(Vec::new());
            first = 0;
        }
        let rows: Vec<Vec<&str>> = sentence.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect()).collect();
        let words: Vec<&Vec<&str>> = rows.iter().filter(|r| r.first().is_some_and(|n| n.parse::<u32>().is_ok())).collect();
        let heads = words.iter().enumerate().filter(|(_, r)| r.get(ROLESET).is_some_and(|s| *s != "_"));
        for (nth, (at, row)) in heads.enumerate() {
            if row.get(3) != Some(&"VERB") {
                continue;
            }
            let argument = |(i, r): (usize, &&Vec<&str>)| {
                let role = r.get(ROLESET + 1 + nth)?.strip_prefix("ARG")?.chars().next().filter(char::is_ascii_digit)?;
                matches!(*r.get(3)?, "NOUN" | "PROPN" | "PRON").then_some((first + i as u32, role))
            };
            let arguments = words.iter().enumerate().filter_map(argument).collect();
            if let Some(document) = out.last_mut() {
                document.push(Predicate { word: first + at as u32, arguments });
            }
        }
        first += words.len() as u32;
    }
    out
}

fn compare(engine: &Engine, view: &View, gold: &[Predicate]) -> ([Figure; 2], Vec<String>) {
    let (mut figures, mut misses) = ([Figure::default(); 2], Vec::new());
    for predicate in gold {
        let Some(frame) = frame(view, engine.knowledge(), predicate.word) else { continue };
        let with = |role: char| predicate.arguments.iter().filter(move |(_, r)| *r == role).map(|(t, _)| *t).collect::<Vec<u32>>();
        let (agents, patients) = (with('0'), with('1'));
        let any = |t: &u32| predicate.arguments.iter().any(|(a, _)| a == t);
        let sides = if agents.is_empty() { [&frame.objects[..], &frame.subjects].concat() } else { frame.objects.clone() };
        for (at, (wanted, coded, found_in)) in
            [(&agents, &frame.subjects, &frame.subjects), (&patients, &frame.objects, &sides)].into_iter().enumerate()
        {
            let hits = |list: &[u32]| list.iter().filter(|t| found_in.contains(t)).count();
            figures[at].add(Figure {
                gold: wanted.len() as u64,
                coded: coded.len() as u64,
                found: hits(wanted) as u64,
                right: coded.iter().filter(|t| any(t)).count() as u64,
            });
            let forms = |list: &[u32]| list.iter().map(|&t| view.form(t)).collect::<Vec<_>>().join(", ");
            let sentence = || view.sentence(predicate.word).map_or("", |s| s.span.of(&view.document.text));
            if hits(wanted) < wanted.len() || coded.iter().any(|t| !any(t)) {
                let what = ["agent", "patient"][at];
                let verb = view.form(predicate.word);
                misses.push(format!("WRONG {what} of {verb}: {} is {} | {}", forms(wanted), forms(coded), sentence()));
            }
        }
    }
    (figures, misses)
}
