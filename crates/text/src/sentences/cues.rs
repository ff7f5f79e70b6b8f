//! Words that tell where a sentence begins or goes on.

use crate::chars::Lower;

/// Words that begin sentences and hardly ever follow an abbreviation inside one.
const STARTERS: &[&str] = &[
    "the",
    "a",
    "an",
    "this",
    "that",
    "these",
    "those",
    "he",
    "she",
    "it",
    "they",
    "we",
    "you",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
    "your",
    "in",
    "on",
    "at",
    "but",
    "and",
    "or",
    "so",
    "however",
    "as",
    "after",
    "before",
    "there",
    "here",
    "when",
    "while",
    "if",
    "for",
    "from",
    "by",
    "with",
    "without",
    "according",
    "some",
    "many",
    "most",
    "more",
    "no",
    "not",
    "one",
    "both",
    "all",
    "another",
    "other",
    "others",
    "since",
    "until",
    "although",
    "though",
    "despite",
    "meanwhile",
    "also",
    "what",
    "who",
    "why",
    "how",
    "where",
    "such",
    "then",
    "now",
    "earlier",
    "later",
    "during",
    "under",
    "because",
    "several",
    "officials",
    "mr",
    "mrs",
    "ms",
    "last",
    "i",
    "is",
    "are",
    "do",
    "did",
    "please",
    "let",
];

/// Verbs that introduce or close a quotation.
const SPEECH_VERBS: &[&str] = &[
    "said",
    "says",
    "say",
    "asked",
    "asks",
    "added",
    "adds",
    "told",
    "tells",
    "wrote",
    "writes",
    "shouted",
    "chanted",
    "cried",
    "warned",
    "tweeted",
    "replied",
    "answered",
    "exclaimed",
    "declared",
    "demanded",
    "insisted",
    "continued",
    "asserted",
    "remarked",
    "wondered",
];

/// True for a word, in capitals or not, that begins sentences.
pub(crate) fn is_starter(word: &str) -> bool {
    Lower::of(word).is_some_and(|lower| STARTERS.contains(&lower.as_str()))
}

/// True for a verb that introduces or closes a quotation.
pub(super) fn is_speech_verb(word: &str) -> bool {
    Lower::of(word).is_some_and(|lower| SPEECH_VERBS.contains(&lower.as_str()))
}

/// Days, months and time zones, which follow `a.m.` and `p.m.` inside a sentence.
pub(super) fn is_time_word(word: &str) -> bool {
    let zone = (2..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
    zone || crate::calendar::is_name(word)
        || matches!(word, "Eastern" | "Central" | "Pacific" | "Moscow" | "Local")
}
