//! A sentence as dictionaries see it: a row of words in capitals, the names in it, its noun phrases.

use std::ops::{Range, RangeInclusive};

use compact_str::CompactString;
use truceline_syntax::{Deprel, Upos, View, Xpos};

use crate::{Dictionaries, words::pieces};

/// A sentence.
pub(crate) struct Row<'v, 'a> {
    pub view: &'v View<'a>,
    pub tokens: Range<u32>,
    /// Words in capitals; a token with hyphens or underscores gives several, a hyphen none.
    pub words: Vec<CompactString>,
    /// The token of each word.
    pub token_of: Vec<u32>,
    pub names: Vec<Name>,
    pub chunks: Vec<Chunk>,
    /// The chunk of each word.
    chunk_of: Vec<Option<usize>>,
}

/// An actor or agent found.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    pub words: Range<usize>,
    pub entry: Entry,
}

/// What a name stands for: an index into the dictionaries' lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    Actor(u32),
    Agent(u32),
}

/// A noun with what stands before it, up to the next preposition, mark or verb.
#[derive(Clone, Debug)]
pub(crate) struct Chunk {
    pub tokens: Range<u32>,
    pub words: Range<usize>,
    /// Its last noun.
    pub head: u32,
}

impl<'v, 'a> Row<'v, 'a> {
    pub(crate) fn new(view: &'v View<'a>, tokens: Range<u32>, dictionaries: &Dictionaries) -> Self {
        let (mut words, mut token_of) = (Vec::new(), Vec::new());
        for t in tokens.clone() {
            for piece in pieces(view.form(t)) {
                words.push(piece);
                token_of.push(t);
            }
        }
        let names = names(&words, dictionaries);
        let mut row = Self { view, tokens, words, token_of, names, chunks: Vec::new(), chunk_of: Vec::new() };
        row.chunks = row.find_chunks();
        row.chunk_of = vec![None; row.words.len()];
        for (i, chunk) in row.chunks.iter().enumerate() {
            row.chunk_of[chunk.words.clone()].fill(Some(i));
        }
        row
    }

    /// The chunk that a word stands in.
    pub(crate) fn chunk_at(&self, word: usize) -> Option<usize> {
        self.chunk_of.get(word).copied().flatten()
    }

    /// The chunk that a token stands in.
    pub(crate) fn chunk_of_token(&self, token: u32) -> Option<usize> {
        self.chunks.iter().position(|c| c.tokens.contains(&token))
    }

    /// The first word of a token.
    pub(crate) fn word_of(&self, token: u32) -> Option<usize> {
        self.token_of.iter().position(|&t| t == token)
    }

    /// Names that stand wholly in a chunk.
    pub(crate) fn names_in(&self, chunk: usize) -> impl Iterator<Item = &Name> {
        let words = self.chunks[chunk].words.clone();
        self.names.iter().filter(move |n| words.start <= n.words.start && n.words.end <= words.end)
    }

    /// The words of a chunk by which it was recognised: its names, else its head.
    pub(crate) fn core(&self, chunk: usize) -> Range<usize> {
        let mut names = self.names_in(chunk);
        match names.next() {
            Some(first) => first.words.start..names.last().unwrap_or(first).words.end,
            None => self.head_word(chunk),
        }
    }

    /// The word of a chunk's head.
    pub(crate) fn head_word(&self, chunk: usize) -> Range<usize> {
        let chunk = &self.chunks[chunk];
        let at = chunk.words.clone().rev().find(|&w| self.token_of[w] == chunk.head).unwrap_or(chunk.words.start);
        at..at + 1
    }

    /// The tokens of the name that a token stands in, hyphens between them too.
    fn name_at(&self, token: u32) -> Option<RangeInclusive<u32>> {
        let tokens = |n: &Name| self.token_of[n.words.start]..=self.token_of[n.words.end - 1];
        self.names.iter().map(tokens).find(|t| t.contains(&token))
    }

    pub(crate) fn is_named(&self, token: u32) -> bool {
        self.name_at(token).is_some()
    }

    /// True where a name goes on from the token before.
    fn continues_name(&self, token: u32) -> bool {
        self.name_at(token).is_some_and(|n| *n.start() < token)
    }

    fn find_chunks(&self) -> Vec<Chunk> {
        let mut out = Vec::new();
        let mut open: Option<Range<u32>> = None;
        for t in self.tokens.clone() {
            let nominal = self.is_nominal(t);
            let begins = match self.view.xpos(t) {
                Xpos::Dt | Xpos::Pdt | Xpos::PrpS => open.as_ref().is_some_and(|o| o.clone().any(|x| self.is_head(x))),
                Xpos::Prp => true,
                _ => false,
            } && !self.continues_name(t);
            if !nominal || begins {
                out.extend(open.take().and_then(|o| self.chunk(o)));
            }
            if nominal {
                open = Some(open.map_or(t, |o| o.start)..t + 1);
            }
        }
        out.extend(open.and_then(|o| self.chunk(o)));
        out
    }

    fn chunk(&self, tokens: Range<u32>) -> Option<Chunk> {
        let head = tokens.clone().rev().find(|&t| self.is_head(t)).or_else(|| tokens.clone().rev().find(|&t| self.is_named(t)))?;
        let start = self.token_of.iter().position(|t| tokens.contains(t))?;
        let end = self.token_of.iter().rposition(|t| tokens.contains(t))? + 1;
        Some(Chunk { tokens, words: start..end, head })
    }

    fn is_head(&self, t: u32) -> bool {
        matches!(self.view.upos(t), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num) && self.view.xpos(t) != Xpos::PrpS
    }

    fn is_nominal(&self, t: u32) -> bool {
        use Xpos as X;
        let view = self.view;
        if self.is_named(t) {
            return true;
        }
        match view.xpos(t) {
            X::Nn | X::Nns | X::Nnp | X::Nnps | X::Cd | X::Prp | X::PrpS | X::Dt | X::Pdt | X::Pos | X::Hyph | X::Afx | X::Dollar => true,
            X::Jj | X::Jjr | X::Jjs | X::Fw | X::Add => true,
            X::Vbn | X::Vbg => view.deprel(t) == Deprel::Amod && view.head(t).is_some_and(|h| h > t),
            // "really pleasant", "awful and evil"
            X::Rb | X::Rbs | X::Rbr => self.tokens.contains(&(t + 1)) && self.is_adjective(t + 1),
            X::Cc => t > self.tokens.start && self.is_adjective(t - 1) && self.is_adjective(t + 1),
            _ => false,
        }
    }

    fn is_adjective(&self, t: u32) -> bool {
        matches!(self.view.xpos(t), Xpos::Jj | Xpos::Jjr | Xpos::Jjs) && !self.is_named(t)
    }
}

/// Actors first, then agents where no actor stands.
fn names(words: &[CompactString], dictionaries: &Dictionaries) -> Vec<Name> {
    let text: Vec<&str> = words.iter().map(CompactString::as_str).collect();
    let mut out: Vec<Name> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let Some(found) = dictionaries.actor_index.longest(&text, at) else {
            at += 1;
            continue;
        };
        out.push(Name { words: at..found.end, entry: Entry::Actor(found.value) });
        at = found.end;
    }
    let actors = out.len();
    at = 0;
    while at < text.len() {
        let found = dictionaries.agent_index.longest(&text, at);
        let free = |end: usize| !out[..actors].iter().any(|n| n.words.start < end && at < n.words.end);
        match found.filter(|f| free(f.end)) {
            Some(found) => {
                out.push(Name { words: at..found.end, entry: Entry::Agent(found.value) });
                at = found.end;
            }
            None => at += 1,
        }
    }
    out.sort_by_key(|n| n.words.start);
    out
}
