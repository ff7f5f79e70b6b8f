//! Praise, blame and demands of a deed that is told fall on those who did it.

use truceline_knowledge::EventType;
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::{Deprel, Upos};

use crate::{
    event::Event,
    matching::{Scene, coded_by},
    merge, who,
};

/// CAMEO's code for declaring and keeping a truce.
const TRUCE: &str = "0871";

/// How many sentences back a deed is told that `the move`, `the deal` points to.
const BACK: u32 = 2;

/// `welcomes the liberation of X`, `called for a halt to the offensive`, `condemned the move`: the recipients are those who did it,
/// where the report tells them elsewhere.
pub(crate) fn fill(scene: Scene, events: &mut [Event]) {
    use EventType as T;
    for at in 0..events.len() {
        let judgement = &events[at];
        if !judgement.recipients.is_empty() || !matches!(judgement.event_type, T::Support | T::Accuse | T::Request | T::Reject) {
            continue;
        }
        let Some(coded) = coded_by(scene, judgement.head) else { continue };
        if matches!(scene.view.lemma(judgement.head), "sign" | "ratify" | "adopt" | "initial") {
            continue; // whoever signs a deal has made it
        }
        let about =
            coded.frame.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "for" | "of" | "to" | "over" | "on" | "at")).map(|o| o.1);
        // "said the arrest was a mistake"
        let said = coded.frame.clause.filter(|&c| scene.view.child(c, &[Deprel::Cop]).is_some());
        let said = said.map_or_else(Vec::new, |c| scene.view.children_by(c, &[Deprel::Nsubj]).collect());
        let things: Vec<u32> = coded.frame.objects.iter().copied().chain(about).chain(said).collect();
        let doers = things.into_iter().find_map(|t| doers_of(scene, events, at, deed_in(scene, t)));
        let Some(doers) = doers.filter(|d| d.iter().all(|a| judgement.actors.iter().all(|j| j.name != a.name))) else { continue };
        events[at].reasons.push("those who did it are whom it is about".to_owned());
        events[at].recipients = doers;
    }
    answers(events);
    captors(scene, events);
}

/// `called for her release`: those who are told to hold or have sentenced her.
fn captors(scene: Scene, events: &mut [Event]) {
    use EventType as T;
    let view = scene.view;
    for at in 0..events.len() {
        let wish = &events[at];
        if wish.event_type != T::Request || !wish.recipients.is_empty() || wish.actors.is_empty() {
            continue;
        }
        let Some(coded) = coded_by(scene, wish.head) else { continue };
        let phrases = coded.frame.obliques.iter().filter(|(p, _)| p == "for").map(|o| o.1);
        let release = |t: &u32| matches!(view.lemma(*t), "release" | "freedom" | "liberation");
        let Some(noun) = coded.frame.objects.iter().copied().chain(phrases).find(release) else { continue };
        let of = view.children_by(noun, &[Deprel::Nmod]).filter(|&c| view.preposition(c).as_deref() == Some("of"));
        let freed = scene.people(&view.children_by(noun, &[Deprel::NmodPoss]).chain(of).collect::<Vec<_>>());
        let here = wish.sentence;
        let holds = |e: &&Event| {
            let taken = matches!(
                (e.event_type, e.mode.as_deref()),
                (T::Assault, Some("abduct")) | (T::Coerce, Some("arrest")) | (T::Sanction, Some("convict"))
            );
            let meant = e.recipients.iter().any(|r| freed.iter().any(|f| f.name == r.name)) || here == e.sentence && freed.is_empty();
            taken && meant && !e.actors.is_empty() && !merge::are_unknown(&e.actors)
        };
        let Some(who) = events[..at].iter().rev().find(holds).or_else(|| events[at + 1..].iter().find(holds)) else { continue };
        let who = who.actors.clone();
        if who.iter().all(|w| events[at].actors.iter().all(|a| a.name != w.name)) {
            events[at].reasons.push("those who hold the ones to be freed".to_owned());
            events[at].recipients = who;
        }
    }
}

/// `Senators pressed the secretary. She refused`: who refuses refuses those who asked just before.
fn answers(events: &mut [Event]) {
    for at in 0..events.len() {
        let refusal = &events[at];
        if refusal.event_type != EventType::Reject || !refusal.recipients.is_empty() || refusal.actors.is_empty() {
            continue;
        }
        let asked = |e: &&Event| {
            e.event_type == EventType::Request
                && !e.actors.is_empty()
                && refusal.sentence - e.sentence.min(refusal.sentence) <= BACK
                && e.recipients.iter().any(|r| refusal.actors.iter().any(|a| a.name == r.name))
        };
        let Some(askers) = events[..at].iter().rev().find(asked).map(|e| e.actors.clone()) else { continue };
        events[at].reasons.push("those who asked just before".to_owned());
        events[at].recipients = askers;
    }
}

/// `an end to the offensive`: the offensive.
fn deed_in(scene: Scene, noun: u32) -> u32 {
    let view = scene.view;
    if !matches!(view.lemma(noun), "end" | "halt" | "stop" | "cessation" | "pause" | "suspension" | "investigation" | "inquiry" | "probe") {
        return noun;
    }
    let inner = view.children_by(noun, &[Deprel::Nmod, Deprel::Obl]);
    inner.into_iter().find(|&c| matches!(view.preposition(c).as_deref(), Some("to" | "of" | "in" | "into"))).unwrap_or(noun)
}

/// Who did the deed that a noun names: by its own event, by one of its kind with the same victims, or by the one told last before;
/// a verdict is the court's.
fn doers_of(scene: Scene, events: &[Event], judgement: usize, noun: u32) -> Option<Vec<Participant>> {
    use EventType as T;
    let view = scene.view;
    let acts = |e: &&Event| !e.actors.is_empty();
    if let Some(own) = events.iter().filter(acts).find(|e| e.head == noun) {
        return Some(own.actors.clone());
    }
    let definite = view.children_by(noun, &[Deprel::Det]).any(|d| matches!(view.lemma(d), "the" | "this" | "that" | "these" | "those"));
    let before = || events[..judgement].iter().rev().filter(acts);
    match coded_by(scene, noun) {
        Some(deed) => {
            let victims = who::sides(scene, &deed.frame, deed.pattern).recipients;
            let same = |e: &&Event| {
                e.event_type == deed.pattern.event_type && e.recipients.iter().any(|r| victims.iter().any(|v| v.name == r.name))
            };
            // "called the attack unacceptable", after a crowd had stoned the police
            let alike = |e: &&Event| {
                let violent = deed.pattern.event_type == EventType::Assault && e.event_type == EventType::Protest && e.mode.is_some();
                definite && victims.is_empty() && (e.event_type == deed.pattern.event_type || violent)
            };
            let later = || events[judgement + 1..].iter().filter(acts).find(same);
            before().find(same).or_else(|| before().find(alike)).or_else(later).map(|e| e.actors.clone())
        }
        None if view.lemma(noun) == "vote" && definite => {
            let house = |t: &u32| {
                matches!(
                    view.lemma(*t),
                    "parliament" | "senate" | "assembly" | "congress" | "council" | "lawmaker" | "legislature" | "house"
                ) && who::participant(scene, *t)
            };
            Some(who::people(scene, &[(0..noun).rev().find(house)?]))
        }
        None if matches!(view.lemma(noun), "verdict" | "ruling" | "judgment" | "judgement" | "sentence" | "conviction" | "acquittal") => {
            let bench = |t: &u32, words: &[&str]| words.contains(&view.lemma(*t)) && who::participant(scene, *t);
            let court = (0..noun).rev().find(|t| bench(t, &["court", "tribunal"]));
            let court = court.or_else(|| (0..noun).rev().find(|t| bench(t, &["judge", "jury"])));
            let found = who::people(scene, &court.into_iter().collect::<Vec<_>>());
            (definite && !found.is_empty()).then_some(found)
        }
        None => {
            let here = view.sentence_index(noun);
            let violence = matches!(
                view.lemma(noun),
                "violence"
                    | "bloodshed"
                    | "brutality"
                    | "atrocity"
                    | "crime"
                    | "outrage"
                    | "carnage"
                    | "slaughter"
                    | "repression"
                    | "crackdown"
            );
            if violence && definite && events[judgement].event_type == EventType::Accuse {
                let force = |e: &&Event| e.event_type == EventType::Assault && here - e.sentence.min(here) <= 2 * BACK;
                return before().find(force).map(|e| e.actors.clone());
            }
            // "seized the port, a move that X condemned"
            let set = view.deprel(noun) == Deprel::Appos && view.children_by(noun, &[Deprel::AclRelcl]).next().is_some();
            let kinds = pointed_to(view.lemma(noun)).filter(|_| definite || set)?;
            let near = |e: &&Event| {
                here - e.sentence.min(here) <= BACK && view.upos(e.head) != Upos::Adj && (kinds.is_empty() || kinds.contains(&e.event_type))
            };
            // An offer or a demand may be told by a deed of another type.
            let any = |e: &&Event| here - e.sentence.min(here) <= BACK && view.upos(e.head) != Upos::Adj && !kinds.contains(&T::Consult);
            // "Y condemned the move. Z welcomed it": another judgement is no move.
            let judges = |e: &&Event| matches!(e.event_type, T::Accuse | T::Support);
            let moves = before().filter(near).find(|e| !(kinds.is_empty() && judges(e)));
            let move_told = moves.or_else(|| before().find(near)).or_else(|| before().find(any));
            // "The step was welcomed", of a truce: it is for both sides.
            let truce = |e: &Event| e.cameo.as_deref() == Some(TRUCE);
            if events[judgement].event_type == T::Support && kinds.is_empty() && move_told.is_some_and(truce) {
                return None;
            }
            let told = move_told.map(|e| e.actors.clone());
            let step = matches!(view.lemma(noun), "move" | "decision" | "step" | "measure" | "announcement");
            told.or_else(|| deciders(scene, noun).filter(|_| step))
        }
    }
}

/// `Israel confirmed plans to build homes. X condemned the move`: the state or body of which the sentence before tells.
fn deciders(scene: Scene, noun: u32) -> Option<Vec<Participant>> {
    let view = scene.view;
    let index = view.sentence_index(noun).checked_sub(1)?;
    let before = view.segmented.sentences.get(index as usize)?.tokens.clone();
    let root = before.clone().find(|&t| view.head(t).is_none() && view.upos(t) == Upos::Verb)?;
    // "Officials say X has approved it": X
    let told = view.child(root, &[Deprel::Ccomp]).filter(|_| scene.knowledge.lexicon.in_class("speech", view.lemma(root)));
    let verb = told.filter(|&c| view.upos(c) == Upos::Verb).unwrap_or(root);
    let decides = matches!(
        view.lemma(verb),
        "plan"
            | "announce"
            | "confirm"
            | "approve"
            | "decide"
            | "propose"
            | "vote"
            | "pass"
            | "introduce"
            | "order"
            | "declare"
            | "begin"
            | "start"
            | "unveil"
            | "adopt"
            | "want"
            | "intend"
            | "seek"
            | "will"
            | "build"
            | "close"
            | "cut"
            | "end"
            | "say"
    );
    let who = scene.people(&crate::frames::subjects(view, verb, 2));
    let party = |p: &Participant| {
        let named = p.entity.and_then(|e| scene.mentions.entities.get(e as usize)).is_some_and(|e| e.kind != NameKind::Place);
        named || p.codes.iter().any(|c| c.ends_with("GOV") || c.ends_with("LEG") || c.ends_with("JUD"))
    };
    (decides && !who.is_empty() && who.iter().all(party)).then_some(who)
}

/// The types of event to which a noun points back; none of them where it may be any.
fn pointed_to(noun: &str) -> Option<&'static [EventType]> {
    use EventType as T;
    Some(match noun {
        "deal" | "agreement" | "accord" | "pact" | "breakthrough" => &[T::Agree, T::Support, T::Consult, T::Concede, T::Cooperate],
        "meeting" | "talks" | "visit" => &[T::Consult],
        "offer" | "proposal" | "invitation" => &[T::Agree, T::Concede, T::Request],
        "demand" | "call" | "request" | "appeal" | "ultimatum" => &[T::Request, T::Threaten],
        "move" | "decision" | "step" | "announcement" | "act" | "action" | "measure" | "approach" | "incursion" | "deed" | "gesture"
        | "outcome" | "success" | "resolution" => &[],
        _ => return None,
    })
}
