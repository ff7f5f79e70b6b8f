//! Nouns in `-ing` that the model takes for verbs.

use truceline_knowledge::{Knowledge, WordClass};
use truceline_syntax::{Deprel, Parse, Upos, Word, Xpos};
use truceline_text::{Document, Segmented, plain};

/// Prepositions behind which such a noun stands for what went on.
const AMIDST: [&str; 7] = ["in", "during", "amid", "amidst", "despite", "following", "by"];
/// What follows the noun where nothing before it tells it from a verb.
const FOLLOWS: [&str; 11] = ["by", "of", "between", "in", "near", "around", "along", "outside", "across", "at", "on"];

/// `killed in firing by troops`, `in heavy street fighting`: a word in `-ing` that the patterns list as a noun, without subject and
/// object, behind a preposition, is a noun where an adjective or the like describes it or a phrase follows.
pub(super) fn mend_nouns_in_ing(knowledge: &Knowledge, document: &Document, segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let range = first as usize..sentence.tokens.end as usize;
        let (Some(words), Some(tokens)) = (parse.words.get_mut(range.clone()), segmented.tokens.get(range)) else { continue };
        for at in 1..words.len() {
            if words[at].xpos != Xpos::Vbg || words[at].upos != Upos::Verb {
                continue;
            }
            let form = plain(tokens[at].span.of(&document.text)).to_lowercase();
            if knowledge.patterns_of(WordClass::Noun, &form).next().is_none() {
                continue;
            }
            if let Some(mark) = preposition(words, first, at).filter(|&m| is_noun(words, first, at, m)) {
                make_noun(words, first, at, mark, &form);
            } else if is_fled(words, first, at) {
                make_object(words, first, at, &form);
            }
        }
    }
}

/// The preposition that opens the phrase.
fn preposition(words: &[Word], first: u32, at: usize) -> Option<usize> {
    let clause = matches!(words[at].deprel, Deprel::Advcl | Deprel::Acl);
    let own = |h: Option<u32>| {
        let described = h.and_then(|h| words.get(h.checked_sub(first)? as usize)).is_some_and(|w| w.deprel == Deprel::Compound);
        h == Some(first + at as u32) || described && h.is_some_and(|h| words[(h - first) as usize].head == Some(first + at as u32))
    };
    let opens = |m: &usize| {
        own(words[*m].head) && matches!(words[*m].deprel, Deprel::Mark | Deprel::Case) && AMIDST.contains(&words[*m].lemma.as_str())
    };
    (at.saturating_sub(4)..at).find(opens).filter(|_| clause)
}

fn is_noun(words: &[Word], first: u32, at: usize, mark: usize) -> bool {
    let has = |rels: &[Deprel]| words.iter().any(|w| w.head == Some(first + at as u32) && rels.contains(&w.deprel));
    let verbal = has(&[Deprel::Obj, Deprel::Nsubj, Deprel::Aux, Deprel::AuxPass, Deprel::Xcomp, Deprel::Ccomp]);
    let described = has(&[Deprel::Amod, Deprel::Compound, Deprel::Det, Deprel::NmodPoss]);
    let inside = words[mark].lemma != "by" && mark + 1 == at;
    let next = words.get(at + 1);
    let ends = || next.is_none_or(|w| w.upos == Upos::Punct || w.upos == Upos::Adp && FOLLOWS.contains(&w.lemma.as_str()));
    !verbal && (described || inside && ends())
}

/// `fled fighting between X and Y`: behind a verb, and between those who fight.
fn is_fled(words: &[Word], first: u32, at: usize) -> bool {
    let has = |rels: &[Deprel]| words.iter().any(|w| w.head == Some(first + at as u32) && rels.contains(&w.deprel));
    let verbal = has(&[Deprel::Obj, Deprel::Nsubj, Deprel::Aux, Deprel::AuxPass, Deprel::Xcomp, Deprel::Ccomp, Deprel::Mark]);
    let governed = words[at].head.and_then(|h| words.get(h.checked_sub(first)? as usize)).is_some_and(|w| w.upos == Upos::Verb);
    let behind =
        words[at].head.is_some_and(|h| h < first + at as u32) && matches!(words[at].deprel, Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl);
    !verbal && governed && behind && words.get(at + 1).is_some_and(|w| w.lemma == "between")
}

fn make_object(words: &mut [Word], first: u32, at: usize, form: &str) {
    (words[at].upos, words[at].xpos, words[at].deprel) = (Upos::Noun, Xpos::Nn, Deprel::Obj);
    words[at].lemma = form.into();
    for word in words.iter_mut().filter(|w| w.head == Some(first + at as u32) && w.deprel == Deprel::Obl) {
        word.deprel = Deprel::Nmod;
    }
}

fn make_noun(words: &mut [Word], first: u32, at: usize, mark: usize, form: &str) {
    (words[at].upos, words[at].xpos) = (Upos::Noun, Xpos::Nn);
    words[at].lemma = form.into();
    words[at].deprel = if words[at].deprel == Deprel::Acl { Deprel::Nmod } else { Deprel::Obl };
    (words[mark].upos, words[mark].xpos) = (Upos::Adp, Xpos::In);
    (words[mark].head, words[mark].deprel) = (Some(first + at as u32), Deprel::Case);
    for word in words.iter_mut().filter(|w| w.head == Some(first + at as u32) && matches!(w.deprel, Deprel::Obl | Deprel::OblAgent)) {
        word.deprel = Deprel::Nmod;
    }
}
