//! Blocks: running text told apart from headlines, headings, captions and residue.

mod byline;
mod dateline;
mod kinds;
mod lines;
mod residue;

use jiff::civil::Date;

use crate::chars::{is_blank, is_closer};
use crate::document::{Block, BlockKind, Span};
use kinds::Kinds;

/// Most lines from the top among which a line that is only a date counts as the report's date.
const TOP_LINES: usize = 20;

/// How many pieces of running text may stand above such a line: the summary below a headline.
const TOP_BODIES: usize = 2;

/// Cuts a text into blocks. `title` is the headline where the report's metadata give one.
pub(crate) fn split(text: &str, title: Option<&str>) -> Vec<Block> {
    let pieces = lines::pieces(text);
    let kinds = Kinds::of(text, &pieces, title);
    let mut blocks = Vec::with_capacity(pieces.len() + 4);
    let mut body_began = false;
    for (piece, kind) in pieces.iter().zip(kinds) {
        if kind != BlockKind::Paragraph {
            blocks.push(Block { kind, span: piece.span });
            continue;
        }
        let title = title.filter(|_| !body_began);
        carve(text, piece.span, title, !body_began, &mut blocks);
        body_began |= piece.is_body();
    }
    blocks
}

/// The stretches between blank lines, with hard-wrapped and broken lines joined.
pub(crate) fn paragraphs(text: &str) -> Vec<Span> {
    lines::pieces(text).into_iter().map(|piece| piece.span).collect()
}

/// The date that a plain text gives for itself: a full date in the dateline, or a line near the
/// top that is nothing but a date. A dateline without a year gives none.
pub(crate) fn published(text: &str) -> Option<Date> {
    let lines = text.lines().map(|line| line.trim_matches(is_blank));
    let mut bodies = 0;
    for line in lines.filter(|line| !line.is_empty()).take(TOP_LINES) {
        let byline = byline::prefix(line).unwrap_or(0);
        let date = byline::date(line).or_else(|| dateline::find(&line[byline..])?.date);
        if date.is_some() {
            return date;
        }
        bodies += usize::from(is_closed(line) && line.split_whitespace().count() >= 6);
        if bodies == TOP_BODIES {
            break;
        }
    }
    None
}

/// Cuts what is no running text off a paragraph: a headline given as metadata, at the `first` of a
/// report its byline and dateline, at the end the agency's credits.
fn carve(text: &str, span: Span, title: Option<&str>, first: bool, blocks: &mut Vec<Block>) {
    let mut push = |kind, start: usize, end: usize| {
        let part = text.get(start..end).unwrap_or("");
        let trimmed = part.trim_matches(is_blank);
        if !trimmed.is_empty() {
            let start = start + part.find(trimmed).unwrap_or(0);
            let span = Span::new(start, start + trimmed.len());
            blocks.push(Block { kind, span });
        }
    };
    let (mut start, end) = (span.start as usize, span.end as usize);
    if let Some(length) = title.and_then(|title| headline_prefix(span.of(text), title)) {
        push(BlockKind::Title, start, start + length);
        start += length;
    }
    let body = text.get(start..end).unwrap_or("");
    let byline = byline::prefix(body).unwrap_or(0);
    if first && let Some(found) = dateline::find(&body[byline..]) {
        push(BlockKind::Residue, start, start + byline);
        start += byline;
        push(BlockKind::Dateline, start, start + found.length);
        start += found.length;
    }
    let body = text.get(start..end).unwrap_or("");
    let credits = residue::credits(body).map_or(end, |at| start + at);
    push(BlockKind::Paragraph, start, credits);
    push(BlockKind::Residue, credits, end);
}

/// The length of the headline that `body` begins with, where a sentence follows on the same line.
fn headline_prefix(body: &str, title: &str) -> Option<usize> {
    let title = title.trim_matches(is_blank).trim_end_matches('.');
    let head = body.get(..title.len())?;
    let rest = body.get(title.len()..)?;
    let stop = rest.starts_with(". ");
    (title.len() > 8 && stop && head.eq_ignore_ascii_case(title)).then_some(title.len() + 1)
}

/// True where `text` ends as sentences end: with a stop or colon, closing marks after it left out.
fn is_closed(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| is_closer(c) || matches!(c, '"' | '\'' | '’'));
    text.ends_with(['.', '!', '?', '…', ':', ';'])
}
