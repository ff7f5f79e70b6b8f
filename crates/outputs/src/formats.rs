//! The list of output formats. A new one is a file of its own and a line in [`FORMATS`].

use std::io::{self, Write};

use truceline_engine::Coded;

use crate::{conllu, explain, jsonl, table};

/// How output for people is laid out. Formats for programs pass it over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Columns of the terminal; fewer than 40 count as 40.
    pub width: usize,
    /// Whether to use ANSI colours.
    pub colour: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { width: 80, colour: false }
    }
}

/// An output format.
#[derive(Clone, Copy)]
pub struct Format {
    /// Its name, as `--format` has it.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// Writes one document. Fails only where the writer does.
    pub write: fn(&Coded, &Look, &mut dyn Write) -> io::Result<()>,
}

/// Every format, the ones for programs first.
pub const FORMATS: &[Format] = &[
    Format { name: "jsonl", about: "a JSON object a document, for programs", write: |c, _, out| jsonl::write(c, out) },
    Format { name: "conllu", about: "words and trees in CoNLL-U, for programs", write: |c, _, out| conllu::write(c, out) },
    Format { name: "table", about: "tables of events and of the picture, for people", write: table::write },
    Format { name: "explain", about: "the text with each event and its reasons, for people", write: explain::write },
];

/// The format of that name.
pub fn find(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|f| f.name == name)
}
