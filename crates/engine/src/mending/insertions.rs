//! Mistakes of the tree about what is put in between: who says so, who else acts.

use truceline_knowledge::Knowledge;
use truceline_syntax::{Deprel, Parse, Upos, Word};
use truceline_text::{Document, Segmented};

use super::{
    SUBJECTS,
    sentence::{Sentence, rehang},
};

/// `The militia, the UN says, executed prisoners`: who speaks between commas is not who acts.
pub(super) fn mend_inserted_sayers(knowledge: &Knowledge, document: &Document, segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        let is_comma = |i: usize| segmented.tokens.get(first as usize + i).is_some_and(|t| t.span.of(&document.text) == ",");
        let seen = Sentence { words, first };
        let moved: Vec<(usize, usize)> = (0..words.len())
            .filter(|&v| words[v].upos == Upos::Verb && knowledge.lexicon.in_class("speech", &words[v].lemma))
            .filter_map(|sayer| {
                let mut subjects = seen.children(sayer).filter(|&s| s < sayer && words[s].deprel == Deprel::Nsubj);
                let (doer, speaker) = (subjects.next()?, subjects.next()?);
                let told = |&c: &usize| matches!(words[c].deprel, Deprel::Ccomp | Deprel::Parataxis) && words[c].upos == Upos::Verb;
                let deed = seen.children(sayer).find(|c| *c > sayer && told(c) && !seen.has(*c, &SUBJECTS))?;
                let apart = (doer..speaker).any(is_comma) && (sayer..deed).any(is_comma);
                apart.then_some((doer, deed))
            })
            .collect();
        for (doer, deed) in moved {
            let passive = (Sentence { words, first }).has(deed, &[Deprel::AuxPass]);
            rehang(words, first, doer, deed);
            words[doer].deprel = if passive { Deprel::NsubjPass } else { Deprel::Nsubj };
        }
    }
}

/// `Chad as well as Niger sent troops`, `Chad, along with Niger, sent troops`: both act.
pub(super) fn mend_joined_subjects(segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        let seen = Sentence { words, first };
        let moved: Vec<(usize, usize)> = (0..words.len())
            .filter(|&v| words[v].upos == Upos::Verb)
            .filter_map(|verb| {
                let subject = seen.children(verb).find(|&s| s < verb && matches!(words[s].deprel, Deprel::Nsubj | Deprel::NsubjPass))?;
                let joined = |&w: &usize| w > subject && w < verb && joins(&seen, w);
                // The tree may hang the second on the first or on the verb.
                let second = seen.children(verb).chain(seen.children(subject)).find(joined)?;
                Some((second, subject))
            })
            .collect();
        for (second, subject) in moved {
            rehang(words, first, second, subject);
            words[second].deprel = Deprel::Conj;
        }
    }
}

/// True for a noun that `as well as`, `along with`, `together with` or `alongside` joins to another.
fn joins(sentence: &Sentence, noun: usize) -> bool {
    let words = sentence.words;
    let nominal = |w: &Word| matches!(w.upos, Upos::Noun | Upos::Propn);
    let case = |c: usize| match words[c].lemma.as_str() {
        "along" | "together" => words.get(c + 1).is_some_and(|w| w.lemma == "with"),
        "alongside" => words[c].deprel == Deprel::Case,
        _ => false,
    };
    let second = words[noun].deprel == Deprel::Nsubj && sentence.has(noun, &[Deprel::Cc]);
    let beside = matches!(words[noun].deprel, Deprel::Obl | Deprel::Nmod)
        && sentence.children(noun).any(|c| c < noun && matches!(words[c].deprel, Deprel::Case | Deprel::Advmod) && case(c));
    nominal(&words[noun]) && (second || beside)
}
