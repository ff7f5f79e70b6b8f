//! Things named by common nouns: weapons, aircraft, buildings and the other classes of the lexicon.

use std::ops::Range;

use truceline_knowledge::Knowledge;
use truceline_syntax::{Deprel, Upos, View};

use crate::Mentions;

impl Mentions {
    /// Nouns of a class of `knowledge/lexicon/classes.toml` in text order, each with the nouns and adjectives before it, as
    /// tokens. Words inside names are left out; an unknown class has none.
    pub fn nouns_of_class(&self, view: &View, knowledge: &Knowledge, class: &str) -> Vec<Range<u32>> {
        let before = |t: u32| view.children_by(t, &[Deprel::Compound, Deprel::Amod]).filter(move |&c| c < t);
        let known = |t: u32| {
            knowledge.lexicon.in_class(class, view.lemma(t))
                || before(t).any(|c| knowledge.lexicon.in_class(class, &format!("{} {}", view.lemma(c), view.lemma(t))))
        };
        let heads = |t: &u32| view.upos(*t) == Upos::Noun && view.deprel(*t) != Deprel::Compound && self.name_at(*t).is_none() && known(*t);
        (0..view.len()).filter(heads).map(|t| before(t).min().unwrap_or(t)..t + 1).collect()
    }
}
