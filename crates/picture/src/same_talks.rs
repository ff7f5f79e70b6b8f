//! Which mentions of talks are of the same talks, and what they tell together.

use truceline_events::{Scene, Status};
use truceline_mentions::Participant;
use truceline_syntax::{Deprel, Upos};

use crate::talks::Mention;

/// How many sentences apart two mentions of the same talks may be.
const NEAR: u32 = 2;

/// The same talks told again: close by, of one status, with a participant in common, and not in another place.
pub(crate) fn same_talks(scene: Scene, a: &Mention, b: &Mention) -> bool {
    let view = scene.view;
    let apart = view.sentence_index(b.head).abs_diff(view.sentence_index(a.head));
    let elsewhere = match (&a.talks.place, &b.talks.place) {
        (Some(x), Some(y)) => x.name != y.name,
        _ => false,
    };
    let shared =
        a.talks.participants.iter().filter(|x| b.talks.participants.iter().any(|y| x.name == y.name || delegate(scene, x, y))).count();
    let all = a.talks.participants.len().min(b.talks.participants.len());
    if elsewhere || apart > NEAR && !told_by_kind(scene, a, b) {
        return false;
    }
    let off = a.talks.status == Status::Negated && b.talks.status == Status::Negated;
    if off && (shared > 0 || a.talks.participants.iter().any(|x| b.talks.participants.iter().any(|y| y.name.starts_with(&x.name)))) {
        return true;
    }
    told_again(scene, a, b) || shared > 0 && shared == all && (a.talks.status == b.talks.status || apart == 0) && !other_status(a, b)
}

/// `the talks`, `the six-nation talks` after `the six-nation negotiations`: the definite noun takes up talks told of before.
fn told_again(scene: Scene, a: &Mention, b: &Mention) -> bool {
    let bare = described(scene, b.head).is_empty() && b.talks.participants.is_empty();
    let unnamed = a.talks.participants.is_empty() || b.talks.participants.is_empty();
    told_by_kind(scene, a, b)
        || is_definite(scene, b.head) && bare
        || unnamed && a.talks.status == Status::Planned && b.talks.status == Status::Planned
}

/// The same words that describe the talks: `the six-nation talks`.
fn told_by_kind(scene: Scene, a: &Mention, b: &Mention) -> bool {
    let second = described(scene, b.head);
    is_definite(scene, b.head) && !second.is_empty() && described(scene, a.head) == second
}

fn is_definite(scene: Scene, head: u32) -> bool {
    let view = scene.view;
    let article = view.children_by(head, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "the" | "this" | "these"));
    article && view.upos(head) == Upos::Noun
}

fn described<'s>(scene: Scene<'s, '_>, head: u32) -> Vec<&'s str> {
    let view = scene.view;
    let kinds = view.children_by(head, &[Deprel::Compound, Deprel::Amod]).filter(|&c| c < head);
    kinds.map(|c| view.lemma(c)).filter(|l| !matches!(*l, "peace" | "new" | "two-day" | "planned" | "day")).collect()
}

/// One planned, the other held: two meetings.
fn other_status(a: &Mention, b: &Mention) -> bool {
    let held = |s: Status| matches!(s, Status::Occurred | Status::Ongoing);
    held(a.talks.status) != held(b.talks.status)
}

/// A minister meets for the state whose minister he is.
fn delegate(scene: Scene, a: &Participant, b: &Participant) -> bool {
    let sent_by = |person: &Participant, state: &Participant| {
        let posts = scene.mentions.posts.iter().filter(|post| Some(post.person) == person.entity);
        let mut bodies = posts.filter_map(|post| scene.mentions.name_at(post.of?.0)).map(|n| n.entity);
        state.entity.is_some_and(|s| bodies.any(|b| b == s))
    };
    sent_by(a, b) || sent_by(b, a)
}

pub(crate) fn merge(known: &mut Mention, again: Mention) {
    if known.talks.status == Status::Occurred && again.talks.status == Status::Ongoing {
        known.talks.status = Status::Ongoing;
    }
    for p in again.talks.participants {
        if !known.talks.participants.iter().any(|k| k.name == p.name) {
            known.talks.participants.push(p);
        }
    }
    let (k, a) = (&mut known.talks, again.talks.host);
    k.host = k.host.take().or(a);
    k.place = k.place.take().or(again.talks.place);
    k.date = k.date.take().or(again.talks.date);
    k.topic = k.topic.take().or(again.talks.topic);
}
