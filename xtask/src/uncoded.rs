//! `cargo xtask uncoded FILE...`: which words of a text the patterns lack.

use std::{cmp::Reverse, collections::BTreeMap, path::Path};

use truceline_engine::{
    Engine, in_order,
    uncoded::{Uncoded, uncoded},
};
use truceline_knowledge::WordClass;
use truceline_text::{Document, ReadError, Reader};

use crate::{Outcome, root, threads};

/// A predicate has to be found so often to be shown.
const LEAST: usize = 5;
/// Bytes; a shorter sentence tells too little.
const SHORTEST: usize = 40;

#[derive(Default)]
struct Row {
    count: usize,
    both_sides: usize,
    example: String,
}

impl Row {
    fn add(&mut self, found: Uncoded) {
        self.count += 1;
        self.both_sides += usize::from(found.both_sides);
        let rank = |s: &str| (s.len() < SHORTEST, s.len());
        if self.example.is_empty() || rank(&found.sentence) < rank(&self.example) {
            self.example = found.sentence;
        }
    }
}

/// Prints the uncoded predicates of the files; always true. Reads `knowledge/` as it stands on the disk.
pub fn run(arguments: &[String]) -> Outcome {
    let (paths, least) = match arguments.iter().position(|a| a == "--least") {
        Some(at) => {
            let least = arguments.get(at + 1).and_then(|n| n.parse().ok()).ok_or("--least needs a count")?;
            ([&arguments[..at], &arguments[at + 2..]].concat(), least)
        }
        None => (arguments.to_vec(), LEAST),
    };
    let engine = Engine::with(None, Some(&root().join("knowledge")))?;
    let mut rows: BTreeMap<(&str, String), Row> = BTreeMap::new();
    for path in paths {
        let sound = |read: Result<Document, ReadError>| read.inspect_err(|problem| eprintln!("skipped: {problem}")).ok();
        let documents: Vec<Document> = Reader::open(Path::new(&path))?.filter_map(sound).collect();
        let done = |found: Vec<Uncoded>| {
            for one in found {
                let class = if one.class == WordClass::Verb { "verb" } else { "noun" };
                rows.entry((class, one.word.clone())).or_default().add(one);
            }
            true
        };
        in_order(documents.into_iter(), threads(), |document| uncoded(&engine, document), done);
    }
    let mut rows: Vec<_> = rows.into_iter().filter(|(_, row)| row.count >= least).collect();
    rows.sort_by_key(|(_, row)| Reverse(row.count));
    println!("{:>6} {:>6}  predicate", "count", "both");
    for ((class, word), row) in rows {
        println!("{:>6} {:>6}  {class} {word:<20} {}", row.count, row.both_sides, row.example);
    }
    Ok(true)
}
