//! Who did it, and to whom: from a frame's arguments to participants.

mod beside;

use truceline_knowledge::{EventType, Pattern, Role};
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::{Deprel, Upos};

use crate::{
    blame,
    coding::is_verbal,
    counterparts::counterparts,
    frames::{Frame, negated_by_no},
    hosts, lent,
    matching::{Scene, coded_by, is_of_class},
    targets::{authors, concerned, holder, met, names_place, recipient, taken_by},
};

/// An event's sides and, where an argument is one, its place.
#[derive(Debug, Default)]
pub struct Sides {
    /// Actors.
    pub actors: Vec<Participant>,
    /// Recipients.
    pub recipients: Vec<Participant>,
    /// Token of an argument that is the event's place.
    pub place: Option<u32>,
}

/// Finds the sides of a coded predicate.
pub fn sides(scene: Scene, frame: &Frame, pattern: &Pattern) -> Sides {
    let (mut actors, used) = actors(scene, frame, pattern);
    if actors.is_empty() && matches!(pattern.event_type, EventType::Assault | EventType::Coerce) {
        actors = people(scene, &blame::doers(scene, frame.head));
    }
    if actors.is_empty() && !frame.is_verb {
        actors = lent::doers_around(scene, frame, pattern);
    }
    let place = pattern.place.as_ref().and_then(|role| frame.role(role).into_iter().find(|&t| names_place(scene, t)));
    let mut out = Sides { actors, place, ..Sides::default() };
    if !pattern.together.is_empty() {
        // "Chad has agreed to set up a camp in X": one side alone binds itself towards somebody.
        if out.actors.len() == 1 && pattern.event_type == EventType::Agree && frame.is_verb {
            lent::recipients(scene, frame, pattern, &mut out);
        }
        for partner in counterparts(scene, frame, pattern) {
            if !out.actors.iter().any(|a| a.name == partner.name) {
                out.actors.push(partner);
            }
        }
        return out;
    }
    out.add_recipients(people(scene, &lent::accused_in_claims(scene, frame, pattern)));
    let owners = frame.possessives.iter().copied();
    out.add_recipients(people(scene, &owners.filter(|&t| beside::is_sufferer(scene, frame, pattern, t)).collect::<Vec<_>>()));
    lent::helped(scene, frame, pattern, &mut out);
    if pattern.trigger_clause && pattern.event_type == EventType::Request {
        // "told reporters that X must withdraw": X is asked, not those who are told.
        lent::recipients(scene, frame, pattern, &mut out);
    }
    if out.recipients.is_empty() {
        recipients(scene, frame, pattern, used.as_ref(), &mut out);
    }
    if out.recipients.is_empty() && !frame.is_verb && pattern.event_type == EventType::Assault {
        let named = !out.actors.is_empty();
        out.add_recipients(people(scene, &beside::victims(scene, frame.head, named)));
    }
    if out.recipients.is_empty() {
        lent::recipients(scene, frame, pattern, &mut out);
    }
    if pattern.mode.as_deref() == Some("visit") {
        hosts::settle(scene, &mut out);
    }
    if out.recipients.is_empty() {
        // "anti-government protests", "anti-Taliban offensive"
        let subjects = frame.subjects.iter().filter(|_| pattern.event_type == EventType::Protest);
        let words = subjects.flat_map(|&s| scene.view.children_by(s, &[Deprel::Amod, Deprel::Compound]).collect::<Vec<_>>());
        let mut words = frame.modifiers.iter().copied().chain(words);
        out.add_recipients(words.find_map(|w| scene.mentions.opposed(scene.view, scene.knowledge, w)).into_iter().collect());
    }
    out
}

impl Sides {
    /// Adds those who are no actors and not known yet.
    pub(crate) fn add_recipients(&mut self, found: Vec<Participant>) {
        for p in found {
            if !self.actors.iter().chain(&self.recipients).any(|o| o.name == p.name) {
                self.recipients.push(p);
            }
        }
    }
}

/// Who does what a coded predicate tells, and the role that names them.
pub(crate) fn actors(scene: Scene, frame: &Frame, pattern: &Pattern) -> (Vec<Participant>, Option<Role>) {
    if !pattern.together.is_empty() {
        return (together(scene, frame, pattern), None);
    }
    if pattern.trigger_clause && pattern.event_type == EventType::Agree {
        let own = beside::who_will(scene, frame);
        if !own.is_empty() {
            return (own, Some(Role::Subject));
        }
    }
    if frame.is_verb && is_verbal(pattern.event_type) {
        let author = beside::author_of_text(scene, frame);
        if !author.is_empty() {
            return (people(scene, &author), Some(Role::Subject));
        }
    }
    let roles = or_default(&pattern.actor, || if frame.is_verb { vec![Role::Subject] } else { noun_actor_roles(pattern.event_type) });
    for role in roles {
        let suffers = |t: u32| role == Role::Possessive && beside::is_sufferer(scene, frame, pattern, t);
        // "ordered the deployment of troops": whoever orders it
        let ordered = !frame.is_verb && pattern.event_type == EventType::Mobilize && role == preposition("of");
        if ordered
            && let orderers = beside::orderers(scene, frame)
            && !orderers.is_empty()
        {
            return (people(scene, &orderers), None);
        }
        let does = |t: u32| acts(scene, frame, t, &role) && !is_nobody(scene, frame, t) && !suffers(t);
        let tokens: Vec<u32> = frame.role(&role).into_iter().filter(|&t| does(t)).collect();
        if !tokens.is_empty() {
            return (people(scene, &tokens), Some(role));
        }
        // "died in army custody": whose the thing is.
        let things = frame.role(&role).into_iter().filter(|_| frame.is_verb && matches!(role, Role::Preposition(_)));
        let owners: Vec<u32> = things.flat_map(|t| concerned(scene, pattern, t, 1)).collect();
        if !owners.is_empty() {
            return (people(scene, &owners), Some(role));
        }
    }
    let moved: Vec<u32> = frame.objects.iter().copied().filter(|&t| frame.passive && is_moved(scene, frame, pattern, t)).collect();
    if !moved.is_empty() {
        return (people(scene, &moved), None); // "police were deployed"
    }
    let troops = |t: &u32| scene.knowledge.lexicon.in_class("troops", scene.view.lemma(*t));
    let elsewhere = if frame.passive && frame.is_verb && pattern.event_type == EventType::Assault {
        beside::doers_beside(scene, frame)
    } else if frame.passive && frame.is_verb && pattern.event_type == EventType::Aid {
        // "peacekeepers were sent to X"
        people(scene, &frame.objects.iter().copied().filter(troops).filter(|&t| participant(scene, t)).collect::<Vec<_>>())
    } else if !frame.is_verb && pattern.event_type == EventType::Mobilize {
        people(scene, &beside::orderers(scene, frame))
    } else if !frame.is_verb && pattern.mode.as_deref() == Some("visit") {
        people(scene, &beside::subject_of_governor(scene, frame))
    } else {
        Vec::new()
    };
    if !elsewhere.is_empty() {
        return (elsewhere, None);
    }
    if frame.is_verb && !frame.passive && pattern.event_type == EventType::Assault {
        // "a police raid killed two": whoever does the deed that did it.
        let force = |s: &u32| coded_by(scene, *s).filter(|c| matches!(c.pattern.event_type, EventType::Assault | EventType::Coerce));
        let deed = frame.subjects.iter().filter(|&&s| scene.view.upos(s) == Upos::Noun).find_map(force);
        let found = deed.map_or_else(|| people(scene, &beside::weapon_users(scene, frame)), |c| actors(scene, &c.frame, c.pattern).0);
        return (found, None);
    }
    if frame.is_verb && is_verbal(pattern.event_type) && !is_about_subject(pattern) {
        // "the UN's report called for a truce": whoever speaks through it.
        let speaks = |s: u32| {
            let owners = concerned(scene, pattern, s, 1);
            if owners.is_empty() { authors(scene, frame.head, s) } else { owners }
        };
        let owners: Vec<u32> = frame.subjects.iter().flat_map(|&s| speaks(s)).collect();
        let found = people(scene, &owners);
        return (if found.is_empty() { people(scene, &beside::subject_beside(scene, frame)) } else { found }, None);
    }
    if frame.light.is_none() {
        return (Vec::new(), None);
    }
    (people(scene, &frame.subjects.iter().copied().filter(|&t| participant(scene, t)).collect::<Vec<_>>()), None)
}

/// `X's aide faces charges`: whoever the subject names is charged, and neither he nor who owns him charges.
pub(crate) fn is_about_subject(pattern: &Pattern) -> bool {
    !pattern.actor.is_empty() && pattern.recipient.contains(&Role::Subject)
}

/// `no group has admitted carrying out the raid`: not one of them did; what is itself denied of somebody keeps him.
fn is_nobody(scene: Scene, frame: &Frame, token: u32) -> bool {
    let none = scene.view.children_by(token, &[Deprel::Det]).any(|d| matches!(scene.view.lemma(d), "no" | "neither"));
    none && !negated_by_no(scene.view, frame.head)
}

fn or_default(roles: &[Role], default: impl Fn() -> Vec<Role>) -> Vec<Role> {
    if roles.is_empty() { default() } else { roles.to_vec() }
}

fn preposition(p: &str) -> Role {
    Role::Preposition(p.into())
}

/// The `of` phrase of a noun of force or repression names whom it hits, that of other nouns who acts.
fn noun_actor_roles(event_type: EventType) -> Vec<Role> {
    use EventType as T;
    let mut roles = vec![Role::Subject, preposition("by"), Role::Possessive, Role::Modifier, preposition("from")];
    if !matches!(event_type, T::Assault | T::Coerce | T::Accuse | T::Support | T::Sanction | T::Aid | T::Reject) {
        roles.push(preposition("of"));
    }
    roles
}

fn recipient_roles(frame: &Frame) -> Vec<Role> {
    let names: &[&str] = if frame.is_verb {
        &["against", "on", "to", "with", "at", "for"]
    } else {
        &["on", "against", "of", "to", "with", "at", "for", "between"]
    };
    let mut roles = if frame.is_verb { vec![Role::Object] } else { Vec::new() };
    roles.extend(names.iter().map(|n| preposition(n)));
    if !frame.is_verb {
        roles.push(Role::Object);
    }
    roles
}

pub(crate) fn participant(scene: Scene, token: u32) -> bool {
    scene.mentions.is_participant(scene.view, scene.knowledge, token)
}

/// `a terrorist attack`: the word tells the kind of deed, not the doer.
pub(crate) fn tells_kind(scene: Scene, token: u32) -> bool {
    matches!(scene.view.lemma(token), "terrorist" | "terror" | "suicide" | "militant" | "criminal")
}

/// `insurgent attacks`: the word for the doers, read as an adjective.
pub(crate) fn is_insurgent_adjective(scene: Scene, token: u32) -> bool {
    scene.view.upos(token) == Upos::Adj && matches!(scene.knowledge.lexicon.agent(scene.view.lemma(token)), Some("REB" | "TER"))
}

/// A modifier acts only where it is a name or a noun for people; a place name does so only as a state.
fn acts(scene: Scene, frame: &Frame, token: u32, role: &Role) -> bool {
    if matches!(role, Role::Modifier) && is_insurgent_adjective(scene, token) {
        return !tells_kind(scene, token);
    }
    if !participant(scene, token) {
        return false;
    }
    match role {
        Role::Preposition(p) if p.as_str() == "of" => !frame.is_verb,
        // "Saudi-led coalition strikes": a word within a name is not one more doer.
        Role::Modifier if scene.mentions.name_at(token).is_some() && scene.mentions.name_headed_by(token).is_none() => false,
        // "the Cuban airliner bombing": whose what is hit is
        Role::Modifier if !frame.is_verb && beside::is_of_target(scene, frame, token) => false,
        Role::Modifier => !tells_kind(scene, token) && (frame.is_verb || !is_scene(scene, frame.head, token)),
        _ => true,
    }
}

/// `the Mali ambush`, `the London bombings`: a state or town by its plain name before a deed of force is where it happened.
pub(crate) fn is_scene(scene: Scene, noun: u32, modifier: u32) -> bool {
    let view = scene.view;
    // "US strikes" has no adjective to use.
    let short = view.form(modifier).chars().all(|c| c.is_uppercase() || c == '.');
    let force = coded_by(scene, noun).is_none_or(|c| matches!(c.pattern.event_type, EventType::Assault | EventType::Protest));
    let somewhere = |k: NameKind| matches!(k, NameKind::Country | NameKind::Place);
    let state = scene.mentions.name_headed_by(modifier).is_some_and(|n| somewhere(n.kind));
    state && force && !short && view.deprel(modifier) == Deprel::Compound && view.upos(modifier) == Upos::Propn
}

pub(crate) fn people(scene: Scene, tokens: &[u32]) -> Vec<Participant> {
    let mut out: Vec<Participant> = Vec::new();
    for &t in tokens {
        for p in scene.mentions.participants(scene.view, scene.knowledge, t) {
            if !out.iter().any(|o| o.name == p.name) {
                out.push(p);
            }
        }
    }
    out
}

/// Symmetric events: everybody named becomes an actor.
fn together(scene: Scene, frame: &Frame, pattern: &Pattern) -> Vec<Participant> {
    let mut tokens: Vec<u32> = Vec::new();
    let first = or_default(&pattern.actor, || {
        if frame.is_verb {
            vec![Role::Subject]
        } else {
            vec![Role::Subject, Role::Possessive, Role::Modifier, preposition("by"), preposition("between"), preposition("of")]
        }
    });
    for role in first.iter().chain(&pattern.together) {
        for t in frame.role(role) {
            if !tokens.contains(&t) && participant(scene, t) {
                tokens.push(t);
            } else if scene.knowledge.lexicon.in_class("ceasefire", scene.view.lemma(t)) {
                tokens.extend(partners(scene, t));
            }
        }
    }
    if frame.is_verb && !frame.passive && frame.objects.iter().all(|&o| participant(scene, o)) {
        for &o in &frame.objects {
            if !tokens.contains(&o) {
                tokens.push(o);
            }
        }
    }
    if pattern.event_type == EventType::Cooperate && frame.is_verb && people(scene, &tokens).len() == 1 {
        tokens.extend(maker(scene, frame));
    }
    if pattern.mode.as_deref() == Some("third-party") {
        tokens.extend(lent::at_odds(scene, frame).into_iter().filter(|&t| participant(scene, t)));
    }
    let with = || frame.obliques.iter().any(|(p, t)| p == "with" && participant(scene, *t));
    if !frame.is_verb && tokens.iter().all(|t| !frame.subjects.contains(t)) && with() {
        tokens.extend(beside::subject_of_governor(scene, frame));
    }
    if !frame.is_verb && tokens.is_empty() && pattern.event_type == EventType::Consult {
        // "after months of talks the army and the rebels signed": those who do together what came of it.
        let all = beside::subject_of_governor(scene, frame);
        if people(scene, &all).len() > 1 {
            tokens = all;
        }
    }
    if !frame.is_verb && tokens.is_empty() && pattern.event_type == EventType::Assault {
        tokens = beside::dead_on_both_sides(scene, frame);
    }
    if !frame.is_verb && people(scene, &tokens).len() == 1 && pattern.event_type == EventType::Assault {
        // "an exchange of fire with smugglers left two guards dead"
        tokens.extend(beside::armed_victims(scene, frame.head));
    }
    people(scene, &tokens)
}

/// `bought Russian missiles`: the state whose goods are bought.
fn maker(scene: Scene, frame: &Frame) -> Option<u32> {
    let view = scene.view;
    let bought = matches!(view.lemma(frame.head), "buy" | "purchase" | "import" | "acquire" | "procure" | "order");
    let words =
        frame.objects.iter().filter(|_| bought).flat_map(|&o| view.children_by(o, &[Deprel::Amod, Deprel::Compound]).collect::<Vec<_>>());
    let state = |n: NameKind| matches!(n, NameKind::Nationality | NameKind::Country);
    words.into_iter().find(|&w| scene.mentions.name_headed_by(w).is_some_and(|n| state(n.kind)))
}

/// `the truce between X and Y`, `the rebels' ceasefire`: those whom a truce binds.
fn partners(scene: Scene, truce: u32) -> Vec<u32> {
    let view = scene.view;
    let phrases = view
        .children_by(truce, &[Deprel::Nmod, Deprel::Obl])
        .filter(|&c| matches!(view.preposition(c).as_deref(), Some("between" | "with" | "by")));
    view.children_by(truce, &[Deprel::NmodPoss]).chain(phrases).filter(|&t| participant(scene, t)).collect()
}

fn recipients(scene: Scene, frame: &Frame, pattern: &Pattern, actor_role: Option<&Role>, out: &mut Sides) {
    let place_role = pattern.place.as_ref();
    let hit = frame.is_verb && frame.passive && pattern.event_type == EventType::Assault;
    let roles = or_default(&pattern.recipient, || if hit { vec![Role::Object] } else { recipient_roles(frame) });
    // Whoever travels with somebody visits somebody else.
    let beside = |r: &Role| pattern.mode.as_deref() == Some("visit") && *r == preposition("with");
    // "the deployment of the National Guard"
    let readied = !frame.is_verb && pattern.event_type == EventType::Mobilize && pattern.mode.as_deref() != Some("militia");
    let moved = |r: &Role| readied && *r == preposition("of");
    for role in roles.iter().filter(|r| Some(*r) != actor_role && Some(*r) != place_role && !beside(r) && !moved(r)) {
        for token in frame.role(role).into_iter().filter(|&t| !is_moved(scene, frame, pattern, t) && !is_beside(scene, frame, pattern, t)) {
            let found = recipient(scene, frame, pattern, token, out);
            out.add_recipients(found);
        }
        if !out.recipients.is_empty() {
            break;
        }
    }
    if (pattern.mode.as_deref() == Some("release") || pattern.event_type == EventType::Cooperate) && frame.is_verb {
        let to: Vec<u32> =
            frame.role(&preposition("to")).into_iter().filter(|&t| participant(scene, t) && !scene.is_plain_place(t)).collect();
        if pattern.event_type == EventType::Cooperate && !out.actors.is_empty() {
            // "extradited a smuggler to Peru": both states work together.
            let partners = people(scene, &to);
            out.recipients.retain(|r| partners.iter().all(|p| p.name != r.name));
            out.actors.extend(partners);
        } else {
            out.add_recipients(people(scene, &to)); // "released the hostages to the Red Cross"
        }
    }
    if out.recipients.is_empty() && matches!(pattern.event_type, EventType::Assault | EventType::Coerce) {
        let found = against(scene, frame).filter(|&t| participant(scene, t) && !scene.is_plain_place(t));
        out.add_recipients(people(scene, &found.into_iter().collect::<Vec<_>>()));
    }
    if out.recipients.is_empty() && matches!(pattern.event_type, EventType::Assault | EventType::Coerce) {
        // "retook areas under rebel control"
        let taken = place_role.map_or_else(Vec::new, |role| frame.role(role));
        let holders: Vec<u32> = taken
            .into_iter()
            .filter_map(|t| holder(scene, t).or_else(|| taken_by(scene.view, t).filter(|&s| participant(scene, s))))
            .collect();
        out.add_recipients(people(scene, &holders));
    }
    if out.recipients.is_empty() {
        // "took Sirte from the GNA", "seized the town from rebels"
        let from = preposition("from");
        if matches!(pattern.event_type, EventType::Assault | EventType::Coerce) && actor_role != Some(&from) {
            let robbed = frame.role(&from).into_iter().filter(|&t| participant(scene, t) && !scene.is_plain_place(t));
            robbed.for_each(|t| out.add_recipients(met(scene, pattern, t)));
        }
    }
}

/// `sent troops to the border`, `put its army on alert`: the forces that are moved or readied are nobody's target.
fn is_moved(scene: Scene, frame: &Frame, pattern: &Pattern, token: u32) -> bool {
    let whole = |t: u32| matches!(scene.view.lemma(t), "army" | "military" | "navy" | "air force");
    let force = |t: u32| whole(t) || ["troops", "lawmen", "weaponry", "aircraft"].iter().any(|c| is_of_class(scene, t, c));
    let readied = pattern.event_type == EventType::Mobilize && pattern.mode.as_deref() != Some("militia");
    // "members of the police"
    let part_of =
        |t: u32| scene.view.children_by(t, &[Deprel::Nmod]).any(|c| scene.view.preposition(c).as_deref() == Some("of") && force(c));
    readied && frame.objects.contains(&token) && (force(token) || part_of(token))
}

/// `evacuated its staff`, `hailed it as a victory for the country`: people and bodies to whom nothing is done.
fn is_beside(scene: Scene, frame: &Frame, pattern: &Pattern, token: u32) -> bool {
    let view = scene.view;
    let own = pattern.mode.as_deref() == Some("withdraw") && pattern.event_type == EventType::Sanction && frame.objects.contains(&token);
    let staff = |t: u32| {
        matches!(view.lemma(t), "staffer" | "personnel" | "worker" | "volunteer" | "dependant" | "dependent")
            || scene.knowledge.lexicon.in_class("people", view.lemma(t))
    };
    // "hundreds of staffers"
    let staff = || staff(token) || view.children_by(token, &[Deprel::Nmod]).any(staff);
    // "as a victory for X"
    let measured = || {
        let noun = view.child(token, &[Deprel::Case]).filter(|&c| view.lemma(c) == "for").and_then(|c| c.checked_sub(1));
        noun.is_some_and(|n| view.upos(n) == Upos::Noun && view.preposition(n).as_deref() == Some("as"))
    };
    own && staff() || measured() || suffers(scene, frame, pattern, token)
}

/// `criticised attacks on X`: whoever suffers what is judged is not judged.
fn suffers(scene: Scene, frame: &Frame, pattern: &Pattern, token: u32) -> bool {
    let view = scene.view;
    let deed = view.head(token).filter(|&h| h != frame.head && view.upos(h) == Upos::Noun && frame.objects.contains(&h));
    let judges = matches!(pattern.event_type, EventType::Accuse | EventType::Support);
    let on = || matches!(view.preposition(token).as_deref(), Some("on" | "against" | "of" | "at"));
    judges && frame.is_verb && deed.is_some_and(|h| is_done_to(scene, h)) && on()
}

/// True for a deed of which the phrase with `of` or `on` tells to whom it is done: an attack, an arrest, a release.
pub(crate) fn is_done_to(scene: Scene, noun: u32) -> bool {
    coded_by(scene, noun).is_some_and(|c| {
        let deed = c.pattern.event_type;
        matches!(deed, EventType::Assault | EventType::Coerce) || deed == EventType::Retreat && c.pattern.mode.as_deref() == Some("release")
    })
}

/// `used water cannon and stun grenades against crowds`: the phrase with `against` behind a deed, wherever the parser hangs it.
fn against(scene: Scene, frame: &Frame) -> Option<u32> {
    const REACH: u32 = 10;
    let view = scene.view;
    let end = view.sentence(frame.head)?.tokens.end.min(frame.head + REACH);
    let mut clause = (frame.head + 1..end).take_while(|&t| view.upos(t) != Upos::Verb || view.deprel(t) == Deprel::Amod);
    clause.find(|&t| view.lemma(t) == "against" && view.deprel(t) == Deprel::Case).and_then(|t| view.head(t))
}
