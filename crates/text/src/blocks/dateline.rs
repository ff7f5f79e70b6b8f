//! Datelines, bylines and lines that hold nothing but a date.

use jiff::civil::Date;

use crate::calendar::{full_date, is_weekday, month};
use crate::chars::is_blank;

/// A dateline at the head of a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Dateline {
    /// Bytes it takes, its dash included.
    pub length: usize,
    /// The date where day, month and year stand in it.
    pub date: Option<Date>,
}

/// Longest dateline in bytes.
const LONGEST: usize = 120;

/// Marks that end a dateline, longer ones first.
const SEPARATORS: [&str; 11] = [" -- ", " --", "--", " - ", " – ", " — ", ") -", "—", "–", ": ", "/. "];

/// The dateline that `paragraph` begins with.
pub(super) fn find(paragraph: &str) -> Option<Dateline> {
    let head = &paragraph[..paragraph.floor_char_boundary(LONGEST)];
    let mut places: Vec<(usize, &str)> =
        SEPARATORS.iter().filter_map(|separator| head.find(separator).map(|at| (at, *separator))).collect();
    places.sort_by_key(|&(at, separator)| (at, std::cmp::Reverse(separator.len())));
    places.into_iter().find_map(|(at, separator)| {
        // The bracket and the slash belong to what stands before the mark.
        let kept = usize::from(separator.starts_with([')', '/']));
        let before = head.get(..at + kept)?;
        let length = at + separator.len();
        let rest = paragraph.get(length..)?.trim_start_matches(is_blank);
        let begins = rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"'“‘".contains(c));
        let parts = Parts::of(before)?;
        (begins && parts.suffice(before, separator, rest)).then_some(Dateline { length, date: parts.date })
    })
}

/// What a dateline holds.
struct Parts {
    /// Words that may be a place.
    places: usize,
    /// All of them in capitals.
    capitals: bool,
    /// An agency in brackets or slashes.
    agency: bool,
    /// A month with a day.
    day: bool,
    date: Option<Date>,
}

impl Parts {
    /// `None` where something stands there that no dateline holds.
    fn of(text: &str) -> Option<Self> {
        let (outer, agency) = without_agency(text)?;
        let mut parts = Self { places: 0, capitals: true, agency, day: false, date: None };
        let mut dated = String::new();
        let mut has_month = false;
        let mut has_number = false;
        for word in outer.split([' ', ',', '/', '\u{a0}', '\n']).filter(|word| !word.is_empty()) {
            if parts.places == 0 && dated.is_empty() && crate::sentences::is_starter(word) {
                return None;
            }
            if month(word).is_some() || is_weekday(word) {
                has_month |= month(word).is_some();
            } else if word.starts_with(|c: char| c.is_ascii_digit()) {
                has_number = true;
            } else if is_place_word(word) {
                parts.places += 1;
                parts.capitals &= !word.contains(char::is_lowercase) || is_small(word);
                continue;
            } else {
                return None;
            }
            dated.push_str(word.trim_end_matches('.'));
            dated.push(' ');
        }
        parts.day = has_month && has_number;
        if has_number && !has_month {
            return None;
        }
        parts.date = full_date(&dated);
        (parts.places <= 7).then_some(parts)
    }

    /// True where there is enough to tell a dateline from the beginning of a sentence.
    fn suffice(&self, before: &str, separator: &str, rest: &str) -> bool {
        if self.agency || (self.day && self.places > 0) {
            return true;
        }
        let letters = before.chars().filter(|c| c.is_alphabetic()).count();
        let shouted = self.capitals && self.places > 0 && letters >= 4;
        match separator {
            ": " => shouted && self.places <= 3 && !is_label(before),
            "/. " => false,
            _ if shouted => true,
            // A place in small letters: one or two words, and no second dash that would make the
            // words between the dashes an insertion.
            _ => {
                let near = &rest[..rest.floor_char_boundary(200)];
                (1..=3).contains(&self.places) && letters >= 4 && separator.starts_with(' ') && !near.contains(separator)
            }
        }
    }
}

/// Labels that end in a colon and are no places.
fn is_label(before: &str) -> bool {
    let word = before.split_whitespace().next().unwrap_or("");
    matches!(
        word,
        "UPDATE" | "BREAKING" | "WATCH" | "CORRECTION" | "OPINION" | "ANALYSIS" | "EXCLUSIVE" | "EXPLAINER" | "NEWS" | "URGENT"
            | "NOTE" | "FACTBOX" | "TIMELINE" | "VIDEO" | "LIVE" | "QUESTION" | "ANSWER" | "HEADLINE" | "SUMMARY" | "TITLE"
    )
}

/// Takes out what stands in brackets or slashes at the end: `(Reuters)`, `/TASS/.`
fn without_agency(text: &str) -> Option<(&str, bool)> {
    let text = text.trim_end_matches([' ', '.', '\u{a0}']);
    let (open, close) = match text.chars().next_back()? {
        ')' => ('(', 1),
        ']' => ('[', 1),
        '/' => ('/', 1),
        _ => return Some((text, false)),
    };
    let inner = text.get(..text.len() - close)?;
    let at = inner.rfind(open)?;
    let name = inner.get(at + 1..)?;
    let fits = (2..=40).contains(&name.len()) && name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    fits.then(|| (inner[..at].trim_end_matches(['.', ' ', ',']), true))
}

fn is_place_word(word: &str) -> bool {
    is_small(word)
        || (word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.' | '(' | ')')))
}

/// Small words inside place names.
fn is_small(word: &str) -> bool {
    matches!(word, "of" | "and" | "de" | "el" | "al" | "la" | "the" | "on" | "near" | "in" | "border" | "ul")
        || word.starts_with("al-")
        || word.starts_with("el-")
}

/// True for a line that stands for a dateline or a date and holds nothing else.
pub(super) fn is_date_line(line: &str) -> bool {
    date_line(line).is_some() || is_lone_dateline(line)
}

/// `CAIRO, Jan 13 (Agency)` on a line of its own.
fn is_lone_dateline(line: &str) -> bool {
    line.len() <= LONGEST && Parts::of(line).is_some_and(|parts| parts.day && (parts.agency || parts.capitals) && parts.places > 0)
}

/// The date on a line that holds nothing but a date, with words such as `Published` and a time of day.
pub(super) fn date_line(line: &str) -> Option<Date> {
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
        if is_date_label(&lower) {
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

fn is_date_label(lower: &str) -> bool {
    matches!(
        lower,
        "published" | "updated" | "posted" | "modified" | "last" | "on" | "at" | "date" | "issued" | "created" | "from"
            | "this" | "story" | "article" | "is" | "was" | "first" | "edition" | "am" | "pm" | "a.m." | "p.m." | "gmt" | "utc"
            | "est" | "edt" | "et" | "bst" | "cet" | "ist" | "time" | "press" | "release" | "for" | "immediate" | "-" | "–"
            | "—"
    )
}

/// True for a line that names the writers: `By Ada Smith and Omar Khan in Cairo`.
pub(super) fn is_byline(line: &str) -> bool {
    let words = line.split_whitespace().count();
    (2..=14).contains(&words) && line.len() <= LONGEST && is_writer(line)
}

fn is_writer(line: &str) -> bool {
    let Some(names) = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY ")).or_else(|| line.strip_prefix("by "))
    else {
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
pub(super) fn byline_prefix(body: &str) -> Option<usize> {
    let head = &body[..body.floor_char_boundary(LONGEST)];
    let end = head.find(". ")?;
    is_byline(&head[..end]).then_some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn prefix(text: &str) -> Option<&str> {
        find(text).map(|d| &text[..d.length])
    }

    #[test]
    fn datelines_of_agencies_are_found() {
        for (text, expected) in [
            ("KHARTOUM, Jan 13 (Reuters) - The army", "KHARTOUM, Jan 13 (Reuters) -"),
            ("BENGHAZI, Libya (AP) — Two", "BENGHAZI, Libya (AP) —"),
            ("BEIJING, Jan. 13 (Xinhua) -- China", "BEIJING, Jan. 13 (Xinhua) --"),
            ("MOSCOW, January 13. /TASS/. Talks", "MOSCOW, January 13. /TASS/."),
            ("(CNN) -- Rebels", "(CNN) --"),
            ("KABUL: Two", "KABUL:"),
            ("NAIROBI — Police", "NAIROBI —"),
            ("Khartoum — Sudan's army", "Khartoum —"),
            ("ANKARA/ISTANBUL (Reuters) - Turkey", "ANKARA/ISTANBUL (Reuters) -"),
        ] {
            assert_eq!(prefix(text).map(str::trim_end), Some(expected), "{text}");
        }
    }

    #[test]
    fn sentences_are_no_datelines() {
        for text in [
            "The army - once the strongest - withdrew.",
            "UPDATE: The army withdrew.",
            "Two soldiers — both officers — were killed.",
            "Fighting in Tripoli, Jan. 13 - the worst day - killed two.",
            "He said: The war is over.",
            "Haftar – The man behind the war – was in Cairo.",
            "U.S.-backed forces advanced.",
        ] {
            assert_eq!(prefix(text), None, "{text}");
        }
    }

    #[test]
    fn a_dateline_with_a_year_has_a_date() {
        let found = find("TRIPOLI, Jan 13, 2020 (Agency) - Talks began.");
        assert_eq!(found.and_then(|d| d.date), Some(date(2020, 1, 13)));
        let found = find("TRIPOLI, Jan 13 (Agency) - Talks began.");
        assert_eq!(found.and_then(|d| d.date), None);
    }

    #[test]
    fn date_lines_hold_nothing_but_a_date() {
        let day = Some(date(2020, 1, 12));
        for line in [
            "Published: 12 January 2020",
            "January 12, 2020",
            "Sunday, 12 January 2020",
            "Updated January 12, 2020 at 10:30 pm GMT",
            "Last updated: 2020-01-12T10:00:00Z",
            "Jan. 12, 2020 | 9:15 a.m.",
        ] {
            assert_eq!(date_line(line), day, "{line}");
        }
        for line in ["Fighting began on January 12, 2020", "12 January", "Talks on 12 January 2020", "2020"] {
            assert_eq!(date_line(line), None, "{line}");
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
