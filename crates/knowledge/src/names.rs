//! Names: how they are compared, and what they may refer to.

use rustc_hash::FxHashMap;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// What a name may refer to. Indices point into the tables of [`crate::Knowledge`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Referent {
    /// A state by one of its names.
    Country(u16),
    /// A state by an adjective or a noun for its people.
    Nationality(u16),
    /// A state's government by its seat (`Kremlin`, `Washington`).
    Seat(u16),
    /// A body.
    Actor(u16),
    /// A person.
    Person(u16),
    /// A people, tribe, clan, caste or faith.
    Community(u16),
}

/// Writes the comparable form of a name onto `out`: lower case, no diacritics, no full stops or
/// apostrophes, anything else that is not alphanumeric as a single space between words.
pub fn push_folded(out: &mut String, name: &str) {
    // The mark of the possessive is a token of its own in texts, and none in names that are written out.
    let clitic = matches!(name, "'s" | "’s");
    let mut gap = !clitic && !out.is_empty() && !out.ends_with(' ');
    if name.is_ascii() {
        // Most names, and most of the time: no character needs to be taken apart.
        out.reserve(name.len() + 1);
        for b in name.bytes() {
            if b.is_ascii_alphanumeric() {
                if gap && !out.is_empty() {
                    out.push(' ');
                }
                gap = false;
                out.push(char::from(b.to_ascii_lowercase()));
            } else if !matches!(b, b'.' | b'\'' | b'`') {
                gap = true;
            }
        }
        return;
    }
    let mut push = |c: char, out: &mut String| {
        if c.is_ascii_alphanumeric() || (!c.is_ascii() && c.is_alphanumeric()) {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            if c.is_ascii() {
                out.push(c.to_ascii_lowercase());
            } else {
                out.extend(c.to_lowercase());
            }
        } else if !matches!(c, '.' | '\'' | '’' | '‘' | 'ʼ' | '`') {
            gap = true;
        }
    };
    for c in name.chars() {
        match c {
            _ if c.is_ascii() => push(c, out),
            'ø' | 'Ø' => push('o', out),
            'ł' | 'Ł' => push('l', out),
            'ı' => push('i', out),
            'đ' | 'Đ' => push('d', out),
            _ => decompose_compatible(c, |d| {
                if !is_combining_mark(d) {
                    push(d, out);
                }
            }),
        }
    }
}

/// The comparable form of a name.
pub fn folded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    push_folded(&mut out, name);
    out
}

/// Every known name and what it may refer to.
#[derive(Default)]
pub struct NameIndex {
    by_name: FxHashMap<Box<str>, Vec<Referent>>,
    longest: usize,
}

impl NameIndex {
    pub(crate) fn add(&mut self, name: &str, referent: Referent) {
        let key = folded(name);
        if key.is_empty() {
            return;
        }
        self.longest = self.longest.max(key.split(' ').count());
        let list = self.by_name.entry(key.into_boxed_str()).or_default();
        if !list.contains(&referent) {
            list.push(referent);
        }
    }

    /// What the folded name may refer to, in table order; empty where unknown.
    pub fn get(&self, folded: &str) -> &[Referent] {
        self.by_name.get(folded).map_or(&[], Vec::as_slice)
    }

    /// The number of words of the longest name.
    pub fn longest(&self) -> usize {
        self.longest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_marks_case_and_stops() {
        assert_eq!(folded("U.N."), "un");
        assert_eq!(folded("al-Qaïda"), "al qaida");
        assert_eq!(folded("Côte d’Ivoire"), "cote divoire");
        assert_eq!(folded("Recep Tayyip Erdoğan"), "recep tayyip erdogan");
    }
}
