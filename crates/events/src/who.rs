//! Who did it, and to whom: from a frame's arguments to participants.

use truceline_knowledge::{EventType, Pattern, PlaceKind, Role};
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::{Deprel, Upos};

use crate::{frames::Frame, lent, matching::Scene};

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
    let mut out = Sides::default();
    if !pattern.together.is_empty() {
        together(scene, frame, pattern, &mut out);
        return out;
    }
    let actor_roles = or_default(&pattern.actor, || if frame.is_verb { vec![Role::Subject] } else { noun_actor_roles(pattern.event_type) });
    let mut used = None;
    for role in &actor_roles {
        let tokens: Vec<u32> = frame.role(role).into_iter().filter(|&t| acts(scene, frame, t, role)).collect();
        if !tokens.is_empty() {
            out.actors = people(scene, &tokens);
            used = Some(role.clone());
            break;
        }
    }
    if out.actors.is_empty() && frame.light.is_some() {
        out.actors = people(scene, &frame.subjects.iter().copied().filter(|&t| participant(scene, t)).collect::<Vec<_>>());
    }
    out.recipients = people(scene, &lent::accused_in_claims(scene, frame, pattern));
    lent::helped(scene, frame, pattern, &mut out);
    if out.recipients.is_empty() {
        recipients(scene, frame, pattern, used.as_ref(), &mut out);
    }
    if out.recipients.is_empty() && !frame.is_verb && pattern.event_type == EventType::Assault {
        out.recipients = people(scene, &victims(scene, frame.head));
    }
    if out.recipients.is_empty() {
        lent::recipients(scene, frame, pattern, &mut out);
    }
    let actors = &out.actors;
    out.recipients.retain(|r| !actors.iter().any(|a| a.name == r.name));
    out
}

/// `a blast killed two policemen`: those whom the verb says the act hit.
fn victims(scene: Scene, noun: u32) -> Vec<u32> {
    let view = scene.view;
    let hits = |v: &u32| matches!(view.lemma(*v), "kill" | "wound" | "injure" | "hit" | "destroy" | "damage" | "hurt" | "target");
    let verb = view.head(noun).filter(|_| view.deprel(noun) == Deprel::Nsubj).filter(hits);
    let Some(frame) = verb.and_then(|v| crate::frames::frame(view, scene.knowledge, v)) else { return Vec::new() };
    frame.objects.into_iter().filter(|&t| participant(scene, t)).collect()
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
fn tells_kind(scene: Scene, token: u32) -> bool {
    matches!(scene.view.lemma(token), "terrorist" | "terror" | "suicide" | "militant" | "criminal")
}

/// A modifier acts only where it is a name or a noun for people; a place name does so only as a state.
fn acts(scene: Scene, frame: &Frame, token: u32, role: &Role) -> bool {
    if !participant(scene, token) {
        return false;
    }
    match role {
        Role::Preposition(p) if p.as_str() == "of" => !frame.is_verb,
        Role::Modifier => !tells_kind(scene, token),
        _ => true,
    }
}

fn people(scene: Scene, tokens: &[u32]) -> Vec<Participant> {
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
fn together(scene: Scene, frame: &Frame, pattern: &Pattern, out: &mut Sides) {
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
    if !frame.is_verb && tokens.iter().all(|t| !frame.subjects.contains(t)) {
        tokens.extend(subject_of_governor(scene, frame));
    }
    out.actors = people(scene, &tokens);
}

/// `the truce between X and Y`, `the rebels' ceasefire`: those whom a truce binds.
fn partners(scene: Scene, truce: u32) -> Vec<u32> {
    let view = scene.view;
    let phrases = view
        .children_by(truce, &[Deprel::Nmod, Deprel::Obl])
        .filter(|&c| matches!(view.preposition(c).as_deref(), Some("between" | "with" | "by")));
    view.children_by(truce, &[Deprel::NmodPoss]).chain(phrases).filter(|&t| participant(scene, t)).collect()
}

/// `after talks with X, Y said`: the governing verb's subject takes part in the talks.
fn subject_of_governor(scene: Scene, frame: &Frame) -> Vec<u32> {
    let view = scene.view;
    let with = frame.obliques.iter().any(|(p, t)| p == "with" && participant(scene, *t));
    let time = matches!(view.preposition(frame.head).as_deref(), Some("after" | "during" | "in" | "at" | "following" | "before" | "for"));
    match view.head(frame.head) {
        Some(verb) if with && time && view.upos(verb) == Upos::Verb => {
            let subjects = if crate::frames::is_passive(view, verb) {
                crate::frames::passive_objects(view, verb)
            } else {
                crate::frames::subjects(view, verb, 4)
            };
            subjects.into_iter().filter(|&t| participant(scene, t)).collect()
        }
        _ => Vec::new(),
    }
}

fn recipients(scene: Scene, frame: &Frame, pattern: &Pattern, actor_role: Option<&Role>, out: &mut Sides) {
    let place_role = pattern.place.as_ref();
    if let Some(role) = place_role {
        out.place = frame.role(role).into_iter().find(|&t| names_place(scene, t));
    }
    let roles = or_default(&pattern.recipient, || recipient_roles(frame));
    for role in roles.iter().filter(|r| Some(*r) != actor_role && Some(*r) != place_role) {
        for token in frame.role(role) {
            let who = recipient(scene, frame, pattern, token, out);
            for p in who {
                if !out.recipients.iter().any(|o| o.name == p.name) {
                    out.recipients.push(p);
                }
            }
        }
        if !out.recipients.is_empty() {
            break;
        }
    }
    if out.recipients.is_empty() {
        // "took Sirte from the GNA", "seized the town from rebels"
        let from = preposition("from");
        if matches!(pattern.event_type, EventType::Assault | EventType::Coerce) && actor_role != Some(&from) {
            let tokens: Vec<u32> = frame.role(&from).into_iter().filter(|&t| participant(scene, t) && !is_plain_place(scene, t)).collect();
            out.recipients = people(scene, &tokens);
        }
    }
}

fn is_plain_place(scene: Scene, token: u32) -> bool {
    scene.mentions.name_headed_by(token).is_some_and(|n| n.kind == NameKind::Place)
}

/// `insurgent-held Karabilah`, `a town held by rebels`: who is hit where the place is.
fn holder(scene: Scene, place: u32) -> Option<u32> {
    let view = scene.view;
    let held = view
        .children_by(place, &[Deprel::Amod, Deprel::Acl])
        .find(|&c| matches!(view.form(c).to_lowercase().as_str(), "held" | "controlled" | "occupied" | "run"))?;
    let named = |t: &u32| participant(scene, *t);
    let before = held.checked_sub(2).filter(|&t| view.form(held - 1) == "-" && named(&t));
    before.or_else(|| view.children(held).iter().copied().find(named))
}

/// True for a named part of a state that the gazetteer knows as a region.
fn is_region(scene: Scene, token: u32) -> bool {
    let place = scene.mentions.name_headed_by(token).and_then(|n| scene.mentions.entities.get(n.entity as usize)?.place);
    place.and_then(|p| scene.knowledge.gazetteer.place(p)).is_some_and(|p| p.kind == PlaceKind::Region)
}

/// The names of places inside the phrase: `the town of X`, `X airport`.
fn names_place(scene: Scene, token: u32) -> bool {
    let place =
        |t: u32| scene.mentions.name_headed_by(t).is_some_and(|n| matches!(n.kind, NameKind::Place | NameKind::Country | NameKind::Seat));
    place(token)
        || scene
            .view
            .children_by(token, &[Deprel::Nmod, Deprel::Appos, Deprel::Flat, Deprel::NmodDesc, Deprel::NmodUnmarked, Deprel::Compound])
            .any(place)
        || scene.knowledge.lexicon.in_class("territory", scene.view.lemma(token))
}

/// Whom an argument names as the recipient; a place that is hit goes to `out.place`.
pub(crate) fn recipient(scene: Scene, frame: &Frame, pattern: &Pattern, token: u32, out: &mut Sides) -> Vec<Participant> {
    let view = scene.view;
    // "will visit the Kurdistan Region": a region receives its guests.
    if pattern.mode.as_deref() == Some("visit") {
        if names_place(scene, token) {
            out.place = out.place.or(Some(token));
        }
        if is_region(scene, token) {
            return people(scene, &[token]);
        }
    }
    let spoken_of = matches!(pattern.event_type, EventType::Concede | EventType::Agree | EventType::Support | EventType::Retreat);
    if spoken_of && view.lemma(token) == "it" && frame.objects.contains(&token) {
        return Vec::new(); // "proclaimed it": the truce, nobody
    }
    let force = matches!(pattern.event_type, EventType::Assault | EventType::Coerce);
    let holder: Vec<u32> = if force { holder(scene, token).into_iter().collect() } else { Vec::new() };
    if !holder.is_empty() {
        if names_place(scene, token) {
            out.place = out.place.or(Some(token));
        }
        return people(scene, &holder);
    }
    if is_plain_place(scene, token) || (force && scene.mentions.name_headed_by(token).is_some_and(|n| n.kind == NameKind::Seat)) {
        if force {
            out.place = out.place.or(Some(token));
        }
        return Vec::new();
    }
    if participant(scene, token) {
        return people(scene, &[token]);
    }
    if !matches!(view.upos(token), Upos::Noun | Upos::Propn) {
        return Vec::new();
    }
    // A thing: its owner is meant, or for force the thing itself.
    let owners = [Deprel::NmodPoss, Deprel::Compound, Deprel::Amod];
    let owns = |c: &u32| participant(scene, *c) && !is_plain_place(scene, *c) && !tells_kind(scene, *c);
    let owner: Vec<u32> = view.children_by(token, &owners).filter(owns).collect();
    let by_or_of = view.children_by(token, &[Deprel::Nmod, Deprel::Obl]).filter(|&c| {
        matches!(view.preposition(c).as_deref(), Some("by" | "of" | "from")) && participant(scene, c) && !is_plain_place(scene, c)
    });
    let owners: Vec<u32> = owner.into_iter().chain(by_or_of).collect();
    let thing_hit = force
        && frame.objects.contains(&token)
            | frame.obliques.iter().any(|(p, t)| *t == token && matches!(p.as_str(), "on" | "against" | "at" | "of"));
    if !owners.is_empty() {
        return people(scene, &owners);
    }
    let target =
        scene.knowledge.lexicon.in_class("building", view.lemma(token)) || scene.knowledge.lexicon.in_class("troops", view.lemma(token));
    if thing_hit && target && !scene.knowledge.lexicon.in_class("territory", view.lemma(token)) {
        return people(scene, &[token]);
    }
    if thing_hit && names_place(scene, token) {
        out.place = out.place.or(Some(token));
    }
    Vec::new()
}
