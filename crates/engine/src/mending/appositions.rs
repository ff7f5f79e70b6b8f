//! Names and nouns between commas that the model makes subjects or lists of.

use truceline_knowledge::Knowledge;
use truceline_syntax::{Deprel, Parse, Upos};
use truceline_text::{Document, Segmented};

use super::sentence::Sentence;

/// `In the capital, Pristina, Gates reaffirmed ...`, `The two men, both former ministers, were ...`: what stands between commas is
/// set to the noun before it.
pub(crate) fn mend_appositions(document: &Document, segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        let form = |i: usize| segmented.tokens.get(first as usize + i).map_or("", |t| t.span.of(&document.text));
        for at in 2..words.len().saturating_sub(1) {
            let start = (0..at).rev().take_while(|&i| words[i].head == Some(first + at as u32)).last().unwrap_or(at);
            let start = start + usize::from(form(start) == ",");
            let before = start.checked_sub(2).filter(|&n| form(start - 1) == "," && matches!(words[n].upos, Upos::Noun | Upos::Propn));
            let Some(noun) = before.filter(|_| form(at + 1) == ",") else { continue };
            let doubled = || {
                let later = |w: &truceline_syntax::Word| w.head == words[at].head && w.deprel == Deprel::Nsubj;
                let place = words[noun].deprel == Deprel::Obl && words[noun].head == words[at].head;
                words[at].deprel == Deprel::Nsubj && place && words[at + 2..].iter().any(later)
            };
            let both = || {
                let listed = words[at].deprel == Deprel::Conj && words[at].head == Some(first + noun as u32);
                listed && matches!(form(start), "both" | "all" | "most" | "themselves")
            };
            if doubled() || both() {
                (words[at].head, words[at].deprel) = (Some(first + noun as u32), Deprel::Appos);
            }
        }
    }
}

/// `Fuel and Energy Minister X met Y`: nouns joined before a title are the title's, not people beside X.
pub(super) fn mend_joined_offices(knowledge: &Knowledge, segmented: &Segmented, parse: &mut Parse) {
    for sentence in &segmented.sentences {
        let first = sentence.tokens.start;
        let Some(words) = parse.words.get_mut(first as usize..sentence.tokens.end as usize) else { continue };
        let seen = Sentence { words, first };
        let moved: Vec<(usize, usize, usize)> = (0..words.len())
            .filter(|&n| words[n].deprel == Deprel::Conj && words[n].upos == Upos::Propn)
            .filter_map(|name| {
                let office = seen.head(name).filter(|&o| o < name && knowledge.lexicon.agent(&words[o].lemma.to_lowercase()).is_none())?;
                let title = seen.children(name).find(|&t| t < name && words[t].deprel == Deprel::NmodDesc)?;
                let post = knowledge.lexicon.role(&words[title].lemma.to_lowercase()).is_some();
                let cc = words.get(office + 1).is_some_and(|w| w.deprel == Deprel::Cc);
                let compound = seen.children(title).any(|c| c == office + 2 && words[c].deprel == Deprel::Compound);
                (post && cc && compound && office + 3 == title).then_some((office, title, name))
            })
            .collect();
        for (office, title, name) in moved {
            let (head, deprel) = (words[office].head, words[office].deprel);
            (words[name].head, words[name].deprel) = (head, deprel);
            (words[office].head, words[office].deprel) = (Some(first + title as u32), Deprel::Compound);
            for word in words[title..].iter_mut().filter(|w| w.head == Some(first + office as u32)) {
                word.head = Some(first + name as u32);
            }
        }
    }
}
