//! Reads a sentence's words from left to right; each rule reads one kind of expression from a word on.

use std::ops::Range;

use compact_str::CompactString;
use jiff::civil::Weekday;
use truceline_syntax::{Upos, View};

use super::{
    expression::{DayPart, TimeExpression, TimeValue, YearFrom},
    words::{day_part, month},
};

/// What a rule has read.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub value: TimeValue,
    pub weekday: Option<Weekday>,
    pub part: Option<DayPart>,
    pub year_from: Option<YearFrom>,
    /// One past the last word.
    pub next: u32,
}

impl Found {
    pub fn new(value: TimeValue, next: u32) -> Self {
        Self { value, weekday: None, part: None, year_from: None, next }
    }
}

pub(super) struct Scanner<'v, 'a> {
    pub view: &'v View<'a>,
    tokens: Range<u32>,
    /// The sentence's words in lower case; of `mid-1916` and `early-May` what stands after the hyphen.
    words: Vec<CompactString>,
}

impl<'v, 'a> Scanner<'v, 'a> {
    pub fn new(view: &'v View<'a>) -> Self {
        Self { view, tokens: 0..0, words: Vec::new() }
    }

    /// Turns to another sentence.
    pub fn enter(&mut self, tokens: Range<u32>) {
        self.words.clear();
        self.words.extend(tokens.clone().map(|t| CompactString::from_str_to_lowercase(bare(self.view.form(t)))));
        self.tokens = tokens;
    }

    /// The word at `i` in lower case; empty outside the sentence.
    pub fn word(&self, i: u32) -> &str {
        i.checked_sub(self.tokens.start).and_then(|at| self.words.get(at as usize)).map_or("", |w| w)
    }

    /// The word before `i`.
    pub fn before(&self, i: u32) -> &str {
        i.checked_sub(1).map_or("", |b| self.word(b))
    }

    pub fn capital(&self, i: u32) -> bool {
        bare(self.view.form(i)).starts_with(char::is_uppercase)
    }

    pub fn month_at(&self, i: u32) -> Option<i8> {
        let m = month(self.word(i))?;
        let name = self.capital(i) && (self.view.upos(i) == Upos::Propn || !matches!(m, 3 | 5));
        name.then_some(m)
    }

    /// Past a word that may stand there.
    pub fn skip(&self, i: u32, words: &[&str]) -> u32 {
        if words.contains(&self.word(i)) { i + 1 } else { i }
    }

    /// The expression that begins at `i`.
    pub fn at(&self, i: u32) -> Option<TimeExpression> {
        let found = self.part_of_date(i).or_else(|| self.dated(i)).or_else(|| self.length(i)).or_else(|| self.lone(i))?;
        let before = self.before(i);
        Some(TimeExpression {
            tokens: i..found.next,
            value: found.value,
            since: before == "since" || before == "the" && i.checked_sub(2).is_some_and(|b| self.word(b) == "since"),
            weekday: found.weekday,
            part: found.part,
            year_from: found.year_from,
            year: None,
            told: None,
            narrated: false,
            through: None,
        })
    }

    /// A date, with the part of the day that follows it: `Tuesday night`, `May 8, 5:30 p.m.`.
    fn dated(&self, i: u32) -> Option<Found> {
        let mut found = self.relative(i).or_else(|| self.date(i))?;
        if found.part.is_some() {
            return Some(found);
        }
        let at = self.skip(self.skip(found.next, &[","]), &["at"]);
        if let Some((part, next)) = self.clock(at) {
            (found.part, found.next) = (Some(part), next);
        } else if let Some(part) = day_part(self.word(found.next)) {
            (found.part, found.next) = (Some(part), found.next + 1);
        }
        Some(found)
    }

    /// A part of a day, with the date that follows it: `the night of May 13`, `11 a.m. on Tuesday`; or alone.
    fn part_of_date(&self, i: u32) -> Option<Found> {
        let (part, mut at) = self.clock(i).or_else(|| Some((day_part(self.word(i))?, i + 1)))?;
        let end = at;
        at = self.skip(self.skip(at, &["hours"]), &[","]);
        at = self.skip(self.skip(at, &["of", "on"]), &["the"]);
        let date = self.relative(at).or_else(|| self.date(at)).filter(|d| d.part.is_none() && d.value != TimeValue::TimeOfDay);
        if let Some(date) = date {
            return Some(Found { part: Some(part), ..date });
        }
        let told = matches!(part, DayPart::Clock(..)) || matches!(self.before(i), "at" | "by" | "one") && self.word(i) == "night";
        told.then_some(Found { part: Some(part), ..Found::new(TimeValue::TimeOfDay, end) })
    }

    /// `5:30`, `5:30 p.m.`, `11 a.m.`.
    fn clock(&self, i: u32) -> Option<(DayPart, u32)> {
        let word = self.word(i);
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let half = |w: &str| match w {
            "a.m." | "am" | "a.m" => Some(0),
            "p.m." | "pm" | "p.m" => Some(12),
            _ => None,
        };
        let (hour, minute) = word.split_once([':', '.']).map_or((word, None), |(h, m)| (h, Some(m)));
        let digits = minute.map_or("", |m| m.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.'));
        let glued = minute.and_then(|m| half(m.get(digits.len()..)?));
        let noon = half(self.word(i + 1)).or(glued);
        let hour: u8 = hour.parse().ok().filter(|h| *h <= if noon.is_some() { 12 } else { 24 })?;
        let minutes: u8 = match minute {
            None => 0,
            Some(_) => digits.parse().ok().filter(|m| digits.len() == 2 && *m < 60)?,
        };
        let colon = word.contains(':');
        match noon {
            Some(n) => Some((DayPart::Clock(hour % 12 + n, minutes), if glued.is_some() { i + 1 } else { i + 2 })),
            None if colon && matches!(self.before(i), "at" | "from" | "until" | "by" | "around" | "about" | "," | "to") => {
                Some((DayPart::Clock(hour, minutes), i + 1))
            }
            None => None,
        }
    }
}

/// `1916` of `mid-1916`.
fn bare(form: &str) -> &str {
    match form.split_once('-') {
        Some(("mid" | "Mid" | "early" | "Early" | "late" | "Late", rest)) if !rest.is_empty() => rest,
        _ => form,
    }
}
