//! What web pages leave around a report, told by its words.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::lines::Piece;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// Part of the page, not of the report.
    Residue,
    /// Residue after which links follow.
    Related,
    /// Belongs to a picture.
    Caption,
}

/// Longest line, in bytes, that is looked at.
const LONGEST: usize = 700;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Start,
    Notice,
    Tail,
    Within,
    Caption,
    Credit,
}

#[derive(Default)]
struct Phrases {
    /// Whole lines.
    lines: FxHashMap<&'static str, Match>,
    /// What lines begin with, by its first character.
    heads: FxHashMap<char, Vec<(Class, &'static str)>>,
    /// What stands elsewhere in a line.
    parts: Vec<(Class, &'static str)>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases::default();
    for line in include_str!("../residue.txt").lines().filter(|line| !line.starts_with('#')) {
        let Some((class, phrase)) = line.split_once(' ') else {
            continue;
        };
        let class = match class {
            "line" => {
                phrases.lines.insert(phrase, Match::Residue);
                continue;
            }
            "related" => {
                phrases.lines.insert(phrase, Match::Related);
                continue;
            }
            "start" => Class::Start,
            "notice" => Class::Notice,
            "tail" => Class::Tail,
            "within" => Class::Within,
            "caption" => Class::Caption,
            "credit" => Class::Credit,
            _ => continue,
        };
        if matches!(class, Class::Tail | Class::Within | Class::Credit) {
            phrases.parts.push((class, phrase));
        } else if let Some(first) = phrase.chars().next() {
            phrases.heads.entry(first).or_default().push((class, phrase));
        }
    }
    phrases
});

/// What `line` is by its words; `None` where it may be part of the report.
pub(super) fn find(line: &str, piece: &Piece) -> Option<Match> {
    if line.len() > LONGEST {
        return None;
    }
    let plain = normalize(line);
    let whole = plain.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '-'));
    if let Some(&found) = PHRASES.lines.get(whole) {
        return Some(found);
    }
    if piece.words <= 15 && !piece.closed && line.contains('@') && line.contains('.') {
        return Some(Match::Residue);
    }
    let first = plain.chars().next()?;
    let heads = PHRASES.heads.get(&first).into_iter().flatten();
    heads.chain(&PHRASES.parts).find(|(class, phrase)| fits(*class, phrase, &plain, piece)).map(|(class, _)| match class {
        Class::Caption | Class::Credit => Match::Caption,
        _ => Match::Residue,
    })
}

fn fits(class: Class, phrase: &str, line: &str, piece: &Piece) -> bool {
    let (head, tail) = phrase.split_once(" … ").unwrap_or((phrase, ""));
    match class {
        Class::Start => begins(line, head) && !piece.closed && piece.words <= 30,
        Class::Notice => begins(line, head) && line[head.len()..].contains(tail) && piece.words <= 60,
        Class::Tail => line.ends_with(head) && !piece.closed && piece.words <= 5,
        Class::Within => piece.words <= 45 && line.contains(head),
        Class::Caption => begins(line, head) && piece.words <= 100,
        // What follows the credit on the same line is running text, unless it is short.
        Class::Credit => piece.words <= 100 && line.find(head).is_some_and(|at| line.len() - at <= 100),
    }
}

/// True where `line` begins with `phrase` and no word is cut in two.
fn begins(line: &str, phrase: &str) -> bool {
    line.strip_prefix(phrase).is_some_and(|rest| {
        let number = phrase.ends_with(|c: char| c.is_ascii_digit());
        number || !phrase.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric)
    })
}

/// Lower case, single spaces, straight apostrophes, no bullets in front.
fn normalize(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(crate::words::plain(word).chars().flat_map(char::to_lowercase));
    }
    let start = out.len() - out.trim_start_matches(['•', '*', '>', '»', '→', '▶', '|', '·', ' ', '-', '–']).len();
    out.split_off(start)
}

/// Where an agency's closing credits begin in a paragraph; `None` where there are none or nothing else.
pub(super) fn credits(paragraph: &str) -> Option<usize> {
    let from = paragraph.floor_char_boundary(paragraph.len().saturating_sub(LONGEST));
    let tail = &paragraph[from..];
    ["(Reporting by ", "(Additional reporting by ", "(Writing by ", "(Editing by ", "(Compiled by "]
        .iter()
        .filter_map(|phrase| tail.find(phrase))
        .min()
        .map(|at| from + at)
        .filter(|&at| at > 0 && paragraph[..at].trim_end().ends_with(['.', '!', '?', '"', '”']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_understood() {
        for line in include_str!("../residue.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
            let class = line.split(' ').next().unwrap_or("");
            let known = ["line", "related", "start", "notice", "tail", "within", "caption", "credit"];
            assert!(known.contains(&class), "{line}");
            assert_eq!(line, line.to_lowercase(), "phrases are in lower case");
        }
        assert!(PHRASES.heads.len() > 10 && PHRASES.parts.len() > 10);
    }
}
