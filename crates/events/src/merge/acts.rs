//! Ways in which two mentions tell one act: by its outcome, its manner, the clause around it, whoever is charged with it.

use truceline_knowledge::EventType;
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::{Deprel, Upos, View, Xpos};

use super::{are_unknown, names_agree};
use crate::{
    blame,
    event::Event,
    frames,
    matching::{Scene, coded_by},
};

/// Sentences after an act in which somebody may be charged with it.
const CHARGED_WITHIN: u32 = 4;

/// `ten people were killed and 20 others injured in a blast`: the second of two joined verbs of harm, by the same doers or nobody.
pub(super) fn more_casualties(view: &View, more: &Event, harm: &Event) -> bool {
    let hurts = |e: &Event| matches!(view.lemma(e.head), "kill" | "wound" | "injure" | "hurt" | "maim") && frames::is_passive(view, e.head);
    let doers = more.actors.is_empty() || harm.actors.is_empty() || names_agree(&more.actors, &harm.actors);
    let joined = view.deprel(more.head) == Deprel::Conj && view.head(more.head) == Some(harm.head);
    harm.event_type == EventType::Assault && joined && doers && hurts(more) && hurts(harm)
}

/// `youths went on the rampage, torching cars and smashing windows`: what a crowd does in one sentence is one protest.
pub(super) fn one_unrest(a: &Event, b: &Event) -> bool {
    let on_the_street = |e: &Event| matches!(e.mode.as_deref(), None | Some("demo" | "riot" | "obstruct" | "vandalize"));
    a.event_type == EventType::Protest
        && a.sentence == b.sentence
        && on_the_street(a)
        && on_the_street(b)
        && names_agree(&a.actors, &b.actors)
}

/// `met X in Cairo. She also met Y`: dealings with somebody who had no part in the first.
pub(super) fn with_others(scene: Scene, a: &Event, b: &Event) -> bool {
    use EventType as T;
    let mutual = |e: &Event| {
        matches!(e.event_type, T::Consult | T::Agree | T::Cooperate | T::Support) && e.actors.len() > 1 && e.recipients.is_empty()
    };
    if !mutual(a) || !mutual(b) {
        return false;
    }
    let view = scene.view;
    let absent = |x: &Participant, e: &Event| !e.actors.iter().any(|y| is_same(scene, x, y));
    let is_person =
        |p: &Participant| p.entity.and_then(|e| scene.mentions.entities.get(e as usize)).is_some_and(|e| e.kind == NameKind::Person);
    let further = |t: u32| matches!(view.lemma(t), "also" | "again" | "later" | "separately" | "afterwards" | "afterward" | "subsequently");
    let again = || view.upos(b.head) == Upos::Verb && view.children_by(b.head, &[Deprel::Advmod]).any(further);
    let newcomers = |e: &Event, other: &Event| e.actors.iter().any(|x| is_person(x) && absent(x, other));
    b.actors.iter().any(|x| absent(x, a)) && again() || newcomers(a, b) && newcomers(b, a)
}

/// `the two leaders discussed the war in X`, after they met: what was talked about there, wherever that is.
pub(super) fn said_there(scene: Scene, meeting: &Event, talk: &Event) -> bool {
    let topical = matches!(scene.view.lemma(talk.head), "discuss" | "debate" | "review" | "consider");
    let same_people = talk.actors.len() > 1 && talk.actors.iter().all(|x| meeting.actors.iter().any(|y| is_same(scene, x, y)));
    topical && meeting.event_type == EventType::Consult && meeting.recipients.is_empty() && same_people
}

pub(super) fn is_same(scene: Scene, x: &Participant, y: &Participant) -> bool {
    names_agree(std::slice::from_ref(x), std::slice::from_ref(y)) || scene.leads_either(x, y)
}

/// The counted strikes that do what the event tells: `two strikes engaged`.
pub(super) fn strikes_of(scene: Scene, e: &Event) -> Option<u32> {
    let view = scene.view;
    let counted = |t: &u32| scene.knowledge.lexicon.in_class("airstrike", view.lemma(*t)) && view.child(*t, &[Deprel::Nummod]).is_some();
    coded_by(scene, e.head).filter(|c| c.frame.is_verb)?.frame.subjects.iter().copied().find(counted)
}

/// `flew to X for a meeting with Y`: a visit and those who were met there are two events, unless they are the hosts.
pub(super) fn are_visit_and_meeting(visit: &Event, meeting: &Event) -> bool {
    let visits = |e: &Event| e.event_type == EventType::Consult && e.mode.as_deref() == Some("visit");
    let partners = |p: &&Participant| !names_agree(std::slice::from_ref(*p), &visit.actors);
    visits(visit)
        && !visits(meeting)
        && !visit.recipients.is_empty()
        && meeting.actors.len() > 1
        && meeting.actors.iter().filter(partners).all(|p| !names_agree(std::slice::from_ref(p), &visit.recipients))
}

/// `the government accused the army of the attack`, told after an attack by nobody: it is that one.
pub(super) fn laid_to_charge(scene: Scene, act: &Event, charge: &Event) -> bool {
    let view = scene.view;
    let near = charge.sentence > act.sentence && charge.sentence - act.sentence <= CHARGED_WITHIN;
    let definite = || view.children_by(charge.head, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "the" | "this" | "that"));
    let force = act.event_type == EventType::Assault && act.actors.is_empty() && charge.recipients.is_empty();
    near && force && view.upos(charge.head) == Upos::Noun && definite() && !blame::doers(scene, charge.head).is_empty()
}

/// `this latest attack by X`, after attacks by nobody: whose they are.
pub(super) fn taken_up(view: &View, told: &Event, noun: &Event) -> bool {
    let near = noun.sentence > told.sentence && noun.sentence - told.sentence <= 2;
    let this = || view.children_by(noun.head, &[Deprel::Det]).any(|d| view.lemma(d) == "this" || view.lemma(d) == "these");
    let open = told.actors.is_empty() && !noun.actors.is_empty() && noun.recipients.is_empty();
    near && open && noun.event_type == EventType::Assault && view.upos(noun.head) == Upos::Noun && this()
}

/// `the overthrow of X in a coup by Y`: the second noun tells how the first came about.
pub(super) fn told_by_manner(view: &View, act: u32, manner: u32) -> bool {
    let gerund = || view.child(manner, &[Deprel::Mark]).is_some_and(|m| view.lemma(m) == "in");
    let inside =
        view.upos(manner) == Upos::Noun && view.preposition(manner).as_deref() == Some("in") || view.upos(manner) == Upos::Verb && gerund();
    // The phrase may hang beside the act: "since the overthrow of X in a coup by Y".
    let beside = act < manner && view.upos(act) == Upos::Noun && view.head(act).is_some() && view.head(act) == view.head(manner);
    let within = view.is_under(manner, act) || beside;
    (inside || is_one_of_many(view, manner)) && act != manner && within
}

/// `raided a town in one of their largest assaults`: the deed among its like.
pub(super) fn is_one_of_many(view: &View, noun: u32) -> bool {
    let one = view.head(noun).filter(|_| view.preposition(noun).as_deref() == Some("of"));
    view.upos(noun) == Upos::Noun && one.is_some_and(|o| view.lemma(o) == "one" && view.preposition(o).as_deref() == Some("in"))
}

/// `soldiers were killed when rebels ambushed their patrol`: the clause tells how the harm came about.
pub(super) fn told_by_clause(view: &View, harm: &Event, act: &Event) -> bool {
    // "was wounded when his helicopter came under attack"
    let verb = view.head(act.head).filter(|&v| view.upos(act.head) == Upos::Noun && matches!(view.lemma(v), "come" | "suffer" | "face"));
    let clause = verb.unwrap_or(act.head);
    harm.event_type == EventType::Assault
        && view.head(clause) == Some(harm.head)
        && view.deprel(clause) == Deprel::Advcl
        && frames::is_passive(view, harm.head)
        && (!harm.actors.is_empty() || act.actors.is_empty())
        && view.children_by(clause, &[Deprel::Mark, Deprel::Advmod]).any(|m| matches!(view.lemma(m), "when" | "as"))
}

/// `blamed rebels for the attack`, `carried out the killing`: who did the deed told just before by nobody known.
pub(super) fn points_back(view: &View, told: &Event, noun: &Event) -> bool {
    const ASCRIBING: [&str; 13] = [
        "blame",
        "carry",
        "commit",
        "perpetrate",
        "stage",
        "responsibility",
        "responsible",
        "accuse",
        "suspect",
        "plan",
        "mastermind",
        "order",
        "claim",
    ];
    let definite = || view.children_by(noun.head, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "the" | "this" | "that"));
    noun.event_type == EventType::Assault
        && view.upos(noun.head) == Upos::Noun
        && noun.recipients.is_empty()
        && !noun.actors.is_empty()
        && noun.sentence - told.sentence.min(noun.sentence) <= 2
        && (told.actors.is_empty() || are_unknown(&told.actors))
        && view.head(noun.head).is_some_and(|v| ASCRIBING.contains(&view.lemma(v)))
        && definite()
}

/// `attacked a post and killed two officers`: the second verb tells what came of the first.
pub(super) fn joined_outcome(view: &View, harm: &Event, act: &Event) -> bool {
    // "shot and wounded a guard", wherever the parser joins the second
    let shot_and = view.lemma(act.head) == "shoot" && harm.head == act.head + 2 && view.lemma(act.head + 1) == "and";
    harm.event_type == EventType::Assault
        && matches!(view.lemma(harm.head), "kill" | "wound" | "injure")
        && view.deprel(harm.head) == Deprel::Conj
        && (view.head(harm.head) == Some(act.head) || shot_and)
        && view.upos(act.head) == Upos::Verb
        && view.child(harm.head, &[Deprel::Nsubj, Deprel::NsubjPass]).is_none()
        && (harm.mode.is_none() || shot_and)
        && names_agree(&act.actors, &harm.actors)
}

/// `ambushed a convoy, killing five`: what comes of an act, told by a participle of the same doers.
pub(super) fn outcome(view: &View, harm: &Event, act: &Event) -> bool {
    // "launched a wave of attacks, killing nine"
    let of = view.head(act.head).filter(|_| view.preposition(act.head).as_deref() == Some("of"));
    let act_told = of.filter(|&h| matches!(view.lemma(h), "series" | "string" | "wave" | "spate" | "number" | "round")).unwrap_or(act.head);
    harm.event_type == EventType::Assault
        && matches!(view.lemma(harm.head), "kill" | "wound" | "injure" | "hurt" | "maim" | "destroy" | "damage")
        && view.xpos(harm.head) == Xpos::Vbg
        && view.deprel(harm.head) == Deprel::Advcl
        && (view.head(harm.head) == Some(act.head) || view.head(harm.head) == view.head(act_told) && view.deprel(act_told) == Deprel::Obj)
        && (act.actors.is_empty() || harm.actors.is_empty() || names_agree(&act.actors, &harm.actors))
}

/// `killed six and wounded ten`; `inmates were killed when guards opened fire`: what a casualty verb tells belongs to
/// the act in its sentence.
pub(super) fn casualties_of_one_act(view: &View, hurt: &Event, act: &Event) -> bool {
    const CASUALTIES: [&str; 7] = ["kill", "wound", "injure", "hurt", "maim", "slay", "die"];
    let casualty = |e: &Event| view.upos(e.head) == Upos::Verb && CASUALTIES.contains(&view.lemma(e.head));
    if hurt.event_type != EventType::Assault || hurt.sentence != act.sentence || !casualty(hurt) {
        return false;
    }
    let same_doers = hurt.actors.iter().map(|p| &p.name).eq(act.actors.iter().map(|p| &p.name));
    (casualty(act) && same_doers) || (hurt.actors.is_empty() && act.recipients.is_empty())
}

pub(super) fn governs(view: &View, noun: u32, verb: u32) -> bool {
    // "regained control after clashes": one came before the other.
    let apart = |noun: u32| {
        !matches!(view.lemma(verb), "die" | "perish")
            && matches!(view.preposition(noun).as_deref(), Some("after" | "before" | "following" | "since" | "despite"))
    };
    view.upos(noun) == Upos::Noun
        && view.upos(verb) == Upos::Verb
        && (view.head(noun) == Some(verb)
            && matches!(view.deprel(noun), Deprel::Nsubj | Deprel::Obj | Deprel::NsubjPass | Deprel::Obl | Deprel::OblAgent)
            && !apart(noun)
            || view.head(verb) == Some(noun) && matches!(view.deprel(verb), Deprel::AclRelcl | Deprel::Acl))
}
