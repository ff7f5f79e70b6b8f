//! Who does what a clause without a subject of its own tells: control, participles, and things through which people speak.

use truceline_syntax::{Deprel, Upos, View, Xpos};

use super::{
    core::{agents, is_harm, objects},
    is_passive, marked_to, passive_objects, subjects,
};

/// Who does what an open complement says: the governor's object if there is one, else its subject.
pub(super) fn controller(view: &View, governor: u32, depth: u32) -> Vec<u32> {
    if view.upos(governor) == Upos::Noun {
        return participle_subject(view, governor, governor, depth);
    }
    let promise = matches!(view.lemma(governor), "promise" | "vow" | "pledge" | "threaten");
    if is_passive(view, governor) {
        return passive_objects(view, governor);
    }
    match view.child(governor, &[Deprel::Obj, Deprel::Iobj]) {
        Some(object) if !promise && object > governor => vec![object],
        _ => subjects(view, governor, depth),
    }
}

/// `accused Israel of bombing` has the object as its doer; `after meeting X, he said` the subject.
pub(super) fn adverbial_subject(view: &View, verb: u32, governor: u32, depth: u32) -> Vec<u32> {
    let mark = view.child(verb, &[Deprel::Mark]).map_or("", |m| view.lemma(m));
    if matches!(mark, "of" | "for" | "from" | "into" | "against") {
        let passive = is_passive(view, governor);
        let object = if passive { passive_objects(view, governor).first().copied() } else { view.child(governor, &[Deprel::Obj]) };
        if let Some(object) = object {
            return vec![object];
        }
    }
    // "the agency quotes the leader as urging": the leader urges.
    if mark == "as"
        && matches!(view.lemma(governor), "quote" | "cite" | "describe" | "depict" | "name")
        && let Some(quoted) =
            if is_passive(view, governor) { passive_objects(view, governor).first().copied() } else { view.child(governor, &[Deprel::Obj]) }
    {
        return vec![quoted];
    }
    // "found her guilty of torturing detainees", where the tree takes her for the owner of the guilt
    if mark == "of"
        && view.lemma(governor) == "guilty"
        && let Some(found) = view.child(governor, &[Deprel::NmodPoss])
    {
        return vec![found];
    }
    // "footage showed men beating protesters": those who are seen act.
    let shows =
        matches!(view.lemma(governor), "show" | "see" | "film" | "record" | "watch" | "catch" | "find" | "depict" | "portray" | "spot");
    if shows
        && mark.is_empty()
        && view.xpos(verb) == Xpos::Vbg
        && !is_passive(view, governor)
        && let Some(seen) = view.child(governor, &[Deprel::Iobj, Deprel::Obj]).filter(|&o| o > governor && o < verb)
    {
        return vec![seen];
    }
    // "fired on worshippers leaving a mosque": what stands right behind people tells of them.
    let beside = verb.checked_sub(1).filter(|&n| n > governor && view.xpos(n) == Xpos::Nns && view.head(n) == Some(governor));
    if mark.is_empty() && view.xpos(verb) == Xpos::Vbg && !is_harm(view.lemma(verb)) && !is_passive(view, governor) {
        let argument = |n: &u32| view.deprel(*n) == Deprel::Obj || matches!(view.preposition(*n).as_deref(), Some("on" | "at" | "against"));
        if let Some(people) = beside.filter(argument) {
            return vec![people];
        }
    }
    if view.upos(governor) == Upos::Verb && is_passive(view, governor) {
        // "was ambushed by rebels, killing five": whoever did the one did the other.
        let harm = mark.is_empty() && verb > governor && is_harm(view.lemma(verb));
        // "was met by gunmen lobbing grenades": what stands right behind the doers tells of them.
        let right_before = |a: &u32| view.xpos(verb) == Xpos::Vbg && *a + 1 == verb;
        let harm = harm || mark.is_empty() && agents(view, governor).iter().any(right_before);
        return if harm { agents(view, governor) } else { passive_objects(view, governor) };
    }
    subjects(view, governor, depth)
}

/// `forces backing X` has the noun as its doer; `a plan to attack` the noun's owner or the clause's subject.
pub(super) fn participle_subject(view: &View, verb: u32, noun: u32, depth: u32) -> Vec<u32> {
    let mark = view.child(verb, &[Deprel::Mark]).map(|m| view.lemma(m));
    // "got the leaders to sign"
    let got = |g: u32| matches!(view.lemma(g), "get" | "persuade" | "convince") && view.deprel(noun) == Deprel::Obj;
    if verb != noun && marked_to(view, verb) && view.head(noun).is_some_and(got) {
        return vec![noun];
    }
    // "the minister is in Paris to meet X"
    if verb != noun && marked_to(view, verb) && view.child(noun, &[Deprel::Cop]).is_some() {
        return subjects(view, noun, depth);
    }
    if verb != noun && view.xpos(verb) == Xpos::Vbg && mark.is_none() {
        let speakers = speakers_through(view, noun, depth);
        return if speakers.is_empty() { vec![noun] } else { speakers };
    }
    // "arrested two men on charges of planning attacks": those who are charged.
    let charged = matches!(view.lemma(noun), "charge" | "suspicion" | "allegation" | "accusation" | "count")
        && matches!(view.preposition(noun).as_deref(), Some("on" | "over" | "under" | "amid" | "for"));
    if charged
        && mark == Some("of")
        && let Some(verb) = view.head(noun).filter(|&g| view.upos(g) == Upos::Verb)
    {
        return if is_passive(view, verb) { passive_objects(view, verb) } else { objects(view, verb) };
    }
    // "suspect the men of planning attacks": the clause hangs on the object.
    let object = matches!(view.deprel(noun), Deprel::Obj | Deprel::NsubjPass);
    if verb != noun && object && matches!(mark, Some("of" | "from")) && view.head(noun).is_some_and(|g| view.upos(g) == Upos::Verb) {
        return vec![noun];
    }
    let owner = view
        .child(noun, &[Deprel::NmodPoss])
        .or_else(|| view.children_by(noun, &[Deprel::Nmod]).find(|&c| view.preposition(c).as_deref() == Some("by")))
        .or_else(|| maker(view, noun).filter(|_| mark == Some("to")));
    match (owner, view.head(noun)) {
        (Some(o), _) => vec![o],
        (None, Some(g)) if depth > 0 && view.upos(g) == Upos::Verb => {
            if is_passive(view, g) {
                agents(view, g)
            } else {
                subjects(view, g, depth - 1)
            }
        }
        _ => Vec::new(),
    }
}

/// `a World Bank decision to`, `the French plan to`: a name or an adjective of a country before what somebody resolves.
pub fn maker(view: &View, noun: u32) -> Option<u32> {
    let resolves =
        matches!(view.lemma(noun), "decision" | "plan" | "move" | "vote" | "bid" | "effort" | "attempt" | "promise" | "pledge" | "offer");
    let named = |&c: &u32| view.upos(c) == Upos::Propn || view.upos(c) == Upos::Adj && view.form(c).starts_with(char::is_uppercase);
    let before = || view.children_by(noun, &[Deprel::Compound, Deprel::Amod]).filter(named).filter(|&c| c < noun).last();
    resolves.then(before).flatten()
}

/// `issued a statement condemning X`, `in a letter urging X to resign`: who makes the thing speaks through it.
fn speakers_through(view: &View, noun: u32, depth: u32) -> Vec<u32> {
    if !SPEECH.contains(&view.lemma(noun)) {
        return Vec::new();
    }
    let owner = view.child(noun, &[Deprel::NmodPoss]).or_else(|| {
        let inner = view.children_by(noun, &[Deprel::Nmod]);
        inner.into_iter().find(|&c| matches!(view.preposition(c).as_deref(), Some("by" | "from")))
    });
    if let Some(owner) = owner {
        return vec![owner];
    }
    let Some(made) = view.head(noun).filter(|&g| depth > 0 && view.upos(g) == Upos::Verb) else { return Vec::new() };
    let hears =
        matches!(view.lemma(made), "receive" | "get" | "read" | "hear" | "face" | "ignore" | "reject" | "dismiss" | "obtain" | "see");
    let inside = view.deprel(noun) == Deprel::Obl && view.preposition(noun).as_deref() == Some("in");
    match view.deprel(noun) {
        Deprel::NsubjPass => agents(view, made),
        Deprel::Obj if !hears && !is_passive(view, made) => subjects(view, made, depth - 1),
        _ if inside && !is_passive(view, made) => subjects(view, made, depth - 1),
        _ => Vec::new(),
    }
}

/// Things through which people speak or decree.
const SPEECH: [&str; 31] = [
    "appeal",
    "article",
    "bill",
    "communique",
    "communiqué",
    "complaint",
    "declaration",
    "decree",
    "directive",
    "edict",
    "editorial",
    "law",
    "lawsuit",
    "letter",
    "memo",
    "message",
    "motion",
    "note",
    "order",
    "petition",
    "post",
    "report",
    "resolution",
    "ruling",
    "speech",
    "statement",
    "suit",
    "tape",
    "tweet",
    "verdict",
    "video",
];
