//! Sides that the words beside a deed name: whose raid killed, whom a blast killed, who died on both sides.

use truceline_knowledge::{EventType, Pattern};
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::{Deprel, Upos, View, Xpos};

use super::{actors, participant, people, preposition, tells_kind};
use crate::{
    frames::Frame,
    matching::{Scene, coded_by},
};

/// What an act does to those whom it hits.
const HITS: [&str; 10] = ["kill", "wound", "injure", "hit", "destroy", "damage", "hurt", "target", "strike", "maim"];

/// `killed in a raid by X`, `wounded in a firefight with X`, `killed when X ambushed a patrol`: who did the act in which people came
/// to harm.
pub(super) fn doers_beside(scene: Scene, frame: &Frame) -> Vec<Participant> {
    let view = scene.view;
    let act = |t: &u32| coded_by(scene, *t).filter(|c| matches!(c.pattern.event_type, EventType::Assault | EventType::Coerce));
    let clauses = view.children_by(frame.head, &[Deprel::Advcl]).filter(|&c| {
        let mut marks = view.children_by(c, &[Deprel::Mark, Deprel::Advmod]);
        marks.any(|m| matches!(view.lemma(m), "when" | "after" | "as"))
    });
    let nouns = frame.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "in" | "during")).map(|o| o.1);
    let harmed = people(scene, &frame.objects);
    // "killed in a police operation"
    let led = nouns.clone().filter(|&t| ["incident", "hostility"].iter().any(|c| scene.knowledge.lexicon.in_class(c, view.lemma(t))));
    for coded in nouns.chain(clauses).collect::<Vec<_>>().iter().filter_map(act) {
        let mut found = actors(scene, &coded.frame, coded.pattern).0;
        if !coded.pattern.together.is_empty() && found.len() > 1 && !found.iter().any(|p| harmed.iter().any(|h| h.name == p.name)) {
            continue; // "shot while filming a clash between X and Y": either of them
        }
        if found.is_empty() && !coded.frame.is_verb {
            let with: Vec<u32> = coded.frame.role(&preposition("with")).into_iter().filter(|&t| participant(scene, t)).collect();
            found = people(scene, &with);
        }
        if found.is_empty() && !coded.frame.is_verb {
            found = people(scene, &crate::blame::doers(scene, coded.frame.head)); // "in attacks blamed on X"
        }
        found.retain(|p| harmed.iter().all(|h| h.name != p.name));
        if !found.is_empty() {
            return found;
        }
    }
    let before = led.flat_map(|t| view.children_by(t, &[Deprel::Compound, Deprel::Amod, Deprel::NmodPoss]));
    people(scene, &before.filter(|&t| participant(scene, t) && !tells_kind(scene, t)).collect::<Vec<_>>())
}

/// Those whom the verb says an act hit: `a blast killed two policemen`, `repelled an attack`, `defended the base from attacks`.
pub(super) fn victims(scene: Scene, noun: u32, by_somebody: bool) -> Vec<u32> {
    let view = scene.view;
    let inside = matches!(view.preposition(noun).as_deref(), Some("in" | "during"));
    if let Some(death) = view.head(noun).filter(|&h| inside && matches!(view.lemma(h), "death" | "deaths")) {
        // "the death of X in a raid", "X's death in a raid"
        let of = view.children_by(death, &[Deprel::Nmod]).filter(|&c| view.preposition(c).as_deref() == Some("of"));
        return view.children_by(death, &[Deprel::NmodPoss]).chain(of).filter(|&t| participant(scene, t)).collect();
    }
    // "defended their positions from attacks": the phrase may hang on the object.
    let above = view.head(noun).map(|h| if view.deprel(h) == Deprel::Obj { view.head(h).unwrap_or(h) } else { h });
    let Some(verb) = above.filter(|&v| view.upos(v) == Upos::Verb) else { return Vec::new() };
    let Some(frame) = crate::frames::frame(view, scene.knowledge, verb) else { return Vec::new() };
    let lemma = crate::frames::verb_lemma(view, verb);
    let hits = HITS.contains(&lemma.as_str()) || lemma == "leave" && leaves_hurt(view, verb);
    let outlives = matches!(lemma.as_str(), "survive" | "escape");
    // "was not hurt in an attempt on his life"
    let spared = crate::frames::negated(view, verb) && matches!(lemma.as_str(), "hurt" | "harm" | "injure" | "wound" | "kill");
    let wards = matches!(lemma.as_str(), "repel" | "repulse" | "fend_off" | "fight_off" | "beat_back" | "withstand" | "survive" | "escape");
    let guards = matches!(lemma.as_str(), "defend" | "protect" | "shield" | "guard");
    let against = matches!(view.preposition(noun).as_deref(), Some("from" | "against"));
    let dies =
        matches!(lemma.as_str(), "die" | "perish") && matches!(view.preposition(noun).as_deref(), Some("in" | "during" | "after" | "from"));
    let hit = match view.deprel(noun) {
        Deprel::Obl | Deprel::Nmod if dies => frame.subjects,
        Deprel::Nsubj if hits && view.head(noun) == Some(verb) => frame.objects,
        Deprel::Nsubj if view.head(noun) == Some(verb) => passed_through(view, scene, &frame),
        Deprel::Obj if wards && (by_somebody || outlives) => frame.subjects,
        Deprel::Obl if outlives && against => frame.subjects,
        Deprel::Obl if spared && matches!(view.preposition(noun).as_deref(), Some("in" | "during" | "by")) => frame.objects,
        _ if guards && against && by_somebody => frame.objects.into_iter().chain(frame.subjects).collect(),
        _ => Vec::new(),
    };
    hit.into_iter().filter(|&t| participant(scene, t)).take(if guards { 1 } else { usize::MAX }).collect()
}

/// `left ten people dead`: the verb says in what state it left them.
fn leaves_hurt(view: &View, verb: u32) -> bool {
    let hurt = |t: u32| matches!(view.lemma(t), "dead" | "wounded" | "injured" | "hurt" | "maimed" | "wound" | "injure" | "maim");
    view.children_by(verb, &[Deprel::Obj, Deprel::Xcomp, Deprel::Ccomp])
        .any(|c| hurt(c) || view.children_by(c, &[Deprel::Amod, Deprel::Acl, Deprel::Conj]).any(hurt))
}

/// `a blast ripped through a crowd`: whoever stood there.
fn passed_through(view: &View, scene: Scene, frame: &Frame) -> Vec<u32> {
    let rips = scene.knowledge.lexicon.in_class("rip", view.lemma(frame.head));
    let through = frame.obliques.iter().filter(|(p, _)| rips && matches!(p.as_str(), "through" | "into" | "across"));
    through.map(|(_, t)| *t).collect()
}

/// `a bomb planted by militants killed ten`: who planted, fired, threw the weapon that did it.
pub(super) fn weapon_users(scene: Scene, frame: &Frame) -> Vec<u32> {
    let view = scene.view;
    let arms =
        frame.subjects.iter().filter(|&&s| ["weapon", "aircraft"].iter().any(|c| scene.knowledge.lexicon.in_class(c, view.lemma(s))));
    let used = arms.flat_map(|&s| view.children_by(s, &[Deprel::Acl, Deprel::AclRelcl])).filter(|&v| crate::frames::is_passive(view, v));
    let by = |&t: &u32| view.preposition(t).as_deref() == Some("by") && participant(scene, t);
    used.flat_map(|v| view.children_by(v, &[Deprel::OblAgent, Deprel::Obl])).filter(by).collect()
}

/// `rebels and soldiers have died in clashes`: those who died on several sides fought each other.
pub(super) fn dead_on_both_sides(scene: Scene, frame: &Frame) -> Vec<u32> {
    let view = scene.view;
    let inside = matches!(view.preposition(frame.head).as_deref(), Some("in" | "during"));
    let Some(verb) = view.head(frame.head).filter(|&v| view.upos(v) == Upos::Verb) else { return Vec::new() };
    let does = view.deprel(frame.head) == Deprel::Nsubj;
    let dead = match view.lemma(verb) {
        // "the clash left two soldiers and five rebels dead"
        "kill" | "wound" | "injure" | "leave" if does => victims(scene, frame.head, false),
        _ if !inside => return Vec::new(),
        "die" | "perish" => crate::frames::subjects(view, verb, 2),
        "kill" | "wound" | "injure" if crate::frames::is_passive(view, verb) => crate::frames::passive_objects(view, verb),
        _ => return Vec::new(),
    };
    let all: Vec<u32> = dead.iter().flat_map(|&d| std::iter::once(d).chain(view.children_by(d, &[Deprel::Conj]))).collect();
    if all.len() > 1 && all.iter().all(|&t| is_armed(scene, t)) { all } else { Vec::new() }
}

fn is_armed(scene: Scene, token: u32) -> bool {
    let armed = |c: &str| ["MIL", "REB", "TER", "PRM", "COP"].iter().any(|s| c.ends_with(s));
    people(scene, &[token]).iter().any(|p| p.codes.iter().any(|c| armed(c)))
}

/// `a clash with rebels killed two soldiers`: those of the other side whom the verb says it hit.
pub(super) fn armed_victims(scene: Scene, noun: u32) -> Vec<u32> {
    victims(scene, noun, true).into_iter().filter(|&t| is_armed(scene, t)).collect()
}

/// `the journalist's murder by a colonel`, `their abduction`: of a deed that somebody suffers in person the owner is its victim,
/// unless the noun names another.
pub(super) fn is_sufferer(scene: Scene, frame: &Frame, pattern: &Pattern, owner: u32) -> bool {
    let view = scene.view;
    let personal = matches!(pattern.event_type, EventType::Assault | EventType::Coerce)
        && scene.knowledge.lexicon.in_class("suffered", view.lemma(frame.head));
    if frame.is_verb || !personal || view.xpos(frame.head) != Xpos::Nn || !participant(scene, owner) {
        return false;
    }
    let towards = |names: &[&str]| frame.obliques.iter().any(|(p, t)| names.contains(&p.as_str()) && participant(scene, *t));
    if towards(&["of", "on", "against"]) {
        return false;
    }
    let named = scene.mentions.name_headed_by(owner).map(|n| n.kind);
    let person = match view.upos(owner) {
        Upos::Pron => matches!(view.form(owner).to_lowercase().as_str(), "his" | "her" | "their" | "my" | "whose"),
        _ => named.map_or_else(|| !is_armed(scene, owner), |k| k == NameKind::Person),
    };
    person || towards(&["by"])
}

/// Prepositions of what somebody does while, before or after something else.
const DURING: [&str; 12] =
    ["after", "during", "in", "at", "following", "before", "for", "ahead of", "prior to", "since", "despite", "amid"];

/// Those of what somebody does because it was agreed.
const UNDER: [&str; 8] = ["under", "on", "into", "through", "via", "as", "as part of", "in line with"];

/// `after talks with X, Y said`, `heads talks with X`, `left for a visit to X`: the governing verb's subject takes part.
pub(super) fn subject_of_governor(scene: Scene, frame: &Frame) -> Vec<u32> {
    let view = scene.view;
    // "after months of talks", "as part of a deal"
    let spell = |h: &u32| matches!(view.lemma(*h), "hour" | "day" | "week" | "month" | "year" | "round" | "series" | "part");
    let counted = view.head(frame.head).filter(spell).filter(|_| view.preposition(frame.head).as_deref() == Some("of"));
    let head = counted.unwrap_or(frame.head);
    let preposition = view.preposition(head);
    let bound = scene.knowledge.lexicon.in_class("agreement", view.lemma(frame.head));
    let time = preposition.as_deref().is_some_and(|p| DURING.contains(&p) || bound && UNDER.contains(&p))
        || preposition.as_deref() == Some("from")
            && view.head(head).is_some_and(|v| matches!(view.lemma(v), "return" | "come" | "arrive" | "fly"));
    let object = |n: u32| view.upos(n) == Upos::Noun && view.deprel(n) == Deprel::Obj;
    let plan = |n: u32| matches!(view.lemma(n), "plan" | "preparation") && view.upos(n) == Upos::Noun;
    let above = view.head(head).and_then(|n| {
        // "announced plans for a summit with X", "made the appeal in a meeting with X"
        if time && (plan(n) || object(n)) { view.head(n) } else { Some(n) }
    });
    let partner = frame.obliques.iter().any(|(p, _)| matches!(p.as_str(), "with" | "to"));
    let handled = |v: &u32| object(head) && partner && !scene.knowledge.lexicon.in_class("from_outside", view.lemma(*v));
    match above.filter(|&v| view.upos(v) == Upos::Verb) {
        Some(verb) if time || handled(&verb) => {
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

/// `a spokesman said his country will help`: the body for which somebody makes a promise, where the text names it.
pub(super) fn who_will(scene: Scene, frame: &Frame) -> Vec<Participant> {
    let view = scene.view;
    let named = |t: &u32| matches!(view.upos(*t), Upos::Noun | Upos::Propn) && participant(scene, *t);
    let subjects = frame.clause.map_or_else(Vec::new, |c| view.children_by(c, &[Deprel::Nsubj, Deprel::NsubjPass]).filter(named).collect());
    let mut found = people(scene, &subjects);
    found.retain(|p| p.entity.is_some());
    found
}

/// `the talks ended after the rebels walked out, accusing X`: a clause in -ing whose verb has no speaker goes with the clause before.
pub(super) fn subject_beside(scene: Scene, frame: &Frame) -> Vec<u32> {
    let view = scene.view;
    let Some(above) = view.head(frame.head) else { return Vec::new() };
    if view.deprel(frame.head) != Deprel::Advcl || view.xpos(frame.head) != Xpos::Vbg || view.child(frame.head, &[Deprel::Nsubj]).is_some()
    {
        return Vec::new();
    }
    let clauses = view.children_by(above, &[Deprel::Advcl, Deprel::Conj]).filter(|&c| c < frame.head && view.upos(c) == Upos::Verb);
    let subjects = clauses.last().map_or_else(Vec::new, |c| crate::frames::subjects(view, c, 0));
    subjects.into_iter().filter(|&t| participant(scene, t)).collect()
}

/// `ordered the deployment of troops`, `is suspending its deployment`: whoever decides on the move.
pub(super) fn orderers(scene: Scene, frame: &Frame) -> Vec<u32> {
    let view = scene.view;
    let decides = |v: &u32| {
        matches!(
            view.lemma(*v),
            "order"
                | "announce"
                | "begin"
                | "start"
                | "suspend"
                | "halt"
                | "approve"
                | "authorise"
                | "authorize"
                | "complete"
                | "accelerate"
                | "speed"
                | "delay"
                | "postpone"
                | "continue"
                | "resume"
                | "plan"
                | "launch"
        )
    };
    let verb = view.head(frame.head).filter(decides).filter(|_| view.deprel(frame.head) == Deprel::Obj);
    let Some(verb) = verb.filter(|&v| !crate::frames::is_passive(view, v)) else { return Vec::new() };
    crate::frames::subjects(view, verb, 4).into_iter().filter(|&t| participant(scene, t)).collect()
}

/// `the Cuban airliner bombing`: between the adjective and the deed stands what is hit.
pub(super) fn is_of_target(scene: Scene, frame: &Frame, adjective: u32) -> bool {
    let view = scene.view;
    let hit = |t: &u32| {
        scene.knowledge.lexicon.in_class("building", view.lemma(*t))
            || matches!(view.lemma(*t), "airliner" | "bus" | "train" | "ship" | "tanker" | "convoy" | "embassy" | "consulate" | "subway")
    };
    (adjective + 1..frame.head).any(|t| view.deprel(t) == Deprel::Compound && view.head(t) == Some(frame.head) && hit(&t))
}

/// `rejected a petition from X demanding a vote`: a clause in -ing behind a text tells what it says, and whoever it is from says it.
pub(super) fn author_of_text(scene: Scene, frame: &Frame) -> Vec<u32> {
    let view = scene.view;
    let texts = |t: &u32| {
        matches!(
            view.lemma(*t),
            "petition" | "letter" | "statement" | "motion" | "complaint" | "appeal" | "request" | "proposal" | "note" | "message" | "call"
        )
    };
    let participle = view.xpos(frame.head) == Xpos::Vbg && matches!(view.deprel(frame.head), Deprel::Advcl | Deprel::Acl);
    let Some(above) = view.head(frame.head).filter(|_| participle && view.child(frame.head, &[Deprel::Nsubj]).is_none()) else {
        return Vec::new();
    };
    let object = || view.children_by(above, &[Deprel::Obj, Deprel::NsubjPass]).filter(texts).last();
    let text = if texts(&above) { Some(above) } else { object() };
    // Right before the clause stands the text or who it is from.
    let Some(text) = text.filter(|&t| view.subtree(t).rfind(|&i| i < frame.head) == Some(frame.head - 1)) else {
        return Vec::new();
    };
    let from = view.children_by(text, &[Deprel::Nmod]).filter(|&c| matches!(view.preposition(c).as_deref(), Some("from" | "by")));
    from.filter(|&t| t < frame.head && participant(scene, t)).collect()
}
