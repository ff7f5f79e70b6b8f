//! Logical subjects and objects of verbs.

use truceline_syntax::{Deprel, Upos, View, Xpos};

use super::{
    DEPTH,
    control::{adverbial_subject, controller, participle_subject},
    is_passive,
    passive::{names_suspects, told_behind},
    relatives::{antecedent, fills_gap, is_relative_pronoun, meant_by_relative, modified},
};

/// Verbs for what comes of an act of force.
const HARM: [&str; 10] = ["kill", "wound", "injure", "hurt", "maim", "destroy", "damage", "burn", "displace", "leave"];

/// True for a verb of harm that people or things come to.
pub(super) fn is_harm(lemma: &str) -> bool {
    HARM.contains(&lemma)
}

/// Logical subjects of an active verb.
pub fn subjects(view: &View, verb: u32, depth: u32) -> Vec<u32> {
    if let Some(own) = own_subject(view, verb) {
        return vec![meant_by_relative(view, verb, own).unwrap_or(own)];
    }
    let (Some(governor), true) = (view.head(verb), depth > 0) else { return Vec::new() };
    if let Some((of_clause, _)) = fronted(view, governor).filter(|_| verb < governor && view.deprel(verb) == Deprel::Ccomp) {
        return vec![of_clause];
    }
    match view.deprel(verb) {
        Deprel::Conj if view.upos(governor) == Upos::Verb || view.upos(governor) == Upos::Adj => {
            if is_passive(view, governor) {
                passive_objects(view, governor)
            } else {
                subjects(view, governor, depth - 1)
            }
        }
        Deprel::Xcomp => controller(view, governor, depth - 1),
        Deprel::Advcl => adverbial_subject(view, verb, governor, depth - 1),
        Deprel::Acl => participle_subject(view, verb, governor, depth - 1),
        Deprel::AclRelcl if view.child(verb, &[Deprel::NsubjPass]).is_none() => modified(view, verb).into_iter().collect(),
        // "visiting President X"
        Deprel::Amod if view.xpos(verb) == Xpos::Vbg && view.lemma(verb) == "visit" => vec![governor],
        Deprel::Ccomp if view.xpos(verb) == Xpos::Vbg || marked_to(view, verb) || is_perfect_gerund(view, verb) => {
            controller(view, governor, depth - 1)
        }
        Deprel::Parataxis if view.xpos(verb) == Xpos::Vbg => subjects(view, governor, depth - 1),
        Deprel::Ccomp => clause_before(view, verb, governor).map_or_else(Vec::new, |first| subjects(view, first, 0)),
        _ => Vec::new(),
    }
}

/// `said troops crossed the border, set fire to houses`: the clause beside this one, in which the subject stands.
fn clause_before(view: &View, verb: u32, governor: u32) -> Option<u32> {
    view.children_by(governor, &[Deprel::Ccomp]).filter(|&c| c < verb && view.child(verb, &[Deprel::Mark]).is_none()).last()
}

/// `X and Y are to meet in Z, officials said`: where the tree hangs both subjects on the verb of saying, that of the clause before
/// it and its own.
fn fronted(view: &View, verb: u32) -> Option<(u32, u32)> {
    let clause = view.children_by(verb, &[Deprel::Ccomp]).find(|&c| c < verb)?;
    let mut subjects = view.children_by(verb, &[Deprel::Nsubj]).filter(|&s| s < verb);
    let first = subjects.next().filter(|&s| s < clause && own_subject_of(view, clause).is_none())?;
    let own = subjects.last().filter(|&s| s > clause)?;
    Some((first, own))
}

fn own_subject_of(view: &View, verb: u32) -> Option<u32> {
    view.child(verb, &[Deprel::Nsubj, Deprel::NsubjOuter, Deprel::NsubjPass])
}

/// The subject that hangs on the verb; of two the second where the first is a noun before its name or a dateline (`the charity
/// Oxfam said`, `ACCRA -- Troops fired`).
fn own_subject(view: &View, verb: u32) -> Option<u32> {
    let Some(first) = view.child(verb, &[Deprel::Nsubj, Deprel::NsubjOuter]) else {
        return view.child(verb, &[Deprel::NsubjPass]).or_else(|| subject_hung_past(view, verb));
    };
    if let Some((_, own)) = fronted(view, verb) {
        return Some(own);
    }
    let last = view.children_by(verb, &[Deprel::Nsubj]).filter(|&c| c < verb).last().filter(|&l| l > first);
    let Some(last) = last else { return Some(first) };
    let capital = |t: u32| view.form(t).starts_with(char::is_uppercase);
    // "the Secretary-General", not "ACCRA - Troops"
    let joined = last == first + 2 && view.form(first + 1) == "-" && view.span(first).end == view.span(first + 1).start;
    if joined {
        return Some(first);
    }
    let parted = (first + 1..last).any(|t| matches!(view.form(t), "-" | "--" | "–" | "—" | "\""));
    Some(if parted || capital(last) && !capital(first) && !is_relative_pronoun(view, first) { last } else { first })
}

/// `that the government end curbs`: a noun before a verb of a clause, hung on a word behind the verb, is the verb's subject.
fn subject_hung_past(view: &View, verb: u32) -> Option<u32> {
    let before = verb.checked_sub(1).filter(|&b| matches!(view.upos(b), Upos::Noun | Upos::Propn))?;
    let crosses =
        view.head(before).is_some_and(|h| h > verb) && matches!(view.deprel(before), Deprel::Compound | Deprel::Amod | Deprel::Flat);
    (crosses && view.upos(verb) == Upos::Verb && view.child(before, &[Deprel::Case]).is_none()).then_some(before)
}

/// True for an infinitive with `to`.
pub fn marked_to(view: &View, verb: u32) -> bool {
    view.children_by(verb, &[Deprel::Mark]).any(|m| view.lemma(m) == "to")
}

/// `denied having executed them`
fn is_perfect_gerund(view: &View, verb: u32) -> bool {
    view.children_by(verb, &[Deprel::Aux, Deprel::AuxPass]).any(|a| view.xpos(a) == Xpos::Vbg)
}

pub(super) fn agents(view: &View, verb: u32) -> Vec<u32> {
    let by = |c: &u32| view.preposition(*c).as_deref() == Some("by") && !is_term(view, *c);
    view.children_by(verb, &[Deprel::OblAgent, Deprel::Obl]).filter(by).collect()
}

/// `was told to leave by Friday`, `by the end of 2010`: when, not who; `May` may be a person's name.
fn is_term(view: &View, noun: u32) -> bool {
    let year = view.form(noun).len() == 4 && view.form(noun).bytes().all(|b| b.is_ascii_digit());
    let month = || {
        matches!(
            view.form(noun),
            "January" | "February" | "March" | "April" | "June" | "July" | "August" | "September" | "October" | "November" | "December"
        )
    };
    let day = || matches!(view.form(noun), "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday");
    let hour = || matches!(view.lemma(noun), "end" | "midnight" | "noon" | "dawn" | "dusk" | "sunset" | "nightfall" | "night" | "tomorrow");
    year || month() || day() || hour()
}

/// `were kidnapped and killed by rebels`: the agent after two verbs did both.
pub(super) fn shared_agents(view: &View, verb: u32) -> Vec<u32> {
    // "three were killed and five others wounded by gunmen"
    let more = |s: u32| matches!(view.lemma(s), "other" | "others" | "more" | "dozen" | "score") || view.upos(s) == Upos::Num;
    let harm = |v: u32| matches!(view.lemma(v), "kill" | "wound" | "injure");
    let joined = |c: &u32| {
        let own = view.child(*c, &[Deprel::Nsubj, Deprel::NsubjPass]);
        let shares = own.is_none_or(|s| more(s) && harm(verb) && harm(*c));
        view.upos(*c) == Upos::Verb && shares && view.child(*c, &[Deprel::AuxPass]).is_none()
    };
    let next = view.children_by(verb, &[Deprel::Conj]).filter(joined).find(|&c| !agents(view, c).is_empty());
    let first = view.head(verb).filter(|_| view.deprel(verb) == Deprel::Conj);
    match (next, first) {
        (Some(next), _) => agents(view, next),
        (None, Some(first)) => agents(view, first).into_iter().filter(|&a| a > verb).collect(),
        _ => Vec::new(),
    }
}

pub(super) fn objects(view: &View, verb: u32) -> Vec<u32> {
    // "negotiated over six hours": how long it took is no object.
    let lasted = |o: &u32| {
        matches!(view.lemma(*o), "minute" | "hour" | "day" | "night" | "week" | "month")
            && view.child(*o, &[Deprel::Nummod]).is_some()
            && view.child(*o, &[Deprel::Nmod]).is_none()
            && !matches!(view.lemma(verb), "spend" | "take" | "last" | "give" | "serve")
    };
    let mut own: Vec<u32> = view.children_by(verb, &[Deprel::Obj]).filter(|o| !lasted(o)).collect();
    if own.len() > 1 {
        // "took three employees hostage"
        own.retain(|&o| !matches!(view.lemma(o), "hostage" | "captive" | "prisoner") || view.child(o, &[Deprel::Det]).is_some());
    }
    if let Some(&first) = own.first() {
        return meant_by_relative(view, verb, first).map_or(own, |noun| vec![noun]);
    }
    // "hacked to death five farmers": the tree may hang them on the death.
    let death = view.children_by(verb, &[Deprel::Obl]).find(|&d| d == verb + 2 && view.lemma(d) == "death");
    if let Some(victim) = death.and_then(|d| view.children(d).iter().copied().find(|&c| c > d && view.preposition(c).is_none()))
        && matches!(view.deprel(victim), Deprel::Obj | Deprel::Nmod | Deprel::NmodUnmarked | Deprel::Appos)
    {
        return vec![victim];
    }
    // "bombed ferries and beheaded hostages": the noun read as one more deed.
    let misread =
        |c: &u32| *c > verb && matches!(view.upos(*c), Upos::Noun | Upos::Propn) && view.child(*c, &[Deprel::Cc, Deprel::Case]).is_none();
    let after = (verb + 1..verb + 4).find(|&t| matches!(view.upos(t), Upos::Noun | Upos::Propn) && view.deprel(t) != Deprel::Compound);
    let past = after.filter(|&t| view.deprel(t) == Deprel::Conj && view.head(t).is_some_and(|h| h < verb && view.upos(h) == Upos::Noun));
    let past = past.filter(|t| view.deprel(verb) == Deprel::Conj && misread(t));
    if let Some(noun) = view.children_by(verb, &[Deprel::Conj]).find(misread).or(past) {
        return vec![noun];
    }
    if let Some(noun) = antecedent(view, verb)
        && view.child(verb, &[Deprel::Nsubj]).is_some_and(|s| !is_relative_pronoun(view, s))
        && !view.children(verb).iter().any(|&c| fills_gap(view, c))
    {
        return vec![noun];
    }
    if view.deprel(verb) == Deprel::Conj
        && let Some(first) = view.head(verb)
        && view.upos(first) == Upos::Verb
    {
        // "a plan that X rejected but Y welcomed": what the clause describes.
        let described = view.deprel(first) == Deprel::AclRelcl && own_subject_of(view, verb).is_some();
        if described && view.children_by(first, &[Deprel::Obj]).all(|o| is_relative_pronoun(view, o)) {
            return antecedent(view, first).into_iter().collect();
        }
        // "attacked and killed two soldiers": the object after both belongs to both.
        return view.children_by(first, &[Deprel::Obj]).filter(|&o| o > verb).collect();
    }
    // "troops attacked and captured ...": the object may hang on the second verb only.
    let later = view.children_by(verb, &[Deprel::Conj]).find(|&c| view.upos(c) == Upos::Verb && c <= verb + 3);
    later.map(|c| view.children_by(c, &[Deprel::Obj]).collect()).unwrap_or_default()
}

/// Logical objects of a passive verb.
pub fn passive_objects(view: &View, verb: u32) -> Vec<u32> {
    if let Some(own) = view.child(verb, &[Deprel::NsubjPass, Deprel::Nsubj]) {
        return vec![meant_by_relative(view, verb, own).unwrap_or(own)];
    }
    let Some(governor) = view.head(verb) else { return Vec::new() };
    if let Some(told) = told_behind(view, verb) {
        return vec![told];
    }
    match view.deprel(verb) {
        Deprel::Amod => vec![governor],
        Deprel::Acl => modified(view, verb).map(|n| past_place(view, verb, n)).into_iter().collect(),
        Deprel::AclRelcl => modified(view, verb).into_iter().collect(),
        Deprel::Conj if view.upos(governor) == Upos::Verb => {
            if is_passive(view, governor) {
                passive_objects(view, governor)
            } else {
                subjects(view, governor, DEPTH)
            }
        }
        Deprel::Xcomp => controller(view, governor, DEPTH),
        // "held since being announced", "was killed after being freed"
        Deprel::Advcl if is_passive(view, governor) => passive_objects(view, governor),
        // "arrested two youths, accused of a plot"; but "attacked the town, backed by tanks"
        Deprel::Advcl if view.child(verb, &[Deprel::Mark]).is_none() && names_suspects(view, verb) => {
            let before = view.children_by(governor, &[Deprel::Obj]).find(|&o| o > governor && o < verb);
            before.map_or_else(|| subjects(view, governor, DEPTH), |o| vec![o])
        }
        Deprel::Advcl => subjects(view, governor, DEPTH),
        _ => Vec::new(),
    }
}

/// `the leader of X in Iraq killed in June`: who is killed is whom the phrase is about, not the name at its end; and of `families of
/// soldiers killed in Mali` those whose families they are.
fn past_place(view: &View, verb: u32, noun: u32) -> u32 {
    let bodily =
        matches!(view.lemma(verb), "kill" | "wound" | "injure" | "kidnap" | "abduct" | "assassinate" | "murder" | "arrest" | "detain");
    let left_behind =
        matches!(view.lemma(noun), "family" | "relative" | "widow" | "mother" | "parent" | "funeral" | "orphan" | "memory" | "death");
    let of = |c: &u32| *c < verb && view.upos(*c) == Upos::Noun && view.preposition(*c).as_deref() == Some("of");
    if let Some(dead) = view.children_by(noun, &[Deprel::Nmod]).find(of).filter(|_| bodily && left_behind) {
        return dead;
    }
    let hangs = |n: u32| view.deprel(n) == Deprel::Nmod && matches!(view.preposition(n).as_deref(), Some("in" | "of" | "from" | "at"));
    let up = |&n: &u32| view.head(n).filter(|_| bodily && view.upos(n) == Upos::Propn && hangs(n));
    let top = std::iter::successors(Some(noun), up).take(4).last().unwrap_or(noun);
    if view.upos(top) == Upos::Noun { top } else { noun }
}

/// `made funds available to X`, `set X free`: the adjective that tells what becomes of the object.
pub fn outcome(view: &View, verb: u32, objects: &[u32]) -> Option<u32> {
    if !matches!(view.lemma(verb), "make" | "set" | "leave" | "keep" | "render") {
        return None;
    }
    let own = view.children_by(verb, &[Deprel::Xcomp, Deprel::Advmod]).find(|&c| c > verb && view.upos(c) == Upos::Adj);
    let amods = || objects.iter().flat_map(|&o| view.children_by(o, &[Deprel::Amod]).map(move |c| (o, c)));
    own.or_else(|| amods().find(|&(o, c)| c > o || c == verb + 1).map(|(_, c)| c))
}

/// Verbs whose objects go to somebody.
pub(super) const GIVING: [&str; 9] = ["contribute", "deliver", "donate", "give", "grant", "lend", "provide", "send", "supply"];

/// `called the raid a crime`: the noun is what is judged, and `call` lends it nobody.
pub(super) fn is_judged(view: &View, verb: u32, noun: u32) -> bool {
    let second = |c: u32| c > noun && matches!(view.deprel(c), Deprel::Obj | Deprel::Xcomp) && view.deprel(noun) != Deprel::Conj;
    view.lemma(verb) == "call" && view.children(verb).iter().any(|&c| second(c))
}

/// `clashes broke out south of the capital between X and Y`: the tree hangs the sides on the place in front of them.
pub(super) fn between_past_place(view: &View, verb: u32) -> Option<u32> {
    let parts = |h: u32| matches!(view.lemma(h), "border" | "frontier" | "line" | "road" | "zone" | "corridor" | "area" | "strip");
    let of_place = |t: u32| view.deprel(t) == Deprel::Nmod && view.head(t).is_some_and(|h| h < t && h > verb && !parts(h));
    view.subtree(verb).filter(|&t| t > verb && of_place(t)).find(|&t| view.preposition(t).as_deref() == Some("between"))
}
