//! Contractions and what is fused without an apostrophe.

use super::{Splitter, numbers};
use crate::chars::{Lower, is_apostrophe};

/// True for what may follow the apostrophe of a contraction or possessive.
pub(super) fn is_clitic(letters: &str) -> bool {
    Lower::of(letters).is_some_and(|l| matches!(l.as_str(), "s" | "m" | "re" | "ve" | "ll" | "d"))
}

/// True for what is left of a word whose beginning an apostrophe stands for: `'em`, `'til`.
pub(super) fn is_clipped(letters: &str) -> bool {
    Lower::of(letters).is_some_and(|l| matches!(l.as_str(), "em" | "til" | "till" | "cause" | "cuz" | "n" | "bout" | "tis" | "twas"))
}

/// The lengths of the parts of a word that is written as one but is several.
fn fused(lower: &str) -> Option<&'static [usize]> {
    Some(match lower {
        "cannot" => &[3, 3],
        "gonna" | "gotta" | "wanna" | "gimme" | "lemme" | "outta" => &[3, 2],
        "dunno" => &[2, 1, 2],
        "dont" | "wont" | "cant" | "aint" | "isnt" | "didnt" | "doesnt" | "wasnt" | "arent" | "werent" | "havent" | "hasnt" | "hadnt"
        | "couldnt" | "wouldnt" | "shouldnt" => {
            return Some(match lower.len() {
                4 => &[2, 2],
                5 => &[3, 2],
                6 => &[4, 2],
                7 => &[5, 2],
                _ => &[6, 2],
            });
        }
        "thats" | "theres" => return Some(if lower.len() == 5 { &[4, 1] } else { &[5, 1] }),
        "youre" => &[3, 2],
        "theyre" => &[4, 2],
        "alot" => &[1, 3],
        _ => return None,
    })
}

impl Splitter<'_, '_> {
    /// Emits a stretch of letters: one word, or the words fused in it.
    pub(super) fn fused(&mut self, start: usize, end: usize) {
        if (4..=8).contains(&(end - start))
            && let Some(lower) = Lower::of(self.text.get(start..end).unwrap_or(""))
            && let Some(parts) = fused(lower.as_str())
        {
            let mut at = start;
            for length in parts {
                self.push(at, at + length);
                at += length;
            }
            return;
        }
        self.push(start, end);
    }

    /// Emits a word without its outer punctuation: contractions and units are cut off.
    pub(super) fn split_run(&mut self, start: usize, end: usize) {
        let word = self.text.get(start..end).unwrap_or("");
        if word.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            let cut = numbers::unit(word).map_or(end, |at| start + at);
            self.push(start, cut);
            self.push(cut, end);
            return;
        }
        // Contractions are cut off from the right: wouldn't've is would, n't, 've.
        let mut cuts = [0usize; 4];
        let mut count = 0;
        let mut rest = word;
        while count < cuts.len()
            && let Some(at) = clitic_start(rest)
        {
            cuts[count] = at;
            count += 1;
            rest = &word[..at];
        }
        if count == 0 {
            self.fused(start, end);
            return;
        }
        let mut from = start;
        for &cut in cuts[..count].iter().rev() {
            self.push(from, start + cut);
            from = start + cut;
        }
        self.push(from, end);
    }
}

/// Where the contraction at the end of `word` begins; `None` where there is none or nothing before it.
fn clitic_start(word: &str) -> Option<usize> {
    let (at, c) = word.char_indices().rev().take(4).find(|&(_, c)| is_apostrophe(c))?;
    let letters = word.get(at + c.len_utf8()..)?;
    let cut = if matches!(letters, "t" | "T") {
        let stem = word.get(..at)?;
        if !stem.ends_with(['n', 'N']) {
            return None;
        }
        at - 1
    } else if is_clitic(letters) {
        at
    } else {
        return None;
    };
    (cut > 0).then_some(cut)
}
