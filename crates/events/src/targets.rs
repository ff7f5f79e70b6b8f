//! Whom an argument names as the recipient.

use compact_str::CompactString;
use truceline_knowledge::{EventType, Pattern, PlaceKind, Role};
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::{Deprel, Upos, View, Xpos};

use crate::{
    facilities,
    frames::{self, Frame},
    matching::{Scene, coded_by},
    who::{Sides, actors, is_done_to, is_insurgent_adjective, participant, people, tells_kind},
};

/// How many nouns deep those whom a thing is about are looked for.
const DEPTH: u32 = 3;

/// Prepositions behind a noun that tell whom it is about.
const ABOUT: [&str; 7] = ["on", "against", "to", "of", "with", "for", "from"];

/// `insurgent-held Karabilah`, `a town held by rebels`: who is hit where the place is.
pub(crate) fn holder(scene: Scene, place: u32) -> Option<u32> {
    let view = scene.view;
    if let Some(holder) = controller(scene, place) {
        return Some(holder);
    }
    let held = view
        .children_by(place, &[Deprel::Amod, Deprel::Acl])
        .find(|&c| matches!(view.form(c).to_lowercase().as_str(), "held" | "controlled" | "occupied" | "run"))?;
    let named = |t: &u32| participant(scene, *t) || is_insurgent_adjective(scene, *t);
    let before = held.checked_sub(2).filter(|&t| view.form(held - 1) == "-" && named(&t));
    before.or_else(|| view.children(held).iter().copied().find(named))
}

/// `retake the town, which rebels overran last week`: from whom it is taken.
pub(crate) fn taken_by(view: &View, place: u32) -> Option<u32> {
    let took = |c: &u32| matches!(view.lemma(*c), "overrun" | "seize" | "capture" | "take" | "hold" | "control" | "occupy" | "conquer");
    // The clause may hang on the name behind "the town of".
    let name = view.children_by(place, &[Deprel::Nmod]);
    let clauses = std::iter::once(place).chain(name).flat_map(|t| view.children_by(t, &[Deprel::AclRelcl]).collect::<Vec<_>>());
    let clause = clauses.filter(took).find(|&c| !frames::is_passive(view, c))?;
    view.child(clause, &[Deprel::Nsubj]).filter(|&s| view.upos(s) != Upos::Pron)
}

/// `areas under insurgent control`, `a town in the hands of rebels`: who controls the place; the parser may hang the phrase beside it.
fn controller(scene: Scene, place: u32) -> Option<u32> {
    let view = scene.view;
    let beside = view.head(place).into_iter().flat_map(|h| view.children_by(h, &[Deprel::Obl]).filter(|&c| c > place));
    let control = view.children_by(place, &[Deprel::Nmod]).chain(beside).find(|&c| match view.lemma(c) {
        "control" => view.preposition(c).as_deref() == Some("under"),
        "hand" => view.preposition(c).as_deref() == Some("in"),
        _ => false,
    })?;
    let named = |t: &u32| participant(scene, *t) || is_insurgent_adjective(scene, *t);
    let before = view.children_by(control, &[Deprel::Amod, Deprel::Compound, Deprel::NmodPoss]).find(named);
    before.or_else(|| view.children_by(control, &[Deprel::Nmod]).find(|c| view.preposition(*c).as_deref() == Some("of") && named(c)))
}

/// True for a named part of a state that the gazetteer knows as a region.
fn is_region(scene: Scene, token: u32) -> bool {
    let place = scene.mentions.name_headed_by(token).and_then(|n| scene.mentions.entities.get(n.entity as usize)?.place);
    place.and_then(|p| scene.knowledge.gazetteer.place(p)).is_some_and(|p| p.kind == PlaceKind::Region)
}

/// The names of places inside the phrase: `the town of X`, `X airport`.
pub(crate) fn names_place(scene: Scene, token: u32) -> bool {
    let place =
        |t: u32| scene.mentions.name_headed_by(t).is_some_and(|n| matches!(n.kind, NameKind::Place | NameKind::Country | NameKind::Seat));
    place(token)
        || scene
            .view
            .children_by(token, &[Deprel::Nmod, Deprel::Appos, Deprel::Flat, Deprel::NmodDesc, Deprel::NmodUnmarked, Deprel::Compound])
            .any(place)
        || scene.knowledge.lexicon.in_class("territory", scene.view.lemma(token))
        || facilities::proper(scene, token).is_some()
}

/// Whom a participant in an argument stands for. `Searched the offices of the newspaper`: those who sit there.
pub(crate) fn met(scene: Scene, pattern: &Pattern, token: u32) -> Vec<Participant> {
    let view = scene.view;
    if matches!(pattern.event_type, EventType::Coerce | EventType::Protest) && is_premises(view, token) {
        let tenants: Vec<u32> = concerned(scene, pattern, token, 1).into_iter().filter(|&t| view.lemma(t) != view.lemma(token)).collect();
        if !tenants.is_empty() {
            return people(scene, &tenants);
        }
    }
    people(scene, &[token])
}

/// Rooms that are also a word for those who work there, and camps.
fn is_premises(view: &View, token: u32) -> bool {
    view.upos(token) == Upos::Noun
        && matches!(view.lemma(token), "office" | "headquarters" | "bureau" | "branch" | "studio" | "newsroom" | "camp")
}

/// Whom an argument names as the recipient; a place that is hit goes to `out.place`.
pub(crate) fn recipient(scene: Scene, frame: &Frame, pattern: &Pattern, token: u32, out: &mut Sides) -> Vec<Participant> {
    let view = scene.view;
    let token = called(view, token).unwrap_or(token);
    // "will visit the Kurdistan Region": a region receives its guests.
    if pattern.mode.as_deref() == Some("visit") {
        let host = participant(scene, token) && scene.mentions.name_headed_by(token).is_none();
        if !host && names_place(scene, token) {
            out.place = out.place.or(Some(token));
        }
        if is_region(scene, token) || view.lemma(token) == "region" && names_place(scene, token) {
            return people(scene, &[token]);
        }
    }
    let withdraws = pattern.event_type == EventType::Retreat && pattern.mode.as_deref() == Some("withdraw");
    if withdraws && !participant(scene, token) && scene.knowledge.lexicon.in_class("territory", view.lemma(token)) {
        return Vec::new(); // "pulled out of the Georgian port": where, not whom
    }
    // "exploded in the centre of X", "tore through the side of a bus": of what it is a part
    let force = matches!(pattern.event_type, EventType::Assault | EventType::Coerce);
    if let Some(whole) = whole(view, token).filter(|_| force) {
        return recipient(scene, frame, pattern, whole, out);
    }
    let spoken_of = matches!(pattern.event_type, EventType::Concede | EventType::Agree | EventType::Support | EventType::Retreat);
    if spoken_of && view.lemma(token) == "it" && frame.objects.contains(&token) {
        return Vec::new(); // "proclaimed it": the truce, nobody
    }
    let holder: Vec<u32> = if force { holder(scene, token).into_iter().collect() } else { Vec::new() };
    if !holder.is_empty() {
        if names_place(scene, token) {
            out.place = out.place.or(Some(token));
        }
        return people(scene, &holder);
    }
    if scene.is_plain_place(token) || (force && scene.mentions.name_headed_by(token).is_some_and(|n| n.kind == NameKind::Seat)) {
        if force {
            out.place = out.place.or(Some(token));
        }
        return Vec::new();
    }
    if force && matches!(view.lemma(token), "power" | "control") {
        let of = view.children_by(token, &[Deprel::Nmod]).find(|&c| view.preposition(c).as_deref() == Some("of"));
        out.place = out.place.or(of.filter(|&c| names_place(scene, c)));
        return Vec::new(); // "seized power"
    }
    if view.lemma(token) == "power" && view.children(token).is_empty() {
        return Vec::new(); // "refused to hand over power"
    }
    if participant(scene, token) {
        return met(scene, pattern, token);
    }
    if !matches!(view.upos(token), Upos::Noun | Upos::Propn) {
        return Vec::new();
    }
    // A thing: its owner is meant, or for force the thing itself.
    let owners = if force { Vec::new() } else { doers(scene, pattern, token) };
    if !owners.is_empty() {
        return owners;
    }
    // "attacked the Malian town of Kidal": where, not whom.
    if force && scene.knowledge.lexicon.in_class("territory", view.lemma(token)) && has_name(scene, token) {
        out.place = out.place.or(Some(token));
        return Vec::new();
    }
    let owners = concerned(scene, pattern, token, if force { 1 } else { DEPTH });
    if !owners.is_empty() {
        return people(scene, &owners);
    }
    let asked = |p: &CompactString| pattern.recipient.contains(&Role::Preposition(p.clone()));
    let thing_hit = force
        && frame.objects.contains(&token)
            | frame.obliques.iter().any(|(p, t)| *t == token && (matches!(p.as_str(), "on" | "against" | "at" | "of") || asked(p)));
    let lexicon = &scene.knowledge.lexicon;
    let target = ["building", "troops", "property"].iter().any(|c| lexicon.in_class(c, view.lemma(token)))
        || lexicon.naming.site.contains(view.lemma(token))
        || matches!(view.lemma(token), "facility" | "installation" | "infrastructure" | "position");
    let territory = lexicon.in_class("territory", view.lemma(token));
    // "opened fire on an outpost": some place without a name that is attacked, not taken.
    let some = || {
        view.child(token, &[Deprel::Det, Deprel::Nummod])
            .is_some_and(|d| view.upos(d) == Upos::Num || matches!(view.lemma(d), "a" | "an" | "another"))
    };
    // "the shelling of villages"
    let bare = || view.xpos(token) == Xpos::Nns && view.child(token, &[Deprel::Det, Deprel::NmodPoss, Deprel::Amod]).is_none();
    let some = || some() || bare();
    let attacked = || territory && pattern.place.is_none() && some() && !has_name(scene, token);
    let given = pattern.event_type == EventType::Aid
        && frame.obliques.iter().any(|(p, t)| *t == token && matches!(p.as_str(), "to" | "for"))
        && lexicon.in_class("building", view.lemma(token));
    if given {
        return people(scene, &[token]); // "sent doctors to a hospital"
    }
    if thing_hit && (target && !territory || attacked()) {
        return people(scene, &[token]);
    }
    if thing_hit && names_place(scene, token) {
        out.place = out.place.or(Some(token));
    }
    Vec::new()
}

/// `condemned what he called attacks by X`: the attacks.
fn called(view: &View, what: u32) -> Option<u32> {
    if view.lemma(what) != "what" {
        return None;
    }
    let names = |c: &u32| matches!(view.lemma(*c), "call" | "term" | "describe" | "see" | "brand" | "label" | "regard" | "say" | "dub");
    let clause = view.children_by(what, &[Deprel::AclRelcl, Deprel::Acl]).find(names)?;
    let noun = |&c: &u32| c > clause && view.upos(c) == Upos::Noun;
    let as_noun = |c: &u32| noun(c) && view.preposition(*c).as_deref() == Some("as");
    let direct = view.children_by(clause, &[Deprel::Obj, Deprel::Xcomp, Deprel::Ccomp]).find(noun);
    direct.or_else(|| view.children_by(clause, &[Deprel::Obl]).find(as_noun))
}

/// What a noun for a part or side of a thing is the part of.
fn whole(view: &View, part: u32) -> Option<u32> {
    const PARTS: [&str; 22] = [
        "back",
        "center",
        "centre",
        "corner",
        "door",
        "edge",
        "entrance",
        "front",
        "gate",
        "heart",
        "line",
        "middle",
        "outskirts",
        "part",
        "queue",
        "rear",
        "roof",
        "section",
        "side",
        "top",
        "wall",
        "window",
    ];
    let names_part = view.upos(part) == Upos::Noun && PARTS.contains(&view.lemma(part));
    let of = |c: &u32| *c > part && view.preposition(*c).as_deref() == Some("of");
    view.children_by(part, &[Deprel::Nmod]).find(of).filter(|_| names_part)
}

/// `condemned the army's raid`, `welcomed the withdrawal by X`: who did what is judged.
fn doers(scene: Scene, pattern: &Pattern, token: u32) -> Vec<Participant> {
    let judges = matches!(pattern.event_type, EventType::Accuse | EventType::Support | EventType::Reject);
    coded_by(scene, token).filter(|_| judges).map(|c| actors(scene, &c.frame, c.pattern).0).unwrap_or_default()
}

/// Those to whom a thing belongs, from whom it comes or whom it is about: `Mali's offer`, `the threats made by X`, `a ban on X`,
/// `sanctions imposed on X`, `limits on the sale of arms to X`; the nearest to the thing first.
pub(crate) fn concerned(scene: Scene, pattern: &Pattern, token: u32, depth: u32) -> Vec<u32> {
    let view = scene.view;
    let force = matches!(pattern.event_type, EventType::Assault | EventType::Coerce);
    let is_seat = |c: u32| scene.mentions.name_headed_by(c).is_some_and(|n| n.kind == NameKind::Seat);
    let named = |c: &u32| participant(scene, *c) && !scene.is_plain_place(*c) && !(force && is_seat(*c));
    if let Some(owner) = whose(scene, token).filter(&named) {
        return vec![owner];
    }
    let before = view.children_by(token, &[Deprel::NmodPoss, Deprel::Compound, Deprel::Amod]);
    let mut out: Vec<u32> = before.filter(|c| named(c) && !tells_kind(scene, *c)).collect();
    // Of a deed the phrase with `of` tells whom it hits.
    let judges = matches!(pattern.event_type, EventType::Accuse | EventType::Support);
    let hits = judges && is_done_to(scene, token);
    let phrases: Vec<(String, u32)> = view
        .children_by(token, &[Deprel::Nmod, Deprel::Obl])
        .filter_map(|c| Some((view.preposition(c)?, c)))
        .filter(|(p, _)| !(hits && p == "of"))
        .collect();
    // "positions belonging to X", "a car owned by X"
    let owned = view.children_by(token, &[Deprel::Acl]).filter(|&c| matches!(view.lemma(c), "belong" | "own" | "run"));
    let owners = owned.flat_map(|c| view.children_by(c, &[Deprel::Obl, Deprel::OblAgent]).collect::<Vec<_>>());
    let owners: Vec<u32> = owners.filter(|c| matches!(view.preposition(*c).as_deref(), Some("to" | "by")) && named(c)).collect();
    if !owners.is_empty() {
        return owners;
    }
    let houses = scene.knowledge.lexicon.in_class("building", view.lemma(token));
    out.extend(
        phrases.iter().filter(|(p, c)| (matches!(p.as_str(), "by" | "of" | "from") || houses && p == "for") && named(c)).map(|p| p.1),
    );
    if !out.is_empty() || depth <= 1 || hits {
        return out;
    }
    for clause in view.children_by(token, &[Deprel::Acl]).filter(|&c| frames::is_passive(view, c)) {
        let inside = |wanted: &'static [&'static str]| {
            view.children_by(clause, &[Deprel::Obl, Deprel::OblAgent])
                .filter(move |&c| view.preposition(c).is_some_and(|p| wanted.contains(&p.as_str())))
        };
        // "condemned the sentence imposed on X": X is not condemned.
        let towards: &[&str] = if judges { &[] } else { &["on", "against", "to"] };
        out.extend(inside(&["by"]).chain(inside(towards)).find(named));
    }
    if !out.is_empty() {
        return out;
    }
    // "requests for more troops": what is asked for, not who asks.
    let asks = scene.knowledge.lexicon.in_class("demand", view.lemma(token)) || matches!(view.lemma(token), "request" | "permission");
    let about = phrases.iter().filter(|(p, _)| ABOUT.contains(&p.as_str()) && !(asks && p == "for"));
    about
        .map(|(_, c)| if named(c) { vec![*c] } else { concerned(scene, pattern, *c, depth - 1) })
        .find(|f| !f.is_empty())
        .unwrap_or_default()
}

/// `approved a resolution that calls on X`, `a letter signed by Y urged X`: those whose word a text is that `speech` has speak.
pub(crate) fn authors(scene: Scene, speech: u32, text: u32) -> Vec<u32> {
    let view = scene.view;
    let gives = |v: &u32| *v != speech && scene.knowledge.lexicon.in_class("issuing", view.lemma(*v));
    let above = view.head(text).filter(|_| matches!(view.deprel(text), Deprel::Obj | Deprel::NsubjPass));
    let verbs = above.into_iter().chain(view.children_by(text, &[Deprel::Acl, Deprel::AclRelcl])).filter(gives);
    let doers = verbs.filter_map(|v| frames::frame(view, scene.knowledge, v)).flat_map(|f| f.subjects);
    doers.filter(|&t| t != text && participant(scene, t)).collect()
}

/// `X, whose office was raided`: the noun that the clause is about.
fn whose(scene: Scene, thing: u32) -> Option<u32> {
    let view = scene.view;
    view.children_by(thing, &[Deprel::NmodPoss]).find(|&c| view.lemma(c) == "whose" || view.form(c).eq_ignore_ascii_case("whose"))?;
    let clause = std::iter::successors(view.head(thing), |&t| view.head(t)).take(4).find(|&t| view.deprel(t) == Deprel::AclRelcl)?;
    view.head(clause)
}

/// `the village of X`, `X airport`: a noun for a place with its name.
fn has_name(scene: Scene, token: u32) -> bool {
    let view = scene.view;
    view.children_by(token, &[Deprel::Nmod, Deprel::Appos, Deprel::Compound, Deprel::Flat, Deprel::NmodDesc])
        .any(|c| scene.is_plain_place(c) && matches!(view.preposition(c).as_deref(), None | Some("of")))
}
