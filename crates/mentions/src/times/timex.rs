//! Values as TIMEX3 writes them.

use jiff::civil::{Date, Weekday};

use super::{
    calendar::is_coarser,
    expression::{DayPart, Era, TimeExpression, TimeValue, Unit},
};
use crate::things::When;

impl TimeExpression {
    /// The value of TIMEX3: `2009-W51`, `199` (a decade), `P3W`, `1917-SU`, `2009-05-13TNI`, `PAST_REF`. `None` where it
    /// cannot be told. `since` and intervals play no part: each expression stands for itself.
    pub fn timex(&self, report: Option<Date>, future: bool) -> Option<String> {
        match self.value {
            TimeValue::Length(count, unit) => Some(length(count, unit)),
            TimeValue::Past(n, unit) => Some(length(u32::try_from(n).ok().map(|n| n * 10), unit)),
            TimeValue::Every(unit) => Some(unknown(unit).to_owned()),
            TimeValue::Reference(era) => Some(reference(era).to_owned()),
            TimeValue::TimeOfDay => match self.told.filter(|w| w.first == w.last) {
                Some(day) => Some(format!("{}{}", day.first, self.suffix())),
                None => Some(format!("XXXX-XX-XX{}", self.suffix())),
            },
            TimeValue::FromTold(_, unit) => match self.told {
                Some(told) if is_coarser(told, unit) => Some(padded(told, unit)),
                _ => Some(self.resolve_itself(report, future).map_or_else(|| unknown(unit).to_owned(), iso)),
            },
            _ => self.resolve_itself(report, future).map(|when| iso(when) + &self.suffix()),
        }
    }

    fn suffix(&self) -> String {
        match self.part {
            None => String::new(),
            Some(DayPart::Morning) => "TMO".to_owned(),
            Some(DayPart::Afternoon) => "TAF".to_owned(),
            Some(DayPart::Evening) => "TEV".to_owned(),
            Some(DayPart::Night) => "TNI".to_owned(),
            Some(DayPart::Clock(hour, minute)) => format!("T{hour:02}:{minute:02}"),
        }
    }
}

fn reference(era: Era) -> &'static str {
    match era {
        Era::Past => "PAST_REF",
        Era::Present => "PRESENT_REF",
        Era::Future => "FUTURE_REF",
    }
}

fn unknown(unit: Unit) -> &'static str {
    match unit {
        Unit::Minute | Unit::Hour => "XXXX-XX-XXTXX",
        Unit::Day => "XXXX-XX-XX",
        Unit::Week => "XXXX-WXX",
        Unit::Month => "XXXX-XX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
    }
}

fn length(tenths: Option<u32>, unit: Unit) -> String {
    let number = match tenths {
        None => "X".to_owned(),
        Some(t) if t % 10 == 0 => (t / 10).to_string(),
        Some(t) => format!("{}.{}", t / 10, t % 10),
    };
    let (time, letters) = match unit {
        Unit::Minute => ("T", "M"),
        Unit::Hour => ("T", "H"),
        Unit::Day => ("", "D"),
        Unit::Week => ("", "W"),
        Unit::Month => ("", "M"),
        Unit::Year => ("", "Y"),
        Unit::Decade => ("", "DE"),
        Unit::Century => ("", "CE"),
    };
    format!("P{time}{number}{letters}")
}

/// What is known of a unit inside a longer stretch: a day of 1915 is `1915-XX-XX`.
fn padded(told: When, unit: Unit) -> String {
    let mut out = iso(told);
    if out.len() == 4 {
        match unit {
            Unit::Minute | Unit::Hour | Unit::Day => out.push_str("-XX-XX"),
            Unit::Week => out.push_str("-WXX"),
            Unit::Month => out.push_str("-XX"),
            _ => {}
        }
    } else if out.len() == 7 && unit == Unit::Day {
        out.push_str("-XX");
    }
    out
}

/// Weeks as `2009-W51`, quarters as `2009-Q1`, seasons as `2009-SU`, decades as `199`, centuries as `19`, else as ISO 8601 has it.
fn iso(when: When) -> String {
    let (first, last) = (when.first, when.last);
    let whole_years = (first.month(), first.day(), last.month(), last.day()) == (1, 1, 12, 31);
    let week = first.iso_week_date();
    let days = first.until(last).map_or(0, |span| span.get_days());
    let months = if first.day() == 1 && last == last.last_of_month() {
        (last.year() - first.year()) * 12 + i16::from(last.month() - first.month()) + 1
    } else {
        0
    };
    match (last.year() - first.year(), first.year(), first.month()) {
        (9, year, _) if whole_years && year % 10 == 0 => format!("{:03}", year / 10),
        (99, year, _) if whole_years && year % 100 == 0 => format!("{:02}", year / 100),
        (_, year, month) if months == 6 && month % 6 == 1 => format!("{year:04}-H{}", month / 6 + 1),
        (_, year, month) if months == 3 && month % 3 == 1 => format!("{year:04}-Q{}", month / 3 + 1),
        (_, year, month) if months == 3 && month % 3 == 0 => {
            format!("{year:04}-{}", ["SP", "SU", "FA", "WI"][usize::from(month.unsigned_abs()) / 3 - 1])
        }
        _ if days == 6 && week.weekday() == Weekday::Monday => format!("{:04}-W{:02}", week.year(), week.week()),
        _ => when.iso(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn stretches_of_the_calendar() {
        let value = |first, last| iso(When { first, last });
        assert_eq!(value(date(2009, 12, 14), date(2009, 12, 20)), "2009-W51");
        assert_eq!(value(date(2009, 12, 15), date(2009, 12, 21)), "2009-12-15/2009-12-21");
        assert_eq!(value(date(1990, 1, 1), date(1999, 12, 31)), "199");
        assert_eq!(value(date(1900, 1, 1), date(1999, 12, 31)), "19");
        assert_eq!(value(date(2009, 2, 1), date(2009, 2, 28)), "2009-02");
        assert_eq!(value(date(2009, 4, 1), date(2009, 6, 30)), "2009-Q2");
        assert_eq!(value(date(2009, 7, 1), date(2009, 12, 31)), "2009-H2");
        assert_eq!(value(date(2009, 12, 1), date(2010, 2, 28)), "2009-WI");
    }

    #[test]
    fn lengths() {
        assert_eq!(length(Some(30), Unit::Week), "P3W");
        assert_eq!(length(Some(25), Unit::Year), "P2.5Y");
        assert_eq!(length(None, Unit::Hour), "PTXH");
    }
}
