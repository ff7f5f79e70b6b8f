//! Time expressions and the days they cover.

use std::ops::Range;

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use truceline_syntax::{Upos, View};

use crate::{quantities::value, things::When};

/// What an expression says, before it is resolved against the report's date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeValue {
    /// A full date, month of a year, or year.
    Fixed(When),
    /// A month and perhaps a day, the year left out.
    MonthDay(i8, Option<i8>),
    /// A day of the week.
    Weekday(Weekday),
    /// `last Wednesday` (-1), `next Monday` (+1).
    WeekdayFrom(Weekday, i8),
    /// Days from the report's: `today` 0, `yesterday` -1.
    Days(i32),
    /// Calendar weeks from the report's: `last week` -1.
    Weeks(i32),
    /// Months from the report's.
    Months(i32),
    /// Years from the report's.
    Years(i32),
    /// From the start of this week, month or year to the day before the report (`earlier this month`).
    Earlier(Unit),
    /// From the report's day to the end of this week, month or year (`later this month`).
    Later(Unit),
    /// `past three days`: that many days up to the report's.
    Past(i32),
}

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

/// A time expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Document-wide token indices.
    pub tokens: Range<u32>,
    /// What it says.
    pub value: TimeValue,
    /// `since 2011`: an interval up to the report.
    pub since: bool,
    /// A weekday written beside a month and day (`Monday, January 13`).
    pub weekday: Option<Weekday>,
}

impl TimeExpression {
    /// The days it covers, seen from the report's date. `future` tells whether the clause speaks of what is to
    /// come. `None` where the report's date is needed and not known.
    pub fn resolve(&self, report: Option<Date>, future: bool) -> Option<When> {
        let when = self.resolve_value(report, future)?;
        if self.since {
            let last = report?;
            return (when.first <= last).then_some(When { first: when.first, last });
        }
        Some(when)
    }

    fn resolve_value(&self, report: Option<Date>, future: bool) -> Option<When> {
        match self.value {
            TimeValue::Fixed(when) => Some(when),
            TimeValue::MonthDay(month, day) => month_day(report?, month, day, future),
            TimeValue::Weekday(weekday) => Some(When::day(nearest_weekday(report?, weekday, future)?)),
            TimeValue::WeekdayFrom(weekday, way) => {
                let start = report?;
                let day = if way < 0 { start.yesterday().ok()? } else { start.tomorrow().ok()? };
                Some(When::day(nearest_weekday(day, weekday, way > 0)?))
            }
            TimeValue::Days(n) => Some(When::day(report?.checked_add(n.days()).ok()?)),
            TimeValue::Weeks(n) => {
                let day = report?.checked_add(n.weeks()).ok()?;
                let first = day.checked_sub(i32::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
                Some(When { first, last: first.checked_add(6.days()).ok()? })
            }
            TimeValue::Months(n) => {
                let first = report?.first_of_month().checked_add(n.months()).ok()?;
                Some(When { first, last: first.last_of_month() })
            }
            TimeValue::Years(n) => year(report?.year().checked_add(n.try_into().ok()?)?),
            TimeValue::Earlier(unit) => earlier(report?, unit),
            TimeValue::Later(unit) => {
                let day = report?;
                let last = match unit {
                    Unit::Week => day.checked_add(i32::from(6 - day.weekday().to_monday_zero_offset()).days()).ok()?,
                    Unit::Month => day.last_of_month(),
                    Unit::Year => day.last_of_year(),
                };
                Some(if unit == Unit::Month { When { first: day.first_of_month(), last } } else { When { first: day, last } })
            }
            TimeValue::Past(days) => {
                let last = report?;
                Some(When { first: last.checked_sub(days.days()).ok()?, last })
            }
        }
    }

    /// True where the expression names a single day once resolved.
    pub fn is_day(&self) -> bool {
        match self.value {
            TimeValue::Fixed(w) => w.first == w.last,
            TimeValue::MonthDay(_, day) => day.is_some(),
            TimeValue::Weekday(_) | TimeValue::WeekdayFrom(..) | TimeValue::Days(_) => true,
            _ => false,
        }
    }
}

fn earlier(report: Date, unit: Unit) -> Option<When> {
    match unit {
        // Monday to the day before the report; a Monday report means the week before.
        Unit::Week => {
            let last = report.yesterday().ok()?;
            let back = i32::from(last.weekday().to_monday_zero_offset());
            Some(When { first: last.checked_sub(back.days()).ok()?, last })
        }
        Unit::Month => Some(When { first: report.first_of_month(), last: report.last_of_month() }),
        Unit::Year => year(report.year()),
    }
}

fn year(y: i16) -> Option<When> {
    Some(When { first: Date::new(y, 1, 1).ok()?, last: Date::new(y, 12, 31).ok()? })
}

fn month_of(y: i16, month: i8, day: Option<i8>) -> Option<When> {
    match day {
        Some(d) => Some(When::day(Date::new(y, month, d).ok()?)),
        None => {
            let first = Date::new(y, month, 1).ok()?;
            Some(When { first, last: first.last_of_month() })
        }
    }
}

/// The nearest such month or day on the side that the tense asks for.
fn month_day(report: Date, month: i8, day: Option<i8>, future: bool) -> Option<When> {
    let this = month_of(report.year(), month, day);
    match (this, future) {
        (Some(w), false) if w.first <= report => Some(w),
        (Some(w), true) if w.last >= report => Some(w),
        (_, false) => month_of(report.year() - 1, month, day),
        (_, true) => month_of(report.year() + 1, month, day),
    }
}

/// The day itself where it is that weekday, else the nearest one before or after.
fn nearest_weekday(from: Date, weekday: Weekday, future: bool) -> Option<Date> {
    let days = if future { i32::from(weekday.since(from.weekday())) } else { -i32::from(from.weekday().since(weekday)) };
    from.checked_add(days.days()).ok()
}

pub(crate) fn weekday(word: &str) -> Option<Weekday> {
    Some(match word.trim_end_matches('.') {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

/// Month number of a name; `may` and `march` only where capitalised, which the caller checks.
pub(crate) fn month(word: &str) -> Option<i8> {
    Some(match word.trim_end_matches('.') {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

fn year_number(word: &str) -> Option<i16> {
    (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|y| (1900..=2100).contains(y))
}

fn day_number(word: &str) -> Option<i8> {
    const ORDINALS: [&str; 12] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"];
    if let Some(i) = ORDINALS.iter().position(|o| *o == word) {
        return Some(i as i8 + 1);
    }
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word[digits.len()..];
    (matches!(suffix, "" | "st" | "nd" | "rd" | "th") && digits.len() <= 2)
        .then(|| digits.parse().ok())
        .flatten()
        .filter(|d| (1..=31).contains(d))
}

fn unit_days(lemma: &str) -> Option<i32> {
    Some(match lemma {
        "day" => 1,
        "week" => 7,
        "fortnight" => 14,
        "month" => 30,
        "year" => 365,
        "decade" => 3650,
        _ => return None,
    })
}

/// All time expressions of the document, in text order, not overlapping.
pub fn find(view: &View) -> Vec<TimeExpression> {
    let mut out: Vec<TimeExpression> = Vec::new();
    for sentence in &view.segmented.sentences {
        let mut i = sentence.tokens.start;
        while i < sentence.tokens.end {
            let scanner = Scanner { view, end: sentence.tokens.end };
            match scanner.at(i) {
                Some((mut expression, next)) => {
                    let before = i.checked_sub(1).filter(|b| *b >= sentence.tokens.start);
                    expression.since = before.is_some_and(|b| view.lemma(b) == "since");
                    out.push(expression);
                    i = next.max(i + 1);
                }
                None => i += 1,
            }
        }
    }
    out
}

struct Scanner<'v, 'a> {
    view: &'v View<'a>,
    end: u32,
}

impl Scanner<'_, '_> {
    fn word(&self, i: u32) -> String {
        if i < self.end { self.view.form(i).to_lowercase() } else { String::new() }
    }

    fn capital(&self, i: u32) -> bool {
        self.view.form(i).starts_with(char::is_uppercase)
    }

    fn month_at(&self, i: u32) -> Option<i8> {
        let word = self.word(i);
        let m = month(&word)?;
        let name = self.capital(i) && (self.view.upos(i) == Upos::Propn || !matches!(m, 3 | 5));
        (i < self.end && name).then_some(m)
    }

    fn skip_comma(&self, i: u32) -> u32 {
        if self.word(i) == "," { i + 1 } else { i }
    }

    fn at(&self, i: u32) -> Option<(TimeExpression, u32)> {
        let word = self.word(i);
        self.iso(i, &word)
            .or_else(|| self.weekday_date(i, &word))
            .or_else(|| self.month_date(i))
            .or_else(|| self.day_month(i, &word))
            .or_else(|| self.relative(i, &word))
            .or_else(|| self.ago(i))
            .or_else(|| self.lone_year(i, &word))
            .map(|(value, weekday, next)| (TimeExpression { tokens: i..next, value, since: false, weekday }, next))
    }

    fn iso(&self, i: u32, word: &str) -> Option<(TimeValue, Option<Weekday>, u32)> {
        let date: Date = (word.len() == 10).then(|| word.parse().ok()).flatten()?;
        Some((TimeValue::Fixed(When::day(date)), None, i + 1))
    }

    /// `Monday`, `Monday, January 13`, `Friday 3 January 2020`.
    fn weekday_date(&self, i: u32, word: &str) -> Option<(TimeValue, Option<Weekday>, u32)> {
        let day = weekday(word).filter(|_| self.capital(i))?;
        let next = self.skip_comma(i + 1);
        let date = self.month_date(next).or_else(|| self.day_month(next, &self.word(next)));
        match date {
            Some((value, _, end)) => Some((value, Some(day), end)),
            None => Some((TimeValue::Weekday(day), None, i + 1)),
        }
    }

    /// `January 13`, `January 13, 2020`, `January 2020`, `January`, `January second`.
    fn month_date(&self, i: u32) -> Option<(TimeValue, Option<Weekday>, u32)> {
        let m = self.month_at(i)?;
        if let Some(y) = year_number(&self.word(i + 1)) {
            return Some((TimeValue::Fixed(month_of(y, m, None)?), None, i + 2));
        }
        if let Some(d) = day_number(&self.word(i + 1)) {
            let after = self.skip_comma(i + 2);
            if let Some(w) = year_number(&self.word(after)).and_then(|y| month_of(y, m, Some(d))) {
                return Some((TimeValue::Fixed(w), None, after + 1));
            }
            return Some((TimeValue::MonthDay(m, Some(d)), None, i + 2));
        }
        let after = if self.word(i + 1) == "of" { i + 2 } else { self.skip_comma(i + 1) };
        match year_number(&self.word(after)) {
            Some(y) => Some((TimeValue::Fixed(month_of(y, m, None)?), None, after + 1)),
            None => Some((TimeValue::MonthDay(m, None), None, i + 1)),
        }
    }

    /// `13 January`, `13 January 2020`, `the 13th of January`.
    fn day_month(&self, i: u32, word: &str) -> Option<(TimeValue, Option<Weekday>, u32)> {
        let d = day_number(word).filter(|_| word.starts_with(|c: char| c.is_ascii_digit()))?;
        let at = if self.word(i + 1) == "of" { i + 2 } else { i + 1 };
        let m = self.month_at(at)?;
        let after = self.skip_comma(at + 1);
        match year_number(&self.word(after)).and_then(|y| month_of(y, m, Some(d))) {
            Some(w) => Some((TimeValue::Fixed(w), None, after + 1)),
            None => Some((TimeValue::MonthDay(m, Some(d)), None, at + 1)),
        }
    }

    fn lone_year(&self, i: u32, word: &str) -> Option<(TimeValue, Option<Weekday>, u32)> {
        let y = year_number(word)?;
        let noun_after = self.view.upos(i + 1) == Upos::Noun && self.view.head(i) == Some(i + 1) && i + 1 < self.end;
        let counted =
            noun_after && self.view.deprel(i) == truceline_syntax::Deprel::Nummod && self.view.xpos(i + 1) == truceline_syntax::Xpos::Nns;
        (!counted).then_some((TimeValue::Fixed(year(y)?), None, i + 1))
    }

    /// `today`, `last week`, `earlier this month`, `next Monday`, `last December`, `the past three days`.
    fn relative(&self, i: u32, word: &str) -> Option<(TimeValue, Option<Weekday>, u32)> {
        let simple = match word {
            "today" | "tonight" => Some(0),
            "yesterday" => Some(-1),
            "tomorrow" => Some(1),
            "overnight" => Some(0),
            _ => None,
        };
        if let Some(n) = simple {
            return Some((TimeValue::Days(n), None, i + 1));
        }
        if matches!(word, "earlier" | "later") {
            let (unit_at, offset) = match self.word(i + 1).as_str() {
                "this" => (i + 2, 0),
                _ => return None,
            };
            if let Some(d) = weekday(&self.word(unit_at)) {
                return Some((TimeValue::Weekday(d), None, unit_at + 1));
            }
            let unit = self.unit(unit_at)?;
            let value = if word == "later" { TimeValue::Later(unit) } else { TimeValue::Earlier(unit) };
            return (offset == 0).then_some((value, None, unit_at + 1));
        }
        let way = match word {
            "last" | "past" | "previous" => -1,
            "this" | "current" => 0,
            "next" | "coming" => 1,
            _ => return None,
        };
        let at = i + 1;
        if let Some(d) = weekday(&self.word(at)) {
            let value = if way == 0 { TimeValue::Weekday(d) } else { TimeValue::WeekdayFrom(d, way) };
            return Some((value, None, at + 1));
        }
        if let Some(m) = self.month_at(at) {
            return Some((TimeValue::MonthDay(m, None), None, at + 1));
        }
        if let Some(n) = value(&self.word(at)).filter(|_| way != 0) {
            let days = unit_days(self.view.lemma(at + 1))?;
            let n = i32::try_from(n).ok()?.checked_mul(days)?;
            return (way < 0).then_some((TimeValue::Past(n), None, at + 2));
        }
        let value = match self.view.lemma(at) {
            _ if at >= self.end => return None,
            "week" => TimeValue::Weeks(i32::from(way)),
            "weekend" => TimeValue::Weeks(i32::from(way)),
            "month" => TimeValue::Months(i32::from(way)),
            "year" => TimeValue::Years(i32::from(way)),
            "night" if way < 0 => TimeValue::Days(-1),
            "morning" | "afternoon" | "evening" if way == 0 => TimeValue::Days(0),
            _ => return None,
        };
        Some((value, None, at + 1))
    }

    fn unit(&self, i: u32) -> Option<Unit> {
        Some(match self.word(i).as_str() {
            "week" => Unit::Week,
            "month" => Unit::Month,
            "year" => Unit::Year,
            _ => return None,
        })
    }

    /// `eight days ago`, `two weeks earlier`.
    fn ago(&self, i: u32) -> Option<(TimeValue, Option<Weekday>, u32)> {
        let word = self.word(i);
        let n: i32 = match word.as_str() {
            "a" | "an" => 1,
            w => value(w)?.try_into().ok()?,
        };
        let unit = self.view.lemma(i + 1);
        let ago = matches!(self.word(i + 2).as_str(), "ago" | "earlier");
        if !ago || i + 2 >= self.end || !(1..5000).contains(&n) {
            return None;
        }
        let value = match unit {
            "day" => TimeValue::Days(-n),
            "week" => TimeValue::Weeks(-n),
            "month" => TimeValue::Months(-n),
            "year" => TimeValue::Years(-n),
            "decade" => TimeValue::Years(-10 * n),
            _ => return None,
        };
        Some((value, None, i + 3))
    }
}
