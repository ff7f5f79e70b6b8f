//! Names of months and days, and dates written out in English.

use jiff::civil::Date;

use crate::chars::Lower;

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The month from 1 to 12; `Jan`, `Jan.`, `Sept` and `JANUARY` count too.
pub(crate) fn month(word: &str) -> Option<i8> {
    let lower = Lower::of(word.trim_end_matches('.'))?;
    let at = MONTHS.iter().position(|name| abbreviates(lower.as_str(), name, 4))?;
    Some(at as i8 + 1)
}

/// True for the name of a day of the week, in full or cut to three to five letters.
pub(crate) fn is_weekday(word: &str) -> bool {
    Lower::of(word.trim_end_matches(['.', ','])).is_some_and(|l| DAYS.iter().any(|name| abbreviates(l.as_str(), name, 5)))
}

/// True for the name of a month or of a day of the week, in full or abbreviated, with a capital.
pub fn is_calendar_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase()) && (month(word).is_some() || is_weekday(word))
}

fn abbreviates(word: &str, name: &str, longest: usize) -> bool {
    word == name || ((3..=longest).contains(&word.len()) && name.starts_with(word))
}

/// A day, month and year in any usual English order: `January 13, 2020`, `13 Jan. 2020`,
/// `Monday, 13th January 2020`, `2020-01-13`. `None` where one is missing, where anything else
/// stands beside them, or where there is no such day.
pub(crate) fn full_date(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(date) = text.parse::<Date>() {
        return Some(date);
    }
    let (mut year, mut month_number, mut day) = (None, None, None);
    for word in text.split([' ', ',', '\u{a0}']).filter(|w| !w.is_empty()) {
        if let Some(m) = month(word) {
            month_number.replace(m).is_none().then_some(())?;
        } else if word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()) {
            year.replace(word.parse::<i16>().ok()?).is_none().then_some(())?;
        } else if word.starts_with(|c: char| c.is_ascii_digit()) {
            let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let suffix = word.get(digits.len()..)?;
            matches!(suffix, "" | "st" | "nd" | "rd" | "th").then_some(())?;
            day.replace(digits.parse::<i8>().ok()?).is_none().then_some(())?;
        } else if !is_weekday(word) {
            return None;
        }
    }
    Date::new(year?, month_number?, day?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_read_in_every_usual_order() {
        let day = Some(date(2020, 1, 13));
        for text in ["January 13, 2020", "13 Jan. 2020", "Monday, 13th January 2020", "Mon 13 January 2020", "2020-01-13", "JAN 13 2020"] {
            assert_eq!(full_date(text), day, "{text}");
        }
    }

    #[test]
    fn what_is_no_full_date_gives_none() {
        for text in ["January 13", "13 2020", "30 February 2020", "January 13, 2020 in Tripoli", "", "2020", "1 2 May 2020"] {
            assert_eq!(full_date(text), None, "{text}");
        }
    }

    #[test]
    fn short_month_names_are_known_and_other_words_are_not() {
        assert_eq!(month("Sept."), Some(9));
        assert_eq!(month("SEP"), Some(9));
        assert_eq!(month("marching"), None);
        assert_eq!(month("ma"), None);
    }
}
