//! `cargo xtask test`: everything that a change must pass.

use std::{
    env,
    path::PathBuf,
    process::Command,
};

use truceline_scores::Options;

use crate::{Outcome, layers, root, scores, threads};

/// The checks that are commands of their own, each with its name.
const COMMANDS: [(&str, &[&str]); 3] = [
    ("format", &["fmt", "--all", "--check"]),
    ("lints", &["clippy", "--workspace", "--all-targets", "--release", "--", "-D", "warnings"]),
    ("tests", &["test", "--workspace", "--release"]),
];

/// Runs every check, also after one has failed, so that one run shows all that is wrong; true where nothing is.
pub fn run() -> Outcome {
    let mut failed = Vec::new();
    for (name, arguments) in COMMANDS {
        println!("== {name}: cargo {}", arguments.join(" "));
        let status = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into())).args(arguments).current_dir(root()).status()?;
        if !status.success() {
            failed.push(name);
        }
    }
    println!("== layers");
    if !layers::run()? {
        failed.push("layers");
    }
    match gold() {
        Some(folder) => {
            println!("== scores: {}", folder.display());
            scores::print(&folder, &Options { sets: Vec::new(), baseline: false, threads: threads() }, false, false)?;
        }
        None => println!("== scores: left out; TRUCELINE_GOLD names no folder and there is no ../shared/gold/dev"),
    }
    match failed.as_slice() {
        [] => println!("all checks passed"),
        list => println!("FAILED: {}", list.join(", ")),
    }
    Ok(failed.is_empty())
}

/// The gold folder: what `TRUCELINE_GOLD` names, else the usual place.
fn gold() -> Option<PathBuf> {
    let folder = env::var_os("TRUCELINE_GOLD").map_or_else(|| root().join("../shared/gold/dev"), PathBuf::from);
    folder.is_dir().then_some(folder)
}
