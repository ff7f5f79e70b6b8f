//! What an expression counts from: the date told last, and the year of the story.

use jiff::civil::Date;
use truceline_syntax::View;
use truceline_text::BlockKind;

use super::{
    calendar::{month_of, season_of, year},
    expression::{TimeExpression, TimeValue, YearFrom},
    words::year_number,
};
use crate::{report_date::speaks_of_future, things::When};

/// How far apart, in words, the ends of an interval may stand.
const APART: u32 = 3;

/// Tells each expression the date told last before it, and gives a year to months and days without one where the text
/// tells of the past: there the year of the story is meant, not that of the report.
pub(crate) fn anchor(view: &View, times: &mut [TimeExpression], report: Option<Date>) {
    share_years(view, times);
    let narrated = report.is_some_and(|r| tells_of_the_past(times, r));
    let mut headings = Headings { view, next: 0 };
    let mut told: Option<When> = None;
    for time in times.iter_mut() {
        if narrated {
            told = headings.year_before(time.tokens.start).or(told);
        }
        let dead = is_aside(view, time);
        time.told = told;
        time.narrated = narrated && told.is_some();
        time.year = time.year.or_else(|| year_of(time, told, report));
        let future = speaks_of_future(view, time.tokens.start);
        if let Some(when) = time.resolve_itself(report, future).filter(|_| !dead) {
            told = Some(when);
        }
    }
    join(view, times, report);
}

/// A text of which most dates lie well before the report, and that says little of the report's own days.
fn tells_of_the_past(times: &[TimeExpression], report: Date) -> bool {
    let (mut past, mut near) = (0, 0);
    for time in times {
        match time.value {
            TimeValue::Fixed(when) if when.last.year() < report.year() - 1 => past += 1,
            TimeValue::Fixed(_)
            | TimeValue::Weekday(_)
            | TimeValue::WeekdayFrom(..)
            | TimeValue::Days(_)
            | TimeValue::Weeks(_)
            | TimeValue::Months(_)
            | TimeValue::Years(_)
            | TimeValue::Earlier(_)
            | TimeValue::Later(_)
            | TimeValue::Past(..) => near += 1,
            _ => {}
        }
    }
    past >= 3 && past > 2 * near
}

/// `the 1954 accords`, `since 1882`: the date does not move the story on.
fn is_aside(view: &View, time: &TimeExpression) -> bool {
    use truceline_syntax::Deprel;
    let head = time.tokens.end - 1;
    time.since || matches!(view.deprel(head), Deprel::Nummod | Deprel::Compound | Deprel::Amod) && view.head(head).is_some_and(|h| h > head)
}

fn month_and_day(value: TimeValue) -> Option<(i8, Option<i8>)> {
    match value {
        TimeValue::MonthDay(month, day) => Some((month, day)),
        TimeValue::MonthDays(month, first, _) => Some((month, Some(first))),
        _ => None,
    }
}

/// The year of a month, day or season that leaves it out, where other words or the story tell.
fn year_of(time: &TimeExpression, told: Option<When>, report: Option<Date>) -> Option<i16> {
    let of = |y: i16| match (month_and_day(time.value), time.value) {
        (Some((month, day)), _) => month_of(y, month, day),
        (_, TimeValue::Season(season)) => season_of(y, season),
        _ => None,
    };
    let told_year = told.map(|w| w.last.year());
    of(told_year.or(report.map(Date::year))?)?;
    match time.year_from {
        Some(YearFrom::Told(n)) => told_year.map(|y| y + n),
        Some(YearFrom::Report(n)) => report.map(|r| r.year() + n),
        Some(YearFrom::Before) => {
            told.and_then(|w| (w.first.year() - 1..=w.first.year()).rev().find(|y| of(*y).is_some_and(|c| c.last < w.first)))
        }
        Some(YearFrom::After) => told.and_then(|w| (w.last.year()..w.last.year() + 2).find(|y| of(*y).is_some_and(|c| c.first > w.last))),
        None if time.narrated => told.map(|w| story_year(w, of)),
        None => None,
    }
}

/// The year told last, or the next one where the story would else go back by most of a year.
fn story_year(told: When, of: impl Fn(i16) -> Option<When>) -> i16 {
    const MOST_BACK: i32 = 240;
    let year = told.first.year();
    let whole_year = told.first.year() == told.last.year() && told.first.day_of_year() == 1 && told.last.month() == 12;
    let back = of(year).and_then(|w| w.first.until(told.first).ok()).map_or(0, |s| s.get_days());
    if !whole_year && back > MOST_BACK { year + 1 } else { year }
}

/// `between March and May 2003`: the first has the year of the second; `in May 2003 and June` the second that of the first.
fn share_years(view: &View, times: &mut [TimeExpression]) {
    for at in 1..times.len() {
        let (before, after) = times.split_at_mut(at);
        let (Some(a), Some(b)) = (before.last_mut(), after.first_mut()) else { continue };
        if !joined(view, a, b, &["and", "to", "until", "till", "through", "-", "–", "/", "or"]) {
            continue;
        }
        match (a.value, b.value) {
            (_, TimeValue::Fixed(when)) if when.first.year() == when.last.year() && when != year(when.first.year()).unwrap_or(when) => {
                if let Some((month, _)) = month_and_day(a.value) {
                    a.year = Some(when.first.year() - i16::from(month > when.first.month()));
                }
            }
            (TimeValue::Fixed(when), _) if when.first.year() == when.last.year() => {
                if let Some((month, _)) = month_and_day(b.value) {
                    b.year = Some(when.first.year() + i16::from(month < when.first.month()));
                }
            }
            _ => {}
        }
    }
}

/// True where one of the words joins two neighbouring expressions.
fn joined(view: &View, a: &TimeExpression, b: &TimeExpression, words: &[&str]) -> bool {
    let between = a.tokens.end..b.tokens.start;
    !between.is_empty()
        && between.len() as u32 <= APART
        && view.sentence_index(a.tokens.start) == view.sentence_index(b.tokens.start)
        && between.clone().take(1).all(|t| words.contains(&view.lemma(t)))
}

/// `between X and Y`, `from X to Y`, `X-Y`: an interval that begins with the first.
fn join(view: &View, times: &mut [TimeExpression], report: Option<Date>) {
    for at in 1..times.len() {
        let (before, after) = times.split_at_mut(at);
        let (Some(a), Some(b)) = (before.last_mut(), after.first_mut()) else { continue };
        let lead = a.tokens.start.checked_sub(1).map_or("", |t| view.lemma(t));
        let ends: &[&str] = match lead {
            "between" => &["and"],
            "from" => &["to", "until", "till", "through", "-", "–"],
            _ => &["-", "–", "until", "through"],
        };
        if a.is_dated() && b.is_dated() && joined(view, a, b, ends) {
            let future = speaks_of_future(view, b.tokens.start);
            a.through = b.resolve_itself(report, future).map(|w| w.last);
        }
    }
}

/// Lines that hold nothing but a year are no sentences, but tell the year of what follows.
struct Headings<'v, 'a> {
    view: &'v View<'a>,
    next: usize,
}

impl Headings<'_, '_> {
    /// The year of the last such line between the expression before and this one.
    fn year_before(&mut self, token: u32) -> Option<When> {
        let view = self.view;
        let block = view.sentence(token)?.block as usize;
        let passed = view.segmented.blocks.get(self.next..block)?;
        self.next = block;
        let named = passed.iter().rev().filter(|b| matches!(b.kind, BlockKind::Residue | BlockKind::Heading));
        named.filter_map(|b| year_number(b.span.of(&view.document.text).trim().get(..4)?)).find_map(year)
    }
}
