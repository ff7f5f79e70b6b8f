//! Subjects that the tree hangs on the wrong word.

use truceline_syntax::{Deprel, Parse, Upos, Word, Xpos};
use truceline_text::{Document, Segmented};

use super::SUBJECTS;

/// `spoke after a raid on gangs killed ten`: a noun without a preposition behind the word that opens a clause is the subject of its
/// verb, not a phrase of the verb above.
pub(super) fn mend_lost_subjects(segmented: &Segmented, parse: &mut Parse) {
    const OPENS: [&str; 8] = ["after", "before", "when", "as", "because", "since", "while", "until"];
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        let at = |i: usize| Some(first + i as u32);
        let has = |of: usize, rels: &[Deprel]| words.iter().any(|w| w.head == at(of) && rels.contains(&w.deprel));
        let moved: Vec<(usize, usize)> = (0..words.len())
            .filter(|&verb| words[verb].upos == Upos::Verb && words[verb].deprel == Deprel::Advcl && !has(verb, &SUBJECTS))
            .filter_map(|verb| {
                let mark = (0..verb).find(|&m| words[m].head == at(verb) && words[m].deprel == Deprel::Mark)?;
                let opens = OPENS.contains(&words[mark].lemma.as_str());
                let bare = |&n: &usize| {
                    let phrase = words[n].head == words[verb].head && matches!(words[n].deprel, Deprel::Obl | Deprel::Obj);
                    let noun = matches!(words[n].upos, Upos::Noun | Upos::Propn);
                    phrase && noun && !has(n, &[Deprel::Case])
                };
                (mark + 1..verb).find(bare).filter(|_| opens).map(|noun| (noun, verb))
            })
            .collect();
        for (noun, verb) in moved {
            let passive = words.iter().any(|w| w.head == at(verb) && w.deprel == Deprel::AuxPass);
            words[noun].head = at(verb);
            words[noun].deprel = if passive { Deprel::NsubjPass } else { Deprel::Nsubj };
        }
    }
}

/// `In New York, Russia and China vetoed a draft`, `Asked about it, the spokesman said`: behind the comma of a fronted phrase, what the tree hangs on that phrase is the
/// subject of a verb that has none.
pub(super) fn mend_swallowed_subjects(document: &Document, segmented: &Segmented, parse: &mut Parse) {
    let form = |i: u32| segmented.tokens.get(i as usize).map_or("", |t| t.span.of(&document.text));
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        let at = |i: usize| Some(first + i as u32);
        let Some(verb) = words.iter().position(|w| w.head.is_none()) else { continue };
        let finite = matches!(words[verb].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp) && words[verb].upos == Upos::Verb;
        if !finite || words.iter().any(|w| w.head == at(verb) && SUBJECTS.contains(&w.deprel)) {
            continue;
        }
        let fronts = |w: &Word| w.upos == Upos::Adp || w.upos == Upos::Verb && w.deprel == Deprel::Advcl;
        if !words.first().is_some_and(fronts) {
            continue;
        }
        let hung = (1..verb).find(|&c| {
            let noun = matches!(words[c].upos, Upos::Noun | Upos::Propn) && matches!(words[c].deprel, Deprel::Appos | Deprel::Conj);
            let behind = words[c].head.is_some_and(|h| h < first + c as u32);
            let own = (1..c).rev().take_while(|&t| words[t].head == at(c)).last().unwrap_or(c);
            let opens = [own, own - 1].iter().any(|&t| form(first + t as u32) == ",");
            let last = (c + 1..verb).all(|t| words[t].upos == Upos::Punct || words[t].head.is_some_and(|h| h >= first + c as u32));
            noun && behind && opens && last
        });
        if let Some(noun) = hung {
            (words[noun].head, words[noun].deprel) = (at(verb), Deprel::Nsubj);
        }
    }
}
