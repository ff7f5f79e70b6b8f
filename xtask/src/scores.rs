//! `cargo xtask scores DIR [SET...]`: the coder against gold data.

use std::{error::Error, path::Path};

use truceline_engine::Engine;
use truceline_scores::Options;

use crate::{Outcome, root, threads};

/// Prints one table for all sets in a folder that are known by file name.
pub fn run(arguments: &[String]) -> Outcome {
    let (mut names, mut baseline, mut json, mut misses) = (Vec::new(), false, false, false);
    for argument in arguments {
        match argument.as_str() {
            "--baseline" => baseline = true,
            "--json" => json = true,
            "--misses" => misses = true,
            flag if flag.starts_with("--") => return Err(format!("unknown option {flag}").into()),
            name => names.push(name.to_owned()),
        }
    }
    if names.is_empty() {
        return Err("which folder? `cargo xtask scores DIR`".into());
    }
    let folder = names.remove(0);
    print(Path::new(&folder), &Options { sets: names, baseline, threads: threads() }, json, misses)?;
    Ok(true)
}

/// Scores a folder at the engine's default settings, with `knowledge/` as it stands on the disk.
pub fn print(folder: &Path, options: &Options, json: bool, misses: bool) -> Result<(), Box<dyn Error>> {
    let engine = Engine::with(None, Some(&root().join("knowledge")))?;
    let table = truceline_scores::run(&engine, folder, options)?;
    if misses {
        table.misses.iter().for_each(|line| println!("{line}"));
    }
    if json {
        println!("{:#}", table.json())
    } else {
        print!("{table}")
    }
    Ok(())
}
