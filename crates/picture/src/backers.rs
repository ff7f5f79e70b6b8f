//! Backing told by other words than verbs of backing: `X, a supporter of Y`, `stands by Y`, `came to the aid of Y`,
//! `recognised Y as president`, `sent troops to defend Y`, `gets its arms from X`.

use truceline_events::{Scene, frames};
use truceline_mentions::NameKind;
use truceline_syntax::{Deprel, Upos};

use crate::{
    quote,
    sides::{can_fight, owners, people_or_owners},
    supplies::is_supply,
    support::{List, is_armed, kind_of, stated},
    toll_words::phrase_after,
};

/// What the word at `i` tells.
pub(crate) fn find(scene: Scene, i: u32, list: &mut List) {
    match scene.view.upos(i) {
        Upos::Noun if scene.knowledge.lexicon.picture.backers.contains(scene.view.lemma(i)) => backer(scene, i, list),
        Upos::Verb => {
            let Some(frame) = frames::frame(scene.view, scene.knowledge, i) else { return };
            stands_by(scene, i, &frame, list);
            comes_to_aid(scene, i, &frame, list);
            recognises(scene, i, &frame, list);
            sends_to_defend(scene, i, &frame, list);
            receives(scene, i, &frame, list);
        }
        _ => {}
    }
}

/// `Iran, a close ally of X`, `X's main backer, Iran`, `X's ally Iran`.
fn backer(scene: Scene, noun: u32, list: &mut List) {
    let view = scene.view;
    let past = |c: u32| matches!(view.lemma(c), "former" | "erstwhile" | "one-time" | "onetime" | "estranged" | "potential" | "ex");
    if view.children_by(noun, &[Deprel::Amod]).any(past) {
        return;
    }
    let of = view.children_by(noun, &[Deprel::Nmod]).filter(|&c| view.preposition(c).as_deref() == Some("of"));
    let backed: Vec<u32> = of.chain(view.children_by(noun, &[Deprel::NmodPoss])).collect();
    let name = |t: &u32| scene.mentions.name_headed_by(*t).is_some();
    let who = match view.deprel(noun) {
        Deprel::Appos => view.head(noun),
        Deprel::Compound | Deprel::NmodDesc => view.head(noun).filter(name),
        _ if view.child(noun, &[Deprel::Cop]).is_some() => view.child(noun, &[Deprel::Nsubj]),
        _ => view.children_by(noun, &[Deprel::Appos, Deprel::Flat, Deprel::NmodDesc, Deprel::NmodUnmarked]).find(name),
    };
    let Some(who) = who.or_else(|| named_before(scene, noun)) else { return };
    let last = backed.iter().copied().fold(noun.max(who), u32::max);
    let first = backed.iter().copied().fold(noun.min(who), u32::min);
    list.add(&scene.people(&[who]), &scene.people(&backed), "asserted", view.span_of(first..last + 1));
}

/// `the army and its Northern Guard allies`: those whom the noun's own name tells.
fn named_before(scene: Scene, noun: u32) -> Option<u32> {
    let view = scene.view;
    let body = |c: &u32| scene.mentions.name_headed_by(*c).is_some_and(|n| n.kind == NameKind::Body);
    let several = view.form(noun).ends_with('s') && view.children_by(noun, &[Deprel::NmodPoss]).next().is_some();
    view.children_by(noun, &[Deprel::Compound, Deprel::Amod, Deprel::NmodDesc]).find(body).filter(|_| several)
}

/// `X stands by Y`, `rallied behind Y`.
fn stands_by(scene: Scene, verb: u32, frame: &frames::Frame, list: &mut List) {
    let words = &scene.knowledge.lexicon.picture;
    let lemma = scene.view.lemma(verb);
    let phrase = |p: &str| words.standing.contains(format!("{lemma} {p}").as_str());
    let side = frame.obliques.iter().filter(|(p, _)| phrase(p)).map(|o| o.1);
    let particle = scene.view.children_by(verb, &[Deprel::CompoundPrt]).any(|p| phrase(scene.view.lemma(p)));
    let tokens: Vec<u32> = side.chain(frame.objects.iter().copied().filter(|_| particle)).collect();
    if tokens.is_empty() || frame.passive {
        return;
    }
    let Some(status) = stated(scene, verb, frame) else { return };
    list.add(&people_or_owners(scene, &frame.subjects), &scene.people(&tokens), status, quote::clause(scene, verb));
}

/// `came to the aid of Y`, `came to Y's rescue`, `threw its weight behind Y`.
fn comes_to_aid(scene: Scene, verb: u32, frame: &frames::Frame, list: &mut List) {
    let view = scene.view;
    let backed = match view.lemma(verb) {
        "come" | "go" | "rush" | "rally" => {
            let help = |t: u32| matches!(view.lemma(t), "aid" | "help" | "defence" | "defense" | "rescue" | "assistance" | "side");
            let Some(noun) = frame.obliques.iter().find(|(p, t)| p == "to" && help(*t)).map(|o| o.1) else { return };
            let of = phrase_after(view, noun, "of").map(|t| scene.people(&[t])).unwrap_or_default();
            if of.is_empty() { owners(scene, noun) } else { of }
        }
        "throw" | "put" if frame.objects.iter().any(|&o| view.lemma(o) == "weight") => {
            let weight = frame.objects.iter().find_map(|&o| phrase_after(view, o, "behind"));
            scene.people(&weight.into_iter().collect::<Vec<_>>())
        }
        _ => return,
    };
    if let Some(status) = stated(scene, verb, frame) {
        list.add(&people_or_owners(scene, &frame.subjects), &backed, status, quote::clause(scene, verb));
    }
}

/// `X recognised Y as president`, `Y, who is recognised by X`.
fn recognises(scene: Scene, verb: u32, frame: &frames::Frame, list: &mut List) {
    let view = scene.view;
    if !matches!(view.lemma(verb), "recognize" | "recognise") {
        return;
    }
    let power = |t: u32| {
        let sector = scene.knowledge.lexicon.role(view.lemma(t)).or_else(|| scene.knowledge.lexicon.agent(view.lemma(t)));
        sector == Some("GOV") || matches!(view.lemma(t), "leader" | "representative" | "authority" | "administration")
    };
    let as_power = frame.obliques.iter().any(|(p, t)| p == "as" && power(*t));
    let backed = scene.people(&frame.objects);
    let ruler = backed.iter().any(|p| power(p.token) || kind_of(scene, p) == Some(NameKind::Person));
    if !(as_power || frame.passive && ruler) {
        return;
    }
    let backers = scene.people(&frame.subjects);
    if stated(scene, verb, frame) == Some("asserted") {
        list.add_kind(&backers, &backed, "political", quote::clause(scene, verb));
    }
}

/// `sent trucks with guns to defend Y`.
fn sends_to_defend(scene: Scene, verb: u32, frame: &frames::Frame, list: &mut List) {
    let view = scene.view;
    let words = &scene.knowledge.lexicon.picture;
    if !words.sending.contains(view.lemma(verb)) || frame.passive || !is_armed(scene, quote::clause(scene, verb)) {
        return;
    }
    let nouns = frame.objects.iter().flat_map(|&o| view.children_by(o, &[Deprel::Acl]).collect::<Vec<_>>());
    let purposes = view.children_by(verb, &[Deprel::Advcl, Deprel::Xcomp]).chain(nouns);
    let defends = |c: &u32| {
        words.defending.contains(frames::verb_lemma(view, *c).as_str())
            && view.children_by(*c, &[Deprel::Mark]).any(|m| view.lemma(m) == "to")
    };
    let Some(purpose) = purposes.into_iter().find(defends) else { return };
    let backed = view.child(purpose, &[Deprel::Obj]).map(|o| scene.people(&[o])).unwrap_or_default();
    if let Some(status) = stated(scene, verb, frame) {
        list.add(&people_or_owners(scene, &frame.subjects), &backed, status, quote::clause(scene, verb));
    }
}

/// `the rebels get their arms from X`.
fn receives(scene: Scene, verb: u32, frame: &frames::Frame, list: &mut List) {
    let view = scene.view;
    let words = &scene.knowledge.lexicon.picture;
    if !words.receiving.contains(view.lemma(verb)) || frame.passive {
        return;
    }
    // "smuggles explosives in from X": nobody's gift.
    let means = |o: &u32| words.armed.contains(view.lemma(*o)) || view.lemma(verb) != "smuggle" && is_supply(scene, *o);
    let Some(means) = frame.objects.iter().copied().find(means) else { return };
    let told = || frame.obliques.iter().filter(|(p, _)| p == "from").map(|o| o.1).collect();
    let from: Vec<u32> = phrase_after(view, means, "from").map_or_else(told, |t| vec![t]);
    let backed: Vec<_> = scene.people(&frame.subjects).into_iter().filter(|p| can_fight(scene, p)).collect();
    if let Some(status) = stated(scene, verb, frame) {
        list.add(&people_or_owners(scene, &from), &backed, status, quote::clause(scene, verb));
    }
}
