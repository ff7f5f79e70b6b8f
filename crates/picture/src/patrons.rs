//! Backing told by adjectives and compounds: `the U.N.-backed government`, `groups loyal to X`, `pro-government militia`.

use truceline_events::Scene;
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::{Deprel, Upos};

use crate::{
    kin::known_by_word,
    support::{List, kind_of},
};

/// `the U.N.-backed government`; `a government backed by the U.N.` is the verb's.
pub(crate) fn backed_compound(scene: Scene, word: u32, list: &mut List) {
    const BACKED: [&str; 11] =
        ["backed", "supported", "sponsored", "armed", "trained", "funded", "equipped", "aligned", "allied", "financed", "supplied"];
    let view = scene.view;
    let written = view.form(word).to_lowercase();
    let backer = if BACKED.contains(&written.as_str()) && word >= 2 && view.form(word - 1) == "-" {
        scene.mentions.name_at(word - 2).map(|n| scene.mentions.of_name(view, scene.knowledge, n))
    } else {
        let end = written.rsplit_once('-').filter(|(_, end)| BACKED.contains(end)).map(|(name, _)| name.len());
        end.and_then(|end| known_by_word(scene, &view.form(word)[..end], word))
    };
    let Some(mut backer) = backer else { return };
    if let Some(entity) = backer.entity.and_then(|e| scene.mentions.entities.get(e as usize)) {
        backer.name.clone_from(&entity.name);
    }
    let Some(noun) = view.head(word) else { return };
    if scene.mentions.is_participant(view, scene.knowledge, noun) {
        let span = view.span_of(backer.token.min(word)..noun.max(word) + 1);
        let own = scene.people(&[noun]).into_iter().next().map_or_else(|| own(scene, noun), |p| unless_person(scene, p, noun));
        list.add(&[backer], &[own], "asserted", span);
    }
}

/// The noun's own phrase where what stands beside it is the person at its head: `the U.N.-backed government, X`.
fn unless_person(scene: Scene, p: Participant, noun: u32) -> Participant {
    if kind_of(scene, &p) == Some(NameKind::Person) && scene.view.lemma(noun) == "government" { own(scene, noun) } else { p }
}

/// `groups loyal to X`, `militias allied with X`, `X and allied Y`, `pro-government militia`.
pub(crate) fn loyal(scene: Scene, word: u32, list: &mut List) {
    let view = scene.view;
    let lemma = view.lemma(word);
    let Some(noun) = view.head(word).filter(|&h| matches!(view.upos(h), Upos::Noun | Upos::Propn)) else { return };
    if lemma == "loyal" || lemma == "allied" || lemma == "ally" {
        let to =
            view.children_by(word, &[Deprel::Obl, Deprel::Nmod]).find(|&c| matches!(view.preposition(c).as_deref(), Some("to" | "with")));
        let forces = matches!(view.lemma(noun), "force" | "troop" | "soldier" | "fighter" | "army") && lemma == "loyal";
        let patrons = to.map(|t| scene.people(&[t])).unwrap_or_default();
        let wider = |p: &Participant| p.codes.iter().any(|c| c.ends_with("TER") || c.starts_with("IMG") || c.len() == 3);
        if let Some(to) = to.filter(|_| lemma != "loyal" && patrons.iter().all(wider) && !patrons.is_empty()) {
            // "a group allied with al-Qaeda": the wider body backs it.
            list.add(&patrons, &[own(scene, noun)], "asserted", view.span_of(noun.min(word)..to + 1));
        } else if let Some(to) = to.filter(|_| !forces) {
            list.add(&[own(scene, noun)], &patrons, "asserted", view.span_of(noun.min(word)..to + 1));
        } else if to.is_none() && word < noun && view.deprel(noun) == Deprel::Conj && lemma != "loyal" {
            let first = view.head(noun).map(|h| scene.people(&[h]).into_iter().take(1).collect::<Vec<_>>()).unwrap_or_default();
            let quote = view.span_of(view.head(noun).unwrap_or(word).min(word)..noun + 1);
            list.add(&[own(scene, noun)], &first, "asserted", quote);
        }
    } else if let Some(side) = lemma.strip_prefix("pro-").filter(|s| *s == "government") {
        let backed =
            Participant { name: side.to_owned(), span: view.span(word), token: word, entity: None, id: None, codes: vec!["GOV".into()] };
        list.add(&[own(scene, noun)], &[backed], "asserted", view.span_of(word..noun + 1));
    }
}

/// The noun's own phrase, not the leader that it follows.
fn own(scene: Scene, noun: u32) -> Participant {
    let view = scene.view;
    let list = scene.mentions.participants(view, scene.knowledge, noun);
    let described = list.into_iter().find(|p| p.token == noun && kind_of(scene, p) != Some(NameKind::Person));
    if let Some(name) = scene.mentions.name_headed_by(noun).filter(|n| described.is_none() && n.kind != NameKind::Person) {
        return scene.mentions.of_name(view, scene.knowledge, name);
    }
    let bare = || Participant {
        name: view.text_of(noun..noun + 1),
        span: view.span(noun),
        token: noun,
        entity: None,
        id: None,
        codes: vec!["GOV".into()],
    };
    described.unwrap_or_else(bare)
}
