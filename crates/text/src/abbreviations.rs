//! Which words carry a full stop of their own.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::chars::Lower;

/// What an abbreviation's full stop may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// Stands before a name or number; never ends a sentence.
    Title,
    /// May end a sentence.
    End,
    /// An abbreviation only before a number.
    Number,
    /// An abbreviation only after a comma.
    Place,
}

struct Entry {
    kind: Abbreviation,
    capital: bool,
}

static LIST: LazyLock<FxHashMap<String, Entry>> = LazyLock::new(|| parse(include_str!("abbreviations.txt")));

fn parse(list: &str) -> FxHashMap<String, Entry> {
    list.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(word, class)| {
            let kind = match class.trim() {
                "title" => Abbreviation::Title,
                "end" => Abbreviation::End,
                "number" => Abbreviation::Number,
                "place" => Abbreviation::Place,
                _ => return None,
            };
            let capital = word.starts_with(|c: char| c.is_ascii_uppercase());
            Some((word.to_ascii_lowercase(), Entry { kind, capital }))
        })
        .collect()
}

/// The class of `word`, given without its full stop; `None` where it is not in the list. In a text
/// that has no capitals (`caseless`) none are demanded.
pub(crate) fn class(word: &str, caseless: bool) -> Option<Abbreviation> {
    if word.len() > 8 {
        return None;
    }
    let lower = Lower::of(word)?;
    let entry = LIST.get(lower.as_str())?;
    let capital = word.starts_with(|c: char| c.is_ascii_uppercase());
    (capital || caseless || !entry.capital).then_some(entry.kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_understood_and_no_word_stands_twice() {
        let lines = include_str!("abbreviations.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty()).count();
        assert_eq!(LIST.len(), lines);
    }

    #[test]
    fn capitals_in_the_list_are_demanded_of_the_text() {
        assert_eq!(class("Gen", false), Some(Abbreviation::Title));
        assert_eq!(class("GEN", false), Some(Abbreviation::Title));
        assert_eq!(class("gen", false), None);
        assert_eq!(class("gen", true), Some(Abbreviation::Title));
        assert_eq!(class("etc", false), Some(Abbreviation::End));
        assert_eq!(class("Vol", false), Some(Abbreviation::Number));
        assert_eq!(class("generally", false), None);
    }
}
