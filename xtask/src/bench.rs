//! `cargo xtask bench`: the benchmark in `benches/`.

use crate::{Outcome, test::cargo};

/// Builds the benchmark as the program is built for use, and runs it in the folder in which the task was started, so that
/// paths mean what they say there.
pub fn run(arguments: &[String]) -> Outcome {
    let build = ["run", "--release", "--quiet", "--package", "truceline-benches", "--"];
    let mut command = cargo();
    command.current_dir(std::env::current_dir()?).args(build).args(arguments);
    Ok(command.status()?.success())
}
