//! Mistakes of the tree about clauses that hang on nouns.

use truceline_syntax::{Deprel, Parse, Upos};
use truceline_text::Segmented;

use super::SUBJECTS;

/// `the demand that the president step down`: a clause with a subject that the conjunction `that` opens is what the noun says, and
/// leaves no gap for the noun.
pub(super) fn mend_noun_clauses(segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        let child = |of: usize, fits: &dyn Fn(usize) -> bool| (0..words.len()).any(|i| words[i].head == Some(first + of as u32) && fits(i));
        let that = |i: usize| words[i].deprel == Deprel::Mark && words[i].upos == Upos::Sconj && words[i].lemma == "that";
        let told: Vec<usize> = (0..words.len())
            .filter(|&c| words[c].deprel == Deprel::AclRelcl)
            .filter(|&c| child(c, &that) && child(c, &|i| SUBJECTS.contains(&words[i].deprel)))
            .collect();
        for clause in told {
            words[clause].deprel = Deprel::Acl;
        }
    }
}

/// Nouns for what is asked, whose infinitive says what somebody is to do.
const ASKS: [&str; 11] =
    ["need", "necessity", "call", "demand", "request", "appeal", "plea", "petition", "proposal", "urgency", "importance"];

/// `stressed the need for Israel to end curbs`: an infinitive behind a noun of asking and whom it asks hangs on that noun.
pub(super) fn mend_asked_infinitives(segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        let at = |h: Option<u32>| h.and_then(|h| h.checked_sub(first)).map(|h| h as usize).filter(|&h| h < words.len());
        let marked = |of: usize, lemma: &str, rel: Deprel| {
            (0..of).any(|i| at(words[i].head) == Some(of) && words[i].deprel == rel && words[i].lemma == lemma)
        };
        let moved: Vec<(usize, usize)> = (0..words.len())
            .filter(|&c| words[c].deprel == Deprel::Advcl && words[c].upos == Upos::Verb && marked(c, "to", Deprel::Mark))
            .filter_map(|clause| {
                let verb = at(words[clause].head).filter(|&v| v < clause)?;
                let asks = |&n: &usize| {
                    at(words[n].head) == Some(verb) && words[n].deprel == Deprel::Obj && ASKS.contains(&words[n].lemma.as_str())
                };
                let noun = (verb + 1..clause).find(asks)?;
                let asked = |&n: &usize| at(words[n].head) == Some(noun) && marked(n, "for", Deprel::Case);
                (noun + 1..clause).find(asked).map(|_| (clause, noun))
            })
            .collect();
        for (clause, noun) in moved {
            (words[clause].head, words[clause].deprel) = (Some(first + noun as u32), Deprel::Acl);
        }
    }
}
