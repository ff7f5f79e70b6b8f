//! Documents, the readers that make them, and their blocks, sentences and words.
//!
//! ```
//! use truceline_text::{Document, segment};
//!
//! let text = "OLDPORT (Agency) - The army's convoy was hit. Nobody was hurt.".to_owned();
//! let doc = Document { id: "1".to_owned(), text, ..Document::default() };
//! let segmented = segment(&doc);
//! let sentences: Vec<&str> = segmented.sentences.iter().map(|s| s.span.of(&doc.text)).collect();
//! assert_eq!(sentences, ["The army's convoy was hit.", "Nobody was hurt."]);
//! ```

mod abbreviations;
mod blocks;
mod calendar;
mod chars;
mod document;
mod readers;
mod segment;
mod sentences;
mod words;

pub use calendar::is_calendar_name;
pub use document::{Block, BlockKind, Document, Segmented, Sentence, Span, Token};
pub use readers::{DEFAULT_LIMIT, FORMATS, Format, Ids, Place, ReadError, Reader};
pub use segment::{segment, segment_paragraphs};
pub use words::plain;
