//! Part of speech, lemma, dependency tree and named entities of each sentence.

mod buffer;
pub mod conllu;
mod entities;
mod features;
mod infer;
mod kernels;
mod labels;
mod lemma;
mod model;
mod parse;
mod reader;
mod recase;
mod tree;
mod view;

pub use labels::{Deprel, EntityKind, UnknownLabel, Upos, Xpos};
pub use model::{FORMAT, Model, ModelError};
pub use parse::{Entity, Parse, Word};
pub use view::View;
