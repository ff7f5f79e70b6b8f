//! Documents, the readers that make them, and their blocks, sentences and words.

mod abbreviations;
mod blocks;
mod calendar;
mod chars;
mod document;
mod readers;
mod segment;
mod sentences;
mod words;

pub use document::{Block, BlockKind, Document, Segmented, Sentence, Span, Token};
pub use readers::{DEFAULT_LIMIT, FORMATS, Format, Ids, Place, ReadError, Reader};
pub use segment::{segment, segment_paragraphs};
pub use words::plain;
