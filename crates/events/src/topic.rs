//! What a report is about, as far as its words alone tell.

use crate::matching::Scene;

/// Words of sport that a report needs to be one, at the least.
const LEAST: u32 = 3;
/// One word in so many must be of sport.
const ONE_IN: u32 = 50;

/// True for a report on sport, whose attacks, defeats and strikes are none. A bomb in a stadium has far fewer such words.
pub(crate) fn is_sport(scene: Scene) -> bool {
    let view = scene.view;
    let words = (0..view.len()).filter(|&t| scene.knowledge.lexicon.in_class("sports_report", view.lemma(t))).count() as u32;
    words >= LEAST && words * ONE_IN >= view.len()
}
