//! Codes documents with dictionaries: word patterns on the rows of words, subjects and clauses from the tree.

mod clauses;
mod coder;
mod commas;
mod matching;
mod row;
mod sides;

use compact_str::CompactString;
use jiff::civil::Date;
use truceline_syntax::View;
use truceline_text::{BlockKind, Segmented, Span};

use crate::{Dictionaries, discards::folded};
use row::Row;
use sides::Sides;

/// One event as TABARI and PETRARCH write it: who does what to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dyad {
    /// The source's code; `---` for nobody known.
    pub source: CompactString,
    /// The target's code.
    pub target: CompactString,
    /// The event's code.
    pub code: CompactString,
    /// What the code means, from TABARI's options.
    pub label: Option<String>,
    /// `FILE:LINE` of the verb, pattern or transformation.
    pub entry: CompactString,
    /// The verb's bytes in the document.
    pub verb: Span,
    /// The source's bytes; `None` for nobody known.
    pub source_span: Option<Span>,
    /// The target's bytes.
    pub target_span: Option<Span>,
}

impl Dictionaries {
    /// The document's words without the short clauses between commas that the options leave out; `None` where none is
    /// left out. The rest is to be parsed anew and handed to [`Dictionaries::code`].
    pub fn shortened(&self, view: &View) -> Option<Segmented> {
        commas::shortened(view, &self.options)
    }

    /// The events of a document, in text order, with actors' codes of the day of publication.
    pub fn code(&self, view: &View, published: Option<Date>) -> Vec<Dyad> {
        let stops = |text: &str, story: bool| {
            let text = folded(text);
            self.discards.iter().any(|d| d.story == story && d.is_in(&text))
        };
        if stops(&view.document.text, true) {
            return Vec::new();
        }
        let mut out = Vec::new();
        for sentence in &view.segmented.sentences {
            let kind = view.segmented.kind(sentence);
            if !matches!(kind, BlockKind::Paragraph | BlockKind::Title) || stops(sentence.span.of(&view.document.text), false) {
                continue;
            }
            let row = Row::new(view, sentence.tokens.clone(), self);
            let sides = Sides::find(&row, self, published);
            out.extend(coder::sentence(&row, &sides, self).unwrap_or_default());
        }
        out
    }

    /// How many phrases of each issue a sentence has; empty without a list of issues.
    pub fn issues(&self, sentence: &str) -> Vec<(CompactString, u32)> {
        self.issues.count(sentence)
    }
}
