//! Who is a side in a fight, and whom words without a name stand for.

use truceline_events::{Scene, is_side};
use truceline_knowledge::Referent;
use truceline_mentions::{NameKind, NameMention, Participant};
use truceline_syntax::{Deprel, Upos, Xpos};

use crate::kin::without_patron;
pub(crate) use crate::kin::{akin, army_of, commanded, is_bare_force, nation, one_side, other_side, sent_by};

/// What tells the owner of a thing.
const OWNERS: [Deprel; 5] = [Deprel::NmodPoss, Deprel::Compound, Deprel::Amod, Deprel::NmodDesc, Deprel::Nmod];

/// The sides of a report.
pub(crate) struct Sides<'s, 'a> {
    scene: Scene<'s, 'a>,
    /// The one armed group that the report has against a state.
    pub(crate) insurgent: Option<Participant>,
    /// Phrases for the forces of states, in text order.
    forces: Vec<Participant>,
}

impl<'s, 'a> Sides<'s, 'a> {
    /// Looks for the report's armed groups.
    pub(crate) fn new(scene: Scene<'s, 'a>) -> Self {
        let view = scene.view;
        let phrase = |t: &u32| {
            view.upos(*t) == Upos::Noun && is_state_force(view.lemma(*t)) && view.child(*t, &[Deprel::Compound, Deprel::Amod]).is_some()
        };
        let forces = (0..view.len()).filter(phrase).flat_map(|t| scene.people(&[t])).filter(|p| p.entity.is_none()).collect();
        Self { scene, insurgent: only_insurgent(scene), forces }
    }

    /// The sides that words name: by name, by a noun for people under arms, or as the owners of things.
    pub(crate) fn named(&self, tokens: &[u32]) -> Vec<Participant> {
        let mut out: Vec<Participant> = Vec::new();
        for &t in tokens {
            for p in self.of_word(t).into_iter().map(|p| self.plainly(p)).filter(|p| can_fight(self.scene, p)) {
                if !out.iter().any(|o| o.name == p.name) {
                    out.push(p);
                }
            }
        }
        out
    }

    fn of_word(&self, token: u32) -> Vec<Participant> {
        let scene = self.scene;
        let acts = scene.mentions.is_participant(scene.view, scene.knowledge, token);
        if acts && !scene.is_plain_place(token) {
            let mut out = scene.mentions.participants(scene.view, scene.knowledge, token);
            out.extend(self.likened(token));
            return out;
        }
        let heads = std::iter::once(token).chain(scene.view.children_by(token, &[Deprel::Conj]));
        let fought = |t: u32| is_of_war(scene, t);
        heads
            .flat_map(|h| {
                if h != token {
                    scene.people(&[h])
                } else if fought(h) {
                    owners(scene, h)
                } else {
                    Vec::new()
                }
            })
            .collect()
    }

    /// `militias like X`, `groups such as X and Y`: those named as examples.
    fn likened(&self, token: u32) -> Vec<Participant> {
        let view = self.scene.view;
        let heads = std::iter::once(token).chain(view.children_by(token, &[Deprel::Conj]));
        let like = |c: &u32| matches!(view.preposition(*c).as_deref(), Some("like" | "such as" | "such" | "include"));
        let examples: Vec<u32> = heads.flat_map(|h| view.children_by(h, &[Deprel::Nmod]).filter(like).collect::<Vec<_>>()).collect();
        self.scene.people(&examples)
    }

    /// The side by its plainest name: the body that a bare noun stands for, the state with its government.
    pub(crate) fn plainly(&self, p: Participant) -> Participant {
        let p = without_patron(follower(self.scene, p));
        let p = self.government_of(p);
        let p = governing(self.scene, p);
        self.canonical(self.enemy(p))
    }

    /// A president or prime minister whose army fights: the government of the state, where the report names it.
    fn government_of(&self, p: Participant) -> Participant {
        let scene = self.scene;
        let view = scene.view;
        let post = scene.mentions.posts.iter().find(|post| Some(post.person) == p.entity);
        let rules = post.is_some_and(|post| matches!(post.role.as_str(), "president" | "prime minister" | "premier" | "king"));
        if !rules {
            return p;
        }
        let Some(state) = p.codes.iter().find_map(|c| c.get(..3)) else { return p };
        let phrase = |t: &u32| {
            view.lemma(*t) == "government" && view.upos(*t) == Upos::Noun && view.child(*t, &[Deprel::Amod, Deprel::NmodPoss]).is_some()
        };
        let found = (0..view.len())
            .filter(phrase)
            .flat_map(|t| scene.people(&[t]).into_iter().take(1))
            .find(|g| nation(scene, g).as_deref() == Some(state));
        found.map_or(p.clone(), |g| Participant { span: p.span, token: p.token, ..g })
    }

    /// `government troops` after `Congolese government soldiers`: the first phrase for the same forces.
    fn canonical(&self, p: Participant) -> Participant {
        let view = self.scene.view;
        if p.entity.is_some() || !is_state_force(view.lemma(p.token)) {
            return p;
        }
        let first = self.forces.iter().find(|f| f.token < p.token && covers(f, &p));
        first.map_or(p.clone(), |f| Participant { span: p.span, token: p.token, ..f.clone() })
    }

    /// `the terrorist group`, `the enemy`, `these militants`: the one armed group of the report.
    fn enemy(&self, p: Participant) -> Participant {
        let Some(group) = &self.insurgent else { return p };
        let view = self.scene.view;
        let lemma = view.lemma(p.token);
        let unnamed = p.entity.is_none() && !p.name.contains(char::is_uppercase);
        let of_group = |n: &NameMention| {
            Some(n.entity) == group.entity && p.name.to_lowercase().starts_with(&view.text_of(n.tokens.clone()).to_lowercase())
        };
        let fighters = matches!(
            lemma,
            "terrorist" | "militant" | "extremist" | "jihadist" | "insurgent" | "fighter" | "group" | "target" | "position"
        );
        if p.entity.is_none() && fighters && self.scene.mentions.names.iter().any(of_group) {
            return Participant { span: p.span, token: p.token, ..group.clone() };
        }
        let rebels = unnamed && matches!(lemma, "rebel" | "guerrilla") && p.name.trim_end_matches('s').eq_ignore_ascii_case(lemma);
        if rebels && group.codes.iter().any(|c| c.ends_with("REB")) {
            return Participant { span: p.span, token: p.token, ..group.clone() };
        }
        let hostile = matches!(lemma, "terrorist" | "militant" | "extremist" | "jihadist" | "insurgent" | "enemy")
            || matches!(lemma, "group" | "organisation" | "organization" | "fighter" | "force" | "position" | "movement")
                && view.children_by(p.token, &[Deprel::Compound, Deprel::Amod]).any(|c| {
                    matches!(view.lemma(c), "terrorist" | "militant" | "extremist" | "jihadist" | "insurgent" | "enemy" | "terror")
                });
        let definite = view.children_by(p.token, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "the" | "this" | "that"));
        let enemy = p.name.starts_with("enemy");
        if unnamed && hostile && (definite || enemy) { Participant { span: p.span, token: p.token, ..group.clone() } } else { p }
    }
}

/// Things by which a side is fought: its positions, arms, attacks and rule, not its birds or its programmes.
fn is_of_war(scene: Scene, thing: u32) -> bool {
    let lexicon = &scene.knowledge.lexicon;
    let lemma = scene.view.lemma(thing);
    lexicon.in_class("troops", lemma)
        || lexicon.in_class("territory", lemma)
        || lexicon.in_class("hostility", lemma)
        || lexicon.in_class("incident", lemma)
        || lexicon.picture.fighting.contains(lemma)
        || matches!(
            lemma,
            "target"
                | "site"
                | "base"
                | "camp"
                | "line"
                | "terrorism"
                | "aggression"
                | "occupation"
                | "rule"
                | "regime"
                | "leadership"
                | "militant"
                | "network"
                | "hide-out"
                | "hideout"
                | "ideology"
                | "brutality"
                | "insurgency"
                | "rebellion"
                | "counterattack"
                | "commander"
                | "cell"
        )
}

fn is_state_force(lemma: &str) -> bool {
    matches!(lemma, "troop" | "soldier" | "force" | "peacekeeper" | "army")
}

/// True where the words before the head of the shorter phrase all stand in the longer.
fn covers(longer: &Participant, shorter: &Participant) -> bool {
    let owner = |p: &Participant| -> Vec<String> {
        let mut words: Vec<String> = p.name.split(' ').map(str::to_lowercase).collect();
        words.pop();
        words
    };
    let (long, short) = (owner(longer), owner(shorter));
    !short.is_empty() && short.iter().all(|w| long.contains(w))
}

/// `forces loyal to X`: X, where the phrase hangs on the forces.
fn follower(scene: Scene, p: Participant) -> Participant {
    let view = scene.view;
    let loyal = view.children_by(p.token, &[Deprel::Amod]).find(|&c| view.lemma(c) == "loyal");
    let below = |t: u32| view.children_by(t, &[Deprel::Nmod, Deprel::Obl]).find(|&c| view.preposition(c).as_deref() == Some("to"));
    let forces = matches!(view.lemma(p.token), "force" | "troop" | "fighter" | "soldier" | "unit" | "army");
    let to = loyal.and_then(|l| below(p.token).or_else(|| below(l).filter(|_| forces)));
    let leader = to.filter(|_| p.entity.is_none()).and_then(|t| scene.people(&[t]).into_iter().next());
    leader.map_or(p, |l| commanded(scene, l))
}

/// `the Government of Iraq` where the name is cut in two; `the government` where the report names one body so.
fn governing(scene: Scene, mut p: Participant) -> Participant {
    let view = scene.view;
    let country = |n: &NameMention| match scene.mentions.entities[n.entity as usize].referent {
        Some(Referent::Country(c)) => scene.knowledge.countries.get(c as usize).map(|c| c.iso3.as_str()),
        _ => None,
    };
    let Some(name) = scene.mentions.name_at(p.token) else {
        let bare = p.entity.is_none() && p.name.eq_ignore_ascii_case("government");
        let mut bodies =
            scene.mentions.entities.iter().enumerate().filter(|(_, e)| e.kind == NameKind::Body && e.name.contains("Government of"));
        if let (true, Some((i, _)), None) = (bare, bodies.next(), bodies.next())
            && let Some(n) = scene.mentions.names.iter().find(|n| n.entity as usize == i)
        {
            return Participant { span: p.span, token: p.token, ..scene.mentions.of_name(view, scene.knowledge, n) };
        }
        return p;
    };
    let (first, last) = (name.tokens.start, name.tokens.end - 1);
    let state = if p.name == "Government" && view.form(last + 1) == "of" {
        scene.mentions.name_at(last + 2).map(|n| (first, n))
    } else if first >= 2 && view.form(first - 1) == "of" && view.form(first - 2) == "Government" && name.kind == NameKind::Country {
        Some((first - 2, name))
    } else {
        None
    };
    if let Some((start, n)) = state
        && let Some(iso3) = country(n)
    {
        p.name = view.text_of(start..n.tokens.end);
        p.span = view.span_of(start..n.tokens.end);
        p.entity = None;
        p.codes = vec![format!("{iso3}GOV").into()];
    }
    p
}

/// Those who own a thing: `ISIL targets`, `positions of the army`.
pub(crate) fn owners(scene: Scene, thing: u32) -> Vec<Participant> {
    let view = scene.view;
    let owns = |c: &u32| {
        let phrase = view.deprel(*c) != Deprel::Nmod || matches!(view.preposition(*c).as_deref(), Some("of" | "by"));
        phrase && scene.mentions.is_participant(view, scene.knowledge, *c) && !scene.is_plain_place(*c)
    };
    let tokens: Vec<u32> = view.children_by(thing, &OWNERS).filter(owns).collect();
    scene.people(&tokens)
}

/// Those whom words name, or who own the things that they name.
pub(crate) fn people_or_owners(scene: Scene, tokens: &[u32]) -> Vec<Participant> {
    let acts = |t: u32| scene.mentions.is_participant(scene.view, scene.knowledge, t);
    tokens.iter().flat_map(|&t| if acts(t) { scene.people(&[t]) } else { owners(scene, t) }).collect()
}

/// Armed bodies, states and their leaders, and nouns for people under arms.
pub(crate) fn can_fight(scene: Scene, p: &Participant) -> bool {
    let entity = p.entity.and_then(|e| scene.mentions.entities.get(e as usize));
    // "the Maoists": a plural name is no person's.
    let plural = entity.is_some_and(|e| e.kind == NameKind::Person && e.referent.is_none()) && scene.view.xpos(p.token) == Xpos::Nnps;
    if is_side(scene, p) || plural {
        return true;
    }
    let lemma = scene.view.lemma(p.token);
    let armed = scene.knowledge.lexicon.in_class("armed", lemma)
        || matches!(lemma, "coalition" | "alliance" | "force" | "troop" | "soldier" | "peacekeeper" | "regime" | "monarchy" | "defender");
    armed && p.entity.is_none() && matches!(scene.view.upos(p.token), Upos::Noun | Upos::Propn | Upos::Adj)
}

/// A people, tribe or faith by name, or those whom a noun behind its name counts: `Kuchi nomads`.
pub(crate) fn is_people(scene: Scene, p: &Participant) -> bool {
    let community = |e: u32| matches!(scene.mentions.entities.get(e as usize).and_then(|e| e.referent), Some(Referent::Community(_)));
    let mut before = scene.view.children_by(p.token, &[Deprel::Compound, Deprel::Amod]);
    p.entity.is_some_and(community) || before.any(|c| scene.mentions.name_headed_by(c).is_some_and(|n| community(n.entity)))
}

/// The one insurgent or terrorist body that the report names.
fn only_insurgent(scene: Scene) -> Option<Participant> {
    let mut found: Option<Participant> = None;
    for name in scene.mentions.names.iter().filter(|n| n.kind == NameKind::Body) {
        let p = scene.mentions.of_name(scene.view, scene.knowledge, name);
        if !p.codes.iter().any(|c| c.ends_with("REB") || c.ends_with("TER")) {
            continue;
        }
        match &found {
            Some(f) if f.name != p.name => return None,
            Some(_) => {}
            None => found = Some(p),
        }
    }
    found
}

/// Ministers, envoys and those who speak for others fight nobody.
pub(crate) fn only_speaks(scene: Scene, side: &Participant) -> bool {
    const SPEAKERS: [&str; 6] = ["minister", "secretary", "spokesman", "spokeswoman", "spokesperson", "ambassador"];
    let speaks = |role: &str| SPEAKERS.iter().any(|s| role.ends_with(s)) && !role.contains("prime");
    let posts = || scene.mentions.posts.iter().filter(|p| Some(p.person) == side.entity);
    side.entity.is_some() && posts().next().is_some() && posts().all(|p| speaks(&p.role))
}
