//! Posts told without a name beside them: `Venezuela's oil minister ... X said`, `He was director of the Y`.

use truceline_events::Scene;
use truceline_knowledge::Referent;
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::{Deprel, Upos, Xpos};

use crate::{bodies, picture::Membership, quote};

/// All posts of people whom the report names elsewhere.
pub(crate) fn find(scene: Scene) -> Vec<Membership> {
    let view = scene.view;
    let nouns = (0..view.len()).filter(|&t| view.upos(t) == Upos::Noun && view.xpos(t) == Xpos::Nn && scene.mentions.name_at(t).is_none());
    nouns.filter_map(|t| of_pronoun(scene, t).or_else(|| of_description(scene, t))).collect()
}

/// `He was executive director of the rights group Y`.
fn of_pronoun(scene: Scene, noun: u32) -> Option<Membership> {
    let view = scene.view;
    let he = |s: &u32| view.upos(*s) == Upos::Pron && matches!(view.form(*s).to_lowercase().as_str(), "he" | "she");
    let subject = view.children_by(noun, &[Deprel::Nsubj]).find(he)?;
    let cop = view.child(noun, &[Deprel::Cop])?;
    let open =
        view.children_by(noun, &[Deprel::Aux, Deprel::Advmod]).any(|a| matches!(view.lemma(a), "not" | "will" | "would" | "may" | "never"));
    if open || view.lemma(cop) != "be" {
        return None;
    }
    entry(scene, scene.people(&[subject]).into_iter().next()?, noun)
}

/// `the head of the Red Crescent in Y was shot. X had ...`: whoever the description stands for.
fn of_description(scene: Scene, noun: u32) -> Option<Membership> {
    let view = scene.view;
    let beside = scene.mentions.posts.iter().any(|p| p.quote.contains(view.span(noun)));
    let predicate = view.child(noun, &[Deprel::Cop]).is_some();
    let plain = !beside && !predicate && view.child(noun, &[Deprel::Appos, Deprel::Flat]).is_none() && view.deprel(noun) != Deprel::Appos;
    let person = plain.then(|| scene.people(&[noun]).into_iter().next()).flatten()?;
    entry(scene, person, noun)
}

/// The post that a noun tells of a named person, with whose it is.
fn entry(scene: Scene, member: Participant, noun: u32) -> Option<Membership> {
    let person = member.entity.and_then(|e| scene.mentions.entities.get(e as usize)).is_some_and(|e| e.kind == NameKind::Person);
    let role = role_before(scene, noun)?;
    let of = owner(scene, noun).filter(|o| person && o.name != member.name)?;
    // "a BBC reporter" holds a post, "a Freedonian reporter" none.
    let private = matches!(scene.knowledge.lexicon.role(&role), Some("CVL" | "MED" | "BUS" | "LAB" | "EDU" | "AGR" | "REF" | "HRI"));
    let of_state = of.entity.and_then(|e| scene.mentions.entities.get(e as usize)).is_some_and(|e| e.kind != NameKind::Body);
    if private && of_state {
        return None;
    }
    Some(Membership { member, of: Some(of), role, quote: quote::clause(scene, noun) })
}

/// The words of the post that end in a noun: `deputy oil minister`.
fn role_before(scene: Scene, noun: u32) -> Option<String> {
    let view = scene.view;
    let sentence = view.sentence(noun)?.tokens.start;
    let text = |first: u32| (first..=noun).map(|t| view.form(t).to_lowercase()).collect::<Vec<_>>().join(" ").replace(" - ", "-");
    let longest = (noun.saturating_sub(3).max(sentence)..=noun).map(text).find(|r| scene.knowledge.lexicon.role(r).is_some())?;
    let none = &scene.knowledge.lexicon.picture.no_post;
    (!none.contains(longest.as_str())).then_some(longest)
}

/// The state or body to which a post belongs: before the noun, or in its `of` phrase.
fn owner(scene: Scene, noun: u32) -> Option<Participant> {
    let view = scene.view;
    let of = view.children_by(noun, &[Deprel::Nmod]).filter(|&c| matches!(view.preposition(c).as_deref(), Some("of" | "for")));
    let before = view.children_by(noun, &[Deprel::NmodPoss, Deprel::Amod, Deprel::Compound]);
    of.chain(before).find_map(|c| {
        let name = scene.mentions.name_headed_by(c).or_else(|| {
            let beside = |k: &u32| view.deprel(*k) != Deprel::Nmod || *k == c + 1;
            let apposed = view.children_by(c, &[Deprel::Appos, Deprel::Flat, Deprel::NmodDesc, Deprel::Nmod]).filter(beside);
            apposed.filter_map(|k| scene.mentions.name_headed_by(k)).find(|n| n.kind == NameKind::Body)
        });
        // "the rights group Heirs of Justice"
        let collective = |t: u32| scene.knowledge.lexicon.naming.collective.contains(view.lemma(t));
        let start = if collective(c) { Some(c + 1) } else { (c > 0 && collective(c - 1)).then_some(c) };
        if let Some(called) = start.filter(|_| name.is_none()).and_then(|s| bodies::called(scene, s)) {
            return Some(called);
        }
        // "a commander of Dutch troops"
        let Some(name) = name else {
            return scene.people(&[c]).into_iter().find(|p| p.name.contains(' ') && p.codes.iter().any(|code| code.len() > 3));
        };
        let entity = scene.mentions.entities.get(name.entity as usize)?;
        let state = matches!(entity.referent, Some(Referent::Country(_)));
        let mut p = scene.mentions.of_name(view, scene.knowledge, name);
        if state {
            p.name.clone_from(&entity.name);
        }
        (state || name.kind == NameKind::Body).then_some(p)
    })
}
