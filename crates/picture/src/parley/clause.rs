//! The verb around a noun for talks.

use truceline_events::{Scene, Status, frames, status};
use truceline_syntax::{Deprel, Upos, Xpos};

/// How far up the clause around the noun is looked at.
pub(super) const REACH: usize = 4;

/// What the verb above the noun says of the talks.
pub(super) struct Clause {
    pub verb: u32,
    pub subjects: Vec<u32>,
    pub status: Status,
    /// The verb says that its subject takes part.
    pub takes_part: bool,
    /// Its subjects settle something in the talks, or fail to.
    pub bargained: bool,
}

/// The verb around the talks and what it makes of them.
pub(super) fn clause(scene: Scene, top: u32) -> Option<Clause> {
    let view = scene.view;
    let mut at = top;
    for _ in 0..REACH {
        let head = view.head(at)?;
        if matches!(view.upos(head), Upos::Verb | Upos::Adj) {
            return Some(read_clause(scene, top, at, head));
        }
        at = head;
    }
    None
}

fn read_clause(scene: Scene, top: u32, at: u32, verb: u32) -> Clause {
    let view = scene.view;
    let lemma = frames::verb_lemma(view, verb);
    let frame = frames::frame(view, scene.knowledge, verb);
    let status = frame.as_ref().map_or(Status::Occurred, |f| status::read(scene, f).status);
    let relation = view.deprel(at);
    let preposition = view.preposition(at).unwrap_or_default();
    let lexicon = &scene.knowledge.lexicon;
    let joins = matches!(
        lemma.as_str(),
        "hold"
            | "have"
            | "attend"
            | "join"
            | "begin"
            | "start"
            | "resume"
            | "open"
            | "enter"
            | "lead"
            | "head"
            | "continue"
            | "conduct"
            | "plan"
            | "schedule"
            | "restart"
            | "reopen"
            | "finish"
            | "conclude"
            | "end"
            | "complete"
            | "arrange"
            | "host"
            | "boycott"
            | "skip"
            | "cancel"
            | "call_off"
            | "postpone"
            | "abandon"
            | "suspend"
            | "break_off"
            | "walk_out"
            | "quit"
            | "call"
            | "seek"
    );
    let beside =
        matches!(preposition.as_str(), "in" | "after" | "during" | "at" | "following" | "for" | "into" | "to" | "from" | "of" | "before");
    let with = view.children_by(top, &[Deprel::Nmod, Deprel::Obl]).any(|c| view.preposition(c).as_deref() == Some("with"));
    let left = super::breaks_off(&lemma) || matches!(lemma.as_str(), "pull" | "walk");
    let oblique = matches!(relation, Deprel::Obl | Deprel::Nmod)
        && (beside && (with || reaches_by_deed(&lemma) || engaged(&lemma))
            || left && matches!(preposition.as_str(), "from" | "out of" | "of" | "out"));
    // "X and Y issued a statement after talks in Z": whoever acts together then had talked.
    let afterwards = matches!(relation, Deprel::Obl)
        && at == top
        && matches!(preposition.as_str(), "after" | "following")
        && !with
        && view.children_by(top, &[Deprel::NmodPoss, Deprel::Det]).next().is_none()
        && frame.as_ref().is_some_and(|f| !f.passive && scene.people(&f.subjects).len() > 1);
    // "X and Y agreed on a truce in talks in Z"
    let bargained = matches!(view.preposition(top).as_deref(), Some("in" | "at" | "during"))
        && matches!(
            lemma.as_str(),
            "agree" | "sign" | "reach" | "fail" | "promise" | "pledge" | "accept" | "commit" | "settle" | "conclude" | "discuss"
        )
        && frame.as_ref().is_some_and(|f| !f.passive && scene.people(&f.subjects).len() > 1);
    let takes_part = afterwards
        || bargained
        || relation == Deprel::Obj && (joins || lexicon.is_light(&lemma))
        || oblique && at == top
        || oblique && relation == Deprel::Obl;
    let subjects = match &frame {
        Some(f) if f.passive && engaged(&lemma) => f.objects.clone(),
        Some(f) if !f.passive && f.subjects.is_empty() => {
            view.head(verb).map(|h| view.children_by(h, &[Deprel::Nsubj]).collect()).unwrap_or_default()
        }
        Some(f) if !f.passive => f.subjects.clone(),
        Some(f) if relation == Deprel::NsubjPass => f.subjects.clone(),
        _ => Vec::new(),
    };
    Clause { verb, subjects: nearest_subjects(scene, verb, subjects), status, takes_part, bargained }
}

/// `the council and the guards agreed to hold`: where the tree loses the subject, the people right before the verb.
fn nearest_subjects(scene: Scene, verb: u32, subjects: Vec<u32>) -> Vec<u32> {
    let view = scene.view;
    let mut at = verb;
    for _ in 0..REACH {
        if let Some(before) = at.checked_sub(1).filter(|&b| {
            view.upos(at) == Upos::Verb
                && view.child(at, &[Deprel::Nsubj, Deprel::NsubjPass]).is_none()
                && matches!(view.xpos(at), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
                && view.sentence_index(b) == view.sentence_index(at)
        }) {
            let plural = matches!(view.xpos(before), Xpos::Nns | Xpos::Nnps | Xpos::Nn | Xpos::Nnp);
            if plural && view.deprel(before) == Deprel::Conj && scene.mentions.is_participant(view, scene.knowledge, before) {
                return view.head(before).into_iter().chain([before]).collect();
            }
        }
        match view.head(at) {
            Some(h) if matches!(view.deprel(at), Deprel::Xcomp | Deprel::Advcl) => at = h,
            _ => break,
        }
    }
    subjects
}

/// Verbs of coming to, speaking at and parting after talks.
pub(super) fn reaches_by_deed(lemma: &str) -> bool {
    matches!(
        lemma,
        "arrive"
            | "fly"
            | "travel"
            | "go"
            | "come"
            | "send"
            | "meet"
            | "gather"
            | "sit_down"
            | "sign"
            | "agree"
            | "reach"
            | "return"
            | "be"
            | "invite"
            | "leave"
            | "dispatch"
    )
}

fn engaged(lemma: &str) -> bool {
    matches!(lemma, "involve" | "engage" | "participate" | "take" | "take_part" | "join" | "enter" | "sit_down")
}
