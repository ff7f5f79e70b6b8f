//! Talks told by a noun: who takes part, where, and whether they are held, planned or called off.

mod clause;

use clause::{Clause, REACH, clause, reaches_by_deed};
use truceline_events::{EventPlace, Scene, Status, frames, slots, status};
use truceline_mentions::{Participant, When};
use truceline_syntax::{Deprel, Upos, View, Xpos};

use crate::{
    picture::Talks,
    quote,
    talks::{self, Mention},
    toll_words::phrase_after,
    whereabouts,
};

/// `a new round of peace talks in X`, `six months of negotiations`, `in talks with Y`, `the dialogue`.
pub(crate) fn of_noun(scene: Scene, noun: u32) -> Option<Mention> {
    let view = scene.view;
    if !scene.knowledge.lexicon.picture.talks.contains(view.lemma(noun)) || is_other_kind(view, noun) {
        return None;
    }
    let top = counted(view, noun);
    let clause = clause(scene, top);
    let frame = frames::frame(view, scene.knowledge, noun)?;
    let reading = status::read(scene, &frame);
    let status = settled(scene, noun, top, reading.status, reading.absorbed, clause.as_ref())?;
    let mut participants = own_participants(scene, noun, &frame);
    let party = matches!(view.lemma(noun), "meeting" | "gathering" | "summit" | "conference");
    if let Some(c) = clause.as_ref().filter(|c| c.takes_part && (participants.len() < 2 || view.deprel(top) != Deprel::Nsubj)) {
        for p in scene.people(&c.subjects) {
            if !participants.iter().any(|q| q.name == p.name) {
                participants.push(p);
            }
        }
    }
    for p in included(scene, noun).into_iter().chain(attending(scene, noun)).chain(come_for(scene, top)) {
        if !participants.iter().any(|q| q.name == p.name) {
            participants.push(p);
        }
    }
    let host = talks::host(scene, noun).or_else(|| talks::host(scene, top));
    if let Some(h) = host.as_ref().filter(|h| participants.is_empty() && !party && !h.name.is_empty()) {
        participants.push(h.clone());
    }
    let talks = Talks {
        participants,
        host,
        place: place(scene, noun, top, clause.as_ref()),
        date: slots::date(scene, &frame, status, false)
            .filter(|d| d.span.is_some())
            .map(|d| d.when)
            .or_else(|| described_day(scene, noun, status)),
        status,
        topic: talks::topic(scene, noun),
        quote: quote::clause(scene, clause.as_ref().filter(|c| c.takes_part).map_or(top, |c| c.verb)),
    };
    Some(Mention { talks, head: noun })
}

/// `talks that ended on Tuesday`, `talks between X and Y scheduled for 8 October`: the day that a clause about them tells.
fn described_day(scene: Scene, noun: u32, status: Status) -> Option<When> {
    let view = scene.view;
    let timed =
        |v: u32| matches!(view.lemma(v), "end" | "begin" | "start" | "open" | "conclude" | "hold" | "schedule" | "plan" | "set" | "take");
    let verb = whereabouts::clauses_of(view, noun).into_iter().find(|&v| timed(v))?;
    let frame = frames::frame(view, scene.knowledge, verb)?;
    let status = if matches!(view.lemma(verb), "schedule" | "plan" | "set") { Status::Planned } else { status };
    slots::date(scene, &frame, status, false).filter(|d| d.span.is_some()).map(|d| d.when)
}

/// News conferences, cabinet meetings and the like.
fn is_other_kind(view: &View, noun: u32) -> bool {
    let kind = |c: u32| {
        matches!(
            view.lemma(c),
            "news"
                | "press"
                | "cabinet"
                | "board"
                | "annual"
                | "staff"
                | "town"
                | "party"
                | "prayer"
                | "election"
                | "campaign"
                | "talk"
                | "sales"
        )
    };
    let titled = view.form(noun).starts_with(char::is_uppercase) && view.sentence(noun).is_some_and(|s| s.tokens.start != noun);
    titled || view.deprel(noun) == Deprel::Compound || view.children_by(noun, &[Deprel::Compound, Deprel::Amod]).any(kind)
}

/// `a round of talks`, `six months of negotiations`, `the outcome of the meeting`: the noun that takes the talks along.
fn counted(view: &View, noun: u32) -> u32 {
    let of = |n: u32| view.deprel(n) == Deprel::Nmod && view.preposition(n).as_deref() == Some("of");
    match view.head(noun) {
        Some(h)
            if of(noun)
                && matches!(
                    view.lemma(h),
                    "round"
                        | "series"
                        | "session"
                        | "day"
                        | "week"
                        | "month"
                        | "year"
                        | "hour"
                        | "set"
                        | "outcome"
                        | "result"
                        | "end"
                        | "start"
                        | "sideline"
                ) =>
        {
            h
        }
        _ => noun,
    }
}

/// The status of the talks; `None` where the text only wishes for them.
fn settled(scene: Scene, noun: u32, top: u32, own: Status, absorbed: bool, clause: Option<&Clause>) -> Option<Status> {
    let view = scene.view;
    let verb = clause.map(|c| frames::verb_lemma(view, c.verb)).unwrap_or_default();
    let governor = view.head(top).map(|h| view.lemma(h)).unwrap_or_default();
    let object = matches!(view.deprel(top), Deprel::Obj | Deprel::NsubjPass);
    if is_conditional(view, noun) {
        return None;
    }
    let before = view.children_by(noun, &[Deprel::Amod]).chain(view.children_by(top, &[Deprel::Amod]));
    let behind = whereabouts::clauses_of(view, noun).into_iter().filter(|&c| view.deprel(c) == Deprel::Acl);
    let planned_word = before.chain(behind).any(|c| {
        matches!(view.lemma(c), "schedule" | "scheduled" | "plan" | "planned" | "upcoming" | "forthcoming" | "expected" | "future")
    });
    let called_off = matches!(
        verb.as_str(),
        "call_off"
            | "cancel"
            | "postpone"
            | "abandon"
            | "scrap"
            | "boycott"
            | "reject"
            | "refuse"
            | "delay"
            | "put_off"
            | "defer"
            | "push_back"
            | "shelve"
    ) && object;
    let failed = view.deprel(top) == Deprel::Nsubj && matches!(verb.as_str(), "fall_through" | "slip");
    if called_off || failed || adjourned_before(scene, noun, &verb) {
        return Some(Status::Negated);
    }
    if planned_word && (breaks_off(&verb) || clause.is_some_and(|c| matches!(view.lemma(c.verb), "pull" | "walk"))) {
        return Some(Status::Negated);
    }
    if breaks_off(&verb) && clause.is_some_and(|c| matches!(c.status, Status::Occurred | Status::Ongoing)) {
        return Some(Status::Occurred);
    }
    let wished = matches!(
        governor,
        "call"
            | "hope"
            | "offer"
            | "proposal"
            | "demand"
            | "appeal"
            | "prospect"
            | "chance"
            | "ready"
            | "need"
            | "readiness"
            | "willingness"
            | "condition"
            | "way"
            | "possibility"
    ) || matches!(
        verb.as_str(),
        "urge"
            | "demand"
            | "call_for"
            | "want"
            | "reject"
            | "offer"
            | "propose"
            | "seek"
            | "refuse"
            | "need"
            | "support"
            | "favour"
            | "favor"
    ) && matches!(view.deprel(top), Deprel::Obj | Deprel::Obl | Deprel::NsubjPass | Deprel::Xcomp);
    let ahead = clause.is_some_and(|c| c.status == Status::Planned) || planned_word || own == Status::Planned;
    let foundation = matches!(governor, "foundation" | "preparation" | "groundwork" | "basis" | "plan" | "date" | "agenda" | "stage");
    if wished && !planned_word {
        return None;
    }
    // "failed to agree in the talks": these were held.
    let beside = matches!(view.preposition(top).as_deref(), Some("in" | "at" | "during" | "after" | "following"))
        && matches!(view.deprel(top), Deprel::Obl | Deprel::Nmod);
    if beside && !planned_word && clause.is_some_and(|c| c.bargained && matches!(c.status, Status::Occurred | Status::Negated)) {
        return Some(Status::Occurred);
    }
    if clause.is_some_and(|c| c.status == Status::Negated) || own == Status::Negated {
        return Some(Status::Negated);
    }
    // "it would be their first meeting"
    if view.children_by(noun, &[Deprel::Aux]).any(|a| view.lemma(a) == "would") && view.child(noun, &[Deprel::Cop]).is_some() {
        return Some(Status::Planned);
    }
    let starting = matches!(verb.as_str(), "start" | "begin" | "open" | "resume")
        && clause
            .is_some_and(|c| view.xpos(c.verb) == Xpos::Vbg && view.children_by(c.verb, &[Deprel::Mark]).any(|m| view.lemma(m) == "to"));
    if ahead || foundation || starting || sent_for(view, top, &verb) {
        return Some(Status::Planned);
    }
    if present_for(view, clause) {
        return Some(Status::Ongoing);
    }
    let conditional = clause.is_some_and(|c| matches!(c.status, Status::Hypothetical | Status::Denied));
    if absorbed && !agreed_to_hold(scene, clause) || conditional || own == Status::Hypothetical {
        return agreed_to_hold(scene, clause).then_some(Status::Planned);
    }
    if agreed_to_hold(scene, clause) {
        return Some(Status::Planned);
    }
    let open = own == Status::Ongoing
        || clause.is_some_and(|c| c.status == Status::Ongoing)
        || matches!(verb.as_str(), "continue" | "progress" | "open" | "go_on" | "break" | "stall" | "head" | "lead")
            && view.upos(noun) == Upos::Noun
        || is_state(view, top)
        || being_hosted(view, noun);
    Some(if open { Status::Ongoing } else { Status::Occurred })
}

/// `talks scheduled for Monday were adjourned`: they had not begun.
fn adjourned_before(scene: Scene, noun: u32, verb: &str) -> bool {
    let view = scene.view;
    let planned = |c: u32| matches!(view.lemma(c), "schedule" | "plan" | "due" | "set");
    verb == "adjourn" && view.children_by(noun, &[Deprel::Acl, Deprel::AclRelcl, Deprel::Amod]).any(planned)
}

/// Verbs of leaving talks that were going on.
fn breaks_off(verb: &str) -> bool {
    matches!(verb, "break_off" | "quit" | "walk_out" | "pull_out" | "suspend" | "leave" | "exit" | "storm_out" | "withdraw")
}

/// `until it engages in talks`, `if talks are held`.
fn is_conditional(view: &View, noun: u32) -> bool {
    let mut at = noun;
    for _ in 0..REACH {
        let Some(head) = view.head(at) else { break };
        if view.children_by(head, &[Deprel::Mark]).any(|m| matches!(view.lemma(m), "until" | "if" | "unless")) {
            return true;
        }
        at = head;
    }
    false
}

/// `is in talks with X`, `is at the prison to head negotiations`, `the dialogue is broken`.
fn is_state(view: &View, top: u32) -> bool {
    let present = |v: u32| {
        view.children_by(v, &[Deprel::Cop, Deprel::Aux, Deprel::AuxPass]).any(|c| matches!(view.form(c), "is" | "are" | "'s" | "'re"))
    };
    let copular = view.child(top, &[Deprel::Cop]).is_some() && present(top);
    let subject = matches!(view.deprel(top), Deprel::Nsubj | Deprel::NsubjPass)
        && view.head(top).is_some_and(|h| view.upos(h) == Upos::Adj && present(h));
    copular || subject
}

/// `is at the prison to head negotiations`.
fn present_for(view: &View, clause: Option<&Clause>) -> bool {
    let Some(verb) = clause.map(|c| c.verb) else { return false };
    let head = view.head(verb).filter(|_| matches!(view.deprel(verb), Deprel::Acl | Deprel::Advcl));
    head.is_some_and(|h| {
        view.preposition(h).is_some() && view.children_by(h, &[Deprel::Cop]).any(|c| matches!(view.form(c), "is" | "are" | "'s"))
    })
}

fn being_hosted(view: &View, noun: u32) -> bool {
    view.children_by(noun, &[Deprel::Acl, Deprel::AclRelcl])
        .any(|v| view.children_by(v, &[Deprel::Aux, Deprel::AuxPass]).any(|a| matches!(view.form(a), "being" | "are" | "is")))
}

/// `agreed to hold talks`, `plans to attend talks`.
fn agreed_to_hold(scene: Scene, clause: Option<&Clause>) -> bool {
    let view = scene.view;
    let Some(verb) = clause.map(|c| c.verb) else { return false };
    let infinitive = view.children_by(verb, &[Deprel::Mark]).any(|m| view.lemma(m) == "to");
    infinitive
        && view.head(verb).is_some_and(|h| {
            matches!(view.lemma(h), "agree" | "plan" | "intend" | "promise" | "due" | "set" | "schedule" | "expect" | "prepare")
        })
}

/// `sent negotiators to X for talks`: the talks are still to come.
fn sent_for(view: &View, top: u32, verb: &str) -> bool {
    matches!(verb, "send" | "dispatch" | "invite") && matches!(view.preposition(top).as_deref(), Some("for" | "to"))
}

/// Those whom the noun's own phrases name.
fn own_participants(scene: Scene, noun: u32, frame: &frames::Frame) -> Vec<Participant> {
    let view = scene.view;
    let with = frame.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "between" | "with" | "among" | "of")).map(|o| o.1);
    let before = frame.possessives.iter().chain(&frame.modifiers).copied();
    let near = ["of", "between", "with", "among"].into_iter().filter_map(|p| phrase_after(view, noun, p));
    let mut tokens: Vec<u32> = before.chain(with).chain(near).filter(|&t| t != noun && !is_sponsor(view, t)).collect();
    tokens.sort_unstable();
    tokens.dedup();
    let mut out: Vec<Participant> = Vec::new();
    for p in scene.people(&tokens) {
        if !out.iter().any(|o| o.name == p.name) {
            out.push(p);
        }
    }
    out
}

/// `U.N.-sponsored talks`.
fn is_sponsor(view: &View, token: u32) -> bool {
    view.form(token + 1) == "-" && matches!(view.form(token + 2), "sponsored" | "brokered" | "mediated" | "led" | "backed" | "hosted")
}

/// `a summit at which X and Y were to sign`, `talks where X met Y`: those who act there.
fn attending(scene: Scene, noun: u32) -> Vec<Participant> {
    let view = scene.view;
    let there = |v: u32| {
        let which = view
            .children_by(v, &[Deprel::Obl])
            .any(|c| view.form(c).eq_ignore_ascii_case("which") && matches!(view.preposition(c).as_deref(), Some("at" | "in" | "during")));
        which || view.children_by(v, &[Deprel::Advmod]).any(|c| view.form(c).eq_ignore_ascii_case("where") && c < v)
    };
    let clauses = view.children_by(noun, &[Deprel::AclRelcl, Deprel::Acl]).filter(|&v| there(v));
    let subjects: Vec<u32> = clauses.flat_map(|v| frames::subjects(view, v, 2)).collect();
    scene.people(&subjects)
}

/// `X was in Paris for talks with Y`: X takes part.
fn come_for(scene: Scene, top: u32) -> Vec<Participant> {
    let view = scene.view;
    if view.preposition(top).as_deref() != Some("for") {
        return Vec::new();
    }
    let is_there = |h: u32| view.child(h, &[Deprel::Cop]).is_some() && slots::place_in(scene, h).is_some();
    let Some(place) = std::iter::successors(view.head(top), |&h| view.head(h)).take(2).find(|&h| is_there(h)) else { return Vec::new() };
    let subjects: Vec<u32> = view.children_by(place, &[Deprel::Nsubj]).collect();
    scene.people(&subjects)
}

/// `In Nairobi, talks between the government in Kinshasa and ...`: what opens the sentence tells where.
fn opens_with(scene: Scene, noun: u32) -> Option<EventPlace> {
    let view = scene.view;
    let start = view.sentence(noun)?.tokens.start;
    let name = scene.mentions.names.iter().find(|n| n.tokens.start == start + 1)?;
    let opens = matches!(view.form(start), "In" | "At") && view.form(name.tokens.end) == ",";
    name.tokens.clone().filter(|_| opens).find_map(|t| slots::place_in(scene, t))
}

/// `the talks include X, Y and Z`.
fn included(scene: Scene, noun: u32) -> Vec<Participant> {
    let view = scene.view;
    let verb = view.head(noun).filter(|_| view.deprel(noun) == Deprel::Nsubj);
    let lists = |v: &u32| matches!(view.lemma(*v), "include" | "involve" | "group" | "gather" | "comprise" | "bring");
    let Some(verb) = verb.filter(lists) else { return Vec::new() };
    let objects: Vec<u32> = view.children_by(verb, &[Deprel::Obj]).collect();
    let heads: Vec<u32> =
        objects.iter().flat_map(|&o| std::iter::once(o).chain(view.children_by(o, &[Deprel::Conj]).collect::<Vec<_>>())).collect();
    scene.people(&heads)
}

/// The place in the noun's own phrases, else the one in the clause that tells of the talks.
fn place(scene: Scene, noun: u32, top: u32, clause: Option<&Clause>) -> Option<EventPlace> {
    let view = scene.view;
    let frame = frames::frame(view, scene.knowledge, noun)?;
    let own = slots::place(scene, &frame, None, false);
    let of_top = || frames::frame(view, scene.knowledge, top).and_then(|f| slots::place(scene, &f, None, false));
    let inner = || {
        let phrases = frame.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "with" | "between" | "of" | "among")).map(|o| o.1);
        phrases
            .flat_map(|t| view.children_by(t, &[Deprel::Nmod]).collect::<Vec<_>>())
            .find_map(|c| matches!(view.preposition(c).as_deref(), Some("in" | "at")).then(|| slots::place_in(scene, c)).flatten())
    };
    // "the talks ended in X", "a second round opened in X".
    let is_subject = matches!(view.deprel(top), Deprel::Nsubj | Deprel::NsubjPass);
    let of_verb = || {
        let verb = clause.filter(|c| c.takes_part || is_subject)?.verb;
        let f = frames::frame(view, scene.knowledge, verb)?;
        let towards = || {
            let to = f.obliques.iter().find(|(p, _)| p == "to").map(|o| o.1)?;
            (reaches_by_deed(&frames::verb_lemma(view, verb)) && to != top).then(|| slots::place_in(scene, to)).flatten()
        };
        towards().or_else(|| slots::place(scene, &f, None, false))
    };
    // "talks between the government in X and Y" were not for that in X.
    let of_party = |p: &EventPlace| {
        let phrases = frame.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "with" | "between" | "of" | "among")).map(|o| o.1);
        phrases.into_iter().any(|t| view.span_of(view.subtree(t)).contains(p.span))
    };
    let opening = opens_with(scene, noun);
    let own = own.filter(|p| opening.is_none() || !of_party(p));
    let of_top = || of_top().filter(|p| opening.is_none() || !of_party(p));
    own.or_else(of_top).or(opening.clone()).or_else(inner).or_else(of_verb).or_else(|| come_to(scene, top))
}

/// `X was in Paris for talks`: there.
fn come_to(scene: Scene, top: u32) -> Option<EventPlace> {
    let view = scene.view;
    let head = view.head(top).filter(|_| view.preposition(top).as_deref() == Some("for"))?;
    let there = std::iter::successors(Some(head), |&h| view.head(h)).take(2).find(|&h| view.child(h, &[Deprel::Cop]).is_some())?;
    slots::place_in(scene, there)
}
