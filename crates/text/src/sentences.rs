//! Where sentences end.

mod cues;

use crate::abbreviations::{Abbreviation, class};
use crate::chars::{is_apostrophe, is_closer, is_opener};
use crate::document::{Sentence, Token};
use crate::words::is_acronym;
pub(crate) use cues::is_starter;
use cues::{is_speech_verb, is_time_word};

/// More words than any sentence has; a longer one is cut.
pub(crate) const MAX_WORDS: usize = 400;

/// How many words ahead a closing bracket or a verb of speaking is looked for.
const LOOK_AHEAD: usize = 60;

/// How many quotes and brackets may stand between two sentences.
const MAX_CLOSERS: usize = 16;

/// What a token can end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// A full stop.
    Stop,
    /// Question and exclamation marks.
    Mark,
    /// Three dots.
    Ellipsis,
    /// An abbreviation's full stop.
    Abbreviation,
    /// Nothing.
    No,
}

/// Cuts the tokens from `from` on, all of block `block`, into sentences; returns how many had to
/// be cut for their length. `caseless` says that the text has no capitals.
pub(crate) fn cut(text: &str, tokens: &[Token], from: usize, block: u32, caseless: bool, out: &mut Vec<Sentence>) -> usize {
    let mut cutter = Cutter { text, tokens, caseless, depth: 0, quoted: false };
    let mut start = from;
    let mut at = from;
    let mut forced = 0;
    while at < tokens.len() {
        cutter.note(at, start);
        let mut end = cutter.end_after(start, at);
        if end.is_none() && at + 1 - start >= MAX_WORDS {
            end = Some(cutter.safe_place(start, at));
            forced += 1;
        }
        match end {
            Some(end) => {
                push(tokens, start, end, block, out);
                for k in at + 1..end {
                    cutter.note(k, start);
                }
                cutter.depth = 0;
                start = end;
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    push(tokens, start, tokens.len(), block, out);
    forced
}

fn push(tokens: &[Token], start: usize, end: usize, block: u32, out: &mut Vec<Sentence>) {
    if let Some([first, .., last] | [first @ last]) = tokens.get(start..end) {
        let span = first.span.join(last.span);
        out.push(Sentence { span, block, tokens: start as u32..end as u32 });
    }
}

/// What a straight quotation mark does.
enum Role {
    Opens,
    Closes,
    /// The spaces around it do not tell.
    Either,
}

struct Cutter<'t> {
    text: &'t str,
    tokens: &'t [Token],
    caseless: bool,
    /// Brackets open in this sentence, those that opened it left out.
    depth: u32,
    /// Straight quotes open in this block.
    quoted: bool,
}

impl Cutter<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.span.of(self.text))
    }

    fn first(&self, at: usize) -> char {
        self.word(at).chars().next().unwrap_or(' ')
    }

    fn space_after(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|t| t.space_after)
    }

    /// Keeps count of brackets and straight quotes.
    fn note(&mut self, at: usize, start: usize) {
        match self.word(at) {
            "(" | "[" if at > start => self.depth += 1,
            ")" | "]" => self.depth = self.depth.saturating_sub(1),
            "\"" => {
                self.quoted = match self.role(at) {
                    Role::Opens => true,
                    Role::Closes => false,
                    Role::Either => !self.quoted,
                }
            }
            _ => {}
        }
    }

    /// What a straight quotation mark does, by the spaces around it.
    fn role(&self, at: usize) -> Role {
        let space_before = at == 0 || self.space_after(at - 1);
        match (space_before, self.space_after(at)) {
            (true, false) => Role::Opens,
            (false, true) => Role::Closes,
            (false, false) if !self.first(at + 1).is_alphanumeric() => Role::Closes,
            (false, false) if matches!(self.word(at - 1), "(" | "[" | "-" | "–" | "—" | "--") => Role::Opens,
            _ => Role::Either,
        }
    }

    /// Where the sentence that began at `start` ends if token `at` ends it: one past its last token.
    fn end_after(&self, start: usize, at: usize) -> Option<usize> {
        let end = self.kind(at);
        if end == End::No {
            return None;
        }
        let (next, closed) = self.absorb(at + 1);
        if next >= self.tokens.len() {
            return Some(next);
        }
        if self.depth > 0 && self.bracket_closes(next) && !self.closes_bracket(at + 1, next) {
            return None;
        }
        self.starts(start, at, next, end, closed).then_some(next)
    }

    fn kind(&self, at: usize) -> End {
        let word = self.word(at);
        match word.as_bytes() {
            [b'.'] => End::Stop,
            [b'!' | b'?', ..] => End::Mark,
            [b'.', b'.', ..] => End::Ellipsis,
            _ if word.starts_with('…') => End::Ellipsis,
            [.., b'.'] => {
                let body = &word[..word.len() - 1];
                match class(body, self.caseless) {
                    Some(Abbreviation::Title | Abbreviation::Number) => End::No,
                    _ => End::Abbreviation,
                }
            }
            _ => End::No,
        }
    }

    /// Skips closing quotes, brackets and reference numbers after the mark before `at`. Returns the
    /// first token after them and whether a quote was closed.
    fn absorb(&self, mut at: usize) -> (usize, bool) {
        let mut quoted = self.quoted;
        let mut closed = false;
        let limit = self.tokens.len().min(at + MAX_CLOSERS);
        while at < limit {
            let adjacent = !self.space_after(at - 1);
            let word = self.word(at);
            let c = self.first(at);
            let quote = match word {
                "\"" | "''" | "’’" => match self.role(at) {
                    Role::Opens => false,
                    Role::Closes => true,
                    Role::Either => quoted || (word != "\"" && adjacent),
                },
                _ if word.len() == c.len_utf8() && is_apostrophe(c) => adjacent,
                _ => false,
            };
            if quote {
                quoted = false;
                closed = true;
                at += 1;
            } else if is_closer(c) && (adjacent || self.space_after(at)) {
                closed |= !matches!(c, ')' | ']' | '}');
                at += 1;
            } else if adjacent && matches!(word, "." | "!" | "?") {
                at += 1;
            } else if self.is_reference(at) {
                at += 3;
            } else {
                break;
            }
        }
        (at, closed)
    }

    /// `[12]`, as encyclopaedias put it after a sentence.
    fn is_reference(&self, at: usize) -> bool {
        self.word(at) == "[" && self.word(at + 2) == "]" && self.word(at + 1).bytes().all(|b| b.is_ascii_digit())
    }

    /// True where a bracket that is open now is closed soon.
    fn bracket_closes(&self, at: usize) -> bool {
        (at..self.tokens.len().min(at + LOOK_AHEAD)).any(|k| matches!(self.word(k), ")" | "]"))
    }

    fn closes_bracket(&self, from: usize, to: usize) -> bool {
        (from..to).any(|k| matches!(self.word(k), ")" | "]"))
    }

    /// True where token `next` begins a sentence after the mark at `at`.
    fn starts(&self, start: usize, at: usize, next: usize, end: End, closed: bool) -> bool {
        if !self.space_after(next - 1) && !self.is_missing_space(at, next, end) {
            return false;
        }
        let mut head = next;
        let limit = self.tokens.len().min(next + MAX_CLOSERS);
        while head + 1 < limit && self.is_opening(head) {
            head += 1;
        }
        let c = self.first(head);
        if (c.is_lowercase() && !self.caseless) || matches!(c, ',' | ';' | ':' | '%' | ')' | '.' | '!' | '?') {
            return false;
        }
        match end {
            End::Abbreviation => self.ends_abbreviation(at, next, head),
            End::Stop => !self.is_list_marker(start, at),
            End::Ellipsis => c.is_alphanumeric() && self.word(head) != "I",
            _ => !(closed && self.is_speech_tag(next)),
        }
    }

    /// Marks that stand before the first word of a sentence.
    fn is_opening(&self, at: usize) -> bool {
        let c = self.first(at);
        is_opener(c) || is_apostrophe(c) || matches!(self.word(at), "\"" | "''" | "-" | "–" | "—" | "--" | "•" | "*")
    }

    /// `...the end.The next`: a full stop whose space was forgotten.
    fn is_missing_space(&self, at: usize, next: usize, end: End) -> bool {
        let before = self.word(at.wrapping_sub(1));
        end != End::Abbreviation
            && next == at + 1
            && before.len() > 2
            && before.chars().all(char::is_alphabetic)
            && before.ends_with(char::is_lowercase)
            && self.first(next).is_uppercase()
            && (self.word(next).len() > 1 || self.space_after(next))
    }

    /// True where the abbreviation at `at` ends its sentence as well.
    fn ends_abbreviation(&self, at: usize, next: usize, head: usize) -> bool {
        let word = self.word(at);
        let follower = self.word(head);
        let body = word.trim_end_matches('.');
        if matches!(body, "a.m" | "p.m" | "A.M" | "P.M") {
            return (self.first(head).is_uppercase() || self.caseless) && !is_time_word(follower);
        }
        let initial = body.chars().nth(1).is_none();
        let opened = next < head && !initial;
        let starter = is_starter(follower) && !(follower == "I" && initial);
        let acronym = is_acronym(body) || !initial;
        starter && (acronym || opened || !initial)
    }

    /// `1.` or `(a).` at the head of a sentence.
    fn is_list_marker(&self, start: usize, at: usize) -> bool {
        at - start <= 2
            && (start..at).all(|k| {
                let word = self.word(k);
                let number = word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
                let letter = word.len() == 1 && word.bytes().all(|b| b.is_ascii_lowercase());
                number || letter || matches!(word, "(" | ")" | "*" | "-" | "•" | "#")
            })
    }

    /// `Smith said`, `the minister asked` after a quotation.
    fn is_speech_tag(&self, from: usize) -> bool {
        (from..self.tokens.len().min(from + 8))
            .take_while(|&k| !matches!(self.word(k), "." | "!" | "?" | "\"" | "“"))
            .any(|k| is_speech_verb(self.word(k)))
    }

    /// The best place to cut a sentence that has grown too long: after the last semicolon, else the
    /// last dash or comma of its second half, else here.
    fn safe_place(&self, start: usize, at: usize) -> usize {
        let half = start + (at - start) / 2;
        let last = |wanted: &[&str]| (half..at).rev().find(|&k| wanted.contains(&self.word(k)));
        last(&[";", ":"]).or_else(|| last(&["—", "–", "--", ","])).map_or(at + 1, |k| k + 1)
    }
}
