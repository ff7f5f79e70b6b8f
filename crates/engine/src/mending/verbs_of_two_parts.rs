//! Verbs of two parts: `test-fired a missile`, `handed the suspect over to the police`.

use truceline_knowledge::{Knowledge, WordClass};
use truceline_syntax::{Deprel, Parse, Upos, Word, Xpos};
use truceline_text::{Document, Segmented};

use super::sentence::Sentence;

pub(super) fn mend(knowledge: &Knowledge, document: &Document, segmented: &Segmented, parse: &mut Parse) {
    hyphened(knowledge, document, segmented, parse);
    handed_over(segmented, parse);
}

/// `handed the suspect over to the police`: the tree may take `over` for a part of the preposition.
fn handed_over(segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        for over in 2..words.len().saturating_sub(1) {
            let (word, to) = (&words[over], &words[over + 1]);
            let both = word.lemma == "over" && to.lemma == "to" && word.deprel == Deprel::Case && to.deprel == Deprel::Case;
            if !both || word.head != to.head {
                continue;
            }
            let seen = Sentence { words, first };
            let hands = |v: &usize| matches!(&*words[*v].lemma, "hand" | "turn" | "sign" | "give" | "make" | "deliver");
            let Some(receiver) = seen.head(over) else { continue };
            let Some(verb) = seen.above(receiver).skip(1).take(2).find(hands).filter(|&v| v + 1 < over) else { continue };
            (words[over].head, words[over].deprel) = (Some(first + verb as u32), Deprel::CompoundPrt);
            (words[receiver].head, words[receiver].deprel) = (Some(first + verb as u32), Deprel::Obl);
        }
    }
}

/// `India test-fired a missile`, `planes air-dropped weapons`: the first part of a verb that the patterns list with a hyphen is
/// neither the verb's subject nor a thing that the verb describes.
fn hyphened(knowledge: &Knowledge, document: &Document, segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        let hyphen = |i: usize| segmented.tokens.get(first as usize + i).is_some_and(|t| t.span.of(&document.text) == "-");
        for verb in (3..words.len()).filter(|&v| hyphen(v - 1)) {
            let past = words[verb].upos == Upos::Verb && matches!(words[verb].xpos, Xpos::Vbd | Xpos::Vbn);
            let listed = || {
                let key = format!("{}-{}", words[verb - 2].lemma, words[verb].lemma);
                knowledge.patterns_of(WordClass::Verb, &key).next().is_some()
            };
            if past && listed() {
                give_subject(words, first, verb);
            }
        }
    }
}

/// The noun right before a verb of two parts becomes its subject, where the tree hangs it on the verb's first part or past the verb,
/// or has the verb as a word that describes its object.
fn give_subject(words: &mut [Word], first: u32, verb: usize) {
    let (at, part, noun) = (|i: usize| Some(first + i as u32), verb - 2, verb - 3);
    let is_noun = matches!(words[noun].upos, Upos::Noun | Upos::Propn);
    let past = words[noun].deprel == Deprel::Compound && words[noun].head > at(verb);
    let on_part = words[noun].head == at(part) && words[part].head == at(verb);
    let seen = Sentence { words, first };
    let own = seen.children(verb).any(|c| c < part && seen.words[c].deprel == Deprel::Nsubj);
    if is_noun && !own && words[verb].deprel != Deprel::Amod && (on_part || past) {
        (words[noun].head, words[noun].deprel) = (at(verb), Deprel::Nsubj);
        // What stood before the noun hung on the first part too.
        for word in words[..noun].iter_mut().filter(|w| w.head == at(part)) {
            word.head = at(noun);
        }
        (words[part].head, words[part].deprel) = (at(verb), Deprel::Compound);
        return;
    }
    let object = words[verb].head.and_then(|h| h.checked_sub(first)).map(|h| h as usize).filter(|&o| o > verb);
    let Some(object) = object.filter(|&o| is_noun && words[verb].deprel == Deprel::Amod && words[o].head == at(noun)) else { return };
    let (head, deprel) = (words[noun].head, words[noun].deprel);
    (words[verb].head, words[verb].deprel) = (head, deprel);
    (words[noun].head, words[noun].deprel) = (at(verb), Deprel::Nsubj);
    (words[object].head, words[object].deprel) = (at(verb), Deprel::Obj);
    for word in words[verb..].iter_mut().filter(|w| w.head == at(noun)) {
        word.head = at(verb);
    }
    words[verb].xpos = Xpos::Vbd;
}
