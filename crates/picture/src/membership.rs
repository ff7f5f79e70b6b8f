//! Who holds which post, and what is part of what.

use truceline_events::Scene;
use truceline_knowledge::{Post as KnownPost, Referent};
use truceline_mentions::{NameKind, NameMention, Participant, Post};
use truceline_syntax::{Deprel, Upos};

use crate::{alliances, bodies, described, leaders, parts, picture::Membership};

/// Every named person with a stated post, once a body, then who is part of what.
pub(crate) fn find(scene: Scene) -> Vec<Membership> {
    let mut out: Vec<Membership> = Vec::new();
    let spoken_for = parts::voices(scene);
    for post in &scene.mentions.posts {
        let Some(name) = scene.mentions.name_at(post.name) else { continue };
        let member = scene.mentions.of_name(scene.view, scene.knowledge, name);
        if !is_post(scene, &post.role) || spoken_for.iter().any(|v| v.member.name == member.name) {
            continue;
        }
        let (role, of) = match told_before(scene, post) {
            Some(role) => {
                let of = stated_body(scene, post).or_else(|| known_body(scene, post, &role, &member, false));
                (role, of)
            }
            None if matches!(core(&post.role), "counterpart" | "colleague") => continue,
            None => (post.role.clone(), of_post(scene, post, &member)),
        };
        let (role, of) = bodies::of_ministry(scene, post, role, of);
        let himself = of.as_ref().is_some_and(|o| o.name == member.name);
        if himself || of.is_none() && is_calling(scene, &role) {
            continue;
        }
        if bodies::is_bare_rank(&post.role) && of.as_ref().is_some_and(bodies::is_bare_service) {
            continue;
        }
        add(&mut out, Membership { member, of, role, quote: post.quote });
    }
    let told =
        [spoken_for, parts::leaders(scene), parts::of_bodies(scene), alliances::find(scene), leaders::find(scene), described::find(scene)];
    told.into_iter().flatten().for_each(|entry| add(&mut out, entry));
    out
}

/// Adds a post; one without a body gives way to the same post with one.
fn add(out: &mut Vec<Membership>, entry: Membership) {
    let body = |m: &Membership| m.of.as_ref().map(|o| o.name.clone());
    let same = |m: &Membership| m.member.name == entry.member.name && (entry.of.is_none() || body(m) == body(&entry));
    // "Deputy Secretary X" after "Deputy Secretary of State X".
    let again = |m: &Membership| m.member.name == entry.member.name && m.role.len() > entry.role.len() && m.role.starts_with(&entry.role);
    if !out.iter().any(|m| same(m) || again(m)) {
        out.retain(|m| !(m.member.name == entry.member.name && m.of.is_none() && m.role == entry.role));
        out.push(entry);
    }
}

/// The noun of a role: `expert` of `security expert`, `minister` of `minister of electricity`.
fn core(role: &str) -> &str {
    let own = role.split(" of ").next().unwrap_or(role);
    own.rsplit([' ', '-']).next().unwrap_or(own)
}

fn is_post(scene: Scene, role: &str) -> bool {
    let none = &scene.knowledge.lexicon.picture.no_post;
    !(none.contains(role) || none.contains(core(role)))
}

/// A calling or trade, which is a post only in a body: `banker`, `officer`.
fn is_calling(scene: Scene, role: &str) -> bool {
    let private =
        |r: &str| matches!(scene.knowledge.lexicon.role(r), Some("CVL" | "MED" | "BUS" | "LAB" | "EDU" | "AGR" | "ENV" | "REF" | "HRI"));
    let common = matches!(core(role), "officer" | "manager" | "figure" | "ally");
    !role.ends_with("chief executive") && (private(role) || scene.knowledge.lexicon.role(role).is_none() && private(core(role))) || common
}

/// `his Rwandan counterpart, X`: the post told last before.
fn told_before(scene: Scene, post: &Post) -> Option<String> {
    if !matches!(core(&post.role), "counterpart" | "colleague" | "number") {
        return None;
    }
    let official =
        |p: &&Post| p.name < post.name && p.person != post.person && scene.knowledge.lexicon.role(&p.role).is_some_and(|s| !s.is_empty());
    let before = scene.mentions.posts.iter().filter(official).filter(|p| !matches!(core(&p.role), "counterpart" | "colleague"));
    before.max_by_key(|p| p.name).map(|p| p.role.clone())
}

/// Posts whose body is a town or province, not the state.
fn is_local(role: &str) -> bool {
    matches!(core(role), "governor" | "mayor" | "prefect" | "sheriff" | "councillor" | "bishop" | "mp")
        || role.split(' ').any(|w| {
            matches!(
                w,
                "provincial" | "district" | "regional" | "county" | "local" | "municipal" | "city" | "village" | "town" | "township"
            )
        })
}

/// The body of a post: as the text has it beside the post, else elsewhere, else by what is known.
fn of_post(scene: Scene, post: &Post, member: &Participant) -> Option<Participant> {
    let of_land = |p: &Participant| p.entity.is_some_and(|e| scene.mentions.entities[e as usize].kind != NameKind::Body);
    let stated = stated_body(scene, post);
    // "Freedonia's opposition leader X": the party of X, where the report names it.
    let own = if stated.as_ref().is_none_or(of_land) && post.role != "leader" { leaders::owned_body(scene, post) } else { None };
    own.or(stated)
        .or_else(|| bodies::of_portfolio(scene, post))
        .or_else(|| bodies::beside(scene, post).filter(|b| !matches!(b.name.as_str(), "country" | "nation" | "kingdom" | "republic")))
        .or_else(|| bodies::told_elsewhere(scene, post))
        .or_else(|| leaders::side_led(scene, post))
        .or_else(|| in_office(scene, post, member))
        .or_else(|| leaders::department(scene, post))
        .or_else(|| bodies::of_kind(scene, post))
        .or_else(
            || if is_local(&post.role) { leaders::place_before(scene, post) } else { known_body(scene, post, &post.role, member, true) },
        )
}

/// Whom somebody known to hold the post on the report's day holds it of, before any ministry that the report names.
fn in_office(scene: Scene, post: &Post, member: &Participant) -> Option<Participant> {
    let referent = member.entity.and_then(|e| scene.mentions.entities.get(e as usize)).and_then(|e| e.referent);
    let Some(Referent::Person(person)) = referent else { return None };
    let day = scene.mentions.report_date()?;
    let posts = &scene.knowledge.people.get(person as usize)?.posts;
    let holds = posts.iter().any(|t| t.covers(day) && is_role(&t.role, &post.role));
    if holds { known_body(scene, post, &post.role, member, false) } else { None }
}

/// The body that the post's own words name.
fn stated_body(scene: Scene, post: &Post) -> Option<Participant> {
    let region = |p: &Participant| p.entity.is_some_and(|e| scene.mentions.entities[e as usize].kind == NameKind::Place);
    let government = post.role.contains("minister") || post.role.contains("secretary");
    body(scene, post).filter(|p| !(government && region(p)))
}

/// The body as the text puts it: a name, or a name with the nouns after it (`U.S. military`).
fn body(scene: Scene, post: &Post) -> Option<Participant> {
    let view = scene.view;
    let (first, last) = post.of?;
    let name = scene.mentions.name_at(first)?;
    // "President X's pledge at the summit": what stands past a preposition is not his.
    let title = view.span(first).start > view.span(post.name).start && view.span(post.name).start > post.quote.start;
    if title && (post.name..first).any(|t| view.upos(t) == Upos::Adp) {
        return None;
    }
    if let Some(state) = before_post_words(scene, name).or_else(|| after_portfolio(scene, name)) {
        return Some(state);
    }
    // "a Sunni Arab legislator": a people has no posts.
    let state = |e: &truceline_mentions::Entity| matches!(e.referent, Some(Referent::Country(_)));
    if name.kind == NameKind::Nationality && !scene.mentions.entities.get(name.entity as usize).is_some_and(state) {
        return None;
    }
    let mut p = scene.mentions.of_name(view, scene.knowledge, name);
    if name.kind == NameKind::Nationality
        && let Some(Referent::Country(_)) = p.entity.and_then(|e| scene.mentions.entities.get(e as usize)).and_then(|e| e.referent)
    {
        p.name.clone_from(&scene.mentions.entities[name.entity as usize].name);
    }
    if let Some(region) = scene.knowledge.lexicon.picture.regional.get(p.name.as_str()).filter(|_| last < name.tokens.end) {
        p.name = region.to_string();
    }
    if last >= name.tokens.end {
        p.name = view.text_of(name.tokens.start..last + 1);
        (p.id, p.entity) = (None, None);
    }
    p.span = view.span_of(first..last + 1);
    Some(p)
}

/// `North Korean Vice Foreign` [Minister], taken for one name: the state before the words of the post.
fn before_post_words(scene: Scene, name: &NameMention) -> Option<Participant> {
    let view = scene.view;
    let of_post = |t: &u32| scene.knowledge.lexicon.naming.post_words.contains(view.form(*t).to_lowercase().as_str());
    let end = name.tokens.clone().rev().find(|t| !of_post(t))? + 1;
    if end == name.tokens.end || name.kind != NameKind::Body {
        return None;
    }
    crate::kin::known_by_word(scene, &view.text_of(name.tokens.start..end), name.tokens.start)
}

/// [Minister of] `Foreign Affairs of Georgia`, taken for one name: the state after the words of the post.
fn after_portfolio(scene: Scene, name: &NameMention) -> Option<Participant> {
    let view = scene.view;
    let of = name.tokens.clone().skip(1).find(|&t| view.lemma(t) == "of")?;
    let post_words = &scene.knowledge.lexicon.naming.post_words;
    let of_post = |t: u32| post_words.contains(view.form(t).to_lowercase().as_str()) || view.form(t) == "and";
    let portfolio = (name.tokens.start..of).all(of_post) && of + 1 < name.tokens.end;
    if portfolio { crate::kin::known_by_word(scene, &view.text_of(of + 1..name.tokens.end), of + 1) } else { None }
}

/// A post without a body is that of the body for which the knowledge has the person in office; a government post else that
/// of the state that the report is about, if `guess`.
fn known_body(scene: Scene, post: &Post, role: &str, member: &Participant, guess: bool) -> Option<Participant> {
    let (role, qualified) = without_term(role);
    let ruler = matches!(role, "leader" | "ruler" | "dictator" | "strongman" | "head of state");
    let sector = scene.knowledge.lexicon.role(role).or_else(|| scene.knowledge.lexicon.role(core(role)));
    let guess = guess && (sector == Some("GOV") || ruler);
    let entities = &scene.mentions.entities;
    let person = member.entity.and_then(|e| entities.get(e as usize)).and_then(|e| match e.referent {
        Some(Referent::Person(p)) => scene.knowledge.people.get(p as usize),
        _ => None,
    });
    let is_post = |t: &&KnownPost| if ruler { scene.knowledge.country(&t.of).is_some() } else { is_role(&t.role, role) };
    let terms = || person.into_iter().flat_map(|p| &p.posts).filter(is_post);
    let now = |t: &&KnownPost| scene.mentions.report_date().is_some_and(|d| t.covers(d));
    let term = terms().find(now).or_else(|| terms().next());
    if term.is_none() && ruler && !(qualified && person.is_none()) {
        return None;
    }
    if !guess && sector != Some("GOV") && term.is_none() {
        return None;
    }
    let known = term.map(|t| t.of.as_str()).or_else(|| person.and_then(|p| p.country.as_deref()));
    let known = known.or_else(|| if person.is_none() { namesakes(scene, role, &member.name) } else { None });
    let iso3 = known.or_else(|| if guess { acting_country(scene).or_else(|| main_country(scene)) } else { None });
    iso3?;
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

/// A post without the words that tell how long or by what right it is held, and whether there were any: `interim leader`.
fn without_term(role: &str) -> (&str, bool) {
    const TERMS: [&str; 17] = [
        "former",
        "ex",
        "interim",
        "acting",
        "ousted",
        "deposed",
        "outgoing",
        "incoming",
        "late",
        "then",
        "transitional",
        "military",
        "current",
        "new",
        "long-time",
        "longtime",
        "de facto",
    ];
    let mut rest = role;
    while let Some(shorter) = TERMS.iter().find_map(|t| rest.strip_prefix(t)?.strip_prefix([' ', '-'])) {
        rest = shorter;
    }
    (rest, rest.len() < role.len())
}

/// `President X` by the surname alone: the state of all who are known to have held that post under that name.
fn namesakes<'s>(scene: Scene<'s, '_>, role: &str, surname: &str) -> Option<&'s str> {
    let ends = |name: &str| name.strip_suffix(surname).is_some_and(|rest| rest.ends_with(' '));
    let people = scene.knowledge.people.iter().filter(|p| !surname.contains(' ') && ends(&p.name));
    let mut states = people.flat_map(|p| &p.posts).filter(|t| is_role(&t.role, role)).map(|t| t.of.as_str());
    let first = states.next()?;
    states.all(|s| s == first).then_some(first)
}

/// `envoy` for who is known as a `special envoy`.
fn is_role(known: &str, told: &str) -> bool {
    known == told || known.strip_suffix(told).is_some_and(|rest| rest.ends_with(' '))
}

/// The one state that acts under its plain name, as a statement has its own state do: `the UK supports ...`.
fn acting_country<'s>(scene: Scene<'s, '_>) -> Option<&'s str> {
    let view = scene.view;
    let mut found: Option<u16> = None;
    for name in scene.mentions.names.iter().filter(|n| n.kind == NameKind::Country) {
        let acts =
            name.tokens.clone().any(|t| matches!(view.deprel(t), Deprel::Nsubj | Deprel::NsubjPass) && view.preposition(t).is_none());
        if let (Some(Referent::Country(c)), true) = (scene.mentions.entities[name.entity as usize].referent, acts) {
            if found.is_some_and(|f| f != c) {
                return None;
            }
            found = Some(c);
        }
    }
    found.and_then(|c| scene.knowledge.countries.get(c as usize)).map(|c| c.iso3.as_str())
}

/// The state that most of the report's mentions of states are of, if it is more than half of them.
fn main_country<'s>(scene: Scene<'s, '_>) -> Option<&'s str> {
    let view = scene.view;
    let mut counts: Vec<(u16, usize)> = Vec::new();
    for name in &scene.mentions.names {
        // "the war in Syria" tells where, not whose government speaks.
        let where_to = name.tokens.clone().any(|t| matches!(view.preposition(t).as_deref(), Some("in" | "across" | "on" | "to" | "from")));
        if let (Some(Referent::Country(c)), false) = (scene.mentions.entities[name.entity as usize].referent, where_to) {
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
