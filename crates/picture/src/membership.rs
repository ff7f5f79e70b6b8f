//! Who holds which post.

use truceline_events::Scene;
use truceline_knowledge::Referent;
use truceline_mentions::{NameKind, Participant, Post};

use crate::picture::Membership;

/// Every named person with a stated post, once a body.
pub(crate) fn find(scene: Scene) -> Vec<Membership> {
    let mut out: Vec<Membership> = Vec::new();
    for post in &scene.mentions.posts {
        let Some(name) = scene.mentions.name_at(post.name) else { continue };
        let member = scene.mentions.of_name(scene.view, scene.knowledge, name);
        if scene.knowledge.lexicon.picture.no_post.contains(post.role.as_str()) {
            continue;
        }
        let region = |p: &Participant| p.entity.is_some_and(|e| scene.mentions.entities[e as usize].kind == NameKind::Place);
        let government = post.role.contains("minister") || post.role.contains("secretary");
        let of = body(scene, post).filter(|p| !(government && region(p))).or_else(|| known_body(scene, post, &member));
        let same = |m: &Membership| {
            m.member.name == member.name && (of.is_none() || m.of.as_ref().map(|o| &o.name) == of.as_ref().map(|o| &o.name))
        };
        if !out.iter().any(same) {
            out.retain(|m| !(m.member.name == member.name && m.of.is_none() && m.role == post.role));
            out.push(Membership { member, of, role: post.role.clone(), quote: post.quote });
        }
    }
    out
}

/// The body as the text puts it: a name, or a name with the nouns after it (`U.S. military`).
fn body(scene: Scene, post: &Post) -> Option<Participant> {
    let (first, last) = post.of?;
    let name = scene.mentions.name_at(first)?;
    let mut p = scene.mentions.of_name(scene.view, scene.knowledge, name);
    if name.kind == NameKind::Nationality
        && let Some(Referent::Country(_)) = p.entity.and_then(|e| scene.mentions.entities.get(e as usize)).and_then(|e| e.referent)
    {
        p.name.clone_from(&scene.mentions.entities[name.entity as usize].name);
    }
    if last >= name.tokens.end {
        p.name = scene.view.text_of(name.tokens.start..last + 1);
        (p.id, p.entity) = (None, None);
    }
    p.span = scene.view.span_of(first..last + 1);
    Some(p)
}

/// A government post without a body is that of the state for which the knowledge has the person in office, else of
/// the state that the report is about.
fn known_body(scene: Scene, post: &Post, member: &Participant) -> Option<Participant> {
    let ruler = matches!(post.role.as_str(), "leader" | "ruler" | "dictator" | "strongman" | "long-time leader" | "head of state");
    if scene.knowledge.lexicon.role(&post.role) != Some("GOV") && !ruler {
        return None;
    }
    let entities = &scene.mentions.entities;
    let person = member.entity.and_then(|e| entities.get(e as usize)).and_then(|e| match e.referent {
        Some(Referent::Person(p)) => scene.knowledge.people.get(p as usize),
        _ => None,
    });
    let term =
        person.and_then(|p| p.posts.iter().find(|t| if ruler { scene.knowledge.country(&t.of).is_some() } else { t.role == post.role }));
    if ruler && term.is_none() {
        return None;
    }
    let iso3 = term.map(|t| t.of.as_str()).or_else(|| person.and_then(|p| p.country.as_deref())).or_else(|| main_country(scene));
    let index = match iso3 {
        Some(code) => entities.iter().position(|e| match e.referent {
            Some(Referent::Country(c)) => scene.knowledge.countries.get(c as usize).is_some_and(|c| c.iso3 == code),
            Some(Referent::Actor(a)) => scene.knowledge.actors.get(a as usize).is_some_and(|a| a.id == code),
            _ => false,
        }),
        None => None,
    };
    let named = index.map(|i| (entities[i].name.clone(), entities[i].first, Some(i as u32)));
    let unnamed = || {
        let code = iso3?;
        let name = scene.knowledge.country(code).map(|c| c.name.clone()).or_else(|| scene.knowledge.actor(code).map(|a| a.name.clone()))?;
        Some((name, post.name, None))
    };
    let (name, token, entity) = named.or_else(unnamed)?;
    Some(Participant { name, span: post.quote, token, entity, id: iso3.map(Into::into), codes: Vec::new() })
}

/// The state that most of the report's mentions of states are of, if it is more than half of them.
fn main_country<'s>(scene: Scene<'s, '_>) -> Option<&'s str> {
    let mut counts: Vec<(u16, usize)> = Vec::new();
    for name in &scene.mentions.names {
        if let Some(Referent::Country(c)) = scene.mentions.entities[name.entity as usize].referent {
            match counts.iter_mut().find(|(k, _)| *k == c) {
                Some((_, n)) => *n += 1,
                None => counts.push((c, 1)),
            }
        }
    }
    let total: usize = counts.iter().map(|c| c.1).sum();
    let (country, most) = *counts.iter().max_by_key(|(c, n)| (*n, std::cmp::Reverse(*c)))?;
    (most * 2 > total).then(|| scene.knowledge.countries.get(country as usize).map(|c| c.iso3.as_str())).flatten()
}
