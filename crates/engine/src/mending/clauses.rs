//! Mistakes of the tree about clauses that hang on nouns.

use truceline_syntax::{Deprel, Parse, Upos, Xpos};
use truceline_text::Segmented;

use super::{
    SUBJECTS,
    sentence::{Sentence, rehang},
};

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

/// `Gunmen believed to belong to X seized a guard`, `men thought to be smugglers were held`: what is believed of the subject
/// describes it, and the finite verb behind is what it does.
pub(super) fn mend_believed_subjects(segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        let seen = Sentence { words, first };
        let moved: Vec<[usize; 3]> = (0..words.len())
            .filter(|&v| matches!(words[v].lemma.as_str(), "believe" | "suspect" | "think" | "say" | "allege" | "know"))
            .filter(|&v| words[v].xpos == Xpos::Vbn || words[v].xpos == Xpos::Vbd)
            .filter_map(|belief| {
                let subject = seen.children(belief).find(|&s| s + 1 == belief && SUBJECTS.contains(&words[s].deprel))?;
                let noun = matches!(words[subject].upos, Upos::Noun | Upos::Propn);
                let bare = !seen.has(belief, &[Deprel::Aux, Deprel::AuxPass]);
                let told = seen.children(belief).find(|&x| x > belief && words[x].deprel == Deprel::Xcomp)?;
                let to = seen.children(told).any(|m| words[m].deprel == Deprel::Mark && words[m].lemma == "to");
                let finite = |&d: &usize| {
                    let deed = words[d].upos == Upos::Verb && matches!(words[d].deprel, Deprel::Ccomp | Deprel::Parataxis | Deprel::Conj);
                    let past = words[d].xpos == Xpos::Vbd || seen.has(d, &[Deprel::Aux, Deprel::AuxPass]);
                    deed && past && d > told && !seen.has(d, &SUBJECTS) && !seen.has(d, &[Deprel::Mark, Deprel::Cc])
                };
                let deed = seen.children(belief).chain(seen.children(told)).find(finite)?;
                (noun && bare && to).then_some([subject, belief, deed])
            })
            .collect();
        for [subject, belief, deed] in moved {
            let (head, deprel) = (words[belief].head, words[belief].deprel);
            let passive = (Sentence { words, first }).has(deed, &[Deprel::AuxPass]);
            (words[deed].head, words[deed].deprel) = (head, deprel);
            (words[subject].head, words[subject].deprel) =
                (Some(first + deed as u32), if passive { Deprel::NsubjPass } else { Deprel::Nsubj });
            words[belief].deprel = Deprel::Acl;
            words[belief].xpos = Xpos::Vbn;
            rehang(words, first, belief, subject);
            for i in deed + 1..words.len() {
                if words[i].head == Some(first + belief as u32) {
                    rehang(words, first, i, deed);
                }
            }
        }
    }
}
