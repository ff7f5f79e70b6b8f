//! One document's text and syntax, seen together.

use std::ops::Range;

use truceline_text::{Document, Segmented, Sentence, Span};

use crate::{Deprel, Parse, Upos, Word, Xpos};

/// A read-only view with the tree's children at hand. Token indices are document-wide; an index past the last
/// token reads as an empty word, so that no caller can go out of bounds.
pub struct View<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its sentences and words.
    pub segmented: &'a Segmented,
    /// Its syntax.
    pub parse: &'a Parse,
    first_child: Vec<u32>,
    children: Vec<u32>,
    sentence_of: Vec<u32>,
    lower_lemmas: Vec<Option<Box<str>>>,
}

impl<'a> View<'a> {
    /// Joins the three; children are in text order.
    pub fn new(document: &'a Document, segmented: &'a Segmented, parse: &'a Parse) -> Self {
        let count = parse.words.len();
        let mut first_child = vec![0u32; count + 1];
        for word in &parse.words {
            if let Some(head) = word.head.map(|h| h as usize).filter(|h| *h < count) {
                first_child[head + 1] += 1;
            }
        }
        for i in 0..count {
            first_child[i + 1] += first_child[i];
        }
        let mut next = first_child.clone();
        let mut children = vec![0u32; first_child[count] as usize];
        for (i, word) in parse.words.iter().enumerate() {
            if let Some(head) = word.head.map(|h| h as usize).filter(|h| *h < count) {
                children[next[head] as usize] = i as u32;
                next[head] += 1;
            }
        }
        let mut sentence_of = vec![0u32; count];
        for (s, sentence) in segmented.sentences.iter().enumerate() {
            for t in sentence.tokens.clone() {
                if let Some(slot) = sentence_of.get_mut(t as usize) {
                    *slot = s as u32;
                }
            }
        }
        let lower_lemmas = parse
            .words
            .iter()
            .map(|w| w.lemma.chars().any(char::is_uppercase).then(|| Box::from(w.lemma.to_lowercase().as_str())))
            .collect();
        Self { document, segmented, parse, first_child, children, sentence_of, lower_lemmas }
    }

    /// Number of tokens.
    pub fn len(&self) -> u32 {
        self.parse.words.len() as u32
    }

    /// True where the document has no token.
    pub fn is_empty(&self) -> bool {
        self.parse.words.is_empty()
    }

    /// The word at `i`.
    pub fn word(&self, i: u32) -> Option<&'a Word> {
        self.parse.words.get(i as usize)
    }

    /// The token's bytes in the document.
    pub fn span(&self, i: u32) -> Span {
        self.segmented.tokens.get(i as usize).map(|t| t.span).unwrap_or_default()
    }

    /// The token as written; in a sentence in capitals as it is written in running text.
    pub fn form(&self, i: u32) -> &'a str {
        match self.parse.running.get(i as usize) {
            Some(Some(running)) => running,
            _ => self.span(i).of(&self.document.text),
        }
    }

    /// True where the token's sentence is in capitals.
    pub fn in_capitals(&self, i: u32) -> bool {
        self.parse.running.get(i as usize).is_some_and(Option::is_some)
    }

    /// Lower-case lemma.
    pub fn lemma(&self, i: u32) -> &str {
        match self.lower_lemmas.get(i as usize) {
            Some(Some(lower)) => lower,
            Some(None) => self.word(i).map_or("", |w| w.lemma.as_str()),
            None => "",
        }
    }

    /// Universal part of speech; `X` past the end.
    pub fn upos(&self, i: u32) -> Upos {
        self.word(i).map_or(Upos::X, |w| w.upos)
    }

    /// Penn tag; `XX` past the end.
    pub fn xpos(&self, i: u32) -> Xpos {
        self.word(i).map_or(Xpos::Xx, |w| w.xpos)
    }

    /// Relation to the head.
    pub fn deprel(&self, i: u32) -> Deprel {
        self.word(i).map_or(Deprel::Dep, |w| w.deprel)
    }

    /// The head's index.
    pub fn head(&self, i: u32) -> Option<u32> {
        self.word(i).and_then(|w| w.head)
    }

    /// Children in text order.
    pub fn children(&self, i: u32) -> &[u32] {
        let at = |i: usize| self.first_child.get(i).copied().unwrap_or(0) as usize;
        let i = i as usize;
        if i + 1 >= self.first_child.len() { &[] } else { &self.children[at(i)..at(i + 1)] }
    }

    /// Children with one of the relations.
    pub fn children_by<'s>(&'s self, i: u32, relations: &'s [Deprel]) -> impl Iterator<Item = u32> + 's {
        self.children(i).iter().copied().filter(move |&c| relations.contains(&self.deprel(c)))
    }

    /// First child with one of the relations.
    pub fn child(&self, i: u32, relations: &[Deprel]) -> Option<u32> {
        self.children(i).iter().copied().find(|&c| relations.contains(&self.deprel(c)))
    }

    /// Index of the token's sentence.
    pub fn sentence_index(&self, i: u32) -> u32 {
        self.sentence_of.get(i as usize).copied().unwrap_or(0)
    }

    /// The token's sentence.
    pub fn sentence(&self, i: u32) -> Option<&'a Sentence> {
        self.segmented.sentences.get(self.sentence_index(i) as usize)
    }

    /// First and one past the last token of the subtree.
    pub fn subtree(&self, i: u32) -> Range<u32> {
        self.pruned_subtree(i, &|_| true)
    }

    /// As [`View::subtree`], leaving out children for which `keep` is false.
    pub fn pruned_subtree(&self, i: u32, keep: &dyn Fn(u32) -> bool) -> Range<u32> {
        let (mut first, mut last) = (i, i);
        let mut stack = vec![i];
        while let Some(t) = stack.pop() {
            first = first.min(t);
            last = last.max(t);
            stack.extend(self.children(t).iter().copied().filter(|&c| keep(c)));
        }
        first..last + 1
    }

    /// True for a verb coordinated with its head: a clause of its own.
    pub fn coordinates_clause(&self, i: u32) -> bool {
        self.deprel(i) == Deprel::Conj && self.upos(i) == Upos::Verb
    }

    /// True where `ancestor` is `i` or above it.
    pub fn is_under(&self, mut i: u32, ancestor: u32) -> bool {
        loop {
            if i == ancestor {
                return true;
            }
            match self.head(i) {
                Some(h) => i = h,
                None => return false,
            }
        }
    }

    /// The bytes from the first to the last token of a range.
    pub fn span_of(&self, tokens: Range<u32>) -> Span {
        match tokens.is_empty() {
            true => Span::default(),
            false => self.span(tokens.start).join(self.span(tokens.end - 1)),
        }
    }

    /// The text of a range of tokens, white space folded to single blanks; of a sentence in capitals in running text's letters.
    pub fn text_of(&self, tokens: Range<u32>) -> String {
        if self.in_capitals(tokens.start) {
            return self.running_text(tokens);
        }
        let raw = self.span_of(tokens).of(&self.document.text);
        let mut out = String::with_capacity(raw.len());
        for part in raw.split_whitespace() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(part);
        }
        out
    }

    fn running_text(&self, tokens: Range<u32>) -> String {
        let mut out = String::new();
        let mut end = self.span(tokens.start).start;
        for t in tokens {
            if self.span(t).start > end {
                out.push(' ');
            }
            out.push_str(self.form(t));
            end = self.span(t).end;
        }
        out
    }

    /// A noun's preposition: its `case` child's lemma, several joined by a space (`because of`); of a name behind a title that of
    /// the title (`with Prime Minister X`).
    pub fn preposition(&self, i: u32) -> Option<String> {
        // "essential for both sides to stop": the word before the noun, however the tree labels it
        let before = |c: u32| self.deprel(c) == Deprel::Case || self.lemma(c) == "for" && self.is_noun(i);
        let mut cases = self.children_by(i, &[Deprel::Case, Deprel::Mark]).filter(|&c| before(c) && self.xpos(c) != Xpos::Pos);
        let Some(case) = cases.next() else {
            let title = self.children_by(i, &[Deprel::NmodDesc]).find(|&c| c < i)?;
            return self.preposition(title);
        };
        // Read as a verb, "following" has the lemma of one.
        let mut out = if self.lemma(case) == "follow" { "following".to_owned() } else { self.lemma(case).to_owned() };
        // "out of" may be two words of case or a fixed phrase.
        let second = cases.next().filter(|&c| self.lemma(c) == "of" && matches!(self.lemma(case), "out" | "because" | "ahead" | "outside"));
        for fixed in self.children_by(case, &[Deprel::Fixed]).chain(second) {
            out.push(' ');
            out.push_str(self.lemma(fixed));
        }
        Some(out)
    }

    fn is_noun(&self, i: u32) -> bool {
        matches!(self.upos(i), Upos::Noun | Upos::Propn | Upos::Pron) && self.child(i, &[Deprel::Cop]).is_none()
    }

    /// The possessive marker's child, if the noun has one (`Haftar 's`).
    pub fn is_possessive(&self, i: u32) -> bool {
        self.deprel(i) == Deprel::NmodPoss || self.children(i).iter().any(|&c| self.xpos(c) == Xpos::Pos)
    }
}
