//! Who leads what where no title says so: `X heads Y`, `Y, led by X`, `the rebel leader, X`, `Uganda's X`.

use truceline_events::{Scene, Status, frames, status};
use truceline_knowledge::Referent;
use truceline_mentions::{NameKind, NameMention, Participant, Post};
use truceline_syntax::{Upos, View};

use crate::{
    picture::Membership,
    quote,
    sides::{can_fight, owners},
};

/// All that verbs of leading and the possessives of states tell.
pub(crate) fn find(scene: Scene) -> Vec<Membership> {
    let view = scene.view;
    let verbs = (0..view.len()).filter(|&t| view.upos(t) == Upos::Verb);
    verbs.flat_map(|v| by_verb(scene, v)).chain(of_states(scene)).chain(whose(scene)).collect()
}

/// `X, whose leader is Y`, `X, whose spokesman, Y, said`.
fn whose(scene: Scene) -> Vec<Membership> {
    let view = scene.view;
    let of_word = |t: u32| {
        let noun = view.head(t).filter(|&n| view.form(t).eq_ignore_ascii_case("whose") && n > t)?;
        let role = scene.knowledge.lexicon.role(view.lemma(noun)).map(|_| view.lemma(noun))?;
        let link = matches!(view.form(noun + 1), "is" | "was" | ",");
        let person = scene.mentions.name_at(noun + 1 + u32::from(link)).filter(|n| n.kind == NameKind::Person)?;
        let before = t.checked_sub(1).map(|c| c - u32::from(c > 0 && view.form(c) == ","))?;
        let body = scene.mentions.name_at(before).filter(|n| n.kind == NameKind::Body)?;
        let name = |n: &NameMention| scene.mentions.of_name(view, scene.knowledge, n);
        let quote = view.span_of(body.tokens.start..person.tokens.end);
        Some(Membership { member: name(person), of: Some(name(body)), role: role.to_owned(), quote })
    };
    (0..view.len()).filter_map(of_word).collect()
}

/// `X heads Y`, `X, who led the government team`, `the mission will be led by X`.
fn by_verb(scene: Scene, verb: u32) -> Vec<Membership> {
    let Some(&role) = scene.knowledge.lexicon.picture.leading.get(scene.view.lemma(verb)).as_ref() else { return Vec::new() };
    let Some(frame) = frames::frame(scene.view, scene.knowledge, verb) else { return Vec::new() };
    if matches!(status::read(scene, &frame).status, Status::Negated | Status::Hypothetical | Status::Denied) {
        return Vec::new();
    }
    let mut agents = frame.subjects.clone();
    agents.extend(frame.obliques.iter().filter(|(p, _)| p == "by").map(|o| o.1));
    let Some(leader) = scene.people(&agents).into_iter().find(|p| is_person(scene, p)) else { return Vec::new() };
    // "who commands the western zone for the government"
    let side: Vec<u32> = frame.obliques.iter().filter(|(p, _)| p == "for").map(|o| o.1).collect();
    let side = scene.people(&side).into_iter().find(|p| can_fight(scene, p));
    let bodies = match side {
        Some(side) => vec![side],
        None => frame.objects.iter().filter_map(|&o| led(scene, o, role)).collect(),
    };
    bodies
        .into_iter()
        .filter(|b| b.name != leader.name)
        .map(|of| Membership { member: leader.clone(), of: Some(of), role: role.to_string(), quote: quote::clause(scene, verb) })
        .collect()
}

fn is_person(scene: Scene, p: &Participant) -> bool {
    p.entity.and_then(|e| scene.mentions.entities.get(e as usize)).is_some_and(|e| e.kind == NameKind::Person)
}

/// The body that is led; a team or mission stands for whoever sends it.
fn led(scene: Scene, object: u32, role: &str) -> Option<Participant> {
    let view = scene.view;
    if let Some(name) = scene.mentions.name_headed_by(object) {
        let state = name.kind == NameKind::Country && role == "ruler";
        return (name.kind == NameKind::Body || state).then(|| scene.mentions.of_name(view, scene.knowledge, name));
    }
    let lemma = view.lemma(object);
    if matches!(lemma, "team" | "delegation" | "mission" | "side" | "negotiator" | "committee" | "panel" | "commission" | "office") {
        return owners(scene, object).into_iter().next();
    }
    let body = scene.knowledge.lexicon.naming.collective.contains(lemma) && scene.mentions.is_participant(view, scene.knowledge, object);
    body.then(|| scene.people(&[object]).into_iter().next()).flatten()
}

/// `Uganda's Yoweri Museveni`: whoever is known to hold a post of the state or body that owns the name.
fn of_states(scene: Scene) -> Vec<Membership> {
    let view = scene.view;
    let owned = scene.mentions.names.windows(2).filter(|w| {
        w[1].kind == NameKind::Person
            && w[0].tokens.end + 1 == w[1].tokens.start
            && matches!(view.form(w[0].tokens.end), "'s" | "’s" | "'" | "’")
    });
    owned.filter_map(|w| known_post(scene, &w[0], &w[1])).collect()
}

fn known_post(scene: Scene, owner: &NameMention, person: &NameMention) -> Option<Membership> {
    let referent = |n: &NameMention| scene.mentions.entities.get(n.entity as usize)?.referent;
    let Some(Referent::Person(p)) = referent(person) else { return None };
    let id = match referent(owner)? {
        Referent::Country(c) => scene.knowledge.countries.get(c as usize)?.iso3.as_str(),
        Referent::Actor(a) => scene.knowledge.actors.get(a as usize)?.id.as_str(),
        Referent::Person(_) | Referent::Nationality(_) | Referent::Seat(_) | Referent::Community(_) => return None,
    };
    let date = scene.mentions.report_date();
    let held = |post: &&truceline_knowledge::Post| post.of == id && date.is_none_or(|d| post.covers(d));
    let post = scene.knowledge.people.get(p as usize)?.posts.iter().find(held)?;
    let span = scene.view.span_of(owner.tokens.start..person.tokens.end);
    let name = |n: &NameMention| scene.mentions.of_name(scene.view, scene.knowledge, n);
    Some(Membership { member: name(person), of: Some(name(owner)), role: post.role.to_string(), quote: span })
}

/// `the rebel leader, X`, `Opposition Leader X`: the rebels as the report names them, else the word itself.
pub(crate) fn side_led(scene: Scene, post: &Post) -> Option<Participant> {
    let (side, leads) = post.role.rsplit_once(' ')?;
    let side = side.rsplit(' ').next()?;
    let leads = matches!(leads, "leader" | "chief" | "commander" | "spokesman" | "spokeswoman" | "figure" | "head");
    let armed = matches!(side, "rebel" | "guerrilla" | "insurgent" | "militant" | "separatist" | "resistance" | "militia" | "jihadist");
    if !leads || !(armed || matches!(side, "opposition" | "junta" | "gang")) {
        return None;
    }
    let view = scene.view;
    let named =
        (0..view.len()).find(|&t| view.lemma(t) == side && view.upos(t) == Upos::Noun && !post.quote.contains(view.span(t)) && armed);
    let people = named.map(|t| scene.people(&[t])).unwrap_or_default();
    if let Some(p) = people.into_iter().next() {
        return Some(p);
    }
    let (at, _) = crate::bodies::role_tokens(view, post)?;
    let word = (at..at + 3).find(|&t| view.form(t).eq_ignore_ascii_case(side))?;
    let name = view.form(word).to_owned();
    Some(Participant { name, span: view.span(word), token: word, entity: None, id: None, codes: Vec::new() })
}

/// `opposition leader X ... his Movement for Y`: the body that the report elsewhere gives to the leader.
pub(crate) fn owned_body(scene: Scene, post: &Post) -> Option<Participant> {
    let view = scene.view;
    if !(post.role.starts_with("opposition") || post.role.ends_with("leader")) {
        return None;
    }
    let his = |n: &&NameMention| {
        let before = n.tokens.start.checked_sub(1);
        n.kind == NameKind::Body && before.is_some_and(|b| matches!(view.form(b).to_lowercase().as_str(), "his" | "her"))
    };
    let owner = |n: &NameMention| scene.people(&[n.tokens.start - 1]).iter().any(|p| p.entity == Some(post.person));
    scene.mentions.names.iter().filter(his).find(|n| owner(n)).map(|n| scene.mentions.of_name(view, scene.knowledge, n))
}

/// `Secretary of Defense X`: the department or ministry of that name, where the report names it.
pub(crate) fn department(scene: Scene, post: &Post) -> Option<Participant> {
    if !post.role.split(' ').any(|w| matches!(w, "secretary" | "minister")) {
        return None;
    }
    let view = scene.view;
    let is_department = |n: &&NameMention| {
        let words: Vec<String> = n.tokens.clone().map(|t| view.form(t).to_lowercase()).collect();
        let kind = words.iter().any(|w| matches!(w.as_str(), "department" | "ministry"));
        let portfolio = |w: &str| w.len() > 4 && !matches!(w, "secretary" | "minister" | "deputy" | "assistant");
        kind && post.role.split(' ').any(|r| portfolio(r) && words.iter().any(|w| w == r))
    };
    let name = scene.mentions.names.iter().filter(|n| n.kind == NameKind::Body).find(is_department)?;
    Some(scene.mentions.of_name(view, scene.knowledge, name))
}

/// `the provincial governor, X`: the place named last before in the same sentence.
pub(crate) fn place_before(scene: Scene, post: &Post) -> Option<Participant> {
    let view: &View = scene.view;
    let near = |n: &&NameMention| view.sentence_index(post.name) == view.sentence_index(n.tokens.start);
    let name = scene.mentions.names.iter().rev().filter(|n| n.tokens.end <= post.name && n.kind == NameKind::Place).find(near)?;
    Some(scene.mentions.of_name(view, scene.knowledge, name))
}
