//! Deeds that make a record though the text names nobody who did or suffered them.

use truceline_knowledge::{EventType, Pattern};
use truceline_mentions::quantities;
use truceline_syntax::{Deprel, Upos, View, Xpos};

use crate::{
    coding,
    event::Status,
    frames::{self, Frame},
    matching::Scene,
    slots, who,
};

/// True where the words around a deed without sides tell that it happened.
pub(crate) fn stands(scene: Scene, frame: &Frame, pattern: &Pattern, sides: &who::Sides) -> bool {
    // Only who governs a place can do these.
    if frame.is_verb && matches!(pattern.mode.as_deref(), Some("curfew" | "martial-law" | "police")) {
        return true;
    }
    let view = scene.view;
    if coding::speaks_itself(view, frame) {
        return true; // "we condemn", in a statement that does not name its author
    }
    if pattern.event_type == EventType::Agree {
        // "a truce in 1994": the report's two sides are meant, if it has them.
        let dated = || slots::date(scene, frame, Status::Occurred, false).is_some_and(|d| d.span.is_some());
        return !pattern.together.is_empty() && (is_broken(view, frame.head) || dated());
    }
    if pattern.event_type == EventType::Support && frame.passive && signs(scene, frame) {
        return true; // "the accord was signed": by those who made it, where the report tells of them
    }
    if frame.is_verb && is_told_of_place(scene, frame, pattern, sides) {
        return true;
    }
    if pattern.event_type == EventType::Consult && !frame.is_verb {
        return takes_place(scene, frame);
    }
    // "orders are in force"
    let in_force = || view.upos(frame.head) != Upos::Verb;
    if pattern.event_type == EventType::Coerce && frame.is_verb && (frame.passive || in_force()) {
        return is_measure(scene, frame, pattern);
    }
    if pattern.event_type == EventType::Coerce && !frame.is_verb {
        // "mass arrests followed the coup"
        let made = || frame.light.is_some_and(|v| are_made(view, v, frame.head));
        return pattern.mode.as_deref() == Some("arrest") && (is_told(scene, frame) || made());
    }
    if !matches!(pattern.event_type, EventType::Assault | EventType::Protest) {
        return false;
    }
    if !frame.is_verb && is_matter(scene, frame.head) {
        return false;
    }
    // "two trucks were set ablaze"
    if frame.is_verb && frame.passive && pattern.mode.as_deref() == Some("destroy") {
        return true;
    }
    // "tens of thousands marched on the palace"
    let many = |&s: &u32| quantities::vague(view.form(s)).is_some() || matches!(view.lemma(s), "thousand" | "hundred" | "ten" | "dozen");
    if frame.is_verb && !frame.passive && pattern.event_type == EventType::Protest && frame.subjects.iter().any(many) {
        return true;
    }
    let happens = |v: u32| is_happening(scene, "subject", &frames::verb_lemma(view, v));
    // "fighting broke out in Aden": a verb of happening lends the noun its place.
    let lent = !frame.is_verb && view.deprel(frame.head) == Deprel::Nsubj && view.head(frame.head).is_some_and(happens);
    // "clashes in April", "the riots, which broke out on Friday"
    let dated = !frame.is_verb && frame.obliques.iter().any(|o| scene.mentions.time_at(o.1).is_some());
    let told_below = !frame.is_verb && view.children_by(frame.head, &[Deprel::AclRelcl]).any(happens);
    // "collapsed in renewed fighting"
    let fresh = |c: u32| matches!(view.lemma(c), "renewed" | "renew" | "fresh" | "heavy" | "fierce" | "intense");
    let fought = !frame.is_verb && !pattern.together.is_empty() && frame.modifiers.iter().any(|&m| fresh(m));
    sides.place.is_some()
        || fought
        || dated
        || told_below
        || !frame.is_verb && is_series(view, frame)
        || is_told(scene, frame)
        || slots::place(scene, frame, None, lent).is_some()
}

/// `the deal was signed`: an agreement that was told of before.
fn signs(scene: Scene, frame: &Frame) -> bool {
    let view = scene.view;
    let told = |&o: &u32| {
        scene.knowledge.lexicon.in_class("agreement", view.lemma(o))
            && view.children_by(o, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "the" | "this" | "that"))
    };
    matches!(view.lemma(frame.head), "sign" | "initial" | "ink") && frame.objects.iter().any(told)
}

/// `the truce is holding`, `the siege of Taiz was lifted`, `aid was delivered in Tigray`: a truce that is kept, and what is yielded,
/// moved or given at a named place.
fn is_told_of_place(scene: Scene, frame: &Frame, pattern: &Pattern, sides: &who::Sides) -> bool {
    let placed = || sides.place.is_some() || slots::place(scene, frame, None, false).is_some();
    match pattern.event_type {
        // "a truce that began in 2018" names the truce.
        EventType::Retreat => {
            frame.passive && placed() || pattern.mode.as_deref() == Some("ceasefire") && scene.view.deprel(frame.head) != Deprel::AclRelcl
        }
        EventType::Mobilize | EventType::Aid => placed(),
        // "the curfew was eased": only who imposed it can.
        EventType::Concede => frame.passive && !pattern.conditions.is_empty(),
        _ => false,
    }
}

/// `talks will cover violence in Gaza`, `anyone who carries out such attacks`: a matter that is spoken of, or a kind of deed.
fn is_matter(scene: Scene, noun: u32) -> bool {
    let view = scene.view;
    let kind = view.children_by(noun, &[Deprel::Amod, Deprel::Det, Deprel::DetPredet]).any(|c| view.lemma(c) == "such");
    let first = |t: &u32| view.head(*t).filter(|_| view.deprel(*t) == Deprel::Conj);
    let listed = std::iter::successors(Some(noun), first).take(8).last().unwrap_or(noun);
    let spoken_of =
        view.deprel(listed) == Deprel::Obj && view.head(listed).is_some_and(|v| scene.knowledge.lexicon.in_class("topical", view.lemma(v)));
    kind || spoken_of || view.preposition(listed).as_deref() == Some("about")
}

/// `talks will open in Geneva in April`: a meeting of nobody named is told with its place or day.
fn takes_place(scene: Scene, frame: &Frame) -> bool {
    let view = scene.view;
    let counted = view.head(frame.head).filter(|_| view.preposition(frame.head).as_deref() == Some("of"));
    let subject = counted.unwrap_or(frame.head);
    let begins = |v: u32| {
        let verb = frames::verb_lemma(view, v);
        is_happening(scene, "subject", &verb)
            || matches!(verb.as_str(), "open" | "convene" | "hold" | "collapse" | "conclude" | "restart")
            || is_under_way(view, v)
    };
    let told = matches!(view.deprel(subject), Deprel::Nsubj | Deprel::NsubjPass) && view.head(subject).is_some_and(begins);
    told && slots::place(scene, frame, None, true).is_some()
}

/// `airports will be closed`, `dozens were arrested`: measures that only authorities take, and arrests of so many.
fn is_measure(scene: Scene, frame: &Frame, pattern: &Pattern) -> bool {
    let counted = |t: u32| scene.view.upos(t) == Upos::Num || quantities::vague(scene.view.form(t)).is_some();
    match pattern.mode.as_deref() {
        Some("restrict" | "censor" | "withhold") => true,
        Some("arrest") => frame.objects.iter().any(|&o| counted(o)),
        _ => false,
    }
}

/// `twelve arrests were made`
fn are_made(view: &View, verb: u32, noun: u32) -> bool {
    view.lemma(verb) == "make" && frames::is_passive(view, verb) && view.xpos(noun) == Xpos::Nns
}

/// `violated a peace deal`: an agreement that is first heard of where it is broken.
fn is_broken(view: &View, noun: u32) -> bool {
    let breaks = |v: u32| matches!(view.lemma(v), "violate" | "breach" | "break" | "end");
    let first = view.child(noun, &[Deprel::Det]).is_some_and(|d| matches!(view.lemma(d), "a" | "an"));
    first && matches!(view.deprel(noun), Deprel::Obj | Deprel::NsubjPass) && view.head(noun).is_some_and(breaks)
}

/// `after mass protests`, `fighting went on`, `the country suffered coups`: the words around a noun tell that it happened.
fn is_told(scene: Scene, frame: &Frame) -> bool {
    let view = scene.view;
    let Some(governor) = view.head(frame.head) else { return false };
    let governed = |list: &str| view.upos(governor) == Upos::Verb && is_happening(scene, list, &frames::verb_lemma(view, governor));
    match view.deprel(frame.head) {
        Deprel::Nsubj | Deprel::OblAgent => governed("subject") || is_under_way(view, governor),
        Deprel::Obj | Deprel::NsubjPass => governed("object"),
        Deprel::Obl => {
            let preposition = view.preposition(frame.head).unwrap_or_default();
            is_happening(scene, "preposition", &preposition) || preposition == "in" && governed("harm_in")
        }
        _ => false,
    }
}

/// `is under way`, `got under way`, `is underway`.
pub(crate) fn is_under_way(view: &View, predicate: u32) -> bool {
    let says = |t: u32| view.lemma(t) == "underway" || view.lemma(t) == "way" && view.preposition(t).as_deref() == Some("under");
    says(predicate) || view.children_by(predicate, &[Deprel::Obl, Deprel::Advmod, Deprel::Xcomp]).any(says)
}

fn is_happening(scene: Scene, list: &str, lemma: &str) -> bool {
    scene.knowledge.lexicon.is_happening(list, lemma)
}

/// `a string of kidnappings`, `days of rioting`, `three raids`: told as so many, whoever did it.
fn is_series(view: &View, frame: &Frame) -> bool {
    let many = |h: u32| {
        matches!(
            view.lemma(h),
            "string"
                | "series"
                | "wave"
                | "spate"
                | "day"
                | "week"
                | "weekend"
                | "month"
                | "year"
                | "night"
                | "round"
                | "flurry"
                | "outbreak"
        )
    };
    let of_many = view.head(frame.head).filter(|_| view.preposition(frame.head).as_deref() == Some("of")).is_some_and(many);
    of_many || view.child(frame.head, &[Deprel::Nummod]).is_some()
}
