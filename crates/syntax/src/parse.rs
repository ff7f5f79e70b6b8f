//! The things this room yields.

use std::ops::Range;

use compact_str::CompactString;

use crate::labels::{Deprel, EntityKind, Upos, Xpos};

/// What the model says of one token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag as in UD English.
    pub xpos: Xpos,
    /// Dictionary form; lower case except for proper nouns.
    pub lemma: CompactString,
    /// Document-wide index of the head token; `None` for the sentence's root.
    pub head: Option<u32>,
    /// Relation to the head.
    pub deprel: Deprel,
}

/// A named entity: a run of tokens in one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What it names.
    pub kind: EntityKind,
    /// Document-wide token indices.
    pub tokens: Range<u32>,
}

/// Syntax of a whole document; `words` runs parallel to `Segmented::tokens`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parse {
    /// One word a token. Each sentence has exactly one root and no cycle.
    pub words: Vec<Word>,
    /// Named entities in text order, not overlapping.
    pub entities: Vec<Entity>,
    /// How a word of a sentence in capitals is written in running text; `None` for words of other sentences. Empty where the
    /// document has no such sentence.
    pub running: Vec<Option<CompactString>>,
}
