//! Blocks: running text told apart from headlines, headings, captions and residue.

mod dateline;
mod lines;
mod residue;

use jiff::civil::Date;

use crate::chars::{is_blank, is_closer};
use crate::document::{Block, BlockKind, Span};
use lines::Piece;
use residue::Match;

/// Most lines from the top among which a line that is only a date counts as the report's date.
const TOP_LINES: usize = 6;

/// Cuts a text into blocks. `title` is the headline where the report's metadata give one.
pub(crate) fn split(text: &str, title: Option<&str>) -> Vec<Block> {
    let pieces = lines::pieces(text);
    let mut kinds = Kinds { text, kinds: vec![None; pieces.len()], pieces: &pieces };
    kinds.mark_patterns();
    kinds.mark_top(title);
    kinds.mark_menus();
    kinds.mark_headings();
    kinds.mark_tail();
    let mut blocks = Vec::with_capacity(pieces.len() + 4);
    let mut body_began = false;
    for (piece, kind) in pieces.iter().zip(&kinds.kinds) {
        let kind = kind.unwrap_or(BlockKind::Paragraph);
        if kind != BlockKind::Paragraph {
            blocks.push(Block { kind, span: piece.span });
            continue;
        }
        carve(text, piece.span, title.filter(|_| !body_began), !body_began, &mut blocks);
        body_began = true;
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
    let top = || text.lines().map(|line| line.trim_matches(is_blank)).filter(|line| !line.is_empty());
    let line = top().take(TOP_LINES).find_map(dateline::date_line);
    line.or_else(|| top().take(TOP_LINES + 2).find_map(|line| dateline::find(line).and_then(|d| d.date)))
}

/// Cuts what is no running text off a paragraph: a headline, byline and dateline before it, the
/// agency's credits after it.
fn carve(text: &str, span: Span, title: Option<&str>, first: bool, blocks: &mut Vec<Block>) {
    let mut push = |kind, start: usize, end: usize| {
        let part = text.get(start..end).unwrap_or("");
        let trimmed = part.trim_matches(is_blank);
        if !trimmed.is_empty() {
            let start = start + part.find(trimmed).unwrap_or(0);
            blocks.push(Block { kind, span: Span::new(start, start + trimmed.len()) });
        }
    };
    let (mut start, mut end) = (span.start as usize, span.end as usize);
    if let Some(length) = title.and_then(|title| headline_prefix(span.of(text), title)) {
        push(BlockKind::Title, start, start + length);
        start += length;
    }
    if first {
        let body = text.get(start..end).unwrap_or("");
        let byline = dateline::byline_prefix(body).unwrap_or(0);
        if let Some(found) = dateline::find(&body[byline..]) {
            push(BlockKind::Residue, start, start + byline);
            push(BlockKind::Dateline, start + byline, start + byline + found.length);
            start += byline + found.length;
        }
    }
    let credits = residue::credits(text.get(start..end).unwrap_or("")).map_or(end, |at| start + at);
    push(BlockKind::Paragraph, start, credits);
    std::mem::swap(&mut end, &mut start);
    push(BlockKind::Residue, credits, start);
}

/// The length of the headline that `body` begins with, where a sentence follows on the same line.
fn headline_prefix(body: &str, title: &str) -> Option<usize> {
    let title = title.trim_matches(is_blank).trim_end_matches('.');
    let head = body.get(..title.len())?;
    let rest = body.get(title.len()..)?;
    let stop = rest.starts_with(". ");
    (title.len() > 8 && stop && head.eq_ignore_ascii_case(title)).then_some(title.len() + 1)
}

/// True where two headlines are the same but for case, quotes, spaces and marks.
fn same_headline(a: &str, b: &str) -> bool {
    let letters = |s: &'_ str| s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    a.len() < 1000 && b.len() < 1000 && letters(a) == letters(b)
}

struct Kinds<'t> {
    text: &'t str,
    pieces: &'t [Piece],
    kinds: Vec<Option<BlockKind>>,
}

impl Kinds<'_> {
    fn piece_text(&self, at: usize) -> &str {
        self.pieces.get(at).map_or("", |piece| piece.span.of(self.text))
    }

    /// What shows by its own words: captions, residue, bylines, lines that are only a date.
    fn mark_patterns(&mut self) {
        let mut links = false;
        for at in 0..self.pieces.len() {
            let piece = self.pieces[at];
            let line = self.piece_text(at);
            let found = residue::find(line, &piece);
            let near_top = at < TOP_LINES;
            self.kinds[at] = match found {
                Some(Match::Related) => {
                    links = true;
                    Some(BlockKind::Residue)
                }
                Some(Match::Residue) => Some(BlockKind::Residue),
                Some(Match::Caption) => Some(BlockKind::Caption),
                None if near_top && dateline::is_date_line(line) => Some(BlockKind::Dateline),
                None if near_top && dateline::is_byline(line) => Some(BlockKind::Residue),
                None if links && !piece.closed && piece.words <= 20 => Some(BlockKind::Residue),
                None => None,
            };
            if piece.closed && self.kinds[at].is_none() {
                links = false;
            }
        }
    }

    /// The headline and the line below it.
    fn mark_top(&mut self, title: Option<&str>) {
        let Some(first) = self.open_from(0) else { return };
        if let Some(title) = title {
            if !same_headline(self.piece_text(first), title) {
                return;
            }
        } else if !self.is_headline(first) {
            return;
        }
        self.kinds[first] = Some(BlockKind::Title);
        if let Some(second) = self.open_from(first + 1)
            && self.is_headline(second)
        {
            self.kinds[second] = Some(BlockKind::Title);
        }
    }

    /// The next piece from `at` on whose kind is not known yet.
    fn open_from(&self, at: usize) -> Option<usize> {
        (at..self.pieces.len()).find(|&k| self.kinds[k].is_none())
    }

    /// One line without a final stop, with running text below it.
    fn is_headline(&self, at: usize) -> bool {
        let piece = &self.pieces[at];
        let line = self.piece_text(at);
        piece.lines <= 2
            && (2..=30).contains(&piece.words)
            && line.len() <= 240
            && (!piece.closed || (line.ends_with('?') && piece.words <= 15))
            && dateline::find(line).is_none()
            && self.body_follows(at, 6)
    }

    /// True where one of the next `reach` pieces is running text.
    fn body_follows(&self, at: usize, reach: usize) -> bool {
        self.pieces.iter().skip(at + 1).take(reach).any(Piece::is_body)
    }

    /// Runs of very short lines, and lines without any letter.
    fn mark_menus(&mut self) {
        let mut from = 0;
        while from < self.pieces.len() {
            let run = (from..self.pieces.len()).take_while(|&k| self.is_menu_entry(k)).count();
            if run >= 4 {
                self.kinds[from..from + run].fill(Some(BlockKind::Residue));
            }
            from += run.max(1);
        }
        for at in 0..self.pieces.len() {
            if self.kinds[at].is_none() && !self.piece_text(at).contains(char::is_alphabetic) && self.pieces.len() > 1 {
                self.kinds[at] = Some(BlockKind::Residue);
            }
        }
    }

    fn is_menu_entry(&self, at: usize) -> bool {
        let piece = &self.pieces[at];
        matches!(self.kinds[at], None | Some(BlockKind::Residue)) && piece.words <= 4 && !piece.closed && piece.lines == 1
    }

    /// Short lines without a final stop between paragraphs.
    fn mark_headings(&mut self) {
        for at in 0..self.pieces.len() {
            let piece = &self.pieces[at];
            let line = self.piece_text(at);
            let listed = at > 0 && self.piece_text(at - 1).ends_with(':');
            let short = piece.lines == 1 && piece.words <= 10 && line.len() <= 80;
            let begins = line.starts_with(|c: char| !c.is_lowercase() && (c.is_alphanumeric() || "\"'“‘#".contains(c)));
            let ends = !piece.closed || (line.ends_with('?') && piece.words <= 8);
            let follows = |k: usize| self.pieces.get(k).is_some_and(Piece::is_body);
            if self.kinds[at].is_none() && short && begins && ends && !listed && (follows(at + 1) || follows(at + 2)) {
                self.kinds[at] = Some(BlockKind::Heading);
            }
        }
    }

    /// Very short lines that are left over below the running text.
    fn mark_tail(&mut self) {
        let Some(last) = self.pieces.iter().rposition(Piece::is_body) else { return };
        for at in last + 1..self.pieces.len() {
            let piece = &self.pieces[at];
            if self.kinds[at].is_none() && !piece.closed && piece.words <= 4 {
                self.kinds[at] = Some(BlockKind::Residue);
            }
        }
    }
}

/// True where `text` ends as sentences end: with a stop or colon, closing marks after it left out.
fn is_closed(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| is_closer(c) || matches!(c, '"' | '\'' | '’'));
    text.ends_with(['.', '!', '?', '…', ':', ';'])
}
