//! The real binary, run as users run it.

mod dictionaries;
mod inputs;
mod knowledge;
mod outputs;
mod settings;
mod store;

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

/// A report with something in it.
const REPORT: &str = "Rebels attacked an army convoy near Kidal on Tuesday, the government said.";

/// How a run ended.
struct Ended {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ended {
    /// Standard output as JSON Lines.
    fn json(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|l| serde_json::from_str(l).unwrap_or_else(|e| panic!("{e}: {l}"))).collect()
    }

    /// The ids of the documents coded.
    fn ids(&self) -> Vec<String> {
        self.json().iter().map(|d| d["id"].as_str().unwrap_or_default().to_owned()).collect()
    }

    #[track_caller]
    fn expect(&self, code: i32, in_err: &[&str]) {
        assert_eq!(self.code, Some(code), "stderr: {}", self.err);
        for part in in_err {
            assert!(self.err.contains(part), "no {part:?} in: {}", self.err);
        }
    }
}

/// An empty folder to run in, without any settings of the user.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_truceline"));
        command.args(args).current_dir(self.0.path()).env_clear().env("HOME", self.0.path());
        command.env("COLUMNS", "80").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, args: &[&str]) -> Ended {
        end(self.command(args))
    }

    fn run_with(&self, args: &[&str], stdin: impl AsRef<[u8]>) -> Ended {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(stdin.as_ref()).unwrap();
        ended(child.wait_with_output().unwrap())
    }
}

fn end(mut command: Command) -> Ended {
    ended(command.output().unwrap())
}

fn ended(output: std::process::Output) -> Ended {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ended { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// A line of JSON Lines.
fn line(id: &str, text: &str) -> String {
    format!("{}\n", serde_json::json!({"id": id, "text": text}))
}

/// The repository's root.
fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
