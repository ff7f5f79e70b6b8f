//! Whom a truce binds: the sides that fought, not those who brokered it.

use truceline_events::{Event, Scene, Status, frames};
use truceline_knowledge::{EventType, Referent};
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::{Deprel, Upos, Xpos};

use crate::{
    ceasefire::steps,
    picture::Opposition,
    sides::{can_fight, commanded, sent_by},
};

/// What the report elsewhere tells of those whom its truces bind.
pub(crate) struct Bound {
    between: Vec<Vec<Participant>>,
    enemies: Vec<Vec<Participant>>,
}

impl Bound {
    /// Looks at all truces of the report and at who fights whom.
    pub(crate) fn new(scene: Scene, truces: &[u32], opposition: &[Opposition]) -> Self {
        let between = truces.iter().filter_map(|&t| frames::frame(scene.view, scene.knowledge, t)).map(|f| {
            let tokens: Vec<u32> = f.obliques.iter().filter(|(p, _)| p == "between").map(|o| o.1).collect();
            scene.people(&tokens).into_iter().map(|p| commanded(scene, p)).collect::<Vec<_>>()
        });
        // "The truce took effect": between those who agreed on it.
        let made = truces.iter().flat_map(|&t| steps(scene, t).into_iter().map(move |(event, word)| (t, event, word)));
        let made = made.filter(|(_, event, _)| matches!(*event, "agreed" | "in force" | "declared" | "extended"));
        let signed: Vec<Vec<Participant>> = made.map(|(noun, event, word)| signatories(scene, noun, word, event)).collect();
        let at_war = scene.mentions.at_war(scene.view, scene.knowledge);
        Self {
            between: between.chain(signed).filter(|list| list.len() > 1).collect(),
            enemies: {
                let mut pairs: Vec<Vec<Participant>> = opposition.iter().map(|o| vec![o.a.clone(), o.b.clone()]).collect();
                pairs.extend((at_war.len() > 1).then_some(at_war));
                // Those known by name before `fighters` and `militiamen`.
                pairs.sort_by_key(|pair| pair.iter().any(|p| p.entity.is_none() && !p.name.contains(char::is_uppercase)));
                pairs
            },
        }
    }

    /// The sides of the truce that all those found belong to.
    pub(crate) fn fill(&self, found: Vec<Participant>) -> Vec<Participant> {
        let fits = |list: &&Vec<Participant>| found.iter().all(|f| list.iter().any(|p| p.name == f.name));
        self.between.iter().find(fits).or_else(|| self.enemies.iter().find(fits)).cloned().unwrap_or(found)
    }
}

/// Those whom a step names as bound by the truce.
fn signatories(scene: Scene, noun: u32, word: u32, event: &str) -> Vec<Participant> {
    let found = named(scene, noun, word, event).into_iter().map(|p| commanded(scene, sent_by(scene, p)));
    found.filter(|p| !is_generic(scene, p)).collect()
}

/// `although X and Y trade charges`: the two armed sides that another clause of the sentence has act together or on each other.
fn named_beside(scene: Scene, word: u32) -> Vec<Participant> {
    let view = scene.view;
    let Some(sentence) = view.sentence(word) else { return Vec::new() };
    for verb in sentence.tokens.clone().filter(|&t| view.upos(t) == Upos::Verb && t != word) {
        let Some(frame) = frames::frame(view, scene.knowledge, verb) else { continue };
        let mut found: Vec<Participant> = Vec::new();
        for p in scene.people(&frame.subjects).into_iter().map(|p| commanded(scene, sent_by(scene, p))) {
            let armed = can_fight(scene, &p) && !is_generic(scene, &p);
            if armed && !found.iter().any(|f| f.name == p.name) {
                found.push(p);
            }
        }
        if found.len() == 2 {
            return found;
        }
    }
    Vec::new()
}

/// The parties of one step.
pub(crate) fn parties(scene: Scene, noun: u32, word: u32, event: &str, bound: &Bound, events: &[Event]) -> Vec<Participant> {
    let (unnamed, found): (Vec<Participant>, Vec<Participant>) =
        named(scene, noun, word, event).into_iter().map(|p| commanded(scene, sent_by(scene, p))).partition(|p| is_generic(scene, p));
    if found.is_empty() && !unnamed.is_empty() {
        // "between the two communities": those who fight each other by the rest of the report.
        let filled = bound.fill(Vec::new());
        return if filled.is_empty() { unnamed } else { filled };
    }
    if event == "breached" && found.is_empty() {
        let doers = attackers(scene, word, events);
        if !doers.is_empty() {
            return doers;
        }
    }
    if found.is_empty() && bound.between.is_empty() {
        let beside = named_beside(scene, word);
        if !beside.is_empty() {
            return beside;
        }
    }
    // "The United States obtained a pause": for those who fight each other.
    if found.iter().any(|p| is_outsider(scene, p)) && event != "ended" {
        let pair = bound.fill(Vec::new());
        let theirs = |p: &Participant| pair.iter().any(|q| crate::sides::one_side(scene, p, q));
        if pair.len() > 1 && !found.iter().any(theirs) {
            return pair;
        }
    }
    let one_side = matches!(event, "declared" | "ended") && !found.is_empty();
    if found.len() < 2 && !one_side { bound.fill(found) } else { found }
}

/// A state or a body of states, which may have brought a truce about.
fn is_outsider(scene: Scene, p: &Participant) -> bool {
    let kind = p.entity.and_then(|e| scene.mentions.entities.get(e as usize)).map(|e| e.kind);
    matches!(kind, Some(NameKind::Country)) || p.codes.iter().any(|c| c.starts_with("IGO"))
}

/// `the two sides`, `both armies`: belligerents without a name.
pub(crate) fn is_generic(scene: Scene, p: &Participant) -> bool {
    let view = scene.view;
    let plural = matches!(view.xpos(p.token), Xpos::Nns | Xpos::Nnps);
    let words = matches!(
        view.lemma(p.token),
        "side"
            | "party"
            | "community"
            | "army"
            | "service"
            | "neighbour"
            | "neighbor"
            | "country"
            | "rival"
            | "foe"
            | "belligerent"
            | "state"
            | "camp"
            | "enemy"
            | "nation"
            | "delegation"
            | "negotiator"
    );
    p.entity.is_none() && plural && words && !p.name.split(' ').any(|w| w.starts_with(char::is_uppercase))
}

/// `the two armies announced a truce`, `X and Y declared one`: both bind themselves.
pub(crate) fn is_mutual(scene: Scene, word: u32) -> bool {
    let Some(frame) = frames::frame(scene.view, scene.knowledge, word) else { return false };
    let who = scene.people(&frame.subjects);
    who.len() > 1 || who.iter().any(|p| is_generic(scene, p))
}

/// `A truce between X and Y, which Z announced`: X and Y, who are bound by it, where Z is none of them.
pub(crate) fn announced_for(scene: Scene, noun: u32, word: u32) -> Option<Vec<Participant>> {
    let view = scene.view;
    let truce = frames::frame(view, scene.knowledge, noun)?;
    let between: Vec<u32> = truce.obliques.iter().filter(|(p, _)| p == "between").map(|o| o.1).collect();
    let between: Vec<Participant> = scene.people(&between).into_iter().map(|p| commanded(scene, p)).collect();
    let tellers = scene.people(&frames::frame(view, scene.knowledge, word)?.subjects);
    let other = |t: &Participant| !between.iter().any(|b| crate::sides::one_side(scene, t, b));
    (between.len() > 1 && !tellers.is_empty() && tellers.iter().all(other)).then_some(between)
}

/// Those who act on the truce, and those it is between.
fn named(scene: Scene, noun: u32, word: u32, event: &str) -> Vec<Participant> {
    let view = scene.view;
    let mut tokens: Vec<u32> = Vec::new();
    for head in [noun, word] {
        let Some(f) = frames::frame(view, scene.knowledge, head) else { continue };
        let brokered = is_brokering(view.lemma(head));
        let binding = |p: &str| matches!(p, "between" | "with") || p == "by" && !brokered && head != noun;
        tokens.extend(f.obliques.iter().filter(|(p, t)| binding(p) && *t != noun).map(|o| o.1));
        tokens.extend(&f.possessives);
        let acts =
            view.upos(head) == Upos::Verb && !brokered && !matches!(view.lemma(head), "call" | "urge" | "demand" | "press" | "appeal");
        if view.lemma(head) == "bind" {
            tokens.extend(&f.objects);
            continue;
        }
        // "X called on both to begin a truce": X is no party.
        let begun = event == "proposed" && matches!(view.lemma(head), "begin" | "start" | "implement" | "enter");
        if acts && !begun && (event != "proposed" || tokens.is_empty()) {
            tokens.extend(f.subjects.iter().copied().filter(|&s| s != noun));
        }
        if event == "breached" && scene.people(&f.subjects).is_empty() {
            tokens.extend(accusers(scene, head));
        }
    }
    let mut out: Vec<Participant> = Vec::new();
    for p in scene.people(&tokens) {
        let body = p.codes.iter().any(|c| c.starts_with("IGO"));
        if !body && !is_guarantor(scene, noun, &p, event) && !out.iter().any(|o| o.name == p.name) {
            out.push(p);
        }
    }
    out
}

fn is_brokering(lemma: &str) -> bool {
    matches!(
        lemma,
        "broker"
            | "mediate"
            | "sponsor"
            | "negotiate"
            | "facilitate"
            | "guarantee"
            | "arrange"
            | "welcome"
            | "propose"
            | "host"
            | "monitor"
    )
}

/// `accused each other of breaking the truce`, `traded accusations of breaking it`.
fn accusers(scene: Scene, verb: u32) -> Vec<u32> {
    let view = scene.view;
    let charge = view.head(verb).filter(|&h| matches!(view.lemma(h), "accusation" | "charge" | "claim" | "blame" | "allegation"));
    let trades = charge.and_then(|c| view.head(c)).filter(|&v| matches!(view.lemma(v), "trade" | "exchange" | "swap"));
    if let Some(frame) = trades.and_then(|v| frames::frame(view, scene.knowledge, v)) {
        return frame.subjects;
    }
    let accuses = view.head(verb).filter(|&h| matches!(view.lemma(h), "accuse" | "blame"));
    let Some(frame) = accuses.and_then(|h| frames::frame(view, scene.knowledge, h)) else { return Vec::new() };
    let mutual = frame.objects.iter().any(|&o| matches!(view.lemma(o), "other" | "another"));
    if mutual { frame.subjects } else { frame.objects }
}

/// A state that announces or agrees on a truce for another state's war.
fn is_guarantor(scene: Scene, noun: u32, p: &Participant, event: &str) -> bool {
    let view = scene.view;
    let country = |e: u32| match scene.mentions.entities.get(e as usize)?.referent {
        Some(Referent::Country(c)) => Some(c),
        _ => None,
    };
    let Some(own) = p.entity.and_then(country).filter(|_| matches!(event, "declared" | "agreed" | "in force")) else { return false };
    let phrases =
        view.children_by(noun, &[Deprel::Nmod, Deprel::Obl]).filter(|&c| matches!(view.preposition(c).as_deref(), Some("in" | "for")));
    let of_war = phrases.filter_map(|c| scene.mentions.name_headed_by(c)).filter(|n| matches!(n.kind, NameKind::Country | NameKind::Seat));
    let mut states = of_war.filter_map(|n| country(n.entity)).peekable();
    states.peek().is_some() && states.all(|s| s != own)
}

/// Those said beside the breach to attack.
fn attackers(scene: Scene, word: u32, events: &[Event]) -> Vec<Participant> {
    let sentence = scene.view.sentence_index(word);
    let attacks =
        |e: &&Event| e.event_type == EventType::Assault && e.sentence == sentence && matches!(e.status, Status::Occurred | Status::Ongoing);
    let mut out: Vec<Participant> = Vec::new();
    for p in events.iter().filter(attacks).flat_map(|e| &e.actors).filter(|p| can_fight(scene, p)) {
        if !out.iter().any(|o| o.name == p.name) {
            out.push(p.clone());
        }
    }
    out
}
