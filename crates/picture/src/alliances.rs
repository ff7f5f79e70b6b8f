//! What bodies consist of: `X, which includes A and B`, `X, made up of A, B and C`, `A, as part of X`, `one of its member groups`.

use truceline_events::{Scene, Status, frames, status};
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::{Deprel, Upos, Xpos};

use crate::{picture::Membership, quote, toll_words::phrase_after};

/// All such memberships in text order.
pub(crate) fn find(scene: Scene) -> Vec<Membership> {
    let view = scene.view;
    let of_word = |t: u32| match view.upos(t) {
        Upos::Verb if view.lemma(t) == "belong" => belongs(scene, t),
        Upos::Verb => composed(scene, t),
        Upos::Noun if view.lemma(t) == "part" => as_part(scene, t),
        Upos::Num | Upos::Noun | Upos::Pron if view.lemma(t) == "one" => one_of(scene, t),
        Upos::Noun if view.lemma(t) == "member" => called_member(scene, t),
        _ => Vec::new(),
    };
    (0..view.len()).flat_map(of_word).collect()
}

/// `X belongs to Y`, `Y, to which X belongs`.
fn belongs(scene: Scene, verb: u32) -> Vec<Membership> {
    let view = scene.view;
    let Some(frame) = frames::frame(view, scene.knowledge, verb) else { return Vec::new() };
    let reading = status::read(scene, &frame);
    if reading.absorbed || !matches!(reading.status, Status::Occurred | Status::Ongoing) {
        return Vec::new();
    }
    let to: Vec<u32> = frame.obliques.iter().filter(|(p, _)| p == "to").map(|o| o.1).collect();
    let which = to.iter().any(|&t| view.form(t).eq_ignore_ascii_case("which"));
    // "Y, to which X belongs": the name before it, whatever the tree hangs the clause on.
    let relative = to.iter().copied().find(|&t| view.form(t).eq_ignore_ascii_case("which"));
    let before = relative.and_then(|w| scene.mentions.names.iter().rev().find(|n| n.tokens.end <= w && n.kind == NameKind::Body));
    let described = before.filter(|_| which).and_then(|n| n.tokens.clone().find(|&t| scene.mentions.name_headed_by(t).is_some()));
    let Some(whole) = described.into_iter().chain(to).find_map(|t| body(scene, t)) else { return Vec::new() };
    let subjects: Vec<u32> = view.children_by(verb, &[Deprel::Nsubj]).collect();
    belonging(scene, &subjects, &whole, verb)
}

/// `X includes A and B`, `X, made up of A and B`, `an alliance that brings together A and B`.
fn composed(scene: Scene, verb: u32) -> Vec<Membership> {
    let view = scene.view;
    let mut lemma = frames::verb_lemma(view, verb);
    let after = view.form(verb + 1);
    if matches!((lemma.as_str(), after), ("make", "up") | ("bring", "together")) {
        lemma = format!("{lemma}_{after}");
    }
    if !scene.knowledge.lexicon.picture.composing.contains(lemma.as_str()) {
        return Vec::new();
    }
    let Some(frame) = frames::frame(view, scene.knowledge, verb) else { return Vec::new() };
    let reading = status::read(scene, &frame);
    if reading.absorbed || matches!(reading.status, Status::Negated | Status::Denied | Status::Hypothetical) {
        return Vec::new();
    }
    let of: Vec<u32> = frame.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "of" | "up of" | "up")).map(|o| o.1).collect();
    let within = matches!(lemma.as_str(), "include" | "incorporate" | "group") && frame.passive;
    let (whole, parts) = match (frame.passive, of.is_empty()) {
        (true, true) if within => {
            let into: Vec<u32> = frame.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "in" | "into")).map(|o| o.1).collect();
            (into, frame.objects.clone())
        }
        (true, true) => return Vec::new(),
        (true, false) => (frame.objects.clone(), of),
        (false, false) => (frame.subjects.clone(), of),
        (false, true) => (frame.subjects.clone(), frame.objects.clone()),
    };
    // "included X in its list", "groups made up of X".
    let listed = !frame.passive && frame.obliques.iter().any(|(p, _)| matches!(p.as_str(), "in" | "among" | "on")) && lemma == "include";
    let several = |t: u32| view.upos(t) == Upos::Noun && matches!(view.xpos(t), Xpos::Nns | Xpos::Nnps);
    if listed || whole.iter().any(|&t| several(t) && scene.mentions.name_headed_by(t).is_none()) {
        return Vec::new();
    }
    // What a body forms or unites in passing is not what it is made of.
    let told = !matches!(lemma.as_str(), "form" | "group" | "unite") || view.deprel(verb) == Deprel::AclRelcl || frame.passive;
    let Some(whole) = whole.iter().find_map(|&t| body(scene, t)).filter(|_| told) else { return Vec::new() };
    belonging(scene, &parts, &whole, verb)
}

/// `Norway, as part of the coalition`, `operates as part of X`.
fn as_part(scene: Scene, noun: u32) -> Vec<Membership> {
    let view = scene.view;
    if noun == 0 || view.form(noun - 1) != "as" {
        return Vec::new();
    }
    let Some(whole) = phrase_after(view, noun, "of").and_then(|t| body(scene, t)) else { return Vec::new() };
    let Some(head) = view.head(noun) else { return Vec::new() };
    let members = match view.upos(head) {
        Upos::Verb => frames::frame(view, scene.knowledge, head).map(|f| if f.passive { f.objects } else { f.subjects }),
        _ => Some(vec![head]),
    };
    belonging(scene, &members.unwrap_or_default(), &whole, noun)
}

/// `A was named as one of its constituent groups, along with B and C`, `A, one of the groups in X`.
fn one_of(scene: Scene, one: u32) -> Vec<Membership> {
    let view = scene.view;
    let Some(kind) = phrase_after(view, one, "of") else { return Vec::new() };
    let described =
        view.children_by(kind, &[Deprel::Amod, Deprel::Compound]).any(|c| matches!(view.lemma(c), "constituent" | "member" | "component"));
    let words = &scene.knowledge.lexicon.picture;
    if !(words.parts.contains(view.lemma(kind)) || described) {
        return Vec::new();
    }
    let owner = view.child(kind, &[Deprel::NmodPoss]).or_else(|| phrase_after(view, kind, "of")).or_else(|| phrase_after(view, kind, "in"));
    let Some(whole) = owner.and_then(|t| body(scene, t)) else { return Vec::new() };
    let mut members: Vec<u32> = match view.deprel(one) {
        Deprel::Appos => view.head(one).into_iter().collect(),
        _ if view.child(one, &[Deprel::Cop]).is_some() => view.child(one, &[Deprel::Nsubj]).into_iter().collect(),
        _ => view
            .head(one)
            .and_then(|v| frames::frame(view, scene.knowledge, v))
            .map(|f| if f.passive { f.objects } else { f.subjects })
            .unwrap_or_default(),
    };
    let end = view.sentence(one).map_or(one, |s| s.tokens.end);
    let along = (kind..end).find(|&t| view.form(t) == "along" && view.form(t + 1) == "with").and_then(|t| phrase_after(view, t, "with"));
    members.extend(along);
    belonging(scene, &members, &whole, one)
}

/// `NATO member Turkey`, `Turkey, a NATO member`, `EU member states France and Italy`.
fn called_member(scene: Scene, noun: u32) -> Vec<Membership> {
    let view = scene.view;
    let of = noun.checked_sub(1).and_then(|b| scene.mentions.name_at(b)).filter(|n| n.kind == NameKind::Body);
    let Some(whole) = of.map(|n| scene.mentions.of_name(view, scene.knowledge, n)) else { return Vec::new() };
    let head = view.head(noun).filter(|_| view.deprel(noun) == Deprel::Compound).unwrap_or(noun);
    let above = view.head(head).filter(|_| matches!(view.deprel(head), Deprel::Appos | Deprel::Compound));
    let below = view.children_by(head, &[Deprel::Appos, Deprel::Flat]).next().or_else(|| view.child(head, &[Deprel::Nsubj]));
    let members: Vec<u32> = above.or(below).into_iter().chain([head]).collect();
    let states =
        |m: &Membership| m.member.entity.and_then(|e| scene.mentions.entities.get(e as usize)).is_some_and(|e| e.kind == NameKind::Country);
    belonging(scene, &members, &whole, noun).into_iter().filter(states).collect()
}

/// A body by its name, or a noun for one that others make up.
fn body(scene: Scene, token: u32) -> Option<Participant> {
    let view = scene.view;
    let name = scene.mentions.name_headed_by(token).filter(|n| n.kind == NameKind::Body);
    if let Some(n) = name {
        return Some(scene.mentions.of_name(view, scene.knowledge, n));
    }
    let stands = view.upos(token) == Upos::Pron || scene.knowledge.lexicon.picture.wholes.contains(view.lemma(token));
    let found = scene.people(&[token]).into_iter().next().filter(|_| stands)?;
    let kind = found.entity.and_then(|e| scene.mentions.entities.get(e as usize)).map(|e| e.kind);
    matches!(kind, None | Some(NameKind::Body)).then_some(found)
}

/// The names among the members, each as part of the whole.
fn belonging(scene: Scene, members: &[u32], whole: &Participant, word: u32) -> Vec<Membership> {
    let belongs = |p: &Participant| {
        let kind = p.entity.and_then(|e| scene.mentions.entities.get(e as usize)).map(|e| e.kind);
        matches!(kind, Some(NameKind::Body | NameKind::Country)) && p.name != whole.name
    };
    let entry = |member| Membership { member, of: Some(whole.clone()), role: "part of".to_owned(), quote: quote::clause(scene, word) };
    scene.people(members).into_iter().filter(belongs).map(entry).collect()
}
