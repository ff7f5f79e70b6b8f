//! Datelines.

use jiff::civil::Date;

use crate::calendar::{full_date, is_weekday, month};
use crate::chars::is_blank;
use crate::sentences::is_starter;

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

/// Agencies whose name in brackets makes a dateline even where the dash was lost.
const AGENCIES: &[&str] = &[
    "AP",
    "Reuters",
    "REUTERS",
    "AFP",
    "UPI",
    "Xinhua",
    "TASS",
    "dpa",
    "DPA",
    "EFE",
    "ANSA",
    "Sputnik",
    "IRNA",
    "VOA",
    "BBC",
    "CNN",
    "PTI",
    "IANS",
    "ANI",
    "SANA",
    "KUNA",
    "WAM",
    "MENA",
    "AA",
    "Anadolu",
    "Kyodo",
    "Yonhap",
    "Bloomberg",
    "RFE/RL",
    "IRIN",
    "SPA",
    "APS",
    "TAP",
];

/// Labels that end in a colon and are no places.
const LABELS: &[&str] = &[
    "UPDATE",
    "BREAKING",
    "WATCH",
    "CORRECTION",
    "OPINION",
    "ANALYSIS",
    "EXCLUSIVE",
    "EXPLAINER",
    "NEWS",
    "URGENT",
    "NOTE",
    "FACTBOX",
    "TIMELINE",
    "VIDEO",
    "LIVE",
    "QUESTION",
    "ANSWER",
    "HEADLINE",
    "SUMMARY",
    "TITLE",
];

/// The dateline that `paragraph` begins with.
pub(super) fn find(paragraph: &str) -> Option<Dateline> {
    let head = &paragraph[..paragraph.floor_char_boundary(LONGEST)];
    let mut places: Vec<(usize, &str)> =
        SEPARATORS.iter().filter_map(|separator| head.find(separator).map(|at| (at, *separator))).collect();
    places.sort_by_key(|&(at, separator)| (at, std::cmp::Reverse(separator.len())));
    let found = places.into_iter().find_map(|(at, separator)| {
        // The bracket and the slash belong to what stands before the mark.
        let kept = usize::from(separator.starts_with([')', '/']));
        let before = head.get(..at + kept)?;
        let length = at + separator.len();
        let rest = paragraph.get(length..)?.trim_start_matches(is_blank);
        let begins = rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"'“‘[(".contains(c));
        let parts = Parts::of(before)?;
        (begins && parts.suffice(before, separator, rest)).then_some(Dateline { length, date: parts.date })
    });
    found.or_else(|| without_mark(paragraph, head)).or_else(|| in_small_letters(paragraph, head))
}

/// `new delhi: the army said`: one word, or `new` and another, before a colon, in text without capitals.
fn in_small_letters(paragraph: &str, head: &str) -> Option<Dateline> {
    let at = head.find(": ")?;
    let before = head.get(..at)?;
    let word = before.strip_prefix("new ").unwrap_or(before);
    let place = word.len() >= 4 && word.chars().all(|c| c.is_lowercase() || c == '-') && !is_starter(word);
    let labelled = LABELS.iter().any(|label| label.eq_ignore_ascii_case(word));
    let small = !paragraph.contains(char::is_uppercase) && paragraph.get(at + 2..)?.starts_with(char::is_lowercase);
    (place && small && !labelled).then_some(Dateline { length: at + 2, date: None })
}

/// `CAIRO (AFP) Two people`: a dateline whose dash was lost.
fn without_mark(paragraph: &str, head: &str) -> Option<Dateline> {
    let length = head.find(") ")? + 1;
    let before = head.get(..length)?;
    let open = before.rfind('(')?;
    let parts = Parts::of(before)?;
    let agency = AGENCIES.contains(&before.get(open + 1..length - 1)?);
    let begins = paragraph.get(length..)?.trim_start_matches(is_blank).starts_with(char::is_uppercase);
    let shouted = before.split([' ', ',']).next().is_some_and(|word| word.len() > 2 && !word.contains(char::is_lowercase));
    (agency && begins && shouted && parts.places > 0).then_some(Dateline { length, date: parts.date })
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
        let (outer, inner) = without_agency(text)?;
        let mut parts = Self { places: 0, capitals: true, agency: inner.is_some(), day: false, date: None };
        let mut dated = String::new();
        let mut has_month = false;
        let mut has_number = false;
        for word in outer.split([' ', ',', '/', '\u{a0}', '\n']).filter(|word| !word.is_empty()) {
            let first = parts.places == 0 && dated.is_empty();
            if first && is_starter(word) && !word.eq_ignore_ascii_case("by") {
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
        parts.date = full_date(&dated).or_else(|| full_date(inner?));
        (parts.places <= 7).then_some(parts)
    }

    /// True where there is enough to tell a dateline from the beginning of a sentence.
    fn suffice(&self, before: &str, separator: &str, rest: &str) -> bool {
        if self.agency || (self.day && self.places > 0) {
            return true;
        }
        let letters = before.chars().filter(|c| c.is_alphabetic()).count();
        let shouted = self.capitals && self.places > 0 && letters >= 4;
        let labelled = before.split_whitespace().next().is_some_and(|word| LABELS.contains(&word));
        match separator {
            ": " => shouted && self.places <= 3 && !labelled,
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

/// Parts off what stands in brackets or slashes at the end: `(Reuters)`, `/TASS/.`
fn without_agency(text: &str) -> Option<(&str, Option<&str>)> {
    let text = text.trim_end_matches([' ', '.', '\u{a0}']);
    let (open, close) = match text.chars().next_back()? {
        ')' => ('(', 1),
        ']' => ('[', 1),
        '/' => ('/', 1),
        _ => return Some((text, None)),
    };
    let inner = text.get(..text.len() - close)?;
    let at = inner.rfind(open)?;
    let name = inner.get(at + 1..)?;
    let fits = (2..=40).contains(&name.len()) && name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    fits.then(|| (inner[..at].trim_end_matches(['.', ' ', ',']), Some(name)))
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

/// True for a dateline on a line of its own: `CAIRO, Jan 13 (Agency)`.
pub(super) fn is_whole(line: &str) -> bool {
    line.len() <= LONGEST && Parts::of(line).is_some_and(|parts| parts.day && (parts.agency || parts.capitals) && parts.places > 0)
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
            ("KABUL, Afghanistan (AP)  Two", "KABUL, Afghanistan (AP)"),
            ("NAIROBI — Police", "NAIROBI —"),
            ("Khartoum — Sudan's army", "Khartoum —"),
            ("ANKARA/ISTANBUL (Reuters) - Turkey", "ANKARA/ISTANBUL (Reuters) -"),
            ("kabul: two men were held", "kabul:"),
            ("new delhi: the army said", "new delhi:"),
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
            "he said: the war is over.",
            "note: the army withdrew.",
            "kabul: the UN said",
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
        let found = find("GENEVA (13 January 2020) – The envoy left.");
        assert_eq!(found.and_then(|d| d.date), Some(date(2020, 1, 13)));
        let found = find("TRIPOLI, Jan 13 (Agency) - Talks began.");
        assert_eq!(found.and_then(|d| d.date), None);
    }
}
