//! Dates that count from the report's day or from the date told last.

use super::{
    expression::{DayPart, TimeValue, Unit, YearFrom},
    lengths::Count,
    scanner::{Found, Scanner},
    words::{day_part, multiple, season, unit, weekday},
};

/// What a word such as `last` counts from, and which way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    Report(i8),
    Told(i8),
}

impl Scanner<'_, '_> {
    pub(super) fn relative(&self, i: u32) -> Option<Found> {
        self.plain_day(i).or_else(|| self.within(i)).or_else(|| self.turned(i)).or_else(|| self.shifted(i))
    }

    /// `today`, `yesterday evening`, `tonight`.
    fn plain_day(&self, i: u32) -> Option<Found> {
        let (days, part) = match self.word(i) {
            "today" => (0, None),
            "tonight" => (0, Some(DayPart::Night)),
            "overnight" => (0, Some(DayPart::Night)),
            "yesterday" => (-1, None),
            "tomorrow" => (1, None),
            _ => return None,
        };
        Some(Found { part, ..Found::new(TimeValue::Days(days), i + 1) })
    }

    /// `earlier this month`, `later that year`, `late in the year`, `the end of the month`.
    fn within(&self, i: u32) -> Option<Found> {
        let word = self.word(i);
        if matches!(word, "earlier" | "later") && self.word(i + 1) == "this" {
            if let Some(day) = weekday(self.word(i + 2)) {
                return Some(Found::new(TimeValue::Weekday(day), i + 3));
            }
            let unit = unit(self.word(i + 2)).filter(|u| matches!(u, Unit::Week | Unit::Month | Unit::Year))?;
            let value = if word == "later" { TimeValue::Later(unit) } else { TimeValue::Earlier(unit) };
            return Some(Found::new(value, i + 3));
        }
        let at = match word {
            "earlier" | "later" | "late" | "early" => self.skip(i + 1, &["in"]),
            "end" | "beginning" | "start" | "middle" | "rest" if self.word(i + 1) == "of" => i + 2,
            _ => return None,
        };
        let fits = self.word(at) == "that" || self.word(at) == "the" && at > i + 1;
        let unit = unit(self.word(at + 1)).filter(|u| fits && matches!(u, Unit::Day | Unit::Week | Unit::Month | Unit::Year))?;
        let whole = self.word(at + 2) != "of";
        whole.then_some(Found::new(TimeValue::SameAsTold(unit), at + 2))
    }

    /// `last week`, `next Monday`, `the following year`, `that night`, `the past three days`.
    fn turned(&self, i: u32) -> Option<Found> {
        let article = self.before(i) == "the";
        let from = match self.word(i) {
            "last" | "past" => From::Report(-1),
            "this" | "current" => From::Report(0),
            "next" if article && self.word(i + 1) != "few" => From::Told(1),
            "next" if self.word(i + 1) == "day" || self.word(i + 1) == "morning" => From::Told(1),
            "next" | "coming" => From::Report(1),
            "following" | "subsequent" | "ensuing" if article => From::Told(1),
            "previous" | "preceding" | "prior" if article => From::Told(-1),
            "previous" => From::Report(-1),
            "same" if article => From::Told(0),
            "that" => From::Told(0),
            _ => return None,
        };
        let at = if self.word(i) == "that" { self.skip(i + 1, &["same", "very"]) } else { i + 1 };
        let word = self.word(at);
        if let Some(day) = weekday(word).filter(|_| self.word(i) != "that") {
            let value = match from {
                From::Report(0) | From::Told(0) => TimeValue::Weekday(day),
                From::Report(way) | From::Told(way) => TimeValue::WeekdayFrom(day, way),
            };
            return Some(Found::new(value, at + 1));
        }
        let told = match from {
            From::Told(0) => Some(YearFrom::Told(0)),
            From::Told(way) => Some(if way < 0 { YearFrom::Before } else { YearFrom::After }),
            From::Report(_) => None,
        };
        if let Some(month) = self.month_at(at) {
            return Some(Found { year_from: told, ..Found::new(TimeValue::MonthDay(month, None), at + 1) });
        }
        if let Some(season) = season(word) {
            return Some(Found { year_from: told, ..Found::new(TimeValue::Season(season), at + 1) });
        }
        self.turned_unit(from, at)
    }

    /// The unit after `last`, `following` and their like.
    fn turned_unit(&self, from: From, at: u32) -> Option<Found> {
        let word = self.word(at);
        if self.word(at + 1) == "of" && !matches!(from, From::Told(0)) {
            return None; // "the last week of August" is a length
        }
        if let Some(part) = day_part(word).filter(|p| !matches!(p, DayPart::Clock(..))) {
            let value = match (from, part) {
                (From::Report(-1), DayPart::Night) => TimeValue::Days(-1),
                (From::Report(0), _) => TimeValue::Days(0),
                (From::Told(0), _) => TimeValue::SameAsTold(Unit::Day),
                (From::Told(way), _) => TimeValue::FromTold(Some(way.into()), Unit::Day),
                _ => return None,
            };
            return Some(Found { part: Some(part), ..Found::new(value, at + 1) });
        }
        let unit = match unit(word) {
            Some(unit) if !word.ends_with('s') => unit,
            _ => return self.past_units(from, at),
        };
        let value = match (from, unit) {
            (From::Told(0), unit) => TimeValue::SameAsTold(unit),
            (From::Told(way), unit) => TimeValue::FromTold(Some(way.into()), unit),
            (From::Report(way), Unit::Week) => TimeValue::Weeks(way.into()),
            (From::Report(way), Unit::Month) => TimeValue::Months(way.into()),
            (From::Report(way), Unit::Year) => TimeValue::Years(way.into()),
            (From::Report(0), Unit::Day) => TimeValue::SameAsTold(unit),
            _ => return None,
        };
        Some(Found::new(value, at + 1))
    }

    /// `the past three days`; `the next two weeks` is a length.
    fn past_units(&self, from: From, at: u32) -> Option<Found> {
        if from != From::Report(-1) {
            return None;
        }
        let Count { tenths, unit, next } = self.count(at)?;
        let n = i32::try_from(tenths?).ok()? / 10;
        (n > 0 && !matches!(unit, Unit::Minute | Unit::Hour) && self.word(next) != "of")
            .then_some(Found::new(TimeValue::Past(n, unit), next))
    }

    /// `eight days ago`, `two weeks earlier`, `a month later`, `days before`, `the day after`.
    fn shifted(&self, i: u32) -> Option<Found> {
        let Count { tenths, unit, next } = match unit(self.word(i)) {
            Some(unit) if self.before(i) == "the" && matches!(self.word(i + 1), "before" | "after") => {
                Count { tenths: Some(10), unit, next: i + 1 }
            }
            _ => self.count(i)?,
        };
        let word = self.word(next);
        let whole = tenths.map(|t| i32::try_from(t / 10)).transpose().ok()?.map(|n| n * multiple(self.word(next - 1)));
        let value = match (word, whole) {
            ("ago", Some(n)) if n < 5000 => match unit {
                Unit::Day => TimeValue::Days(-n),
                Unit::Week => TimeValue::Weeks(-n),
                Unit::Month => TimeValue::Months(-n),
                Unit::Year => TimeValue::Years(-n),
                Unit::Decade => TimeValue::Years(-10 * n),
                _ => return None,
            },
            ("earlier" | "before" | "previously" | "beforehand", n) => TimeValue::FromTold(n.map(|n| -n), unit),
            ("later" | "after" | "afterwards" | "afterward" | "thereafter", n) => TimeValue::FromTold(n, unit),
            _ => return None,
        };
        (whole.is_none_or(|n| n < 5000)).then_some(Found::new(value, next + 1))
    }
}
