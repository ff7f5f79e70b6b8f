//! Dates and intervals of records as days.

use jiff::civil::{Date, ISOWeekDate, Weekday};
use serde_json::Value;

use crate::values::{is_nothing, text};

/// First and last day of a date or interval (`2020-01-13`, `2020-01`, `2011`, `2020-01-06/2020-01-12`, or an object with
/// `from` and `to`); `None` where there is none or it is not a date.
pub fn span(value: &Value) -> Option<(Date, Date)> {
    let written = written(value)?;
    let (first, last) = written.split_once('/').unwrap_or((&written, ""));
    let last = if last.is_empty() { first } else { last };
    Some((first_day(first)?, last_day(last)?))
}

/// The date as it stands in the record, where there is one.
pub fn written(value: &Value) -> Option<String> {
    let written = match value {
        Value::Object(o) => {
            let sides = ["from", "to"].iter().filter_map(|k| o.get(*k)).filter(|v| !is_nothing(v));
            sides.map(|v| text(v).into_owned()).collect::<Vec<_>>().join("/")
        }
        nothing if is_nothing(nothing) => return None,
        other => text(other).into_owned(),
    };
    (!written.is_empty()).then_some(written)
}

fn first_day(text: &str) -> Option<Date> {
    const START: &str = "-01-01";
    match text.len() {
        4..10 => day(&format!("{text}{}", &START[text.len() - 4..])),
        _ => day(text),
    }
}

fn last_day(text: &str) -> Option<Date> {
    let month = if text.len() == 4 { format!("{text}-12") } else { text.to_owned() };
    if month.len() == 7 { day(&format!("{month}-01")).map(Date::last_of_month) } else { day(&month) }
}

/// A calendar day in one of ISO 8601's forms: `2020-01-13`, `20200113`, `2020-W03-1`, `2020W031`, `2020-W03`, `2020W03`.
fn day(text: &str) -> Option<Date> {
    let digits = |from: usize, to: usize| {
        let part = text.get(from..to)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<i16>().ok())?
    };
    let dashed = text.as_bytes().get(4) == Some(&b'-');
    let week_at = if dashed { 5 } else { 4 };
    if text.as_bytes().get(week_at) == Some(&b'W') {
        let week = digits(week_at + 1, week_at + 3)?;
        let number = match (text.len() - week_at, dashed) {
            (3, _) => 1,
            (4, false) => digits(week_at + 3, week_at + 4)?,
            (5, true) if text.as_bytes().get(week_at + 3) == Some(&b'-') => digits(week_at + 4, week_at + 5)?,
            _ => return None,
        };
        let weekday = Weekday::from_monday_one_offset(number as i8).ok()?;
        return checked(digits(0, 4)?, || ISOWeekDate::new(digits(0, 4)?, week as i8, weekday).ok().map(|d| d.date()));
    }
    let (month, day) = match (text.len(), dashed) {
        (10, true) if text.as_bytes().get(7) == Some(&b'-') => (digits(5, 7)?, digits(8, 10)?),
        (8, false) => (digits(4, 6)?, digits(6, 8)?),
        _ => return None,
    };
    checked(digits(0, 4)?, || Date::new(digits(0, 4)?, month as i8, day as i8).ok())
}

/// A day, where the year is not 0.
fn checked(year: i16, date: impl FnOnce() -> Option<Date>) -> Option<Date> {
    if year == 0 { None } else { date() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(value: Value) -> Option<String> {
        span(&value).map(|(a, b)| format!("{a} {b}"))
    }

    #[test]
    fn days_months_years_and_intervals() {
        assert_eq!(told(json!("2020-02")).as_deref(), Some("2020-02-01 2020-02-29"));
        assert_eq!(told(json!("2011")).as_deref(), Some("2011-01-01 2011-12-31"));
        assert_eq!(told(json!("2020-01-06/2020-02")).as_deref(), Some("2020-01-06 2020-02-29"));
        assert_eq!(told(json!({"from": "2019", "to": "2020-03-01"})).as_deref(), Some("2019-01-01 2020-03-01"));
        assert_eq!(told(json!({"from": null, "to": "2020-03-01"})).as_deref(), Some("2020-03-01 2020-03-01"));
        assert_eq!(told(json!(2020)).as_deref(), Some("2020-01-01 2020-12-31"));
    }

    #[test]
    fn what_is_no_date_counts_as_absent() {
        for value in [json!(null), json!(""), json!("soon"), json!("2020-13"), json!("2020-02-30"), json!("/2020"), json!("0000")] {
            assert_eq!(told(value.clone()), None, "{value}");
        }
        assert_eq!(told(json!("süß")), None);
    }
}
