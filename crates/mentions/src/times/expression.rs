//! What a time expression says.

use std::ops::Range;

use jiff::civil::Weekday;

use crate::things::When;

/// What an expression says, before it is resolved against the report's date or the date told before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeValue {
    /// A full date, month of a year, year, decade or century.
    Fixed(When),
    /// A month and perhaps a day, the year left out.
    MonthDay(i8, Option<i8>),
    /// Days of a month, first to last, the year left out.
    MonthDays(i8, i8, i8),
    /// A day of a month that was told before (`the 20th`).
    DayOfMonth(i8),
    /// A season, 0 for spring to 3 for winter, the year left out.
    Season(u8),
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
    /// `past three days`: that many units up to the report's day.
    Past(i32, Unit),
    /// `two days later`, `the previous year`: units after (or before) the date told last; no number for `some days later`.
    FromTold(Option<i32>, Unit),
    /// `that year`, `the same day`: the unit that the date told last lies in.
    SameAsTold(Unit),
    /// How long, in tenths of the unit; no number for `several weeks`.
    Length(Option<u32>, Unit),
    /// How often: `every week`.
    Every(Unit),
    /// A part of a day or a time of day, the day left out.
    TimeOfDay,
    /// `now`, `former`, `the future`.
    Reference(Era),
}

/// A stretch of the calendar or the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Sixty seconds.
    Minute,
    /// Sixty minutes.
    Hour,
    /// A calendar day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// The past, the present or the future as such.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Era {
    /// `formerly`.
    Past,
    /// `now`.
    Present,
    /// `the future`.
    Future,
}

/// A part of the day, or the time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayPart {
    /// Until noon.
    Morning,
    /// After noon.
    Afternoon,
    /// The end of the day.
    Evening,
    /// The night that follows the day.
    Night,
    /// Hour (0 to 24) and minute.
    Clock(u8, u8),
}

/// Where the year of a month or season comes from, when other words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearFrom {
    /// Years after that of the date told last: `October of that year` 0.
    Told(i16),
    /// Years after the report's: `October of last year` -1.
    Report(i16),
    /// The nearest one before the date told last: `the previous April`.
    Before,
    /// The nearest one after the date told last: `the following April`.
    After,
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
    /// The part of the day that it names besides.
    pub part: Option<DayPart>,
    /// What the text says of the year that it leaves out.
    pub year_from: Option<YearFrom>,
    /// The year of a month, day or season that leaves it out, where the text around it tells.
    pub year: Option<i16>,
    /// The date told last before it.
    pub told: Option<When>,
    /// The text tells of the past: weekdays count from the date told last.
    pub narrated: bool,
    /// `between March and May`: the last day of the interval that begins with it.
    pub through: Option<jiff::civil::Date>,
}

impl TimeExpression {
    /// True where it says when, and not only how long, how often, or at what time of the day.
    pub fn is_dated(&self) -> bool {
        !matches!(self.value, TimeValue::Length(..) | TimeValue::Every(_) | TimeValue::TimeOfDay | TimeValue::Reference(_))
    }

    /// True where the expression names a single day once resolved.
    pub fn is_day(&self) -> bool {
        match self.value {
            TimeValue::Fixed(w) => w.first == w.last,
            TimeValue::MonthDay(_, day) => day.is_some(),
            TimeValue::Weekday(_) | TimeValue::WeekdayFrom(..) | TimeValue::Days(_) | TimeValue::DayOfMonth(_) => true,
            _ => false,
        }
    }
}
