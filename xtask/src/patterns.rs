//! `cargo xtask patterns [WORD]`: the examples in the pattern files.

use std::collections::BTreeMap;

use compact_str::CompactString;
use truceline_engine::{
    Engine,
    examples::{self, FailureKind},
};

use crate::{Outcome, root};

/// Prints the examples that fail and how many pass; true where all do. Reads `knowledge/` as it stands on the disk.
pub fn run(word: Option<&str>) -> Outcome {
    let engine = Engine::with(None, Some(&root().join("knowledge")))?;
    let wanted = |name: &str, lemmas: &[CompactString]| {
        let file = name.split_once(".pattern").map_or(name, |(stem, _)| stem);
        word.is_none_or(|w| file == w || lemmas.iter().any(|l| l == w))
    };
    let failures = examples::check_only(&engine, |p| wanted(&p.name, &p.lemmas));
    let patterns = engine.knowledge().patterns.iter().filter(|p| wanted(&p.name, &p.lemmas));
    let total: usize = patterns.map(|p| p.examples.len()).sum();
    if total == 0 {
        return Err(format!("no pattern has examples for `{}`", word.unwrap_or_default()).into());
    }
    let mut kinds: BTreeMap<FailureKind, usize> = BTreeMap::new();
    let mut files: BTreeMap<&str, usize> = BTreeMap::new();
    for failure in &failures {
        let file = failure.at.split(':').next().unwrap_or_default();
        if !files.contains_key(file) {
            println!("{file}");
        }
        *files.entry(file).or_default() += 1;
        *kinds.entry(failure.kind).or_default() += 1;
        println!("{failure}");
    }
    if word.is_none() {
        for (file, count) in files {
            println!("    {file:<28}{count:5}");
        }
    }
    for (kind, count) in kinds {
        println!("  {:<12}{count:5}", kind.as_str());
    }
    let passing = total - failures.len();
    println!("{passing} of {total} examples pass ({:.1} %)", 100.0 * passing as f64 / total as f64);
    Ok(failures.is_empty())
}
