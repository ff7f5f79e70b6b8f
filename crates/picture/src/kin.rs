//! Which names are one side: organs of one state, a leader and his body, forces and whoever sends them.

use truceline_events::Scene;
use truceline_knowledge::{Referent, folded};
use truceline_mentions::{NameKind, NameMention, Participant};
use truceline_syntax::Deprel;

/// True where two participants are one side as far as the report tells: the same name or entity, organs of one state,
/// or a bare noun and a longer phrase with it.
pub(crate) fn akin(scene: Scene, a: &Participant, b: &Participant) -> bool {
    if a.name.eq_ignore_ascii_case(&b.name) || a.entity.is_some() && a.entity == b.entity {
        return true;
    }
    if let (Some(x), Some(y)) = (nation(scene, a), nation(scene, b)) {
        return x == y;
    }
    if forces_of(scene, a, b) || forces_of(scene, b, a) || longer(a, b) || longer(b, a) {
        return true;
    }
    let bare = |p: &Participant| p.entity.is_none() && !p.name.contains(' ');
    let stem = |p: &Participant| scene.view.lemma(p.token).to_owned();
    (bare(a) || bare(b)) && a.entity.is_none() && b.entity.is_none() && stem(a) == stem(b)
}

/// As [`akin`], also a leader and his body.
pub(crate) fn one_side(scene: Scene, a: &Participant, b: &Participant) -> bool {
    akin(scene, a, b) || scene.leads_either(a, b)
}

/// The other side of the war that the report is about.
pub(crate) fn other_side(scene: Scene, side: &Participant) -> Option<Participant> {
    let sides = scene.mentions.at_war(scene.view, scene.knowledge);
    let own = sides.iter().position(|s| one_side(scene, s, side))?;
    sides.into_iter().enumerate().find(|(i, _)| *i != own).map(|(_, p)| p)
}

/// `Iran-aligned Houthi forces`: the forces by their own name.
pub(crate) fn without_patron(mut p: Participant) -> Participant {
    if p.entity.is_none()
        && let Some((first, rest)) = p.name.split_once(' ')
        && ["-aligned", "-allied", "-backed", "-supported", "-funded"].iter().any(|end| first.ends_with(end))
        && rest.starts_with(char::is_uppercase)
    {
        p.name = rest.to_owned();
    }
    p
}

/// The one army that the report names, for `soldiers` and `troops` without a state.
pub(crate) fn army_of(scene: Scene, p: &Participant) -> Participant {
    let army = |n: &&NameMention| {
        let body = scene.mentions.of_name(scene.view, scene.knowledge, n);
        n.kind == NameKind::Body && body.codes.iter().any(|c| c.len() == 6 && c.ends_with("MIL"))
    };
    let mut found = scene.mentions.names.iter().filter(army);
    match (is_bare_force(scene, p), found.next()) {
        (true, Some(n)) if found.all(|m| m.entity == n.entity) => {
            Participant { span: p.span, token: p.token, ..scene.mentions.of_name(scene.view, scene.knowledge, n) }
        }
        _ => p.clone(),
    }
}

/// Whom a word inside a compound names: `UN` of `UN-backed`.
pub(crate) fn known_by_word(scene: Scene, word: &str, token: u32) -> Option<Participant> {
    let view = scene.view;
    if let Some(n) = scene.mentions.names.iter().find(|n| view.text_of(n.tokens.clone()) == word) {
        return Some(Participant { span: view.span(token), token, ..scene.mentions.of_name(view, scene.knowledge, n) });
    }
    let referents = scene.knowledge.names.get(&folded(word));
    let (id, name, code) = referents.iter().find_map(|r| match *r {
        Referent::Country(c) | Referent::Nationality(c) | Referent::Seat(c) => {
            scene.knowledge.countries.get(c as usize).map(|c| (c.iso3.as_str(), c.name.as_str(), c.iso3.as_str()))
        }
        Referent::Actor(a) => {
            let body = scene.knowledge.actors.get(a as usize)?;
            Some((body.id.as_str(), body.name.as_str(), body.code.as_deref().unwrap_or(&body.id)))
        }
        Referent::Community(c) => {
            let people = scene.knowledge.communities.get(c as usize)?;
            Some((people.id.as_str(), people.name.as_str(), people.sector.as_str()))
        }
        Referent::Person(_) => None,
    })?;
    let codes = vec![code.into()];
    Some(Participant { name: name.to_owned(), span: view.span(token), token, entity: None, id: Some(id.into()), codes })
}

/// The state for which somebody in a public post says `we` and `our`.
pub(crate) fn spoken_for(scene: Scene, p: &Participant) -> Option<Participant> {
    let speaks = matches!(scene.view.form(p.token).to_lowercase().as_str(), "i" | "we" | "our" | "us" | "my" | "ours");
    let person = p.entity.and_then(|e| scene.mentions.entities.get(e as usize)).is_some_and(|e| e.kind == NameKind::Person);
    let code = p.codes.iter().find_map(|c| c.get(..3)).filter(|c| speaks && person && scene.knowledge.country(c).is_some())?;
    let state = |n: &&NameMention| match scene.mentions.entities[n.entity as usize].referent {
        Some(Referent::Country(c)) => scene.knowledge.countries.get(c as usize).is_some_and(|c| c.iso3 == code),
        _ => false,
    };
    let named = scene.mentions.names.iter().find(state).and_then(|n| scene.mentions.entities.get(n.entity as usize).map(|e| (n, e)));
    let (name, entity) = match named {
        Some((n, e)) => (e.name.clone(), Some(n.entity)),
        None => (scene.knowledge.country(code)?.name.to_string(), None),
    };
    Some(Participant { name, span: p.span, token: p.token, entity, id: Some(code.into()), codes: vec![code.into()] })
}

/// `Ord's transitional government` and the `transitional government`.
fn longer(a: &Participant, b: &Participant) -> bool {
    a.entity.is_none()
        && b.entity.is_none()
        && b.name.contains(' ')
        && b.name.ends_with("overnment")
        && a.name.to_lowercase().ends_with(&b.name.to_lowercase())
}

/// `the army`, `government troops`: the forces of whichever state the report is about.
pub(crate) fn is_bare_force(scene: Scene, p: &Participant) -> bool {
    let lemma = scene.view.lemma(p.token);
    let force = matches!(lemma, "army" | "military" | "troop" | "soldier" | "force" | "government" | "navy" | "police");
    let plain = p.name.split(' ').all(|w| {
        matches!(
            w.to_lowercase().as_str(),
            "the"
                | "government"
                | "army"
                | "military"
                | "troops"
                | "soldiers"
                | "forces"
                | "security"
                | "armed"
                | "police"
                | "navy"
                | "national"
                | "state"
        )
    });
    p.entity.is_none() && force && plain
}

/// `Houthi forces` and the Houthis: a phrase for people under arms that begins with the name of the body.
fn forces_of(scene: Scene, forces: &Participant, body: &Participant) -> bool {
    let view = scene.view;
    if forces.entity.is_some()
        || !matches!(view.lemma(forces.token), "force" | "troop" | "fighter" | "militant" | "rebel" | "soldier" | "militia")
    {
        return false;
    }
    let first = |p: &Participant| p.name.split(' ').next().unwrap_or("").trim_end_matches('s').to_lowercase();
    let named = first(body);
    named.len() > 3 && body.entity.is_some() && first(forces) == named
}

/// The state whose organ or people a participant is, by its codes or by the name in its phrase.
pub(crate) fn nation(scene: Scene, p: &Participant) -> Option<String> {
    let of_state = |c: &str| c.len() == 3 || c.ends_with("MIL") || c.ends_with("GOV");
    let known = |c: &str| scene.knowledge.country(c).is_some();
    let organ = p.codes.is_empty() || p.codes.iter().any(|c| of_state(c));
    if !organ {
        return None;
    }
    let coded = p.codes.iter().filter(|c| of_state(c)).filter_map(|c| c.get(..3)).find(|c| known(c)).map(str::to_owned);
    coded.or_else(|| {
        let within = scene.mentions.names.iter().filter(|n| p.span.contains(scene.view.span_of(n.tokens.clone())));
        within.filter(|_| p.entity.is_none()).find_map(|n| match scene.mentions.entities[n.entity as usize].referent {
            Some(Referent::Country(c)) => scene.knowledge.countries.get(c as usize).map(|c| c.iso3.to_string()),
            _ => None,
        })
    })
}

/// `leaders of the X front`, `representatives of X`: those for whom they act.
pub(crate) fn sent_by(scene: Scene, p: Participant) -> Participant {
    let view = scene.view;
    let voice = matches!(
        view.lemma(p.token),
        "leader" | "representative" | "official" | "delegate" | "delegation" | "negotiator" | "commander" | "envoy"
    );
    let of = view.children_by(p.token, &[Deprel::Nmod]).find(|&c| matches!(view.preposition(c).as_deref(), Some("of" | "from")));
    let body = of.filter(|_| voice && p.entity.is_none()).and_then(|c| scene.mentions.name_headed_by(c));
    match body.filter(|n| matches!(n.kind, NameKind::Body | NameKind::Country)) {
        Some(n) => scene.mentions.of_name(view, scene.knowledge, n),
        None => p,
    }
}

/// The person's body, where the text names it and it is no state: `Haftar's forces` are those of the army he commands.
pub(crate) fn commanded(scene: Scene, p: Participant) -> Participant {
    let led = p.entity.and_then(|e| {
        let post = scene.mentions.posts.iter().find(|post| post.person == e && post.of.is_some())?;
        scene.mentions.name_at(post.of?.0).filter(|n| n.kind == NameKind::Body)
    });
    match led {
        Some(body) => scene.mentions.of_name(scene.view, scene.knowledge, body),
        None => p,
    }
}
