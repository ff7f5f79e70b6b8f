//! Measures the coder against gold data.
//!
//! Every set is coded by the engine at its default settings; gold fields are looked at only afterwards, except where a
//! set's rule says that gold words are handed in.

mod attribution;
mod baseline;
mod cameo;
mod coder;
mod dates;
mod error;
mod figure;
mod geoparse;
mod gold;
mod gsr;
mod matching;
mod merged;
mod muc4;
mod names;
mod ner;
mod petr_unit;
mod plv;
mod police;
mod re3d_entities;
mod re3d_relations;
mod reports;
mod sets;
mod spans;
mod srl;
mod table;
mod tally;
mod timex;
mod treebank;
mod ud;
mod values;

use std::path::Path;

use truceline_engine::Engine;

pub use error::ScoreError;
pub use figure::Figure;
pub use merged::score_merged;
pub use reports::{ReportScores, score as score_reports};
pub use sets::{Options, run};
pub use table::{Measure, Row, Table};
pub use ud::{score_other, score_treebank, treebank_texts};

/// Codes the reports of a gold file (JSON Lines, or one printed JSON object) and scores their events and picture.
///
/// A gold record without a `text` has it in `report.txt` beside the gold file.
///
/// # Errors
/// A file that cannot be read, a line that is no gold record, an id that stands twice.
pub fn reports(engine: &Engine, path: &Path, threads: usize) -> Result<ReportScores, ScoreError> {
    let records = gold::read(path)?;
    let coded = coder::Coder::Engine(engine).code_all(&records, threads);
    Ok(score_reports(&gold::values(&records), &coded))
}
