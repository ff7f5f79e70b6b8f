//! Where a meeting was, where its own clause only points there: `flew to X and met Y there`, `speaking in X after meeting Y`.

use truceline_events::{EventPlace, Scene, frames, slots};
use truceline_mentions::NameKind;
use truceline_syntax::{Deprel, Upos, Xpos};

/// How many sentences back `there` may point.
const NEAR: u32 = 1;

/// How many words before `after` the clause is looked for.
const REACH: u32 = 8;

/// The place that the clause of a meeting points to.
pub(crate) fn of_meeting(scene: Scene, head: u32) -> Option<EventPlace> {
    let view = scene.view;
    let verb = if view.upos(head) == Upos::Verb { head } else { view.head(head).filter(|&h| view.upos(h) == Upos::Verb)? };
    let adverb = |word: &str| view.children_by(verb, &[Deprel::Advmod]).find(|&c| view.form(c).eq_ignore_ascii_case(word));
    if let Some(there) = adverb("there") {
        return place_before(scene, there, NEAR);
    }
    if let Some(relative) = adverb("where") {
        return place_before(scene, relative, 0);
    }
    spoken_after(scene, verb)
}

/// The place named last before a word, at most so many sentences back.
fn place_before(scene: Scene, word: u32, sentences: u32) -> Option<EventPlace> {
    let view = scene.view;
    let near = |t: u32| view.sentence_index(word) - view.sentence_index(t) <= sentences;
    let place = |kind: NameKind| matches!(kind, NameKind::Place | NameKind::Seat | NameKind::Country);
    let name = scene.mentions.names.iter().rev().filter(|n| n.tokens.end <= word).find(|n| place(n.kind))?;
    let head = name.tokens.clone().find(|&t| scene.mentions.name_headed_by(t).is_some())?;
    slots::place_in(scene, head).filter(|_| near(head))
}

/// `speaking in X after meeting Y`: the place of the clause before `after`.
fn spoken_after(scene: Scene, verb: u32) -> Option<EventPlace> {
    let view = scene.view;
    let mark =
        view.children_by(verb, &[Deprel::Mark, Deprel::Case]).find(|&m| m < verb && matches!(view.lemma(m), "after" | "following"))?;
    let start = view.sentence(verb)?.tokens.start.max(mark.saturating_sub(REACH));
    let speaks = |t: &u32| view.upos(*t) == Upos::Verb && matches!(view.lemma(*t), "speak" | "say" | "arrive" | "leave" | "talk");
    let above = (start..mark).rev().find(speaks).filter(|_| view.xpos(verb) == Xpos::Vbg)?;
    let frame = frames::frame(view, scene.knowledge, above)?;
    let near = frame.obliques.iter().filter(|(p, t)| matches!(p.as_str(), "in" | "at") && *t < mark);
    near.map(|o| o.1).find_map(|t| slots::place_in(scene, t))
}
