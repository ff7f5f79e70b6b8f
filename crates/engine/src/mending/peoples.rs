//! Mistakes of the tree about names of peoples.

use truceline_knowledge::{Knowledge, Referent, folded};
use truceline_syntax::{Deprel, Parse, Upos};
use truceline_text::{Document, Segmented};

/// `between Hazaras and Kuchi nomads`: the name of a people right before a noun for people is part of the noun's phrase, where the
/// tree has the one beside the other.
pub(super) fn mend_names_beside_people(knowledge: &Knowledge, document: &Document, segmented: &Segmented, parse: &mut Parse) {
    let form = |i: u32| segmented.tokens.get(i as usize).map_or("", |t| t.span.of(&document.text));
    for sentence in &segmented.sentences {
        for noun in sentence.tokens.clone().skip(1) {
            let name = noun - 1;
            let [Some(before), Some(word)] = [name, noun].map(|i| parse.words.get(i as usize)) else { continue };
            let apart = before.head.is_some() && before.head == word.head || word.head == Some(name);
            let described = matches!(before.deprel, Deprel::Compound | Deprel::Amod);
            let people = word.upos == Upos::Noun && knowledge.lexicon.agent(&word.lemma).is_some();
            if !apart || described || !people || form(name).ends_with('s') || !form(name).starts_with(char::is_uppercase) {
                continue;
            }
            let known = knowledge.names.get(&folded(form(name)));
            if !known.iter().any(|r| matches!(r, Referent::Community(_))) {
                continue;
            }
            let place = if word.head == Some(name) { (before.head, before.deprel) } else { (word.head, word.deprel) };
            for i in sentence.tokens.clone().filter(|&i| i != noun && i < name) {
                if let Some(w) = parse.words.get_mut(i as usize).filter(|w| w.head == Some(name) && !is_part(w.deprel)) {
                    w.head = Some(noun);
                }
            }
            if let Some(w) = parse.words.get_mut(noun as usize) {
                (w.head, w.deprel) = place;
            }
            if let Some(w) = parse.words.get_mut(name as usize) {
                (w.head, w.deprel) = (Some(noun), Deprel::Compound);
            }
        }
    }
}

/// Words that belong to the name itself: `Lou` of `Lou Nuer`.
fn is_part(deprel: Deprel) -> bool {
    matches!(deprel, Deprel::Compound | Deprel::Flat)
}
