//! Dictionary forms of words that the knowledge has, by regular English inflection and a list of irregular forms.

use crate::{Knowledge, WordClass};

/// A form in which a word may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As dictionaries have it.
    Plain,
    /// Past tense or past participle.
    Past,
    /// With `-ing`.
    Gerund,
    /// Third person singular, present tense.
    Present,
    /// The plural of a noun.
    Plural,
}

impl Knowledge {
    /// How a word may be written in a form, the irregular ways first; several where its spelling does not tell which.
    pub fn forms(&self, lemma: &str, form: Form) -> Vec<String> {
        let irregular = |plural: bool| {
            let of_lemma = self.lexicon.irregular_forms(lemma).filter(move |f| f.ends_with("men") == plural);
            of_lemma.map(str::to_owned).collect::<Vec<_>>()
        };
        let stem = lemma.strip_suffix('e').unwrap_or(lemma);
        let with_y = lemma.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'i', 'o', 'u']));
        let doubled = || {
            let last = lemma.chars().last().filter(|c| c.is_ascii_lowercase() && !"aeiouwxy".contains(*c));
            let vowel = lemma.len() > 2 && lemma.chars().rev().nth(1).is_some_and(|c| "aeiou".contains(c));
            last.filter(|_| vowel).map(|c| format!("{lemma}{c}"))
        };
        let hissing = ["s", "x", "z", "ch", "sh"].iter().any(|e| lemma.ends_with(e));
        let s = || match with_y {
            Some(start) => format!("{start}ies"),
            None if hissing => format!("{lemma}es"),
            None => format!("{lemma}s"),
        };
        match form {
            Form::Plain => vec![lemma.to_owned()],
            Form::Present => vec![s()],
            Form::Plural => match lemma.strip_suffix("man") {
                Some(start) => vec![format!("{start}men")],
                None => vec![s()],
            },
            Form::Gerund => std::iter::once(format!("{stem}ing")).chain(doubled().map(|d| format!("{d}ing"))).collect(),
            Form::Past => {
                let known = irregular(false);
                if !known.is_empty() {
                    return known;
                }
                let regular = with_y.map_or_else(|| format!("{stem}ed"), |start| format!("{start}ied"));
                std::iter::once(regular).chain(doubled().map(|d| format!("{d}ed"))).collect()
            }
        }
    }

    /// True where patterns or word lists have the lemma, alone or as the head of a longer entry.
    pub fn has_word(&self, class: WordClass, lemma: &str) -> bool {
        match class {
            WordClass::Verb => self.verb_heads.contains(lemma) || self.lexicon.has_verb(lemma),
            WordClass::Noun => {
                self.patterns_of(class, lemma).next().is_some() || self.lexicon.has_noun(lemma) || self.asked_nouns.contains(lemma)
            }
        }
    }

    /// True where a lemma cannot be that of the form (lower case): an irregular form's other lemma, or a word that
    /// begins otherwise.
    pub fn misread(&self, form: &str, lemma: &str) -> bool {
        let other = self.lexicon.irregular(form).is_some_and(|l| l != lemma);
        other || (form.chars().next() != lemma.chars().next() && form.len() > 4 && self.lexicon.irregular(form).is_none() && regular(form))
    }

    /// The dictionary form of an inflected form (lower case), where the knowledge has that word; `None` otherwise.
    pub fn lemma_of(&self, class: WordClass, form: &str) -> Option<String> {
        if let Some(lemma) = self.lexicon.irregular(form) {
            return Some(lemma.to_owned());
        }
        let candidates = match class {
            WordClass::Verb => verb_stems(form),
            WordClass::Noun => noun_stems(form),
        };
        // Forms such as `overrun` are their own dictionary form.
        candidates.into_iter().chain([form.to_owned()]).find(|c| self.has_word(class, c))
    }
}

/// True for forms with a regular ending.
fn regular(form: &str) -> bool {
    ["ed", "ing"].iter().any(|e| form.ends_with(e))
}

/// Dictionary forms that a verb's form may have, the likeliest first.
fn verb_stems(form: &str) -> Vec<String> {
    let mut out = Vec::new();
    for suffix in ["ied", "ies"] {
        if let Some(stem) = form.strip_suffix(suffix) {
            out.push(format!("{stem}y"));
        }
    }
    for suffix in ["ed", "ing", "es"] {
        let Some(stem) = form.strip_suffix(suffix).filter(|s| s.len() >= 2) else { continue };
        out.push(stem.to_owned());
        out.push(format!("{stem}e"));
        let mut letters = stem.chars().rev();
        if let (Some(a), Some(b)) = (letters.next(), letters.next())
            && a == b
        {
            out.push(stem[..stem.len() - a.len_utf8()].to_owned());
        }
    }
    out.extend(form.strip_suffix('s').map(str::to_owned));
    out
}

/// Dictionary forms that a plural may have.
fn noun_stems(form: &str) -> Vec<String> {
    let mut out = Vec::new();
    out.extend(form.strip_suffix("men").map(|s| format!("{s}man")));
    out.extend(form.strip_suffix("ies").map(|s| format!("{s}y")));
    out.extend(form.strip_suffix("es").map(str::to_owned));
    out.extend(form.strip_suffix('s').map(str::to_owned));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflects() {
        let knowledge = Knowledge::builtin().unwrap_or_else(|e| panic!("{e}"));
        for (lemma, form, wanted) in [
            ("ratify", Form::Past, "ratified"),
            ("gun", Form::Past, "gunned"),
            ("shoot", Form::Past, "shot"),
            ("seize", Form::Gerund, "seizing"),
            ("storm", Form::Present, "storms"),
            ("militiaman", Form::Plural, "militiamen"),
            ("breach", Form::Plural, "breaches"),
        ] {
            assert!(knowledge.forms(lemma, form).contains(&wanted.to_owned()), "{lemma} {form:?}");
        }
    }

    #[test]
    fn undoes_regular_inflection() {
        assert!(verb_stems("ratified").contains(&"ratify".to_owned()));
        assert!(verb_stems("gunned").contains(&"gun".to_owned()));
        assert!(verb_stems("fired").contains(&"fire".to_owned()));
        assert!(verb_stems("freed").contains(&"free".to_owned()));
        assert!(noun_stems("militiamen").contains(&"militiaman".to_owned()));
    }
}
