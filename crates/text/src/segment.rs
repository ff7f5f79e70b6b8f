//! From a document to its blocks, sentences and words.

use crate::blocks;
use crate::document::{Block, BlockKind, Document, Segmented, Span};
use crate::{sentences, words};

/// Finds a document's blocks, sentences and words.
///
/// Never fails: what cannot be made sense of, such as text in another script, is segmented as
/// well as it can be and named in [`Segmented::complaints`]. Residue and datelines get no sentences.
pub fn segment(doc: &Document) -> Segmented {
    let text = readable(&doc.text);
    finish(text, blocks::split(text, doc.title.as_deref()), doc.text.len())
}

/// Finds the sentences and words of text that is known to be running text: no line is taken for a
/// title, a caption or residue. Blocks are the stretches between blank lines.
pub fn segment_paragraphs(text: &str) -> Segmented {
    let head = readable(text);
    let spans = blocks::paragraphs(head);
    let blocks = spans.into_iter().map(|span| Block { kind: BlockKind::Paragraph, span }).collect();
    finish(head, blocks, text.len())
}

/// As much of the text as spans can point into.
fn readable(text: &str) -> &str {
    &text[..text.floor_char_boundary(u32::MAX as usize)]
}

fn finish(text: &str, blocks: Vec<Block>, length: usize) -> Segmented {
    let mut out = Segmented::default();
    if text.len() < length {
        out.complaints.push(format!("only the first {} bytes of {length} are read", text.len()));
    }
    let letters = Letters::of(text);
    let caseless = letters.is_caseless();
    out.tokens.reserve(text.len() / 5);
    for (index, block) in blocks.iter().enumerate() {
        if !has_sentences(block.kind) {
            continue;
        }
        let from = out.tokens.len();
        words::split(text, block.span, caseless, &mut out.tokens);
        let forced = sentences::cut(text, &out.tokens, from, index as u32, caseless, &mut out.sentences);
        if forced > 0 {
            out.complaints.push(long_sentence(text, block.span));
        }
    }
    out.blocks = blocks;
    out.complaints.extend(letters.complaint().map(str::to_owned));
    out
}

fn has_sentences(kind: BlockKind) -> bool {
    !matches!(kind, BlockKind::Residue | BlockKind::Dateline)
}

fn long_sentence(text: &str, span: Span) -> String {
    let max = sentences::MAX_WORDS;
    let block = span.of(text);
    let head = &block[..block.floor_char_boundary(40)];
    format!("a sentence of over {max} words at byte {} was cut: {head:?}", span.start)
}

/// How many characters of each sort a text has.
#[derive(Default)]
struct Letters {
    upper: usize,
    lower: usize,
    /// Letters that are not Latin.
    foreign: usize,
    /// Neither letters nor white space.
    marks: usize,
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut out = Self::default();
        for c in text.chars() {
            if c.is_ascii_lowercase() {
                out.lower += 1;
            } else if c.is_ascii_uppercase() {
                out.upper += 1;
            } else if c.is_alphabetic() {
                let latin = c < '\u{250}' || matches!(c, '\u{1e00}'..='\u{1eff}');
                *(if latin { &mut out.lower } else { &mut out.foreign }) += 1;
            } else if !crate::chars::is_blank(c) {
                out.marks += 1;
            }
        }
        out
    }

    /// True where small letters stand in for capitals, also at the beginning of sentences.
    fn is_caseless(&self) -> bool {
        self.lower > 200 && self.upper * 200 < self.lower
    }

    fn complaint(&self) -> Option<&'static str> {
        let latin = self.upper + self.lower;
        if latin + self.foreign + self.marks == 0 {
            Some("the text is empty")
        } else if self.foreign > latin {
            Some("most letters are not Latin; only English is understood")
        } else if self.marks > latin + self.foreign {
            Some("less than half of the text are letters")
        } else if self.is_caseless() {
            Some("the text has no capitals; names and the ends of sentences are hard to tell")
        } else if self.upper > 200 && self.lower * 20 < self.upper {
            Some("the text is all capitals; names are hard to tell")
        } else {
            None
        }
    }
}
