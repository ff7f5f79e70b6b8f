//! Names with their acronyms in brackets behind them: `Front for the Liberation of Azania (FLA)`.

use truceline_syntax::{Upos, View};

use crate::{names::Candidate, things::NameKind};

/// Most words that a name with an acronym may have.
const LONGEST: u32 = 14;

/// The names that acronyms in brackets spell out, as the letters tell where they begin.
pub(crate) fn spelled_out(view: &View) -> Vec<Candidate> {
    let name = |open: u32| {
        let letters = bracketed(view, open)?;
        let start = start_of(view, open, &letters)?;
        Some(Candidate { tokens: start..open, kind: NameKind::Body, referent: None, sure: true, place: None })
    };
    (1..view.len()).filter(|&t| view.form(t) == "(").filter_map(name).collect()
}

/// The capital letters of an acronym that stands alone in brackets.
fn bracketed(view: &View, open: u32) -> Option<Vec<char>> {
    let close = (open + 2..open + 6).find(|&t| view.form(t) == ")")?;
    let text: String = (open + 1..close).map(|t| view.form(t)).collect();
    is_acronym(&text).then(|| text.chars().filter(|c| c.is_alphabetic()).collect())
}

/// True for two capital letters or more with nothing but hyphens, points and digits.
pub(crate) fn is_acronym(text: &str) -> bool {
    text.chars().filter(|c| c.is_uppercase()).count() >= 2
        && text.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || "-.".contains(c))
}

/// The first of the words before the bracket whose initials are the letters; small words may be left out.
fn start_of(view: &View, open: u32, letters: &[char]) -> Option<u32> {
    let mut left = letters.len();
    let mut capitals = 0;
    for t in (open.saturating_sub(LONGEST)..open).rev() {
        let form = view.form(t);
        let initial = form.chars().next()?;
        let small = matches!(view.upos(t), Upos::Adp | Upos::Det | Upos::Cconj | Upos::Part | Upos::Punct)
            || matches!(form, "'s" | "’s" | "de" | "la");
        if initial.to_uppercase().eq(std::iter::once(letters[left - 1])) && initial.is_alphabetic() {
            left -= 1;
            capitals += usize::from(initial.is_uppercase());
        } else if !small {
            return None;
        }
        if left == 0 {
            return (initial.is_uppercase() && capitals >= 2 && view.sentence_index(t) == view.sentence_index(open)).then_some(t);
        }
    }
    None
}
