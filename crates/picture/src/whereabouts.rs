//! Where a meeting was, where its own clause only points there: `flew to X and met Y there`, `speaking in X after meeting Y`,
//! `on a visit to X he met Y`, `X - The two sides resumed their talks`.

use truceline_events::{EventPlace, Scene, frames, slots};
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::{Deprel, Upos, View, Xpos};
use truceline_text::{BlockKind, Span};

use crate::journeys::{GOING, reached};

/// How many sentences back `there` may point.
const NEAR: u32 = 1;

/// How many words before `after` the clause is looked for.
const REACH: u32 = 8;

/// How many bytes may lie between a dateline and the sentence after it.
const GAP: u32 = 6;

/// Verbs whose object is the place that is gone to.
const VISITING: [&str; 3] = ["visit", "tour", "reach"];

/// The place that the clause of a meeting points to.
pub(crate) fn of_meeting(scene: Scene, head: u32) -> Option<EventPlace> {
    let view = scene.view;
    if view.upos(head) == Upos::Noun
        && let Some(place) = of_talks(scene, head)
    {
        return Some(place);
    }
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

/// Where one of those who meet is or goes, by a clause of the same sentence or of the one before: `flew to X and held talks with Y`,
/// `Y, who was visiting X, met Z`, `arrived in X on Monday. She met Y`.
pub(crate) fn of_participants(scene: Scene, head: u32, participants: &[Participant]) -> Option<EventPlace> {
    let view = scene.view;
    let sentence = view.sentence(head)?.tokens.clone();
    let start = sentence.start.checked_sub(1).and_then(|t| view.sentence(t)).map_or(sentence.start, |s| s.tokens.start);
    let goes =
        |t: &u32| *t != head && view.upos(*t) == Upos::Verb && (GOING.contains(&view.lemma(*t)) || VISITING.contains(&view.lemma(*t)));
    let with_subject = |verb: u32| {
        let frame = frames::frame(view, scene.knowledge, verb).filter(|f| !f.passive)?;
        let meets = |p: &Participant| participants.iter().any(|q| q.name == p.name);
        if !scene.people(&frame.subjects).iter().any(meets) {
            return None;
        }
        let visited = || frame.objects.iter().find_map(|&o| slots::place_in(scene, o));
        if VISITING.contains(&view.lemma(verb)) { visited() } else { reached(scene, &frame) }
    };
    (start..sentence.end).rev().filter(goes).find_map(with_subject)
}

/// `X, May 3 - The two sides resumed their talks`: the dateline's place for talks that the sentence after it tells of.
pub(crate) fn of_dateline(scene: Scene, head: u32) -> Option<EventPlace> {
    let view = scene.view;
    let first = view.span(view.sentence(head)?.tokens.start).start;
    let before = |s: Span| s.end <= first && first - s.end <= GAP;
    let block = view.segmented.blocks.iter().find(|b| b.kind == BlockKind::Dateline && before(b.span))?;
    let line = block.span.of(&view.document.text);
    let written = line.split([',', '(', '/', '-', '–', '—', ':']).next()?.trim();
    let letters = |w: &str| !w.is_empty() && w.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’'));
    if written.split(' ').count() > 3 || !written.split(' ').all(letters) {
        return None;
    }
    let capital = |w: &str| w.chars().take(1).chain(w.chars().skip(1).flat_map(char::to_lowercase)).collect::<String>();
    let shouted = written.chars().all(|c| !c.is_lowercase());
    let name = if shouted { written.split(' ').map(capital).collect::<Vec<_>>().join(" ") } else { written.to_owned() };
    let span = Span { start: block.span.start, end: block.span.start + written.len() as u32 };
    Some(EventPlace { name, span, id: None, coordinates: None, country: None, kind: None })
}

/// `talks that were to be held in X`, `negotiations are due to begin in X`, `talks between A and B in X`.
fn of_talks(scene: Scene, noun: u32) -> Option<EventPlace> {
    let view = scene.view;
    let of_clause = |verb: u32| {
        let frame = frames::frame(view, scene.knowledge, verb)?;
        let near = frame.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "in" | "at")).map(|o| o.1);
        near.filter(|&t| scene.mentions.time_at(t).is_none()).find_map(|t| slots::place_in(scene, t))
    };
    let timed = |t: u32| view.children_by(t, &[Deprel::Nmod]).filter(|&c| view.preposition(c).as_deref() == Some("in")).collect::<Vec<_>>();
    // "scheduled for 8 October in X": the tree may hang the place on the day.
    let beside_day = |verb: u32| {
        let days = view.children_by(verb, &[Deprel::Obl]).filter(|&t| scene.mentions.time_at(t).is_some());
        days.flat_map(timed).find_map(|t| slots::place_in(scene, t))
    };
    let described = clauses_of(view, noun).into_iter().find_map(|v| of_clause(v).or_else(|| beside_day(v)));
    let lists = || {
        let phrases = view
            .children_by(noun, &[Deprel::Nmod])
            .filter(|&c| matches!(view.preposition(c).as_deref(), Some("between" | "with" | "among")));
        let members = phrases.flat_map(|c| view.children_by(c, &[Deprel::Conj]).collect::<Vec<_>>());
        let within = members.flat_map(|m| view.children_by(m, &[Deprel::Nmod]).collect::<Vec<_>>());
        within.filter(|&c| matches!(view.preposition(c).as_deref(), Some("in" | "at"))).find_map(|c| slots::place_in(scene, c))
    };
    // "met X in Y on the sidelines of a summit"
    let beside = || {
        let sideline = view.head(noun).filter(|&h| view.lemma(h) == "sideline")?;
        let verb = view.head(sideline).filter(|&v| view.upos(v) == Upos::Verb)?;
        slots::place(scene, &frames::frame(view, scene.knowledge, verb)?, None, false)
    };
    described.or_else(lists).or_else(|| begun(scene, noun).and_then(of_clause)).or_else(beside)
}

/// Clauses that describe talks, also where the tree hangs them on the last of those who take part.
pub(crate) fn clauses_of(view: &View, noun: u32) -> Vec<u32> {
    let between = view
        .children_by(noun, &[Deprel::Nmod])
        .filter(|&c| matches!(view.preposition(c).as_deref(), Some("between" | "with" | "among" | "of")));
    let members: Vec<u32> =
        between.flat_map(|c| std::iter::once(c).chain(view.children_by(c, &[Deprel::Conj])).collect::<Vec<_>>()).collect();
    let about_talks = |v: &u32| matches!(view.lemma(*v), "schedule" | "plan" | "hold" | "host" | "set");
    let of_members =
        members.into_iter().flat_map(|m| view.children_by(m, &[Deprel::Acl, Deprel::AclRelcl]).filter(about_talks).collect::<Vec<_>>());
    view.children_by(noun, &[Deprel::Acl, Deprel::AclRelcl]).chain(of_members).collect()
}

/// The verb of beginning, going on or ending whose subject is the talks, also `a round of talks`.
fn begun(scene: Scene, noun: u32) -> Option<u32> {
    let view = scene.view;
    let top = view.head(noun).filter(|&h| view.deprel(noun) == Deprel::Nmod && view.upos(h) == Upos::Noun).unwrap_or(noun);
    let end = view.sentence(noun)?.tokens.end;
    let above = view.head(top).filter(|&h| h > top && h < end && matches!(view.upos(h), Upos::Verb | Upos::Adj))?;
    let goes = |v: &u32| {
        matches!(
            view.lemma(*v),
            "begin"
                | "start"
                | "open"
                | "resume"
                | "continue"
                | "take"
                | "hold"
                | "reopen"
                | "end"
                | "conclude"
                | "collapse"
                | "break"
                | "stall"
                | "schedule"
                | "convene"
        )
    };
    let below = view.children_by(above, &[Deprel::Xcomp, Deprel::Ccomp, Deprel::Conj, Deprel::Advcl]);
    std::iter::once(above).chain(below).find(goes)
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
