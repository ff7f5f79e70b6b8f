//! Which of the words that patterns list are ever coded in a body of text.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Analysed, Engine};
use truceline_events::{
    Scene, code_all,
    frames::frame,
    matching::{key_of, listed_keys},
};
use truceline_knowledge::{Knowledge, WordClass};

/// A word that patterns list, by its class and the name that they give it.
pub type Predicate = (WordClass, String);

/// The words that some entry coded in a document, each once, whatever became of the event.
pub fn fired(engine: &Engine, analysed: &Analysed) -> BTreeSet<Predicate> {
    let view = analysed.view();
    let scene = Scene { view: &view, knowledge: engine.knowledge(), mentions: &analysed.mentions, coded: &[] };
    code_all(scene).iter().flatten().filter_map(|c| Some((c.pattern.word_class, key_of(&view, c)?))).collect()
}

/// The words that patterns list and that stand in a document as predicates, coded or not; each once for every time that it stands
/// there.
pub fn standing(engine: &Engine, analysed: &Analysed) -> Vec<Predicate> {
    let view = analysed.view();
    let scene = Scene { view: &view, knowledge: engine.knowledge(), mentions: &analysed.mentions, coded: &[] };
    let frames = (0..view.len()).filter_map(|token| frame(&view, scene.knowledge, token));
    frames
        .flat_map(|frame| {
            let words = listed_keys(scene, &frame).into_iter().map(|key| (frame.class(), key));
            words.collect::<BTreeSet<Predicate>>()
        })
        .collect()
}

/// Every word that patterns list, with the place of its first entry (`attack.pattern:12`).
pub fn listed(knowledge: &Knowledge) -> BTreeMap<Predicate, &str> {
    let mut out = BTreeMap::new();
    for pattern in &knowledge.patterns {
        for lemma in &pattern.lemmas {
            out.entry((pattern.word_class, lemma.to_string())).or_insert(pattern.name.as_str());
        }
    }
    out
}
