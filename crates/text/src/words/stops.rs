//! Full stops that belong to a word.

use super::{Splitter, is_acronym};
use crate::abbreviations::{Abbreviation, class};
use crate::chars::{is_blank, is_space, is_word};
use crate::sentences::is_starter;

impl Splitter<'_, '_> {
    /// True where the full stop at `end` belongs to the word before it.
    pub(super) fn takes_stop(&self, start: usize, end: usize) -> bool {
        let rest = self.rest(end);
        if !rest.starts_with('.') || rest.starts_with("..") {
            return false;
        }
        let word = self.text.get(start..end).unwrap_or("");
        if is_acronym(word) {
            return true;
        }
        let follows = self.text.get(end + 1..self.last).unwrap_or("").trim_start_matches(is_blank);
        let mut letters = word.chars();
        if let (Some(c), None) = (letters.next(), letters.next())
            && c.is_uppercase()
        {
            return self.is_initial(start, c, follows);
        }
        match class(word, self.caseless) {
            Some(Abbreviation::Number) => follows.trim_start_matches(['#', '(']).starts_with(|c: char| c.is_ascii_digit()),
            Some(Abbreviation::Place) => {
                let before = self.text.get(..start).unwrap_or("");
                before.trim_end_matches(is_blank).ends_with(',')
            }
            Some(_) => true,
            None => false,
        }
    }

    /// True where a single capital with a full stop is somebody's initial and no end of a sentence.
    fn is_initial(&self, start: usize, letter: char, follows: &str) -> bool {
        let next = follows.split(|c: char| !is_word(c) && c != '.').next().unwrap_or("");
        let capital = next.starts_with(char::is_uppercase);
        let named = || {
            let head = self.text.get(..start).unwrap_or("").trim_end_matches(is_blank);
            let previous = head.rsplit(is_space).next().unwrap_or("");
            previous.starts_with(char::is_uppercase)
        };
        if !capital {
            return follows.starts_with([',', ';']) || (follows.starts_with(['-', '\'']) && letter != 'I');
        }
        if is_starter(next) {
            return false;
        }
        letter != 'I' || named()
    }
}
