//! Lines, and the paragraphs that they make.

use super::is_closed;
use crate::chars::is_blank;
use crate::document::Span;

/// Widths, in characters, between which lines may have been broken by hand or by a mail program.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 40..=130;

/// A paragraph, heading or other line that stands for itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Without surrounding blanks.
    pub span: Span,
    /// How many lines it goes over.
    pub lines: usize,
    /// How many words, counted by white space.
    pub words: usize,
    /// True where it ends as sentences end.
    pub closed: bool,
    /// True where a blank line, or the start of the text, stands before it.
    pub gap: bool,
}

impl Piece {
    /// True for running text: it ends as sentences do and is more than a remark.
    pub(super) fn is_body(&self) -> bool {
        self.closed && self.words >= 6
    }
}

/// Narrowest line, in characters, whose sentence may go on in the next line: headings are narrower.
const FLOWING: usize = 24;

struct Line {
    span: Span,
    /// Width in characters.
    width: usize,
    /// Blank characters before it.
    indent: usize,
    /// A blank line, or the start of the text, stands before it.
    gap: bool,
}

/// The pieces of a text in order.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let lines = lines(text);
    let capitals = in_capitals(text);
    let width = wrap_width(text, &lines, capitals);
    let mut out: Vec<Piece> = Vec::new();
    let mut previous: Option<&Line> = None;
    for line in &lines {
        let open = out.last_mut().zip(previous);
        let goes_on = |piece: &Piece, before: &Line| match capitals && width.is_some() {
            true => !line.gap && line.indent <= before.indent + 1,
            false => joins(text, before, line, piece.lines > 1, width),
        };
        match open.filter(|(piece, before)| goes_on(piece, before)) {
            Some((piece, _)) => {
                piece.span = piece.span.join(line.span);
                piece.lines += 1;
            }
            None => out.push(Piece { span: line.span, lines: 1, words: 0, closed: false, gap: line.gap }),
        }
        previous = Some(line);
    }
    for piece in &mut out {
        let content = piece.span.of(text);
        piece.words = content.split_whitespace().count();
        piece.closed = is_closed(content);
    }
    out
}

/// The lines that are not blank. Line breaks are LF, CR LF, CR, form feed and the Unicode ones.
fn lines(text: &str) -> Vec<Line> {
    let mut out = Vec::new();
    let mut gap = true;
    let mut at = 0;
    let mut after_return = false;
    for line in text.split_inclusive(['\n', '\r', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
        let trimmed = line.trim_matches(is_blank);
        if trimmed.is_empty() {
            // The LF of a CR LF is no blank line.
            gap |= !(after_return && line == "\n");
        } else {
            let indent = line.find(trimmed).unwrap_or(0);
            let span = Span::new(at + indent, at + indent + trimmed.len());
            out.push(Line { span, width: trimmed.chars().count(), indent, gap });
            gap = line.ends_with('\u{2029}');
        }
        after_return = line.ends_with('\r');
        at += line.len();
    }
    out
}

/// True for the text of an old wire service, where no small letter tells that a sentence goes on in the next line.
fn in_capitals(text: &str) -> bool {
    let (mut upper, mut lower) = (0, 0);
    for byte in text.bytes() {
        upper += usize::from(byte.is_ascii_uppercase());
        lower += usize::from(byte.is_ascii_lowercase());
    }
    upper > 100 && lower * 20 < upper
}

/// The width at which the text's lines were broken; `None` where a line is a paragraph. Lines of old wires are of uneven width.
fn wrap_width(text: &str, lines: &[Line], capitals: bool) -> Option<usize> {
    let pairs: Vec<_> = lines.windows(2).filter(|pair| !pair[1].gap).collect();
    if pairs.len() < 2 {
        return None;
    }
    let mut widths: Vec<usize> = pairs.iter().map(|pair| pair[0].width).collect();
    widths.sort_unstable();
    let width = widths[(widths.len() - 1) * 19 / 20];
    let open = pairs.iter().filter(|pair| !is_closed(pair[0].span.of(text))).count();
    let full = pairs.iter().filter(|pair| is_full(text, &pair[0], &pair[1], width)).count();
    let wrapped = WRAP_WIDTHS.contains(&width) && open * 2 >= pairs.len() && (capitals || full * 2 >= pairs.len());
    wrapped.then_some(width)
}

/// True where `line` belongs to the paragraph of the line before it; `joined` says whether that one
/// already belongs to one before it.
fn joins(text: &str, before: &Line, line: &Line, joined: bool, width: Option<usize>) -> bool {
    if line.gap {
        return false;
    }
    if flows(text, before, line) && (before.width >= FLOWING || joined) {
        return true;
    }
    let indented = line.indent > before.indent + 1 && is_closed(before.span.of(text));
    !indented && width.is_some_and(|width| is_full(text, before, line, width))
}

/// True where the sentence plainly goes on: no stop, and a small letter or an unfinished phrase.
fn flows(text: &str, before: &Line, line: &Line) -> bool {
    let head = before.span.of(text);
    let next = line.span.of(text);
    // A name with the Arabic article may begin a paragraph.
    let named = next.starts_with("al-") || next.starts_with("el-");
    (head.ends_with(',') || (next.starts_with(char::is_lowercase) && !named)) && !is_closed(head)
}

/// True where the next line's first word would not have fitted on the line before.
fn is_full(text: &str, before: &Line, line: &Line, width: usize) -> bool {
    let word = line.span.of(text).split_whitespace().next().unwrap_or("");
    before.width + 1 + word.chars().count() > width
}
