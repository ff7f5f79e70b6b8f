//! `knowledge search`.

use std::io::{self, Write};

use crate::{Outcome, settings::Settings, trouble::Trouble};

/// Shows the entries that have the word, a line each: file, line, entry.
///
/// # Errors
/// Knowledge that cannot be read, or results that cannot be written.
pub fn run(word: &str, settings: &Settings) -> Result<Outcome, Trouble> {
    let folder = settings.knowledge.value.as_deref();
    let found = truceline_knowledge::search(folder, word)
        .map_err(|error| Trouble::Knowledge { error, folder: folder.map(std::path::Path::to_owned) })?;
    let mut out = io::stdout().lock();
    for hit in &found {
        writeln!(out, "{}:{}: {}", hit.path, hit.line, hit.entry)?;
    }
    if found.is_empty() {
        tracing::error!("no entry has `{word}`");
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}
