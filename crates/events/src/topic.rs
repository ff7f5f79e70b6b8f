//! What a report is about, as far as its words alone tell.

use crate::matching::Scene;

/// One word in so many must be of the matter.
const ONE_IN: u32 = 50;

/// True for a report on sport, whose attacks, defeats and strikes are none. A bomb in a stadium has far fewer such words.
pub(crate) fn is_sport(scene: Scene) -> bool {
    is_about(scene, "sports_report", 3)
}

/// True for a report on films, music, games or other shows.
pub(crate) fn is_show(scene: Scene) -> bool {
    is_about(scene, "show_report", 5)
}

/// True for a report on firms and markets.
pub(crate) fn is_business(scene: Scene) -> bool {
    is_about(scene, "business_report", 5)
}

/// True for a report on what parties at home mean to do about taxes and schools.
pub(crate) fn is_home(scene: Scene) -> bool {
    is_about(scene, "home_report", 6)
}

/// True for a report on organised crime.
pub(crate) fn is_crime(scene: Scene) -> bool {
    is_about(scene, "crime_report", 5)
}

/// True where `least` words of the class or more are found, one in [`ONE_IN`] of all.
fn is_about(scene: Scene, class: &str, least: u32) -> bool {
    let view = scene.view;
    let words = (0..view.len()).filter(|&t| scene.knowledge.lexicon.in_class(class, view.lemma(t))).count() as u32;
    words >= least && words * ONE_IN >= view.len()
}
