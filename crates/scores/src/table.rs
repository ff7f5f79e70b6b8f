//! The table that a run prints.

use std::fmt;

use serde_json::{Value, json};

use crate::figure::{Figure, percent};

/// What a row tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measure {
    /// Precision, recall and F1.
    Counts(Figure),
    /// A share of right ones: an accuracy.
    Share {
        /// The right ones.
        right: u64,
        /// All.
        whole: u64,
    },
    /// A mean of F1 over classes, each counting the same; 0 to 100, to one decimal.
    Mean(f64),
}

/// One figure of one set.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The set's name: its file without ending.
    pub set: String,
    /// What is measured.
    pub name: String,
    /// The figure.
    pub measure: Measure,
    /// Records of the set: reports, texts, sentences.
    pub records: usize,
}

/// All figures of a run, in a fixed order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The figures.
    pub rows: Vec<Row>,
    /// Sets that were left out, with the reason.
    pub left_out: Vec<(String, String)>,
    /// What was missed, is too many or wrong: the set's name and a line each.
    pub misses: Vec<String>,
}

impl Table {
    pub(crate) fn push(&mut self, set: &str, name: impl Into<String>, figure: Figure, records: usize) {
        self.add(set, name, Measure::Counts(figure), records);
    }

    pub(crate) fn add(&mut self, set: &str, name: impl Into<String>, measure: Measure, records: usize) {
        self.rows.push(Row { set: set.to_owned(), name: name.into(), measure, records });
    }

    /// The table as JSON: `rows` with `set`, `name`, `records` and, 0 to 100, either `p`, `r`, `f1` with the counts `gold` and
    /// `coded`, or `share` with the counts `right` and `whole`, or `mean_f1`; `left_out`.
    pub fn json(&self) -> Value {
        let row = |r: &Row| {
            let (set, name, records) = (&r.set, r.name.trim_start(), r.records);
            match r.measure {
                Measure::Counts(f) => json!({"set": set, "name": name, "p": f.precision(), "r": f.recall(), "f1": f.f1(),
                    "gold": f.gold, "coded": f.coded, "records": records}),
                Measure::Share { right, whole } => json!({"set": set, "name": name, "share": percent(right, whole),
                    "right": right, "whole": whole, "records": records}),
                Measure::Mean(mean) => json!({"set": set, "name": name, "mean_f1": mean, "records": records}),
            }
        };
        let left_out = |(set, reason): &(String, String)| json!({"set": set, "reason": reason});
        json!({"rows": self.rows.iter().map(row).collect::<Vec<_>>(), "left_out": self.left_out.iter().map(left_out).collect::<Vec<_>>()})
    }
}

impl fmt::Display for Table {
    /// Shares and means stand in the column of F1; `gold` and `coded` of a share are all and the right ones.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<26}{:<28}{:>7}{:>7}{:>7}{:>9}{:>9}{:>9}", "set", "figure", "P", "R", "F1, %", "gold", "coded", "records")?;
        let mut set = "";
        for row in &self.rows {
            let shown = if row.set == set { "" } else { &row.set };
            set = &row.set;
            write!(f, "{shown:<26}{:<28}", row.name)?;
            match row.measure {
                Measure::Counts(v) => {
                    let (p, r, f1) = (v.precision(), v.recall(), v.f1());
                    write!(f, "{p:>7.1}{r:>7.1}{f1:>7.1}{:>9}{:>9}", v.gold, v.coded)?;
                }
                Measure::Share { right, whole } => write!(f, "{:>14}{:>7.1}{whole:>9}{right:>9}", "", percent(right, whole))?,
                Measure::Mean(mean) => write!(f, "{:>14}{mean:>7.1}{:>18}", "", "")?,
            }
            writeln!(f, "{:>9}", row.records)?;
        }
        for (set, reason) in &self.left_out {
            writeln!(f, "{set:<26}left out: {reason}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_means_stand_beside_counts() {
        let mut table = Table::default();
        table.push("x", "counts", Figure::aligned(1, 2, 4), 4);
        table.add("x", "share", Measure::Share { right: 3, whole: 4 }, 4);
        table.add("x", "mean", Measure::Mean(12.5), 4);
        let printed = table.to_string();
        let columns: Vec<Vec<&str>> = printed.lines().skip(1).map(|l| l.split_whitespace().collect()).collect();
        assert_eq!(columns[0], ["x", "counts", "50.0", "25.0", "33.3", "4", "2", "4"]);
        assert_eq!(columns[1], ["share", "75.0", "4", "3", "4"]);
        assert_eq!(columns[2], ["mean", "12.5", "4"]);
        assert_eq!(table.json()["rows"][1]["share"], 75.0);
    }
}
