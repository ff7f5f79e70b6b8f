//! The things this room yields.

use std::ops::Range;

use jiff::civil::Date;

/// Byte range into [`Document::text`] (UTF-8), end-exclusive, on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets. `start <= end` is the caller's promise.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The text the span covers; empty where the span does not fit `text`.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// The smallest span that covers both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// True where `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// One report as read, before anything is known of its content.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Unique within one run; the file name or the `id` field.
    pub id: String,
    /// Headline given as metadata. A headline inside `text` is a [`BlockKind::Title`] block instead.
    pub title: Option<String>,
    /// Publication date from metadata or dateline.
    pub published: Option<Date>,
    /// Outlet.
    pub source: Option<String>,
    /// Address the report was read from.
    pub url: Option<String>,
    /// The report as given; every offset of every room points into it.
    pub text: String,
}

/// What a block of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Headline or the line below it.
    Title,
    /// `MOSCOW, Jan 13 (Agency) -` at the head of the first paragraph.
    Dateline,
    /// Section heading.
    Heading,
    /// Picture caption or credit.
    Caption,
    /// Running text.
    Paragraph,
    /// Residue of a web page: share lines, related links, subscription calls.
    Residue,
}

/// A stretch of text of one kind. Blocks are in text order and do not overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is.
    pub span: Span,
}

/// A word as Universal Dependencies splits words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it is. The parts of a contraction (`do`, `n't`) have spans of their own.
    pub span: Span,
    /// True where white space follows.
    pub space_after: bool,
}

/// A sentence: a run of tokens inside one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it is, without surrounding white space.
    pub span: Span,
    /// Index into [`Segmented::blocks`].
    pub block: u32,
    /// Indices into [`Segmented::tokens`].
    pub tokens: Range<u32>,
}

/// A document's blocks, sentences and words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segmented {
    /// All blocks in text order.
    pub blocks: Vec<Block>,
    /// Sentences of titles, headings, captions and paragraphs in text order; residue has none.
    pub sentences: Vec<Sentence>,
    /// Words of all sentences in text order.
    pub tokens: Vec<Token>,
    /// What could not be made sense of, one line each.
    pub complaints: Vec<String>,
}

impl Segmented {
    /// The kind of the block that a sentence stands in.
    pub fn kind(&self, sentence: &Sentence) -> BlockKind {
        self.blocks.get(sentence.block as usize).map_or(BlockKind::Paragraph, |b| b.kind)
    }
}
