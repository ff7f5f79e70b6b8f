//! The noun phrase in which a participant stands.

use std::ops::Range;

use truceline_knowledge::Knowledge;
use truceline_syntax::{Deprel, Upos, View};

use crate::{Mentions, things::Participant};

impl Mentions {
    /// The tokens of the whole phrase that names a participant: with article, titles, counts, appositions and what it is of, for,
    /// from or to (`a senior spokesman for the ministry`), without a preposition before it, places and times (`in Oslo on
    /// Monday`), relative clauses and what is coordinated with it.
    pub fn phrase(&self, view: &View, knowledge: &Knowledge, participant: &Participant) -> Range<u32> {
        let tokens = &view.segmented.tokens;
        let last = tokens.partition_point(|t| t.span.start < participant.span.end).saturating_sub(1) as u32;
        let first = tokens.partition_point(|t| t.span.end <= participant.span.start) as u32;
        let mention = first.min(last)..last + 1;
        let mut head = mention.clone().find(|&t| view.head(t).is_none_or(|h| !mention.contains(&h))).unwrap_or(last);
        while let Some(above) = self.head_of_phrase(view, knowledge, head) {
            head = above;
        }
        let keeps = |c: u32| view.head(c) != Some(head) || !is_outside(view, c);
        let whole = view.pruned_subtree(head, &keeps);
        trimmed(view, whole.start.min(mention.start)..whole.end.max(mention.end))
    }

    /// The noun that a title, a count or a noun for people makes the head of the phrase.
    fn head_of_phrase(&self, view: &View, knowledge: &Knowledge, token: u32) -> Option<u32> {
        let above = view.head(token).filter(|&h| matches!(view.upos(h), Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj))?;
        match view.deprel(token) {
            Deprel::Flat | Deprel::Appos | Deprel::NmodDesc | Deprel::NmodUnmarked => Some(above),
            Deprel::Nmod | Deprel::NmodPoss | Deprel::Compound | Deprel::Amod => {
                Some(above).filter(|&h| self.is_participant(view, knowledge, h))
            }
            _ => None,
        }
    }
}

/// The tokens of a noun's phrase by itself: with article, what stands before it and what it is of or for, without clauses and
/// names beside it.
pub(crate) fn noun_phrase(view: &View, head: u32) -> Range<u32> {
    let is_part = |c: u32| match view.deprel(c) {
        Deprel::Acl | Deprel::AclRelcl | Deprel::Appos | Deprel::Conj | Deprel::Parataxis => false,
        Deprel::Nmod => matches!(view.preposition(c).as_deref(), Some("of" | "for")),
        _ => view.head(c) != Some(head) || !is_outside(view, c),
    };
    trimmed(view, view.pruned_subtree(head, &is_part))
}

/// True for what hangs on the head of a noun phrase and is no part of it.
fn is_outside(view: &View, token: u32) -> bool {
    match view.deprel(token) {
        Deprel::Det | Deprel::DetPredet | Deprel::Amod | Deprel::Nummod | Deprel::Compound | Deprel::Flat => false,
        Deprel::Appos | Deprel::NmodPoss | Deprel::NmodDesc | Deprel::Acl | Deprel::Fixed => false,
        Deprel::Nmod => !matches!(view.preposition(token).as_deref(), Some("of" | "for" | "from" | "to")),
        _ => true,
    }
}

fn trimmed(view: &View, mut tokens: Range<u32>) -> Range<u32> {
    let loose = |t: u32| view.upos(t) == Upos::Punct && view.form(t) != ")";
    while tokens.len() > 1 && loose(tokens.start) {
        tokens.start += 1;
    }
    while tokens.len() > 1 && loose(tokens.end - 1) {
        tokens.end -= 1;
    }
    tokens
}
