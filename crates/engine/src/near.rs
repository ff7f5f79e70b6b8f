//! Predicates that no entry codes because other words stand where one asks for those that it lists: what the lists may lack.

use truceline_events::{
    Scene, code_all,
    frames::{Frame, verb_lemma},
    matching::trials,
};
use truceline_knowledge::{Condition, Pattern, WordClass};
use truceline_syntax::Upos;

use crate::{
    Analysed, Engine,
    uncoded::{evened, told},
};

/// A predicate that no entry codes, though some lack a single condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMiss {
    /// Verb or noun.
    pub class: WordClass,
    /// Its lemma, with the verb's particle (`call_off`).
    pub word: String,
    /// The sentence it stands in, spaces evened out.
    pub sentence: String,
    /// The entries that fit but for one list of words.
    pub lacking: Vec<Lacking>,
}

/// What an entry lacks to fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// The entry with its type: `attack.pattern:12 ASSAULT`.
    pub entry: String,
    /// The condition that does not hold, as the file writes it.
    pub condition: String,
    /// The lemmas of the words that stand in the place of those that the condition lists; `(name)` for a name.
    pub words: Vec<String>,
}

/// The near misses of a document, in text order, by those entries that are wanted.
pub fn near(engine: &Engine, analysed: &Analysed, wanted: impl Fn(&Pattern) -> bool) -> Vec<NearMiss> {
    let view = analysed.view();
    let scene = Scene { view: &view, knowledge: engine.knowledge(), mentions: &analysed.mentions, coded: &[] };
    let coded = code_all(scene);
    let uncoded = (0..).zip(&coded).filter(|(_, coded)| coded.is_none()).map(|(token, _)| token);
    uncoded
        .filter_map(|token| {
            let (frame, sentence) = told(scene, token)?;
            let tried = trials(scene, &frame).into_iter().filter(|t| wanted(t.pattern));
            let lacking: Vec<Lacking> = tried
                .filter_map(|trial| {
                    let [condition] = trial.failed[..] else { return None };
                    let words = standing(scene, &frame, condition);
                    let entry = format!("{} {}", trial.pattern.name, trial.pattern.event_type);
                    (!words.is_empty()).then(|| Lacking { entry, condition: condition.to_string(), words })
                })
                .collect();
            let word = if frame.is_verb { verb_lemma(&view, token) } else { view.lemma(token).to_owned() };
            (!lacking.is_empty()).then(|| NearMiss { class: frame.class(), word, sentence: evened(&view, sentence), lacking })
        })
        .collect()
}

/// The words that stand where the condition lists others; none for conditions that list none.
fn standing(scene: Scene, frame: &Frame, condition: &Condition) -> Vec<String> {
    let view = scene.view;
    let shown = |t: u32| {
        let name = view.upos(t) == Upos::Propn || scene.mentions.name_headed_by(t).is_some();
        if name { "(name)".to_owned() } else { view.lemma(t).to_owned() }
    };
    match condition {
        Condition::Is(roles, _) => roles.iter().flat_map(|r| frame.role(r)).map(shown).collect(),
        Condition::ClauseVerb(_) | Condition::ClauseIs(_) => frame.clause.map(|c| verb_lemma(view, c)).into_iter().collect(),
        _ => Vec::new(),
    }
}
