//! Recipients that another clause names.

use truceline_knowledge::{EventType, Pattern};
use truceline_syntax::{Deprel, Upos};

use crate::{
    frames::{self, Frame},
    matching::Scene,
    targets::recipient,
    who::{Sides, participant},
};

/// The prepositions under which a deed names whom it is for or against, likeliest first.
const TOWARDS: [&str; 7] = ["against", "to", "with", "for", "on", "at", "from"];

/// `investigates claims that X did it`: X, not the one who claims.
pub(crate) fn accused_in_claims(scene: Scene, frame: &Frame, pattern: &Pattern) -> Vec<u32> {
    let view = scene.view;
    let claims = |t: &u32| matches!(view.lemma(*t), "claim" | "report" | "allegation" | "accusation" | "charge" | "suspicion");
    let claimed = frame.objects.iter().filter(|t| pattern.event_type == EventType::Accuse && claims(t));
    let clauses = claimed.flat_map(|&t| view.children_by(t, &[Deprel::Acl, Deprel::Ccomp])).filter(|&c| view.upos(c) == Upos::Verb);
    clauses.flat_map(|c| frames::subjects(view, c, 2)).filter(|&t| participant(scene, t)).collect()
}

/// `sent fighters to Syria to support X`: X, not the place they went to.
pub(crate) fn helped(scene: Scene, frame: &Frame, pattern: &Pattern, out: &mut Sides) {
    let view = scene.view;
    if pattern.event_type != EventType::Aid || !frame.is_verb {
        return;
    }
    let helps = |c: &u32| {
        matches!(view.lemma(*c), "support" | "help" | "assist" | "back" | "aid" | "reinforce" | "protect" | "defend")
            && view.children_by(*c, &[Deprel::Mark]).any(|m| view.lemma(m) == "to")
    };
    let holders = frame.objects.iter().chain([&frame.head]);
    let purpose = holders.flat_map(|&h| view.children_by(h, &[Deprel::Advcl, Deprel::Acl, Deprel::Xcomp]).collect::<Vec<_>>()).find(helps);
    if let Some(purpose) = purpose.and_then(|p| frames::frame(view, scene.knowledge, p)) {
        // "to help its army" tells less than the place does.
        let own = |t: &u32| view.children_by(*t, &[Deprel::NmodPoss]).any(|c| view.upos(c) == Upos::Pron);
        let objects: Vec<u32> = purpose.objects.iter().copied().filter(|t| !own(t)).collect();
        take(scene, &purpose, pattern, &objects, out);
    }
}

/// Fills the recipients of a predicate that names none itself.
///
/// `demanded that X resign` asks X; `vowed to support X` and `threatened to attack X` concern X; `supports X by providing
/// fuel` provides it to X; `marched to denounce X` protests against X.
pub(crate) fn recipients(scene: Scene, frame: &Frame, pattern: &Pattern, out: &mut Sides) {
    use EventType as T;
    let view = scene.view;
    match pattern.event_type {
        T::Request => {
            if let Some(clause) = clause(scene, frame) {
                let passive = frames::is_passive(view, clause);
                let asked = if passive { frames::passive_objects(view, clause) } else { frames::subjects(view, clause, 0) };
                take(scene, frame, pattern, &asked, out);
            }
        }
        T::Agree | T::Reject | T::Concede | T::Threaten => {
            if let Some(deed) = clause(scene, frame) {
                of_deed(scene, deed, pattern, out);
                let below = || view.children_by(deed, &[Deprel::Xcomp, Deprel::Ccomp]).filter(|&c| view.upos(c) == Upos::Verb);
                below().for_each(|c| of_deed(scene, c, pattern, out));
            }
            take_conditions(scene, frame, pattern, out);
        }
        T::Retreat => take_conditions(scene, frame, pattern, out),
        T::Aid | T::Support | T::Cooperate if frame.is_verb && view.deprel(frame.head) == Deprel::Advcl => {
            let by = view.children_by(frame.head, &[Deprel::Mark]).any(|m| view.lemma(m) == "by");
            if let Some(deed) = view.head(frame.head).filter(|_| by) {
                of_deed(scene, deed, pattern, out);
            }
        }
        T::Protest => {
            let top = frame.light.unwrap_or(frame.head);
            let purposes: Vec<u32> = view.children_by(top, &[Deprel::Advcl, Deprel::Xcomp, Deprel::Acl]).collect();
            for purpose in purposes.into_iter().filter(|&p| p > top) {
                of_deed(scene, purpose, pattern, out);
            }
        }
        _ => {}
    }
}

/// `threatened to leave the talks if X attends`, `will withdraw if X stops its attacks`: whoever can avert or bring about the deed.
fn take_conditions(scene: Scene, frame: &Frame, pattern: &Pattern, out: &mut Sides) {
    if out.actors.is_empty() {
        return;
    }
    let view = scene.view;
    let heads = std::iter::once(frame.head).chain(clause(scene, frame));
    let clauses = heads.flat_map(|h| view.children_by(h, &[Deprel::Advcl]).collect::<Vec<_>>());
    let conditional = |c: &u32| {
        let first = view.children(*c).iter().copied().find(|&k| matches!(view.deprel(k), Deprel::Mark | Deprel::Aux));
        first.is_some_and(|m| matches!(view.lemma(m), "if" | "unless" | "should" | "until"))
    };
    let named: Vec<u32> = clauses.filter(conditional).flat_map(|c| frames::subjects(view, c, 0)).collect();
    take(scene, frame, pattern, &named, out);
}

/// The clause that says what is asked, promised or threatened; of a noun also a clause with `that`.
fn clause(scene: Scene, frame: &Frame) -> Option<u32> {
    let that = || scene.view.children_by(frame.head, &[Deprel::Acl, Deprel::Ccomp]).find(|&c| c > frame.head);
    frame.clause.or_else(|| if frame.is_verb { None } else { that() })
}

/// The object of a deed, else whom its prepositions name.
fn of_deed(scene: Scene, deed: u32, pattern: &Pattern, out: &mut Sides) {
    let Some(f) = frames::frame(scene.view, scene.knowledge, deed) else { return };
    take(scene, &f, pattern, &f.objects, out);
    for preposition in TOWARDS {
        let named: Vec<u32> = f.obliques.iter().filter(|(p, _)| p == preposition).map(|o| o.1).collect();
        take(scene, &f, pattern, &named, out);
    }
}

/// Adds those whom the arguments name, unless some are known by now.
fn take(scene: Scene, frame: &Frame, pattern: &Pattern, arguments: &[u32], out: &mut Sides) {
    if !out.recipients.is_empty() {
        return;
    }
    for &argument in arguments {
        let found = recipient(scene, frame, pattern, argument, out);
        out.add_recipients(found);
    }
}
