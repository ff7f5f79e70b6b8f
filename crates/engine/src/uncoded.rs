//! Predicates that somebody takes part in and that no pattern codes: what the patterns may lack.

use truceline_events::{
    Scene, code_all,
    frames::{self, Frame},
};
use truceline_knowledge::{Effect, Role, WordClass};
use truceline_syntax::{Upos, View};
use truceline_text::{BlockKind, Document, Sentence};

use crate::Engine;

/// Endings of nouns that mostly tell what is done.
const DEVERBAL: [&str; 13] = ["tion", "sion", "ment", "ance", "ence", "al", "ing", "ure", "age", "ery", "off", "out", "down"];

/// A verb or event noun that no pattern codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uncoded {
    /// Verb or noun.
    pub class: WordClass,
    /// The lemma, with the verb's particle (`call_off`).
    pub word: String,
    /// True where participants stand on both sides of it.
    pub both_sides: bool,
    /// The sentence it stands in, spaces evened out.
    pub sentence: String,
}

/// The uncoded predicates of a document, in text order. Light and reporting verbs and names are left out: they tell no event by
/// themselves.
pub fn uncoded(engine: &Engine, document: Document) -> Vec<Uncoded> {
    let analysed = engine.analyse(document, &[]);
    let (view, mentions) = (analysed.view(), &analysed.mentions);
    let scene = Scene { view: &view, knowledge: engine.knowledge(), mentions, coded: &[] };
    let coded = code_all(scene);
    (0..)
        .zip(&coded)
        .filter(|(_, coded)| coded.is_none())
        .filter_map(|(token, _)| {
            let (frame, sentence) = told(scene, token)?;
            let both_sides = if frame.is_verb { verb(scene, &frame) } else { noun(scene, &frame) }?;
            let word = if frame.is_verb { frames::verb_lemma(&view, token) } else { view.lemma(token).to_owned() };
            Some(Uncoded { class: frame.class(), word, both_sides, sentence: evened(&view, sentence) })
        })
        .collect()
}

/// The frame of a word in a title or paragraph, and the sentence that it stands in.
pub(crate) fn told<'v>(scene: Scene<'_, 'v>, token: u32) -> Option<(Frame, &'v Sentence)> {
    let view = scene.view;
    let sentence = view.segmented.sentences.get(view.sentence_index(token) as usize)?;
    let told = matches!(view.segmented.kind(sentence), BlockKind::Paragraph | BlockKind::Title);
    Some((told.then(|| frames::frame(view, scene.knowledge, token))??, sentence))
}

/// A sentence with spaces evened out.
pub(crate) fn evened(view: &View, sentence: &Sentence) -> String {
    sentence.span.of(&view.document.text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether participants stand on both sides of a verb; `None` where there is no participant.
fn verb(scene: Scene, frame: &Frame) -> Option<bool> {
    let lexicon = &scene.knowledge.lexicon;
    let word = frames::verb_lemma(scene.view, frame.head);
    if matches!(word.as_str(), "be" | "have" | "do") || lexicon.is_light(&word) || lexicon.effect(&word) == Some(Effect::Reported) {
        return None;
    }
    let acting = has_participant(scene, &frame.subjects);
    let others: Vec<u32> = frame.objects.iter().copied().chain(frame.obliques.iter().map(|o| o.1)).collect();
    let acted_on = has_participant(scene, &others);
    (acting || has_participant(scene, &frame.objects)).then_some(acting && acted_on)
}

/// The same for a noun: one that a light verb lends its subject to, that has a party beside it, or that is made from a verb.
fn noun(scene: Scene, frame: &Frame) -> Option<bool> {
    let (view, lexicon) = (scene.view, &scene.knowledge.lexicon);
    let lemma = view.lemma(frame.head);
    let name = view.upos(frame.head) == Upos::Propn || scene.mentions.name_headed_by(frame.head).is_some();
    if name || lexicon.role(lemma).is_some() || lexicon.agent(lemma).is_some() {
        return None;
    }
    let of = |prepositions: &[&str]| {
        let roles = prepositions.iter().map(|p| Role::Preposition((*p).into()));
        roles.flat_map(|r| frame.role(&r)).collect::<Vec<u32>>()
    };
    let owners: Vec<u32> =
        [&frame.subjects, &frame.possessives, &frame.modifiers].into_iter().flatten().copied().chain(of(&["by"])).collect();
    let owned = has_participant(scene, &owners);
    let partner = has_participant(scene, &of(&["against", "between", "with", "on", "to"]));
    let light = frame.light.is_some() && has_participant(scene, &frame.subjects);
    let deverbal = DEVERBAL.iter().any(|ending| lemma.len() > ending.len() + 2 && lemma.ends_with(ending));
    (light || partner && owned || has_participant(scene, &of(&["by", "between", "against"])) || deverbal && (owned || partner))
        .then_some(owned && partner)
}

fn has_participant(scene: Scene, tokens: &[u32]) -> bool {
    tokens.iter().any(|&t| scene.mentions.is_participant(scene.view, scene.knowledge, t))
}
