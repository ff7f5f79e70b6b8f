//! `cargo xtask test`: everything that a change must pass.

use std::{env, io, path::PathBuf, process::Command};

use truceline_scores::Options;

use crate::{Outcome, layers, root, scores, threads};

/// The checks that are commands of their own, each with its name. The first word is a part of the toolchain that a machine
/// may lack.
const COMMANDS: [(&str, &[&str]); 3] = [
    ("format", &["fmt", "--all", "--check", "--", "--files-with-diff"]),
    ("lints", &["clippy", "--workspace", "--all-targets", "--profile", "quick", "--", "-D", "warnings"]),
    ("tests", &["test", "--workspace", "--profile", "quick", "--no-fail-fast"]),
];

/// Runs every check, also after one has failed, so that one run shows all that is wrong; true where nothing is.
pub fn run() -> Outcome {
    let (mut failed, mut left_out) = (Vec::new(), Vec::new());
    for (name, arguments) in COMMANDS {
        println!("== {name}: cargo {}", arguments.join(" "));
        if !is_installed(arguments[0])? {
            left_out.push(name);
        } else if !cargo().args(arguments).status()?.success() {
            failed.push(name);
        }
    }
    println!("== layers");
    if !layers::run()? {
        failed.push("layers");
    }
    let gold = gold();
    if gold.is_none() {
        left_out.push("scores");
    }
    let own = Some((root().join("samples/gold"), vec!["reports".to_owned(), "sentences".to_owned()]));
    for (folder, sets) in [own, gold.map(|folder| (folder, Vec::new()))].into_iter().flatten() {
        println!("== scores: {}", folder.display());
        scores::print(&folder, &Options { sets, baseline: false, threads: threads() }, false, false)?;
    }
    println!("==");
    for name in &left_out {
        println!("left out: {name}: {}", reason(name));
    }
    match failed.as_slice() {
        [] if left_out.is_empty() => println!("all checks passed"),
        [] => println!("all other checks passed"),
        list => println!("FAILED: {}", list.join(", ")),
    }
    Ok(failed.is_empty())
}

/// Cargo, started in the project's folder.
pub fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// True where cargo has this command.
fn is_installed(command: &str) -> io::Result<bool> {
    let output = cargo().args([command, "--help"]).output()?;
    Ok(output.status.success())
}

fn reason(name: &str) -> &'static str {
    match name {
        "format" => "cargo fmt is not installed (rustup component add rustfmt)",
        "lints" => "cargo clippy is not installed (rustup component add clippy)",
        _ => "TRUCELINE_GOLD names no folder; only samples/gold was scored",
    }
}

/// The gold folder: what `TRUCELINE_GOLD` names, else the usual place.
fn gold() -> Option<PathBuf> {
    let folder = env::var_os("TRUCELINE_GOLD").map_or_else(|| root().join("../shared/gold/dev"), PathBuf::from);
    folder.is_dir().then_some(folder)
}
