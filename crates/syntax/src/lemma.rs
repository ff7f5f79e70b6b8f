//! Lemmas as edits of the form: set the case, cut characters, add others.

use std::str::FromStr;

use compact_str::CompactString;

use crate::{
    features::hash64,
    labels::{Upos, Xpos},
};

/// How many characters the lemma of a form without a regular ending may lack of it.
const OTHER_LACK: usize = 3;

/// One edit, written `l|2|y` (lower case, cut two characters, add `y`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edit {
    case: Case,
    cut: usize,
    add: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    /// `k`: as it is.
    Keep,
    /// `l`: lower case.
    Lower,
    /// `c`: lower case with a capital in front.
    Capital,
}

/// An edit that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no lemma edit of the form `l|2|y`")]
pub(crate) struct BadEdit(String);

impl FromStr for Edit {
    type Err = BadEdit;

    fn from_str(s: &str) -> Result<Self, BadEdit> {
        let bad = || BadEdit(s.to_owned());
        let mut parts = s.splitn(3, '|');
        let (case, cut, add) = (parts.next(), parts.next(), parts.next().ok_or_else(bad)?);
        let case = match case {
            Some("k") => Case::Keep,
            Some("l") => Case::Lower,
            Some("c") => Case::Capital,
            _ => return Err(bad()),
        };
        Ok(Self { case, cut: cut.and_then(|c| c.parse().ok()).ok_or_else(bad)?, add: add.to_owned() })
    }
}

impl Edit {
    /// The lemma; where the edit would leave nothing, the form in the case asked for.
    pub fn apply(&self, form: &str) -> CompactString {
        let mut lemma = CompactString::default();
        match self.case {
            Case::Keep => lemma.push_str(form),
            Case::Lower => lower(form, &mut lemma),
            Case::Capital => {
                let mut characters = form.chars();
                lemma.extend(characters.next().into_iter().flat_map(char::to_uppercase));
                lemma.extend(characters.flat_map(char::to_lowercase));
            }
        }
        let end = match self.cut {
            0 => Some(lemma.len()),
            cut => lemma.char_indices().nth_back(cut - 1).map(|(i, _)| i),
        };
        match end {
            Some(end) if end > 0 || !self.add.is_empty() => {
                lemma.truncate(end);
                lemma.push_str(&self.add);
            }
            _ => {}
        }
        lemma
    }
}

/// For a form in -ed, -ing or -s under the tag of an inflected form: how many characters its lemma may lack of it.
pub(crate) fn ending(form: &str, xpos: Xpos) -> Option<usize> {
    let tagged = matches!(xpos, Xpos::Vbd | Xpos::Vbg | Xpos::Vbn | Xpos::Vbz | Xpos::Nns);
    let ends = |ending: &str| {
        let start = form.len().checked_sub(ending.len());
        start.and_then(|s| form.get(s..)).is_some_and(|tail| tail.eq_ignore_ascii_case(ending))
    };
    let endings = [("ed", 3), ("ing", 4), ("s", 3)];
    let long = tagged && form.chars().count() > 3;
    endings.into_iter().find(|(ending, _)| long && ends(ending)).map(|(_, lack)| lack)
}

/// False for a lemma that is as long as its inflected form, or too unlike any form.
pub(crate) fn fits(form: &str, lemma: &str, lack: Option<usize>) -> bool {
    let lowered = |s: &str| s.chars().flat_map(char::to_lowercase).collect::<CompactString>();
    let (form, lemma) = (lowered(form), lowered(lemma));
    let shared = form.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
    let letters = form.chars().count();
    shared + lack.unwrap_or(OTHER_LACK) >= letters && (lack.is_none() || lemma.chars().count() != letters)
}

/// Lower case character by character.
pub(crate) fn lower(form: &str, out: &mut CompactString) {
    out.clear();
    out.extend(form.chars().flat_map(char::to_lowercase));
}

/// Key of an irregular form in the model's table: `lowered` is the form in lower case.
pub(crate) fn irregular_key(lowered: &mut CompactString, upos: Upos) -> u64 {
    lowered.push('\t');
    lowered.push_str(upos.as_str());
    hash64(lowered.as_bytes(), 9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_make_lemmas() {
        let apply = |edit: &str, form: &str| edit.parse::<Edit>().unwrap().apply(form);
        assert_eq!(apply("l|3|y", "Armies"), "army");
        assert_eq!(apply("k|1|", "Texans"), "Texan");
        assert_eq!(apply("c|0|", "VELM"), "Velm");
        assert_eq!(apply("l|4|go", "went"), "go");
        assert_eq!(apply("l|9|go", "Went"), "went");
        assert_eq!(apply("l|1|", "a"), "a");
        assert_eq!(apply("k|0|", ""), "");
    }

    #[test]
    fn lemmas_fit_their_forms() {
        let fit = |form: &str, xpos, lemma: &str| fits(form, lemma, ending(form, xpos));
        assert!(fit("rammed", Xpos::Vbd, "ram") && !fit("rammed", Xpos::Vbd, "ring") && !fit("rammed", Xpos::Vbd, "rammer"));
        assert!(fit("Ties", Xpos::Nns, "tie") && fit("dying", Xpos::Vbg, "die") && fit("cut", Xpos::Vbd, "cut"));
        assert!(!fit("freed", Xpos::Vbn, "be") && fit("", Xpos::Nns, ""));
    }

    #[test]
    fn bad_edits_are_refused() {
        for s in ["", "l", "l|x|y", "m|1|y", "l|1"] {
            assert!(s.parse::<Edit>().is_err(), "{s}");
        }
    }
}
