//! Opposition told without a verb of fighting between its sides: `at odds with`, `accused X of shelling`, `raided each other`,
//! `fought on the side of X`.

use truceline_events::{Event, Scene, frames, status};
use truceline_knowledge::EventType;
use truceline_mentions::Participant;
use truceline_syntax::{Deprel, Upos};

use crate::{
    opposition::Pairs,
    quote,
    sides::{Sides, can_fight, one_side, owners},
    toll_words::phrase_after,
};

/// How far up a fight or a sender is looked for.
const REACH: usize = 4;

/// What the word at `i` tells.
pub(crate) fn find(scene: Scene, i: u32, pairs: &mut Pairs) {
    match scene.view.upos(i) {
        Upos::Noun | Upos::Adj | Upos::Propn => at_odds(scene, i, pairs),
        Upos::Verb => {
            each_other(scene, i, pairs);
            accused_of_force(scene, i, pairs);
        }
        _ => {}
    }
}

/// `X is at odds with Y`, `X and Y have been at war`, `X, who is locked in a feud with Y`.
fn at_odds(scene: Scene, noun: u32, pairs: &mut Pairs) {
    let view = scene.view;
    let Some(before) = noun.checked_sub(1) else { return };
    let states = &scene.knowledge.lexicon.picture.at_odds;
    let phrase = format!("{} {}", view.lemma(before), view.form(noun).to_lowercase());
    let article = before.checked_sub(1).filter(|_| matches!(view.form(before), "a" | "an" | "bitter" | "open" | "long"));
    let longer = article.map(|b| format!("{} {}", view.lemma(b), view.form(noun).to_lowercase()));
    if !(states.contains(phrase.as_str()) || longer.is_some_and(|l| states.contains(l.as_str()))) {
        return;
    }
    let verb = if view.child(noun, &[Deprel::Cop]).is_some() { noun } else { view.head(noun).unwrap_or(noun) };
    let subjects = match frames::subjects(view, verb, 4) {
        found if found.is_empty() => view.child(verb, &[Deprel::Nsubj, Deprel::NsubjPass]).into_iter().collect(),
        found => found,
    };
    let Some(frame) = frames::frame(view, scene.knowledge, verb) else { return };
    let denied = view.children_by(verb, &[Deprel::Advmod]).any(|a| matches!(view.lemma(a), "not" | "never" | "n't" | "longer"));
    if denied || matches!(status::read(scene, &frame).status, truceline_events::Status::Hypothetical | truceline_events::Status::Negated) {
        return;
    }
    let left = scene.people(&subjects);
    let right = phrase_after(view, noun, "with").map(|t| scene.people(&[t])).unwrap_or_default();
    let quote = quote::clause(scene, verb);
    match (left.as_slice(), right.as_slice()) {
        ([a, b], []) => pairs.state(a, b, quote),
        (left, right) => left.iter().for_each(|a| right.iter().for_each(|b| pairs.state(a, b, quote))),
    }
}

/// `X and Y have raided each other`, `the two exchanged fire`.
fn each_other(scene: Scene, verb: u32, pairs: &mut Pairs) {
    let view = scene.view;
    let force = scene.coded.get(verb as usize).and_then(Option::as_ref).is_some_and(|c| c.pattern.event_type == EventType::Assault);
    let force = force || matches!(view.lemma(verb), "raid" | "attack" | "shell" | "bomb" | "fight" | "kill");
    let mutual = |o: u32| matches!(view.lemma(o), "other" | "another") && matches!(view.lemma(o.saturating_sub(1)), "each" | "one");
    if !force || !view.children_by(verb, &[Deprel::Obj, Deprel::Obl]).any(mutual) {
        return;
    }
    if let [a, b] = scene.people(&frames::subjects(view, verb, 4)).as_slice() {
        pairs.state(a, b, quote::clause(scene, verb));
    }
}

/// `X accused Y of shelling its villages`: states and armed groups that lay force to each other.
fn accused_of_force(scene: Scene, verb: u32, pairs: &mut Pairs) {
    let view = scene.view;
    if !matches!(view.lemma(verb), "accuse" | "blame") {
        return;
    }
    let force = |c: &u32| {
        let coded = scene.coded.get(*c as usize).and_then(Option::as_ref).is_some_and(|k| k.pattern.event_type == EventType::Assault);
        matches!(view.lemma(*c), "shell" | "bomb" | "bombard" | "invade" | "shelling" | "bombing")
            || coded && matches!(view.lemma(*c), "attack" | "fire" | "strike")
    };
    let acts = view.children_by(verb, &[Deprel::Advcl, Deprel::Obl, Deprel::Ccomp, Deprel::Xcomp]);
    if !acts.into_iter().any(|c| force(&c)) {
        return;
    }
    // One accusation is no fight, where the report tells of none.
    let fighting =
        |t: u32| matches!(view.lemma(t), "clash" | "fighting" | "war" | "conflict" | "battle" | "hostility" | "truce" | "ceasefire");
    if !(0..view.len()).any(|t| view.upos(t) == Upos::Noun && fighting(t)) {
        return;
    }
    let Some(frame) = frames::frame(view, scene.knowledge, verb).filter(|f| !f.passive) else { return };
    let armed = |p: &Participant| p.codes.iter().any(|c| c.len() == 3 || c.ends_with("MIL") || c.ends_with("GOV") || c.ends_with("REB"));
    let sides = |tokens: &[u32]| scene.people(tokens).into_iter().filter(|p| can_fight(scene, p) && armed(p)).collect::<Vec<_>>();
    for a in sides(&frame.subjects) {
        for b in sides(&frame.objects) {
            pairs.show(&a, &b, quote::clause(scene, verb));
        }
    }
}

/// `fought on the side of X`, `fights alongside X`: his enemies are theirs.
pub(crate) fn comrades(scene: Scene, pairs: &mut Pairs) {
    for verb in (0..scene.view.len()).filter(|&t| scene.view.upos(t) == Upos::Verb) {
        let Some((fighters, friends)) = fights_for(scene, verb) else { continue };
        let enemies: Vec<Participant> = friends.iter().flat_map(|f| pairs.enemies_of(f)).collect();
        for a in &fighters {
            enemies.iter().for_each(|b| pairs.show(a, b, quote::clause(scene, verb)));
        }
    }
}

/// The sides of the war that the report names as such, where the text itself pairs nobody.
pub(crate) fn of_the_war(scene: Scene, events: &[Event], pairs: &mut Pairs) {
    let view = scene.view;
    let crime = |t: u32| view.preposition(t).as_deref() == Some("of");
    let is_war = |t: &u32| {
        view.upos(*t) == Upos::Noun && matches!(view.lemma(*t), "war" | "insurgency" | "rebellion" | "truce" | "ceasefire") && !crime(*t)
    };
    let Some(war) = (0..view.len()).find(is_war).filter(|_| pairs.is_empty()) else { return };
    if let [a, b, ..] = scene.mentions.at_war(view, scene.knowledge).as_slice() {
        // A war in passing is not what the report is about: somebody of it must fight here.
        let of_sides = |p: &Participant| one_side(scene, p, a) || one_side(scene, p, b);
        let fought = |e: &Event| e.event_type == EventType::Assault && !e.historical && e.actors.iter().chain(&e.recipients).any(of_sides);
        if events.iter().any(fought) {
            pairs.show(a, b, quote::clause(scene, war));
        }
    }
}

/// Who fights for whom by this verb.
pub(crate) fn fights_for(scene: Scene, verb: u32) -> Option<(Vec<Participant>, Vec<Participant>)> {
    let view = scene.view;
    if !matches!(view.lemma(verb), "fight" | "battle" | "intervene") {
        return None;
    }
    let frame = frames::frame(view, scene.knowledge, verb)?;
    let reading = status::read(scene, &frame);
    if !matches!(reading.status, truceline_events::Status::Occurred | truceline_events::Status::Ongoing) {
        return None;
    }
    let mut friends = Vec::new();
    for (preposition, t) in &frame.obliques {
        match preposition.as_str() {
            "alongside" => friends.extend(scene.people(&[*t])),
            "on" if matches!(view.lemma(*t), "side" | "behalf") => {
                let of = phrase_after(view, *t, "of").map(|o| scene.people(&[o])).unwrap_or_default();
                friends.extend(if of.is_empty() { owners(scene, *t) } else { of });
            }
            "on behalf of" => friends.extend(scene.people(&[*t])),
            _ => {}
        }
    }
    friends.retain(|p| can_fight(scene, p) || p.codes.iter().any(|c| c.ends_with("GOV")));
    let fighters: Vec<Participant> = scene.people(&frame.subjects).into_iter().filter(|p| can_fight(scene, p)).collect();
    (!friends.is_empty() && !fighters.is_empty()).then_some((fighters, friends))
}

/// `an operation that is aimed at driving X out`: whoever wages the fight that the aim is of.
pub(crate) fn owner_of_fight(scene: Scene, verb: u32, sides: &Sides, enemies: &[Participant]) -> Vec<Participant> {
    let view = scene.view;
    let mut at = verb;
    for _ in 0..REACH {
        let Some(head) = view.head(at) else { break };
        let noun = std::iter::once(head).chain(view.child(head, &[Deprel::Nsubj, Deprel::NsubjPass]));
        let fights = |n: &u32| view.upos(*n) == Upos::Noun && scene.knowledge.lexicon.picture.fighting.contains(view.lemma(*n));
        if let Some(fight) = noun.into_iter().find(fights) {
            let own = sides.named(&owning_words(scene, fight));
            return if own.is_empty() { crate::opposition::waged_by(scene, fight, sides, enemies) } else { own };
        }
        at = head;
    }
    Vec::new()
}

fn owning_words(scene: Scene, noun: u32) -> Vec<u32> {
    scene.view.children_by(noun, &[Deprel::NmodPoss, Deprel::Compound, Deprel::Amod]).collect()
}

/// `France has 5,000 troops there fighting X`: who keeps or sends the troops.
pub(crate) fn sender(scene: Scene, verb: u32) -> Option<Participant> {
    let view = scene.view;
    let troops = view.head(verb).filter(|&t| matches!(view.lemma(t), "troop" | "soldier" | "force" | "adviser"))?;
    let keeps = view.head(troops).filter(|&v| {
        view.deprel(troops) == Deprel::Obj
            && matches!(view.lemma(v), "have" | "keep" | "deploy" | "send" | "station" | "maintain" | "commit" | "provide")
    })?;
    scene.people(&frames::subjects(view, keeps, 4)).into_iter().find(|p| can_fight(scene, p))
}
