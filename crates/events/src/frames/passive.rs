//! Passives, with and without an auxiliary, and what somebody has done.

use truceline_syntax::{Deprel, Upos, View, Xpos};

use super::{DEPTH, core::is_harm, subjects};

/// True for a passive verb or a bare passive participle.
pub fn is_passive(view: &View, verb: u32) -> bool {
    // "called on X" is no passive, whatever the tree makes of X.
    let agent = |c: u32| view.deprel(c) == Deprel::AuxPass || view.preposition(c).is_none_or(|p| p == "by");
    if view.children_by(verb, &[Deprel::AuxPass, Deprel::OblAgent]).any(agent) {
        return true;
    }
    if view.child(verb, &[Deprel::NsubjPass]).is_some() {
        // "India, whose minister was killed, called on both sides": no auxiliary, and no verb that headlines use so.
        let active = view.child(verb, &[Deprel::Obj]).is_some()
            || !DONE_TO.contains(&view.lemma(verb)) && view.child(verb, &[Deprel::Xcomp]).is_none();
        return !active || is_headline_passive(view, verb);
    }
    if view.deprel(verb) == Deprel::Xcomp && view.head(verb).is_some_and(|g| is_caused(view, g, verb)) {
        return true;
    }
    let bare = view.child(verb, &[Deprel::Aux, Deprel::Nsubj]).is_none();
    if view.xpos(verb) != Xpos::Vbn || !bare {
        return is_headline_passive(view, verb);
    }
    match view.deprel(verb) {
        Deprel::Acl | Deprel::Amod | Deprel::Advcl => true,
        Deprel::Csubj => told_behind(view, verb).is_some(),
        // "were found shot dead"
        Deprel::Xcomp => view.head(verb).is_some_and(|g| matches!(view.lemma(g), "find" | "see" | "leave" | "want")),
        Deprel::Conj => view.head(verb).is_some_and(|h| view.upos(h) == Upos::Verb && is_passive(view, h)),
        _ => false,
    }
}

/// Verbs that headlines use as passives without an auxiliary.
const DONE_TO: [&str; 24] = [
    "abduct",
    "accuse",
    "arrest",
    "assassinate",
    "charge",
    "convict",
    "deport",
    "detain",
    "displace",
    "evacuate",
    "execute",
    "expel",
    "free",
    "hang",
    "hurt",
    "imprison",
    "injure",
    "jail",
    "kidnap",
    "kill",
    "murder",
    "rescue",
    "sentence",
    "wound",
];

/// `Two Soldiers Killed in Ambush`, `Mayor Accused of Fraud`: a headline leaves the auxiliary out. `The rebel leader killed in June by
/// a drone`: a participle that the tree takes for a verb in the past has nobody to act on, and somebody by whom it was done.
fn is_headline_passive(view: &View, verb: u32) -> bool {
    let by = |c: u32| view.deprel(c) == Deprel::Obl && view.preposition(c).as_deref() == Some("by") && view.upos(c) != Upos::Num;
    if matches!(view.xpos(verb), Xpos::Vbn | Xpos::Vbd)
        && DONE_TO.contains(&view.lemma(verb))
        && view.child(verb, &[Deprel::Aux, Deprel::AuxPass, Deprel::Obj, Deprel::Ccomp, Deprel::Xcomp]).is_none()
        && view.child(verb, &[Deprel::Nsubj]).is_some_and(|s| s < verb)
        && view.children(verb).iter().any(|&c| c > verb && by(c) && view.child(c, &[Deprel::Det]).is_some())
    {
        return true;
    }
    let after = verb + 1;
    let alone = matches!(view.upos(after), Upos::Adp | Upos::Punct) || view.sentence_index(after) != view.sentence_index(verb);
    matches!(view.xpos(verb), Xpos::Vbn | Xpos::Vbd)
        && alone
        && DONE_TO.contains(&view.lemma(verb))
        && view.child(verb, &[Deprel::Nsubj, Deprel::NsubjPass]).is_some_and(|s| s < verb)
        && view.child(verb, &[Deprel::Aux, Deprel::Obj, Deprel::Ccomp, Deprel::Xcomp]).is_none()
        && view.sentence(verb).is_some_and(|s| !matches!(view.form(s.tokens.end.saturating_sub(1)), "." | "!" | "?" | "\""))
}

/// `had three officers arrested`: who has it done. Harm is suffered, not ordered, so.
pub(super) fn causers(view: &View, participle: u32) -> Vec<u32> {
    let object = view.head(participle).filter(|_| view.deprel(participle) == Deprel::Acl);
    let verb = match view.deprel(participle) {
        Deprel::Acl => object.filter(|&o| view.deprel(o) == Deprel::Obj).and_then(|o| view.head(o)),
        Deprel::Xcomp => view.head(participle),
        _ => None,
    };
    let causes = verb.filter(|&v| is_caused(view, v, participle) && !is_harm(view.lemma(participle)));
    causes.map_or_else(Vec::new, |v| subjects(view, v, DEPTH))
}

/// Verbs by which somebody has something done to the object, or makes it so by saying it.
const CAUSES: [&str; 7] = ["have", "get", "declare", "pronounce", "proclaim", "order", "keep"];

/// `had him arrested`, `declared the president deposed`: a participle behind the object of such a verb, which the tree may take for
/// the subject of the participle.
pub fn is_caused(view: &View, verb: u32, participle: u32) -> bool {
    let between = |t: u32| t > verb && t < participle;
    let own = || view.child(participle, &[Deprel::Nsubj, Deprel::NsubjPass]);
    view.upos(verb) == Upos::Verb
        && CAUSES.contains(&view.lemma(verb))
        && matches!(view.xpos(participle), Xpos::Vbn | Xpos::Vbd)
        && view.child(participle, &[Deprel::Aux, Deprel::AuxPass, Deprel::Mark]).is_none()
        && view.child(verb, &[Deprel::Obj]).or_else(own).is_some_and(between)
}

/// `Killed in the raid were three officers`, `among those killed was the mayor`: whom a participle at the head of the sentence tells of.
pub(super) fn told_behind(view: &View, verb: u32) -> Option<u32> {
    let governor = view.head(verb).filter(|_| view.xpos(verb) == Xpos::Vbn)?;
    let among = || {
        let those = matches!(view.lemma(governor), "those" | "that" | "people" | "dead" | "person" | "man");
        let listed = those && view.preposition(governor).as_deref() == Some("among") && view.deprel(verb) == Deprel::Acl;
        view.head(governor).filter(|_| listed)
    };
    let person = if view.deprel(verb) == Deprel::Csubj { Some(governor) } else { among() }?;
    let copula = view.child(person, &[Deprel::Cop]).is_some_and(|c| c > verb && c < person);
    (copula && matches!(view.upos(person), Upos::Noun | Upos::Propn)).then_some(person)
}

pub(super) fn names_suspects(view: &View, verb: u32) -> bool {
    matches!(view.lemma(verb), "accuse" | "suspect" | "charge" | "convict" | "want" | "sentence")
}
