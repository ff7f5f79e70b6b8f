//! `--version`.

use std::io::{self, Write};

use super::engine;
use crate::{Outcome, settings::Settings, trouble::Trouble};

/// Names the versions of program, model and knowledge, and whose data they hold.
///
/// # Errors
/// Knowledge or model that cannot be loaded, results that cannot be written.
pub fn run(settings: &Settings) -> Result<Outcome, Trouble> {
    let engine = engine(settings)?;
    let (model, knowledge) = (engine.model(), engine.knowledge());
    let mut out = io::stdout().lock();
    writeln!(out, "truceline {}", env!("CARGO_PKG_VERSION"))?;
    writeln!(out, "model {} ({:016x})", model.version(), model.checksum())?;
    writeln!(out, "knowledge {}", knowledge.version())?;
    writeln!(out, "Place names and coordinates derive from GeoNames (https://www.geonames.org), licence CC BY 4.0.")?;
    Ok(Outcome::Done)
}
