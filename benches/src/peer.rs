//! UDPipe 1 as a program beside Truceline: how `peer.py` is started.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::{Outcome, root, worker::Task};

/// A UDPipe 1 model and the Python that runs it.
pub struct Peer {
    /// The program's name and version.
    pub name: String,
    /// The model's file.
    pub model: PathBuf,
    python: PathBuf,
}

impl Peer {
    /// Finds out whether the peer can run here.
    pub fn find(model: &Path, python: &Path) -> Outcome<Self> {
        if !model.is_file() {
            return Err(format!("{}: no such file; benches/train_peer.py makes the peer's model", model.display()).into());
        }
        let peer = Self { name: String::new(), model: model.to_owned(), python: python.to_owned() };
        let name = peer.answer(peer.command("version", &[]))?;
        Ok(Self { name: name.trim().to_owned(), ..peer })
    }

    /// One part of a run: every `parts`-th report of the input, from number `part`. Prints what Truceline's worker prints.
    pub fn worker(&self, task: Task, input: &Path, part: usize, parts: usize) -> Vec<String> {
        let (part, parts) = (part.to_string(), parts.to_string());
        self.command("speed", &[task.name(), &input.to_string_lossy(), &part, &parts])
    }

    /// Annotates given words (CoNLL-U) or texts (JSON Lines); CoNLL-U.
    pub fn annotate(&self, task: Task, input: &Path) -> Outcome<String> {
        self.answer(self.command("annotate", &[task.name(), &input.to_string_lossy()]))
    }

    /// The command line of `peer.py`.
    fn command(&self, job: &str, rest: &[&str]) -> Vec<String> {
        let script = root().join("benches/peer.py");
        let head = [&self.python, &script].map(|p| p.to_string_lossy().into_owned());
        let model = self.model.to_string_lossy();
        head.into_iter().chain([job, &*model].iter().chain(rest).map(|s| (*s).to_owned())).collect()
    }

    fn answer(&self, command: Vec<String>) -> Outcome<String> {
        let unstarted = |e| format!("{}: cannot be started: {e}", self.python.display());
        let output = Command::new(&command[0]).args(&command[1..]).output().map_err(unstarted)?;
        if !output.status.success() {
            return Err(format!("the peer failed:\n{}", String::from_utf8_lossy(&output.stderr).trim_end()).into());
        }
        Ok(String::from_utf8(output.stdout)?)
    }
}
