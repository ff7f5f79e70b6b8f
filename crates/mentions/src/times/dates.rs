//! Dates that are written out: days, months, years, decades, seasons, quarters, feasts.

use jiff::civil::Date;
use truceline_syntax::{Deprel, Upos, Xpos};

use super::{
    calendar::{month_of, season_of, year, years},
    expression::{TimeValue, YearFrom},
    scanner::{Found, Scanner},
    words::{century_number, day_number, decade, holiday, is_figure_ordinal, season, weekday, year_number},
};
use crate::things::When;

/// The first of these years may only be a year where its neighbours say so.
const SURE_YEARS: i16 = 1900;

impl Scanner<'_, '_> {
    pub(super) fn date(&self, i: u32) -> Option<Found> {
        self.figures(i)
            .or_else(|| self.weekday_date(i))
            .or_else(|| self.month_date(i))
            .or_else(|| self.day_month(i))
            .or_else(|| self.part_of_year(i))
            .or_else(|| self.season_date(i))
            .or_else(|| self.feast(i))
            .or_else(|| self.decade_or_century(i))
            .or_else(|| self.lone_year(i))
    }

    /// `2020-01-13`, `13.01.2020`, `01/13/2020`; where both numbers may be months the day comes first before dots only.
    fn figures(&self, i: u32) -> Option<Found> {
        let word = self.word(i);
        let fixed = |y: i16, m: i8, d: i8| Some(Found::new(TimeValue::Fixed(month_of(y, m, Some(d))?), i + 1));
        if let Some(date) = (word.len() == 10).then(|| word.parse::<Date>().ok()).flatten() {
            return fixed(date.year(), date.month(), date.day());
        }
        let dotted = word.contains('.');
        let mut parts = word.split(if dotted { '.' } else { '/' });
        let (a, b, y) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, year_number(parts.next()?)?);
        match (a, b) {
            _ if parts.next().is_some() => None,
            (d, m) if dotted || d > 12 => fixed(y, m, d),
            (m, d) if d > 12 => fixed(y, m, d),
            _ => None,
        }
    }

    /// `Monday`, `Monday, January 13`, `Friday 3 January 2020`.
    fn weekday_date(&self, i: u32) -> Option<Found> {
        let day = weekday(self.word(i)).filter(|_| self.capital(i))?;
        let next = self.skip(self.skip(i + 1, &[","]), &["the"]);
        match self.month_date(next).or_else(|| self.day_month(next)) {
            Some(date) => Some(Found { weekday: Some(day), ..date }),
            None => Some(Found::new(TimeValue::Weekday(day), i + 1)),
        }
    }

    /// A month or days of it, and the year that stands after it.
    fn with_year(&self, month: i8, days: Option<(i8, i8)>, next: u32) -> Option<Found> {
        let value = match days {
            None => TimeValue::MonthDay(month, None),
            Some((first, last)) if first == last => TimeValue::MonthDay(month, Some(first)),
            Some((first, last)) => TimeValue::MonthDays(month, first, last),
        };
        let after = self.skip(next, &[",", "of", "in"]);
        if let Some(y) = year_number(self.word(after)).filter(|_| self.word(next) != "in" || days.is_none()) {
            let when = match days {
                None => month_of(y, month, None)?,
                Some((first, last)) => When { first: Date::new(y, month, first).ok()?, last: Date::new(y, month, last).ok()? },
            };
            return Some(Found::new(TimeValue::Fixed(when), after + 1));
        }
        Some(match self.year_told(next) {
            Some((from, end)) => Found { year_from: Some(from), ..Found::new(value, end) },
            None => Found::new(value, next),
        })
    }

    /// `of that year`, `of the following year`, `last year`, `of this year`.
    fn year_told(&self, i: u32) -> Option<(YearFrom, u32)> {
        let at = self.skip(i, &["of", "in", ","]);
        let article = self.word(at) == "the";
        let at = if article { at + 1 } else { at };
        if self.word(at + 1) != "year" {
            return None;
        }
        let from = match (self.word(at), article) {
            ("that", false) | ("same", true) => YearFrom::Told(0),
            ("following" | "next" | "subsequent", true) => YearFrom::Told(1),
            ("previous" | "preceding" | "prior", true) => YearFrom::Told(-1),
            ("last", _) => YearFrom::Report(-1),
            ("this", false) => YearFrom::Report(0),
            ("next", false) => YearFrom::Report(1),
            _ => return None,
        };
        Some((from, at + 2))
    }

    /// `January 13`, `January 13-15, 2020`, `January 2020`, `January`, `January second`.
    fn month_date(&self, i: u32) -> Option<Found> {
        let month = self.month_at(i)?;
        let day = day_number(self.word(i + 1)).filter(|_| !self.counts_other(i + 1));
        let Some(first) = day else { return self.with_year(month, None, i + 1) };
        let last = self.last_day(i + 2, first).filter(|_| self.month_at(i + 4).is_none());
        match last {
            Some(last) => self.with_year(month, Some((first, last)), i + 4),
            None => self.with_year(month, Some((first, first)), i + 2),
        }
    }

    /// `-15` of `13-15 January`, `to 15` of `January 13 to 15`.
    fn last_day(&self, i: u32, first: i8) -> Option<i8> {
        let joined = matches!(self.word(i), "-" | "–" | "—" | "to" | "/" | "and" | "through");
        day_number(self.word(i + 1)).filter(|d| joined && *d > first && !self.counts_other(i + 1))
    }

    /// `May 3 soldiers`: the number counts what follows.
    fn counts_other(&self, i: u32) -> bool {
        self.view.deprel(i) == Deprel::Nummod && self.view.head(i).is_some_and(|h| h > i && self.view.xpos(h) == Xpos::Nns)
    }

    /// `13 January`, `13 January 2020`, `the 13th of January`, `13-15 January`.
    fn day_month(&self, i: u32) -> Option<Found> {
        let word = self.word(i);
        let first = day_number(word).filter(|_| word.starts_with(|c: char| c.is_ascii_digit()))?;
        let (last, at) = match self.last_day(i + 1, first) {
            Some(last) if self.month_at(self.skip(i + 3, &["of"])).is_some() => (last, i + 3),
            _ => (first, i + 1),
        };
        let at = self.skip(at, &["of"]);
        self.with_year(self.month_at(at)?, Some((first, last)), at + 1)
    }

    /// `the first quarter of 2009`, `the second half of 1941`.
    fn part_of_year(&self, i: u32) -> Option<Found> {
        let nth = match self.word(i) {
            "first" => 0,
            "second" | "latter" => 1,
            "third" => 2,
            "fourth" => 3,
            _ => return None,
        };
        let months = match self.word(i + 1) {
            "quarter" => 3,
            "half" if nth < 2 => 6,
            _ => return None,
        };
        let at = self.skip(self.skip(i + 2, &["of"]), &["the"]);
        let y = year_number(self.word(at))?;
        let first = Date::new(y, 1 + months * nth, 1).ok()?;
        let last = Date::new(y, months * (nth + 1), 1).ok()?.last_of_month();
        Some(Found::new(TimeValue::Fixed(When { first, last }), at + 1))
    }

    /// `the spring of 1917`, `summer 1918`, `the winter`.
    fn season_date(&self, i: u32) -> Option<Found> {
        let season = season(self.word(i))?;
        let at = self.skip(i + 1, &["of", ",", "in"]);
        if let Some(when) = year_number(self.word(at)).and_then(|y| season_of(y, season)) {
            return Some(Found::new(TimeValue::Fixed(when), at + 1));
        }
        let value = TimeValue::Season(season);
        if let Some((from, end)) = self.year_told(i + 1) {
            return Some(Found { year_from: Some(from), ..Found::new(value, end) });
        }
        let ambiguous = matches!(self.word(i), "fall" | "spring");
        let named = i > 0 && self.capital(i) && self.capital(i - 1) && !self.before(i).is_empty() && self.before(i) != "the";
        let led = matches!(self.before(i), "in" | "this" | "that" | "last" | "next" | "early" | "late" | "mid" | "by" | "since")
            || self.before(i) == "the" && self.word(i) == "spring";
        let noun = matches!(self.view.upos(i), Upos::Noun | Upos::Propn);
        (noun && !named && (!ambiguous || led)).then_some(Found::new(value, i + 1))
    }

    fn feast(&self, i: u32) -> Option<Found> {
        if !self.capital(i) {
            return None;
        }
        let (month, day, count) = holiday([self.word(i), self.word(i + 1), self.word(i + 2), self.word(i + 3)])?;
        self.with_year(month, Some((day, day)), i + count)
    }

    /// `1980s`, `the eighties`, `the 19th century`.
    fn decade_or_century(&self, i: u32) -> Option<Found> {
        let word = self.word(i);
        if let Some(first) = decade(word).filter(|_| !word.ends_with("ies") || self.before(i) == "the") {
            return Some(Found::new(TimeValue::Fixed(years(first, 10)?), i + 1));
        }
        let at = self.skip(i + 1, &["-"]);
        let century = century_number(word).filter(|_| matches!(self.word(at), "century" | "centuries"))?;
        let of_something = self.word(at + 1) == "of";
        (!of_something).then(|| years((century - 1) * 100, 100)).flatten().map(|w| Found::new(TimeValue::Fixed(w), at + 1))
    }

    fn lone_year(&self, i: u32) -> Option<Found> {
        let (y, next) = match year_number(self.word(i)) {
            Some(y) => (y, i + 1),
            None => (self.short_year(i)?, i + 1),
        };
        let view = self.view;
        let noun_after = view.upos(i + 1) == Upos::Noun && view.head(i) == Some(i + 1) && !self.word(i + 1).is_empty();
        // "the 1998 bombings", but "the 2000 soldiers"
        let told = self.before(i) == "the" && self.year_of_events(i + 1);
        let counted = noun_after && !told && view.deprel(i) == Deprel::Nummod && view.xpos(i + 1) == Xpos::Nns;
        let placed = matches!(
            self.before(i),
            "in" | "since"
                | "until"
                | "till"
                | "by"
                | "during"
                | "early"
                | "late"
                | "mid"
                | "of"
                | "before"
                | "after"
                | "from"
                | "("
                | "circa"
        ) || matches!(self.before(i), "-" | "–" | "to" | "and") && i > 1 && year_number(self.word(i - 2)).is_some()
            || matches!(self.word(i + 1), "-" | "–") && year_number(self.word(i + 2)).is_some();
        (!counted && (y >= SURE_YEARS || placed && !noun_after)).then_some(Found::new(TimeValue::Fixed(year(y)?), next))
    }

    /// Nouns in the plural that a year may stand before: what is done, held or fought.
    fn year_of_events(&self, i: u32) -> bool {
        const EVENTS: [&str; 24] = [
            "attack",
            "bombing",
            "election",
            "poll",
            "riot",
            "protest",
            "talk",
            "accord",
            "killing",
            "blast",
            "strike",
            "massacre",
            "hostility",
            "clash",
            "raid",
            "murder",
            "reform",
            "sanction",
            "hearing",
            "trial",
            "game",
            "quota",
            "shooting",
            "explosion",
        ];
        EVENTS.contains(&self.view.lemma(i))
    }

    /// `16` of `1915-16`.
    fn short_year(&self, i: u32) -> Option<i16> {
        let first = i.checked_sub(2).and_then(|a| year_number(self.word(a)))?;
        let word = self.word(i);
        let short: i16 = word.parse().ok().filter(|_| word.len() == 2 && matches!(self.before(i), "-" | "–" | "/"))?;
        Some(first / 100 * 100 + short).filter(|y| *y > first)
    }

    /// `the 20th`, `on the 3rd`, where nothing follows that it could count.
    pub(super) fn day_alone(&self, i: u32) -> Option<Found> {
        let day = day_number(self.word(i)).filter(|_| is_figure_ordinal(self.word(i)) && self.before(i) == "the")?;
        let heads = self.view.head(i).is_none_or(|h| h < i || self.view.upos(h) == Upos::Verb);
        let counts = matches!(self.view.upos(i + 1), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num) && !self.word(i + 1).is_empty();
        (heads && !counts).then_some(Found::new(TimeValue::DayOfMonth(day), i + 1))
    }
}
