//! How far a word goes inside a chunk.

use super::numbers;
use crate::chars::{Lower, char_at, is_apostrophe, is_word};

/// Prefixes that keep their hyphen; every other hyphen between words is a word of its own.
const PREFIXES: &[&str] = &[
    "anti", "arch", "bi", "bio", "co", "contra", "counter", "cross", "de", "dis", "e", "eco", "ex", "extra", "hyper", "infra", "inter",
    "intra", "macro", "mega", "micro", "mid", "mini", "mono", "multi", "neo", "non", "nano", "omni", "over", "para", "poly", "post", "pre",
    "pro", "proto", "pseudo", "psycho", "quasi", "re", "semi", "socio", "sub", "super", "trans", "ultra", "un", "uni",
];

/// Endings that keep their hyphen.
const SUFFIXES: &[&str] = &["esque", "ish", "fold", "less"];

/// Particles that make a noun of a verb: `sit-in`, `walk-outs`. Split, they read as the particle of another verb.
const PARTICLES: &[&str] = &[
    "in",
    "ins",
    "out",
    "outs",
    "up",
    "ups",
    "off",
    "offs",
    "down",
    "downs",
    "over",
    "overs",
    "back",
    "backs",
    "away",
    "aways",
    "together",
    "togethers",
];

/// The end of the word that begins at byte `start` of `chunk`.
pub(super) fn end(chunk: &str, start: usize) -> usize {
    let mut at = start;
    // Where the current part began: after the last joint.
    let mut part = start;
    loop {
        at = word_chars(chunk, at);
        let Some(joint) = char_at(chunk, at) else {
            return at;
        };
        let next = at + joint.len_utf8();
        let follows = char_at(chunk, next).is_some_and(is_word);
        if !follows || !joins(chunk, start, part, at, joint) {
            return at;
        }
        part = next;
        at = next;
    }
}

fn word_chars(chunk: &str, at: usize) -> usize {
    let rest = chunk.get(at..).unwrap_or("");
    // Most words are ASCII letters to their end.
    let ascii = rest.bytes().take_while(|&b| b.is_ascii_alphanumeric() || b == b'_').count();
    let rest = rest.get(ascii..).unwrap_or("");
    if rest.is_empty() || rest.as_bytes()[0].is_ascii() {
        return at + ascii;
    }
    at + ascii + rest.find(|c| !is_word(c)).unwrap_or(rest.len())
}

/// True where `joint`, at byte `at` with a word character on both sides, does not end the word
/// that began at `start` and whose current part began at `part`.
fn joins(chunk: &str, start: usize, part: usize, at: usize, joint: char) -> bool {
    let before = chunk.get(part..at).unwrap_or("");
    let after = chunk.get(at + joint.len_utf8()..).unwrap_or("");
    let after_end = word_chars(after, 0);
    let next = after.get(..after_end).unwrap_or("");
    let beyond = char_at(after, after_end);
    match joint {
        _ if is_apostrophe(joint) => true,
        '.' => joins_stop(before, next, beyond),
        ',' => numbers::is_grouped(before, after),
        ':' => ends_in_digit(before) && starts_with_digit(next),
        '/' => numbers::is_slashed(chunk.get(start..).unwrap_or(""), before, next),
        '-' => joins_hyphen(chunk, start, before, next) || start == part && beyond != Some('-') && makes_noun(before, next),
        '&' => is_short_name(before) && is_short_name(next),
        '*' => before.bytes().all(|b| b.is_ascii_alphabetic()) && starts_with_letter(next),
        '\u{b7}' => true,
        _ => false,
    }
}

fn joins_stop(before: &str, next: &str, beyond: Option<char>) -> bool {
    if ends_in_digit(before) && starts_with_digit(next) {
        return true;
    }
    let letters = |s: &str| s.chars().all(char::is_alphabetic);
    let single = next.chars().nth(1).is_none();
    // U.S, a.m, Ph.D, M.Sc
    let short = before.chars().nth(2).is_none() || before == "Esq";
    letters(before) && letters(next) && short && (single || (before.len() == 1 && next.len() <= 3 && beyond == Some('.')))
}

fn joins_hyphen(chunk: &str, start: usize, before: &str, next: &str) -> bool {
    let Some(lower) = Lower::of(before) else {
        return false;
    };
    let lower = lower.as_str();
    if ends_in_digit(before) || starts_with_digit(next) {
        return numbers::is_hyphened(chunk.get(start..).unwrap_or("")) || (lower == "mid" && starts_with_digit(next));
    }
    if lower == "pan" {
        return next.starts_with(char::is_lowercase);
    }
    PREFIXES.contains(&lower)
        || (lower == "uh" && matches!(next, "huh" | "oh"))
        || Lower::of(next).is_some_and(|next| SUFFIXES.contains(&next.as_str()))
}

/// `sit-in`, `crack-down`; not `called-off`, `Baden-in` or `e-up`.
fn makes_noun(before: &str, next: &str) -> bool {
    before.len() > 2 && !before.ends_with("ed") && before.bytes().all(|b| b.is_ascii_lowercase()) && PARTICLES.contains(&next)
}

/// `AT` and `T` of `AT&T`, `p` and `l` of `p&l`.
fn is_short_name(word: &str) -> bool {
    let capitals = word.len() <= 4 && word.bytes().all(|b| b.is_ascii_uppercase());
    capitals || (word.len() == 1 && starts_with_letter(word))
}

fn ends_in_digit(word: &str) -> bool {
    word.bytes().next_back().is_some_and(|b| b.is_ascii_digit())
}

fn starts_with_digit(word: &str) -> bool {
    word.bytes().next().is_some_and(|b| b.is_ascii_digit())
}

fn starts_with_letter(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_alphabetic)
}

/// True for letters with full stops between them: `U.S`, `a.m`, `Ph.D`.
pub(crate) fn is_acronym(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.len() <= 3 && !part.is_empty() && part.chars().all(char::is_alphabetic))
}
