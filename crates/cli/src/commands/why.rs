//! `knowledge why`.

use std::io::{self, Write};

use truceline_engine::why::why;
use truceline_text::Document;

use super::engine;
use crate::{Outcome, settings::Settings, trouble::Trouble};

/// Shows the entries that were tried for each word of a sentence.
///
/// # Errors
/// Knowledge or model that cannot be loaded, results that cannot be written.
pub fn run(sentence: &str, settings: &Settings) -> Result<Outcome, Trouble> {
    let engine = engine(settings)?;
    let explained = why(&engine, Document { text: sentence.to_owned(), ..Document::default() });
    let mut out = io::stdout().lock();
    for word in &explained {
        writeln!(out, "{word}")?;
    }
    if explained.is_empty() {
        tracing::error!("the sentence has no verb, and no noun that an entry lists");
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}
