//! One record an event: later mentions add detail to the first.

use truceline_knowledge::EventType;
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::{Deprel, Upos, View, Xpos};

use crate::{
    blame,
    event::{Event, EventDate, EventPlace, Status},
    fights, frames,
    matching::{Scene, coded_by},
    retold,
    wording::trigger_lemma,
};

/// Sentences after an act in which somebody may be charged with it.
const CHARGED_WITHIN: u32 = 4;

/// Sentences within which `the attack took place in X` tells where the last attack was.
const BACK: u32 = 2;

/// Joins mentions of one event; keeps text order.
pub(crate) fn merge(scene: Scene, events: Vec<Event>) -> Vec<Event> {
    let mut out: Vec<Event> = Vec::new();
    let told: Vec<u32> = events.iter().flat_map(|e| truces_of(scene, e).into_iter().chain(signed(scene, e))).collect();
    for event in events {
        let told_already = || told.contains(&event.head) || out.iter().any(|e| is_agreed_upon(scene.view, e, &event));
        if event.event_type == EventType::Agree && told_already() {
            continue;
        }
        if is_bare_mention(scene.view, &event, &out) {
            let near = |e: &&mut Event| e.event_type == event.event_type && event.sentence - e.sentence <= BACK;
            if let Some(meant) = out.iter_mut().rev().find(near).filter(|e| dates_agree(e, &event) && places_agree(e, &event)) {
                take_place_and_date(meant, event.place, event.date, event.historical);
            }
            continue;
        }
        match out.iter_mut().rev().find(|e| same_event(scene, e, &event)) {
            Some(earlier) if fights::fell_in(scene, earlier, &event) => fights::take_place(earlier, event),
            Some(earlier) => {
                let mutual = coded_by(scene, earlier.head).is_some_and(|c| !c.pattern.together.is_empty());
                absorb(scene.view, earlier, event, mutual);
            }
            None => out.push(event),
        }
    }
    out
}

/// Truces of which a verb tells what became of them: `a truce between X and Y was announced`, `has held` is that event.
fn truces_of(scene: Scene, e: &Event) -> Vec<u32> {
    let tells = matches!(e.event_type, EventType::Retreat | EventType::Concede | EventType::Reject);
    let Some(coded) = coded_by(scene, e.head).filter(|c| tells && c.frame.is_verb) else { return Vec::new() };
    let arguments = coded.frame.objects.iter().chain(&coded.frame.subjects).copied();
    arguments.filter(|&t| scene.knowledge.lexicon.in_class("ceasefire", scene.view.lemma(t))).collect()
}

/// `X and Y agreed to hold talks`, then `the agreement between X and Y`.
fn is_agreed_upon(view: &View, talks: &Event, noun: &Event) -> bool {
    let mut above = std::iter::successors(Some(talks.head), |&t| view.head(t)).take(3);
    talks.event_type == EventType::Consult
        && talks.status == Status::Planned
        && noun.actors.len() > 1
        && is_definite(view, noun.head)
        && noun.actors.iter().all(|p| names_agree(std::slice::from_ref(p), &talks.actors))
        && above.any(|t| view.lemma(t) == "agree")
}

/// Agreements whose signing is told.
fn signed(scene: Scene, e: &Event) -> Vec<u32> {
    let signs = matches!(scene.view.lemma(e.head), "sign" | "initial" | "ink" | "ratify");
    let objects = coded_by(scene, e.head).filter(|c| signs && c.frame.is_verb).map_or_else(Vec::new, |c| c.frame.objects.clone());
    objects.into_iter().filter(|&o| !scene.knowledge.lexicon.in_class("ceasefire", scene.view.lemma(o))).collect()
}

/// `the attack`, with no sides of its own, points back to an event already told.
fn is_bare_mention(view: &View, event: &Event, earlier: &[Event]) -> bool {
    // "no group has admitted carrying out the attack"
    let nobody = |p: &Participant| view.children_by(p.token, &[Deprel::Det]).any(|d| view.lemma(d) == "no");
    is_definite(view, event.head)
        && event.actors.iter().all(nobody)
        && event.recipients.is_empty()
        && earlier.iter().any(|e| e.event_type == event.event_type)
}

/// `the attack`, `this killing`.
fn is_definite(view: &View, noun: u32) -> bool {
    let points = |d: u32| matches!(view.lemma(d), "the" | "this" | "that" | "these" | "those");
    view.upos(noun) == Upos::Noun && view.children_by(noun, &[Deprel::Det]).any(points)
}

pub(crate) fn names_agree(a: &[Participant], b: &[Participant]) -> bool {
    a.iter().any(|x| b.iter().any(|y| x.name == y.name || x.entity.is_some() && x.entity == y.entity))
}

fn compatible(a: &[Participant], b: &[Participant]) -> bool {
    a.is_empty() || b.is_empty() || names_agree(a, b)
}

pub(crate) fn places_agree(a: &Event, b: &Event) -> bool {
    match (&a.place, &b.place) {
        (Some(x), Some(y)) => {
            x.name == y.name
                || x.id.is_some() && x.id == y.id
                || x.country.is_some() && x.country == y.country && (x.is_wide() || y.is_wide())
                || x.lies_in(y)
                || y.lies_in(x)
        }
        _ => true,
    }
}

pub(crate) fn dates_agree(a: &Event, b: &Event) -> bool {
    days_agree(a.date.as_ref(), b.date.as_ref())
}

/// True unless the text gives both days and they do not meet.
pub(crate) fn days_agree(a: Option<&EventDate>, b: Option<&EventDate>) -> bool {
    match (a, b) {
        (Some(x), Some(y)) if x.span.is_some() && y.span.is_some() => x.when.first <= y.when.last && y.when.first <= x.when.last,
        _ => true,
    }
}

/// True where two mentions are of one event: same type, no contradiction, and enough in common.
fn same_event(scene: Scene, a: &Event, b: &Event) -> bool {
    if a.event_type != b.event_type || !dates_agree(a, b) || with_others(scene, a, b) {
        return false;
    }
    if said_there(scene, a, b) {
        return true;
    }
    if !places_agree(a, b) {
        return false;
    }
    let planned = |e: &Event| e.status == Status::Planned;
    if planned(a) != planned(b) && a.event_type != EventType::Consult {
        return false;
    }
    if retold::is_retold(scene, a, b) {
        return true;
    }
    if of_same_strikes(scene, a, b) {
        return true;
    }
    if a.sentence != b.sentence && strikes_of(scene, a).is_some() && strikes_of(scene, b).is_some() {
        return false; // each line of a list tells strikes of its own
    }
    let view = scene.view;
    let near_talks = a.event_type == EventType::Consult && b.sentence.abs_diff(a.sentence) <= 2;
    let led = near_talks && b.actors.iter().any(|x| a.actors.iter().any(|y| scene.leads_either(x, y)));
    if !led && !compatible(&a.actors, &b.actors) && !points_back(view, a, b) {
        return false;
    }
    // "called a meeting of X and Y"
    let is_meeting = |noun: u32, verb: u32| {
        view.upos(noun) == Upos::Noun
            && view.head(noun) == Some(verb)
            && view.deprel(noun) == Deprel::Obj
            && a.event_type == EventType::Consult
    };
    if are_visit_and_meeting(a, b) || are_visit_and_meeting(b, a) {
        return false;
    }
    if is_meeting(b.head, a.head) || is_meeting(a.head, b.head) {
        return true;
    }
    if told_by_clause(view, a, b) || told_by_clause(view, b, a) || laid_to_charge(scene, a, b) {
        return true;
    }
    // The attack killed ten: the noun is the verb's subject.
    let governed = governs(view, a.head, b.head) || governs(view, b.head, a.head);
    if points_back(view, a, b) || taken_up(view, a, b) || joined_outcome(view, b, a) || more_casualties(view, b, a) {
        return true;
    }
    if outcome(view, b, a) || governed && a.event_type == EventType::Assault {
        return true;
    }
    if !compatible(&a.recipients, &b.recipients) {
        return false;
    }
    if governed {
        return true;
    }
    if told_by_manner(view, a.head, b.head) || casualties_of_one_act(view, a, b) || casualties_of_one_act(view, b, a) {
        return true;
    }
    let actors = names_agree(&a.actors, &b.actors);
    let recipients = names_agree(&a.recipients, &b.recipients);
    let same_word = trigger_lemma(view, a) == trigger_lemma(view, b);
    let near = b.sentence.abs_diff(a.sentence) <= 1;
    // "the killing of the driver", after he was killed
    if recipients && b.actors.is_empty() && is_definite(view, b.head) {
        return true;
    }
    let symmetric = a.recipients.is_empty() && b.recipients.is_empty();
    let parties = symmetric && b.actors.len() > 1 && b.actors.iter().all(|x| a.actors.iter().any(|y| is_same(scene, x, y)));
    let modes_differ = a.mode.is_some() && b.mode.is_some() && a.mode != b.mode;
    // "killed the driver and abducted the driver's son" are two deeds; "the kidnapped clerk was abducted for ransom" is one.
    let kinds_differ = retold::differ_in_kind(a, b);
    let taken_away = a.mode.as_deref() == Some("abduct") && a.mode == b.mode;
    let taken_once = taken_away && recipients && near && a.historical == b.historical && !retold::is_further(view, b);
    let both = actors && recipients && !modes_differ && !kinds_differ;
    both || taken_once || parties || (same_word && (actors || recipients && near))
}

/// `ten people were killed and 20 others injured in a blast`: the second of two joined verbs of harm, by the same doers or nobody.
fn more_casualties(view: &View, more: &Event, harm: &Event) -> bool {
    let hurts = |e: &Event| matches!(view.lemma(e.head), "kill" | "wound" | "injure" | "hurt" | "maim") && frames::is_passive(view, e.head);
    let doers = more.actors.is_empty() || harm.actors.is_empty() || names_agree(&more.actors, &harm.actors);
    let joined = view.deprel(more.head) == Deprel::Conj && view.head(more.head) == Some(harm.head);
    harm.event_type == EventType::Assault && joined && doers && hurts(more) && hurts(harm)
}

/// `met X in Cairo. She also met Y`: dealings with somebody who had no part in the first.
fn with_others(scene: Scene, a: &Event, b: &Event) -> bool {
    use EventType as T;
    let mutual = |e: &Event| {
        matches!(e.event_type, T::Consult | T::Agree | T::Cooperate | T::Support) && e.actors.len() > 1 && e.recipients.is_empty()
    };
    if !mutual(a) || !mutual(b) {
        return false;
    }
    let view = scene.view;
    let absent = |x: &Participant, e: &Event| !e.actors.iter().any(|y| is_same(scene, x, y));
    let is_person =
        |p: &Participant| p.entity.and_then(|e| scene.mentions.entities.get(e as usize)).is_some_and(|e| e.kind == NameKind::Person);
    let further = |t: u32| matches!(view.lemma(t), "also" | "again" | "later" | "separately" | "afterwards" | "afterward" | "subsequently");
    let again = || view.upos(b.head) == Upos::Verb && view.children_by(b.head, &[Deprel::Advmod]).any(further);
    let newcomers = |e: &Event, other: &Event| e.actors.iter().any(|x| is_person(x) && absent(x, other));
    b.actors.iter().any(|x| absent(x, a)) && again() || newcomers(a, b) && newcomers(b, a)
}

/// `the two leaders discussed the war in X`, after they met: what was talked about there, wherever that is.
fn said_there(scene: Scene, meeting: &Event, talk: &Event) -> bool {
    let topical = matches!(scene.view.lemma(talk.head), "discuss" | "debate" | "review" | "consider");
    let same_people = talk.actors.len() > 1 && talk.actors.iter().all(|x| meeting.actors.iter().any(|y| is_same(scene, x, y)));
    topical && meeting.event_type == EventType::Consult && meeting.recipients.is_empty() && same_people
}

fn is_same(scene: Scene, x: &Participant, y: &Participant) -> bool {
    names_agree(std::slice::from_ref(x), std::slice::from_ref(y)) || scene.leads_either(x, y)
}

/// `two strikes engaged a unit and destroyed a bridge`: what the same strikes did.
fn of_same_strikes(scene: Scene, a: &Event, b: &Event) -> bool {
    a.event_type == EventType::Assault && strikes_of(scene, a).is_some_and(|s| strikes_of(scene, b) == Some(s))
}

/// The counted strikes that do what the event tells: `two strikes engaged`.
fn strikes_of(scene: Scene, e: &Event) -> Option<u32> {
    let view = scene.view;
    let counted = |t: &u32| scene.knowledge.lexicon.in_class("airstrike", view.lemma(*t)) && view.child(*t, &[Deprel::Nummod]).is_some();
    coded_by(scene, e.head).filter(|c| c.frame.is_verb)?.frame.subjects.iter().copied().find(counted)
}

/// `flew to X for a meeting with Y`: a visit and those who were met there are two events, unless they are the hosts.
fn are_visit_and_meeting(visit: &Event, meeting: &Event) -> bool {
    let visits = |e: &Event| e.event_type == EventType::Consult && e.mode.as_deref() == Some("visit");
    let partners = |p: &&Participant| !names_agree(std::slice::from_ref(*p), &visit.actors);
    visits(visit)
        && !visits(meeting)
        && !visit.recipients.is_empty()
        && meeting.actors.len() > 1
        && meeting.actors.iter().filter(partners).all(|p| !names_agree(std::slice::from_ref(p), &visit.recipients))
}

/// `the government accused the army of the attack`, told after an attack by nobody: it is that one.
fn laid_to_charge(scene: Scene, act: &Event, charge: &Event) -> bool {
    let view = scene.view;
    let near = charge.sentence > act.sentence && charge.sentence - act.sentence <= CHARGED_WITHIN;
    let definite = || view.children_by(charge.head, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "the" | "this" | "that"));
    let force = act.event_type == EventType::Assault && act.actors.is_empty() && charge.recipients.is_empty();
    near && force && view.upos(charge.head) == Upos::Noun && definite() && !blame::doers(scene, charge.head).is_empty()
}

/// `this latest attack by X`, after attacks by nobody: whose they are.
fn taken_up(view: &View, told: &Event, noun: &Event) -> bool {
    let near = noun.sentence > told.sentence && noun.sentence - told.sentence <= 2;
    let this = || view.children_by(noun.head, &[Deprel::Det]).any(|d| view.lemma(d) == "this" || view.lemma(d) == "these");
    let open = told.actors.is_empty() && !noun.actors.is_empty() && noun.recipients.is_empty();
    near && open && noun.event_type == EventType::Assault && view.upos(noun.head) == Upos::Noun && this()
}

/// `the overthrow of X in a coup by Y`: the second noun tells how the first came about.
fn told_by_manner(view: &View, act: u32, manner: u32) -> bool {
    let gerund = || view.child(manner, &[Deprel::Mark]).is_some_and(|m| view.lemma(m) == "in");
    let inside =
        view.upos(manner) == Upos::Noun && view.preposition(manner).as_deref() == Some("in") || view.upos(manner) == Upos::Verb && gerund();
    // The phrase may hang beside the act: "since the overthrow of X in a coup by Y".
    let beside = act < manner && view.upos(act) == Upos::Noun && view.head(act).is_some() && view.head(act) == view.head(manner);
    let within = view.is_under(manner, act) || beside;
    (inside || is_one_of_many(view, manner)) && act != manner && within
}

/// `raided a town in one of their largest assaults`: the deed among its like.
fn is_one_of_many(view: &View, noun: u32) -> bool {
    let one = view.head(noun).filter(|_| view.preposition(noun).as_deref() == Some("of"));
    view.upos(noun) == Upos::Noun && one.is_some_and(|o| view.lemma(o) == "one" && view.preposition(o).as_deref() == Some("in"))
}

/// `soldiers were killed when rebels ambushed their patrol`: the clause tells how the harm came about.
fn told_by_clause(view: &View, harm: &Event, act: &Event) -> bool {
    // "was wounded when his helicopter came under attack"
    let verb = view.head(act.head).filter(|&v| view.upos(act.head) == Upos::Noun && matches!(view.lemma(v), "come" | "suffer" | "face"));
    let clause = verb.unwrap_or(act.head);
    harm.event_type == EventType::Assault
        && view.head(clause) == Some(harm.head)
        && view.deprel(clause) == Deprel::Advcl
        && frames::is_passive(view, harm.head)
        && (!harm.actors.is_empty() || act.actors.is_empty())
        && view.children_by(clause, &[Deprel::Mark, Deprel::Advmod]).any(|m| matches!(view.lemma(m), "when" | "as"))
}

/// `blamed rebels for the attack`, `carried out the killing`: who did the deed told just before by nobody known.
fn points_back(view: &View, told: &Event, noun: &Event) -> bool {
    const ASCRIBING: [&str; 13] = [
        "blame",
        "carry",
        "commit",
        "perpetrate",
        "stage",
        "responsibility",
        "responsible",
        "accuse",
        "suspect",
        "plan",
        "mastermind",
        "order",
        "claim",
    ];
    let definite = || view.children_by(noun.head, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "the" | "this" | "that"));
    noun.event_type == EventType::Assault
        && view.upos(noun.head) == Upos::Noun
        && noun.recipients.is_empty()
        && !noun.actors.is_empty()
        && noun.sentence - told.sentence.min(noun.sentence) <= 2
        && (told.actors.is_empty() || are_unknown(&told.actors))
        && view.head(noun.head).is_some_and(|v| ASCRIBING.contains(&view.lemma(v)))
        && definite()
}

/// Gunmen, attackers, bombers: people of whom nothing else is known.
pub(crate) fn are_unknown(actors: &[Participant]) -> bool {
    !actors.is_empty() && actors.iter().all(|a| a.entity.is_none() && a.codes.iter().any(|c| c == "UAF"))
}

/// `attacked a post and killed two officers`: the second verb tells what came of the first.
fn joined_outcome(view: &View, harm: &Event, act: &Event) -> bool {
    // "shot and wounded a guard", wherever the parser joins the second
    let shot_and = view.lemma(act.head) == "shoot" && harm.head == act.head + 2 && view.lemma(act.head + 1) == "and";
    harm.event_type == EventType::Assault
        && matches!(view.lemma(harm.head), "kill" | "wound" | "injure")
        && view.deprel(harm.head) == Deprel::Conj
        && (view.head(harm.head) == Some(act.head) || shot_and)
        && view.upos(act.head) == Upos::Verb
        && view.child(harm.head, &[Deprel::Nsubj, Deprel::NsubjPass]).is_none()
        && (harm.mode.is_none() || shot_and)
        && names_agree(&act.actors, &harm.actors)
}

/// `ambushed a convoy, killing five`: what comes of an act, told by a participle of the same doers.
fn outcome(view: &View, harm: &Event, act: &Event) -> bool {
    // "launched a wave of attacks, killing nine"
    let of = view.head(act.head).filter(|_| view.preposition(act.head).as_deref() == Some("of"));
    let act_told = of.filter(|&h| matches!(view.lemma(h), "series" | "string" | "wave" | "spate" | "number" | "round")).unwrap_or(act.head);
    harm.event_type == EventType::Assault
        && matches!(view.lemma(harm.head), "kill" | "wound" | "injure" | "hurt" | "maim" | "destroy" | "damage")
        && view.xpos(harm.head) == Xpos::Vbg
        && view.deprel(harm.head) == Deprel::Advcl
        && (view.head(harm.head) == Some(act.head) || view.head(harm.head) == view.head(act_told) && view.deprel(act_told) == Deprel::Obj)
        && (act.actors.is_empty() || harm.actors.is_empty() || names_agree(&act.actors, &harm.actors))
}

/// `killed six and wounded ten`; `inmates were killed when guards opened fire`: what a casualty verb tells belongs to
/// the act in its sentence.
fn casualties_of_one_act(view: &View, hurt: &Event, act: &Event) -> bool {
    const CASUALTIES: [&str; 7] = ["kill", "wound", "injure", "hurt", "maim", "slay", "die"];
    let casualty = |e: &Event| view.upos(e.head) == Upos::Verb && CASUALTIES.contains(&view.lemma(e.head));
    if hurt.event_type != EventType::Assault || hurt.sentence != act.sentence || !casualty(hurt) {
        return false;
    }
    let same_doers = hurt.actors.iter().map(|p| &p.name).eq(act.actors.iter().map(|p| &p.name));
    (casualty(act) && same_doers) || (hurt.actors.is_empty() && act.recipients.is_empty())
}

fn governs(view: &View, noun: u32, verb: u32) -> bool {
    // "regained control after clashes": one came before the other.
    let apart = |noun: u32| {
        !matches!(view.lemma(verb), "die" | "perish")
            && matches!(view.preposition(noun).as_deref(), Some("after" | "before" | "following" | "since" | "despite"))
    };
    view.upos(noun) == Upos::Noun
        && view.upos(verb) == Upos::Verb
        && (view.head(noun) == Some(verb)
            && matches!(view.deprel(noun), Deprel::Nsubj | Deprel::Obj | Deprel::NsubjPass | Deprel::Obl | Deprel::OblAgent)
            && !apart(noun)
            || view.head(verb) == Some(noun) && matches!(view.deprel(verb), Deprel::AclRelcl | Deprel::Acl))
}

/// Everybody of one event takes part in the other.
fn all_in(one: &Event, other: &Event) -> bool {
    let everybody = one.actors.iter().chain(&one.recipients);
    other.actors.len() > 1 && everybody.clone().count() > 0 && everybody.clone().all(|p| other.actors.iter().any(|o| o.name == p.name))
}

/// Adds what the later mention tells and the earlier left open; a clash has all its sides as actors.
fn absorb(view: &View, earlier: &mut Event, later: Event, mutual: bool) {
    if later.event_type == EventType::Consult
        && earlier.sentence == later.sentence
        && later.recipients.is_empty()
        && all_in(earlier, &later)
    {
        // The noun has all who take part: "called a meeting of X and Y".
        (earlier.actors, earlier.recipients) = (later.actors.clone(), Vec::new());
    }
    let hit = |p: &Participant| earlier.recipients.iter().any(|r| r.name == p.name);
    let named = are_unknown(&earlier.actors) && !later.actors.is_empty() && !are_unknown(&later.actors);
    if (earlier.actors.is_empty() || named) && !later.actors.iter().any(hit) {
        earlier.actors = later.actors;
    }
    let closed = mutual && (earlier.actors.len() > 1 || !earlier.actors.is_empty() && fights::between(view, earlier.head));
    if earlier.recipients.is_empty() && !closed {
        earlier.recipients = later.recipients;
    } else if !closed && earlier.sentence == later.sentence && earlier.event_type == EventType::Assault {
        let known = |p: &Participant| earlier.recipients.iter().any(|e| e.name == p.name);
        let more: Vec<Participant> =
            later.recipients.into_iter().filter(|p| !known(p) && p.name != "other" && p.name != "others").collect();
        earlier.recipients.extend(more);
    }
    // "met X during a visit" is no visit.
    if earlier.mode.is_none() && !(mutual && later.mode.as_deref() == Some("visit")) {
        (earlier.mode, earlier.score) = (later.mode, later.score);
    }
    for p in later.denied_by {
        if !earlier.denied_by.iter().any(|e| e.name == p.name) {
            earlier.denied_by.push(p);
        }
    }
    if earlier.status == Status::Denied && later.status != Status::Denied {
        earlier.status = later.status;
    }
    earlier.reasons.push(format!("told again in sentence {}", later.sentence + 1));
    take_place_and_date(earlier, later.place, later.date, later.historical);
}

/// Where and when it was, as far as the earlier mention does not say so, or less exactly.
fn take_place_and_date(earlier: &mut Event, place: Option<EventPlace>, date: Option<EventDate>, historical: bool) {
    EventPlace::settle(&mut earlier.place, place);
    let undated = earlier.date.as_ref().is_none_or(|d| d.span.is_none());
    if undated && date.as_ref().is_some_and(|d| d.span.is_some()) {
        (earlier.date, earlier.historical) = (date, historical);
    }
}
