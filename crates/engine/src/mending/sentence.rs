//! What the mendings ask of a sentence's tree.

use truceline_syntax::{Deprel, Parse, Word};
use truceline_text::{Document, Segmented};

/// One sentence's words, counted from its first.
pub(super) struct Sentence<'a> {
    pub(super) words: &'a [Word],
    pub(super) first: u32,
}

impl Sentence<'_> {
    pub(super) fn head(&self, i: usize) -> Option<usize> {
        let head = self.words.get(i)?.head?.checked_sub(self.first)? as usize;
        (head < self.words.len()).then_some(head)
    }

    pub(super) fn children(&self, of: usize) -> impl Iterator<Item = usize> {
        let here = Some(self.first + of as u32);
        (0..self.words.len()).filter(move |&i| self.words[i].head == here)
    }

    pub(super) fn has(&self, of: usize, rels: &[Deprel]) -> bool {
        self.children(of).any(|c| rels.contains(&self.words[c].deprel))
    }

    /// The word and all that it hangs on, the nearest first.
    pub(super) fn above(&self, i: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(i), |&t| self.head(t)).take(self.words.len())
    }
}

/// Hangs a word on another one, unless that one hangs below it: a tree has no circles.
pub(super) fn rehang(words: &mut [Word], first: u32, word: usize, head: usize) {
    if !(Sentence { words, first }).above(head).any(|t| t == word) {
        words[word].head = Some(first + head as u32);
    }
}

/// Hangs words anew in each sentence: `moves` names the words with their new heads, and is told where the commas are.
pub(super) fn rehang_in_each(
    document: &Document,
    segmented: &Segmented,
    parse: &mut Parse,
    moves: impl Fn(&Sentence, &dyn Fn(usize) -> bool) -> Vec<(usize, usize)>,
) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        let is_comma = |i: usize| segmented.tokens.get(first as usize + i).is_some_and(|t| t.span.of(&document.text) == ",");
        for (word, head) in moves(&Sentence { words, first }, &is_comma) {
            rehang(words, first, word, head);
        }
    }
}
