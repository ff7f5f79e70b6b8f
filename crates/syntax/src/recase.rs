//! Small letters for sentences in capitals throughout, as old wire services sent them and headlines are set. The model reads
//! such sentences as well as others; what reads after it looks at capitals to tell names from words.

use compact_str::CompactString;
use truceline_text::{Document, Segmented};

use crate::{features::case_class, labels::EntityKind, labels::Upos, parse::Parse};

/// What [`case_class`] gives for a sentence in capitals.
const CAPITALS: usize = 1;
/// Letters of an acronym that stands alone as an organisation, at most.
const ACRONYM: usize = 6;
/// Letters of an acronym that stands alone as another name, at most.
const SHORT: usize = 3;

/// How each word of a sentence in capitals is written in running text, by the model's tags and names; `None` for words of other
/// sentences, and nothing at all where the document has no such sentence.
pub(crate) fn running_forms(document: &Document, segmented: &Segmented, parse: &Parse) -> Vec<Option<CompactString>> {
    let form = |t: usize| segmented.tokens.get(t).map_or("", |t| t.span.of(&document.text));
    let mut out = Vec::new();
    let mut named: Vec<Option<Named>> = Vec::new();
    for sentence in &segmented.sentences {
        let tokens = sentence.tokens.start as usize..sentence.tokens.end as usize;
        if case_class(tokens.clone().map(form)) != CAPITALS {
            continue;
        }
        if out.is_empty() {
            out.resize(parse.words.len(), None);
            named = names(parse);
        }
        for t in tokens.start..tokens.end.min(out.len()) {
            let is_name = named[t].is_some() || parse.words[t].upos == Upos::Propn;
            let small = matches!(parse.words[t].upos, Upos::Adp | Upos::Det | Upos::Cconj | Upos::Part | Upos::Aux);
            let bracketed = t > 0 && matches!(form(t - 1), "(" | "[") && matches!(form(t + 1), ")" | "]");
            out[t] = Some(match is_name && !small {
                false if form(t) == "I" => form(t).into(),
                false => form(t).to_lowercase().into(),
                true if bracketed || is_acronym(form(t), named[t].as_ref()) => form(t).into(),
                true => capitalised(form(t)),
            });
        }
    }
    out
}

/// What a word belongs to.
#[derive(Clone)]
struct Named {
    kind: EntityKind,
    /// It is the whole name.
    alone: bool,
}

fn names(parse: &Parse) -> Vec<Option<Named>> {
    let mut out = vec![None; parse.words.len()];
    for entity in &parse.entities {
        for t in entity.tokens.clone() {
            if let Some(slot) = out.get_mut(t as usize) {
                *slot = Some(Named { kind: entity.kind, alone: entity.tokens.len() == 1 });
            }
        }
    }
    out
}

/// `FMLN`, `U.N.`, `M-19`: no vowel to speak it by, a full stop or a digit in it, or a short name that stands alone.
fn is_acronym(form: &str, named: Option<&Named>) -> bool {
    let letters = form.chars().filter(|c| c.is_alphabetic()).count();
    let spoken = form.chars().any(|c| "AEIOUY".contains(c));
    let alone = named.is_some_and(|n| n.alone && letters <= if n.kind == EntityKind::Organisation { ACRONYM } else { SHORT });
    alone || !spoken || form.contains('.') && letters <= ACRONYM || form.chars().any(|c| c.is_ascii_digit())
}

/// A capital at the start and after each mark inside: `D'Aubuisson`, `Martin-Baro`.
fn capitalised(form: &str) -> CompactString {
    let mut out = CompactString::default();
    let mut inside = false;
    for c in form.chars() {
        if inside {
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
        inside = c.is_alphabetic();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_a_capital_after_each_mark() {
        assert_eq!(capitalised("D'ALMEIDA-ÉCIJA"), "D'Almeida-Écija");
    }

    #[test]
    fn acronyms_stay() {
        let alone = |kind| Named { kind, alone: true };
        assert!(is_acronym("TLF", None) && is_acronym("T.A.L.", None) && is_acronym("M-19", None));
        assert!(is_acronym("TALO", Some(&alone(EntityKind::Organisation))));
        assert!(!is_acronym("TALO", Some(&alone(EntityKind::Person))) && !is_acronym("TALO", None));
    }
}
