//! The body of a post that no name beside the post gives: written with capitals, owned by a pronoun, told elsewhere.

use truceline_events::Scene;
use truceline_mentions::{NameKind, Participant, Post};
use truceline_syntax::{Deprel, Upos, View, Xpos};

/// How many tokens before a name a title may begin.
const REACH: u32 = 12;

/// First and last token of the role as the post's text has it.
pub(crate) fn role_tokens(view: &View, post: &Post) -> Option<(u32, u32)> {
    let words: Vec<&str> = post.role.split([' ', '-']).collect();
    let first = post.name.saturating_sub(REACH);
    let range = first..post.name.saturating_add(REACH).min(view.len());
    let matches = |start: u32| {
        let mut at = start;
        for word in &words {
            if view.form(at) == "-" {
                at += 1;
            }
            if !view.form(at).eq_ignore_ascii_case(word) && !view.form(at).to_lowercase().starts_with(&format!("{word}-")) {
                return None;
            }
            at += 1;
        }
        Some((start, at - 1))
    };
    range.filter(|&t| post.quote.contains(view.span(t))).find_map(matches)
}

/// The body in the words beside the role: `Task Force X Commander`, `its leader`, `the company's chairman`, `parliament member`.
pub(crate) fn beside(scene: Scene, post: &Post) -> Option<Participant> {
    let view = scene.view;
    let (first, last) = role_tokens(view, post)?;
    let name_end = scene.mentions.name_at(post.name).map(|n| n.tokens.end - 1).filter(|&e| e > last);
    after_of(scene, last).or_else(|| before(scene, first)).or_else(|| name_end.and_then(|e| after_of(scene, e)))
}

/// `Deputy Secretary of State X`: a post that one body only has.
pub(crate) fn of_portfolio(scene: Scene, post: &Post) -> Option<Participant> {
    let name = scene.knowledge.lexicon.picture.post_bodies.get(post.role.as_str())?.to_string();
    Some(Participant { name, span: post.quote, token: post.name, entity: None, id: None, codes: Vec::new() })
}

/// `commander of Task Force X - Operation Y`: the run of capitals after `of`.
fn after_of(scene: Scene, role: u32) -> Option<Participant> {
    let view = scene.view;
    let mut start = role + 2;
    if view.form(role + 1) != "of" {
        return None;
    }
    if matches!(view.lemma(start), "the" | "a" | "an") {
        start += 1;
    }
    let last = capitals_from(view, start)?;
    Some(written(scene, start, last))
}

/// The name in capitals that begins at `start`.
pub(crate) fn called(scene: Scene, start: u32) -> Option<Participant> {
    capitals_from(scene.view, start).map(|last| written(scene, start, last))
}

/// The last token of the run of capitals, dashes and joining words that begins at `start`.
fn capitals_from(view: &View, start: u32) -> Option<u32> {
    let sentence = view.sentence_index(start);
    let capital = |t: u32| view.form(t).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let joins = |t: u32| matches!(view.form(t), "-" | "–" | "of" | "for" | "the" | "and" | "'s");
    let mut last = None;
    for t in (start..view.len()).take_while(|&t| view.sentence_index(t) == sentence) {
        match (capital(t), joins(t)) {
            (true, _) => last = Some(t),
            (false, true) if last.is_some() && t - last.unwrap_or(t) <= 2 => {}
            _ => break,
        }
    }
    last
}

/// What stands right before the role.
fn before(scene: Scene, role: u32) -> Option<Participant> {
    let view = scene.view;
    let at = role.checked_sub(1).filter(|&t| view.sentence_index(t) == view.sentence_index(role))?;
    let at = owning_word(view, at).unwrap_or(at);
    let owner = matches!(view.xpos(at), Xpos::Pos).then(|| at.checked_sub(1)).flatten();
    if let Some(owner) = owner {
        return possessor(scene, owner);
    }
    if view.form(at).eq_ignore_ascii_case("whose") {
        return owner_of_relative(scene, at);
    }
    if view.upos(at) == Upos::Pron {
        let owner = scene.people(&[at]).into_iter().next();
        // "its leader" of a bare "group"
        return match owner {
            Some(p) if p.entity.is_none() && !p.name.contains(' ') && is_bare_body(view.lemma(p.token)) => {
                body_spoken_of(scene, at).or(Some(p))
            }
            other => other.map(|p| crate::sides::commanded(scene, p)),
        };
    }
    let capital =
        |t: u32| view.form(t).starts_with(char::is_uppercase) && matches!(view.upos(t), Upos::Propn | Upos::Adj | Upos::Noun | Upos::Verb);
    let dash = |t: u32| matches!(view.form(t), "-" | "–");
    let start = (0..=at).rev().take_while(|&t| view.sentence_index(t) == view.sentence_index(role) && (capital(t) || dash(t))).last();
    let timed = scene.mentions.time_at(at).is_some();
    let sure = |s: u32| s < at || view.upos(s) == Upos::Propn;
    if let Some(start) = start.filter(|&s| capital(s) && sure(s) && !timed) {
        let person = scene.mentions.name_at(start).is_some_and(|n| n.kind == NameKind::Person);
        return demonym(scene, start, at).or_else(|| (!person && view.upos(at) != Upos::Adj).then(|| written(scene, start, at)));
    }
    let people = scene.people(&[at]);
    let body = view.upos(at) == Upos::Noun
        && view.deprel(at) == Deprel::Compound
        && matches!(view.lemma(at), "parliament" | "council" | "cabinet" | "army" | "militia" | "senate" | "congress" | "assembly");
    people.into_iter().next().filter(|_| body)
}

/// The pronoun or mark of possession before the words that describe a post: `its billionaire founder`.
fn owning_word(view: &View, at: u32) -> Option<u32> {
    let describes =
        |t: &u32| matches!(view.upos(*t), Upos::Adj | Upos::Noun | Upos::Adv | Upos::Num) && view.form(*t).starts_with(char::is_lowercase);
    let first = (at.saturating_sub(2)..=at).rev().take_while(describes).last()?;
    let owner = first.checked_sub(1).filter(|&t| view.sentence_index(t) == view.sentence_index(at))?;
    let owns = view.upos(owner) == Upos::Pron && matches!(view.form(owner).to_lowercase().as_str(), "its" | "their" | "his" | "her");
    (owns || view.xpos(owner) == Xpos::Pos).then_some(owner)
}

/// `India, whose former prime minister X`: what the clause that begins with `whose` describes.
fn owner_of_relative(scene: Scene, whose: u32) -> Option<Participant> {
    let view = scene.view;
    let start = whose.checked_sub(1).map(|b| if view.form(b) == "," { b.saturating_sub(1) } else { b })?;
    if let Some(name) = scene.mentions.name_at(start) {
        return Some(scene.mentions.of_name(view, scene.knowledge, name));
    }
    scene.people(&[start]).into_iter().next()
}

/// `Chechen President`: the place of the report whose name begins as the word does.
fn demonym(scene: Scene, first: u32, last: u32) -> Option<Participant> {
    if first != last {
        return None;
    }
    let word = scene.view.form(first);
    if let Some(region) = scene.knowledge.lexicon.picture.regional.get(word) {
        let name = region.to_string();
        return Some(Participant { name, span: scene.view.span(first), token: first, entity: None, id: None, codes: Vec::new() });
    }
    let alike = |name: &str| {
        let shared = word.chars().zip(name.chars()).take_while(|(a, b)| a == b).count();
        shared >= 5 && shared + 3 >= word.chars().count()
    };
    let name = scene.mentions.names.iter().find(|n| {
        matches!(n.kind, NameKind::Place | NameKind::Country | NameKind::Body)
            && !n.tokens.contains(&first)
            && alike(&scene.view.text_of(n.tokens.clone()))
            && scene.view.text_of(n.tokens.clone()).split(' ').count() <= 2
    })?;
    let mut p = scene.mentions.of_name(scene.view, scene.knowledge, name);
    p.name = scene.view.form(name.tokens.start).to_owned();
    Some(p)
}

/// `the rebels' leader`, `the company's chairman`: a bare noun for a firm or group stands for the body most spoken of.
fn possessor(scene: Scene, owner: u32) -> Option<Participant> {
    let view = scene.view;
    if is_bare_body(view.lemma(owner)) { body_spoken_of(scene, owner) } else { scene.people(&[owner]).into_iter().next() }
}

fn is_bare_body(noun: &str) -> bool {
    matches!(noun, "company" | "firm" | "group" | "organization" | "organisation" | "movement" | "party" | "agency")
}

/// The body named most often before a word, else the first one behind it.
fn body_spoken_of(scene: Scene, word: u32) -> Option<Participant> {
    let view = scene.view;
    let bodies = || scene.mentions.names.iter().filter(|n| n.kind == NameKind::Body && n.tokens.end <= word);
    let count = |entity: u32| bodies().filter(|n| n.entity == entity).count();
    let best = bodies().max_by_key(|n| (count(n.entity), std::cmp::Reverse(n.tokens.start)));
    let best = best.or_else(|| scene.mentions.names.iter().find(|n| n.kind == NameKind::Body))?;
    Some(scene.mentions.of_name(view, scene.knowledge, best))
}

fn written(scene: Scene, first: u32, last: u32) -> Participant {
    let view = scene.view;
    let span = view.span_of(first..last + 1);
    let name = scene.mentions.name_at(first).filter(|n| n.tokens == (first..last + 1));
    match name {
        Some(n) => scene.mentions.of_name(view, scene.knowledge, n),
        None => Participant { name: view.text_of(first..last + 1), span, token: last, entity: None, id: None, codes: Vec::new() },
    }
}

/// `Syria's ambassador ... Ambassador X`: the same post told elsewhere with its owner and without a name.
pub(crate) fn told_elsewhere(scene: Scene, post: &Post) -> Option<Participant> {
    let view = scene.view;
    let word = post.role.rsplit([' ', '-']).next()?;
    if matches!(word, "minister" | "secretary" | "official" | "member") {
        return None;
    }
    let owners = [Deprel::NmodPoss, Deprel::Compound, Deprel::Amod];
    let of_name = (0..view.len())
        .filter(|&t| view.upos(t) == Upos::Noun && view.lemma(t) == word && !post.quote.contains(view.span(t)))
        .find_map(|t| {
            let named = view.child(t, &[Deprel::Appos, Deprel::Flat]).is_some();
            let owner = view.children_by(t, &owners).find(|&c| {
                scene
                    .mentions
                    .name_headed_by(c)
                    .is_some_and(|n| matches!(n.kind, NameKind::Country | NameKind::Nationality | NameKind::Body))
            })?;
            let mut p = scene.people(&[owner]).into_iter().next().filter(|_| !named)?;
            if let Some(e) = p.entity.and_then(|e| scene.mentions.entities.get(e as usize)) {
                p.name.clone_from(&e.name);
            }
            Some(p)
        });
    let voice = matches!(word, "spokesman" | "spokeswoman" | "spokesperson" | "leader" | "chief" | "commander" | "head");
    of_name.or_else(|| owner_nearby(scene, post, word).filter(|_| voice))
}

/// `Judge X` where the report tells of one court, `police chief X` where it tells of one police: that body.
pub(crate) fn of_kind(scene: Scene, post: &Post) -> Option<Participant> {
    let view = scene.view;
    let words = || post.role.split([' ', '-']);
    let bodies: &[&str] = if words().any(|w| matches!(w, "judge" | "justice" | "magistrate")) && !post.role.contains("minister") {
        &["court", "tribunal"]
    } else if words().any(|w| w == "police") {
        &["police"]
    } else {
        return None;
    };
    let named = |t: &u32| {
        let word = view.form(*t).to_lowercase();
        let noun = matches!(view.upos(*t), Upos::Noun | Upos::Propn) && !post.quote.contains(view.span(*t));
        noun && bodies.contains(&word.as_str()) && !matches!(view.deprel(*t), Deprel::Compound | Deprel::NmodPoss)
    };
    let told: Vec<u32> = (0..view.len()).filter(named).collect();
    let people = scene.people(&told);
    // "police said" beside "Kenyan police" is the same force.
    let fuller = people.iter().find(|p| p.name.contains(' ')).or(people.first())?;
    let last = |name: &str| name.rsplit(' ').next().unwrap_or(name).to_lowercase();
    let one = people.iter().all(|p| p.name == fuller.name || !p.name.contains(' ') && last(&fuller.name) == p.name.to_lowercase());
    (one && (fuller.name.contains(' ') || bodies.len() > 1)).then(|| fuller.clone())
}

/// `their spokesman said ... the spokesman, X`, `a spokesman for the group ... the spokesman, X`: the owner in the two
/// sentences before.
fn owner_nearby(scene: Scene, post: &Post, word: &str) -> Option<Participant> {
    let view = scene.view;
    let near = |t: u32| view.sentence_index(post.name).saturating_sub(view.sentence_index(t)) <= 2;
    let same = |t: &u32| view.upos(*t) == Upos::Noun && view.lemma(*t) == word && !post.quote.contains(view.span(*t));
    let earlier = (0..post.name).rev().take_while(|&t| near(t)).find(same)?;
    let phrase = |c: &u32| view.deprel(*c) != Deprel::Nmod || matches!(view.preposition(*c).as_deref(), Some("of" | "for"));
    let owners = view.children_by(earlier, &[Deprel::NmodPoss, Deprel::Nmod]).filter(phrase);
    scene.people(&owners.collect::<Vec<_>>()).into_iter().next()
}

/// `a Freedonian defence ministry spokesman`: the post is the spokesman's, the body the ministry.
pub(crate) fn of_ministry(scene: Scene, post: &Post, role: String, of: Option<Participant>) -> (String, Option<Participant>) {
    let organ = [" ministry ", " department ", " police ", " army ", " navy "].into_iter().find_map(|w| role.find(w).map(|i| i + w.len()));
    let Some((end, (first, last))) = organ.zip(role_tokens(scene.view, post)) else { return (role, of) };
    let rest = role[end..].to_owned();
    if !matches!(rest.as_str(), "spokesman" | "spokeswoman" | "spokesperson") {
        return (role, of);
    }
    let view = scene.view;
    let start = post.of.map(|o| o.0).filter(|&s| s < first && first - s <= 3).unwrap_or(first);
    let name = view.text_of(start..last);
    let body = Participant { name, span: view.span_of(start..last), token: last - 1, entity: None, id: None, codes: Vec::new() };
    (rest, Some(body))
}

/// `capt.`, `general`: a rank and no command.
pub(crate) fn is_bare_rank(role: &str) -> bool {
    let ranks = ["capt", "captain", "sgt", "sergeant", "lt", "lieutenant", "maj", "major", "col", "colonel", "brig", "adm", "cmdr", "gen"];
    role.split(' ').all(|w| ranks.contains(&w.trim_end_matches('.')))
}

/// `Navy`, `Army`: a service without its state.
pub(crate) fn is_bare_service(p: &Participant) -> bool {
    matches!(p.name.as_str(), "Navy" | "Army" | "Air Force" | "Marine Corps" | "Marines" | "Coast Guard")
}
