//! Those who visit, named behind `visiting`.

use truceline_knowledge::Knowledge;
use truceline_syntax::{Deprel, Parse, Upos, Word, Xpos};
use truceline_text::{Document, Segmented};

/// How many words a visitor's country, office and name may have.
const REACH: usize = 8;

/// `with visiting French President X`, `visiting envoy X urged`: what stands right behind `visiting`, with an office and without
/// an article, is who visits and not who is visited.
pub(super) fn mend_visitors(knowledge: &Knowledge, document: &Document, segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let range = first as usize..sentence.tokens.end as usize;
        let (Some(words), Some(tokens)) = (parse.words.get_mut(range.clone()), segmented.tokens.get(range)) else { continue };
        for at in 0..words.len() {
            let form = tokens[at].span.of(&document.text);
            if words[at].xpos == Xpos::Vbg && matches!(form, "visiting" | "Visiting") && words[at].deprel != Deprel::Amod {
                mend_visitor(knowledge, words, first, at);
            }
        }
    }
}

fn mend_visitor(knowledge: &Knowledge, words: &mut [Word], first: u32, at: usize) {
    let up = |words: &[Word], i: usize| words[i].head.and_then(|h| h.checked_sub(first)).map(|h| h as usize).filter(|&h| h < words.len());
    let end = (at + 1 + REACH).min(words.len());
    let inside = |h: usize| h > at && h < end;
    let part = |w: &Word| matches!(w.upos, Upos::Adj | Upos::Noun | Upos::Propn);
    if at + 1 >= end || !part(&words[at + 1]) {
        return;
    }
    let mut visitor = at + 1;
    while let Some(h) = up(words, visitor).filter(|&h| inside(h) && part(&words[h]) && h > visitor) {
        visitor = h;
    }
    // "visiting King X": the office and the name side by side.
    let name = visitor + 1;
    if name < end && words[name].upos == Upos::Propn && up(words, name) == Some(at) && words[name].deprel == Deprel::Obj {
        (words[visitor].head, words[visitor].deprel) = (Some(first + name as u32), Deprel::NmodDesc);
        visitor = name;
    }
    let office = (at + 1..=visitor).any(|i| knowledge.lexicon.role(&words[i].lemma.to_lowercase()).is_some());
    let whole = (at + 1..visitor).all(|i| part(&words[i]));
    let Some(above) = up(words, at).filter(|&a| office && whole && !(at..=visitor).contains(&a)) else { return };
    let own = Some(first + at as u32);
    if words[visitor].head != own {
        // "visiting envoy X urged": the tree has the visitor as the subject already.
        if matches!(words[visitor].deprel, Deprel::Nsubj | Deprel::NsubjPass) && words[at].deprel == Deprel::Advcl {
            (words[at].head, words[at].deprel) = (Some(first + visitor as u32), Deprel::Amod);
        }
        return;
    }
    let Some((head, deprel)) = place_of(words, first, at, above, visitor) else { return };
    let to = Some(first + visitor as u32);
    (words[visitor].head, words[visitor].deprel) = (Some(first + head as u32), deprel);
    for (i, word) in words.iter_mut().enumerate().filter(|(i, w)| *i != visitor && w.head == own) {
        let leads = i < at;
        word.head = if leads || word.deprel == Deprel::Flat { to } else { Some(first + head as u32) };
        if leads && word.deprel == Deprel::Mark {
            word.deprel = Deprel::Case;
        }
    }
    (words[at].head, words[at].deprel) = (to, Deprel::Amod);
}

/// Where the visitor belongs by the word before `visiting`: behind a preposition, beside another name, as a verb's object, else
/// as the subject that the verb behind lacks.
fn place_of(words: &[Word], first: u32, at: usize, above: usize, visitor: usize) -> Option<(usize, Deprel)> {
    const STARTS: [&str; 12] =
        ["be", "begin", "start", "stop", "avoid", "consider", "keep", "finish", "continue", "enjoy", "resume", "propose"];
    let subject = |w: &Word| w.head == Some(first + above as u32) && matches!(w.deprel, Deprel::Nsubj | Deprel::NsubjPass);
    let next = words.get(visitor + 1..).and_then(|rest| rest.iter().find(|w| w.deprel != Deprel::Flat && w.upos != Upos::Punct));
    let acts = next.is_some_and(|w| matches!(w.upos, Upos::Verb | Upos::Aux)) && above > visitor;
    let before = at.checked_sub(1).filter(|&b| words[b].upos != Upos::Punct);
    let Some(before) = before else { return (acts && !words.iter().any(subject)).then_some((above, Deprel::Nsubj)) };
    let word = &words[before];
    match word.lemma.as_str() {
        "with" | "to" | "between" => {
            let deprel = if words[above].upos == Upos::Verb { Deprel::Obl } else { Deprel::Nmod };
            Some((above, deprel))
        }
        // "a reception for visiting President X"
        "for" if words[above].upos == Upos::Noun => Some((above, Deprel::Nmod)),
        "and" => {
            let mut beside = before.checked_sub(1).filter(|&b| matches!(words[b].upos, Upos::Propn | Upos::Noun))?;
            while let Some(h) = words[beside].head.and_then(|h| h.checked_sub(first)).map(|h| h as usize) {
                if words[beside].deprel != Deprel::Flat || h >= beside {
                    break;
                }
                beside = h;
            }
            Some((beside, Deprel::Conj))
        }
        lemma if word.upos == Upos::Verb && !STARTS.contains(&lemma) => Some((before, Deprel::Obj)),
        _ => None,
    }
}
