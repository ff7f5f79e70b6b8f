//! CoNLL-U: sentences, words and trees, without the events.

use std::io::{self, Write};

use truceline_engine::Coded;

/// Writes one document's syntax.
///
/// # Errors
/// What the writer reports.
pub fn write(coded: &Coded, mut out: &mut dyn Write) -> io::Result<()> {
    truceline_syntax::conllu::write(&coded.document, &coded.segmented, &coded.parse, &mut out)
}
