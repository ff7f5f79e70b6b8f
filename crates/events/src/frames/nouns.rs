//! The arguments of nouns that tell what was done.

use truceline_knowledge::Knowledge;
use truceline_syntax::{Deprel, Upos, View};

use super::{
    Frame,
    core::{between_past_place, is_judged},
    is_passive, marked_to,
    partakers::partakers,
    verb, verb_lemma,
};

pub(super) fn noun(view: &View, knowledge: &Knowledge, head: u32) -> Frame {
    let mut f = Frame { head, ..Frame::default() };
    noun_arguments(view, head, &mut f);
    // "a Saudi-led raid"
    let led = f.modifiers.iter().copied().filter(|&m| view.form(m).eq_ignore_ascii_case("led") && m > 0 && view.form(m - 1) == "-");
    f.subjects = led.filter_map(|m| view.child(m, &[Deprel::Compound, Deprel::Amod, Deprel::Nsubj, Deprel::Obl])).collect();
    let inner: Vec<u32> = f.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "of" | "by")).map(|o| o.1).collect();
    for of in inner {
        for c in view.children_by(of, &[Deprel::Nmod]) {
            if let Some(p) = view.preposition(c).filter(|p| p != "of") {
                f.obliques.push((p.into(), c));
            }
        }
    }
    // "a series of attacks on X": what the count noun has, the event noun has too.
    let mut top = head;
    while let Some(h) = view
        .head(top)
        .filter(|&h| view.deprel(top) == Deprel::Nmod && view.preposition(top).as_deref() == Some("of") && RUNS.contains(&view.lemma(h)))
    {
        noun_arguments(view, h, &mut f);
        f.obliques.retain(|(_, t)| *t != top);
        if matches!(view.lemma(h), "hour" | "day" | "week" | "month" | "year") {
            // "21 years of civil war": how long, not which.
            f.modifiers.retain(|&m| view.head(m) != Some(h) || view.deprel(m) != Deprel::Nummod);
        }
        top = h;
    }
    // "launched raids and air strikes": what the verb does to the first it does to all.
    let mut first = top;
    while let Some(h) = view.head(first).filter(|&h| view.deprel(first) == Deprel::Conj && h < first && view.upos(h) == Upos::Noun) {
        first = h;
    }
    f.subjects.extend(partakers(view, head, top));
    if f.subjects.is_empty() {
        carried_out(view, knowledge, head, &mut f);
    }
    let Some(governor) = view.head(first) else { return f };
    let relation = if matches!(view.deprel(first), Deprel::Obj | Deprel::NsubjPass) { view.deprel(first) } else { view.deprel(top) };
    let governor = if relation == view.deprel(first) { governor } else { view.head(top).unwrap_or(governor) };
    let carries = matches!(relation, Deprel::Obj | Deprel::NsubjPass)
        || (relation == Deprel::Obl
            && matches!(view.preposition(top).as_deref(), Some("in" | "under" | "into"))
            && matches!(view.lemma(governor), "engage" | "participate" | "take" | "join" | "come" | "involve" | "break"));
    // "called the attack an act of war": a name for the deed, by somebody who did not do it.
    let named = relation == Deprel::Obj
        && view.lemma(governor) == "call"
        && (view.child(governor, &[Deprel::Xcomp, Deprel::Iobj]).is_some()
            || view.children_by(governor, &[Deprel::Obj]).count() > 1
            || view.children(governor).iter().any(|&c| view.lemma(c) == "what")
            || view.head(governor).is_some_and(|h| view.deprel(governor) == Deprel::AclRelcl && view.lemma(h) == "what"));
    if carries && !named && view.upos(governor) == Upos::Verb && knowledge.lexicon.is_light(&verb_lemma(view, governor)) {
        let v = verb(view, knowledge, governor);
        f.light = Some(governor);
        if matches!(view.lemma(governor), "suffer" | "sustain" | "receive" | "face" | "undergo" | "come" | "experience") {
            // Whoever suffers an attack is its target.
            f.obliques.extend(v.subjects.into_iter().map(|s| ("on".into(), s)));
        } else if !is_judged(view, governor, first) {
            f.subjects.extend(v.subjects);
        }
        f.passive = v.passive;
        f.obliques.extend(v.obliques.into_iter().filter(|(_, t)| *t != top && *t != first));
    } else if relation == Deprel::Nsubj && view.upos(governor) == Upos::Verb {
        // "the talks will take place in X", "the attack happened near Y"
        f.obliques.extend(
            verb(view, knowledge, governor)
                .obliques
                .into_iter()
                .filter(|(p, _)| matches!(p.as_str(), "in" | "at" | "near" | "between" | "outside")),
        );
        if f.obliques.iter().all(|(p, _)| p != "between") {
            f.obliques.extend(between_past_place(view, governor).map(|t| ("between".into(), t)));
        }
    }
    if f.light.is_some() && f.obliques.iter().all(|(p, _)| !matches!(p.as_str(), "against" | "on")) {
        f.obliques.extend(against_by_means(view, head).map(|t| ("against".into(), t)));
    }
    f
}

/// Nouns for how long or how often a deed was done, or for a part of it: `weeks of criticism from X`, `the start of a visit`.
const RUNS: [&str; 37] = [
    "series",
    "wave",
    "string",
    "round",
    "number",
    "spate",
    "campaign",
    "act",
    "hour",
    "day",
    "night",
    "week",
    "month",
    "year",
    "chorus",
    "torrent",
    "volley",
    "litany",
    "barrage",
    "flurry",
    "succession",
    "stream",
    "storm",
    "bout",
    "deluge",
    "hail",
    "outpouring",
    "beginning",
    "end",
    "leg",
    "outset",
    "phase",
    "set",
    "spell",
    "stage",
    "start",
    "weekend",
];

/// `a strike called by the unions`, `sanctions imposed by X on Y`: a light verb behind the noun lends it what it has.
fn carried_out(view: &View, knowledge: &Knowledge, head: u32, f: &mut Frame) {
    let Some(carrier) = view.children_by(head, &[Deprel::Acl]).find(|&c| {
        c > head
            && is_passive(view, c)
            && knowledge.lexicon.is_light(&verb_lemma(view, c))
            && !matches!(view.lemma(c), "suffer" | "sustain" | "receive" | "face")
            && view.child(c, &[Deprel::Xcomp]).is_none()
    }) else {
        return;
    };
    let v = verb(view, knowledge, carrier);
    f.subjects.extend(v.subjects.into_iter().filter(|&s| s > carrier));
    f.obliques.extend(v.obliques.into_iter().filter(|(_, t)| *t > carrier));
}

fn noun_arguments(view: &View, head: u32, f: &mut Frame) {
    for &c in view.children(head) {
        match view.deprel(c) {
            Deprel::NmodPoss => f.possessives.push(c),
            Deprel::Compound | Deprel::Amod | Deprel::NmodDesc | Deprel::Nummod => {
                // "a Greek-Turkish meeting"
                f.modifiers.extend(dashed_before(view, c));
                f.modifiers.push(c);
            }
            Deprel::Nmod | Deprel::Obl | Deprel::OblAgent => {
                if let Some(p) = view.preposition(c) {
                    f.obliques.push((p.into(), c));
                }
            }
            Deprel::Acl | Deprel::Ccomp if f.clause.is_none() && (marked_to(view, c) || marked_that(view, c)) => f.clause = Some(c),
            _ => {}
        }
    }
    if f.clause.is_none() {
        // "a call on both sides to respect the truce"
        let nouns: Vec<u32> = f.obliques.iter().map(|o| o.1).collect();
        f.clause = nouns
            .into_iter()
            .flat_map(|n| view.children_by(n, &[Deprel::Acl]).collect::<Vec<_>>())
            .find(|&c| c > head && marked_to(view, c));
    }
    if f.clause.is_none() && view.deprel(head) == Deprel::Obj {
        // "began their advance to isolate X": the clause of purpose may hang on the verb.
        let verb = view.head(head).into_iter();
        f.clause = verb
            .flat_map(|v| view.children_by(v, &[Deprel::Xcomp, Deprel::Advcl]).collect::<Vec<_>>())
            .find(|&c| c > head && marked_to(view, c));
    }
}

/// `conducted strikes in support of X using drones against Y`: whom the means are used against.
fn against_by_means(view: &View, noun: u32) -> Option<u32> {
    let used = |t: u32| std::iter::successors(Some(t), |&t| view.head(t)).take_while(|&t| t != noun).any(|t| view.lemma(t) == "use");
    view.subtree(noun).find(|&t| t > noun && view.preposition(t).as_deref() == Some("against") && used(t))
}

/// `a Greek-Turkish meeting`: the first of two words that a dash joins.
pub fn dashed_before(view: &View, second: u32) -> Option<u32> {
    let first = second.checked_sub(2).filter(|&t| view.form(t + 1) == "-" && view.head(t) == Some(second))?;
    matches!(view.deprel(first), Deprel::Amod | Deprel::Compound).then_some(first)
}

/// `claims that X did it`.
fn marked_that(view: &View, verb: u32) -> bool {
    view.children_by(verb, &[Deprel::Mark]).any(|m| view.lemma(m) == "that")
}
