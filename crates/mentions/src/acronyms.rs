//! Acronyms that a text defines: `the Popular Front for Renewal (PFR)`.

use std::ops::Range;

use truceline_knowledge::Referent;
use truceline_syntax::{EntityKind, View};

use crate::{
    names::{Candidate, key},
    things::NameKind,
};

/// Words in lower case that stand inside names of bodies.
const INSIDE: [&str; 22] = [
    "of", "for", "the", "and", "in", "to", "on", "de", "la", "le", "el", "y", "du", "des", "pour", "del", "e", "do", "da", "dos", "das",
    "against",
];

/// An acronym between brackets: the word that opens them, and the words inside.
struct Bracketed {
    open: u32,
    short: Range<u32>,
}

fn bracketed(view: &View) -> Vec<Bracketed> {
    let opens = (0..view.len()).filter(|&t| view.form(t) == "(");
    let inside = |open: u32| {
        let close = (open + 2..(open + 7).min(view.len())).find(|&t| view.form(t) == ")")?;
        let short = open + 1..close;
        let text = view.text_of(short.clone());
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        let capitals = text.chars().filter(|c| c.is_uppercase()).count();
        let one = !text.contains(char::is_whitespace) && text.starts_with(char::is_uppercase);
        (one && (2..=10).contains(&letters) && capitals >= 2 && 2 * capitals >= letters).then_some(Bracketed { open, short })
    };
    opens.filter_map(inside).collect()
}

/// Names of bodies before a bracketed acronym that the model marked in part: all the words that the acronym's letters stand
/// for. After Schwartz and Hearst (2003), with whole words only, each a capitalised one or a small one inside.
pub(crate) fn long_forms(view: &View, out: &mut Vec<Candidate>) {
    for Bracketed { open, short } in bracketed(view) {
        let Some(long) = long_form(view, open, &view.text_of(short.clone())) else { continue };
        let body =
            |e: &truceline_syntax::Entity| e.kind == EntityKind::Organisation && e.tokens.start < short.end && long.start < e.tokens.end;
        if view.parse.entities.iter().any(body) {
            out.push(Candidate::of_body(long, None));
        }
    }
}

fn long_form(view: &View, open: u32, acronym: &str) -> Option<Range<u32>> {
    let letters: Vec<char> = acronym.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let most = (letters.len() as u32 * 2).min(letters.len() as u32 + 5);
    let first = view.sentence(open)?.tokens.start.max(open.saturating_sub(most));
    let start = begun(view, first, open, &letters)?;
    (view.form(start).starts_with(char::is_uppercase) && open - start > 1).then_some(start..open)
}

/// Where the words before `end`, from `first` on at the earliest, begin that have these initials. Small words may have none.
fn begun(view: &View, first: u32, end: u32, letters: &[char]) -> Option<u32> {
    let Some((letter, before)) = letters.split_last() else { return Some(end) };
    let word = end.checked_sub(1).filter(|&w| w >= first)?;
    let form = view.form(word);
    let meant = || form.chars().next().is_some_and(|f| f.to_lowercase().eq([*letter])).then(|| begun(view, first, word, before)).flatten();
    if form.starts_with(char::is_uppercase) {
        return meant();
    }
    let small = INSIDE.contains(&form) || matches!(form, "-" | "'s" | "’s" | "'" | "’");
    small.then(|| begun(view, first, word, letters).or_else(meant)).flatten()
}

/// Ties each name of a body to the acronym in brackets right after it: both name the same, also further on.
pub(crate) fn tie(view: &View, names: &mut Vec<Candidate>) {
    for Bracketed { open, short } in bracketed(view) {
        let Some(long) = names.iter().position(|c| c.tokens.end == open && c.kind == NameKind::Body) else { continue };
        let inside = names.iter().position(|c| c.tokens.start == short.start);
        let known = |r: Option<Referent>| matches!(r, Some(Referent::Actor(_)));
        let referent = names[long].referent.or(inside.and_then(|i| names[i].referent));
        if referent.is_some() && !known(referent) {
            continue;
        }
        names[long].referent = referent;
        names[long].acronym = Some(key(view, short.clone()).into());
        names.retain(|c| c.tokens.end <= short.start || short.end <= c.tokens.start);
        let again = (0..view.len()).filter(|&t| short.len() == 1 && view.form(t) == view.form(short.start)).map(|t| t..t + 1);
        for tokens in again.chain([short.clone()]) {
            if !names.iter().any(|c| c.tokens.start < tokens.end && tokens.start < c.tokens.end) {
                names.push(Candidate::of_body(tokens, referent));
            }
        }
    }
    names.sort_by_key(|c| c.tokens.start);
}
