//! Names that a document repeats: what is marked well in one place helps where it is marked badly or not at all.

use rustc_hash::FxHashMap;
use truceline_knowledge::Gazetteer;
use truceline_syntax::{Upos, View};

use crate::{
    names::{Candidate, key},
    things::NameKind,
};

/// How often a name was marked as a person, a body and a place.
type Votes = [u32; 3];

const KINDS: [NameKind; 3] = [NameKind::Person, NameKind::Body, NameKind::Place];

/// What the model makes of each name in a document.
#[derive(Default)]
pub(crate) struct Repeats {
    votes: FxHashMap<String, Votes>,
}

impl Repeats {
    /// Counts the names that the model marked and the knowledge does not have. Both ends of a person's longer name count, too.
    pub fn of(view: &View, marked: &[Candidate]) -> Self {
        let mut out = Self::default();
        for c in marked.iter().filter(|c| c.referent.is_none()) {
            let Some(kind) = KINDS.iter().position(|k| *k == c.kind) else { continue };
            out.votes.entry(key(view, c.tokens.clone())).or_default()[kind] += 1;
            if c.kind == NameKind::Person && c.tokens.len() > 1 {
                for end in [c.tokens.start, c.tokens.end - 1] {
                    out.votes.entry(key(view, end..end + 1)).or_default()[kind] += 1;
                }
            }
        }
        out
    }

    /// The kind that a name has more often than all others together.
    fn kind(&self, key: &str) -> Option<NameKind> {
        let votes = self.votes.get(key)?;
        let sum: u32 = votes.iter().sum();
        KINDS.into_iter().zip(votes).find(|(_, n)| **n * 2 > sum).map(|(kind, _)| kind)
    }

    /// Gives names that the knowledge does not have the kind that they have elsewhere in the document. A place that is on the
    /// map stays one.
    pub fn settle(&self, view: &View, gazetteer: &Gazetteer, marked: &mut [Candidate]) {
        for c in marked.iter_mut().filter(|c| c.referent.is_none() && c.kind != NameKind::Nationality) {
            let key = key(view, c.tokens.clone());
            let Some(kind) = self.kind(&key).filter(|k| *k != c.kind) else { continue };
            if c.kind != NameKind::Place || !gazetteer.has(&key) {
                c.kind = kind;
            }
        }
    }

    /// Words that are no part of a marked name here and are one twice elsewhere.
    pub fn missed(&self, view: &View, marked: &[Candidate]) -> Vec<Candidate> {
        let mut covered = vec![false; view.len() as usize];
        marked.iter().flat_map(|c| c.tokens.clone()).filter_map(|t| covered.get_mut(t as usize).map(|c| *c = true)).count();
        let named = |t: &u32| !covered[*t as usize] && view.upos(*t) == Upos::Propn && view.form(*t).starts_with(char::is_uppercase);
        (0..view.len())
            .filter(named)
            .filter_map(|t| {
                let key = key(view, t..t + 1);
                let often = self.votes.get(&key)?.iter().sum::<u32>() > 1;
                let kind = self.kind(&key).filter(|_| often)?;
                Some(Candidate::new(t..t + 1, kind, None))
            })
            .collect()
    }
}
