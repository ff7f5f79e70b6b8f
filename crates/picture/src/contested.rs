//! Places that somebody sets out to take: their defender still holds them.

use truceline_events::{EventPlace, Scene, Status, frames, slots, status};
use truceline_mentions::{Participant, When};
use truceline_syntax::{Deprel, Upos, View};
use truceline_text::Span;

use crate::{
    held,
    picture::{Control, Opposition},
    places, quote,
    sides::Sides,
    toll_words::phrase_after,
};

/// How far up the attacker is looked for.
const REACH: usize = 4;

/// Somebody's attempt on a place.
pub(crate) struct Attempt {
    pub(crate) place: EventPlace,
    pub(crate) attackers: Vec<Participant>,
    pub(crate) defender: Option<Participant>,
    pub(crate) date: Option<When>,
    pub(crate) quote: Span,
    /// An attack that is under way, not an aim.
    pub(crate) attacked: bool,
}

/// `an offensive to retake X`, `tried to take X from Y`, `the battle for X`, `the assault on X`.
pub(crate) fn attempts(scene: Scene, sides: &Sides) -> Vec<Attempt> {
    let view = scene.view;
    let mut out = Vec::new();
    for i in 0..view.len() {
        match view.upos(i) {
            Upos::Verb => {
                purpose(scene, i, sides, &mut out);
                moved_on(scene, i, sides, &mut out);
                fought_over(scene, i, sides, &mut out);
            }
            Upos::Noun => battle(scene, i, sides, &mut out),
            _ => {}
        }
    }
    if out.iter().any(|a| a.defender.is_none()) {
        defend(scene, sides, &mut out);
    }
    out
}

/// Whoever is said to hold a place defends it.
fn defend(scene: Scene, sides: &Sides, attempts: &mut [Attempt]) {
    let nouns = (0..scene.view.len()).filter(|&t| scene.view.upos(t) == Upos::Noun);
    let held: Vec<Control> = nouns.flat_map(|t| held::stronghold(scene, t, sides)).collect();
    for attempt in attempts.iter_mut().filter(|a| a.defender.is_none()) {
        let holder = held.iter().filter(|c| c.place.name == attempt.place.name).find_map(|c| c.holder.clone());
        attempt.defender = holder.filter(|h| !attempt.attackers.iter().any(|a| crate::sides::one_side(scene, a, h)));
    }
}

/// `advanced on X`, `are closing in on X`.
fn moved_on(scene: Scene, verb: u32, sides: &Sides, out: &mut Vec<Attempt>) {
    let view = scene.view;
    let words = &scene.knowledge.lexicon.picture.attacking_place;
    if !(words.contains(frames::verb_lemma(view, verb).as_str()) || words.contains(view.lemma(verb))) || view.lemma(verb) == "attack" {
        return;
    }
    let Some(frame) = frames::frame(view, scene.knowledge, verb) else { return };
    let reading = status::read(scene, &frame);
    if reading.absorbed || !matches!(reading.status, Status::Occurred | Status::Ongoing) {
        return;
    }
    let attackers = sides.named(&frame.subjects);
    if attackers.is_empty() {
        return;
    }
    let on = frame.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "on" | "upon" | "towards" | "toward" | "in on")).map(|o| o.1);
    let date = slots::date(scene, &frame, Status::Occurred, false).map(|d| d.when);
    for place in on.flat_map(|t| places::named(scene, t)) {
        out.push(Attempt { place, attackers: attackers.clone(), defender: None, date, quote: quote::clause(scene, verb), attacked: true });
    }
}

/// The entry that an attempt makes.
pub(crate) fn entry(scene: Scene, attempt: &Attempt, opposition: &[Opposition], sides: &Sides) -> Control {
    let is_attacker = |p: &Participant| attempt.attackers.iter().any(|a| crate::sides::one_side(scene, a, p));
    let against = |o: &Opposition| match (is_attacker(&o.a), is_attacker(&o.b)) {
        (true, false) => Some(o.b.clone()),
        (false, true) => Some(o.a.clone()),
        _ => None,
    };
    let enemy = opposition.iter().find_map(against).map(|p| crate::sides::commanded(scene, p));
    let holder = attempt.defender.clone().or_else(|| sides.insurgent.clone().filter(|i| !is_attacker(i))).or(enemy);
    let holder = holder.or_else(|| crate::sides::other_side(scene, attempt.attackers.first()?));
    Control {
        place: attempt.place.clone(),
        holder,
        from: None,
        event: "contested",
        date: attempt.date,
        status: "asserted",
        quote: attempt.quote,
    }
}

/// A verb of taking that tells an aim: `to retake X`, `efforts to reclaim X`.
fn purpose(scene: Scene, verb: u32, sides: &Sides, out: &mut Vec<Attempt>) {
    let view = scene.view;
    let words = &scene.knowledge.lexicon.picture;
    if !words.taking.contains(frames::verb_lemma(view, verb).as_str()) {
        return;
    }
    let Some(frame) = frames::frame(view, scene.knowledge, verb) else { return };
    let reading = status::read(scene, &frame);
    let aim = view.children_by(verb, &[Deprel::Mark]).any(|m| view.lemma(m) == "to");
    let tried = reading.status == Status::Negated && reading.reasons.iter().any(|r| r != "negated" && r != "no");
    if !aim || matches!(reading.status, Status::Hypothetical | Status::Denied) || reading.status == Status::Negated && !tried {
        return;
    }
    let forceful = |v: u32| view.upos(v) == Upos::Verb && words.waging.contains(frames::verb_lemma(view, v).as_str());
    let under_arms = view.head(verb).is_some_and(|h| {
        let fight = |t: u32| {
            words.fighting.contains(view.lemma(t)) || matches!(view.lemma(t), "effort" | "attempt" | "bid" | "drive" | "plan" | "phase")
        };
        fight(h)
            || forceful(h)
            || matches!(view.lemma(h), "try" | "attempt" | "seek" | "fight" | "aim" | "want" | "advance" | "struggle" | "vow")
            || view.children_by(h, &[Deprel::Obj]).any(fight)
    });
    if !under_arms {
        return;
    }
    let from: Vec<u32> = frame.obliques.iter().filter(|(p, _)| p == "from").map(|o| o.1).collect();
    let defender = sides.named(&from).into_iter().next();
    let mut attackers = sides.named(&frame.subjects);
    if attackers.is_empty() {
        attackers = view.head(verb).map(|h| sides.named(&owners_or_objects(scene, h))).unwrap_or_default();
    }
    let date = slots::date(scene, &frame, Status::Occurred, false).map(|d| d.when);
    for place in frame.objects.iter().flat_map(|&o| places::named(scene, o)) {
        out.push(Attempt {
            place,
            attackers: attackers.clone(),
            defender: defender.clone(),
            date,
            quote: quote::clause(scene, verb),
            attacked: false,
        });
    }
}

/// `the Kurds' efforts to reclaim X`, `I commend the fighters for their efforts to reclaim X`.
fn owners_or_objects(scene: Scene, noun: u32) -> Vec<u32> {
    let view = scene.view;
    let mut out: Vec<u32> = view.children_by(noun, &[Deprel::NmodPoss, Deprel::Compound, Deprel::Amod]).collect();
    out.extend(view.head(noun).map(|v| view.children_by(v, &[Deprel::Obj]).collect::<Vec<_>>()).unwrap_or_default());
    out
}

/// `the battle for X`, `an assault on X`, `fighting for control of X`, `fought for X`.
fn battle(scene: Scene, noun: u32, sides: &Sides, out: &mut Vec<Attempt>) {
    let view = scene.view;
    let preposition: &[&str] = match view.lemma(noun) {
        "battle" | "fight" | "fighting" | "struggle" | "combat" if in_streets(view, noun) => &["in", "for", "around", "inside"],
        "battle" | "fight" | "fighting" | "struggle" => &["for", "over"],
        "assault" | "offensive" | "advance" | "push" => &["on", "into", "against"],
        _ => return,
    };
    let Some(frame) = frames::frame(view, scene.knowledge, noun) else { return };
    let reading = status::read(scene, &frame);
    if reading.absorbed || !matches!(reading.status, Status::Occurred | Status::Ongoing) {
        return;
    }
    let owners: Vec<u32> = frame.subjects.iter().chain(&frame.possessives).chain(&frame.modifiers).copied().collect();
    let mut attackers = sides.named(&owners);
    if attackers.is_empty() {
        attackers = above(scene, noun, sides);
    }
    let date = slots::date(scene, &frame, reading.status, false).map(|d| d.when);
    let on = frame.obliques.iter().filter(|(p, _)| preposition.contains(&p.as_str())).map(|o| o.1);
    for place in on.flat_map(|t| places::named(scene, fought_for(scene, t))) {
        let state = place.coordinates.is_none() && scene.knowledge.countries.iter().any(|c| c.name == place.name);
        if !state {
            out.push(Attempt {
                place,
                attackers: attackers.clone(),
                defender: None,
                date,
                quote: quote::clause(scene, noun),
                attacked: true,
            });
        }
    }
}

/// `street fighting`, `house-to-house battles`.
fn in_streets(view: &View, noun: u32) -> bool {
    let before = view.children_by(noun, &[Deprel::Compound, Deprel::Amod]).filter(|&c| c < noun);
    before
        .into_iter()
        .any(|c| matches!(view.form(c).to_lowercase().as_str(), "street" | "house" | "urban" | "door" | "house-to-house" | "door-to-door"))
        || (noun.saturating_sub(5)..noun).any(|t| view.form(t) == "house" && view.form(t + 1) == "-")
}

/// `control of X`, `possession of X`: X.
fn fought_for(scene: Scene, token: u32) -> u32 {
    let view = scene.view;
    let rule = scene.knowledge.lexicon.picture.grips.contains(view.lemma(token)) || view.lemma(token) == "possession";
    if rule { phrase_after(view, token, "of").or_else(|| phrase_after(view, token, "over")).unwrap_or(token) } else { token }
}

/// `X and Y are fighting for control of Z`, `battled over Z`.
fn fought_over(scene: Scene, verb: u32, sides: &Sides, out: &mut Vec<Attempt>) {
    let view = scene.view;
    if !matches!(view.lemma(verb), "fight" | "battle" | "vie" | "struggle" | "clash" | "compete") {
        return;
    }
    let Some(frame) = frames::frame(view, scene.knowledge, verb) else { return };
    let reading = status::read(scene, &frame);
    if reading.absorbed || !matches!(reading.status, Status::Occurred | Status::Ongoing) {
        return;
    }
    let date = slots::date(scene, &frame, reading.status, false).map(|d| d.when);
    // Of two sides those defend the place who rise against nobody.
    let rises = |p: &Participant| p.codes.iter().any(|c| ["REB", "TER", "PRM"].iter().any(|s| c.ends_with(s)));
    let named = sides.named(&frame.subjects);
    let rebels = named.iter().find(|p| rises(p)).cloned();
    let attackers: Vec<Participant> = rebels.or_else(|| named.into_iter().next()).into_iter().collect();
    let over = frame.obliques.iter().filter(|(p, _)| matches!(p.as_str(), "for" | "over")).map(|o| o.1);
    let found: Vec<EventPlace> = over.flat_map(|t| places::named(scene, fought_for(scene, t))).collect();
    let state = |p: &EventPlace| scene.knowledge.countries.iter().any(|c| c.name == p.name);
    for place in found.into_iter().filter(|p| !state(p)) {
        let attackers = attackers.clone();
        out.push(Attempt { place, attackers, defender: None, date, quote: quote::clause(scene, verb), attacked: true });
    }
}

fn above(scene: Scene, noun: u32, sides: &Sides) -> Vec<Participant> {
    let view = scene.view;
    let mut at = noun;
    for _ in 0..REACH {
        let Some(head) = view.head(at) else { break };
        let waging =
            view.upos(head) == Upos::Verb && scene.knowledge.lexicon.picture.waging.contains(frames::verb_lemma(view, head).as_str());
        if waging {
            return sides.named(&frames::subjects(view, head, 4));
        }
        at = head;
    }
    Vec::new()
}
