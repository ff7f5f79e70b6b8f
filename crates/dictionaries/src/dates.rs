//! Days in dictionaries: `YYMMDD` or `YYYYMMDD`.

use jiff::civil::Date;

/// Years of two digits above this one are of the twentieth century.
const PIVOT: i16 = 30;

/// When an actor's code holds; both ends count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub from: Option<Date>,
    pub until: Option<Date>,
}

impl Span {
    pub(crate) fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|f| f <= day) && self.until.is_none_or(|u| day <= u)
    }

    pub(crate) fn is_always(&self) -> bool {
        self.from.is_none() && self.until.is_none()
    }
}

/// Reads a restriction: empty, `<DAY`, `>DAY` or `DAY-DAY`. The error is the part that is wrong.
pub(crate) fn restriction(text: &str) -> Result<Span, &str> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Span::default());
    }
    if let Some(rest) = text.strip_prefix('<') {
        return Ok(Span { from: None, until: Some(day(rest.trim(), true)?) });
    }
    if let Some(rest) = text.strip_prefix('>') {
        return Ok(Span { from: Some(day(rest.trim(), false)?), until: None });
    }
    let (from, until) = text.split_once('-').ok_or(text)?;
    let span = Span { from: Some(day(from.trim(), false)?), until: Some(day(until.trim(), true)?) };
    if span.from > span.until { Err(text) } else { Ok(span) }
}

/// A day; months and days of 00 and days past the end of a month, which old dictionaries have, mean the month's or
/// year's first or last day.
fn day(text: &str, end: bool) -> Result<Date, &str> {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    let (year, rest) = match (text.len(), digits) {
        (8, true) => text.split_at(4),
        (6, true) => text.split_at(2),
        _ => return Err(text),
    };
    let number = |t: &str| t.parse::<i16>().map_err(|_| text);
    let year = match number(year)? {
        y if text.len() == 8 => y,
        y if y > PIVOT => 1900 + y,
        y => 2000 + y,
    };
    let (month, day) = (number(&rest[..2])?, number(&rest[2..])?);
    let month = if month == 0 { if end { 12 } else { 1 } } else { month };
    if !(1..=12).contains(&month) || !(0..=31).contains(&day) {
        return Err(text);
    }
    let first = Date::new(year, month as i8, 1).map_err(|_| text)?;
    let day = if day == 0 { if end { 31 } else { 1 } } else { day };
    Date::new(year, month as i8, day.min(i16::from(first.days_in_month())) as i8).map_err(|_| text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn restrictions_in_all_forms() {
        assert_eq!(restriction(""), Ok(Span::default()));
        assert_eq!(restriction(" < 950601"), Ok(Span { from: None, until: Some(date(1995, 6, 1)) }));
        assert_eq!(restriction(">20130119"), Ok(Span { from: Some(date(2013, 1, 19)), until: None }));
        assert_eq!(restriction("450703 - 20010230"), Ok(Span { from: Some(date(1945, 7, 3)), until: Some(date(2001, 2, 28)) }));
        assert_eq!(restriction("300000-300000"), Ok(Span { from: Some(date(2030, 1, 1)), until: Some(date(2030, 12, 31)) }));
    }

    #[test]
    fn what_is_no_restriction_is_given_back() {
        for text in ["2004017-20061201", "<19951301", "950601", "20200101-20190101", "<x"] {
            assert!(restriction(text).is_err(), "{text}");
        }
    }

    #[test]
    fn both_ends_count() {
        let span = Span { from: Some(date(2020, 1, 1)), until: Some(date(2020, 1, 2)) };
        assert!(span.covers(date(2020, 1, 1)) && span.covers(date(2020, 1, 2)) && !span.covers(date(2020, 1, 3)));
    }
}
