//! Who is held to have done a deed that the text tells without its doer: who claims responsibility, and who is blamed.

use truceline_syntax::{Deprel, View};

use crate::{frames, matching::Scene, who::participant};

/// Verbs of taking responsibility.
const CLAIMING: [&str; 6] = ["claim", "accept", "admit", "assume", "acknowledge", "take"];
/// Verbs of laying a deed to somebody's charge.
const BLAMING: [&str; 5] = ["blame", "accuse", "suspect", "implicate", "charge"];
/// Verbs of tracing a deed back to somebody.
const TRACING: [&str; 6] = ["attribute", "ascribe", "blame", "trace", "impute", "pin"];
/// What a deed is called whose doer is told by `of`.
const WORK: [&str; 3] = ["work", "handiwork", "doing"];

/// Tokens of those to whom the words around `deed` ascribe it.
pub(crate) fn doers(scene: Scene, deed: u32) -> Vec<u32> {
    let view = scene.view;
    let described = || view.children_by(deed, &[Deprel::Acl, Deprel::AclRelcl]).find_map(|c| traced(view, deed, c));
    let found = ascribed(view, deed).or_else(described).or_else(|| behind(view, deed)).unwrap_or_default();
    found.into_iter().filter(|&t| participant(scene, t)).collect()
}

fn ascribed(view: &View, deed: u32) -> Option<Vec<u32>> {
    let governor = view.head(deed)?;
    let preposition = view.preposition(deed);
    let objects = |verb: u32| view.children_by(verb, &[Deprel::Obj, Deprel::NsubjPass]).filter(move |&t| t != deed);
    match view.lemma(governor) {
        // "claimed responsibility for the attack"
        "responsibility" => claimants(view, governor, view.head(governor)?),
        verb if CLAIMING.contains(&verb) && preposition.as_deref() == Some("for") => {
            let responsibility = objects(governor).find(|&t| view.lemma(t) == "responsibility")?;
            claimants(view, responsibility, governor)
        }
        // "responsible for the attack", "held X responsible for the attack"
        "responsible" if preposition.as_deref() == Some("for") => {
            let own: Vec<u32> = view.children_by(governor, &[Deprel::Nsubj]).collect();
            let held = view.head(governor).filter(|&h| own.is_empty() && view.lemma(h) == "hold");
            Some(held.map_or(own, |h| objects(h).collect()))
        }
        verb if BLAMING.contains(&verb) && matches!(preposition.as_deref(), Some("for" | "of" | "in" | "with")) => {
            Some(objects(governor).collect())
        }
        // "the attack was the work of X"
        work if WORK.contains(&work) && view.deprel(deed) == Deprel::Nsubj => {
            Some(view.children_by(governor, &[Deprel::Nmod]).filter(|&c| view.preposition(c).as_deref() == Some("of")).collect())
        }
        _ => {
            let charged = charged_by_clause(view, deed, governor);
            if charged.is_some() { charged } else { traced(view, deed, governor) }
        }
    }
}

/// `suspect X of having planted the bomb`: the clause of a verb of blame is about its object, wherever the parser hangs either.
fn charged_by_clause(view: &View, deed: u32, governor: u32) -> Option<Vec<u32>> {
    let marked = view.children_by(deed, &[Deprel::Mark]).any(|m| m < deed && matches!(view.lemma(m), "of" | "for" | "with"));
    if !marked {
        return None;
    }
    let blames = |v: u32| BLAMING.contains(&view.lemma(v));
    if blames(governor) {
        let inside = view.children_by(deed, &[Deprel::Obj]).filter(|&t| t < deed);
        return Some(view.children_by(governor, &[Deprel::Obj, Deprel::NsubjPass]).chain(inside).collect());
    }
    let object = matches!(view.deprel(governor), Deprel::Obj | Deprel::NsubjPass);
    view.head(governor).filter(|&v| object && blames(v)).map(|_| vec![governor])
}

/// `blamed the attack on rebels`, `the attack was attributed to rebels`, `an attack claimed by rebels`, however low the parser
/// hangs the phrase.
fn traced(view: &View, deed: u32, verb: u32) -> Option<Vec<u32>> {
    let describes = view.head(verb) == Some(deed);
    if !describes && !matches!(view.deprel(deed), Deprel::Obj | Deprel::NsubjPass) {
        return None;
    }
    if view.lemma(verb) == "claim" {
        let agents: Vec<u32> = view.children_by(verb, &[Deprel::OblAgent]).collect();
        return (!agents.is_empty()).then_some(agents);
    }
    let to = |t: &u32| *t > verb.min(deed) && matches!(view.preposition(*t).as_deref(), Some("on" | "to"));
    let inner = view.subtree(deed).filter(|_| view.lemma(verb) == "blame" && !describes);
    let found = inner.chain(view.children_by(verb, &[Deprel::Obl, Deprel::Nmod])).filter(to).last();
    found.filter(|_| TRACING.contains(&view.lemma(verb))).map(|t| vec![t])
}

/// `X is behind the attack`, `X is believed to be behind the attack`.
fn behind(view: &View, deed: u32) -> Option<Vec<u32>> {
    if view.preposition(deed).as_deref() != Some("behind") {
        return None;
    }
    let own: Vec<u32> = view.children_by(deed, &[Deprel::Nsubj]).collect();
    if !own.is_empty() {
        return Some(own);
    }
    let above = view.head(deed)?;
    Some(match frames::is_passive(view, above) {
        true => frames::passive_objects(view, above),
        false => frames::subjects(view, above, 2),
    })
}

/// Subject, or agent of the passive, of the verb that takes responsibility.
fn claimants(view: &View, responsibility: u32, verb: u32) -> Option<Vec<u32>> {
    let taken = CLAIMING.contains(&view.lemma(verb)) && matches!(view.deprel(responsibility), Deprel::Obj | Deprel::NsubjPass);
    let negated = view.children(verb).iter().any(|&c| matches!(view.lemma(c), "not" | "n't" | "never"));
    let who = if frames::is_passive(view, verb) {
        view.children_by(verb, &[Deprel::OblAgent]).collect()
    } else {
        frames::subjects(view, verb, 4)
    };
    (taken && !negated).then_some(who)
}
