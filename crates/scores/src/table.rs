//! The table that a run prints.

use std::fmt;

use serde_json::{Value, json};

use crate::figure::Figure;

/// One figure of one set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The set's name: its file without ending.
    pub set: String,
    /// What is measured.
    pub name: String,
    /// The counts.
    pub figure: Figure,
    /// Records of the set: reports, texts, sentences.
    pub records: usize,
}

/// All figures of a run, in a fixed order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The figures.
    pub rows: Vec<Row>,
    /// Sets that were left out, with the reason.
    pub left_out: Vec<(String, String)>,
}

impl Table {
    pub(crate) fn push(&mut self, set: &str, name: impl Into<String>, figure: Figure, records: usize) {
        self.rows.push(Row { set: set.to_owned(), name: name.into(), figure, records });
    }

    /// The table as JSON: `rows` with `set`, `name`, `p`, `r`, `f1` (0 to 100), `gold`, `coded`, `records`; `left_out`.
    pub fn json(&self) -> Value {
        let row = |r: &Row| {
            let (p, rec, f1) = (r.figure.precision(), r.figure.recall(), r.figure.f1());
            json!({"set": r.set, "name": r.name.trim_start(), "p": p, "r": rec, "f1": f1, "gold": r.figure.gold,
                "coded": r.figure.coded, "records": r.records})
        };
        let left_out = |(set, reason): &(String, String)| json!({"set": set, "reason": reason});
        json!({"rows": self.rows.iter().map(row).collect::<Vec<_>>(), "left_out": self.left_out.iter().map(left_out).collect::<Vec<_>>()})
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<26}{:<24}{:>7}{:>7}{:>7}{:>9}{:>9}{:>9}", "set", "figure", "P", "R", "F1", "gold", "coded", "records")?;
        let mut set = "";
        for row in &self.rows {
            let shown = if row.set == set { "" } else { &row.set };
            set = &row.set;
            let v = &row.figure;
            let (p, r, f1) = (v.precision(), v.recall(), v.f1());
            let records = row.records;
            writeln!(f, "{shown:<26}{:<24}{p:>7.1}{r:>7.1}{f1:>7.1}{:>9}{:>9}{records:>9}", row.name, v.gold, v.coded)?;
        }
        for (set, reason) in &self.left_out {
            writeln!(f, "{set:<26}left out: {reason}")?;
        }
        Ok(())
    }
}
