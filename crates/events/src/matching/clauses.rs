//! Conditions on the clause that a predicate governs.

use compact_str::CompactString;
use truceline_knowledge::Filler;
use truceline_mentions::NameKind;
use truceline_syntax::{Deprel, Upos, View, Xpos};

use super::{Scene, fits};
use crate::frames::{self, Frame};

/// `said the raid was a mistake`, `said X was behind the attack`: what the clause says of its subject.
pub(super) fn is_said(scene: Scene, frame: &Frame, fillers: &[Filler]) -> bool {
    let view = scene.view;
    let predicate = |&c: &u32| view.upos(c) != Upos::Verb || view.child(c, &[Deprel::Cop]).is_some();
    let Some(head) = frame.clause.filter(predicate).filter(|&c| !frames::negated(view, c) && !frames::negated_by_no(view, c)) else {
        return false;
    };
    let preposition = view.preposition(head).filter(|_| view.child(head, &[Deprel::Cop]).is_some());
    fillers.iter().any(|f| match f {
        Filler::Lemma(l) if preposition.as_deref() == Some(l.as_str()) => true,
        // "the rebels were to blame"
        Filler::Lemma(l) if frames::marked_to(view, head) => l.strip_prefix("to ").is_some_and(|verb| verb == view.lemma(head)),
        // Inside a phrase the noun is no predicate.
        _ => preposition.is_none() && (fits(scene, head, f) || is_so_judged(scene, head, f)),
    })
}

/// `said the trial was an unfair contest`: the adjective before the noun is of the class.
fn is_so_judged(scene: Scene, noun: u32, filler: &Filler) -> bool {
    let Filler::Class(class) = filler else { return false };
    let mut adjectives = scene.view.children_by(noun, &[Deprel::Amod]);
    scene.view.upos(noun) == Upos::Noun && adjectives.any(|a| scene.knowledge.lexicon.in_class(class, scene.view.lemma(a)))
}

/// `will boycott the vote unless they get seats`: the deed hangs on a condition.
pub(super) fn is_conditional(view: &View, frame: &Frame) -> bool {
    let marked = |c: u32| {
        view.children_by(c, &[Deprel::Mark]).any(|m| matches!(view.lemma(m), "if" | "unless" | "provided"))
            || view.children(c).first().is_some_and(|&f| view.deprel(f) == Deprel::Aux && view.lemma(f) == "should")
    };
    [Some(frame.head), frame.clause].into_iter().flatten().any(|h| view.children_by(h, &[Deprel::Advcl]).any(marked))
}

/// `told them to leave or be evicted`, `must disarm or face war`: what the clause asks has an evil for its alternative.
pub(super) fn has_alternative(view: &View, clause: u32) -> bool {
    const EVILS: [&str; 9] = ["die", "endure", "face", "lose", "pay", "perish", "regret", "risk", "suffer"];
    let evil = |&c: &u32| {
        view.child(c, &[Deprel::Nsubj]).is_none() && (view.child(c, &[Deprel::AuxPass]).is_some() || EVILS.contains(&view.lemma(c)))
    };
    let or = |&c: &u32| view.child(c, &[Deprel::Cc]).is_some_and(|m| matches!(view.lemma(m), "or" | "otherwise"));
    view.children_by(clause, &[Deprel::Conj]).filter(or).any(|c| evil(&c))
}

pub(super) fn object_is(scene: Scene, frame: &Frame, fillers: &[Filler]) -> bool {
    let verbs = frame.clause.into_iter().chain(frame.clause.and_then(|c| begun(scene.view, c)));
    let mut clauses = verbs.filter_map(|c| frames::frame(scene.view, scene.knowledge, c));
    clauses.any(|f| f.objects.iter().any(|&o| fillers.iter().any(|x| fits(scene, o, x))))
}

/// `must withdraw`, `needs to withdraw`; not `must have withdrawn`.
pub(super) fn has_modal(view: &View, clause: u32, words: &[CompactString]) -> bool {
    let negated = frames::negated(view, clause);
    let wanted = |t: u32| words.iter().any(|w| w == view.lemma(t));
    let inverted = is_inverted(view, clause);
    let mut auxiliaries = view.children_by(clause, &[Deprel::Aux]).filter(|_| !inverted);
    let perfect = view.children_by(clause, &[Deprel::Aux]).any(|a| view.lemma(a) == "have");
    if perfect {
        // "should have stopped", "ought not to have fired": what was left undone, or done wrong
        let should = view.children_by(clause, &[Deprel::Aux]).any(|a| matches!(view.lemma(a), "should" | "ought"));
        return should && words.iter().any(|w| w == "should_have");
    }
    // "must not attack" asks, "need not attack" does not.
    let binds = view.children_by(clause, &[Deprel::Aux]).any(|a| view.lemma(a) == "must");
    (!negated || binds) && (auxiliaries.any(wanted) || wanted(clause) && deed(view, clause) != clause)
}

/// `unthinkable to do nothing should the army attack`: a condition, and nobody is asked.
fn is_inverted(view: &View, clause: u32) -> bool {
    let subject = view.child(clause, &[Deprel::Nsubj, Deprel::NsubjPass]).filter(|&s| s < clause);
    let first = view.child(clause, &[Deprel::Aux]);
    first.zip(subject).is_some_and(|(auxiliary, subject)| auxiliary < subject)
}

/// `that the army leave`, `that he be freed`, `that the army should leave`: what is wished for; a verb of another form tells what is.
pub(super) fn is_subjunctive(view: &View, clause: u32) -> bool {
    let base = |t: u32| view.form(t).eq_ignore_ascii_case(view.lemma(t));
    let mut helpers = view.children_by(clause, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop]);
    let wished = |t: u32| matches!(view.lemma(t), "should" | "must" | "do") || base(t) && view.lemma(t) == "be";
    match view.child(clause, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop]) {
        Some(_) => helpers.all(wished),
        None => view.upos(clause) == Upos::Verb && base(clause) && !frames::marked_to(view, clause),
    }
}

/// `may have violated`, `would be wrong`: one of these auxiliaries stands at the clause's verb.
pub(super) fn has_auxiliary(view: &View, clause: u32, words: &[CompactString]) -> bool {
    view.children_by(clause, &[Deprel::Aux]).any(|a| words.iter().any(|w| w == view.lemma(a)))
}

/// The verb that a clause is about: `needs to withdraw` is about withdrawing.
fn deed(view: &View, clause: u32) -> u32 {
    let infinitive = |c: &u32| view.children_by(*c, &[Deprel::Mark]).any(|m| view.lemma(m) == "to");
    match view.lemma(clause) {
        "need" | "have" | "ought" => view.children_by(clause, &[Deprel::Xcomp]).find(infinitive).unwrap_or(clause),
        _ => clause,
    }
}

/// Those of whom the complement speaks, where it has a subject of its own.
pub(super) fn subjects(view: &View, frame: &Frame) -> Vec<u32> {
    let subjects = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::NsubjOuter];
    frame.clause.map(|c| view.children_by(c, &subjects).collect()).unwrap_or_default()
}

/// `the army said it will`, `the army said its men will`: not of somebody else.
pub(super) fn speaks_of_own(scene: Scene, frame: &Frame) -> bool {
    let view = scene.view;
    let pronoun = |t: u32| frame.subjects.is_empty() && is_pronoun(view, t) || frame.subjects.iter().any(|&s| may_mean(scene, t, s));
    let subjects = subjects(view, frame);
    subjects.iter().any(|&s| {
        pronoun(s)
            || view.children_by(s, &[Deprel::NmodPoss]).any(pronoun)
            || frame.subjects.iter().any(|&t| is_state_of(scene, s, t))
            || frame.subjects.iter().any(|&t| t == s || view.lemma(t) == view.lemma(s))
    })
}

/// `Egypt's president said Cairo will`: the state for which whoever speaks holds a post.
fn is_state_of(scene: Scene, state: u32, speaker: u32) -> bool {
    let country = |t: u32| scene.mentions.name_headed_by(t).is_some_and(|n| matches!(n.kind, NameKind::Country | NameKind::Seat));
    let people = |t: u32| scene.mentions.participants(scene.view, scene.knowledge, t);
    let governs = |code: &str, state: &str| code.get(..3) == Some(state) && matches!(code.get(3..), Some("GOV" | "MIL"));
    country(state)
        && people(state)
            .iter()
            .filter_map(|p| p.codes.first())
            .any(|own| people(speaker).iter().any(|p| p.codes.first().is_some_and(|code| governs(code, own.get(..3).unwrap_or_default()))))
}

fn is_pronoun(view: &View, t: u32) -> bool {
    matches!(view.lemma(t), "it" | "he" | "she" | "they" | "we" | "I" | "i" | "its" | "his" | "her" | "their" | "our" | "my")
}

/// False for a word that is no pronoun, and for one that cannot stand for whoever speaks: `the army said he must go`.
fn may_mean(scene: Scene, pronoun: u32, speaker: u32) -> bool {
    let view = scene.view;
    if !is_pronoun(view, pronoun) {
        return false;
    }
    let kind = scene.mentions.name_headed_by(speaker).map(|n| n.kind);
    let several = view.child(speaker, &[Deprel::Conj]).is_some();
    let plural = several || matches!(view.xpos(speaker), Xpos::Nns | Xpos::Nnps);
    let lexicon = &scene.knowledge.lexicon;
    let noun = kind.is_none() && view.upos(speaker) == Upos::Noun;
    let body = match kind {
        Some(kind) => matches!(kind, NameKind::Body | NameKind::Country | NameKind::Seat),
        None => noun && lexicon.naming.collective.contains(view.lemma(speaker)),
    };
    let person = kind == Some(NameKind::Person) || noun && !body && lexicon.role(view.lemma(speaker)).is_some();
    match view.lemma(pronoun) {
        "he" | "she" | "his" | "her" => !plural && !body,
        // "the United States says it will"
        "it" | "its" => !person && (!plural || body && kind.is_some() && !several),
        "they" | "their" => plural || !person,
        _ => true,
    }
}

/// True where the complement's verb is one of the lemmas, and is negated or not, as asked.
pub(super) fn verb_is(scene: Scene, frame: &Frame, lemmas: &[CompactString], negated: bool) -> bool {
    let view = scene.view;
    // "voted against sending troops"
    let against = |c: u32| {
        matches!(view.lemma(frame.head), "vote" | "decide" | "opt" | "choose" | "rule")
            && view.children_by(c, &[Deprel::Mark]).any(|m| view.lemma(m) == "against")
    };
    let undone = |c: &u32| frames::negated(view, *c) || against(*c);
    let Some(clause) = frame.clause.map(|c| deed(view, c)).filter(|c| undone(c) == negated) else {
        return false;
    };
    [Some(clause), begun(view, clause)].into_iter().flatten().any(|c| {
        let full = frames::verb_lemma(scene.view, c);
        lemmas.iter().any(|l| *l == full || *l == scene.view.lemma(c))
    })
}

/// `continue attacking ships`, `is trying to build a bomb`: the verb that tells what is gone on with, begun or tried.
fn begun(view: &View, clause: u32) -> Option<u32> {
    let goes_on = matches!(view.lemma(clause), "continue" | "keep" | "begin" | "start" | "try" | "seek" | "attempt");
    view.child(clause, &[Deprel::Xcomp]).filter(|_| goes_on)
}

/// `gathered in the square, demanding reforms`: the clause in -ing beside the verb has one of these verbs.
pub(super) fn participle_is(view: &View, verb: u32, lemmas: &[CompactString]) -> bool {
    frames::participles(view, verb).any(|c| {
        let full = frames::verb_lemma(view, c);
        lemmas.iter().any(|l| *l == full || *l == view.lemma(c))
    })
}
