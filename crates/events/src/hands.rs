//! The hands behind what a sentence has act: who flies the jets, who blows himself up, who makes the rules.

use truceline_knowledge::EventType;
use truceline_mentions::{NameKind, Participant};
use truceline_syntax::{Deprel, Upos};

use crate::{
    event::Event,
    frames,
    matching::{Scene, coded_by},
};

/// How many sentences apart the bomber of a suicide attack is told.
const BOMBER_REACH: u32 = 2;
/// How many sentences apart those are told who make the rules.
const RULER_REACH: u32 = 1;

/// Fills and mends actors that a report tells elsewhere.
pub(crate) fn fill(scene: Scene, events: &mut [Event]) {
    for e in events.iter_mut() {
        flyers(scene, e);
        if !e.actors.is_empty() {
            continue;
        }
        let found = bombers(scene, e).or_else(|| rulers(scene, e));
        if let Some(found) = found.filter(|f| !f.is_empty() && f.iter().all(|p| e.recipients.iter().all(|r| r.name != p.name))) {
            e.reasons.push("whose hand it was the report tells beside".to_owned());
            e.actors = found;
        }
    }
}

/// `fighter jets bombed`, `an Israeli airstrike`: the armed forces that the report names as a whole.
fn flyers(scene: Scene, e: &mut Event) {
    let view = scene.view;
    let machine = |p: &Participant| {
        let lemma = view.lemma(p.token);
        p.entity.is_none()
            && (scene.knowledge.lexicon.in_class("aircraft", lemma) || matches!(lemma, "tank" | "warship" | "gunboat"))
            && lemma != "bomber" // who may be a man
            && !matches!(view.lemma(p.token.saturating_sub(1)), "rebel" | "militant")
    };
    let from_afar = matches!(e.mode.as_deref(), Some("aerial" | "drone" | "heavy-weapons"));
    let state = |p: &Participant| from_afar && scene.mentions.name_headed_by(p.token).is_some_and(|n| n.kind == NameKind::Nationality);
    if e.event_type != EventType::Assault || !e.actors.iter().all(|p| machine(p) || state(p)) {
        return;
    }
    let mut owners: Vec<Participant> = Vec::new();
    for p in &e.actors {
        let state = p.state(scene.knowledge).map(|s| s.iso3.as_str());
        let Some(forces) = scene.mentions.military(view, scene.knowledge, state) else { return };
        if !owners.iter().any(|o| o.name == forces.name) {
            owners.push(Participant { span: p.span, token: p.token, ..forces });
        }
    }
    if !owners.is_empty() {
        e.reasons.push("whose arms they are".to_owned());
        e.actors = owners;
    }
}

/// `A suicide attack killed ten. The bomber ...`.
fn bombers(scene: Scene, e: &Event) -> Option<Vec<Participant>> {
    let view = scene.view;
    let suicide = view.children_by(e.head, &[Deprel::Compound, Deprel::Amod]).any(|c| view.lemma(c) == "suicide");
    if e.event_type != EventType::Assault || !suicide {
        return None;
    }
    let first = view.segmented.sentences.get(e.sentence.saturating_sub(BOMBER_REACH) as usize)?.tokens.start;
    let last = view.segmented.sentences.iter().take((e.sentence + BOMBER_REACH + 1) as usize).next_back()?.tokens.end;
    let bomber = |t: &u32| view.lemma(*t) == "bomber" && view.upos(*t) == Upos::Noun && view.deprel(*t) != Deprel::Compound;
    (first..last).find(bomber).map(|t| scene.people(&[t]))
}

/// `New regulations forbid`, `the decree bans`: the government or body told beside.
fn rulers(scene: Scene, e: &Event) -> Option<Vec<Participant>> {
    use EventType as T;
    let view = scene.view;
    let coded = coded_by(scene, e.head).filter(|c| c.frame.is_verb && !c.frame.passive)?;
    let ruled = matches!(e.event_type, T::Coerce | T::Sanction | T::Concede)
        && coded.frame.subjects.iter().any(|&s| {
            matches!(
                view.lemma(s),
                "regulation" | "rule" | "law" | "decree" | "order" | "directive" | "legislation" | "edict" | "ordinance"
            )
        });
    if !ruled || frames::is_passive(view, e.head) {
        return None;
    }
    let rules = |t: &u32| matches!(view.lemma(*t), "government" | "ministry" | "parliament" | "authority" | "cabinet" | "junta" | "regime");
    let near = |t: &u32| view.sentence_index(*t).abs_diff(e.sentence) <= RULER_REACH;
    let heads = (0..view.len()).filter(|t| near(t) && rules(t) && !matches!(view.deprel(*t), Deprel::Compound | Deprel::Amod));
    heads.min_by_key(|t| t.abs_diff(e.head)).map(|t| scene.people(&[t]))
}
