//! Finds the longest phrase of a list in a row of words.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use crate::words::Word;

/// Words that may stand where a phrase has a blank.
const GAP: usize = 2;

/// Phrases by their first word.
#[derive(Clone, Debug, Default)]
pub(crate) struct PhraseIndex {
    phrases: Vec<(Vec<Word>, u32)>,
    whole: FxHashMap<CompactString, Vec<u32>>,
    /// Phrases whose first word is a stem, by its first character.
    stems: FxHashMap<char, Vec<u32>>,
}

/// A phrase found: what it stands for, and one past its last word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub value: u32,
    pub end: usize,
}

impl PhraseIndex {
    /// Adds a phrase; one that is there already keeps its first value.
    pub(crate) fn add(&mut self, words: Vec<Word>, value: u32) {
        let Some(first) = words.first() else { return };
        let list = if first.stem {
            first.text.chars().next().map(|c| self.stems.entry(c).or_default())
        } else {
            Some(self.whole.entry(first.text.clone()).or_default())
        };
        let Some(list) = list else { return };
        if list.iter().any(|&i| self.phrases[i as usize].0 == words) {
            return;
        }
        list.push(self.phrases.len() as u32);
        self.phrases.push((words, value));
    }

    /// The phrase with most words, then most letters, that begins at `at`.
    pub(crate) fn longest(&self, text: &[&str], at: usize) -> Option<Found> {
        let first = *text.get(at)?;
        let whole = self.whole.get(first).into_iter().flatten();
        let stems = first.chars().next().and_then(|c| self.stems.get(&c)).into_iter().flatten();
        let found = whole.chain(stems).filter_map(|&i| {
            let (words, value) = &self.phrases[i as usize];
            let end = end_of(words, text, at)?;
            let letters: usize = words.iter().map(|w| w.text.len()).sum();
            Some(((words.len(), letters, std::cmp::Reverse(i)), Found { value: *value, end }))
        });
        found.max_by_key(|(rank, _)| *rank).map(|(_, found)| found)
    }
}

/// One past the last word of a phrase that begins at `at`. Marks do not stand inside a phrase.
fn end_of(words: &[Word], text: &[&str], at: usize) -> Option<usize> {
    let (first, rest) = words.split_first()?;
    if !first.matches(text.get(at)?) {
        return None;
    }
    let mut next = at + 1;
    for word in rest {
        let reach = if word.tight { 0 } else { GAP };
        let found = (next..=next + reach).find(|&i| text.get(i).is_some_and(|t| word.matches(t)))?;
        if text[next..found].iter().any(|t| !t.starts_with(char::is_alphanumeric)) {
            return None;
        }
        next = found + 1;
    }
    Some(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Style, phrase};

    #[test]
    fn the_longest_phrase_wins() {
        let mut index = PhraseIndex::default();
        for (i, text) in ["TARN", "TARN_ARMY", "TARN GUARD", "ARMY_"].iter().enumerate() {
            index.add(phrase(text, Style::Petrarch), i as u32);
        }
        assert_eq!(index.longest(&["THE", "TARN", "ARMY"], 1), Some(Found { value: 1, end: 3 }));
        assert_eq!(index.longest(&["TARN", "HOME", "GUARD"], 0), Some(Found { value: 2, end: 3 }));
        assert_eq!(index.longest(&["TARN", ",", "GUARD"], 0), Some(Found { value: 0, end: 1 }));
        assert_eq!(index.longest(&["TARNS"], 0), None);
    }

    #[test]
    fn stems_match_beginnings() {
        let mut index = PhraseIndex::default();
        index.add(phrase("VALISH", Style::Tabari), 7);
        assert_eq!(index.longest(&["VALISHMEN"], 0), Some(Found { value: 7, end: 1 }));
    }
}
