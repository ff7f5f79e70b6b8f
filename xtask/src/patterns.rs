//! `cargo xtask patterns [WORD]`: the examples in the pattern files.

use truceline_engine::{Engine, examples};

use crate::{Outcome, root};

/// Prints the examples that fail and how many pass; true where all do. Reads `knowledge/` as it stands on the disk.
pub fn run(word: Option<&str>) -> Outcome {
    let engine = Engine::with(None, Some(&root().join("knowledge")))?;
    let report = examples::report(&engine, word);
    if report.total == 0 {
        return Err(format!("no pattern has examples for `{}`", word.unwrap_or_default()).into());
    }
    println!("{report}");
    Ok(report.failures.is_empty())
}
