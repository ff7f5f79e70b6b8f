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
/// What follows a complete day is passed over, as by the reference script.
fn day(text: &str) -> Option<Date> {
    if !matches!(text.len(), 7 | 8 | 10) {
        return None;
    }
    let digits = |from: usize, to: usize| {
        let part = text.get(from..to)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<i16>().ok())?
    };
    let dashed = text.as_bytes().get(4) == Some(&b'-');
    let gap = usize::from(dashed);
    let has_dash = |at: usize| !dashed || text.as_bytes().get(at) == Some(&b'-');
    let year = digits(0, 4).filter(|y| *y > 0)?;
    if text.as_bytes().get(4 + gap) == Some(&b'W') {
        let (week, end) = (digits(5 + gap, 7 + gap)?, 7 + gap);
        let number = if text.len() == end { 1 } else { digits(end + gap, end + gap + 1).filter(|_| has_dash(end))? };
        let weekday = Weekday::from_monday_one_offset(number as i8).ok()?;
        return ISOWeekDate::new(year, week as i8, weekday).ok().map(|d| d.date());
    }
    let (month, end) = (digits(4 + gap, 6 + gap)?, 6 + gap);
    let day = digits(end + gap, end + gap + 2).filter(|_| has_dash(end))?;
    Date::new(year, month as i8, day as i8).ok()
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
