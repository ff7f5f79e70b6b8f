//! Lines above a report that hold nothing but a date or the writers' names.

use jiff::civil::Date;

use crate::calendar::{full_date, is_weekday, month};

/// Longest such line in bytes.
const LONGEST: usize = 120;

/// Words that stand beside a date, in lower case.
const LABELS: &[&str] = &[
    "published",
    "updated",
    "posted",
    "modified",
    "last",
    "on",
    "at",
    "date",
    "issued",
    "created",
    "from",
    "this",
    "story",
    "article",
    "is",
    "was",
    "first",
    "edition",
    "am",
    "pm",
    "a.m.",
    "p.m.",
    "gmt",
    "utc",
    "est",
    "edt",
    "et",
    "bst",
    "cet",
    "ist",
    "time",
    "press",
    "release",
    "for",
    "immediate",
    "-",
    "–",
    "—",
    "hour",
    "hours",
    "minutes",
    "ago",
];

/// The date on a line that holds nothing but a date, with words such as `Published` and a time of day.
pub(super) fn date(line: &str) -> Option<Date> {
    if line.len() > LONGEST {
        return None;
    }
    let mut dated = String::new();
    for word in line.split([' ', ',', ':', '|', '(', ')', '\t', '\u{a0}', '•', '·']).filter(|word| !word.is_empty()) {
        let day = word.get(..10).filter(|day| day.parse::<Date>().is_ok());
        if let Some(day) = day {
            return Some(day).and_then(|day| day.parse().ok());
        }
        let lower = word.to_ascii_lowercase();
        let numeric = word.starts_with(|c: char| c.is_ascii_digit());
        if LABELS.contains(&lower.as_str()) {
            // Past the date, numbers tell the time of day.
            if full_date(&dated).is_some() {
                break;
            }
        } else if numeric || month(word).is_some() || is_weekday(word) {
            if full_date(&dated).is_some() {
                continue;
            }
            dated.push_str(word);
            dated.push(' ');
        } else {
            return None;
        }
    }
    full_date(&dated)
}

/// True for a line that names the writers: `By Ada Smith and Omar Khan in Cairo`.
pub(super) fn is_byline(line: &str) -> bool {
    let words = line.split_whitespace().count();
    (2..=14).contains(&words) && line.len() <= LONGEST && is_writer(line)
}

fn is_writer(line: &str) -> bool {
    let Some(names) = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY ")).or_else(|| line.strip_prefix("by ")) else {
        return false;
    };
    let mut capitals = 0;
    names.split([' ', ',', '|', '/', '\u{a0}']).filter(|word| !word.is_empty()).all(|word| {
        let name = word.starts_with(char::is_uppercase);
        capitals += usize::from(name);
        name || matches!(word, "and" | "in" | "of" | "for" | "with" | "the" | "at" | "&" | "-" | "–" | "—" | "de" | "van" | "von" | "bin")
            || word.starts_with("al-")
            || word.starts_with("el-")
    }) && capitals > 0
        && !names.ends_with(['?', '!', ':', ';'])
}

/// The length of the byline that stands before a dateline on the same line.
pub(super) fn prefix(body: &str) -> Option<usize> {
    let head = &body[..body.floor_char_boundary(LONGEST)];
    let end = head.find(". ")?;
    is_byline(&head[..end]).then_some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_lines_hold_nothing_but_a_date() {
        let day = Some(jiff::civil::date(2020, 1, 12));
        for line in [
            "Published: 12 January 2020",
            "January 12, 2020",
            "Sunday, 12 January 2020",
            "Updated January 12, 2020 at 10:30 pm GMT",
            "Last updated: 2020-01-12T10:00:00Z",
            "Jan. 12, 2020 | 9:15 a.m.",
        ] {
            assert_eq!(date(line), day, "{line}");
        }
        for line in ["Fighting began on January 12, 2020", "12 January", "Talks on 12 January 2020", "2020"] {
            assert_eq!(date(line), None, "{line}");
        }
    }

    #[test]
    fn bylines_are_names_after_by() {
        assert!(is_byline("By Ada Smith and Omar Khan in Cairo"));
        assert!(is_byline("By ADA SMITH, Example News"));
        assert!(!is_byline("By Monday the town had fallen."));
        assert!(!is_byline("By then"));
    }
}
