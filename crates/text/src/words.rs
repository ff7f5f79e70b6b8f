//! Words, as Universal Dependencies English splits them.
//!
//! A chunk is a stretch between white space. Most chunks are one word or a word and a mark; the
//! rules look at nothing but the chunk itself and the first character after it.

mod address;
mod clitics;
mod numbers;
mod run;
mod stops;

pub(crate) use run::is_acronym;

use std::borrow::Cow;

use crate::chars::{char_at, char_before, is_apostrophe, is_combining, is_emoji, is_invisible, is_space, is_word};
use crate::document::{Span, Token};

/// Appends the words of `span` of `text` to `out`. The span must lie on character boundaries.
/// `caseless` says that the text has no capitals.
pub(crate) fn split(text: &str, span: Span, caseless: bool, out: &mut Vec<Token>) {
    let end = span.end as usize;
    let mut at = span.start as usize;
    let mut splitter = Splitter { text, chunk: 0, end: 0, last: end, caseless, out };
    while let Some((start, stop)) = next_chunk(text, at, end) {
        splitter.chunk(start, stop);
        at = stop;
    }
}

/// The word as it would be written plainly: without soft hyphens and zero-width characters, with
/// straight apostrophes.
pub fn plain(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    if !word.chars().any(|c| is_invisible(c) || (is_apostrophe(c) && !c.is_ascii())) {
        return Cow::Borrowed(word);
    }
    let kept = word.chars().filter(|&c| !is_invisible(c));
    Cow::Owned(kept.map(|c| if is_apostrophe(c) && !c.is_ascii() { '\'' } else { c }).collect())
}

/// The next stretch without white space in `text[at..end]`, its invisible edges included.
fn next_chunk(text: &str, at: usize, end: usize) -> Option<(usize, usize)> {
    let rest = text.get(at..end)?;
    let start = at + rest.find(|c| !is_space(c))?;
    let stop = text.get(start..end)?.find(is_space).map_or(end, |n| start + n);
    Some((start, stop))
}

struct Splitter<'t, 'o> {
    text: &'t str,
    /// First byte of the chunk in hand.
    chunk: usize,
    /// One past the last byte of the chunk in hand, invisible characters cut off.
    end: usize,
    /// One past the last byte of the stretch to split.
    last: usize,
    caseless: bool,
    out: &'o mut Vec<Token>,
}

impl Splitter<'_, '_> {
    fn push(&mut self, start: usize, end: usize) {
        if start < end {
            self.out.push(Token { span: Span::new(start, end), space_after: false });
        }
    }

    /// The chunk's text from `at`.
    fn rest(&self, at: usize) -> &str {
        self.text.get(at..self.end).unwrap_or("")
    }

    fn char_at(&self, at: usize) -> Option<char> {
        if at < self.end { char_at(self.text, at) } else { None }
    }

    fn chunk(&mut self, start: usize, stop: usize) {
        let raw = self.text.get(start..stop).unwrap_or("");
        let trimmed = raw.trim_matches(is_invisible);
        if trimmed.is_empty() {
            return;
        }
        self.chunk = start + raw.find(trimmed).unwrap_or(0);
        self.end = self.chunk + trimmed.len();
        let before = self.out.len();
        if trimmed.bytes().all(|b| b.is_ascii_alphabetic()) {
            self.fused(self.chunk, self.end);
        } else if is_emoticon(trimmed) {
            self.push(self.chunk, self.end);
        } else {
            self.scan();
        }
        if self.out.len() > before
            && let Some(token) = self.out.last_mut()
        {
            token.space_after = stop < self.text.len();
        }
    }

    /// Walks through a chunk that is not plainly one word.
    fn scan(&mut self) {
        let address = address::find(self.rest(self.chunk)).map(|r| (self.chunk + r.start, self.chunk + r.end));
        let mut at = self.chunk;
        while let Some(c) = self.char_at(at) {
            at = match address {
                Some((from, to)) if at == from => {
                    self.push(from, to);
                    to
                }
                _ if is_invisible(c) => at + c.len_utf8(),
                _ if is_word(c) && c != '_' => self.word(at, at),
                _ => self.mark(at, c),
            };
        }
    }

    /// Emits the word whose first byte is `start` and that goes on at `at` at least; returns where it ends.
    fn word(&mut self, start: usize, at: usize) -> usize {
        let chunk = self.text.get(self.chunk..self.end).unwrap_or("");
        let mut end = self.chunk + run::end(chunk, at - self.chunk);
        if self.takes_stop(start, end) {
            end += 1;
            self.push(start, end);
            return end;
        }
        if self.char_at(end) == Some('$') && is_dollar_prefix(self.text.get(start..end).unwrap_or("")) {
            self.push(start, end + 1);
            return end + 1;
        }
        let trimmed = self.text.get(start..end).unwrap_or("").trim_end_matches(is_invisible).len();
        self.split_run(start, start + trimmed);
        end
    }

    /// Emits punctuation or what begins with it; returns where it ends.
    fn mark(&mut self, at: usize, c: char) -> usize {
        let next = self.char_at(at + c.len_utf8());
        let end = match c {
            '.' if next.is_some_and(|n| n.is_ascii_digit()) && self.starts_word(at) => {
                return self.word(at, at + 1);
            }
            '.' if at == self.chunk && next.is_some_and(char::is_lowercase) => {
                return self.word(at, at + 1);
            }
            '.' | '…' => self.while_in(at, |c| matches!(c, '.' | '…')),
            '!' | '?' => self.while_in(at, |c| matches!(c, '!' | '?')),
            '-' | '*' | '=' | '_' | '~' | '+' | '#' | '<' | '>' | '|' | '—' | '–' | '•' => match self.prefixed(at, c, next) {
                Some(end) => return end,
                None => self.while_in(at, |d| d == c),
            },
            '@' if next.is_some_and(char::is_alphabetic) && self.starts_word(at) => {
                return self.word(at, at + 1);
            }
            _ if is_apostrophe(c) => match self.apostrophe(at, c) {
                Some(end) => return end,
                None => self.while_in(at, is_apostrophe).min(at + 2 * c.len_utf8()).max(at + c.len_utf8()),
            },
            _ if is_emoji(c) => self.emoji(at),
            _ => at + c.len_utf8() + self.combining(at + c.len_utf8()),
        };
        let end = self.boundary(at, c, end);
        self.push(at, end);
        end
    }

    /// `end`, or the end of the first character where `end` falls inside one.
    fn boundary(&self, at: usize, c: char, end: usize) -> usize {
        if self.text.is_char_boundary(end) { end } else { at + c.len_utf8() }
    }

    /// True where no letter or digit stands right before `at`.
    fn starts_word(&self, at: usize) -> bool {
        at == self.chunk || !char_before(self.text, at).is_some_and(is_word)
    }

    /// A sign or hash that belongs to the word after it: `-5`, `+44`, `#tag`.
    fn prefixed(&mut self, at: usize, c: char, next: Option<char>) -> Option<usize> {
        let joins = match c {
            '#' => next.is_some_and(char::is_alphabetic) && self.starts_word(at),
            '+' => next.is_some_and(|n| n.is_ascii_digit()) && at == self.chunk,
            '-' => at == self.chunk && next.is_some_and(|n| n.is_ascii_digit()),
            _ => false,
        };
        joins.then(|| self.word(at, at + 1))
    }

    /// What an apostrophe begins that is more than a quotation mark; `None` where it is one.
    fn apostrophe(&mut self, at: usize, c: char) -> Option<usize> {
        let from = at + c.len_utf8();
        let letters: usize = self.rest(from).chars().take_while(|&c| is_word(c)).map(char::len_utf8).sum();
        let word = self.text.get(from..from + letters).unwrap_or("");
        let whole = clitics::is_clitic(word) && (at == self.chunk || self.follows_word(at));
        let decade = is_decade(word);
        let clipped = clitics::is_clipped(word) && self.starts_word(at);
        if whole || clipped || (decade && self.starts_word(at)) {
            self.push(at, from + letters);
            return Some(from + letters);
        }
        None
    }

    /// True where the token that ends at `at` can carry a clitic.
    fn follows_word(&self, at: usize) -> bool {
        char_before(self.text, at).is_some_and(|c| is_word(c) || matches!(c, '.' | ')' | '#' | '"' | '”' | '%'))
    }

    fn while_in(&self, at: usize, wanted: impl Fn(char) -> bool) -> usize {
        let rest = self.rest(at);
        at + rest.find(|c| !wanted(c)).unwrap_or(rest.len())
    }

    /// Bytes of combining marks at `at`.
    fn combining(&self, at: usize) -> usize {
        self.rest(at).chars().take_while(|&c| is_combining(c)).map(char::len_utf8).sum()
    }

    /// The end of the pictograph at `at` with its modifiers, joined ones and flags included.
    fn emoji(&self, at: usize) -> usize {
        let is_flag = |c: char| matches!(c, '\u{1f1e6}'..='\u{1f1ff}');
        let is_modifier = |c: char| is_combining(c) || matches!(c, '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}');
        let mut chars = self.rest(at).chars().peekable();
        let mut end = at;
        let Some(first) = chars.next() else { return at };
        end += first.len_utf8();
        if is_flag(first)
            && let Some(c) = chars.next_if(|&c| is_flag(c))
        {
            end += c.len_utf8();
        }
        while let Some(c) = chars.next() {
            let joined = c == '\u{200d}' && chars.peek().is_some_and(|&c| is_emoji(c));
            if joined {
                end += c.len_utf8() + chars.next().map_or(0, char::len_utf8);
            } else if is_modifier(c) {
                end += c.len_utf8();
            } else {
                break;
            }
        }
        end
    }
}

/// `US`, `A`, `HK` and the like before a dollar sign.
fn is_dollar_prefix(word: &str) -> bool {
    matches!(word, "US" | "U" | "A" | "AU" | "C" | "CA" | "HK" | "NZ" | "S" | "NT" | "R")
}

/// `90s`, `72`: what follows an apostrophe in a year.
fn is_decade(word: &str) -> bool {
    let digits = word.strip_suffix('s').unwrap_or(word);
    digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit())
}

/// True for a chunk that is a face: `:-)`, `;)`, `:D`, `<3`, `^_^`.
fn is_emoticon(chunk: &str) -> bool {
    let mut bytes = chunk.bytes();
    match (bytes.next(), chunk.len()) {
        (Some(b':' | b';' | b'='), 2..=5) => {
            let mouth = chunk[1..].trim_start_matches(['\'', '-', '^', 'o']);
            !mouth.is_empty() && mouth.bytes().all(|b| matches!(b, b')' | b'(' | b'D' | b'P' | b'p' | b'/' | b'\\' | b'|' | b'O' | b'*'))
        }
        (Some(b'<'), 2) => chunk == "<3",
        (Some(b'^' | b'-'), 3) => matches!(chunk, "^_^" | "-_-" | "^-^"),
        _ => false,
    }
}
