//! Memberships that no title tells: `a spokesman for X, NAME`, `the leader of X, NAME`, `A and other X forces`, `within X`.

use truceline_events::Scene;
use truceline_mentions::{NameKind, NameMention, Participant, is_rank};
use truceline_syntax::{Deprel, Upos, Xpos};

use crate::picture::Membership;

/// How far before a name its apposition may begin.
const REACH: u32 = 14;

/// `a spokesman for the UN agency, NAME`, `a representative of the ousted leader, NAME`.
pub(crate) fn voices(scene: Scene) -> Vec<Membership> {
    let voice = |t: u32| {
        matches!(scene.view.lemma(t), "spokesman" | "spokeswoman" | "spokesperson" | "representative" | "adviser" | "aide" | "lawyer")
    };
    apposed(scene, &voice, &["for", "of", "to"])
}

/// `the leader of anti-government forces, NAME`: a body that is no name.
pub(crate) fn leaders(scene: Scene) -> Vec<Membership> {
    let leader = |t: u32| matches!(scene.view.lemma(t), "leader" | "head" | "chief" | "commander" | "founder");
    let named = |m: &Membership| scene.mentions.posts.iter().any(|p| Some(p.person) == m.member.entity && p.of.is_some());
    apposed(scene, &leader, &["of"]).into_iter().filter(|m| !named(m)).collect()
}

/// `ROLE for BODY, NAME` for the names of people right after a comma.
fn apposed(scene: Scene, role: &dyn Fn(u32) -> bool, prepositions: &[&str]) -> Vec<Membership> {
    let view = scene.view;
    let mut out = Vec::new();
    for name in scene.mentions.names.iter().filter(|n| n.kind == NameKind::Person) {
        let first = (0..name.tokens.start).rev().find(|&t| !is_rank(view.form(t))).map_or(0, |t| t + 1);
        let Some(comma) = first.checked_sub(1).filter(|&c| view.form(c) == ",") else { continue };
        let from = comma.saturating_sub(REACH).max(view.sentence(comma).map_or(0, |s| s.tokens.start));
        let begins = |t: u32| view.upos(t) == Upos::Noun && role(t) && prepositions.contains(&view.form(t + 1));
        let Some(at) = (from..comma).find(|&t| begins(t)) else { continue };
        if (at..comma).any(|t| view.form(t) == "," || matches!(view.upos(t), Upos::Verb | Upos::Aux) && view.deprel(t) != Deprel::Amod) {
            continue;
        }
        let Some(of) = body(scene, at + 2, comma, name.entity) else { continue };
        out.push(Membership {
            member: scene.mentions.of_name(view, scene.knowledge, name),
            of: Some(of),
            role: view.lemma(at).to_owned(),
            quote: view.span_of(at..name.tokens.end),
        });
    }
    out
}

/// The body between a preposition and a comma: a name that fills it, a person in a post, else the phrase as written.
fn body(scene: Scene, first: u32, end: u32, member: u32) -> Option<Participant> {
    let view = scene.view;
    let start = (first..end).find(|&t| !matches!(view.upos(t), Upos::Det | Upos::Pron))?;
    let head = (start..end).find(|&t| view.head(t).is_none_or(|h| !(start..end).contains(&h)))?;
    if let Some(n) = scene.mentions.name_at(start).filter(|n| n.tokens == (start..end)) {
        return Some(scene.mentions.of_name(view, scene.knowledge, n));
    }
    let other = |e: u32| e != member && scene.mentions.entities[e as usize].kind == NameKind::Person;
    let person = scene.people(&[head]).into_iter().find(|p| p.entity.is_some_and(other));
    let acts = scene.mentions.is_participant(view, scene.knowledge, head) || view.upos(head) == Upos::Propn;
    let written = || Participant {
        name: view.text_of(start..end),
        span: view.span_of(start..end),
        token: head,
        entity: None,
        id: None,
        codes: Vec::new(),
    };
    acts.then(|| person.unwrap_or_else(written))
}

/// `A and other X forces`, `Turkey within NATO`, `A, a member of X`, `was assigned to X`.
pub(crate) fn of_bodies(scene: Scene) -> Vec<Membership> {
    let view = scene.view;
    let mut out = Vec::new();
    for name in scene.mentions.names.iter().filter(|n| matches!(n.kind, NameKind::Body | NameKind::Country | NameKind::Person)) {
        let Some(head) = name.tokens.clone().find(|&t| scene.mentions.name_headed_by(t).is_some()) else { continue };
        let bodies = [
            among_others(scene, name),
            within(scene, head),
            member_of(scene, head),
            assigned(scene, head),
            owned(scene, name),
            of_body(scene, name),
        ]
        .concat();
        for (of, last) in bodies {
            let member = scene.mentions.of_name(view, scene.knowledge, name);
            if member.name != of.name {
                let quote = view.span_of(name.tokens.start.min(last)..name.tokens.end.max(last + 1));
                out.push(Membership { member, of: Some(of), role: "part of".to_owned(), quote });
            }
        }
    }
    out
}

/// `the Royal Navy and other NATO ships`.
fn among_others(scene: Scene, name: &NameMention) -> Vec<(Participant, u32)> {
    let view = scene.view;
    let end = name.tokens.end;
    if name.kind == NameKind::Person || view.form(end) != "and" || view.form(end + 1) != "other" {
        return Vec::new();
    }
    let Some(of) = scene.mentions.name_at(end + 2).filter(|n| n.kind == NameKind::Body) else { return Vec::new() };
    let mut p = scene.mentions.of_name(view, scene.knowledge, of);
    // "Coalition forces": the body is the first word.
    let last = of.tokens.end - 1;
    if matches!(view.lemma(last), "force" | "troop" | "member" | "ally" | "state" | "ship" | "aircraft") && last > of.tokens.start {
        p.name = view.text_of(of.tokens.start..last);
    }
    vec![(p, last)]
}

/// `the league's Vienna Group`, `Fatah's Tanzim militia`: a body that another body owns.
fn owned(scene: Scene, name: &NameMention) -> Vec<(Participant, u32)> {
    let view = scene.view;
    let Some(mark) = name.tokens.start.checked_sub(1).filter(|&m| view.xpos(m) == Xpos::Pos) else { return Vec::new() };
    let owner = mark.checked_sub(1).and_then(|t| scene.mentions.name_at(t)).filter(|n| n.kind == NameKind::Body);
    let last = view.form(name.tokens.end - 1).to_lowercase();
    let organ = name.kind == NameKind::Body
        && scene.knowledge.lexicon.naming.body.contains(last.as_str())
        && view.form(mark - 1) != "People"
        && name.entity != owner.map_or(name.entity, |o| o.entity);
    owner.filter(|_| organ).map(|o| (scene.mentions.of_name(view, scene.knowledge, o), o.tokens.end - 1)).into_iter().collect()
}

/// `NAME of the Nile Relief Agency`, `NAME from Human Rights Watch`: whom somebody without a post speaks for.
fn of_body(scene: Scene, name: &NameMention) -> Vec<(Participant, u32)> {
    let view = scene.view;
    let end = name.tokens.end;
    // "President X of the moderate Fatah movement": beside his post, unless that is of this body.
    let party = |t: u32| matches!(view.lemma(t), "party" | "movement" | "faction" | "front" | "group" | "alliance" | "coalition" | "bloc");
    let post = scene.mentions.posts.iter().any(|p| p.person == name.entity)
        && !(end + 1..(end + 8).min(view.len())).any(|t| party(t) && view.sentence_index(t) == view.sentence_index(end));
    if name.kind != NameKind::Person || post || !matches!(view.form(end), "of" | "from") {
        return Vec::new();
    }
    let describes =
        |t: &u32| matches!(view.upos(*t), Upos::Det | Upos::Adj | Upos::Noun | Upos::Verb) && scene.mentions.name_at(*t).is_none();
    let start = (end + 1..end + 6).find(|t| !describes(t));
    let body = start.and_then(|t| scene.mentions.name_at(t)).filter(|n| n.kind == NameKind::Body);
    body.map(|n| (scene.mentions.of_name(view, scene.knowledge, n), n.tokens.end - 1)).into_iter().collect()
}

/// `Turkey within NATO and the coalition`.
fn within(scene: Scene, head: u32) -> Vec<(Participant, u32)> {
    let view = scene.view;
    let body = view
        .children_by(head, &[Deprel::Nmod])
        .chain(view.head(head).map(|h| view.children_by(h, &[Deprel::Obl]).collect::<Vec<_>>()).unwrap_or_default());
    let next = |c: &u32| *c > head && view.preposition(*c).as_deref() == Some("within") && view.lemma(head + 1) == "within";
    body.filter(next).flat_map(|c| scene.people(&[c]).into_iter().map(move |p| (p, c))).filter(|(p, _)| is_alliance(scene, p)).collect()
}

fn is_alliance(scene: Scene, p: &Participant) -> bool {
    p.codes.iter().any(|c| c.starts_with("IGO"))
        || matches!(scene.view.lemma(p.token), "coalition" | "alliance" | "bloc" | "union" | "nato")
}

/// `X, a member of Y`, `X is part of Y`, `X, the armed wing of Y`.
fn member_of(scene: Scene, head: u32) -> Vec<(Participant, u32)> {
    let view = scene.view;
    let noun = |t: u32| scene.knowledge.lexicon.picture.parts.contains(view.lemma(t)) && view.upos(t) == Upos::Noun;
    let of_name = view.children_by(head, &[Deprel::Appos]).find(|&c| noun(c));
    let predicate = view.head(head).filter(|&h| noun(h) && view.child(h, &[Deprel::Cop]).is_some() && view.deprel(head) == Deprel::Nsubj);
    let of = |n: u32| view.children_by(n, &[Deprel::Nmod]).find(|&c| view.preposition(c).as_deref() == Some("of"));
    let body = of_name.or(predicate).and_then(of).filter(|&c| scene.mentions.name_headed_by(c).is_some_and(|n| n.kind == NameKind::Body));
    body.into_iter().flat_map(|c| scene.people(&[c]).into_iter().take(1).map(move |p| (p, c))).collect()
}

/// `X was assigned to Y`, `X serves with Y`.
fn assigned(scene: Scene, head: u32) -> Vec<(Participant, u32)> {
    let view = scene.view;
    let verb = view.head(head).filter(|_| matches!(view.deprel(head), Deprel::Nsubj | Deprel::NsubjPass));
    let serves = |v: &u32| matches!(view.lemma(*v), "assign" | "belong" | "serve" | "attach");
    let Some(verb) = verb.filter(serves) else { return Vec::new() };
    let to = view.children_by(verb, &[Deprel::Obl]).find(|&c| matches!(view.preposition(c).as_deref(), Some("to" | "with" | "in")));
    let body = to.filter(|&c| scene.mentions.name_at(c).is_some_and(|n| n.kind == NameKind::Body));
    body.and_then(|c| scene.mentions.name_at(c))
        .map(|n| (scene.mentions.of_name(view, scene.knowledge, n), n.tokens.end - 1))
        .into_iter()
        .collect()
}
