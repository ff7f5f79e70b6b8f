//! Mistakes of the tree about who says something.

use truceline_knowledge::Knowledge;
use truceline_syntax::{Deprel, Parse, Upos, Word, Xpos};
use truceline_text::{Document, Segmented};

use super::SUBJECTS;

/// `denied there had been raids and urged both sides to talk`: in news a verb for what is said, coordinated in the simple past with
/// a clause that is not, goes on with the deeds of whoever said that clause.
pub(super) fn mend_shared_sayers(knowledge: &Knowledge, segmented: &Segmented, parse: &mut Parse) {
    let says = |w: &Word| w.upos == Upos::Verb && knowledge.lexicon.in_class("speech", &w.lemma);
    let past = |w: &Word| matches!(w.xpos, Xpos::Vbd | Xpos::Vbn);
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        let at = |h: Option<u32>| h.and_then(|h| h.checked_sub(first)).map(|h| h as usize).filter(|&h| h < words.len());
        let has = |of: usize, rels: &[Deprel]| words.iter().any(|w| at(w.head) == Some(of) && rels.contains(&w.deprel));
        let auxiliary = [Deprel::Aux, Deprel::AuxPass, Deprel::Cop];
        let moved: Vec<(usize, usize)> = (0..words.len())
            .filter_map(|verb| {
                let word = words.get(verb).filter(|w| w.deprel == Deprel::Conj && says(w) && past(w))?;
                let clause = at(word.head).filter(|&c| c < verb && words[c].deprel == Deprel::Ccomp)?;
                let sayer = at(words[clause].head).filter(|&s| s < clause && says(&words[s]) && past(&words[s]))?;
                let own = has(verb, &SUBJECTS) || has(verb, &auxiliary);
                (!own && has(sayer, &SUBJECTS) && has(clause, &SUBJECTS) && has(clause, &auxiliary)).then_some((verb, sayer))
            })
            .collect();
        for (verb, sayer) in moved {
            words[verb].head = Some(first + sayer as u32);
            words[verb].xpos = Xpos::Vbd;
        }
    }
}

/// `abducting scores of women, residents and police said`: what stands between the last comma and a verb of saying that ends the
/// sentence is its subject.
pub(super) fn mend_swallowed_sayers(knowledge: &Knowledge, document: &Document, segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        let is_comma = |i: usize| segmented.tokens.get(first as usize + i).is_some_and(|t| t.span.of(&document.text) == ",");
        let Some(verb) = words.iter().position(|w| w.head.is_none()) else { continue };
        let says = words[verb].xpos == Xpos::Vbd && knowledge.lexicon.in_class("speech", &words[verb].lemma);
        let child = |rels: &[Deprel]| words.iter().position(|w| w.head == Some(first + verb as u32) && rels.contains(&w.deprel));
        let Some(comma) = (1..verb).rev().find(|&i| is_comma(i)).filter(|_| says && child(&SUBJECTS).is_none()) else { continue };
        if child(&[Deprel::Ccomp, Deprel::Parataxis]).is_some_and(|said| said < comma) {
            give_sayers(words, first, comma, verb);
        }
    }
}

/// Hangs the nouns between comma and verb on the verb, where nothing but such a phrase stands there.
fn give_sayers(words: &mut [Word], first: u32, comma: usize, verb: usize) {
    let inside = |h: Option<u32>| h.is_some_and(|h| (first + comma as u32 + 1..first + verb as u32).contains(&h));
    let noun = |w: &Word| matches!(w.upos, Upos::Noun | Upos::Propn | Upos::Pron);
    let tops: Vec<usize> = (comma + 1..verb).filter(|&i| !inside(words[i].head)).collect();
    let behind = |&i: &usize| noun(&words[i]) && words[i].head.is_some_and(|h| h <= first + comma as u32);
    if tops.is_empty() || !tops.iter().all(behind) || words[comma + 1..verb].iter().any(|w| w.upos == Upos::Verb) {
        return;
    }
    for &top in &tops[1..] {
        (words[top].head, words[top].deprel) = (Some(first + tops[0] as u32), Deprel::Conj);
    }
    (words[tops[0]].head, words[tops[0]].deprel) = (Some(first + verb as u32), Deprel::Nsubj);
}

/// `..., the head of the agency, Rafael Grossi, said`: where commas part two nouns before a verb of saying that has no subject, the
/// first is its subject and the second tells who that is.
pub(super) fn mend_apposed_sayers(knowledge: &Knowledge, document: &Document, segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        let is_comma = |i: usize| segmented.tokens.get(first as usize + i).is_some_and(|t| t.span.of(&document.text) == ",");
        let Some(verb) = words.iter().position(|w| w.head.is_none()).filter(|&v| v > 0 && is_comma(v - 1)) else { continue };
        let says = matches!(words[verb].xpos, Xpos::Vbd | Xpos::Vbz) && knowledge.lexicon.in_class("speech", &words[verb].lemma);
        let child = |rels: &[Deprel]| words.iter().position(|w| w.head == Some(first + verb as u32) && rels.contains(&w.deprel));
        if !says || child(&SUBJECTS).is_some() {
            continue;
        }
        let mut commas = (0..verb - 1).rev().filter(|&i| is_comma(i));
        let (Some(middle), Some(opening)) = (commas.next(), commas.next()) else { continue };
        if child(&[Deprel::Ccomp, Deprel::Parataxis]).is_some_and(|said| said < opening) {
            let (sayer, title) = (lone_noun(words, first, opening + 1..middle), lone_noun(words, first, middle + 1..verb - 1));
            if let (Some(sayer), Some(title)) = (sayer, title) {
                (words[sayer].head, words[sayer].deprel) = (Some(first + verb as u32), Deprel::Nsubj);
                (words[title].head, words[title].deprel) = (Some(first + sayer as u32), Deprel::Appos);
            }
        }
    }
}

/// The one noun in `range` on which all its other words hang, where none of them is a verb.
fn lone_noun(words: &[Word], first: u32, range: std::ops::Range<usize>) -> Option<usize> {
    let inside = |h: Option<u32>| h.and_then(|h| h.checked_sub(first)).is_some_and(|h| range.contains(&(h as usize)));
    let mut tops = range.clone().filter(|&i| words[i].upos != Upos::Punct && !inside(words[i].head));
    let top = tops.next().filter(|&t| matches!(words[t].upos, Upos::Noun | Upos::Propn))?;
    let cased = range.clone().any(|i| words[i].head == Some(first + top as u32) && words[i].deprel == Deprel::Case && i < top);
    let verb = range.clone().any(|i| words[i].upos == Upos::Verb);
    (tops.next().is_none() && !cased && !verb).then_some(top)
}

/// `There will be consequences, the general said on Sunday`: who says so at the end of a sentence governs all that stands before
/// the comma.
pub(super) fn mend_trailing_sayers(knowledge: &Knowledge, document: &Document, segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        let form = |i: usize| segmented.tokens.get(first as usize + i).map_or("", |t| t.span.of(&document.text));
        let Some(root) = words.iter().position(|w| w.head.is_none()) else { continue };
        let hung = |w: &Word| {
            matches!(w.deprel, Deprel::Parataxis | Deprel::AclRelcl | Deprel::Acl | Deprel::Advcl | Deprel::Conj)
                && w.upos == Upos::Verb
                && matches!(w.xpos, Xpos::Vbd | Xpos::Vbz)
                && knowledge.lexicon.in_class("speech", &w.lemma)
        };
        let Some(sayer) = (root + 1..words.len()).rev().find(|&i| hung(&words[i])) else { continue };
        let quote = |i: usize| matches!(form(i), "\"" | "”" | "''" | "’" | "'");
        let Some(start) = (root + 1..sayer).rev().find(|&i| form(i) == "," || quote(i)).map(|i| i + 1) else { continue };
        let comma = form(start - 1) == "," || start >= 2 && form(start - 2) == ",";
        if comma && closes(words, first, start, sayer) {
            (words[sayer].head, words[sayer].deprel) = (None, Deprel::Root);
            (words[root].head, words[root].deprel) = (Some(first + sayer as u32), Deprel::Ccomp);
        }
    }
}

/// True where the words from `start` to the end of the sentence are a verb of saying with its subject, and whom, when and where.
fn closes(words: &[Word], first: u32, start: usize, sayer: usize) -> bool {
    let at = |h: Option<u32>| h.and_then(|h| h.checked_sub(first)).map(|h| h as usize).filter(|&h| h < words.len());
    let under = |i: usize| std::iter::successors(Some(i), |&i| at(words[i].head)).take(words.len()).any(|i| i == sayer);
    let children = || (0..words.len()).filter(|&i| at(words[i].head) == Some(sayer));
    let allowed = |i: usize| match words[i].deprel {
        Deprel::Nsubj => i < sayer && !matches!(words[i].xpos, Xpos::Wdt | Xpos::Wp),
        Deprel::Obj | Deprel::Iobj => words[sayer].lemma == "tell",
        Deprel::Obl | Deprel::OblUnmarked | Deprel::Advmod | Deprel::Punct => true,
        _ => false,
    };
    let subject = children().any(|i| words[i].deprel == Deprel::Nsubj);
    subject && children().all(allowed) && (start..words.len()).all(|i| words[i].upos == Upos::Punct || under(i))
}
