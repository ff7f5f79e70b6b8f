//! Arms and money that go to a side, and sides that stand together: `sold jets to Y`, `is allied with Z`.

use truceline_events::{Scene, Status, frames, status};
use truceline_syntax::{Deprel, Upos};

use crate::{
    quote,
    sides::{can_fight, people_or_owners},
    support::{List, stated},
};

/// What a side is armed and paid with.
pub(crate) fn is_supply(scene: Scene, token: u32) -> bool {
    let lemma = scene.view.lemma(token);
    let lexicon = &scene.knowledge.lexicon;
    lexicon.in_class("weaponry", lemma)
        || lexicon.in_class("weapon", lemma)
        || lexicon.in_class("aircraft", lemma)
        || matches!(
            lemma,
            "money" | "cash" | "fund" | "funding" | "fuel" | "training" | "arms" | "supply" | "jet" | "tank" | "equipment" | "hardware"
        )
}

/// `X has sold fighter jets to Y`, `X ships arms to Y`.
pub(crate) fn delivered(scene: Scene, verb: u32, list: &mut List) {
    let view = scene.view;
    if !matches!(
        view.lemma(verb),
        "sell" | "ship" | "export" | "smuggle" | "funnel" | "deliver" | "supply" | "send" | "provide" | "give" | "fly"
    ) {
        return;
    }
    let Some(frame) = frames::frame(view, scene.knowledge, verb).filter(|f| !f.passive) else { return };
    let to: Vec<u32> = frame.obliques.iter().filter(|(p, _)| p == "to").map(|o| o.1).collect();
    if to.is_empty() || !frame.objects.iter().any(|&o| is_supply(scene, o)) {
        return;
    }
    let Some(status) = stated(scene, verb, &frame) else { return };
    let backed: Vec<_> = people_or_owners(scene, &to).into_iter().filter(|p| can_fight(scene, p)).collect();
    list.add(&scene.people(&frame.subjects), &backed, status, quote::clause(scene, verb));
}

/// `X is allied with Y`, `X has allied itself with Y`.
pub(crate) fn allied(scene: Scene, word: u32, list: &mut List) {
    let view = scene.view;
    if !matches!(view.lemma(word), "ally" | "allied")
        || view.upos(view.head(word).unwrap_or(word)) == Upos::Noun && view.deprel(word) == Deprel::Amod
    {
        return;
    }
    let with =
        view.children_by(word, &[Deprel::Obl, Deprel::Nmod]).find(|&c| matches!(view.preposition(c).as_deref(), Some("to" | "with")));
    let described = || view.head(word).filter(|_| view.deprel(word) == Deprel::AclRelcl);
    let subject = view.child(word, &[Deprel::Nsubj, Deprel::NsubjPass]).or_else(described);
    let (Some(with), Some(subject)) = (with, subject) else { return };
    let real = frames::frame(view, scene.knowledge, word).map(|f| status::read(scene, &f).status);
    if matches!(real, None | Some(Status::Occurred | Status::Ongoing)) {
        list.add(&scene.people(&[subject]), &scene.people(&[with]), "asserted", quote::clause(scene, word));
    }
}
