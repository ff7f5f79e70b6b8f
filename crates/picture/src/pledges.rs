//! Backing that is denied, and backing by allegiance and by fighting at somebody's side.

use truceline_events::{Scene, frames};
use truceline_syntax::{Deprel, Upos};

use crate::{
    enmity::fights_for,
    picture::Support,
    quote,
    sides::{akin, owners, people_or_owners},
    support::{List, stated},
    toll_words::phrase_after,
};

/// `Y, which X denies`, `X has denied the charge`: a backing told before and denied by the backer.
pub(crate) fn denials(scene: Scene, list: &mut List) {
    let view = scene.view;
    for verb in (0..view.len()).filter(|&t| matches!(view.lemma(t), "deny" | "reject" | "dismiss" | "refute") && view.upos(t) == Upos::Verb)
    {
        let Some(frame) = frames::frame(view, scene.knowledge, verb).filter(|f| !f.passive) else { continue };
        let claim = |t: u32| {
            matches!(view.form(t).to_lowercase().as_str(), "which" | "that" | "this" | "it")
                || matches!(
                    view.lemma(t),
                    "charge" | "accusation" | "claim" | "allegation" | "involvement" | "report" | "suggestion" | "link"
                )
        };
        if !frame.objects.iter().any(|&o| claim(o)) && view.child(verb, &[Deprel::Obj]).is_some() {
            continue;
        }
        let deniers = scene.people(&frame.subjects);
        let near = |s: &Support| {
            let sentence = view.sentence_index(s.backed.token.max(s.backer.token));
            view.sentence_index(verb).checked_sub(sentence).is_some_and(|d| d <= 1) && s.quote.start < view.span(verb).start
        };
        let told = |s: &&Support| s.status != "denied" && near(s) && deniers.iter().any(|d| akin(scene, d, &s.backer));
        let denied: Vec<Support> = list.found.iter().filter(told).cloned().collect();
        let quote = quote::clause(scene, verb);
        for s in denied {
            if !list.found.iter().any(|k| k.status == "denied" && k.backer.name == s.backer.name && k.backed.name == s.backed.name) {
                list.found.push(Support { status: "denied", quote, ..s });
            }
        }
    }
}

/// `swore allegiance to X`, `pledged loyalty to X`; `fought on the side of X`.
pub(crate) fn allegiance(scene: Scene, verb: u32, list: &mut List) {
    let view = scene.view;
    if let Some((fighters, friends)) = fights_for(scene, verb) {
        list.add_kind(&fighters, &friends, "military", quote::clause(scene, verb));
    }
    let Some(noun) =
        view.children_by(verb, &[Deprel::Obj]).find(|&o| matches!(view.lemma(o), "allegiance" | "loyalty" | "fealty" | "support"))
    else {
        return;
    };
    if !matches!(view.lemma(verb), "swear" | "pledge" | "declare" | "proclaim" | "vow" | "profess") {
        return;
    }
    let Some(frame) = frames::frame(view, scene.knowledge, verb) else { return };
    let Some("asserted") = stated(scene, verb, &frame) else { return };
    let to = phrase_after(view, noun, "to").or_else(|| phrase_after(view, noun, "for"));
    let mut backers = people_or_owners(scene, &frame.subjects);
    // "several of its leaders": the body is theirs.
    let of_body = backers.iter().all(|p| p.entity.is_none());
    if of_body && let Some(&s) = frame.subjects.first() {
        let inner = phrase_after(view, s, "of").unwrap_or(s);
        let bodies = owners(scene, inner);
        backers = if bodies.is_empty() { backers } else { bodies };
    }
    list.add(&backers, &scene.people(&to.into_iter().collect::<Vec<_>>()), "asserted", quote::clause(scene, verb));
}
