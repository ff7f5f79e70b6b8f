//! What is told as background from an earlier period, beside what its own date says.

use truceline_syntax::{Deprel, Upos, Xpos};
use truceline_text::BlockKind;

use crate::{
    event::{Event, Status},
    matching::Scene,
};

/// Marks as historical what is told together with what was long ago, and all that an encyclopaedia tells.
pub(crate) fn mark(scene: Scene, events: &mut [Event]) {
    if is_encyclopaedic(scene) {
        for event in events.iter_mut().filter(|e| matches!(e.status, Status::Occurred | Status::Denied | Status::Negated)) {
            event.historical = true;
        }
        return;
    }
    for i in 0..events.len() {
        let e = &events[i];
        let open = !e.historical && e.status == Status::Occurred && e.date.as_ref().is_none_or(|d| d.span.is_none());
        let past = open && is_past(scene, e.head);
        if past && (events[..i].iter().any(|old| goes_on(scene, old, e)) || is_next_in_story(scene, &events[..i], e)) {
            events[i].historical = true;
            events[i].reasons.push("told together with what was long ago".to_owned());
        }
    }
}

/// `The party boycotted the vote in 2006. They accused the rulers of fraud.`: a sentence without a time of its own, in the past,
/// goes on with what the one before told of long ago and of nothing else.
fn is_next_in_story(scene: Scene, before: &[Event], event: &Event) -> bool {
    let view = scene.view;
    let told: Vec<&Event> = before.iter().filter(|o| o.sentence + 1 == event.sentence).collect();
    let leads = |t: u32| {
        let top = view.head(t).filter(|_| matches!(view.deprel(t), Deprel::Conj | Deprel::Obj)).unwrap_or(t);
        view.deprel(top) == Deprel::Root
    };
    let old = told.iter().all(|o| o.historical && o.status == Status::Occurred) && told.iter().any(|o| leads(o.head));
    let Some(sentence) = view.sentence(event.head).filter(|_| old) else { return false };
    let timed = sentence.tokens.clone().any(|t| scene.mentions.time_at(t).is_some());
    let root = sentence.tokens.clone().find(|&t| view.deprel(t) == Deprel::Root);
    let narrates = root.is_some_and(|r| is_past(scene, r) && matches!(view.xpos(r), Xpos::Vbd | Xpos::Vbn));
    !timed && narrates && is_under_root(scene, event, root)
}

/// The event is what the sentence tells, not what somebody says in it.
fn is_under_root(scene: Scene, event: &Event, root: Option<u32>) -> bool {
    let view = scene.view;
    let up = |&t: &u32| view.head(t).filter(|_| !matches!(view.deprel(t), Deprel::Ccomp | Deprel::Parataxis));
    root.is_some_and(|r| std::iter::successors(Some(event.head), up).take(8).any(|t| t == r))
}

/// A plain past or pluperfect: `refused`, `had refused`, not `has refused`.
fn is_past(scene: Scene, head: u32) -> bool {
    let view = scene.view;
    let verb = if view.upos(head) == Upos::Verb { head } else { return false };
    let now = |a: u32| matches!(view.form(a), "has" | "have" | "is" | "are" | "'s" | "'ve" | "will");
    let aux = [Deprel::Aux, Deprel::AuxPass, Deprel::Cop];
    matches!(view.xpos(verb), Xpos::Vbd | Xpos::Vbn | Xpos::Vbg) && !view.children_by(verb, &aux).any(now)
}

/// The event goes on from the old one in the same sentence: `won the vote in 1990, but the army refused to yield`, `overthrew the
/// king in 1991 and turned on each other`.
fn goes_on(scene: Scene, old: &Event, event: &Event) -> bool {
    let view = scene.view;
    let told = old.historical && old.sentence == event.sentence && old.status == Status::Occurred && old.head < event.head;
    let mut at = event.head;
    for _ in 0..4 {
        let joined = matches!(view.deprel(at), Deprel::Conj | Deprel::Advcl | Deprel::Xcomp | Deprel::AclRelcl | Deprel::Acl);
        let Some(head) = view.head(at).filter(|_| told && joined) else { return false };
        if head == old.head {
            return true;
        }
        at = head;
    }
    false
}

/// `Operation Anvil was a military operation by ...`: an article that says what its subject is or was, and bears no date.
fn is_encyclopaedic(scene: Scene) -> bool {
    let view = scene.view;
    if scene.mentions.report_date().is_some() {
        return false;
    }
    let body = |s: &&truceline_text::Sentence| view.segmented.kind(s) == BlockKind::Paragraph;
    let Some(first) = view.segmented.sentences.iter().find(body) else { return false };
    let root = first.tokens.clone().find(|&t| view.deprel(t) == Deprel::Root);
    root.is_some_and(|r| {
        let defined =
            view.upos(r) == Upos::Noun && view.children_by(r, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "a" | "an" | "the"));
        let copula = view.children_by(r, &[Deprel::Cop]).any(|c| matches!(view.form(c), "was" | "is" | "were" | "are"));
        let subject = view.child(r, &[Deprel::Nsubj]);
        defined && copula && subject.is_some_and(|s| view.upos(s) == Upos::Propn || scene.mentions.name_at(s).is_some())
    })
}
