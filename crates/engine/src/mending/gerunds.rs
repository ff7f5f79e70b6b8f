//! Nouns in `-ing` that the model takes for verbs.

use truceline_knowledge::{Knowledge, WordClass};
use truceline_syntax::{Deprel, Parse, Upos, Word, Xpos};
use truceline_text::{Document, Segmented, plain};

use super::SUBJECTS;

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
        for at in 0..words.len() {
            if words[at].xpos != Xpos::Vbg || words[at].upos != Upos::Verb {
                continue;
            }
            let form = plain(tokens[at].span.of(&document.text)).to_lowercase();
            if knowledge.patterns_of(WordClass::Noun, &form).next().is_none() {
                continue;
            }
            if let Some(mark) = preposition(words, first, at).filter(|&m| is_noun(words, first, at, m)) {
                make_noun(words, first, at, mark, &form);
            } else if opens_sentence(words, first, at) {
                make_subject(words, first, at, &form);
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
    let described = has(&[Deprel::Amod, Deprel::Compound, Deprel::Det, Deprel::NmodPoss]);
    let inside = words[mark].lemma != "by" && mark + 1 == at;
    let next = words.get(at + 1);
    let ends = || next.is_none_or(|w| w.upos == Upos::Punct || w.upos == Upos::Adp && FOLLOWS.contains(&w.lemma.as_str()));
    !is_verbal(words, first, at) && (described || inside && ends())
}

/// What hangs on the word hangs on verbs only.
fn is_verbal(words: &[Word], first: u32, at: usize) -> bool {
    const OF_VERBS: [Deprel; 6] = [Deprel::Obj, Deprel::Nsubj, Deprel::Aux, Deprel::AuxPass, Deprel::Xcomp, Deprel::Ccomp];
    words.iter().any(|w| w.head == Some(first + at as u32) && OF_VERBS.contains(&w.deprel))
}

/// `fled fighting between X and Y`: behind a verb, and between those who fight.
fn is_fled(words: &[Word], first: u32, at: usize) -> bool {
    let marked = words.iter().any(|w| w.head == Some(first + at as u32) && w.deprel == Deprel::Mark);
    let governed = words[at].head.and_then(|h| words.get(h.checked_sub(first)? as usize)).is_some_and(|w| w.upos == Upos::Verb);
    let behind =
        words[at].head.is_some_and(|h| h < first + at as u32) && matches!(words[at].deprel, Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl);
    !marked && !is_verbal(words, first, at) && governed && behind && words.get(at + 1).is_some_and(|w| w.lemma == "between")
}

/// `Fighting broke out`, `Fighting in the hills forced people to flee`: the first word, before a verb that has no other subject.
fn opens_sentence(words: &[Word], first: u32, at: usize) -> bool {
    if at != 0 || is_verbal(words, first, at) {
        return false;
    }
    let Some(verb) = words[at].head.and_then(|h| h.checked_sub(first)).map(|h| h as usize) else { return false };
    let other = || words.iter().enumerate().any(|(i, w)| i != at && w.head == Some(first + verb as u32) && SUBJECTS.contains(&w.deprel));
    let finite = words.get(verb).is_some_and(|w| w.upos == Upos::Verb && w.xpos != Xpos::Vbg);
    let next = words.get(at + 1).is_some_and(|w| w.upos == Upos::Verb || FOLLOWS.contains(&w.lemma.as_str()));
    let stands = SUBJECTS.contains(&words[at].deprel) || words[at].deprel == Deprel::Advcl;
    verb > at && finite && next && stands && !other()
}

fn make_subject(words: &mut [Word], first: u32, at: usize, form: &str) {
    (words[at].upos, words[at].xpos, words[at].deprel) = (Upos::Noun, Xpos::Nn, Deprel::Nsubj);
    words[at].lemma = form.into();
    for word in words.iter_mut().filter(|w| w.head == Some(first + at as u32) && w.deprel == Deprel::Obl) {
        word.deprel = Deprel::Nmod;
    }
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

/// Verbs whose charge stands behind `of`, `with` or `for`.
const CHARGING: [&str; 12] =
    ["accuse", "convict", "suspect", "charge", "acquit", "blame", "condemn", "criticise", "criticize", "arrest", "jail", "absolve"];

/// `accused of burning shops and beating traders`: behind such a verb the word in `-ing` is what was done, and the noun behind it to whom.
pub(super) fn mend_charges(segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        for deed in 1..words.len() {
            if let Some(charge) = charge(words, first, deed) {
                attach_charge(words, first, deed, charge);
            }
        }
    }
}

/// The noun that a word in `-ing` is taken to describe, and the verb of the charge, both counted from the sentence's first word.
fn charge(words: &[Word], first: u32, deed: usize) -> Option<(usize, usize)> {
    let above = |i: usize| words[i].head.and_then(|h| h.checked_sub(first)).map(|h| h as usize).filter(|&h| h < words.len());
    let mark = deed - 1;
    let marks = words[mark].deprel == Deprel::Case && matches!(words[mark].lemma.as_str(), "of" | "with" | "for");
    if words[deed].deprel != Deprel::Amod || words[deed].xpos != Xpos::Vbg || !marks {
        return None;
    }
    let noun = above(deed).filter(|&n| n > deed && above(mark) == Some(n))?;
    let governor = above(noun).filter(|&g| g < mark && matches!(words[noun].deprel, Deprel::Obl | Deprel::Nmod))?;
    let charges = |v: usize| CHARGING.contains(&words[v].lemma.as_str()) && words[v].upos == Upos::Verb;
    let object = || above(governor).filter(|_| matches!(words[governor].deprel, Deprel::Obj | Deprel::NsubjPass));
    let verb = if charges(governor) { Some(governor) } else { object().filter(|&v| charges(v)) };
    verb.map(|v| (noun, v))
}

fn attach_charge(words: &mut [Word], first: u32, deed: usize, (noun, verb): (usize, usize)) {
    let at = |i: usize| Some(first + i as u32);
    (words[deed].upos, words[deed].xpos) = (Upos::Verb, Xpos::Vbg);
    (words[deed].head, words[deed].deprel) = (at(verb), Deprel::Advcl);
    (words[deed - 1].head, words[deed - 1].deprel) = (at(deed), Deprel::Mark);
    (words[noun].head, words[noun].deprel) = (at(deed), Deprel::Obj);
    // "and beating traders"
    let finite = words[verb].xpos != Xpos::Vbg;
    for word in words.iter_mut().skip(noun).filter(|w| w.head == at(verb) && w.deprel == Deprel::Conj && w.xpos == Xpos::Vbg && finite) {
        word.head = at(deed);
    }
}
