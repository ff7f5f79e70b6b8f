//! When the things that a report tells were: by this the reports are found with which it may have to be compared.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};

use crate::{
    Days, Fact, Report,
    desk::{ahead, back},
    talks,
};

/// Longest date, in days, by which claims are compared.
const LONGEST: i64 = 31;
/// Days between those that stand for a long date.
const STEP: i64 = 7;
/// Days before its report on which an undated event may have been.
const BEFORE: i64 = 6;
/// Days around a report's own in which others are looked for: no stretch of a date between two of its days is longer.
const AROUND: i32 = 6;
/// Months around a report's talks in which others are looked for.
const MONTHS_AROUND: i32 = 1;

/// By what a report is found: days and months that its claims speak of, and ceasefires.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contacts {
    /// Days since 1970-01-01.
    pub days: BTreeSet<i32>,
    /// Months of talks, twelve a year.
    pub months: BTreeSet<i32>,
    /// Blocks of ceasefires.
    pub blocks: BTreeSet<String>,
}

impl Contacts {
    /// Days and months of a report.
    pub(crate) fn of(report: &Report) -> Self {
        let mut out = Self::default();
        let mut take = |day: Date| {
            let since = date(1970, 1, 1).until(day).map_or(0, |s| s.get_days());
            out.days.insert(since);
        };
        take(report.known);
        take(back(report.known, BEFORE));
        for claim in &report.claims {
            if let Some(Days { first, last }) = claim.date.filter(|d| d.length() <= LONGEST) {
                let mut day = first;
                while day < last {
                    take(day);
                    day = ahead(day, STEP);
                }
                take(last);
            }
        }
        for claim in report.claims.iter().filter(|c| matches!(c.fact, Fact::Talks { .. })) {
            out.months.extend(talks::times(talks::window(claim.date, report.known)).map(|m| m as i32));
        }
        out
    }

    /// All days and months in which reports lie that one with these may have to be compared with.
    pub fn around(&self) -> Self {
        let widened = |set: &BTreeSet<i32>, by: i32| set.iter().flat_map(|x| x - by..=x + by).collect();
        Self { days: widened(&self.days, AROUND), months: widened(&self.months, MONTHS_AROUND), blocks: self.blocks.clone() }
    }

    /// Both together.
    pub fn join(&mut self, other: Self) {
        self.days.extend(other.days);
        self.months.extend(other.months);
        self.blocks.extend(other.blocks);
    }
}
