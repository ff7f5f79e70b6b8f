//! One deed told again under other words: the lead's killing and the shooting of whoever it then names, a bombing and `the
//! explosion`, a charge and what the charged one is alleged to have done.

use truceline_knowledge::EventType;
use truceline_mentions::{NameKind, Participant, quantities};
use truceline_syntax::{Deprel, Upos, View, Xpos};
use truceline_text::BlockKind;

use crate::{
    event::{Event, Status},
    fights, frames,
    matching::{Scene, coded_by},
    merge::{are_unknown, names_agree},
};

/// Sentences within which a text comes back to a deed without saying so.
const NEAR: u32 = 2;
/// Verbs of bodily harm; whoever is named suffers it once.
const HARM: [&str; 14] =
    ["kill", "shoot", "murder", "assassinate", "slay", "wound", "injure", "hurt", "die", "gun", "execute", "hit", "stab", "behead"];
/// Modes of deeds that are done to one victim beside others.
const APART: [&str; 4] = ["abduct", "torture", "sexual", "beat"];
/// Words that tell of a further deed.
const FURTHER: [&str; 17] = [
    "another",
    "other",
    "separate",
    "separately",
    "elsewhere",
    "meanwhile",
    "also",
    "second",
    "third",
    "again",
    "similar",
    "subsequent",
    "different",
    "further",
    "earlier",
    "previous",
    "fresh",
];
/// Nouns for people of whom the text has told before.
const SUCH: [&str; 13] =
    ["man", "woman", "victim", "suspect", "defendant", "detainee", "pair", "captive", "dead", "two", "three", "four", "five"];

/// True where `b`, told later, is the deed `a` in other words. Types, dates and places are known not to contradict each other.
pub(crate) fn is_retold(scene: Scene, a: &Event, b: &Event) -> bool {
    let view = scene.view;
    let happened = |e: &Event| matches!(e.status, Status::Occurred | Status::Ongoing);
    if b.sentence < a.sentence || b.sentence - a.sentence > NEAR + 1 || a.historical != b.historical || !happened(a) || !happened(b) {
        return false;
    }
    if two_means(scene, a, b) {
        return sides_fit(&a.actors, &b.actors) && sides_fit(&a.recipients, &b.recipients);
    }
    if a.sentence == b.sentence {
        return weapons_course(scene, a, b)
            || named_so(view, a, b)
            || says_why(view, a, b)
            || fights::in_clause(scene, a, b)
            || fights::in_clause(scene, b, a);
    }
    if taken_once(scene, a, b) || tells_headline(view, a, b) {
        return true;
    }
    if !doers_fit(a, b) {
        return false;
    }
    if same_person_harmed(scene, a, b) {
        return true;
    }
    if differ_in_kind(a, b) {
        return false;
    }
    // "The blast also wounded two": more of what the same deed did.
    if !is_further_but(view, b, "also") && pointed_at(scene, a, b) {
        return true;
    }
    !is_further(view, b)
        && (same_number_harmed(scene, a, b)
            || such_people(scene, a, b)
            || charged_again(scene, a, b)
            || doers_pointed_at(view, a, b)
            || compatriot(scene, a, b))
}

fn sides_fit(a: &[Participant], b: &[Participant]) -> bool {
    a.is_empty() || b.is_empty() || names_agree(a, b)
}

/// The later mention names nobody else who did it.
fn doers_fit(a: &Event, b: &Event) -> bool {
    sides_fit(&a.actors, &b.actors) || are_unknown(&a.actors) || are_unknown(&b.actors)
}

/// A word before the trigger says that this is another deed.
pub(crate) fn is_further(view: &View, b: &Event) -> bool {
    is_further_but(view, b, "")
}

/// The same, one of the words left out of account.
fn is_further_but(view: &View, b: &Event, but: &str) -> bool {
    let Some(sentence) = view.sentence(b.head) else { return false };
    (sentence.tokens.start..b.head).any(|t| view.lemma(t) != but && FURTHER.contains(&view.lemma(t)))
}

/// Captivity and torture are deeds beside the attack.
pub(crate) fn differ_in_kind(a: &Event, b: &Event) -> bool {
    let apart = |e: &Event| e.mode.as_deref().filter(|m| APART.contains(m)).map(str::to_owned);
    apart(a) != apart(b)
}

/// `shelling and air strikes`: two means in one phrase.
fn two_means(scene: Scene, a: &Event, b: &Event) -> bool {
    let view = scene.view;
    a.event_type == EventType::Assault
        && view.head(b.head) == Some(a.head)
        && view.deprel(b.head) == Deprel::Conj
        && [a, b].iter().all(|e| coded_by(scene, e.head).is_some_and(|c| !c.frame.is_verb))
        && !differ_in_kind(a, b)
}

/// `bombs dropped by helicopters flattened a clinic`: how the weapon set out, and what it did.
fn weapons_course(scene: Scene, a: &Event, b: &Event) -> bool {
    let view = scene.view;
    let sets_out = |used: &Event, did: &Event| {
        let weapon = view.head(used.head).filter(|_| matches!(view.deprel(used.head), Deprel::Acl | Deprel::AclRelcl));
        weapon.is_some_and(|w| {
            scene.knowledge.lexicon.in_class("weapon", view.lemma(w))
                && view.head(w) == Some(did.head)
                && matches!(view.deprel(w), Deprel::Nsubj | Deprel::OblAgent)
        })
    };
    a.event_type == EventType::Assault && sides_fit(&a.actors, &b.actors) && (sets_out(a, b) || sets_out(b, a))
}

/// `was poisoned in what London called an attempted murder`: a name that somebody gives to the deed.
fn named_so(view: &View, deed: &Event, name: &Event) -> bool {
    let calls = |v: u32| matches!(view.lemma(v), "call" | "describe" | "term" | "label" | "dub" | "brand");
    let called = view.head(name.head).filter(|&v| calls(v) && view.deprel(v) == Deprel::AclRelcl);
    let what = called.and_then(|v| view.head(v)).filter(|&w| view.lemma(w) == "what");
    deed.event_type == EventType::Assault && what.is_some_and(|w| view.is_under(w, deed.head))
}

/// `criticised the law, saying it breaks a promise`, `condemned the vote, calling it a farce`: one judgement and its ground.
fn says_why(view: &View, a: &Event, b: &Event) -> bool {
    let grounds = |t: &u32| {
        view.deprel(*t) == Deprel::Advcl
            && view.xpos(*t) == Xpos::Vbg
            && matches!(view.lemma(*t), "say" | "call" | "describe" | "label" | "brand" | "term" | "argue" | "claim")
    };
    let clause = std::iter::successors(Some(b.head), |&t| view.head(t)).take(4).find(grounds);
    a.event_type == EventType::Accuse
        && clause.and_then(|c| view.head(c)) == Some(a.head)
        && sides_fit(&a.actors, &b.actors)
        && sides_fit(&a.recipients, &b.recipients)
}

/// `the fall of X to the rebels`, `X was taken by rebels`: one side takes a place once, unless the text says that it did so again.
fn taken_once(scene: Scene, a: &Event, b: &Event) -> bool {
    let takes =
        |e: &Event| coded_by(scene, e.head).is_some_and(|c| c.pattern.event_type == EventType::Assault && c.pattern.place.is_some());
    let named = |e: &Event| e.place.as_ref().and_then(|p| p.id.clone());
    takes(a) && takes(b) && named(a).is_some() && named(a) == named(b) && names_agree(&a.actors, &b.actors) && !is_further(scene.view, b)
}

fn harms(view: &View, e: &Event) -> bool {
    e.event_type == EventType::Assault && (view.upos(e.head) == Upos::Noun || HARM.contains(&view.lemma(e.head)))
}

/// The first sentences of the text tell what its headline says.
fn tells_headline(view: &View, a: &Event, b: &Event) -> bool {
    let differ = |x: &[Participant], y: &[Participant]| !sides_fit(x, y) && x.iter().chain(y).all(|p| p.entity.is_some());
    let same = view.lemma(a.head) == view.lemma(b.head) || names_agree(&a.actors, &b.actors) || names_agree(&a.recipients, &b.recipients);
    let modes = a.mode.is_none() || b.mode.is_none() || a.mode == b.mode;
    same && modes && !differ(&a.actors, &b.actors) && !differ(&a.recipients, &b.recipients) && is_headline(view, a.head)
}

/// A title, or a first sentence whose words are written as in one.
fn is_headline(view: &View, token: u32) -> bool {
    let Some(sentence) = view.sentence(token) else { return false };
    if view.segmented.kind(sentence) == BlockKind::Title {
        return true;
    }
    let long = |t: u32| view.form(t).chars().count() > 3;
    let capital = |t: u32| view.form(t).starts_with(char::is_uppercase);
    let words = sentence.tokens.clone().filter(|&t| long(t)).count();
    view.sentence_index(token) == 0 && words > 3 && sentence.tokens.clone().filter(|&t| long(t) && capital(t)).count() * 5 >= words * 4
}

/// A person who is named is killed, shot or wounded once.
fn same_person_harmed(scene: Scene, a: &Event, b: &Event) -> bool {
    let person = |p: &Participant| p.entity.is_some_and(|e| scene.mentions.entities[e as usize].kind == NameKind::Person);
    let same = || a.recipients.iter().any(|x| person(x) && b.recipients.iter().any(|y| x.entity == y.entity));
    harms(scene.view, a) && harms(scene.view, b) && !differ_in_kind(a, b) && same()
}

/// How many, where the text counts whom a participant names.
fn count(view: &View, p: &Participant) -> Option<u64> {
    let number = view.child(p.token, &[Deprel::Nummod])?;
    quantities::of_number(view, number)?.low.filter(|&n| n > 1)
}

/// `Two reporters were killed. The two journalists were shot ...`: as many people of the same kind.
fn same_number_harmed(scene: Scene, a: &Event, b: &Event) -> bool {
    let view = scene.view;
    let deed = harms(view, a) && harms(view, b) || a.event_type == EventType::Coerce && a.mode == b.mode;
    let same = |x: &Participant, y: &Participant| {
        let alike = view.lemma(x.token) == view.lemma(y.token) || is_definite(view, y.token);
        alike && count(view, x).is_some_and(|n| count(view, y) == Some(n))
    };
    deed && a.recipients.iter().any(|x| b.recipients.iter().any(|y| same(x, y)))
}

fn is_definite(view: &View, noun: u32) -> bool {
    view.children_by(noun, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "the" | "this" | "that" | "these" | "those"))
}

/// `the men were detained`, `the defendants were convicted`: people told of before, to whom the same is done.
fn such_people(scene: Scene, a: &Event, b: &Event) -> bool {
    let view = scene.view;
    let such = |p: &Participant| p.entity.is_none() && SUCH.contains(&view.lemma(p.token)) && is_definite(view, p.token);
    let same_deed = match a.event_type {
        EventType::Assault => harms(view, a) && harms(view, b) && (view.upos(a.head) == Upos::Verb),
        EventType::Coerce | EventType::Sanction => a.mode.is_some() && a.mode == b.mode,
        _ => false,
    };
    let counts_differ = || {
        let (x, y) = (a.recipients.first().and_then(|p| count(view, p)), b.recipients.first().and_then(|p| count(view, p)));
        x.zip(y).is_some_and(|(x, y)| x != y)
    };
    same_deed && !a.recipients.is_empty() && !b.recipients.is_empty() && b.recipients.iter().all(such) && !counts_differ()
}

/// `X has been accused ...`, then by whom: one accusation.
fn charged_again(scene: Scene, a: &Event, b: &Event) -> bool {
    let view = scene.view;
    let perfect = view.children_by(a.head, &[Deprel::Aux]).any(|x| view.lemma(x) == "have");
    let general = a.actors.is_empty() && perfect && frames::is_passive(view, a.head);
    a.event_type == EventType::Accuse && general && !b.actors.is_empty() && names_agree(&a.recipients, &b.recipients)
}

/// `the explosion`, `wounded in the attack`: the deed of force that was told before, unless the noun has a target of its own.
fn pointed_at(scene: Scene, a: &Event, b: &Event) -> bool {
    let view = scene.view;
    if a.event_type != EventType::Assault || !(b.actors.is_empty() || names_agree(&a.actors, &b.actors)) || !kinds_fit(a, b) {
        return false;
    }
    let pointing = |t: u32| (view.xpos(t) == Xpos::Nn || is_plural(scene, a)) && is_definite(view, t) && points_only(scene, t);
    let within = |&c: &u32| {
        view.deprel(c) == Deprel::Nsubj
            || view.deprel(c) == Deprel::Obl && matches!(view.preposition(c).as_deref(), Some("in" | "by" | "from"))
    };
    match view.upos(b.head) {
        Upos::Noun => pointing(b.head),
        Upos::Verb => {
            (HARM.contains(&view.lemma(b.head)) || b.mode.as_deref() == Some("destroy"))
                && view.children(b.head).iter().filter(|&c| within(c)).any(|&c| pointing(c))
        }
        _ => false,
    }
}

/// `two car bombs killed nine`, `attacks on churches`: a deed told as several.
fn is_plural(scene: Scene, told: &Event) -> bool {
    let view = scene.view;
    let many = |t: u32| view.xpos(t) == Xpos::Nns;
    let force = |t: &u32| {
        scene.knowledge.lexicon.in_class("weapon", view.lemma(*t)) || view.lemma(*t).ends_with("bomb") || coded_by(scene, *t).is_some()
    };
    many(told.head) || coded_by(scene, told.head).is_some_and(|c| c.frame.subjects.iter().filter(|t| force(t)).any(|&t| many(t)))
}

/// `a Polish engineer was seized ... the Polish national was seized`: one person, of whom a state is told both times.
fn compatriot(scene: Scene, a: &Event, b: &Event) -> bool {
    let view = scene.view;
    let ([x], [y]) = (a.recipients.as_slice(), b.recipients.as_slice()) else { return false };
    let one = |p: &Participant| p.entity.is_none() && view.xpos(p.token) == Xpos::Nn;
    let state =
        |p: &Participant| view.children_by(p.token, &[Deprel::Amod]).find_map(|c| scene.mentions.name_headed_by(c)).map(|n| n.entity);
    let such = matches!(view.lemma(y.token), "national" | "citizen" | "man" | "woman" | "hostage" | "captive" | "victim" | "foreigner");
    let same = || state(x).is_some() && state(x) == state(y);
    a.mode == b.mode && one(x) && one(y) && such && is_definite(view, y.token) && same()
}

/// A noun for force that tells neither its target nor its kind.
fn points_only(scene: Scene, noun: u32) -> bool {
    let view = scene.view;
    let Some(coded) = coded_by(scene, noun).filter(|c| c.pattern.event_type == EventType::Assault) else {
        return view.lemma(noun) == "incident";
    };
    let own = coded.frame.obliques.iter().any(|(p, t)| {
        matches!(p.as_str(), "on" | "against" | "at" | "upon" | "between" | "with" | "of") && scene.mentions.time_at(*t).is_none()
    });
    let modified = coded.frame.modifiers.iter().any(|&m| view.upos(m) == Upos::Adj || view.upos(m) == Upos::Propn);
    coded.pattern.together.is_empty() && !own && !modified
}

/// `the attackers opened fire`, `the bomber set off his vest`: what the doers of the deed told before did in it.
fn doers_pointed_at(view: &View, a: &Event, b: &Event) -> bool {
    let points = |p: &Participant| {
        p.entity.is_none()
            && matches!(view.lemma(p.token), "attacker" | "assailant" | "bomber" | "gunman" | "raider" | "shooter" | "militant")
            && is_definite(view, p.token)
    };
    let force = a.event_type == EventType::Assault && (a.actors.is_empty() || are_unknown(&a.actors));
    force && !b.actors.is_empty() && b.actors.iter().all(points) && kinds_fit(a, b)
}

/// Shots and bombs are told apart, means that the text leaves open are not.
fn kinds_fit(a: &Event, b: &Event) -> bool {
    let blast = |m: &str| matches!(m, "explosives" | "suicide-attack" | "heavy-weapons" | "aerial" | "drone");
    match (a.mode.as_deref(), b.mode.as_deref()) {
        // "a bomb went off; the blast damaged a market"
        (Some(x), Some(y)) => x == y || blast(x) && (blast(y) || y == "destroy"),
        _ => true,
    }
}
