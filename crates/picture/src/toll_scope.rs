//! Whether a count is of one incident or a reckoning over time, and where its people were.

use truceline_events::{EventPlace, Scene, frames, slots};
use truceline_mentions::When;
use truceline_syntax::{Deprel, Upos, View};

use crate::picture::Toll;

/// From how many killed on a count is of more than one incident.
const WAR: u64 = 1_000;
/// From how many on people who `have been killed` without a day were so over time.
const OVER_TIME: u64 = 100;

/// What is known of a count when its scope is asked for.
pub(crate) struct Count {
    pub(crate) kind: &'static str,
    /// The lowest number told.
    pub(crate) least: u64,
    pub(crate) date: Option<When>,
}

/// True for a sum over several incidents or days. `head` is the word that tells the count.
pub(crate) fn is_cumulative(scene: Scene, head: u32, frame: &frames::Frame, count: &Count) -> bool {
    let view = scene.view;
    let one_day = count.date.is_some_and(|d| d.last == d.first);
    let at_once = in_incident(scene, head);
    if lasting(view, head) {
        return true;
    }
    // "In April an air strike killed 40": the month tells when it was, not for how long.
    if count.date.is_some() && !one_day {
        return !at_once && (is_perfect(view, head) || !frame.subjects.iter().any(|&s| is_one_incident(scene, s)));
    }
    // "3,000 people fled on Saturday"
    if count.kind == "displaced" && one_day && !is_perfect(view, head) {
        return false;
    }
    let large = count.kind == "killed" && count.least >= WAR;
    let perfect = count.least >= OVER_TIME && !one_day && is_perfect(view, head) && !at_once;
    large || perfect || count.kind == "displaced" || !one_day && of_war(scene, head, frame)
}

/// `the war has killed`, `the fighting has left 90 dead`.
fn of_war(scene: Scene, head: u32, frame: &frames::Frame) -> bool {
    let view = scene.view;
    let above = view.head(head).filter(|&v| view.upos(v) == Upos::Verb).map(|v| frames::subjects(view, v, 2)).unwrap_or_default();
    let of = view
        .children_by(head, &[Deprel::Nmod, Deprel::Obl])
        .filter(|&c| matches!(view.preposition(c).as_deref(), Some("of" | "in" | "from" | "during")) && !is_dated(scene, c));
    let war = |t: u32| {
        matches!(
            view.lemma(t),
            "conflict" | "war" | "violence" | "insurgency" | "fighting" | "crisis" | "unrest" | "uprising" | "rebellion" | "crackdown"
        )
    };
    frame.subjects.iter().copied().chain(above).chain(of).any(war)
}

fn is_dated(scene: Scene, token: u32) -> bool {
    scene.view.subtree(token).any(|t| scene.mentions.time_at(t).is_some())
}

/// `in an air strike`, `when a bomb went off`: what is counted came about at once.
fn in_incident(scene: Scene, head: u32) -> bool {
    let view = scene.view;
    let at_once = |c: u32| match view.deprel(c) {
        Deprel::Obl | Deprel::Nmod => is_one_incident(scene, c),
        Deprel::Advcl => view.children_by(c, &[Deprel::Mark, Deprel::Advmod]).any(|m| view.lemma(m) == "when"),
        _ => false,
    };
    view.children(head).iter().any(|&c| at_once(c))
}

/// `an air strike`, `the bombing`.
fn is_one_incident(scene: Scene, noun: u32) -> bool {
    let view = scene.view;
    let single = view.children_by(noun, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "a" | "an" | "the" | "one" | "that"));
    single && scene.knowledge.lexicon.in_class("incident", view.lemma(noun)) && view.lemma(noun) != "fighting"
}

/// `have been killed`, `has killed`, but not `had killed`.
fn is_perfect(view: &View, head: u32) -> bool {
    let own = |v: u32| {
        let form = |a: u32| matches!(view.form(a).to_lowercase().as_str(), "have" | "has" | "'ve" | "'s");
        let to = view.children_by(v, &[Deprel::Mark]).any(|m| view.lemma(m) == "to");
        !to && view.children_by(v, &[Deprel::Aux]).any(|a| view.lemma(a) == "have" && form(a))
    };
    own(head) || view.head(head).is_some_and(|v| view.deprel(head) == Deprel::Conj && own(v))
}

/// `since Saturday`, `in four days`, `within days`, `in the weeks that followed`: what is counted came about over several days.
fn lasting(view: &View, head: u32) -> bool {
    let unit = |t: u32| {
        let several = view.child(t, &[Deprel::Nummod]).is_some() || !view.form(t).eq_ignore_ascii_case(view.lemma(t));
        matches!(view.lemma(t), "day" | "week" | "month" | "year" | "decade") && several
    };
    let verb = view.head(head).filter(|&v| view.upos(v) == Upos::Verb && view.upos(head) != Upos::Verb);
    let over = |at: u32| {
        view.children_by(at, &[Deprel::Obl, Deprel::OblUnmarked, Deprel::Nmod, Deprel::Advcl]).any(|t| {
            match view.preposition(t).as_deref() {
                Some("since") => true,
                // "in the same period"
                Some("in" | "over" | "during" | "within") => unit(t) || matches!(view.lemma(t), "period" | "stretch"),
                _ => view.deprel(t) == Deprel::Advcl && view.children_by(t, &[Deprel::Mark]).any(|m| view.lemma(m) == "since"),
            }
        })
    };
    over(head) || verb.is_some_and(over)
}

/// Counts of people who were killed and of those who were hurt in one clause are of one time and place.
pub(crate) fn share(scene: Scene, list: &mut [Toll]) {
    let sentence = |t: &Toll| scene.view.sentence_index(t.head);
    for i in 1..list.len() {
        let (before, after) = list.split_at_mut(i);
        let (a, b) = (&mut before[i - 1], &mut after[0]);
        let pair = matches!((a.kind, b.kind), ("killed", "injured") | ("injured", "killed"));
        if !pair || a.date.is_some() && b.date.is_some() || sentence(a) != sentence(b) {
            continue;
        }
        let running = a.scope == "cumulative" || b.scope == "cumulative";
        for t in [&mut *a, &mut *b] {
            t.scope = if running { "cumulative" } else { "incident" };
        }
        (a.date, b.date) = (a.date.or(b.date), b.date.or(a.date));
        let place = a.place.clone().or_else(|| b.place.clone());
        (a.place, b.place) = (a.place.take().or_else(|| place.clone()), b.place.take().or(place));
    }
}

/// The place that the count's own clause names, or that the clause describes: `in X, where 20 people were killed`.
pub(crate) fn place(scene: Scene, head: u32, frame: &frames::Frame) -> Option<EventPlace> {
    let view = scene.view;
    // "an air strike on the village of X, in Y Province, killed": where the strike was.
    let strike = frame.subjects.iter().copied().find(|&s| frame.is_verb && !frame.passive && is_one_incident(scene, s));
    let struck = strike.and_then(|s| slots::place(scene, &frames::frame(view, scene.knowledge, s)?, None, false));
    let own = struck.or_else(|| slots::place(scene, frame, None, false));
    let above = || {
        let verb = view.head(head).filter(|&v| view.upos(v) == Upos::Verb && !frame.is_verb)?;
        slots::place(scene, &frames::frame(view, scene.knowledge, verb)?, None, false)
    };
    let described = || {
        let opens = |t: u32| view.children_by(t, &[Deprel::Advmod]).find(|&a| a < t && view.lemma(a) == "where");
        let opening = std::iter::successors(Some(head), |&t| view.head(t)).take(3).find_map(opens)?;
        let above = view.head(opening).and_then(|v| view.head(v)).and_then(|t| slots::place_in(scene, t));
        let name = scene.mentions.names.iter().rev().find(|n| n.tokens.end <= opening)?;
        let same = view.sentence_index(name.tokens.start) == view.sentence_index(opening);
        above.or_else(|| name.tokens.clone().filter(|_| same).find_map(|t| slots::place_in(scene, t)))
    };
    let left =
        || frame.objects.iter().find_map(|&o| slots::place_in(scene, o).filter(|_| matches!(view.lemma(head), "flee" | "leave" | "quit")));
    own.or_else(above).or_else(described).or_else(left).or_else(|| of_speaker(scene, head))
}

/// `a doctor in X said that ten people had been killed`: they were where the teller is, if nothing else is told.
fn of_speaker(scene: Scene, head: u32) -> Option<EventPlace> {
    let view = scene.view;
    let above = std::iter::successors(view.head(head), |&t| view.head(t)).take(3);
    let verb = above
        .filter(|&v| view.upos(v) == Upos::Verb)
        .find(|&v| matches!(view.lemma(v), "say" | "report" | "tell" | "count" | "confirm"))?;
    let speaker =
        view.children_by(verb, &[Deprel::Nsubj]).find(|&s| view.upos(s) == Upos::Noun && scene.mentions.name_headed_by(s).is_none())?;
    let local = matches!(
        view.lemma(speaker),
        "worker" | "resident" | "witness" | "villager" | "activist" | "rescuer" | "elder" | "teacher" | "mayor" | "shopkeeper"
    );
    let within =
        view.children_by(speaker, &[Deprel::Nmod]).find(|&c| local && matches!(view.preposition(c).as_deref(), Some("in" | "at")))?;
    slots::place_in(scene, within)
}

/// `killed in Sunday's attack`, `in a Friday raid`: the day of the incident in which people came to harm.
pub(crate) fn day_of_incident(scene: Scene, frame: &frames::Frame) -> Option<When> {
    let view = scene.view;
    let tokens = frame.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "in" | "by" | "during" | "from")).map(|o| o.1);
    let incident = |t: &u32| scene.knowledge.lexicon.in_class("incident", view.lemma(*t));
    let noun = tokens.chain(frame.subjects.iter().copied()).find(incident)?;
    let before =
        |c: &u32| *c < noun && matches!(view.deprel(*c), Deprel::Compound | Deprel::NmodPoss | Deprel::Amod | Deprel::NmodUnmarked);
    let time = view.children(noun).iter().copied().filter(before).find_map(|c| scene.mentions.time_at(c)).filter(|t| t.is_dated())?;
    time.resolve(scene.mentions.report_date(), false)
}
