//! Scores word and sentence segmentation on CoNLL-U files, as conll18_ud_eval does: units are the
//! same where they cover the same characters, white space left out.
//!
//!     cargo run --release --example ud_score -- FILE.conllu... [--errors N]

use std::collections::{BTreeMap, HashSet};
use std::time::Instant;

use truceline_text::{Document, Segmented, Span, segment, segment_paragraphs};

/// Gold text with the ranges of words and sentences, counted in characters that are no white space.
#[derive(Default)]
struct Gold {
    text: String,
    words: Vec<(usize, usize)>,
    sentences: Vec<(usize, usize)>,
}

fn read(path: &str) -> Result<Gold, Box<dyn std::error::Error>> {
    let mut gold = Gold::default();
    let mut at = 0;
    let content = std::fs::read_to_string(path)?;
    for block in content.split("\n\n").filter(|b| !b.trim().is_empty()) {
        let paragraph = block.lines().any(|l| l.starts_with("# newpar") || l.starts_with("# newdoc"));
        if !gold.text.is_empty() {
            gold.text.push_str(if paragraph { "\n\n" } else { " " });
        }
        gold.text.push_str(block.lines().find_map(|l| l.strip_prefix("# text = ")).ok_or("no text line")?);
        let start = at;
        for line in block.lines().filter(|l| !l.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            if columns.len() < 10 || columns[0].contains(['-', '.']) {
                continue;
            }
            let length = columns[1].chars().filter(|c| !c.is_whitespace()).count();
            gold.words.push((at, at + length));
            at += length;
        }
        gold.sentences.push((start, at));
    }
    let letters = gold.text.chars().filter(|c| !c.is_whitespace()).count();
    if letters != at {
        return Err(format!("{path}: the words have {at} characters, the text {letters}").into());
    }
    Ok(gold)
}

/// For each byte, how many characters that are no white space stand before it.
fn positions(text: &str) -> Vec<usize> {
    let mut out = Vec::with_capacity(text.len() + 1);
    let mut count = 0;
    for c in text.chars() {
        out.extend(std::iter::repeat_n(count, c.len_utf8()));
        count += usize::from(!c.is_whitespace());
    }
    out.push(count);
    out
}

fn f1(gold: &[(usize, usize)], system: &[(usize, usize)]) -> (f64, f64, f64) {
    let set: HashSet<_> = gold.iter().collect();
    let right = system.iter().filter(|s| set.contains(s)).count() as f64;
    let (precision, recall) = (right / system.len() as f64, right / gold.len() as f64);
    (100.0 * precision, 100.0 * recall, 200.0 * precision * recall / (precision + recall))
}

fn report(name: &str, gold: &Gold, segmented: &Segmented, seconds: f64, errors: usize) {
    let positions = positions(&gold.text);
    let range = |span: Span| (positions[span.start as usize], positions[span.end as usize]);
    let words: Vec<_> = segmented.tokens.iter().map(|t| range(t.span)).collect();
    let sentences: Vec<_> = segmented.sentences.iter().map(|s| range(s.span)).collect();
    let (wp, wr, wf) = f1(&gold.words, &words);
    let (sp, sr, sf) = f1(&gold.sentences, &sentences);
    println!(
        "{name:24} words P {wp:.2} R {wr:.2} F1 {wf:.2}   sentences P {sp:.2} R {sr:.2} F1 {sf:.2}   {:.2} million words/s",
        words.len() as f64 / seconds / 1e6
    );
    if errors > 0 {
        show(gold, &gold.words, &words, errors);
        show(gold, &gold.sentences, &sentences, errors);
    }
}

/// Prints the most frequent gold units that were not found.
fn show(gold: &Gold, wanted: &[(usize, usize)], found: &[(usize, usize)], errors: usize) {
    let known: HashSet<_> = found.iter().collect();
    let ink = gold.text.char_indices().filter(|(_, c)| !c.is_whitespace());
    let bytes: Vec<(usize, usize)> = ink.map(|(at, c)| (at, at + c.len_utf8())).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for unit in wanted.iter().filter(|unit| unit.0 < unit.1 && !known.contains(unit)) {
        let text = &gold.text[bytes[unit.0].0..bytes[unit.1 - 1].1];
        *counts.entry(text).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    for (text, count) in counts.iter().take(errors) {
        println!("  {count:4}  {text}");
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut errors = 0;
    let mut paths = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--errors" => errors = arguments.next().ok_or("--errors needs a number")?.parse()?,
            _ => paths.push(argument),
        }
    }
    for path in &paths {
        let gold = read(path)?;
        let start = Instant::now();
        let paragraphs = segment_paragraphs(&gold.text);
        let seconds = start.elapsed().as_secs_f64();
        println!("{path}");
        report("given paragraphs", &gold, &paragraphs, seconds, errors);
        let doc = Document { text: gold.text.clone(), ..Document::default() };
        let start = Instant::now();
        let whole = segment(&doc);
        report("as a report", &gold, &whole, start.elapsed().as_secs_f64(), 0);
    }
    Ok(())
}
