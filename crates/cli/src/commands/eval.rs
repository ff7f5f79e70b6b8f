//! `eval`: how well gold reports are coded.

use std::io::{self, Write};

use super::engine;
use crate::{Outcome, args::EvalArgs, settings::Settings, trouble::Trouble};

/// Codes the texts of a gold file and scores the result.
///
/// # Errors
/// A gold file that cannot be read or holds no gold, knowledge or model that cannot be loaded, results that cannot be
/// written.
pub fn run(args: &EvalArgs, settings: &Settings) -> Result<Outcome, Trouble> {
    let engine = engine(settings)?;
    let scores = truceline_scores::reports(&engine, &args.gold, settings.threads.value.0)?;
    for value in &scores.not_dates {
        tracing::warn!("{value:?} stands for a date and is none");
    }
    let mut out = io::stdout().lock();
    write!(out, "{scores}")?;
    if args.misses {
        writeln!(out)?;
        scores.misses.iter().try_for_each(|miss| writeln!(out, "{miss}"))?;
    }
    Ok(Outcome::Done)
}
