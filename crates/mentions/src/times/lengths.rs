//! How long, how often, and words for the past, the present and the future as such.

use truceline_syntax::{Upos, Xpos};

use super::{
    expression::{Era, TimeValue, Unit},
    scanner::{Found, Scanner},
    words::{multiple, unit},
};
use crate::quantities::value;

/// A number of units.
pub(super) struct Count {
    /// Tenths of the unit; none where the number is left open.
    pub tenths: Option<u32>,
    pub unit: Unit,
    /// One past the unit's word.
    pub next: u32,
}

/// More than this many of a unit are no time that reports tell.
const MOST: u64 = 10_000;

impl Scanner<'_, '_> {
    /// `three weeks`, `a month`, `two and a half years`, `several days`, `twenty-five years`, `days`.
    pub(super) fn count(&self, i: u32) -> Option<Count> {
        let (tenths, at) = match self.word(i) {
            "a" | "an" | "another" if matches!(self.word(i + 1), "few" | "couple") => (None, self.skip(i + 2, &["of"])),
            "a" | "an" => (Some(10), self.skip(i + 1, &["full", "whole", "single"])),
            "half" if matches!(self.word(i + 1), "a" | "an") => (Some(5), i + 2),
            "several" | "few" | "many" | "some" | "numerous" | "countless" => (None, self.skip(i + 1, &["more"])),
            word if unit(word).is_some() && self.view.xpos(i) == Xpos::Nns => (None, i),
            word => self.number(i, word)?,
        };
        let unit = unit(self.word(at))?;
        let doubled = u32::try_from(multiple(self.word(at))).unwrap_or(1);
        let (tenths, next) = match (self.word(at + 1), self.word(at + 2), self.word(at + 3)) {
            ("and", "a", "half") => (tenths.map(|t| t + 5), at + 4),
            _ => (tenths, at + 1),
        };
        Some(Count { tenths: tenths.map(|t| t * doubled), unit, next })
    }

    /// A number and its fraction, in tenths.
    fn number(&self, i: u32, word: &str) -> Option<(Option<u32>, u32)> {
        let mut n = value(word).filter(|n| *n < MOST)?;
        let mut at = i + 1;
        if self.word(at) == "-"
            && (20..100).contains(&n)
            && n % 10 == 0
            && let Some(ones) = value(self.word(at + 1)).filter(|o| (1..10).contains(o))
        {
            (n, at) = (n + ones, at + 2);
        }
        let mut tenths = u32::try_from(n).ok()? * 10;
        if let Some(tenth) = word.split_once('.').and_then(|(_, f)| f.get(..1)?.parse::<u32>().ok()) {
            tenths += tenth;
        }
        let dashed = |at: u32| self.skip(at, &["-"]);
        let and = dashed(at);
        if self.word(and) == "and" {
            let half = self.skip(dashed(and + 1), &["a"]);
            if self.word(dashed(half)) == "half" {
                return Some((Some(tenths + 5), dashed(dashed(half) + 1)));
            }
        }
        Some((Some(tenths), dashed(self.skip(at, &["more", "full", "whole", "consecutive", "straight", "long"]))))
    }

    /// A length alone, or a set: `for three weeks`, `a month-long siege`, `18 years old`, `every week`, `per day`.
    pub(super) fn length(&self, i: u32) -> Option<Found> {
        let word = self.word(i);
        if matches!(word, "every" | "each" | "per")
            && let Some(unit) = unit(self.word(i + 1))
        {
            return Some(Found::new(TimeValue::Every(unit), i + 2));
        }
        let often = match word {
            "daily" => Some(Unit::Day),
            "weekly" => Some(Unit::Week),
            "monthly" => Some(Unit::Month),
            "annually" | "yearly" => Some(Unit::Year),
            _ => None,
        };
        if let Some(unit) = often.filter(|_| self.view.upos(i) == Upos::Adv) {
            return Some(Found::new(TimeValue::Every(unit), i + 1));
        }
        if let Some(count) = self.count(i) {
            let numbered = count.tenths.is_some();
            let rate = matches!(word, "a" | "an") && i > 0 && self.view.upos(i - 1) == Upos::Noun && !self.before(i).is_empty();
            let next = if self.word(count.next) == "old" { count.next + 1 } else { count.next };
            let end = if self.word(next) == "-" && matches!(self.word(next + 1), "long" | "old") { next + 2 } else { next };
            let value = if rate { TimeValue::Every(count.unit) } else { TimeValue::Length(count.tenths, count.unit) };
            let bare = !numbered && count.next == i + 1;
            let led =
                matches!(self.before(i), "for" | "in" | "within" | "after" | "of" | "over" | "take" | "took" | "lasted" | "following");
            return (!bare || led).then_some(Found::new(value, end));
        }
        let single = unit(word).filter(|u| !matches!(u, Unit::Minute) && !word.ends_with('s'))?;
        // "month-long", "the following week", "the last week of August"
        if self.word(i + 1) == "-" && self.word(i + 2) == "long" {
            return Some(Found::new(TimeValue::Length(Some(10), single), i + 3));
        }
        let led = matches!(self.before(i), "last" | "first" | "final" | "next") && self.word(i + 1) == "of";
        led.then_some(Found::new(TimeValue::Length(Some(10), single), i + 1))
    }

    /// What stands alone: `the 20th`, `now`, `former`.
    pub(super) fn lone(&self, i: u32) -> Option<Found> {
        self.day_alone(i).or_else(|| {
            let noun = matches!(self.view.upos(i), Upos::Noun);
            let era = match self.word(i) {
                "now" | "currently" | "nowadays" | "presently" => Era::Present,
                "present" if noun && matches!(self.before(i), "the" | "at") => Era::Present,
                "former" | "formerly" | "recently" | "recent" => Era::Past,
                "past" if noun && self.before(i) == "the" => Era::Past,
                "future" => Era::Future,
                _ => return None,
            };
            Some(Found::new(TimeValue::Reference(era), i + 1))
        })
    }
}
