//! Who is held to have done a deed that the text tells without its doer: who claims responsibility, and who is blamed.

use truceline_syntax::{Deprel, View};

use crate::{frames, matching::Scene, who::participant};

/// Verbs of taking responsibility.
const CLAIMING: [&str; 6] = ["claim", "accept", "admit", "assume", "acknowledge", "take"];
/// Verbs of laying a deed to somebody's charge.
const BLAMING: [&str; 4] = ["blame", "accuse", "suspect", "implicate"];

/// Tokens of those to whom the words around `deed` ascribe it.
pub(crate) fn doers(scene: Scene, deed: u32) -> Vec<u32> {
    let view = scene.view;
    let told = view.children_by(deed, &[Deprel::Acl, Deprel::AclRelcl]).find_map(|c| told_of(view, c));
    let found = told.or_else(|| ascribed(view, deed)).unwrap_or_default();
    found.into_iter().filter(|&t| participant(scene, t)).collect()
}

/// Whom a clause that describes the deed has do it: `carried out by X`, `believed to have been carried out by X`, `claimed by X`,
/// `blamed on X`, `that X launched`.
fn told_of(view: &View, clause: u32) -> Option<Vec<u32>> {
    const CARRYING: [&str; 18] = [
        "carry",
        "launch",
        "stage",
        "mount",
        "conduct",
        "perpetrate",
        "commit",
        "execute",
        "orchestrate",
        "mastermind",
        "organise",
        "organize",
        "plan",
        "unleash",
        "make",
        "wage",
        "lead",
        "undertake",
    ];
    const SAYING: [&str; 9] = ["believe", "think", "suspect", "allege", "report", "say", "know", "presume", "understand"];
    let mut verb = clause;
    if SAYING.contains(&view.lemma(verb)) {
        verb = view.child(verb, &[Deprel::Xcomp, Deprel::Ccomp])?;
    }
    let towards = |p: &str| -> Vec<u32> {
        view.children_by(verb, &[Deprel::Obl, Deprel::OblAgent]).filter(|&c| view.preposition(c).as_deref() == Some(p)).collect()
    };
    let passive = frames::is_passive(view, verb);
    let found = match view.lemma(verb) {
        lemma if CARRYING.contains(&lemma) && passive => towards("by"),
        lemma if CARRYING.contains(&lemma) => frames::subjects(view, verb, 0),
        lemma if CLAIMING.contains(&lemma) && passive => towards("by"),
        "blame" | "pin" if passive => towards("on"),
        "attribute" | "ascribe" if passive => towards("to"),
        _ => Vec::new(),
    };
    let deed = view.head(clause);
    let found: Vec<u32> = found.into_iter().filter(|t| Some(*t) != deed).collect();
    (!found.is_empty()).then_some(found)
}

fn ascribed(view: &View, deed: u32) -> Option<Vec<u32>> {
    let governor = view.head(deed)?;
    let object = matches!(view.deprel(deed), Deprel::Obj | Deprel::NsubjPass);
    let preposition = view.preposition(deed);
    let objects = || view.children_by(governor, &[Deprel::Obj, Deprel::NsubjPass]).filter(|&t| t != deed);
    match view.lemma(governor) {
        // "claimed responsibility for the attack"
        "responsibility" => claimants(view, governor, view.head(governor)?),
        verb if CLAIMING.contains(&verb) && preposition.as_deref() == Some("for") => {
            let responsibility = objects().find(|&t| view.lemma(t) == "responsibility")?;
            claimants(view, responsibility, governor)
        }
        // "responsible for the attack"
        "responsible" if preposition.as_deref() == Some("for") => Some(view.children_by(governor, &[Deprel::Nsubj]).collect()),
        // "blamed the attack on rebels", however low the parser hangs the phrase
        "blame" if object => {
            let on = |t: &u32| view.preposition(*t).as_deref() == Some("on");
            view.subtree(deed).chain(view.children_by(governor, &[Deprel::Obl])).filter(on).last().map(|t| vec![t])
        }
        // "blamed rebels for the attack", "was accused of the attack"
        verb if BLAMING.contains(&verb) && matches!(preposition.as_deref(), Some("for" | "of" | "in")) => Some(objects().collect()),
        _ => None,
    }
}

/// Those who take the responsibility that a noun names.
pub(crate) fn claimants_of(view: &View, responsibility: u32) -> Option<Vec<u32>> {
    claimants(view, responsibility, view.head(responsibility)?)
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
