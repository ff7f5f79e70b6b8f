//! `knowledge import`.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

use truceline_dictionaries::Dictionaries;

use super::knowledge::tell;
use crate::{Outcome, settings::Settings, trouble::Trouble};

/// Reads dictionaries, shows what is wrong with them and what they hold, and writes the sound entries into `out`.
///
/// # Errors
/// Nothing to read, or results that cannot be written.
pub fn run(path: &Path, out: Option<&Path>, settings: &Settings) -> Result<Outcome, Trouble> {
    let dictionaries = Dictionaries::read(path)?;
    let folder = if path.is_dir() { Some(path) } else { path.parent() };
    let mut faults = 0;
    for fault in dictionaries.tally().faults() {
        tell(fault, folder.or(Some(Path::new(""))), settings);
        faults += 1;
    }
    summary(&dictionaries, path, &mut io::stdout().lock())?;
    if let Some(out) = out {
        let unwritable = |source| Trouble::Unwritable { path: out.to_owned(), source };
        let mut file = BufWriter::new(File::create(out).map_err(unwritable)?);
        dictionaries.write(&mut file)?;
        file.flush().map_err(unwritable)?;
        writeln!(io::stdout(), "written to {}", out.display())?;
    }
    Ok(if faults > 0 { Outcome::SomeSkipped } else { Outcome::Done })
}

fn summary(dictionaries: &Dictionaries, path: &Path, out: &mut dyn Write) -> io::Result<()> {
    let tally = dictionaries.tally();
    writeln!(out, "dictionaries in {}", path.display())?;
    writeln!(out, "{:<10}{:>8}{:>10}  files", "", "read", "left out")?;
    for kind in truceline_dictionaries::Kind::ALL {
        let files: Vec<&str> = dictionaries.files().filter(|(k, _)| *k == kind).map(|(_, name)| name).collect();
        if files.is_empty() {
            continue;
        }
        let read = tally.entries().find(|(k, _)| *k == kind).map_or(0, |(_, n)| n);
        let left_out: usize = tally.left_out().filter(|(k, ..)| *k == kind).map(|(.., n)| n).sum();
        writeln!(out, "{:<10}{read:>8}{left_out:>10}  {}", kind.as_str(), files.join(", "))?;
    }
    for (kind, reason, count) in tally.left_out() {
        writeln!(out, "left out: {count} of {}: {reason}", kind.as_str())?;
    }
    for (file, reason) in dictionaries.passed_over() {
        writeln!(out, "passed over: {file}: {reason}")?;
    }
    Ok(())
}
