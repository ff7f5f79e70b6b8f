//! Figures added up over records that are scored on several threads.

use std::path::Path;

use truceline_engine::{Engine, in_order};

use crate::{coder::Coder, error::ScoreError, figure::Figure, gold, gold::Gold, table::Table};

/// A gold file and what it is scored with.
pub struct Task<'t> {
    /// The program's engine.
    pub engine: &'t Engine,
    /// What is measured.
    pub coder: Coder<'t>,
    /// The set's name.
    pub set: &'t str,
    /// The gold file.
    pub path: &'t Path,
    /// Threads to code on.
    pub threads: usize,
}

/// Figures of some records, and what is missed or too many in them, one line each.
pub struct Tally<const N: usize> {
    /// In an order of the set's own.
    pub figures: [Figure; N],
    /// Lines that begin with `MISSED`, `EXTRA` or `WRONG`.
    pub misses: Vec<String>,
}

impl<const N: usize> Default for Tally<N> {
    fn default() -> Self {
        Self { figures: [Figure::default(); N], misses: Vec::new() }
    }
}

impl<const N: usize> Tally<N> {
    /// Adds the figures and lines of another part.
    pub fn add(&mut self, other: Self) {
        self.figures.iter_mut().zip(other.figures).for_each(|(total, part)| total.add(part));
        self.misses.extend(other.misses);
    }
}

impl Task<'_> {
    /// The records of the gold file.
    pub fn records(&self) -> Result<Vec<Gold>, ScoreError> {
        gold::read(self.path)
    }

    /// The records of the gold file, dated by one of their fields.
    pub fn records_dated(&self, date: &str) -> Result<Vec<Gold>, ScoreError> {
        gold::read_seen(self.path, |value| gold::visible_dated(value, date))
    }

    /// Scores every record, adds the figures up and hands the misses to the table.
    pub fn tally<const N: usize>(&self, records: &[Gold], table: &mut Table, score: impl Fn(&Gold) -> Tally<N> + Sync) -> [Figure; N] {
        let mut total = Tally::default();
        in_order(records.iter(), self.threads, score, |part| {
            total.add(part);
            true
        });
        table.misses.extend(total.misses.into_iter().map(|line| format!("{} {line}", self.set)));
        total.figures
    }
}
