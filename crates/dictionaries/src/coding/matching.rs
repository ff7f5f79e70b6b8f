//! Does a pattern fit a verb of a sentence?

use std::ops::Range;

use truceline_syntax::Upos;

use crate::{
    coding::{clauses::Clause, row::Row, sides::Sides},
    pattern::{Element, Item, Pattern, Reach},
    verbs::Form,
    words::Word,
};

/// Words that may stand between a verb and its particle where the dictionary has a blank.
const PARTICLE_GAP: usize = 3;

/// A verb with the words that belong to it.
pub(crate) struct Place<'r, 'v, 'a> {
    pub row: &'r Row<'v, 'a>,
    pub sides: &'r Sides,
    pub clause: Clause,
    /// The words of the verb's form.
    pub form: Range<usize>,
    /// Words that may be named before it and after it.
    pub before: Vec<bool>,
    pub after: Vec<bool>,
}

/// The chunks that a pattern's marks stand for, and the words that it named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Roles {
    /// `$`
    pub source: Option<usize>,
    /// `+`
    pub target: Option<usize>,
    /// `%`
    pub several: Option<usize>,
    /// Words of the row.
    pub words: Vec<usize>,
}

/// Where in the row the words of a verb's form stand, if its verb is the word at `at`.
pub(crate) fn form_at(row: &Row, form: &Form, at: usize) -> Option<Range<usize>> {
    let start = at.checked_sub(form.verb)?;
    let head = (start..at).zip(&form.words).all(|(i, w)| row.words.get(i).is_some_and(|x| w.matches(x)));
    if !head {
        return None;
    }
    let mut end = at + 1;
    for word in form.words.iter().skip(form.verb + 1) {
        let reach = if word.tight { 0 } else { PARTICLE_GAP };
        let found = (end..=end + reach).find(|&i| row.words.get(i).is_some_and(|x| word.matches(x)))?;
        end = found + 1;
    }
    Some(start..end)
}

impl Place<'_, '_, '_> {
    /// The chunks for the pattern's marks; `None` where it does not fit.
    pub(crate) fn fit(&self, pattern: &Pattern) -> Option<Roles> {
        let mut roles = Roles::default();
        let fits =
            self.backward(&pattern.before, self.form.start, &mut roles, &mut |roles| self.forward(&pattern.after, self.form.end, roles));
        fits.then_some(roles)
    }

    /// Fits elements before `end`, the nearest words first; `then` must hold too.
    fn backward(&self, elements: &[Element], end: usize, roles: &mut Roles, then: &mut dyn FnMut(&mut Roles) -> bool) -> bool {
        let Some((element, rest)) = elements.split_first() else { return then(roles) };
        let Item::Words(rows) = &element.item else {
            for chunk in (0..self.row.chunks.len()).rev() {
                let core = self.core(chunk, &element.item);
                let known = roles.clone();
                let reached = core.end <= end && self.before[core.start];
                if reached && self.takes(chunk, &element.item, roles) && self.backward(rest, core.start, roles, then) {
                    return true;
                }
                *roles = known;
            }
            return false;
        };
        for stop in (1..=end).rev() {
            let reached = match element.reach {
                Reach::Next => stop == end,
                Reach::Phrase => self.one_phrase(stop - 1, end),
                Reach::Any => true,
            };
            if !reached {
                if element.reach == Reach::Next { break } else { continue }
            }
            for row in rows.iter().filter(|r| r.len() <= stop && !r.is_empty()) {
                let start = stop - row.len();
                let count = roles.words.len();
                roles.words.extend(start..stop);
                if self.stands(row, start, &self.before) && self.backward(rest, start, roles, then) {
                    return true;
                }
                roles.words.truncate(count);
            }
        }
        false
    }

    /// Fits elements from `start` on, the nearest words first.
    fn forward(&self, elements: &[Element], start: usize, roles: &mut Roles) -> bool {
        let Some((element, rest)) = elements.split_first() else { return true };
        let Item::Words(rows) = &element.item else {
            for chunk in 0..self.row.chunks.len() {
                let core = self.core(chunk, &element.item);
                let known = roles.clone();
                let reached = core.start >= start && self.after[core.start] && !self.clause.is_aside(self.row, chunk);
                if reached && self.takes(chunk, &element.item, roles) && self.forward(rest, core.end, roles) {
                    return true;
                }
                *roles = known;
            }
            return false;
        };
        for begin in start..self.row.words.len() {
            let reached = match element.reach {
                Reach::Next => begin == start,
                Reach::Phrase => start > 0 && self.one_phrase(start - 1, begin),
                Reach::Any => true,
            };
            if !reached {
                if element.reach == Reach::Next { break } else { continue }
            }
            for row in rows.iter().filter(|r| !r.is_empty()) {
                if self.stands(row, begin, &self.after) && self.forward(rest, begin + row.len(), roles) {
                    return true;
                }
            }
        }
        false
    }

    /// The words of a chunk that a mark stands for: an actor's names, or the head of what is passed over.
    fn core(&self, chunk: usize, item: &Item) -> Range<usize> {
        if matches!(item, Item::Other) { self.row.head_word(chunk) } else { self.row.core(chunk) }
    }

    /// Gives a mark its chunk, where the chunk can be that.
    fn takes(&self, chunk: usize, item: &Item, roles: &mut Roles) -> bool {
        let side = self.sides.of(chunk);
        match item {
            Item::Words(_) | Item::Other => return self.row.view.upos(self.row.chunks[chunk].head) != Upos::Pron,
            Item::Source if side.is_coded() => roles.source = Some(chunk),
            Item::Target if side.is_coded() => roles.target = Some(chunk),
            Item::Several if side.codes().len() > 1 => roles.several = Some(chunk),
            _ => return false,
        }
        // One phrase is not both.
        roles.source != roles.target || roles.source.is_none()
    }

    /// True where the row of words stands at `start`.
    fn stands(&self, words: &[Word], start: usize, allowed: &[bool]) -> bool {
        let here = self.row.words.get(start..start + words.len());
        here.is_some_and(|here| here.iter().zip(words).all(|(x, w)| w.matches(x))) && allowed[start..start + words.len()].iter().all(|a| *a)
    }

    /// True where two words stand in one noun phrase, or the first is the preposition of the other's.
    fn one_phrase(&self, first: usize, second: usize) -> bool {
        if first >= second {
            return false;
        }
        match (self.row.chunk_at(first), self.row.chunk_at(second)) {
            (None, None) => second - first <= 2,
            (None, Some(chunk)) => self.row.chunks[chunk].words.start == first + 1,
            (first, second) => first == second,
        }
    }
}
