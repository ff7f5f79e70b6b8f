//! Words of the calendar and the clock.

use jiff::civil::Weekday;

use super::expression::{DayPart, Unit};

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    Some(match word.trim_end_matches('.') {
        "monday" | "mon" => Weekday::Monday,
        "tuesday" | "tue" | "tues" => Weekday::Tuesday,
        "wednesday" | "wed" => Weekday::Wednesday,
        "thursday" | "thu" | "thurs" => Weekday::Thursday,
        "friday" | "fri" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

/// Month number of a name; `may` and `march` only where capitalised, which the caller checks.
pub(super) fn month(word: &str) -> Option<i8> {
    Some(match word.trim_end_matches('.') {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// A year of four digits, 1000 to 2100.
pub(super) fn year_number(word: &str) -> Option<i16> {
    (word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())).then(|| word.parse().ok()).flatten().filter(|y| (1000..=2100).contains(y))
}

/// The day of a month: `13`, `13th`, `first` to `twelfth`.
pub(super) fn day_number(word: &str) -> Option<i8> {
    const ORDINALS: [&str; 12] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"];
    if let Some(i) = ORDINALS.iter().position(|o| *o == word) {
        return Some(i as i8 + 1);
    }
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word[digits.len()..];
    (matches!(suffix, "" | "st" | "nd" | "rd" | "th") && digits.len() <= 2)
        .then(|| digits.parse().ok())
        .flatten()
        .filter(|d| (1..=31).contains(d))
}

/// `13th`, not `13`.
pub(super) fn is_figure_ordinal(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && ["st", "nd", "rd", "th"].iter().any(|s| word.ends_with(s))
}

/// The number of a century: `19th`, `nineteenth`.
pub(super) fn century_number(word: &str) -> Option<i16> {
    const TEENS: [&str; 9] =
        ["thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first"];
    let named = TEENS.iter().position(|t| *t == word).map(|i| i as i16 + 13);
    named.or_else(|| day_number(word).map(i16::from)).filter(|c| (1..=21).contains(c))
}

/// The first year of a decade written in figures, `1980s`, or with its century left out, `'80s`, `eighties` (of the twentieth).
pub(super) fn decade(word: &str) -> Option<i16> {
    const NAMES: [&str; 8] = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
    if let Some(i) = NAMES.iter().position(|n| *n == word) {
        return Some(1920 + 10 * i as i16);
    }
    let digits = word.strip_suffix('s').map(|w| w.trim_end_matches(['\'', '’']))?;
    if let Some(short) = digits.strip_prefix(['\'', '’']) {
        return short.parse::<i16>().ok().filter(|d| short.len() == 2 && d % 10 == 0 && *d >= 20).map(|d| 1900 + d);
    }
    year_number(digits).filter(|y| y % 10 == 0)
}

pub(super) fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "minute" | "minutes" => Unit::Minute,
        "hour" | "hours" => Unit::Hour,
        "day" | "days" | "night" | "nights" => Unit::Day,
        "week" | "weeks" | "weekend" | "weekends" | "fortnight" | "fortnights" => Unit::Week,
        "month" | "months" => Unit::Month,
        "year" | "years" => Unit::Year,
        "decade" | "decades" => Unit::Decade,
        "century" | "centuries" => Unit::Century,
        _ => return None,
    })
}

/// How many of its unit a word is: two weeks for a fortnight.
pub(super) fn multiple(word: &str) -> i32 {
    if word.starts_with("fortnight") { 2 } else { 1 }
}

/// A season by its unmistakable name; `fall` and `spring` mean other things too.
pub(super) fn season(word: &str) -> Option<u8> {
    Some(match word {
        "spring" | "springtime" => 0,
        "summer" | "summertime" => 1,
        "autumn" | "fall" => 2,
        "winter" | "wintertime" => 3,
        _ => return None,
    })
}

pub(super) fn day_part(word: &str) -> Option<DayPart> {
    Some(match word {
        "morning" | "dawn" | "daybreak" | "sunrise" | "forenoon" => DayPart::Morning,
        "afternoon" => DayPart::Afternoon,
        "evening" | "dusk" | "sunset" => DayPart::Evening,
        "night" | "nightfall" => DayPart::Night,
        "noon" | "midday" => DayPart::Clock(12, 0),
        "midnight" => DayPart::Clock(24, 0),
        _ => return None,
    })
}

/// Month and day of a feast with a fixed date, and how many of the words name it.
pub(super) fn holiday(words: [&str; 4]) -> Option<(i8, i8, u32)> {
    Some(match words {
        ["christmas", "eve", ..] => (12, 24, 2),
        ["christmas", "day", ..] => (12, 25, 2),
        ["christmas", ..] => (12, 25, 1),
        ["boxing", "day", ..] => (12, 26, 2),
        ["new", "year", "'s" | "’s", "eve"] => (12, 31, 4),
        ["new", "year", "'s" | "’s", "day"] => (1, 1, 4),
        ["new", "years", "eve", _] => (12, 31, 3),
        ["new", "years", "day", _] => (1, 1, 3),
        ["valentine", "'s" | "’s", "day", _] => (2, 14, 3),
        ["may", "day", ..] => (5, 1, 2),
        ["halloween", ..] => (10, 31, 1),
        _ => return None,
    })
}
