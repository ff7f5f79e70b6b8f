//! Talks and meetings about the conflict: held, going on, planned, called off.

use truceline_events::{Event, EventPlace, Scene, Status, frames, slots, status};
use truceline_knowledge::EventType;
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::{Deprel, Upos, Xpos};

use crate::{
    belligerents, journeys, parley,
    picture::{Ceasefire, Opposition, Talks},
    quote,
    same_talks::{merge, same_talks},
    whereabouts,
};

/// Talks with what is needed to tell whether two mentions are the same talks.
pub(crate) struct Mention {
    pub(crate) talks: Talks,
    pub(crate) head: u32,
}

/// All talks in text order; several mentions of the same talks make one entry.
pub(crate) fn find(scene: Scene, events: &[Event]) -> Vec<Talks> {
    let view = scene.view;
    let mut found: Vec<Mention> = Vec::new();
    for i in 0..view.len() {
        let event =
            events.iter().find(|e| e.event_type == EventType::Consult && e.head == i && !(e.historical && e.status == Status::Occurred));
        let mention = match event {
            Some(e) => of_event(scene, e),
            None if view.upos(i) == Upos::Noun => parley::of_noun(scene, i),
            None if view.upos(i) == Upos::Verb => of_debate(scene, i)
                .or_else(|| of_meeting_verb(scene, i, found.last()))
                .or_else(|| mediation(scene, i))
                .or_else(|| journeys::to_bargain(scene, i))
                .or_else(|| journeys::awaited(scene, i)),
            None if view.upos(i) == Upos::Adj => journeys::awaited(scene, i),
            None => None,
        };
        found.extend(mention);
    }
    found.sort_by_key(|m| m.head);
    for mention in found.iter_mut().filter(|m| m.talks.place.is_none()) {
        mention.talks.place = whereabouts::of_meeting(scene, mention.head);
    }
    for mention in &mut found {
        mention.talks.participants = sent(scene, &mention.talks.participants);
    }
    let mut out: Vec<Mention> = Vec::new();
    for mention in found {
        match out.iter_mut().find(|m| same_talks(scene, m, &mention)) {
            Some(known) => merge(known, mention),
            None => out.push(mention),
        }
    }
    for mention in out.iter_mut().filter(|m| m.talks.place.is_none() && !by_phone(scene, m.head)) {
        let talks = &mention.talks;
        let lead = matches!(talks.status, Status::Occurred | Status::Ongoing);
        let place = whereabouts::of_participants(scene, mention.head, &talks.participants);
        let place = place.or_else(|| of_deal(scene, events, mention.head, &talks.participants));
        mention.talks.place = place.or_else(|| if lead { whereabouts::of_dateline(scene, mention.head) } else { None });
    }
    same_people(scene, &mut out);
    out.into_iter().map(|m| m.talks).filter(|t| about_conflict(scene, t)).collect()
}

/// `X and Y agreed in Z`, and next `the deal was reached at a meeting`: the meeting was there.
fn of_deal(scene: Scene, events: &[Event], head: u32, participants: &[Participant]) -> Option<EventPlace> {
    let view = scene.view;
    let state = |p: &Participant| p.codes.iter().find_map(|c| c.get(..3).map(str::to_owned));
    let theirs = |e: &Event| e.actors.iter().filter_map(state).any(|c| participants.iter().filter_map(state).any(|d| c == d));
    let near = |e: &&Event| {
        let apart = view.sentence_index(head).checked_sub(view.sentence_index(e.head));
        e.event_type == EventType::Agree && e.status == Status::Occurred && apart.is_some_and(|a| a <= 1)
    };
    let deal = events.iter().filter(near).find(|e| theirs(e))?;
    slots::place(scene, &frames::frame(view, scene.knowledge, deal.head)?, None, false)
}

/// `The ministers will meet again`: those who met before.
fn same_people(scene: Scene, list: &mut [Mention]) {
    let view = scene.view;
    let unnamed = |p: &Participant| {
        let several = matches!(view.xpos(p.token), Xpos::Nns | Xpos::Nnps);
        let post = scene.knowledge.lexicon.role(view.lemma(p.token)).is_some()
            || scene.knowledge.lexicon.in_class("delegate", view.lemma(p.token));
        p.entity.is_none() && several && (post || belligerents::is_generic(scene, p))
    };
    for i in 1..list.len() {
        let (before, rest) = list.split_at_mut(i);
        let talks = &mut rest[0].talks;
        if talks.participants.is_empty() || !talks.participants.iter().all(unnamed) {
            continue;
        }
        let named = |m: &&Mention| m.talks.participants.iter().filter(|p| p.entity.is_some()).count() > 1;
        if let Some(last) = before.iter().rev().find(named) {
            talks.participants = last.talks.participants.iter().filter(|p| p.entity.is_some()).cloned().collect();
        }
    }
}

/// `spoke by telephone`, `a video conference`: those who talk are in different places.
fn by_phone(scene: Scene, head: u32) -> bool {
    let view = scene.view;
    let phone = |t: u32| matches!(view.lemma(t), "phone" | "telephone" | "call" | "video" | "videoconference" | "teleconference");
    view.sentence(head).is_some_and(|s| s.tokens.clone().any(phone))
}

/// A meeting by its verb or noun; visits and mere contacts are no talks, nor is a broker's work for a truce.
fn of_event(scene: Scene, e: &Event) -> Option<Mention> {
    let view = scene.view;
    let mode = e.mode.as_deref();
    let lemma = view.lemma(e.head);
    // "X was received by Y": two who meet.
    let meets =
        lemma == "receive" && e.actors.len() + e.recipients.len() > 1 && e.actors.iter().chain(&e.recipients).all(|p| is_person(scene, p));
    let contact =
        !meets && matches!(lemma, "touch" | "contact" | "visit" | "travel" | "tour" | "fly" | "arrive" | "receive" | "welcome" | "call");
    let brokered = mode == Some("third-party") && !names_talks(scene, e.head);
    if mode == Some("visit") && !meets || brokered || contact && mode != Some("phone") && !names_talks(scene, e.head) {
        return None;
    }
    if view.upos(e.head) == Upos::Noun && scene.knowledge.lexicon.picture.talks.contains(lemma) {
        let own = parley::of_noun(scene, e.head);
        if own.is_some() {
            return own;
        }
    }
    // "will meet X on the sidelines of a summit": the meeting is another one.
    let meeting = view.upos(e.head) == Upos::Verb && matches!(lemma, "meet" | "confer") && e.actors.len() + e.recipients.len() > 1;
    let noun = talks_noun(scene, e.head).filter(|_| !meeting);
    if let Some(mention) = noun.and_then(|n| parley::of_noun(scene, n)).filter(|m| !m.talks.participants.is_empty()) {
        return Some(mention);
    }
    let mut participants: Vec<Participant> = e.actors.clone();
    for r in &e.recipients {
        if !participants.iter().any(|p| p.name == r.name) {
            participants.push(r.clone());
        }
    }
    let several = participants.iter().any(|p| matches!(view.xpos(p.token), Xpos::Nns | Xpos::Nnps) || scene_body(scene, p));
    if participants.len() < 2 && !several {
        return None;
    }
    let talks = Talks {
        participants,
        host: host(scene, e.head),
        place: place(scene, e),
        date: e.date.as_ref().filter(|d| d.span.is_some()).map(|d| d.when),
        status: e.status,
        topic: topic(scene, e.head),
        quote: quote::clause(scene, e.head),
    };
    Some(Mention { talks, head: e.head })
}

/// `delegations of the government and the ELN`: those who sent them.
fn sent(scene: Scene, list: &[Participant]) -> Vec<Participant> {
    let view = scene.view;
    let by_whom = |p: &Participant| {
        let delegate = p.entity.is_none() && scene.knowledge.lexicon.in_class("delegate", view.lemma(p.token));
        // "the presidents of X and Y"
        let rulers = p.entity.is_none()
            && matches!(view.lemma(p.token), "president" | "leader" | "king" | "ruler")
            && view.xpos(p.token) == Xpos::Nns;
        let phrases = view.children_by(p.token, &[Deprel::Nmod]).filter(|&c| matches!(view.preposition(c).as_deref(), Some("of" | "from")));
        let found = if delegate || rulers { scene.people(&phrases.collect::<Vec<_>>()) } else { Vec::new() };
        if found.is_empty() || rulers && !delegate && found.len() < 2 { vec![p.clone()] } else { found }
    };
    list.iter().flat_map(by_whom).collect()
}

fn scene_body(scene: Scene, p: &Participant) -> bool {
    p.entity.and_then(|e| scene.mentions.entities.get(e as usize)).is_some_and(|e| e.kind == NameKind::Body)
}

fn is_person(scene: Scene, p: &Participant) -> bool {
    p.entity.and_then(|e| scene.mentions.entities.get(e as usize)).is_some_and(|e| e.kind == NameKind::Person)
}

fn talks_noun(scene: Scene, verb: u32) -> Option<u32> {
    let view = scene.view;
    let frame = frames::frame(view, scene.knowledge, verb)?;
    let words = &scene.knowledge.lexicon.picture;
    frame.objects.into_iter().chain(frame.obliques.into_iter().map(|o| o.1)).find(|&o| words.talks.contains(view.lemma(o)))
}

fn names_talks(scene: Scene, verb: u32) -> bool {
    scene.view.upos(verb) == Upos::Noun && scene.knowledge.lexicon.picture.talks.contains(scene.view.lemma(verb))
        || talks_noun(scene, verb).is_some()
}

/// Names the sides of talks `between the two sides` by whom the report has fight each other.
pub(crate) fn name_sides(scene: Scene, talks: &mut Vec<Talks>, ceasefires: &[Ceasefire], opposition: &[Opposition]) {
    let bound = ceasefires.iter().map(|c| c.parties.clone()).find(|p| p.len() == 2);
    let pair = bound.or_else(|| match opposition {
        [only] => Some(vec![only.a.clone(), only.b.clone()]),
        _ => None,
    });
    let Some(pair) = pair else {
        talks.retain(|t| !t.participants.is_empty());
        return;
    };
    for t in talks.iter_mut() {
        if t.participants.is_empty() {
            t.participants.clone_from(&pair);
            continue;
        }
        let before = t.participants.len();
        t.participants.retain(|p| !belligerents::is_generic(scene, p));
        if t.participants.len() < before {
            let known: Vec<Participant> = pair.iter().filter(|p| !t.participants.iter().any(|q| q.name == p.name)).cloned().collect();
            t.participants.extend(known);
        }
    }
}

/// `X has been mediating between Y and Z`.
fn mediation(scene: Scene, verb: u32) -> Option<Mention> {
    let view = scene.view;
    if view.lemma(verb) != "mediate" {
        return None;
    }
    let frame = frames::frame(view, scene.knowledge, verb)?;
    let reading = status::read(scene, &frame);
    if reading.absorbed || matches!(reading.status, Status::Hypothetical | Status::Denied | Status::Negated) {
        return None;
    }
    let between: Vec<u32> = frame.obliques.iter().filter(|(p, _)| p == "between").map(|o| o.1).collect();
    let participants = scene.people(&frame.subjects.iter().chain(&between).copied().collect::<Vec<_>>());
    if between.is_empty() || participants.is_empty() {
        return None;
    }
    let still = view.xpos(verb) == Xpos::Vbg;
    let talks = Talks {
        participants,
        host: None,
        place: slots::place(scene, &frame, None, false),
        date: slots::date(scene, &frame, reading.status, false).filter(|d| d.span.is_some()).map(|d| d.when),
        status: if still { Status::Ongoing } else { reading.status },
        topic: topic(scene, verb),
        quote: quote::clause(scene, verb),
    };
    Some(Mention { talks, head: verb })
}

/// `X and Y discussed Z`, `the Council is to discuss Z`.
fn of_debate(scene: Scene, verb: u32) -> Option<Mention> {
    let view = scene.view;
    if !matches!(view.lemma(verb), "discuss" | "debate" | "negotiate") {
        return None;
    }
    let frame = frames::frame(view, scene.knowledge, verb)?;
    let reading = status::read(scene, &frame);
    if reading.absorbed || matches!(reading.status, Status::Hypothetical | Status::Denied) {
        return None;
    }
    let with: Vec<u32> = frame.subjects.iter().copied().chain(frame.obliques.iter().filter(|(p, _)| p == "with").map(|o| o.1)).collect();
    let participants = scene.people(&with);
    let council = participants.iter().any(|p| {
        p.name.contains("Council") || matches!(view.lemma(p.token), "council" | "parliament" | "assembly" | "cabinet" | "league" | "union")
    });
    if participants.len() < 2 && !council {
        return None;
    }
    let talks = Talks {
        participants,
        host: None,
        place: slots::place(scene, &frame, None, false),
        date: slots::date(scene, &frame, reading.status, false).map(|d| d.when),
        status: reading.status,
        topic: topic(scene, verb),
        quote: quote::clause(scene, verb),
    };
    Some(Mention { talks, head: verb })
}

/// A further meeting that makes no event of its own: `he will also meet Y`, `X and Y met in Z`.
fn of_meeting_verb(scene: Scene, verb: u32, before: Option<&Mention>) -> Option<Mention> {
    let view = scene.view;
    let receives = matches!(view.lemma(verb), "receive" | "host");
    if !matches!(view.lemma(verb), "meet" | "confer" | "negotiate") && !receives && !gathers(scene, verb) {
        return None;
    }
    let frame = frames::frame(view, scene.knowledge, verb)?;
    if receives && !scene.people(&frame.objects).iter().any(|p| is_person(scene, p)) {
        return None;
    }
    let reading = status::read(scene, &frame);
    if reading.absorbed || matches!(reading.status, Status::Hypothetical | Status::Denied) {
        return None;
    }
    let with = frame.obliques.iter().filter(|(p, _)| p == "with").map(|o| o.1);
    let mut tokens: Vec<u32> = frame.subjects.iter().chain(&frame.objects).copied().chain(with).collect();
    if frame.subjects.is_empty() {
        tokens.extend(names_before(scene, verb));
    }
    let participants = scene.people(&tokens);
    let several = participants.iter().any(|p| matches!(view.xpos(p.token), Xpos::Nns | Xpos::Nnps));
    if participants.len() < 2 && !(several && gathers(scene, verb)) {
        return None;
    }
    let also = view.children_by(verb, &[Deprel::Advmod]).any(|a| view.lemma(a) == "also");
    let last = before.filter(|m| also && view.sentence_index(verb) - view.sentence_index(m.head) <= 1);
    let talks = Talks {
        participants,
        host: None,
        place: slots::place(scene, &frame, None, false).or_else(|| last.and_then(|m| m.talks.place.clone())),
        date: slots::date(scene, &frame, reading.status, false).map(|d| d.when),
        status: reading.status,
        topic: topic(scene, verb),
        quote: quote::clause(scene, verb),
    };
    Some(Mention { talks, head: verb })
}

/// `leaders gather in X to discuss Y`, `ministers convened to weigh Z`.
fn gathers(scene: Scene, verb: u32) -> bool {
    let view = scene.view;
    let aim = |v: u32| {
        matches!(view.lemma(v), "discuss" | "debate" | "negotiate" | "weigh" | "consider" | "agree" | "decide" | "talk" | "resolve" | "end")
    };
    matches!(view.lemma(verb), "gather" | "convene" | "assemble") && view.children_by(verb, &[Deprel::Advcl, Deprel::Xcomp]).any(aim)
}

/// The two names coordinated right before a verb that the tree leaves without a subject.
fn names_before(scene: Scene, verb: u32) -> Vec<u32> {
    let view = scene.view;
    let name = |at: u32| scene.mentions.name_at(at).and_then(|n| n.tokens.clone().find(|&t| scene.mentions.name_headed_by(t).is_some()));
    let Some(last) = verb.checked_sub(1).and_then(name) else { return Vec::new() };
    let first = view.head(last).filter(|_| view.deprel(last) == Deprel::Conj);
    let first = first.map(|f| {
        view.children_by(f, &[Deprel::Nmod, Deprel::Appos, Deprel::Flat]).find(|&c| scene.mentions.name_headed_by(c).is_some()).unwrap_or(f)
    });
    first.into_iter().chain([last]).collect()
}

/// The event's place where its own clause names it.
fn place(scene: Scene, e: &Event) -> Option<EventPlace> {
    let frame = frames::frame(scene.view, scene.knowledge, e.head)?;
    let near = slots::place(scene, &frame, None, false);
    let clause = scene.view.span_of(scene.view.subtree(e.head));
    let told = near.or_else(|| e.place.clone().filter(|p| clause.contains(p.span)));
    told.or_else(|| journeys::reached_before(scene, e.head))
}

/// Bargaining between firms and unions is none of the conflict's.
fn about_conflict(scene: Scene, t: &Talks) -> bool {
    let trade = |p: &Participant| {
        p.codes.iter().any(|c| c.ends_with("BUS") || c.ends_with("LAB"))
            || matches!(scene.view.lemma(p.token), "firm" | "company" | "union" | "corporation" | "team" | "club" | "player")
    };
    t.participants.is_empty() || !t.participants.iter().all(trade)
}

/// Whoever the text says hosts.
pub(crate) fn host(scene: Scene, head: u32) -> Option<Participant> {
    let view = scene.view;
    let hosts = |v: &u32| view.upos(*v) == Upos::Verb && matches!(view.lemma(*v), "host" | "convene");
    let around =
        std::iter::once(head).chain(view.head(head)).chain(view.children_by(head, &[Deprel::Acl, Deprel::AclRelcl]).collect::<Vec<_>>());
    if let Some(verb) = around.into_iter().find(hosts) {
        let frame = frames::frame(view, scene.knowledge, verb)?;
        return scene.people(&frame.subjects).into_iter().next();
    }
    // "a meeting of ministers, hosted by X"
    let end = view.sentence(head)?.tokens.end.min(head + 16);
    let hosted = (head + 1..end).find(|&v| view.lemma(v) == "host" && view.xpos(v) == Xpos::Vbn && view.deprel(v) == Deprel::Acl);
    if let Some(frame) = hosted.and_then(|v| frames::frame(view, scene.knowledge, v))
        && let Some(host) = scene.people(&frame.subjects).into_iter().next()
    {
        return Some(host);
    }
    let auspices =
        view.children_by(head, &[Deprel::Nmod, Deprel::Obl]).find(|&c| matches!(view.lemma(c), "auspices" | "auspex" | "aegis"))?;
    crate::sides::owners(scene, auspices).into_iter().next()
}

/// `talks on X`, `met to discuss X`, `with a focus on X`.
pub(crate) fn topic(scene: Scene, head: u32) -> Option<String> {
    let view = scene.view;
    let mut heads = vec![head];
    heads.extend(view.head(head));
    heads.extend(view.children_by(head, &[Deprel::Advcl, Deprel::Acl, Deprel::Xcomp, Deprel::Obj]));
    for h in heads {
        for c in view.children_by(h, &[Deprel::Obl, Deprel::Nmod]) {
            let about = matches!(view.preposition(c).as_deref(), Some("on" | "about" | "over" | "regarding" | "concerning"));
            let timed = scene.mentions.time_at(c).is_some();
            if about && !timed && c > h {
                return Some(phrase(scene, c));
            }
        }
        if matches!(view.lemma(h), "discuss" | "negotiate" | "resolve" | "debate")
            && let Some(o) = view.child(h, &[Deprel::Obj])
        {
            return Some(phrase(scene, o));
        }
    }
    None
}

/// The phrase without its preposition and leading determiner.
fn phrase(scene: Scene, head: u32) -> String {
    let view = scene.view;
    let keep = |c: u32| !matches!(view.deprel(c), Deprel::Case | Deprel::AclRelcl | Deprel::Punct | Deprel::Parataxis);
    let mut range = view.pruned_subtree(head, &keep);
    while range.start < head && view.upos(range.start) == Upos::Det {
        range.start += 1;
    }
    view.text_of(range)
}
