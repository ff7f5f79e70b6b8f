//! What each piece of a text is.

use super::lines::Piece;
use super::residue::{self, Match};
use super::{TOP_BODIES, TOP_LINES, byline, dateline};
use crate::document::BlockKind;

/// Finds the kind of each piece, one sort after the other; what has a kind keeps it.
pub(super) struct Kinds<'t> {
    text: &'t str,
    pieces: &'t [Piece],
    kinds: Vec<Option<BlockKind>>,
}

impl<'t> Kinds<'t> {
    /// The kinds of `pieces` in their order. `title` is the headline where metadata give one.
    pub(super) fn of(text: &'t str, pieces: &'t [Piece], title: Option<&str>) -> Vec<BlockKind> {
        let mut kinds = Self { text, pieces, kinds: vec![None; pieces.len()] };
        kinds.mark_patterns();
        kinds.mark_menus();
        kinds.mark_top(title);
        kinds.mark_headings();
        kinds.mark_tail();
        kinds.kinds.into_iter().map(|kind| kind.unwrap_or(BlockKind::Paragraph)).collect()
    }

    fn piece_text(&self, at: usize) -> &str {
        self.pieces.get(at).map_or("", |piece| piece.span.of(self.text))
    }

    /// What shows by its own words: captions, residue, bylines, lines that are only a date.
    fn mark_patterns(&mut self) {
        let mut links = false;
        let mut bodies = 0;
        for at in 0..self.pieces.len() {
            let piece = self.pieces[at];
            let line = self.piece_text(at);
            let found = residue::find(line, &piece);
            let near_top = at < TOP_LINES && bodies < TOP_BODIES;
            self.kinds[at] = match found {
                Some(Match::Related) => {
                    links = true;
                    Some(BlockKind::Residue)
                }
                Some(Match::Residue) => Some(BlockKind::Residue),
                Some(Match::Caption) => Some(BlockKind::Caption),
                None if near_top && is_dated(line) => Some(BlockKind::Dateline),
                None if near_top && byline::is_byline(line) => Some(BlockKind::Residue),
                None if links && !piece.closed && piece.words <= 20 => Some(BlockKind::Residue),
                None => None,
            };
            if piece.closed && self.kinds[at].is_none() {
                links = false;
            }
            bodies += usize::from(piece.is_body() && self.kinds[at].is_none());
        }
    }

    /// The headline and the line below it.
    fn mark_top(&mut self, title: Option<&str>) {
        let Some(mut first) = self.open_from(0) else {
            return;
        };
        if let Some(title) = title {
            if !same_headline(self.piece_text(first), title) {
                return;
            }
        } else {
            // A single word above the headline is the page's section.
            if self.pieces[first].words == 1
                && let Some(next) = self.open_from(first + 1)
                && self.is_headline(next)
            {
                self.kinds[first] = Some(BlockKind::Residue);
                first = next;
            }
            if !self.is_headline(first) {
                return;
            }
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
            let run = self.menu_run(from);
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

    /// How many entries of a menu follow each other from `from` on. A blank line ends a menu whose
    /// lines stand close; the line above running text is a headline and no entry.
    fn menu_run(&self, from: usize) -> usize {
        let close = self.pieces.get(from + 1).is_some_and(|second| !second.gap);
        let run = (from..self.pieces.len()).take_while(|&k| self.is_menu_entry(k) && (k == from || !close || !self.pieces[k].gap)).count();
        let last = from + run;
        let headline = run > 0 && self.pieces[last - 1].gap && self.pieces[last - 1].words > 1;
        if headline && self.pieces.get(last).is_some_and(Piece::is_body) { run - 1 } else { run }
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
        let Some(last) = self.pieces.iter().rposition(Piece::is_body) else {
            return;
        };
        for at in last + 1..self.pieces.len() {
            let piece = &self.pieces[at];
            if self.kinds[at].is_none() && !piece.closed && piece.words <= 4 {
                self.kinds[at] = Some(BlockKind::Residue);
            }
        }
    }
}

/// True for a line that holds nothing but a date or a dateline.
fn is_dated(line: &str) -> bool {
    byline::date(line).is_some() || dateline::is_whole(line)
}

/// True where two headlines are the same but for case, quotes, spaces and marks.
fn same_headline(a: &str, b: &str) -> bool {
    let letters = |s: &'_ str| s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    a.len() < 1000 && b.len() < 1000 && letters(a) == letters(b)
}
