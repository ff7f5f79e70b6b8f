//! What is measured: the engine, or the keyword list that it must beat.

use serde_json::Value;
use truceline_engine::{Engine, in_order};
use truceline_mentions::GivenName;
use truceline_text::Document;

use crate::{baseline, gold::Gold};

/// A coder of documents.
#[derive(Clone, Copy)]
pub enum Coder<'e> {
    /// The program's engine.
    Engine(&'e Engine),
    /// Keywords with the nearest names.
    Baseline,
}

impl Coder<'_> {
    /// Codes a document into the form of `truceline code --format jsonl`.
    pub fn code(&self, document: Document) -> Value {
        self.code_given(document, &[])
    }

    /// Codes a document in which some names are given; the keyword list has no use for them.
    pub fn code_given(&self, document: Document, given: &[GivenName]) -> Value {
        match self {
            Coder::Engine(engine) => truceline_outputs::jsonl::document(&engine.code_given(document, given)),
            Coder::Baseline => baseline::code(&document),
        }
    }

    /// Codes every record, in order.
    pub fn code_all(&self, records: &[Gold], threads: usize) -> Vec<Value> {
        let mut out = Vec::with_capacity(records.len());
        let work = |record: &Gold| self.code(record.document.clone());
        in_order(records.iter(), threads, work, |value| {
            out.push(value);
            true
        });
        out
    }
}
