//! What was read, what was left out, and why.

use std::collections::BTreeMap;

use truceline_knowledge::KnowledgeError;

use crate::source::{Kind, Source};

/// Counts and complaints of one reading.
#[derive(Debug, Default)]
pub struct Tally {
    read: BTreeMap<Kind, usize>,
    skipped: BTreeMap<(Kind, String), usize>,
    complaints: Vec<KnowledgeError>,
    doubts: Vec<KnowledgeError>,
    /// What stands in place of lines when the sound entries are written, by file and line.
    replaced: BTreeMap<(String, u32), String>,
}

impl Tally {
    pub(crate) fn read(&mut self, kind: Kind, entries: usize) {
        *self.read.entry(kind).or_default() += entries;
    }

    pub(crate) fn skip(&mut self, kind: Kind, reason: &str) {
        *self.skipped.entry((kind, reason.to_owned())).or_default() += 1;
    }

    /// Notes a mistake in a line, which is left out.
    pub(crate) fn complain(&mut self, source: &Source, line: u32, error: KnowledgeError) {
        self.skip(source.kind, "mistakes, told above");
        self.replace(source, line, "");
        self.complaints.push(error);
    }

    /// Says what a line is to be where the sound entries are written.
    pub(crate) fn replace(&mut self, source: &Source, line: u32, text: &str) {
        self.replaced.insert((source.file.clone(), line), text.to_owned());
    }

    /// What a line is to be; `None` for as it stands.
    pub(crate) fn replacement(&self, source: &Source, line: u32) -> Option<&str> {
        self.replaced.get(&(source.file.clone(), line)).map(String::as_str)
    }

    /// Notes what looks wrong in a file that is read all the same.
    pub(crate) fn doubt(&mut self, error: KnowledgeError) {
        self.doubts.push(error);
    }

    /// What looks wrong in files that are read all the same, then what is wrong in entries that are left out.
    pub fn faults(&self) -> impl Iterator<Item = &KnowledgeError> {
        self.doubts.iter().chain(&self.complaints)
    }

    /// Entries read, by kind.
    pub fn entries(&self) -> impl Iterator<Item = (Kind, usize)> {
        self.read.iter().map(|(&kind, &count)| (kind, count))
    }

    /// Entries or lines left out, by kind and reason.
    pub fn left_out(&self) -> impl Iterator<Item = (Kind, &str, usize)> {
        self.skipped.iter().map(|((kind, reason), &count)| (*kind, reason.as_str(), count))
    }
}
