//! From what an expression says to the days it covers.

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

use super::expression::{TimeExpression, TimeValue, Unit};
use crate::things::When;

impl TimeExpression {
    /// The days it covers, seen from the report's date. `future` tells whether the clause speaks of what is to
    /// come. `None` where it is no date, or the report's date is needed and not known.
    pub fn resolve(&self, report: Option<Date>, future: bool) -> Option<When> {
        let when = self.resolve_itself(report, future)?;
        if self.since {
            let last = report?;
            return (when.first <= last).then_some(When { first: when.first, last });
        }
        let last = self.through.filter(|l| *l > when.last).unwrap_or(when.last);
        Some(When { first: when.first, last })
    }

    /// As [`TimeExpression::resolve`], of the expression alone: `2011` in `since 2011` is the year.
    pub(super) fn resolve_itself(&self, report: Option<Date>, future: bool) -> Option<When> {
        let base = if self.narrated { self.told.map(|w| w.last) } else { report };
        match self.value {
            TimeValue::Fixed(when) => Some(when),
            TimeValue::MonthDay(month, day) => self.in_year(report, future, |y| month_of(y, month, day)),
            TimeValue::MonthDays(month, first, last) => self
                .in_year(report, future, |y| Some(When { first: Date::new(y, month, first).ok()?, last: Date::new(y, month, last).ok()? })),
            TimeValue::Season(season) => self.in_year(report, future, |y| season_of(y, season)),
            TimeValue::DayOfMonth(day) => day_of_month(self.told, report, day),
            TimeValue::Weekday(weekday) => Some(When::day(nearest_weekday(base?, weekday, future || self.narrated)?)),
            TimeValue::WeekdayFrom(weekday, way) => {
                let start = base?;
                let day = if way < 0 { start.yesterday().ok()? } else { start.tomorrow().ok()? };
                Some(When::day(nearest_weekday(day, weekday, way > 0)?))
            }
            TimeValue::Days(n) => Some(When::day(report?.checked_add(n.days()).ok()?)),
            TimeValue::Weeks(n) => around(report?.checked_add(n.weeks()).ok()?, Unit::Week),
            TimeValue::Months(n) => around(report?.first_of_month().checked_add(n.months()).ok()?, Unit::Month),
            TimeValue::Years(n) => year(report?.year().checked_add(n.try_into().ok()?)?),
            TimeValue::Earlier(unit) => earlier(report?, unit),
            TimeValue::Later(unit) => later(report?, unit),
            TimeValue::Past(n, unit) => {
                let last = report?;
                Some(When { first: last.checked_sub(n.checked_mul(days_in(unit)?)?.days()).ok()?, last })
            }
            TimeValue::FromTold(n, unit) => from_told(self.told?, n?, unit),
            TimeValue::SameAsTold(unit) => {
                let told = self.told?;
                let whole = around(told.first, unit)?;
                Some(if whole.last < told.last { told } else { whole })
            }
            TimeValue::Length(..) | TimeValue::Every(_) | TimeValue::TimeOfDay | TimeValue::Reference(_) => None,
        }
    }

    /// What leaves its year out, in the year that the text tells, else in the nearest one on the side that the tense asks for.
    fn in_year(&self, report: Option<Date>, future: bool, of: impl Fn(i16) -> Option<When>) -> Option<When> {
        if let Some(y) = self.year {
            return of(y);
        }
        let report = report?;
        match (of(report.year()), future) {
            (Some(w), false) if w.first <= report => Some(w),
            (Some(w), true) if w.last >= report => Some(w),
            (_, false) => of(report.year() - 1),
            (_, true) => of(report.year() + 1),
        }
    }
}

fn days_in(unit: Unit) -> Option<i32> {
    Some(match unit {
        Unit::Minute | Unit::Hour => return None,
        Unit::Day => 1,
        Unit::Week => 7,
        Unit::Month => 30,
        Unit::Year => 365,
        Unit::Decade => 3650,
        Unit::Century => 36500,
    })
}

fn earlier(report: Date, unit: Unit) -> Option<When> {
    match unit {
        // Monday to the day before the report; a Monday report means the week before.
        Unit::Week => {
            let last = report.yesterday().ok()?;
            let back = i32::from(last.weekday().to_monday_zero_offset());
            Some(When { first: last.checked_sub(back.days()).ok()?, last })
        }
        _ => around(report, unit),
    }
}

fn later(report: Date, unit: Unit) -> Option<When> {
    let whole = around(report, unit)?;
    Some(if unit == Unit::Month { whole } else { When { first: report, last: whole.last } })
}

/// The whole unit that a day lies in.
pub(super) fn around(day: Date, unit: Unit) -> Option<When> {
    match unit {
        Unit::Minute | Unit::Hour | Unit::Day => Some(When::day(day)),
        Unit::Week => {
            let first = day.checked_sub(i32::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
            Some(When { first, last: first.checked_add(6.days()).ok()? })
        }
        Unit::Month => Some(When { first: day.first_of_month(), last: day.last_of_month() }),
        Unit::Year => year(day.year()),
        Unit::Decade => years(day.year() / 10 * 10, 10),
        Unit::Century => years(day.year() / 100 * 100, 100),
    }
}

/// Units after or before the date told last. What is told more coarsely than the unit stays as it was told.
fn from_told(told: When, n: i32, unit: Unit) -> Option<When> {
    if is_coarser(told, unit) {
        return Some(told);
    }
    let start = if n < 0 { told.first } else { told.last };
    let span = match unit {
        Unit::Minute | Unit::Hour => return Some(told),
        Unit::Day => return Some(When::day(start.checked_add(n.days()).ok()?)),
        Unit::Week => start.checked_add(n.weeks()),
        Unit::Month => start.first_of_month().checked_add(n.months()),
        Unit::Year => start.first_of_month().checked_add(n.years()),
        Unit::Decade => start.first_of_month().checked_add(n.checked_mul(10)?.years()),
        Unit::Century => start.first_of_month().checked_add(n.checked_mul(100)?.years()),
    };
    around(span.ok()?, if unit == Unit::Decade || unit == Unit::Century { Unit::Year } else { unit })
}

/// True where the date is longer than one such unit.
pub(super) fn is_coarser(told: When, unit: Unit) -> bool {
    let days = told.first.until(told.last).map_or(0, |s| s.get_days()) + 1;
    match unit {
        Unit::Minute | Unit::Hour | Unit::Day => days > 7,
        Unit::Week => days > 7,
        Unit::Month => days > 31,
        Unit::Year | Unit::Decade | Unit::Century => days > 366,
    }
}

/// The days of a year.
pub(super) fn year(y: i16) -> Option<When> {
    years(y, 1)
}

/// The days of some years on end.
pub(super) fn years(y: i16, count: i16) -> Option<When> {
    Some(When { first: Date::new(y, 1, 1).ok()?, last: Date::new(y.checked_add(count - 1)?, 12, 31).ok()? })
}

/// A month of a year, or a day of it.
pub(super) fn month_of(y: i16, month: i8, day: Option<i8>) -> Option<When> {
    match day {
        Some(d) => Some(When::day(Date::new(y, month, d).ok()?)),
        None => around(Date::new(y, month, 1).ok()?, Unit::Month),
    }
}

/// Three months; winter begins in December of its year.
pub(super) fn season_of(y: i16, season: u8) -> Option<When> {
    let first = Date::new(y, 3 + 3 * season as i8, 1).ok()?;
    Some(When { first, last: first.checked_add(2.months()).ok()?.last_of_month() })
}

/// `the 20th`: of the month told last, or the next one where that day lies before what was told; else the last one before the report.
fn day_of_month(told: Option<When>, report: Option<Date>, day: i8) -> Option<When> {
    match told {
        Some(told) => {
            let same = Date::new(told.first.year(), told.first.month(), day).ok().filter(|d| *d >= told.first);
            let next = || {
                let month = told.first.first_of_month().checked_add(1.month()).ok()?;
                Date::new(month.year(), month.month(), day).ok()
            };
            same.or_else(next).map(When::day)
        }
        None => {
            let report = report?;
            let this = Date::new(report.year(), report.month(), day).ok().filter(|d| *d <= report);
            let before = || {
                let month = report.first_of_month().checked_sub(1.month()).ok()?;
                Date::new(month.year(), month.month(), day).ok()
            };
            this.or_else(before).map(When::day)
        }
    }
}

/// The day itself where it is that weekday, else the nearest one before or after.
fn nearest_weekday(from: Date, weekday: Weekday, future: bool) -> Option<Date> {
    let days = if future { i32::from(weekday.since(from.weekday())) } else { -i32::from(from.weekday().since(weekday)) };
    from.checked_add(days.days()).ok()
}
