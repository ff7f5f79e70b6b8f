//! `code` and `explain`.

use truceline_outputs::{Format, formats::find};
use truceline_text::Document;

use super::{engine, help, paths};
use crate::{
    Outcome,
    args::{CodeArgs, ExplainArgs, Inputs},
    inputs::{Reports, total_size},
    progress::Progress,
    run,
    settings::{OutputFormat, Settings},
    terminal,
    trouble::Trouble,
};

/// Codes reports.
///
/// # Errors
/// Knowledge or model that cannot be loaded, results that cannot be written.
pub fn run(args: &CodeArgs, settings: &Settings) -> Result<Outcome, Trouble> {
    let usual = if terminal::stdout_is_terminal() { "table" } else { "jsonl" };
    let OutputFormat(name) = settings.format.value.unwrap_or(OutputFormat(usual));
    write(name, "code", &args.inputs, settings)
}

/// Codes reports and shows why.
///
/// # Errors
/// As [`run`].
pub fn explain(args: &ExplainArgs, settings: &Settings) -> Result<Outcome, Trouble> {
    write("explain", "explain", &args.inputs, settings)
}

fn write(format: &str, command: &str, inputs: &Inputs, settings: &Settings) -> Result<Outcome, Trouble> {
    let Some(Format { write, .. }) = find(format) else {
        return Err(Trouble::Usage(format!("unknown output format {format}")));
    };
    let Some(paths) = paths(&inputs.paths)? else { return Ok(help(Some(command), settings)) };
    let engine = engine(settings)?;
    let look = terminal::look(settings.color.value);
    let progress = Progress::start(total_size(&paths), !terminal::stdout_is_terminal());
    let reports = Reports::new(&paths, inputs.published, progress.counter());
    let work = |document: Document| {
        let mut bytes = Vec::new();
        // Writing to memory does not fail.
        let _ = write(&engine.code(document), &look, &mut bytes);
        bytes
    };
    run::run(reports, |d| d.id.clone(), work, progress, settings)
}
